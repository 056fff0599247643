"""The name in a source: which of its words are one, and which a title, a body or a description."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.given import is_called, is_honoured, noun_for_name
from toolkit.attribution.lexemes import THIRD, Tag, is_unknown
from toolkit.attribution.marks import MARKS, is_comma
from toolkit.attribution.names import (
    AGED,
    FIRST_HALVES,
    LIKE_NAMES,
    NOT_NAMES,
    is_hyphen,
    is_name_like,
    is_title,
    name_run,
)
from toolkit.attribution.quantities import ONE_OF, QUANTITIES
from toolkit.attribution.titles import paired_title
from toolkit.attribution.vocabulary import phrases, surnames
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.lexemes import Word

__all__ = ["ROYAL", "YEARS", "aged_end", "name_in", "royal_end"]


def name_in(analysis: Analysis, first: int, last: int) -> tuple[int, int] | None:
    """The personal name within the noun phrase of the tokens `first` to `last`."""
    best: tuple[int, int] | None = None
    body = bool(analysis.words[first].tags & (Tag.ORGANISATION | Tag.MEDIUM))
    titled = bool(analysis.words[first].tags & Tag.TITLE)
    for start, end in _chunks(analysis, first, last):
        marked = start > first and analysis.tokens.texts[start - 1] in MARKS
        if body and start > first and (marked or analysis.words[start].tags & Tag.LATIN):
            continue  # the name or short form of the body: مركز «المرفأ», (BPPT)
        if titled and marked and _is_bodys_own(analysis, first, start):
            continue  # رئيس مجلس إدارة «مؤسسات النور», رئيس تحرير مجلة «الأفق»
        if end - start == 1 and start > first and analysis.tokens.texts[start - 1] in ("(", "["):
            continue  # the short form of a body that a title is of: مدير شركة النور (نور)
        found = _name_in_chunk(analysis, start, end)
        apposed = titled if start > first else end + 1 < last and bool(analysis.words[end + 1].tags & Tag.TITLE)
        if found is None and apposed and best is None and _is_apposed_name(analysis, start, end):
            found = (start, end)
        if found == (first, end) and first + 1 < end < last:
            return found  # حبيب الملا، محامي الشيخ عيسى: who is named first, whatever follows says of whom he is
        if found and (best is None or _weight(analysis, found) > _weight(analysis, best)):
            best = found
    return best


def _is_bodys_own(analysis: Analysis, first: int, start: int) -> bool:
    """Whether what stands in marks from token `start` names a body or is the name of the one before the mark."""
    opened = sum(text in MARKS for text in analysis.tokens.texts[first:start]) % 2
    if not opened:
        return False
    bodies = Tag.ORGANISATION | Tag.MEDIUM
    return bool(analysis.words[start].tags & bodies or (start > 1 and analysis.words[start - 2].tags & bodies))


def _is_apposed_name(analysis: Analysis, start: int, end: int) -> bool:
    """Whether words on the other side of a comma from a title can only be a name: مساعد الوزيرة، بي جي كراولي."""
    texts = analysis.tokens.texts
    if not 2 <= end - start <= 4 or not (texts[start - 1] in _APPOSES or is_comma(analysis.tokens, end)):
        return False
    other = (NOT_NAMES & ~LIKE_NAMES) | Tag.TITLE | Tag.POSSESSED | Tag.VERB
    words = analysis.words[start:end]
    if words[0].key in QUANTITIES:
        return False  # مدير الشركة، كل عام،
    return not any(w.proclitics or w.tags & other or w.finite is not None for w in words)


_APPOSES = frozenset(("،", ",", "؛", "-", "–", "—"))


def _weight(analysis: Analysis, name: tuple[int, int]) -> tuple[bool, int]:
    first, last = name
    return bool(analysis.words[first].tags & Tag.NAME), last - first


def _chunks(analysis: Analysis, first: int, last: int) -> list[tuple[int, int]]:
    chunks = []
    start = first
    for i in range(first, last + 1):
        if i == last or not (analysis.words[i].key or (first < i and is_hyphen(analysis, i, last))):
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
    told = next((i for i in range(start, end - 1) if _announces_name(words, i, start)), None)
    if told is not None:
        return _announced_name(analysis, told, end)
    behind = words[start + 1] if start + 1 < end else None
    if _withholds(head) and (behind is None or paired_title(head, behind) is None):
        return _one_of_theirs(analysis, start, end)
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
        if stop == start and not head.proclitics and not head.tags & (NOT_NAMES & ~LIKE_NAMES):
            stop = name_run(analysis, start + 1, end)  # د. النجار: the first word is a name whatever else it may be
        return (start, stop) if stop > start else None
    titled = _is_titled(words, start, end)
    return _name_behind_title(analysis, start, end) if titled else _untitled_name(analysis, start, end)


def _name_behind_article(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The name that an unknown word with the article calls or begins: العريس نوح العبدالله, الستير ماتلان."""
    words = analysis.words
    found = _known_name(analysis, start + 1, end)
    if found is not None:
        office = found[1] < end and words[found[1]].tags & Tag.TITLE and not words[found[1]].definite
        return found if found[1] == end or office else None  # الشريف حسين بن ناصر مدير المركز
    if start + 2 >= end or words[start].tags or words[start].proclitics or not words[start + 2].tags & Tag.TITLE:
        return None
    surname = words[start + 1]
    return (start, start + 2) if is_unknown(surname) and is_name_like(surname) and not surname.definite else None


