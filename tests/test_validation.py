"""Validation against hand coding: cases counted by the scorer of the gold annotations, and what must always hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from toolkit.articles.annotations import annotation_table, read_standoff
from toolkit.articles.datasets import dataset_path, load_dataset
from toolkit.articles.notices import ToolkitWarning
from toolkit.errors import ReadError, TableError
from toolkit.measures.bias import source_bias
from toolkit.measures.naming import same_name
from toolkit.measures.ratios import clustered_ratio
from toolkit.measures.validation import PARTS, validate_quotations

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "validation.jsonl").read_text("utf-8").splitlines()
]
BY_ID = {case["id"]: case for case in CASES}
SAMPLE = load_dataset("sample")
GOLD = read_standoff(dataset_path("sample") / "gold.jsonl")


def articles(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [str(place) for place in range(len(texts))], "text": list(texts)})


def validated(case: dict[str, Any], **options: Any) -> pd.DataFrame:
    """The table of one case, by part."""
    sides = ([{"id": "0", "ars": case[side]}] for side in ("gold", "predicted"))
    return validate_quotations(articles(case["text"]), *sides, **options).set_index("part")


@pytest.mark.parametrize("case", CASES, ids=BY_ID)
def test_counts_are_those_of_the_scorer(case: dict[str, Any]) -> None:
    tables = {"": validated(case), "counted ": validated(case, nominal="counted")}
    for name, counts in case["expected"].items():
        table = tables["counted " if name.startswith("counted ") else ""]
        row = table.loc[name.removeprefix("counted ")]
        assert row[["right", "predicted", "gold"]].tolist() == counts, name


@pytest.mark.parametrize("case", CASES, ids=BY_ID)
def test_accuracies_are_those_of_the_scorer(case: dict[str, Any]) -> None:
    table = validated(case)
    for label, value in case["accuracy"].items():
        assert table.loc[label, "accuracy"] == pytest.approx(value)
        assert table.loc[label, "macro_f1"] == pytest.approx(case["macro_f1"][label])
    recall = np.nan if case["nominal_recall"] is None else case["nominal_recall"]
    assert table.loc["nominal", "recall"] == pytest.approx(recall, nan_ok=True)
    assert table.loc["whole", "accuracy"] == case["whole"]


def test_gold_against_itself_is_wholly_right() -> None:
    table = validate_quotations(SAMPLE, GOLD, GOLD, nominal="counted").set_index("part")
    assert table.index.tolist() == list(PARTS)
    assert (table.loc[list(PARTS[:8]), ["precision", "recall", "f1"]] == 1).all(axis=None)
    assert table.loc["whole", "accuracy"] == 1
    assert table.loc["attribution", "f1_low"] < 1


def test_every_form_of_annotation_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in GOLD), "utf-8")
    found = GOLD[:9] + [{"id": record["id"], "ars": record["ars"][1:]} for record in GOLD[9:]]
    expected = validate_quotations(SAMPLE, GOLD, found)
    assert expected["f1"].max() < 1
    pd.testing.assert_frame_equal(validate_quotations(SAMPLE, str(path), found), expected)
    tables = [annotation_table(SAMPLE, each) for each in (GOLD, found)]
    pd.testing.assert_frame_equal(validate_quotations(SAMPLE, *tables), expected)


def test_predictions_are_made_where_none_are_given() -> None:
    table = validate_quotations(SAMPLE.head(3), GOLD[:2])
    assert table["articles"].max() == 2
    assert table["predicted"].max() > 0


def test_an_article_that_is_not_coded_counts_nowhere() -> None:
    few = validate_quotations(SAMPLE.head(5), GOLD[:5], GOLD[:5])
    pd.testing.assert_frame_equal(validate_quotations(SAMPLE, GOLD[:5], GOLD), few)


def test_groups_add_up_to_the_whole() -> None:
    found = [{"id": record["id"], "ars": record["ars"][::2]} for record in GOLD]
    counts = ["right", "predicted", "gold"]
    together = validate_quotations(SAMPLE, GOLD, found).set_index("part")[counts]
    for by in ("outlet", "kind", "sector"):
        parts = validate_quotations(SAMPLE, GOLD, found, by=by)
        assert (parts.groupby("part")[counts].sum().loc[list(PARTS[:8])] == together.loc[list(PARTS[:8])]).all(
            axis=None
        )
        assert ("whole" in set(parts["part"])) == (by == "outlet")


def test_an_interval_holds_its_estimate_and_narrows_with_more_articles() -> None:
    found = [{"id": record["id"], "ars": record["ars"][1:]} for record in GOLD]
    row = validate_quotations(SAMPLE, GOLD, found).set_index("part").loc["attribution"]
    assert row["recall_low"] < row["recall"] < row["recall_high"]
    few, many = (clustered_ratio([3, 1, 4, 2] * times, [4, 3, 4, 4] * times) for times in (1, 5))
    assert few.value == many.value
    assert few.low < many.low < many.value < many.high < few.high


@pytest.mark.parametrize(("parts", "ends"), [([2, 3, 1], (0.2924, 1.0)), ([0, 0, 0], (0.0, 0.7076))])
def test_where_articles_are_all_alike_the_far_end_counts_articles(parts: list[int], ends: tuple[float, float]) -> None:
    ratio = clustered_ratio(parts, [2, 3, 1])  # 0.025 ** (1 / 3) = 0.2924
    assert (round(ratio.low, 4), round(ratio.high, 4)) == ends


def test_weights_make_the_figures_those_of_the_coverage() -> None:
    found = [{"id": record["id"], "ars": record["ars"][place % 3 :]} for place, record in enumerate(GOLD)]
    drawn = [{**record, "inclusion": 0.5 if place % 3 else 1} for place, record in enumerate(GOLD)]
    # an article that was drawn with the chance 1/2 stands for two
    twice = [record for record in drawn for _ in range(round(1 / record["inclusion"]))]
    names = {record["id"]: place for place, record in enumerate(drawn)}
    copies = [{**record, "id": f"{record['id']}.{place}"} for place, record in enumerate(twice)]
    copied = pd.concat([SAMPLE.iloc[[names[record["id"]]]] for record in twice], ignore_index=True)
    copied["article_id"] = [record["id"] for record in copies]
    others = [
        {"id": record["id"], "ars": found[names[one["id"]]]["ars"]} for record, one in zip(copies, twice, strict=True)
    ]
    shown = ["precision", "recall", "f1", "accuracy", "macro_f1"]
    expected = validate_quotations(copied, copies, others)[shown]
    table = validate_quotations(SAMPLE, drawn, found, weighted=True)
    pd.testing.assert_frame_equal(table[shown], expected)
    assert table["gold"].max() == validate_quotations(SAMPLE, GOLD, found)["gold"].max()
    by_column = validate_quotations(
        SAMPLE.assign(inclusion=[one["inclusion"] for one in drawn]), GOLD, found, weighted=True
    )
    pd.testing.assert_frame_equal(by_column, table)
    with pytest.raises(TableError, match="needs the inclusion"):
        validate_quotations(SAMPLE, GOLD, found, weighted=True)


def test_one_article_has_no_interval_and_says_so() -> None:
    row = validated(BY_ID["half-content"]).loc["attribution"]
    assert row["note"] == "no interval: one article"
    assert np.isnan(row["f1_low"])
    assert not np.isnan(row["f1"])


def test_what_gold_does_not_have_is_undefined() -> None:
    table = validated(BY_ID["nothing-there"])
    assert np.isnan(table.loc["attribution", "recall"])
    assert table.loc["attribution", "precision"] == 0
    assert table.loc["nominal", "note"] == "gold has none"


def test_what_cannot_be_is_set_aside_and_the_rest_goes_through() -> None:
    case = BY_ID["same"]
    wrong = [{**case["gold"][0], "cue": [5, 5000]}, {**case["gold"][0], "kind": "shouted"}, "nothing"]
    gold = [{"id": "0", "ars": [*case["gold"], *wrong]}, {"id": "elsewhere", "ars": []}]
    with pytest.warns(ToolkitWarning, match="gold: 4 articles or relations were set aside"):
        table = validate_quotations(articles(case["text"]), gold, gold[:1][:0]).set_index("part")
    assert table.loc["attribution", "gold"] == 2


def test_gold_of_other_articles_is_refused() -> None:
    with pytest.raises(TableError, match="none of its articles is in the table"):
        validate_quotations(articles("نص"), [{"id": "elsewhere", "ars": []}])


def test_lines_that_are_no_annotation_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "ars": []}\n{"id": "1", "ars": []}\n[]\n{"id": 2}\nقال\n', "utf-8")
    with pytest.warns(ToolkitWarning, match="4 lines were set aside; the first: line 2: the id '1'"):
        assert read_standoff(path) == [{"id": "1", "ars": []}]
    path.write_text("قال\n", "utf-8")
    with pytest.raises(ReadError, match="no annotation in it"):
        read_standoff(path)


def test_a_cue_in_the_content_of_another_has_it_as_parent() -> None:
    text = "أعلن الوزير أن الشركة قالت إن العمل انتهى. وأضاف أن السد آمن."
    places = {word: text.index(word) for word in ("أعلن", "قالت", "وأضاف")}
    ends = text.index("."), len(text) - 1
    gold = [
        {"cue": [places["أعلن"], places["أعلن"] + 4], "contents": [[text.index("الشركة"), ends[0]]]},
        {"cue": [places["قالت"], places["قالت"] + 4], "contents": [[text.index("العمل"), ends[0]]]},
        {"cue": [places["وأضاف"], places["وأضاف"] + 5], "contents": [[text.index("السد"), ends[1]]]},
    ]
    table = annotation_table(articles(text), [{"id": "0", "ars": [{**one, "kind": "indirect"} for one in gold]}])
    assert table["parent"].isna().tolist() == [True, False, True]
    assert table["parent"][1] == table["quotation_id"][0]
    assert table["content"].tolist() == [text[slice(*one["contents"][0])] for one in gold]


@pytest.mark.parametrize(
    ("gold", "found", "person", "same"),
    [
        ("سلمى نصار", "الوزيرة سلمى نصار", True, True),
        ("سلمى نصار", "سلمى", True, False),
        ("سلمى نصار", "نصار", True, True),
        ("عبد الله كريم", "عبدالله كريم", True, True),
        ("مسؤولون أمريكيون", "مسؤولين", False, True),
        ("وزير", "وزير", False, True),
        ("البيان", None, False, False),
        (None, None, False, True),
    ],
)
def test_names_are_compared_by_what_tells_them_apart(
    gold: str | None,
    found: str | None,
    person: bool,  # noqa: FBT001 - a column of the cases
    same: bool,  # noqa: FBT001
) -> None:
    assert same_name(gold, found, person=person) is same


def test_a_bias_is_the_difference_of_shares_in_the_same_articles() -> None:
    case = BY_ID["split-content"]
    sides = [[{"id": str(place), "ars": case[side]} for place in range(4)] for side in ("gold", "predicted")]
    table = source_bias(articles(*[case["text"]] * 4), *sides, by="type").set_index("type")
    assert table.loc["organisation", ["gold", "found"]].tolist() == [8, 8]
    assert table.loc["person", ["gold", "found"]].tolist() == [4, 0]
    assert table.loc["person", "bias"] == pytest.approx(-1 / 3)
    assert table["bias"].sum() == pytest.approx(0)
    assert table.loc["person", "note"] == "no interval: gold and found never differ"


def test_a_bias_has_an_interval_where_articles_differ() -> None:
    found = [{"id": record["id"], "ars": record["ars"][place % 2 :]} for place, record in enumerate(GOLD)]
    table = source_bias(SAMPLE, GOLD, found, by="sector", unit="relations")
    inside = (table["bias_low"] <= table["bias"]) & (table["bias"] <= table["bias_high"])
    assert (inside | table["note"].notna()).all()
    assert inside.sum() > 2


def test_nobody_speaking_leaves_shares_undefined() -> None:
    table = source_bias(SAMPLE, GOLD, [], by="gender")
    assert table["share"].isna().all()
    assert set(table["note"]) == {"no interval: nobody speaks in what was found"}


@pytest.mark.parametrize("unit", ["articles", "turns", "words", "relations"])
def test_every_unit_may_be_counted(unit: Any) -> None:
    found = [{"id": record["id"], "ars": record["ars"][1:]} for record in GOLD]
    table = source_bias(SAMPLE, GOLD, found, by="kind", unit=unit)
    assert (table["gold"] >= table["found"]).all()
    assert table["gold_share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("options", "message"), [({"by": "verb"}, "use type, sector"), ({"unit": "letters"}, "allowed are articles")]
)
def test_an_unknown_bias_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        source_bias(SAMPLE, GOLD, GOLD, **options)
