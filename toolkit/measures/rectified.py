"""A ratio over many articles that a tool counted, rectified by those few that were also coded by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from toolkit.measures.intervals import few_degrees

__all__ = ["Coded", "Rectified", "rectified"]

Array = np.ndarray[Any, np.dtype[Any]]
_EQUAL = 1e-12


@dataclass(frozen=True)
class Coded:
    """Which articles were coded.

    Attributes:
        places: Their places among all articles.
        weights: 1 / the probability with which each was drawn, scaled so that their sum is the number of articles.
        strata: The stratum of each, numbered.
    """

    places: Array
    weights: Array
    strata: Array

    def centred(self, values: Array) -> Array:
        """Values of the coded articles without the mean of their stratum, widened for the mean that was estimated."""
        sizes = np.bincount(self.strata).astype(float)
        alone = sizes[self.strata] < 2
        strata = np.where(alone, 0, self.strata) if alone.any() else self.strata
        sizes = np.bincount(strata).astype(float)
        means = np.bincount(strata, weights=values) / np.maximum(sizes, 1)
        wide = np.sqrt(sizes / np.maximum(sizes - 1, 1))
        centred: Array = (values - means[strata]) * wide[strata]
        return centred


class Rectified(NamedTuple):
    """A ratio and a total with what is known of their errors."""

    share: float
    variance: float
    degrees: float
    total: float
    total_variance: float
    tuning: float


def rectified(
    found: tuple[Array, Array], gold: tuple[Array, Array], coded: Coded, *, stories: Array | None = None
) -> Rectified:
    """The ratio of sums Σ part / Σ whole over all articles, as coding by hand would have it.

    Every article has what was found (part f, whole F); the coded ones, drawn with known probabilities 1/w, also what is
    there (y, Y). The estimate is θ = (λΣf + Σw(y - λf)) / (λΣF + Σw(Y - λF)), the first sums over all articles, the
    others over the coded ones: unbiased whatever the tool's errors, so long as the draw was at random.

    With d = y - θY and e = d - λ(f - θF), the variance of θ times the squared denominator is that of the articles as a
    sample, Σw(d - d̄)², and that of coding some of them only, Σw(w-1)(e - ē)², within strata. λ in 0..1 makes the second
    one smallest: 0 uses the coded articles alone, 1 trusts the tool for all that the coded ones do not tell. With
    stories, the variance is Σ(Σψ)² over stories of ψ = λ(f - θF) + w e, centred.

    Args:
        found: f and F of every article.
        gold: y and Y of the coded ones.
        coded: Which those are.
        stories: The story of each article, numbered.

    Returns:
        θ, its variance and degrees of freedom; the total Σy, its variance given these articles; λ. Not a number where
        it is not defined.

    References:
        Angelopoulos, A. N., Bates, S., Fannjiang, C., Jordan, M. I., Zrnic, T. (2023). Prediction-powered inference.
        Science 382, 669-674.
        Angelopoulos, A. N., Duchi, J. C., Zrnic, T. (2023). PPI++: Efficient prediction-powered inference.
        arXiv:2311.01453.
        Egami, N., Hinck, M., Stewart, B. M., Wei, H. (2023). Using imperfect surrogates for downstream inference:
        design-based supervised learning for social science applications of large language models. NeurIPS 36.

    Examples:
        >>> coded = Coded(np.arange(3), np.full(3, 2.0), np.zeros(3, dtype=int))
        >>> found = np.array([1.0, 0, 1, 1, 0, 0]), np.full(6, 2.0)
        >>> gold = np.array([1.0, 1, 1]), np.full(3, 2.0)
        >>> round(rectified(found, gold, coded).share, 3)
        0.5
    """
    w, places = coded.weights, coded.places
    part, whole = found[0][places], found[1][places]
    tuning = 0.0
    share = _ratio(found, gold, coded, tuning)
    for _ in range(3):
        d, g = gold[0] - share * gold[1], part - share * whole
        apart = w * (w - 1)
        spread = float((apart * coded.centred(g) ** 2).sum())
        together = float((apart * coded.centred(d) * coded.centred(g)).sum())
        varies = spread > _EQUAL * float((apart * g**2).sum())
        tuning = min(max(together / spread, 0.0), 1.0) if varies else 0.0
        share = _ratio(found, gold, coded, tuning)
    d, g = gold[0] - share * gold[1], part - share * whole
    below = tuning * found[1].sum() + (w * (gold[1] - tuning * whole)).sum()
    carried = w * (d - np.average(d, weights=w)) ** 2 * (len(w) / max(len(w) - 1, 1))
    carried = carried + w * np.maximum(w - 1, 0) * coded.centred(d - tuning * g) ** 2
    variance = carried.sum()
    if stories is not None:
        pull = tuning * (found[0] - share * found[1])
        pull[places] += w * (d - tuning * g)
        sums = np.bincount(stories, weights=pull - pull.mean())
        variance = (sums**2).sum() * len(sums) / max(len(sums) - 1, 1)
    with np.errstate(all="ignore"):
        degrees = few_degrees(len(w), carried.sum(), (carried**2).sum()) if len(w) > 1 else np.nan
        variance = variance / below**2
    left = coded.centred(gold[0] - tuning * part)
    total = tuning * found[0].sum() + (w * (gold[0] - tuning * part)).sum()
    return Rectified(
        float(share),
        float(variance),
        float(degrees),
        float(total),
        float((w * np.maximum(w - 1, 0) * left**2).sum()),
        tuning,
    )


def _ratio(found: tuple[Array, Array], gold: tuple[Array, Array], coded: Coded, tuning: float) -> float:
    sums = [
        tuning * all_of.sum() + (coded.weights * (right - tuning * all_of[coded.places])).sum()
        for all_of, right in zip(found, gold, strict=True)
    ]
    return float(sums[0] / sums[1]) if sums[1] > 0 else float("nan")
