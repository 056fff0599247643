"""What one outlet has of an event and the other leaves out, and whether that is a pattern."""

from __future__ import annotations

import itertools
import random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from toolkit.articles.datasets import load_dataset
from toolkit.articles.tables import quotation_table
from toolkit.errors import TableError
from toolkit.measures.events import find_events
from toolkit.measures.frames import frame_table
from toolkit.measures.omission import omission_table, omission_test
from toolkit.measures.terms import term_matrix

MINISTER, ENGINEER = "قال الوزير سالم حداد إن الجسر آمن.", "قالت المهندسة ليلى نصار إن الجسر خطر."
NAMED = "زار الوزير سالم حداد الجسر. قالت المهندسة ليلى نصار إن الجسر خطر."
ARTICLES = pd.DataFrame(
    {
        "article_id": list("abcdef"),
        "outlet": ["س", "س", "ص", "ع", "ص", "س"],
        "event_id": ["1", "1", "1", "1", "2", None],
        "text": [MINISTER, MINISTER, NAMED, ENGINEER, MINISTER, ENGINEER],
    }
)
FRAMES = pd.DataFrame(
    {"article_id": ["a", "b", "c", "c", "e"], "frame": ["economic", "economic", "safety", None, "safety"]}
)


def rows(table: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(table[list(columns)].itertuples(index=False, name=None))


def test_speakers_that_one_outlet_alone_has_or_leaves_out_are_counted_on_both_sides() -> None:
    table = omission_table(ARTICLES, quotation_table(ARTICLES))

    assert rows(table, "outlet", "side", "item") == [
        ("س", "left_out", "ليلى نصار"),
        ("س", "only", "سالم حداد"),
        ("ص", "left_out", "سالم حداد"),
        ("ع", "left_out", "سالم حداد"),
    ]
    minister = table[(table["outlet"] == "ص")].iloc[0]
    assert minister[["articles", "n_articles", "other_articles", "n_other_articles"]].tolist() == [0, 1, 2, 3]
    assert minister[["outlets", "n_outlets"]].tolist() == [1, 3]


def test_who_is_named_without_speaking_is_told_from_who_is_not_named() -> None:
    table = omission_table(ARTICLES, quotation_table(ARTICLES)).set_index(["outlet", "item"])

    assert table.loc[("ص", "سالم حداد"), "named"] == 1
    assert "missed" in table.loc[("ص", "سالم حداد"), "note"]
    assert table.loc[("ع", "سالم حداد"), "named"] == 0
    assert pd.isna(table.loc[("ع", "سالم حداد"), "note"])


def test_chance_is_that_of_dealing_the_articles_at_random() -> None:
    table = omission_table(ARTICLES, FRAMES, of="frame")
    only = table[(table["side"] == "only") & (table["item"] == "economic")].iloc[0]

    deals = list(itertools.combinations(range(4), 2))  # which two of four articles are the outlet's
    assert only["chance"] == pytest.approx(sum(set(deal) == {0, 1} for deal in deals) / len(deals))
    assert table["chance"].is_monotonic_increasing


def test_events_of_one_outlet_and_articles_without_event_do_not_count() -> None:
    assert set(omission_table(ARTICLES, FRAMES, of="frame")["event_id"]) == {"1"}
    assert len(omission_table(ARTICLES.assign(outlet="س"), FRAMES, of="frame")) == 0
    assert len(omission_test(ARTICLES.assign(outlet="س"), FRAMES, of="frame", least=1)) == 0
    assert len(omission_table(ARTICLES.head(0), quotation_table(ARTICLES))) == 0


def test_an_item_must_be_in_enough_articles_of_the_side_that_has_it() -> None:
    table = omission_table(ARTICLES, FRAMES, of="frame", least=2)

    assert set(table["item"]) == {"economic"}


def test_unnamed_speakers_count_on_request() -> None:
    articles = ARTICLES.assign(text=["قال مسؤول أمني إن الجسر آمن.", *ARTICLES["text"][1:]])
    quotations = quotation_table(articles)

    assert "مسؤول أمني" not in set(omission_table(articles, quotations)["item"])
    assert "مسؤول أمني" in set(omission_table(articles, quotations, unnamed=True)["item"])


def test_an_alias_makes_two_names_one_speaker() -> None:
    aliases = pd.DataFrame({"alias": ["ليلى نصار"], "speaker": ["سالم حداد"]})

    assert len(omission_table(ARTICLES, quotation_table(ARTICLES), aliases=aliases)) == 0


def test_frames_that_an_article_lacks_do_not_count() -> None:
    articles = load_dataset("sample").head(12).assign(event_id="1")
    frames = frame_table(articles)
    table = omission_table(articles, frames, of="frame")

    assert set(table["item"]) <= set(frames.loc[frames["present"], "frame"])
    rows_only = omission_table(articles, frames[frames["present"]].drop(columns="present"), of="frame")
    pd.testing.assert_frame_equal(table, rows_only)


def test_terms_are_compared_from_their_matrix() -> None:
    table = omission_table(ARTICLES, term_matrix(ARTICLES, least=1, least_articles=1))

    assert ("س", "only", "آمن") in rows(table, "outlet", "side", "item")
    assert table["named"].isna().all()


def enumerated(sizes: list[int], having: list[int], parts: list[int], found: list[int]) -> float:
    """The exact p by every deal."""
    spread = [range(min(k, n) + 1) for k, n in zip(having, parts, strict=True)]
    expected = sum(n * k / size for size, k, n in zip(sizes, having, parts, strict=True))
    total = 0.0
    for counts in itertools.product(*spread):
        if abs(sum(counts) - expected) >= abs(sum(found) - expected) - 1e-9:
            total += np.prod([hypergeom.pmf(*cell) for cell in zip(counts, sizes, having, parts, strict=True)])
    return float(total)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), events=st.integers(1, 5))
