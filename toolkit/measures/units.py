"""The units that are counted: articles, turns, words, relations; and the clusters they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.articles.linking import is_speech
from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Unit", "checked_unit", "clusters_of", "counted", "units_of", "with_turns"]

Unit = Literal["articles", "turns", "words", "relations"]
Array = np.ndarray[Any, np.dtype[Any]]


def checked_unit(unit: str) -> Unit:
    """The unit, if it is one.

    Args:
        unit: What the caller gave.

    Raises:
        TableError: It is none.
    """
    for known in get_args(Unit):
        if unit == known:
            return known  # type: ignore[no-any-return] # one of the literals
    raise TableError(f"unit={unit!r} is not counted; allowed are {', '.join(get_args(Unit))}")


def with_turns(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a number per turn in `turn`, missing where nobody speaks.

    A turn is a run of relations of one speaker in one field of an article with no other speaker between; a relation
    without a speaker is a turn.

    Args:
        table: What `linked` gives, with an index of its own.
    """
    spoken = table[is_speech(table)]
    order, _ = pd.factorize(spoken["article_id"])
    spoken = spoken.assign(order=order).sort_values(["order", "position"], kind="stable")
    keys = spoken[["article_id", "field", "source_id"]]
    changed = (keys != keys.shift()).any(axis=1) | keys["source_id"].isna()
    return table.assign(turn=changed.cumsum().astype("Int64").reindex(table.index))


def clusters_of(table: pd.DataFrame, story: str | None) -> pd.Series[Any]:
    """What each relation's article is drawn with: its story, where it has one, else the article itself.

    Args:
        table: Rows with `article_id`.
        story: The column that says which articles are of one story.
    """
    if story is None:
        return table["article_id"]
    named = table[story].notna()
    return ("story:" + table[story].astype("str")).where(named, "article:" + table["article_id"].astype("str"))


def units_of(spoken: pd.DataFrame, unit: Unit, *, of: Sequence[str]) -> pd.DataFrame:
    """How much of a unit there is for each combination of columns, as `count`.

    Args:
        spoken: The relations that count, `with_turns`.
        unit: What to count.
        of: The columns; rows that lack one are left out.
    """
    columns = list(of)
    if unit in {"articles", "turns"}:
        key = "article_id" if unit == "articles" else "turn"
        once = spoken.drop_duplicates(list(dict.fromkeys([*columns, key])))
        return once.groupby(columns).size().rename("count").reset_index()
    if unit == "relations":
        return spoken.groupby(columns).size().rename("count").reset_index()
    return spoken.groupby(columns)["words"].sum().rename("count").reset_index()


def counted(
    spoken: pd.DataFrame, unit: Unit, *, clusters: pd.Series[Any], sources: pd.Index[Any]
) -> tuple[sparse.csr_array[Any], Array]:
    """How much each source has in each cluster, and how much anybody has.

    Args:
        spoken: The relations that count, `with_turns`.
        unit: What to count.
        clusters: The cluster of each of them.
        sources: The sources, which are the columns.

    Returns:
        Clusters by sources; and the whole of each cluster, of relations without a speaker too.
    """
    places, names = pd.factorize(clusters)
    placed = spoken.assign(cluster=places)
    wholes = units_of(placed, unit, of=["cluster"])
    whole = np.zeros(len(names))
    whole[wholes["cluster"]] = wholes["count"]
    parts = units_of(placed, unit, of=["cluster", "source_id"])
    columns = sources.get_indexer(pd.Index(parts["source_id"]))
    here = columns >= 0
    matrix = sparse.coo_array(
        (parts["count"].to_numpy(dtype=float)[here], (parts["cluster"].to_numpy()[here], columns[here])),
        shape=(len(names), len(sources)),
    )
    return matrix.tocsr(), whole
