"""Codes that are learnt from a researcher's own coded articles, as a table of words, and given to other articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import expit

from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.code_marks import code_marks
from toolkit.measures.code_models import REFUSED, code_model, coded_terms, stories_of
from toolkit.measures.grouping import group_columns
from toolkit.measures.learning import tf_idf
from toolkit.measures.terms import term_matrix

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.measures.terms import TermMatrix

__all__ = ["code_articles", "learn_codes"]

Array = np.ndarray[Any, np.dtype[Any]]
_COLUMNS = ["code", "term", "weight", "idf", "articles", "threshold", "coded", "coded_with", "unit", "note"]
_NO_BETTER = "articles that were left out were ranked no better than by chance: every article has the same probability"
_NO_WORD = "none of the words that were learnt from is in it"
_NO_TERM = "no two coded articles share a word: not learnt"
_SHOWN = 3


def learn_codes(
    articles: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    of: str | Sequence[str],
    terms: TermMatrix | None = None,
    story: str | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Learns which words tell the codes that a researcher gave some articles; `validate_codes` says how well.

    Each code has its own logistic regression on the weights of terms, (1 + ln f) idf, articles of length 1; its scores
    of articles that were left out make it a probability (Platt's sigmoid). The table is all that was learnt: it can be
    read, kept as CSV, and given to `code_articles`; there is no other file to load.

    Args:
        articles: An articles table with the coded ones among them.
        codes: Rows with `article_id`.
        of: Its column of codes, or of lists of them (an empty list: none applies); or its columns of 1 and 0, each a
            code. What is missing was not coded, so a code that an article lacks must be a 0 or lack in the list.
        terms: What `term_matrix` gives for these articles, where lemmas of two coded articles at least, stop words
            aside, are not what is to be learnt from.
        story: A column of `articles` that says which are of one story, such as `group_id` of `find_syndicated`; they
            are left out together.
        seed: The same seed learns the same.

    Returns:
        One row per code and term, those that speak most for a code first, under a row without a term that has the
        intercept as its weight: `code`, `term`, `weight` (log odds), `idf`, `articles` (coded ones that have it),
        `threshold` (the probability from which on the code is assigned: where codes of articles that were left out have
        the greatest F1 together, and 0.5 at most), `coded` (articles), `coded_with` (those that have the code), `unit`,
        `note`. A code that fewer than 5 coded articles have, or lack, has one row, a missing weight and a note.

    Raises:
        TableError: A column is missing or holds something else, or none of the articles was coded.

    References:
        Platt, J. (1999). Probabilistic outputs for support vector machines. Advances in Large Margin Classifiers.
        Lipton, Z. C., Elkan, C., Naryanaswamy, B. (2014). Optimal thresholding of classifiers to maximize F1 measure.
        ECML PKDD 2014, 225-239.

    Examples:
        >>> texts = ["ارتفع سعر النفط في السوق", "انخفض سعر الذهب في السوق", "فاز الفريق في المباراة"] * 5
        >>> table = pd.DataFrame({"article_id": list(map(str, range(15))), "text": texts})
        >>> codes = table[["article_id"]].assign(economic=[1, 1, 0] * 5)
        >>> learnt = learn_codes(table, codes, of=["economic"])
        >>> sorted(learnt["term"].dropna().head(2))
        ['سعر', 'سوق']
    """
    marked = code_marks(articles, codes, of)
    group_columns(articles, story, name="story")
    matrix = coded_terms(articles, marked.coded, terms)
    # in the order of ids, so that the same articles in another order give the same weights
    places = np.flatnonzero(marked.coded)
    places = places[np.argsort(articles["article_id"].to_numpy(dtype=object)[places], kind="stable")]
    counts, marks = matrix.counts[places], marked.marks[places]
    model = code_model(counts, np.where(marked.enough, marks, np.nan), stories_of(articles, story)[places], seed=seed)
    names = [matrix.terms[place] for place in model.terms]
    having = np.bincount(counts[:, model.terms].indices, minlength=len(names))
    parts = []
    for code, column, learnt, enough in zip(marked.codes, marks.T, model.learnt, marked.enough, strict=True):
        number, with_it = int(np.isfinite(column).sum()), int(np.nansum(column))
        shared: dict[str, Any] = {"code": code, "coded": number, "coded_with": with_it, "threshold": model.threshold}
        if learnt is None:
            parts.append(pd.DataFrame([shared | {"threshold": np.nan, "note": _NO_TERM if enough else REFUSED}]))
            continue
        note = _NO_BETTER if learnt.no_better else None
        parts.append(pd.DataFrame([shared | {"weight": learnt.intercept, "note": note}]))
        order = np.lexsort((names, -learnt.weights))
        own = {"term": np.array(names, dtype=object), "weight": learnt.weights, "idf": model.idf, "articles": having}
        parts.append(pd.DataFrame({name: values[order] for name, values in own.items()}).assign(**shared))
    rows = [part.reindex(columns=_COLUMNS).astype({"term": "object", "note": "object"}) for part in parts]
    found = pd.concat(rows, ignore_index=True).assign(unit=matrix.unit)
    kinds = dict.fromkeys(["weight", "idf", "threshold"], "float64") | dict.fromkeys(["coded", "coded_with"], "int64")
    return found.astype(kinds | {"articles": "Int64"} | dict.fromkeys(["code", "term", "unit", "note"], "str"))


