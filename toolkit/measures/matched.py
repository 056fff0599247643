"""The same speakers in different outlets: with which verbs each lets them speak."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import t

from toolkit.articles.linking import is_speech, linked
from toolkit.measures.association import adjusted_p
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.permutation import permuted_sums_p
from toolkit.measures.stance import stances

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["matched_stance_table"]

Array = np.ndarray[Any, np.dtype[Any]]
_SHARES = ["relations", "total", "share", "expected_share", "difference", "difference_low", "difference_high"]
_BASES = ["matched", "n_articles", "note"]
_COUNTS = ["relations", "total", "matched", "n_articles"]
_DTYPES = dict.fromkeys(_SHARES, "float64") | dict.fromkeys(_COUNTS, "int64") | {"note": "str", "stance": "str"}


def matched_stance_table(
    quotations: pd.DataFrame,
    *,
    by: str = "outlet",
    match: str = "source_id",
    aliases: pd.DataFrame | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """With which verbs each outlet lets the same speakers speak as the others do.

    Kept are speakers whom two outlets quote at least. With p the share of a stance among all relations of a speaker,
    an outlet that quoted each as all do would have Σ p relations of that stance; `difference` is how far it is from
    that. The p shuffles the outlets among the articles of each speaker. What speakers were quoted on may still differ.

    Args:
        quotations: What `quotation_table` gives.
        by: The column whose values are compared.
        match: What is held constant: `source_id`, a speaker across articles; or any column.
        aliases: A researcher's corrections of who is who, as for `source_table`.
        copies: As for `category_table`; copies of one text in two outlets make them alike.

    Returns:
        One row per value of `by` and stance: `relations`, `total` (of matched speakers), `share` (0..1),
        `expected_share`, `difference` (of the two) with `difference_low` and `difference_high` (95 %, linearised over
        articles, Student's t), `p_articles` and `p_articles_adjusted` (Benjamini-Hochberg), `matched` (values of
        `match`), `n_articles` and `note`. Missing where it is not defined.

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.

    References:
        Mantel, N., Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of
        disease. Journal of the National Cancer Institute 22, 719-748.

    Examples:
        >>> from toolkit.articles.schema import build_table
        >>> rows = {"article_id": ["1", "2", "3", "4"], "outlet": ["س", "س", "ص", "ص"], "type": ["person"] * 4,
        ...         "speaker": ["ليلى نصار"] * 4, "kind": ["indirect"] * 4, "words": [5] * 4, "position": [0] * 4,
        ...         "stance": ["neutral", "neutral", "distancing", "distancing"]}
        >>> table = matched_stance_table(build_table(rows, "quotations"))
        >>> table[["outlet", "stance", "share", "expected_share"]].values.tolist()[0]
        ['س', 'distancing', 0.0, 0.5]
    """
    table = linked(quotations, aliases=aliases).assign(stance=stances(quotations))
    group_columns(table, [by, match])
    return measured_with_and_without(lambda part: _matched(part, by, match), table, copies)


def _matched(table: pd.DataFrame, by: str, match: str) -> pd.DataFrame:
    table = table[is_speech(table) & table[[by, match, "stance"]].notna().all(axis=1)]
    outlets = table.groupby(match)[by].nunique()
    table = table[table[match].isin(outlets[outlets > 1].index)]
    table = table.sort_values(["article_id", match], kind="stable")
    names, columns = sorted(table[by].unique()), sorted(table["stance"].unique())
    units = table.groupby(["article_id", match, by], sort=True).ngroup().to_numpy()
    first = np.unique(units, return_index=True)[1]
    counts = np.zeros((len(first), len(columns)))
    np.add.at(counts, (units, pd.Categorical(table["stance"], categories=columns).codes), 1)
    labels = pd.Categorical(table[by], categories=names).codes[first].astype(int)
    blocks, speakers = pd.factorize(table[match].iloc[first])
    usual = np.zeros((len(speakers), len(columns)))
    np.add.at(usual, blocks, counts)
    usual /= np.maximum(usual.sum(axis=1, keepdims=True), 1)
    above = counts - counts.sum(axis=1, keepdims=True) * usual[blocks]
    p = permuted_sums_p(above, labels, blocks=blocks) if len(first) else np.empty((0, len(columns)))
    articles = table["article_id"].iloc[first].to_numpy()
    rows = [
        row
        for place, name in enumerate(names)
        for row in _differences(name, columns, counts, above, labels == place, blocks, articles)
    ]
    found = pd.DataFrame(rows, columns=[by, "stance", *_SHARES, *_BASES]).astype(_DTYPES | {by: table[by].dtype})
    found["p_articles"] = p.ravel()
    found["p_articles_adjusted"] = adjusted_p(p).ravel()
    return found[[by, "stance", *_SHARES, "p_articles", "p_articles_adjusted", *_BASES]]


def _differences(
    name: Any, columns: list[str], counts: Array, above: Array, own: Array, blocks: Array, articles: Array
) -> Iterator[list[Any]]:
    """The cells of one outlet, a row for each stance."""
    total = counts[own].sum()
    matched = len(np.unique(blocks[own]))
    _, article = np.unique(articles[own], return_inverse=True)
    k = int(article.max()) + 1
    spread = np.zeros((k, len(columns)))
    np.add.at(spread, article, above[own])
    difference = spread.sum(axis=0) / total
    sizes = np.zeros(k)
    np.add.at(sizes, article, counts[own].sum(axis=1))
    squares = ((spread - difference * sizes[:, None]) ** 2).sum(axis=0)
    half = t.ppf(0.975, k - 1) * np.sqrt(k / (k - 1) * squares) / total if k > 1 else np.full(len(columns), np.nan)
    half = np.where(squares > 0, half, np.nan)
    note = None if k > 1 else "one article: no interval"
    for place, stance in enumerate(columns):
        relations = int(counts[own][:, place].sum())
        share, far, wide = relations / total, difference[place], half[place]
        usual = [share, share - far, far, far - wide, far + wide]
        yield [name, stance, relations, int(total), *usual, matched, k, note]
