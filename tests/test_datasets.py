"""The coverage that comes with the toolkit."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from toolkit.articles.datasets import DATASETS, dataset_path, load_dataset
from toolkit.articles.readers import check_articles, read_articles
from toolkit.errors import ReadError

ROOT = Path(__file__).parents[1]
DAMAGED = ROOT / "datasets" / "damaged"


@pytest.mark.parametrize("name", list(DATASETS))
def test_every_row_of_a_dataset_is_read(name: str) -> None:
    reading = check_articles(dataset_path(name) / "articles.jsonl")
    assert len(reading.set_aside) == 0
    assert reading.without_arabic == 0


def test_the_sample_has_outlets_dates_and_titles() -> None:
    articles = load_dataset("sample")
    assert articles[["article_id", "outlet", "published", "title", "text"]].notna().all(axis=None)


def test_the_gold_of_the_sample_is_of_its_articles_and_within_their_texts() -> None:
    texts = load_dataset("sample").set_index("article_id")["text"]
    lines = (dataset_path("sample") / "gold.jsonl").read_text("utf-8").splitlines()
    for record in map(json.loads, lines):
        ends = [span[1] for relation in record["ars"] for span in [*relation["contents"], relation["cue"] or [0, 0]]]
        assert max(ends, default=0) <= len(texts[record["id"]])


def test_a_dataset_that_is_not_known_says_which_there_are() -> None:
    with pytest.raises(ReadError, match="there is no dataset 'smaple'; there are sample"):
        load_dataset("smaple")


def test_the_damaged_files_are_those_that_their_script_writes(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "tools" / "make_damaged.py"), run_name="make_damaged")
    script["main"].__globals__["FOLDER"] = tmp_path
    script["main"]()
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DAMAGED / path.name).read_bytes()


def test_of_the_damaged_feed_what_cannot_be_read_is_set_aside_and_the_rest_keeps_its_own_ids() -> None:
    reading = check_articles(DAMAGED / "feed.jsonl")
    assert reading.set_aside["line"].tolist() == [2, 3, 4, 7]
    assert reading.remarks["line"].tolist() == [5, 6]


def test_of_the_damaged_archive_every_row_is_read_in_its_encoding() -> None:
    articles = read_articles(DAMAGED / "archive.csv")
    assert len(articles) == 11
    assert "مكتبة عامة" in articles["text"][0]
