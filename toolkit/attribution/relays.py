"""Relay chains: نقلت رويترز عن مسؤول قوله إن. The source is the innermost speaker, the medium is `via`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.phrases import noun_phrase, source_between

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["addressed_medium", "relayed_before", "relayed_between"]

_REACH = 30
_AHEAD = 14
"""How far ahead of the cue an interview may be named, in tokens."""


def relayed_between(analysis: Analysis, layer: Layer, start: int, end: int, *, relay: bool) -> tuple[int, int] | None:
    """The speaker behind عن within a gap: نقلت الوكالة عن الوزير أن; behind نقلا عن whatever the verb."""
    for i in range(start, end):
        if analysis.words[i].key == "عن" and layer.cls(i) == "p" and (relay or analysis.words[i - 1].key == "نقلا"):
            return noun_phrase(analysis, layer, i + 1, end)
        if relay and analysis.words[i].key == "لسان" and analysis.words[i - 1].key == "علي":
            return noun_phrase(analysis, layer, i + 1, end)
    return None


def addressed_medium(analysis: Analysis, layer: Layer, cue: int, start: int, end: int) -> tuple[int, int] | None:
    """The medium to which it was said, in the gap or ahead of the cue: قال لصحيفة، في حديث لقناة، لـ«الراية»."""
    ahead = range(max(layer.start(cue), cue - _AHEAD), cue)
    for i in (*range(start, end), *ahead):
        word = analysis.words[i]
        last = end if i >= start else cue
        if layer.cls(i) in "QqC":
            return None
        if word.key == "ل" and i + 1 < last and layer.cls(i + 1) == "m":
            close = next((k for k in range(i + 2, min(last, i + 7)) if layer.cls(k) == "m"), None)
            return (i + 2, close) if close is not None else None
        if analysis.words[i - 1].bare.startswith("استطلاع"):
            continue  # of opinion, and no medium: استطلاع للرأي
        meets = word.key == "مع" and i > 0 and bool(analysis.words[i - 1].tags & Tag.SETTING)
        at = i + meets
        if at < last and analysis.words[at].tags & Tag.MEDIUM and (meets or word.proclitics.endswith("ل")):
            return _medium_name(analysis, layer, at, last)
    return None


def _medium_name(analysis: Analysis, layer: Layer, first: int, end: int) -> tuple[int, int]:
    """A medium up to who speaks there: لوكالة رويترز المتحدث."""
    phrase = noun_phrase(analysis, layer, first, end)
    last = phrase[1] if phrase else first + 1
    speaker = (i for i in range(first + 1, last) if analysis.words[i].tags & (Tag.TITLE | Tag.UNNAMED | Tag.NAME))
    return first, next(speaker, last)


def relayed_before(
    analysis: Analysis, layer: Layer, noun: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """(speaker, medium) ahead of قوله: the noun phrase behind عن, and the subject of the verb before that."""
    start = max(layer.start(noun), noun - _REACH)
    for i in range(noun - 1, start - 1, -1):
        if layer.cls(i) in "CQq:":
            break
        if analysis.words[i].key == "عن" and layer.cls(i) == "p":
            speaker = noun_phrase(analysis, layer, i + 1, noun)
            if speaker is None:
                return None, None
            return speaker, _medium(analysis, layer, start, i)
    return None, None


def _medium(analysis: Analysis, layer: Layer, start: int, end: int) -> tuple[int, int] | None:
    for i in range(end - 1, start - 1, -1):
        if layer.cls(i) in "vV":
            return source_between(analysis, layer, i + 1, end)
    return None
