"""Where a noun phrase that may speak begins and ends, and what stands around it.

The words between a reporting verb and what was said hold the source, but also
when, where and to whom it was said, in any order. These functions tell them
apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.appositions import apposition_end, is_named
from toolkit.attribution.bodies import tells_of_body
from toolkit.attribution.circumstances import (
    begins_prepositional,
    bracket_end,
    skip_circumstances,
    skip_prepositional,
)
from toolkit.attribution.heads import HEAD, PERSON, head_at
from toolkit.attribution.issuing import ISSUED, ISSUING
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.named import YEARS, aged_end
from toolkit.attribution.names import (
    is_name_like,
    name_run,
)
from toolkit.attribution.phrase_ends import ADJECTIVE, is_object, leaves_phrase
from toolkit.attribution.vocabulary import word

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["noun_phrase", "source_between", "trimmed", "with_apposition", "without_issuing"]


def source_between(analysis: Analysis, layer: Layer, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase between a cue and what was said; None where there are only circumstances."""
    i = start
    if i < end and layer.cls(i) == "t" and analysis.words[i].hal is not None and analysis.words[i].key != _AGAIN:
        return None  # غردت محذرة المستخدمين: whom she warned
    while i < end:
        i = skip_circumstances(analysis, layer, i, end)
        if i >= end:
            return None
        if begins_prepositional(analysis, layer, i):
            i = skip_prepositional(analysis, layer, i, end)
        elif layer.cls(i) in "wnm" and not analysis.words[i].tags & Tag.PRONOUN:
            return noun_phrase(analysis, layer, i, end)
        elif layer.cls(i) == "e" or analysis.words[i].tags & Tag.PRONOUN:
            i += 1
        else:
            return None
    return None


def noun_phrase(
    analysis: Analysis, layer: Layer, first: int, end: int, *, accusative: bool = False
) -> tuple[int, int] | None:
    """The noun phrase that begins at token `first` and reaches to `end` at most; None where nothing there can speak.

    Behind أن and لكن (`accusative`) who speaks stands in the accusative: لكن مصدرا أمنيا قال.
    """
    if first >= end or layer.cls(first) not in "wnmpt":
        return None
    tags = analysis.words[first].tags
    owned = 0 if tags & (Tag.TITLE | Tag.UNNAMED) else Tag.POSSESSED  # رئيسها speaks, and دعوته does not
    barred = owned if accusative else owned | Tag.ACCUSATIVE
    if analysis.words[first].bare == "حاجه" and first + 1 < end and analysis.words[first + 1].key == "الي":
        return None  # a need, and not a pilgrim
    if (
        analysis.words[first].key == "اي"
        or (tags & barred and not (_is_foreign_name(analysis, first, end) or _are_two(analysis, layer, first, end)))
        or (tags & Tag.DEMONSTRATIVE and (first + 1 == end or _is_alone(analysis, first)))
        or analysis.words[first].key in _NOBODY
    ):
        return None
    last = _phrase_end(analysis, layer, first, end, accusative=accusative)
    if last - first > 1 and layer.cls(last - 1) == "p" and analysis.words[last - 1].key in _GOVERNING:
        last -= 1  # وأعلنت الوزيرة عن «استحداث شهادة»
    return trimmed(layer, first, _to_name(analysis, layer, first, last, end))


_AGAIN = "مجددا"
_FIELD = 16
"""How many tokens may say of what an office is, before the name of who holds it."""
_ELSEWHERE = Tag.SETTING | Tag.TIME | Tag.MONTH | Tag.COMPLEMENTIZER
_WITH_OTHERS = frozenset(("مع", "خلال", "اثناء", "بعد", "قبل", "عقب", "امام", "عبر", "بحضور", "برفقه", "رفقه"))


