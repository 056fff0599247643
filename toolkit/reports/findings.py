"""What a report reports: the coverage that was read, what was found in it, and what was measured."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.articles.datasets import load_dataset
from toolkit.articles.readers import articles_and_reading
from toolkit.articles.tables import linked, quotation_table, source_table
from toolkit.measures.counts import quotation_counts
from toolkit.measures.frequency import source_frequency
from toolkit.reports.markup import visible
from toolkit.reports.provenance import fingerprint, table_fingerprint

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Findings", "find"]


@dataclass(frozen=True, eq=False)
class Findings:
    """Everything that a report shows, as tables.

    Attributes:
        name: What was read, without the folders above it.
        fingerprint: Its SHA-256.
        articles: The articles table.
        quotations: The quotations table; `source_name` says who a speaker is across articles.
        sources: One row for each source.
        frequency: What `source_frequency` gives.
        counts: What `quotation_counts` gives for all articles.
        outlet_counts: The same by outlet.
        outlet_frequency: `source_frequency` by outlet.
        set_aside: One row for each row of the input that was not read, with its reason.
        remarks: What was read with a change or deserves a look.
    """

    name: str
    fingerprint: str
    articles: pd.DataFrame
    quotations: pd.DataFrame
    sources: pd.DataFrame
    frequency: pd.DataFrame
    counts: pd.DataFrame
    outlet_counts: pd.DataFrame
    outlet_frequency: pd.DataFrame
    set_aside: pd.DataFrame | None = None
    remarks: pd.DataFrame | None = None

    @classmethod
    def of(
        cls, articles: pd.DataFrame, quotations: pd.DataFrame, *, name: str, fingerprint: str, **read: pd.DataFrame
    ) -> Findings:
        """Links the speakers of a coverage and measures it; `read` is what was set aside and remarked in reading."""
        quotations = linked(quotations)
        return cls(
            name=name,
            fingerprint=fingerprint,
            articles=articles,
            quotations=quotations,
            sources=source_table(quotations),
            frequency=source_frequency(quotations),
            counts=quotation_counts(quotations),
            outlet_counts=quotation_counts(quotations, by="outlet"),
            outlet_frequency=source_frequency(quotations, by="outlet"),
            **read,
        )

    def outlets(self) -> int:
        """How many outlets are named."""
        return int(self.articles["outlet"].nunique()) if "outlet" in self.articles else 0


def find(path: str | None, *, jobs: int = 0, progress: bool | None = None) -> Findings:
    """Reads a coverage, extracts its quotations and measures them.

    Args:
        path: A file or folder of articles; None for the sample coverage.
        jobs: Processes for the extraction; 0 takes every core.
        progress: Whether long work shows a bar; by default where standard error is a terminal.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.
    """
    tables: dict[str, Any] = {}
    if path is None:
        articles = load_dataset("sample")
        name, digest = "the sample coverage", table_fingerprint(articles)
    else:
        articles, reading = articles_and_reading(path)
        tables = {"set_aside": reading.set_aside, "remarks": reading.remarks}
        name, digest = visible(Path(path).resolve().name), fingerprint(Path(path))
    bar = sys.stderr.isatty() if progress is None else progress
    quotations = quotation_table(articles, jobs=jobs, progress=bar)
    return Findings.of(articles, quotations, name=name, fingerprint=digest, **tables)
