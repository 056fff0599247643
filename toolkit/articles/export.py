"""Tables to files: CSV that a spreadsheet opens safely, JSON lines, Parquet; more in `spreadsheets`."""

from __future__ import annotations

import csv
import io
import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from toolkit.articles.spreadsheets import write_latex, write_xlsx
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

__all__ = ["FORMATS", "atomic", "export_table", "write_csv", "write_jsonl", "write_parquet"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LISTS = {"contents": pa.list_(pa.list_(pa.int64())), "flags": pa.list_(pa.string()), "names": pa.list_(pa.string())}
_LISTS["evidence"] = pa.list_(
    pa.struct(
        {
            "field": pa.string(),
            "start": pa.int64(),
            "end": pa.int64(),
            "text": pa.string(),
            "term": pa.string(),
            "weight": pa.float64(),
            "negated": pa.bool_(),
        }
    )
)


@contextmanager
def atomic(path: str | os.PathLike[str]) -> Iterator[IO[bytes]]:
    """A file to write to that takes its place only once it is whole.

    It is written beside its place and renamed, so that a reader never sees half a file and a failure leaves the old
    one. A device or pipe is written to directly.

    Args:
        path: Where the file belongs; its folder must be there.

    Raises:
        ToolkitError: The folder is missing, or the place is a folder, or it cannot be written.
    """
    place = Path(path).resolve()
    if place.is_dir():
        raise ToolkitError(f"{path}: this is a folder; name a file in it")
    if not place.parent.is_dir():
        raise ToolkitError(f"{path}: there is no folder {place.parent}; make it first: mkdir -p {place.parent}")
    if place.exists() and not place.is_file():
        with place.open("wb") as stream:
            yield stream
        return
    unfinished = place.with_name(f".{place.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("xb") as stream:
            yield stream
        unfinished.replace(place)
    except OSError as error:
        raise ToolkitError(f"{path}: cannot be written ({error.strerror or error})") from error
    finally:
        unfinished.unlink(missing_ok=True)


def export_table(table: pd.DataFrame, path: str | os.PathLike[str], *, format: str | None = None) -> None:  # noqa: A002
    """Writes a table to a file, whole or not at all.

    Args:
        table: Any table.
        path: Where; its folder must be there.
        format: `csv`, `jsonl`, `parquet`, `xlsx` or `tex`; told by the name's ending where it is left out.

    Raises:
        ToolkitError: The format is not known, or the file cannot be written.

    Examples:
        >>> import tempfile
        >>> import pandas as pd
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     export_table(pd.DataFrame({"speaker": ["ليلى نصار"], "articles": [2]}), f"{folder}/sources.csv")
        ...     Path(f"{folder}/sources.csv").read_text("utf-8-sig").splitlines()
        ['speaker,articles', 'ليلى نصار,2']
    """
    wanted = format or Path(path).suffix.lower().removeprefix(".")
    write = FORMATS.get(wanted)
    if write is None:
        raise ToolkitError(
            f"{path}: the format {wanted!r} is not known; allowed are {', '.join(FORMATS)}: format='csv'"
        )
    with atomic(path) as stream:
        write(table, stream)


def write_csv(table: pd.DataFrame, stream: IO[bytes], *, mark: bool = True) -> None:
    """CSV in UTF-8; lists are JSON, a missing cell is empty.

    A text that a spreadsheet would run as a formula (it begins with = + - @ tab or carriage return) gets an apostrophe
    before it; numbers stay.

    Args:
        table: Any table.
        stream: Where to.
        mark: Writes a byte-order mark, by which Excel knows UTF-8.
    """
    text = io.TextIOWrapper(stream, "utf-8-sig" if mark else "utf-8", newline="")
    # Lines end as RFC 4180 says; with a bare newline the csv module would leave a cell's \r unquoted.
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_csv_cell(str(name)) for name in table.columns])
    for cells in _rows(table):
        writer.writerow([_csv_cell(cell) for cell in cells])
    text.flush()
    text.detach()


def _csv_cell(cell: Any) -> Any:
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False)
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def write_jsonl(table: pd.DataFrame, stream: IO[bytes]) -> None:
    """One JSON object a line, in UTF-8; a missing cell is null.

    Args:
        table: Any table.
        stream: Where to.
    """
    names = [str(name) for name in table.columns]
    for cells in _rows(table):
        line = json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False, default=str)
        stream.write(f"{line}\n".encode())


def write_parquet(table: pd.DataFrame, stream: IO[bytes]) -> None:
    """Parquet, lists as lists.

    Args:
        table: Any table.
        stream: Where to.

    Raises:
        ToolkitError: A column mixes types.
    """
    plain = table.reset_index(drop=True)
    try:
        schema = pa.Schema.from_pandas(plain.drop(columns=[name for name in _LISTS if name in plain]))
        for place, name in enumerate(plain.columns):
            if name in _LISTS:
                schema = schema.insert(place, pa.field(name, _LISTS[name]))
        pq.write_table(pa.Table.from_pandas(plain, schema=schema, preserve_index=False), stream)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise ToolkitError(f"Parquet cannot hold the table ({error}); convert the column with .astype(str)") from error


FORMATS: dict[str, Callable[[pd.DataFrame, IO[bytes]], None]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
    "tex": write_latex,
}


def _rows(table: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Cells as Python has them: None where missing, integers as integers."""
    columns = [_plain(table.iloc[:, place]) for place in range(table.shape[1])]
    return zip(*columns, strict=True) if columns else iter(())


def _plain(column: pd.Series[Any]) -> list[Any]:
    missing = column.isna()
    return [None if gone else cell for cell, gone in zip(column.tolist(), missing, strict=True)]
