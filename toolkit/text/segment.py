"""The tokens of a raw text, with their places.

Nothing is normalized: a token is a slice of the raw text. What a reader does
not see (direction marks, zero-width characters) is no token.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Tokens", "tokenize"]

_MARKED = re.escape(
    ch.TASHKEEL + ch.SUPERSCRIPT_ALEF + ch.COMBINING + ch.HONORIFIC_MARKS + ch.QURANIC_MARKS + ch.TATWEEL
)
_INVISIBLE = re.escape(ch.BIDI_CONTROLS + ch.ZERO_WIDTH + "\u200d\ufe0f")
_TOKEN = re.compile(
    rf"(?P<entity>&(?:#\d{{1,7}}|#x[0-9a-fA-F]{{1,6}}|[a-zA-Z]{{2,10}});)"
    rf"|(?P<number>[وبلك]{{0,2}}\d+(?:[.,٫٬/:]\d+)*)"
    rf"|(?P<word>[^\W\d][\w{_MARKED}]*)"
    rf"|(?P<line>[\n\r\u2028\u2029\x0b\x0c])"
    rf"|(?P<marks>''|[.…]{{1,64}})"
    rf"|(?P<other>[^\s{_INVISIBLE}{_MARKED}\x00-\x1f])"
)


_QUOTED = re.compile('[ \\t\\n\\r\xa0]{0,8}[«“„"]')
"""What follows the line end between a colon and its quotation."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one raw text, as columns.

    Attributes:
        raw: The raw text.
        texts: Each token's text.
        starts: Where each begins.
        ends: Where each ends.
        kinds: `entity`, `number`, `word`, `line`, `marks` or `other`.
    """

    raw: str
    texts: list[str]
    starts: list[int]
    ends: list[int]
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, first: int, last: int) -> Span:
        """The raw span of the tokens `first` to `last`, `last` excluded."""
        return Span(self.starts[first], self.ends[last - 1])


def tokenize(raw: str, *, cuts: Sequence[int] = ()) -> Tokens:
    """Cuts `raw` into words, numbers, entities, marks and line ends.

    Args:
        raw: A raw text.
        cuts: Places inside words where another word begins, in order.

    Examples:
        >>> tokenize("قال: «نعم».").texts
        ['قال', ':', '«', 'نعم', '»', '.']
    """
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    cut = deque(cuts)
    for match in _TOKEN.finditer(raw):
        start, end = match.span()
        while cut and cut[0] < end:
            at = cut.popleft()
            if start < at:
                texts.append(raw[start:at])
                starts.append(start)
                ends.append(at)
                kinds.append("word")
                start = at
        kind = match.lastgroup or "other"
        if kind == "line" and texts and texts[-1] == ":" and _QUOTED.match(raw, end):
            continue  # the quotation that a colon announced
        if kind == "line" and texts and texts[-1] == "،":
            continue  # no sentence ends with a comma
        texts.append(raw[start:end])
        starts.append(start)
        ends.append(end)
        kinds.append(kind)
    return Tokens(raw, texts, starts, ends, kinds)
