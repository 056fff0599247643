"""How a source is called: its words without marks around them, short forms in brackets, and what describes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis

__all__ = ["DESCRIBED", "LATIN_BRACKET", "aliases_of", "one_line", "unbracketed", "unquoted"]

DESCRIBED = re.compile(r"[،,]\s+(?:ال|وال).*", re.DOTALL)
"""What describes a body behind its name and a comma."""
LATIN_BRACKET = re.compile(r" ?\([A-Za-z][A-Za-z .&'-]{1,40}\)")


def unbracketed(analysis: Analysis, at: int, last: int) -> int:
    """Where a description ends ahead of a short form in brackets at its end."""
    texts = analysis.tokens.texts
    if texts[last - 1] not in (")", "]"):
        return last
    return next((i for i in range(last - 2, max(at, last - 8), -1) if texts[i] in ("(", "[")), last)


_MARKS = frozenset("\"'«»“”„()")


def unquoted(label: str) -> str:
    """A label without marks around the whole of it, nor marks and brackets whose other half stands elsewhere."""
    if _MARKS.isdisjoint(label):
        return label.strip()  # most labels
    label = _within_brackets(label).strip()
    if label[:1] == '"' and label.count('"') == 2 and label[-1] != '"':
        return label.replace('"', "")  # "القناة 9" المحلية
    label = _paired(label).strip()
    return label.strip("\"«»“”'") if label[:1] in "\"«»“”'" else label


def _within_brackets(label: str) -> str:
    """A label up to a bracket that it does not close, or did not open: رويترز) بيانات."""
    opened, closed = label.rfind("("), label.find(")")
    if opened > 0 and ")" not in label[opened:]:
        return label[:opened]
    return label[:closed] if closed > 0 and "(" not in label[:closed] else label


def _paired(label: str) -> str:
    """A label without a mark that stands alone: وكالة الأنباء "وفا."""
    if label.count('"') == 1:
        label = label.replace('"', "")
    for mark, others in _OTHER_HALVES.items():
        if mark in label and not any(other in label for other in others):
            label = label.replace(mark, "")
    return label


_OTHER_HALVES = {"«": "»", "»": "«", "“": "”", "”": "“„", "„": "”"}
"""With which mark a pair of marks is closed or opened."""


def one_line(label: str | None) -> str | None:
    """A label as it stands in a table: no line breaks, and one blank where the text has several."""
    return " ".join(label.split()) if label is not None else None


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
