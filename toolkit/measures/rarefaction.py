"""Diversity at an equal size or an equal coverage, so that samples of different sizes can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import gammaln

from toolkit.measures.abundance import MEASURES, present

if TYPE_CHECKING:
    Array = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["coverage_at", "rarefied", "size_at_coverage"]

_DRAWS = 200  # subsamples, for measures whose expectation has no formula
_EXACT = {"hill_0", "hill_1", "hill_2", "shannon", "hhi", "gini_simpson"}


def _log_choose(n: Array | float, k: Array | float) -> Array:
    """The logarithm of n over k, minus infinity where it is none."""
    with np.errstate(invalid="ignore"):
        values = gammaln(np.add(n, 1.0)) - gammaln(np.add(k, 1.0)) - gammaln(np.subtract(n, k) + 1.0)
    return np.where(np.subtract(n, k) >= 0, values, -np.inf)


def coverage_at(counts: Array, size: int) -> float:
    """The coverage that a sample of `size` out of this one is expected to have (Chao and Jost 2012).

    For m < n: 1 - Σ (n_i / n) C(n - n_i, m) / C(n - 1, m); for the whole sample
    1 - (f1 / n) (n - 1) f1 / ((n - 1) f1 + 2 f2).

    Args:
        counts: A count per speaker.
        size: m, from 1 to n.
    """
    own = present(counts)
    n = float(own.sum())
    if size >= n:
        once, twice = float((own == 1).sum()), float((own == 2).sum())
        if not once:
            return 1.0
        if twice:
            return 1 - once / n * (n - 1) * once / ((n - 1) * once + 2 * twice)
        return 1 - once / n * ((n - 1) * (once - 1) / ((n - 1) * (once - 1) + 2))
    values, times = np.unique(own, return_counts=True)
    missed = np.exp(_log_choose(n - values, float(size)) - _log_choose(n - 1, float(size)))
    return 1 - float((times * values / n * missed).sum())


def size_at_coverage(counts: Array, wanted: float) -> float:
    """The size, not whole, at which a subsample is expected to have the coverage; not a number where none has.

    Args:
        counts: A count per speaker.
        wanted: The coverage, 0..1.
    """
    n = int(present(counts).sum())
    if n < 1 or coverage_at(counts, n) < wanted - 1e-12:
        return np.nan
    low, high = 1, n
    while low < high:  # coverage grows with size
        middle = (low + high) // 2
        if coverage_at(counts, middle) < wanted:
            low = middle + 1
        else:
            high = middle
    if low == 1:
        return 1.0
    below, above = coverage_at(counts, low - 1), coverage_at(counts, low)
    return low - 1 + (wanted - below) / (above - below) if above > below else float(low)


def rarefied(counts: Array, size: float, measure: str, *, seed: int = 0) -> float:
    """A measure in a subsample of `size`, on average; between two whole sizes, in proportion.

    With f_k the expected number of speakers counted k times among m, Hill numbers are (Σ (k/m)^q f_k)^(1 / (1 - q))
    (Chao et al. 2014). Measures without a formula are averaged over 200 subsamples.

    Args:
        counts: A count per speaker.
        size: m, from 1 to the size of the sample.
        measure: A name in `abundance.MEASURES`.
        seed: The same seed gives the same subsamples.
    """
    own = present(counts)
    n = float(own.sum())
    if not 1 <= size <= n:
        return np.nan
    low = int(size)
    value = _rarefied(own, low, measure, seed)
    if size == low:
        return value
    return value + (size - low) * (_rarefied(own, low + 1, measure, seed) - value)


def _rarefied(own: Array, size: int, measure: str, seed: int) -> float:
    if measure not in _EXACT:
        generator = np.random.default_rng(seed)
        drawn = generator.multivariate_hypergeometric(own.astype(np.int64), size, size=_DRAWS, method="marginals")
        return float(np.mean([MEASURES[measure](counts.astype(float)) for counts in drawn]))
    n = float(own.sum())
    if measure == "hill_0":
        return float((1 - np.exp(_log_choose(n - own, float(size)) - _log_choose(n, float(size)))).sum())
    if measure in {"hill_1", "shannon"}:
        entropy = _expected_entropy(own, size)
        return entropy if measure == "shannon" else float(np.exp(entropy))
    repeat = float((own * (own - 1)).sum() / (n * (n - 1))) if n > 1 else 0.0
    simpson = 1 / size + (size - 1) / size * repeat
    return {"hill_2": 1 / simpson, "hhi": simpson, "gini_simpson": 1 - simpson}[measure]


def _expected_entropy(own: Array, size: int) -> float:
    n = float(own.sum())
    values, times = np.unique(own, return_counts=True)
    ks = [np.arange(1, int(min(value, size)) + 1, dtype=float) for value in values]
    k = np.concatenate(ks)
    lengths = [len(each) for each in ks]
    value, time = np.repeat(values, lengths), np.repeat(times, lengths)
    chance = _log_choose(value, k) + _log_choose(n - value, size - k) - _log_choose(n, float(size))
    return float(-(time * np.exp(chance) * k / size * np.log(k / size)).sum())
