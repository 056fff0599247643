"""Intervals of shares, of independent cases and of cases that come in clusters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import betainc
from scipy.stats import norm, t

__all__ = ["clustered_shares", "few_degrees", "score_interval", "wilson"]

Array = np.ndarray[Any, np.dtype[Any]]

_SKEW = 0.4  # how much of a tail a rare share moves from its upper to its lower end
_RARER, _RARE = 1.8, 20  # of independent cases: how much more of it lies below, and up to about how many cases
_DEGREES = 3.5  # degrees of freedom for each cluster that carries the variance
_FEWEST = {True: 5, False: 10}  # clusters without which no interval holds: of one case each, of several
_FEW, _SEEN = 15, 2  # below so many clusters, a lower end from two of them is that of what was seen at all


def wilson(successes: Any, trials: Any, *, level: float = 0.95) -> tuple[Array, Array]:
    """The Wilson score interval of a share of independent trials.

    With p = successes / trials, n = trials and z the normal quantile of the level:
    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    It takes the trials as independent: clusters, such as quotations of one article, make it too narrow, see
    `clustered_shares`.

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
    return _score_end(share, n, -z), _score_end(share, n, z)


def _score_end(share: Array, n: Array, quantile: Any) -> Array:
    """One end of the score interval: the lower one for a negative quantile."""
    square = quantile * quantile
    middle = share + square / (2 * n)
    half = quantile * np.sqrt(share * (1 - share) / n + square / (4 * n * n))
    end: Array = np.clip((middle + half) / (1 + square / n), 0, 1)
    return end


def _tails(share: Array, tail: float) -> tuple[Array, Array]:
    """How much of the probability lies below the interval, and above: a small share errs upward more often."""
    return tail * (1 + _SKEW * (1 - 2 * share)), tail * (1 - _SKEW * (1 - 2 * share))


def few_degrees(k: int, squares: Any, fourths: Any) -> Array:
    """Degrees of freedom of a variance that few of k clusters carry: min(k - 1, 3.5 k / (κ - 1)), κ = k Σu⁴ / (Σu²)².

    Args:
        k: How many clusters.
        squares: Σu².
        fourths: Σu⁴.
    """
    peaked = k * np.asarray(fourths) / np.asarray(squares) ** 2
    degrees: Array = np.clip(_DEGREES * k / np.maximum(peaked - 1, 1e-9), 1, k - 1)
    return degrees


def score_interval(share: Any, variance: Any, degrees: Any, *, level: float = 0.95) -> tuple[Array, Array]:
    """The interval of `clustered_shares` for a share whose variance was estimated in another way.

    Args:
        share: Shares between 0 and 1.
        variance: The variance of each.
        degrees: The degrees of freedom of that.
        level: The share of intervals that hold the true value.

    Returns:
        Lower and upper ends, 0..1.

    Examples:
        >>> low, high = score_interval(0.2, 0.0016, 30)
        >>> round(float(low), 3), round(float(high), 3)
        (0.134, 0.299)
    """
    share, variance = np.asarray(share, dtype=float), np.asarray(variance, dtype=float)
    trials = share * (1 - share) / variance
    below, above = _tails(share, (1 - level) / 2)
    return _score_end(share, trials, t.ppf(below, degrees)), _score_end(share, trials, -t.ppf(above, degrees))


def clustered_shares(parts: Any, wholes: Any, *, level: float = 0.95) -> pd.DataFrame:
    """Shares of cases that come in clusters (turns in articles, articles in stories), with intervals that know it.

    With k clusters, a of m cases in each, θ = Σa / Σm, M = Σm and u = a - θm, the variance is linearised,
    v = k/(k-1) Σu² / M², and the design effect is v M / (θ(1-θ)).

    The interval is Wilson's with M over the design effect as trials, made for rare sources: the design effect is at
    least 1 and at least 1 + (Σm²/M - 1) ρ, with ρ the correlation in clusters of equal weight (a long article that
    has not spoken yet is no evidence of little variance); the quantile is Student's with min(k - 1, 3.5k / (κ - 1))
    degrees of freedom, κ = k Σu⁴ / (Σu²)², for few clusters carry the variance of a rare source; the tails are
    α/2 (1 ± 0.4 (1 - 2θ)), for a small share errs upward more often. Where every cluster is one case, the cases are
    independent: Wilson's upper end, and as lower end the share at which, given that it is seen at all, so many cases
    (a, of just so many half the probability) have probability α/2 (1 + 1.8 exp(-a/20) (1 - 2θ)). A lower end of that
    kind stands too below 15 clusters, where the source is in two of them at most.

    These were chosen by simulation, see tests/benchmarks/simulation.py, and hold from 10 clusters on (5 of one case
    each). With fewer, and where clusters do not vary, there is no interval but a note.

    Args:
        parts: Counts, clusters by columns; an array or a SciPy sparse array.
        wholes: What each cluster has in all; clusters with nothing are left out.
        level: The share of intervals that hold the true value.

    Returns:
        One row a column of `parts`: `share`, `share_low`, `share_high` (0..1), `design_effect` (1: independent cases),
        `clusters` (that have anything), `note` (why there is no share or interval).

    References:
        Korn, E. L., Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of positive
        counts estimated from survey data. Survey Methodology 24, 193-201.
        Dean, N., Pagano, M. (2015). Evaluating confidence interval methods for binomial proportions in clustered
        surveys. Journal of Survey Statistics and Methodology 3, 484-503.
        Franco, C., Little, R. J. A., Louis, T. A., Slud, E. V. (2019). Comparative study of confidence intervals for
        proportions in complex sample surveys. Journal of Survey Statistics and Methodology 7, 334-364.

    Examples:
        >>> spoken, turns = [[3], [0], [2], [1]] * 5, [5, 4, 2, 6] * 5
        >>> clustered_shares(spoken, turns).round(3).loc[0, ["share", "share_low", "share_high"]].tolist()
        [0.353, 0.218, 0.525]
        >>> clustered_shares(spoken[:4], turns[:4]).loc[0, "note"]
        'fewer than 10 articles or stories: no interval holds'
    """
    whole = np.asarray(wholes, dtype=float)
    given: Any = parts if sparse.issparse(parts) else np.atleast_2d(parts)
    matrix = sparse.coo_array(given)
    some = whole[matrix.row] > 0
    return _Clusters(matrix.row[some], matrix.col[some], matrix.data[some].astype(float), whole, matrix.shape[1]).table(
        level
    )


