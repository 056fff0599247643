"""Quotation marks, paired by what stands beside them.

Which way a mark is drawn cannot be trusted: outlets print » « and ” “ as well
as « » and “ ”, and most print the same straight mark on both sides. So a mark
with a blank before it and a word behind it opens, and the other way round it
closes; only where both sides look alike do its shape and what is already open
decide. A mark that is lost costs its paragraph at most.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.text import characters as ch

if TYPE_CHECKING:
    from toolkit.text.segment import Tokens
    from toolkit.text.spans import Span

__all__ = ["MARKS", "Block", "is_comma", "mark_family", "quotation_blocks", "side_of"]

_SINGLE = frozenset("'`‘’‚‛‹›")
_DOUBLE = (frozenset(ch.QUOTATION_MARKS) - _SINGLE) | frozenset(ch.DOUBLED_MARKS)
MARKS = _DOUBLE
"""Double quotation marks of every drawing."""
_OPENS = frozenset(ch.OPENING_MARKS)
_CLOSES = frozenset(ch.CLOSING_MARKS)
_BEFORE_OPENING = frozenset("([{:-–—،,؛;/")
_BEHIND_CLOSING = frozenset(")]}.,،؛;:!؟?…-–—/")


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two quotation marks.

    Attributes:
        open: The token of the opening mark.
        close: The token behind the last one inside: the closing mark, or where the block was cut off.
        closed: Whether a closing mark was found.
        depth: 0 for an outer block, 1 inside another, and so on.
    """

    open: int
    close: int
    closed: bool
    depth: int

    def span(self, tokens: Tokens) -> Span | None:
        """The raw span between the marks; None where nothing is."""
        return tokens.span(self.open + 1, self.close) if self.open + 1 < self.close else None


def mark_family(text: str, kind: str) -> str | None:
    """`"` for a double mark, `'` for a single one."""
    if kind == "entity":
        text = html.unescape(text)
    if text in _DOUBLE:
        return '"'
    return "'" if text in _SINGLE else None


def side_of(tokens: Tokens, i: int) -> str:
    """`open`, `close`, or `either` where both sides look alike."""
    raw, start, end = tokens.raw, tokens.starts[i], tokens.ends[i]
    left = raw[start - 1] if start else " "
    right = raw[end] if end < len(raw) else " "
    free_left = left.isspace() or left in _BEFORE_OPENING or left == ch.TATWEEL or left in ch.BIDI_CONTROLS
    free_right = right.isspace() or right in _BEHIND_CLOSING or right in ch.BIDI_CONTROLS
    if free_left and not free_right:
        return "open"
    if free_right and not free_left:
        return "close"
    return "either"


_AHEAD = 200
"""How far ahead the mark is looked for that closes what a misplaced one may open, in tokens."""


