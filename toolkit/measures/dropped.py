"""Words that one outlet quotes and another has without saying whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.measures.likeness import day_numbers
from toolkit.measures.searched import texts_of
from toolkit.measures.shared_runs import longest_run
from toolkit.measures.terms import stop_words_of
from toolkit.words.lemmas import term_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["dropped_words"]

_ROW, _TELLING = 5, 3  # words in a row; how many of them are no stop words
_COMMON = 8  # five words that so many statements have are a formula


def dropped_words(
    articles: pd.DataFrame,
    statements: Mapping[Any, Sequence[str]],
    quotations: pd.DataFrame,
    *,
    places: Mapping[Any, tuple[Sequence[int], Sequence[int]]],
    told: Mapping[str, set[Any]],
    by: str,
    days: int | None,
) -> Iterator[tuple[Any, ...]]:
    """Where five or more words of a statement stand in an article that has no relation for them.

    Each text is read once; the time grows with the texts and with the statements, not with their product.

    Args:
        articles: The articles; titles and texts are read.
        statements: The words of each statement, without proclitics.
        quotations: Relations, with `article_id`, `field`, `contents`, `statement_id` and `published`.
        places: Where each of these words starts and ends in its own article.
        told: The statements that an article tells by a relation.
        by: The column that names the outlet.
        days: Within how many days of a telling the words must stand; None for any time.

    Yields:
        Statement, outlet, article_id, published, field, `[start, end]` here and in the statement's article, words.
    """
    stop = stop_words_of("stop_words")
    rows: dict[tuple[str, ...], list[Any]] = {}
    for own, words in statements.items():
        for gram in dict.fromkeys(zip(*(words[start:] for start in range(_ROW)), strict=False)):
            rows.setdefault(gram, []).append(own)
    spans: dict[tuple[str, str], list[Sequence[int]]] = {}
    for article, field, contents in zip(
        quotations["article_id"], quotations["field"], quotations["contents"], strict=True
    ):
        spans.setdefault((article, field), []).extend(contents)
    day, time = day_numbers(articles).tolist(), _times(quotations)
    published = (
        articles["published"] if "published" in articles else pd.Series([None] * len(articles), index=articles.index)
    )
    for row, field, text in texts_of(articles):
        tokens = term_tokens(text, numbers=True)
        bases = [token.base for token in tokens]
        grams = zip(*(bases[start:] for start in range(_ROW)), strict=False)
        hits = dict.fromkeys(own for gram in grams for own in rows.get(gram, ()) if len(rows[gram]) < _COMMON)
        article = articles["article_id"].iloc[row]
        for own in hits:
            run = longest_run(bases, statements[own])
            if run is None or own in told.get(article, ()) or not _near(day[row], time.get(own), days):
                continue
            start, end = tokens[run.start].start, tokens[run.start + run.length - 1].end
            telling = sum(base not in stop for base in bases[run.start : run.start + run.length])
            inside = any(first < end and start < last for first, last in spans.get((article, field), ()))
            if telling >= _TELLING and not inside:
                starts, ends = places[own]
                there = [starts[run.other], ends[run.other + run.length - 1]]
                outlet, when = articles[by].iloc[row], published.iloc[row]
                yield own, outlet, article, when, field, [start, end], there, run.length


def _times(quotations: pd.DataFrame) -> dict[Any, tuple[float, float]]:
    """The first and the last day on which each statement is told."""
    times: dict[Any, tuple[float, float]] = {}
    for own, day in zip(quotations["statement_id"], day_numbers(quotations).tolist(), strict=True):
        if day == day:  # noqa: PLR0124 - what is not a number is not itself
            first, last = times.get(own, (day, day))
            times[own] = min(first, day), max(last, day)
    return times


def _near(day: float, time: tuple[float, float] | None, days: int | None) -> bool:
    """Whether a day is within the window of a statement's days; where one is unknown, it may be."""
    if days is None or time is None:
        return True
    return not (day < time[0] - days or day > time[1] + days)
