"""How strongly two words go together: measures of association of a collocation, with intervals over articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.stats import t

from toolkit.measures.contrasts import log_likelihood, log_ratio
from toolkit.measures.intervals import few_degrees
from toolkit.measures.network import lift_and_npmi

if TYPE_CHECKING:
    from toolkit.measures.vicinity import Vicinity

__all__ = ["FEWEST", "Collocation", "association_p", "collocation_intervals", "collocation_scores", "log_dice"]

Array = np.ndarray[Any, np.dtype[Any]]
FEWEST = 5
"""Articles or stories in which a word stands near the term, without which no interval holds."""


class Collocation(NamedTuple):
    """Measures of association of one pair or of many; not a number where one does not exist.

    Attributes:
        expected: E11 = R1 C1 / N.
        pmi: log2(O11 / E11).
        mi3: log2(O11³ / E11).
        npmi: pmi / -log2(O11 / N), -1..1.
        t_score: (O11 - E11) / √O11.
        z_score: (O11 - E11) / √E11.
        dice: 2 O11 / (R1 + C1), 0..1.
        log_dice: 14 + log2 dice; 14 is the most.
        g2: The log-likelihood ratio 2 Σ O ln(O/E) of the four cells, negative where O11 < E11.
        delta_p: O11 / R1 - O21 / (N - R1), -1..1.
        log_ratio: log2 ((O11 / R1) / (O21 / (N - R1))), O21 of none taken as a half.
    """

    expected: Array
    pmi: Array
    mi3: Array
    npmi: Array
    t_score: Array
    z_score: Array
    dice: Array
    log_dice: Array
    g2: Array
    delta_p: Array
    log_ratio: Array


def collocation_scores(both: Any, one: Any, other: Any, total: Any) -> Collocation:
    """The measures of association of O11, R1, C1 and N.

    Args:
        both: O11, in how many cases both are.
        one: R1, in how many the first is.
        other: C1, in how many the second is.
        total: N, how many cases there are.

    References:
        Church, K. W., Hanks, P. (1990). Word association norms, mutual information, and lexicography. Computational
        Linguistics 16, 22-29.
        Evert, S. (2005). The Statistics of Word Cooccurrences: Word Pairs and Collocations.
        Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN, 6-9.
        Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL, 31-40.
        Gries, S. Th. (2013). 50-something years of work on collocations. International Journal of Corpus Linguistics
        18, 137-166.

    Examples:
        >>> found = collocation_scores(30, 120, 80, 100_000)
        >>> [round(float(score), 3) for score in (found.expected, found.pmi, found.npmi, found.t_score, found.log_dice)]
        [0.096, 8.288, 0.708, 5.46, 12.263]
    """
    o, r, c, n = np.broadcast_arrays(*(np.asarray(count, dtype=float) for count in (both, one, other, total)))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = r * c / n
        lift, npmi = lift_and_npmi(o, r, c, n)
        pmi = _log2(lift)
        dice = 2 * o / (r + c)
        return Collocation(
            expected=expected,
            pmi=pmi,
            mi3=pmi + 2 * _log2(o),
            npmi=npmi,
            t_score=np.where(o > 0, (o - expected) / np.sqrt(o), np.nan),
            z_score=np.where(expected > 0, (o - expected) / np.sqrt(expected), np.nan),
            dice=dice,
            log_dice=log_dice(o, r, c),
            g2=log_likelihood(o, c - o, r, n - r),
            delta_p=o / r - (c - o) / (n - r),
            log_ratio=log_ratio(o, c - o, r, n - r),
        )


def _log2(values: Array) -> Array:
    logs: Array = np.log2(np.where(values > 0, values, np.nan))
    return logs


def log_dice(both: Any, one: Any, other: Any) -> Array:
    """14 + log2(2 x / (a + b)): 14 for two that are always together, 1 less for half as often.

    Args:
        both: How often they are together.
        one: How often the one is.
        other: How often the other is.

    References:
        Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN, 6-9.

    Examples:
        >>> round(float(log_dice(30, 120, 80)), 3)
        12.263
    """
    return 14 + _log2(2 * np.asarray(both, dtype=float) / (np.asarray(one, dtype=float) + other))


class _Sums(NamedTuple):
    """Sums over clusters of counts and of their products, from which the variance of any measure follows."""

    sums: dict[str, Array]
    products: dict[tuple[str, str], Array]
    seen: Array


def _sums(found: Vicinity) -> _Sums:
    columns: dict[str, Any] = {"a": found.near, "c": found.all}
    wholes = {"r": found.near_size, "n": found.size, "f": found.places}
    sums = {name: _column_sums(own) for name, own in columns.items()}
    sums |= {name: np.asarray(own.sum()) for name, own in wholes.items()}
    products = {(one, other): _column_sums(columns[one].multiply(columns[other])) for one, other in ("aa", "ac", "cc")}
    for one, own in columns.items():
        products |= {(one, other): np.asarray(whole @ own) for other, whole in wholes.items()}
    for one, other in ("rr", "rn", "rf", "nn", "nf", "ff"):
        products[one, other] = np.asarray(wholes[one] @ wholes[other])
    return _Sums(sums, products, _articles_with(found.near))


def _articles_with(counts: Any) -> Array:
    having: Array = np.bincount(counts.indices[counts.data != 0], minlength=counts.shape[1])
    return having


def _column_sums(table: Any) -> Array:
    return np.asarray(table.sum(axis=0), dtype=float).ravel()


def collocation_intervals(found: Vicinity, *, level: float = 0.95) -> dict[str, tuple[Array, Array]]:
    """Intervals of `log_dice`, `npmi` and `log_ratio` from the spread between articles.

    Each is a function of sums over articles; linearised, the influence of an article with counts x on it is
    u = Σ x ∂/∂X, and the variance k / (k - 1) Σu², with k articles or stories. The quantile is Student's with one
    degree of freedom less than the articles in which the word stands near the term, which tell how it varies.

    Args:
        found: What `vicinity` gives; its rows are what is independent, articles or stories.
        level: The share of intervals that hold the true value.

    Returns:
        Lower and upper ends of each; not a number where fewer than 5 articles or stories have the word near the term.

    References:
        Woodruff, R. S. (1971). A simple method for approximating the variance of a complicated estimate. Journal of the
        American Statistical Association 66, 411-414.
    """
    counted = _sums(found)
    a, c, r, n, f = (counted.sums[name] for name in "acrnf")
    scores = collocation_scores(a, r, c, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        pointwise, whole = np.log(a * n / (r * c)), np.log(n / a)
        slopes: dict[str, tuple[Array, dict[str, Array]]] = {
            "log_dice": (
                log_dice(a, f, c),
                {"a": 1 / a, "c": -1 / (f + c), "f": -1 / (f + c)},
            ),
            "npmi": (
                scores.npmi,
                {
                    "a": (1 + pointwise / whole) / (a * whole),
                    "c": -1 / (c * whole),
                    "r": -1 / (r * whole),
                    "n": (1 - pointwise / whole) / (n * whole),
                },
            ),
            "log_ratio": (
                scores.log_ratio,
                {
                    "a": 1 / a + 1 / (c - a),
                    "c": -1 / (c - a),
                    "r": -1 / r - 1 / (n - r),
                    "n": 1 / (n - r),
                },
            ),
        }
        enough = counted.seen >= FEWEST
        quantile = t.ppf((1 + level) / 2, np.where(enough, counted.seen - 1, np.nan))
        ends = {}
        for name, (value, slope) in slopes.items():
            error = np.sqrt(_variance(counted, slope, len(found.size))) * (1 if name == "npmi" else 1 / np.log(2))
            ends[name] = value - quantile * error, value + quantile * error
    return ends


def _variance(counted: _Sums, slope: dict[str, Array], k: int) -> Array:
    """The variance of a sum of u = Σ slope · count over k clusters: k / (k - 1) Σu²."""
    squares: Any = 0.0
    for (one, other), product in counted.products.items():
        if one in slope and other in slope:
            squares = squares + (1 if one == other else 2) * slope[one] * slope[other] * product
    variance: Array = np.maximum(squares, 0) * k / max(k - 1, 1)
    return variance


def association_p(found: Vicinity) -> Array:
    """The two-sided p of each word near the term, articles as the sample: chance may turn each article's sign.

    With a the count of the word near the term in an article, c that in the article, r of its n words near the term, the
    article tells e = a - r c / n: how much more of the word it has near the term than the rest of it has. Were the word
    not drawn by the term, e would as likely have the other sign. Over all signs Σe has mean 0 and variance Σe²; the p
    is the normal one, and never below 2 / 2^m, the least that m articles can give.

    Args:
        found: What `vicinity` gives; its rows are what is independent, articles or stories.

    Returns:
        Not a number where no article tells anything.

    References:
        Fisher, R. A. (1935). The Design of Experiments, section 21.
        Good, P. (2005). Permutation, parametric and bootstrap tests of hypotheses, section 3.2.
    """
    share = found.near_size / np.maximum(found.size, 1)
    apart = sparse.csr_array(found.near - found.all.multiply(share[:, None]).tocsr())
    apart.data[np.abs(apart.data) < 1e-12] = 0  # but for rounding
    telling = _articles_with(apart)
    squares = _column_sums(apart.multiply(apart))
    with np.errstate(divide="ignore", invalid="ignore"):
        degrees = few_degrees(len(found.size), squares, _column_sums(apart.power(4)))
        p = 2 * t.sf(np.abs(_column_sums(apart)) / np.sqrt(squares), degrees)
    bound: Array = np.where(telling > 0, np.minimum(np.maximum(p, 2.0 ** (1 - telling)), 1), np.nan)
    return bound
