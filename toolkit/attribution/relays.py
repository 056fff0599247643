"""Relay chains: نقلت رويترز عن مسؤول قوله إن. The source is the innermost speaker, the medium is `via`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.phrases import noun_phrase, source_between

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["relayed_before", "relayed_between"]

_REACH = 30


def relayed_between(analysis: Analysis, layer: Layer, start: int, end: int, *, relay: bool) -> tuple[int, int] | None:
    """The speaker behind عن within a gap: نقلت الوكالة عن الوزير أن; behind نقلا عن whatever the verb."""
    for i in range(start, end):
        if analysis.words[i].key == "عن" and layer.cls(i) == "p" and (relay or analysis.words[i - 1].key == "نقلا"):
            return noun_phrase(analysis, layer, i + 1, end)
    return None


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