class _Clusters:
    """Sums over clusters of powers of what a column has (a) and of what there is in all (m)."""

    def __init__(self, rows: Array, columns: Array, data: Array, whole: Array, width: int) -> None:
        self._columns, self._data, self._whole, self._width = columns, data, whole[rows], width
        self.sizes = whole[whole > 0]
        self.k = len(self.sizes)
        self.single = self.k > 0 and bool((self.sizes == 1).all())
        self.total = float(self.sizes.sum())
        self.share = self._sum(1, 0) / self.total if self.k else np.full(width, np.nan)
        self.seen = np.bincount(columns[data > 0], minlength=width)

    def _sum(self, power: int, of_whole: int) -> Array:
        weights = self._data**power * self._whole**of_whole
        return np.bincount(self._columns, weights=weights, minlength=self._width)

    def table(self, level: float) -> pd.DataFrame:
        share = self.share
        low, high, effect = (np.full(self._width, np.nan) for _ in range(3))
        note = np.full(self._width, None, dtype=object)
        if not self.k:
            note[:] = "nothing was counted: no share"
        elif self.k == 1:
            note[:] = "one article or story: no interval"
        else:
            varies = (self._squares() > 1e-12 * self.total) & (share > 0) & (share < 1)
            note[~varies] = "no variation between articles or stories: no interval"
            if self.k < _FEWEST[self.single]:
                note[varies] = f"fewer than {_FEWEST[self.single]} articles or stories: no interval holds"
            with np.errstate(all="ignore"):  # what does not vary is left out below
                effect = np.where(varies, self._effect(), np.nan)
                ends = self._ends(level, effect)
            kept = varies & (self.k >= _FEWEST[self.single])
            low, high = np.where(kept, ends[0], np.nan), np.where(kept, ends[1], np.nan)
        frame = {"share": share, "share_low": low, "share_high": high, "design_effect": effect, "clusters": self.k}
        return pd.DataFrame({**frame, "note": pd.Series(note, dtype="str")}, index=pd.RangeIndex(self._width))

    def _squares(self) -> Array:
        """Σu²."""
        squares: Array = self._sum(2, 0) - 2 * self.share * self._sum(1, 1) + self.share**2 * (self.sizes**2).sum()
        return np.maximum(squares, 0)

    def _fourths(self) -> Array:
        """Σu⁴."""
        share, m = self.share, self.sizes
        fourths: Array = (
            self._sum(4, 0)
            - 4 * share * self._sum(3, 1)
            + 6 * share**2 * self._sum(2, 2)
            - 4 * share**3 * self._sum(1, 3)
            + share**4 * (m**4).sum()
        )
        return fourths

    def _effect(self) -> Array:
        if self.single:
            return np.ones(self._width)
        effect: Array = self.k / (self.k - 1) * self._squares() / (self.total * self.share * (1 - self.share))
        return effect

    def _trials(self, effect: Array) -> Array:
        """The independent cases that tell as much."""
        if self.single:
            return np.full(self._width, self.total)
        share, m, scale = self.share, self.sizes, self.k / (self.k - 1)
        between = scale * (self._sum(2, -1) - 2 * share * self._sum(1, 0) + share**2 * self.total)
        within = (1 - 2 * share) * self._sum(1, -1) + share**2 * self.k
        alike = np.clip((between - within) / ((m - 1).sum() * share * (1 - share)), 0, 1)
        modelled = 1 + ((m**2).sum() / self.total - 1) * alike
        trials: Array = self.total / np.maximum(np.maximum(effect * (self.total - 1) / self.total, modelled), 1)
        return trials

    def _ends(self, level: float, effect: Array) -> tuple[Array, Array]:
        share, trials, tail = self.share, self._trials(effect), (1 - level) / 2
        if self.single:
            below = tail * (1 + _RARER * np.exp(-self.seen / _RARE) * (1 - 2 * share))
            return self._seen_low(trials, below), _score_end(share, trials, float(norm.ppf((1 + level) / 2)))
        below, above = _tails(share, tail)
        degrees = few_degrees(self.k, self._squares(), self._fourths())
        low = _score_end(share, trials, t.ppf(below, degrees))
        if self.k < _FEW:
            fewer = trials * (norm.ppf(below) / t.ppf(below, degrees)) ** 2
            low = np.where(self.seen <= _SEEN, self._seen_low(fewer, below), low)
        return low, _score_end(share, trials, -t.ppf(above, degrees))

    def _seen_low(self, trials: Array, tail: Array) -> Array:
        """The share at which so many cases, given one at least, have the probability `tail`; by bisection."""
        count = np.maximum(self.share * trials, 1e-9)
        rest = np.maximum(trials - count, 1e-9)
        low, high = np.zeros(self._width), self.share.copy()
        for _ in range(50):
            middle = (low + high) / 2
            as_many = (betainc(count, rest + 1, middle) + betainc(count + 1, rest, middle)) / 2
            likely = as_many / -np.expm1(trials * np.log1p(-middle)) > tail
            low, high = np.where(likely, low, middle), np.where(likely, middle, high)
        return low
