"""What the articles of an event have: speakers, terms, frames or anything else, as one matrix to compare outlets by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.articles.linking import is_speech, linked
from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.grouping import group_columns
from toolkit.measures.terms import TermMatrix, aligned_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["EventItems", "event_items"]

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, eq=False)
class EventItems:
    """The articles on events that several outlets covered, and what each of them has.

    Attributes:
        articles: These articles, with `story` and `by`, in order of both.
        has: Articles by items, 1 where the article has the item.
        items: The name of each item.
        spellings: For speakers, every name under which one speaks, and the place of the item; else empty.
    """

    articles: pd.DataFrame
    has: sparse.csr_array[Any]
    items: tuple[str, ...]
    spellings: Mapping[str, int]


def event_items(
    articles: pd.DataFrame,
    evidence: pd.DataFrame | TermMatrix,
    *,
    of: str | None,
    story: str,
    by: str,
    unnamed: bool,
    aliases: pd.DataFrame | None,
) -> EventItems:
    """What the articles on events of several outlets have.

    Args:
        articles: The articles, with the columns `story` and `by`.
        evidence: What `quotation_table` or `term_matrix` gives for them, or any table with `article_id`; where it has a
            column `present`, as `frame_table` does, only rows that are true in it count.
        of: The column of the evidence that is compared; None for the speakers of quotations.
        story: The column that says which articles are on one event.
        by: The column whose values are compared.
        unnamed: Whether speakers without a name count.
        aliases: A researcher's corrections of who is who.

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.
    """
    check_table(articles, "articles")
    group_columns(articles, story, name="story")
    group_columns(articles, by)
    known = articles[articles[story].notna() & articles[by].notna()]
    outlets = known.groupby(story)[by].nunique()
    known = known[known[story].isin(outlets[outlets > 1].index)]
    known = known.sort_values([story, by, "article_id"], kind="stable").reset_index(drop=True)
    if isinstance(evidence, TermMatrix):
        has = sparse.csr_array(aligned_terms(evidence, known).counts > 0).astype(np.int64)
        return EventItems(known, has, evidence.terms, {})
    table, keys, names, spelt = _named(evidence, of, unnamed=unnamed, aliases=aliases)
    rows = pd.Index(known["article_id"]).get_indexer(pd.Index(table["article_id"]))
    here = (rows >= 0) & keys.notna().to_numpy()
    codes, found = pd.factorize(keys[here], sort=True)
    cells = (np.ones(len(codes), dtype=np.int64), (rows[here], codes))
    has = sparse.csr_array(cells, shape=(len(known), len(found)))
    has.sum_duplicates()
    has.data[:] = 1
    places = {key: place for place, key in enumerate(found)}
    spellings = {name: places[key] for name, key in spelt if key in places}
    return EventItems(known, has, tuple(names[key] for key in found), spellings)


def _named(
    evidence: pd.DataFrame, of: str | None, *, unnamed: bool, aliases: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.Series[Any], dict[Any, str], list[tuple[str, Any]]]:
    """The rows that count, the key of each, what to call a key, and for speakers each name with its key."""
    if of is not None:
        group_columns(evidence, of, name="of")
        if "article_id" not in evidence:
            raise TableError("the evidence has no column 'article_id', which says where each row stands")
        if "present" in evidence:  # a table with a row for what an article lacks, too
            evidence = evidence[evidence["present"].eq(other=True)]
        return evidence, evidence[of], {key: str(key) for key in evidence[of].dropna().unique()}, []
    table = linked(evidence, aliases=aliases)
    spoken = table[is_speech(table) & (unnamed | (table["type"] != "unnamed"))]
    named = spoken.dropna(subset=["source_id"])
    names = dict(zip(named["source_id"], named["source_name"], strict=True))
    # an article that lets them decline, or has them in another's words, does not leave them out by name
    spelt = table.dropna(subset=["source_id"])[["speaker", "source_id"]].drop_duplicates()
    return spoken, spoken["source_id"], names, list(spelt.itertuples(index=False, name=None))
