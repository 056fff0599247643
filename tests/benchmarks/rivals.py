"""Intervals of a share of clustered cases that are in use, to choose among: each takes a block of runs.

`parts` is clusters by runs, `sizes` what each cluster has in all, the same in every run of the block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import beta, chi2, norm, t

if TYPE_CHECKING:
    from collections.abc import Callable

    Array = np.ndarray[Any, np.dtype[Any]]
    Ends = tuple[Array, Array]

_TAIL = 0.025
_DRAWS = 400
_Z = float(norm.ppf(1 - _TAIL))


def _moments(parts: Array, sizes: Array) -> tuple[Array, Array, float]:
    """Share, its linearised variance, the quantile of Student's t."""
    k, total = len(sizes), sizes.sum()
    share = parts.sum(axis=0) / total
    variance = k / (k - 1) * ((parts - share * sizes[:, None]) ** 2).sum(axis=0) / total**2
    return share, variance, float(t.ppf(1 - _TAIL, k - 1))


def linearised_t(parts: Array, sizes: Array) -> Ends:
    """Cochran's ratio estimator with Student's t."""
    share, variance, quantile = _moments(parts, sizes)
    half = quantile * np.sqrt(variance)
    return share - half, share + half


def logit_t(parts: Array, sizes: Array) -> Ends:
    """The same on the logit."""
    share, variance, quantile = _moments(parts, sizes)
    middle, half = np.log(share / (1 - share)), quantile * np.sqrt(variance) / (share * (1 - share))
    return 1 / (1 + np.exp(half - middle)), 1 / (1 + np.exp(-half - middle))


def _score(share: Array, trials: Array, quantile: float) -> Ends:
    middle = share + quantile**2 / (2 * trials)
    half = quantile * np.sqrt(share * (1 - share) / trials + quantile**2 / (4 * trials**2))
    return (middle - half) / (1 + quantile**2 / trials), (middle + half) / (1 + quantile**2 / trials)


def wilson_effective(parts: Array, sizes: Array) -> Ends:
    """Wilson's with the effective sample size, normal quantile (Dean and Pagano 2015, Franco et al. 2019)."""
    share, variance, _ = _moments(parts, sizes)
    return _score(share, share * (1 - share) / variance, _Z)


def wilson_effective_t(parts: Array, sizes: Array) -> Ends:
    """The same with Student's t."""
    share, variance, quantile = _moments(parts, sizes)
    return _score(share, share * (1 - share) / variance, quantile)


def korn_graubard(parts: Array, sizes: Array) -> Ends:
    """Clopper and Pearson's with the effective sample size, made smaller for few clusters (Korn and Graubard 1998)."""
    share, variance, quantile = _moments(parts, sizes)
    trials = share * (1 - share) / variance * (t.ppf(1 - _TAIL, sizes.sum() - 1) / quantile) ** 2
    trials = np.minimum(trials, sizes.sum())
    count = share * trials
    return beta.ppf(_TAIL, count, trials - count + 1), beta.ppf(1 - _TAIL, count + 1, trials - count)


def beta_effective(parts: Array, sizes: Array) -> Ends:
    """Jeffreys' with the effective sample size."""
    share, variance, quantile = _moments(parts, sizes)
    trials = share * (1 - share) / variance * (_Z / quantile) ** 2
    count = share * trials
    return beta.ppf(_TAIL, count + 0.5, trials - count + 0.5), beta.ppf(1 - _TAIL, count + 0.5, trials - count + 0.5)


def fay_graubard(parts: Array, sizes: Array) -> Ends:
    """The gamma interval of a weighted sum of Poisson counts (Fay and Feuer 1997), w the heaviest cluster's weight."""
    share, variance, _ = _moments(parts, sizes)
    heaviest = parts.max(axis=0) / sizes.sum()
    low = variance / (2 * share) * chi2.ppf(_TAIL, 2 * share**2 / variance)
    more, wider = share + heaviest, variance + heaviest**2
    return low, wider / (2 * more) * chi2.ppf(1 - _TAIL, 2 * more**2 / wider)


def _resampled(parts: Array, sizes: Array, random: np.random.Generator) -> tuple[Array, Array]:
    """Shares of bootstrap samples of clusters, and the linearised variance of each."""
    k = len(sizes)
    weights = random.multinomial(k, np.full(k, 1 / k), size=_DRAWS).astype(float)
    totals = weights @ sizes
    shares = weights @ parts / totals[:, None]
    squares = (
        weights @ parts**2
        - 2 * shares * (weights @ (parts * sizes[:, None]))
        + shares**2 * (weights @ sizes**2)[:, None]
    )
    return shares, k / (k - 1) * np.maximum(squares, 0) / totals[:, None] ** 2


def bootstrap_percentile(parts: Array, sizes: Array, random: np.random.Generator) -> Ends:
    """The percentiles of resampled shares."""
    low, high = np.quantile(_resampled(parts, sizes, random)[0], [_TAIL, 1 - _TAIL], axis=0)
    return low, high


def bootstrap_t(parts: Array, sizes: Array, random: np.random.Generator) -> Ends:
    """The percentiles of resampled t statistics."""
    share, variance, _ = _moments(parts, sizes)
    shares, variances = _resampled(parts, sizes, random)
    statistic = np.where(variances > 0, (shares - share) / np.sqrt(variances), -np.inf)
    low, high = np.quantile(statistic, [_TAIL, 1 - _TAIL], axis=0, method="inverted_cdf")
    return share - high * np.sqrt(variance), np.where(np.isfinite(low), share - low * np.sqrt(variance), 1.0)


def bootstrap_bca(parts: Array, sizes: Array, random: np.random.Generator) -> Ends:
    """Efron's bias-corrected and accelerated percentiles."""
    share = _moments(parts, sizes)[0]
    shares, _ = _resampled(parts, sizes, random)
    less = (shares < share).mean(axis=0) + (shares == share).mean(axis=0) / 2
    bias = norm.ppf(np.clip(less, 0.5 / _DRAWS, 1 - 0.5 / _DRAWS))
    without = (parts.sum(axis=0) - parts) / (sizes.sum() - sizes)[:, None]
    apart = without.mean(axis=0) - without
    skew = (apart**3).sum(axis=0) / (6 * np.maximum((apart**2).sum(axis=0), 1e-300) ** 1.5)
    ordered = np.sort(shares, axis=0)
    ends = []
    for z in (-_Z, _Z):
        place = norm.cdf(bias + (bias + z) / (1 - skew * (bias + z)))
        index = np.clip((place * _DRAWS).astype(int), 0, _DRAWS - 1)
        ends.append(np.take_along_axis(ordered, index[None], axis=0)[0])
    return ends[0], ends[1]


EXACT: dict[str, Callable[[Array, Array], Ends]] = {
    "linearised t": linearised_t,
    "logit t": logit_t,
    "Wilson, effective n": wilson_effective,
    "Wilson, effective n, t": wilson_effective_t,
    "Korn-Graubard": korn_graubard,
    "Jeffreys, effective n": beta_effective,
    "Fay-Graubard gamma": fay_graubard,
}
RESAMPLED: dict[str, Callable[[Array, Array, np.random.Generator], Ends]] = {
    "bootstrap percentile": bootstrap_percentile,
    "bootstrap t": bootstrap_t,
    "bootstrap BCa": bootstrap_bca,
}
