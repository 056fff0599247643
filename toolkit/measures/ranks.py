"""How far a rank would hold if other articles had been drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy import sparse

__all__ = ["rank_of", "resampled_ranks"]

Array = np.ndarray[Any, np.dtype[Any]]
_DRAWS, _AT_ONCE = 200, 20


def rank_of(counts: Sequence[Array]) -> tuple[Array, Array]:
    """The best and the worst place of each source: 1 for the highest first count, ties by the second, and so on.

    Args:
        counts: A count per source, the deciding one first.

    Examples:
        >>> best, worst = rank_of([np.array([2, 5, 2]), np.array([1, 0, 1])])
        >>> best.tolist(), worst.tolist()
        ([2, 1, 2], [3, 1, 3])
    """
    order = np.lexsort([-count for count in reversed(counts)])
    new = np.zeros(len(order), dtype=bool)
    for count in counts:
        new[1:] |= np.diff(count[order]) != 0
    new[:1] = True
    group = np.cumsum(new) - 1
    first = np.flatnonzero(new) + 1
    last = np.append(first[1:] - 1, len(order))
    best, worst = np.empty(len(order), dtype=np.int64), np.empty(len(order), dtype=np.int64)
    best[order], worst[order] = first[group], last[group]
    return best, worst


def resampled_ranks(
    counts: Sequence[sparse.csr_array[Any]], *, level: float = 0.95, seed: int = 0
) -> tuple[Array, Array]:
    """Between which places the rank of each source lies, when clusters are drawn anew with replacement.

    Args:
        counts: Clusters by sources, one table a unit, the deciding one first.
        level: The share of draws that lie between them.
        seed: Of the draws.

    Returns:
        The best and the worst place; not a number where there are fewer than two clusters. A source that a draw leaves
        out shares the last places there.

    References:
        Goldstein, H., Spiegelhalter, D. J. (1996). League tables and their limitations. Journal of the Royal
        Statistical Society A 159, 385-443.
    """
    clusters, sources = counts[0].shape
    if clusters < 2 or not sources:
        return np.full(sources, np.nan), np.full(sources, np.nan)
    random = np.random.default_rng(seed)
    even = np.full(clusters, 1 / clusters)
    bests, worsts = (np.empty((_DRAWS, sources), dtype=np.int32) for _ in range(2))
    by_source = [table.T.tocsr() for table in counts]
    for first in range(0, _DRAWS, _AT_ONCE):  # not all at once: large coverages would not fit
        weights = random.multinomial(clusters, even, size=_AT_ONCE).T.astype(float)
        drawn = [table @ weights for table in by_source]
        for draw in range(_AT_ONCE):
            bests[first + draw], worsts[first + draw] = rank_of([table[:, draw] for table in drawn])
    tail = (1 - level) / 2
    low = np.quantile(bests, tail, axis=0, method="inverted_cdf")
    high = np.quantile(worsts, 1 - tail, axis=0, method="inverted_cdf")
    return low, high
