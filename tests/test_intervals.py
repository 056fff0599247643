"""Intervals of shares: reference values, what has none, and what they cover."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse
from scipy.stats import binom

from toolkit.measures.intervals import clustered_shares, wilson
from toolkit.measures.rates import clustered_rate

CASES = {
    case["id"]: case
    for case in map(
        json.loads, (Path(__file__).parent / "cases" / "statistics.intervals.jsonl").read_text("utf-8").splitlines()
    )
}


def test_the_wilson_interval_is_the_one_that_was_cross_checked() -> None:
    case = CASES["proportion.wilson"]
    low, high = wilson(case["input"]["count"], case["input"]["nobs"])
    assert [float(low), float(high)] == pytest.approx(
        [case["expected"]["low"], case["expected"]["high"]], rel=case["tolerance_rel"]
    )
    low, high = wilson([14, 0, 5, 0], [40, 10, 5, 0])
    assert low[:3].round(6).tolist() == [0.221345, 0.0, 0.565518]
    assert high[:3].round(6).tolist() == [0.504941, 0.277533, 1.0]
    assert np.isnan([low[3], high[3]]).all()


def test_the_linearised_error_of_a_share_of_turns_is_the_one_that_was_cross_checked() -> None:
    case = CASES["bootstrap.cluster_exact_4_articles"]
    articles = case["input"]["articles"]
    quotes = [article["quotes"] for article in articles]
    row = clustered_shares([[article["anonymous"]] for article in articles], quotes).loc[0]
    expected = case["expected"]
    assert row["share"] == pytest.approx(expected["theta"], rel=case["tolerance_rel"])
    variance = row["design_effect"] * row["share"] * (1 - row["share"]) / sum(quotes)
    assert variance**0.5 == pytest.approx(expected["linearised_se"], rel=case["tolerance_rel"])


@pytest.mark.parametrize(
    ("parts", "wholes", "note"),
    [
        ([], [], "nothing was counted: no share"),
        ([1], [3], "one article or story: no interval"),
        ([0] * 20, [3] * 20, "no variation between articles or stories: no interval"),
        ([1] * 20, [1] * 20, "no variation between articles or stories: no interval"),
        ([2] * 20, [4] * 20, "no variation between articles or stories: no interval"),
        ([1, 0, 1, 0], [1] * 4, "fewer than 5 articles or stories: no interval holds"),
        ([1, 0, 2] * 3, [2] * 9, "fewer than 10 articles or stories: no interval holds"),
    ],
)
def test_where_no_interval_holds_there_is_none_but_a_note(parts: list[int], wholes: list[int], note: str) -> None:
    row = clustered_shares(np.array(parts, dtype=int).reshape(-1, 1), wholes).loc[0]
    assert np.isnan([row["share_low"], row["share_high"]]).all()
    assert row["note"] == note
    assert np.isnan(row["share"]) == (not wholes)


def test_clusters_with_nothing_are_left_out() -> None:
    parts = np.array([[1, 0], [0, 1], [2, 1]] * 5)
    more = np.vstack([parts, np.zeros((4, 2), dtype=int)])
    wholes = [2, 1, 4] * 5
    assert clustered_shares(parts, wholes).equals(clustered_shares(more, [*wholes, 0, 0, 0, 0]))


def test_alike_articles_make_the_interval_wider() -> None:
    mixed = clustered_shares([[2]] * 10 + [[1]] * 10, [4] * 20).loc[0]
    apart = clustered_shares([[4]] * 7 + [[2]] + [[0]] * 12, [4] * 20).loc[0]
    assert mixed["share"] == apart["share"] == 0.375
    assert apart["share_high"] - apart["share_low"] > mixed["share_high"] - mixed["share_low"]
    assert apart["design_effect"] > 3
    assert mixed["design_effect"] < 1


def test_independent_cases_have_no_design_effect() -> None:
    assert clustered_shares([[1]] * 6 + [[0]] * 9, [1] * 15).loc[0, "design_effect"] == 1


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=10, max_size=40))
def test_an_interval_holds_its_share_and_lies_within_0_and_1(articles: list[tuple[int, int]]) -> None:
    table = clustered_shares([[one, rest] for one, rest in articles], [one + rest for one, rest in articles])
    held = table.dropna(subset=["share_low"])
    assert ((held["share_low"] >= 0) & (held["share_high"] <= 1)).all()
    assert ((held["share_low"] < held["share"]) & (held["share"] < held["share_high"])).all()
    assert (table["note"].isna() == table["share_low"].notna()).all()


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=15, max_size=40))
def test_a_share_and_what_it_leaves_have_mirrored_intervals(articles: list[tuple[int, int]]) -> None:
    wholes = [one + rest + 1 for one, rest in articles]
    one, other = clustered_shares(
        [[part, whole - part] for (part, _), whole in zip(articles, wholes, strict=True)], wholes
    ).to_dict("records")
    if set(wholes) != {1}:
        assert one["share_low"] == pytest.approx(1 - other["share_high"], nan_ok=True)


@given(st.integers(0, 3), st.randoms(use_true_random=False))
def test_a_sparse_table_gives_what_a_dense_one_gives(empty: int, random: Any) -> None:
    parts = np.array([[random.randint(0, 3) * random.randint(0, 1) for _ in range(4 + empty)] for _ in range(25)])
    wholes = parts.sum(axis=1) + random.randint(0, 2)
    assert clustered_shares(sparse.csr_array(parts), wholes).equals(clustered_shares(parts, wholes))


def test_independent_articles_are_covered_where_the_source_is_seen() -> None:
    held = []
    for k in range(15, 101, 5):
        counts = np.arange(k + 1)
        table = clustered_shares((np.arange(k)[:, None] < counts).astype(int), np.ones(k))
        for share in np.arange(0.02, 0.301, 0.01):
            chance = np.where(table["share_low"].notna(), binom.pmf(counts, k, share), 0)
            within = ((table["share_low"] <= share) & (share <= table["share_high"])).to_numpy()
            held.append(chance[within].sum() / chance.sum())
    assert np.mean(held) == pytest.approx(0.95, abs=0.005)
    assert min(held) > 0.915
    assert np.mean(np.array(held) > 0.97) < 0.1, "counts leave gaps, and the rarest are covered more often"


def test_a_rate_has_an_interval_over_articles_or_none() -> None:
    rate = clustered_rate([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 0, 2], [100] * 12)
    assert rate.value == pytest.approx(41 / 1200)
    assert rate.low * rate.high == pytest.approx(rate.value**2), "even on the logarithm"
    assert np.isnan(clustered_rate([2] * 12, [100] * 12)[1:]).all()
    assert np.isnan(clustered_rate([3, 1, 2], [100] * 3)[1:]).all()
    assert np.isnan(clustered_rate([], [])).all()
    assert clustered_rate([1, 2], [0, 4]).value == 0.5
