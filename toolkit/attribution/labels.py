"""How a source is called: its words without marks around them, short forms in brackets, and what describes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis

__all__ = ["DESCRIBED", "LATIN_BRACKET", "aliases_of", "unbracketed", "unquoted"]

DESCRIBED = re.compile(r"[،,]\s+(?:ال|وال).*", re.DOTALL)
"""What describes a body behind its name and a comma."""
LATIN_BRACKET = re.compile(r" ?\([A-Za-z][A-Za-z .&'-]{1,40}\)")


def unbracketed(analysis: Analysis, at: int, last: int) -> int:
    """Where a description ends ahead of a short form in brackets at its end."""
    texts = analysis.tokens.texts
    if texts[last - 1] not in (")", "]"):
        return last
    return next((i for i in range(last - 2, max(at, last - 8), -1) if texts[i] in ("(", "[")), last)


_CLOSING = "»”"
_OPENING = ("«", "“„")


def unquoted(label: str) -> str:
    """A label without marks around the whole of it; a mark that belongs to a part of it stays."""
    label = label.strip()
    if label[:1] == '"' and label.count('"') == 2 and label[-1] != '"':
        return label.replace('"', "")  # "القناة 9" المحلية
    if label and label[-1] in _CLOSING and not any(mark in label for mark in _OPENING[_CLOSING.index(label[-1])]):
        label = label[:-1]
    return label.strip("\"«»“”'") if label[:1] in "\"«»“”'" else label


def aliases_of(analysis: Analysis, first: int, last: int) -> tuple[str, ...]:
    """What stands in marks or brackets in the phrase, or in brackets behind it: القيادة المركزية «سنتكوم»."""
    texts = analysis.tokens.texts
    if texts[last : last + 1] == ["("]:
        last = next((i + 1 for i in range(last + 1, min(len(texts), last + 5)) if texts[i] == ")"), last)
    found = []
    start: int | None = None
    for i in range(first, last):
        if not analysis.words[i].key and analysis.tokens.kinds[i] != "number":
            if start is not None and i > start:
                found.append(analysis.text(start, i))
                start = None
            elif i > first:
                start = i + 1
    return tuple(found)
