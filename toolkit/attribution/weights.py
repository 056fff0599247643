"""The weights of the fitted choices, kept as data beside the rules."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["weights_of"]


@cache
def weights_of(name: str) -> Mapping[str, float]:
    """The weight of each feature, by its name.

    Args:
        name: The file `ruleset/<name>.tsv`, without its ending.
    """
    text = files("toolkit.attribution").joinpath("ruleset", f"{name}.tsv").read_text(encoding="utf-8")
    return {feature: float(weight) for feature, weight in (row.split("\t") for row in text.splitlines()[1:])}
