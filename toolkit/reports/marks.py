"""Marks on a text, cut into segments so that they may overlap, nest and share ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from toolkit.reports.markup import direction, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["LEGEND", "STYLES", "Mark", "Role", "marked_html"]

Role = Literal["content", "cue", "source"]

# Colour never stands alone: each kind has its own line, the cue is bold, the source is boxed. No horizontal padding,
# border or margin, which would break the joining of the letters at both ends of a segment.
STYLES: dict[str, str] = {
    "tk-mark": "background:none;color:inherit;-webkit-box-decoration-break:clone;box-decoration-break:clone;"
    "-webkit-print-color-adjust:exact;print-color-adjust:exact",
    "tk-direct": "background:#d7e6f4;border-bottom:2px solid #1f4e79",
    "tk-mixed": "background:#e6f1ef;border-bottom:4px double #2b6b63",
    "tk-indirect": "background:#fbf0db;border-bottom:2px dashed #a86a12",
    "tk-declined": "background:#ececec;border-bottom:2px dotted #444",
    "tk-nested": "border-top:1px solid #555",
    "tk-source": "outline:1px solid #5d6670;outline-offset:-1px",
    "tk-cue": "font-weight:700;color:#8c1d18",
}

# what each look means, with the classes that give it
LEGEND: dict[str, str] = {
    "direct": "tk-direct",
    "mixed": "tk-mixed",
    "indirect": "tk-indirect",
    "declined": "tk-declined",
    "inside another": "tk-indirect tk-nested",
    "cue": "tk-cue",
    "source": "tk-source",
}

_LINES = re.compile(r"[^\r\n]+|[\r\n]+")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One stretch of a text that a relation marks.

    Attributes:
        start: Where it begins, in code points.
        end: Where it ends.
        number: The place of the relation in its article, from 1.
        role: Whether it is content, cue or source.
        kind: The kind of the relation.
        note: What a reader sees on pointing at it.
        names: Whether the relation's number is shown, and linked to, here.
    """

    start: int
    end: int
    number: int
    role: Role
    kind: str = field(compare=False)
    note: str = field(compare=False)
    names: bool = field(default=False, compare=False)


def marked_html(
    text: str, marks: Iterable[Mark], *, anchor: str = "", inline_styles: bool = True, tag: str = "p"
) -> str:
    """A text as HTML in which every mark shows; without its tags it is the text again.

    Args:
        text: The raw text; each of its lines becomes one element.
        marks: What to mark, in any order, overlapping or not.
        anchor: What the ids begin with; without it there are no ids.
        inline_styles: Whether each mark brings its style along, for places that drop style sheets.
        tag: The element for a line.

    Returns:
        Lines as elements, with the newlines of the text between them.

    Raises:
        ValueError: A mark ends beyond the text, so that it was made from another one.

    Examples:
        >>> mark = Mark(0, 3, 1, "cue", "direct", "direct")
        >>> marked_html("قال نعم", [mark], inline_styles=False)
        '<p dir="rtl"><mark class="tk-mark tk-cue" title="direct">قال</mark> نعم</p>'
    """
    kept = sorted(mark for mark in marks if mark.start < mark.end)
    for mark in kept:
        if mark.start < 0 or mark.end > len(text):
            raise ValueError(
                f"{mark.role} of quotation {mark.number} is [{mark.start}, {mark.end}), but the text has {len(text)} "
                "characters. Offsets are code points of the raw text: highlight the text the quotations were made from."
            )
    parts = []
    for line in _LINES.finditer(text):
        if not line.group().strip():
            parts.append(escaped(line.group()))
            continue
        inside = "".join(
            _segment_html(text, segment, anchor=anchor, inline_styles=inline_styles)
            for segment in _segments(line.start(), line.end(), kept)
        )
        parts.append(f'<{tag} dir="{direction(line.group())}">{inside}</{tag}>')
    return "".join(parts)


class _Segment(NamedTuple):
    start: int
    end: int
    active: list[Mark]


def _segments(start: int, end: int, marks: list[Mark]) -> Iterator[_Segment]:
    """The stretches of a line over which the same marks hold, with these marks."""
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    ends = {start, end, *(mark.start for mark in here), *(mark.end for mark in here)}
    cuts = sorted(cut for cut in ends if start <= cut <= end)
    for left, right in pairwise(cuts):
        yield _Segment(left, right, [mark for mark in here if mark.start <= left and right <= mark.end])


def _segment_html(text: str, segment: _Segment, *, anchor: str, inline_styles: bool) -> str:
    start, end, active = segment
    words = escaped(text[start:end])
    if not active:
        return words
    classes = _classes(active)
    attributes = [f'class="{" ".join(classes)}"']
    first = next((mark for mark in active if mark.names and mark.start == start), None)
    last = next((mark for mark in active if mark.names and mark.end == end), None)
    if anchor and first:
        attributes.append(f'id="{escaped(anchor)}-{first.number}"')
    if last:
        # shown by the style sheet after the segment, so that the text itself has no character more
        attributes.append(f'data-number="{last.number}"')
    if inline_styles:
        attributes.append(f'style="{";".join(STYLES[name] for name in classes)}"')
    notes = dict.fromkeys(mark.note for mark in sorted(active, key=_innermost_first))
    attributes.append(f'title="{escaped(chr(10).join(notes))}"')
    return f"<mark {' '.join(attributes)}>{words}</mark>"


def _classes(active: list[Mark]) -> list[str]:
    contents = sorted((mark for mark in active if mark.role == "content"), key=_innermost_first)
    roles = {mark.role for mark in active}
    declined = any(mark.kind == "declined" for mark in active)
    kind = [f"tk-{contents[0].kind}"] if contents else ["tk-declined"] if declined else []
    nested = ["tk-nested"] if len(contents) > 1 else []
    return ["tk-mark", *kind, *nested, *(f"tk-{role}" for role in ("source", "cue") if role in roles)]


def _innermost_first(mark: Mark) -> tuple[int, int]:
    return (mark.end - mark.start, mark.number)
