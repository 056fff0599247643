"""Constructed weeks: a sample of days, each day of the week as often as the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.articles.days import published_days
from toolkit.articles.sampling import drawn_from
from toolkit.articles.schema import check_table
from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["constructed_week"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def constructed_week(
    articles: pd.DataFrame, weeks: int = 1, *, by: str | Sequence[str] | None = "outlet", seed: int = 0
) -> pd.DataFrame:
    """Draws one or more constructed weeks: Mondays at random, as many Tuesdays, and so on; all articles of these days.

    News has a weekly rhythm, which a simple random sample of days meets unevenly, and seven days in a row are bound to
    the events of their week. For six months of a daily newspaper one constructed week was enough, and better than as
    many days drawn in either of these ways (Riffe, Aust and Lacy); for news sites two to five are advised (Hester and
    Dougall).

    Drawn are days on which the outlet published. A day of the week on which it never does is not in its week. The draw
    depends on the days of an outlet and weekday, not on the order of rows or on other outlets.

    Args:
        articles: A table of articles; `published` is needed. Articles without a day cannot be drawn.
        weeks: How many constructed weeks.
        by: A column, or several, within whose values to draw: each outlet has days of its own. With None the same days
            are drawn for all, so that outlets are compared on the same events.
        seed: The same seed draws the same days.

    Returns:
        All articles of the days drawn, in their order, with `published_day`, `stratum` (group and weekday, joined by
        " | "), `stratum_days` (days of it with articles), `stratum_days_sampled` (those drawn) and `inclusion`, the
        probability of being drawn: `stratum_days_sampled` / `stratum_days`. An estimate for the whole weighs each
        article by 1 / `inclusion`; articles of one day are drawn together, so that its interval goes by days.

    Raises:
        TableError: A column is missing, no article has a day, or a weekday has fewer days than `weeks`.
        ValueError: `weeks` is below 1.

    References:
        Riffe, D., Aust, C. F. and Lacy, S. R. (1993). The effectiveness of random, consecutive day and constructed week
        sampling in newspaper content analysis. Journalism Quarterly 70, 133-139. Hester, J. B. and Dougall, E. (2007).
        The efficiency of constructed week sampling for content analysis of online news. Journalism and Mass
        Communication Quarterly 84, 811-824.

    Examples:
        >>> import pandas as pd
        >>> days = pd.date_range("2026-01-01", "2026-02-28").strftime("%Y-%m-%d")
        >>> articles = pd.DataFrame({"article_id": days, "text": "نص", "outlet": "أ", "published": days})
        >>> week = constructed_week(articles, seed=1)
        >>> sorted(week["published_day"].dt.day_of_week), sorted(week["stratum_days"])
        ([0, 1, 2, 3, 4, 5, 6], [8, 8, 8, 8, 9, 9, 9])
    """
    if weeks < 1:
        raise ValueError(f"weeks is a number of constructed weeks, 1 or more, got {weeks}")
    check_table(articles, "articles")
    names = [by] if isinstance(by, str) else list(by or [])
    missing = next((name for name in (*names, "published") if name not in articles), None)
    if missing is not None:
        has = ", ".join(map(str, articles.columns))
        raise TableError(f"articles lacks the column {missing!r} that a constructed week needs; it has {has}")
    dated = articles.assign(published_day=published_days(articles["published"]).set_axis(articles.index))
    dated = dated[dated["published_day"].notna()]
    if dated.empty:
        raise TableError("no article has a day in 'published'; write days as 2026-05-01")
    strata = dated["published_day"].dt.day_of_week.map(dict(enumerate(_WEEKDAYS)).__getitem__)
    for name in reversed(names):
        strata = dated[name].astype("object").map(str, na_action="ignore").fillna("missing") + " | " + strata
    days = dated.groupby(strata)["published_day"].unique()
    _check_enough(days, weeks)
    drawn = {
        stratum: set(drawn_from(own.to_numpy(), weeks, stratum=str(stratum), seed=seed))
        for stratum, own in days.items()
    }
    dated = dated.assign(
        stratum=strata.astype("str"), stratum_days=strata.map(days.map(len)).astype("int64"), stratum_days_sampled=weeks
    )
    dated["inclusion"] = dated["stratum_days_sampled"] / dated["stratum_days"]
    kept = [day in drawn[stratum] for day, stratum in zip(dated["published_day"].to_numpy(), strata, strict=True)]
    return dated[kept].reset_index(drop=True)


def _check_enough(days: pd.Series[Any], weeks: int) -> None:
    few = days[days.map(len) < weeks]
    if len(few):
        raise TableError(
            f"weeks={weeks}, and {few.index[0]!r} has {len(few.iloc[0])} days with articles ({len(few)} of {len(days)} "
            "strata have too few); draw fewer weeks, leave such outlets out, or draw the same days for all: by=None"
        )
