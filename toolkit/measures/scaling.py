"""Where articles stand on a scale of words, and outlets by their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import t

from toolkit.errors import TableError
from toolkit.measures.association import adjusted_p
from toolkit.measures.grouping import group_columns, groups, measured_with_and_without
from toolkit.measures.terms import TermUnit, term_matrix
from toolkit.measures.units import clusters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["scale_articles", "scale_means"]

Array = np.ndarray[Any, np.dtype[Any]]
_WORDS = 10  # scored words without which an article has no score
_FEWEST = 10  # articles or stories without which no interval holds


def scale_articles(articles: pd.DataFrame, polarity: pd.DataFrame, *, least_words: int = _WORDS) -> pd.DataFrame:
    """The articles with their score on a scale of words.

    The raw score of an article is the mean polarity of its words, those without one left out: Σ f β / Σ f. The score is
    that in standard deviations from the mean of the articles given: (x - mean) / sd.

    Args:
        articles: An articles table, the one that the polarities were learnt from or another.
        polarity: What `polarity_table` gives, or any table with `term` and `polarity`, and `unit` where terms are no
            lemmas. Rows without a polarity are left out.
        least_words: An article with fewer scored words has no score.

    Returns:
        The articles in their order with `score` (standardised), `score_raw`, `scored_words` (how many of its words have
        a polarity) and `score_note` (why there is no score).

    Raises:
        TableError: A column is missing, or a term stands twice.

    References:
        Watanabe, K. (2021). Latent semantic scaling: a semisupervised text analysis technique for new domains and
        languages. Communication Methods and Measures 15, 81-102.

    Examples:
        >>> polarity = pd.DataFrame({"term": ["هدنة", "قصف"], "polarity": [0.5, -0.5]})
        >>> table = pd.DataFrame({"article_id": ["1", "2"], "text": ["هدنة بعد هدنة", "قصف وهدنة وقصف"]})
        >>> scale_articles(table, polarity, least_words=2)[["score_raw", "score", "scored_words"]].round(2).to_numpy()
        array([[ 0.5 ,  0.71,  2.  ],
               [-0.17, -0.71,  3.  ]])
    """
    group_columns(polarity, ["term", "polarity"], name="polarity")
    known = polarity[polarity["polarity"].notna()]
    twice = known["term"][known["term"].duplicated()]
    if len(twice):
        raise TableError(f"polarity has the term {twice.iloc[0]!r} twice; keep one row of it")
    counts = term_matrix(articles, unit=_unit(known), only=known["term"].tolist()).counts
    words = np.asarray(counts.sum(axis=1)).ravel().astype("int64")
    enough = words >= max(least_words, 1)
    raw = np.full(len(articles), np.nan)
    raw[enough] = (counts[enough] @ known["polarity"].to_numpy(dtype=float)) / words[enough]
    note = np.where(enough, None, f"fewer than {max(least_words, 1)} scored words: no score")  # type: ignore[call-overload]
    spread = float(np.std(raw[enough], ddof=1)) if enough.sum() > 1 else 0.0
    if spread < 1e-12:
        note = np.where(enough, "one article, or all alike: not standardised", note)
    score = (raw - raw[enough].mean()) / spread if spread >= 1e-12 else np.full(len(raw), np.nan)
    return articles.assign(
        score=score, score_raw=raw, scored_words=words, score_note=pd.Series(note, index=articles.index, dtype="str")
    )


def _unit(polarity: pd.DataFrame) -> TermUnit:
    units = polarity["unit"].dropna().unique().tolist() if "unit" in polarity else []
    if len(units) > 1:
        raise TableError(f"polarity has terms of several units: {', '.join(map(str, units))}; keep those of one")
    return units[0] if len(units) else "lemma"


def scale_means(
    scored: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    story: str | None = None,
    copies: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The mean score of the articles of each outlet, or whatever `by` names, with an interval over articles.

    With k articles or stories of n_i scored articles each, sums s_i and θ = Σs / Σn, the variance is linearised,
    v = k / (k - 1) Σ(s - θn)² / (Σn)², and the interval is θ ± t(k - 1) √v. A difference is between a group and all
    others together, its p that of Welch's t. Intervals take the polarities of words as known.

    Args:
        scored: What `scale_articles` gives.
        by: A column of it, or several, such as `outlet`; all articles where left out.
        story: A column that says which articles are of one story; what a group has of a story is then one unit.
        copies: A column that marks wire copies, such as `is_copy` of `find_syndicated`; the table is then given twice.
        confidence: The share of intervals that hold the true value.

    Returns:
        One row per group, the columns of `by` first: `mean` with `mean_low`, `mean_high` (in standard deviations of
        articles), with `by` `difference` from the others with `difference_low`, `difference_high`, `p`, `p_adjusted`
        (Benjamini-Hochberg over the groups), `articles` (with a score), `without_score`, `clusters` (articles or
        stories), `note`. Fewer than 10 clusters give no interval and no test.

    Raises:
        TableError: A column is missing.

    References:
        Cochran, W. G. (1977). Sampling Techniques, 3rd edition, sections 6.3 and 9A. Wiley.

    Examples:
        >>> scored = pd.DataFrame({"article_id": list("abcd"), "outlet": list("سسصص"), "score": [1.0, 0, -1, 0]})
        >>> found = scale_means(scored, by="outlet")
        >>> found[["outlet", "mean", "difference", "articles"]].values.tolist()
        [['س', 0.5, 1.0, 2], ['ص', -0.5, -1.0, 2]]
        >>> found["note"][0]
        'fewer than 10 articles or stories: no interval holds'
    """
    names = group_columns(scored, by)
    group_columns(scored, ["article_id", "score"], name="scored")
    group_columns(scored, story, name="story")
    return measured_with_and_without(lambda part: _means(part, names, story, confidence), scored, copies)