class _Pairing:
    """The pairing of one text, paragraph by paragraph."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.blocks: list[Block] = []
        self.stack: list[tuple[int, str]] = []  # the token of each open mark, and its family
        self.carried: int | None = None  # an open mark of the paragraph before

    def run(self) -> list[Block]:
        tokens, brackets = self.tokens, speech_brackets(self.tokens)
        for i in [i for i, kind in enumerate(tokens.kinds) if kind != "word"]:
            text, kind = tokens.texts[i], tokens.kinds[i]
            if kind == "line":
                self._end_paragraph(i)
            elif i in brackets:
                self._bracket(i, text)
            elif family := mark_family(text, kind):
                self._mark(i, text, family)
        self._end_paragraph(len(tokens))
        return sorted(self.blocks, key=lambda block: (block.open, -block.close))

    def _is_apostrophe(self, i: int) -> bool:
        """A single mark counts only beside a blank, and only where its other half can follow."""
        tokens, side = self.tokens, side_of(self.tokens, i)
        if side == "either":
            return True
        if side == "close":
            return not any(family == "'" for _, family in self.stack)
        last = min(len(tokens), i + 400)
        for j in range(i + 1, last):
            if tokens.kinds[j] == "line":
                break
            if tokens.texts[j] in _SINGLE and side_of(tokens, j) == "close":
                return False
        return True

    def _mark(self, i: int, text: str, family: str) -> None:
        if family == "'" and self._is_apostrophe(i):
            return
        side = side_of(self.tokens, i)
        is_open = any(f == family for _, f in self.stack)
        if side == "either":
            if text in _OPENS or text in _CLOSES:
                # drawn as an opener or closer, but this text may print them the other way round
                side = "close" if is_open else "open"
            else:
                side = "close" if is_open or self.carried is not None else "open"
        if side == "open":
            self._open(i, family, is_open=is_open)
        elif is_open:
            self._close(i, family)
        elif self.carried is not None:
            self.blocks.append(Block(self.carried, i, closed=True, depth=0))
            self.carried = None
        elif family == '"' and text not in _CLOSES and self._opens_none_the_less(i):
            self._open(i, family, is_open=False)

    def _opens_none_the_less(self, i: int) -> bool:
        """Whether a mark drawn on the word before it opens: nothing is open and the next one closes: وأضاف" لن."""
        tokens = self.tokens
        for j in range(i + 1, min(len(tokens), i + _AHEAD)):
            if tokens.kinds[j] == "line":
                return False
            if mark_family(tokens.texts[j], tokens.kinds[j]) == '"':
                return side_of(tokens, j) == "close"
        return False

    def _bracket(self, i: int, text: str) -> None:
        opening = _CLOSING_BRACKETS.get(text)
        if opening is None:
            self.stack.append((i, text))
        elif any(family == opening for _, family in self.stack):
            self._close(i, opening)

    def _open(self, i: int, family: str, *, is_open: bool) -> None:
        self.carried = None
        if is_open and i and self.tokens.texts[i - 1] == ":":
            # speech begins anew: what was open has lost its closing mark
            while self.stack:
                self._cut_off(i)
        self.stack.append((i, family))

    def _close(self, i: int, family: str) -> None:
        while self.stack[-1][1] != family:
            self.stack.pop()
        opened, _ = self.stack.pop()
        self.blocks.append(Block(opened, i, closed=True, depth=len(self.stack)))

    def _cut_off(self, end: int) -> None:
        opened, family = self.stack.pop()
        speaks = (
            not opened or self.tokens.texts[opened - 1] in {":", "،", ","} or self.tokens.kinds[opened - 1] == "line"
        )
        inner = any(block.open > opened for block in self.blocks[-8:])
        if family == '"' and (speaks or not inner):
            self.blocks.append(Block(opened, end, closed=False, depth=len(self.stack)))

    def _end_paragraph(self, end: int) -> None:
        lone = len(self.stack) == 1 and self.stack[0][1] == '"' and not self._reopened(end)
        while self.stack:
            if lone and self.tokens.texts[self.stack[0][0] - 1 : self.stack[0][0]] == [":"] and end < len(self.tokens):
                # its closing mark may stand in the next paragraph
                self.carried = self.stack[0][0]
            self._cut_off(end)
        if self.carried is not None and end - self.carried > 400:
            self.carried = None

    def _reopened(self, end: int) -> bool:
        return (
            end + 1 < len(self.tokens)
            and mark_family(self.tokens.texts[end + 1], self.tokens.kinds[end + 1]) is not None
        )


_CLOSING_BRACKETS = {")": "(", "}": "{", "]": "["}
_BRACKETS = frozenset("({[")


def speech_brackets(tokens: Tokens) -> frozenset[int]:
    """The brackets that are quotation marks: behind a colon, around a few words at least.

    Where a text prints two pairs of round ones, those that begin a sentence and have a comma behind them are marks too:
    (لن نغلق)، قال الوزير. Curly ones are marks wherever they stand, as Koran is printed: لقوله تعالى {…}.
    """
    if not any(bracket in tokens.raw for bracket in _BRACKETS):
        return frozenset()  # most texts
    behind_colon: list[int] = []
    leading: list[int] = []
    others: list[int] = []
    opened: dict[str, int] = {}  # where one of each kind opened last: some stand within those of another kind
    for i, text in enumerate(tokens.texts):
        if text in _BRACKETS:
            if side_of(tokens, i) != "close":  # some print them the other way round: }وعد الصدق{ (الأحقاف: 16)
                opened[text] = i
            continue
        if tokens.kinds[i] == "line":
            opened.clear()
        first = opened.pop(_CLOSING_BRACKETS[text], -1) if text in _CLOSING_BRACKETS else -1
        if first < 0 or i - first > _LONGEST_BRACKET or tokens.kinds[first:i].count("word") < _FEWEST_WORDS:
            continue
        before = tokens.texts[first - 1] if first else "."
        if text == ")" and before == "(" and tokens.texts[i + 1 : i + 2] == [")"]:
            others += [first - 1, i + 1]  # ((…))
        elif text == "}" or (text == "]" and before == ":"):
            others += [first, i]
        elif before == ":":
            behind_colon += [first, i]
        elif (
            text == ")" and (before in _SENTENCE_ENDS or tokens.kinds[first - 1] == "line") and is_comma(tokens, i + 1)
        ):
            leading += [first, i]
    return frozenset(others + behind_colon + (leading if len(behind_colon) > 2 else []))


_FEWEST_WORDS = 4
_LONGEST_BRACKET = 150
_SENTENCE_ENDS = frozenset(".!؟?")


def is_comma(tokens: Tokens, i: int) -> bool:
    """Whether token `i` is there and a comma, Arabic or Latin."""
    return tokens.texts[i : i + 1] in (["،"], [","])


def quotation_blocks(tokens: Tokens) -> list[Block]:
    """The quotation blocks of a text, in order; an inner one follows the one around it."""
    blocks = _Pairing(tokens).run()
    # a block that was cut off and then found closed in the next paragraph stands once, closed
    closed = {block.open for block in blocks if block.closed}
    return [block for block in blocks if block.closed or block.open not in closed]
