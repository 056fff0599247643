"""Which preposition stands for the content of a verb, and which noun before it is the object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import are_found_on, is_made_of
from toolkit.attribution.circumstances import begins_prepositional, circumstance_end, is_addressee
from toolkit.attribution.lexemes import THIRD, Tag, describes
from toolkit.attribution.named import aged_end
from toolkit.attribution.quantities import counts
from toolkit.attribution.subjects import fixed_end, is_called_for

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue
    from toolkit.attribution.lexemes import Verb, Word

__all__ = ["governed", "past_complement", "stands_at", "stands_before"]

_REACH = 30
"""How many tokens may stand between the verb and the preposition it governs."""


def governed(
    analysis: Analysis, layer: Layer, cue: Cue, start: int, end: int, verb: Verb, *, named: bool = False
) -> tuple[int, int] | None:
    """The preposition the verb governs: (its token, the first of the content); ب and ل belong to the content.

    Where the subject is `named` before the verb, what stands right behind it is no name: القيادة أفادت بفقدان.
    """
    i, last, described = start - 1, min(end, start + _REACH), False
    called: int | None = None  # what may be governed, or part of the name of a body: دعت الهيئة الوطنية لمحاربة الرشوة
    told = named or (cue.reading is not None and bool(cue.reading.pronoun))  # وطالبته بالكف
    while i + 1 < last:
        i += 1
        word = analysis.words[i]
        aged = aged_end(analysis, i, last)
        if aged > i:
            i = aged - 1  # حذر فلان البالغ من العمر 40 عاما من
            continue
        inserted = _insertion_end(layer, i, start, end) if layer.cls(i) in "RvV" else None
        if inserted is not None:
            i, last = inserted, min(end, inserted + _REACH)
            continue
        if (layer.cls(i) == "R" and not word.key.endswith("ما")) or (described and layer.cls(i) == "v"):
            described = True  # الوزير الذي كان مسافرا
            continue
        if described and layer.cls(i - 1) == "v" and layer.cls(i) == "p":
            continue  # what the verb of the relative clause governs
        if _is_of_subject(analysis, i, start, end):
            continue
        if _FUSED.get(word.key) in verb.particles and layer.cls(i + 1) != "C":
            return i, i  # حذر مما, but not بما أن
        if layer.cls(i) in "VHGvCRSBK:Q":
            break
        if layer.cls(i) == "p" and word.key in verb.particles:
            if analysis.words[i - 1].key == "نقلا":
                return None  # وأفادت الوكالة نقلا عن
            if word.key == "من" and i > start and counts(analysis.words, i - 1):
                continue  # وحذر كثير من الأطباء من
            if i + 1 < end and analysis.words[i + 1].key in _WITH_PREPOSITION:
                continue  # من أجل, على لسان
            return i, i + 1
        clitic = word.proclitics[-1:] or _unknown_clitic(word, analysis.words[i - 1], first=i == start and not told)
        whose = word.tags & (Tag.ORGANISATION | Tag.PLACE | Tag.NAME)  # دعا الأمين العام لجامعة الدول
        stray = clitic == "ل" and (is_addressee(word) or whose or (verb.object == "none" and i > cue.last))
        named_for = clitic == "ل" and not stray and is_called_for(analysis, _head(layer, i, start), i)
        called = i if named_for and called is None else called
        if clitic in verb.particles and not (stray or named_for) and not _is_setting(word, verb, beside=i == cue.last):
            return i, i
    return None if called is None or "ل" not in verb.particles else (called, called)


def _is_of_subject(analysis: Analysis, i: int, start: int, end: int) -> bool:
    """Whether the word at `i` says when, or belongs to the subject: بيان صدر عن الهيئة, المتحدث باسم الشركة."""
    word = analysis.words[i]
    if word.tags & Tag.CIRCUMSTANCE and word.proclitics and circumstance_end(analysis, i, end) > i:
        return True  # وأقر المجلس بهذا الخصوص
    if analysis.words[i - 1].key in _GOVERNING:
        return True  # وأكد ردا على سؤال
    office = word.key == "باسم" and analysis.words[i - 1].tags & Tag.TITLE
    if i > start and i + 1 < end and (is_made_of(analysis.words, i) or are_found_on(analysis.words, i)):
        return True  # لجنة من الخبراء, ناشطون على فيسبوك
    return bool(office) or (word.key in _ISSUED and i > start)


def _is_own(analysis: Analysis, i: int) -> bool:
    """Whether a statement bears the pronoun of who makes it, so that nothing is joined to it: في بيانها."""
    return not analysis.words[i].definite and analysis.tokens.texts[i].endswith(THIRD)


_ISSUED = frozenset("صدر صدرت صادر صادره نشر نشرت وزع وزعته اصدره اصدرته اصدرتها".split())


def _insertion_end(layer: Layer, i: int, start: int, end: int) -> int | None:
    """The comma that closes what a comma opened before the relative pronoun or verb at `i`; None where none did.

    دعا الوزير، الذي وصل أمس إلى بيروت، إلى; ودعا المدير، في رسالة اطلعت عليها الجريدة، إلى.
    """
    opened = i - 1
    if layer.cls(i) != "R":
        while opened > start and layer.cls(opened) in "wnp":
            opened -= 1
        if layer.cls(opened + 1) != "p":
            return None
    if layer.cls(opened) != ",":
        return None
    close = next((k for k in range(i, min(end, i + _REACH)) if layer.cls(k) in ",SB"), end)
    return close if close < end and layer.cls(close) == "," else None


def _head(layer: Layer, i: int, start: int) -> int:
    """The first word of the phrase of which token `i` may be part, `start` at the earliest."""
    while i > start and layer.cls(i - 1) == "w":
        i -= 1
    return i


_WITH_PREPOSITION = frozenset("اجل دون غير قبل خلال طريق جانب جانبه جانبها لسان".split())
"""Words that make one preposition with the one before them, which no verb governs."""
_GOVERNING = frozenset(("ردا", "تعليقا", "بناء", "علاوه", "فضلا", "زياده", "جوابا", "احتجاجا", "حرصا"))
"""Words that govern the preposition behind them and say on what occasion something was said."""
_FUSED = {"مما": "من", "عما": "عن", "بما": "ب"}
"""Prepositions written together with the pronoun ما."""


def _is_setting(word: Word, verb: Verb, *, beside: bool) -> bool:
    """Whether a word with ب or ل says where or when; not what one demands, nor a deed: طالب بمحادثات, هدد بالرد."""
    if word.tags & Tag.TIME or not word.tags & Tag.SETTING:
        return bool(word.tags & Tag.TIME)
    return verb.stance != "directing" and not (word.is_masdar and (beside or verb.stance == "committing"))


_WITH_CLITIC = {"بعدم": "ب", "لعدم": "ل", "باي": "ب", "لاي": "ل", "بايه": "ب", "بضروره": "ب"}
"""Words that no lexicon of nouns holds, with the preposition written together with them."""


_VERBAL_NOUN = re.compile("[بل](?:ا..ا|ت..ي|است..ا|ان..ا|ا.ت.ا).ه?")


def _unknown_clitic(word: Word, before: Word, *, first: bool) -> str:
    """ب or ل on a word that no lexicon knows: باغلاق; behind a given name only on a verbal noun: فيليب لازاريني."""
    if word.key in _WITH_CLITIC:
        return _WITH_CLITIC[word.key]
    if before.tags & Tag.NAME and not before.definite and not _VERBAL_NOUN.fullmatch(word.key):
        return ""
    unknown = not word.tags and not first and len(word.key) >= 5 and not word.definite
    return word.key[0] if unknown and word.key[0] in "بل" else ""


def stands_before(analysis: Analysis, layer: Layer, verb: Verb, i: int, found: tuple[int, int]) -> bool:
    """Whether at `i` the object of a verb begins whose noun governs the preposition: أكد قدرة الفريق على الفوز."""
    particle, content = found
    word = analysis.words[i]
    noun = bool(word.tags & (Tag.COMMON | Tag.POSSESSED)) or word.noun is not None
    bare = layer.cls(i) == "w" and noun and not word.definite and not word.proclitics
    return verb.object == "none" and i < particle < content and bare


def stands_at(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether a noun phrase of its own begins at token `i`."""
    return i < end and layer.cls(i) == "w" and not begins_prepositional(analysis, layer, i)


def _goes_on(analysis: Analysis, j: int) -> bool:
    """Whether token `j` still tells of the occasion before it: تصريح صحفي, المؤتمر الصحفي, but المحادثات دعمها."""
    setting, word = analysis.words[j - 1], analysis.words[j]
    if not setting.tags & Tag.SETTING or _is_own(analysis, j - 1):
        return False
    if setting.definite:
        return word.definite and not (word.proclitics or word.tags)  # الاجتماع المغلق
    return not (word.proclitics or word.tags & Tag.POSSESSED)


def past_complement(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past a preposition and its noun, with the adjectives of that noun."""
    j = i + 1 if layer.cls(i) == "p" else i
    j = max(j + 1, fixed_end(analysis, j, end))  # لوكالة فرانس برس
    nouns = j == i + 1 and j < end and layer.cls(j) == "w" and analysis.words[i].proclitics.endswith("ل")
    if nouns and analysis.words[j].definite and not analysis.words[j - 1].definite:
        j += 1  # الأمين العام لاتحاد الكرة
    while j < end and layer.cls(j) in "wm" and (describes(analysis.words[j]) or _goes_on(analysis, j)):
        j += 1
    return min(j, end)
