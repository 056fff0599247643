"""On which day an article was published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["published_days"]

_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?![\d-])", re.ASCII)


def published_days(published: Iterable[Any]) -> pd.Series[Any]:
    """The day that each cell begins with, as ISO 8601 writes it (2026-05-01, 2026-05-01T08:30Z).

    Args:
        published: Cells as files write them.

    Returns:
        Days without a time or zone, in the order of the cells; missing where there is none.

    Examples:
        >>> published_days(["2026-05-01T08:30+03:00", "2026-02-31", "2012", None]).tolist()
        [Timestamp('2026-05-01 00:00:00'), NaT, NaT, NaT]
    """
    found = [_DAY.match(cell) if isinstance(cell, str) else None for cell in published]
    days = pd.Series([match.group(1) if match else None for match in found], dtype="str")
    return pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
