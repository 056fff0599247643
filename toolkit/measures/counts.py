"""How many quotations there are, of which kind, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.articles.linking import is_speech
from toolkit.articles.schema import check_table
from toolkit.measures.grouping import group_columns, groups, with_and_without
from toolkit.measures.intervals import clustered_shares
from toolkit.measures.rates import clustered_rate
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
_PER_ARTICLE = ["per_article", "per_article_low", "per_article_high"]
_PER_WORDS = ["per_1000_words", "per_1000_words_low", "per_1000_words_high"]


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
        story: A column that says which articles are of one story, such as `group_id` of `find_syndicated`, in
            `articles` too.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`, in
            `articles` too. The table is then given twice, and its first column, `copies`, says `with` or `without`.
        nested: Whether relations inside another's content count too.

    Returns:
        One row per group: the columns of `by`, the relations of each kind (`direct`, `indirect`, `mixed`, `declined`),
        `total` (the first three: nothing is said in the fourth), `words` (of content), `articles` (in which anybody
        speaks), `per_article` (`total` / `articles`) and `direct_share` (`direct` / `total`, 0..1), each with its 95 %
        interval in `_low` and `_high` (of the former see `rates.clustered_rate`), `design_effect` of the share, and
        `note` (why its interval is missing). With `articles`: `all_articles` (read, with quotations or without),
        `all_words` (in their titles and texts), `per_1000_words` (`total` in 1,000 of them, with its interval) and
        `quoting_share` (`words` / `all_words`, 0..1); groups that quote nobody have a row too. A ratio to
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
    read = None if articles is None else _read(articles, names, story)
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


def _read(articles: pd.DataFrame, names: list[str], story: str | None) -> _Read:
    check_table(articles, "articles")
    group_columns(articles, story, name="story")
    words = np.zeros(len(articles), dtype=np.int64)
    for field in ("title", "text"):
        if field in articles:
            words += [count_words(text) if isinstance(text, str) else 0 for text in articles[field]]
    return _Read(articles.assign(all_words=words), [name for name in names if name in articles])


def _counts(table: pd.DataFrame, names: list[str], story: str | None, read: _Read | None) -> pd.DataFrame:
    parts = {_key(values): group for values, group in groups(table, names)}
    texts = {} if read is None else {_key(values): group for values, group in groups(read.table, read.names)}
    if read is not None and read.names == names:  # what was read and quotes nobody has a row too
        parts = {key: table.head(0) for key in texts} | parts
    rows = []
    for key, group in parts.items():
        values = dict(zip(names, key, strict=True))
        own = None
        if read is not None:
            own = texts.get(tuple(values[name] for name in read.names), read.table.head(0))
        rows.append(values | _row(group, story, own))
    empty = _row(table.head(0), story, None if read is None else read.table.head(0))
    counts = pd.DataFrame(rows, columns=[*names, *empty])
    dtypes = {name: "int64" if isinstance(value, int) else "float64" for name, value in empty.items()}
    counts = counts.astype(dtypes | {"note": "str"} | {name: table[name].dtype for name in names})
    return counts.sort_values(names, ignore_index=True, kind="stable") if names else counts


def _key(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The values with None for what is missing, which is equal to itself."""
    return tuple(None if pd.isna(value) else value for value in values)


def _row(group: pd.DataFrame, story: str | None, articles: pd.DataFrame | None) -> dict[str, Any]:
    outer = group[group["parent"].isna()]
    spoken = outer[is_speech(outer)]
    by_cluster = pd.DataFrame(
        {
            "cluster": clusters_of(spoken, story),
            "article": spoken["article_id"],
            "direct": (spoken["kind"] == "direct").astype("int64"),
        }
    ).groupby("cluster")
    totals, direct = by_cluster.size(), by_cluster["direct"].sum()
    share = clustered_shares(direct.to_numpy()[:, None], totals.to_numpy()).to_dict("records")[0]
    per_article = clustered_rate(totals, by_cluster["article"].nunique())
    return {
        **{kind: int((outer["kind"] == kind).sum()) for kind in _KINDS},
        "total": len(spoken),
        "words": int(spoken["words"].sum()),
        "articles": int(spoken["article_id"].nunique()),
        **dict(zip(_PER_ARTICLE, per_article, strict=True)),
        **{ours: float(share[theirs]) for theirs, ours in _SHARES.items()},
        **({} if articles is None else _per_words(articles, totals, int(spoken["words"].sum()), story)),
        "note": share["note"] if isinstance(share["note"], str) else None,
    }


def _per_words(articles: pd.DataFrame, totals: pd.Series[int], quoted: int, story: str | None) -> dict[str, Any]:
    words = articles.groupby(clusters_of(articles, story))["all_words"].sum()
    rate = clustered_rate(totals.reindex(words.index, fill_value=0), words)
    all_words = int(words.sum())
    return {
        "all_articles": len(articles),
        "all_words": all_words,
        **dict(zip(_PER_WORDS, (1000 * end for end in rate), strict=True)),
        "quoting_share": quoted / all_words if all_words else np.nan,
    }
