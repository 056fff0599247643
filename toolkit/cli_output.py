"""What the commands share: reading articles, choosing a format, writing a table, and speaking on standard error."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    import pandas as pd

__all__ = ["ARTICLES", "TABLES", "chosen_format", "destination", "read", "say", "write_table"]

TABLES = ("csv", "jsonl", "parquet", "xlsx", "tex")
ARTICLES = "CSV, JSON, Parquet, XLSX, text, HTML, RSS, WARC, RTF, DOCX, also gzipped, a ZIP archive or a folder"
_SUFFIXES = {f".{name}": name for name in TABLES}


def say(message: str) -> None:
    """Says something on standard error.

    Args:
        message: What.
    """
    print(f"toolkit: {message}", file=sys.stderr)


def read(path: Path) -> pd.DataFrame:
    """The articles of a file or folder; what was set aside is said, and which dates cannot be read.

    Args:
        path: Where they are.
    """
    from toolkit.articles.readers import articles_and_reading  # noqa: PLC0415

    articles, reading = articles_and_reading(path)
    if reading.lost():
        say(reading.lost())
    if reading.dates:
        say(reading.dates)
    return articles


def destination(out: Path | None) -> AbstractContextManager[IO[bytes]]:
    """A stream to write to: the file, whole or not at all, or standard output.

    Args:
        out: The file, or None.
    """
    if out is None:
        return nullcontext(sys.stdout.buffer)
    from toolkit.articles.export import atomic  # noqa: PLC0415

    return atomic(out)


def chosen_format(call: argparse.Namespace) -> str:
    """The format that is asked for; a call that cannot be meant ends here, before any work.

    Args:
        call: With `out`, `format` and `parser`.
    """
    suffix = "" if call.out is None else call.out.suffix.lower()
    wanted: str | None = call.format or _SUFFIXES.get(suffix)
    if wanted is None and suffix:
        call.parser.error(f"--out {call.out}: the ending {suffix} names no format; say --format {'|'.join(TABLES)}")
    if wanted in {"parquet", "xlsx"} and call.out is None:
        call.parser.error(f"--format {wanted} is no text; say where to write it: --out FILE")
    return wanted or "csv"


def write_table(articles: pd.DataFrame, table: pd.DataFrame, wanted: str, stream: IO[bytes], *, is_file: bool) -> None:
    """Writes a table.

    Args:
        articles: The articles that it is of.
        table: The table.
        wanted: What `chosen_format` gave.
        stream: Where to.
        is_file: Whether that is a file.
    """
    from toolkit.articles.export import FORMATS, write_csv  # noqa: PLC0415
    from toolkit.articles.standoff import write_standoff  # noqa: PLC0415

    if wanted == "standoff":
        write_standoff(articles, table, stream)
    elif wanted == "csv":
        write_csv(table, stream, mark=is_file)  # Excel wants the mark, a pipe does not
    else:
        FORMATS[wanted](table, stream)
