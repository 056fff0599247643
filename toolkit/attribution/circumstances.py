"""When, where, how and to whom something was said: what stands around a source and is no part of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Word

__all__ = [
    "bears_pronoun",
    "begins_prepositional",
    "bracket_end",
    "circumstance_end",
    "is_addressee",
    "is_edge",
    "is_occasion",
    "skip_circumstances",
    "skip_opening",
    "skip_prepositional",
]

_OCCASION = frozenset(
    [
        "خلال",
        "اثناء",
        "عقب",
        "اثر",
        "قبل",
        "بعد",
        "منذ",
        "حول",
        "بشان",
        "حيال",
        "تجاه",
        "ازاء",
        "ردا",
        "تعليقا",
        "بمناسبه",
        "ضمن",
        "عبر",
        "وسط",
        "قبيل",
        "بعيد",
        "بخصوص",
        "بصدد",
        "امام",
        "نقلا",
        "بحضور",
        "بحسب",
        "حسب",
        "وفق",
        "وفقا",
        "رفقه",
        "برفقه",
        "الي",
        "علي",
        "عن",
        "مع",
        "حتي",
        "عشيه",
        "غداه",
    ]
)
"""Behind a source these begin what is no longer part of it."""
_ADDRESSEES = frozenset(
    [
        "صحفيين",
        "صحافيين",
        "صحفيي",
        "صحافه",
        "صحف",
        "اعلام",
        "اعلاميين",
        "وسايل",
        "وكاله",
        "قناه",
        "صحيفه",
        "جريده",
        "موقع",
        "اذاعه",
        "تلفزيون",
        "مجله",
        "برنامج",
        "راديو",
        "شبكه",
        "مراسل",
        "نا",
        "ه",
        "ها",
        "هم",
    ]
)


@cache
def _circumstances() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("circumstances", "time", "weekday", "speaker_shift", "discourse", "manner", "place")


def circumstance_end(analysis: Analysis, i: int, end: int) -> int:
    """Where the circumstance of the lexicon that begins at token `i` ends; `i` where none does."""
    if not analysis.words[i].tags & Tag.CIRCUMSTANCE:
        return i
    found = analysis.phrase_end(i, _circumstances(), end)
    return found if found > i else _month_end(analysis, i, end)


@cache
def _months() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Months of two words, which no class of tokens tells: تشرين الثاني."""
    listed = phrases("circumstances", "month").items()
    return {first: tuple(entry for entry in entries if len(entry) > 1) for first, entries in listed}


def _month_end(analysis: Analysis, i: int, end: int) -> int:
    return analysis.phrase_end(i, _months(), end)


def is_occasion(word: Word) -> bool:
    """Whether the word begins an occasion (خلال، عقب) that is no part of a source."""
    return word.key in _OCCASION and not word.tags & Tag.NAME


def is_addressee(word: Word) -> bool:
    """Whether the word says to whom it was said: للصحفيين، لوكالة."""
    if not word.proclitics.endswith("ل"):
        return word.key in ("ل", "له", "لها", "لهم", "لنا", "لي", "لبي", "للبي")  # للبي بي سي
    return word.bare in _ADDRESSEES or bool(word.tags & (Tag.MEDIUM | Tag.LATIN))


