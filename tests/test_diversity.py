"""Diversity: values cross-checked elsewhere, what the estimates must do, and what stays undefined."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.schema import build_table
from toolkit.errors import TableError
from toolkit.measures.abundance import (
    MEASURES,
    chao1,
    chao_shen,
    chao_wang_jost,
    hill,
    miller_madow,
    present,
    shannon,
    simpson_unbiased,
    top_share,
)
from toolkit.measures.diversity import diversity
from toolkit.measures.rarefaction import coverage_at, rarefied, size_at_coverage

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "statistics.diversity.jsonl").read_text("utf-8").splitlines()
]
OF_COUNTS = {
    "n": lambda counts: float(counts.sum()),
    "S": lambda counts: hill(counts, 0),
    "shannon_nats": shannon,
    "shannon_bits": lambda counts: shannon(counts) / np.log(2),
    "pielou_evenness": MEASURES["pielou"],
    "gini_simpson": MEASURES["gini_simpson"],
    "inverse_simpson": lambda counts: hill(counts, 2),
    "HHI_0_1": MEASURES["hhi"],
    "HHI_0_10000": lambda counts: 10_000 * MEASURES["hhi"](counts),
    "normalized_HHI": MEASURES["hhi_normalised"],
    "gini_simpson_unbiased": lambda counts: 1 - simpson_unbiased(counts),
    "effective_sources_q1": lambda counts: hill(counts, 1),
    "effective_sources_q2": lambda counts: hill(counts, 2),
    "berger_parker": MEASURES["berger_parker"],
    "miller_madow_nats": miller_madow,
    "chao_shen_nats": chao_shen,
    "good_turing_coverage": lambda counts: coverage_at(counts, int(counts.sum()) - 1),
    "gini_over_observed": MEASURES["gini"],
    "gini_over_observed_corrected": MEASURES["gini_corrected"],
    "top1_share": lambda counts: top_share(counts, 1),
    "top3_share": MEASURES["top_3"],
    "rarefied_richness_at_10": lambda counts: rarefied(counts, 10, "hill_0"),
    "chao1_bias_corrected": lambda counts: chao1(counts)[0],
    "chao1_se": lambda counts: chao1(counts)[1],
    "theil": MEASURES["theil"],
}
COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=9).filter(any).map(lambda counts: np.array(counts, float))


@pytest.mark.parametrize(
    ("case", "name"),
    [pytest.param(case, name, id=f"{case['id']}.{name}") for case in CASES for name in case["expected"]],
)
def test_a_formula_gives_what_other_packages_give(case: dict[str, Any], name: str) -> None:
    value = OF_COUNTS[name](np.array(case["counts"], dtype=float))
    assert value == pytest.approx(case["expected"][name], rel=case["tolerance_rel"])


def test_the_tail_of_the_entropy_estimate_is_the_same_in_both_of_its_forms() -> None:
    # by the sum as it is printed, where n A is small enough for it, just above and below the switch at 10
    for once, twice in ((60, 1), (25, 3), (9, 4), (6, 6)):
        counts = np.array([1.0] * once + [2.0] * twice + [9.0] * 5)
        n, a = counts.sum(), 2 * twice / ((counts.sum() - 1) * once + 2 * twice)
        r = np.arange(1, n)
        seen = sum(value / n * (1 / np.arange(value, n)).sum() for value in counts)
        printed = seen + once / n * (1 - a) ** (1 - n) * (-np.log(a) - ((1 - a) ** r / r).sum())
        assert chao_wang_jost(counts) == pytest.approx(printed, rel=1e-9)
    many = np.array([1.0] * 40 + [2.0] * 2000 + [50.0] * 400)
    assert shannon(many) < chao_wang_jost(many) < shannon(many) + 0.1


@settings(max_examples=40, deadline=None)
@given(COUNTS, st.integers(1, 9))
def test_rarefaction_is_the_mean_over_all_subsamples(counts: np.ndarray, size: int) -> None:
    own = present(counts)[:4].clip(max=3)
    people = np.repeat(np.arange(len(own)), own.astype(int))
    size = min(size, len(people))
    drawn = [np.bincount(people[list(chosen)]).astype(float) for chosen in combinations(range(len(people)), size)]
    richness = np.mean([hill(each, 0) for each in drawn])
    entropy = np.mean([shannon(each) for each in drawn])
    assert rarefied(own, size, "hill_0") == pytest.approx(richness)
    assert rarefied(own, size, "shannon") == pytest.approx(entropy)
    assert rarefied(own, size, "hhi") == pytest.approx(np.mean([MEASURES["hhi"](each) for each in drawn]))


@given(COUNTS)
def test_measures_do_not_depend_on_order_or_on_speakers_who_never_speak(counts: np.ndarray) -> None:
    more = np.append(counts[::-1], [0, 0])
    for name, measure in MEASURES.items():
        assert measure(more) == pytest.approx(measure(counts), nan_ok=True), name


@given(COUNTS)
def test_hill_numbers_fall_with_their_order_and_lie_between_one_and_all(counts: np.ndarray) -> None:
    numbers = [hill(counts, order) for order in (0, 0.5, 1, 2, 3)]
    assert numbers == sorted(numbers, reverse=True) or np.allclose(numbers, numbers[0])
    assert numbers[0] == len(present(counts))
    assert numbers[-1] >= 1 - 1e-9


@given(COUNTS)
def test_coverage_grows_with_size_and_its_inverse_leads_back(counts: np.ndarray) -> None:
    sizes = range(1, int(counts.sum()) + 1)
    covered = [coverage_at(counts, size) for size in sizes]
    assert all(one <= other + 1e-9 for one, other in pairwise(covered))
    assert np.isnan(size_at_coverage(counts, 1.01))
    half = size_at_coverage(counts, covered[-1] / 2)
    assert 1 <= half <= counts.sum()


def test_the_entropy_of_a_small_sample_is_near_that_of_the_whole() -> None:
    # The benchmark runs this with more samples and sizes; the sample itself is 1.04 nats too low.
    shares = 1 / np.arange(1, 201)
    shares /= shares.sum()
    truth = -(shares * np.log(shares)).sum()
    samples = np.random.default_rng(5).multinomial(50, shares, size=300)
    assert np.mean([shannon(each) for each in samples]) - truth == pytest.approx(-1.04, abs=0.05)
    assert abs(np.mean([chao_shen(each) for each in samples]) - truth) <= 0.40
    assert abs(np.mean([chao_wang_jost(each) for each in samples]) - truth) <= 0.25


def test_a_count_that_is_none_is_refused() -> None:
    with pytest.raises(TableError, match=r"whole numbers from 0 on, got 0\.5"):
        shannon([1, 0.5])


def quotations(*articles: str, outlet: list[str] | None = None, **columns: list[Any]) -> pd.DataFrame:
    """Quotations from the speakers of each article, one letter each."""
    rows = [(str(place), speaker) for place, article in enumerate(articles) for speaker in article]
    outlets = outlet or ["أ"] * len(articles)
    return build_table(
        {
            "article_id": [row[0] for row in rows],
            "speaker": [f"اسم {row[1]}" for row in rows],
            "outlet": [outlets[int(row[0])] for row in rows],
            "type": ["person"] * len(rows),
            "kind": ["direct"] * len(rows),
            "field": ["text"] * len(rows),
            "words": [5] * len(rows),
            "position": list(range(len(rows))),
            **columns,
        },
        "quotations",
    )


COVERAGE = quotations("ابج", "اب", "اد", "هو", "ازا", "بح")


def test_a_speaker_is_counted_once_in_an_article() -> None:
    repeated = quotations("ابج", "اب", "اد", "ههو", "ازا", "بح")
    by_article, by_turn, by_relation = (
        diversity(repeated, unit=unit).iloc[0] for unit in ("articles", "turns", "relations")
    )
    assert (by_article["n"], by_article["speakers"], by_article["articles"]) == (13, 8, 6)
    assert by_article["observed"] == pytest.approx(hill([4, 3, 1, 1, 1, 1, 1, 1], 1))
    assert (by_turn["n"], by_relation["n"]) == (14, 15)


def test_nested_and_declined_relations_and_those_without_a_speaker_do_not_count() -> None:
    more = quotations("ابج", "اب", "اد", "هو", "ازا", "بحط", kind=["direct"] * 14 + ["declined"])
    pd.testing.assert_frame_equal(diversity(more), diversity(COVERAGE))


def test_the_estimate_is_of_the_whole_and_its_interval_holds_it() -> None:
    row = diversity(quotations(*["ابج", "اب", "اد", "هو", "از", "بح"] * 3, "طي", "كل")).iloc[0]
    assert row["at"] == "whole"
    assert row["estimate"] == pytest.approx(np.exp(chao_wang_jost([12, 9, *[3] * 6, *[1] * 4])))
    assert row["low"] < row["estimate"] < row["high"]


def test_every_measure_has_an_estimate_at_an_equal_size() -> None:
    names = [*MEASURES, "chao_shen", "miller_madow"]
    table = diversity(COVERAGE, measures=names, at=6).set_index("measure")
    assert set(table["at"]) == {"size 6"}
    assert table["estimate"].notna().all()
    assert (table.loc[["hill_0", "hill_1", "hill_2"], "estimate"] <= 6).all()
    whole = diversity(COVERAGE, measures=names).set_index("measure")
    unknown = whole["note"].fillna("").str.contains("no estimate of the whole")
    assert (whole["estimate"].isna() == unknown).all()


OUTLETS = quotations(
    *("اب", "اج", "اد", "بج", "اب", "اه"), *("اب", "بج", "جد", "دا", "اب", "جب", "دب", "اج", "هج", "وا"),
    outlet=["أ"] * 6 + ["ب"] * 10,
)  # fmt: skip


def test_outlets_are_compared_at_the_lowest_coverage_and_the_table_says_so() -> None:
    table = diversity(OUTLETS, by="outlet")
    assert table["outlet"].tolist() == ["أ", "ب"]
    assert set(table["at"]) == {f"coverage {table['coverage'].min():.3f}"}
    least = table["coverage"].argmin()
    assert table["estimate"][least] == pytest.approx(table["observed"][least])
    assert table["estimate"][1 - least] < table["observed"][1 - least]


def test_outlets_whose_speakers_are_mostly_met_once_are_compared_at_equal_size() -> None:
    sparse = quotations(
        *("اب", "جد", "هو", "زح", "طي", "كا"), *("اب", "اج", "اد", "بج", "اب", "اه"), outlet=["أ"] * 6 + ["ب"] * 6
    )
    assert set(diversity(sparse, by="outlet")["at"]) == {"size 12"}
    by_coverage = diversity(sparse, by="outlet", at="coverage")
    assert by_coverage["low"].isna().all()
    assert set(by_coverage["note"]) == {"no interval: with a coverage below 0.5 none holds; compare at equal size"}
    whole = diversity(sparse[sparse["outlet"] == "أ"]).iloc[0]
    assert "the estimate of the whole is a lower bound" in whole["note"]
    assert np.isnan(whole["low"])


def test_outlets_may_be_compared_at_the_lowest_size() -> None:
    table = diversity(OUTLETS, by="outlet", at="size")
    assert set(table["at"]) == {"size 12"}
    assert table["estimate"][0] == pytest.approx(table["observed"][0])


def test_what_cannot_reach_the_coverage_or_size_is_missing() -> None:
    for at in (0.999, 13):
        table = diversity(OUTLETS, by="outlet", at=at)
        assert np.isnan(table["estimate"][0])
        assert "does not reach" in table["note"][0]


@pytest.mark.parametrize(
    ("articles", "note"),
    [
        ((), "nobody speaks"),
        (("ا", "ا", "ا"), "one speaker only: no variation"),
        (("ابج",), "one article only"),
        (("ابج", "دهو"), "every speaker was counted once"),
    ],
)
def test_what_cannot_be_told_is_missing_with_a_note(articles: tuple[str, ...], note: str) -> None:
    row = diversity(quotations(*articles), measures=["hill_1"]).iloc[0]
    assert note in row["note"]
    assert row[["estimate", "low", "high"]].isna().all()
    assert row["articles"] == len(articles)


def test_an_outlet_in_which_nobody_speaks_has_a_row_that_says_so() -> None:
    table = quotations(
        *["اب", "اج", "اد", "بج", "اب", "اه"], "ا", outlet=["أ"] * 6 + ["ب"], kind=["direct"] * 12 + ["declined"]
    )
    assert diversity(table, by="outlet")["note"].tolist()[1] == "nobody speaks"


def test_few_articles_have_an_estimate_but_no_interval() -> None:
    row = diversity(quotations("اب", "اج", "اب")).iloc[0]
    assert row["note"] == "no interval: fewer than 20 articles or stories"
    assert row["estimate"] > row["observed"]
    assert np.isnan(row["low"])


def test_evenness_of_one_speaker_is_undefined() -> None:
    table = diversity(quotations("ا", "ا"), measures=["pielou", "hhi_normalised", "gini_corrected"])
    assert table["observed"].isna().all()


def test_a_group_that_cannot_be_compared_does_not_lower_the_others() -> None:
    table = diversity(quotations(*["اب", "اج", "اد", "بج", "اب", "اه"], "زحط", outlet=["أ"] * 6 + ["ب"]), by="outlet")
    assert table["at"][0] == f"coverage {table['coverage'][0]:.3f}"
    assert table["note"][1] == "one article only"


def test_stories_may_be_left_out_in_place_of_articles() -> None:
    many = quotations(*["ابج", "اب", "اد", "هو", "از", "بح"] * 4)
    together = many.assign(story=many["article_id"].map(lambda name: str(int(name) // 2)))
    alone, paired = (diversity(together, at=20, story=story).iloc[0] for story in (None, "story"))
    assert alone["estimate"] == paired["estimate"]
    assert alone["low"] != paired["low"]
    assert diversity(together, story="story")["note"][0] == "no interval: fewer than 20 articles or stories"


def test_the_order_of_rows_does_not_count() -> None:
    shuffled = OUTLETS.sample(frac=1, random_state=1)
    shown = ["outlet", "observed", "estimate", "low", "high", "at"]
    pd.testing.assert_frame_equal(diversity(shuffled, by="outlet")[shown], diversity(OUTLETS, by="outlet")[shown])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": "evenness"}, "allowed are hill_0, hill_1"),
        ({"measures": []}, "allowed are"),
        ({"unit": "words"}, "use articles, turns or relations"),
        ({"unit": "letters"}, "is not counted; allowed are articles, turns"),
        ({"at": "half"}, "use 'whole', 'coverage', 'size'"),
        ({"at": 0}, "use 'whole'"),
        ({"story": "story"}, "by='story' is no column"),
    ],
)
def test_a_wrong_call_says_what_is_allowed(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        diversity(COVERAGE, **options)
