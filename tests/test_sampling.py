"""Samples for coding: sizes that add up, chances that are right, draws that can be repeated."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.sampling import SAMPLED, sample_articles
from toolkit.errors import TableError


def articles(*outlets: str | None, published: list[str | None] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "article_id": [f"{place:03}" for place in range(len(outlets))],
            "text": "نص",
            "outlet": pd.Series(outlets, dtype="str"),
            "published": pd.Series(published or [None] * len(outlets), dtype="str"),
        }
    )


COVERAGE = articles(*"أ" * 60, *"ب" * 30, *"ج" * 10)


def sizes_of(sample: pd.DataFrame) -> dict[str, int]:
    return dict(Counter(sample["stratum"]))


def test_a_proportional_sample_has_each_outlet_in_its_share() -> None:
    sample = sample_articles(COVERAGE, 20, by="outlet")
    assert sizes_of(sample) == {"أ": 12, "ب": 6, "ج": 2}
    assert sample["inclusion"].round(9).unique().tolist() == [0.2]


def test_an_equal_sample_gives_what_a_small_stratum_lacks_to_the_others() -> None:
    sample = sample_articles(COVERAGE, 45, by="outlet", sizes="equal")
    assert sizes_of(sample) == {"أ": 18, "ب": 17, "ج": 10}
    assert sample.groupby("outlet")["inclusion"].first().tolist() == pytest.approx([18 / 60, 17 / 30, 1.0])


def test_sizes_may_be_given() -> None:
    sample = sample_articles(COVERAGE, by="outlet", sizes={"أ": 3, "ج": 2})
    assert sizes_of(sample) == {"أ": 3, "ج": 2}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from("أبجد"), min_size=1, max_size=40), st.data(), st.sampled_from(["proportional", "equal"])
)
def test_a_sample_has_its_size_and_every_stratum(outlets: list[str], data: st.DataObject, sizes: Any) -> None:
    table = articles(*outlets)
    size = data.draw(st.integers(len(set(outlets)), len(outlets)))
    sample = sample_articles(table, size, by="outlet", sizes=sizes)
    assert len(sample) == size == sample["article_id"].nunique()
    assert set(sample["stratum"]) == set(outlets)
    # weights of 1 / inclusion count every article of the coverage once
    assert (1 / sample["inclusion"]).sum() == pytest.approx(len(outlets))


def test_every_article_is_drawn_as_often_as_it_should() -> None:
    drawn = Counter[str]()
    for seed in range(400):
        drawn.update(sample_articles(COVERAGE, 20, by="outlet", seed=seed)["article_id"])
    assert set(drawn) == set(COVERAGE["article_id"])
    assert max(abs(drawn[name] / 400 - 0.2) for name in COVERAGE["article_id"]) < 0.09


def test_the_draw_depends_on_the_seed_and_not_on_the_order_of_rows() -> None:
    sample = sample_articles(COVERAGE, 20, by="outlet", seed=4)
    shuffled = sample_articles(COVERAGE.sample(frac=1, random_state=1), 20, by="outlet", seed=4)
    assert sorted(sample["article_id"]) == sorted(shuffled["article_id"])
    assert sorted(sample["article_id"]) != sorted(sample_articles(COVERAGE, 20, by="outlet", seed=5)["article_id"])


def test_articles_of_other_strata_change_no_draw() -> None:
    fewer = sample_articles(COVERAGE[COVERAGE["outlet"] != "ب"], by="outlet", sizes={"أ": 5})
    assert fewer["article_id"].tolist() == sample_articles(COVERAGE, by="outlet", sizes={"أ": 5})["article_id"].tolist()


def test_weeks_are_strata_and_so_is_a_missing_value() -> None:
    table = articles(
        *("أ", "أ", "أ", None), published=["2024-01-01", "2024-01-07T10:00:00Z", "2024-01-08", "يوم الأحد"]
    )
    sample = sample_articles(table, 4, by=["week", "outlet"])
    assert sample["stratum"].tolist() == ["2024-W01 | أ", "2024-W01 | أ", "2024-W02 | أ", "missing | missing"]


def test_without_strata_all_articles_are_one() -> None:
    sample = sample_articles(COVERAGE, 7)
    assert sample[list(SAMPLED)].drop_duplicates().to_numpy().tolist() == [["all", 100, 7, 0.07]]


@pytest.mark.parametrize(
    ("size", "options", "message"),
    [
        (2, {"by": "outlet"}, r"3 strata with 100 articles in all take a size from 3 to 100"),
        (101, {}, r"take a size from 1 to 100"),
        (None, {}, r"size=None"),
        (5, {"sizes": "random"}, r"use 'proportional', 'equal'"),
        (5, {"by": "country"}, r"by='country' is no column of articles; it has article_id"),
        (5, {"by": "outlet", "sizes": {"أ": 1}}, r"both given; leave size out"),
        (None, {"by": "outlet", "sizes": {"د": 1}}, r"no stratum is called 'د'; there are أ, ب, ج"),
        (None, {"by": "outlet", "sizes": {"ج": 11}}, r"has 10 articles, 11 cannot be drawn"),
    ],
)
def test_what_cannot_be_drawn_is_refused(size: int | None, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        sample_articles(COVERAGE, size, **options)