def _one_of_theirs(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The name of who is one of somebody's: أحد مؤسسيها عيد الهنداوي; but not أحد مساعدي فلان."""
    words = analysis.words
    if start + 3 >= end or words[start].key not in ONE_OF or not analysis.tokens.texts[start + 1].endswith(THIRD):
        return None
    stop = name_run(analysis, start + 2, end)
    return (start + 2, stop) if stop - start >= _ONE_NAMED and words[start + 2].tags & Tag.NAME else None


_ONE_NAMED = 4
"""Two words of a name stand behind «one of» and of whom."""


def _untitled_name(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The name with which a chunk begins, or that its unknown first word calls so."""
    words = analysis.words
    head = words[start]
    if noun_for_name(words, start, end):
        return start, max(name_run(analysis, start + 1, end), start + 2)
    stop = name_run(analysis, start, end)
    if stop == start and head.definite and not head.tags & Tag.PLACE:
        return _name_behind_article(analysis, start, end)
    borders = Tag.TITLE | Tag.ORGANISATION | Tag.PREPOSITION | Tag.NISBA | Tag.UNNAMED
    whole = stop == end or (stop < end and bool(words[stop].tags & borders))
    known = bool(head.tags & Tag.NAME) and stop - start >= 2 and not words[stop - 1 + (stop < end)].proclitics
    return (start, stop) if stop > start and (whole or known) else None


def _announces_name(words: list[Word], i: int, start: int) -> bool:
    """Whether a name must follow token `i`: آية الله فلان, أحد المحتجين ويدعى فلان."""
    return (words[i].key == "ايه" and words[i + 1].key == "الله") or (i > start and words[i].key in _CALLED)


def _announced_name(analysis: Analysis, i: int, end: int) -> tuple[int, int] | None:
    if analysis.words[i].key not in _CALLED:
        return i + 2, max(name_run(analysis, i + 2, end), min(end, i + 5))
    stop = name_run(analysis, i + 1, end)
    return (i + 1, stop) if stop > i + 1 else None


_CALLED = frozenset("يدعي تدعي ويدعي وتدعي اسمه اسمها واسمه واسمها المدعو المدعوه".split())


def _known_name(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The first name of two words or more whose first word a lexicon knows."""
    for i in range(start, end):
        if analysis.words[i].tags & Tag.NAME and not _is_adjective(analysis.words, i):
            stop = name_run(analysis, i, end)
            return (i, stop) if stop - i >= 2 else None
    return None


def _foreign_name(words: list[Word], i: int, end: int) -> tuple[int, int] | None:
    """A given name that is a noun as well, with an unknown surname and a title behind it: الألماني بير كلوبر مدرب."""
    if i + 2 >= end or not words[i + 2].tags & Tag.TITLE or words[i].definite or words[i].proclitics:
        return None
    surname = words[i + 1]
    return (i, i + 2) if is_name_like(surname) and not surname.tags and not surname.proclitics else None


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
        return is_title(words, start, end) or start + 1 == end or words[start + 1].definite
    return bool(head.tags & (NOT_NAMES | Tag.PLACE)) and not head.tags & Tag.NAME


def _name_behind_title(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    words = analysis.words
    head = words[start]
    if head.definite and head.tags & Tag.NISBA and (foreign := _foreign_name(words, start + 1, end)) is not None:
        return foreign
    called = _noun_name(analysis, start, end)
    if called is not None:
        return called
    honorific = head.title is not None and (head.title.kind == "honorific" or head.bare in _LEARNED)
    last = start  # the last of several titles: فضيلة الشيخ العريفي
    while (
        last + 2 < end
        and words[last + 1].definite
        and words[last + 1].tags & Tag.TITLE
        and words[last].tags & Tag.TITLE
    ):
        last += 1
    alone = end == last + 2 and words[last].definite and words[last].tags & Tag.TITLE
    if alone and (_is_lone_surname(words[end - 1]) or _is_called_so(words[last], words[end - 1])):
        return end - 1, end
    known = [i for i in range(start + 1, end) if words[i].tags & Tag.NAME and not _is_adjective(words, i)]
    if known and words[known[0]].key == "باسم" and not honorific:
        known = known[1:]  # المتحدث باسم
    known = [i for i in known if not _is_in_body(analysis, i, start, end)]
    if not known and words[end - 2].definite and _is_in_the_news(words[end - 1]):
        return end - 1, end  # وزير الدفاع السيسي
    begin = start + 1
    if known and _names_body(analysis, known[0], start):
        royal = words[known[0] - 1].base in ROYAL
        begin = royal_end(words, known[0], end) if royal else name_run(analysis, known[0], end)
        known = [i for i in known if i >= begin]
    for i in [*known[:1], *range(begin, end)]:
        word = words[i]
        short = head.tags & Tag.ORGANISATION and word.tags & Tag.LATIN  # هيئة الغذاء FDA
        short = short or _is_in_body(analysis, i, start, end)
        if short or not is_name_like(word) or _is_adjective(words, i) or (word.key == "باسم" and not honorific):
            if word.key == "باسم" and i + 2 == end and words[i - 1].tags & Tag.PLACE and is_name_like(words[i + 1]):
                return i, end  # رئيس الدائرة في غزة باسم نعيم
            continue
        lone = name_run(analysis, i, end) == i + 1
        if i - 1 > start and (words[i - 1].key in FIRST_HALVES or (lone and _is_unknown_given(words, i - 1))):
            i -= 1  # noqa: PLW2901 - عبد الصادق, أبو بكر, بقاط بركاني
        if i == start + 1 and not (head.definite or honorific or word.tags & (Tag.NAME | Tag.NAME_PART)):
            continue  # the second half of a title: رئيس تحرير
        stop = name_run(analysis, i, end)
        closes = (
            stop == end or word.tags & (Tag.NAME | Tag.NAME_PART) or words[stop].tags & (Tag.TITLE | Tag.PREPOSITION)
        )
        beside = words[i - 1].definite or words[i - 1].tags & Tag.TITLE or (honorific and i == start + 1)
        beside = beside or bool(words[i - 1].tags & (Tag.PLACE | Tag.NISBA) and not word.tags)
        lone = stop - i == 1 and not beside  # جامعة عين شمس
        if stop > i and closes and not lone and not _is_cared_for(words, i, stop, end):
            return i, stop
    return None


def _noun_name(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """A name whose first word is a noun as well: الدكتور غرامة الشنكاوي, تاجر الحبال نافع الشنكاوي."""
    words, title = analysis.words, analysis.words[start].title
    if title is not None and title.kind == "kin":
        return None  # شقيقة الصحفي فلان
    for i in range(start + 1, end):
        if words[i - 1].definite and (is_honoured(words, i, end) or is_called(words, i, end)):
            return i, max(name_run(analysis, i + 1, end), i + 2)
    return None


def _is_in_the_news(word: Word) -> bool:
    """Whether a word with the article is the surname of somebody whom the news calls by it alone, and no adjective."""
    return word.definite and not word.proclitics and not word.tags & Tag.NISBA and word.key in surnames()


def _is_unknown_given(words: list[Word], i: int) -> bool:
    """Whether a word that no lexicon knows stands between what a title is of and a known name, and is one too."""
    known = not is_unknown(words[i]) or words[i].key.endswith("ي")
    return not known and words[i - 1].definite and is_name_like(words[i])


def _is_cared_for(words: list[Word], i: int, stop: int, end: int) -> bool:
    """Whether an unknown word is a noun behind «for», whose genitive follows: الجمعية الخيرية لكافل اليتيم."""
    unknown = stop - i == 1 and not words[i].tags and words[i].key.startswith("ل")
    return unknown and stop < end and words[stop].definite


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
    named = Tag.ORGANISATION | (Tag.COMMON if words[i - 1].base in ROYAL else 0)  # مدينة الملك فلان
    return before > start and bool(body.tags & named) and not body.definite and not body.tags & Tag.TITLE


ROYAL = frozenset(normalize("الملك الملكة الأمير الأميرة السلطان").split())
"""Titles of those after whom bodies are called: جامعة الملك خالد."""


def royal_end(words: list[Word], i: int, end: int) -> int:
    """Where the name of a king ends, after whom a body is called, and another name may begin: جامعة الملك خالد فلان."""
    i += 2 if words[i].key == "عبد" else 1
    while i + 1 < end and words[i].key in ("بن", "بنت"):
        i += 2
    return i


_LEARNED = frozenset(normalize("دكتور دكتورة د بروفيسور بروفسور أستاذ أستاذة مهندس مهندسة محامي شيخ شيخة").split())


def _is_lone_surname(word: Word) -> bool:
    """الوزير البطاينة: a word with the article that is no adjective and no common noun."""
    other = NOT_NAMES | Tag.TITLE | Tag.COMMON | Tag.PLACE
    return word.definite and not word.proclitics and not word.tags & other


def _is_called_so(title: Word, word: Word) -> bool:
    """Whether behind an imam or a doctor what looks like an adjective or a noun is a surname: الإمام المناوي."""
    who = title.title
    if who is None or who.number != "s" or not word.definite or word.proclitics or word.base in _PRAISED:
        return False
    religious = who.kind == "religious" and word.tags == Tag.RELATIONAL
    doctor = title.bare in _DOCTORS and not word.key.endswith("ه")  # الدكتورة المعالجة
    return religious or (doctor and not word.tags & ~(Tag.COMMON | Tag.RELATIONAL))


_DOCTORS = frozenset(normalize("دكتور دكتورة").split())
_PRAISED = frozenset(
    normalize("الراحل الراحلة الشهير الشهيرة المذكور المذكورة الفاضل الفاضلة الكريم القدير المعروف").split()
)
"""What is said of a doctor, and is no surname."""


YEARS = frozenset(("عاما", "سنه", "عام", "سنوات"))
_AGE = 6


def aged_end(analysis: Analysis, i: int, end: int) -> int:
    """Past the age of somebody that begins at token `i`: البالغ من العمر 33 عاما; `i` where none does."""
    words = analysis.words
    if words[i].key not in AGED:
        return i
    return next((k + 1 for k in range(i + 1, min(end, i + _AGE)) if words[k].key in YEARS), i)