def test_p_is_that_of_every_deal_of_the_articles(seed: int, events: int) -> None:
    chance = random.Random(seed)
    own = []
    for event in range(events):
        for place in range(chance.randint(2, 5)):
            outlet = "سص"[place] if place < 2 else chance.choice("سص")
            own.append((f"{event}-{place}", outlet, str(event), chance.random() < 0.5))
    articles = pd.DataFrame(own, columns=["article_id", "outlet", "event_id", "has"]).assign(text="نص")
    evidence = articles.loc[articles["has"], ["article_id"]].assign(item="x")
    table = omission_test(articles, evidence, of="item", least=1)
    cells: tuple[list[int], ...] = ([], [], [], [])
    for _, group in articles.groupby("event_id"):
        mine = group["outlet"] == "س"
        if group["has"].any():
            for cell, value in zip(
                cells, (len(group), group["has"].sum(), mine.sum(), (mine & group["has"]).sum()), strict=True
            ):
                cell.append(int(value))
    if cells[0]:
        row = table[table["outlet"] == "س"].iloc[0]
        assert row["p"] == pytest.approx(enumerated(*cells))
        assert row["share"] == pytest.approx(sum(cells[3]) / sum(cells[2]))
        assert row["difference"] == pytest.approx(row["share"] - row["expected_share"])


def test_chance_alone_is_seldom_significant_and_a_pattern_is() -> None:
    generator = np.random.default_rng(1)
    own = [(f"{event}-{place}", "سصع"[place % 3], str(event)) for event in range(40) for place in range(6)]
    articles = pd.DataFrame(own, columns=["article_id", "outlet", "event_id"]).assign(text="نص")
    noise = [
        (article, f"x{item}") for article in articles["article_id"] for item in range(60) if generator.random() < 0.3
    ]
    true = [
        (row.article_id, "pattern")
        for row in articles.itertuples()
        if generator.random() < (0.6 if row.outlet == "س" else 0.2)
    ]
    table = omission_test(articles, pd.DataFrame(noise + true, columns=["article_id", "item"]), of="item")

    planted = table["item"] == "pattern"
    assert table.loc[~planted, "p"].lt(0.05).mean() < 0.07
    assert not table.loc[~planted, "p_adjusted"].lt(0.05).any()
    assert table.loc[planted & (table["outlet"] == "س"), "p_adjusted"].iloc[0] < 0.05
    assert table.loc[planted & (table["outlet"] == "س"), "difference_low"].iloc[0] > 0


def test_the_order_of_the_rows_decides_nothing() -> None:
    articles = load_dataset("sample")
    articles = articles.merge(find_events(articles), on="article_id")
    quotations = quotation_table(articles)
    shuffled, others = articles.sample(frac=1, random_state=3), quotations.sample(frac=1, random_state=4)

    pd.testing.assert_frame_equal(omission_table(articles, quotations), omission_table(shuffled, others))
    pd.testing.assert_frame_equal(omission_test(articles, quotations), omission_test(shuffled, others))


def test_what_is_missing_is_named() -> None:
    with pytest.raises(TableError, match="of='frames' is no column"):
        omission_table(ARTICLES, FRAMES, of="frames")
    with pytest.raises(TableError, match="no column 'article_id'"):
        omission_table(ARTICLES, FRAMES.drop(columns="article_id"), of="frame")
    with pytest.raises(TableError, match="story='event' is no column"):
        omission_test(ARTICLES, FRAMES, of="frame", story="event")
    with pytest.raises(ValueError, match="least is a number of articles"):
        omission_table(ARTICLES, FRAMES, of="frame", least=0)
    with pytest.raises(ValueError, match="least is a number of events"):
        omission_test(ARTICLES, FRAMES, of="frame", least=0)
