"""How far what was said reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis, Layer


__all__ = ["clause_end", "sentence_before", "speech_end", "trimmed"]

_CLOSERS = frozenset(
    tuple(pair.split())
    for pair in (
        "في اشاره/في تلميح/وذلك خلال/وذلك في/وذلك عقب/وذلك علي/وذلك بعد/وذلك ردا/وذلك اثر/"
        "جاء ذلك/وجاء ذلك/جاءت تصريحات/ياتي ذلك/وياتي ذلك"
    ).split("/")
)
"""Behind a comma these begin the narrator's own words again."""


def clause_end(analysis: Analysis, layer: Layer, start: int, cues: Mapping[int, str], *, relative: bool = False) -> int:
    """The token behind a reported clause that begins at `start`.

    Args:
        analysis: The text.
        layer: The level at which it is read.
        start: The first token of the clause.
        cues: The first token of each cue of the layer, with its class.
        relative: Whether the clause is reported within a relative clause, which a comma ends.
    """
    end = layer.end(start) if start < layer.last else layer.last
    brackets = 0
    i = start
    while i < end:
        name = layer.cls(i)
        if i in cues and i > start and _ends(analysis, layer, i, cues[i]):
            return trimmed(layer, start, i)
        if name == "," and (relative or _narrates(analysis, layer, i, end)):
            return trimmed(layer, start, i)
        brackets += (name == "(") - (name == ")")
        if brackets < 0:
            return trimmed(layer, start, i)
        i += 1
    return trimmed(layer, start, end)


def _ends(analysis: Analysis, layer: Layer, i: int, cue: str) -> bool:
    """Whether the cue at `i` belongs to the narrator and not into the clause before it."""
    if cue in ("HAL", "MARKER", "ASMARKER"):
        return True
    if cue != "VERB":
        return False
    reading = analysis.words[i].finite
    if reading is not None and reading.proclitics:
        return True
    before = layer.cls(i - 1)
    return before == "," or (before == "K" and layer.cls(i - 2) in ",SB")


def _narrates(analysis: Analysis, layer: Layer, comma: int, end: int) -> bool:
    if comma + 2 >= end:
        return False
    first = analysis.words[comma + 1].key
    if first == "فيما" or (first == "كما" and layer.cls(comma + 2) == "V"):
        return True
    return (analysis.words[comma + 1].key, analysis.words[comma + 2].key) in _CLOSERS


def speech_end(layer: Layer, start: int) -> int:
    """The token behind unmarked speech that a colon opened: the end of its sentence."""
    return trimmed(layer, start, layer.end(start)) if start < layer.last else start


def sentence_before(analysis: Analysis, layer: Layer, end: int, cues: Mapping[int, str]) -> int:
    """The first token of the content that ends before token `end`, where its cue follows."""
    start = layer.start(end - 1) if end > layer.first else end
    for i in range(end - 1, start - 1, -1):
        if cues.get(i) in ("HAL", "VERB") and analysis.words[i].proclitics[:1] == "و" and i > start:
            return i
    while start < end and layer.cls(start) in ",-)K:":
        start += 1
    return start


def trimmed(layer: Layer, start: int, end: int) -> int:
    """`end` without the commas, conjunctions and dashes that stand before it."""
    while (
        end > start
        and layer.cls(end - 1) in ",-(K:Bm"
        and not (layer.cls(end - 1) == "m" and _closes(layer, start, end - 1))
    ):
        end -= 1
    return end


def _closes(layer: Layer, start: int, i: int) -> bool:
    """Whether the mark at `i` closes one that opened within the clause."""
    return sum(1 for k in range(max(start, i - 40), i) if layer.cls(k) == "m") % 2 == 1
