"""On which day an article was published."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.words.dates import day_and_order

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Days", "published_days"]

_STAMP = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_SHOWN = 3  # examples in a notice


class Days:
    """The days that the cells of a file name, cell by cell, and an account of those that name none.

    Attributes:
        met: How many cells were not missing.
        unread: How many of those name no day.
    """

    def __init__(self) -> None:
        self.met = self.unread = 0
        self._examples: dict[str, None] = {}
        self._orders: dict[str, tuple[str, int]] = {}

    def meet(self, cell: object) -> None:
        """Counts one cell.

        Args:
            cell: A text, a date, or what is missing.
        """
        if not isinstance(cell, str) or not cell.strip():
            return
        self.met += 1
        day, order = _read(cell)
        if day is None:
            self.unread += 1
            if len(self._examples) < _SHOWN:
                self._examples.setdefault(cell)
        if order is not None:
            example, count = self._orders.get(order, (cell, 0))
            self._orders[order] = (example, count + 1)

    @property
    def doubtful(self) -> int:
        """How many dates such as 05/09/2023 are in doubt, because others show that the month comes first."""
        return self._orders["either"][1] if self._orders.keys() >= {"month", "either"} else 0

    @property
    def notice(self) -> str:
        """What to know of them in a line; empty where every cell names its day."""
        parts = []
        if self.unread:
            shown = ", ".join(repr(cell if len(cell) <= 40 else cell[:39] + "…") for cell in self._examples)
            parts.append(f"{self.unread} of {self.met} dates name no day, such as {shown}")
        if self.doubtful:
            either, month = self._orders["either"][0], self._orders["month"][0]
            parts.append(
                f"{self.doubtful} of {self.met} dates, such as {either!r}, can be read in two ways, for {month!r} has "
                "the month first"
            )
        if not parts:
            return ""
        return "; ".join(parts) + "; the rows are kept, in no week or day. Write the dates as 2026-05-01"


def published_days(published: Iterable[Any]) -> pd.Series[Any]:
    """The day that each cell names, as `parse_date` reads it: 2026-05-01T08:30Z, 1 أيار/مايو 2026, 01/05/2026.

    Numbers are read with the day first. Where a cell shows that the month comes first (04/25/2026), those that can be
    read in both ways are missing.

    Args:
        published: Cells as files write them, or dates; relative dates (أمس) are missing.

    Returns:
        Days without a time or zone, in the order of the cells; missing where there is none.

    Examples:
        >>> published_days(["2026-05-01T08:30+03:00", "1 أيار 2026", "2012", None]).tolist()
        [Timestamp('2026-05-01 00:00:00'), Timestamp('2026-05-01 00:00:00'), NaT, NaT]
        >>> published_days(["04/25/2026", "04/05/2026"]).tolist()
        [Timestamp('2026-04-25 00:00:00'), NaT]
    """
    days = Days()
    cells = list(published)
    for cell in cells:
        days.meet(cell)
    read = [_read(cell) if isinstance(cell, str) else (_given(cell), None) for cell in cells]
    found = [None if day is None or (order == "either" and days.doubtful) else day.isoformat() for day, order in read]
    return pd.to_datetime(pd.Series(found, dtype="str"), format="%Y-%m-%d")


def _read(cell: str) -> tuple[date | None, str | None]:
    """The day of a text, and the order of its numbers. The time of a machine's stamp says nothing on it."""
    stamp = _STAMP.fullmatch(cell)
    return _read_once(stamp[1] if stamp else cell)


@lru_cache(maxsize=1 << 16)
def _read_once(cell: str) -> tuple[date | None, str | None]:
    return day_and_order(cell)


def _given(cell: object) -> date | None:
    return date(cell.year, cell.month, cell.day) if isinstance(cell, date) and not pd.isna(cell) else None
