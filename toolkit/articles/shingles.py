"""Texts as sets of three-word shingles, and which of them may be alike.

Words are read in the `search` spelling, so that hamza, ta marbuta, diacritics and tatweel do not tell copies apart. A
shingle is a 64-bit number; candidates come from MinHash signatures that are compared band by band.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from rensa import RMinHash

from toolkit.text.normalize import normalize_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tqdm import tqdm

__all__ = ["Shingles", "candidates", "collision_probability", "shingled"]

_WIDTH = 3
_CHUNK = 1000
_PERMUTATIONS, _MOST_ROWS, _FOUND = 256, 8, 0.99
_SEED = 1
_NEIGHBOURS = 32  # in a band that very many texts share, each is compared with so many of them
_MANY = 10_000_000
_BASE, _STEP = 0xD6E8FEB86659FD93, 4096  # an odd base; powers are kept for lengths in such steps
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)  # odd: multiplying loses nothing


class Shingles:
    """The distinct shingles of many texts, in one array.

    Attributes:
        flat: The shingles of all texts, one after the other, ascending within each.
        offsets: Where each text begins in it; one more than there are texts.
    """

    __slots__ = ("flat", "offsets")

    def __init__(self, parts: Sequence[np.ndarray[Any, Any]]) -> None:
        self.offsets = np.zeros(len(parts) + 1, dtype=np.uint64)
        np.cumsum([len(part) for part in parts], out=self.offsets[1:])
        self.flat = np.concatenate([np.empty(0, dtype=np.uint64), *parts])

    def __getitem__(self, place: int) -> np.ndarray[Any, Any]:
        return self.flat[int(self.offsets[place]) : int(self.offsets[place + 1])]

    def size(self, place: int) -> int:
        """How many distinct shingles a text has."""
        return int(self.offsets[place + 1] - self.offsets[place])

    def common(self, one: int, other: int) -> int:
        """How many shingles two texts share."""
        return len(np.intersect1d(self[one], self[other], assume_unique=True))


def shingled(texts: Iterable[str], *, bar: tqdm[Any] | None = None) -> Shingles:
    """The shingles of each text; one of fewer than three words is one shingle, one without words none.

    Args:
        texts: Raw texts.
        bar: A progress bar to move on by one a text.
    """
    parts = []
    remaining = iter(texts)
    while chunk := list(islice(remaining, _CHUNK)):
        for text in normalize_all(chunk, profile="search"):
            parts.append(_distinct(_words(text)))
            if bar is not None:
                bar.update()
    return Shingles(parts)


def _words(text: str) -> np.ndarray[Any, Any]:
    """A 64-bit number for each word of a text, the same wherever the word stands.

    A word's letters are the digits of a number whose base is odd, modulo 2⁶⁴: sums over the text from its beginning to
    each place give all words at once, and dividing by the base's power at which a word begins moves it to the front.
    """
    letters = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    inside = np.zeros(len(letters) + 2, dtype=np.int8)
    inside[1:-1] = _of_words()[letters]
    edges = np.diff(inside)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    powers, inverses = _powers(-(-len(letters) // _STEP) * _STEP)
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    words: np.ndarray[Any, Any] = (sums[ends] - sums[starts]) * inverses[starts]
    return words


@cache
def _of_words() -> np.ndarray[Any, Any]:
    """For each code point whether words are made of it."""
    points = range(0x110000)
    return np.fromiter((chr(point).isalnum() or point == 0x5F for point in points), dtype=np.bool_, count=len(points))


@lru_cache(maxsize=4)
def _powers(count: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Powers of the base and of its inverse modulo 2⁶⁴."""
    found = []
    for factor in (_BASE, pow(_BASE, -1, 1 << 64)):
        powers = np.full(max(count, 1), factor, dtype=np.uint64)
        powers[0] = 1
        found.append(np.cumprod(powers, dtype=np.uint64))
    return found[0], found[1]


