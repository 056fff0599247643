"""Models of several codes at once, and what they say about articles that they were not learnt from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.model_selection import GroupKFold

from toolkit.measures.code_marks import FEWEST, CodeMarks
from toolkit.measures.learning import Learnt, dealt, inverse_frequency, learn, tf_idf
from toolkit.measures.terms import TermMatrix, aligned_terms, term_matrix
from toolkit.measures.units import clusters_of

if TYPE_CHECKING:
    import pandas as pd
    from scipy import sparse

__all__ = [
    "REFUSED",
    "CodeModel",
    "Judged",
    "article_folds",
    "code_model",
    "coded_terms",
    "judged",
    "outlet_folds",
    "stories_of",
]

Array = np.ndarray[Any, np.dtype[Any]]
REFUSED = f"fewer than {FEWEST} coded articles have it, or lack it: not learnt"
_FOLDS = 5
_LEAST = 2  # coded articles that have a term
_TWO = 2  # coded articles that have a code, and lack it, where a fold is left out
_MOST = 0.5  # a code that is less likely than not needs no greater threshold


class CodeModel(NamedTuple):
    """What was learnt of some articles.

    Attributes:
        terms: The places of the terms that were learnt from.
        idf: The inverse frequency of each.
        learnt: The model of each code; None where too few articles have it.
        threshold: The probability from which an article is taken to have a code.
    """

    terms: Array
    idf: Array
    learnt: list[Learnt | None]
    threshold: float

    def vectors(self, counts: sparse.csr_array[Any]) -> sparse.csr_array[Any]:
        """Articles as the models take them.

        Args:
            counts: Articles by all terms.
        """
        return tf_idf(counts[:, self.terms], self.idf)

    def probabilities(self, counts: sparse.csr_array[Any]) -> Array:
        """Articles by codes; not a number where a code was not learnt.

        Args:
            counts: Articles by all terms.
        """
        vectors = self.vectors(counts)
        empty = np.full(counts.shape[0], np.nan)
        columns = [empty if one is None else one.probability(vectors) for one in self.learnt]
        return np.stack(columns, axis=1)


def coded_terms(articles: pd.DataFrame, coded: Array, terms: TermMatrix | None) -> TermMatrix:
    """The terms of all articles: those given, or the lemmas that two coded articles have.

    Args:
        articles: All articles.
        coded: Which articles were coded.
        terms: What the caller gave.
    """
    if terms is not None:
        return aligned_terms(terms, articles)
    found = term_matrix(articles.loc[coded], least=_LEAST, least_articles=_LEAST)
    if coded.all():
        return found
    return term_matrix(articles, only=found.terms)


def stories_of(articles: pd.DataFrame, story: str | None) -> Array:
    """What each article is learnt from or left out with, numbered, whatever the order of rows.

    Args:
        articles: All articles.
        story: The column that says which are of one story.
    """
    return np.unique(clusters_of(articles, story).astype("str").to_numpy(dtype=object), return_inverse=True)[1]


def code_model(counts: sparse.csr_array[Any], marks: Array, stories: Array, *, seed: int) -> CodeModel:
    """Learns every code that two articles have and two lack; callers leave out those that too few have.

    Args:
        counts: Articles by terms.
        marks: Articles by codes, 1 or 0, not a number where not coded.
        stories: Which articles are of one story.
        seed: The same seed learns the same.
    """
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero(having >= _LEAST)
    idf = inverse_frequency(counts[:, kept])
    vectors = tf_idf(counts[:, kept], idf)
    learnt: list[Learnt | None] = []
    left_out, given = [], []
    for column in marks.T:
        known = np.flatnonzero(np.isfinite(column))
        own = column[known].astype(int)
        if not len(kept) or min(own.sum(), len(own) - own.sum()) < _TWO:
            learnt.append(None)
            continue
        groups = np.unique(stories[known], return_inverse=True)[1]
        model = learn(vectors[known], own, groups, seed=seed)
        learnt.append(model)
        left_out.append(model.left_out)
        given.append(own)
    threshold = _best_threshold(np.concatenate(left_out), np.concatenate(given)) if given else float("nan")
    return CodeModel(kept, idf, learnt, threshold)


def _best_threshold(chances: Array, marks: Array) -> float:
    """The probability from which on codes of articles that were left out have the greatest F1 together."""
    order = np.argsort(-chances, kind="stable")
    right = np.cumsum(marks[order])
    last = np.append(np.diff(chances[order]) < 0, True)  # equal ones stand or fall together
    score = np.where(last, 2 * right / (np.arange(1, len(order) + 1) + marks.sum()), -1)
    return min(float(chances[order][int(np.argmax(score))]), _MOST)


def article_folds(stories: Array, *, seed: int) -> Array:
    """The fold of each article, stories whole.

    Args:
        stories: Which articles are of one story.
        seed: The same seed deals them alike.
    """
    return dealt(stories, np.zeros(len(stories), dtype=int), _FOLDS, seed=seed)


def outlet_folds(outlets: pd.Series[Any], coded: Array) -> Array | None:
    """The fold of each coded article, outlets whole; what has no outlet is one. None where there is one outlet.

    Args:
        outlets: Of all articles.
        coded: Which articles count.
    """
    names = outlets.astype("str").where(outlets.notna(), "").to_numpy(dtype=object)
    groups = np.unique(names[coded], return_inverse=True)[1]
    number = int(groups.max(initial=-1)) + 1
    if number < 2:
        return None
    fold = np.full(len(outlets), -1)
    places = np.flatnonzero(coded)
    parts = GroupKFold(min(_FOLDS, number)).split(places, groups=groups)
    for place, (_, outside) in enumerate(parts):
        fold[places[outside]] = place
    return fold


class Judged(NamedTuple):
    """What models said about articles that they were not learnt from.

    Attributes:
        chances: The probability of each code, articles by codes; not a number where no model could tell.
        assigned: Whether each is taken to have it.
        others: The mean probability over the models, for any article.
    """

    chances: Array
    assigned: Array
    others: Array


def judged(counts: sparse.csr_array[Any], marked: CodeMarks, stories: Array, fold: Array, *, seed: int) -> Judged:
    """Learns without each fold in turn, and without the stories of which it has an article, and judges that fold.

    Args:
        counts: All articles by terms.
        marked: The codes of all articles; those that too few have are not judged.
        stories: Which articles are of one story.
        fold: Of each article; negative: of none.
        seed: The same seed judges the same.
    """
    coded, marks = marked.coded, np.where(marked.enough, marked.marks, np.nan)
    chances, assigned = np.full(marks.shape, np.nan), np.zeros(marks.shape, dtype=bool)
    every = []
    for one in np.unique(fold[coded & (fold >= 0)]):
        outside = coded & (fold == one)
        inside = coded & ~outside & ~np.isin(stories, stories[outside])
        if not inside.any():
            continue
        model = code_model(counts[inside], marks[inside], stories[inside], seed=seed)
        found = model.probabilities(counts)
        chances[outside] = found[outside]
        assigned[outside] = found[outside] >= model.threshold
        every.append(found)
    if not every:
        return Judged(chances, assigned, chances)
    return Judged(chances, assigned, np.mean(every, axis=0))
