"""XLSX, row by row: every sheet whose header has a column for the text."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from toolkit.articles.delimited import check_header, numbered
from toolkit.articles.file_rows import DAMAGED, Fault, Row, Source
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.articles.file_rows import Request
    from toolkit.articles.naming import Naming

__all__ = ["office"]

_WIDEST = 512  # columns in which a cell outside the header is noticed; a row is filled up to there
_HEADER_WITHIN = 20  # rows: titles and notes may stand above the header
_UNPRINTABLE = re.compile("_x(00[01][0-9A-Fa-f])_")  # how Excel writes what XML cannot hold, such as a return
_BLANK_ROWS = 10_000  # a sheet goes on after a gap, but not after such a one
# What openpyxl raises on a part that is missing, cut off or not what its name says.
_BROKEN = (
    *DAMAGED, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError,
    NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip


def office(request: Request, stream: IO[bytes]) -> Iterator[Source]:
    """The sheets of a workbook.

    Args:
        request: What to read.
        stream: The file, seekable.

    Raises:
        ReadError: It is damaged, or no sheet has a column for the text.
    """
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
        heads = [list(itertools.islice(_values(sheet), _HEADER_WITHIN)) for sheet in sheets]
    except _BROKEN as error:
        raise _damaged(request.file, error) from error
    places = [_header_place(head, request.naming) for head in heads]
    if all(place is None for place in places):
        check_header(request, next((_names(row) for head in heads for row in head if any(row)), ()))
    for sheet, head, place in zip(sheets, heads, places, strict=True):
        if place is None:
            continue
        file = request.file if len(sheets) == 1 else Path(f"{request.file}, sheet {sheet.title}")
        yield Source(file, "XLSX", "", _rows(sheet, _names(head[place]), place + 1, request.file), "row")


def _values(sheet: Any, width: int | None = None) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be relied on
    yield from sheet.iter_rows(max_col=width, values_only=True)


def _header_place(head: list[tuple[Any, ...]], naming: Naming) -> int | None:
    return next((place for place, row in enumerate(head) if "text" in naming.places(_names(row))), None)


def _names(row: tuple[Any, ...]) -> tuple[str, ...]:
    return numbered("" if cell is None else str(cell) for cell in row)


def _rows(sheet: Any, names: tuple[str, ...], header: int, path: Path) -> Iterator[Row | Fault]:
    number = blank = 0
    try:
        for number, row in enumerate(_values(sheet, max(len(names) + 1, _WIDEST)), 1):
            blank = 0 if any(cell is not None for cell in row) else blank + 1
            if blank > _BLANK_ROWS:
                return
            if number <= header or blank:
                continue
            if any(cell is not None for cell in row[len(names) :]):
                yield Fault(number, f"{len(row)} cells, but the header has {len(names)}", "name every column")
                continue
            cells = itertools.chain(map(_cell, row), itertools.repeat(None))
            yield Row(number, dict(zip(names, cells, strict=False)))
    except _BROKEN as error:
        raise _damaged(path, error, f" after row {number}") from error


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _UNPRINTABLE.sub(lambda found: chr(int(found.group(1), 16)), value)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _damaged(path: Path, error: BaseException, place: str = "") -> ReadError:
    reason = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
    return ReadError(f"{path}: the workbook is damaged{place} ({reason}); open it in Excel and save it again")
