"""Coders compared unit by unit, and the two commands from a sample to its figures."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from toolkit.articles.annotations import annotation_table, read_standoff
from toolkit.articles.coding import read_coding
from toolkit.articles.coding_sheet import write_coding_sheet
from toolkit.articles.datasets import dataset_path, load_dataset
from toolkit.cli import main
from toolkit.errors import TableError
from toolkit.measures.agreement import agreement
from toolkit.measures.coders import coded_units
from toolkit.measures.validation import validate_quotations

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = load_dataset("sample")
FOLDER = dataset_path("sample")
GOLD = read_standoff(FOLDER / "gold.jsonl")
CAPTURE = pytest.CaptureFixture[str]


def changed(**values: Any) -> list[dict[str, Any]]:
    """The gold of a second coder, who never saw the first relation and labelled every second otherwise."""
    return [
        {**record, "ars": [{**one, **(values if place % 2 else {})} for place, one in enumerate(record["ars"])][1:]}
        for record in GOLD
    ]


def alphas(*codings: Any) -> pd.DataFrame:
    units = coded_units(SAMPLE, dict(zip("abc", codings, strict=False)))
    return agreement(units, by="variable", cluster="article_id").set_index("variable")


def test_coders_who_code_alike_agree_wholly() -> None:
    table = alphas(GOLD, GOLD)
    assert set(table.index) == {"cue", "content", "kind", "complement", "type", "sector", "gender", "speaker"}
    assert (table["alpha"] == 1).all()


def test_labels_and_the_finding_of_quotations_are_kept_apart() -> None:
    table = alphas(GOLD, changed(kind="mixed"))
    assert table.loc["kind", "alpha"] < 0.7
    assert table.loc["sector", "alpha"] == 1
    assert table.loc["content", "alpha"] < 1
    relations = sum(len(record["ars"]) for record in GOLD)
    assert table.loc["kind", "units"] == relations - len(GOLD)
    assert table.loc["kind", "clusters"] == len(GOLD)


def test_two_spellings_of_a_name_are_one_speaker_and_two_names_are_not() -> None:
    assert alphas(GOLD, changed(speaker="شخص آخر تماما")).loc["speaker", "alpha"] < 0.7
    titled = [
        {**record, "ars": [{**one, "speaker": one["speaker"] and f"السيد {one['speaker']}"} for one in record["ars"]]}
        for record in GOLD
    ]
    assert alphas(GOLD, titled).loc["speaker", "alpha"] == 1


def test_more_than_two_coders_may_be_compared() -> None:
    table = alphas(GOLD, changed(kind="mixed"), GOLD)
    assert set(table["coders"]) == {3}
    assert alphas(GOLD, changed(kind="mixed")).loc["kind", "alpha"] < table.loc["kind", "alpha"] < 1


def test_only_articles_that_all_coded_are_compared() -> None:
    assert set(coded_units(SAMPLE, {"a": GOLD[:4], "b": GOLD[2:]})["article_id"]) == {one["id"] for one in GOLD[2:4]}
    with pytest.raises(TableError, match="no article was coded by all of a, b"):
        coded_units(SAMPLE, {"a": GOLD[:2], "b": GOLD[2:]})
    with pytest.raises(TableError, match="needs two coders, got 1"):
        coded_units(SAMPLE, {"a": GOLD})


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_sample_is_drawn_coded_and_validated_from_the_command_line(tmp_path: Path, capsys: CAPTURE) -> None:
    sheet, marked = tmp_path / "sheet.xlsx", tmp_path / "sheet.jsonl"
    coverage = str(FOLDER / "articles.jsonl")
    words = ["sample", coverage, "--size", "12", "--by", "outlet", "--sizes", "equal", "--prefilled"]
    assert main([*words, "--out", str(sheet), "--out", str(marked)]) == 0
    strata = rows(capsys.readouterr().out)
    assert [(row["stratum_size"], row["stratum_sampled"]) for row in strata] == [("12", "2")] * 6
    assert len(read_coding(sheet, SAMPLE)) == len(marked.read_text("utf-8").splitlines()) == 12

    assert main(["validate", coverage, str(sheet), "--by", "outlet", "--weighted"]) == 0
    figures = rows(capsys.readouterr().out)
    assert {row["recall"] for row in figures if row["part"] == "attribution"} == {"1.0"}
    assert len({row["outlet"] for row in figures}) == 6

    assert main(["validate", coverage, str(sheet), "--coder2", str(FOLDER / "gold.jsonl")]) == 0
    assert "kind" in [row["variable"] for row in rows(capsys.readouterr().out)]

    out = tmp_path / "bias.jsonl"
    assert (
        main(["validate", coverage, str(FOLDER / "gold.jsonl"), str(sheet), "--bias", "sector", "--out", str(out)]) == 0
    )
    assert "gold_share" in json.loads(out.read_text("utf-8").splitlines()[0])


def test_a_coded_sheet_is_gold_as_its_records_are(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    write_coding_sheet(SAMPLE, sheet, prefilled=annotation_table(SAMPLE, GOLD))
    found = changed(kind="direct")
    pd.testing.assert_frame_equal(validate_quotations(SAMPLE, sheet, found), validate_quotations(SAMPLE, GOLD, found))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sample", "a", "--out", "a.xlsx"], "--size"),
        (["sample", "a", "--size", "3"], "--out"),
        (["sample", "a", "--size", "3", "--sizes", "random", "--out", "a.xlsx"], "invalid choice"),
        (["validate", "a"], "GOLD"),
        (["validate", "a", "b", "c", "--coder2", "d"], "leave PREDICTED and --by out"),
        (["validate", "a", "b", "--bias", "sector", "--by", "outlet"], "leave --by out"),
        (["validate", "a", "b", "--bias", "verb"], "invalid choice"),
        (["validate", "a", "b", "--bias", "sector", "--weighted"], "leave it out with --bias"),
        (["validate", "a", "b", "--format", "parquet"], "say where to write it"),
    ],
)
def test_a_wrong_call_ends_with_2(words: list[str], said: str, capsys: CAPTURE) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err
