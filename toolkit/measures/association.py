"""Whether two classifications go together: chi-squared, Cramér's V, residuals, and how far distributions diverge."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.special import entr
from scipy.stats import chi2, false_discovery_control, norm

__all__ = [
    "Association",
    "adjusted_p",
    "adjusted_residuals",
    "association",
    "chi_squared",
    "jensen_shannon",
    "residual_p",
]

Array = np.ndarray[Any, np.dtype[Any]]
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
    statistic = float(chi_squared(table[None])[0])
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


def chi_squared(tables: Array) -> Array:
    """Pearson's chi-squared of each of several tables; an empty row or column adds nothing.

    Args:
        tables: Tables by rows by columns.
    """
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


def jensen_shannon(counts: Any) -> Array:
    """How far the rows of a table are from each other as distributions: Jensen and Shannon's divergence in bits.

    H(mean of the rows) - mean of H(row), each row a distribution of one weight: 0 where all are alike, at most log2 of
    the number of rows. Small samples of one distribution diverge too: compare it with that of shuffled articles.

    Args:
        counts: Rows by columns, or several such tables; a row without any count is left out.

    Returns:
        One number a table; not a number where fewer than two rows have a count.

    References:
        Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on Information Theory 37,
        145-151.

    Examples:
        >>> jensen_shannon([[50, 30, 20], [20, 30, 50]]).round(3).tolist()
        0.096
    """
    tables = np.asarray(counts, dtype=float)
    totals = tables.sum(axis=-1, keepdims=True)
    shares = tables / np.where(totals > 0, totals, 1)
    rows = (totals > 0).sum(axis=(-2, -1))
    weights = np.where(rows > 1, rows, np.nan)
    divergence: Array = _entropy(shares.sum(axis=-2) / weights[..., None]) - _entropy(shares).sum(axis=-1) / weights
    return divergence


def _entropy(shares: Array) -> Array:
    """In bits, over the last axis."""
    entropy: Array = entr(shares).sum(axis=-1) / np.log(2)
    return entropy


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
