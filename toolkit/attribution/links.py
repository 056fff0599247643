"""Headlines of other articles, which the page puts below its text or between its paragraphs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.lexemes import Word
    from toolkit.text.segment import Tokens

__all__ = ["hide_links"]

_HEADLINE = 22
"""Tokens of the longest headline; a longer line below the links is text again."""
_LIST = 12
"""Headlines that one announcement may have."""


@cache
def _announcements() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("backgrounds", "links")


def hide_links(tokens: Tokens, words: list[Word], plain: list[str]) -> None:
    """Reads the headlines behind روابط ذات علاقة or اقرأ أيضا as breaks, in which nothing is looked for.

    An announcement that has its line to itself has the short lines below it; another has the rest of its line.
    """
    announcements = _announcements()
    hidden = 0
    for i in [i for i, word in enumerate(words) if word.key in announcements]:
        behind = _announced(words, i) if i >= hidden else i
        if behind == i:
            continue
        hidden = _line_end(tokens, behind)
        if not any(words[k].key for k in range(behind, hidden)):
            hidden = _list_end(tokens, hidden)
        plain[i:hidden] = "B" * (hidden - i)


def _announced(words: list[Word], i: int) -> int:
    """Where the announcement at token `i` ends; `i` where there is none. Marks inside it count for nothing."""
    for entry in _announcements().get(words[i].key, ()):
        k = i
        for key in entry:
            while k < min(len(words), i + 6) and not words[k].key:
                k += 1
            if k >= len(words) or words[k].key != key:
                break
            k += 1
        else:
            return k
    return i


def _line_end(tokens: Tokens, i: int) -> int:
    while i < len(tokens) and tokens.kinds[i] != "line":
        i += 1
    return i


def _list_end(tokens: Tokens, i: int) -> int:
    """Behind the short lines that begin at token `i`."""
    for _ in range(_LIST):
        start = i
        while start < len(tokens) and tokens.kinds[start] == "line":
            start += 1
        end = _line_end(tokens, start)
        if end == start or end - start > _HEADLINE or tokens.texts[end - 1] == ".":
            break
        i = end
    return i
