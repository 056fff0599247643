"""A researcher's own list of words, from a file with one of the usual delimiters."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.articles.decoding import text_lines
from toolkit.articles.delimited import csv_rows, header_of
from toolkit.errors import ReadError

__all__ = ["read_word_list"]

_SHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}


def read_word_list(path: str | os.PathLike[str], what: str) -> pd.DataFrame:
    """A CSV or TSV file as texts, its column names in small letters; no line of it is left out.

    Args:
        path: The file.
        what: What it holds, for the messages.

    Raises:
        ReadError: It cannot be read, is a sheet of a spreadsheet, or a line of it is broken.
    """
    if Path(path).suffix.lower() in _SHEETS:
        raise ReadError(f"{path}: {what} are read from CSV; save the sheet so, or give pandas.read_excel(…, dtype=str)")
    lines = list(text_lines(Path(path)))
    head = "".join(lines[:4]).removeprefix("\ufeff")
    delimiter = max(",;\t", key=lambda one: len(header_of(head, one)))
    header = [name.strip().lower() for name in header_of(head, delimiter)]
    cells: dict[str, list[Any]] = {name: [] for name in header}
    for line, row in csv_rows(lines, delimiter):
        if isinstance(row, str):
            raise ReadError(
                f"{os.fspath(path)}: line {line} is broken ({row}); mend it, for none of the {what} should be lost"
            )
        for place, name in enumerate(header):
            cells[name].append(row[place] if place < len(row) else None)
    return pd.DataFrame(cells)
