"""Counts and shares, worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.schema import build_table
from toolkit.errors import TableError
from toolkit.measures.counts import quotation_counts
from toolkit.measures.frequency import source_frequency
from toolkit.measures.intervals import clustered_shares


def quotations(*rows: tuple[str, str | None], **columns: list[Any]) -> pd.DataFrame:
    """Quotations from (article, speaker)."""
    return build_table(
        {
            "article_id": [row[0] for row in rows],
            "speaker": [row[1] for row in rows],
            "outlet": ["أ" if row[0] < "3" else "ب" for row in rows],
            "type": ["person"] * len(rows),
            "gender": ["f" if row[1] == "ليلى" else "m" for row in rows],
            "kind": ["indirect"] * len(rows),
            "field": ["text"] * len(rows),
            "position": list(range(len(rows))),
            "words": [10] * len(rows),
            **columns,
        },
        "quotations",
    )


def by_speaker(table: pd.DataFrame, column: str) -> dict[str, Any]:
    return dict(zip(table["speaker"], table[column], strict=True))


COVERAGE = quotations(
    ("1", "ليلى"), ("1", "ليلى"), ("1", "سالم"), ("1", "ليلى"), ("2", "ليلى"), ("3", "سالم"), ("4", None)
)


def test_the_unit_is_first_the_article_then_the_turn_then_the_word() -> None:
    table = source_frequency(COVERAGE)
    assert table["speaker"].tolist() == ["ليلى", "سالم"]
    assert by_speaker(table, "articles") == {"ليلى": 2, "سالم": 2}
    assert by_speaker(table, "turns") == {"ليلى": 3, "سالم": 2}
    assert by_speaker(table, "relations") == {"ليلى": 4, "سالم": 2}
    assert by_speaker(table, "words") == {"ليلى": 40, "سالم": 20}
    assert by_speaker(table, "outlets") == {"ليلى": 1, "سالم": 2}
    assert table["rank"].tolist() == [1, 2]


def test_a_share_is_of_the_articles_in_which_anybody_speaks() -> None:
    table = source_frequency(COVERAGE)
    assert table["n_articles"].tolist() == [4, 4]
    assert table["share"].tolist() == [0.5, 0.5]
    assert table["share_low"].isna().all()
    assert set(table["note"]) == {"fewer than 5 articles or stories: no interval holds"}


def test_a_turn_ends_with_another_speaker_a_speakerless_relation_or_the_field() -> None:
    table = quotations(
        *(("1", name) for name in ("أ", "أ", "ب", "أ", None, "أ")),
        field=["title", "text", "text", "text", "text", "text"],
    )
    assert by_speaker(source_frequency(table), "turns") == {"أ": 4, "ب": 1}


def test_a_turn_does_not_depend_on_the_order_or_index_of_the_rows() -> None:
    shuffled = COVERAGE.iloc[::-1].set_index(pd.Index([0] * len(COVERAGE)))
    assert by_speaker(source_frequency(shuffled), "turns") == {"ليلى": 3, "سالم": 2}


def test_declined_relations_are_a_column_of_their_own() -> None:
    table = quotations(("1", "أ"), ("2", "أ"), ("3", "ب"), kind=["direct", "declined", "declined"])
    frequency = source_frequency(table)
    assert by_speaker(frequency, "relations") == {"أ": 1, "ب": 0}
    assert by_speaker(frequency, "declined") == {"أ": 1, "ب": 1}
    assert by_speaker(frequency, "share") == {"أ": 1.0, "ب": 0.0}


def test_nested_relations_do_not_count() -> None:
    table = quotations(("1", "أ"), ("1", "ب"), parent=[None, "1:text:0"])
    assert source_frequency(table)["speaker"].tolist() == ["أ"]


def test_equal_counts_share_a_rank() -> None:
    table = source_frequency(quotations(("1", "أ"), ("1", "ب"), ("2", "ج"), ("3", "ج")))
    assert table["rank"].tolist() == [1, 2, 2]


def test_groups_are_counted_each_for_itself() -> None:
    table = source_frequency(COVERAGE, by="outlet")
    assert table[["outlet", "rank", "speaker", "articles", "n_articles"]].to_numpy().tolist() == [
        ["أ", 1, "ليلى", 2, 2],
        ["أ", 2, "سالم", 1, 2],
        ["ب", 1, "سالم", 1, 2],
    ]


def test_a_trait_of_the_speaker_may_be_the_group() -> None:
    assert source_frequency(COVERAGE, by="gender")["gender"].tolist() == ["f", "m"]


def test_several_columns_may_be_the_group() -> None:
    assert len(source_frequency(COVERAGE, by=["outlet", "gender"])) == 3


def test_a_missing_value_is_a_group_of_its_own() -> None:
    table = quotations(("1", "أ"), ("2", "ب"), outlet=["جريدة", None])
    assert source_frequency(table, by="outlet")["outlet"].isna().tolist() == [False, True]
    assert quotation_counts(table, by="outlet")["total"].tolist() == [1, 1]


def test_a_group_in_which_nobody_speaks_has_no_share() -> None:
    frequency = source_frequency(quotations(("1", "أ"), kind=["declined"]))
    assert frequency[["share", "share_low", "share_high"]].isna().all(axis=None)


def test_aliases_are_honoured() -> None:
    aliases = pd.DataFrame({"alias": ["ليلى"], "speaker": ["سالم"]})
    assert source_frequency(COVERAGE, aliases=aliases)["articles"].tolist() == [3]


@pytest.mark.parametrize("by", [None, "outlet", ["outlet", "gender"]])
def test_no_quotation_gives_an_empty_table_with_every_column(by: Any) -> None:
    table = source_frequency(COVERAGE.iloc[:0], by=by)
    assert table.empty
    assert set(table.columns) == set(source_frequency(COVERAGE, by=by).columns)


def test_counts_are_integers() -> None:
    table = source_frequency(COVERAGE, by="outlet")
    counts = ["rank", "articles", "turns", "words", "relations", "declined", "outlets", "n_articles"]
    assert {str(table[name].dtype) for name in counts} == {"int64"}


def test_a_group_that_is_no_column_is_refused() -> None:
    with pytest.raises(TableError, match=r"by='country' is no column of the table; it has .*merge"):
        source_frequency(COVERAGE, by="country")


def test_kinds_are_counted_and_the_declined_are_not_in_the_total() -> None:
    kinds = ["direct", "direct", "indirect", "mixed", "declined", "indirect", "direct"]
    (counts,) = quotation_counts(COVERAGE.assign(kind=kinds)).to_dict("records")
    assert counts == {
        "direct": 3,
        "indirect": 2,
        "mixed": 1,
        "declined": 1,
        "total": 6,
        "words": 60,
        "articles": 3,
        "per_article": 2.0,
        "per_article_low": pytest.approx(float("nan"), nan_ok=True),
        "per_article_high": pytest.approx(float("nan"), nan_ok=True),
        "direct_share": 0.5,
        "direct_share_low": pytest.approx(float("nan"), nan_ok=True),
        "direct_share_high": pytest.approx(float("nan"), nan_ok=True),
        "design_effect": pytest.approx(0.5),
        "note": "fewer than 10 articles or stories: no interval holds",
    }


def test_a_ratio_to_nothing_is_missing() -> None:
    counts = quotation_counts(COVERAGE.iloc[:0])
    assert counts["total"].tolist() == [0]
    assert counts[["per_article", "direct_share"]].isna().all(axis=None)
    assert str(counts["total"].dtype) == "int64"


def many(count: int = 24) -> pd.DataFrame:
    """Articles in which one speaks of three turns, every third time, and two others whenever not."""
    rows = [(f"{n:02}", name) for n in range(count) for name in (["أ", "ب", "أ"] if n % 3 == 0 else ["ب", "ج"])]
    return quotations(*rows).assign(story=lambda table: [f"s{int(name) // 2}" for name in table["article_id"]])


def test_an_interval_is_over_articles_and_says_its_design_effect() -> None:
    table = source_frequency(many()).set_index("speaker")
    speaks = [[n % 3 == 0, True, n % 3 > 0] for n in range(24)]
    expected = clustered_shares(pd.DataFrame(speaks).astype(int).to_numpy(), [1] * 24)
    for place, name in enumerate(["أ", "ب", "ج"]):
        ends = table.loc[name, ["share", "share_low", "share_high"]].tolist()
        assert ends == pytest.approx(expected.loc[place, ["share", "share_low", "share_high"]].tolist(), nan_ok=True)
    assert table["design_effect"].tolist() == pytest.approx([float("nan"), 1, 1], nan_ok=True)
    assert table.loc["ب", "note"] == "no variation between articles or stories: no interval"


def test_the_share_may_be_of_turns_words_or_relations() -> None:
    turns = source_frequency(many(), unit="turns").set_index("speaker")
    assert turns["share"].to_dict() == {"ب": 24 / 56, "أ": 16 / 56, "ج": 16 / 56}
    assert (turns["share_low"] < turns["share"]).all()
    assert turns.loc["أ", "design_effect"] > 1
    words = many().assign(words=lambda table: table["speaker"].map({"أ": 100, "ب": 1, "ج": 1}))
    assert source_frequency(words, unit="words")["speaker"].tolist() == ["أ", "ب", "ج"]


def test_a_relation_without_a_speaker_is_in_what_shares_are_of() -> None:
    table = quotations(*[(str(n), name) for n in range(12) for name in ("أ", None, "ب")])
    assert source_frequency(table, unit="turns")["share"].round(4).tolist() == [0.3333, 0.3333]


def test_articles_of_one_story_are_one_draw() -> None:
    table = source_frequency(many(40), story="story").set_index("speaker")
    assert table["n_articles"].tolist() == [40] * 3
    assert table["n_stories"].tolist() == [20] * 3
    alone = many(40).assign(story=pd.Series(None, index=range(len(many(40))), dtype="str"))
    own = source_frequency(alone, story="story").set_index("speaker").drop(columns="n_stories")
    pd.testing.assert_frame_equal(own, source_frequency(many(40)).set_index("speaker"))


def test_a_table_is_given_with_wire_copies_and_without() -> None:
    table = many().assign(is_copy=lambda table: table["article_id"] >= "12")
    both = source_frequency(table, copies="is_copy")
    assert both.columns[0] == "copies"
    for which, part in (("with", table), ("without", table[~table["is_copy"]])):
        own = both[both["copies"] == which].drop(columns="copies").reset_index(drop=True)
        pd.testing.assert_frame_equal(own, source_frequency(part))
    counts = quotation_counts(table, copies="is_copy", by="outlet")
    assert counts.groupby("copies")["total"].sum().to_dict() == {"with": 56, "without": 28}
    with pytest.raises(TableError, match=r"copies='kind' must be a column of true and false, got 'indirect'"):
        source_frequency(table, copies="kind")


def test_nested_relations_count_where_they_are_asked_for() -> None:
    table = quotations(("1", "أ"), ("1", "ب"), parent=[None, "1:text:0"])
    assert by_speaker(source_frequency(table, nested=True), "turns") == {"أ": 1, "ب": 1}
    assert quotation_counts(table, nested=True)["total"].tolist() == [2]
    assert quotation_counts(table)["total"].tolist() == [1]


def test_a_rank_says_between_which_places_it_would_lie() -> None:
    table = source_frequency(many(60)).set_index("speaker")
    assert table[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1, 1], [2, 2, 2], [3, 3, 3]]
    close = source_frequency(many(6)).set_index("speaker")
    assert close[["rank", "rank_low", "rank_high"]].to_numpy().tolist() == [[1, 1, 2], [2, 1, 3], [3, 2, 3]]
    again = source_frequency(many(60)).set_index("speaker")
    pd.testing.assert_frame_equal(table, again)
    assert source_frequency(many(1))["rank_low"].isna().all()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("123456789"), st.sampled_from("أبجدهوز")), min_size=1, max_size=40))
def test_ranks_lie_within_their_places(rows: list[tuple[str, str]]) -> None:
    table = source_frequency(quotations(*rows)).dropna(subset=["rank_low"])
    assert (table["rank_low"] >= 1).all()
    assert (table["rank_low"] <= table["rank_high"]).all()
    assert (table["rank_high"] <= len(table)).all()


def test_counts_are_given_per_1000_words_of_what_was_read() -> None:
    articles = pd.DataFrame(
        {
            "article_id": ["1", "2", "3", "4", "5"],
            "outlet": ["أ", "أ", "ب", "ب", "ج"],
            "title": ["خبر قصير", None, None, None, None],
            "text": ["كلمة " * 98, "كلمة " * 100, "كلمة " * 50, "كلمة " * 150, ""],
        }
    )
    counts = quotation_counts(COVERAGE, by="outlet", articles=articles)
    assert counts[["all_articles", "all_words"]].to_numpy().tolist() == [[2, 200], [2, 200], [1, 0]]
    assert counts["per_1000_words"].tolist() == pytest.approx([25, 10, float("nan")], nan_ok=True)
    assert counts["quoting_share"].tolist() == pytest.approx([0.25, 0.1, float("nan")], nan_ok=True)
    assert counts["total"].tolist() == [5, 2, 0]
    assert counts["note"].tolist()[2] == "nothing was counted: no share"
    (whole,) = quotation_counts(COVERAGE, articles=articles).to_dict("records")
    assert (whole["all_articles"], whole["all_words"], whole["per_1000_words"]) == (5, 400, 17.5)
    of_kind = quotation_counts(COVERAGE, by=["gender"], articles=articles)
    assert of_kind["all_words"].tolist() == [400, 400]


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(TableError, match=r"unit='quotes' is not counted; allowed are articles, turns, words"):
        source_frequency(COVERAGE, unit="quotes")  # type: ignore[arg-type]


def test_where_nobody_is_named_there_are_no_rows_and_counts_stay() -> None:
    table = quotations(("1", None), ("2", None))
    assert source_frequency(table).empty
    assert quotation_counts(table)["total"].tolist() == [2]


def test_rates_have_intervals_over_articles_or_stories() -> None:
    table = many(40).assign(
        kind=lambda table: ["direct", "indirect"] * (len(table) // 2) + ["mixed"] * (len(table) % 2)
    )
    articles = pd.DataFrame({"article_id": sorted(set(table["article_id"])), "text": ["كلمة " * 90] * 40})
    articles = articles.assign(story=[f"s{int(name) // 2}" for name in articles["article_id"]])
    (row,) = quotation_counts(table, articles=articles).to_dict("records")
    assert row["per_article_low"] < row["per_article"] < row["per_article_high"]
    assert row["per_1000_words"] == pytest.approx(row["total"] / 3.6)
    assert row["per_1000_words_low"] < row["per_1000_words"] < row["per_1000_words_high"]
    assert row["direct_share_low"] < row["direct_share"] < row["direct_share_high"]
    (of_stories,) = quotation_counts(table, articles=articles, story="story").to_dict("records")
    assert of_stories["per_article"] == row["per_article"]
    assert of_stories["per_article_low"] != row["per_article_low"]


def test_groups_that_lack_a_value_are_measured_by_the_articles_that_lack_it() -> None:
    articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["جريدة", None], "text": ["كلمة " * 10, "كلمة " * 20]})
    table = quotations(("1", "أ"), ("2", "ب"), outlet=["جريدة", None])
    counts = quotation_counts(table, by="outlet", articles=articles)
    assert counts["outlet"].isna().tolist() == [False, True]
    assert counts["per_1000_words"].tolist() == [100, 50]
