"""Columns beside a table's own for readers of another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolkit.errors import TableError
from toolkit.text.romanisation import romanise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["with_labels"]


def with_labels(
    table: pd.DataFrame,
    *,
    romanised: str | Sequence[str] = (),
    english: Mapping[str, Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """The table with columns of labels, each right behind the column that it is for.

    Args:
        table: Any table; it is not changed.
        romanised: A column, or several, to give in Latin letters too, as `NAME_romanised` (see `romanise`).
        english: For each column that has them, which English label each value has, as `NAME_english`; missing where a
            value has none.

    Raises:
        TableError: A column is missing, or a label's column is there already.

    Examples:
        >>> table = pd.DataFrame({"speaker": ["ديمتري بيسكوف"], "articles": [3]})
        >>> labels = {"speaker": {"ديمتري بيسكوف": "Dmitry Peskov"}}
        >>> with_labels(table, romanised="speaker", english=labels).iloc[0, 1:3].tolist()
        ['dīmtrī bīskūf', 'Dmitry Peskov']
    """
    found = table.copy()
    for name in [romanised] if isinstance(romanised, str) else romanised:
        _insert(
            found, name, "romanised", [romanise(cell) if isinstance(cell, str) else None for cell in _of(table, name)]
        )
    for name, labels in (english or {}).items():
        _insert(found, name, "english", [labels.get(cell) for cell in _of(table, name)])
    return found


def _of(table: pd.DataFrame, name: str) -> pd.Series[str]:
    if name not in table:
        raise TableError(f"the table has no column {name!r} to label; it has {', '.join(map(str, table.columns))}")
    return table[name]


def _insert(found: pd.DataFrame, name: str, kind: str, cells: list[str | None]) -> None:
    label = f"{name}_{kind}"
    if label in found:
        raise TableError(f"the table has a column {label!r} already; drop it first")
    last = found.columns.get_loc(f"{name}_romanised" if f"{name}_romanised" in found else name)
    found.insert(int(str(last)) + 1, label, pd.Series(cells, index=found.index, dtype="str"))
