"""How evenly speech is spread over speakers: formulas on counts, one number per speaker.

Counts of nothing are left out: the list of speakers is open. Entropies are in nats; divide by ln 2 for bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import digamma

from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Counts = Sequence[float] | Array

__all__ = [
    "MEASURES",
    "chao1",
    "chao_shen",
    "chao_wang_jost",
    "gini",
    "hill",
    "miller_madow",
    "present",
    "shannon",
    "simpson_unbiased",
    "top_share",
]


def present(counts: Counts) -> Array:
    """The counts of those who are there.

    Args:
        counts: A count per speaker, whole and not negative.

    Raises:
        TableError: A count is negative or no whole number.
    """
    values = np.asarray(counts, dtype=float)
    wrong = values[~(np.isfinite(values) & (values >= 0) & (values == np.floor(values)))]
    if wrong.size:
        raise TableError(f"counts are whole numbers from 0 on, got {wrong[0]}")
    return values[values > 0]


def _shares(counts: Counts) -> Array:
    own = present(counts)
    shares: Array = own / own.sum() if len(own) else own
    return shares


def shannon(counts: Counts) -> float:
    """H = -Σ p ln p (Shannon 1948) of the sample itself; too low for the whole, the more so the smaller the sample."""
    shares = _shares(counts)
    return float(-(shares * np.log(shares)).sum()) if len(shares) else np.nan


def hill(counts: Counts, order: float) -> float:
    """The Hill number: how many equally frequent speakers would be as diverse.

    (Σ p^q)^(1 / (1 - q)); for q = 1 its limit e^H; for q = 0 the number of speakers, for q = 2 1 / Σ p² (Hill 1973).

    Args:
        counts: A count per speaker.
        order: q: the higher, the less rare speakers weigh.
    """
    shares = _shares(counts)
    if not len(shares):
        return np.nan
    if order == 1:
        return float(np.exp(shannon(counts)))
    return float((shares**order).sum() ** (1 / (1 - order)))


def _simpson(counts: Counts) -> float:
    """Simpson's D and the Herfindahl-Hirschman index: Σ p², 1/S to 1."""
    shares = _shares(counts)
    return float((shares**2).sum()) if len(shares) else np.nan


def simpson_unbiased(counts: Counts) -> float:
    """Σ n_i (n_i - 1) / (n (n - 1)), the unbiased estimate of Σ p² (Simpson 1949); undefined for one count.

    Args:
        counts: A count per speaker.
    """
    own = present(counts)
    n = own.sum()
    return float((own * (own - 1)).sum() / (n * (n - 1))) if n > 1 else np.nan


def _normalised(counts: Counts) -> float:
    """(D - 1/S) / (1 - 1/S): 0 where all speak as much, 1 where one speaks; undefined for one speaker."""
    size = len(present(counts))
    return (_simpson(counts) - 1 / size) / (1 - 1 / size) if size > 1 else np.nan


def _pielou(counts: Counts) -> float:
    """J = H / ln S (Pielou 1966), 0..1; undefined for one speaker."""
    size = len(present(counts))
    return shannon(counts) / float(np.log(size)) if size > 1 else np.nan


def gini(counts: Counts, *, corrected: bool = False) -> float:
    """The Gini coefficient over the speakers that are there: (2 Σ i y_(i) / Σ y - (S + 1)) / S, y in rising order.

    Args:
        counts: A count per speaker.
        corrected: Times S / (S - 1), so that 1 can be reached; undefined for one speaker.
    """
    own = np.sort(present(counts))
    size = len(own)
    if size < 1 + corrected:
        return np.nan
    value = (2 * (np.arange(1, size + 1) * own).sum() / own.sum() - (size + 1)) / size
    return float(value * size / (size - 1)) if corrected else float(value)


def top_share(counts: Counts, most: int) -> float:
    """The share of the most frequent speakers; of one, the index of Berger and Parker (1970).

    Args:
        counts: A count per speaker.
        most: How many of them.
    """
    shares = np.sort(_shares(counts))
    return float(shares[-most:].sum()) if len(shares) else np.nan


def _theil(counts: Counts) -> float:
    """Theil's T: ln S - H, from 0, where all speak as much."""
    size = len(present(counts))
    return float(np.log(size)) - shannon(counts) if size else np.nan


def miller_madow(counts: Counts) -> float:
    """H + (S - 1) / (2n) (Miller 1955), which removes little of the bias where many speakers are rare."""
    own = present(counts)
    return shannon(own) + (len(own) - 1) / (2 * float(own.sum())) if len(own) else np.nan


