"""Measures of keyness on request: what others print, and other tests of articles."""

from __future__ import annotations

from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.stats import mannwhitneyu, rankdata, t

from toolkit.measures.association import adjusted_p
from toolkit.measures.contrasts import (
    bayes_information,
    chi_squared_p,
    fightin_words,
    log_likelihood,
    percent_difference,
)
from toolkit.measures.dispersion import juilland_d
from toolkit.measures.relabelling import EXACT, excess, shuffled_p

if TYPE_CHECKING:
    from toolkit.measures.keyness import Compared

__all__ = ["MORE", "more_measures", "rank_p", "welch_p"]

Array = np.ndarray[Any, np.dtype[Any]]
MORE = ("g2", "fightin_words", "percent_difference", "bic", "welch", "rank", "g2_articles", "juilland_d")
_PRIOR = 500  # words that the prior of Fightin' Words is worth, as in the paper
_CELLS = 4_000_000


def more_measures(names: tuple[str, ...], sides: Compared, a: Array, b: Array) -> dict[str, Array]:
    """The columns of the measures named.

    Args:
        names: Some of `MORE`.
        sides: What is compared.
        a: The counts of the terms in the target.
        b: Those in the reference.
    """
    c, d = float(sides.words[sides.target].sum()), float(sides.words[~sides.target].sum())
    columns: dict[str, Array] = {}
    for name in names:
        if name == "g2":
            columns["g2"] = log_likelihood(a, b, c, d)
            columns |= _with_adjusted("g2_p", chi_squared_p(columns["g2"]))
        elif name == "fightin_words":
            # the words that are no terms are one more, so that the odds are against all words
            rest = np.append(a, c - a.sum()), np.append(b, d - b.sum())
            prior = (rest[0] + rest[1]) * (_PRIOR / max(c + d, 1))
            delta, z = fightin_words(*rest, np.maximum(prior, 1e-9))
            columns |= {"fightin_words": delta[:-1], "fightin_words_z": z[:-1]}
        elif name == "percent_difference":
            columns[name] = percent_difference(a, b, c, d)
        elif name == "bic":
            columns[name] = bayes_information(a, b, c, d)
        elif name == "juilland_d":
            both = [juilland_d(sides.counts[side], sides.words[side]) for side in (sides.target, ~sides.target)]
            columns |= {"juilland_d_target": both[0], "juilland_d_reference": both[1]}
        elif name == "g2_articles":
            p = shuffled_p(sides.unit_counts, sides.unit_words, sides.unit_target, log_likelihood)
            columns |= _with_adjusted("g2_articles_p", p)
        else:
            test = welch_p if name == "welch" else rank_p
            columns |= _with_adjusted(f"{name}_p", test(sides.unit_counts, sides.unit_words, sides.unit_target))
    return columns


def _with_adjusted(name: str, p: Array) -> dict[str, Array]:
    return {name: p, f"{name}_adjusted": adjusted_p(p)}


def _rates(counts: sparse.csr_array[Any], words: Array) -> sparse.csr_array[Any]:
    return sparse.csr_array(sparse.diags_array(1 / words) @ counts)


def welch_p(counts: sparse.csr_array[Any], words: Array, target: Array) -> Array:
    """The p of Welch's t test on the rates of articles, each of the same weight.

    In `make bench` it finds differences that are none where the sides are of very different size.

    Args:
        counts: Articles by terms.
        words: The words of each article.
        target: Whether each article is of the target.

    Returns:
        Not a number where a side has one article at most, or nothing varies.

    References:
        Welch, B. L. (1947). The generalization of "Student's" problem when several different population variances are
        involved. Biometrika 34, 28-35.

    Examples:
        >>> counts = sparse.csr_array(np.array([[4], [3], [5], [2], [1], [0], [2], [1]]))
        >>> words = np.array([200, 150, 260, 180, 210, 190, 240, 160])
        >>> welch_p(counts, words, np.arange(8) < 4).round(5).tolist()
        [0.00426]
    """
    rates = _rates(counts, words)
    means, errors, freedom = [], [], []
    for side in (target, ~target):
        own, k = rates[side], int(side.sum())
        mean = np.asarray(own.sum(axis=0)).ravel() / max(k, 1)
        squares = np.asarray(own.multiply(own).sum(axis=0)).ravel()
        means.append(mean)
        errors.append(np.maximum(squares - k * mean**2, 0) / (k - 1) / k if k > 1 else np.full(len(mean), np.nan))
        freedom.append(max(k - 1, 1))
    error = errors[0] + errors[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        degrees = error**2 / sum(own**2 / k for own, k in zip(errors, freedom, strict=True))
        p = 2 * t.sf(np.abs(means[0] - means[1]) / np.sqrt(error), degrees)
    found: Array = np.where(error > 0, p, np.nan)
    return found


def rank_p(counts: sparse.csr_array[Any], words: Array, target: Array) -> Array:
    """The p of Mann and Whitney's test on the rates of articles; exact, with ties, for few articles.

    Args:
        counts: Articles by terms.
        words: The words of each article.
        target: Whether each article is of the target.

    Returns:
        Not a number where a side has no article, or nothing varies.

    References:
        Mann, H. B., Whitney, D. R. (1947). On a test of whether one of two random variables is stochastically larger
        than the other. Annals of Mathematical Statistics 18, 50-60.

    Examples:
        >>> counts = sparse.csr_array(np.array([[4], [3], [5], [2], [1], [0], [2], [1]]))
        >>> words = np.array([200, 150, 260, 180, 210, 190, 240, 160])
        >>> rank_p(counts, words, np.arange(8) < 4).round(5).tolist()
        [0.02857]
    """
    p = np.full(counts.shape[1], np.nan)
    if not 0 < target.sum() < len(target):
        return p
    rates = _rates(counts, words).tocsc()
    few = comb(len(words), int(target.sum())) <= EXACT
    width = max(1, _CELLS // len(words))
    for start in range(0, len(p), width):
        part = rates[:, start : start + width].toarray()
        varies = np.ptp(part, axis=0) > 0
        if varies.any():
            part = part[:, varies]
            if few:
                ranks = sparse.csr_array(rankdata(part, axis=0))
                own = shuffled_p(ranks, np.ones(len(words)), target, excess)
            else:
                own = np.asarray(mannwhitneyu(part[target], part[~target], axis=0).pvalue)
            p[start : start + width][varies] = own
    return p
