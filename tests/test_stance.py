"""Stances of verbs, markers and nouns, and outlets compared within kinds of speakers and for the same speakers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from toolkit.articles.schema import build_table
from toolkit.articles.tables import quotation_table
from toolkit.errors import TableError
from toolkit.lexicons import load_lexicon
from toolkit.measures.matched import matched_stance_table
from toolkit.measures.permutation import permuted_sums_p
from toolkit.measures.stance import stance_table, stances

CARD = load_lexicon("stances").card
VERBS = load_lexicon("reporting_verbs")


def quotations(*rows: tuple[str, str, str, str | None], **columns: list[Any]) -> pd.DataFrame:
    """Quotations from (article, outlet, speaker, stance)."""
    count = len(rows)
    return build_table(
        {
            "quotation_id": [f"{row[0]}:text:{place}" for place, row in enumerate(rows)],
            "article_id": [row[0] for row in rows],
            "outlet": [row[1] for row in rows],
            "speaker": [row[2] for row in rows],
            "speaker_id": [f"{row[0]}:{row[2]}" for row in rows],
            "type": ["person"] * count,
            "stance": [row[3] for row in rows],
            "kind": ["indirect"] * count,
            "field": ["text"] * count,
            "position": list(range(count)),
            "words": [5] * count,
            **columns,
        },
        "quotations",
    )


def test_every_stance_has_a_definition_a_question_and_examples_of_its_own() -> None:
    lemmas = {row["lemma"]: row["stance"] for row in VERBS.rows}

    assert set(CARD["stances"]) == set(VERBS.card["columns"]["stance"]["values"])
    assert set(CARD["columns"]["stance"]["values"]) == {"", *CARD["stances"]}
    for name, about in CARD["stances"].items():
        assert about["definition"].strip(), name
        assert about["question"].endswith("?"), name
        assert {lemmas[lemma] for lemma in about["examples"].split()} == {name}


def test_every_marker_before_a_source_has_a_stance() -> None:
    listed = {row["form"] for row in load_lexicon("stances").rows if row["kind"] == "marker"}

    assert listed == {row["form"] for row in load_lexicon("markers").rows if row["kind"] == "noun"}


def test_light_verbs_are_reporting_verbs_and_every_noun_has_a_stance() -> None:
    rows = load_lexicon("stances").rows

    assert {row["form"] for row in rows if row["kind"] == "light"} <= {row["lemma"] for row in VERBS.rows}
    assert {row["kind"] for row in rows if not row["stance"]} == {"light"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الوزير سالم حداد إن الطريق مغلق.", ["neutral"]),
        ("وزعم الوزير سالم حداد أن الطريق مفتوح.", ["distancing"]),
        ("أعرب الوزير سالم حداد عن رفضه للقرار.", ["denying"]),
        ("أعرب الوزير سالم حداد عن أمله في عودة المياه.", ["expressing"]),
        ("أعربت الوزيرة سلمى نصار عن إدانتها للهجوم.", ["critical"]),
        ("وفقا للوزارة، فإن الطريق مغلق.", ["neutral"]),
        ("الطريق مغلق، على حد زعم الوزارة.", ["distancing"]),
    ],
)
def test_a_stance_comes_from_the_verb_the_noun_behind_a_light_one_or_the_marker(text: str, expected: list[str]) -> None:
    found = quotation_table(pd.DataFrame({"article_id": ["1"], "text": [text]}))

    assert stances(found).tolist() == expected


def test_where_neither_verb_nor_marker_stands_there_is_no_stance() -> None:
    assert stances(quotations(("1", "أ", "ليلى", None), cue=["سالم:"])).isna().tolist() == [True]


NEUTRAL, DOUBT = "neutral", "distancing"
COVERAGE = quotations(
    ("1", "أ", "ليلى", NEUTRAL),
    ("1", "أ", "سالم", NEUTRAL),
    ("2", "أ", "ليلى", DOUBT),
    ("3", "ب", "ليلى", DOUBT),
    ("4", "ب", "ليلى", DOUBT),
    ("4", "ب", "نادر", NEUTRAL),
    type=["person", "unnamed", "person", "person", "person", "unnamed"],
)


def test_outlets_are_compared_within_each_type_of_speaker() -> None:
    table = stance_table(COVERAGE)

    assert table.columns[:3].tolist() == ["type", "outlet", "stance"]
    person = table[table["type"] == "person"].set_index(["outlet", "stance"])
    assert person["share"].to_dict() == {("أ", DOUBT): 0.5, ("أ", NEUTRAL): 0.5, ("ب", DOUBT): 1.0, ("ب", NEUTRAL): 0.0}
    assert person.loc[("أ", NEUTRAL), "expected"] == pytest.approx(2 * 1 / 4)
    assert table.loc[table["type"] == "unnamed", "residual"].isna().all()


def test_without_a_column_to_stay_within_all_speakers_are_pooled() -> None:
    table = stance_table(COVERAGE, within=None)

    assert table[["outlet", "stance", "count"]].to_numpy().tolist() == [
        ["أ", DOUBT, 1],
        ["أ", NEUTRAL, 2],
        ["ب", DOUBT, 2],
        ["ب", NEUTRAL, 1],
    ]


def test_the_adjusted_p_is_adjusted_over_the_whole_table() -> None:
    rows = [
        (f"{outlet}{n}", outlet, "ليلى", stance) for outlet, stance in (("أ", NEUTRAL), ("ب", DOUBT)) for n in range(6)
    ]
    table = stance_table(quotations(*rows, type=["person"] * 3 + ["unnamed"] * 3 + ["person"] * 3 + ["unnamed"] * 3))

    assert table["p_adjusted"].tolist() == pytest.approx([table["p"].max()] * len(table))


def test_no_quotations_give_empty_tables_with_every_column() -> None:
    assert stance_table(COVERAGE.iloc[:0]).columns.tolist() == stance_table(COVERAGE).columns.tolist()
    assert matched_stance_table(COVERAGE.iloc[:0]).columns.tolist() == matched_stance_table(COVERAGE).columns.tolist()
    assert dict(matched_stance_table(COVERAGE.iloc[:0]).dtypes) == dict(matched_stance_table(COVERAGE).dtypes)


def test_a_column_cannot_be_compared_within_itself() -> None:
    with pytest.raises(TableError, match="are one column"):
        stance_table(COVERAGE, by="type", within="type")


def test_only_speakers_of_two_outlets_are_matched() -> None:
    table = matched_stance_table(COVERAGE).set_index(["outlet", "stance"])

    assert table["total"].unique().tolist() == [2]
    assert table["matched"].unique().tolist() == [1]
    assert table["share"].to_dict() == {("أ", DOUBT): 0.5, ("أ", NEUTRAL): 0.5, ("ب", DOUBT): 1.0, ("ب", NEUTRAL): 0.0}
    assert table["expected_share"].tolist() == [0.75, 0.25, 0.75, 0.25]
    assert table["difference"].tolist() == [-0.25, 0.25, 0.25, -0.25]


def test_the_difference_of_the_same_speakers_is_not_that_of_who_is_quoted() -> None:
    # each speaker is quoted alike everywhere, but the outlets quote them in unlike numbers
    rows = (
        [("أ", "ليلى", NEUTRAL)] * 9
        + [("أ", "سالم", DOUBT)] * 3
        + [("ب", "ليلى", NEUTRAL)] * 3
        + [("ب", "سالم", DOUBT)] * 9
    )
    coverage = quotations(*((str(place), *row) for place, row in enumerate(rows)))

    assert stance_table(coverage)["residual"].abs().min() > 2
    assert matched_stance_table(coverage)["difference"].abs().max() == pytest.approx(0)


def test_the_difference_of_the_same_speakers_is_found() -> None:
    rows = [
        (f"{outlet}{name}{n}", outlet, name, DOUBT if outlet == "أ" and n % 4 else NEUTRAL)
        for outlet in "أب"
        for name in ("ليلى", "سالم", "نادر")
        for n in range(8)
    ]
    table = matched_stance_table(quotations(*rows)).set_index(["outlet", "stance"])

    assert table.loc[("أ", DOUBT), "difference"] == pytest.approx(0.375)
    assert table.loc[("أ", DOUBT), "difference_low"] > 0
    assert (table["p_articles_adjusted"] < 0.01).all()


def test_one_article_of_an_outlet_has_no_interval() -> None:
    table = matched_stance_table(COVERAGE.iloc[[0, 3, 4]]).set_index(["outlet", "stance"])

    assert np.isnan(table.loc[("أ", NEUTRAL), "difference_low"])
    assert table.loc[("أ", NEUTRAL), "note"] == "one article: no interval"


def test_sums_are_far_from_nothing_in_either_direction() -> None:
    units = np.array([[1.0], [1.0], [1.0], [1.0], [-1.0], [-1.0], [-1.0], [-1.0]])
    p = permuted_sums_p(units, np.repeat([0, 1], 4))

    assert p.ravel().tolist() == pytest.approx([2 / 70, 2 / 70], abs=0.015)
    assert np.isnan(permuted_sums_p(units, np.zeros(8, dtype=int))).all()


def test_outlets_that_print_one_wire_text_are_compared_with_it_and_without() -> None:
    coverage = COVERAGE.assign(is_copy=COVERAGE["article_id"] == "4")

    assert stance_table(coverage, copies="is_copy")["copies"].unique().tolist() == ["with", "without"]
    table = matched_stance_table(coverage, copies="is_copy")
    assert table.groupby("copies")["total"].max().to_dict() == {"with": 2, "without": 2}
    assert table[table["copies"] == "without"]["total"].min() == 1
