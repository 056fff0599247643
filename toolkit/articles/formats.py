"""What kind of file it is, told by its content, and the rows in it."""

from __future__ import annotations

import codecs
import json
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from toolkit.articles.decoding import MARKS_OF_ORDER, Opened, guess_encoding, lone_surrogate, open_bytes, open_text
from toolkit.articles.delimited import csv_rows, header_of, sniff_delimiter
from toolkit.errors import ReadError

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from toolkit.articles.naming import Naming

__all__ = ["Fault", "Row", "Source", "open_sources", "other_files"]

_SUPPORTED = "JSON lines (.jsonl), CSV or TSV (.csv, .tsv), plain text (.txt), each also gzipped, or a folder of .txt"
_OTHER_KINDS = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook; unpack it, or save the sheet as 'CSV UTF-8'"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file; save it as 'CSV UTF-8' or as plain text"),
    (b"%PDF", "a PDF; extract its text first"),
    (b"PAR1", "a Parquet file; read it with pandas.read_parquet, the table can be used as it is"),
    (b"SQLite format 3", "an SQLite database; export the table as CSV"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row as the file has it; `line` is the line it starts in, from 1."""

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
        file: Its path.
        format: What it was taken for.
        encoding: The codec.
        header: The columns of a CSV.
        rows: Its rows, read as they are asked for.
    """

    file: Path
    format: str
    encoding: str
    header: tuple[str, ...] | None
    rows: Iterator[Row | Fault]


def open_sources(path: Path, naming: Naming, encoding: str | None) -> Iterator[Source | tuple[Path, Fault]]:
    """The files at `path`, each with its rows; in a folder, a file that cannot be read is a fault.

    Raises:
        ReadError: The path cannot be read at all.
    """
    if not path.is_dir():
        with open_bytes(path) as opened:
            yield _source(path, opened, naming, encoding)
        return
    for file in _text_files(path):
        # Each file closes once the next is asked for.
        with ExitStack() as stack:
            try:
                opened = stack.enter_context(open_bytes(file))
                source: Source | tuple[Path, Fault] = _plain(file, opened, encoding, file.relative_to(path))
            except ReadError as error:
                source = file, Fault(1, str(error).removeprefix(f"{file}: "), "convert or remove the file")
            yield source


def _visible(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if not any(part[0] == "." for part in file.relative_to(folder).parts))


def _is_text(file: Path) -> bool:
    return file.name.lower().removesuffix(".gz").endswith(".txt")


def other_files(path: Path) -> tuple[str, ...]:
    """The files of a folder that are not read, because they are no .txt.

    Args:
        path: A file, which has none, or a folder.
    """
    return tuple(str(file) for file in _visible(path) if not _is_text(file)) if path.is_dir() else ()


def _text_files(folder: Path) -> list[Path]:
    texts = [file for file in _visible(folder) if _is_text(file)]
    if not texts:
        others = [Path(file).name for file in other_files(folder)]
        names = ", ".join(others[:5]) + " …" * (len(others) > 5)
        has = f"it has {names}; give the file itself" if others else "it is empty"
        raise ReadError(f"{folder}: the folder has no .txt file; {has}")
    return texts


def _source(path: Path, opened: Opened, naming: Naming, encoding: str | None) -> Source:
    if not opened.head:
        raise ReadError(f"{path}: the file is empty; allowed: {_SUPPORTED}")
    for magic, what in _OTHER_KINDS:
        if opened.head.startswith(magic):
            raise ReadError(f"{path}: this is {what}. Allowed: {_SUPPORTED}")
    codec = _codec(opened, encoding, path)
    head = opened.head.decode(codec, "ignore")
    suffix = PurePath(opened.name).suffix.lower()
    if _is_json(head, suffix):
        if head.lstrip().startswith("[") and suffix == ".json":
            raise ReadError(
                f"{path}: this is one JSON array; write one object a line: jq -c '.[]' {path.name} > lines.jsonl"
            )
        rows = _json_rows(open_text(opened, codec, newline="\n"), codec)
        return Source(path, "JSON lines", codec, None, _whole(rows, path, codec))
    if suffix in {".csv", ".tsv"} or "text" in naming.places(header_of(head, sniff_delimiter(head, naming))):
        return _delimited(path, opened, codec, head, naming)
    if suffix == ".txt":
        return _plain(path, opened, codec, PurePath(path.name))
    raise ReadError(f"{path}: the kind of file is not known (it starts with {head[:30]!r}). Allowed: {_SUPPORTED}")


def _codec(opened: Opened, encoding: str | None, path: Path) -> str:
    if encoding is None:
        return guess_encoding(opened.head, str(path))
    try:
        "".encode(encoding)
    except LookupError:
        raise ReadError(f"encoding={encoding!r} is not known to Python; try 'cp1256', 'utf-8' or 'utf-16'") from None
    codec = codecs.lookup(encoding).name
    # A byte-order mark is no part of the text, also where the encoding is named.
    if codec.startswith(("utf-8", "utf-16")) and opened.head.startswith(MARKS_OF_ORDER):
        return guess_encoding(opened.head, str(path))
    return codec


def _is_json(head: str, suffix: str) -> bool:
    if suffix in {".jsonl", ".ndjson", ".json"}:
        return True
    if not head.lstrip().startswith("{"):
        return False
    if suffix != ".txt":
        return True
    try:  # a text may begin with a brace too
        json.loads(head.lstrip().split("\n", 1)[0])
    except ValueError:
        return False
    return True


def _whole(rows: Iterator[Row | Fault], path: Path, encoding: str) -> Iterator[Row | Fault]:
    """Errors of the stream, said with the file's name."""
    line = 0
    try:
        for row in rows:
            line = row.line
            yield row
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not {encoding} after line {line} ({error.reason}); name the encoding=") from error
    except (EOFError, OSError, zlib.error) as error:
        raise ReadError(f"{path}: damaged after line {line} ({error}); copy or download it again") from error


def bad_bytes(text: str, line: int, encoding: str) -> Fault | None:
    """The fault of a text whose bytes were not in the encoding."""
    place = lone_surrogate(text)
    if place is None:
        return None
    code = ord(text[place])
    what = f"byte 0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"half a character, U+{code:04X},"
    remedy = "repair the row, or name the encoding of the whole file: encoding='cp1256'"
    return Fault(line, f"{what} at character {place + 1} is not {encoding.removesuffix('-sig').upper()}", remedy)


def _json_rows(lines: io.TextIOWrapper, encoding: str) -> Iterator[Row | Fault]:
    with lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield bad_bytes(line, number, encoding) or _json_row(line, number)


def _json_row(line: str, number: int) -> Row | Fault:
    try:
        value = json.loads(line.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        return Fault(number, f"broken JSON at column {error.colno}: {error.msg}", "write one whole JSON object a line")
    except (ValueError, RecursionError) as error:
        return Fault(number, f"JSON that cannot be read: {error}", "write one whole JSON object a line")
    if not isinstance(value, dict):
        return Fault(
            number, f"the row is a JSON {_json_type(value)}, not an object", 'write {"text": "…"} on each line'
        )
    return Row(number, value)


def _json_type(value: object) -> str:
    names = {list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _delimited(path: Path, opened: Opened, encoding: str, head: str, naming: Naming) -> Source:
    delimiter = sniff_delimiter(head, naming)
    header = header_of(head, delimiter)
    names = ", ".join(repr(name[:40]) for name in header)
    for ours, theirs in naming.given.items():
        if theirs not in header:
            raise ReadError(f"{path}: columns= names {theirs!r} for {ours}; the file has {names}")
    if "text" not in naming.places(header):
        raise ReadError(
            f"{path}: no column for the text; it has {names}. Say which: columns={{'text': '…'}}, or rename it"
        )
    rows = _cells(open_text(opened, encoding, newline=""), header, delimiter, encoding)
    return Source(path, "CSV", encoding, header, _whole(rows, path, encoding))


def _cells(lines: io.TextIOWrapper, header: tuple[str, ...], delimiter: str, encoding: str) -> Iterator[Row | Fault]:
    with lines:
        for line, got in csv_rows(lines, delimiter):
            if isinstance(got, str):
                yield Fault(line, f"broken CSV: {got}", "put the cell in quotation marks and double those inside it")
            else:
                yield bad_bytes(delimiter.join(got), line, encoding) or _csv_row(line, got, header)


def _csv_row(line: int, got: list[str], header: tuple[str, ...]) -> Row | Fault:
    if len(got) < len(header) or any(got[len(header) :]):
        reason = f"{len(got)} cells, but the header has {len(header)}"
        return Fault(line, reason, "put cells with a delimiter or a line break in quotation marks")
    return Row(line, dict(zip(header, got, strict=False)))


def _plain(file: Path, opened: Opened, encoding: str | None, place: PurePath) -> Source:
    codec = _codec(opened, encoding, file)
    name = place.as_posix()
    for suffix in (".gz", ".txt"):
        if name.lower().endswith(suffix):
            name = name[: -len(suffix)]
    return Source(file, "plain text", codec, None, _whole(_one_text(opened, codec, name), file, codec))


def _one_text(opened: Opened, encoding: str, name: str) -> Iterator[Row | Fault]:
    with open_text(opened, encoding, newline="") as stream:
        text = stream.read()
    yield bad_bytes(text, 1, encoding) or Row(1, {"article_id": name, "text": text})
