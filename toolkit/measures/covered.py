"""On which days each outlet was covered, and what it published on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.articles.days import published_days
from toolkit.articles.schema import check_table
from toolkit.errors import TableError

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Covered", "covered_days"]


@dataclass(frozen=True, eq=False)
class Covered:
    """Groups of articles and the days on which they were covered.

    Attributes:
        heads: The values of each group, one row a group, in their order; a missing value is the last.
        dated: One row an article: `group` (the place of its head) and `day` (missing where it is unknown, or outside
            of what is covered), on the articles' index.
        first: The first covered day of each group; missing where there is none.
        last: The last.
        undated: How many articles of each group name no day.
    """

    heads: pd.DataFrame
    dated: pd.DataFrame
    first: pd.Series[Any]
    last: pd.Series[Any]
    undated: pd.Series[int]


def covered_days(
    articles: pd.DataFrame, names: list[str], *, start: date | str | None = None, end: date | str | None = None
) -> Covered:
    """The groups of a table and the days on which each was covered.

    Args:
        articles: A table of articles.
        names: Columns whose values are groups; with none, all articles are one.
        start: The first covered day of every group; that of its first article where left out.
        end: The last, likewise.

    Raises:
        TableError: A column is missing, or no article has a day from `start` to `end`.
        ValueError: `start` or `end` is no day.
    """
    check_table(articles, "articles")
    if "published" not in articles:
        raise TableError("articles lacks the column 'published'; coverage over time needs the day of each article")
    days = published_days(articles["published"]).set_axis(articles.index)
    if names:
        group = articles.groupby(names, dropna=False, observed=True).ngroup()
    else:
        group = pd.Series(0, index=articles.index)
    undated = days.isna().groupby(group).sum().astype("int64")
    begun, ended = _day(start, "start"), _day(end, "end")
    outside = pd.Series(data=False, index=articles.index)
    if begun is not None:
        outside |= days < begun
    if ended is not None:
        outside |= days > ended
    days = days.mask(outside)
    if days.isna().all():
        raise TableError("no article has a day in 'published' from start to end; write days as 2026-05-01")
    first, last = days.groupby(group).min(), days.groupby(group).max()
    return Covered(
        heads=articles[names].iloc[np.unique(group.to_numpy(), return_index=True)[1]].reset_index(drop=True),
        dated=pd.DataFrame({"group": group, "day": days}),
        first=first if begun is None else pd.Series(begun, index=first.index),
        last=last if ended is None else pd.Series(ended, index=last.index),
        undated=undated,
    )


def _day(value: date | str | None, name: str) -> pd.Timestamp | None:
    if value is None:
        return None
    day = published_days([value])[0]
    if pd.isna(day):
        raise ValueError(f"{name} is a day, such as '2026-05-01', got {value!r}")
    return pd.Timestamp(day)
