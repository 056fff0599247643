"""The tables beside a report: each as CSV and Parquet, and all of them in one workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.articles.export import export_table
from toolkit.articles.spreadsheets import write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.reports.findings import Findings

__all__ = ["TABLES", "WORKBOOK", "report_tables", "write_tables"]

WORKBOOK = "report.xlsx"
_SHEET = 20_000  # rows of a table that the workbook holds; more take minutes, and the files have them

# file name, then where the table stands in the notebook
TABLES = {
    "quotations": "",
    "sources": "sources",
    "source_frequency": "frequency",
    "quotation_counts": "outlet_counts",
    "types": "by_type",
    "sectors": "by_sector",
    "genders": "by_gender",
    "named": "by_named",
    "stances": "by_stance",
    "verbs": "by_verb",
    "outlet_sources": "outlet_frequency",
    "outlet_types": "outlet_type",
    "outlet_stances": "outlet_stance",
    "keyness": "keyness",
    "frames": "frames",
    "frame_shares": "frame_shares",
    "outlet_frames": "outlet_frames",
    "quality": "quality",
    "syndication": "copies",
}


def report_tables(findings: Findings) -> dict[str, pd.DataFrame]:
    """The tables of a report by their file names.

    Args:
        findings: What was read and found.
    """
    found = {}
    for name, variable in TABLES.items():
        table = findings.quotations if name == "quotations" else findings.space.get(variable)
        if name == "quotation_counts" and table is None:
            table = findings.space["counts"]
        if isinstance(table, pd.DataFrame):
            found[name] = _with_lists(table)
    aside = findings.coverage.set_aside
    if aside is not None and len(aside):
        found["set_aside"] = aside
    return found


def _with_lists(table: pd.DataFrame) -> pd.DataFrame:
    """The table with lists where Parquet gave arrays."""
    columns = [name for name in ("examples", "contents", "flags", "names", "example_ids") if name in table]
    cells = {name: [_plain(cell) for cell in table[name]] for name in columns}
    return table.assign(**{name: pd.Series(those, index=table.index, dtype="object") for name, those in cells.items()})


def _plain(cell: Any) -> Any:
    if isinstance(cell, np.ndarray):
        cell = cell.tolist()
    return [_plain(part) for part in cell] if isinstance(cell, list) else cell


def write_tables(findings: Findings, folder: Path) -> None:
    """Writes each table as CSV and as Parquet, and all of them into one workbook of a sheet each.

    The first sheet says which tables are longer than their sheet.

    The notebook has read `articles.parquet` from there already.

    Args:
        findings: What was read and found.
        folder: Where to.
    """
    tables = report_tables(findings)
    for name, table in tables.items():
        # the places of a frame's words are lists of records, which Parquet alone holds well
        export_table(table.drop(columns="evidence", errors="ignore"), folder / f"{name}.csv")
        if name != "set_aside":
            export_table(table, folder / f"{name}.parquet")
    sheets = {name: table.drop(columns="evidence", errors="ignore").head(_SHEET) for name, table in tables.items()}
    with (folder / WORKBOOK).open("wb") as stream:
        write_workbook({"contents": _contents(tables), **sheets}, stream)


def _contents(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The first sheet: which tables there are, and of which the sheet holds the first rows only."""
    rows = [(name, len(table), min(len(table), _SHEET), f"{name}.csv") for name, table in tables.items()]
    return pd.DataFrame(rows, columns=["sheet", "rows", "rows_here", "file"])
