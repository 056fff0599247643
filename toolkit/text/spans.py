"""Spans of a raw text, and a view of it that remembers where each character came from."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from toolkit.text import characters as ch
from toolkit.text.places import Columns, Places, carried, checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["AlignedText", "Edit", "Span", "carried_many", "with_clinging"]

_CLINGING = frozenset(ch.CLINGING)


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

    Only the places where the length differs are kept, so the map is as small as the change.

    Attributes:
        raw: The raw text.
        text: The view.

    Examples:
        >>> view = AlignedText.edited("قـال", [Edit(1, 2, "")])
        >>> view.text, view.raw_span(0, 1), view.text_span(2, 4)
        ('قال', Span(start=0, end=2), Span(start=1, end=3))
    """

    raw: str
    text: str
    _places: Places = field(default=Places(), repr=False)

    @classmethod
    def edited(cls, raw: str, edits: Iterable[Edit]) -> AlignedText:
        """The view that the edits make of `raw`; they are in order and do not overlap."""
        pieces: list[str] = []
        places: list[tuple[int, int, int]] = []
        at = 0
        for edit in edits:
            pieces += (raw[at : edit.start], edit.new)
            at = edit.end
            if not edit.end - edit.start == len(edit.new) == 1:
                places.append((edit.start, edit.end, len(edit.new)))
        pieces.append(raw[at:])
        return cls(raw, "".join(pieces), Places.of(places))

    def raw_span(self, start: int, end: int) -> Span:
        """Where the view's `start` to `end` stands in the raw text.

        Inside a replacement both ends widen to the whole of what was replaced.
        Marks dropped behind the last character belong to it.

        Args:
            start: In code points of the view.
            end: The same, exclusive.

        Raises:
            IndexError: The range does not lie within the view.
        """
        _check(start, end, len(self.text))
        columns = self._places.columns()
        first, last = carried(columns.turned(), start, end)
        if first < last:
            starts, ends = columns.raw_starts, columns.raw_ends
            edit = bisect_left(starts, last)
            while edit < len(starts) and starts[edit] == last < ends[edit] and self._clings(columns, edit):
                last = ends[edit]
                edit += 1
        return Span(first, last)

    def text_span(self, start: int, end: int) -> Span:
        """Where the raw text's `start` to `end` stands in the view; empty where all of it was dropped.

        Args:
            start: In code points of the raw text.
            end: The same, exclusive.

        Raises:
            IndexError: The range does not lie within the raw text.
        """
        _check(start, end, len(self.raw))
        return Span(*carried(self._places.columns(), start, end))

    def raw_spans(
        self, starts: Sequence[int] | NDArray[np.int64], ends: Sequence[int] | NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """`raw_span` of many ranges at once.

        Raises:
            ValueError: There are not as many starts as ends.
            IndexError: A range does not lie within the view.

        Examples:
            >>> first, last = AlignedText.edited("قـال", [Edit(1, 2, "")]).raw_spans([0, 1], [1, 3])
            >>> first.tolist(), last.tolist()
            ([0, 2], [2, 4])
        """
        columns = self._places.columns()
        first, last = carried_many(columns.turned(), *checked(starts, ends, len(self.text)))
        clings = [self._clings(columns, edit) for edit in range(len(columns.starts))]
        return first, with_clinging(columns, clings, first, last)

    def text_spans(
        self, starts: Sequence[int] | NDArray[np.int64], ends: Sequence[int] | NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """`text_span` of many ranges at once.

        Raises:
            ValueError: There are not as many starts as ends.
            IndexError: A range does not lie within the raw text.
        """
        return carried_many(self._places.columns(), *checked(starts, ends, len(self.raw)))

    def _clings(self, columns: Columns, edit: int) -> bool:
        """Whether an edit dropped a mark of the letter before it."""
        start, end = columns.raw_starts[edit], columns.raw_ends[edit]
        return columns.starts[edit] == columns.ends[edit] and start < end and self.raw[start] in _CLINGING


def _check(start: int, end: int, size: int) -> None:
    if not 0 <= start <= end <= size:
        raise IndexError(f"the range {start}:{end} does not lie within 0:{size}")


def carried_many(
    columns: Columns, starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`carried` for arrays: two searches, whatever the number of edits."""
    import numpy as np  # noqa: PLC0415 - NumPy is loaded when many spans are asked for, not before

    if not len(columns.starts):
        return starts.copy(), ends.copy()
    from_starts, from_ends, to_starts, to_ends = (np.asarray(column, np.int64) for column in columns)
    edit = np.searchsorted(from_starts, starts, side="right") - 1
    inside = np.where(starts < from_ends[edit], to_starts[edit], to_ends[edit] + starts - from_ends[edit])
    first = np.where(edit < 0, starts, inside)
    edit = np.searchsorted(from_starts, ends, side="left") - 1
    inside = np.where(ends <= from_ends[edit], to_ends[edit], to_ends[edit] + ends - from_ends[edit])
    last = np.where(edit < 0, ends, inside)
    return first, np.where(starts == ends, first, np.maximum(first, last))


def with_clinging(
    columns: Columns, clings: Sequence[bool] | NDArray[np.bool_], first: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The ends, moved behind the marks that were dropped there and belong to the last character."""
    import numpy as np  # noqa: PLC0415 - NumPy is loaded when many spans are asked for, not before

    if not len(columns.starts):
        return last
    starts, ends = np.asarray(columns.raw_starts, np.int64), np.asarray(columns.raw_ends, np.int64)
    size = len(starts)
    # an unbroken run of such marks ends where the next edit is none of them, or does not touch it
    goes_on = np.zeros(size + 1, bool)
    goes_on[1:size] = np.asarray(clings, bool)[1:] & (starts[1:] == ends[:-1])
    stops = np.where(goes_on, size, np.arange(size + 1))
    next_stop = np.minimum.accumulate(stops[::-1])[::-1]
    run_ends = ends[next_stop[1:] - 1]
    edit = np.minimum(np.searchsorted(starts, last, side="left"), size - 1)
    held = (starts[edit] == last) & np.asarray(clings, bool)[edit] & (first < last)
    return np.where(held, run_ends[edit], last)