def _to_name(analysis: Analysis, layer: Layer, first: int, last: int, end: int) -> int:
    """To the name behind what an office is of, where that begins like something else; `last` where none follows.

    المفوض العام لوكالة الغوث (الأونروا)، فلان الفلاني، أن; قائد الشرطة في إقليم «الواحات» فلان الفلاني إن.
    """
    words = analysis.words
    title = words[head_at(layer, first)].title
    if last >= end or title is None or title.number != "s" or title.kind in ("kin", "witness", "generic"):
        return last
    if any(word.tags & Tag.NAME and not word.definite for word in words[first + 1 : last]):
        return last
    for i in range(last, min(end, last + _FIELD)):
        word = words[i]
        if layer.cls(i) == ",":
            stop = name_run(analysis, i + 1, min(end, i + 8))
            closed = stop == end or (stop < end and layer.cls(stop) in ",-(")
            return stop if stop >= i + 3 and closed and not words[i + 1].definite else last
        given = word.tags & Tag.NAME and not (word.proclitics or word.definite) and i > last
        there = words[i - 2].key == "في" and (words[i - 1].tags & Tag.PLACE or not words[i - 1].tags)
        beside = given and (words[i - 1].definite or not words[i - 1].key or there) and layer.cls(end) in "C:QV"
        if beside and i + 1 < end == name_run(analysis, i, end):
            return end
        once = word.tags & Tag.CIRCUMSTANCE and layer.cls(i + 1) == ","  # رئيس الأركان سابقا، فلان
        told = word.proclitics.endswith("ل") and word.tags & PERSON  # قال الوزير لمراسل الصحيفة، فلان
        elsewhere = (word.tags & _ELSEWHERE and not word.tags & Tag.MEDIUM) or word.key in _WITH_OTHERS or told
        if layer.cls(i) not in "wpnm()" + "t" * bool(once) or (elsewhere and not once):
            return last
    return last


_NOBODY = frozenset("ولو لو دون بل غير لان كلا كلتا كلي علانيه بدون حد".split())
"""Words of which no noun phrase that speaks begins."""


def _is_alone(analysis: Analysis, i: int) -> bool:
    """Whether «this» stands for itself, as no noun with the article follows: مضيفة ذلك دون."""
    behind = analysis.words[i + 1]
    return not (behind.definite or behind.tags & HEAD)


_GOVERNING = frozenset(("عن", "الي", "علي", "من"))
"""Prepositions that a quotation may follow, as what their verb governs."""


def with_apposition(analysis: Analysis, layer: Layer, source: tuple[int, int], end: int) -> tuple[int, int]:
    """A source with the name or the office behind the comma at its end: مديرة الغابات، صبرينة حكار."""
    last = source[1]
    if not last < end - 1 or layer.cls(last) != ",":
        return source
    titled = analysis.words[last + 1].tags & Tag.TITLE
    named = name_run(analysis, last + 1, end) >= last + 3
    whole = noun_phrase(analysis, layer, source[0], end) if named or titled else None
    return whole or source


def _is_foreign_name(analysis: Analysis, first: int, end: int) -> bool:
    """Whether what ends like an accusative is a given name: a word that no lexicon knows follows, and a title."""
    words = analysis.words
    if first + 3 >= end or words[first + 1].tags or not is_name_like(words[first + 1]) or words[first + 2].key:
        return False
    return bool(words[first + 3].tags & Tag.TITLE) and not words[first].proclitics


def _are_two(analysis: Analysis, layer: Layer, first: int, end: int) -> bool:
    """Whether what ends like an accusative are two who bear an office: أعلن وزيرا الدفاع والداخلية."""
    two, behind = analysis.words[first], analysis.words[min(first + 1, end - 1)]
    if layer.cls(first - 1) != "V" or not two.key.endswith("ا") or not behind.definite or behind.proclitics:
        return False
    return bool(word(two.key.removesuffix("ا")).tags & Tag.TITLE)


