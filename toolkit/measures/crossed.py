"""Shares of groups in what was counted by article, with intervals over articles and tests that shuffle them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.measures.association import adjusted_p, adjusted_residuals, association, jensen_shannon, residual_p
from toolkit.measures.intervals import clustered_shares
from toolkit.measures.permutation import permuted_mean, permuted_p

__all__ = ["Cross", "cross_table", "cross_test"]

Array = np.ndarray[Any, np.dtype[Any]]
_CELLS = (
    "count total left_out articles share share_low share_high design_effect n_articles expected residual p "
    "p_adjusted p_articles p_articles_adjusted note"
).split()
_NO_TEST = "no test: fewer than two rows or columns hold anything"


class Cross(NamedTuple):
    """Counts of what is shuffled as one (articles, or speakers within them) by columns, and what each belongs to.

    Attributes:
        names: The columns of `rows` that say which group each is.
        rows: One row per group, with `left_out`: what of it has no value.
        columns: The values that are counted.
        units: Counts, units by columns.
        labels: The group of each unit, from 0.
        blocks: Within what each unit is shuffled; None: among all.
        articles: The article of each unit.
        clusters: The article or story of each unit.
    """

    names: list[str]
    rows: pd.DataFrame
    columns: list[str]
    units: Array
    labels: Array
    blocks: Array | None
    articles: Array
    clusters: Array


def cross_table(cross: Cross, category: str) -> pd.DataFrame:
    """The columns that `crosstab.category_table` gives, one row per group and value.

    Args:
        cross: What was counted.
        category: What the column of values is called.
    """
    counts = _counts(cross)
    residuals, p_articles = np.full(counts.shape, np.nan), np.full(counts.shape, np.nan)
    if association(counts).df:
        residuals = adjusted_residuals(counts)
        p_articles = permuted_p(cross.units, cross.labels, blocks=cross.blocks)[1]
    p = residual_p(residuals)
    table = cross.rows.loc[np.repeat(cross.rows.index, len(cross.columns))].reset_index(drop=True)
    table[category] = pd.Series(cross.columns * len(cross.rows), dtype="str")
    shares = [_shares(cross, row) for row in range(len(cross.rows))] or [_shares(cross, 0).head(0)]
    table = table.join(pd.concat(shares, ignore_index=True))
    table["count"] = counts.ravel().astype("int64")
    table["total"] = counts.sum(axis=1).repeat(len(cross.columns)).astype("int64")
    table["expected"] = np.outer(counts.sum(axis=1), counts.sum(axis=0)).ravel() / max(counts.sum(), 1)
    table = table.assign(
        residual=residuals.ravel(),
        p=p.ravel(),
        p_adjusted=adjusted_p(p).ravel(),
        p_articles=p_articles.ravel(),
        p_articles_adjusted=adjusted_p(p_articles).ravel(),
    )
    return table[[*cross.names, category, *_CELLS]]


def cross_test(cross: Cross) -> pd.DataFrame:
    """The row that `crosstab.category_test` gives.

    Args:
        cross: What was counted.
    """
    counts = _counts(cross)
    found = association(counts)
    shuffled = cross.units, cross.labels
    p_articles = permuted_p(*shuffled, blocks=cross.blocks)[0] if found.df else float("nan")
    row = {
        "chi2": found.chi2,
        "df": found.df,
        "p": found.p,
        "g2": found.g2,
        "g2_p": found.g2_p,
        "p_articles": p_articles,
        "cramers_v": found.cramers_v,
        "cramers_v_corrected": found.cramers_v_corrected,
        "divergence": float(jensen_shannon(counts)) if found.df else float("nan"),
        "divergence_shuffled": permuted_mean(jensen_shannon, *shuffled, blocks=cross.blocks)
        if found.df
        else float("nan"),
        "count": int(counts.sum()),
        "articles": len(np.unique(cross.articles)),
        "groups": int((counts.sum(axis=1) > 0).sum()),
        "categories": int((counts.sum(axis=0) > 0).sum()),
        "shuffled": "articles" if cross.blocks is None else "speakers within articles",
        "note": None if found.df else _NO_TEST,
    }
    return pd.DataFrame([row]).astype({"note": "str", "shuffled": "str"})


def _counts(cross: Cross) -> Array:
    counts = np.zeros((len(cross.rows), len(cross.columns)))
    np.add.at(counts, cross.labels, cross.units)
    return counts


def _shares(cross: Cross, row: int) -> pd.DataFrame:
    """Shares of one group, a row for each column of its counts."""
    own = cross.labels == row
    by_article, by_cluster = (_summed(cross.units[own], places[own]) for places in (cross.articles, cross.clusters))
    shares = clustered_shares(by_cluster, by_cluster.sum(axis=1)).drop(columns="clusters")
    return shares.assign(articles=(by_article > 0).sum(axis=0), n_articles=int((by_article.sum(axis=1) > 0).sum()))


def _summed(units: Array, places: Array) -> Array:
    _, place = np.unique(places, return_inverse=True)
    sums = np.zeros((int(place.max(initial=-1)) + 1, units.shape[1]))
    np.add.at(sums, place, units)
    return sums
