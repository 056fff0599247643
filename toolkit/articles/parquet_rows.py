"""Parquet, a thousand rows at a time."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet as pq

from toolkit.articles.delimited import check_header
from toolkit.articles.file_rows import Row, Source, whole
from toolkit.articles.unpacking import check_ratio
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.articles.file_rows import Fault, Request

__all__ = ["parquet"]

_BATCH = 32
_BUFFER = 1 << 20  # so that a column is read page by page, however long it is


def parquet(request: Request, stream: IO[bytes]) -> Source:
    """A table in Parquet.

    Args:
        request: What to read.
        stream: The file, seekable.

    Raises:
        ReadError: It is damaged, or no column holds the text.
    """
    try:
        file = pq.ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(request.file, error) from error
    check_header(request, file.schema_arrow.names)
    groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
    packed = sum(group.column(place).total_compressed_size for group in groups for place in range(group.num_columns))
    check_ratio(sum(group.total_byte_size for group in groups), packed, request.file, "Parquet file")
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
