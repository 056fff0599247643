"""WARC and ARC: the pages that a crawler stored."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from toolkit.articles.decoding import guess_encoding
from toolkit.articles.file_rows import DAMAGED, Fault, Row, Source, whole
from toolkit.articles.pages import MOST_BYTES, article_in
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.articles.file_rows import Request

__all__ = ["web_archive"]

_LONGEST_HEADERS = 1 << 20
_PIECE = 1 << 20
_PAGES = ("text/html", "application/xhtml+xml")
_BROKEN = (*DAMAGED, ArchiveLoadFailed, ValueError, KeyError, TypeError, AttributeError, IndexError)


def web_archive(request: Request) -> Source:
    """A web archive. Its rows are the pages in it; requests, images and scripts are none.

    Args:
        request: What to read.
    """
    return Source(request.file, "WARC", "", whole(_rows(request), request.file, "", "record"), "record")


class _BoundedHeaders:
    """The stream, which gives only so much while headers are read: the library would keep any number of them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.left: int | None = None

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        if self.left is not None:
            self.left -= len(part)
            if self.left < 0:
                raise OSError(f"the headers of a record are longer than {_LONGEST_HEADERS >> 20} MiB")
        return part


def _rows(request: Request) -> Iterator[Row | Fault]:
    number = 0
    stream = _BoundedHeaders(request.opened.stream)
    records = iter(ArchiveIterator(stream, arc2warc=True))
    while True:
        try:
            stream.left = _LONGEST_HEADERS
            record = next(records)
            stream.left = None
        except StopIteration:
            request.opened.stream.read(1)  # where the file is cut off, the library ends without a word; this does not
            return
        except _BROKEN as error:
            raise _damaged(request.file, number, error) from error
        number += 1
        row = _row(record, number, request.encoding)
        if row is not None:
            yield row
        try:
            while record.raw_stream.read(_PIECE):
                pass  # what is left of the record, so that headers alone come next
        except _BROKEN as error:
            raise _damaged(request.file, number, error) from error


def _row(record: Any, number: int, encoding: str | None) -> Row | Fault | None:
    try:
        kind = _kind(record)
        if kind is None:
            return None
        status = record.http_headers.get_statuscode() if record.http_headers else "200"
        if status and not status.startswith("2"):
            return Fault(number, f"the server answered {status}, without an article", "crawl the page again")
        content = record.content_stream().read(MOST_BYTES + 1)
    except _BROKEN as error:
        return Fault(number, f"the record is damaged ({error})", "crawl the page again")
    about = record.rec_headers
    if len(content) > MOST_BYTES:
        return Fault(number, f"the page has more than {MOST_BYTES >> 20} MiB", "save its text as .txt")
    try:
        codec = encoding or guess_encoding(content, "the page")
        text = content.decode(codec, "replace").removeprefix("\ufeff")
    except (ReadError, LookupError) as error:
        return Fault(number, str(error), "save its text as .txt")
    cells = article_in(text) if kind == "page" else {"text": text}
    if isinstance(cells, str):
        return Fault(number, f"{cells}: {about.get_header('WARC-Target-URI')}", "save its text as .txt")
    crawled, address = about.get_header("WARC-Date"), about.get_header("WARC-Target-URI")
    name = (about.get_header("WARC-Record-ID") or "").strip("<>").removeprefix("urn:uuid:")
    return Row(number, {**cells, "article_id": name or None, "url": address or cells.get("url"), "crawled": crawled})


def _kind(record: Any) -> str | None:
    """Whether a record is a page, a text that a crawler made of one, or neither."""
    if record.rec_type == "conversion":
        return "text"
    if record.rec_type not in ("response", "resource"):
        return None
    headers = record.http_headers or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().casefold()
    return "page" if kind in _PAGES else None


def _damaged(file: Path, number: int, error: BaseException) -> ReadError:
    return ReadError(f"{file}: the archive is damaged after record {number} ({error}); copy or download it again")
