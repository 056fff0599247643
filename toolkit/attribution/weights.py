"""The weights of the fitted choices, kept as data beside the rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["log_odds"]


def log_odds(name: str, features: Iterable[str]) -> float:
    """The sum of the weights of features; one without a weight adds nothing.

    Args:
        name: The file `ruleset/<name>.tsv`, without its ending.
        features: Those that hold.
    """
    weights = _weights(name)
    return sum(weights.get(feature, 0.0) for feature in features)


@cache
def _weights(name: str) -> Mapping[str, float]:
    text = files("toolkit.attribution").joinpath("ruleset", f"{name}.tsv").read_text(encoding="utf-8")
    return {feature: float(weight) for feature, weight in (row.split("\t") for row in text.splitlines()[1:])}
