"""What was found in all articles of a coverage, beside what coders found in some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.articles.annotations import annotation_table
from toolkit.articles.linking import is_speech, linked
from toolkit.articles.tables import quotation_table
from toolkit.errors import TableError
from toolkit.measures.grouping import group_columns
from toolkit.measures.outcomes import annotation_records
from toolkit.measures.units import Unit, units_of, with_turns

if TYPE_CHECKING:
    from toolkit.measures.outcomes import Annotation

__all__ = ["CodedCounts", "coded_counts", "design"]

Array = np.ndarray[Any, np.dtype[Any]]

_CATEGORIES = {"speaker": "source_name"}


class CodedCounts(NamedTuple):
    """What was found in every article, what is there in the coded ones; by article and category, and in all.

    Attributes:
        categories: The categories, those most frequent in gold first.
        found: What was found, articles by categories.
        found_whole: What was found in each article.
        gold: What is there in the coded articles, articles by categories.
        gold_whole: What is there in each of them.
        coded: The places of the coded articles.
        weights: 1 / the probability with which each of those was drawn.
        strata: The stratum of each of those, numbered.
        stories: The story of every article, numbered.
    """

    categories: list[str]
    found: Array
    found_whole: Array
    gold: Array
    gold_whole: Array
    coded: Array
    weights: Array
    strata: Array
    stories: Array | None


def coded_counts(
    articles: pd.DataFrame, gold: Annotation, predicted: pd.DataFrame | None, *, of: str, unit: Unit, story: str | None
) -> CodedCounts:
    """Counts what was found, and what coders found in some of the articles.

    Args:
        articles: All articles.
        gold: As for `corrected_frequency`.
        predicted: As for `corrected_frequency`.
        of: As for `corrected_frequency`.
        unit: As for `corrected_frequency`.
        story: As for `corrected_frequency`.
    """
    records = annotation_records(articles, gold, name="gold")
    drawn = _drawn(articles, records, given=isinstance(gold, pd.DataFrame))
    if not drawn.any():
        raise TableError("gold has none of the articles; give articles with the coded ones among them")
    found = quotation_table(articles, jobs=0) if predicted is None else predicted
    found = found[found["field"] == "text"]
    sides = [found.assign(side=0), annotation_table(articles, records).assign(side=1)]
    both = linked(pd.concat(sides, ignore_index=True))
    column = _CATEGORIES.get(of, of)
    group_columns(both, column, name="of")
    both = pd.concat([with_turns(side) for _, side in both.groupby("side")], ignore_index=True)
    both = both[is_speech(both)]
    if of == "gender":
        both = both[both["type"] == "person"]
    places = pd.Index(articles["article_id"]).get_indexer(pd.Index(both["article_id"]))
    both = both.assign(category=both[column], place=places)
    both = both[(places >= 0) & ((both["side"] == 0) | drawn[places])]
    found, coded = (both[both["side"] == side] for side in (0, 1))
    often = pd.DataFrame({"gold": coded["category"].value_counts(), "found": found["category"].value_counts()}).fillna(
        0
    )
    often = often.rename_axis("category").sort_values(["gold", "found", "category"], ascending=[False, False, True])
    parts = [_by_article(side, unit, often.index, len(articles)) for side in (found, coded)]
    weights, strata = design(articles, records, drawn)
    stories = None
    if story is not None:
        alone = pd.Series([f"article {place}" for place in range(len(articles))], index=articles.index)
        stories = pd.factorize(("story " + articles[story].astype("str")).where(articles[story].notna(), alone))[0]
    categories = [str(name) for name in often.index]
    return CodedCounts(categories, *parts[0], *parts[1], np.flatnonzero(drawn), weights, strata, stories)


def _drawn(articles: pd.DataFrame, records: list[dict[str, Any]], *, given: bool) -> Array:
    """Which articles were coded; a table of gold names an article only where it has a relation."""
    named = {record["id"] for record in records if record["ars"] or not given}
    drawn: Array = articles["article_id"].isin(named).to_numpy()
    if given and "inclusion" in articles:
        drawn = drawn | articles["inclusion"].notna().to_numpy()
    return drawn


def design(articles: pd.DataFrame, records: list[dict[str, Any]], drawn: Array) -> tuple[Array, Array]:
    """1 / the chance of each coded article to be drawn, and its stratum.

    Args:
        articles: All articles, with `inclusion` and `stratum` where these are known.
        records: What was coded; what a record says of its article comes first.
        drawn: Which articles were coded.

    Raises:
        TableError: A chance is not within 0..1.
    """
    ids = articles.loc[drawn, "article_id"]
    by_id = {record["id"]: record for record in records}
    columns = {
        name: articles[name] if name in articles else pd.Series(None, index=articles.index, dtype="object")
        for name in ("inclusion", "stratum")
    }
    chances, strata = (
        [by_id.get(own, {}).get(name, cell) for own, cell in zip(ids, columns[name][drawn], strict=True)]
        for name in ("inclusion", "stratum")
    )
    chance = pd.to_numeric(pd.Series(chances, dtype="object"), errors="coerce").to_numpy(dtype=float)
    if np.isnan(chance).all():
        chance = np.full(len(chance), drawn.mean())
    if not ((chance > 0) & (chance <= 1)).all():
        raise TableError(
            "inclusion must be the probability, above 0 and up to 1, with which each coded article was drawn; "
            f"got {chances[int(np.flatnonzero(~((chance > 0) & (chance <= 1)))[0])]!r}"
        )
    return 1 / chance, pd.factorize(pd.Series(strata, dtype="object"), use_na_sentinel=False)[0]


def _by_article(spoken: pd.DataFrame, unit: Unit, categories: pd.Index[Any], size: int) -> tuple[Array, Array]:
    named = spoken[spoken["category"].notna()]
    matrix, whole = np.zeros((size, len(categories))), np.zeros(size)
    wholes = units_of(named, unit, of=["place"])
    whole[wholes["place"]] = wholes["count"]
    parts = units_of(named, unit, of=["place", "category"])
    matrix[parts["place"], categories.get_indexer(pd.Index(parts["category"]))] = parts["count"]
    return matrix, whole
