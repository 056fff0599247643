"""Rows of a CSV, as it stands: a broken one costs itself and no other."""

from __future__ import annotations

import csv
import io
from collections import deque
from typing import TYPE_CHECKING

from toolkit.articles.decoding import open_text
from toolkit.articles.file_rows import LONGEST_LINE, Fault, Row, Source, bad_bytes, bounded_lines, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.articles.file_rows import Request
    from toolkit.articles.naming import Naming

__all__ = ["check_header", "csv_rows", "delimited", "header_of", "numbered", "sniff_delimiter"]

_DELIMITERS = (",", ";", "\t", "|")
_NO_OTHER = frozenset("\"'_-.()\r\n\ufeff")  # what stands in names or around them
_NO_DELIMITER = "\x1f"  # a file of one column
_LONGEST_CELL = 1 << 24
_LONGEST_HEADER = 1 << 16
_MOST_OTHERS = 20
_MOST_NAMES = 30


class _Lines:
    """Lines that can be given back; one that is None is too long."""

    def __init__(self, lines: Iterable[str | None]) -> None:
        self._lines = iter(lines)
        self._returned: deque[str | None] = deque()
        self._taken: list[str | None] = []
        self.line = 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self._taken.append(line)
        if line is None:
            raise csv.Error(f"a line of more than {LONGEST_LINE:,} characters")
        return line

    def give_back_all_but_one(self) -> None:
        self._returned.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]

    def finish_row(self) -> None:
        self.line += len(self._taken)
        self._taken.clear()


def csv_rows(lines: Iterable[str | None], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    r"""The cells of each row with the line it starts in; for a broken row, the reason.

    The header is left out, blank lines too. A quotation mark that never closes would swallow the rest of the file:
    only its line is given up, and reading goes on with the next.

    Args:
        lines: With their line ends; None for one that is too long.
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
    return numbered(_first_cells(head, delimiter))


def numbered(cells: Iterable[str]) -> tuple[str, ...]:
    """Names of columns, each another: a nameless column is called by its number, a repeated one gets one too.

    Args:
        cells: Of the header.
    """
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {number}"
        while name in names:
            name = f"{name} {number}"
        names[name] = None
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

    usual = max(_DELIMITERS, key=columns)
    first = head[:_LONGEST_HEADER].lstrip().split("\n", 1)[0]
    others = {sign for sign in first if not sign.isalnum() and not sign.isspace()} - _NO_OTHER - {*_DELIMITERS}
    # A sign that separates stands as often as columns do; a header of a thousand signs is none.
    best = max([usual, *sorted(others)[:_MOST_OTHERS]], key=columns)
    if best != usual and not columns(best)[0]:
        best = usual
    return best if len(header_of(head, best)) > 1 else _NO_DELIMITER


def delimited(request: Request, encoding: str, head: str) -> Source:
    """A table with a header.

    Args:
        request: What to read.
        encoding: The codec.
        head: The start of the text.

    Raises:
        ReadError: No column holds the text, or one that the user names is not there.
    """
    naming = request.naming
    delimiter = sniff_delimiter(head, naming)
    header = header_of(head, delimiter)
    check_header(request, header)
    rows = _cells(open_text(request.opened, encoding, newline=""), header, delimiter, encoding)
    return Source(request.file, "CSV", encoding, whole(rows, request.file, encoding))


def check_header(request: Request, header: Iterable[str]) -> None:
    """Turns away a table that lacks a column that is needed.

    Args:
        request: What is read.
        header: The names of its columns.

    Raises:
        ReadError: No column holds the text, or one that the user names is not there.
    """
    header = tuple(header)
    names = ", ".join(repr(name[:40]) for name in header[:_MOST_NAMES]) + " …" * (len(header) > _MOST_NAMES)
    for ours, theirs in request.naming.given.items():
        if theirs not in header:
            raise request.failed(f"columns= names {theirs!r} for {ours}; the file has {names}")
    if not header:
        raise request.failed("it is empty: no cell has anything in it")
    if "text" not in request.naming.places(header):
        raise request.failed(
            f"no column for the text; it has {names}. Say which: columns={{'text': '…'}}, or rename it"
        )


def _cells(lines: io.TextIOWrapper, header: tuple[str, ...], delimiter: str, encoding: str) -> Iterator[Row | Fault]:
    with lines:
        for line, got in csv_rows(bounded_lines(lines), delimiter):
            if isinstance(got, str):
                yield Fault(line, f"broken CSV: {got}", "put the cell in quotation marks and double those inside it")
            else:
                yield bad_bytes(delimiter.join(got), line, encoding) or _csv_row(line, got, header)


def _csv_row(line: int, got: list[str], header: tuple[str, ...]) -> Row | Fault:
    if len(got) < len(header) or any(got[len(header) :]):
        reason = f"{len(got)} cells, but the header has {len(header)}"
        return Fault(line, reason, "put cells with a delimiter or a line break in quotation marks")
    return Row(line, dict(zip(header, got, strict=False)))
