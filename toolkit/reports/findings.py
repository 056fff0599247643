"""What a report reports: the coverage that was read, and what its notebook found."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.articles.datasets import load_dataset
from toolkit.articles.linking import is_speech, linked
from toolkit.articles.readers import articles_and_reading
from toolkit.measures.units import with_turns
from toolkit.reports.markup import visible
from toolkit.reports.provenance import fingerprint, table_fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["Coverage", "Findings", "read_coverage"]

_STORY = ["group_id", "is_copy"]


@dataclass(frozen=True, eq=False)
class Coverage:
    """What is analysed.

    Attributes:
        name: What was read, without the folders above it; "" for the sample coverage.
        fingerprint: Its SHA-256.
        articles: The articles table.
        set_aside: One row for each row of the input that was not read, with its reason.
        remarks: What was read with a change or deserves a look.
    """

    name: str
    fingerprint: str
    articles: pd.DataFrame
    set_aside: pd.DataFrame | None = None
    remarks: pd.DataFrame | None = None


@dataclass(frozen=True, eq=False)
class Findings:
    """What the notebook of a report holds when it has run.

    Attributes:
        coverage: What was analysed.
        space: The names of the notebook.
        readable: Whether the articles have their texts.
        pseudonymised: Whether names of citizens were replaced.
        quotations: The quotations with `source_id` and `source_name`, who a speaker is across articles.
    """

    coverage: Coverage
    space: Mapping[str, Any]
    readable: bool = True
    pseudonymised: bool = False
    quotations: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        table = self.space["quotations"].drop(columns=_STORY, errors="ignore").reset_index(drop=True)
        object.__setattr__(self, "quotations", linked(table))

    def table(self, name: str) -> pd.DataFrame | None:
        """A table of the notebook; None where its cell was not needed, or it has no row."""
        table: pd.DataFrame | None = self.space.get(name)
        return None if table is None or table.empty else table

    def counted(self) -> pd.DataFrame:
        """The quotations with what they are counted by: `outer`, `spoken`, `turn`, `named`."""
        table = with_turns(self.quotations)
        named = table["type"].mask(table["type"].notna() & (table["type"] != "unnamed"), "named")
        return table.assign(outer=table["parent"].isna(), spoken=is_speech(table), named=named)

    def outlets(self) -> int:
        """How many outlets are named."""
        articles = self.space["articles"]
        return int(articles["outlet"].nunique()) if "outlet" in articles else 0


def read_coverage(path: str | None) -> Coverage:
    """Reads what is to be analysed.

    Args:
        path: A file or folder of articles; None for the sample coverage.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.
    """
    if path is None:
        articles = load_dataset("sample")
        return Coverage("", table_fingerprint(articles), articles)
    articles, reading = articles_and_reading(path)
    name = visible(Path(path).resolve().name)
    return Coverage(name, fingerprint(Path(path)), articles, reading.set_aside, reading.remarks)
