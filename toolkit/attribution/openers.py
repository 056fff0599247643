"""Words with which the narrator opens a sentence, and which belong to nobody's words: بدوره، ; يشار إلى أن; غير أن."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["CONCLUDING", "behind_opener"]


@cache
def _connectives() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("circumstances", "speaker_shift", "discourse")


@cache
def _formulas() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("backgrounds", "formula")


_ON = frozenset(("علي", "وعلي"))
_FIELDS = frozenset(("الصعيد", "الجانب", "المستوي"))
"""With these the narrator says of what he goes on to tell: وعلى الصعيد الإنساني، ."""
CONCLUDING = frozenset(("فان", "فقد"))
"""With these a main clause begins behind what stands ahead of it: ومع ذلك، فإن."""


def behind_opener(analysis: Analysis, layer: Layer, start: int, end: int) -> int:
    """The token behind the words that open the sentence at token `start`; `start` where none do.

    Args:
        analysis: The text.
        layer: The level at which it is read.
        start: The first token of the sentence.
        end: The token at which what is looked for ends.
    """
    said = analysis.phrase_end(start, _formulas(), end)
    if said > start:
        said += layer.cls(said) == "p"
        return said + 1 if said + 1 < end and layer.cls(said) == "C" else start
    behind = _connective_end(analysis, start, end)
    if behind == start or behind + 1 >= end:
        return start
    if layer.cls(behind) == ",":
        concludes = analysis.words[behind + 1].key in CONCLUDING  # ومع ذلك، فإن
        return behind + 1 + (concludes and behind + 2 < end)
    return behind if layer.cls(behind - 1) == "C" else start  # غير أن


def _connective_end(analysis: Analysis, start: int, end: int) -> int:
    """Where the connective that begins at token `start` ends; `start` where none does."""
    words = analysis.words
    if start + 3 < end and words[start].key in _ON and words[start + 1].key in _FIELDS and words[start + 2].definite:
        return start + 3
    return analysis.phrase_end(start, _connectives(), end)