def chao_shen(counts: Counts) -> float:
    """The entropy of the whole, by Chao and Shen (2003): C = 1 - f1/n, q = C p, -Σ q ln q / (1 - (1 - q)^n).

    f1 are the speakers with a count of one; where all are, f1 is taken as n - 1.

    Args:
        counts: A count per speaker.
    """
    own = present(counts)
    n = float(own.sum())
    if n < 2:
        return np.nan
    once = float((own == 1).sum())
    shares = (1 - min(once, n - 1) / n) * own / n
    return float(-(shares * np.log(shares) / -np.expm1(n * np.log1p(-shares))).sum()) if len(own) > 1 else 0.0


def chao_wang_jost(counts: Counts) -> float:
    """The entropy of the whole, by Chao, Wang and Jost (2013), the least biased of those tried.

    Σ (n_i / n) (ψ(n) - ψ(n_i)) + (f1 / n) (1 - A)^(1 - n) (-ln A - Σ_{r<n} (1 - A)^r / r), with f1 and f2 the speakers
    with a count of one and two, A = 2 f2 / ((n - 1) f1 + 2 f2), or 2 / ((n - 1) (f1 - 1) + 2) where f2 is 0.

    Args:
        counts: A count per speaker.

    References:
        Chao, A., Wang, Y. T., Jost, L. (2013). Entropy and the species accumulation curve. Methods in Ecology and
        Evolution 4, 1091-1100.
    """
    own = present(counts)
    n = float(own.sum())
    if n < 2:
        return np.nan
    seen = float((own / n * (digamma(n) - digamma(own))).sum())
    once = float((own == 1).sum())
    tail = _doubleton_ratio(own)
    return seen + (once / n * _unseen(n, tail) if once and tail < 1 else 0.0)


def _doubleton_ratio(own: Array) -> float:
    n = float(own.sum())
    once, twice = float((own == 1).sum()), float((own == 2).sum())
    if twice:
        return 2 * twice / ((n - 1) * once + 2 * twice)
    return 2 / ((n - 1) * (once - 1) + 2) if once > 1 else 1.0


def _unseen(n: float, tail: float) -> float:
    """(1 - A)^(1 - n) (-ln A - Σ_{r<n} (1 - A)^r / r) = Σ_{k>0} (1 - A)^k / (n - 1 + k).

    The first form loses its digits where n A is large; the second then needs few terms.
    """
    kept = np.log1p(-tail)
    if n * tail > 10:
        k = np.arange(1, int(-40 / kept) + 2, dtype=float)
        return float((np.exp(k * kept) / (n - 1 + k)).sum())
    r = np.arange(1, n)
    return float(np.exp((1 - n) * kept) * (-np.log(tail) - (np.exp(r * kept) / r).sum()))


def chao1(counts: Counts) -> tuple[float, float]:
    """A lower bound of the number of speakers in the whole, seen or not, and its standard error.

    S + f1 (f1 - 1) / (2 (f2 + 1)), the bias-corrected form of Chao (1987); with d_k the derivative by f_k, the variance
    is Σ f_k d_k² - (Σ f_k d_k)² / estimate.

    Args:
        counts: A count per speaker.
    """
    own = present(counts)
    once, twice = float((own == 1).sum()), float((own == 2).sum())
    if not len(own):
        return np.nan, np.nan
    estimate = len(own) + once * (once - 1) / (2 * (twice + 1))
    slopes = np.array([1 + (2 * once - 1) / (2 * (twice + 1)), 1 - once * (once - 1) / (2 * (twice + 1) ** 2), 1])
    groups = np.array([once, twice, len(own) - once - twice])
    variance = float((groups * slopes**2).sum() - (groups * slopes).sum() ** 2 / estimate)
    return float(estimate), float(np.sqrt(max(variance, 0)))


MEASURES: dict[str, Callable[[Counts], float]] = {
    "hill_0": lambda counts: hill(counts, 0),
    "hill_1": lambda counts: hill(counts, 1),
    "hill_2": lambda counts: hill(counts, 2),
    "shannon": shannon,
    "hhi": _simpson,
    "gini_simpson": lambda counts: 1 - _simpson(counts),
    "hhi_normalised": _normalised,
    "pielou": _pielou,
    "gini": gini,
    "gini_corrected": lambda counts: gini(counts, corrected=True),
    "berger_parker": lambda counts: top_share(counts, 1),
    "top_3": lambda counts: top_share(counts, 3),
    "theil": _theil,
}
"""Every measure of a sample, by the name `diversity` knows it by."""
