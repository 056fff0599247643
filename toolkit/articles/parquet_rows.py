"""Parquet, a thousand rows at a time."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet as pq

from toolkit.articles.delimited import check_header
from toolkit.articles.file_rows import Row, Source, whole
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.articles.file_rows import Fault, Request

__all__ = ["parquet"]

_BATCH = 256
_MOST = 1 << 31  # bytes of a group of rows, which is unpacked piece by piece


def parquet(request: Request, stream: IO[bytes]) -> Source:
    """A table in Parquet.

    Args:
        request: What to read.
        stream: The file, seekable.

    Raises:
        ReadError: It is damaged, or no column holds the text.
    """
    try:
        file = pq.ParquetFile(stream)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(request.file, error) from error
    check_header(request, file.schema_arrow.names)
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    if any(group.total_byte_size > _MOST for group in groups):
        raise request.failed(f"a group of rows has more than {_MOST >> 30} GiB; write smaller ones (row_group_size=)")
    return Source(request.file, "Parquet", "", whole(_rows(file, request.file), request.file, "", "row"), "row")


def _rows(file: pq.ParquetFile, path: Path) -> Iterator[Row | Fault]:
    number = 0
    try:
        for batch in file.iter_batches(batch_size=_BATCH):
            names = batch.schema.names
            columns = [batch.column(place).to_pylist() for place in range(batch.num_columns)]
            for cells in zip(*columns, strict=True):
                number += 1
                yield Row(number, dict(zip(names, cells, strict=True)))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(path, error, f" after row {number}") from error


def _damaged(path: Path, error: Exception, place: str = "") -> ReadError:
    reason = str(error).partition("\n")[0]
    return ReadError(f"{path}: the Parquet file is damaged{place} ({reason}); copy or download it again")
