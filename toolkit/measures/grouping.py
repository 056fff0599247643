"""By what a measure is taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

__all__ = ["group_columns", "groups"]


def group_columns(table: pd.DataFrame, by: str | Sequence[str] | None) -> list[str]:
    """The columns that `by` names.

    Args:
        table: The table to take apart.
        by: A column, several, or None for the whole table.

    Raises:
        TableError: The table lacks one of them.
    """
    names = [] if by is None else [by] if isinstance(by, str) else list(by)
    for name in names:
        if name not in table:
            has = ", ".join(str(column) for column in table.columns)
            raise TableError(f"by={name!r} is no column of the table; it has {has}. Join it first: quotations.merge(…)")
    return names


def groups(table: pd.DataFrame, names: list[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    """Each group's values and rows, in the order of the values; a missing value is a group of its own, the last.

    Args:
        table: The table to take apart.
        names: Columns; with none, the whole table is one group.
    """
    if names:
        for values, group in table.groupby(names, dropna=False, observed=True):
            yield tuple(values), group
    else:
        yield (), table