def code_articles(articles: pd.DataFrame, learnt: pd.DataFrame) -> pd.DataFrame:
    """Gives articles the codes that were learnt, with their probability and the words that speak for them.

    What is counted of it is wrong by what the model gets wrong: for shares use `code_frequency`.

    Args:
        articles: An articles table.
        learnt: What `learn_codes` gives.

    Returns:
        One row per article and code: `article_id`, `outlet` (where the articles have one), `code`, `probability`
        (0..1), `assigned` (whether it is from the threshold on), `words` (up to three terms of the article that speak
        most for the code), `note`. Missing where the code was not learnt, or no word of the article was.

    Raises:
        TableError: A column is missing.

    Examples:
        >>> texts = ["ارتفع سعر النفط في السوق", "انخفض سعر الذهب في السوق", "فاز الفريق في المباراة"] * 5
        >>> table = pd.DataFrame({"article_id": list(map(str, range(15))), "text": texts})
        >>> learnt = learn_codes(table, table[["article_id"]].assign(economic=[1, 1, 0] * 5), of=["economic"])
        >>> new = pd.DataFrame({"article_id": ["n"], "text": ["أسعار القمح في الأسواق"]})
        >>> found = code_articles(new, learnt)
        >>> bool(found["assigned"][0]), sorted(found["words"][0])
        (True, ['سعر', 'سوق'])
    """
    check_table(articles, "articles")
    group_columns(learnt, _COLUMNS, name="learnt")
    words = learnt[learnt["term"].notna() & learnt["weight"].notna()]
    names = list(dict.fromkeys(words["term"]))
    heads = learnt[learnt["term"].isna()]
    counts = sparse.csr_array((len(articles), 0))
    if names:
        lengths = sorted({name.count(" ") + 1 for name in names})
        counts = term_matrix(articles, unit=learnt["unit"].iloc[0], ngrams=lengths, only=names).counts
    vectors = tf_idf(counts, words.drop_duplicates("term")["idf"].to_numpy(dtype=float)) if names else counts
    empty = np.diff(vectors.indptr) == 0
    place = {name: number for number, name in enumerate(names)}
    parts = []
    for number, head in enumerate(heads.to_dict("records")):
        own = words[words["code"] == head["code"]]
        weights = np.zeros(len(names))
        weights[[place[name] for name in own["term"]]] = own["weight"]
        known = bool(np.isfinite(head["weight"]))
        told = ~empty & known
        chance = np.where(told, expit(vectors @ weights + head["weight"]), np.nan)
        assigned = pd.array(chance >= head["threshold"], dtype="boolean")
        assigned[~told] = pd.NA
        note = pd.Series(_NO_WORD if known else head["note"], index=articles.index, dtype="str").mask(told)
        part: dict[str, Any] = {name: articles[name] for name in ("article_id", "outlet") if name in articles}
        part |= {"code": head["code"], "probability": chance, "assigned": assigned}
        spoken = _speaking(vectors, weights, names)
        order = np.arange(len(articles)) * len(heads) + number
        parts.append(pd.DataFrame(part | {"words": spoken, "note": note, "_order": order}, index=articles.index))
    if not parts:
        raise TableError("learnt has no code; give what learn_codes gives")
    found = pd.concat(parts).sort_values("_order", ignore_index=True).drop(columns="_order")
    return found.astype({"code": "str", "note": "str"})


def _speaking(vectors: sparse.csr_array[Any], weights: Array, names: list[str]) -> list[list[str]]:
    """The words of each article that add most to a code."""
    found = []
    for start, end in zip(vectors.indptr[:-1], vectors.indptr[1:], strict=True):
        columns = vectors.indices[start:end]
        adds = vectors.data[start:end] * weights[columns]
        best = np.lexsort((columns, -adds))[:_SHOWN]
        found.append([names[columns[place]] for place in best.tolist() if adds[place] > 0])
    return found
