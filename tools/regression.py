"""Penalised logistic regression on features that hold or do not, fitted by Newton's method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

__all__ = ["cross_validated", "fitted", "stored"]

FOLDS = 10


def fitted(rows: Sequence[Sequence[str]], right: Sequence[bool], names: list[str], penalty: float) -> dict[str, float]:
    """The weight of each of `names`; `penalty` is of the squared weights, that of `bias` left out.

    Args:
        rows: The features that hold of each example.
        right: Which examples are of the class that is told apart.
        names: The features that are weighed.
        penalty: How strongly weights are drawn to 0.
    """
    x, y = _matrix(rows, names), np.array(right, dtype=float)
    penalties = np.array([0.01 if name == "bias" else penalty for name in names])
    weights = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalties * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalties)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip(names, map(float, weights), strict=True))


def cross_validated(
    rows: Sequence[Sequence[str]], right: Sequence[bool], articles: Sequence[str], names: list[str], penalty: float
) -> Any:
    """The log odds of each example under weights fitted without its article and a tenth of the others."""
    fold = {article: k % FOLDS for k, article in enumerate(sorted(set(articles)))}
    odds = np.zeros(len(rows))
    for k in range(FOLDS):
        held = [i for i, article in enumerate(articles) if fold[article] == k]
        kept = [i for i, article in enumerate(articles) if fold[article] != k]
        weights = fitted([rows[i] for i in kept], [right[i] for i in kept], names, penalty)
        odds[held] = _matrix([rows[i] for i in held], names) @ np.array(list(weights.values()))
    return odds


def stored(path: Path, weights: Mapping[str, float]) -> None:
    """Writes the weights that are not close to 0, as a table of two columns."""
    kept = [f"{name}\t{weight:.3f}" for name, weight in weights.items() if abs(weight) >= 0.005]
    path.write_text("\n".join(["feature\tweight", *kept]) + "\n", encoding="utf-8")


def _matrix(rows: Sequence[Sequence[str]], names: list[str]) -> Any:
    place = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        x[i, [place[name] for name in row if name in place]] = 1
    return x
