"""Observed and expected disagreement between coders, the two halves of Krippendorff's alpha, in linear time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from scipy.sparse import csr_array

from toolkit.errors import TableError

if TYPE_CHECKING:
    Array = np.ndarray[Any, np.dtype[np.float64]]
    Places = np.ndarray[Any, np.dtype[np.intp]]

__all__ = ["LEVELS", "Disagreement", "Level"]

Level = Literal["nominal", "ordinal", "interval", "ratio"]
LEVELS: tuple[Level, ...] = get_args(Level)
_ROWS = 500  # units held against every value at once
_MOST_RATIOS = 2000  # distinct values: at the ratio level every pair of them is compared


class Disagreement:
    """Codings of units that two or more coders coded, ready to be weighed.

    With n pairable values, m_u of them in unit u, n_c of them equal to c, and the level's distance δ²:
    D_o = (1/n) Σ_u Σ_{i≠j} δ²(v_i, v_j) / (m_u - 1), D_e = Σ_c Σ_k n_c n_k δ²(c, k) / (n (n - 1)).

    Args:
        units: The place of each value's unit.
        values: The place of each value in `scale`.
        scale: The distinct values as numbers, in their order; for the nominal level any numbers.
        level: `nominal`, `ordinal`, `interval` or `ratio`.

    Attributes:
        counts: Pairable units by values: how many coders gave that unit that value.
        sizes: How many coders coded each pairable unit.
        pairable: The place of each pairable unit among all.

    Raises:
        TableError: The ratio level has a negative value, or more than 2,000 different ones.
    """

    def __init__(self, units: Places, values: Places, scale: Array, *, level: Level) -> None:
        shape = (int(units.max(initial=-1)) + 1, len(scale))
        counts = csr_array((np.ones(len(units)), (units, values)), shape=shape)
        counts.sum_duplicates()
        sizes: Array = np.asarray(counts.sum(axis=1)).ravel()
        self.pairable = np.flatnonzero(sizes >= 2)
        self.counts = counts[self.pairable]
        self.sizes = sizes[self.pairable]
        self._scale = scale
        self._level = level
        if level == "ratio":
            self._ratios = _ratio_distances(scale)

    def weighed(self, weights: Array) -> tuple[Array, Array]:
        """Observed and expected disagreement for each row of weights over the pairable units.

        Args:
            weights: Samples by pairable units.
        """
        n_values = weights @ self.sizes
        of_value = np.asarray((self.counts.T @ weights.T).T)
        if self._level == "ordinal":
            within, between = self._ordinal(weights, of_value)
        elif self._level == "interval":
            scale = np.broadcast_to(
                self._scale - self._scale.mean() if len(self._scale) else self._scale, of_value.shape
            )
            within, between = self._squares(weights, scale), _all_squares(of_value, scale)
        elif self._level == "ratio":
            within, between = weights @ self._within_ratio(), ((of_value @ self._ratios) * of_value).sum(axis=1)
        else:
            own = (self.sizes**2 - np.asarray(self.counts.power(2).sum(axis=1)).ravel()) / (self.sizes - 1)
            within, between = weights @ own, n_values**2 - (of_value**2).sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            return within / n_values, between / (n_values * (n_values - 1))

    def _ordinal(self, weights: Array, of_value: Array) -> tuple[Array, Array]:
        """The ordinal distance Σ_{g=c..k} n_g - (n_c + n_k)/2 is the distance between mid-ranks."""
        ranks = np.cumsum(of_value, axis=1) - of_value / 2
        ranks -= ranks.mean(axis=1, keepdims=True)
        return self._squares(weights, ranks), _all_squares(of_value, ranks)

    def _squares(self, weights: Array, scale: Array) -> Array:
        """Σ_u w_u Σ_{i≠j} (x_i - x_j)² / (m_u - 1), with Σ_{i≠j} (x_i - x_j)² = 2 (m Σ x² - (Σ x)²)."""
        sums = np.asarray((self.counts @ scale.T).T)
        squares = np.asarray((self.counts @ (scale**2).T).T)
        own: Array = (weights * 2 * (self.sizes * squares - sums**2) / (self.sizes - 1)).sum(axis=1)
        return own

    def _within_ratio(self) -> Array:
        parts = [self.counts[start : start + _ROWS] for start in range(0, len(self.sizes), _ROWS)]
        own = [(np.asarray(part @ self._ratios) * part.toarray()).sum(axis=1) for part in parts]
        within: Array = np.concatenate([np.zeros(0), *own]) / (self.sizes - 1)
        return within


def _all_squares(of_value: Array, scale: Array) -> Array:
    """Σ_c Σ_k n_c n_k (x_c - x_k)²."""
    squares: Array = of_value.sum(axis=1) * (of_value * scale**2).sum(axis=1) - (of_value * scale).sum(axis=1) ** 2
    return np.maximum(2 * squares, 0)


def _ratio_distances(scale: Array) -> Array:
    if (scale < 0).any():
        raise TableError(f"the ratio level has no negative values, got {scale.min()}; use level='interval'")
    if len(scale) > _MOST_RATIOS:
        raise TableError(
            f"the ratio level takes at most {_MOST_RATIOS:,} different values, got {len(scale):,}; round them"
        )
    sums = scale[:, None] + scale[None, :]
    distances: Array = ((scale[:, None] - scale[None, :]) / np.where(sums > 0, sums, 1)) ** 2
    return distances
