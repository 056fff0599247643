"""Personal names: where they stand in a noun phrase, and when two spellings are one name."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.marks import MARKS
from toolkit.attribution.titles import paired_title
from toolkit.attribution.vocabulary import phrases
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis

__all__ = ["QUANTITIES", "is_name_like", "looks_verbal", "name_in", "name_key", "name_keys", "name_run", "word_key"]

_FUNCTION = (
    Tag.PREPOSITION | Tag.COMPLEMENTIZER | Tag.RELATIVE | Tag.CONTRAST | Tag.NEGATION | Tag.AUXILIARY
    | Tag.PRONOUN | Tag.DEMONSTRATIVE | Tag.CONJUNCTION | Tag.CLAUSE_NOUN
)  # fmt: skip
_NOT_NAMES = (
    _FUNCTION | Tag.ORGANISATION | Tag.DOCUMENT | Tag.SETTING | Tag.MEDIUM | Tag.UNNAMED
    | Tag.NISBA | Tag.RELATIONAL | Tag.TIME | Tag.QUALIFIER
)  # fmt: skip
_LIKE_NAMES = Tag.NISBA | Tag.RELATIONAL | Tag.PLACE | Tag.TIME | Tag.QUALIFIER | Tag.CLAUSE_NOUN
QUANTITIES = frozenset(
    normalize(
        "بعض عدد أحد إحدى عدة كل جميع معظم غالبية أغلب عديد العديد الكثير كثير عشرات مئات آلاف مجموعة نحو أكثر"
    ).split()
)
"""Words before the head of a noun phrase that speak of how many: بعض الخبراء."""
_LONGEST = 7
_ONE_SOUND = str.maketrans({"غ": "ج", "ڤ": "ف", "پ": "ب", "چ": "ج", "گ": "ج"})


@lru_cache(maxsize=100_000)
def word_key(key: str) -> str:
    """The key of one normalized word of a name.

    Args:
        key: The word, without punctuation.
    """
    key = key.translate(_ONE_SOUND)
    if key.startswith("ال") and len(key) > 4:
        key = key[2:]
    if key.endswith(("ه", "ا")) and len(key) > 3:
        key = key[:-1]
    return key[:-1] if key.endswith("وو") else key


@lru_cache(maxsize=10_000)  # an article asks for the same names again and again
def name_keys(text: str) -> tuple[str, ...]:
    """The telling words of a name, in order, with spellings of one sound made one.

    Examples:
        >>> name_keys("سيرغي شويغو") == name_keys("سيرجي شويجو")
        True
        >>> name_keys("عبد الله النور") == name_keys("عبدالله نور")
        True
    """
    words = normalize(text).replace("عبد ال", "عبدال").split()
    return tuple(word_key(word.strip("\"'.,:؛،()[]")) for word in words if word.strip("\"'.,:؛،()[]"))


def name_key(name: str) -> str:
    """The key under which spellings of one name fall together, across articles too.

    Examples:
        >>> name_key("شويغو") == name_key("شويجو")
        True
    """
    return " ".join(name_keys(name))


_VERBAL_NOUN = re.compile("(?:است..ا.|ان..ا.|ا.ت.ا.|ت..ي.)ه?")


def looks_verbal(word: Word) -> bool:
    """Whether the word has the shape of a verbal noun of the augmented stems: استهداف، انتخاب، تحقيق."""
    return bool(_VERBAL_NOUN.fullmatch(word.key.removeprefix("و")))


def is_name_like(word: Word) -> bool:
    """Whether the word may be part of a foreign or Arabic name: no article, and nothing else the lexicons know."""
    if word.tags & (Tag.NAME | Tag.NAME_PART):
        return not word.proclitics.strip("وف")
    if not word.key or word.definite or word.tags & (_NOT_NAMES | Tag.TITLE | Tag.PLACE | Tag.VERB | Tag.COMMON):
        return False
    if len(word.key) > 4 and word.key.endswith(("ها", "هم", "هما")):
        return False  # with a pronoun: خلالها، بينهم
    if looks_verbal(word):
        return False
    if word.key in QUANTITIES or len(word.key) < 3 or word.tags & (Tag.ACCUSATIVE | Tag.POSSESSED):
        return False
    if word.hal is not None or (word.finite is not None and not word.finite.weak):
        return False
    return word.noun is None or word.noun.weak or word.noun.slot != "masdar"


def _is_surname(word: Word, *, given: bool) -> bool:
    """A word with the article that may end a name: البرادعي; a common noun only behind a given name: هيثم القاضي."""
    if (word.tags & Tag.COMMON and not given) or word.base in _AGED:
        return False
    return (
        word.definite
        and not word.proclitics
        and not word.tags & (_NOT_NAMES & ~Tag.NISBA & ~Tag.RELATIONAL & ~Tag.CLAUSE_NOUN)
    )


_AGED = frozenset(("البالغ", "البالغه"))
"""Behind a name these say how old: رونالدو البالغ من العمر."""


def _may_be_surname(words: list[Word], i: int, last: int) -> bool:
    """Behind a given name even an adjective or a trade may be a surname: محمد شرفي، سالم حداد."""
    word = words[i]
    if word.tags & Tag.TITLE and word.title and word.title.kind == "profession" and i + 1 == last:
        return not word.definite and not word.proclitics
    known = word.tags & (Tag.NISBA | Tag.RELATIONAL) and not word.tags & (Tag.ORGANISATION | Tag.PREPOSITION)
    return bool(known) and not words[i - 1].tags & Tag.TITLE and not word.definite and not word.proclitics


def _is_title(words: list[Word], i: int, last: int) -> bool:
    """Whether a word that is title and given name is the title here: أمين عام، أمين منطقة الشمال."""
    if not words[i].tags & Tag.TITLE:
        return False
    if not words[i].tags & Tag.NAME:
        return True
    behind = words[i + 1] if i + 1 < last else None
    if behind is None:
        return False
    if behind.tags & (Tag.RELATIONAL | Tag.ORGANISATION):
        return True
    joined = words[i + 2] if i + 2 < last else None
    place = joined is not None and (joined.definite or bool(joined.tags & Tag.PLACE)) and not joined.proclitics
    return place and bool(behind.tags & Tag.COMMON) and not behind.definite and not behind.proclitics


_SECOND_HALVES = frozenset(("الدين", "الله", "الاسلام", "الرحمن"))
_FOREIGN = 3
"""How many words that no lexicon knows a name may have: سوتوبو بورو نوجروو."""


def name_run(analysis: Analysis, first: int, last: int) -> int:
    """Where the name that begins at token `first` ends, at `last` at the latest; `first` where none does.

    A name is given names and particles (بن، عبد، أبو), then surnames: words that no lexicon knows, or one with the
    article.
    """
    words = analysis.words
    i, given, surnames = first, 0, 0
    while i < min(last, first + _LONGEST) and words[i].key and (i == first or not words[i].proclitics):
        word = words[i]
        behind_particle = i > first and bool(words[i - 1].tags & Tag.NAME_PART)
        if i > first and word.key in _SECOND_HALVES and given:
            given += 1  # نور الدين, نصر الله
        elif behind_particle and (words[i - 1].key == "عبد" or not word.tags & _NOT_NAMES & ~_LIKE_NAMES):
            given += 1
        elif word.tags & Tag.NAME_PART and surnames == 0:
            pass
        elif word.tags & Tag.NAME and not _is_title(words, i, last) and surnames == 0:
            given += 1
            if word.definite and (i > first or i + 1 == last or words[i + 1].tags & ~(Tag.NAME | Tag.NAME_PART)):
                i += 1
                break  # what follows a surname with the article is no name: صافح النعيمي الحضور
        elif is_name_like(word) and not _is_title(words, i, last) and surnames < _FOREIGN - bool(given):
            surnames += 1
        elif i > first and surnames < _FOREIGN and _is_late_surname(words, i, last, given=given > 0):
            surnames += 1
            if word.definite:
                i += 1
                if i < last and words[i].definite and not words[i].tags and not words[i].proclitics:
                    i += 1  # أحمد التيجاني الهزاوي
                break
        else:
            break
        i += 1
    while i > first and words[i - 1].tags & Tag.NAME_PART and not words[i - 1].tags & Tag.NAME:
        i -= 1
    return i


def _is_late_surname(words: list[Word], i: int, last: int, *, given: bool) -> bool:
    """Whether the word at `i` is a surname that looks like something else: البرادعي، شرفي، لي."""
    word = words[i]
    if _is_surname(word, given=given):
        return not (word.tags & Tag.TITLE and i + 1 < last)
    return word.key == "لي" or (given and (_may_be_surname(words, i, last) or _closes_name(words, i, last)))


def _closes_name(words: list[Word], i: int, last: int) -> bool:
    """Behind a given name any noun or place is a surname where the phrase ends with it: سوزان رايس، خالد حمص."""
    word = words[i]
    if word.definite or word.proclitics or not words[i - 1].tags & Tag.NAME or word.tags & (_NOT_NAMES & ~_LIKE_NAMES):
        return False
    if word.tags & (Tag.ACCUSATIVE | Tag.POSSESSED | Tag.TIME | Tag.TITLE) or word.finite is not None:
        return False
    if i + 1 == last or not words[i + 1].key:
        return True
    return not word.key.endswith("ه") and bool(words[i + 1].tags & (Tag.TITLE | Tag.PREPOSITION | Tag.COMPLEMENTIZER))


def name_in(analysis: Analysis, first: int, last: int) -> tuple[int, int] | None:
    """The personal name within the noun phrase of the tokens `first` to `last`."""
    best: tuple[int, int] | None = None
    body = bool(analysis.words[first].tags & Tag.ORGANISATION)
    titled = bool(analysis.words[first].tags & Tag.TITLE)
    for start, end in _chunks(analysis, first, last):
        marked = start > first and analysis.tokens.texts[start - 1] in MARKS
        if body and start > first and (marked or analysis.words[start].tags & Tag.LATIN):
            continue  # the name or short form of the body: مركز «المرفأ», (BPPT)
        if end - start == 1 and start > first and analysis.tokens.texts[start - 1] in ("(", "["):
            continue  # the short form of a body that a title is of: مدير شركة النور (نور)
        found = _name_in_chunk(analysis, start, end)
        apposed = titled if start > first else end + 1 < last and bool(analysis.words[end + 1].tags & Tag.TITLE)
        if found is None and apposed and best is None and _is_apposed_name(analysis, start, end):
            found = (start, end)
        if found and (best is None or _weight(analysis, found) > _weight(analysis, best)):
            best = found
    return best


def _is_apposed_name(analysis: Analysis, start: int, end: int) -> bool:
    """Whether words on the other side of a comma from a title can only be a name: مساعد الوزيرة، بي جي كراولي."""
    texts = analysis.tokens.texts
    if not 2 <= end - start <= 4 or not (texts[start - 1] in _APPOSES or texts[end : end + 1] == ["،"]):
        return False
    other = (_NOT_NAMES & ~_LIKE_NAMES) | Tag.TITLE | Tag.POSSESSED | Tag.VERB
    words = analysis.words[start:end]
    return not any(w.proclitics or w.tags & other or w.finite is not None for w in words)


_APPOSES = frozenset(("،", ",", "؛", "-", "–", "—"))


def _weight(analysis: Analysis, name: tuple[int, int]) -> tuple[bool, int]:
    first, last = name
    return bool(analysis.words[first].tags & Tag.NAME), last - first


def _chunks(analysis: Analysis, first: int, last: int) -> list[tuple[int, int]]:
    chunks = []
    start = first
    for i in range(first, last + 1):
        if i == last or not analysis.words[i].key:
            if i > start:
                chunks.append((start, i))
            start = i + 1
    return chunks


@cache
def _media() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("media", "name")


def _medium_in(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """A medium of several words, whose words are no name: مراسل بي بي سي."""
    for i in range(start, end):
        last = analysis.phrase_end(i, _media(), end)
        if last > i + 1:
            return i, last
    return None


def _withholds(head: Word) -> bool:
    """Whether a phrase of this head names nobody: مصدر مقرب من فلان، تقرير لفلان."""
    if head.tags & Tag.NAME:
        return False
    if head.tags & Tag.TITLE:
        if head.title is not None and head.title.number == "p" and not head.definite:
            return True  # مساعدون لرئيس الوزراء فلان
        generic = head.title is not None and head.title.kind in ("generic", "witness")
        return generic and not head.definite and bool(head.tags & Tag.UNNAMED)
    return bool(head.tags & (Tag.UNNAMED | Tag.DOCUMENT | Tag.MEDIUM | Tag.SETTING))


def _name_in_chunk(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    words = analysis.words
    head = words[start]
    for i in range(start, end - 2):
        if words[i].key == "ايه" and words[i + 1].key == "الله":
            return i + 2, max(name_run(analysis, i + 2, end), min(end, i + 5))  # آية الله فلان
    behind = words[start + 1] if start + 1 < end else None
    if _withholds(head) and (behind is None or paired_title(head, behind) is None):
        return None
    if _is_bearer(words, start, end):
        return start, start + 2
    if head.tags & Tag.ORGANISATION and any(words[i].tags & Tag.LATIN for i in range(start, min(end, start + 3))):
        return None  # شركة Blue Gull
    medium = _medium_in(analysis, start, end)
    if medium is not None:
        ahead = _name_in_chunk(analysis, start, medium[0]) if start < medium[0] else None
        return ahead or _known_name(analysis, medium[1], end)
    if _is_abbreviated_title(analysis, start):
        stop = name_run(analysis, start, end)
        if stop == start and not head.proclitics and not head.tags & (_NOT_NAMES & ~_LIKE_NAMES):
            stop = name_run(analysis, start + 1, end)  # د. النجار: the first word is a name whatever else it may be
        return (start, stop) if stop > start else None
    if not _is_titled(words, start, end):
        stop = name_run(analysis, start, end)
        if stop == start and head.definite and not head.tags & Tag.PLACE:
            found = _known_name(analysis, start + 1, end)
            return found if found is not None and found[1] == end else None  # العريس نوح العبدالله
        borders = Tag.TITLE | Tag.ORGANISATION | Tag.PREPOSITION | Tag.NISBA | Tag.UNNAMED
        whole = stop == end or (stop < end and bool(words[stop].tags & borders))
        known = bool(head.tags & Tag.NAME) and stop - start >= 2 and not words[stop - 1 + (stop < end)].proclitics
        return (start, stop) if stop > start and (whole or known) else None
    return _name_behind_title(analysis, start, end)


def _known_name(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The first name of two words or more whose first word a lexicon knows."""
    for i in range(start, end):
        if analysis.words[i].tags & Tag.NAME and not _is_adjective(analysis.words, i):
            stop = name_run(analysis, i, end)
            return (i, stop) if stop - i >= 2 else None
    return None


