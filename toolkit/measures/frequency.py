"""How often each speaker speaks, and how many quotations there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.linking import is_speech, linked, source_table, spoken_counts
from toolkit.articles.schema import check_table
from toolkit.measures.grouping import group_columns, groups
from toolkit.measures.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["quotation_counts", "source_frequency"]

_TRAITS = ["type", "sector", "gender", "affiliation"]
_COUNTS = ["articles", "turns", "words", "relations", "declined", "outlets"]
_RANKED = ["articles", "turns", "words", "relations"]


def source_frequency(
    quotations: pd.DataFrame, *, by: str | Sequence[str] | None = None, aliases: pd.DataFrame | None = None
) -> pd.DataFrame:
    """How often each speaker speaks, those in most articles first.

    Counted are outer relations in which the speaker did speak; `declined` counts the outer ones in which the speaker
    would not. A turn is a run of relations of one speaker in one field of an article with no other speaker between.

    Args:
        quotations: What `quotation_table` gives.
        by: A column of it, or several, within whose values to count; speakers are linked over the whole table first.
        aliases: A researcher's corrections, honoured first: `alias` (a name as found) and `speaker` (who that is).

    Returns:
        One row per speaker and group: the columns of `by`, `rank` (equal counts share it), `source_id`, `speaker`,
        `type`, `sector`, `gender`, `affiliation`, then the counts `articles`, `turns`, `words` (of content),
        `relations`, `declined` (relations), `outlets`, `n_articles` (articles in the group in which anybody speaks),
        `share` (`articles` / `n_articles`, 0..1), and `share_low`, `share_high`, its 95 % Wilson interval over
        articles (see `intervals.wilson`), which takes articles as independent.

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.

    Examples:
        >>> import pandas as pd
        >>> from toolkit.articles.tables import quotation_table
        >>> texts = ["قالت الوزيرة سلمى نصار إن السد آمن.", "وقالت سلمى نصار إن العمل مستمر."]
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "text": texts})
        >>> source_frequency(quotation_table(articles))[["speaker", "articles", "share"]].to_dict("records")
        [{'speaker': 'سلمى نصار', 'articles': 2, 'share': 1.0}]
    """
    names = group_columns(quotations, by)
    table = linked(quotations.reset_index(drop=True), aliases=aliases)
    table = table.assign(turn=_turns(table))
    parts = [_frequency(group, names, values) for values, group in groups(table, names)]
    counts = pd.concat(parts, ignore_index=True) if parts else _frequency(table, names, (None,) * len(names))
    counts["share"] = _share(counts["articles"], counts["n_articles"])
    counts["share_low"], counts["share_high"] = wilson(counts["articles"], counts["n_articles"])
    traits = [name for name in _TRAITS if name not in names]
    sources = source_table(quotations, aliases=aliases)[["source_id", *traits]]
    counts = counts.merge(sources, on="source_id", how="left", validate="many_to_one")
    head = [*names, "rank", "source_id", "speaker", *traits]
    return counts[[*head, *_COUNTS, "n_articles", "share", "share_low", "share_high"]]


def _turns(table: pd.DataFrame) -> pd.Series[Any]:
    """A number per turn, missing where nobody speaks; a relation without a speaker ends a turn."""
    spoken = table[is_speech(table)]
    order, _ = pd.factorize(spoken["article_id"])
    spoken = spoken.assign(order=order).sort_values(["order", "position"], kind="stable")
    keys = spoken[["article_id", "field", "source_id"]]
    changed = (keys != keys.shift()).any(axis=1) | keys["source_id"].isna()
    return changed.cumsum().astype("Int64").reindex(table.index)


def _frequency(group: pd.DataFrame, names: list[str], values: tuple[Any, ...]) -> pd.DataFrame:
    outer = group[group["parent"].isna() & group["source_id"].notna()]
    counts = spoken_counts(outer)
    spoken = outer[is_speech(outer)]
    counts["turns"] = spoken.groupby("source_id")["turn"].nunique().reindex(counts.index, fill_value=0)
    declined = outer[outer["kind"] == "declined"].groupby("source_id").size()
    counts["declined"] = declined.reindex(counts.index, fill_value=0)
    counts["speaker"] = outer.groupby("source_id")["source_name"].first()
    counts["n_articles"] = group.loc[is_speech(group), "article_id"].nunique()
    counts["rank"] = _rank(counts)
    counts = counts.reset_index().sort_values(["rank", "speaker", "source_id"], kind="stable")
    for name, value in zip(names, values, strict=True):
        counts[name] = pd.Series([value] * len(counts), index=counts.index, dtype=group[name].dtype)
    return counts


def _rank(counts: pd.DataFrame) -> pd.Series[int]:
    """1 for the speaker in most articles, then by turns, words, relations; equal counts share a rank."""
    ordered = counts.sort_values(_RANKED, ascending=False)
    new = (ordered[_RANKED] != ordered[_RANKED].shift()).any(axis=1)
    places = pd.Series(range(1, len(ordered) + 1), index=ordered.index, dtype="int64")
    return places.where(new).ffill().astype("int64")


def quotation_counts(quotations: pd.DataFrame, *, by: str | Sequence[str] | None = None) -> pd.DataFrame:
    """How many quotations there are, of which kind, and how long.

    Counted are outer relations.

    Args:
        quotations: What `quotation_table` gives.
        by: A column of it, or several, within whose values to count.

    Returns:
        One row per group: the columns of `by`, the relations of each kind (`direct`, `indirect`, `mixed`, `declined`),
        `total` (the first three: nothing is said in the fourth), `words` (of content), `articles` (in which anybody
        speaks), `per_article` (`total` / `articles`) and `direct_share` (`direct` / `total`, 0..1). A ratio to nothing
        is missing.

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
    rows = [dict(zip(names, values, strict=True)) | _kinds(group) for values, group in groups(quotations, names)]
    counts = pd.DataFrame(rows, columns=[*names, *_kinds(quotations)])
    counts = counts.astype(
        {name: quotations[name].dtype for name in names} | dict.fromkeys(_kinds(quotations), "int64")
    )
    counts["per_article"] = _share(counts["total"], counts["articles"])
    counts["direct_share"] = _share(counts["direct"], counts["total"])
    return counts


def _kinds(group: pd.DataFrame) -> dict[str, int]:
    outer = group[group["parent"].isna()]
    spoken = outer[is_speech(outer)]
    kinds = {kind: int((outer["kind"] == kind).sum()) for kind in ("direct", "indirect", "mixed", "declined")}
    return kinds | {
        "total": len(spoken),
        "words": int(spoken["words"].sum()),
        "articles": int(spoken["article_id"].nunique()),
    }


def _share(part: pd.Series[int], whole: pd.Series[int]) -> pd.Series[float]:
    """Part / whole, missing where the whole is nothing."""
    return part / whole.where(whole > 0).astype("float64")
