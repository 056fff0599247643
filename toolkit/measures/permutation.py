"""What shuffled articles say: how often chance alone gives as much as was found.

Quotations of one article are alike, so that distributions which take them as independent promise far too much. Here
whole articles, or whole speakers, are shuffled, and what belongs together stays together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.measures.association import adjusted_residuals, chi_squared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["permuted", "permuted_mean", "permuted_p", "permuted_sums_p"]

Array = np.ndarray[Any, np.dtype[Any]]
_DRAWS = 1999
_CELLS = 10_000_000
_EQUAL = 1e-9


def permuted_p(units: Array, labels: Array, *, blocks: Array | None = None, seed: int = 0) -> tuple[float, Array]:
    """How often shuffled labels give as much association as was found: p of chi-squared, and of each residual.

    The labels are shuffled among all units, or among those of each block, 1,999 times: p = (1 + as extreme) / 2,000.

    Args:
        units: Counts of units (articles, or speakers within one) by columns.
        labels: The row of the table to which each unit belongs, from 0.
        blocks: For each unit the block within which it is shuffled; all are one where it is left out.
        seed: The same seed gives the same p.

    Returns:
        The p of chi-squared, and rows by columns of the p of |residual|; not a number where there is no variation, or
        where no shuffle can change anything.

    References:
        Good, P. (2005). Permutation, parametric and bootstrap tests of hypotheses.
        Phipson, B., Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
        Genetics and Molecular Biology 9, article 39.

    Examples:
        >>> units = np.array([[9, 0], [7, 1], [8, 0], [0, 6], [1, 9], [0, 8]])
        >>> permuted_p(units, np.array([0, 0, 0, 1, 1, 1]))[0] < 0.15
        True
    """
    count = int(labels.max(initial=-1)) + 1
    observed = _tables(units, labels[None], count)
    statistic, residuals = chi_squared(observed)[0], np.abs(adjusted_residuals(observed))[0]
    if np.isnan(residuals).all() or not _can_change(labels, blocks):
        return float("nan"), np.full(residuals.shape, np.nan)
    above, beyond = 1, np.ones(residuals.shape)
    for tables in _shuffled_tables(units, labels, blocks, seed=seed):
        above += int((chi_squared(tables) >= statistic - _EQUAL).sum())
        # a cell whose row or column a shuffle left empty is not beyond anything
        beyond += (np.abs(adjusted_residuals(tables)) >= residuals - _EQUAL).sum(axis=0)
    return above / (_DRAWS + 1), np.where(np.isnan(residuals), np.nan, beyond / (_DRAWS + 1))


def permuted_sums_p(units: Array, labels: Array, *, blocks: Array | None = None, seed: int = 0) -> Array:
    """How often shuffled labels give sums as far from nothing as those found, in either direction.

    Args:
        units: What each unit is above or below expectation, units by columns.
        labels: The row to which each unit belongs, from 0.
        blocks: For each unit the block within which it is shuffled; all are one where it is left out.
        seed: The same seed gives the same p.

    Returns:
        Rows by columns; not a number where no shuffle can change anything.
    """
    count = int(labels.max(initial=-1)) + 1
    observed = np.abs(_tables(units, labels[None], count))[0]
    if not _can_change(labels, blocks):
        return np.full(observed.shape, np.nan)
    beyond = np.ones(observed.shape)
    for tables in _shuffled_tables(units, labels, blocks, seed=seed):
        beyond += (np.abs(tables) >= observed - _EQUAL).sum(axis=0)
    return beyond / (_DRAWS + 1)


def permuted_mean(
    statistic: Callable[[Array], Array], units: Array, labels: Array, *, blocks: Array | None = None, seed: int = 0
) -> float:
    """What a statistic is on average where labels are shuffled.

    Args:
        statistic: Takes tables by rows by columns and gives a number for each.
        units: Counts of units by columns.
        labels: The row to which each unit belongs, from 0.
        blocks: For each unit the block within which it is shuffled; all are one where it is left out.
        seed: The same seed gives the same mean.

    Returns:
        Not a number where no shuffle can change anything.
    """
    found = permuted(statistic, units, labels, blocks=blocks, seed=seed)
    return float(np.nanmean(found)) if len(found) else float("nan")


def permuted(
    statistic: Callable[[Array], Array],
    units: Any,
    labels: Array,
    *,
    blocks: Array | None = None,
    draws: int = _DRAWS,
    seed: int = 0,
) -> Array:
    """What a statistic is each time where labels are shuffled.

    Args:
        statistic: Takes tables by rows by columns and gives a number for each.
        units: Counts of units by columns, an array or a SciPy sparse array.
        labels: The row to which each unit belongs, from 0.
        blocks: For each unit the block within which it is shuffled; all are one where it is left out.
        draws: How many times.
        seed: The same seed gives the same.

    Returns:
        Nothing where no shuffle can change anything.
    """
    if not _can_change(labels, blocks):
        return np.zeros(0)
    shuffled = _shuffled_tables(units, labels, blocks, draws=draws, seed=seed)
    return np.concatenate([statistic(tables) for tables in shuffled])


def _can_change(labels: Array, blocks: Array | None) -> bool:
    own = np.zeros(len(labels), dtype=int) if blocks is None else blocks
    return bool(len(np.unique(np.stack([own, labels]), axis=1).T) > len(np.unique(own)))


def _tables(units: Any, labels: Array, count: int) -> Array:
    """For each row of labels the table of counts."""
    return np.stack([(labels == label).astype(float) @ units for label in range(count)], axis=1)


def _shuffled_tables(
    units: Any, labels: Array, blocks: Array | None, *, draws: int = _DRAWS, seed: int
) -> Iterator[Array]:
    """The tables that shuffled labels give, some draws at a time."""
    count = int(labels.max(initial=-1)) + 1
    most = max(1, _CELLS // max(len(labels), count * units.shape[1]))
    for shuffled in _shuffles(labels, blocks, most=most, draws=draws, seed=seed):
        yield _tables(units, shuffled, count)


def _shuffles(labels: Array, blocks: Array | None, *, most: int, draws: int, seed: int) -> Iterator[Array]:
    """Rows of shuffled labels, at most so many at a time."""
    generator = np.random.default_rng(seed)
    if blocks is None:
        for start in range(0, draws, most):
            yield generator.permuted(np.tile(labels, (min(most, draws - start), 1)), axis=1)
        return
    order = np.argsort(blocks, kind="stable")
    ordered, places, back = labels[order], blocks[order].astype(float), np.argsort(order, kind="stable")
    for start in range(0, draws, most):
        # blocks stay in their places, and within one the order is drawn
        drawn = generator.random((min(most, draws - start), len(labels)))
        yield ordered[np.argsort(places + drawn * 0.5, axis=1)][:, back]
