"""Frames on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from toolkit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

CAPTURE = pytest.CaptureFixture[str]
ROWS = [
    {"id": "b", "outlet": "س", "text": "قضت المحكمة بسجن المتهم."},
    {"id": "a", "outlet": "ص", "text": "لا أحد هنا."},
]


@pytest.fixture
def articles(tmp_path: Path) -> str:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), "utf-8")
    return str(path)


def test_standoff_has_one_article_a_line_in_the_order_of_the_file(articles: str, capsys: CAPTURE) -> None:
    assert main(["frames", articles, "--format", "standoff"]) == 0
    captured = capsys.readouterr()
    assert [json.loads(line) for line in captured.out.splitlines()] == [
        {
            "id": "b",
            "frames": ["crime_punishment", "legality_jurisprudence"],
            "primary_frame": "crime_punishment",
        },
        {"id": "a", "frames": [], "primary_frame": None},
    ]
    assert "not frames that a coder found" in captured.err


def test_a_table_has_a_row_per_article_and_frame(articles: str, tmp_path: Path) -> None:
    for ending in ("csv", "jsonl", "parquet", "xlsx"):
        out = tmp_path / f"frames.{ending}"
        assert main(["frames", articles, "--out", str(out)]) == 0
    table = pd.read_parquet(tmp_path / "frames.parquet")
    assert len(table) == 30
    assert table["evidence"].map(len).sum() == 4  # المتهم is of crime and of law


def test_shares_are_those_of_a_column_and_codes_say_how_far_they_hold(articles: str, tmp_path: Path) -> None:
    codes, out = tmp_path / "codes.jsonl", tmp_path / "shares.csv"
    codes.write_text('{"id": "b", "frames": ["crime_punishment"]}\n{"id": "a", "frames": []}\n', "utf-8")
    assert main(["frames", articles, "--shares", "outlet", "--codes", str(codes), "--out", str(out)]) == 0
    table = pd.read_csv(out).set_index(["outlet", "frame"])
    assert table.loc[("س", "crime_punishment"), ["share", "alpha", "reliability"]].tolist() == [1.0, 1.0, "reliable"]


def test_evidence_is_every_place_with_its_context(articles: str, capsys: CAPTURE) -> None:
    assert main(["frames", articles, "--evidence", "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["keyword"] for line in lines] == ["المحكمة", "بسجن", "المتهم", "المتهم"]


def test_a_lexicon_of_ones_own_is_a_file(articles: str, tmp_path: Path, capsys: CAPTURE) -> None:
    own = tmp_path / "own.csv"
    own.write_text("frame,term,weight\nnobody,أحد,9\n", "utf-8")
    assert main(["frames", articles, "--lexicon", str(own), "--format", "standoff"]) == 0
    assert [json.loads(line)["frames"] for line in capsys.readouterr().out.splitlines()] == [[], []]  # لا أحد


@pytest.mark.parametrize(
    "words", [["--format", "standoff", "--shares", "outlet"], ["--codes", "x"], ["--shares", "outlet", "--evidence"]]
)
def test_a_call_that_cannot_be_meant_is_refused(articles: str, words: list[str], capsys: CAPTURE) -> None:
    assert main(["frames", articles, *words]) == 2
    assert "usage: toolkit frames" in capsys.readouterr().err


def test_a_lexicon_that_is_not_there_is_named(articles: str, capsys: CAPTURE) -> None:
    assert main(["frames", articles, "--lexicon", "none"]) == 1
    assert "lexicon='none' is no file" in capsys.readouterr().err
