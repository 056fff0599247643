"""How alike two articles must be so that it is no chance: what articles of far-off days tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy import sparse

    from toolkit.measures.likeness import Alike

__all__ = ["chance_limit"]

Array = np.ndarray[Any, np.dtype[Any]]
_FAR, _FURTHEST = 8, 60  # days between articles of one coverage that cannot tell one event
_FEWEST, _MOST = 500, 2500  # far pairs that are enough; articles that are looked at for them
_LIMITS = np.round(np.arange(0.1, 0.501, 0.01), 2)
_BLOCK = 256


def chance_limit(
    weights: sparse.csr_array[Any],
    days: Array,
    outlets: Array,
    alike: Alike,
    *,
    window: int,
    decay: float,
    share: float = 0.25,
) -> float | None:
    """The lowest similarity that near pairs of articles reach by chance in at most so many cases of a hundred.

    Articles 8 to 60 days apart do not tell one event, but have the topic, the formulas and the words of the coverage in
    common. With r the share of such pairs (of different outlets) that reach a similarity, and n the number of pairs
    within the window, n · r of those that reach it are expected by chance. The limit is the lowest, from 0.1 to 0.5,
    at which that is at most a quarter of them.

    Args:
        weights: Rows of length 1, one per article.
        days: The day of each as a number, not a number where it is unknown.
        outlets: The outlet of each as a number; pairs of one outlet are left out where there are several.
        alike: The pairs that are alike, as `alike_pairs` gives them.
        window: Within how many days two articles can tell one event.
        decay: What a day between two leaves of their similarity.
        share: The share that may be chance.

    Returns:
        The limit; None where there are fewer than 500 pairs of far-off days, so that nothing can be said.

    References:
        Storey, J. D., Tibshirani, R. (2003). Statistical significance for genomewide studies. Proceedings of the
        National Academy of Sciences 100, 9440-9445.
    """
    if len(np.unique(outlets)) < 2:
        outlets = np.arange(len(days))
    dated = np.flatnonzero(~np.isnan(days))
    # evenly over the ids, so that every outlet and day has its part
    looked_at = (
        dated[np.unique(np.linspace(0, len(dated) - 1, min(len(dated), _MOST)).astype(int))] if len(dated) else dated
    )
    apart = days[alike.other] - days[alike.one]
    other = outlets[alike.one] != outlets[alike.other]
    near = alike.similarity[other & (np.abs(apart) <= window)]
    usual = decay ** float(np.abs(apart[other & (np.abs(apart) <= window)]).mean()) if len(near) else 1.0
    reached, far = _far(weights[looked_at], days[looked_at], outlets[looked_at], usual)
    if far < _FEWEST or not len(near):
        return None
    count = _within(days[dated], window) - sum(
        _within(days[dated[outlets[dated] == outlet]], window) for outlet in np.unique(outlets[dated])
    )
    found = (near[:, None] >= _LIMITS).sum(axis=0)
    good = count * reached / far <= share * found
    return float(_LIMITS[np.argmax(good)]) if good.any() else float(_LIMITS[-1])


def _far(weights: sparse.csr_array[Any], days: Array, outlets: Array, usual: float) -> tuple[Array, int]:
    """How many far pairs reach each limit, as near pairs would, and how many there are."""
    reached, far = np.zeros(len(_LIMITS)), 0
    others = weights.T.tocsr()
    for start in range(0, len(days), _BLOCK):
        block = slice(start, start + _BLOCK)
        apart = days[None, :] - days[block, None]  # each pair once: the later from the earlier
        kept = (apart >= _FAR) & (apart <= _FURTHEST) & (outlets[None, :] != outlets[block, None])
        similarity = np.sort((weights[block] @ others).toarray()[kept]) * usual
        reached += len(similarity) - np.searchsorted(similarity, _LIMITS, side="left")
        far += len(similarity)
    return reached, far


def _within(days: Array, window: int) -> int:
    """How many pairs of days are within the window."""
    ordered = np.sort(days)
    return int((np.searchsorted(ordered, ordered + window, side="right") - np.arange(len(ordered)) - 1).sum())
