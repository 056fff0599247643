"""Outlet by category, worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from toolkit.articles.schema import build_table
from toolkit.errors import TableError
from toolkit.measures.crosstab import category_table, category_test


def quotations(*rows: tuple[str, str | None, str | None], **columns: list[Any]) -> pd.DataFrame:
    """Quotations from (article, outlet, type), a speaker each."""
    count = len(rows)
    return build_table(
        {
            "quotation_id": [f"{row[0]}:text:{place}" for place, row in enumerate(rows)],
            "article_id": [row[0] for row in rows],
            "outlet": [row[1] for row in rows],
            "type": [row[2] for row in rows],
            "speaker": [f"متحدث {place}" for place in range(count)],
            "speaker_id": [f"{row[0]}:{place}" for place, row in enumerate(rows)],
            "kind": ["indirect"] * count,
            "field": ["text"] * count,
            "position": list(range(count)),
            "words": [5] * count,
            **columns,
        },
        "quotations",
    )


COVERAGE = quotations(
    ("1", "أ", "person"),
    ("1", "أ", "person"),
    ("2", "أ", "unnamed"),
    ("3", "ب", "unnamed"),
    ("3", "ب", "unnamed"),
    ("4", "ب", "person"),
    ("4", "ب", None),
)


def cell(table: pd.DataFrame, **where: Any) -> dict[str, Any]:
    for name, value in where.items():
        table = table[table[name] == value]
    (row,) = table.to_dict("records")
    return row


def test_each_group_has_a_row_for_every_value() -> None:
    table = category_table(COVERAGE, by="outlet", category="type")

    assert table[["outlet", "type", "count", "total", "left_out", "articles", "n_articles"]].to_numpy().tolist() == [
        ["أ", "person", 2, 3, 0, 1, 2],
        ["أ", "unnamed", 1, 3, 0, 1, 2],
        ["ب", "person", 1, 3, 1, 1, 2],
        ["ب", "unnamed", 2, 3, 1, 1, 2],
    ]
    assert table["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3, 2 / 3])


def test_expected_counts_and_residuals_are_those_of_independence() -> None:
    table = category_table(COVERAGE, by="outlet", category="type")

    assert table["expected"].tolist() == [1.5, 1.5, 1.5, 1.5]
    assert table["residual"].tolist() == pytest.approx([0.8165, -0.8165, -0.8165, 0.8165], abs=1e-4)


def test_the_interval_holds_the_share_and_is_wider_than_one_of_independent_relations() -> None:
    table = category_table(
        quotations(
            *((str(article), "أ", "person" if article % 3 else "unnamed") for article in range(20) for _ in "1234")
        )
    )

    row = cell(table, type="unnamed")
    assert row["share_low"] < row["share"] < row["share_high"]
    assert row["design_effect"] == pytest.approx(4, rel=0.1)
    assert row["share_high"] - row["share_low"] > 0.3


def test_gender_leaves_out_unnamed_speakers() -> None:
    table = category_table(COVERAGE.assign(gender=["f", "m", "m", "m", "m", "f", "m"]), category="gender")

    assert table.set_index("gender")["count"].to_dict() == {"f": 2, "m": 2}
    assert table["left_out"].tolist() == [3, 3]


def test_named_speakers_are_told_from_unnamed_ones() -> None:
    table = category_table(COVERAGE.assign(type=["person", "document", *COVERAGE["type"][2:]]), category="named")

    assert table.set_index("named")["count"].to_dict() == {"named": 3, "unnamed": 3}


def test_the_declined_count_among_kinds_and_nowhere_else() -> None:
    table = COVERAGE.assign(kind=["direct", "declined", "indirect", "mixed", "direct", "declined", "indirect"])

    assert category_table(table, category="kind").set_index("kind")["count"].to_dict() == {
        "declined": 2,
        "direct": 2,
        "indirect": 2,
        "mixed": 1,
    }
    assert category_table(table, category="type")["total"].tolist() == [4, 4]


def test_nested_relations_do_not_count() -> None:
    table = category_table(COVERAGE.assign(parent=[None, "1:text:0", *[None] * 5]), by="outlet")

    assert cell(table, outlet="أ", type="person")["count"] == 1


def test_speakers_may_be_the_groups() -> None:
    table = COVERAGE.assign(kind=["direct", "declined", "indirect", "mixed", "direct", "declined", "indirect"])
    found = category_table(table, by="type", category="kind")

    assert cell(found, type="person", kind="declined")["share"] == pytest.approx(2 / 3)
    assert category_test(table, by="type", category="kind")["shuffled"].tolist() == ["speakers within articles"]


def test_the_articles_of_outlets_are_shuffled_whole() -> None:
    rows = [
        (f"{outlet}{article}", outlet, kind)
        for outlet, kind in (("أ", "person"), ("ب", "unnamed"))
        for article in range(6)
        for _ in "123"
    ]
    (found,) = category_test(quotations(*rows), by="outlet").to_dict("records")

    assert found["shuffled"] == "articles"
    assert found["chi2"] == pytest.approx(36)
    assert found["articles"] == 12
    # two of the 924 ways to share out twelve articles are as extreme
    assert found["p_articles"] == pytest.approx(2 / 924, abs=0.003)
    assert found["p"] < 1e-8


def test_one_group_has_shares_and_no_test() -> None:
    table = category_table(COVERAGE, category="type")

    assert table["share"].tolist() == [0.5, 0.5]
    assert table[["residual", "p", "p_adjusted", "p_articles"]].isna().all(axis=None)
    (found,) = category_test(COVERAGE.assign(type="person"), by="outlet").to_dict("records")
    assert np.isnan([found["chi2"], found["p"], found["p_articles"], found["cramers_v_corrected"]]).all()
    assert found["note"].startswith("no test")


def test_one_article_has_a_share_and_no_interval() -> None:
    table = category_table(COVERAGE.head(2), by="outlet")

    assert table["share"].tolist() == [1.0]
    assert table[["share_low", "share_high", "design_effect"]].isna().all(axis=None)
    assert table["note"].tolist() == ["one article or story: no interval"]


def test_a_group_without_any_value_has_no_share() -> None:
    table = category_table(quotations(("1", "أ", "person"), ("2", "أ", "person"), ("3", "ب", None)), by="outlet")

    row = cell(table, outlet="ب")
    assert np.isnan(row["share"])
    assert (row["total"], row["left_out"]) == (0, 1)
    assert row["note"] == "nothing was counted: no share"


@pytest.mark.parametrize("by", [None, "outlet", ["outlet", "kind"]])
def test_no_quotations_give_an_empty_table_with_every_column(by: Any) -> None:
    table = category_table(COVERAGE.iloc[:0], by=by)

    assert table.empty
    assert list(table.columns) == list(category_table(COVERAGE, by=by).columns)
    assert dict(table.dtypes) == dict(category_table(COVERAGE, by=by).dtypes)


def test_the_order_of_the_rows_changes_nothing() -> None:
    shuffled = COVERAGE.iloc[[4, 2, 6, 0, 1, 5, 3]].set_index(pd.Index([0] * 7))

    for by, category in (("outlet", "type"), ("type", "kind")):
        pd.testing.assert_frame_equal(
            category_table(shuffled, by=by, category=category), category_table(COVERAGE, by=by, category=category)
        )


def test_a_missing_outlet_is_a_group_of_its_own() -> None:
    table = category_table(COVERAGE.assign(outlet=[None, None, *COVERAGE["outlet"][2:]]), by="outlet")

    assert table["outlet"].isna().sum() == 2
    assert table.loc[table["outlet"].isna(), "count"].tolist() == [2, 0]


def test_what_is_no_column_is_refused() -> None:
    with pytest.raises(TableError, match=r"category='party' is no column of the table; try type, sector"):
        category_table(COVERAGE, category="party")
    with pytest.raises(TableError, match=r"category='type' is among by too"):
        category_table(COVERAGE, by=["outlet", "type"], category="type")


def test_a_turn_counts_once_for_each_value_and_a_refusal_is_a_turn() -> None:
    rows = quotations(
        *[("1", "أ", "person")] * 5,
        speaker=["ليلى", "ليلى", "ليلى", "سالم", "ليلى"],
        kind=["direct", "direct", "indirect", "direct", "declined"],
    )

    assert category_table(rows, category="type")["count"].tolist() == [2]
    assert category_table(rows, category="type", unit="relations")["count"].tolist() == [4]
    assert category_table(rows, category="type", unit="words")["count"].tolist() == [20]
    kinds = category_table(rows, category="kind").set_index("kind")["count"].to_dict()
    assert kinds == {"declined": 1, "direct": 2, "indirect": 1}


def test_articles_cannot_be_shared_out() -> None:
    with pytest.raises(TableError, match="unit='articles' cannot be shared out"):
        category_table(COVERAGE, unit="articles")


def test_articles_of_one_story_are_one_case() -> None:
    rows = [(f"{place:02}", "أ", "person" if place % 4 < 2 else "unnamed") for place in range(40)]
    stories = [f"story {place // 2}" for place in range(40)]
    alone = category_table(quotations(*rows))
    told = category_table(quotations(*rows).assign(group_id=stories), story="group_id")

    assert alone["share"].tolist() == told["share"].tolist()
    assert told["n_articles"].tolist() == [40, 40]
    assert told["design_effect"].tolist() == pytest.approx([2, 2], rel=0.1)
    assert (told["share_high"] > alone["share_high"]).all()


def test_the_table_is_given_with_wire_copies_and_without() -> None:
    table = category_table(COVERAGE.assign(is_copy=COVERAGE["article_id"] == "4"), by="outlet", copies="is_copy")

    assert table.columns[:3].tolist() == ["copies", "outlet", "type"]
    totals = table.groupby(["copies", "outlet"])["total"].first().to_dict()
    assert totals == {("with", "أ"): 3, ("with", "ب"): 3, ("without", "أ"): 3, ("without", "ب"): 2}
    found = category_test(COVERAGE.assign(is_copy=False), by="outlet", copies="is_copy")
    assert found["copies"].tolist() == ["with", "without"]
    assert found.loc[0, "chi2"] == found.loc[1, "chi2"]
