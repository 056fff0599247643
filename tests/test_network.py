"""Who speaks beside whom, worked out by hand."""

from __future__ import annotations

import json
from math import comb, log
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from toolkit.articles.schema import build_table
from toolkit.errors import TableError
from toolkit.measures.network import co_quotation_nodes, co_quotation_table, lift_and_npmi


def quotations(*rows: tuple[str, str], **columns: list[Any]) -> pd.DataFrame:
    """Quotations from (article, speaker)."""
    count = len(rows)
    return build_table(
        {
            "article_id": [row[0] for row in rows],
            "speaker": [row[1] for row in rows],
            "outlet": ["أ" if row[0] < "4" else "ب" for row in rows],
            "type": ["person"] * count,
            "kind": ["indirect"] * count,
            "position": list(range(count)),
            "words": [5] * count,
            **columns,
        },
        "quotations",
    )


# ليلى and سالم in 1, 2, 4; ليلى alone in 3; نادر with سالم in 5; nobody else
COVERAGE = quotations(
    *(("1", name) for name in ("ليلى", "سالم", "ليلى")),
    *(("2", name) for name in ("سالم", "ليلى")),
    ("3", "ليلى"),
    *(("4", name) for name in ("ليلى", "سالم")),
    *(("5", name) for name in ("نادر", "سالم")),
    ("6", "هالة"),
)


def test_pairs_are_counted_by_article_not_by_relation() -> None:
    table = co_quotation_table(COVERAGE, least=1)

    assert [{row["speaker"], row["other"]} for _, row in table.iterrows()] == [{"ليلى", "سالم"}, {"نادر", "سالم"}]
    assert table["articles"].tolist() == [3, 1]
    assert table["n_articles"].tolist() == [6, 6]


def test_lift_npmi_and_p_are_those_of_the_formulas() -> None:
    (row,) = co_quotation_table(COVERAGE, least=2).to_dict("records")

    assert (row["source_articles"], row["other_articles"]) == (4, 4)
    assert row["expected"] == pytest.approx(16 / 6)
    assert row["lift"] == pytest.approx(3 * 6 / 16)
    assert row["npmi"] == pytest.approx(log(3 * 6 / 16) / -log(3 / 6))
    # both speak in three or all four of the articles of one
    assert row["p"] == pytest.approx((comb(4, 3) * comb(2, 1) + comb(4, 4)) / comb(6, 4))


def test_the_adjustment_counts_the_pairs_that_were_never_together() -> None:
    table = co_quotation_table(COVERAGE, least=1)

    p = sorted(table["p"])
    assert sorted(table["p_adjusted"]) == pytest.approx([min(1, p[0] * 6, p[1] * 3), min(1, p[1] * 3)])


def test_a_pair_in_every_article_has_no_npmi() -> None:
    (row,) = co_quotation_table(quotations(("1", "أ"), ("1", "ب")), least=1).to_dict("records")

    assert row["lift"] == 1
    assert np.isnan(row["npmi"])
    assert row["p"] == pytest.approx(1)


def test_unnamed_speakers_count_where_they_are_asked_for() -> None:
    table = quotations(("1", "مسؤول"), ("1", "ليلى"), ("2", "مسؤول"), ("2", "ليلى"), type=["unnamed", "person"] * 2)

    assert co_quotation_table(table).empty
    assert len(co_quotation_table(table, unnamed=True)) == 1


def test_the_declined_and_the_nested_are_beside_nobody() -> None:
    table = quotations(
        ("1", "أ"), ("1", "ب"), ("1", "ج"), kind=["direct", "declined", "direct"], parent=[None, None, "1"]
    )

    assert co_quotation_table(table, least=1).empty


def test_groups_are_counted_each_for_itself() -> None:
    table = co_quotation_table(COVERAGE, by="outlet", least=1)

    assert table[["outlet", "articles", "n_articles"]].to_numpy().tolist() == [["أ", 2, 3], ["ب", 1, 3], ["ب", 1, 3]]


def test_nodes_say_beside_how_many_others_and_alone() -> None:
    nodes = co_quotation_nodes(COVERAGE).set_index("speaker")

    assert nodes[["articles", "others", "beside", "alone"]].to_dict("index") == {
        "سالم": {"articles": 4, "others": 2, "beside": 4, "alone": 0},
        "ليلى": {"articles": 4, "others": 1, "beside": 3, "alone": 1},
        "نادر": {"articles": 1, "others": 1, "beside": 1, "alone": 0},
        "هالة": {"articles": 1, "others": 0, "beside": 0, "alone": 1},
    }


@pytest.mark.parametrize("by", [None, "outlet"])
def test_no_quotations_give_empty_tables_with_every_column(by: str | None) -> None:
    assert co_quotation_table(COVERAGE.iloc[:0], by=by).empty
    assert list(co_quotation_table(COVERAGE.iloc[:0], by=by)) == list(co_quotation_table(COVERAGE, by=by))
    assert dict(co_quotation_table(COVERAGE.iloc[:0], by=by).dtypes) == dict(co_quotation_table(COVERAGE, by=by).dtypes)
    assert dict(co_quotation_nodes(COVERAGE.iloc[:0]).dtypes) == dict(co_quotation_nodes(COVERAGE).dtypes)


def test_the_order_of_the_rows_changes_nothing() -> None:
    for measure in (co_quotation_table, co_quotation_nodes):
        pd.testing.assert_frame_equal(measure(COVERAGE.iloc[::-1]), measure(COVERAGE))


def test_less_than_one_article_is_refused() -> None:
    with pytest.raises(TableError, match="least is a number of articles from 1, got 0"):
        co_quotation_table(COVERAGE, least=0)


def test_pairs_are_counted_with_wire_copies_and_without() -> None:
    table = co_quotation_table(COVERAGE.assign(is_copy=COVERAGE["article_id"] == "2"), copies="is_copy")

    assert table[["copies", "articles"]].to_numpy().tolist() == [["with", 3], ["without", 2]]


CASES = (Path(__file__).parent / "cases" / "statistics.pairs.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", list(map(json.loads, CASES)), ids=lambda case: case["id"])
def test_npmi_is_the_one_that_was_cross_checked(case: dict[str, Any]) -> None:
    both, one, other, total = (case["input"][name] for name in ("O11", "R1", "C1", "N"))
    lift, npmi = lift_and_npmi(both, one, other, total)

    assert float(lift) == pytest.approx(both / case["expected"]["E11"], rel=case["tolerance"])
    assert float(npmi) == pytest.approx(case["expected"]["NPMI"], rel=case["tolerance"])