def begins_prepositional(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a prepositional phrase, an occasion or an addressee begins at token `i`."""
    word = analysis.words[i]
    if (
        layer.cls(i) == "p"
        or is_occasion(word)
        or (is_addressee(word) and not (word.key == "لي" and layer.cls(i) == "w"))
    ):
        return True
    return bool(word.proclitics) and word.proclitics[-1] in "بلك"


def _time_end(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    j = i
    while j < end and (
        layer.cls(j) in "tn-()"
        or (j > i and analysis.words[j].tags & Tag.QUALIFIER)
        or (j > i and layer.cls(j) == "p" and layer.cls(j + 1) in "tn")
    ):
        j += 1
    while j > i and layer.cls(j - 1) in "-(":
        j -= 1
    return j


def skip_circumstances(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past the time, manner and discourse adverbs, commas and brackets that begin at token `i`."""
    while i < end:
        after = circumstance_end(analysis, i, end)
        if after > i:
            i = after
            while i < end and (
                analysis.words[i].tags & Tag.QUALIFIER or _is_how(analysis.words[i - 1], analysis.words[i])
            ):
                i += 1  # الاثنين الماضي, بابتسامة عريضة
        elif is_edge(analysis.words, i) and i + 1 < end and layer.cls(i + 1) in "tn":
            i = max(_time_end(analysis, layer, i + 1, end), i + 2)
        elif layer.cls(i) == "t":
            i = max(_time_end(analysis, layer, i, end), i + 1)
        elif layer.cls(i) in ",-X":
            i += 1
        elif layer.cls(i) == "(":
            i = bracket_end(layer, i, end)
        else:
            break
    return i


def _is_how(manner: Word, word: Word) -> bool:
    """Whether a word is the adjective of how something was said: بابتسامة عريضة."""
    plain = not (word.definite or word.proclitics or word.tags & (_SOMEBODY | Tag.ORGANISATION | Tag.MEDIUM))
    return plain and manner.proclitics == "ب" and manner.key.endswith("ه") and word.key.endswith("ه")


_EDGES = frozenset("اوايل اواخر مطلع منتصف نهايه بدايه اول اخر".split())


def is_edge(words: Sequence[Word], i: int) -> bool:
    """Whether a word with a time behind it says when: أوائل مارس; but مصدر مطلع أمس is a source in the know."""
    return words[i].bare in _EDGES and not (i and words[i - 1].tags & Tag.UNNAMED and not words[i].definite)


def bracket_end(layer: Layer, i: int, end: int) -> int:
    """Behind the bracket that token `i` opens; behind that token where it is not closed soon."""
    for j in range(i + 1, min(end, i + 14)):
        if layer.cls(j) == ")":
            return j + 1
    return i + 1


_ALONE = frozenset(
    "فيه عنه به بها اليه عليه منه له لها لهم معه خلاله بينه حوله ضده نحوه عبره امامه بعده قبله تجاهه بشانه".split()
)
"""Prepositions that bear their pronoun, so that the source may follow at once: أكد فيه التقرير أن."""


_OURS = frozenset("لنا لي عنا منا بنا معنا معي الينا علينا".split())


def bears_pronoun(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether token `i` is a preposition with its pronoun, which governs nothing behind it: خلاله، فيها."""
    key = analysis.words[i].key
    return key in _ALONE or (layer.cls(i) == "p" and (key.endswith(("ها", "هم", "هما", "هن")) or key in _OURS))


_GOVERNING = frozenset("رغم حيث جانب ناحيه مستهل امام عوض بدل قصد صحبه رفقه بعيد يخص".split())
"""Words that govern a noun and may end what says how or when: رغم القرار, من حيث المبدأ, إلى جانب الحكومة."""


def _is_governed(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether what stands before the word at `i` governs it, so that no subject begins there."""
    before = analysis.words[i - 1] if i > layer.first else None
    if before is None or bears_pronoun(analysis, layer, i - 1):
        return False
    return layer.cls(i - 1) == "p" or before.base in _GOVERNING


def skip_opening(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past all that says when, where and about what, with which a sentence may begin at token `i`."""
    i = skip_circumstances(analysis, layer, i, end)
    while i < end and (begins_prepositional(analysis, layer, i) or _is_governed(analysis, layer, i)):
        i = skip_circumstances(analysis, layer, skip_prepositional(analysis, layer, i, end), end)
    return i


_SOMEBODY = Tag.TITLE | Tag.UNNAMED | Tag.NAME


_THAT = frozenset(("ذلك", "هذا"))


def skip_prepositional(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past a prepositional phrase: up to a comma, or to a time adverb, behind which the source may come.

    A medium to whom it was said ends before the title of who said it: لـ «الراية» المتحدث.
    """
    if bears_pronoun(analysis, layer, i):
        return i + 1
    addressed = is_addressee(analysis.words[i])
    j = i + 1
    if j + 1 < end and analysis.words[j].key in _THAT and not analysis.words[j + 1].definite:
        return j + 1  # يعلق على ذلك فلان
    if addressed and j < end and layer.cls(j) == "m":
        j = next((k for k in range(j + 1, min(end, j + 6)) if layer.cls(k) == "m"), j)  # its name in marks
    while j < end and layer.cls(j) not in ",t":
        word = analysis.words[j]
        if word.tags & Tag.CIRCUMSTANCE and _month_end(analysis, j, end) > j:
            break
        if addressed and word.tags & _SOMEBODY and not word.proclitics and layer.cls(j) == "w":
            before = analysis.words[j - 1]
            if not before.key or before.tags & Tag.MEDIUM or before.bare in _ADDRESSEES or j == i + 1:
                break
        j += 1
    return j
