"""The coverage that comes with the toolkit."""

from __future__ import annotations

import json

import pytest

from toolkit.articles.datasets import DATASETS, dataset_path, load_dataset
from toolkit.articles.readers import check_articles
from toolkit.errors import ReadError


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
