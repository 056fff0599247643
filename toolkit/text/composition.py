"""Unicode's canonical composition, place by place, in time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.text.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["COMPOSITIONS", "Composition", "composed", "joining", "unstable"]


def _compositions() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for code in range(0x0600, 0x0700):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            letter, mark = (chr(int(part, 16)) for part in parts)
            found.setdefault(mark, []).append((letter, chr(code)))
    return found


COMPOSITIONS = _compositions()
"""Each Arabic mark with the letters it joins, and what they become."""
_SHORT = 64  # so many characters at most are remembered, and left to Python's own ordering of marks
_REMEMBERED = 1 << 12
_JOINED = {letter + mark: one for mark, pairs in COMPOSITIONS.items() for letter, one in pairs}


class Composition:
    """Unicode's canonical composition (NFC): ا + U+0654 is أ, and a vowel stands before its shadda.

    Where `table` takes from a letter the mark it was composed with, all such marks go at once: ا with a thousand U+0654
    is أ with the others, is ا with the others, and so on, which would take a pass over the text for each.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        self._known: dict[str, tuple[int, str]] = {}

    def applied(self, raw: str) -> tuple[str, Places]:
        """The composed text and its map."""
        if unicodedata.is_normalized("NFC", raw):
            return raw, Places()
        pieces: list[str] = []
        at: list[int] = []
        widths: list[int] = []
        lengths: list[int] = []
        done = 0
        joined, known = _joined(), self._known
        astral = len(raw.encode("utf-16-le", "surrogatepass")) > 2 * len(raw)
        for match in _suspects(astral=astral).finditer(raw):
            start, end = match.span()
            # a letter before marks is theirs, unless it was found as one that is itself replaced
            if start and raw[start] in joined:
                start -= 1
            old = raw[start:end]
            same, new = known.get(old) or self._change(old)
            if new or start + same < end:
                start += same
                pieces += (raw[done:start], new)
                done = end
                if not end - start == len(new) == 1:
                    at.append(start)
                    widths.append(end - start)
                    lengths.append(len(new))
        pieces.append(raw[done:])
        return "".join(pieces), Places.packed(at, widths, lengths)

    def _change(self, old: str) -> tuple[int, str]:
        """How many characters of a letter with its marks stay, and what the others become."""
        new = composed(old)
        if len(self._table.get(new[0], "")) == 1:
            # where nothing is taken up, the letter is left to the table
            new = min(new, _without_absorbed(new, self._table), key=len)
        # the letter before reordered marks has not changed
        same = next((at for at, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), len(new))
        if len(old) <= _SHORT:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[old] = same, new[same:]
        return same, new[same:]


def composed(cluster: str) -> str:
    """NFC of a letter with what joins it, however many."""
    if len(cluster) > _SHORT:
        # Python orders marks by insertion, which takes a day for a megabyte of them; this takes a second
        letters = "".join(unicodedata.normalize("NFD", character) for character in cluster)
        runs = (list(run) for _, run in groupby(letters, lambda letter: unicodedata.combining(letter) > 0))
        cluster = "".join(letter for run in runs for letter in sorted(run, key=unicodedata.combining))
    return unicodedata.normalize("NFC", cluster)


def _without_absorbed(cluster: str, table: Mapping[str, str]) -> str:
    """A composed cluster as composing and folding it again and again leaves it, its letter folded."""
    base, marks = table[cluster[0]], cluster[1:]
    again = True
    while again:
        # again only where the letter has become another, and no letter comes back: twice at most
        again = False
        kept: list[str] = []
        for mark in marks:
            # a mark is kept from the letter by one of its own kind that stays
            blocked = kept and unicodedata.combining(kept[-1]) >= unicodedata.combining(mark)
            one = None if blocked else _JOINED.get(base + mark)
            if one is None:
                kept.append(mark)
            else:
                new = table.get(one, one)
                again |= new != base and bool(kept)
                base = new
        marks = "".join(kept)
    return base + marks


@cache
def unstable() -> tuple[frozenset[int], frozenset[int]]:
    """The code points that composition may join to the one before or reorder, and those that it never leaves.

    Planes 0 and 1 and the compatibility ideographs of plane 2: Unicode has no others.
    """
    letters = _letters()
    alone = unicodedata.normalize("NFC", "\n".join(letters)).split("\n")
    joined = {ord(letter) for letter in letters if unicodedata.combining(letter)}
    replaced = {ord(old) for old, new in zip(letters, alone, strict=True) if old != new} - joined
    # vowels and final consonants that are no marks and still join: Indic signs, Hangul
    joined |= {*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)}
    joined |= {0x09BE, 0x09D7, 0x0B3E, 0x0B56, 0x0B57, 0x0BBE, 0x0BD7, 0x0CC2, 0x0CD5, 0x0CD6, 0x0D3E, 0x0D57}
    joined |= {0x0DCF, 0x0DDF, 0x102E, 0x1B35, 0x1133E, 0x11357, 0x114B0, 0x114BA, 0x114BD, 0x115AF, 0x11930}
    return frozenset(joined), frozenset(replaced)


@cache
def _joined() -> frozenset[str]:
    return frozenset(map(chr, unstable()[0]))


@cache
def joining() -> frozenset[int]:
    """The code points that may join a letter, or never stay alone; the other marks only have their order."""
    parts = unicodedata.normalize("NFD", "\n".join(_letters())).split("\n")
    behind = frozenset(map(ord, "".join(part[1:] for part in parts)))
    joined = unstable()[0]
    alone = {code for code in joined if not unicodedata.is_normalized("NFC", chr(code))}
    return frozenset(joined & (behind | alone | {code for code in joined if not unicodedata.combining(chr(code))}))


def _letters() -> list[str]:
    """All but the line feed that may stand between them."""
    return [chr(code) for code in (*range(10), *range(11, 0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20))]


@cache
def _suspects(*, astral: bool) -> re.Pattern[str]:
    """What may have to be composed. A class with astral characters in it is slow, so most texts are spared them."""
    joined, replaced = unstable()
    some = (joined, replaced, joining())
    joins, replaces, second = (_ranges(code for code in codes if code < 0x10000 or astral) for codes in some)
    return re.compile(f"[{joins}]{{2,}}+|[{second}]|[{replaces}][{joins}]*+")


def _ranges(codes: Iterable[int]) -> str:
    """The code points as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)
