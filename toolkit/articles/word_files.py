"""DOCX: one article, or the articles of a press database's export."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import OpcError
from lxml import etree

from toolkit.articles.file_rows import DAMAGED
from toolkit.articles.plain import text_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.articles.file_rows import Request, Source

__all__ = ["office"]

_BROKEN = (
    *DAMAGED, OpcError, etree.LxmlError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError,
    NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {f"{_WORDS}tab": "\t", f"{_WORDS}br": "\n", f"{_WORDS}cr": "\n", f"{_WORDS}noBreakHyphen": "-"}


def office(request: Request, stream: IO[bytes]) -> Iterator[Source]:
    """A Word file.

    Args:
        request: What to read.
        stream: The file, seekable.

    Raises:
        ReadError: It is damaged.
    """
    try:
        body = docx.Document(stream).element.body
        text = "\n".join(map(_text, body.iter(f"{_WORDS}p")))
    except _BROKEN as error:
        reason = f"{type(error).__name__}: {error}".partition("\n")[0][:200]
        raise request.failed(f"the Word file is damaged ({reason}); open it in Word and save it again") from error
    yield text_source(request, text, "DOCX")


def _text(paragraph: Any) -> str:
    """The words of a paragraph, those of links and tables too, without what was deleted under review."""
    return "".join(_SIGNS.get(part.tag) or part.text or "" for part in paragraph.iter(f"{_WORDS}t", *_SIGNS))
