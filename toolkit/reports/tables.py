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
    return table.assign(**{name: [_plain(cell) for cell in table[name]] for name in columns})


def _plain(cell: Any) -> Any:
    if isinstance(cell, np.ndarray):
        cell = cell.tolist()
    return [_plain(part) for part in cell] if isinstance(cell, list) else cell


def write_tables(findings: Findings, folder: Path) -> None:
    """Writes each table as CSV and as Parquet, and all of them into one workbook of a sheet each.

    The notebook has read `articles.parquet` from there already.

    Args:
        findings: What was read and found.
        folder: Where to.
    """
    tables = report_tables(findings)
    for name, table in tables.items():
        export_table(table, folder / f"{name}.csv")
        if name != "set_aside":
            export_table(table, folder / f"{name}.parquet")
    with (folder / WORKBOOK).open("wb") as stream:
        write_workbook(tables, stream)
