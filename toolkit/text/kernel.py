"""Many texts folded in one go: joined in chunks, looked up as UTF-16 code units, what is dropped squeezed out.

Five array operations a chunk do the work; only what is rare (a character that becomes several, one that stays whatever
the table is indexed with, a text whose neighbours decide) is looked at one by one. The positions that were squeezed
out are the map.
"""

from __future__ import annotations

import codecs
import sys
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from toolkit.text.lookup import GONE, Buffers, Table, looked_up, table_of
from toolkit.text.views import AlignedTexts, Packed, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from toolkit.text.folding import Fold
    from toolkit.text.places import Places

__all__ = ["align_column"]

_CHUNK = 0x1F000  # characters: what a processor's second cache holds, and 17 bits count
_SEPARATOR = "\ue000"  # a private character that no step touches; where a text has it too, lengths are counted instead
_LEFT_OUT = "\ue001"  # another
_SPARSE = 64  # where fewer than one in so many characters grow, each is put in place


def align_column(raws: list[str], fold: Fold) -> AlignedTexts:
    """Every text in the spelling of `fold`, with one map."""
    table = table_of(fold)
    texts: list[str] = []
    pieces: list[Piece] = []
    apart: dict[int, Places] = {}
    buffers = Buffers(_CHUNK + 0x4000)
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
    raws: list[str], first: int, fold: Fold, table: Table, buffers: Buffers
) -> tuple[list[str], Piece, set[int]]:
    """The folded texts, their map, and the rows that have to be folded by themselves."""
    looked: set[int] = set()
    joined = _SEPARATOR.join(raws)
    found = None
    # a str without characters beyond the first plane takes two bytes for each; were it otherwise, this would cost time
    if joined and sys.getsizeof(joined) < 3 * len(joined):
        # NumPy takes code points from a str in a third of the time that encoding it takes
        found = looked_up(np.array(joined).reshape(1).view(np.uint32), fold, table, buffers)
    if found is None or found.wide:
        coded = _encoded(joined)
        if coded is None:
            looked = {row for row, raw in enumerate(raws) if _encoded(raw) is None}
            raws = [_LEFT_OUT * len(raw) if row in looked else raw for row, raw in enumerate(raws)]
            joined = _SEPARATOR.join(raws)
            coded = joined.encode("utf-16-le")
        found = looked_up(np.frombuffer(coded, "<u2"), fold, table, buffers)
    units, out, dropped, grown, looks, blocks, _ = found
    kept, gone = out, dropped
    if blocks:
        at, taken, given = np.array(blocks, np.intp).T
        spare = taken - given
        # the last units of each block that became shorter
        within = np.arange(spare.sum()) - np.repeat(np.cumsum(spare) - spare, spare)
        gone = np.concatenate((dropped, np.repeat(at + given, spare) + within))
    if len(gone):
        keep = np.ones(len(out), bool)
        keep[gone] = False
        kept = out[keep]
    if fold.elongates:
        looks = np.concatenate((looks, grown, _thrice(kept, out, gone)))
    text, _ = codecs.utf_16_le_decode(kept.data)
    if len(grown) * _SPARSE < len(text) == len(kept):
        text = _grown(text, grown - np.searchsorted(np.sort(gone), grown), table)
    else:
        for unit in set(out[grown].tolist()):
            text = text.replace(*table.grown[unit])
    widths, lengths = table.lengths[:0], table.lengths[units[grown]]
    if blocks:
        grown, widths, lengths = _with_blocks(grown, lengths, blocks)
    if len(units) != len(joined):
        dropped, grown, looks = _in_code_points(units, dropped, grown, looks)
    if len(looks):
        starts = np.cumsum([0, *(len(raw) + 1 for raw in raws)])
        looked |= set((np.searchsorted(starts, looks, side="right") - 1).tolist())
    piece = Piece(first, Packed.of(dropped), Packed.of(grown), widths, lengths)
    texts = text.split(_SEPARATOR)
    if len(texts) != len(raws):
        texts = _cut(text, raws, piece)
    return texts, piece, looked


def _grown(text: str, places: NDArray[np.intp], table: Table) -> str:
    """The text with what grows at some places in full; where there are few, this is quicker than looking for them."""
    pieces: list[str] = []
    done = 0
    for at in places.tolist():
        pieces += (text[done:at], table.grown[ord(text[at])][1])
        done = at + 1
    pieces.append(text[done:])
    return "".join(pieces)


def _with_blocks(
    grown: NDArray[np.intp], lengths: NDArray[np.uint8], blocks: Sequence[tuple[int, int, int]]
) -> tuple[NDArray[np.intp], NDArray[np.uint8], NDArray[np.uint8]]:
    """What grows and what was composed, in order: where, how many characters, how many they become."""
    more = np.array(blocks, np.intp).T
    at = np.concatenate((grown, more[0]))
    order = np.argsort(at)
    widths = np.concatenate((np.ones(len(grown), np.uint8), more[1].astype(np.uint8)))
    return at[order], widths[order], np.concatenate((lengths, more[2].astype(np.uint8)))[order]


def _encoded(text: str) -> bytes | None:
    """UTF-16; None where that will not do, and texts are left out, places kept."""
    if GONE in text:
        return None  # what is dropped could not be told from it
    try:
        return text.encode("utf-16-le")
    except UnicodeEncodeError:
        return None  # two lone surrogates could become a character on the way back


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


def _cut(text: str, raws: list[str], piece: Piece) -> list[str]:
    """The folded texts by their lengths, where the separator is a character of theirs."""
    starts = np.cumsum([0, *(len(raw) + 1 for raw in raws)])
    gains = np.concatenate(
        ([0], np.cumsum(piece.lengths.astype(np.int64) - (piece.widths if len(piece.widths) else 1)))
    )
    shifts = gains[np.searchsorted(piece.grown.positions(), starts)]
    cuts = (starts + shifts - np.searchsorted(piece.dropped.positions(), starts)).tolist()
    return [text[start : end - 1] for start, end in pairwise(cuts)]
