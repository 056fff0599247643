"""A linear model of a code, learnt from coded articles: weights of terms, calibrated on articles that were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.special import expit
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Learnt", "dealt", "inverse_frequency", "learn", "tf_idf"]

Array = np.ndarray[Any, np.dtype[Any]]
_STRENGTH = 10.0  # C of the logistic regression; 1 to 100 rank articles alike
_FREE = 1e6  # C of the calibration, which has two parameters
_FOLDS = 5


class Learnt(NamedTuple):
    """What tells a code.

    Attributes:
        weights: Of each term.
        intercept: What is added.
        left_out: The calibrated probability of each article of which the model was learnt, by one learnt without it.
        no_better: Whether articles that were left out were ranked no better than by chance, so that no term counts.
    """

    weights: Array
    intercept: float
    left_out: Array
    no_better: bool

    def probability(self, vectors: sparse.csr_array[Any]) -> Array:
        """Of each article.

        Args:
            vectors: What `tf_idf` gives.
        """
        chance: Array = expit(vectors @ self.weights + self.intercept)
        return chance


def inverse_frequency(counts: sparse.csr_array[Any]) -> Array:
    """ln((1 + n) / (1 + d)) + 1 of each term, with d of n articles that have it.

    Args:
        counts: Articles by terms.
    """
    having = np.bincount(counts.indices[counts.data > 0], minlength=counts.shape[1])
    idf: Array = np.log((1 + counts.shape[0]) / (1 + having)) + 1
    return idf


def tf_idf(counts: sparse.csr_array[Any], idf: Array) -> sparse.csr_array[Any]:
    """(1 + ln f) idf, each article of length 1.

    Args:
        counts: Articles by terms.
        idf: What `inverse_frequency` gives of the articles that are learnt from.
    """
    if not all(counts.shape):  # nothing to weigh, which the library does not take
        return sparse.csr_array(counts.shape, dtype=float)
    transformer = TfidfTransformer(sublinear_tf=True)
    transformer.idf_ = idf
    return sparse.csr_array(transformer.transform(sparse.csr_matrix(counts, dtype=float)))


def dealt(groups: Array, strata: Array, folds: int, *, seed: int) -> Array:
    """The fold of each article: groups stay whole, and each fold has as many of each stratum as may be.

    Args:
        groups: What each article belongs to, numbered.
        strata: 1 or 0 of each article; a group is 1 where any of its articles is.
        folds: How many.
        seed: The same seed deals them alike.
    """
    of_group = np.zeros(int(groups.max(initial=-1)) + 1, dtype=int)
    np.maximum.at(of_group, groups, strata.astype(int))
    chance = np.random.default_rng(seed)
    order = np.concatenate([chance.permutation(np.flatnonzero(of_group == stratum)) for stratum in (1, 0)])
    fold = np.empty(len(of_group), dtype=int)
    fold[order] = np.arange(len(order)) % folds
    return fold[groups]


def learn(vectors: sparse.csr_array[Any], marks: Array, groups: Array, *, seed: int) -> Learnt:
    """Learns a code by L2-regularised logistic regression with balanced classes, and calibrates it.

    The scores of articles that were left out (five folds, groups whole) give a sigmoid with Platt's targets, which is
    then laid over the model of all articles, so that a probability is one.

    Args:
        vectors: What `tf_idf` gives.
        marks: 1 or 0 of each article, at least two of each.
        groups: What each article belongs to, numbered: articles of one story stay together.
        seed: The same seed learns the same.

    References:
        Platt, J. (1999). Probabilistic outputs for support vector machines. Advances in Large Margin Classifiers.
    """
    scores = np.full(len(marks), np.nan)
    for inside, outside in _parts(dealt(groups, marks, _FOLDS, seed=seed), marks):
        part = _fitted(vectors[inside], marks[inside], seed)
        scores[outside] = part.decision_function(vectors[outside])
    known = np.isfinite(scores)
    slope, level = _sigmoid(scores[known], marks[known]) if known.any() else (0.0, _log_odds(marks))
    if slope <= 0:
        level = _log_odds(marks)
        return Learnt(np.zeros(vectors.shape[1]), level, np.full(len(marks), expit(level)), no_better=True)
    whole = _fitted(vectors, marks, seed)
    left_out = expit(slope * np.where(known, scores, 0) + level)
    intercept = slope * float(whole.intercept_[0]) + level
    return Learnt(slope * whole.coef_[0], intercept, left_out, no_better=False)


def _parts(fold: Array, marks: Array) -> Iterator[tuple[Array, Array]]:
    """What is learnt from, and what is left out, where both marks are learnt from."""
    for one in np.unique(fold):
        outside = fold == one
        if len(np.unique(marks[~outside])) == 2:
            yield ~outside, outside


def _fitted(vectors: sparse.csr_array[Any], marks: Array, seed: int) -> LogisticRegression:
    model = LogisticRegression(
        C=_STRENGTH, class_weight="balanced", solver="liblinear", dual=True, random_state=seed, max_iter=10_000
    )
    return model.fit(sparse.csr_matrix(vectors), marks)


def _sigmoid(scores: Array, marks: Array) -> tuple[float, float]:
    """The slope and the level of Platt's sigmoid, whose targets are never quite 0 or 1."""
    having, lacking = float(marks.sum()), float(len(marks) - marks.sum())
    target = np.where(marks == 1, (having + 1) / (having + 2), 1 / (lacking + 2))
    both = np.concatenate([scores, scores])[:, None]
    model = LogisticRegression(C=_FREE, solver="newton-cholesky", max_iter=1000)
    model.fit(both, np.repeat([1, 0], len(scores)), sample_weight=np.concatenate([target, 1 - target]))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _log_odds(marks: Array) -> float:
    having = float(marks.sum())
    return float(np.log((having + 1) / (len(marks) - having + 1)))
