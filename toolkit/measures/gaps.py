"""Runs of days on which an outlet published nothing, against what is usual for that outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.measures.covered import covered_days
from toolkit.measures.grouping import group_columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

__all__ = ["coverage_gaps"]

_LEAST_DAYS = 28  # four of each day of the week, outside of the gap
_FEW = f"fewer than {_LEAST_DAYS} other days to compare with"


def coverage_gaps(
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = "outlet",
    least: int = 2,
    start: date | str | None = None,
    end: date | str | None = None,
) -> pd.DataFrame:
    """Runs of days without an article within the time in which an outlet was covered, the most surprising first.

    Some outlets never publish on Fridays, others on a few days of the month; so each gap is compared with the rest of
    its own outlet. Let q_w be the share of days of weekday w without an article, outside of the gap, (empty + 1/2) /
    (days + 1). A run on days w_1 … w_k begins on a given day with the probability q_w1 · … · q_wk if days are
    independent; of n covered days each could begin one, so `chance` = min(1, n · q_w1 · … · q_wk), Bonferroni's bound.
    Days are not independent (feasts, holidays, weeks in which nothing happens): a small chance says where to look, not
    why. Where no other outlet published either, the collection is the likelier cause.

    Args:
        articles: A table of articles; `published` is needed.
        by: A column, or several, whose values are outlets; None for all articles together.
        least: The fewest days that make a gap.
        start: The first day of the collection, for every outlet; without it that of the outlet's first article.
        end: Its last day, likewise.

    Returns:
        One row per gap: the columns of `by`, `first` and `last` (days of the gap), `days` (its length), `usual` (median
        length of the outlet's other runs of days without an article, of one day too; missing where there are none),
        `expected` (articles that the outlet published on as many such weekdays, on average, outside of the gap),
        `chance` (0..1, as above), `elsewhere` (articles of all other outlets in these days), `n_days` (covered days)
        and `note` (why a chance is missing).

    Raises:
        TableError: A column is missing, or no article has a day from `start` to `end`.
        ValueError: `least` is below 1, or `start` or `end` is no day.

    References:
        Dunn, O. J. (1961). Multiple comparisons among means. Journal of the American Statistical Association 56, 52-64
        (the bound). Jeffreys, H. (1946). An invariant form for the prior probability in estimation problems.
        Proceedings of the Royal Society A 186, 453-461 (the half).

    Examples:
        >>> import pandas as pd
        >>> days = pd.date_range("2026-01-01", "2026-03-31").delete(range(40, 45)).strftime("%Y-%m-%d")
        >>> articles = pd.DataFrame({"article_id": days, "text": "نص", "outlet": "أ", "published": days})
        >>> coverage_gaps(articles)[["first", "days", "expected"]].to_numpy().tolist()
        [[Timestamp('2026-02-10 00:00:00'), 5, 5.0]]
    """
    if least < 1:
        raise ValueError(f"least is a number of days, 1 or more, got {least}")
    names = group_columns(articles, by)
    covered = covered_days(articles, names, start=start, end=end)
    known = covered.dated[covered.dated["day"].notna()]
    origin = known["day"].min() if pd.isna(covered.first.min()) else covered.first.min()
    place = (known["day"] - origin).dt.days
    every = np.bincount(place, minlength=int((covered.last.max() - origin).days) + 1)
    rows: list[dict[str, Any]] = []
    for group, (first, last) in enumerate(zip(covered.first, covered.last, strict=True)):
        if pd.isna(first) or pd.isna(last):
            continue
        begins, length = int((first - origin).days), int((last - first).days) + 1
        own = place[known["group"] == group] - begins
        counts = np.bincount(own, minlength=length)
        others = every[begins : begins + length] - counts
        head = {name: covered.heads[name].iloc[group] for name in names}
        for row in _gaps(counts, first.weekday(), least):
            at = row.pop("at")
            day = first + pd.Timedelta(days=at)
            row |= {"first": day, "last": day + pd.Timedelta(days=row["days"] - 1)}
            rows.append({**head, **row, "elsewhere": int(others[at : at + row["days"]].sum())})
    types: dict[str, Any] = {
        **covered.heads.dtypes,
        "first": "datetime64[us]",
        "last": "datetime64[us]",
        "days": "int64",
        "usual": "float64",
        "expected": "float64",
        "chance": "float64",
        "elsewhere": "int64",
        "n_days": "int64",
        "note": "str",
    }
    table = pd.DataFrame(rows, columns=list(types)).astype(types)
    return table.sort_values(
        ["chance", "days", "first"], ascending=[True, False, True], kind="stable", ignore_index=True
    )


def _gaps(counts: NDArray[np.int64], weekday: int, least: int) -> list[dict[str, Any]]:
    """The gaps of one outlet.

    Args:
        counts: Articles of each covered day.
        weekday: That of the first day.
        least: The fewest days of a gap.
    """
    weekdays = (np.arange(len(counts)) + weekday) % 7
    empty = counts == 0
    edges = np.diff(np.concatenate(([False], empty, [False])).astype("int8"))
    begins, lengths = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
    days = np.bincount(weekdays, minlength=7)
    without = np.bincount(weekdays[empty], minlength=7)
    articles = np.bincount(weekdays, weights=counts, minlength=7)
    ordered = np.sort(lengths)
    found = []
    for at, length in zip(begins.tolist(), lengths.tolist(), strict=True):
        if length < least:
            continue
        here = np.bincount(weekdays[at : at + length], minlength=7)
        rest = days - here
        share = (without - here + 0.5) / (rest + 1)
        mean = np.divide(articles, rest, out=np.full(7, np.nan), where=rest > 0)
        enough = len(counts) - length >= _LEAST_DAYS
        chance = min(1.0, len(counts) * float(np.exp(np.sum(here * np.log(share)))))
        found.append(
            {
                "at": at,
                "days": length,
                "usual": _median_of_others(ordered, length),
                "expected": float(np.sum(here[here > 0] * mean[here > 0])),
                "chance": chance if enough else None,
                "n_days": len(counts),
                "note": None if enough else _FEW,
            }
        )
    return found


def _median_of_others(ordered: NDArray[np.int64], length: int) -> float | None:
    """The median of sorted lengths without one of this length."""
    if len(ordered) < 2:
        return None
    left_out = int(np.searchsorted(ordered, length))
    middle = (len(ordered) - 2) / 2
    ends = [int(place) + (int(place) >= left_out) for place in (np.floor(middle), np.ceil(middle))]
    return float(ordered[ends].mean())
