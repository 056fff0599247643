"""HTML pages: the article in them by trafilatura, and what the page says of it by itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import trafilatura
from lxml import etree

from toolkit.articles.file_rows import Fault, Row, Source, read_whole
from toolkit.articles.fragments import fragment_text, parsed
from toolkit.articles.press_exports import press_export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.articles.file_rows import Request

__all__ = ["MOST_BYTES", "article_in", "page_file"]

MOST_BYTES = 1 << 23
"""Of a page; the largest pages of news have a tenth of it."""
_MOST_ELEMENTS = 100_000  # trafilatura takes half a millisecond for one
_DEEPEST = 500  # elements in each other; pages have about 30
_NO_ARTICLE = "no article was found in the page"
_REMEDY = "save the text of the article as .txt"

# What pages say of themselves, the most exact first. Dates are taken as written: to look for one in the words of an
# Arabic page gives wrong ones.
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "published": ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate"),
    "outlet": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "author": ("author", "article:author", "dc.creator"),
    "section": ("article:section",),
    "url": ("og:url",),
}
_LINKED_DATA = {"title": "headline", "published": "datePublished", "author": "author", "section": "articleSection"}
_ARTICLES = ("NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage")


def page_file(request: Request, encoding: str) -> Source:
    """A file that is one page; a press database's export in HTML has many articles.

    Args:
        request: What to read.
        encoding: The codec.

    Raises:
        ReadError: It is too long or damaged.
    """
    markup = read_whole(request, MOST_BYTES).decode(encoding, "replace").removeprefix("\ufeff")
    if "ocument" in markup or "مستند" in markup:
        text = fragment_text(markup)
        export = press_export(text)
        if export is not None:
            return Source(request.file, f"HTML, {export.name} export", encoding, export.rows(text), "article")
    return Source(request.file, "HTML", encoding, _one(markup, request), "page")


def _one(markup: str, request: Request) -> Iterator[Row | Fault]:
    cells = article_in(markup)
    if isinstance(cells, str):
        yield Fault(1, cells, _REMEDY)
    else:
        yield Row(1, {"article_id": request.article_id, **cells})


def article_in(markup: str) -> dict[str, Any] | str:
    """The article in a page, or why there is none.

    Args:
        markup: The page.
    """
    tree = parsed(markup)
    if tree is None:
        return "the page has no HTML in it"
    strange = _strange(tree)
    if strange:
        return strange
    about = _about(tree)
    try:
        # Article and page alone: comments are others' words.
        text = trafilatura.extract(tree, include_comments=False, include_tables=False, include_formatting=False)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError) as error:
        return f"{_NO_ARTICLE} ({type(error).__name__})"
    if not text:
        return _NO_ARTICLE
    first, _, rest = text.partition("\n")
    if rest and " ".join(first.split()) in {about["title"], *_headings(tree, "h1")}:
        text = rest  # the headline is no part of the text: what is said in it would count twice
    return {**{name: value for name, value in about.items() if value}, "text": text}


def _strange(tree: Any) -> str | None:
    """What no page of news has, and what would take very long."""
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST:
            return f"elements of the page stand in each other more than {_DEEPEST} deep"
        if elements > _MOST_ELEMENTS:
            return f"the page has more than {_MOST_ELEMENTS:,} elements"
    return None


def _about(tree: Any) -> dict[str, str | None]:
    meta: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").casefold()
        meta.setdefault(name, (element.get("content") or "").strip())
    linked = _linked_data(tree)
    found: dict[str, str | None] = {}
    for ours, names in _META.items():
        said = next((meta[name] for name in names if meta.get(name)), None)
        found[ours] = said or _plain(linked.get(_LINKED_DATA.get(ours, "")))
    found["outlet"] = found["outlet"] or _plain(linked.get("publisher"))
    found["published"] = found["published"] or next((time.get("datetime") for time in tree.iter("time")), None)
    canonical = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
    found["url"] = found["url"] or next(canonical, None)
    for name in ("h1", "title"):
        found["title"] = found["title"] or next(filter(None, _headings(tree, name)), None)
    return found


def _headings(tree: Any, name: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.iter(name)]


def _linked_data(tree: Any) -> dict[str, Any]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().casefold() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        for entry in graph if isinstance(graph, list) else [graph]:
            kinds = entry.get("@type") if isinstance(entry, dict) else None
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return dict(entry)
    return {}


def _plain(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_plain, value[:20]))) or None
    return value.strip() or None if isinstance(value, str) else None
