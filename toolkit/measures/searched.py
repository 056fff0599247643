"""Where words and phrases stand in a table of articles, and what stands around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import TableError
from toolkit.text.normalize import normalize_all
from toolkit.text.segment import tokenize
from toolkit.text.spans import Span
from toolkit.words.occurrences import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from toolkit.text.segment import Tokens
    from toolkit.words.occurrences import Match, Occurrence

__all__ = ["FIELDS", "Searched", "contexts", "phrases_of", "searched", "texts_of"]

FIELDS = ("title", "text")
_COUNTED = frozenset(("word", "number"))
_AT_WORDS, _MARKS = frozenset(("other", "marks")), 2
_BATCH = 512  # articles whose letters are looked at before their words
_FEW = 16  # phrases that are looked for by their letters first


class Searched(NamedTuple):
    """A text that has a phrase.

    Attributes:
        row: Its article, counted from 0.
        field: `title` or `text`.
        tokens: Its tokens.
        found: Where the phrases stand.
    """

    row: int
    field: str
    tokens: Tokens
    found: list[Occurrence]


def phrases_of(term: str | Iterable[str], match: Match) -> Phrases:
    """A term as it is asked for, or several, to look for.

    Args:
        term: A word or phrase, or several.
        match: As for `Phrases`.

    Raises:
        TableError: It is no text, or has no word.
    """
    terms = [term] if isinstance(term, str) else list(term) if isinstance(term, Iterable) else [term]
    wrong = next((own for own in terms if not isinstance(own, str)), None)
    if wrong is not None:
        raise TableError(f"a term is a text, or several, got {wrong!r} ({type(wrong).__name__}); write it in quotes")
    return Phrases(list(dict.fromkeys(terms)), match=match)


def texts_of(articles: pd.DataFrame) -> list[tuple[int, str, str]]:
    """The row, field and text of each text that there is, in the order of the articles, the title before the text.

    Args:
        articles: The articles.
    """
    columns = [(field, articles[field].tolist()) for field in FIELDS if field in articles]
    return [
        (row, field, cells[row])
        for row in range(len(articles))
        for field, cells in columns
        if isinstance(cells[row], str)
    ]


def searched(articles: pd.DataFrame, phrases: Phrases) -> Iterator[Searched]:
    """The texts in which a phrase stands, in the order of the articles, the title before the text.

    Args:
        articles: The articles.
        phrases: What to look for.
    """
    texts = texts_of(articles)
    stems = phrases.stems
    is_cased = any(stem.upper() != stem for stem in stems or ())
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        if stems is not None and len(stems) <= _FEW:
            folded = normalize_all([text for _, _, text in batch])
            folded = [text.casefold() for text in folded] if is_cased else folded
            batch = [one for one, key in zip(batch, folded, strict=True) if any(stem in key for stem in stems)]
        for row, field, text in batch:
            tokens = tokenize(text)
            found = phrases.found(tokens)
            if found:
                yield Searched(row, field, tokens, found)


def contexts(tokens: Tokens, found: Sequence[Occurrence], *, width: int) -> list[tuple[Span, Span]]:
    """What stands before and behind each place, so many words of it.

    Args:
        tokens: A text.
        found: Places in it.
        width: How many words.
    """
    words = [place for place, kind in enumerate(tokens.kinds) if kind in _COUNTED]
    around = []
    for one in found:
        before, behind = bisect_left(words, one.first), bisect_left(words, one.last)
        first = words[max(before - width, 0)] if before and width else one.first
        last = words[min(behind + width, len(words)) - 1] + 1 if behind < len(words) and width else one.last
        for _ in range(_MARKS if width else 0):  # brackets and marks that are written at the outer words
            first -= (
                first > 0 and tokens.kinds[first - 1] in _AT_WORDS and tokens.ends[first - 1] == tokens.starts[first]
            )
            last += (
                last < len(tokens) and tokens.kinds[last] in _AT_WORDS and tokens.starts[last] == tokens.ends[last - 1]
            )
        around.append((Span(tokens.starts[first], one.start), Span(one.end, tokens.ends[last - 1])))
    return around
