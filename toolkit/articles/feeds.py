"""RSS and Atom: each entry with the text that the feed has of it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import feedparser

from toolkit.articles.file_rows import Fault, Row, Source, read_whole
from toolkit.articles.fragments import fragment_text
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.articles.file_rows import Request

__all__ = ["feed"]

_MOST_BYTES = 1 << 23
_LONGEST_PROLOGUE = 1 << 14
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
_ELEMENT = re.compile(r"<[A-Za-z]")
_ENTRY = re.compile(r"<(?:item|entry)[\s>/]", re.IGNORECASE)
_NOTE = "feeds often have the first lines of an article, not all of it"


def feed(request: Request, encoding: str) -> Source:
    """A feed.

    Args:
        request: What to read.
        encoding: The codec.

    Raises:
        ReadError: It is too long, or no feed.
    """
    text = read_whole(request, _MOST_BYTES).decode(encoding, "replace").removeprefix("\ufeff")
    declared = _DECLARATION.match(text)
    text = text[declared.end() if declared else 0 :].lstrip()
    start = _ELEMENT.search(text)
    if start is None or start.start() > _LONGEST_PROLOGUE or "<!ENTITY" in text[: start.start()]:
        raise request.failed("the feed begins with declarations of its own, which no feed needs; save it anew")
    try:
        found = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError) as error:
        raise ReadError(f"{request.file}: the feed is damaged ({type(error).__name__}: {error})") from error
    version = {"rss": "RSS", "ato": "Atom"}.get((found.get("version") or "")[:3], "feed")
    return Source(request.file, version, encoding, _rows(found, _places(text)), "entry", note=_NOTE)


def _places(text: str) -> int:
    return sum(1 for _ in _ENTRY.finditer(text))


def _rows(found: Any, entries: int) -> Iterator[Row | Fault]:
    outlet = _cell(found.get("feed", {}), "title")
    number = 0
    for number, entry in enumerate(found["entries"], 1):
        yield _row(entry, number, outlet)
    for missing in range(number + 1, entries + 1):
        yield Fault(missing, "the entry could not be read: the feed is damaged before or in it", "download it again")


def _row(entry: Any, number: int, outlet: str | None) -> Row | Fault:
    bodies = [str(part.get("value") or "") for part in entry.get("content", []) if isinstance(part, dict)]
    markup = max([*bodies, str(entry.get("summary") or "")], key=len)
    text = fragment_text(markup) if "<" in markup or "&" in markup else markup.strip()
    if not text:
        return Fault(number, "the entry has a headline but no text", "fetch the article from its address")
    tags = [str(tag.get("term")) for tag in entry.get("tags", []) if isinstance(tag, dict) and tag.get("term")]
    source, address = entry.get("source"), _cell(entry, "link")
    return Row(
        number,
        {
            "article_id": _cell(entry, "id"),
            "outlet": (_cell(source, "title") if isinstance(source, dict) else None) or outlet,
            "published": _cell(entry, "published") or _cell(entry, "updated"),
            "title": fragment_text(_cell(entry, "title") or "") or None,
            "text": text,
            "url": address if address and "://" in address else None,
            "author": _cell(entry, "author"),
            "section": ", ".join(tags) or None,
        },
    )


def _cell(entry: Any, name: str) -> str | None:
    # The library's own look-up answers for one date with another, and warns of it.
    value = dict.get(entry, name)
    return value.strip() or None if isinstance(value, str) else None
