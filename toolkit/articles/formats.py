"""What kind of file it is, told by its content, and the rows in it."""

from __future__ import annotations

import codecs
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from toolkit.articles.decoding import MARKS_OF_ORDER, Opened, guess_encoding
from toolkit.articles.delimited import delimited, header_of, sniff_delimiter
from toolkit.articles.gkg import gkg, looks_like_gkg
from toolkit.articles.json_rows import json_level, json_lines, json_list, looks_like_json
from toolkit.articles.markup_kinds import looks_like_feed, looks_like_html
from toolkit.articles.plain import plain
from toolkit.articles.unpacking import check_parts, seekable
from toolkit.errors import ReadError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Generator, Iterator
    from typing import IO

    from toolkit.articles.file_rows import Request, Source

__all__ = ["SUFFIXES", "SUPPORTED", "is_zip", "office_sources", "sources_of"]

SUPPORTED = (
    "CSV or TSV, JSON or JSON lines, Parquet, XLSX, plain text, HTML, RSS or Atom, WARC, RTF, DOCX, GDELT GKG, each "
    "also gzipped, a ZIP archive or a folder of these"
)
SUFFIXES = frozenset(
    ".csv .tsv .tab .psv .jsonl .ndjson .json .parquet .xlsx .xlsm .txt .html .htm .xhtml .rss .atom .xml .warc .arc "
    ".rtf .docx .doc .xls .ods .odt .pdf .zip".split()
)
"""A file of another name, in a folder or an archive, is read where its content is known, and ignored where not."""
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file; save it as XLSX or DOCX"),
    (b"%PDF", "a PDF; extract its text first"),
    (b"SQLite format 3", "an SQLite database; export the table as CSV"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"BZh", "packed with bzip2; unpack it first: bunzip2"),
    (b"\xfd7zXZ", "packed with xz; unpack it first: unxz"),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard; unpack it first: unzstd"),
)
_OFFICE = {
    "xl/workbook.xml": "toolkit.articles.workbooks",
    "word/document.xml": "toolkit.articles.word_files",
}
_NEEDED = {
    "toolkit.articles.pages": ("HTML pages", "trafilatura"),
    "toolkit.articles.web_archives": ("web archives", "warcio"),
    "toolkit.articles.feeds": ("feeds", "feedparser"),
    "toolkit.articles.rich_text": ("RTF", "striprtf"),
    "toolkit.articles.word_files": ("DOCX", "python-docx"),
}


def sources_of(request: Request) -> Generator[Source]:
    """The rows of one file that is no archive of files; several where it is a workbook of sheets.

    Args:
        request: What to read.

    Raises:
        ReadError: It cannot be read.
    """
    head = request.opened.head
    if not head:
        raise request.failed(f"the file is empty; allowed: {SUPPORTED}")
    for magic, what in _OTHER_KINDS:
        if head.startswith(magic):
            raise request.failed(f"this is {what}. Allowed: {SUPPORTED}")
    if head[257:262] == b"ustar":
        raise request.failed(f"this is a tar archive; unpack it first: tar -xf. Allowed: {SUPPORTED}")
    if head.startswith(b"PAR1"):
        with seekable(request.opened, request.file) as stream:
            yield _reader("toolkit.articles.parquet_rows", request).parquet(request, stream)
    elif head.startswith(b"{\\rtf"):
        yield _reader("toolkit.articles.rich_text", request).rich_text(request)
    elif head.startswith((b"WARC/", b"filedesc://")):
        yield _reader("toolkit.articles.web_archives", request).web_archive(request)
    else:
        yield _text_source(request)


def is_zip(opened: Opened) -> bool:
    """Whether it is a ZIP archive, which workbooks and Word files are too.

    Args:
        opened: The open file.
    """
    return opened.head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def office_sources(request: Request, archive: zipfile.ZipFile, stream: IO[bytes]) -> Iterator[Source] | None:
    """The rows of a workbook or a Word file; None where the archive is neither.

    Args:
        request: What to read.
        archive: The archive, open.
        stream: The same, as a stream.

    Raises:
        ReadError: It cannot be read.
    """
    names = set(archive.namelist())
    for part, module in _OFFICE.items():
        if part in names:
            check_parts(archive, request.file)
            found: Iterator[Source] = _reader(module, request).office(request, stream)
            return found
    if "mimetype" in names:
        raise request.failed(f"this is an OpenDocument file or a book; save it as XLSX or DOCX. Allowed: {SUPPORTED}")
    return None


def _reader(module: str, request: Request) -> Any:
    """A reader whose library may not be installed: the set-up stays light where it is not needed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if module not in _NEEDED or (error.name or "").startswith("toolkit"):
            raise
        what, library = _NEEDED[module]
        raise request.failed(
            f"reading {what} needs {library}, which is not installed ({error.name} is missing); "
            "install it: pip install 'arabic-media-toolkit[formats]'"
        ) from None


def _text_source(request: Request) -> Source:
    opened = request.opened
    codec = _codec(opened, request.encoding, str(request.file))
    head = opened.head.decode(codec, "ignore").removeprefix("\ufeff")
    suffix = PurePath(opened.name).suffix.lower()
    if looks_like_feed(head):
        feed: Source = _reader("toolkit.articles.feeds", request).feed(request, codec)
        return feed
    if looks_like_html(head, suffix):
        page: Source = _reader("toolkit.articles.pages", request).page_file(request, codec)
        return page
    if looks_like_json(head, suffix):
        level = json_level(head, request.naming)
        return json_lines(request, codec) if level is None else json_list(request, codec, level)
    if looks_like_gkg(head):
        return gkg(request, codec)
    if suffix in {".csv", ".tsv", ".tab", ".psv"} or _has_a_header(request, head):
        return delimited(request, codec, head)
    if suffix == ".txt":
        return plain(request, codec)
    raise request.failed(f"the kind of file is not known (it starts with {head[:30]!r}). Allowed: {SUPPORTED}")


def _has_a_header(request: Request, head: str) -> bool:
    header = header_of(head, sniff_delimiter(head, request.naming))
    return "text" in request.naming.places(header)


def _codec(opened: Opened, encoding: str | None, name: str) -> str:
    if encoding is None:
        return guess_encoding(opened.head, name)
    try:
        "".encode(encoding)
    except LookupError:
        raise ReadError(f"encoding={encoding!r} is not known to Python; try 'cp1256', 'utf-8' or 'utf-16'") from None
    codec = codecs.lookup(encoding).name
    # A byte-order mark is no part of the text, also where the encoding is named.
    if codec.startswith(("utf-8", "utf-16")) and opened.head.startswith(MARKS_OF_ORDER):
        return guess_encoding(opened.head, name)
    return codec
