"""What each outlet published when, its gaps, constructed weeks, and what is known of outlets."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.constructed import constructed_week
from toolkit.articles.outlets import with_outlets
from toolkit.errors import TableError
from toolkit.measures.coverage import coverage_table
from toolkit.measures.gaps import coverage_gaps
from toolkit.reports.figures_coverage import plot_coverage
from toolkit.reports.plain_figures import plain_spec


def articles(*days: tuple[str | None, str | None], **columns: Any) -> pd.DataFrame:
    """One article for each outlet and day."""
    return pd.DataFrame(
        {
            "article_id": [f"{place:05d}" for place in range(len(days))],
            "text": "نص",
            "outlet": pd.Series([outlet for outlet, _ in days], dtype="str"),
            "published": pd.Series([day for _, day in days], dtype="str"),
            **columns,
        }
    )


def daily(outlet: str, first: str, last: str, *, without: tuple[str, ...] = (), weekdays: str = "0123456") -> Any:
    days = pd.date_range(first, last)
    return [
        (outlet, f"{day:%Y-%m-%d}")
        for day in days
        if f"{day:%Y-%m-%d}" not in without and str(day.day_of_week) in weekdays
    ]


def counts(table: pd.DataFrame) -> list[int | None]:
    return [None if pd.isna(count) else int(count) for count in table["articles"]]


TWO = articles(
    ("أ", "الاثنين 4 أيار/مايو 2026"),
    ("أ", "2026-05-05"),
    ("أ", "27/05/2026"),
    ("ب", "2026-05-11"),
    ("ب", "2026-05-13"),
    ("ب", "قديما"),
)


def test_a_week_in_which_a_covered_outlet_published_nothing_is_zero_and_one_outside_of_its_time_missing() -> None:
    table = coverage_table(TWO)

    assert list(table.columns) == ["outlet", "period", "days", "articles", "per_day", "undated"]
    assert counts(table) == [2, 0, 0, 1, None, 2, None, None]
    assert table["days"].tolist() == [7, 7, 7, 3, 0, 3, 0, 0]
    assert table["undated"].tolist() == [0] * 4 + [1] * 4
    assert table["per_day"].round(3).fillna(-1).tolist() == [0.286, 0, 0, 0.333, -1, 0.667, -1, -1]


def test_a_collection_that_began_and_ended_on_known_days_covers_every_outlet_in_between() -> None:
    table = coverage_table(TWO, start="5 مايو 2026", end="2026-05-20")

    assert counts(table) == [1, 0, 0, 0, 2, 0]
    assert table["days"].tolist() == [6, 7, 3] * 2


@pytest.mark.parametrize(("every", "periods"), [("day", 24), ("week", 4), ("month", 1)])
def test_periods_are_days_weeks_or_months(every: Any, periods: int) -> None:
    table = coverage_table(TWO, every=every)

    assert table["period"].nunique() == periods
    assert table["articles"].sum() == 5


def test_without_outlets_all_articles_are_one_row_a_week() -> None:
    assert counts(coverage_table(TWO, by=None)) == [2, 2, 0, 1]
    assert list(coverage_table(TWO, by=None).columns[:2]) == ["period", "days"]


def test_articles_without_an_outlet_are_a_group_of_their_own() -> None:
    table = coverage_table(articles(("أ", "2026-05-04"), (None, "2026-05-12")))

    assert table["outlet"].isna().tolist() == [False, False, True, True]
    assert counts(table) == [1, None, None, 1]


def test_an_outlet_without_any_day_is_covered_at_no_time() -> None:
    table = coverage_table(articles(("أ", "2026-05-04"), ("ب", None)))

    assert counts(table) == [1, None]
    assert table["undated"].tolist() == [0, 1]


def test_without_copies_the_time_that_was_covered_stays_the_same() -> None:
    table = coverage_table(TWO.assign(is_copy=[True, False, False, False, True, False]), copies="is_copy")

    assert counts(table[table["copies"] == "with"]) == counts(coverage_table(TWO))
    assert counts(table[table["copies"] == "without"]) == [1, 0, 0, 1, None, 1, None, None]


DATED = st.tuples(st.sampled_from("أبج"), st.integers(1, 12).map(lambda month: f"2026-{month:02d}-01"))


@given(st.lists(DATED, min_size=1), st.integers(0, 99))
def test_every_dated_article_is_counted_once_in_any_order_of_rows(days: Any, seed: int) -> None:
    table = articles(*days)
    shuffled = table.sample(frac=1, random_state=seed)

    found = coverage_table(table)

    assert int(found["articles"].sum()) == len(days)
    pd.testing.assert_frame_equal(found, coverage_table(shuffled))


@pytest.mark.parametrize(
    ("options", "error", "said"),
    [
        ({"every": "year"}, ValueError, "every is one of day, week, month, got 'year'"),
        ({"start": "أمس"}, ValueError, "start is a day, such as '2026-05-01', got 'أمس'"),
        ({"start": "2027-01-01"}, TableError, "no article has a day in 'published' from start to end"),
        ({"by": "country"}, TableError, "by='country' is no column"),
        ({"copies": "is_copy"}, TableError, "copies='is_copy' is no column"),
    ],
)
def test_what_cannot_be_counted_is_explained(options: Any, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        coverage_table(TWO, **options)


def test_a_gap_is_measured_by_the_rest_of_its_own_outlet() -> None:
    silent = ("2026-02-10", "2026-02-11", "2026-02-12")
    table = coverage_gaps(
        articles(
            *daily("يومية", "2026-01-05", "2026-03-29", without=silent),
            *daily("أسبوعية", "2026-01-05", "2026-03-29", weekdays="0"),
        )
    )
    gap, *weekly = table.to_dict("records")

    assert (gap["outlet"], f"{gap['first']:%m-%d}", f"{gap['last']:%m-%d}", gap["days"]) == (
        "يومية",
        "02-10",
        "02-12",
        3,
    )
    assert (gap["expected"], gap["elsewhere"], gap["n_days"]) == (3.0, 0, 84)
    # eleven other days of each of three weekdays, none of them empty
    assert gap["chance"] == pytest.approx(84 * (0.5 / 12) ** 3)
    # six days without an article are what a weekly always has
    assert {row["chance"] for row in weekly} == {1.0}
    assert {(row["days"], row["usual"], row["expected"]) for row in weekly} == {(6, 6.0, 0.0)}


def test_what_others_published_in_a_gap_is_counted() -> None:
    silent = ("2026-02-10", "2026-02-11")
    table = coverage_gaps(
        articles(*daily("أ", "2026-01-05", "2026-03-29", without=silent), *daily("ب", "2026-02-01", "2026-02-20"))
    )

    assert table["elsewhere"].tolist() == [2]


def test_a_silent_friday_is_a_gap_of_one_day_and_shown_where_one_day_is_enough() -> None:
    table = articles(*daily("أ", "2026-01-05", "2026-03-29", weekdays="012356"))

    assert coverage_gaps(table).empty
    assert coverage_gaps(table, least=1)["days"].tolist() == [1] * 12
    assert dict(coverage_gaps(table).dtypes) == dict(coverage_gaps(table, least=1).dtypes)


def test_before_and_after_its_articles_an_outlet_has_gaps_only_in_a_collection_of_known_days() -> None:
    table = articles(*daily("أ", "2026-02-01", "2026-03-29"))

    assert coverage_gaps(table).empty
    assert coverage_gaps(table, start="2026-01-25", end="2026-03-31")["days"].tolist() == [7, 2]


def test_with_few_days_to_compare_there_is_no_chance_and_a_note() -> None:
    (row,) = coverage_gaps(articles(("أ", "2026-05-01"), ("أ", "2026-05-05"))).to_dict("records")

    assert np.isnan(row["chance"])
    assert row["note"] == "fewer than 28 other days to compare with"
    assert np.isnan(row["usual"])


def alone(generator: np.random.Generator, days: pd.DatetimeIndex) -> Any:
    """Empty days by the weekday, each for itself."""
    return generator.random(len(days)) < np.array([0.1, 0.1, 0.1, 0.2, 0.9, 0.3, 0.1])[days.day_of_week]


def in_runs(generator: np.random.Generator, days: pd.DatetimeIndex) -> Any:
    """Empty days of which six in ten are followed by another, one day in five in the long run."""
    empty = [False]
    for draw in generator.random(len(days) - 1):
        empty.append(draw < (0.6 if empty[-1] else 0.1))
    return np.array(empty)


@pytest.mark.parametrize("empty_days", [alone, in_runs])
def test_gaps_that_chance_made_are_seldom_called_surprising(empty_days: Any) -> None:
    generator = np.random.default_rng(7)
    days = pd.date_range("2026-01-01", periods=180)
    published = [
        (f"{outlet:03d}", f"{day:%Y-%m-%d}")
        for outlet in range(200)
        for day, empty in zip(days, empty_days(generator, days), strict=True)
        if not empty
    ]
    least_of_each = coverage_gaps(articles(*published)).groupby("outlet")["chance"].min()

    # one in twenty, and twice the error of a count of 200
    assert (least_of_each < 0.05).sum() <= 200 * 0.05 + 2 * np.sqrt(200 * 0.05 * 0.95)


def test_a_week_without_an_article_is_seen_in_a_daily_and_not_in_an_outlet_that_often_pauses() -> None:
    silent = tuple(f"2026-03-{day:02d}" for day in range(9, 16))
    pauses = {
        f"{day:%Y-%m-%d}"
        for week in range(1, 26, 4)
        for day in pd.date_range("2026-01-05", periods=6) + pd.Timedelta(weeks=week)
    }
    table = coverage_gaps(
        articles(
            *daily("يومية", "2026-01-05", "2026-06-28", without=silent),
            *daily("متقطعة", "2026-01-05", "2026-06-28", without=(*silent, *pauses)),
        )
    )
    chance = table[table["days"] >= 7].groupby("outlet")["chance"].min()

    assert chance["يومية"] < 0.001
    assert chance["متقطعة"] > 0.05


@settings(max_examples=40)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=30), st.integers(1, 4))
def test_gaps_are_the_runs_of_days_without_an_article(offsets: list[int], least: int) -> None:
    days = [f"{pd.Timestamp('2026-01-01') + pd.Timedelta(days=offset):%Y-%m-%d}" for offset in offsets]
    table = coverage_gaps(articles(*(("أ", day) for day in days)), least=least)
    present = sorted(set(offsets))
    runs = [two - one - 1 for one, two in itertools.pairwise(present) if two - one - 1 >= least]

    assert sorted(table["days"]) == sorted(runs)
    for row in table.to_dict("records"):
        others = list(np.diff(present)[np.diff(present) > 1] - 1)
        others.remove(row["days"])
        assert row["usual"] == np.median(others) if others else np.isnan(row["usual"])


def test_a_gap_has_a_day_at_least() -> None:
    with pytest.raises(ValueError, match="least is a number of days, 1 or more, got 0"):
        coverage_gaps(TWO, least=0)


YEAR = articles(
    *daily("أ", "2025-01-01", "2025-12-31"),
    *daily("أ", "2025-01-01", "2025-12-31"),
    *daily("ب", "2025-01-01", "2025-12-31", weekdays="012356"),
    ("أ", None),
)


def test_a_constructed_week_has_each_day_of_the_week_and_all_articles_of_it() -> None:
    table = constructed_week(YEAR, 2, seed=3)
    first, other = table[table["outlet"] == "أ"], table[table["outlet"] == "ب"]

    assert first.groupby("published_day").size().tolist() == [2] * 14
    assert sorted(other["published_day"].dt.day_of_week) == sorted([0, 1, 2, 3, 5, 6] * 2)
    assert table["published_day"].dt.day_name().tolist() == [name.split(" | ")[1] for name in table["stratum"]]
    assert set(table["stratum_days"]) == {52, 53}
    assert table["inclusion"].tolist() == (2 / table["stratum_days"]).tolist()


def test_the_same_seed_draws_the_same_days_in_any_order_of_rows_and_another_seed_others() -> None:
    drawn = set(constructed_week(YEAR, seed=1)["article_id"])

    assert set(constructed_week(YEAR.iloc[::-1], seed=1)["article_id"]) == drawn
    assert drawn & set(YEAR.loc[YEAR["outlet"] == "ب", "article_id"]) == set(
        constructed_week(YEAR[YEAR["outlet"] == "ب"], seed=1)["article_id"]
    )
    assert set(constructed_week(YEAR, seed=2)["article_id"]) != drawn


def test_outlets_have_the_same_days_where_none_are_told_apart() -> None:
    table = constructed_week(YEAR[YEAR["outlet"].notna()], by=None)

    assert table["published_day"].nunique() == 7
    assert set(table["stratum"]) == set(table["published_day"].dt.day_name())


def test_every_day_has_the_chance_that_its_inclusion_says() -> None:
    month = articles(*daily("أ", "2026-05-01", "2026-05-31"))
    drawn = pd.concat([constructed_week(month, seed=seed) for seed in range(200)])
    often = drawn.groupby("article_id").size() / 200

    assert len(often) == 31
    assert np.abs(often - drawn.groupby("article_id")["inclusion"].first()).max() < 0.1


def test_what_cannot_be_drawn_is_explained() -> None:
    with pytest.raises(TableError, match=r"weeks=2, and 'أ \| Monday' has 1 days with articles \(2 of 2 strata"):
        constructed_week(articles(("أ", "2026-05-04"), ("أ", "2026-05-05")), 2)
    with pytest.raises(ValueError, match="weeks is a number of constructed weeks, 1 or more, got 0"):
        constructed_week(YEAR, 0)
    with pytest.raises(TableError, match="lacks the column 'outlet' that a constructed week needs; it has article_id"):
        constructed_week(YEAR.drop(columns="outlet"))
    with pytest.raises(TableError, match="no article has a day"):
        constructed_week(YEAR.assign(published=None))


OUTLETS = pd.DataFrame(
    {"outlet": ["ب", "أ"], "country": ["قرنديا", None], "type": ["site", "agency"], "circulation": [5, 9]}
)


def test_what_is_known_of_an_outlet_stands_in_each_of_its_rows() -> None:
    table = with_outlets(articles(("أ", None), ("ب", None), (None, None)).set_index(pd.Index([7, 8, 8])), OUTLETS)

    assert table.index.tolist() == [7, 8, 8]
    assert list(table.columns[-3:]) == ["outlet_country", "outlet_type", "outlet_circulation"]
    assert table["outlet_type"].fillna("").tolist() == ["agency", "site", ""]
    assert table["outlet_country"].isna().tolist() == [True, False, True]


def test_what_is_known_of_outlets_joins_any_table_that_names_them() -> None:
    assert with_outlets(coverage_table(TWO), OUTLETS)["outlet_type"].tolist() == ["agency"] * 4 + ["site"] * 4


@pytest.mark.parametrize(
    ("outlets", "said"),
    [
        (OUTLETS[:1], r"1 outlets have no row in outlets: 'أ'\. Add a row for each"),
        (OUTLETS[:0], r"2 outlets have no row in outlets: 'أ', 'ب'"),
        (OUTLETS.rename(columns={"outlet": "name"}), "outlets lacks the column 'outlet'"),
        (pd.concat([OUTLETS, OUTLETS]), "'ب' has several rows in outlets; keep one"),
        (OUTLETS.assign(outlet=[None, "أ"]), "outlets has 1 rows without a name in 'outlet'"),
    ],
)
def test_outlets_that_do_not_fit_are_named(outlets: pd.DataFrame, said: str) -> None:
    with pytest.raises(TableError, match=said):
        with_outlets(TWO, outlets)


def test_only_some_of_many_missing_outlets_are_named() -> None:
    with pytest.raises(TableError, match=r"9 outlets have no row in outlets: '0', '1', '2', '3', '4' and 4 more\."):
        with_outlets(articles(*((str(outlet), None) for outlet in range(9))), OUTLETS)


def test_a_column_that_is_there_already_is_not_overwritten() -> None:
    with pytest.raises(TableError, match="the table has a column 'outlet_country' already; drop it first"):
        with_outlets(with_outlets(TWO, OUTLETS), OUTLETS)
    with pytest.raises(TableError, match="no column 'outlet' to join outlets by"):
        with_outlets(TWO.drop(columns="outlet"), OUTLETS)


def test_a_week_without_articles_is_amber_and_one_that_was_not_covered_blank() -> None:
    figure = plot_coverage(coverage_table(TWO))
    cells = figure.data[0]

    assert list(figure.layout.yaxis.ticktext) == ["\u2067أ\u2069", "\u2067ب\u2069"]
    assert [list(line) for line in cells.text] == [["2", "0", "0", "1"], ["", "2", "", ""]]
    assert [list(line) for line in cells.z] == [[2, 0, 0, 1], [None, 2, None, None]]
    assert (cells.zmin, cells.zmax) == (0, 2)
    (none, amber), (still, same), (one, blue), _ = cells.colorscale
    assert (amber, none, still) == (same, 0, one)
    assert amber != blue
    assert still * 2 < 1  # one article is not amber
    assert figure.layout.xaxis.autorange == "reversed"


def test_many_periods_have_no_numbers_and_few_dates() -> None:
    figure = plot_coverage(coverage_table(TWO, every="day"))

    assert figure.data[0].texttemplate == ""
    assert len(figure.layout.xaxis.ticktext) == 12
    assert figure.layout.xaxis.ticktext[0] == "2026-05-04"


def test_all_articles_are_one_row_and_nothing_is_an_empty_figure() -> None:
    assert list(plot_coverage(coverage_table(TWO, by=None), lang="ar").layout.yaxis.ticktext) == [
        "\u2067كل المقالات\u2069"
    ]
    plain_spec(plot_coverage(coverage_table(TWO)[:0]))
    plain_spec(plot_coverage(coverage_table(articles((None, "2026-05-04")))))


def test_what_cannot_be_drawn_says_why() -> None:
    both = coverage_table(TWO.assign(section=list("سصسصسص")), by=["outlet", "section"])

    with pytest.raises(TableError, match="several counts for a period"):
        plot_coverage(both)
    with pytest.raises(TableError, match="no column 'articles'"):
        plot_coverage(both.drop(columns="articles"))
    with pytest.raises(ValueError, match="unknown language"):
        plot_coverage(both, lang="fr")  # type: ignore[arg-type]
