"""On which side of a scale each word stands, learnt from a few seed words: latent semantic scaling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.measures.word_space import Context, word_space

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.measures.terms import TermUnit

__all__ = ["polarity_table", "scale_stability"]

Array = np.ndarray[Any, np.dtype[Any]]
_ABSENT = "a seed that occurs in too few articles: not used"
_TIMES = (1 / 4, 1 / 2, 1, 2)  # of the usual number of dimensions


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
        k: How many dimensions are kept: 300, or one for 50 terms or contexts where that is fewer. With too many, no
            word is like another; `scale_stability` says how well the seeds then tell each other.
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
    ks = () if k is None else (k,)
    space = word_space(articles, seeds, ks, context=context, unit=unit, least=least, least_articles=least_articles)
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
        k: The dimensions that are compared; a quarter to twice those of `polarity_table` where left out, 300 at most.
        context: As for `polarity_table`.
        unit: As for `polarity_table`.
        least: As for `polarity_table`.
        least_articles: As for `polarity_table`.

    Returns:
        One row per number of dimensions: `k`, `seeds_in_order` (the share of pairs of seeds, one of each pole, that the
        other seeds put in the right order: 1 is best, 0.5 is chance; needs two seeds of each pole), `cohesion` (the
        mean cosine of two seeds of one pole, -1..1; low where they keep no company), `separation` (that of two seeds of
        different poles), and Pearson's correlation of the polarities of words (`words_correlation`) and the scores of
        articles (`articles_correlation`) with those that `polarity_table` gives without `k`. Missing where it is not
        defined.

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
    space = word_space(
        articles, seeds, k or (), context=context, unit=unit, least=least, least_articles=least_articles, beyond=True
    )
    chosen = sorted(set(k or [min(max(int(space.usual * times), 1), space.k) for times in _TIMES]))
    words = space.counts.sum(axis=1)
    scored = words > 0
    usual = space.polarity(space.usual)
    rows = []
    for dimensions in chosen:
        polarity = space.polarity(dimensions)
        scores = [(space.counts[scored] @ own) / words[scored] for own in (polarity, usual)]
        cosines, same = space.seed_cosines(dimensions)
        rows.append(
            {
                "k": dimensions,
                "seeds_in_order": space.seeds_in_order(dimensions),
                "cohesion": _mean(cosines[same]),
                "separation": _mean(cosines[~same]),
                "words_correlation": _correlation(polarity, usual),
                "articles_correlation": _correlation(*scores),
            }
        )
    return pd.DataFrame(rows)


def _mean(values: Array) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _correlation(first: Array, second: Array) -> float:
    if len(first) < 2 or min(np.ptp(first), np.ptp(second)) < 1e-12:
        return float("nan")
    return float(np.corrcoef(first, second)[0, 1])