def _means(table: pd.DataFrame, names: list[str], story: str | None, confidence: float) -> pd.DataFrame:
    table = table.reset_index(drop=True)
    cluster = pd.factorize(clusters_of(table, story))[0]
    score = table["score"].to_numpy(dtype=float)
    rows = []
    for values, group in groups(table, names):
        inside = np.zeros(len(table), dtype=bool)
        inside[group.index] = True
        own = _Mean.of(score[inside], cluster[inside])
        row: dict[str, Any] = dict(zip(names, values, strict=True)) | {"mean": own.value}
        row |= dict(zip(("mean_low", "mean_high"), own.ends(confidence), strict=True))
        if names:
            row |= own.against(_Mean.of(score[~inside], cluster[~inside]), confidence)
        row |= {"articles": own.articles, "without_score": int(inside.sum()) - own.articles, "clusters": own.clusters}
        rows.append(row | {"note": own.note()})
    compared = ["difference", "difference_low", "difference_high", "p", "p_adjusted"] if names else []
    columns = [*names, "mean", "mean_low", "mean_high", *compared, "articles", "without_score", "clusters", "note"]
    found = pd.DataFrame(rows, columns=columns)
    if names:
        found["p_adjusted"] = adjusted_p(found["p"])
    kinds = {name: table[name].dtype for name in names}
    return found.astype(dict.fromkeys(compared, "float64") | kinds | {"note": "str"})


class _Mean:
    """A mean over articles, with its variance from the spread between clusters of them."""

    def __init__(self, value: float, variance: float, articles: int, clusters: int) -> None:
        self.value, self.variance, self.articles, self.clusters = value, variance, articles, clusters

    @classmethod
    def of(cls, scores: Array, clusters: Array) -> _Mean:
        known = np.isfinite(scores)
        places = np.unique(clusters[known], return_inverse=True)[1]
        sizes = np.bincount(places).astype(float)
        k, total = len(sizes), int(known.sum())
        if not total:
            return cls(float("nan"), float("nan"), 0, 0)
        value = float(scores[known].mean())
        apart = np.bincount(places, weights=scores[known]) - value * sizes
        variance = k / (k - 1) * float((apart**2).sum()) / total**2 if k > 1 else float("nan")
        return cls(value, variance, total, k)

    def note(self) -> str | None:
        """Why something is missing."""
        if not self.articles:
            return "no article has a score"
        if self.clusters < _FEWEST:
            return f"fewer than {_FEWEST} articles or stories: no interval holds"
        return None if self.variance > 0 else "no variation between articles: no interval"

    def ends(self, confidence: float) -> tuple[float, float]:
        """The interval."""
        if self.note() is not None:
            return float("nan"), float("nan")
        half = float(t.ppf((1 + confidence) / 2, self.clusters - 1)) * self.variance**0.5
        return self.value - half, self.value + half

    def against(self, other: _Mean, confidence: float) -> dict[str, float]:
        """The difference from another mean, by Welch."""
        found = {"difference": self.value - other.value}
        if self.note() is not None or other.note() is not None:
            return found
        both = self.variance + other.variance
        degrees = both**2 / sum(one.variance**2 / (one.clusters - 1) for one in (self, other))
        half = float(t.ppf((1 + confidence) / 2, degrees)) * both**0.5
        ends = {"difference_low": found["difference"] - half, "difference_high": found["difference"] + half}
        return found | ends | {"p": 2 * float(t.sf(abs(found["difference"]) / both**0.5, degrees))}
