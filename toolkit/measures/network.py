"""Who is quoted beside whom: pairs of speakers in one article, against what chance would bring together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import hypergeom

from toolkit.articles.linking import is_speech, linked, source_table
from toolkit.errors import TableError
from toolkit.measures.association import adjusted_p
from toolkit.measures.grouping import group_columns, groups, measured_with_and_without

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["co_quotation_nodes", "co_quotation_table", "lift_and_npmi"]

_EDGE = ["source_id", "speaker", "other_id", "other"]
_COUNTS = ["articles", "source_articles", "other_articles", "n_articles"]
_NODE = ["source_id", "speaker", "type", "sector"]


def co_quotation_table(
    quotations: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    least: int = 2,
    unnamed: bool = False,
    aliases: pd.DataFrame | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """Which speakers speak in the same articles, those most often beside each other first.

    With n articles, of which a speaker speaks in a, another in b, and both in x: expected is ab/n, lift x n/(ab), NPMI
    ln(x n/(ab)) / -ln(x/n), and p the chance of x or more, had the articles of one been drawn at random
    (hypergeometric). Articles that quote many bring more together than that, and wire copies the same ones again.

    Args:
        quotations: What `quotation_table` gives.
        by: A column of it, or several, within whose values to count; speakers are linked over the whole table first.
        least: In how many articles both must speak.
        unnamed: Whether unnamed speakers count, whom only their description tells apart.
        aliases: A researcher's corrections, as for `source_table`.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`. The
            table is then given twice, and its first column, `copies`, says `with` or `without`.

    Returns:
        One row per pair and group: the columns of `by`, `source_id`, `speaker`, `other_id`, `other`, `articles` (both
        speak), `source_articles`, `other_articles`, `n_articles` (anybody speaks), `expected`, `lift`, `npmi` (-1..1),
        `p` and `p_adjusted` (Benjamini-Hochberg over all pairs of the group, those never together too).

    Raises:
        TableError: A column is missing, `least` is below 1, or an alias stands for two speakers.

    References:
        Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL, 31-40.
        Tumminello, M., Miccichè, S., Lillo, F., Piilo, J., Mantegna, R. N. (2011). Statistically validated networks in
        bipartite complex systems. PLoS ONE 6, e17994.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> pairs = co_quotation_table(quotation_table(load_dataset("sample")), least=1)
        >>> bool((pairs["articles"] <= pairs["source_articles"]).all())
        True
    """
    if least < 1:
        raise TableError(f"least is a number of articles from 1, got {least!r}")
    names = group_columns(quotations, by)
    table = _speaking(quotations, unnamed=unnamed, aliases=aliases)
    return measured_with_and_without(lambda part: _edges(part, names, least), table, copies)


def _edges(table: pd.DataFrame, names: list[str], least: int) -> pd.DataFrame:
    parts = []
    for values, group in groups(table, names):
        part = _pairs(group, least)
        for place, (name, value) in enumerate(zip(names, values, strict=True)):
            part.insert(place, name, pd.Series([value] * len(part), dtype=table[name].dtype))
        parts.append(part)
    if not parts:
        return pd.concat([table[names].head(0), _pairs(table, least)], axis=1)
    return pd.concat(parts, ignore_index=True)


def co_quotation_nodes(
    quotations: pd.DataFrame, *, unnamed: bool = False, aliases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The speakers of `co_quotation_table`: in how many articles each speaks, beside how many others, and alone.

    Args:
        quotations: What `quotation_table` gives.
        unnamed: Whether unnamed speakers count.
        aliases: A researcher's corrections, as for `source_table`.

    Returns:
        One row per speaker, those in most articles first: `source_id`, `speaker`, `type`, `sector`, `articles`,
        `others` (speakers who speak in one of these), `beside` (places beside another, over articles) and `alone`
        (articles in which no other speaks).

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> nodes = co_quotation_nodes(quotation_table(load_dataset("sample")))
        >>> bool((nodes["alone"] <= nodes["articles"]).all())
        True
    """
    table = _speaking(quotations, unnamed=unnamed, aliases=aliases)
    index, ids = _incidence(table)
    together = (index.T @ index).tocsr()
    together.setdiag(0)
    together.eliminate_zeros()
    company = np.asarray(index.sum(axis=1)).ravel() - 1
    nodes = pd.DataFrame(
        {
            "source_id": pd.Series(ids, dtype="str"),
            "articles": np.asarray(index.sum(axis=0)).ravel().astype("int64"),
            "others": np.diff(together.indptr).astype("int64"),
            "beside": np.asarray(index.T @ company).ravel().astype("int64"),
            "alone": np.asarray(index.T @ (company == 0)).ravel().astype("int64"),
        }
    )
    sources = source_table(quotations, aliases=aliases)[_NODE]
    nodes = nodes.merge(sources, on="source_id", how="left", validate="one_to_one")
    nodes = nodes.sort_values(["articles", "speaker", "source_id"], ascending=[False, True, True], ignore_index=True)
    return nodes[[*_NODE, "articles", "others", "beside", "alone"]]


