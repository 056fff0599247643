"""Shares corrected by articles that were coded by hand: by hand in small, and simulated with errors put in."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from toolkit.articles.schema import build_table
from toolkit.errors import TableError
from toolkit.measures.correction import corrected_frequency
from toolkit.measures.intervals import clustered_shares, score_interval
from toolkit.measures.rectified import Coded, rectified


def table(rows: list[tuple[str, str]]) -> pd.DataFrame:
    """Quotations from (article, sector), each by a speaker of its own sector."""
    return build_table(
        {
            "article_id": [article for article, _ in rows],
            "speaker": [f"ناطق {sector}" for _, sector in rows],
            "type": ["person"] * len(rows),
            "sector": [sector for _, sector in rows],
            "kind": ["indirect"] * len(rows),
            "field": ["text"] * len(rows),
            "position": list(range(len(rows))),
            "words": [5] * len(rows),
            "contents": [[[0, 4]]] * len(rows),
        },
        "quotations",
    )


def records(rows: list[tuple[str, str]], ids: list[str]) -> list[dict[str, Any]]:
    """The same as standoff records of some articles."""
    return [
        {
            "id": name,
            "ars": [
                {
                    "cue": [8 * place, 8 * place + 3],
                    "source": None,
                    "speaker": f"ناطق {sector}",
                    "kind": "indirect",
                    "contents": [[8 * place + 4, 8 * place + 7]],
                    "type": "person",
                    "sector": sector,
                }
                for place, (_, sector) in enumerate(row for row in rows if row[0] == name)
            ],
        }
        for name in ids
    ]


def coverage(count: int = 120, *, recall: float = 0.4, seed: int = 1) -> tuple[pd.DataFrame, list[Any], list[Any]]:
    """Articles, what is there, and what is found: every business speaker, not every citizen."""
    random = np.random.default_rng(seed)
    articles = pd.DataFrame({"article_id": [f"{n:03}" for n in range(count)], "text": ["كلمة " * 60] * count})
    articles["outlet"] = ["أ" if n % 2 else "ب" for n in range(count)]
    there = [
        (name, "citizen" if random.random() < 0.3 else "business")
        for name in articles["article_id"]
        for _ in range(int(random.poisson(4)))
    ]
    found = [row for row in there if row[1] == "business" or random.random() < recall]
    return articles, there, found


def test_shares_are_those_of_gold_where_all_is_coded() -> None:
    articles, there, found = coverage()
    gold = records(there, list(articles["article_id"]))
    got = corrected_frequency(articles, gold, table(found), of="sector", unit="relations").set_index("sector")
    true = sum(sector == "citizen" for _, sector in there) / len(there)
    assert got.loc["citizen", "corrected_share"] == pytest.approx(true)
    assert got.loc["citizen", "corrected_count"] == pytest.approx(true * len(there))
    assert got.loc["citizen", "corrected_count_low"] == pytest.approx(true * len(there)), "nothing is left to guess"
    assert got.loc["citizen", "share"] == pytest.approx(sum(sector == "citizen" for _, sector in found) / len(found))


def test_a_sample_takes_back_what_was_overlooked() -> None:
    articles, there, found = coverage(400)
    ids = [str(name) for name in np.random.default_rng(5).choice(articles["article_id"], 80, replace=False)]
    got = corrected_frequency(articles, records(there, ids), table(found), of="sector", unit="relations")
    citizen = got.set_index("sector").loc["citizen"]
    true = sum(sector == "citizen" for _, sector in there) / len(there)
    assert citizen["share_high"] < true, "the raw interval does not contain the errors of extraction"
    assert citizen["corrected_share_low"] < true < citizen["corrected_share_high"]
    assert citizen["coded"] == 80
    assert citizen["corrected_count_low"] < true * len(there) < citizen["corrected_count_high"]


def test_outlets_are_compared_with_all_others() -> None:
    articles, there, found = coverage(400)
    ids = [str(name) for name in articles["article_id"][::4]] + [str(name) for name in articles["article_id"][1::4]]
    got = corrected_frequency(articles, records(there, ids), table(found), of="sector", by="outlet", unit="turns")
    citizens = got[got["sector"] == "citizen"].set_index("outlet")
    assert citizens.loc["أ", "corrected_difference"] == pytest.approx(-citizens.loc["ب", "corrected_difference"])
    assert citizens.loc["أ", "corrected_difference"] == pytest.approx(
        citizens.loc["أ", "corrected_share"] - citizens.loc["ب", "corrected_share"]
    )
    assert (citizens["corrected_difference_low"] < citizens["corrected_difference"]).all()
    assert citizens["difference"].sum() == pytest.approx(0)


def test_chances_of_being_drawn_are_honoured() -> None:
    articles, there, _ = coverage(200, recall=1)
    there = [(name, "citizen" if int(name) < 100 else "business") for name, _ in there]
    ids = [f"{n:03}" for n in [*range(80), *range(100, 120)]]
    gold = records(there, ids)
    nothing: list[tuple[str, str]] = [("000", "citizen")]
    plain = corrected_frequency(articles, gold, table(nothing), of="sector", unit="relations").set_index("sector")
    weighed = [{**record, "inclusion": 0.8 if int(record["id"]) < 100 else 0.2} for record in gold]
    right = corrected_frequency(articles, weighed, table(nothing), of="sector", unit="relations").set_index("sector")
    assert plain.loc["citizen", "corrected_share"] > 0.7
    assert right.loc["citizen", "corrected_share"] == pytest.approx(0.5, abs=0.05)
    by_column = articles.assign(inclusion=[0.8] * 100 + [0.2] * 100).where(articles["article_id"].isin(ids))
    by_column = by_column.assign(article_id=articles["article_id"], text=articles["text"])
    same = corrected_frequency(by_column, gold, table(nothing), of="sector", unit="relations").set_index("sector")
    pd.testing.assert_frame_equal(same, right)


def test_the_interval_holds_the_true_share_and_the_raw_one_does_not() -> None:
    random = np.random.default_rng(11)
    held, raw = 0, 0
    for _ in range(400):
        whole = random.poisson(5, 300)
        part = random.binomial(whole, random.beta(0.4, 1.6, 300))
        found = random.binomial(part, 0.36)
        found_whole = found + random.binomial(whole - part, 0.8)
        coded = Coded(np.arange(60), np.full(60, 5.0), np.zeros(60, dtype=int))
        own = rectified((found, found_whole), (part[:60], whole[:60]), coded)
        low, high = score_interval(own.share, own.variance, own.degrees)
        held += bool(low <= 0.2 <= high)
        naive = clustered_shares(found[:, None], found_whole).loc[0]
        raw += bool(naive["share_low"] <= 0.2 <= naive["share_high"])
    assert 0.92 <= held / 400 <= 0.97
    assert raw / 400 < 0.05


def test_articles_of_one_story_are_one_draw() -> None:
    articles, there, _ = coverage(200)
    there = [(name, "citizen" if int(name) // 10 % 3 == 0 else "business") for name, _ in there]
    articles = articles.assign(story=[f"s{n // 10}" for n in range(200)])
    gold = records(there, list(articles["article_id"][::2]))
    alone, together = (
        corrected_frequency(articles, gold, table(there), of="sector", unit="relations", story=story).loc[0]
        for story in (None, "story")
    )
    assert together["corrected_share"] == alone["corrected_share"]
    widths = [own["corrected_share_high"] - own["corrected_share_low"] for own in (alone, together)]
    assert widths[1] > 2 * widths[0]


def test_what_too_few_coded_articles_tell_has_no_interval() -> None:
    articles, there, found = coverage(100)
    few = corrected_frequency(articles, records(there, ["000", "001"]), table(found), of="sector")
    assert set(few["note"]) == {"fewer than 20 coded articles: no interval holds"}
    assert few["corrected_share_low"].isna().all()
    rare = [*found, ("050", "judiciary")]
    ids = [f"{n:03}" for n in range(40)]
    got = corrected_frequency(articles, records(there, ids), table(rare), of="sector").set_index("sector")
    assert got.loc["judiciary", "note"] == "in fewer than 3 coded articles: no interval holds"


def test_a_group_without_coded_articles_is_not_corrected() -> None:
    articles, there, found = coverage(100)
    ids = [f"{n:03}" for n in range(1, 100, 2)]
    got = corrected_frequency(articles, records(there, ids), table(found), of="sector", by="outlet")
    other = got[got["outlet"] == "ب"]
    assert set(other["note"]) == {"no article of the group was coded: not corrected"}
    assert other["corrected_share"].isna().all()
    assert set(got.loc[got["outlet"] == "أ", "note"]) == {"no article of the other groups was coded: not compared"}


def test_an_article_coded_without_a_quotation_counts() -> None:
    articles, there, found = coverage(60)
    there = [row for row in there if int(row[0]) >= 30]
    ids = list(articles["article_id"])
    got = corrected_frequency(articles, records(there, ids), table(found), of="sector", unit="relations")
    assert got.loc[0, "coded"] == 60
    assert got["corrected_count"].sum() == pytest.approx(len(there))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"of": "colour"}, r"of='colour' is no column"),
        ({"by": "country"}, r"by='country' is no column"),
        ({"story": "story"}, r"story='story' is no column"),
        ({"unit": "quotes"}, r"unit='quotes' is not counted"),
    ],
)
def test_what_is_not_there_is_refused(change: dict[str, Any], message: str) -> None:
    articles, there, found = coverage(20)
    with pytest.raises(TableError, match=message):
        corrected_frequency(articles, records(there, ["000"]), table(found), **change)


def test_a_chance_that_is_none_is_refused() -> None:
    articles, there, found = coverage(20)
    gold = [{**record, "inclusion": 1.5} for record in records(there, ["000", "001"])]
    with pytest.raises(TableError, match=r"inclusion must be the probability, above 0 and up to 1.*got 1.5"):
        corrected_frequency(articles, gold, table(found))
