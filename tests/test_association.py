"""Chi-squared, V and residuals as cross-checked, and what shuffling whole articles says."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.measures.association import adjusted_p, adjusted_residuals, association, jensen_shannon, residual_p
from toolkit.measures.permutation import permuted_mean, permuted_p

FOLDER = Path(__file__).parent / "cases"
CASES = [json.loads(line) for line in (FOLDER / "statistics.crosstab.jsonl").read_text("utf-8").splitlines()]
DIVERGENCE = [json.loads(line) for line in (FOLDER / "statistics.divergence.jsonl").read_text("utf-8").splitlines()]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


@each_case
def test_the_measures_are_those_that_were_cross_checked(case: dict[str, Any]) -> None:
    found, expected = association(case["counts"]), case["expected"]

    assert found.df == expected["df"]
    for name, value in (
        ("chi2", found.chi2),
        ("p", found.p),
        ("G2", found.g2),
        ("G2_p", found.g2_p),
        ("cramers_v", found.cramers_v),
        ("cramers_v_bergsma", found.cramers_v_corrected),
    ):
        assert value == pytest.approx(expected[name], rel=case["tolerance"]), name


@each_case
def test_residuals_and_their_p_are_those_that_were_cross_checked(case: dict[str, Any]) -> None:
    residuals, expected = adjusted_residuals(case["counts"]), case["expected"]

    assert residuals == pytest.approx(np.array(expected["adjusted_residuals"]), rel=case["tolerance"])
    assert residual_p(residuals) == pytest.approx(np.array(expected["cell_p"]), rel=case["tolerance"])
    assert adjusted_p(residual_p(residuals)) == pytest.approx(np.array(expected["cell_p_bh"]), rel=case["tolerance"])


@pytest.mark.parametrize("counts", [[[3, 4, 5]], [[3], [4]], [[0, 0], [0, 0]], [[3, 0], [5, 0]], [[3, 4], [0, 0]]])
def test_without_variation_nothing_is_defined(counts: list[list[int]]) -> None:
    found = association(counts)

    assert found.df == 0
    assert np.isnan([found.chi2, found.p, found.g2, found.cramers_v, found.cramers_v_corrected]).all()


def test_an_empty_row_or_column_changes_no_measure() -> None:
    assert association([[5, 0, 9], [0, 0, 0], [7, 0, 2]]) == association([[5, 9], [7, 2]])


@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4))
def test_the_corrected_v_is_a_share_and_never_more_than_one(counts: list[list[int]]) -> None:
    found = association(counts)

    if found.df and np.sum(counts) > 1:
        assert 0 <= found.cramers_v <= 1 + 1e-9
        assert np.isnan(found.cramers_v_corrected) or found.cramers_v_corrected >= 0


def test_a_cell_whose_row_holds_everything_has_no_residual() -> None:
    assert np.isnan(adjusted_residuals([[3, 4], [0, 0]])).all()
    assert np.isnan(adjusted_p(residual_p(adjusted_residuals([[3, 4], [0, 0]])))).all()


def test_what_is_no_test_is_not_adjusted_for() -> None:
    assert adjusted_p([0.01, np.nan, 0.02])[[0, 2]] == pytest.approx([0.02, 0.02])


UNITS = np.array([[5, 1], [4, 0], [3, 2], [0, 6], [1, 3], [2, 2]])
LABELS = np.array([0, 0, 0, 1, 1, 1])


def statistic(labels: Any) -> float:
    return association([UNITS[labels == label].sum(axis=0) for label in (0, 1)]).chi2


def test_the_permutation_p_is_near_that_of_all_orders() -> None:
    orders = [statistic(LABELS[list(order)]) for order in permutations(range(6))]
    exact = np.mean(np.array(orders) >= statistic(LABELS) - 1e-9)

    assert permuted_p(UNITS, LABELS)[0] == pytest.approx(exact, abs=0.03)


def test_the_same_seed_gives_the_same_p() -> None:
    assert permuted_p(UNITS, LABELS, seed=4)[0] == permuted_p(UNITS, LABELS, seed=4)[0]


def test_within_blocks_only_their_own_labels_are_shuffled() -> None:
    units = np.array([[9, 0], [0, 9]] * 6)
    labels, blocks = np.array([0, 1] * 6), np.repeat(np.arange(6), 2)

    assert permuted_p(units, labels, blocks=blocks)[0] == pytest.approx(2 / 2**6, abs=0.015)


@pytest.mark.parametrize("blocks", [np.arange(6), np.array([0, 0, 0, 1, 1, 1])])
def test_where_no_shuffle_can_change_anything_there_is_no_p(blocks: Any) -> None:
    p, cells = permuted_p(UNITS, LABELS, blocks=blocks)

    assert np.isnan(p)
    assert np.isnan(cells).all()


def test_without_a_difference_chi_squared_finds_one_in_clustered_counts_and_the_permutation_does_not() -> None:
    generator = np.random.default_rng(2)
    labels = np.repeat([0, 1], 12)
    plain, shuffled = [], []
    for seed in range(60):
        shares = generator.beta(0.5, 0.5, 24)
        sizes = 1 + generator.poisson(6, 24)
        first = generator.binomial(sizes, shares)
        units = np.stack([first, sizes - first], axis=1)
        plain.append(association([units[labels == label].sum(axis=0) for label in (0, 1)]).p < 0.05)
        shuffled.append(permuted_p(units, labels, seed=seed)[0] < 0.05)

    assert np.mean(plain) > 0.25
    assert np.mean(shuffled) < 0.12


@pytest.mark.parametrize("case", DIVERGENCE, ids=lambda case: case["id"])
def test_the_divergence_is_the_one_that_was_cross_checked(case: dict[str, Any]) -> None:
    for names, value in case["expected"].items():
        found = jensen_shannon([case["rows"][name] for name in names])
        assert float(found) == pytest.approx(value, rel=case["tolerance"]), names


def test_one_row_diverges_from_nothing_and_equal_ones_not_at_all() -> None:
    assert np.isnan(jensen_shannon([[3, 4]]))
    assert np.isnan(jensen_shannon([[3, 4], [0, 0]]))
    assert float(jensen_shannon([[3, 4], [6, 8]])) == pytest.approx(0, abs=1e-12)
    assert float(jensen_shannon([[3, 0], [0, 8]])) == pytest.approx(1)


def test_small_samples_of_one_distribution_diverge_when_they_are_shuffled() -> None:
    expected = permuted_mean(jensen_shannon, UNITS, LABELS)

    found = float(jensen_shannon([UNITS[:3].sum(axis=0), UNITS[3:].sum(axis=0)]))
    assert 0 < expected < found
    assert np.isnan(permuted_mean(jensen_shannon, UNITS, LABELS, blocks=np.arange(6)))