def without_issuing(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """A source without the clause that says when it appeared or that nobody known made it: تقرير صدر عن الاتحاد.

    Who made it belongs to it where it is a body: تقرير أعدته اللجنة, but تحليل أجراه باحثون.
    """
    words = analysis.words
    for i in range(first + 1, last):
        if words[i].key in ISSUING - ISSUED:
            maker = words[i + 1 : min(last, i + 3)]
            known = words[i].key != "صدر" and any(w.definite or w.tags & Tag.ORGANISATION for w in maker)
            return (first, last) if known else (first, i)
    return first, last


def trimmed(layer: Layer, first: int, last: int) -> tuple[int, int] | None:
    """A phrase without the marks at its end; None where nothing else is in it."""
    while last > first and layer.cls(last - 1) in ",-(e:":
        last -= 1
    return (first, last) if last > first else None


def _phrase_end(analysis: Analysis, layer: Layer, first: int, end: int, *, accusative: bool) -> int:
    """Where the noun phrase that begins at token `first` ends, at `end` at the latest."""
    i = first + 1
    if layer.cls(first) == "m":
        i = _marked_end(layer, first, end)  # «فلان» وصف القرار
    named = is_name_like(analysis.words[first])
    person = named or bool(analysis.words[first].tags & PERSON)
    while i < end:
        name = layer.cls(i)
        if name == "," or (name == "-" and not _within_word(analysis, i)):
            after = apposition_end(analysis, layer, i, end)
            if after is None:
                return i
            i = after
            continue
        if name == "(":
            after = bracket_end(layer, i, end)
            if after < end and layer.cls(after) in "wm":
                i = after
                continue
            if not _belongs(analysis, i, after):
                return i
            i = after
            continue
        if name == "m":
            if tells_of_body(analysis, i):
                return i
            i = _marked_end(layer, i, end)
            continue
        told = _past_what_it_tells(analysis, layer, i, end)
        if told > i:
            i = told
            continue
        raised = accusative and analysis.words[i - 1].tags & Tag.ACCUSATIVE  # مصدرا حكوميا
        if name not in "wnmp-" or (not raised and is_object(analysis, layer, i)):
            return i
        if leaves_phrase(analysis, layer, i, end, named=named, person=person):
            return i
        named = is_named(analysis.words[i], named=named)
        i += 1
    return end


def _past_what_it_tells(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past who issued a document, of when figures are or how old somebody is, where token `i` begins that; else `i`."""
    if layer.cls(i) in "vw" and analysis.words[i].key in ISSUING:
        behind = skip_circumstances(analysis, layer, i + 1, end)
        return behind + 1 if behind < end and analysis.words[behind].key in ("عن", "من") else i + 1  # صدر أمس عن
    if layer.cls(i) == "t" and _is_of_period(analysis, i):
        i += 1
        while i < end and layer.cls(i) in "tn":
            i += 1  # بيانات العام الماضي, أرقام شهر مايو
        return i
    return aged_end(analysis, i, end)


_PERIODS = frozenset(("شهر", "عام", "سنه", "ربع", "فصل", "اسبوع", "موسم"))


def _is_of_period(analysis: Analysis, i: int) -> bool:
    """Whether figures are told by their time, which no clause has at this place: بيانات العام الماضي."""
    words = analysis.words
    head = words[i - 1 - (words[i - 1].bare in _PERIODS)]  # بيانات شهر مايو
    figures = head.tags & Tag.DOCUMENT and not head.definite and head.bare.endswith(("ات", "ام", "ايج"))
    return bool(figures) and (words[i].bare in _PERIODS or words[i - 1].bare in _PERIODS)


_MARKED = 8
"""How many words a name in marks may have."""


def _marked_end(layer: Layer, i: int, end: int) -> int:
    """Behind the name in marks that token `i` opens; behind that mark where none closes it: ضيف «صباح الخير»."""
    for k in range(i + 1, min(end, i + _MARKED + 1)):
        if layer.cls(k) == "m":
            return k + 1
        if layer.cls(k) not in "wtnp":
            break
    return i + 1


def _belongs(analysis: Analysis, opened: int, after: int) -> bool:
    """Whether a short form or an age stands in the bracket: (BPPT), (34 عاما)."""
    words, kinds = analysis.words, analysis.tokens.kinds
    if after - opened == 3:
        word = words[opened + 1]
        body = word.tags & (Tag.LATIN | Tag.ORGANISATION | Tag.MEDIUM) and not word.tags & ADJECTIVE
        return bool(word.key) and (bool(body) or not word.tags)
    if after - opened > 3 and all(word.tags & Tag.LATIN for word in words[opened + 1 : after - 1]):
        return True  # (Financial Times)
    return after - opened == 4 and kinds[opened + 1] == "number" and words[opened + 2].key in YEARS


def _within_word(analysis: Analysis, i: int) -> bool:
    tokens = analysis.tokens
    return (
        0 < i < len(analysis) - 1 and tokens.ends[i - 1] == tokens.starts[i] and tokens.ends[i] == tokens.starts[i + 1]
    )
