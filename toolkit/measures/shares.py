"""Shares of quotations, with intervals that know that quotations come in articles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm, t

from toolkit.measures.intervals import wilson

__all__ = ["clustered_shares"]

Array = np.ndarray[Any, np.dtype[Any]]
_ONE = "one article: no interval"
_NONE = "nothing to share"


def clustered_shares(counts: Array, totals: Array, *, level: float = 0.95) -> pd.DataFrame:
    """For each column of counts its share of the totals, with an interval over articles.

    With k articles, a of m in each, θ = Σa / Σm: the variance is linearised, v = k/(k-1) Σ(a - θm)² / (Σm)², the design
    effect is v / (θ(1-θ)/Σm), and the interval is Wilson's for Σm / (design effect) quotations, made wider by
    (t / z)² for the few articles. Where θ is 0 or 1 an article counts as one quotation.

    Args:
        counts: Articles by columns.
        totals: What each article has in all.
        level: The share of intervals that hold the true value.

    Returns:
        One row a column: `share` (0..1), `share_low`, `share_high`, `design_effect`, `n_articles` (with any), `note`
        (why something is missing).

    References:
        Korn, E. L., Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of positive
        counts estimated from survey data. Survey Methodology 24, 193-201.

    Examples:
        >>> counts = np.array([[3], [0], [2], [1]])
        >>> clustered_shares(counts, np.array([5, 4, 2, 6])).round(3).loc[0, ["share", "design_effect"]].tolist()
        [0.353, 2.213]
    """
    some = totals > 0
    parts, whole = np.asarray(counts, dtype=float)[some], np.asarray(totals, dtype=float)[some]
    k, total = len(whole), whole.sum()
    columns = parts.shape[1]
    empty = np.full(columns, np.nan)
    if not k:
        frame = {"share": empty, "share_low": empty, "share_high": empty, "design_effect": empty}
        return pd.DataFrame({**frame, "n_articles": 0, "note": pd.Series([_NONE] * columns, dtype="str")})
    share = parts.sum(axis=0) / total
    low, high, effect = empty.copy(), empty.copy(), empty.copy()
    if k > 1:
        variance = k / (k - 1) * ((parts - share * whole[:, None]) ** 2).sum(axis=0) / total**2
        simple = share * (1 - share) / total
        varies = (simple > 0) & (variance > 0)
        effect[varies] = variance[varies] / simple[varies]
        wider = (norm.ppf((1 + level) / 2) / t.ppf((1 + level) / 2, k - 1)) ** 2
        trials = np.where(varies, total / np.maximum(np.where(varies, effect, 1), 1e-12), k) * wider
        low, high = wilson(share * trials, trials, level=level)
    note = pd.Series([None if k > 1 else _ONE] * columns, dtype="str")
    frame = {"share": share, "share_low": low, "share_high": high, "design_effect": effect}
    return pd.DataFrame({**frame, "n_articles": k, "note": note})
