"""Articles on the same event, in one outlet or several: the story on which their framing can be compared."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.articles.schema import check_table
from toolkit.measures.chance import chance_limit
from toolkit.measures.likeness import A_DAY, Alike, alike_pairs, day_numbers, term_vectors
from toolkit.measures.linkage import average_linkage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.measures.likeness import TermVectors

__all__ = ["find_events"]

_USUAL, _LEAST = 0.3, 0.03
_ALIKE = 3  # a pair that is less alike than this part of the limit counts as not alike at all
_TERMS = 5


def find_events(articles: pd.DataFrame, *, similarity: float | None = None, days: int | None = 3) -> pd.DataFrame:
    """Which articles tell the same event, whether one outlet or several, copied or in words of their own.

    Two articles are as alike as their TF-IDF vectors of lemmas (see `likeness.term_vectors`: the title and the first
    words count more): the cosine, less a tenth for each day between them. An event is a group whose pairs are alike on
    average (`linkage.average_linkage`), so that no chain of follow-ups makes one event of a month. How alike depends on
    the coverage: where all is on one topic, less says more; see `chance.chance_limit`.

    Of pairs in real news that share an event so found, 0.6 tell the very same happening and 0.9 that or another of the
    same story, such as reactions to it; 0.7 of the pairs on the same happening share one. Formulas, as in reports of
    prices and receptions, are alike without being one event. `make bench` has the figures with their intervals.

    Args:
        articles: A table of articles; `article_id` and `text` are needed, `title`, `published` and `outlet` are used.
        similarity: How alike the pairs of an event must be on average, 0.03 to 1; higher finds fewer and surer events.
            None takes what articles of far-off days say of chance: a quarter of the pairs that are so alike may be
            chance. Where there are too few of those, 0.3.
        days: Within how many days two articles can tell one event, 0 or more; an article without a day is taken to be
            so far from any. None for any time, and then days do not matter.

    Returns:
        One row per article, in their order: `article_id`; `event_id`, the article_id of the event's first article (of
        those published first, the longest), its own where it is alone; `event_articles` and `event_outlets`, how many
        there are; `similarity`, how alike it is to the event's other articles on average (0..1; missing where it is
        alone); `similarity_limit`, what was asked for or taken; `event_terms`, up to five terms that weigh most in the
        event, to read and not to count. The events do not depend on the order of the rows. Join it, and measures take
        the event as the story:

            articles = articles.merge(find_events(articles), on="article_id")
            keyness(articles, by="outlet", target="…", story="event_id")

    Raises:
        TableError: `articles` lacks a column, or its `article_id` is no unique text.
        ValueError: A limit is out of its range.

    References:
        Allan, J. (ed.) (2002). Topic Detection and Tracking: Event-based Information Organization.

    Examples:
        >>> articles = pd.DataFrame({"article_id": ["1", "2", "3"], "outlet": ["س", "ص", "س"],
        ...     "published": ["2026-05-01", "2026-05-02", "2026-05-02"],
        ...     "text": ["انهار جسر الوادي وغرقت شاحنتان", "شاحنتان غرقتا لما انهار الجسر", "فاز نادي الواحة بالكأس"]})
        >>> find_events(articles)[["event_id", "event_outlets"]].values.tolist()
        [['1', 2], ['1', 2], ['3', 1]]
    """
    check_table(articles, "articles")
    if similarity is not None and not _LEAST <= similarity <= 1:
        raise ValueError(f"similarity is {_LEAST} to 1, or None, got {similarity!r}; {_USUAL} is usual, more is surer")
    if days is not None and days < 0:
        raise ValueError(f"days is a number of days from 0, or None, got {days!r}")
    # in the order of the ids, so that the order of the rows decides nothing
    order = np.argsort(articles["article_id"].to_numpy(dtype=object), kind="stable")
    table = articles.iloc[order].reset_index(drop=True)
    day = day_numbers(table)
    vectors = term_vectors(table)
    alike = alike_pairs(vectors.weights, day, window=days, least=_LEAST)
    limit = similarity
    if limit is None and days is not None:
        outlets = pd.factorize(table["outlet"])[0] if "outlet" in table else np.zeros(len(table), dtype=int)
        limit = chance_limit(vectors.weights, day, outlets, alike, window=days, decay=A_DAY)
    limit = _USUAL if limit is None else limit
    kept = alike.similarity >= limit / _ALIKE
    alike = Alike(*(cells[kept] for cells in alike))
    groups = average_linkage(len(table), zip(*(cells.tolist() for cells in alike), strict=True), least=limit)
    found = _described(table, np.array(groups, dtype=np.int64), day, vectors, alike)
    found.insert(5, "similarity_limit", limit)
    return found.iloc[np.argsort(order)].reset_index(drop=True)


def _described(
    table: pd.DataFrame, groups: np.ndarray[Any, Any], day: np.ndarray[Any, Any], vectors: TermVectors, alike: Alike
) -> pd.DataFrame:
    _, places, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    length = table["text"].map(lambda text: len(text) if isinstance(text, str) else 0).to_numpy()
    # the first published, then the longest; lexsort has its chief key last
    ranked = np.lexsort((np.arange(len(table)), -length, np.nan_to_num(day, nan=np.inf)))
    first = np.full(len(sizes), -1)
    first[places[ranked[::-1]]] = ranked[::-1]
    outlets = table.get("outlet", pd.Series(dtype="str")).groupby(places).nunique() if "outlet" in table else None
    together = groups[alike.one] == groups[alike.other]
    sums = np.zeros(len(table))
    for side in (alike.one, alike.other):
        np.add.at(sums, side[together], alike.similarity[together])
    others = sizes[places] - 1
    terms = _strongest_terms(vectors, places, len(sizes))
    return pd.DataFrame(
        {
            "article_id": table["article_id"].astype("str"),
            "event_id": table["article_id"].astype("str").to_numpy()[first[places]],
            "event_articles": sizes[places].astype("int64"),
            "event_outlets": (np.zeros(len(sizes), dtype="int64") if outlets is None else outlets.to_numpy())[places],
            "similarity": np.divide(sums, others, out=np.full(len(table), np.nan), where=others > 0),
            "event_terms": pd.Series([terms[place] for place in places], dtype="str"),
        }
    ).astype({"event_id": "str", "event_outlets": "int64"})


def _strongest_terms(vectors: TermVectors, places: np.ndarray[Any, Any], count: int) -> Sequence[str | None]:
    """The terms that weigh most in each group."""
    articles, weights = np.repeat(places, np.diff(vectors.weights.indptr)), vectors.weights
    keys, at = np.unique(articles.astype(np.int64) << 32 | weights.indices, return_inverse=True)
    sums = np.round(np.bincount(at, weights=weights.data, minlength=len(keys)), 9)
    groups, terms = keys >> 32, keys & 0xFFFFFFFF
    order = np.lexsort((terms, -sums, groups))
    edges = np.searchsorted(groups[order], np.arange(count + 1))
    named = [
        [vectors.terms[term] for term in terms[order[start : min(start + _TERMS, end)]]]
        for start, end in pairwise(edges)
    ]
    return [" · ".join(own) or None for own in named]
