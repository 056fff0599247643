"""Spans of one text as the whole words they touch, so that two annotations of it can be compared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from toolkit.lexicons import load_lexicon
from toolkit.text.characters import CLINGING
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Words = tuple[tuple[int, int], ...]

__all__ = ["WORD", "Wording", "fold", "untelling"]

WORD = re.compile(rf"[\w{CLINGING}]+")
_FOLDED = (
    *("compose", "presentation_forms", "tatweel", "bidi", "zero_width", "marks"),
    *("alef", "hamza_carriers", "alef_maqsura", "ta_marbuta", "look_alikes"),
)


def fold(text: str) -> str:
    """The text in the spelling in which words are compared.

    Args:
        text: Any text.
    """
    return normalize(text, profile=_FOLDED)


@cache
def untelling(role: str) -> frozenset[str]:
    """The folded words that tell nothing: `title` beside a name, `particle` before content.

    Args:
        role: As the lexicon `comparison` has it.
    """
    return frozenset(fold(row["form"]) for row in load_lexicon("comparison").rows if row["role"] == role)


class Wording:
    """The words of a text. Sets of them are half-open ranges of places, apart and in order.

    Args:
        text: The raw text.

    Attributes:
        size: How many words there are.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        places = [match.span() for match in WORD.finditer(text)]
        self.size = len(places)
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]
        self._letters = [0, *accumulate(end - start for start, end in places)]

    def words(self, spans: Iterable[Sequence[int]]) -> Words:
        """The words that the spans touch; particles at the start of the first span are left out.

        Whole words, because Arabic writes clitics together with their host: a source may stand with or without its ل.

        Args:
            spans: `[start, end]` in code points.
        """
        ranges = [
            (bisect_right(self._ends, start), bisect_left(self._starts, end))
            for start, end in sorted(map(tuple, spans))
            if start < end
        ]
        if ranges:
            first, last = ranges[0]
            while last - first > 1 and fold(self._text[self._starts[first] : self._ends[first]]) in untelling(
                "particle"
            ):
                first += 1
            ranges[0] = first, last
        merged: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if first >= last:
                continue
            if merged and first <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(last, merged[-1][1])
            else:
                merged.append((first, last))
        return tuple(merged)

    def _size(self, words: Iterable[tuple[int, int]]) -> int:
        return sum(self._letters[last] - self._letters[first] for first, last in words)

    def share(self, one: Words, other: Words) -> float:
        """The letters of the words that both have over those that either has: 0..1; of none and none, 1.

        Args:
            one: What `words` gives.
            other: The same.
        """
        either = self._size(one) + self._size(other)
        both = self._size(_common(one, other))
        return both / (either - both) if either else 1.0


def _common(one: Words, other: Words) -> list[tuple[int, int]]:
    found, i, j = [], 0, 0
    while i < len(one) and j < len(other):
        first, last = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if first < last:
            found.append((first, last))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found
