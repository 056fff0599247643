"""Many aligned texts with one map, kept as NumPy arrays until a text is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self, overload

import numpy as np

from toolkit.text import characters as ch
from toolkit.text.places import Columns, Places, checked
from toolkit.text.spans import AlignedText, carried_many, with_clinging

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["AlignedTexts", "Packed", "Piece"]

_CLINGING = frozenset(ch.CLINGING)


class Packed(NamedTuple):
    """Ascending positions in two bytes each, as long as seventeen bits hold them.

    Attributes:
        low: The positions without their seventeenth bit; all of them where the last is longer than that.
        carry: From which on they have it.
    """

    low: NDArray[np.unsignedinteger]
    carry: int

    @classmethod
    def of(cls, positions: NDArray[np.integer]) -> Self:
        """The positions, packed."""
        if not len(positions) or positions[-1] < 0x10000:
            return cls(positions.astype(np.uint16), len(positions))
        if positions[-1] < 0x20000:
            return cls(positions.astype(np.uint16), int(np.searchsorted(positions, 0x10000)))
        return cls(positions.astype(np.uint32), len(positions))

    def positions(self) -> NDArray[np.int64]:
        """The positions."""
        found = self.low.astype(np.int64)
        found[self.carry :] += 0x10000
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """The map of some neighbouring texts, joined by one character each.

    Attributes:
        first: The row of its first text.
        dropped: Where a character was dropped, in code points of the joined raw texts.
        grown: Where one became several, or several together became others.
        widths: How many those were; empty where each was one.
        lengths: How many they became.
    """

    first: int
    dropped: Packed
    grown: Packed
    widths: NDArray[np.uint8]
    lengths: NDArray[np.uint8]

    @property
    def nbytes(self) -> int:
        """What the map keeps, in bytes."""
        return self.dropped.low.nbytes + self.grown.low.nbytes + self.widths.nbytes + self.lengths.nbytes


class _Opened(NamedTuple):
    """A piece whose texts are being asked for."""

    number: int
    offsets: NDArray[np.int64]
    dropped: NDArray[np.int64]
    grown: NDArray[np.int64]


class AlignedTexts(Sequence[AlignedText]):
    """Texts in one spelling, with the way back to the raw ones.

    Attributes:
        raws: The raw texts.
        texts: The same in the spelling asked for.
    """

    def __init__(
        self, raws: list[str], texts: list[str], pieces: list[Piece], apart: dict[int, Places] | None = None
    ) -> None:
        self.raws = raws
        self.texts = texts
        self._pieces = pieces
        self._apart = apart or {}
        self._starts = [piece.first for piece in pieces]
        self._kept: _Opened | None = None

    def __len__(self) -> int:
        return len(self.raws)

    @overload
    def __getitem__(self, row: int) -> AlignedText: ...
    @overload
    def __getitem__(self, row: slice) -> list[AlignedText]: ...
    def __getitem__(self, row: int | slice) -> AlignedText | list[AlignedText]:
        if isinstance(row, slice):
            return [self[one] for one in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(f"there is no row {row}; there are {len(self)}")
        row %= len(self)
        return AlignedText(self.raws[row], self.texts[row], self._places(row))

    @property
    def nbytes(self) -> int:
        """What the map keeps, in bytes, without Python's own overhead."""
        return sum(piece.nbytes for piece in self._pieces) + sum(places.nbytes for places in self._apart.values())

    def _places(self, row: int) -> Places:
        if row in self._apart:
            return self._apart[row]
        piece = self._opened(bisect_right(self._starts, row) - 1)
        lengths = self._pieces[piece.number].lengths
        start = piece.offsets[row - self._starts[piece.number]]
        end = start + len(self.raws[row])
        low, high = np.searchsorted(piece.dropped, (start, end))
        dropped = piece.dropped[low:high] - start
        low, high = np.searchsorted(piece.grown, (start, end))
        if low == high:
            wide = bool(len(dropped)) and bool(dropped[-1] > 0xFFFF)
            return Places(dropped.astype(np.uint32 if wide else np.uint16).tobytes(), wide=wide)
        at = np.concatenate((dropped, piece.grown[low:high] - start))
        given = np.concatenate((np.zeros(len(dropped), np.int64), lengths[low:high].astype(np.int64)))
        order = np.argsort(at)
        widths = self._pieces[piece.number].widths[low:high]
        taken = np.concatenate((np.ones(len(dropped), np.int64), widths))[order].tolist() if len(widths) else ()
        return Places.packed(at[order].tolist(), taken, given[order].tolist())

    def _opened(self, number: int) -> _Opened:
        """A piece with where each of its texts begins; the one last asked for is at hand."""
        kept = self._kept  # another thread may put its own there meanwhile
        if kept is None or kept.number != number:
            ends = [*self._starts, len(self.raws)]
            sizes = [len(raw) + 1 for raw in self.raws[ends[number] : ends[number + 1]]]
            piece = self._pieces[number]
            kept = _Opened(number, np.cumsum([0, *sizes]), piece.dropped.positions(), piece.grown.positions())
            self._kept = kept
        return kept

    @cached_property
    def _bases(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each raw text and each view begins when all stand in a row, one character between them."""
        raws = np.cumsum([0, *(len(raw) + 1 for raw in self.raws)])
        return raws, np.cumsum([0, *(len(text) + 1 for text in self.texts)])

    @cached_property
    def _columns(self) -> Columns:
        """Every edit of every text, in the same count."""
        bases = self._bases[0].tolist()
        apart = frozenset(self._apart)
        numbers = range(len(self._pieces))
        dropped = [self._pieces[n].dropped.positions() + bases[self._starts[n]] for n in numbers]
        grown = [self._pieces[n].grown.positions() + bases[self._starts[n]] for n in numbers]
        at = np.concatenate((*dropped, *grown, np.zeros(0, np.int64)))
        lengths = np.concatenate(
            (np.zeros(sum(map(len, dropped)), np.int64), *(piece.lengths.astype(np.int64) for piece in self._pieces))
        )
        taken = [piece.widths if len(piece.widths) else np.ones_like(piece.lengths) for piece in self._pieces]
        widths = np.concatenate((np.ones(sum(map(len, dropped)), np.int64), *taken))
        if apart:
            # these were folded on their own: what their piece says of them does not count
            rows = np.searchsorted(self._bases[0], at, side="right") - 1
            counts = ~np.isin(rows, list(apart))
            alone = [(bases[row], self._apart[row].columns()) for row in apart]
            extra = [
                (base + start, end - start, to_end - to_start)
                for base, columns in alone
                for start, end, to_start, to_end in zip(*columns, strict=True)
            ]
            more = np.array(extra, np.int64).reshape(-1, 3).T
            at, widths = np.concatenate((at[counts], more[0])), np.concatenate((widths[counts], more[1]))
            lengths = np.concatenate((lengths[counts], more[2]))
        order = np.argsort(at, kind="stable")
        at, widths, lengths = at[order], widths[order], lengths[order]
        starts = at + np.concatenate(([0], np.cumsum(lengths - widths)))[:-1]
        # an array serves every search that a list would
        return Columns(at, at + widths, starts, starts + lengths)  # type: ignore[arg-type]

    @cached_property
    def _clings(self) -> NDArray[np.bool_]:
        """Which edits dropped a mark of the letter before it."""
        starts = np.asarray(self._columns.raw_starts)
        rows = np.searchsorted(self._bases[0], starts, side="right") - 1
        within = (starts - self._bases[0][rows]).tolist()
        clings = np.fromiter(
            (self.raws[row][at] in _CLINGING for row, at in zip(rows.tolist(), within, strict=True)), bool, len(starts)
        )
        dropped: NDArray[np.bool_] = np.equal(self._columns.starts, self._columns.ends)
        return clings & dropped

    def raw_spans(
        self, rows: ArrayLike, starts: ArrayLike, ends: ArrayLike
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where ranges of the views stand in the raw texts: `AlignedText.raw_span` for many at once.

        Args:
            rows: Which text each range is in.
            starts: In code points of the view.
            ends: The same, exclusive.

        Raises:
            ValueError: The three are not equally long.
            IndexError: There is no such row, or a range does not lie within its view.
        """
        row, first, last = self._checked(rows, starts, ends, self._bases[1])
        to_raw, to_text = self._bases[0][row], self._bases[1][row]
        first, last = carried_many(self._columns.turned(), first + to_text, last + to_text)
        last = with_clinging(self._columns, self._clings, first, last)
        return first - to_raw, last - to_raw

    def text_spans(
        self, rows: ArrayLike, starts: ArrayLike, ends: ArrayLike
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where ranges of the raw texts stand in the views: `AlignedText.text_span` for many at once.

        Args:
            rows: Which text each range is in.
            starts: In code points of the raw text.
            ends: The same, exclusive.

        Raises:
            ValueError: The three are not equally long.
            IndexError: There is no such row, or a range does not lie within its raw text.
        """
        row, first, last = self._checked(rows, starts, ends, self._bases[0])
        to_raw, to_text = self._bases[0][row], self._bases[1][row]
        first, last = carried_many(self._columns, first + to_raw, last + to_raw)
        return first - to_text, last - to_text

    def _checked(
        self, rows: ArrayLike, starts: ArrayLike, ends: ArrayLike, bases: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        row = np.asarray(rows, np.int64)
        if row.size and (row.min() < 0 or row.max() >= len(self)):
            raise IndexError(f"there is no row {row.min() if row.min() < 0 else row.max()}; there are {len(self)}")
        if row.shape != np.asarray(starts).shape:
            raise ValueError(
                f"as many rows as starts are needed, got shapes {row.shape} and {np.asarray(starts).shape}"
            )
        return row, *checked(starts, ends, bases[row + 1] - bases[row] - 1)  # type: ignore[arg-type]
