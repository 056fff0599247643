"""Speakers over time: articles a week in which each speaks, where the outlet published at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

import pandas as pd

from toolkit.articles.days import published_days
from toolkit.articles.linking import is_speech, linked
from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FREQUENCY", "Period", "source_timeline"]

Period = Literal["day", "week", "month"]
FREQUENCY = {"day": "D", "week": "W-SUN", "month": "M"}  # a week begins on Monday, as ISO 8601 has it


def source_timeline(
    quotations: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    every: Period = "week",
    by: str | Sequence[str] | None = None,
    top: int = 10,
    aliases: pd.DataFrame | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """In how many articles each speaker speaks, week by week.

    A week in which an outlet published and did not quote a speaker is a zero; one in which it published nothing, as far
    as the coverage goes, is missing. Articles whose `published` names no day are in no week.

    Args:
        quotations: What `quotation_table` gives.
        articles: The articles it was made of, those without quotations too; `published` is needed.
        every: `day`, `week` (from Monday) or `month`.
        by: A column of both tables, or several, within whose values to count.
        top: How many speakers are followed, those in most articles first.
        aliases: A researcher's corrections, as for `source_table`.
        copies: A column of `articles` that is true where one is a wire copy, such as `is_copy` of `find_syndicated`.
            The table is then given twice, and its first column, `copies`, says `with` or `without`.

    Returns:
        One row per group, speaker and period, without gaps from the first period of the coverage to the last: the
        columns of `by`, `source_id`, `speaker`, `period` (its first day), `articles` (missing where nothing was
        published), `n_articles` (published), `share` (`articles` / `n_articles`, 0..1) and `share_low`, `share_high`,
        its 95 % interval, which takes articles as independent.

    Raises:
        TableError: A column is missing, no article has a day, or an alias stands for two speakers.
        ValueError: `every` is unknown, or `top` is below 1.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> articles = load_dataset("sample")
        >>> weeks = source_timeline(quotation_table(articles), articles, top=1)
        >>> int(weeks["n_articles"].sum()) == len(articles)
        True
    """
    if every not in get_args(Period):
        raise ValueError(f"every is one of {', '.join(get_args(Period))}, got {every!r}")
    if top < 1:
        raise ValueError(f"top must be 1 or more, got {top}")
    check_table(articles, "articles")
    names = group_columns(articles, by)
    group_columns(quotations, by)
    if "published" not in articles:
        raise TableError("articles lacks the column 'published'; a timeline needs the day of each article")
    days = published_days(articles["published"])
    period = days.dt.to_period(FREQUENCY[every]).dt.start_time
    dated = articles.reset_index(drop=True).assign(period=period)[days.notna()]
    if dated.empty:
        raise TableError("no article has a day in 'published'; write it as 2026-05-01")
    table = linked(quotations, aliases=aliases)
    spoken = table[is_speech(table) & table["source_id"].notna()]
    spoken = spoken[["article_id", "source_id", "source_name"]].drop_duplicates(["article_id", "source_id"])
    counted = spoken[spoken["article_id"].isin(dated["article_id"])]
    counted = counted.groupby(["source_id", "source_name"]).size().rename("all").reset_index()
    counted = counted.sort_values(["all", "source_name", "source_id"], ascending=[False, True, True]).head(top)
    return measured_with_and_without(lambda part: _grid(spoken, part, counted, names, every), dated, copies)


def _grid(
    spoken: pd.DataFrame, dated: pd.DataFrame, speakers: pd.DataFrame, names: list[str], every: str
) -> pd.DataFrame:
    """Every group, speaker and period, with the counts where there are any."""
    dated = dated[["article_id", *names, "period"]]
    spoken = spoken.merge(dated, on="article_id", validate="many_to_one")
    first, last = dated["period"].min(), dated["period"].max()
    starts = pd.period_range(first, last, freq=FREQUENCY[every]).start_time
    periods = pd.DataFrame({"period": pd.Series(starts).astype(dated["period"].dtype)})
    groups: Any = dated[names].drop_duplicates().sort_values(names) if names else None
    followed = speakers.rename(columns={"source_name": "speaker"})[["source_id", "speaker"]]
    grid = followed.merge(periods, how="cross")
    grid = groups.merge(grid, how="cross") if names else grid
    published = dated.groupby([*names, "period"], dropna=False).size().rename("n_articles").reset_index()
    heard = spoken.groupby([*names, "source_id", "period"], dropna=False).size().rename("articles").reset_index()
    grid = grid.merge(published, on=[*names, "period"], how="left")
    grid = grid.merge(heard, on=[*names, "source_id", "period"], how="left")
    grid["n_articles"] = grid["n_articles"].fillna(0).astype("int64")
    counts = grid["articles"].fillna(0).astype("Int64").mask(grid["n_articles"] == 0)
    share = counts.astype("Float64").div(grid["n_articles"].where(grid["n_articles"] > 0)).astype("float64")
    low, high = wilson(counts.fillna(0).astype("int64"), grid["n_articles"])
    grid = grid.assign(articles=counts, share=share, share_low=low, share_high=high)
    shares = ["articles", "n_articles", "share", "share_low", "share_high"]
    return grid[[*names, "source_id", "speaker", "period", *shares]]
