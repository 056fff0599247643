"""Resampled intervals: samples that can be counted, and ends that can be worked out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.measures.resampling import bca_interval, resamples

# Cross-checked by enumerating all 256 resamples of four articles: `bootstrap.cluster_exact_4_articles`.
ANONYMOUS = np.array([3.0, 0.0, 2.0, 1.0])
QUOTES = np.array([5.0, 4.0, 2.0, 6.0])


@given(st.integers(1, 40), st.integers(1, 60), st.integers(0, 5))
def test_every_sample_draws_as_many_as_there_are(n: int, draws: int, seed: int) -> None:
    weights = np.vstack(list(resamples(n, draws=draws, seed=seed)))
    assert weights.shape == (draws, n)
    assert (weights.sum(axis=1) == n).all()


def test_resampled_articles_come_close_to_all_resamples_there_are() -> None:
    weights = np.vstack(list(resamples(4, draws=20_000, seed=1)))
    shares = (weights @ ANONYMOUS) / (weights @ QUOTES)
    assert shares.mean() == pytest.approx(0.3675995260217565, abs=0.01)
    assert shares.std() == pytest.approx(0.1621528632428325, abs=0.01)
    assert np.quantile(shares, [0.025, 0.975]) == pytest.approx([0.1, 0.7142857142857143], abs=0.01)


def test_an_interval_of_a_mean_is_near_that_of_the_normal_distribution() -> None:
    values = np.random.default_rng(0).normal(size=400)
    low, high = bca_interval(lambda w: (w @ values / w.sum(axis=1))[:, None], 400)
    half = 1.96 * values.std(ddof=1) / 20
    assert [low[0], high[0]] == pytest.approx([values.mean() - half, values.mean() + half], abs=0.01)


def test_what_does_not_vary_or_mostly_does_not_exist_has_no_interval() -> None:
    def statistics(weights: np.ndarray) -> np.ndarray:
        constant = np.ones(len(weights))
        rare = np.where(weights[:, 0] > 0, weights[:, 0], np.nan)
        return np.column_stack([constant, rare, weights[:, 0] - weights[:, 1]])

    low, high = bca_interval(statistics, 10)
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]


def test_one_article_has_no_interval() -> None:
    low, high = bca_interval(lambda weights: weights[:, :1], 1)
    assert np.isnan([low, high]).all()
