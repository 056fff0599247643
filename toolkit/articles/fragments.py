"""The words of a piece of HTML as a reader sees them: spaces of the markup collapsed, blocks on lines of their own."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

__all__ = ["fragment_text", "parsed"]

_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINES = re.compile(r"[ \t]*\n[ \t\n]*")
_UNSEEN = frozenset("script style template noscript head iframe object svg math select textarea".split())
_BLOCKS = frozenset(
    "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table tr ul".split()
)


def parsed(markup: str) -> Any:
    """The tree of a page or a piece of one; None where there is nothing in it.

    Args:
        markup: HTML.
    """
    # As bytes: lxml takes no text that says an encoding. NUL would end the page.
    content = markup.replace("\x00", "\ufffd").encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def fragment_text(markup: str) -> str:
    r"""All words of a piece of HTML, each block on a line.

    Args:
        markup: The piece.

    Examples:
        >>> fragment_text("<p>قال <b>الوزير</b>، ثم صمت</p>\n<p>وذهب</p><table><tr><td>أ<td>ب</table>")
        'قال الوزير، ثم صمت\nوذهب\nأ ب'
    """
    tree = parsed(markup)
    if tree is None:
        return ""
    parts: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_start = event == "start"
        hidden += (1 if is_start else -1) if element.tag in _UNSEEN else 0
        if element.tag in _BLOCKS:
            parts.append("\n")
        elif element.tag in ("td", "th"):
            parts.append(" ")
        text = element.text if is_start else element.tail
        if text and not hidden:
            parts.append(_SPACE.sub(" ", text))
    return _LINES.sub("\n", re.sub(" {2,}", " ", "".join(parts))).strip()
