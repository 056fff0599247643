"""What was read and what was set aside, for people and for tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from toolkit.articles.ledger import Ledger

__all__ = ["Reading"]

_SHOWN = 5


@dataclass(frozen=True, eq=False)
class Reading:
    """The report of one reading: every row of the files is either read or set aside.

    Attributes:
        path: What was read.
        format: What the files were taken for, such as `CSV` or `JSON lines`.
        encodings: The encodings met; none where formats have their own.
        files: How many files.
        columns: Our columns to the file's, as they were recognised.
        ignored: Files of the folder or archive that are of no kind which holds articles.
        read: How many articles went through.
        without_arabic: How many of those have no Arabic letter.
        aside: What `set_aside` is made of.
        remarked: What `remarks` is made of.
        undated: How many of those that went through have a date that names no day, or one of two.
        dates: What to know of these, in a line; empty where there are none.
    """

    path: str
    format: str
    encodings: tuple[str, ...]
    files: int
    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    read: int
    without_arabic: int
    aside: Ledger
    remarked: Ledger
    undated: int = 0
    dates: str = ""

    @cached_property
    def set_aside(self) -> pd.DataFrame:
        """One row for each row that did not go through: file, unit, line, reason, remedy.

        `line` counts what `unit` says, from 1: lines, rows of a sheet, entries of a feed, records of an archive,
        articles of an export.
        """
        return self.aside.table()

    @cached_property
    def remarks(self) -> pd.DataFrame:
        """What went through with a change or deserves a look: file, unit, line, article_id, remark."""
        return self.remarked.table()

    @property
    def rows(self) -> int:
        """How many rows the files have: those read and those set aside."""
        return self.read + len(self.aside)

    def lost(self) -> str:
        """What was set aside, the first few rows of it; empty where nothing was."""
        count = len(self.aside)
        if not count:
            return ""
        head = f"{self.path}: {count} of {self.rows} rows {'was' if count == 1 else 'were'} set aside"
        return "\n".join([head, *_listed(self.aside, "reason", _SHOWN)])

    def __str__(self) -> str:
        encodings = ", ".join(codec.removesuffix("-sig").upper() for codec in self.encodings)
        parts = [
            f"{self.path}: {self.read} articles read, {len(self.aside)} rows set aside",
            ", ".join(
                filter(None, [f"format: {self.format}", encodings, f"{self.files} file{'s' * (self.files != 1)}"])
            ),
            "columns: " + ", ".join(f"{ours} from {theirs!r}" for ours, theirs in self.columns.items()),
        ]
        if self.ignored:
            parts.append(f"ignored: {len(self.ignored)} files that hold no articles, the first is {self.ignored[0]}")
        if self.without_arabic:
            parts.append(f"without an Arabic letter: {self.without_arabic}")
        if self.dates:
            parts.append(f"dates: {self.dates}")
        for title, table, what in (("set aside", self.aside, "reason"), ("remarks", self.remarked, "remark")):
            if len(table):
                parts += [f"{title}:", *_listed(table, what, len(table))]
        return "\n".join(parts)


def _listed(table: Ledger, what: str, most: int) -> list[str]:
    lines = []
    for row in table.head(most):
        remedy = f"; {row['remedy']}" if row.get("remedy") else ""
        lines.append(f"  {row['file']}, {row['unit']} {row['line']}: {row[what]}{remedy}")
    if len(table) > most:
        lines.append(f"  and {len(table) - most} more")
    return lines
