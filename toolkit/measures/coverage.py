"""How much each outlet published, week by week, where it was covered at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import numpy as np
import pandas as pd

from toolkit.measures.covered import covered_days
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.timeline import FREQUENCY, Period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from toolkit.measures.covered import Covered

__all__ = ["coverage_table"]


def coverage_table(
    articles: pd.DataFrame,
    *,
    every: Period = "week",
    by: str | Sequence[str] | None = "outlet",
    start: date | str | None = None,
    end: date | str | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """How many articles each outlet published, week by week.

    An outlet is covered from its first article to its last; where you know when the collection began and ended, say so.
    A week in which a covered outlet published nothing is a zero; one in which it was not covered is missing.

    Args:
        articles: A table of articles; `published` is needed.
        every: `day`, `week` (from Monday) or `month`.
        by: A column, or several, within whose values to count; None for all articles together.
        start: The first day of the collection, for every outlet; what was published before is left out.
        end: Its last day, likewise.
        copies: A column that is true where an article is a wire copy, such as `is_copy` of `find_syndicated`. The table
            is then given twice, and its first column, `copies`, says `with` or `without`; the first and last articles
            are those of the table with copies.

    Returns:
        One row per group and period, without gaps from the first period of the coverage to the last: the columns of
        `by`, `period` (its first day), `days` (of it, on which the group was covered), `articles` (missing where there
        were none of these), `per_day` (articles a covered day) and `undated` (articles of the group, in any time, whose
        `published` names no day; they are in no period).

    Raises:
        TableError: A column is missing, or no article has a day from `start` to `end`.
        ValueError: `every` is unknown, or `start` or `end` is no day.

    Examples:
        >>> import pandas as pd
        >>> articles = pd.DataFrame({"article_id": list("1234"), "text": ["نص"] * 4, "outlet": ["أ", "أ", "ب", "ب"],
        ...                          "published": ["1 مايو 2026", "15 مايو 2026", "2026-05-01", "2026-05-05"]})
        >>> coverage_table(articles)["articles"].tolist()
        [1, 0, 1, 1, 1, <NA>]
    """
    if every not in get_args(Period):
        raise ValueError(f"every is one of {', '.join(get_args(Period))}, got {every!r}")
    names = group_columns(articles, by)
    covered = covered_days(articles, names, start=start, end=end)
    dated = covered.dated
    if copies is not None:
        dated = dated.assign(**{name: articles[name] for name in group_columns(articles, copies, name="copies")})
    return measured_with_and_without(lambda part: _counted(part, covered, names, FREQUENCY[every]), dated, copies)


def _counted(dated: pd.DataFrame, covered: Covered, names: list[str], frequency: str) -> pd.DataFrame:
    """Each group's articles in every period of the whole."""
    periods = pd.period_range(covered.first.min(), covered.last.max(), freq=frequency)
    starts = periods.start_time.normalize().as_unit("us")
    ends = periods.end_time.normalize().as_unit("us")
    known = dated[dated["day"].notna()]
    counts = np.zeros((len(covered.heads), len(periods)), dtype="int64")
    np.add.at(counts, (known["group"].to_numpy(), starts.searchsorted(known["day"], side="right") - 1), 1)
    parts = []
    for group, (first, last) in enumerate(zip(covered.first, covered.last, strict=True)):
        part = pd.DataFrame({"period": starts})
        if pd.isna(first) or pd.isna(last):
            part["days"] = 0
        else:
            within = np.minimum(ends, last) - np.maximum(starts, first)
            part["days"] = np.clip(within.days.to_numpy() + 1, 0, None)
        part["articles"] = pd.Series(counts[group], dtype="Int64").mask(part["days"] == 0)
        part["undated"] = covered.undated.iloc[group]
        for place, name in enumerate(names):
            part.insert(place, name, covered.heads[name].iloc[[group] * len(part)].to_numpy())
        parts.append(part)
    table = pd.concat(parts, ignore_index=True).astype({name: covered.heads[name].dtype for name in names})
    per_day = table["articles"].astype("Float64") / table["days"].where(table["days"] > 0)
    table.insert(len(names) + 3, "per_day", per_day.astype("float64"))
    return table.astype({"days": "int64", "undated": "int64"})
