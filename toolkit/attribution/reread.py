"""A text that the engine read while a trace listened, laid out so that any token can be asked what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.attribution.analysis import Analysis, Layer
from toolkit.attribution.classes import CLASSES
from toolkit.attribution.records import Quotation
from toolkit.attribution.trace import Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.drafts import Draft

__all__ = ["Reread", "class_name"]

_NAMES = {letter: name for name, letter in CLASSES.items()}


def class_name(letter: str) -> str:
    """The name that rules call a token class by.

    Examples:
        >>> class_name("V")
        'VERB'
    """
    return _NAMES[letter]


@dataclass(frozen=True, slots=True)
class Reread:
    """One text as the engine read it.

    Attributes:
        analysis: The text.
        trace: What was decided.
        quotations: The relations.
        relations: The place of each draft that made one, by its `id`.
        cues: For each token of a cue, its relation.
        layers: For each token, the level at which it is read.
        backwards: The class string of each level, reversed, by the level's `id`.
        around: For each token, the relation in whose content it lies, the innermost.
    """

    analysis: Analysis
    trace: Trace
    quotations: tuple[Quotation, ...]
    relations: dict[int, int]
    cues: dict[int, int]
    layers: list[Layer]
    backwards: dict[int, str]
    around: list[int | None]

    @classmethod
    def of(cls, analysis: Analysis, trace: Trace, quotations: Sequence[Quotation]) -> Reread:
        """Lays out what the trace took down."""
        layers = [analysis.layers[0]] * len(analysis)
        for layer in analysis.layers[1:]:
            layers[layer.first : layer.last] = [layer] * (layer.last - layer.first)
        return cls(
            analysis,
            trace,
            tuple(quotations),
            {id(draft): k for k, draft in enumerate(trace.drafts)},
            {i: k for k, draft in enumerate(trace.drafts) for i in range(draft.cue.first, draft.cue.last)},
            layers,
            {id(layer): layer.classes[::-1] for layer in analysis.layers},
            _around(trace.drafts, len(analysis)),
        )

    def token_class(self, i: int) -> str:
        """The name of the class that the rules see at token `i`."""
        return class_name(self.layers[i].cls(i))


def _around(drafts: Sequence[Draft], size: int) -> list[int | None]:
    """For each token, the draft in whose content it lies; of several the one that begins last."""
    contents = sorted((start, -end, k) for k, draft in enumerate(drafts) for start, end in draft.contents)
    around: list[int | None] = [None] * size
    open_: list[tuple[int, int]] = []
    at = 0
    for i in range(size):
        while at < len(contents) and contents[at][0] <= i:
            open_.append((-contents[at][1], contents[at][2]))
            at += 1
        while open_ and open_[-1][0] <= i:
            open_.pop()
        around[i] = open_[-1][1] if open_ else None
    return around
