"""What a reading has to say of rows, kept small: a file may have as many broken rows as letters."""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Ledger"]


class Ledger:
    """A table that grows by rows; each text is kept once, however many rows have it.

    Args:
        texts: Its columns of text; `line`, a number, comes after the second.

    Examples:
        >>> ledger = Ledger("file", "unit", "reason")
        >>> ledger.add(7, "a.csv", "line", "the text is missing")
        >>> ledger.table().to_dict("records")
        [{'file': 'a.csv', 'unit': 'line', 'line': 7, 'reason': 'the text is missing'}]
    """

    def __init__(self, *texts: str) -> None:
        self._columns = texts
        self._codes: dict[str, int] = {}
        self._cells = [array("I") for _ in texts]
        self._lines = array("Q")

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, line: int, *texts: str) -> None:
        """One row more.

        Args:
            line: Its number in its file.
            texts: The other cells.
        """
        self._lines.append(line)
        for cells, text in zip(self._cells, texts, strict=True):
            cells.append(self._codes.setdefault(text, len(self._codes)))

    def rows(self) -> Iterator[dict[str, str | int]]:
        """The rows, one by one."""
        texts = list(self._codes)
        for number, line in enumerate(self._lines):
            own = {name: texts[cells[number]] for name, cells in zip(self._columns, self._cells, strict=True)}
            yield {**own, "line": line}

    def head(self, most: int) -> list[dict[str, str | int]]:
        """The first rows.

        Args:
            most: How many.
        """
        return list(islice(self.rows(), most))

    def table(self) -> pd.DataFrame:
        """All rows as a table."""
        texts = list(self._codes)
        columns = {
            name: pd.Series([texts[code] for code in cells], dtype="str")
            for name, cells in zip(self._columns, self._cells, strict=True)
        }
        table = pd.DataFrame(columns)
        table.insert(2, "line", pd.Series(list(self._lines), dtype="int64"))
        return table
