"""A text file: one article, or the articles of a press database's export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.articles.decoding import open_text
from toolkit.articles.file_rows import LONGEST_LINE, Fault, Row, Source, bad_bytes, whole
from toolkit.articles.press_exports import press_export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.articles.file_rows import Request

__all__ = ["plain", "text_source"]


def plain(request: Request, encoding: str) -> Source:
    """A file of plain text.

    Args:
        request: What to read.
        encoding: The codec.
    """
    export = press_export(request.opened.head.decode(encoding, "ignore"))
    form, unit = ("plain text", "line") if export is None else (f"plain text, {export.name} export", "article")
    rows = _rows(request, encoding)
    return Source(request.file, form, encoding, whole(rows, request.file, encoding, unit), unit)


def text_source(request: Request, text: str, form: str) -> Source:
    """The articles in a text that was taken out of a file: those of an export, or one.

    Args:
        request: What was read.
        text: Its text.
        form: What the file was.
    """
    export = press_export(text)
    if export is not None:
        return Source(request.file, f"{form}, {export.name} export", "", export.rows(text), "article")
    return Source(request.file, form, "", iter([Row(1, {"article_id": request.article_id, "text": text})]), "article")


def _rows(request: Request, encoding: str) -> Iterator[Row | Fault]:
    with open_text(request.opened, encoding, newline="") as stream:
        text = stream.read(LONGEST_LINE + 1)
    if len(text) > LONGEST_LINE:
        yield Fault(1, f"the text is longer than {LONGEST_LINE:,} characters", "split the file into its articles")
        return
    export = press_export(text)
    if export is not None:
        yield from export.rows(text)
    else:
        yield bad_bytes(text, 1, encoding) or Row(1, {"article_id": request.article_id, "text": text})
