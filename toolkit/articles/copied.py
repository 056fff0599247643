"""Words that were copied out of an article, found in it again: exactly, or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.text.characters import CLINGING
from toolkit.text.normalize import align
from toolkit.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CopiedFrom", "paragraphs", "shown"]

_BREAKS = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_CELL = 32_000  # characters; a spreadsheet's cell takes 32,767
_INVISIBLE = dict.fromkeys((*range(32), *range(127, 160), 0x2028, 0x2029, 0xFFFE, 0xFFFF), " ")
_WORD = re.compile(rf"[\w{CLINGING}]")


def shown(text: str) -> str:
    """The text as a cell can hold it: control characters and line breaks become spaces, one for one.

    Args:
        text: Any text.
    """
    return text.translate(_INVISIBLE)


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that are not blank; one that no cell holds is cut at blanks.

    Args:
        text: The raw text.
    """
    return [part for match in _BREAKS.finditer(text) if match.group().strip() for part in _pieces(text, *match.span())]


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > _CELL:
        cut = text.rfind(" ", start, start + _CELL)
        cut = start + _CELL if cut <= start else cut
        yield Span(start, cut)
        start = cut
    yield Span(start, end)


class CopiedFrom:
    """An article in which copied words are looked for.

    Direction marks, tatweel, the kind and number of blanks and line breaks do not count, since copying changes them;
    letters, diacritics and punctuation do.

    Args:
        text: The raw text.
    """

    def __init__(self, text: str) -> None:
        self._view = align(shown(text), profile="reading")
        self.paragraphs = paragraphs(text)

    def places(self, words: str, within: Span | None = None) -> list[Span]:
        """Where the words stand, as whole words if they do anywhere, in order.

        Args:
            words: What was copied.
            within: The part of the raw text to look in.
        """
        wanted = align(shown(words), profile="reading").text.strip()
        text = self._view.text
        start, end = (0, len(text)) if within is None else self._view.text_span(*within)
        found = []
        place = text.find(wanted, start, end) if wanted else -1
        while place >= 0:
            found.append((place, place + len(wanted)))
            place = text.find(wanted, place + 1, end)
        whole = [each for each in found if not self._cuts_a_word(*each)]
        return [Span(*self._view.raw_span(*each)) for each in whole or found]

    def _cuts_a_word(self, start: int, end: int) -> bool:
        text = self._view.text
        before, after = text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1]
        return any(len(pair) == 2 and all(map(_WORD.match, pair)) for pair in (before, after))

    def find(self, words: str, *, paragraph: int | None = None, nth: int | None = None) -> Span | str:
        """The one place that the words can mean, or why there is none.

        They are looked for in the paragraph first; only where they do not stand in it, in the whole article.

        Args:
            words: What was copied.
            paragraph: The number of the paragraph, counted from 1.
            nth: Which of several places is meant, counted from 1.
        """
        found: list[Span] = []
        if paragraph is not None:
            if not 1 <= paragraph <= len(self.paragraphs):
                return f"there is no paragraph {paragraph}; the article has 1 to {len(self.paragraphs)}"
            found = self.places(words, self.paragraphs[paragraph - 1])
        where = f"in paragraph {paragraph}" if found else "in the article"
        found = found or self.places(words)
        if not found:
            return "the words do not stand in the article; copy them from it again"
        if nth is not None:
            if 1 <= nth <= len(found):
                return found[nth - 1]
            return f"the words stand {len(found)} times {where}, not {nth} times"
        if len(found) > 1:
            return f"the words stand {len(found)} times {where}; say which: 1, 2, …"
        return found[0]

    def described(self, span: Span, paragraph: int | None) -> tuple[str, int | None]:
        """The words of a span, and which of several places it is, so that `find` leads back to it.

        Args:
            span: A span of the raw text.
            paragraph: The paragraph that `find` will be given.
        """
        for own in (span, self._whole_words(span)):  # a part of a word is looked for where it is a word, if it is one
            words = shown(own.of(self._view.raw))
            within = self.places(words, self.paragraphs[paragraph - 1]) if paragraph is not None else []
            found = within or self.places(words)
            near = [(abs(each.start - own.start), nth) for nth, each in enumerate(found, 1) if each.overlaps(span)]
            if near:
                return words, min(near)[1] if len(found) > 1 else None
        return shown(span.of(self._view.raw)), None

    def _whole_words(self, span: Span) -> Span:
        # in the view, where no direction mark parts two letters
        text, (start, end) = self._view.text, self._view.text_span(*span)
        if start == end:
            return span
        while start > 0 and _WORD.match(text[start]) and _WORD.match(text[start - 1]):
            start -= 1
        while end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end]):
            end += 1
        return Span(*self._view.raw_span(start, end))

    def paragraph_of(self, place: int) -> int | None:
        """The number of the paragraph that a place of the raw text is in.

        Args:
            place: An offset.
        """
        return next((number for number, span in enumerate(self.paragraphs, 1) if span.start <= place < span.end), None)
