"""Many texts folded in one go: joined in chunks, looked up as UTF-16 code units, what is dropped squeezed out.

Five array operations a chunk do the work; only what is rare (a character that becomes several, one that stays whatever
the table is indexed with, a text whose neighbours decide) is looked at one by one. The positions that were squeezed
out are the map.
"""

from __future__ import annotations

import codecs
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from toolkit.text.contexts import unstable
from toolkit.text.views import AlignedTexts, Packed, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from toolkit.text.folding import Fold
    from toolkit.text.places import Places

__all__ = ["align_column"]

_CHUNK = 0x1F000  # characters: what a processor's second cache holds, and 17 bits count
_SEPARATOR = "\ue000"  # a private character that no step touches; where a text has it too, lengths are counted instead
_LEFT_OUT = "\ue001"  # another
_RARE = 0xFB00  # from here on a looked-up unit is not what it says: the table below tells
_DROPPED = 0xFFFF  # the only one that tells by itself
_DROP, _GROW, _LOOK = 1, 2, 4
_RUN = 8  # so many characters dropped in a row are looked at one by one


@dataclass(frozen=True, slots=True)
class _Table:
    """The fold by UTF-16 code unit.

    Attributes:
        units: What becomes of each; `_RARE` and above where `kinds` has to be asked.
        kinds: `_DROP`, `_GROW`, `_LOOK` (its text has to be folded by itself), or 0: it stays.
        stand_ins: What becomes of those; for a growing one, what stands for it until the text is a str again.
        lengths: How many characters a growing one becomes.
        grown: Each stand-in and what it becomes.
    """

    units: NDArray[np.uint16]
    kinds: NDArray[np.uint8]
    stand_ins: NDArray[np.uint16]
    lengths: NDArray[np.uint8]
    grown: dict[int, tuple[str, str]]


@lru_cache(maxsize=64)
def _table(fold: Fold) -> _Table:
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
    if fold.composes:
        for code in frozenset().union(*unstable()):
            # beyond the first plane its high surrogate stands for it, and for a thousand others
            unit = code if code < 0x10000 else 0xD800 + ((code - 0x10000) >> 10)
            is_mark = bool(unicodedata.combining(chr(code)))
            if not is_mark or not fold.indifferent(chr(code)) or code > 0xFFFF:
                kinds[unit] |= _LOOK
        for old, new in fold.table.items():
            if any(not fold.indifferent(c) or ord(c) in unstable()[1] for c in new):
                kinds[ord(old)] |= _LOOK
    units[kinds > 0] = _DROPPED - 1
    units[kinds == _DROP] = _DROPPED
    units[_DROPPED] = _DROPPED - 1  # no character, but a text may hold it
    return _Table(units, kinds, stand_ins, lengths, {at: (chr(at), new) for new, at in grown.items()})


class _Buffers:
    """Memory that chunks of one call share. Each call has its own, so threads do not meet."""

    def __init__(self, size: int) -> None:
        self.units = np.empty(size, np.uint16)
        self.first = np.empty(size, bool)
        self.second = np.empty(size, bool)
        self.third = np.empty(size, bool)


def align_column(raws: list[str], fold: Fold) -> AlignedTexts:
    """Every text in the spelling of `fold`, with one map."""
    table = _table(fold)
    texts: list[str] = []
    pieces: list[Piece] = []
    apart: dict[int, Places] = {}
    buffers = _Buffers(_CHUNK + 0x4000)
    words = [trigger for trigger in fold.triggers if len(trigger) > 1]
    for first, last in _chunks(raws):
        chunk = raws[first:last]
        folded, piece, looked = _folded(chunk, first, fold, table, buffers)
        if words:
            looked |= {row for row, raw in enumerate(chunk) if any(word in raw for word in words)}
        for row in looked:
            if not folded[row].startswith(_LEFT_OUT) and fold.settles(chunk[row], folded[row]):
                continue
            view = fold.aligned(chunk[row])
            folded[row] = view.text
            apart[first + row] = view._places  # noqa: SLF001 - the map is this package's own
        texts += folded
        pieces.append(piece)
    return AlignedTexts(raws, texts, pieces, apart)


def _chunks(raws: list[str]) -> Iterator[tuple[int, int]]:
    ends = np.cumsum(np.fromiter(map(len, raws), np.int64, len(raws)) + 1).tolist()
    first = size = 0
    while first < len(raws):
        # a text longer than a chunk is one by itself
        last = max(bisect_right(ends, size + _CHUNK, lo=first), first + 1)
        yield first, last
        first, size = last, ends[last - 1]


