"""Spans of a raw text, and a view of it that remembers where each character came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from toolkit.text import characters as ch

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["AlignedText", "Edit", "Span"]

_CLINGING = frozenset(
    ch.TASHKEEL + ch.SUPERSCRIPT_ALEF + ch.COMBINING + ch.HONORIFIC_MARKS + ch.QURANIC_MARKS + ch.TATWEEL
)
"""What belongs to the letter before it even where the view drops it."""


class Span(NamedTuple):
    """A half-open range of Unicode code points.

    Examples:
        >>> Span(2, 5).of("السلام")
        'سلا'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


class Edit(NamedTuple):
    """The characters `start` to `end` become `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A view of a raw text with an exact map both ways.

    Only the places that differ are kept, so the map is as small as the change.

    Attributes:
        raw: The raw text.
        text: The view.
    """

    raw: str
    text: str
    _raw_starts: tuple[int, ...] = field(default=(), repr=False)
    _raw_ends: tuple[int, ...] = field(default=(), repr=False)
    _starts: tuple[int, ...] = field(default=(), repr=False)
    _ends: tuple[int, ...] = field(default=(), repr=False)

    @classmethod
    def edited(cls, raw: str, edits: Iterable[Edit]) -> AlignedText:
        """The view that the edits make of `raw`; they are in order and do not overlap."""
        pieces: list[str] = []
        places: list[tuple[int, int, int, int]] = []
        at = length = 0
        for edit in edits:
            pieces.append(raw[at : edit.start])
            length += edit.start - at
            pieces.append(edit.new)
            places.append((edit.start, edit.end, length, length + len(edit.new)))
            length += len(edit.new)
            at = edit.end
        pieces.append(raw[at:])
        columns = zip(*places, strict=True) if places else ((), (), (), ())
        return cls(raw, "".join(pieces), *map(tuple, columns))

    def raw_span(self, start: int, end: int) -> Span:
        """Where the view's `start` to `end` stands in the raw text.

        Inside a replacement both ends widen to the whole of what was replaced.
        Marks dropped behind the last character belong to it.

        Raises:
            IndexError: The range does not lie within the view.
        """
        first, last = _mapped(start, end, len(self.text), self._starts, self._ends, self._raw_starts, self._raw_ends)
        if first < last:
            edit = bisect_left(self._raw_starts, last)
            while edit < len(self._raw_starts) and self._raw_starts[edit] == last and self.raw[last] in _CLINGING:
                last = self._raw_ends[edit]
                edit += 1
        return Span(first, last)

    def text_span(self, start: int, end: int) -> Span:
        """Where the raw text's `start` to `end` stands in the view; empty where all of it was dropped.

        Raises:
            IndexError: The range does not lie within the raw text.
        """
        return Span(*_mapped(start, end, len(self.raw), self._raw_starts, self._raw_ends, self._starts, self._ends))


def _mapped(
    start: int,
    end: int,
    size: int,
    from_starts: tuple[int, ...],
    from_ends: tuple[int, ...],
    to_starts: tuple[int, ...],
    to_ends: tuple[int, ...],
) -> tuple[int, int]:
    """`start` and `end` carried over the edits; a boundary inside an edit widens to the whole of it."""
    if not 0 <= start <= end <= size:
        raise IndexError(f"the range {start}:{end} does not lie within 0:{size}")
    edit = bisect_right(from_starts, start) - 1
    if edit < 0:
        first = start
    elif start < from_ends[edit]:
        first = to_starts[edit]
    else:
        first = to_ends[edit] + start - from_ends[edit]
    if start == end:
        return first, first
    edit = bisect_right(from_starts, end - 1) - 1
    if edit < 0:
        last = end
    elif end <= from_ends[edit]:
        last = to_ends[edit]
    else:
        last = to_ends[edit] + end - from_ends[edit]
    return first, max(first, last)
