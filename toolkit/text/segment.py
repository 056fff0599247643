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

__all__ = ["Tokens", "count_words", "tokenize", "with_conjunctions"]

_MARKED = re.escape(
    ch.TASHKEEL + ch.SUPERSCRIPT_ALEF + ch.COMBINING + ch.HONORIFIC_MARKS + ch.QURANIC_MARKS + ch.TATWEEL
)
_INVISIBLE = re.escape(ch.BIDI_CONTROLS + ch.ZERO_WIDTH + "\u200d\ufe0f")
# A blank ahead is taken along, since a search that starts anew at each costs as much as the rest; and Arabic letters
# are named before \w, which has to be looked up. What a number may begin with begins no word.
_TOKEN = re.compile(
    rf"[ ]?(?:(?P<word>(?![وبلك]{{1,2}}\d)[^\W\d][\u0621-\u064a\w{_MARKED}]*)"
    rf"|(?P<entity>&(?:#\d{{1,7}}|#x[0-9a-fA-F]{{1,6}}|[a-zA-Z]{{2,10}});)"
    rf"|(?P<number>[وبلك]{{0,2}}\d+(?:[.,٫٬/:][{_INVISIBLE}]{{0,2}}\d+)*)"
    rf"|(?P<line>[\n\r\u2028\u2029\x0b\x0c])"
    rf"|(?P<marks>{'|'.join(ch.DOUBLED_MARKS)}|[.…]{{1,64}})"
    rf"|(?P<other>[^\s{_INVISIBLE}{_MARKED}\x00-\x1f]))"
)


_QUOTED = re.compile("[ \\t\\n\\r\xa0]{0,8}(?:[«»“”„\"‘]|'')")
"""What follows the line end between a colon and its quotation."""


_NEW_CLAUSE = re.compile(
    "[ \\t\\n\\r\xa0]{0,8}(?:فيما|حيث|إذ|كما|إلا|بينما|كذلك|لكن|ولكن|هذا|وذلك|مما)(?![\\u0621-\\u064a])"
)
"""What begins a clause of its own on the line below a comma."""


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

    def append(self, start: int, end: int, kind: str) -> None:
        """One token more, which ends the text so far."""
        self.texts.append(self.raw[start:end])
        self.starts.append(start)
        self.ends.append(end)
        self.kinds.append(kind)


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
    ends: list[int] = []
    kinds: list[str] = []
    for match in _TOKEN.finditer(raw):
        kind = match.lastgroup or "other"
        if kind == "line" and texts and _runs_on(texts[-1], raw, match.end()):
            continue
        texts.append(match[kind])
        ends.append(match.end())
        kinds.append(kind)
    starts = [end - len(text) for text, end in zip(texts, ends, strict=True)]
    tokens = Tokens(raw, texts, starts, ends, kinds)
    return _with_cuts(tokens, cuts) if cuts else tokens


def _runs_on(before: str, raw: str, end: int) -> bool:
    """Whether a line that ends at `end` ends no sentence: behind a comma, or a colon and ahead of its quotation.

    Who writes each clause on a line of its own begins the next with فيما, حيث or إلا أن.
    """
    if before == "،":
        return _NEW_CLAUSE.match(raw, end) is None
    return before == ":" and _QUOTED.match(raw, end) is not None


def _with_cuts(tokens: Tokens, cuts: Sequence[int]) -> Tokens:
    """The tokens with a token more for each place of `cuts` that lies within one."""
    cut = Tokens(tokens.raw, [], [], [], [])
    ahead = deque(cuts)
    for start, end, kind in zip(tokens.starts, tokens.ends, tokens.kinds, strict=True):
        while ahead and ahead[0] < end:
            at = ahead.popleft()
            if start < at:
                cut.append(start, at, "word")
                start = at  # noqa: PLW2901 - what is left of the token
        cut.append(start, end, kind)
    return cut


def with_conjunctions(tokens: Tokens) -> Tokens:
    """The tokens with an «and» that stands apart made one with the word behind its blank, as most write it.

    Args:
        tokens: The tokens of a text.

    Examples:
        >>> with_conjunctions(tokenize("نعم و قال لا")).texts
        ['نعم', 'وقال', 'لا']
    """
    if " \u0648 " not in tokens.raw and "\n\u0648 " not in tokens.raw and not tokens.raw.startswith("\u0648 "):
        return tokens
    joined = Tokens(tokens.raw, [], [], [], [])
    apart = False
    for text, start, end, kind in zip(tokens.texts, tokens.starts, tokens.ends, tokens.kinds, strict=True):
        if apart and kind == "word" and start == joined.ends[-1] + 1 and "\u0621" <= text[0] <= "\u064a":
            joined.texts[-1], joined.ends[-1] = "\u0648" + text, end
            apart = False
            continue
        joined.append(start, end, kind)
        joined.texts[-1] = text
        apart = text == "\u0648"
    return joined


def count_words(text: str) -> int:
    """How many words and numbers a text has.

    Args:
        text: Any text.

    Examples:
        >>> count_words("قال: «نعم، 3 مرات».")
        4
    """
    return sum(match.lastgroup in _COUNTED for match in _TOKEN.finditer(text))


_COUNTED = frozenset(("word", "number"))
