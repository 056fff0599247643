"""How often each speaker speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from toolkit.articles.linking import is_speech, linked, source_table, spoken_counts
from toolkit.measures.grouping import group_columns, groups, with_and_without
from toolkit.measures.intervals import clustered_shares
from toolkit.measures.ranks import rank_of, resampled_ranks
from toolkit.measures.units import Unit, checked_unit, clusters_of, counted, with_turns

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["source_frequency"]

_TRAITS = ["type", "sector", "gender", "affiliation"]
_UNITS: list[Unit] = ["articles", "turns", "words", "relations"]
_COUNTS = [*_UNITS, "declined", "outlets"]
_RANKS = ["rank", "rank_low", "rank_high"]
_SHARES = ["share", "share_low", "share_high", "design_effect"]


class _How(NamedTuple):
    """How a group is counted."""

    unit: Unit
    story: str | None
    seed: int

    def ranked(self) -> list[Unit]:
        """The unit first, then the others in their order."""
        return [self.unit, *(unit for unit in _UNITS if unit != self.unit)]


def source_frequency(
    quotations: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    unit: Unit = "articles",
    aliases: pd.DataFrame | None = None,
    story: str | None = None,
    copies: str | None = None,
    nested: bool = False,
    seed: int = 0,
) -> pd.DataFrame:
    """How often each speaker speaks, those in most articles first.

    Counted are outer relations in which the speaker did speak; `declined` counts the outer ones in which the speaker
    would not. A turn is a run of relations of one speaker in one field of an article with no other speaker between.

    Articles are the sample: quotations of one article are not independent, and articles of one story are not. So the
    interval of a share is over articles, or over stories where they are given; see `intervals.clustered_shares`.

    Args:
        quotations: What `quotation_table` gives.
        by: A column of it, or several, within whose values to count; speakers are linked over the whole table first.
        unit: What the share is of, and what ranks first: `articles`, `turns`, `words` or `relations`.
        aliases: A researcher's corrections, honoured first: `alias` (a name as found) and `speaker` (who that is).
        story: A column that says which articles are of one story, such as `group_id` of `find_syndicated`; an article
            without is a story of its own.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`. The
            table is then given twice, and its first column, `copies`, says `with` or `without`.
        nested: Whether relations inside another's content count too.
        seed: Of the draws behind `rank_low` and `rank_high`.

    Returns:
        One row per speaker and group: the columns of `by`, `rank` (equal counts share it), `rank_low` and `rank_high`
        (between which it lies in 95 % of 200 draws of articles), `source_id`, `speaker`, `type`, `sector`, `gender`,
        `affiliation`, then the counts `articles`, `turns`, `words` (of content), `relations`, `declined` (relations),
        `outlets`, `n_articles` (articles in the group in which anybody speaks), `n_stories` (of those, where `story` is
        given), `share` (of the unit: of `n_articles`, or of all turns, words or relations in the group, 0..1),
        `share_low` and `share_high`, its 95 % interval, `design_effect` (how many times the variance is that of
        independent cases) and `note`, which says why an interval is missing.

    Raises:
        TableError: A column is missing, an alias stands for two speakers, or the unit is unknown.

    Examples:
        >>> import pandas as pd
        >>> from toolkit.articles.tables import quotation_table
        >>> texts = ["قالت الوزيرة سلمى نصار إن السد آمن.", "وقالت سلمى نصار إن العمل مستمر."]
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "text": texts})
        >>> source_frequency(quotation_table(articles))[["speaker", "articles", "share"]].to_dict("records")
        [{'speaker': 'سلمى نصار', 'articles': 2, 'share': 1.0}]
    """
    names = group_columns(quotations, by)
    group_columns(quotations, story, name="story")
    how = _How(checked_unit(unit), story, seed)
    table = linked(quotations.reset_index(drop=True), aliases=aliases)
    traits = [name for name in _TRAITS if name not in names]
    sources = source_table(quotations, aliases=aliases)[["source_id", *traits]]
    if nested:
        table = table.assign(parent=pd.Series(None, index=table.index, dtype="str"))
    tables = []
    for which, part in with_and_without(table, copies):
        turned = with_turns(part)
        parts = [_frequency(group, names, values, how) for values, group in groups(turned, names)]
        counts = pd.concat(parts, ignore_index=True) if parts else _frequency(turned, names, (None,) * len(names), how)
        tables.append(counts.assign(copies=pd.Series(which, index=counts.index, dtype="str")))
    counts = pd.concat(tables, ignore_index=True)
    counts = counts.merge(sources, on="source_id", how="left", validate="many_to_one")
    head = [*(["copies"] if copies else []), *names, *_RANKS, "source_id", "speaker", *traits]
    return counts[[*head, *_COUNTS, "n_articles", *(["n_stories"] if story else []), *_SHARES, "note"]]


def _frequency(group: pd.DataFrame, names: list[str], values: tuple[Any, ...], how: _How) -> pd.DataFrame:
    outer = group[group["parent"].isna() & group["source_id"].notna()]
    spoken = group[is_speech(group)]
    counts = spoken_counts(outer)
    counts["turns"] = spoken.groupby("source_id")["turn"].nunique().reindex(counts.index, fill_value=0)
    declined = outer[outer["kind"] == "declined"].groupby("source_id").size()
    counts["declined"] = declined.reindex(counts.index, fill_value=0)
    counts["speaker"] = outer.groupby("source_id")["source_name"].first()
    counts["n_articles"] = spoken["article_id"].nunique()
    clusters = clusters_of(spoken, how.story)
    counts["n_stories"] = clusters.nunique()
    ranked = how.ranked()
    tables = {unit: counted(spoken, unit, clusters=clusters, sources=counts.index) for unit in ranked}
    shares = clustered_shares(*tables[how.unit])
    counts[[*_SHARES, "note"]] = shares[[*_SHARES, "note"]].to_numpy()
    counts = counts.astype(dict.fromkeys(_SHARES, "float64") | {"note": "str"})
    counts["rank"] = rank_of([counts[unit].to_numpy() for unit in ranked])[0]
    ends = resampled_ranks([tables[unit][0] for unit in ranked], seed=how.seed)
    counts["rank_low"], counts["rank_high"] = (pd.array(end, dtype="Float64").astype("Int64") for end in ends)
    counts = counts.reset_index().sort_values(["rank", "speaker", "source_id"], kind="stable")
    for name, value in zip(names, values, strict=True):
        counts[name] = pd.Series([value] * len(counts), index=counts.index, dtype=group[name].dtype)
    return counts
