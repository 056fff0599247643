"""Whether two classifications go together: chi-squared, Cramér's V, residuals, and a permutation of whole articles.

Quotations of one article are alike, so that the chi-squared distribution promises far too much; the permutation moves
whole articles, or whole speakers, and keeps what belongs together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.stats import chi2, false_discovery_control, norm

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Association",
    "adjusted_p",
    "adjusted_residuals",
    "association",
    "permuted_p",
    "permuted_sums_p",
    "residual_p",
]

Array = np.ndarray[Any, np.dtype[Any]]
_DRAWS = 1999
_CELLS = 10_000_000
_EQUAL = 1e-9


class Association(NamedTuple):
    """How far a table of counts is from independence.

    Attributes:
        chi2: Pearson's chi-squared.
        g2: The log-likelihood ratio.
        df: Degrees of freedom.
        p: That of chi2, taking every count as independent of the others.
        g2_p: That of g2, likewise.
        cramers_v: 0..1.
        cramers_v_corrected: The same without the bias that small tables have.
    """

    chi2: float
    g2: float
    df: int
    p: float
    g2_p: float
    cramers_v: float
    cramers_v_corrected: float


def association(counts: Any) -> Association:
    """Measures of association of a two-way table; rows and columns without any count are left out.

    With E = row · column / n: χ² = Σ (O-E)²/E and G² = 2 Σ O ln(O/E). V = √(χ² / (n (min(r, k) - 1))), where r and k
    are the numbers of rows and columns. Corrected: φ² = max(0, χ²/n - (k-1)(r-1)/(n-1)), r~ = r - (r-1)²/(n-1), k~
    likewise, V~ = √(φ² / (min(k~, r~) - 1)).

    Args:
        counts: Rows by columns.

    Returns:
        Not a number where fewer than two rows or two columns have a count.

    References:
        Cramér, H. (1946). Mathematical methods of statistics.
        Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T. Journal of the Korean Statistical
        Society 42, 323-328.

    Examples:
        >>> found = association([[30, 10], [15, 45]])
        >>> round(found.chi2, 3), found.df, round(found.cramers_v, 3), round(found.cramers_v_corrected, 3)
        (24.242, 1, 0.492, 0.484)
    """
    table = np.asarray(counts, dtype=float)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    rows, columns = table.shape
    n = table.sum()
    df = (rows - 1) * (columns - 1)
    if rows < 2 or columns < 2:
        nan = float("nan")
        return Association(nan, nan, 0, nan, nan, nan, nan)
    statistic = float(_chi_squared(table[None])[0])
    expected = _expected(table)
    g2 = float(2 * np.where(table > 0, table * np.log(np.where(table > 0, table, 1) / expected), 0).sum())
    v = np.sqrt(statistic / (n * (min(rows, columns) - 1)))
    phi2 = max(0.0, statistic / n - df / (n - 1))
    fewest = min(size - (size - 1) ** 2 / (n - 1) for size in (rows, columns))
    corrected = np.sqrt(phi2 / (fewest - 1)) if fewest > 1 else np.nan
    p, g2_p = (float(chi2.sf(value, df)) for value in (statistic, g2))
    return Association(statistic, g2, df, p, g2_p, float(v), float(corrected))


def _expected(table: Array) -> Array:
    total = table.sum(axis=(-2, -1), keepdims=True)
    expected: Array = table.sum(axis=-1, keepdims=True) * table.sum(axis=-2, keepdims=True) / np.where(total, total, 1)
    return expected


def _chi_squared(tables: Array) -> Array:
    """Chi-squared of each of several tables; an empty row or column adds nothing."""
    expected = _expected(tables)
    parts = (tables - expected) ** 2 / np.where(expected > 0, expected, 1)
    statistics: Array = parts.sum(axis=(-2, -1))
    return statistics


def adjusted_residuals(counts: Any) -> Array:
    """How far each cell is from independence, in standard errors: (O-E) / √(E (1 - row/n) (1 - column/n)).

    Args:
        counts: Rows by columns, or several such tables.

    Returns:
        The same shape; not a number where the row or the column holds nothing or everything.

    References:
        Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics 29, 205-220.

    Examples:
        >>> adjusted_residuals([[30, 10], [15, 45]]).round(2).tolist()
        [[4.92, -4.92], [-4.92, 4.92]]
    """
    tables = np.asarray(counts, dtype=float)
    total = tables.sum(axis=(-2, -1), keepdims=True)
    total = np.where(total > 0, total, 1)
    rows, columns = tables.sum(axis=-1, keepdims=True) / total, tables.sum(axis=-2, keepdims=True) / total
    variance = total * rows * columns * (1 - rows) * (1 - columns)
    residuals: Array = (tables - total * rows * columns) / np.sqrt(np.where(variance > _EQUAL, variance, np.nan))
    return residuals


def residual_p(residuals: Any) -> Array:
    """The two-sided p of each residual under the normal distribution, which takes counts as independent.

    Args:
        residuals: What `adjusted_residuals` gives.
    """
    p: Array = 2 * norm.sf(np.abs(np.asarray(residuals, dtype=float)))
    return p


def adjusted_p(p: Any, *, tests: int = 0) -> Array:
    """Each p as the smallest false discovery rate at which it would be kept, by Benjamini and Hochberg.

    Args:
        p: Of one family of tests, any shape; what is not a number is no test.
        tests: How many tests the family has, where those whose p is near 1 are not among them.

    References:
        Benjamini, Y., Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the Royal Statistical
        Society B 57, 289-300.

    Examples:
        >>> adjusted_p([0.01, 0.04, 0.03]).round(3).tolist()
        [0.03, 0.04, 0.04]
    """
    values = np.array(p, dtype=float)
    known = np.isfinite(values)
    if known.any():
        more = max(tests / known.sum(), 1)
        values[known] = np.minimum(false_discovery_control(values[known]) * more, 1)
    return values


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
    statistic, residuals = _chi_squared(observed)[0], np.abs(adjusted_residuals(observed))[0]
    if np.isnan(residuals).all() or not _can_change(labels, blocks):
        return float("nan"), np.full(residuals.shape, np.nan)
    above, beyond = 1, np.ones(residuals.shape)
    most = max(1, _CELLS // max(len(labels), residuals.size))
    for shuffled in _shuffles(labels, blocks, most=most, seed=seed):
        tables = _tables(units, shuffled, count)
        above += int((_chi_squared(tables) >= statistic - _EQUAL).sum())
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
    most = max(1, _CELLS // max(len(labels), observed.size))
    for shuffled in _shuffles(labels, blocks, most=most, seed=seed):
        beyond += (np.abs(_tables(units, shuffled, count)) >= observed - _EQUAL).sum(axis=0)
    return beyond / (_DRAWS + 1)


def _can_change(labels: Array, blocks: Array | None) -> bool:
    own = np.zeros(len(labels), dtype=int) if blocks is None else blocks
    return bool(len(np.unique(np.stack([own, labels]), axis=1).T) > len(np.unique(own)))


def _tables(units: Array, labels: Array, count: int) -> Array:
    """For each row of labels the table of counts."""
    return np.stack([(labels == label).astype(float) @ units for label in range(count)], axis=1)


def _shuffles(labels: Array, blocks: Array | None, *, most: int, seed: int) -> Iterator[Array]:
    """Rows of shuffled labels, at most so many at a time."""
    generator = np.random.default_rng(seed)
    if blocks is None:
        for start in range(0, _DRAWS, most):
            yield generator.permuted(np.tile(labels, (min(most, _DRAWS - start), 1)), axis=1)
        return
    order = np.argsort(blocks, kind="stable")
    ordered, places, back = labels[order], blocks[order].astype(float), np.argsort(order, kind="stable")
    for start in range(0, _DRAWS, most):
        # blocks stay in their places, and within one the order is drawn
        drawn = generator.random((min(most, _DRAWS - start), len(labels)))
        yield ordered[np.argsort(places + drawn * 0.5, axis=1)][:, back]
