"""Who is quoted, by outlet and kind of speaker: shares with intervals over articles, and whether outlets differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.articles.linking import is_speech
from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.association import adjusted_p, adjusted_residuals, association, permuted_p, residual_p
from toolkit.measures.grouping import group_columns
from toolkit.measures.intervals import clustered_shares

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["category_table", "category_test", "with_category"]

Array = np.ndarray[Any, np.dtype[Any]]
_CATEGORIES = "type, sector, gender, named, affiliation, kind, declined_as, unnamed_as, verb, stance"
_CELLS = (
    "relations total left_out articles share share_low share_high design_effect n_articles expected residual p "
    "p_adjusted p_articles p_articles_adjusted note"
).split()
_NO_TEST = "no test: fewer than two rows or columns hold anything"


class _Cross(NamedTuple):
    """Counts of units by columns, and the row that each unit belongs to."""

    names: list[str]
    rows: pd.DataFrame
    columns: list[str]
    units: Array
    labels: Array
    blocks: Array | None
    articles: Array


def category_table(
    quotations: pd.DataFrame, *, by: str | Sequence[str] | None = None, category: str = "type"
) -> pd.DataFrame:
    """How the quotations of each outlet, or whatever `by` names, are shared out among the values of a column.

    Counted are outer relations in which the speaker did speak; of `kind` and `declined_as`, all outer ones. What lacks
    a value is in no share. Shares of `gender` leave out unnamed speakers, whose masculine is generic.

    Args:
        quotations: What `quotation_table` gives.
        by: A column of it, or several: outlets (rows may also be kinds of speakers); all quotations where left out.
        category: The column whose values are counted: type, sector, gender, affiliation, kind, stance …; or `named`,
            which tells `unnamed` speakers from `named` ones, bodies and documents among these.

    Returns:
        One row per group and value, the columns of `by` first, then `category`'s own: `relations`, `total` (of the
        group, with a value), `left_out` (of the group, without), `articles` (of the group, with this value), `share`
        (`relations` / `total`, 0..1) with `share_low`, `share_high`, `design_effect` (see `intervals`), `n_articles`
        (of the group, with any value), `expected` (were groups alike), `residual` (adjusted, in standard errors), `p`
        of it and `p_adjusted` (Benjamini-Hochberg over the table), which take relations as independent, `p_articles`
        and `p_articles_adjusted`, which do not (see `category_test`), and `note`. Missing where it is not defined.

    Raises:
        TableError: A column is missing.

    References:
        Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics 29, 205-220.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> table = category_table(quotation_table(load_dataset("sample")), by="outlet", category="named")
        >>> table.groupby("outlet")["share"].sum().round(6).tolist()
        [1.0, 1.0, 1.0]
    """
    cross = _crossed(quotations, by, category)
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
    table["relations"] = counts.ravel().astype("int64")
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


def category_test(quotations: pd.DataFrame, *, by: str | Sequence[str], category: str = "type") -> pd.DataFrame:
    """Whether groups, such as outlets, share out their quotations alike: chi-squared, and a permutation of articles.

    Chi-squared takes relations as independent, and quotations of one article are not: `p` finds differences among
    random halves of one coverage. `p_articles` shuffles the groups of whole articles; where groups differ within an
    article, as kinds of speakers do, those of the speakers of each article.

    Args:
        quotations: What `quotation_table` gives.
        by: As for `category_table`.
        category: As for `category_table`.

    Returns:
        One row: `chi2`, `df`, `p`, `g2`, `g2_p` (log-likelihood ratio), `p_articles`, `cramers_v` and
        `cramers_v_corrected` (0..1, Bergsma's), `relations`, `articles`, `groups`, `categories`, `shuffled`
        (`articles` or `speakers within articles`) and `note`. Missing where it is not defined.

    Raises:
        TableError: A column is missing.

    References:
        Bergsma, W. (2013). A bias-correction for Cramér's V and Tschuprow's T. Journal of the Korean Statistical
        Society 42, 323-328.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> found = category_test(quotation_table(load_dataset("sample")), by="outlet", category="sector")
        >>> found[["articles", "groups", "shuffled"]].values.tolist()
        [[18, 3, 'articles']]
    """
    cross = _crossed(quotations, by, category)
    counts = _counts(cross)
    found = association(counts)
    p_articles = permuted_p(cross.units, cross.labels, blocks=cross.blocks)[0] if found.df else float("nan")
    row = {
        "chi2": found.chi2,
        "df": found.df,
        "p": found.p,
        "g2": found.g2,
        "g2_p": found.g2_p,
        "p_articles": p_articles,
        "cramers_v": found.cramers_v,
        "cramers_v_corrected": found.cramers_v_corrected,
        "relations": int(counts.sum()),
        "articles": len(np.unique(cross.articles)),
        "groups": int((counts.sum(axis=1) > 0).sum()),
        "categories": int((counts.sum(axis=0) > 0).sum()),
        "shuffled": "articles" if cross.blocks is None else "speakers within articles",
        "note": None if found.df else _NO_TEST,
    }
    return pd.DataFrame([row]).astype({"note": "str", "shuffled": "str"})


def with_category(quotations: pd.DataFrame, category: str) -> pd.DataFrame:
    """The outer relations that have a say in a category, with it as a column of text, missing where it does not apply.

    Args:
        quotations: What `quotation_table` gives.
        category: As for `category_table`.

    Raises:
        TableError: There is no such column.
    """
    if category not in quotations and category != "named":
        raise TableError(f"category={category!r} is no column of the table; try {_CATEGORIES}, or join it first")
    counted = quotations["parent"].isna() if category in {"kind", "declined_as"} else is_speech(quotations)
    table = quotations[counted]
    if category == "named":
        values = table["type"].mask(table["type"].notna() & (table["type"] != "unnamed"), "named")
        return table.assign(named=values)
    if category == "gender":
        return table.assign(gender=table["gender"].mask(table["type"] == "unnamed"))
    return table


def _crossed(quotations: pd.DataFrame, by: str | Sequence[str] | None, category: str) -> _Cross:
    check_table(quotations, "quotations")
    table = with_category(quotations, category)
    names = group_columns(table, by)
    if category in names:
        raise TableError(f"category={category!r} is among by too; a column cannot be set against itself")
    rows = table[names].drop_duplicates().sort_values(names) if names else pd.DataFrame(index=[0])
    rows = rows.reset_index(drop=True)
    row = table.groupby(names, dropna=False, sort=True).ngroup().to_numpy() if names else np.zeros(len(table), int)
    values = table[category].astype("str")
    columns = sorted(values.dropna().unique())
    one_group = table.assign(row=row).groupby("article_id")["row"].nunique().le(1).all()
    article = pd.factorize(table["article_id"], sort=True)[0]
    unit = article if one_group else _speakers(table, row)
    cells = np.zeros((int(unit.max(initial=-1)) + 1, len(columns)))
    place = pd.Categorical(values, categories=columns).codes
    np.add.at(cells, (unit[place >= 0], place[place >= 0]), 1)
    firsts = np.unique(unit, return_index=True)[1]
    labels, articles = row[firsts], article[firsts]
    some = cells.sum(axis=1) > 0
    left = np.zeros(len(rows), dtype=int)
    np.add.at(left, row[place < 0], 1)
    rows = rows.assign(left_out=left) if len(rows) else rows.assign(left_out=pd.Series(dtype="int64"))
    blocks = None if one_group else articles[some]
    return _Cross(names, rows, columns, cells[some], labels[some], blocks, articles[some])


def _speakers(table: pd.DataFrame, row: Array) -> Array:
    """A number for each speaker of each article, within each group; a relation without a speaker is one of its own."""
    speaker = table["speaker_id"].where(table["speaker_id"].notna(), table["quotation_id"])
    keys = pd.DataFrame({"article": table["article_id"], "speaker": speaker, "row": row})
    units: Array = keys.groupby(["article", "speaker", "row"], dropna=False).ngroup().to_numpy()
    return units


def _counts(cross: _Cross) -> Array:
    counts = np.zeros((len(cross.rows), len(cross.columns)))
    np.add.at(counts, cross.labels, cross.units)
    return counts


def _shares(cross: _Cross, row: int) -> pd.DataFrame:
    """Shares of one group, a row for each column of its counts."""
    own = cross.labels == row
    _, article = np.unique(cross.articles[own], return_inverse=True)
    counts = np.zeros((int(article.max(initial=-1)) + 1, len(cross.columns)))
    np.add.at(counts, article, cross.units[own])
    shares = clustered_shares(counts, counts.sum(axis=1)).rename(columns={"clusters": "n_articles"})
    return shares.assign(articles=(counts > 0).sum(axis=0))
