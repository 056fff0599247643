"""On which side of a scale each word stands, learnt from a few seed words: latent semantic scaling."""

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

__all__ = ["Context", "polarity_table", "scale_stability"]

Array = np.ndarray[Any, np.dtype[Any]]
Context = Literal["sentences", "articles"]
_SENTENCE_ENDS = re.compile(r"[.!?؟…\n]+")
_DIMENSIONS = 300  # Watanabe's default
_PART = 5  # of so many terms or contexts one dimension: with nearly as many as terms, no word is like another
_ABSENT = "a seed that occurs in too few articles: not used"
_SHARES = (1 / 8, 1 / 4, 1 / 2, 3 / 4, 1)


def polarity_table(
    articles: pd.DataFrame,
    seeds: Mapping[str, float],
    *,
    k: int | None = None,
    context: Context = "sentences",
    unit: TermUnit = "lemma",
    least: int = 5,
    least_articles: int = 3,
) -> pd.DataFrame:
    """How near each word of a coverage is to the seed words of one pole of a scale, and how far from the other's.

    Words that stand in the same contexts are near each other. With X the counts of terms by context and X ≈ USVᵀ its
    truncated singular value decomposition, the polarity of a term is Σ_s weight_s cos(v, v_s) over the seeds, v the
    rows of V; the weights of each pole sum to one. The table is all that was learnt: read it, strike out words, and
    give it to `scale_articles`. Polarity says in which company words stand in these articles, not what they mean, so
    that the words at the ends must be read before a score is believed.

    Args:
        articles: An articles table; the texts are read. A few hundred articles at least give polarities worth reading.
        seeds: Words with their weights, positive for one pole and negative for the other: `{"سلام": 1, "حرب": -1}`.
        k: How many dimensions are kept: 300, or a fifth of the terms or contexts where these are fewer.
        context: In what words stand together: `sentences` or whole `articles`.
        unit: As for `term_matrix`.
        least: How often a term must occur at least.
        least_articles: In how many articles.

    Returns:
        One row per term, from the positive pole to the negative, and then the seeds that do not occur often enough:
        `term`, `polarity` (-1..1 with seeds of one pole, -2..2 with both), `polarity_half` (with k / 2 dimensions;
        where it is another, do not trust the word), `seed` (its weight as used, missing for other terms), `count`,
        `articles` (that have it), `k`, `unit`, `note`. Stop words are no terms.

    Raises:
        TableError: A column is missing, seeds are no words with weights, no seed of a pole occurs, or there are too
            few terms for `k`.

    References:
        Watanabe, K. (2021). Latent semantic scaling: a semisupervised text analysis technique for new domains and
        languages. Communication Methods and Measures 15, 81-102.

    Examples:
        >>> texts = ["سلام وهدنة وحوار. هدنة وسلام ومصافحة.", "حرب وقصف ودمار. قصف وحرب ودبابة."] * 8
        >>> table = pd.DataFrame({"article_id": list(map(str, range(16))), "text": texts})
        >>> found = polarity_table(table, {"سلام": 1, "حرب": -1, "صلح": 1}, k=2)
        >>> found.loc[found["term"].isin(["هدنة", "قصف"]), "term"].tolist()
        ['هدنة', 'قصف']
        >>> found["note"].dropna().tolist()
        ['a seed that occurs in too few articles: not used']
    """
    space = _space(articles, seeds, (k,), context=context, unit=unit, least=least, least_articles=least_articles)
    k = space.k
    halves = [space.polarity(dimensions) for dimensions in (k, max(k // 2, 1))]
    found = pd.DataFrame(
        {
            "term": pd.Series(list(space.terms), dtype="str"),
            "polarity": halves[0],
            "polarity_half": halves[1],
            "seed": [space.weights.get(place, np.nan) for place in range(len(space.terms))],
            "count": np.asarray(space.counts.sum(axis=0)).ravel().astype("int64"),
            "articles": np.bincount(space.counts.indices, minlength=len(space.terms)).astype("int64"),
            "note": pd.Series([None] * len(space.terms), dtype="str"),
        }
    )
    found = found.iloc[np.lexsort((found["term"], -found["polarity"]))]
    absent = pd.DataFrame({"term": pd.Series(list(space.absent), dtype="str"), "seed": space.absent.values()})
    absent = absent.assign(polarity=np.nan, polarity_half=np.nan, count=0, articles=0, note=_ABSENT)
    found = pd.concat([found, absent], ignore_index=True) if len(absent) else found.reset_index(drop=True)
    found = found.assign(k=k, unit=unit).astype({"note": "str", "unit": "str"})
    return found[["term", "polarity", "polarity_half", "seed", "count", "articles", "k", "unit", "note"]]


def scale_stability(
    articles: pd.DataFrame,
    seeds: Mapping[str, float],
    *,
    k: Sequence[int] | None = None,
    context: Context = "sentences",
    unit: TermUnit = "lemma",
    least: int = 5,
    least_articles: int = 3,
) -> pd.DataFrame:
    """Whether a scale stays what it is with fewer or more dimensions.

    Args:
        articles: As for `polarity_table`.
        seeds: As for `polarity_table`.
        k: The dimensions that are compared; some up to those of `polarity_table` where left out.
        context: As for `polarity_table`.
        unit: As for `polarity_table`.
        least: As for `polarity_table`.
        least_articles: As for `polarity_table`.

    Returns:
        One row per number of dimensions: `k`, `cohesion` (the mean cosine of two seeds of one pole, -1..1; low where
        they are no company), `separation` (the mean cosine of two seeds of different poles), and Pearson's correlation
        of the polarities of words (`words_correlation`) and the scores of articles (`articles_correlation`) with those
        at the greatest k. Missing where it is not defined.

    Raises:
        TableError: As for `polarity_table`.

    References:
        Watanabe, K. (2021). Latent semantic scaling: a semisupervised text analysis technique for new domains and
        languages. Communication Methods and Measures 15, 81-102.

    Examples:
        >>> texts = ["سلام وهدنة وحوار. هدنة وسلام ومصافحة.", "حرب وقصف ودمار. قصف وحرب ودبابة."] * 8
        >>> table = pd.DataFrame({"article_id": list(map(str, range(16))), "text": texts})
        >>> scale_stability(table, {"سلام": 1, "حرب": -1}, k=[2, 3])["articles_correlation"].round(2).tolist()
        [1.0, 1.0]
    """
    space = _space(
        articles, seeds, tuple(k or (None,)), context=context, unit=unit, least=least, least_articles=least_articles
    )
    chosen = sorted(set(k or [max(int(space.k * share), 1) for share in _SHARES]))
    words = space.counts.sum(axis=1)
    scored = words > 0
    last = space.polarity(chosen[-1])
    rows = []
    for dimensions in chosen:
        polarity = space.polarity(dimensions)
        scores = [(space.counts[scored] @ own) / words[scored] for own in (polarity, last)]
        cosines, same = space.seed_cosines(dimensions)
        rows.append(
            {
                "k": dimensions,
                "cohesion": _mean(cosines[same]),
                "separation": _mean(cosines[~same]),
                "words_correlation": _correlation(polarity, last),
                "articles_correlation": _correlation(*scores),
            }
        )
    return pd.DataFrame(rows)


class _Space(NamedTuple):
    """Terms as directions.

    Attributes:
        terms: The terms.
        counts: Articles by terms.
        vectors: Terms by dimensions, that of the greatest singular value first.
        weights: Of the seeds that occur, by their place among the terms.
        absent: Those of the others, by their form.
    """

    terms: tuple[str, ...]
    counts: sparse.csr_array[Any]
    vectors: Array
    weights: dict[int, float]
    absent: dict[str, float]

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
        """Of each term, with so many dimensions."""
        directions = self._directions(k)
        pole = sum(weight * directions[place] for place, weight in self.weights.items())
        polarity: Array = directions @ pole
        return polarity

    def seed_cosines(self, k: int) -> tuple[Array, Array]:
        """The cosine of each pair of seeds, and whether they are of one pole."""
        directions = self._directions(k)[list(self.weights)]
        first, second = np.triu_indices(len(directions), 1)
        signs = np.sign(list(self.weights.values()))
        return (directions[first] * directions[second]).sum(axis=1), signs[first] == signs[second]


def _space(
    articles: pd.DataFrame,
    seeds: Mapping[str, float],
    ks: tuple[int | None, ...],
    *,
    context: str,
    unit: TermUnit,
    least: int,
    least_articles: int,
) -> _Space:
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
    k = _dimensions(contexts, ks)
    contexts = contexts.astype(float)
    start = np.full(min(contexts.shape), 1 / np.sqrt(min(contexts.shape)))
    _, size, vectors = svds(contexts, k=k, v0=start)
    weights = {place: weight / _pole(used, weight) for place, weight in used.items()}
    absent = {form: weight for form, weight in given.items() if form not in places}
    return _Space(matrix.terms, matrix.counts, vectors[np.argsort(-size)].T, weights, absent)


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


def _dimensions(contexts: sparse.csr_array[Any], ks: tuple[int | None, ...]) -> int:
    most = min(contexts.shape) // _PART
    asked = [k for k in ks if k is not None]
    if any(not isinstance(k, int) or k < 1 for k in asked):
        raise TableError(f"k={asked!r}: the number of dimensions is 1 or more")
    k = max(asked, default=max(min(_DIMENSIONS, most), 1))
    if k >= min(contexts.shape):
        raise TableError(
            f"k={k} needs more than {k} terms and contexts, there are {contexts.shape[1]} and {contexts.shape[0]}; "
            "give a smaller k, a lower least, or more articles"
        )
    return k


def _mean(values: Array) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _correlation(first: Array, second: Array) -> float:
    if len(first) < 2 or min(np.ptp(first), np.ptp(second)) < 1e-12:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])
