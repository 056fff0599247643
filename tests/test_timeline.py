"""Speakers week by week, with zeros and gaps told apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from toolkit.articles.days import published_days
from toolkit.articles.schema import build_table
from toolkit.errors import TableError
from toolkit.measures.timeline import source_timeline

DAYS = ["2026-05-04", "2026-05-06T09:00+03:00", "2026-05-11", "2026-05-27", "قديما"]
OUTLETS = ["أ", "ب", "أ", "أ", "ب"]
ARTICLES = pd.DataFrame(
    {"article_id": list("12345"), "text": [""] * 5, "published": DAYS, "outlet": OUTLETS},
)
QUOTATIONS = build_table(
    {
        "article_id": ["1", "1", "2", "4", "5"],
        "outlet": ["أ", "أ", "ب", "أ", "ب"],
        "speaker": ["ليلى", "ليلى", "ليلى", "سالم", "سالم"],
        "type": ["person"] * 5,
        "kind": ["indirect"] * 5,
        "position": [0, 1, 0, 0, 0],
        "words": [5] * 5,
    },
    "quotations",
)


def counts(table: pd.DataFrame, speaker: str) -> list[Any]:
    rows = table[table["speaker"] == speaker]
    return [None if pd.isna(value) else int(value) for value in rows["articles"]]


def test_weeks_without_the_speaker_are_zero_and_weeks_without_articles_missing() -> None:
    table = source_timeline(QUOTATIONS, ARTICLES)

    assert table["period"].dt.strftime("%Y-%m-%d").unique().tolist() == [
        "2026-05-04",
        "2026-05-11",
        "2026-05-18",
        "2026-05-25",
    ]
    assert counts(table, "ليلى") == [2, 0, None, 0]
    assert counts(table, "سالم") == [0, 0, None, 1]
    assert table.loc[table["speaker"] == "ليلى", "n_articles"].tolist() == [2, 1, 0, 1]
    assert table.loc[table["speaker"] == "ليلى", "share"].tolist()[:2] == [1.0, 0.0]


def test_each_outlet_has_its_own_gaps() -> None:
    table = source_timeline(QUOTATIONS, ARTICLES, by="outlet")

    assert counts(table[table["outlet"] == "أ"], "ليلى") == [1, 0, None, 0]
    assert counts(table[table["outlet"] == "ب"], "ليلى") == [1, None, None, None]


@pytest.mark.parametrize(("every", "periods"), [("day", 24), ("week", 4), ("month", 1)])
def test_periods_are_days_weeks_or_months(every: Any, periods: int) -> None:
    assert source_timeline(QUOTATIONS, ARTICLES, every=every)["period"].nunique() == periods


def test_only_the_most_frequent_speakers_are_followed() -> None:
    assert source_timeline(QUOTATIONS, ARTICLES, top=1)["speaker"].unique().tolist() == ["ليلى"]


def test_an_article_without_quotations_was_published_all_the_same() -> None:
    table = source_timeline(QUOTATIONS, ARTICLES)

    assert table.loc[table["period"] == "2026-05-11", "n_articles"].tolist() == [1, 1]


def test_without_quotations_there_are_no_rows_but_every_column() -> None:
    table = source_timeline(QUOTATIONS.iloc[:0], ARTICLES)

    assert table.empty
    assert dict(table.dtypes) == dict(source_timeline(QUOTATIONS, ARTICLES).dtypes)


def test_articles_without_any_day_are_refused() -> None:
    with pytest.raises(TableError, match="no article has a day in 'published'"):
        source_timeline(QUOTATIONS, ARTICLES.assign(published=None))
    with pytest.raises(TableError, match="lacks the column 'published'"):
        source_timeline(QUOTATIONS, ARTICLES.drop(columns="published"))


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(ValueError, match="every is one of day, week, month, got 'year'"):
        source_timeline(QUOTATIONS, ARTICLES, every="year")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-05-04", "2026-05-04"),
        (" 2026-05-04 08:30", "2026-05-04"),
        ("2026-05", None),
        ("2026-13-01", None),
        ("2026-05-04T08:30:59.123+0300", "2026-05-04"),
        ("2026-05-04 25:30", None),
        ("2026-05-041", None),
        ("4 مايو 2026", "2026-05-04"),
        ("الاثنين 4 أيار/مايو 2026 - 08:30", "2026-05-04"),
        ("04/05/2026", "2026-05-04"),
        ("17 ذو القعدة 1447هـ", "2026-05-04"),
        ("أمس", None),
        (date(2026, 5, 4), "2026-05-04"),
        (pd.Timestamp("2026-05-04 08:30"), "2026-05-04"),
        (pd.NaT, None),
        (None, None),
        (20260504, None),
    ],
)
def test_a_day_is_read_where_a_cell_names_one(cell: Any, day: str | None) -> None:
    (found,) = published_days([cell])

    assert (None if pd.isna(found) else str(found.date())) == day


def test_numbers_that_can_be_read_in_two_ways_are_missing_where_others_have_the_month_first() -> None:
    days = published_days(["05/04/2026", "5/5/2026", "05/25/2026", "25/05/2026", "الاثنين 05/04/2026"])

    assert days.dt.strftime("%Y-%m-%d").fillna("").tolist() == ["", "2026-05-05", "2026-05-25", "2026-05-25", ""]
    assert published_days(["05/04/2026"]).tolist() == [pd.Timestamp("2026-04-05")]


def test_a_share_has_its_interval_and_none_where_nothing_was_published() -> None:
    table = source_timeline(QUOTATIONS, ARTICLES, top=1)

    assert table["share_low"].round(3).tolist()[:2] == [0.342, 0.0]
    assert table[["share", "share_low", "share_high"]].isna().all(axis=1).tolist() == [False, False, True, False]


def test_weeks_are_counted_with_wire_copies_and_without() -> None:
    articles = ARTICLES.assign(is_copy=[False, True, False, False, False])
    table = source_timeline(QUOTATIONS, articles, top=1, copies="is_copy")

    assert counts(table[table["copies"] == "with"], "ليلى") == [2, 0, None, 0]
    assert counts(table[table["copies"] == "without"], "ليلى") == [1, 0, None, 0]
