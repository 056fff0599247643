"""By what a measure is taken apart, and with which articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["group_columns", "groups", "measured_with_and_without", "with_and_without"]

_TRUTHS = {True: True, False: False, "true": True, "false": False, "True": True, "False": False, "1": True, "0": False}


def group_columns(table: pd.DataFrame, by: str | Sequence[str] | None, *, name: str = "by") -> list[str]:
    """The columns that `by` names.

    Args:
        table: The table to take apart.
        by: A column, several, or None for the whole table.
        name: What the caller calls it.

    Raises:
        TableError: The table lacks one of them.
    """
    names = [] if by is None else [by] if isinstance(by, str) else list(by)
    for own in names:
        if own not in table:
            has = ", ".join(str(column) for column in table.columns)
            raise TableError(
                f"{name}={own!r} is no column of the table; it has {has}. Join it first: quotations.merge(…)"
            )
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


def with_and_without(table: pd.DataFrame, copies: str | None) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """The table, once; where a column marks wire copies, `with` them and then `without`.

    Args:
        table: The table.
        copies: A column of it that is true where an article is a copy, such as `is_copy` of `find_syndicated`; what is
            missing there is none.

    Raises:
        TableError: There is no such column, or it holds something else.
    """
    if copies is None:
        yield None, table
        return
    group_columns(table, copies, name="copies")
    marks = table[copies].astype("object").where(table[copies].notna(), other=False)
    wrong = next((mark for mark in marks if not isinstance(mark, (bool, str, int)) or mark not in _TRUTHS), None)
    if wrong is not None:
        raise TableError(f"copies={copies!r} must be a column of true and false, got {wrong!r}; join find_syndicated's")
    yield "with", table
    yield "without", table[~marks.map(_TRUTHS).astype("bool")]


def measured_with_and_without(
    measure: Callable[[pd.DataFrame], pd.DataFrame], table: pd.DataFrame, copies: str | None
) -> pd.DataFrame:
    """What a measure gives; where a column marks wire copies, `with` them and then `without`, as column `copies`.

    Args:
        measure: Takes the table and gives another.
        table: The table.
        copies: As for `with_and_without`.

    Raises:
        TableError: There is no such column, or it holds something else.
    """
    parts = []
    for which, part in with_and_without(table, copies):
        found = measure(part)
        if which is not None:
            found.insert(0, "copies", pd.Series([which] * len(found), index=found.index, dtype="str"))
        parts.append(found)
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
