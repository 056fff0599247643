"""Whether a text with angle brackets is a page or a feed."""

from __future__ import annotations

import re

__all__ = ["looks_like_feed", "looks_like_html"]

_START = 1 << 14
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


def looks_like_feed(head: str) -> bool:
    """Whether a file is an RSS or Atom feed.

    Args:
        head: Its start.

    Examples:
        >>> looks_like_feed('<?xml version="1.0"?><rss version="2.0"><channel>')
        True
    """
    start = head[:_START].lstrip()
    feed = _FEED.search(start) if start.startswith("<") else None
    page = _HTML.search(start) if feed else None
    return feed is not None and (page is None or feed.start() < page.start())


def looks_like_html(head: str, suffix: str) -> bool:
    """Whether a file is a page.

    Args:
        head: Its start.
        suffix: Of its name.
    """
    start = head[:_START].lstrip()
    return suffix in {".html", ".htm", ".xhtml"} or (start.startswith("<") and bool(_HTML.search(start)))
