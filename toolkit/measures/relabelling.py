"""Articles, not words, as the sample: how often a share of them drawn at random holds as much of a term.

Which articles are of the target is shuffled. For many terms at once, and so far out in the tail that a correction for
many tests keeps its power, the distribution of what shuffles give is taken from its first three moments, which are
known exactly; with few articles every relabelling is looked at; and on request 999 are drawn.
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import gammaln
from scipy.stats import pearson3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scipy import sparse

    Statistic = Callable[["Array", "Array", "Array", "Array"], "Array"]

__all__ = ["EXACT", "can_tell", "excess", "relabelled_p", "shuffled_p"]

Array = np.ndarray[Any, np.dtype[Any]]
EXACT = 20_000
"""So many relabellings are looked at one by one."""
_CELLS = 4_000_000  # counts held at once
_EQUAL = 1e-9


def relabelled_p(counts: sparse.csr_array[Any], words: Array, target: Array) -> Array:
    """The two-sided p of each term when the articles of the target are drawn at random from all.

    With f the count of a term in an article, n its words, p = Σf / Σn and u = f - p n, the statistic is Σu over the
    target. Over all ways to draw m of N articles it has mean 0, variance m (N - m) / (N (N - 1)) Σu² and third moment
    m (N - m) (N - 2m) / (N (N - 1) (N - 2)) Σu³. The p is that of Pearson's type III distribution with these moments,
    and never below the chance that all articles with the term fall on one side. Of up to 20,000 ways each is looked at.

    Args:
        counts: Articles by terms.
        words: The words of each article.
        target: Whether each article is of the target.

    Returns:
        Not a number where a side has one article at most, or none has the term.

    References:
        Mielke, P. W., Berry, K. J. (2007). Permutation methods: a distance function approach. 2nd edition, Springer.
        Lijffijt, J., Nevalainen, T., Säily, T., Papapetrou, P., Puolamäki, K., Mannila, H. (2016). Significance testing
        of word frequencies in corpora. Digital Scholarship in the Humanities 31, 374-397.

    Examples:
        >>> from scipy.sparse import csr_array
        >>> counts = csr_array(np.array([[4], [3], [5], [2], [1], [0], [2], [1]]))
        >>> words = np.array([200, 150, 260, 180, 210, 190, 240, 160])
        >>> relabelled_p(counts, words, np.arange(8) < 4).round(4).tolist()
        [0.0286]
    """
    number, inside = len(words), int(target.sum())
    if min(inside, number - inside) < 2:
        return np.full(counts.shape[1], np.nan)
    found = excess(*_sums(counts, words, target))
    exact = comb(number, inside) <= EXACT
    p = shuffled_p(counts, words, target, excess) if exact else _pearson_p(counts, words, inside, found)
    above, below = _one_sided(counts, inside)
    bound = np.clip(np.maximum(p, np.where(found > 0, above, below)), 0, 1)
    return np.where(counts.sum(axis=0) > 0, bound, np.nan)


def _sums(counts: sparse.csr_array[Any], words: Array, target: Array) -> tuple[Array, Array, Any, Any]:
    """The counts of target and reference, and the words of each."""
    a, b = (np.asarray(counts[side].sum(axis=0), dtype=float) for side in (target, ~target))
    return a, b, float(words[target].sum()), float(words[~target].sum())


def _pearson_p(counts: sparse.csr_array[Any], words: Array, inside: int, found: Array) -> Array:
    """The two-sided p of what was found, from the moments of what shuffles give."""
    number = len(words)
    size, total = words.astype(float), float(words.sum())
    rate = np.asarray(counts.sum(axis=0)).ravel() / total
    squares, cubes = _power(counts, 2), _power(counts, 3)
    weighted = [power @ counts for power in (size, size**2)]
    second = squares.sum(axis=0) - 2 * rate * weighted[0] + rate**2 * (size**2).sum()
    third = cubes.sum(axis=0) - 3 * rate * (size @ squares) + 3 * rate**2 * weighted[1] - rate**3 * (size**3).sum()
    outside = number - inside
    variance = inside * outside / (number * (number - 1)) * second
    moment = inside * outside * (number - 2 * inside) / (number * (number - 1) * (number - 2)) * third
    varies = variance > _EQUAL * rate
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(varies, found / np.sqrt(variance), np.nan)
        skew = np.where(varies, moment / variance**1.5, 0.0)
    p: Array = np.asarray(pearson3.sf(np.abs(z), skew)) + np.asarray(pearson3.cdf(-np.abs(z), skew))
    return p


def _power(counts: sparse.csr_array[Any], power: int) -> sparse.csr_array[Any]:
    raised = counts.copy()
    raised.data = raised.data.astype(float) ** power
    return raised


def _one_sided(counts: sparse.csr_array[Any], inside: int) -> list[Array]:
    """The chance that all articles with a term are of the target; and that none is."""
    number = counts.shape[0]
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    chances = []
    for side in (inside, number - inside):
        fits = having <= side
        rest = np.where(fits, side - having, 0)
        log = gammaln(number - having + 1) - gammaln(rest + 1) + gammaln(side + 1) - gammaln(number + 1)
        chances.append(np.where(fits, np.exp(log), 0.0))
    return chances


def can_tell(counts: sparse.csr_array[Any], target: Array, *, level: float = 0.05) -> Array:
    """Which terms are in enough articles that their p could be small, whichever side these fall on.

    A term of three articles has no small p even if all are of one side, and testing it costs the others power. With p*
    the least p that a term can have and R(K) the terms with p* < level / K, the family is R(K) of the smallest K that
    has at most K of them. It depends on the articles with a term and the sizes of the sides alone, not on which article
    is where, so that a false discovery rate over the family holds.

    Args:
        counts: Articles by terms.
        target: Whether each article is of the target.
        level: The false discovery rate.

    References:
        Tarone, R. E. (1990). A modified Bonferroni method for discrete data. Biometrics 46, 515-522.
        Gilbert, P. B. (2005). A modified false discovery rate multiple-comparisons procedure for discrete data, applied
        to human immunodeficiency virus genetics. Journal of the Royal Statistical Society C 54, 143-158.

    Examples:
        >>> from scipy.sparse import csr_array
        >>> counts = csr_array(np.array([[1, 1]] * 2 + [[0, 1]] * 8 + [[0, 0]] * 10))
        >>> can_tell(counts, np.arange(20) < 10).tolist()
        [False, True]
    """
    least = np.minimum(*_one_sided(counts, int(target.sum())))
    ordered = np.sort(least)
    tests = np.arange(1, len(ordered) + 1)
    # R(K) has at most K terms where the term behind the first K has a p* of level / K or more
    enough = np.append(ordered[1:], np.inf) >= level / tests
    chosen = int(tests[enough][0]) if len(tests) else 1
    found: Array = least < level / chosen
    return found


def excess(a: Array, b: Array, c: Array, d: Array) -> Array:
    """What the target has of a term beyond its share of the words."""
    beyond: Array = a - (a + b) * c / (c + d)
    return beyond


def shuffled_p(
    counts: sparse.csr_array[Any],
    words: Array,
    target: Array,
    statistic: Statistic,
    *,
    draws: int = 999,
    seed: int = 0,
) -> Array:
    """The two-sided p of a statistic when the articles of the target are drawn at random.

    It is (1 + as extreme) / (1 + draws). Up to 20,000 ways to draw them are looked at one by one, and p is their share.
    Sums are products of a matrix of labels with the counts, some draws at a time.

    Args:
        counts: Articles by terms.
        words: The words of each article.
        target: Whether each article is of the target.
        statistic: Takes counts in target and reference and the words of each, and gives a number for each.
        draws: How many.
        seed: The same seed gives the same p.

    Returns:
        Not a number where the statistic is not.

    References:
        Mildenberger, T. (2023). Assessing keyness using permutation tests. arXiv:2308.13383.
        Phipson, B., Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
        Genetics and Molecular Biology 9, article 39.

    Examples:
        >>> from scipy.sparse import csr_array
        >>> counts = csr_array(np.array([[4], [3], [5], [2], [1], [0], [2], [1]]))
        >>> words = np.array([200, 150, 260, 180, 210, 190, 240, 160])
        >>> shuffled_p(counts, words, np.arange(8) < 4, lambda a, b, c, d: a / c - b / d).round(4).tolist()
        [0.0286]
    """
    columns = counts.T.tocsr().astype(float)
    sums = np.asarray(counts.sum(axis=0), dtype=float)[:, None]
    size = words.astype(float)

    def of(labels: Array) -> Array:
        a, c = columns @ labels.T, (labels @ size)[None]
        return np.abs(statistic(a, sums - a, c, size.sum() - c))

    observed = of(target[None].astype(float))
    number, inside = len(words), int(target.sum())
    exact = comb(number, inside) <= EXACT
    beyond = np.zeros(len(observed))
    most = max(1, _CELLS // max(counts.shape))
    drawn = _all_labels(number, inside, most) if exact else _labels(number, inside, most, draws, seed)
    for labels in drawn:
        beyond += (of(labels) >= observed - _EQUAL).sum(axis=1)
    p = beyond / comb(number, inside) if exact else (1 + beyond) / (1 + draws)
    varies = np.isfinite(observed[:, 0]) & (min(inside, number - inside) > 0)
    return np.where(varies, p, np.nan)


def _labels(number: int, inside: int, most: int, draws: int, seed: int) -> Iterator[Array]:
    generator = np.random.default_rng(seed)
    for start in range(0, draws, most):
        labels = np.zeros((min(most, draws - start), number))
        labels[:, :inside] = 1
        yield generator.permuted(labels, axis=1, out=labels)


def _all_labels(number: int, inside: int, most: int) -> Iterator[Array]:
    chosen = np.array(list(combinations(range(number), inside)), dtype=int).reshape(-1, inside)
    for start in range(0, len(chosen), most):
        part = chosen[start : start + most]
        labels = np.zeros((len(part), number))
        np.put_along_axis(labels, part, 1, axis=1)
        yield labels
