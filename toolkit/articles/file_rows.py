"""What a reader is given and what it gives: the rows of one file, or why there are none."""

from __future__ import annotations

import csv
import lzma
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from toolkit.articles.decoding import lone_surrogate
from toolkit.errors import ReadError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from toolkit.articles.decoding import Opened
    from toolkit.articles.naming import Naming

__all__ = [
    "DAMAGED",
    "LONGEST_LINE",
    "Fault",
    "Request",
    "Row",
    "Source",
    "bad_bytes",
    "bounded_lines",
    "faulty",
    "forgiving",
    "read_whole",
    "whole",
]

DAMAGED = (EOFError, OSError, zlib.error, lzma.LZMAError, BadZipFile)
"""What reading raises where a file is cut off, packed wrongly or a bomb."""
LONGEST_LINE = 1 << 25
"""Characters of a line, an item or a text; longer ones are no article and would not fit into memory."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the file has it; `line` is the line, row, entry or record it starts in, from 1."""

    line: int
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that cannot be used, why, and what to do."""

    line: int
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes:
        file: Its path; inside an archive, the archive's path and the name in it.
        format: What it was taken for.
        encoding: The codec; empty where the format has its own.
        rows: Its rows, read as they are asked for.
        unit: What `line` counts: line, row, entry, record, article.
        note: What all its articles lack, to be said once.
    """

    file: Path
    format: str
    encoding: str
    rows: Iterator[Row | Fault]
    unit: str = "line"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader is asked to read.

    Attributes:
        file: Where the file lies, for messages.
        name: Its name within the folder or archive, by which an article without an id is called.
        opened: The open file.
        naming: What columns are called.
        encoding: The encoding that the user names.
        nested: Whether it lies in an archive.
    """

    file: Path
    name: PurePath
    opened: Opened
    naming: Naming
    encoding: str | None
    nested: bool = False

    @property
    def article_id(self) -> str:
        """The name without its last suffix and without ways out of the folder."""
        parts = [part for part in self.name.parts if part not in ("..", ".", "/", "\\")]
        name = "/".join(parts).removesuffix(".gz")
        return name.removesuffix(PurePath(name).suffix) or name

    def failed(self, what: str) -> ReadError:
        """An error that names the file.

        Args:
            what: What is wrong with it.
        """
        return ReadError(f"{self.file}: {what}")


def bounded_lines(stream: io.TextIOBase, most: int = LONGEST_LINE) -> Iterator[str | None]:
    r"""The lines of a text with their ends; None for one that is too long, which is never held whole.

    Args:
        stream: The text.
        most: Characters of the longest line.

    Examples:
        >>> import io
        >>> list(bounded_lines(io.StringIO("ab\nabcdefg\nc"), 4))
        ['ab\n', None, 'c']
    """
    while line := stream.readline(most):
        if len(line) < most or line.endswith(("\n", "\r")):
            yield line
            continue
        while (rest := stream.readline(most)) and not rest.endswith(("\n", "\r")):
            pass
        yield None


def bad_bytes(text: str, line: int, encoding: str) -> Fault | None:
    """The fault of a text whose bytes were not in the encoding.

    Args:
        text: The text of the row.
        line: The row's.
        encoding: The codec.
    """
    place = lone_surrogate(text)
    if place is None:
        return None
    code = ord(text[place])
    what = f"byte 0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"half a character, U+{code:04X},"
    remedy = "repair the row, or name the encoding of the whole file: encoding='cp1256'"
    return Fault(line, f"{what} at character {place + 1} is not {encoding.removesuffix('-sig').upper()}", remedy)


def whole(rows: Iterator[Row | Fault], file: Path, encoding: str, unit: str = "line") -> Iterator[Row | Fault]:
    """The rows; an error of the stream is said with the file's name and the last row that was whole.

    Args:
        rows: The rows.
        file: The file.
        encoding: The codec.
        unit: What rows are counted in.

    Raises:
        ReadError: The file is damaged.
    """
    line = 0
    try:
        for row in rows:
            line = row.line
            yield row
    except UnicodeError as error:
        reason = getattr(error, "reason", error)
        raise ReadError(f"{file}: not {encoding} after {unit} {line} ({reason}); name the encoding=") from error
    except (*DAMAGED, csv.Error) as error:
        raise ReadError(f"{file}: damaged after {unit} {line} ({error}); copy or download it again") from error


def forgiving(rows: Iterator[Row | Fault], file: Path) -> Iterator[Row | Fault]:
    """The rows of one file of several: where it is damaged it ends with a fault, and the other files go through.

    Args:
        rows: The rows.
        file: The file.
    """
    line = 0
    try:
        for row in rows:
            line = row.line
            yield row
    except ReadError as error:
        yield faulty(error, file, line + 1)


def faulty(error: ReadError, file: Path, line: int = 1) -> Fault:
    """The fault of a file that cannot be read.

    Args:
        error: Why.
        file: The file.
        line: Where.
    """
    return Fault(line, str(error).removeprefix(f"{file}: "), "convert or remove the file")


def read_whole(request: Request, most: int) -> bytes:
    """The bytes of a file that can only be read as a whole.

    Args:
        request: What to read.
        most: Bytes that it may have.

    Raises:
        ReadError: It has more, or is damaged.
    """
    try:
        content = request.opened.stream.read(most + 1)
    except DAMAGED as error:
        raise request.failed(f"cannot be read to its end ({error}); copy or download it again") from error
    if len(content) > most:
        raise request.failed(f"it has more than {most >> 20} MiB; a file of this kind is read whole, split it")
    return content
