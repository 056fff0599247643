"""Intervals from resampled articles, units or whatever is independent of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import norm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Statistic = Callable[[Array], Array]

__all__ = ["DRAWS", "bca_interval", "jackknife_error", "resamples"]

DRAWS = 2000
_CELLS = 2_000_000  # weights held at once, whatever the number of draws
_GROUPS = 200  # at most so many parts are left out in turn, so that the jackknife stays linear
_DEFINED = 0.95  # of the draws in which a statistic must exist


def resamples(n: int, *, draws: int, seed: int) -> Iterator[Array]:
    """Bootstrap samples as weights: how often each of n things was drawn, in n draws with replacement.

    Args:
        n: How many things.
        draws: How many samples.
        seed: The same seed gives the same samples.

    Returns:
        Matrices of samples by things, a few samples at a time; each row sums to n.
    """
    generator = np.random.default_rng(seed)
    size = max(1, min(draws, _CELLS // n))
    for start in range(0, draws, size):
        rows = min(size, draws - start)
        drawn = generator.integers(n, size=(rows, n)) + n * np.arange(rows)[:, None]
        yield np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n).astype(float)


def bca_interval(
    statistic: Statistic, n: int, *, level: float = 0.95, draws: int = DRAWS, seed: int = 0
) -> tuple[Array, Array]:
    """The bias-corrected and accelerated bootstrap interval of several statistics at once.

    With z0 the normal quantile of the share of draws below the estimate and a the acceleration from the jackknife, the
    ends are the quantiles Φ(z0 + (z0 + z) / (1 - a (z0 + z))) of the draws, z = ± the normal quantile of the level.

    Args:
        statistic: Takes weights (samples by things) and gives the statistics (samples by statistics), not a number
            where one does not exist.
        n: How many things there are to draw: articles, or units.
        level: The share of intervals that hold the true value.
        draws: How many samples.
        seed: The same seed gives the same interval.

    Returns:
        Lower and upper ends, one per statistic; not a number where the statistic does not vary, or exists in fewer
        than 95 % of the samples.

    References:
        Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical Association 82,
        171-185.

    Examples:
        >>> values = np.array([2.0, 3.0, 5.0, 4.0, 6.0, 4.0, 3.0, 5.0])
        >>> low, high = bca_interval(lambda w: (w @ values / w.sum(axis=1))[:, None], len(values))
        >>> bool(3.0 <= low[0] < values.mean() < high[0] <= 5.0)
        True
    """
    estimate = statistic(np.ones((1, n)))[0]
    empty = np.full(estimate.shape, np.nan)
    if n < 2:
        return empty, empty.copy()
    drawn = np.vstack([statistic(weights) for weights in resamples(n, draws=draws, seed=seed)])
    left_out = _jackknife(statistic, n)
    ends = [
        _ends(estimate[place], drawn[:, place], left_out[:, place], level=level) for place in range(estimate.shape[0])
    ]
    low, high = np.array(ends).reshape(-1, 2).T
    return low, high


def _jackknife(statistic: Statistic, n: int, *, most: int = _GROUPS) -> Array:
    """The statistics without each thing in turn, or, of many things, without each of so many groups."""
    groups = min(n, most)
    weights = np.ones((groups, n))
    weights[np.arange(n) % groups, np.arange(n)] = 0
    return statistic(weights)


def jackknife_error(statistic: Statistic, n: int, *, most: int = _GROUPS) -> tuple[Array, int]:
    """The standard error √((g - 1)/g Σ (θ_(i) - mean)²), each θ_(i) without one of g groups of the n things.

    Args:
        statistic: As for `bca_interval`.
        n: How many things there are, at least 2.
        most: The most groups; up to so many things are left out one by one.

    Returns:
        An error per statistic, not a number where one does not exist in every part; and the number of groups.

    References:
        Shao, J., Wu, C. F. J. (1989). A general theory for jackknife variance estimation. Annals of Statistics 17,
        1176-1197.

    Examples:
        >>> values = np.array([2.0, 4.0, 6.0, 8.0])
        >>> error, groups = jackknife_error(lambda w: (w @ values / w.sum(axis=1))[:, None], 4)
        >>> bool(np.isclose(error[0], values.std(ddof=1) / 2)), groups
        (True, 4)
    """
    parts = _jackknife(statistic, n, most=most)
    groups = len(parts)
    error: Array = np.sqrt((groups - 1) / groups * ((parts - parts.mean(axis=0)) ** 2).sum(axis=0))
    return error, groups


def _ends(estimate: float, drawn: Array, left_out: Array, *, level: float) -> tuple[float, float]:
    exists = drawn[np.isfinite(drawn)]
    if not np.isfinite(estimate) or len(exists) < _DEFINED * len(drawn) or np.ptp(exists) < 1e-12:
        return np.nan, np.nan
    below = (np.mean(exists < estimate - 1e-12) + np.mean(exists <= estimate + 1e-12)) / 2
    bias = norm.ppf(np.clip(below, 0.5 / len(exists), 1 - 0.5 / len(exists)))
    distance = left_out[np.isfinite(left_out)]
    distance = distance.mean() - distance
    spread = float((distance**2).sum())
    acceleration = float((distance**3).sum()) / (6 * spread**1.5) if spread > 1e-24 else 0.0
    z = bias + norm.ppf([(1 - level) / 2, (1 + level) / 2])
    slowed = 1 - acceleration * z
    shifted = np.where(slowed > 1e-6, z / np.maximum(slowed, 1e-6), np.sign(z) * np.inf)
    low, high = np.quantile(exists, norm.cdf(bias + shifted))
    return float(low), float(high)
