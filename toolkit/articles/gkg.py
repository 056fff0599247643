"""GDELT's Global Knowledge Graph: what it knows of an article, which is all but its text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from toolkit.articles.decoding import open_text
from toolkit.articles.file_rows import LONGEST_LINE, Fault, Row, Source, bad_bytes, bounded_lines, whole

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from toolkit.articles.file_rows import Request

__all__ = ["gkg", "looks_like_gkg"]

_FIRST_CELLS = re.compile(r"\d{14}-T?\d+\t\d{14}\t")
# Version 2.1 of the codebook, in its order; the file itself has no header.
_COLUMNS = (
    "gkgrecordid date sourcecollection outlet url counts counts_v2 themes themes_v2 locations locations_v2 persons "
    "persons_v2 organizations organizations_v2 tone dates gcam sharingimage relatedimages socialimages socialvideos "
    "quotations allnames amounts translationinfo extras"
).split()
_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>")
_KEPT = ("themes", "persons", "organizations", "tone", "quotations", "translationinfo")
_NOTE = "GKG has no texts: the text is the headline alone (PAGE_TITLE)"


def looks_like_gkg(head: str) -> bool:
    """Whether a file is a GKG table of version 2.

    Args:
        head: Its start.
    """
    return bool(_FIRST_CELLS.match(head)) and head.split("\n", 1)[0].count("\t") == len(_COLUMNS) - 1


def gkg(request: Request, encoding: str) -> Source:
    """A GKG table.

    Args:
        request: What to read.
        encoding: The codec.
    """
    rows = _rows(open_text(request.opened, encoding, newline="\n"), encoding)
    return Source(request.file, "GDELT GKG", encoding, whole(rows, request.file, encoding), note=_NOTE)


def _rows(lines: io.TextIOWrapper, encoding: str) -> Iterator[Row | Fault]:
    with lines:
        for number, line in enumerate(bounded_lines(lines), 1):
            if line is None:
                yield Fault(number, f"it is longer than {LONGEST_LINE:,} characters", "remove the row")
            elif line.strip():
                yield bad_bytes(line, number, encoding) or _row(line.rstrip("\r\n"), number)


def _row(line: str, number: int) -> Row | Fault:
    got = line.split("\t")
    if len(got) != len(_COLUMNS):
        return Fault(number, f"{len(got)} cells, but GKG has {len(_COLUMNS)}", "download the file again")
    cells = dict(zip(_COLUMNS, got, strict=True))
    title = _TITLE.search(cells["extras"])
    if not title or not title.group(1).strip():
        return Fault(number, "GKG gives no title of the page, and has no texts", "fetch the page from its address")
    day = cells["date"]
    own: dict[str, Any] = {
        "article_id": cells["gkgrecordid"],
        "outlet": cells["outlet"],
        "published": f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[8:10]}:{day[10:12]}:{day[12:14]}Z",
        "text": html.unescape(title.group(1).strip()),
        "url": cells["url"],
    }
    return Row(number, {**own, **{name: cells[name] for name in _KEPT}})
