"""The places at which a view differs from its raw text: an exact map both ways, as small as the change.

What is replaced one to one moves nothing and is not kept. A character that was dropped costs two bytes (four in texts
of more than 65,535 characters); only replacements of another length cost more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Columns", "Places", "carried", "checked", "columns_of"]


class Columns(NamedTuple):
    """The places as four columns of equal length, in order."""

    raw_starts: Sequence[int]
    raw_ends: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]

    def turned(self) -> Columns:
        """The way back."""
        return Columns(self.starts, self.ends, self.raw_starts, self.raw_ends)


def columns_of(at: Sequence[int], widths: Sequence[int], lengths: Sequence[int]) -> Columns:
    """The columns of edits at `at`, each taking `widths` raw characters and giving `lengths`."""
    shifts = accumulate((length - width for width, length in zip(widths, lengths, strict=True)), initial=0)
    starts = [place + shift for place, shift in zip(at, shifts, strict=False)]
    return Columns(
        at,
        [place + width for place, width in zip(at, widths, strict=True)],
        starts,
        [place + length for place, length in zip(starts, lengths, strict=True)],
    )


class Places:
    """Where one text was edited. Immutable but for a table that the first look-up makes and keeps.

    Attributes:
        at: Where each edit begins, in code points of the raw text, packed.
        widths: How many raw characters each takes, packed; empty where each takes one.
        lengths: How many characters each gives, packed; empty where each gives none.
        wide: Whether the three are packed in four bytes a number, else in two.
    """

    __slots__ = ("_columns", "at", "lengths", "wide", "widths")

    def __init__(self, at: bytes = b"", widths: bytes = b"", lengths: bytes = b"", *, wide: bool = False) -> None:
        self.at = at
        self.widths = widths
        self.lengths = lengths
        self.wide = wide
        self._columns: Columns | None = None

    @classmethod
    def packed(cls, at: Sequence[int], widths: Sequence[int] = (), lengths: Sequence[int] = ()) -> Self:
        """The places that start at `at`; without `widths` each takes one character, without `lengths` it gives none."""
        if not at:
            return cls()
        from array import array  # noqa: PLC0415 - most texts are looked at, never packed

        wide = max(at[-1], *widths, *lengths) > 0xFFFF if widths or lengths else at[-1] > 0xFFFF
        code = "I" if wide else "H"
        ones = not widths or all(width == 1 for width in widths)
        drops = not any(lengths)
        return cls(
            array(code, at).tobytes(),
            b"" if ones else array(code, widths).tobytes(),
            b"" if drops else array(code, lengths).tobytes(),
            wide=wide,
        )

    def __len__(self) -> int:
        return len(self.at) // (4 if self.wide else 2)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[object, ...]:
        return _again, self._key()

    def _key(self) -> tuple[bytes, bytes, bytes, bool]:
        return self.at, self.widths, self.lengths, self.wide

    @property
    def nbytes(self) -> int:
        """What is kept, in bytes, without Python's own overhead."""
        return len(self.at) + len(self.widths) + len(self.lengths)

    def columns(self) -> Columns:
        """The four columns."""
        # two threads may both make it; they make the same
        if self._columns is None:
            at = self._opened(self.at)
            widths = self._opened(self.widths) if self.widths else [1] * len(at)
            lengths = self._opened(self.lengths) if self.lengths else [0] * len(at)
            self._columns = columns_of(at, widths, lengths)
        return self._columns

    def _opened(self, packed: bytes) -> list[int]:
        view = memoryview(packed)
        return (view.cast("I") if self.wide else view.cast("H")).tolist()

    @classmethod
    def of(cls, edits: Iterable[tuple[int, int, int]]) -> Self:
        """The places of edits given as start, end, and length of what stands there now."""
        at, widths, lengths = [], [], []
        for start, end, length in edits:
            at.append(start)
            widths.append(end - start)
            lengths.append(length)
        return cls.packed(at, widths, lengths)

    def then(self, later: Places) -> Places:
        """The map over both: these edits on the raw text, the later ones on what they gave."""
        if not later.at:
            return self
        if not self.at:
            return later
        return Places.of(_joined(self.columns(), later.columns()))


def _again(at: bytes, widths: bytes, lengths: bytes, wide: bool) -> Places:  # noqa: FBT001 - pickle calls it
    return Places(at, widths, lengths, wide=wide)


def _joined(first: Columns, second: Columns) -> Iterable[tuple[int, int, int]]:
    """Edits that touch the same characters of the text between become one; the others stay apart."""
    # each as: start and end in the text between, how far it moves the raw side, how far it moves the view
    moved = [(s, e, (re - rs) - (e - s), 0) for rs, re, s, e in zip(*first, strict=True)]
    moved += [(rs, re, 0, (e - s) - (re - rs)) for rs, re, s, e in zip(*second, strict=True)]
    moved.sort(key=lambda one: one[:2])  # what was dropped (empty here) before what is replaced at the same place
    raw_shift, at = 0, 0
    while at < len(moved):
        low, high, raw_move, move = moved[at]
        at += 1
        while at < len(moved) and moved[at][0] < high:
            high = max(high, moved[at][1])
            raw_move += moved[at][2]
            move += moved[at][3]
            at += 1
        yield low + raw_shift, high + raw_shift + raw_move, high - low + move
        raw_shift += raw_move


def carried(columns: Columns, start: int, end: int) -> tuple[int, int]:
    """`start` and `end` carried over the edits, first side to second; a bound inside an edit widens to all of it."""
    from_starts, from_ends, to_starts, to_ends = columns
    edit = bisect_right(from_starts, start) - 1
    if edit < 0:
        first = start
    elif start < from_ends[edit]:
        first = to_starts[edit]
    else:
        first = to_ends[edit] + start - from_ends[edit]
    if start == end:
        return first, first
    edit = bisect_left(from_starts, end) - 1
    if edit < 0:
        last = end
    elif end <= from_ends[edit]:
        last = to_ends[edit]
    else:
        last = to_ends[edit] + end - from_ends[edit]
    return first, max(first, last)


def checked(
    starts: Sequence[int] | NDArray[np.int64], ends: Sequence[int] | NDArray[np.int64], size: int | NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Both as arrays.

    Raises:
        ValueError: They are not equally many.
        IndexError: A range does not lie within `size`.
    """
    import numpy as np  # noqa: PLC0415 - NumPy is loaded when many spans are asked for, not before

    first, last = np.asarray(starts, np.int64), np.asarray(ends, np.int64)
    if first.shape != last.shape or first.ndim != 1:
        raise ValueError(f"as many starts as ends are needed, got shapes {first.shape} and {last.shape}")
    wrong = np.flatnonzero((first < 0) | (last < first) | (last > size))
    if len(wrong):
        at = int(wrong[0])
        bound = int(np.broadcast_to(size, first.shape)[at])
        raise IndexError(f"the range {first[at]}:{last[at]} does not lie within 0:{bound}")
    return first, last
