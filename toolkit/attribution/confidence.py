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
    gap = draft.match.gap[1] - draft.match.gap[0]
    source = "elided" if draft.source is None else "given"
    reading = draft.cue.reading
    return (
        "bias",
        f"rule={draft.match.rule.id}",
        f"source={source}/{draft.cue.name}",
        f"speaker={speaker.kind if speaker else 'none'}/{source}",
        f"kind={draft.kind}",
        f"risk={reading.verb.risk if reading else 'none'}",
        f"gap={'0' if gap == 0 else 'short' if gap <= 8 else 'long'}",
        *(["inner"] if draft.layer.block is not None else []),
        *(["relative"] if draft.relative else []),
        *(["several"] if len(draft.contents) > 1 else []),
        *(f"flag={flag}" for flag in dict.fromkeys(draft.flags)),
    )


def confidence_of(features: tuple[str, ...]) -> float:
    """The estimated probability for a guess of these features, to two digits, between 0.01 and 0.99."""
    weights = _weights()
    score = sum(weights.get(feature, 0.0) for feature in features)
    return min(0.99, max(0.01, round(1 / (1 + math.exp(-score)), 2)))
