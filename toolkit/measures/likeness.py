"""How alike articles are in what they tell: TF-IDF vectors, and which of them are compared at all."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.articles.days import published_days
from toolkit.measures.terms import term_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scipy import sparse

__all__ = ["A_DAY", "Alike", "TermVectors", "alike_pairs", "cosines", "day_numbers", "near_pairs", "term_vectors"]

Array = np.ndarray[Any, np.dtype[Any]]
_OF_TITLE, _LEAD = 4, 60  # a title counts so many times; the first so many words twice
_STRONGEST, _NEIGHBOURS = 16, 128  # words of an article that bring candidates; candidates that one word brings
_BLOCK = 1024
A_DAY = 0.9  # what a day between two articles leaves of their similarity


class TermVectors(NamedTuple):
    """Articles as vectors of length 1.

    Attributes:
        weights: Articles by terms, in the order of the articles; a row without terms is empty.
        terms: The term of each column.
    """

    weights: sparse.csr_array[Any]
    terms: tuple[str, ...]


class Alike(NamedTuple):
    """Pairs of articles that were compared and are alike enough, each once, in order.

    Attributes:
        one: The first of each, the lower place.
        other: The second.
        similarity: How alike they are, 0..1.
    """

    one: Array
    other: Array
    similarity: Array


def term_vectors(articles: pd.DataFrame) -> TermVectors:
    """TF-IDF vectors of lemmas in which the title counts four times and the first 60 words twice.

    A term that occurs f times in an article and in d of n articles weighs (1 + ln f) · ln(1 + n / d). Terms of a single
    article make nobody alike and are left out.

    Args:
        articles: A table of articles.

    References:
        Salton, G., Buckley, C. (1988). Term-weighting approaches in automatic text retrieval. Information Processing
        and Management 24, 513-523.
    """
    titles = articles["title"] if "title" in articles else [None] * len(articles)
    texts = [_weighted(title, text) for title, text in zip(titles, articles["text"], strict=True)]
    found = term_matrix(
        articles.assign(text=pd.Series(texts, index=articles.index, dtype="str")), least=2, least_articles=2
    )
    weights: sparse.csr_array[Any] = found.counts.astype(np.float64)
    weights.sort_indices()
    having = np.bincount(weights.indices, minlength=len(found.terms))
    rarity = np.log(1 + len(articles) / np.maximum(having, 1))
    weights.data = (1 + np.log(weights.data)) * rarity[weights.indices]
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    weights.data /= np.repeat(length, np.diff(weights.indptr))
    return TermVectors(weights, found.terms)


def _weighted(title: object, text: object) -> str | None:
    if not isinstance(text, str):
        return None
    lead = " ".join(text.split(None, _LEAD)[:_LEAD])
    return "\n".join([*([title] * _OF_TITLE if isinstance(title, str) else []), lead, text])


def alike_pairs(weights: sparse.csr_array[Any], days: Array, *, window: int | None, least: float) -> Alike:
    """The pairs of articles whose similarity reaches a limit: the cosine of their vectors, less a tenth for each day.

    Compared are articles that share one of the 16 words which weigh most in either; of those that have a word in common
    more often, each with the next 128 in the order of the days. So the work grows with the number of articles and not
    with its square.

    Args:
        weights: Rows of length 1.
        days: The day of each as a number, not a number where it is unknown; such an article is taken to be `window`
            days apart from any.
        window: Within how many days two can be alike; None for any, and then days do not matter.
        least: The limit, 0..1.
    """
    parts: list[Alike] = []
    for one, other in _candidates(weights, days, window):
        cosine = cosines(weights, one, other)
        if window is not None:
            apart = np.abs(days[one] - days[other])
            cosine *= A_DAY ** np.where(np.isnan(apart), window, apart)
        near = cosine >= least
        parts.append(Alike(one[near], other[near], np.minimum(cosine[near], 1.0)))
    if not parts:
        return Alike(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), np.empty(0))
    one, other, similarity = (np.concatenate(cells) for cells in zip(*parts, strict=True))
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((high, low))
    return Alike(low[order], high[order], similarity[order])


def day_numbers(table: pd.DataFrame) -> Array:
    """The day of each row as a number; not a number where its `published` names none, or there is no such column.

    Args:
        table: A table of articles or quotations.
    """
    days = published_days(table["published"] if "published" in table else [None] * len(table))
    return np.array([np.nan if pd.isna(day) else day.toordinal() for day in days], dtype=float)


def cosines(weights: sparse.csr_array[Any], one: Array, other: Array) -> Array:
    """The cosine of each pair of rows.

    Args:
        weights: Rows of length 1.
        one: A place of each pair.
        other: The other.
    """
    return np.asarray(weights[one].multiply(weights[other]).sum(axis=1)).ravel()


def _candidates(weights: sparse.csr_array[Any], days: Array, window: int | None) -> Iterator[tuple[Array, Array]]:
    rows, terms = _strongest(weights)
    yield from near_pairs(rows, terms, days, window=window)


def near_pairs(rows: Array, keys: Array, days: Array, *, window: int | None) -> Iterator[tuple[Array, Array]]:
    """Pairs of rows that have a key in common, each once, a block of rows at a time.

    Of those that have a key in common more often, each is paired with the next 128 in the order of the days.

    Args:
        rows: The row of each key.
        keys: Numbers.
        days: The day of each row, not a number where it is unknown.
        window: Within how many days a pair may be; None for any.
    """
    # in the order of the days, those without one at the end, so that neighbours are those of a time
    order = np.lexsort((np.arange(len(days)), np.nan_to_num(days, nan=np.inf)))
    place = np.empty(len(days), dtype=np.int64)
    place[order] = np.arange(len(days))
    day, rows = days[order], place[rows]
    ranked = np.lexsort((rows, keys))
    rows, keys = rows[ranked], keys[ranked]
    by_row = np.argsort(rows, kind="stable")
    edges = np.searchsorted(rows[by_row], np.arange(0, len(days) + _BLOCK, _BLOCK))
    for start, end in pairwise(edges):
        places = by_row[start:end]
        found: list[Array] = []
        for step in range(1, _NEIGHBOURS + 1):
            places = places[places + step < len(keys)]
            places = places[keys[places + step] == keys[places]]
            if not len(places):
                break
            one, other = rows[places], rows[places + step]
            if window is not None:
                near = ~(day[other] - day[one] > window)  # where a day is unknown, they may be
                one, other = one[near], other[near]
            found.append(one << 32 | other)
        if found:
            each = np.unique(np.concatenate(found))
            yield order[each >> 32], order[each & 0xFFFFFFFF]


def _strongest(weights: sparse.csr_array[Any]) -> tuple[Array, Array]:
    """The article and the term of the words that weigh most in each article."""
    articles = np.repeat(np.arange(weights.shape[0], dtype=np.int64), np.diff(weights.indptr))
    order = np.lexsort((weights.indices, -weights.data, articles))
    rank = np.arange(len(order)) - weights.indptr[:-1][articles]  # articles are in order already
    kept = order[rank < _STRONGEST]
    return articles[kept], weights.indices[kept].astype(np.int64)
