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
    (days + 1), and r the odds ratio by which an empty day is followed by another, within weekdays (Mantel and Haenszel,
    1/2 added to both sums, 1 at least). A run on days w_1 … w_k begins on a given day with the probability q_w1 · s_w2
    · … · s_wk, where s_w = r q_w / (1 - q_w + r q_w). Each of n covered days could begin one, so `chance` is n times
    that, 1 at most (Bonferroni's bound). In simulated half years without any failure 3 to 6 % of outlets had a gap with
    a chance below 0.05, whether empty days came alone or in runs. A small chance says where to look, not why: holidays
    are no failure. Where no other outlet published either, the collection is the likelier cause.

    Args:
        articles: A table of articles; `published` is needed.
        by: A column, or several, whose values are outlets; None for all articles together.
        least: The fewest days that make a gap.
        start: The first day of the collection, for every outlet; without it that of the outlet's first article.
        end: Its last day, likewise.

    Returns:
        One row per gap: the columns of `by`, `first` and `last` (days of the gap), `days` (its length), `usual` (median
        length of the outlet's other runs of days without an article, of one day too; missing where there are none),
        `expected` (articles that the outlet published on as many such weekdays, on average, outside of the gap; missing
        where there are none of these), `chance` (0..1, as above), `elsewhere` (articles of all other outlets in these
        days), `n_days` (covered days) and `note` (why a chance is missing).

    Raises:
        TableError: A column is missing, or no article has a day from `start` to `end`.
        ValueError: `least` is below 1, or `start` or `end` is no day.

    References:
        Dunn, O. J. (1961). Multiple comparisons among means. Journal of the American Statistical Association 56, 52-64
        (the bound). Mantel, N. and Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective
        studies of disease. Journal of the National Cancer Institute 22, 719-748 (the odds ratio).

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
    pairs = _pairs(weekdays, empty, 1, len(empty))
    ordered = np.sort(lengths)
    found = []
    for at, length in zip(begins.tolist(), lengths.tolist(), strict=True):
        if length < least:
            continue
        here = np.bincount(weekdays[at : at + length], minlength=7)
        rest = days - here
        share = (without - here + 0.5) / (rest + 1)
        odds = _odds_ratio(pairs - _pairs(weekdays, empty, max(at, 1), min(at + length + 1, len(empty))))
        again = odds * share / (1 - share + odds * share)
        rare = np.log(share[weekdays[at]]) + np.log(again[weekdays[at + 1 : at + length]]).sum()
        mean = np.divide(articles, rest, out=np.full(7, np.nan), where=rest > 0)
        enough = len(counts) - length >= _LEAST_DAYS
        found.append(
            {
                "at": at,
                "days": length,
                "usual": _median_of_others(ordered, length),
                "expected": float(np.sum(here[here > 0] * mean[here > 0])),
                "chance": min(1.0, len(counts) * float(np.exp(rare))) if enough else None,
                "n_days": len(counts),
                "note": None if enough else _FEW,
            }
        )
    return found


def _pairs(weekdays: NDArray[Any], empty: NDArray[np.bool_], first: int, end: int) -> NDArray[np.int64]:
    """How often a day followed another, by its weekday, whether the other was empty, and whether it was.

    Args:
        weekdays: Of each day.
        empty: Whether it is.
        first: The first day that is counted as the second of a pair.
        end: The day behind the last.
    """
    counts = np.zeros((7, 2, 2), dtype="int64")
    before, this = empty[first - 1 : end - 1].astype("int64"), empty[first:end].astype("int64")
    np.add.at(counts, (weekdays[first:end], before, this), 1)
    return counts


def _odds_ratio(pairs: NDArray[np.int64]) -> float:
    """How much an empty day raises the odds that the next is empty, within weekdays: Mantel and Haenszel, at least 1.

    Half a pair is added to both sums, so that a few pairs tell little.
    """
    sizes = np.maximum(pairs.sum(axis=(1, 2)), 1)
    alike = (pairs[:, 1, 1] * pairs[:, 0, 0] / sizes).sum() + 0.5
    unlike = (pairs[:, 1, 0] * pairs[:, 0, 1] / sizes).sum() + 0.5
    return max(1.0, float(alike / unlike))


def _median_of_others(ordered: NDArray[np.int64], length: int) -> float | None:
    """The median of sorted lengths without one of this length."""
    if len(ordered) < 2:
        return None
    left_out = int(np.searchsorted(ordered, length))
    middle = (len(ordered) - 2) / 2
    ends = [int(place) + (int(place) >= left_out) for place in (np.floor(middle), np.ceil(middle))]
    return float(ordered[ends].mean())