def _is_bearer(words: list[Word], start: int, end: int) -> bool:
    """Whether what may be a title is a given name ahead of a surname and the office: رامي المطيري لاعب المنتخب."""
    if start + 2 >= end or words[start].definite or not words[start].tags & Tag.TITLE:
        return False
    surname, office = words[start + 1], words[start + 2]
    known = surname.tags & ~Tag.TITLE if words[start].tags & Tag.NAME else surname.tags
    return bool(
        surname.definite and not surname.proclitics and not known
        and office.tags & Tag.TITLE and not office.definite and not office.proclitics
    )  # fmt: skip


def _is_abbreviated_title(analysis: Analysis, start: int) -> bool:
    """Whether د. or أ. stands before token `start`, whose full stop parts the title from its name."""
    if start < 2 or analysis.tokens.texts[start - 1] != ".":
        return False
    title = analysis.words[start - 2]
    return bool(title.tags & Tag.TITLE) and len(title.key) == 1


def _is_titled(words: list[Word], start: int, end: int) -> bool:
    """Whether a title, a body or a description heads the chunk, so that a name can only follow."""
    head = words[start]
    if head.tags & Tag.NAME_PART:
        return False
    if head.tags & Tag.TITLE:
        return _is_title(words, start, end) or start + 1 == end or words[start + 1].definite
    return bool(head.tags & (_NOT_NAMES | Tag.PLACE)) and not head.tags & Tag.NAME


