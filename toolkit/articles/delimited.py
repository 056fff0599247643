"""Rows of a CSV, as it stands: a broken one costs itself and no other."""

from __future__ import annotations

import csv
import io
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.articles.naming import Naming

__all__ = ["csv_rows", "header_of", "sniff_delimiter"]

_DELIMITERS = (",", ";", "\t", "|")
_NO_DELIMITER = "\x1f"  # a file of one column
_LONGEST_CELL = 1 << 24
_LONGEST_HEADER = 1 << 16


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str] = deque()
        self._taken: list[str] = []
        self.line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self._taken.append(line)
        return line

    def give_back_all_but_one(self) -> None:
        self._returned.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]

    def finish_row(self) -> None:
        self.line += len(self._taken)
        self._taken.clear()


def csv_rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    r"""The cells of each row with the line it starts in; for a broken row, the reason.

    The header is left out, blank lines too. A quotation mark that never closes would swallow the rest of the file:
    only its line is given up, and reading goes on with the next.

    Args:
        lines: With their line ends.
        delimiter: One character.

    Examples:
        >>> list(csv_rows(["id,text\n", '1,"a\r\n', 'b"\n', '2,"c\n', "3,d\n"], ","))
        [(2, ['1', 'a\r\nb']), (4, 'unexpected end of data'), (5, ['3', 'd'])]
    """
    for line, row in _rows(_Lines(lines), delimiter):
        if line is not None:
            yield line, row


def _rows(source: _Lines, delimiter: str) -> Iterator[tuple[int | None, list[str] | str]]:
    is_header = True
    while True:
        start = source.line
        try:
            cells: list[str] | str = _next_row(source, delimiter)
        except StopIteration:
            return
        except csv.Error as error:
            source.give_back_all_but_one()
            cells = str(error)
        source.finish_row()
        # A spreadsheet's first line may say the delimiter: sep=;
        if is_header:
            is_header = bool(cells) and isinstance(cells, list) and cells[0].startswith("sep=")
            is_header = is_header or not cells
            yield None, cells
        elif cells:
            yield start, cells


def _next_row(source: _Lines, delimiter: str) -> list[str]:
    # The limit is the csv module's own global; it is put back, since a user's program may rely on it.
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return next(csv.reader(source, delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(before)


def header_of(head: str, delimiter: str) -> tuple[str, ...]:
    """The names in the first line; a nameless column is called by its number, a repeated one gets one too.

    Examples:
        >>> header_of("id,text,,text", ",")
        ('id', 'text', 'column 3', 'text 4')
    """
    names: list[str] = []
    cells = _first_cells(head, delimiter)
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        names.append(f"{name} {number}" if name in names else name)
    return tuple(names)


def _first_cells(head: str, delimiter: str) -> list[str]:
    source = _Lines(io.StringIO(head[:_LONGEST_HEADER], newline=""))
    for line, cells in _rows(source, delimiter):
        if isinstance(cells, list) and cells and not (line is None and cells[0].startswith("sep=")):
            return cells
    return []


def sniff_delimiter(head: str, naming: Naming) -> str:
    r"""The delimiter under which the header shows the most columns that we know.

    Args:
        head: The start of the file.
        naming: What columns are called.

    Examples:
        >>> from toolkit.articles.naming import Naming
        >>> sniff_delimiter("العنوان;النص\n", Naming())
        ';'
    """
    if head.startswith("sep=") and len(head) > 4:
        return head[4]

    def columns(delimiter: str) -> tuple[bool, int, int]:
        header = header_of(head, delimiter)
        places = naming.places(header)
        return "text" in places, len(places), len(header)

    best = max(_DELIMITERS, key=columns)
    return best if len(header_of(head, best)) > 1 else _NO_DELIMITER
