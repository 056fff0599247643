"""Sources from whom no comment came, and those who are only asked for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.names import is_name_like
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.refusing import REACH, REFRAINS, draft_of, find_ahead, forms, is_somebody, stem

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["sought", "unissued", "unobtained", "unreached"]

_FAR = REACH + 4
"""How many tokens may stand between the verb and who was asked."""
_FOR_COMMENT = frozenset(("للتعليق", "للرد", "للتعقيب", "للحصول", "لطلب", "لاخذ"))
_ON_THE_PART_OF = frozenset(("قبل", "جانب", "طرف", "لدن", "لدي"))
_CLOSING = frozenset('»”"')


def unissued(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم يصدر أي تعليق من الشركة, لم يصدر عن الوزارة أي توضيح."""
    words, at = analysis.words, find_ahead(analysis, layer, cue, forms("issued"))
    if at is None:
        return analysis.refuse("what was not issued is no comment") or None
    for i in (*range(cue.last, at), *range(at + 1, min(layer.end(cue.first), at + REACH))):
        if layer.cls(i) in "VHC:QvK":
            break
        if layer.cls(i) == "p" and words[i].key in ("من", "عن"):
            first = i + 1 + (words[i + 1].key in _ON_THE_PART_OF)
            source = noun_phrase(analysis, layer, first, at if i < at else layer.end(cue.first))
            if source is not None and (i < at or is_somebody(analysis, source) or is_name_like(words[source[0]])):
                draft = draft_of(analysis, layer, cue, "unissued", i)
                draft.source = source
                return draft
    return analysis.refuse("nobody is named from whom no comment came") or None


def unobtained(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم تتلق الصحيفة ردا من الوزارة, لم تتمكن الصحيفة من الوصول إلى فلان للتعليق."""
    words, end = analysis.words, min(layer.end(cue.first), cue.last + _FAR)
    at = next((i for i in range(cue.last, end) if words[i].key in forms("reaching")), None)
    comments = any(words[i].key in forms("comment") for i in range(cue.last, end))
    source = None
    for i in range(at + 1 if at is not None and comments else end, end):
        if words[i].key in ("من", "الي", "مع", "ب", "علي") and layer.cls(i) == "p":
            source = noun_phrase(analysis, layer, i + 1, _comment(analysis, i + 1, end))
        elif words[i].proclitics.endswith("ب"):
            source = noun_phrase(analysis, layer, i, _comment(analysis, i, end))
        if source is not None and words[source[0]].key not in forms("comment"):
            draft = draft_of(analysis, layer, cue, "unreached", i)
            draft.source = source
            return draft
    return analysis.refuse("nobody is named whom one could not reach for comment") or None


def unreached(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The same with a verb of failing, which nothing negates: تعذر الوصول إلى فلان للتعليق, and not لم يتعذر."""
    if cue.first > layer.first and analysis.words[cue.first - 1].key in REFRAINS:
        return analysis.refuse("one could reach whom one asked for comment") or None
    return unobtained(analysis, layer, cue)


def _comment(analysis: Analysis, first: int, end: int) -> int:
    """Where للتعليق or للحصول على تعليق stands; `end` where neither does."""
    return next((i for i in range(first, end) if analysis.words[i].key in _FOR_COMMENT), end)


def sought(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """تواصلت الصحيفة مع السفارة للتعليق."""
    words = analysis.words
    end = min(layer.end(cue.first), cue.last + _FAR)
    tried = stem(words[cue.first].key) in forms("trying")
    at = _comment(analysis, cue.last, end)
    comments = at < end and (
        words[at].key in forms("comment") or any(words[i].key in forms("comment") for i in range(at, min(end, at + 3)))
    )
    contact: int | None = cue.last
    if tried:
        contact = next((i for i in range(cue.last, end) if words[i].key in forms("contact")), None)
        comments = comments or _is_author(analysis, cue.first)
    if contact is None or not comments:
        return analysis.refuse("nobody is said to have been asked for comment") or None
    for i in range(contact, at):
        together = words[i].proclitics.endswith("ب")
        if words[i].key in ("مع", "ب") or together:
            source = noun_phrase(analysis, layer, i if together else i + 1, at)
            if source is not None:
                draft = draft_of(analysis, layer, cue, "sought", at)
                draft.source = source
                return draft
    return None


def _is_author(analysis: Analysis, verb: int) -> bool:
    """Whether who tries is the author or a medium: حاولنا, حاولت الصحيفة, «النهار» بدورها حاولت."""
    words = analysis.words
    near = range(max(0, verb - 4), min(len(analysis), verb + 2))
    quoted = any(analysis.tokens.texts[i] in _CLOSING for i in range(max(0, verb - 2), verb))
    return quoted or words[verb].key.endswith("نا") or any(words[i].tags & Tag.MEDIUM for i in near)
