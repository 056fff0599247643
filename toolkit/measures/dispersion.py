"""How evenly a term is spread over articles."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

__all__ = ["deviation_of_proportions", "juilland_d"]

Array = np.ndarray[Any, np.dtype[Any]]


def _sparse(counts: Any) -> sparse.csr_array[Any]:
    matrix: sparse.csr_array[Any] = sparse.csr_array(counts)
    return matrix


def deviation_of_proportions(counts: Any, words: Any, *, normalized: bool = True) -> Array:
    """Gries' DP: half the sum of |v - s|, where v is the share of a term, and s that of all words, in each article.

    Args:
        counts: Articles by terms; an array or a SciPy sparse array.
        words: The words of each article.
        normalized: Divided by 1 - min s, so that 1 is a term in the shortest article alone.

    Returns:
        Near 0 for a term as evenly spread as can be, near 1 for one in a few articles; not a number where there is
        none, or one article.

    References:
        Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus
        Linguistics 13, 403-437.
        Lijffijt, J., Gries, S. Th. (2012). Correction to the same. International Journal of Corpus Linguistics 17,
        147-149.

    Examples:
        >>> deviation_of_proportions([[5, 9], [5, 0], [5, 0]], [100, 100, 100]).round(3).tolist()
        [0.0, 1.0]
    """
    size = np.asarray(words, dtype=float)
    matrix = _sparse(counts).tocoo()
    total = np.asarray(matrix.sum(axis=0), dtype=float).ravel()
    share = size / size.sum()
    # articles without the term have |v - s| = s: all of them first, then what the others differ
    part = matrix.data / total[matrix.col]
    own = share[matrix.row]
    change = np.bincount(matrix.col, np.abs(part - own) - own, minlength=matrix.shape[1])
    value = (1 + change) / 2
    whole = 1 - share.min(initial=1) if normalized else 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = np.where((total > 0) & (len(size) > 1), np.clip(value / whole, 0, None), np.nan)
    return found


def juilland_d(counts: Any, words: Any) -> Array:
    """Juilland's D = 1 - (standard deviation / mean of the rates) / √(k - 1) over k articles.

    Args:
        counts: Articles by terms; an array or a SciPy sparse array.
        words: The words of each article.

    Returns:
        1 for a term as evenly spread as can be, 0 for one in one article; not a number where there is none, or one
        article.

    References:
        Juilland, A., Chang-Rodríguez, E. (1964). Frequency dictionary of Spanish words. Mouton.

    Examples:
        >>> juilland_d([[5, 9], [5, 0], [5, 0]], [100, 100, 100]).round(3).tolist()
        [1.0, 0.0]
    """
    size = np.asarray(words, dtype=float)
    matrix = _sparse(counts)
    rates = sparse.csr_array(sparse.diags_array(1 / np.where(size > 0, size, 1)) @ matrix)
    k = len(size)
    mean = np.asarray(rates.sum(axis=0)).ravel() / k
    squares = np.asarray(rates.multiply(rates).sum(axis=0)).ravel() / k
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.maximum(squares - mean**2, 0)) / mean
        found: Array = np.where((mean > 0) & (k > 1), 1 - spread / np.sqrt(max(k - 1, 1)), np.nan)
    return found
