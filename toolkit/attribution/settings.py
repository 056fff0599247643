"""What stands between who speaks and the object of his verb, and belongs to neither: when, where, in what, who he is.

نفى المدير، الذي زار الميناء أمس، في بيان صدر بعد الاجتماع وجود عجز.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import begins_prepositional, skip_circumstances
from toolkit.attribution.government import past_complement
from toolkit.attribution.lexemes import WHO_IS

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["past_settings"]

_SETTINGS = 4
"""How many of them may follow one another."""
_ASIDE = 30
"""The longest aside between commas, in tokens."""


def past_settings(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past the settings and asides that begin at token `i`; `i` where nothing follows them."""
    at = i
    for _ in range(_SETTINGS):
        at = skip_circumstances(analysis, layer, at, end)
        if at >= end:
            break
        behind = _past_aside(analysis, layer, at, end) if layer.cls(at - 1) == "," else at
        if layer.cls(at - 1) == "-" and at - 1 > i:
            behind = _past_dashes(layer, at, end)
        if behind == at and begins_prepositional(analysis, layer, at):
            behind = _past_clause(analysis, layer, past_complement(analysis, layer, at, end), end)
        if behind == at:
            break
        at = behind
    return at if at < end else i


_DASHED = 8


def _past_dashes(layer: Layer, i: int, end: int) -> int:
    """Past what stands between two dashes, the first before token `i`: - حزب الله -; `i` without another."""
    close = next((k for k in range(i, min(end, i + _DASHED)) if layer.cls(k) not in "wpnmt"), end)
    return close + 1 if close < end and layer.cls(close) == "-" else i


def _past_aside(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past an aside that a comma closes as one opened it before token `i`: ، وهو عضو في البرلمان،; else `i`."""
    word = analysis.words[i]
    describes = (layer.cls(i) == "R" and not word.key.endswith("ما")) or word.key in WHO_IS
    if not (describes or begins_prepositional(analysis, layer, i)):
        return i
    close = next((k for k in range(i, min(end, i + _ASIDE)) if layer.cls(k) in ",SB:Q"), end)
    return close + 1 if close < end and layer.cls(close) == "," else i


def _past_clause(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past the verb that describes the noun before token `i`, with when and where that was: في بيان صدر أمس."""
    noun = analysis.words[i - 1]
    if i >= end or layer.cls(i) not in "vV" or noun.definite or analysis.words[i].proclitics:
        return i
    return skip_circumstances(analysis, layer, i + 1, end)
