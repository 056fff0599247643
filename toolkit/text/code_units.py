"""Offsets as JavaScript counts them, in UTF-16 code units, turned into code points: here and nowhere else.

A letter beyond the first plane, such as an emoji, is two units and one code point. What stands before it has the same
offset in both; what stands behind it has not.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from toolkit.text.spans import Span

__all__ = ["span_of_units"]

_BEYOND = re.compile("[\U00010000-\U0010ffff]")


def span_of_units(text: str, start: int, end: int) -> Span:
    """The code points that a range of UTF-16 code units covers; a letter that is cut in two counts whole.

    Args:
        text: The text that the range lies in.
        start: Where it begins, in UTF-16 code units.
        end: Where it ends, exclusive.

    Returns:
        The half-open span in code points.

    Raises:
        IndexError: The range does not lie within the text, or ends before it begins.

    Examples:
        >>> text = "😀 قال"
        >>> span_of_units(text, 3, 6)
        Span(start=2, end=5)
        >>> span_of_units(text, 1, 6).of(text)
        '😀 قال'
    """
    # the units at which the letters of two units begin
    pairs = [match.start() + place for place, match in enumerate(_BEYOND.finditer(text))]
    size = len(text) + len(pairs)
    if not 0 <= start <= end <= size:
        raise IndexError(f"the range {start}:{end} does not lie within 0:{size}, in UTF-16 code units")
    first, last = (offset - bisect_left(pairs, offset) for offset in (start, end))
    # an offset between the two units of a letter is so far the place before it
    place = bisect_left(pairs, end - 1)
    return Span(first, last + (place < len(pairs) and pairs[place] == end - 1))
