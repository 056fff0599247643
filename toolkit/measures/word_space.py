"""Words as directions: which of them stand in the same contexts, and how near each is to seed words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.linalg import svds

from toolkit.errors import TableError
from toolkit.measures.terms import TermMatrix, TermUnit, term_matrix
from toolkit.words.lemmas import base_and_lemma

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Context", "WordSpace", "word_space"]

Array = np.ndarray[Any, np.dtype[Any]]
Context = Literal["sentences", "articles"]
_DIMENSIONS = 300  # Watanabe's default, and the most that are taken where the caller does not say
_SENTENCE_ENDS = re.compile(r"[.!?؟…\n]+")
_PART = (
    50  # one dimension for so many terms or contexts: of 600 and 1,500 articles, about where seeds tell each other best
)
_FEWEST = 2


class WordSpace(NamedTuple):
    """Terms as directions.

    Attributes:
        terms: The terms.
        counts: Articles by terms.
        vectors: Terms by dimensions, that of the greatest singular value first.
        weights: Of the seeds that occur, by their place among the terms.
        absent: Those of the others, by their form.
        usual: How many dimensions there are where the caller does not say.
    """

    terms: tuple[str, ...]
    counts: sparse.csr_array[Any]
    vectors: Array
    weights: dict[int, float]
    absent: dict[str, float]
    usual: int

    @property
    def k(self) -> int:
        """How many dimensions there are."""
        return int(self.vectors.shape[1])

    def _directions(self, k: int) -> Array:
        vectors = self.vectors[:, :k]
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        directions: Array = vectors / np.where(lengths > 1e-12, lengths, np.inf)
        return directions

    def polarity(self, k: int) -> Array:
        """Of each term, Σ_s weight_s cos(v, v_s).

        Args:
            k: With how many dimensions.
        """
        directions = self._directions(k)
        pole = sum(weight * directions[place] for place, weight in self.weights.items())
        polarity: Array = directions @ pole
        return polarity

    def seeds_in_order(self, k: int) -> float:
        """The share of pairs of seeds of two poles that the others put in order; not a number for fewer than two.

        Args:
            k: With how many dimensions.
        """
        directions = self._directions(k)[list(self.weights)]
        weights = np.array(list(self.weights.values()))
        above = weights > 0
        if min(above.sum(), (~above).sum()) < 2:
            return float("nan")
        cosines = directions @ directions.T
        np.fill_diagonal(cosines, 0)
        own = np.abs(weights)
        toward, away = (cosines @ (own * side) / (own[side].sum() - own * side) for side in (above, ~above))
        polarity = toward - away
        pairs = polarity[above][:, None] - polarity[~above][None]
        return float(((pairs > 0) + (pairs == 0) / 2).mean())

    def seed_cosines(self, k: int) -> tuple[Array, Array]:
        """The cosine of each pair of seeds, and whether they are of one pole.

        Args:
            k: With how many dimensions.
        """
        directions = self._directions(k)[list(self.weights)]
        first, second = np.triu_indices(len(directions), 1)
        signs = np.sign(list(self.weights.values()))
        return (directions[first] * directions[second]).sum(axis=1), signs[first] == signs[second]


def word_space(
    articles: pd.DataFrame,
    seeds: Mapping[str, float],
    ks: Sequence[int],
    *,
    context: str,
    unit: TermUnit,
    least: int,
    least_articles: int,
    beyond: bool = False,
) -> WordSpace:
    """The terms of articles as directions, from the truncated singular value decomposition of terms by context.

    Args:
        articles: An articles table.
        seeds: Words with their weights.
        ks: The dimensions that are asked for; none for the usual number.
        context: `sentences` or `articles`.
        unit: As for `term_matrix`.
        least: How often a term must occur at least.
        least_articles: In how many articles.
        beyond: Whether to take the usual dimensions too, and more where none are asked for.

    Raises:
        TableError: As for `polarity_table`.
    """
    if context not in get_args(Context):
        raise TableError(f"context={context!r} is not read; allowed are {', '.join(get_args(Context))}")
    matrix = term_matrix(articles, unit=unit, least=least, least_articles=least_articles)
    places = {term: place for place, term in enumerate(matrix.terms)}
    given = _forms(seeds, unit)
    used = {places[form]: weight for form, weight in given.items() if form in places}
    for sign, pole in ((1, "positive"), (-1, "negative")):
        own = [form for form, weight in given.items() if weight * sign > 0]
        if own and not any(weight * sign > 0 for weight in used.values()):
            raise TableError(
                f"no seed of the {pole} pole occurs {least} times in {least_articles} articles ({', '.join(own)}); "
                "name words of this coverage: term_matrix(articles).terms lists them, the most frequent first"
            )
    contexts = matrix.counts if context == "articles" else _by_sentence(articles, matrix)
    usual = _usual(contexts)
    _check_dimensions(contexts, ks or [usual])
    k = max(ks, default=usual)
    if beyond:  # the usual ones too, and more where nothing was asked for
        most = min(contexts.shape) - 1
        k = min(max(k, usual) if ks else max(min(2 * usual, _DIMENSIONS), usual), most)
        usual = min(usual, k)
    contexts = contexts.astype(float)
    start = np.full(min(contexts.shape), 1 / np.sqrt(min(contexts.shape)))
    _, size, vectors = svds(contexts, k=k, v0=start)
    weights = {place: weight / _pole(used, weight) for place, weight in used.items()}
    absent = {form: weight for form, weight in given.items() if form not in places}
    return WordSpace(matrix.terms, matrix.counts, vectors[np.argsort(-size)].T, weights, absent, usual)


def _forms(seeds: Mapping[str, float], unit: TermUnit) -> dict[str, float]:
    """The seeds as terms are counted."""
    forms: dict[str, float] = {}
    for word, weight in dict(seeds).items():
        if not isinstance(word, str) or not isinstance(weight, int | float) or not np.isfinite(weight) or not weight:
            raise TableError(f"a seed is a word with a weight, above or below 0, got {word!r}: {weight!r}")
        base, lemma = base_and_lemma(word.strip())
        form = {"lemma": lemma, "base": base, "surface": word.strip()}[unit]
        if form in forms and forms[form] * weight < 0:
            raise TableError(f"the seed {word!r} is counted as {form!r}, which is a seed of the other pole; drop one")
        forms[form] = weight
    if not forms:
        raise TableError("seeds has no word; give words with their weights: {'سلام': 1, 'حرب': -1}")
    return forms


def _pole(used: dict[int, float], weight: float) -> float:
    return sum(abs(other) for other in used.values() if other * weight > 0)


def _by_sentence(articles: pd.DataFrame, matrix: TermMatrix) -> sparse.csr_array[Any]:
    """Sentences by the terms of a matrix; sentences with fewer than two words of these tell nothing."""
    texts = [text for text in articles["text"] if isinstance(text, str)]
    sentences = [sentence for text in texts for sentence in _SENTENCE_ENDS.split(text)]
    table = pd.DataFrame({"article_id": list(map(str, range(len(sentences)))), "text": sentences})
    counts = term_matrix(table, unit=matrix.unit, only=matrix.terms).counts
    return sparse.csr_array(counts[counts.sum(axis=1) > 1])


def _usual(contexts: sparse.csr_array[Any]) -> int:
    return max(min(_DIMENSIONS, min(contexts.shape) // _PART), _FEWEST)


def _check_dimensions(contexts: sparse.csr_array[Any], ks: Sequence[int]) -> None:
    wrong = [k for k in ks if not isinstance(k, int) or k < 1]
    if wrong:
        raise TableError(f"k={wrong[0]!r}: the number of dimensions is 1 or more")
    if max(ks) >= min(contexts.shape):
        raise TableError(
            f"k={max(ks)} needs more than {max(ks)} terms and contexts, there are {contexts.shape[1]} and "
            f"{contexts.shape[0]}; give a smaller k, a lower least, or more articles"
        )