def _distinct(words: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    if 0 < len(words) < _WIDTH:
        words = np.concatenate([words, np.zeros(_WIDTH - len(words), dtype=np.uint64)])
    first, second, third = words[:-2], words[1:-1], words[2:]
    # a word means another number in each of the three places, and unsigned products wrap around
    mixed = (first * _FIRST ^ (second << np.uint64(21) | second >> np.uint64(43))) * _SECOND + third
    ranked = np.sort((mixed ^ mixed >> np.uint64(31)) * _FIRST)
    return ranked[np.concatenate([[True], ranked[1:] != ranked[:-1]])] if len(ranked) else ranked


def collision_probability(jaccard: float, *, bands: int, rows: int) -> float:
    """How probably two texts agree in a band: 1 - (1 - J^rows)^bands, where J is their Jaccard similarity.

    Args:
        jaccard: The similarity, 0..1.
        bands: How many bands a signature is cut into.
        rows: How many hashes a band has.

    References:
        Leskovec, J., Rajaraman, A., Ullman, J. D. (2020). Mining of massive datasets, chapter 3.

    Examples:
        >>> round(collision_probability(0.5, bands=32, rows=4), 3)
        0.873
    """
    return float(1 - (1 - jaccard**rows) ** bands)


def candidates(shingles: Shingles, *, least: float) -> np.ndarray[Any, Any]:
    """Pairs of texts that may have a Jaccard similarity of `least` or more.

    A band has as many hashes as leave 99 % of the pairs at `least` a common band, but at least two. Of the texts that
    share one, those are kept whose hashes agree in a share not far below `least`. Where very many texts agree in a
    band, each is compared with the next ones only, so that the work grows with the number of texts and not with its
    square.

    Args:
        shingles: What `shingled` gives.
        least: A similarity, 0..1.

    Returns:
        Two columns of places, the smaller first, each pair once, in order.

    References:
        Broder, A. Z. (1997). On the resemblance and containment of documents. Compression and Complexity of Sequences.
    """
    places = np.flatnonzero(np.diff(shingles.offsets.astype(np.int64)))
    if len(places) < 2:
        return np.empty((0, 2), dtype=np.int64)
    rows = 2
    while (
        rows < _MOST_ROWS and collision_probability(least, bands=_PERMUTATIONS // (rows + 1), rows=rows + 1) >= _FOUND
    ):
        rows += 1
    signatures = _signatures(shingles)[places]
    keys: list[np.ndarray[Any, Any]] = []
    for start in range(0, _PERMUTATIONS - rows + 1, rows):
        band = signatures[:, start].astype(np.uint64)
        for column in range(start + 1, start + rows):
            band = band * _FIRST + signatures[:, column]
        found = _agreeing(band, signatures[:, (start + rows) % _PERMUTATIONS])
        keys.append(found[:, 0] << np.uint64(32) | found[:, 1])
        if sum(map(len, keys)) > _MANY:
            keys = [np.unique(np.concatenate(keys))]
    each = np.unique(np.concatenate(keys))
    pairs = np.stack([each >> np.uint64(32), each & np.uint64(0xFFFFFFFF)], axis=1).astype(np.int64)
    # 0.4 of it is at least three standard errors of the estimate below it, wherever least is 0.1 or more
    near = [_alike(signatures, part) >= 0.4 * least for part in np.array_split(pairs, len(pairs) // 100_000 + 1)]
    kept: np.ndarray[Any, Any] = places[pairs[np.concatenate(near)]]
    return kept


def _signatures(shingles: Shingles) -> np.ndarray[Any, Any]:
    """Row after row through lists, a chunk at a time, because the library hands over nothing else."""
    rows = np.empty((len(shingles.offsets) - 1, _PERMUTATIONS), dtype=np.uint32)
    for start in range(0, len(rows), _CHUNK):
        offsets = shingles.offsets[start : start + _CHUNK + 1]
        flat = shingles.flat[int(offsets[0]) : int(offsets[-1])]
        if len(flat):
            chunk = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets - offsets[0], _PERMUTATIONS, _SEED)
            rows[start : start + _CHUNK] = chunk.to_rows()
    return rows


def _agreeing(keys: np.ndarray[Any, Any], following: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Pairs of places with equal keys, few places apart once sorted; those equal in what follows stand together."""
    order = np.lexsort((following, keys))
    ranked = keys[order]
    pairs = []
    for step in range(1, min(_NEIGHBOURS, len(keys) - 1) + 1):
        equal = ranked[step:] == ranked[:-step]
        if not equal.any():
            break
        pairs.append(np.stack([order[:-step][equal], order[step:][equal]], axis=1))
    if not pairs:
        return np.empty((0, 2), dtype=np.uint64)
    return np.sort(np.concatenate(pairs), axis=1).astype(np.uint64)


def _alike(signatures: np.ndarray[Any, Any], pairs: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The share of hashes in which each pair agrees: an estimate of the Jaccard similarity."""
    agree: np.ndarray[Any, Any] = (signatures[pairs[:, 0]] == signatures[pairs[:, 1]]).mean(axis=1)
    return agree
