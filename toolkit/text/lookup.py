"""Characters looked up in one table, a chunk of texts at once: what each becomes, what is dropped, what grows.

Five array operations do the work; only what is rare is looked at one by one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from toolkit.text.composition import composed, joining, unstable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from toolkit.text.folding import Fold

__all__ = ["GONE", "Buffers", "Found", "Table", "looked_up", "table_of"]

_RARE = 0xFB00  # from here on a looked-up unit is not what it says: the table below tells
_DROPPED = 0xFFFF  # the only one that tells by itself
GONE = chr(_DROPPED)  # no character; it stands for what is dropped
_DROP, _GROW, _LOOK, _MARK, _JOINS = 1, 2, 4, 8, 16
_SEEN = _DROP | _GROW | _LOOK
_LONGEST = 128  # so many bytes at most are composed together
_REMEMBERED = 1 << 14
_RUN = 8  # so many characters dropped in a row are looked at one by one


@dataclass(frozen=True, slots=True)
class Table:
    """The fold by UTF-16 code unit.

    Attributes:
        units: What becomes of each; `_RARE` and above where `kinds` has to be asked.
        kinds: `_DROP`, `_GROW`, `_LOOK` (its text has to be folded by itself), `_MARK` (it has its order among other
            marks), `_JOINS` (and some letter joins it), or 0: it stays.
        stand_ins: What becomes of those; for a growing one, what stands for it until the text is a str again.
        lengths: How many characters a growing one becomes.
        grown: Each stand-in and what it becomes.
        order: The canonical combining class of each, where there is a `_MARK`.
        changes: What composition makes of letters with marks that were met.
    """

    units: NDArray[np.uint16]
    kinds: NDArray[np.uint8]
    stand_ins: NDArray[np.uint16]
    lengths: NDArray[np.uint8]
    grown: dict[int, tuple[str, str]]
    order: NDArray[np.uint8] | None
    changes: dict[bytes, tuple[int, list[int]] | None] = field(default_factory=dict)


@lru_cache(maxsize=64)
def table_of(fold: Fold) -> Table:
    """The table of a fold; the last ones are kept."""
    units = np.arange(0x10000, dtype=np.uint16)
    kinds = np.zeros(0x10000, np.uint8)
    stand_ins, lengths = units.copy(), np.zeros(0x10000, np.uint8)
    grown: dict[str, int] = {}
    for old, new in fold.table.items():
        if not new:
            kinds[ord(old)] = _DROP
        elif len(new) == 1:
            units[ord(old)] = stand_ins[ord(old)] = ord(new)
        else:
            kinds[ord(old)] = _GROW
            stand_ins[ord(old)] = grown.setdefault(new, ord(old))
            lengths[ord(old)] = len(new)
    for trigger in fold.triggers:
        if len(trigger) == 1:
            kinds[ord(trigger)] |= _LOOK
    order = np.zeros(0x10000, np.uint8) if fold.composes and fold.keeps_marks else None
    if fold.composes:
        joined, replaced = unstable()
        for code in joined | replaced:
            # beyond the first plane its high surrogate stands for it, and for a thousand others
            unit = code if code < 0x10000 else 0xD800 + ((code - 0x10000) >> 10)
            rank = unicodedata.combining(chr(code))
            if order is not None and code < 0x10000 and code not in replaced:
                kinds[code] |= _MARK | (_JOINS if code in joining() else 0)
                order[code] = rank
            elif not rank or not fold.indifferent(chr(code)) or code > 0xFFFF:
                kinds[unit] |= _LOOK
        for old, new in fold.table.items():
            if any(not fold.indifferent(c) or ord(c) in unstable()[1] for c in new):
                kinds[ord(old)] |= _LOOK
    units[0xD800:0xE000] = _DROPPED - 1  # halves of characters beyond the first plane are told apart below
    units[kinds > 0] = _DROPPED - 1
    units[kinds == _DROP] = _DROPPED
    units[_DROPPED] = _DROPPED - 1  # no character, but a text may hold it
    return Table(units, kinds, stand_ins, lengths, {at: (chr(at), new) for new, at in grown.items()}, order)


class Buffers:
    """Memory that chunks of one call share. Each call has its own, so threads do not meet."""

    def __init__(self, size: int) -> None:
        self.units = np.empty(size, np.uint16)
        self.first = np.empty(size, bool)
        self.second = np.empty(size, bool)
        self.third = np.empty(size, bool)


class Found(NamedTuple):
    """A chunk, looked up.

    Attributes:
        units: Its code points, or UTF-16 code units.
        out: What becomes of each.
        dropped: Where one is dropped.
        grown: Where one becomes several.
        looks: Where one has to be seen with its neighbours.
        blocks: Where several together become others by composition: where, how many, how many they become.
        wide: Whether a code point was too wide for the table, so that none of the rest counts.
    """

    units: NDArray[np.unsignedinteger]
    out: NDArray[np.uint16]
    dropped: NDArray[np.intp]
    grown: NDArray[np.intp]
    looks: NDArray[np.intp]
    blocks: Sequence[tuple[int, int, int]] = ()
    wide: bool = False


def looked_up(units: NDArray[np.unsignedinteger], fold: Fold, table: Table, buffers: Buffers) -> Found:
    """What the table makes of a chunk, given as code points or as UTF-16."""
    size = len(units)
    if size > len(buffers.units):
        buffers = Buffers(size)
    # mode="clip" with out= spares a copy of the indices as eight bytes each
    out = np.take(table.units, units, mode="clip", out=buffers.units[:size])
    marked = np.greater_equal(out, _RARE, out=buffers.first[:size])
    if fold.collapses and size > 1:
        # and the blanks right behind a blank
        blank = np.equal(out, 32, out=buffers.second[:size])
        doubled = np.logical_and(blank[1:], blank[:-1], out=buffers.third[: size - 1])
        np.logical_or(marked[1:], doubled, out=marked[1:])
    dropped = np.flatnonzero(marked)
    grown = looks = dropped[:0]
    blocks: list[tuple[int, int, int]] = []
    new = out[dropped]
    known = (new == _DROPPED) | (new == 32)
    if not known.all():
        rare, dropped = dropped[~known], dropped[known]
        if units.dtype != np.uint16 and _is_wide(units[rare]):
            return Found(units, out, dropped, grown, looks, wide=True)
        kinds = table.kinds[units[rare]]
        grown, looks = rare[kinds & _GROW > 0], rare[kinds & _LOOK > 0]
        out[rare] = table.stand_ins[units[rare]]
        too = rare[kinds & _DROP > 0]
        out[too] = _DROPPED
        dropped = _merged(dropped, too)
        if table.order is not None:
            blocks, more = _ordered(units, out, rare[kinds & _MARK > 0], table)
            looks = np.concatenate((looks, more))
    if fold.collapses:
        dropped = _merged(dropped, _behind_dropped(out, dropped))
    return Found(units, out, dropped, grown, looks, blocks)


def _is_wide(codes: NDArray[np.unsignedinteger]) -> bool:
    """Whether a code point lies beyond the first plane, is half of such a one, or stands for what is dropped."""
    return bool(((codes >= _DROPPED) | ((codes & 0xF800) == 0xD800)).any())


def _ordered(
    units: NDArray[np.unsignedinteger], out: NDArray[np.uint16], marks: NDArray[np.intp], table: Table
) -> tuple[list[tuple[int, int, int]], NDArray[np.intp]]:
    """Composes letters and marks within `out`; gives the blocks, and where their text has to be folded by itself."""
    blocks: list[tuple[int, int, int]] = []
    if not len(marks) or table.order is None:
        return blocks, marks
    behind = np.maximum(marks - 1, 0)
    before, new = units[behind], out[behind]
    joins = table.kinds[units[marks]] & _JOINS > 0
    # what the table moves or changes before a mark may bring together what composes
    moved = (new != before) | (table.kinds[before] & _SEEN > 0)
    looks = [marks[(new == _DROPPED) | (joins & moved)]]
    doubtful = joins | (table.order[before] > table.order[units[marks]])
    if doubtful.any():
        doubts: list[int] = []
        firsts = np.concatenate(([0], np.flatnonzero(np.diff(marks) != 1) + 1))
        some = np.logical_or.reduceat(doubtful, firsts)
        lasts = np.append(firsts[1:], len(marks)) - 1
        for start, last in zip(behind[firsts[some]].tolist(), marks[lasts[some]].tolist(), strict=True):
            change = _change(units[start : last + 1].astype("<u2").tobytes(), table)
            if change is None:
                doubts.append(start)
            elif change[1]:
                at, codes = start + change[0], change[1]
                out[at : last + 1] = _DROPPED
                out[at : at + len(codes)] = codes
                if last > at:
                    blocks.append((at, last + 1 - at, len(codes)))
        looks.append(np.array(doubts, np.intp))
    return blocks, np.concatenate(looks)


def _change(coded: bytes, table: Table) -> tuple[int, list[int]] | None:
    """How many units of a letter with its marks stay, and what the others become; None where that is not for sure."""
    try:
        return table.changes[coded]
    except KeyError:
        found = None
    if len(coded) <= _LONGEST:
        old = coded.decode("utf-16-le", "replace")  # a letter beyond the first plane is cut in two
        new = composed(old)
        same = next((at for at, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), len(new))
        codes = [ord(character) for character in new[same:]]
        plain = all(code < 0x10000 and table.stand_ins[code] == code for code in codes)
        if plain and len(new) <= len(old) and not any(table.kinds[code] & _SEEN for code in codes):
            found = same, codes
        if len(table.changes) < _REMEMBERED:
            table.changes[coded] = found
    return found


def _merged(some: NDArray[np.intp], few: NDArray[np.intp]) -> NDArray[np.intp]:
    """Both in order."""
    if not len(few):
        return some
    both = np.concatenate((some, few))
    both.sort()
    return both


def _behind_dropped(out: NDArray[np.uint16], dropped: NDArray[np.intp]) -> NDArray[np.intp]:
    """The blanks behind a blank and what was dropped between the two."""
    # what is dropped rarely stands behind a blank (the first has none before it, only what take() makes of -1)
    first: NDArray[np.intp] = dropped[(out.take(dropped - 1, mode="clip") == 32) & (out[dropped] == _DROPPED)]
    if not len(first):
        return first
    after: NDArray[np.intp] = first + 1
    for _ in range(_RUN):
        more = out.take(after, mode="clip") == _DROPPED
        if not more.any():
            break
        after += more
    else:
        # a long run; where each ends takes longer to find, whatever its length
        breaks = np.flatnonzero(np.diff(dropped) != 1)
        last = dropped[np.append(breaks, len(dropped) - 1)]
        after = last[np.searchsorted(last, first)] + 1
    after = after[after < len(out)]
    behind: NDArray[np.intp] = after[out[after] == 32]
    return behind
