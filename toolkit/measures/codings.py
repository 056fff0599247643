"""What coders wrote down, as numbers: from a row per coding or a column per coder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from toolkit.measures.disagreement import Level

    Array = np.ndarray[Any, np.dtype[np.float64]]
    Places = np.ndarray[Any, np.dtype[np.intp]]

__all__ = ["Codings", "coded_values", "long_codings"]

_LONG = ("unit", "coder", "value")


@dataclass(frozen=True, slots=True)
class Codings:
    """Codings as places: of the unit, the coder, and the value in `scale`; and for each unit that of its cluster."""

    units: Places
    coders: Places
    values: Places
    scale: Array
    clusters: Places

    def coders_of(self, units: Places) -> int:
        """How many coders coded any of these units."""
        return len(np.unique(self.coders[np.isin(self.units, units)]))

    def cohen_kappa(self) -> float:
        """Cohen's kappa over the units that both of two coders coded; not a number without variation, or with more.

        (p_o - p_e) / (1 - p_e), with p_e = Σ_c p_1c p_2c from each coder's own shares.
        """
        if len(np.unique(self.coders)) != 2:
            return np.nan
        first = self.coders == self.coders.min()
        both, one, two = np.intersect1d(self.units[first], self.units[~first], return_indices=True)
        if not len(both):
            return np.nan
        mine, yours = self.values[first][one], self.values[~first][two]
        size = len(self.scale)
        chance = float(np.bincount(mine, minlength=size) @ np.bincount(yours, minlength=size)) / len(both) ** 2
        return (float((mine == yours).mean()) - chance) / (1 - chance) if chance < 1 else np.nan


def long_codings(codings: pd.DataFrame, *, by: str | Sequence[str] | None, cluster: str | None) -> pd.DataFrame:
    """One row per coding with `unit`, `coder` and `value`, whichever form the table has; missing values are dropped.

    Args:
        codings: One row per coding, or one row per unit and one column per coder.
        by: Columns that a table with a row per unit cannot have.
        cluster: As `by`.

    Raises:
        TableError: A column is missing, there are fewer than two coders, or a coder coded a unit twice.
    """
    if not isinstance(codings, pd.DataFrame):
        raise TableError(f"codings must be a pandas DataFrame, got {type(codings).__name__}")
    if set(_LONG) <= set(codings.columns):
        table = codings
    elif by is not None or cluster is not None or "coder" in codings or "value" in codings:
        missing = ", ".join(name for name in _LONG if name not in codings)
        raise TableError(
            f"codings with by or cluster need one row per coding with {', '.join(_LONG)}; it lacks {missing}. "
            "Make it long: codings.melt(id_vars='unit', var_name='coder')"
        )
    else:
        wide = codings.set_index("unit") if "unit" in codings else codings
        if wide.index.has_duplicates:
            raise TableError(
                f"the unit {str(wide.index[wide.index.duplicated()][0])!r} stands in two rows; keep one of them"
            )
        table = _melted(wide)
    if cluster is not None and cluster not in table:
        raise TableError(f"cluster={cluster!r} is no column of codings; it has {', '.join(map(str, table.columns))}")
    names = [*([by] if isinstance(by, str) else by or []), "unit", "coder"]
    table = table[table["value"].notna()]
    twice = table.duplicated([name for name in names if name in table])
    if twice.any():
        row = table[twice].iloc[0]
        raise TableError(
            f"the coder {str(row['coder'])!r} coded the unit {str(row['unit'])!r} twice; keep one of the values"
        )
    return table


def _melted(wide: pd.DataFrame) -> pd.DataFrame:
    """A row per cell, each with the value as it stands in its column."""
    if wide.shape[1] < 2:
        raise TableError(
            f"agreement needs two coders, got {wide.shape[1]} column; give a column per coder, or unit, coder, value"
        )
    parts = [
        pd.DataFrame({"unit": np.arange(len(wide)), "coder": str(name), "value": wide.iloc[:, place].array})
        for place, name in enumerate(wide.columns)
    ]
    shared = {part["value"].dtype for part in parts}
    if len(shared) > 1:
        parts = [part.astype({"value": "object"}) for part in parts]
    return pd.concat(parts, ignore_index=True)


def coded_values(
    table: pd.DataFrame, *, level: Level, order: Sequence[Hashable] | None, cluster: str | None
) -> Codings:
    """The codings of one variable as places and numbers.

    Args:
        table: What `long_codings` gives, or a part of it.
        level: The level of measurement that the values must suit.
        order: The values from lowest to highest.
        cluster: The column of what units hang together in.

    Raises:
        TableError: The values have no order or are no numbers where the level needs them, or a unit stands in two
            clusters.
    """
    units, _ = pd.factorize(table["unit"])
    coders, _ = pd.factorize(table["coder"])
    if level == "nominal":
        values, names = pd.factorize(table["value"].astype("object"))
        scale = np.arange(len(names), dtype=float)
    else:
        distinct, values = np.unique(_numbers(table["value"], level, order), return_inverse=True)
        scale = distinct.astype(float)
    return Codings(units, coders, values, scale, _cluster_of_unit(table, units, cluster))


def _numbers(column: pd.Series[Any], level: Level, order: Sequence[Hashable] | None) -> Array:
    if order is not None and level == "ordinal":
        places = {value: place for place, value in enumerate(order)}
        unknown = [value for value in column.unique() if value not in places]
        if unknown:
            raise TableError(f"order lacks the value {unknown[0]!r}; it has {', '.join(map(repr, order))}")
        return np.array([places[value] for value in column], dtype=float)
    if isinstance(column.dtype, pd.CategoricalDtype) and column.cat.ordered and level == "ordinal":
        return np.asarray(column.cat.codes, dtype=float)
    wrong = next((value for value in column if not isinstance(value, int | float | np.number)), None)
    if wrong is not None:
        remedy = "give order=[lowest, …, highest]" if level == "ordinal" else "convert them with pandas.to_numeric"
        raise TableError(f"the level {level!r} needs numbers, got {wrong!r} ({type(wrong).__name__}); {remedy}")
    numbers = column.to_numpy(dtype=float)
    if not np.isfinite(numbers).all():
        raise TableError(f"the level {level!r} needs finite numbers, got {numbers[~np.isfinite(numbers)][0]}")
    return numbers


def _cluster_of_unit(table: pd.DataFrame, units: Places, cluster: str | None) -> Places:
    if cluster is None:
        return np.arange(int(units.max(initial=-1)) + 1)
    pairs = pd.DataFrame({"unit": units, "cluster": pd.factorize(table[cluster], use_na_sentinel=False)[0]})
    pairs = pairs.drop_duplicates()
    if pairs["unit"].duplicated().any():
        place = pairs.loc[pairs["unit"].duplicated(), "unit"].iloc[0]
        raise TableError(
            f"the unit {str(table['unit'].iloc[np.argmax(units == place)])!r} stands in two values of {cluster!r}"
        )
    return pairs.sort_values("unit")["cluster"].to_numpy()
