"""Counts and shares, worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from toolkit.articles.schema import build_table
from toolkit.errors import TableError
from toolkit.measures.frequency import quotation_counts, source_frequency
from toolkit.measures.intervals import wilson


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
    assert table["share_low"].round(4).tolist() == [0.15, 0.15]
    assert table["share_high"].round(4).tolist() == [0.85, 0.85]


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
        "direct_share": 0.5,
    }


def test_a_ratio_to_nothing_is_missing() -> None:
    counts = quotation_counts(COVERAGE.iloc[:0])
    assert counts["total"].tolist() == [0]
    assert counts[["per_article", "direct_share"]].isna().all(axis=None)
    assert str(counts["total"].dtype) == "int64"


def test_the_wilson_interval_is_the_one_that_was_cross_checked() -> None:
    low, high = wilson([14, 0, 5, 0], [40, 10, 5, 0])
    assert low[:3].round(6).tolist() == [0.221345, 0.0, 0.565518]
    assert high[:3].round(6).tolist() == [0.504941, 0.277533, 1.0]
    assert pd.isna(low[3])
    assert pd.isna(high[3])