def _speaking(quotations: pd.DataFrame, *, unnamed: bool, aliases: pd.DataFrame | None) -> pd.DataFrame:
    table = linked(quotations, aliases=aliases)
    counted = is_speech(table) & table["source_id"].notna()
    return table[counted if unnamed else counted & (table["type"] != "unnamed")]


def _incidence(table: pd.DataFrame) -> tuple[sparse.csr_array, list[str]]:
    """Articles by speakers: 1 where the one speaks in the other; and the speakers."""
    both = table[["article_id", "source_id"]].drop_duplicates()
    articles, _ = pd.factorize(both["article_id"], sort=True)
    speakers, ids = pd.factorize(both["source_id"], sort=True)
    shape = (int(articles.max(initial=-1)) + 1, len(ids))
    return sparse.csr_array((np.ones(len(both), dtype=np.int64), (articles, speakers)), shape=shape), list(ids)


def lift_and_npmi(both: Any, one: Any, other: Any, total: Any) -> tuple[Any, Any]:
    """How many times more often two things are together than independent ones, and its logarithm, normalized.

    Args:
        both: In how many cases both are.
        one: In how many the one is.
        other: In how many the other is.
        total: How many cases there are.

    Returns:
        Lift, and normalized pointwise mutual information, -1..1; not a number where both are in every case or never
        together.

    Examples:
        >>> lift, npmi = lift_and_npmi(30, 120, 80, 100_000)
        >>> round(float(lift), 1), round(float(npmi), 3)
        (312.5, 0.708)
    """
    x, n = np.asarray(both, dtype=float), np.asarray(total, dtype=float)
    lift = x * n / (np.asarray(one, dtype=float) * other)
    defined = (x > 0) & (x < n)
    npmi = np.log(np.where(defined, lift, np.nan)) / -np.log(np.where(defined, x / n, np.nan))
    return lift, npmi


def _pairs(group: pd.DataFrame, least: int) -> pd.DataFrame:
    index, ids = _incidence(group)
    n = index.shape[0]
    together = sparse.coo_array(sparse.triu(index.T @ index, k=1))
    kept = together.data >= least
    one, other = (place[kept] for place in together.coords)
    x, alone = together.data[kept], np.asarray(index.sum(axis=0)).ravel()
    a, b = alone[one], alone[other]
    lift, npmi = lift_and_npmi(x, a, b, n)
    p = hypergeom.sf(x - 1, n, a, b) if len(x) else np.empty(0)
    names = group.groupby("source_id")["source_name"].first()
    keys = np.array(ids, dtype=object)
    pairs = pd.DataFrame(
        {
            "source_id": pd.Series(keys[one], dtype="str"),
            "other_id": pd.Series(keys[other], dtype="str"),
            **dict(zip(_COUNTS, (x.astype("int64"), a, b, n), strict=True)),
            "expected": a * b / max(n, 1),
            "lift": lift,
            "npmi": npmi,
            "p": p,
            "p_adjusted": adjusted_p(p, tests=len(ids) * (len(ids) - 1) // 2),
        }
    ).astype(dict.fromkeys(_COUNTS, "int64"))
    pairs["speaker"] = pairs["source_id"].map(names).astype("str")
    pairs["other"] = pairs["other_id"].map(names).astype("str")
    pairs = pairs.sort_values(
        ["articles", "p", "speaker", "other", "source_id"], ascending=[False, True, True, True, True], ignore_index=True
    )
    return pairs[[*_EDGE, *_COUNTS, "expected", "lift", "npmi", "p", "p_adjusted"]]