def _folded(
    raws: list[str], first: int, fold: Fold, table: _Table, buffers: _Buffers
) -> tuple[list[str], Piece, set[int]]:
    """The folded texts, their map, and the rows that have to be folded by themselves."""
    looked: set[int] = set()
    joined = _SEPARATOR.join(raws)
    try:
        coded = joined.encode("utf-16-le")
    except UnicodeEncodeError:
        # two lone surrogates could become a character on the way back, so their texts are left out, places kept
        looked = {row for row, raw in enumerate(raws) if not _encodes(raw)}
        raws = [_LEFT_OUT * len(raw) if row in looked else raw for row, raw in enumerate(raws)]
        joined = _SEPARATOR.join(raws)
        coded = joined.encode("utf-16-le")
    found = _looked_up(np.frombuffer(coded, "<u2"), fold, table, buffers)
    units, out, dropped, grown, looks = found
    kept = out
    if len(dropped):
        keep = np.ones(len(out), bool)
        keep[dropped] = False
        kept = out[keep]
    if fold.elongates:
        looks = np.concatenate((looks, grown, _thrice(kept, out, dropped)))
    text, _ = codecs.utf_16_le_decode(kept.data)
    lengths = table.lengths[units[grown]]
    for unit in set(out[grown].tolist()):
        text = text.replace(*table.grown[unit])
    if len(units) != len(joined):
        dropped, grown, looks = _in_code_points(units, dropped, grown, looks)
    if len(looks):
        starts = np.cumsum([0, *(len(raw) + 1 for raw in raws)])
        looked |= set((np.searchsorted(starts, looks, side="right") - 1).tolist())
    piece = Piece(first, Packed.of(dropped), Packed.of(grown), lengths)
    texts = text.split(_SEPARATOR)
    if len(texts) != len(raws):
        texts = _cut(text, raws, dropped, grown, lengths)
    return texts, piece, looked


class _Found(NamedTuple):
    """A chunk, looked up.

    Attributes:
        units: Its UTF-16 code units.
        out: What becomes of each.
        dropped: Where one is dropped.
        grown: Where one becomes several.
        looks: Where one has to be seen with its neighbours.
    """

    units: NDArray[np.uint16]
    out: NDArray[np.uint16]
    dropped: NDArray[np.intp]
    grown: NDArray[np.intp]
    looks: NDArray[np.intp]


def _looked_up(units: NDArray[np.uint16], fold: Fold, table: _Table, buffers: _Buffers) -> _Found:
    size = len(units)
    if size > len(buffers.units):
        buffers = _Buffers(size)
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
    new = out[dropped]
    known = (new == _DROPPED) | (new == 32)
    if not known.all():
        rare, dropped = dropped[~known], dropped[known]
        kinds = table.kinds[units[rare]]
        grown, looks = rare[kinds & _GROW > 0], rare[kinds & _LOOK > 0]
        out[rare] = table.stand_ins[units[rare]]
        too = rare[kinds & _DROP > 0]
        out[too] = _DROPPED
        dropped = _merged(dropped, too)
    if fold.collapses:
        dropped = _merged(dropped, _behind_dropped(out, dropped))
    return _Found(units, out, dropped, grown, looks)


def _encodes(raw: str) -> bool:
    try:
        raw.encode("utf-16-le")
    except UnicodeEncodeError:
        return False
    return True


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


def _thrice(kept: NDArray[np.uint16], out: NDArray[np.uint16], dropped: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where an Arabic letter stands three times in a row, in units of the raw text."""
    same = kept[1:] == kept[:-1]
    at = np.flatnonzero(same[1:] & same[:-1])
    at = at[(kept[at] >= 0x0621) & (kept[at] <= 0x064A)]
    if not len(at):
        return at
    keep = np.ones(len(out), bool)
    keep[dropped] = False
    return np.flatnonzero(keep)[at]


def _in_code_points(units: NDArray[np.uint16], *places: NDArray[np.intp]) -> tuple[NDArray[np.intp], ...]:
    """Positions in units as positions in characters: each pair of surrogates before one counts once."""
    pairs = np.flatnonzero((units & 0xFC00) == 0xD800)
    return tuple(place - np.searchsorted(pairs, place) for place in places)


def _cut(
    text: str,
    raws: list[str],
    dropped: NDArray[np.intp],
    grown: NDArray[np.intp],
    lengths: NDArray[np.uint8],
) -> list[str]:
    """The folded texts by their lengths, where the separator is a character of theirs."""
    starts = np.cumsum([0, *(len(raw) + 1 for raw in raws)])
    gains = np.concatenate(([0], np.cumsum(lengths.astype(np.int64) - 1)))
    cuts = (starts + gains[np.searchsorted(grown, starts)] - np.searchsorted(dropped, starts)).tolist()
    return [text[start : end - 1] for start, end in pairwise(cuts)]
