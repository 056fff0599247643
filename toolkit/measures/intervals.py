"""Intervals of shares."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.stats import norm

__all__ = ["wilson"]


def wilson(successes: Any, trials: Any, *, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The Wilson score interval of a share.

    With p = successes / trials, n = trials and z the normal quantile of the level:
    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    It takes the trials as independent: clusters, such as several articles of one day, make it too narrow.

    Args:
        successes: Counts, any shape.
        trials: Counts of the same shape.
        level: The share of intervals that hold the true value.

    Returns:
        Lower and upper ends, 0..1, of that shape; not a number where there is no trial.

    References:
        Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. Journal of the
        American Statistical Association 22, 209-212.
        Brown, L. D., Cai, T. T., DasGupta, A. (2001). Interval estimation for a binomial proportion. Statistical
        Science 16, 101-133.

    Examples:
        >>> low, high = wilson(7, 20)
        >>> round(float(low), 3), round(float(high), 3)
        (0.181, 0.567)
    """
    count = np.asarray(trials, dtype=float)
    n = np.where(count > 0, count, np.nan)
    share = np.asarray(successes, dtype=float) / n
    z = float(norm.ppf((1 + level) / 2))
    middle = share + z * z / (2 * n)
    half = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return np.clip((middle - half) / scale, 0, 1), np.clip((middle + half) / scale, 0, 1)
