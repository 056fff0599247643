"""How many quotations there are, of which kind, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.articles.linking import is_speech
from toolkit.articles.schema import check_table
from toolkit.measures.grouping import group_columns, groups, with_and_without
from toolkit.measures.intervals import clustered_shares
from toolkit.measures.units import clusters_of
from toolkit.text.segment import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["quotation_counts"]

_KINDS = ("direct", "indirect", "mixed", "declined")
_SHARES = {
    "share": "direct_share",
    "share_low": "direct_share_low",
    "share_high": "direct_share_high",
    "design_effect": "design_effect",
}
_OF_ARTICLES = ["all_articles", "all_words", "per_1000_words", "quoting_share"]


class _Read(NamedTuple):
    """What was read: the words of each article, and the columns of `by` that articles have."""

    table: pd.DataFrame
    names: list[str]


def quotation_counts(
    quotations: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    articles: pd.DataFrame | None = None,
    story: str | None = None,
    copies: str | None = None,
    nested: bool = False,
) -> pd.DataFrame:
    """How many quotations there are, of which kind, and how long.

    Counted are outer relations. Ratios are of sums: `direct_share` = Σ direct / Σ total over articles. Its interval is
    over articles, or stories where they are given; see `intervals.clustered_shares`.

    Args:
        quotations: What `quotation_table` gives.
        by: A column of it, or several, within whose values to count.
        articles: The articles that were read, for counts per 1,000 words. Where they have a column of `by`, those with
            its value are meant; of others, all.
        story: A column that says which articles are of one story, such as `group_id` of `find_syndicated`.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`, in
            `articles` too. The table is then given twice, and its first column, `copies`, says `with` or `without`.
        nested: Whether relations inside another's content count too.

    Returns:
        One row per group: the columns of `by`, the relations of each kind (`direct`, `indirect`, `mixed`, `declined`),
        `total` (the first three: nothing is said in the fourth), `words` (of content), `articles` (in which anybody
        speaks), `per_article` (`total` / `articles`), `direct_share` (`direct` / `total`, 0..1) with its 95 % interval
        `direct_share_low` and `direct_share_high`, `design_effect` and `note` (why an interval is missing). With
        `articles`: `all_articles` (read, with quotations or without), `all_words` (in their titles and texts),
        `per_1000_words` (`total` in 1,000 of them) and `quoting_share` (`words` / `all_words`, 0..1). A ratio to
        nothing is missing.

    Raises:
        TableError: A column is missing.

    Examples:
        >>> from toolkit.articles.schema import build_table
        >>> quotations = build_table(
        ...     {
        ...         "article_id": ["1", "1", "2"],
        ...         "outlet": ["س", "س", "ص"],
        ...         "kind": ["direct", "indirect", "direct"],
        ...         "words": [5, 7, 3],
        ...         "position": [0, 1, 0],
        ...     },
        ...     "quotations",
        ... )
        >>> quotation_counts(quotations)[["direct", "total", "words", "per_article"]].to_dict("records")
        [{'direct': 2, 'total': 3, 'words': 15, 'per_article': 1.5}]
    """
    check_table(quotations, "quotations")
    names = group_columns(quotations, by)
    group_columns(quotations, story, name="story")
    read = None if articles is None else _read(articles, names)
    table = quotations.assign(parent=None) if nested else quotations
    tables = []
    for which, part in with_and_without(table, copies):
        here = None if read is None else read._replace(table=dict(with_and_without(read.table, copies))[which])
        counts = _counts(part, names, story, here)
        tables.append(counts.assign(copies=pd.Series(which, index=counts.index, dtype="str")))
    counts = pd.concat(tables, ignore_index=True)
    return (
        counts[["copies", *(name for name in counts if name != "copies")]] if copies else counts.drop(columns="copies")
    )


def _read(articles: pd.DataFrame, names: list[str]) -> _Read:
    check_table(articles, "articles")
    words = np.zeros(len(articles), dtype=np.int64)
    for field in ("title", "text"):
        if field in articles:
            words += [count_words(text) if isinstance(text, str) else 0 for text in articles[field]]
    return _Read(articles.assign(all_words=words), [name for name in names if name in articles])


def _counts(table: pd.DataFrame, names: list[str], story: str | None, read: _Read | None) -> pd.DataFrame:
    rows: list[dict[str, Any]] = [
        dict(zip(names, values, strict=True)) | _row(group, story) for values, group in groups(table, names)
    ]
    own = _row(table, story)
    counts = pd.DataFrame(rows, columns=[*names, *own])
    whole = {name: "int64" for name, value in own.items() if isinstance(value, int)}
    ratios = dict.fromkeys(["per_article", *_SHARES.values()], "float64")
    counts = counts.astype({name: table[name].dtype for name in names} | whole | ratios | {"note": "str"})
    return counts if read is None else _per_words(counts, read)


def _row(group: pd.DataFrame, story: str | None) -> dict[str, Any]:
    outer = group[group["parent"].isna()]
    spoken = outer[is_speech(outer)]
    clusters, names = pd.factorize(clusters_of(spoken, story))
    sizes = np.bincount(clusters, minlength=len(names))
    direct = np.bincount(clusters[spoken["kind"] == "direct"], minlength=len(names))
    share = clustered_shares(direct[:, None], sizes).to_dict("records")[0]
    n_articles = int(spoken["article_id"].nunique())
    return {
        **{kind: int((outer["kind"] == kind).sum()) for kind in _KINDS},
        "total": len(spoken),
        "words": int(spoken["words"].sum()),
        "articles": n_articles,
        "per_article": len(spoken) / n_articles if n_articles else np.nan,
        **{ours: float(share[theirs]) for theirs, ours in _SHARES.items()},
        "note": share["note"] if isinstance(share["note"], str) else None,
    }


def _per_words(counts: pd.DataFrame, read: _Read) -> pd.DataFrame:
    sums = [
        dict(zip(read.names, values, strict=True))
        | {"all_articles": len(group), "all_words": int(group["all_words"].sum())}
        for values, group in groups(read.table, read.names)
    ]
    lengths = pd.DataFrame(sums, columns=[*read.names, *_OF_ARTICLES[:2]])
    lengths = lengths.astype({name: counts[name].dtype for name in read.names})
    how: Any = {"on": read.names, "how": "left"} if read.names else {"how": "cross"}
    joined = counts.merge(lengths, **how)
    joined[_OF_ARTICLES[:2]] = joined[_OF_ARTICLES[:2]].fillna(0).astype("int64")
    words = joined["all_words"].where(joined["all_words"] > 0).astype("float64")
    joined["per_1000_words"] = joined["total"] / words * 1000
    joined["quoting_share"] = joined["words"] / words
    return joined