def _name_behind_title(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    words = analysis.words
    head = words[start]
    honorific = head.title is not None and (head.title.kind == "honorific" or head.bare in _LEARNED)
    last = start  # the last of several titles: فضيلة الشيخ العريفي
    while (
        last + 2 < end
        and words[last + 1].definite
        and words[last + 1].tags & Tag.TITLE
        and words[last].tags & Tag.TITLE
    ):
        last += 1
    if end == last + 2 and words[last].definite and words[last].tags & Tag.TITLE and _is_lone_surname(words[end - 1]):
        return end - 1, end
    known = [i for i in range(start + 1, end) if words[i].tags & Tag.NAME and not _is_adjective(words, i)]
    if known and words[known[0]].key == "باسم" and not honorific:
        known = known[1:]  # المتحدث باسم
    known = [i for i in known if not _is_in_body(analysis, i, start, end)]
    begin = start + 1
    if known and _names_body(analysis, known[0], start):
        begin = name_run(analysis, known[0], end)
        known = [i for i in known if i >= begin]
    for i in [*known[:1], *range(begin, end)]:
        word = words[i]
        short = head.tags & Tag.ORGANISATION and word.tags & Tag.LATIN  # هيئة الغذاء FDA
        short = short or _is_in_body(analysis, i, start, end)
        if short or not is_name_like(word) or _is_adjective(words, i) or (word.key == "باسم" and not honorific):
            if word.key == "باسم" and i + 2 == end and words[i - 1].tags & Tag.PLACE and is_name_like(words[i + 1]):
                return i, end  # رئيس الدائرة في غزة باسم نعيم
            continue
        if i == start + 1 and not (head.definite or honorific or word.tags & (Tag.NAME | Tag.NAME_PART)):
            continue  # the second half of a title: رئيس تحرير
        stop = name_run(analysis, i, end)
        closes = (
            stop == end or word.tags & (Tag.NAME | Tag.NAME_PART) or words[stop].tags & (Tag.TITLE | Tag.PREPOSITION)
        )
        beside = words[i - 1].definite or words[i - 1].tags & Tag.TITLE or (honorific and i == start + 1)
        beside = beside or bool(words[i - 1].tags & (Tag.PLACE | Tag.NISBA) and not word.tags)
        lone = stop - i == 1 and not beside  # جامعة عين شمس
        if stop > i and closes and not lone:
            return i, stop
    return None


def _is_adjective(words: list[Word], i: int) -> bool:
    """Whether a name is an adjective here (الحزام الأخضر) or hangs on a preposition."""
    word, before = words[i], words[i - 1]
    if word.tags & Tag.NISBA and not word.definite and not before.definite and not before.tags & Tag.NAME:
        return True  # مسؤول يمني
    return bool(word.proclitics) or (word.definite and before.definite and not before.tags & Tag.TITLE)


def _bodies() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("organisations", "name")


def _is_in_body(analysis: Analysis, i: int, start: int, end: int) -> bool:
    """Whether a given name is a word of the name of a body: حركة أمل."""
    return any(analysis.phrase_end(k, _bodies(), end) > i for k in range(max(start + 1, i - 2), i))


def _names_body(analysis: Analysis, i: int, start: int) -> bool:
    """Whether a body is called after whom the name at `i` names: قوات الشهيد فلان، but not مجلس النواب فلان."""
    words = analysis.words
    before = i - 1
    if analysis.phrase_end(before, _bodies(), i) == i:
        return False  # القيادي في حماس فلان
    title = words[before].title
    if before > start and words[before].tags & Tag.TITLE and words[before].definite and title and title.number == "s":
        before -= 1
    body = words[before]
    return before > start and bool(body.tags & Tag.ORGANISATION) and not body.definite and not body.tags & Tag.TITLE


_LEARNED = frozenset(normalize("دكتور دكتورة د بروفيسور بروفسور أستاذ أستاذة مهندس مهندسة محامي شيخ شيخة").split())


def _is_lone_surname(word: Word) -> bool:
    """الوزير البطاينة: a word with the article that is no adjective and no common noun."""
    other = _NOT_NAMES | Tag.TITLE | Tag.COMMON | Tag.PLACE
    return word.definite and not word.proclitics and not word.tags & other
