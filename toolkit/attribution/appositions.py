"""The second description of a source behind its comma: فلان، رئيس البلدية."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import (
    begins_prepositional,
    circumstance_end,
)
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.names import (
    looks_verbal,
)
from toolkit.attribution.phrase_ends import REMARKS, leaves_phrase

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["apposition_end", "is_named"]


def is_named(word: Word, *, named: bool) -> bool:
    """Whether a phrase has come to its name, behind which في says where it was said; a title behind it begins anew."""
    return bool(word.tags & Tag.NAME) or (named and not word.tags & Tag.TITLE)


def _employs(word: Word) -> bool:
    """Whether the body or the trade follows that somebody named before is of: فلان، من شركة النور, من محللي السوق."""
    trade = word.title is not None and word.title.number == "p" and word.title.kind in ("profession", "academic")
    return not (word.proclitics or word.definite) and (trade or bool(word.tags & Tag.ORGANISATION))


def _employer_end(layer: Layer, first: int, end: int) -> int | None:
    """Behind the body that somebody is of, which a comma, a particle or a colon closes."""
    last = first
    while last < end and last - first < _EMPLOYER and layer.cls(last) in "wnm":
        last += 1
    return last if last >= end or layer.cls(last) in ",:CQ" else None


_EMPLOYER = 8
"""How many words the body may have that somebody is of."""


def _is_called_basim(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether the name باسم and a surname stand at token `i`, and nothing else: المتحدث، باسم العوادي،."""
    if i + 2 > end or analysis.words[i].key != "باسم" or not analysis.words[i + 1].definite:
        return False
    return i + 2 == end or layer.cls(i + 2) in ",C:"


def _may_appose(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether a second description of a source may begin with token `i`."""
    word = analysis.words[i]
    if layer.cls(i) not in "wm" or begins_prepositional(analysis, layer, i) or word.tags & Tag.ACCUSATIVE:
        return False  # رفضا للمسار
    if word.finite is not None and word.finite.slot == "pf.3md":
        return False
    goes_on = word.proclitics.startswith("ف")  # what follows the cue: تتابع المتحدثة، فالأسعار
    if goes_on or word.key in ("بما", "مما", "كما", "لما") or looks_verbal(word):
        return False
    if word.noun is not None and word.definite and not word.tags & Tag.TITLE:
        return False  # the object of a light verb: جدد الوزير، التأكيد بأن
    return circumstance_end(analysis, i, end) == i and layer.cls(i) != "t"


def apposition_end(analysis: Analysis, layer: Layer, comma: int, end: int) -> int | None:
    """Behind the comma a second description of the same source: a title beside a name or the other way round."""
    first = comma + 1
    if first < end and analysis.words[first].key.startswith("و"):
        remark = layer.cls(comma) == "-" or analysis.words[first].key in REMARKS
        if remark:
            return None  # الشركة -ومقرها المدينة-، فلان، وهو مدير الشركة
    if first < end and circumstance_end(analysis, first, end) > first:
        return None  # الوزير، من جانبه، إن
    if first + 1 < end and analysis.words[first].key == "من" and _employs(analysis.words[first + 1]):
        return _employer_end(layer, first + 1, end)
    if _is_called_basim(analysis, layer, first, end):
        return first + 2
    if first >= end or not _may_appose(analysis, layer, first, end):
        return None
    last = first
    named = not analysis.words[first].tags & Tag.TITLE
    while last < end and layer.cls(last) not in ",:" and last - first < 16:
        if layer.cls(last) not in "wnmp-" or (
            last > first and leaves_phrase(analysis, layer, last, end, named=named, person=True)
        ):
            break
        named = is_named(analysis.words[last], named=named)
        last += 1
    if last == first:
        return None
    told = last < end and named and last - first > 1 and analysis.words[last].proclitics == "ل"  # فلان للمتظاهرين
    closes = told or last >= end or layer.cls(last) in ",:C-pt(" or circumstance_end(analysis, last, end) > last
    return last if (closes and is_head(analysis.words[first])) or (closes and last - first <= 4) else None
