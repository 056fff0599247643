"""Which terms a coverage has more of than Arabic in general, with the word list of wordfreq as the reference."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import t

from toolkit.articles.schema import check_table
from toolkit.errors import ToolkitError
from toolkit.measures.association import adjusted_p
from toolkit.measures.dispersion import deviation_of_proportions
from toolkit.measures.grouping import group_columns
from toolkit.measures.terms import TermMatrix, TermUnit, aligned_terms, article_examples, by_cluster, term_matrix
from toolkit.measures.units import clusters_of
from toolkit.words.lemmas import base_and_lemma

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scipy import sparse

__all__ = ["general_keyness", "general_rates"]

Array = np.ndarray[Any, np.dtype[Any]]
_MILLION = 1_000_000


def general_keyness(
    articles: pd.DataFrame, *, terms: TermMatrix | None = None, story: str | None = None
) -> pd.DataFrame:
    """The terms that a coverage has more of, or less, than Arabic in general.

    The reference is the frequency list of wordfreq (56,642 forms of the web, subtitles, news, books and others, until
    2021), each form counted as `term_matrix` counts it. The list is taken as it is, without error; the interval and the
    p are from the spread between articles. Everything differs from general Arabic somewhere, so order by the effect.

    Args:
        articles: An articles table.
        terms: What `term_matrix` gives for these articles; lemmas by default.
        story: A column that says which articles are of one story, which then is one unit.

    Returns:
        One row per term, the largest lower ends first: `term`, `more_in` (`target`: these articles, or `reference`),
        `log_ratio` (to base 2) with `log_ratio_low`, `log_ratio_high` (95 %, linearised, Student's t), `p`,
        `p_adjusted` (Benjamini-Hochberg), `count`, `rate`, `reference_rate` (per million words), `articles`
        (that have the term), `n_articles`, `dispersion` (Gries' DP), `example_ids` and `note`. Missing where it is not
        defined, as for terms that the list does not have, and terms of several words.

    Raises:
        ToolkitError: wordfreq is not installed; it is an extra: `pip install "arabic-media-toolkit[reference]"`.
        TableError: A column is missing.

    References:
        Speer, R. (2022). rspeer/wordfreq: v3.0. Zenodo.

    Examples:
        >>> table = pd.DataFrame({"article_id": list("abcd"), "text": ["انهار السد على النهر", "السد والنهر"] * 2})
        >>> found = general_keyness(table)  # doctest: +SKIP
        >>> found["term"].tolist()  # doctest: +SKIP
        ['سد', 'نهر']
    """
    check_table(articles, "articles")
    group_columns(articles, story, name="story")
    matrix = aligned_terms(term_matrix(articles) if terms is None else terms, articles)
    rates = general_rates(matrix.unit)
    usual = np.array([rates.get(term, np.nan) for term in matrix.terms], dtype=float)
    counts, words = matrix.counts, matrix.words
    total, size = np.asarray(counts.sum(axis=0), dtype=float).ravel(), float(words.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = np.where(size > 0, total / size, np.nan)
        effect = np.log2(np.where(total > 0, rate, np.nan) / usual)
    units, unit_words = (
        (counts, words) if story is None else by_cluster(counts, words, clusters_of(articles, story).tolist())
    )
    error, degrees = _error(units, unit_words)
    half = t.ppf(0.975, degrees) * error / np.log(2)
    p = 2 * t.sf(np.abs(effect) * np.log(2) / error, degrees)
    p = np.where(error > 0, p, np.nan)
    found = pd.DataFrame(
        {
            "term": pd.Series(list(matrix.terms), dtype="str"),
            "more_in": pd.Series(
                np.where(effect > 0, "target", np.where(effect < 0, "reference", None)),  # type: ignore[call-overload]
                dtype="str",
            ),
            "log_ratio": effect,
            "log_ratio_low": effect - half,
            "log_ratio_high": effect + half,
            "p": p,
            "p_adjusted": adjusted_p(p),
            "count": total.astype("int64"),
            "rate": rate * _MILLION,
            "reference_rate": usual * _MILLION,
            "articles": np.bincount(counts.indices, minlength=len(total)),
            "n_articles": int((words > 0).sum()),
            "dispersion": deviation_of_proportions(counts[words > 0], words[words > 0]),
            "example_ids": article_examples(counts, np.array(matrix.article_ids, dtype=object)),
        }
    )
    notes = np.where(np.isfinite(half), None, "one unit, or no spread between units: no interval, no test")  # type: ignore[call-overload]
    notes = np.where(np.isnan(usual), "not in the general list: nothing to compare", notes)
    found["note"] = pd.Series(np.where(total > 0, notes, "in none of the articles"), dtype="str")
    return found.sort_values(["log_ratio_low", "term"], ascending=[False, True], ignore_index=True)


def _error(counts: sparse.csr_array[Any], words: Array) -> tuple[Array, int]:
    """The standard error of the natural logarithm of each rate, from the spread between units, and its degrees."""
    read = words > 0
    rows, size = counts[read], words[read].astype(float)
    k, total = len(size), np.asarray(rows.sum(axis=0), dtype=float).ravel()
    if k < 2:
        return np.full(len(total), np.nan), 1
    squares = rows.multiply(rows).sum(axis=0)
    rate = total / size.sum()
    spread = np.maximum(squares - 2 * rate * (size @ rows) + rate**2 * (size**2).sum(), 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(k / (k - 1) * spread) / total
    return np.where(error > 0, error, np.nan), k - 1


@lru_cache(maxsize=4)
def general_rates(unit: TermUnit) -> Mapping[str, float]:
    """How often each term occurs in Arabic in general, as a share of all words.

    Args:
        unit: What a word is counted as.

    Raises:
        ToolkitError: wordfreq is not installed.
    """
    try:
        from wordfreq import get_frequency_dict  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ToolkitError(
            "the general reference needs wordfreq, which is not installed; "
            'pip install "arabic-media-toolkit[reference]"'
        ) from error
    rates: dict[str, float] = {}
    for form, rate in get_frequency_dict("ar", wordlist="small").items():
        base, lemma = base_and_lemma(form)
        term = {"lemma": lemma, "base": base, "surface": form}[unit]
        if term:
            rates[term] = rates.get(term, 0.0) + rate
    return rates
