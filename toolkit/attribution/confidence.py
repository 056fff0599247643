"""How likely a relation is right in content (by half), speaker and kind together.

A logistic regression over what the engine knows of its own guess, fitted on
hand-annotated articles by `tools/build_confidence.py` and kept as data.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.speakers import Speaker

__all__ = ["confidence_of", "features_of"]


@cache
def _weights() -> Mapping[str, float]:
    text = files("toolkit.attribution").joinpath("ruleset", "confidence.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {feature: float(weight) for feature, weight in rows}


def features_of(draft: Draft, speaker: Speaker | None) -> tuple[str, ...]:
    """What is known of a guess, each as one feature that holds."""
    reading, rule = draft.cue.reading, draft.match.rule.id
    source = "elided" if draft.source is None else "given"
    return (
        "bias",
        f"rule={rule}",
        f"rule={rule}/{draft.kind}",
        f"source={source}/{draft.cue.name}",
        f"speaker={speaker.kind if speaker else 'none'}/{source}",
        f"mentions={min(3, len(speaker.mentions)) if speaker else 'none'}",
        f"how={draft.how}",
        f"kind={draft.kind}",
        f"verb={reading.verb.group if reading else 'none'}",
        f"risk={reading.verb.risk if reading else 'none'}",
        f"gap={_size(draft.match.gap[1] - draft.match.gap[0], (1, 9))}",
        f"words of the source={_size(draft.source[1] - draft.source[0], (1, 2, 4, 9)) if draft.source else 0}",
        *_of_contents(draft),
        *(["inner"] if draft.layer.block is not None else []),
        *(["relative"] if draft.relative else []),
        *(["several"] if len(draft.contents) > 1 else []),
        *(f"flag={flag}" for flag in dict.fromkeys(draft.flags)),
    )


def _of_contents(draft: Draft) -> tuple[str, ...]:
    """How long what was said is, what ends it, and whether another cue stands in it."""
    if not draft.contents:
        return ()
    layer, (start, end) = draft.layer, draft.contents[-1]
    inside = layer.classes[start - layer.first : end - layer.first]
    words = sum(last - first for first, last in draft.contents)
    return (
        f"words of the content={_size(words, (5, 12, 30, 60))}",
        f"ends before={layer.cls(end) if end < layer.last else 'end'}",
        f"holds a cue={'yes' if _CUES & set(inside) else 'no'}",
    )


_CUES = frozenset("VHM")


def _size(number: int, limits: tuple[int, ...]) -> str:
    """The class of a number between limits: the first limit that it is below, or the last and more."""
    below = next((limit for limit in limits if number < limit), None)
    return f"{limits[-1]}+" if below is None else f"<{below}"


def confidence_of(features: tuple[str, ...]) -> float:
    """The estimated probability for a guess of these features, to two digits, between 0.01 and 0.99."""
    weights = _weights()
    score = sum(weights.get(feature, 0.0) for feature in features)
    return min(0.99, max(0.01, round(1 / (1 + math.exp(-score)), 2)))
