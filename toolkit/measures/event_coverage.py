"""What each outlet published on each event, and when."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pandas as pd

from toolkit.articles.days import published_days
from toolkit.articles.schema import check_table
from toolkit.measures.grouping import group_columns
from toolkit.measures.timeline import FREQUENCY, Period

__all__ = ["event_table", "event_timeline"]

_EVENT = ["event_articles", "event_outlets", "event_first", "event_last"]


def event_table(articles: pd.DataFrame, *, story: str = "event_id", by: str = "outlet", least: int = 2) -> pd.DataFrame:
    """How much each outlet published on each event, how soon, and which outlets left it out.

    Args:
        articles: A table of articles joined with what `find_events` gives, or with a column of your own.
        story: The column that says which articles are on one event; a missing value is none.
        by: The column whose values are compared.
        least: How many outlets must have covered an event.

    Returns:
        One row per event and outlet, the events with most outlets, then articles, first: the columns `story` and `by`;
        `articles` (0 where the outlet left the event out; missing where it has days and none of them, from its first
        article to its last, is of the event's time); `first` and `last` (days of its articles on it); `delay` (days
        from the event's first article anywhere to the outlet's; missing without days); and of the event
        `event_articles`, `event_outlets`, `event_first`, `event_last`.

    Raises:
        TableError: A column is missing.
        ValueError: `least` is below 1.

    Examples:
        >>> articles = pd.DataFrame({"article_id": ["1", "2", "3"], "outlet": ["س", "ص", "ع"], "text": "نص",
        ...     "published": ["2026-05-01", "2026-05-02", "2026-05-01"], "event_id": ["1", "1", "3"]})
        >>> event_table(articles)[["outlet", "articles", "delay"]].values.tolist()
        [['س', 1, 0], ['ص', 1, 1], ['ع', 0, <NA>]]
    """
    if least < 1:
        raise ValueError(f"least is a number of outlets, 1 or more, got {least}")
    events, told, covered = _events(articles, story, by, least)
    grid = events.reset_index().merge(covered.reset_index()[[by]], how="cross")
    grid = grid.merge(told.reset_index(), on=[story, by], how="left")
    spans = covered.loc[grid[by]].reset_index(drop=True)
    outside = (spans["last"] < grid["event_first"]) | (spans["first"] > grid["event_last"])
    delay = (grid["first"] - grid["event_first"]).dt.days
    grid = grid.assign(
        articles=grid["articles"].fillna(0).astype("Int64").mask(grid["articles"].isna() & outside),
        delay=delay.astype("Int64"),
    )
    return grid[[story, by, "articles", "first", "last", "delay", *_EVENT]]


def event_timeline(
    articles: pd.DataFrame,
    *,
    story: str = "event_id",
    by: str = "outlet",
    every: Period = "day",
    least: int = 2,
    top: int = 12,
    label: str = "event_terms",
) -> pd.DataFrame:
    """When each outlet published how much on the events that most outlets covered.

    Args:
        articles: As for `event_table`; `published` is needed.
        story: As for `event_table`.
        by: As for `event_table`.
        every: `day`, `week` (from Monday) or `month`.
        least: How many outlets must have covered an event.
        top: How many events are followed.
        label: A column of `articles` by which to call the events, `event_terms` of `find_events` or a title; the first
            article's value counts. Where there is no such column, events are called by `story`.

    Returns:
        One row per event, outlet that covered it and period, without gaps from the event's first period to its last:
        the columns `story` and `by`, `event` (what to call it), `period` (its first day), `articles` (missing in a
        period before the outlet's first article on anything, or after its last) and `event_outlets`. Events without
        days are left out.

    Raises:
        TableError: A column is missing.
        ValueError: `every` is unknown, or a number is below 1.

    Examples:
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["س", "ص"], "text": "نص",
        ...     "published": ["2026-05-01", "2026-05-02"], "event_id": ["1", "1"]})
        >>> event_timeline(articles)[["outlet", "articles"]].values.tolist()
        [['س', 1], ['س', <NA>], ['ص', <NA>], ['ص', 1]]
    """
    if every not in get_args(Period):
        raise ValueError(f"every is one of {', '.join(get_args(Period))}, got {every!r}")
    if top < 1 or least < 1:
        raise ValueError(f"top and least are numbers from 1, got {top} and {least}")
    group_columns(articles, "published", name="published")
    events, told, covered = _events(articles, story, by, least)
    followed = events[events["event_first"].notna()].head(top)
    dated = _dated(articles, story, by)
    dated["period"] = dated["day"].dt.to_period(FREQUENCY[every]).dt.start_time
    counts = dated.groupby([story, by, "period"]).size()
    names = _names(articles, story, label)
    rows: list[tuple[Any, ...]] = []
    for event, own in followed.iterrows():
        periods = pd.period_range(own["event_first"], own["event_last"], freq=FREQUENCY[every])
        for outlet in told.loc[[event]].index.get_level_values(by):
            first, last = covered.loc[outlet, ["first", "last"]]
            for period in periods:
                start = period.start_time
                count = counts.get((event, outlet, start), 0)
                out = bool(pd.isna(first) or period.end_time < first or start > last)
                rows.append((event, outlet, names[event], start, None if out else count, own["event_outlets"]))
    found = pd.DataFrame(rows, columns=[story, by, "event", "period", "articles", "event_outlets"])
    return found.astype(
        {
            story: articles[story].dtype,
            by: articles[by].dtype,
            "event": "str",
            "period": "datetime64[us]",
            "articles": "Int64",
            "event_outlets": "int64",
        }
    )


def _events(articles: pd.DataFrame, story: str, by: str, least: int) -> tuple[pd.DataFrame, Any, Any]:
    """The events that enough outlets cover, most first; what each outlet has on each; and the days of each outlet."""
    dated = _dated(articles, story, by)
    covered = dated.groupby(by)["day"].agg(first="min", last="max")
    dated = dated[dated[story].notna()]
    by_event = dated.groupby(story)
    events = by_event.agg(
        event_articles=(by, "size"),
        event_outlets=(by, "nunique"),
        event_first=("day", "min"),
        event_last=("day", "max"),
    )
    events = events[events["event_outlets"] >= least].astype({"event_articles": "int64", "event_outlets": "int64"})
    ranked = np.lexsort((np.arange(len(events)), -events["event_articles"], -events["event_outlets"]))
    events = events.iloc[ranked]
    kept = dated[dated[story].isin(events.index)]
    told = kept.groupby([story, by])["day"].agg(articles="size", first="min", last="max")
    return events, told, covered


def _dated(articles: pd.DataFrame, story: str, by: str) -> pd.DataFrame:
    """The story, outlet and day of each article that has an outlet."""
    check_table(articles, "articles")
    group_columns(articles, story, name="story")
    group_columns(articles, by)
    days = published_days(articles["published"] if "published" in articles else [None] * len(articles))
    table = articles[[story, by]].assign(day=days.set_axis(articles.index))
    return table[table[by].notna()].copy()


def _names(articles: pd.DataFrame, story: str, label: str) -> dict[Any, str]:
    """What to call each event."""
    if label not in articles:
        return {event: str(event) for event in articles[story].dropna().unique()}
    own = articles.dropna(subset=[story])
    # the first article's where the event is called by it, as find_events does, else the first row's
    chief = own[own["article_id"] == own[story]]
    named = pd.concat([chief, own]).drop_duplicates(story)
    return {
        event: name if isinstance(name, str) else str(event)
        for event, name in zip(named[story], named[label], strict=True)
    }
