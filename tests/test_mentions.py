"""Who is named without speaking."""

from __future__ import annotations

import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.articles.tables import quotation_table
from toolkit.errors import TableError
from toolkit.measures.mentions import mention_table, names_in

NAMES = {"سلمى نصار": 1, "سالم حداد": 2, "الكرملين": 3, "سلمى": 4, "عبد الله النور": 5}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("زارت سلمى نصار السد", {1}),
        ("والتقى بسلمى نصار ولسالم حداد رأي", {1, 2}),
        ("وفقا للكرملين", {3}),
        ("زارت سلمى السد", {4}),
        ("حضر سالم، حداد المدينة", set()),
        ("جاء سالم. حداد المدينة", set()),
        ("جاء سالم\nحداد المدينة", set()),
        ("سَلمى نصّار", {1}),
        ("قابل عبدالله نور", {5}),
        ("(سلمى نصار)", {1}),
        ("مسلمى نصار", set()),
        ("", set()),
    ],
)
def test_a_name_is_found_in_any_spelling_and_not_over_the_end_of_a_phrase(text: str, found: set[int]) -> None:
    assert names_in([text], NAMES) == [found]


@given(st.text(alphabet="سلمى نصارحد.،و", max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    assert names_in([text], NAMES)[0] <= set(NAMES.values())


def test_more_names_do_not_make_it_slower() -> None:
    text = ["وقال الخبير كلمة أخرى " * 20_000]

    def seconds(count: int) -> float:
        names = {f"اسم{n} عائلة{n}": n for n in range(count)}
        names_in([""], names)
        start = time.perf_counter()
        names_in(text, names)
        return time.perf_counter() - start

    assert seconds(20_000) < 5 * seconds(20) + 3


TEXTS = [
    "قالت الوزيرة سلمى نصار إن السد آمن.",
    "زارت سلمى نصار السد.",
    "رفضت سلمى نصار التعليق.",
    "قال الخبير سالم حداد إن السد قديم.",
]
ARTICLES = pd.DataFrame(
    {
        "article_id": list("1234"),
        "title": [None, "زيارة", None, "سلمى نصار والسد"],
        "text": TEXTS,
        "outlet": list("أأبب"),
    }
)


def test_silent_is_who_is_named_and_has_no_relation() -> None:
    table = mention_table(ARTICLES, quotation_table(ARTICLES)).set_index("speaker")
    assert table.loc["سلمى نصار", ["articles", "speaks", "silent"]].tolist() == [4, 1, 2]
    assert table.loc["سلمى نصار", "silent_share"] == 0.5
    assert table.loc["سلمى نصار", "note"] == "fewer than 5 articles or stories: no interval holds"
    assert table.loc["سالم حداد", ["articles", "speaks", "silent"]].tolist() == [1, 1, 0]


def test_a_person_called_by_one_word_is_not_looked_for() -> None:
    articles = pd.DataFrame({"article_id": ["1", "2"], "text": ["قال سالم إن السد آمن.", "سالم آمن."]})
    found = quotation_table(articles).assign(speaker="سالم", type="person")
    assert mention_table(articles, found).empty
    assert mention_table(articles, found.assign(type="organisation"))["silent"].tolist() == [1]


def test_outlets_are_counted_each_for_itself() -> None:
    table = mention_table(ARTICLES, quotation_table(ARTICLES), by="outlet").set_index(["outlet", "speaker"])
    assert table.loc[("أ", "سلمى نصار"), "silent"] == 1
    assert table.loc[("ب", "سلمى نصار"), "silent"] == 1
    assert ("أ", "سالم حداد") not in table.index


def test_no_quotation_gives_no_rows_and_every_column() -> None:
    quotations = quotation_table(ARTICLES)
    empty = mention_table(ARTICLES, quotations.head(0))
    assert empty.empty
    assert list(empty.columns) == list(mention_table(ARTICLES, quotations).columns)
    assert mention_table(ARTICLES.head(0), quotations).empty


def test_many_articles_give_an_interval() -> None:
    many = pd.concat([ARTICLES.assign(article_id=[f"{n}-{own}" for own in "1234"]) for n in range(5)])
    row = mention_table(many, quotation_table(many)).set_index("speaker").loc["سلمى نصار"]
    assert row["silent_share_low"] < 0.5 < row["silent_share_high"]
    stories = many.assign(story=many["article_id"].str[-1])
    of_stories = mention_table(stories, quotation_table(many), story="story").set_index("speaker").loc["سلمى نصار"]
    assert of_stories["note"] == "fewer than 10 articles or stories: no interval holds"


def test_a_group_that_is_no_column_is_refused() -> None:
    with pytest.raises(TableError, match="by='country' is no column"):
        mention_table(ARTICLES, quotation_table(ARTICLES), by="country")
