"""Who is quoted, by outlet and kind of speaker: shares with intervals over articles, and whether outlets differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.articles.linking import is_speech, linked
from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.crossed import Cross, cross_table, cross_test
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.units import Unit, checked_unit, clusters_of, with_turns

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["category_table", "category_test"]

Array = np.ndarray[Any, np.dtype[Any]]
_CATEGORIES = "type, sector, gender, named, affiliation, kind, declined_as, unnamed_as, verb, stance"


def category_table(
    quotations: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    category: str = "type",
    unit: Unit = "turns",
    story: str | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """How the quotations of each outlet, or whatever `by` names, are shared out among the values of a column.

    Counted are outer relations in which the speaker did speak; of `kind` and `declined_as`, all outer ones: set against
    `by="sector"` they say who is quoted directly, who is paraphrased and who declines. What lacks a value is in no
    share. Shares of `gender` leave out unnamed speakers, whose masculine is generic.

    Args:
        quotations: What `quotation_table` gives.
        by: A column of it, or several: outlets (rows may also be kinds of speakers); all quotations where left out.
        category: The column whose values are counted: type, sector, gender, affiliation, kind, stance …; or `named`,
            which tells `unnamed` speakers from `named` ones, bodies and documents among these.
        unit: What is counted: `turns` (once for each value in it; a refusal is one), `relations` or `words`.
        story: A column that says which articles are of one story, such as `group_id` of `find_syndicated`; intervals
            are then over stories.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`. The
            table is then given twice, and its first column, `copies`, says `with` or `without`.

    Returns:
        One row per group and value, the columns of `by` first, then `category`'s own: `count` (of the unit), `total`
        (of the group, with a value), `left_out` (relations of the group without), `articles` (of the group, with this
        value), `share` (`count` / `total`, 0..1) with `share_low`, `share_high`, `design_effect` (see `intervals`),
        `n_articles` (of the group, with any value), `expected` (were groups alike), `residual` (adjusted, in standard
        errors), `p` of it and `p_adjusted` (Benjamini-Hochberg over the table), which take what is counted as
        independent, `p_articles` and `p_articles_adjusted`, which do not (see `category_test`), and `note`. Missing
        where it is not defined.

    Raises:
        TableError: A column is missing, or the unit cannot be shared out.

    References:
        Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics 29, 205-220.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> table = category_table(quotation_table(load_dataset("sample")), by="outlet", category="named")
        >>> table.groupby("outlet")["share"].sum().round(6).tolist()
        [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    return measured_with_and_without(
        lambda part: cross_table(_crossed(part, by, category, unit, story), category), quotations, copies
    )


def category_test(
    quotations: pd.DataFrame,
    *,
    by: str | Sequence[str],
    category: str = "type",
    unit: Unit = "turns",
    copies: str | None = None,
) -> pd.DataFrame:
    """Whether groups, such as outlets, share out their quotations alike: chi-squared, and a permutation of articles.

    Chi-squared takes what is counted as independent, and quotations of one article are not: `p` finds differences among
    random halves of one coverage. `p_articles` shuffles the groups of whole articles; where groups differ within an
    article, as kinds of speakers do, those of the speakers of each article.

    Args:
        quotations: What `quotation_table` gives.
        by: As for `category_table`.
        category: As for `category_table`.
        unit: As for `category_table`.
        copies: As for `category_table`.

    Returns:
        One row: `chi2`, `df`, `p`, `g2`, `g2_p` (log-likelihood ratio), `p_articles`, `cramers_v`,
        `cramers_v_corrected` (0..1, Bergsma's), `divergence` of the groups (Jensen and Shannon's, bits) and
        `divergence_shuffled` (what shuffling leaves of it, on average), `count` (of the unit), `articles`, `groups`,
        `categories`, `shuffled` (`articles` or `speakers within articles`) and `note`. Missing where it is not defined.

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
        [[72, 6, 'articles']]
    """
    return measured_with_and_without(
        lambda part: cross_test(_crossed(part, by, category, unit, None)), quotations, copies
    )


def _with_category(quotations: pd.DataFrame, category: str) -> pd.DataFrame:
    """The outer relations that have a say in a category, with it as a column, missing where it does not apply."""
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


def _crossed(
    quotations: pd.DataFrame, by: str | Sequence[str] | None, category: str, unit: str, story: str | None
) -> Cross:
    check_table(quotations, "quotations")
    if checked_unit(unit) == "articles":
        raise TableError("unit='articles' cannot be shared out, for an article has several; see the column 'articles'")
    group_columns(quotations, story, name="story")
    names = group_columns(quotations, by)
    if category in names:
        raise TableError(f"category={category!r} is among by too; a column cannot be set against itself")
    table = quotations.reset_index(drop=True)
    if unit == "turns":
        table = with_turns(linked(table))
    table = _with_category(table, category)
    rows = table[names].drop_duplicates().sort_values(names) if names else pd.DataFrame(index=[0])
    rows = rows.reset_index(drop=True)
    row = table.groupby(names, dropna=False, sort=True).ngroup().to_numpy() if names else np.zeros(len(table), int)
    left = np.bincount(row[table[category].isna()], minlength=len(rows))
    rows = rows.assign(left_out=left.astype("int64"))
    table = table.assign(row=row, cluster=clusters_of(table, story))[table[category].notna()]
    one_group = bool(table.groupby("article_id")["row"].nunique().le(1).all())
    article = pd.factorize(table["article_id"], sort=True)[0]
    shuffled = article if one_group else _speakers(table)
    columns = sorted(table[category].astype("str").unique())
    cells = np.zeros((int(shuffled.max(initial=-1)) + 1, len(columns)))
    places = pd.Categorical(table[category].astype("str"), categories=columns).codes
    np.add.at(cells, (shuffled, places), _weights(table, unit, category))
    firsts = np.unique(shuffled, return_index=True)[1]
    labels, articles = table["row"].to_numpy()[firsts], article[firsts]
    clusters = pd.factorize(table["cluster"], sort=True)[0][firsts]
    return Cross(names, rows, columns, cells, labels, None if one_group else articles, articles, clusters)


def _weights(table: pd.DataFrame, unit: str, category: str) -> Array:
    """What each relation adds to its cell; of a turn the first relation of each value counts, of no turn each."""
    if unit == "words":
        return table["words"].to_numpy(dtype=float)
    if unit == "relations":
        return np.ones(len(table))
    first = ~table.duplicated(["turn", "row", category]) | table["turn"].isna()
    weights: Array = first.to_numpy(dtype=float)
    return weights


def _speakers(table: pd.DataFrame) -> Array:
    """A number for each speaker of each article, within each group; a relation without a speaker is one of its own."""
    speaker = table["speaker_id"].where(table["speaker_id"].notna(), table["quotation_id"])
    keys = pd.DataFrame({"article": table["article_id"], "speaker": speaker, "row": table["row"]})
    units: Array = keys.groupby(["article", "speaker", "row"], dropna=False).ngroup().to_numpy()
    return units
