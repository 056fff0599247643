"""Which words stand around a term or an actor, by outlet, with articles as the sample."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.association import adjusted_p
from toolkit.measures.collocation import FEWEST, association_p, collocation_intervals, collocation_scores, log_dice
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.relabelling import relabelled_p
from toolkit.measures.searched import phrases_of
from toolkit.measures.terms import stop_words_of
from toolkit.measures.units import clusters_of
from toolkit.measures.vicinity import vicinity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.measures.vicinity import Vicinity
    from toolkit.words.occurrences import Match

__all__ = ["collocations"]

Array = np.ndarray[Any, np.dtype[Any]]
_NO_TEST = {
    "p": "no article has more or less of it near the term: no test",
    "p_between": "it does not vary, or one group has fewer than two articles: no test between groups",
}
_COUNTS = ["count", "articles", "frequency", "term", "near", "size"]


def collocations(  # noqa: PLR0913 - each is a choice of its own
    articles: pd.DataFrame,
    node: str | Sequence[str],
    *,
    by: str | Sequence[str] | None = None,
    match: Match = "word",
    window: int | None = 5,
    least: int = 5,
    stop: str | Iterable[str] | None = "stop_words",
    story: str | None = None,
    copies: str | None = None,
    test: bool = False,
) -> pd.DataFrame:
    """The words that stand around a term or an actor, those that belong to it most first.

    Words are counted as lemmas, in titles and texts, those of the term itself and numbers left out. With O11 how often
    a word stands near the term, R1 the words near it, C1 how often the word stands anywhere and N all words:
    E11 = R1 C1 / N, NPMI = log(O11 / E11) / -log(O11 / N), t = (O11 - E11) / √O11, log ratio = log2 of how many times
    more frequent the word is near the term than elsewhere, and logDice = 14 + log2(2 O11 / (F + C1)), with F how often
    the term stands. Where sentences are counted, O11, R1, C1, N and F are sentences.

    Articles are the sample: the intervals are from the spread between them, see `collocation.collocation_intervals`.

    Args:
        articles: The articles.
        node: A word, a phrase, or several, such as the names of an actor.
        by: A column of `articles`, or several, within whose values to count.
        match: How the term is found, as for `concordance`.
        window: So many words on each side, within the sentence; None counts whole sentences.
        least: How often a word must stand near the term, in the group.
        stop: What is no collocate: the name of a lexicon with a column `form`, words, or None.
        story: A column that says which articles are of one story; intervals and tests are then over stories.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`. The
            table is then given twice, and its first column, `copies`, says `with` or `without`.
        test: Whether to test each word, see below.

    Returns:
        One row per group and word, by logDice: the columns of `by`, `collocate`, `count` (O11), `articles` (in which it
        stands near the term), `frequency` (C1), `term` (F), `near` (R1), `size` (N), `expected` (E11), then `log_dice`
        (at most 14 for a pair that is always together), `npmi` (-1..1), `log_ratio` (1: twice as frequent), each with
        its 95 % interval in `_low` and `_high`, and `t_score`. With `test`: `p` (signs of articles, see
        `collocation.association_p`) and `p_adjusted` (Benjamini-Hochberg over the table); with `by` too `p_between`,
        whether the word is more or less frequent near the term here than in the other groups when the groups of
        articles are shuffled (see `relabelling.relabelled_p`), and `p_between_adjusted`. `note` says what is missing.

    Raises:
        TableError: A column is missing, the term has no word, or an option is unknown.

    Warns:
        ToolkitWarning: The term stands nowhere, or no word stands near it often enough; the table is then empty.

    References:
        Evert, S. (2008). Corpora and collocations. In: Corpus Linguistics. An International Handbook, 1212-1248.
        Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN, 6-9.
        Brezina, V., McEnery, T., Wattam, S. (2015). Collocations in context. International Journal of Corpus
        Linguistics 20, 139-173.

    Examples:
        >>> texts = ["أغلقت قوات الحدود المعبر", "قوات الحدود في القرية", "فتحت القرية أبوابها"]
        >>> articles = pd.DataFrame({"article_id": ["1", "2", "3"], "text": texts})
        >>> found = collocations(articles, "الحدود", window=1, least=2)
        >>> found[["collocate", "count", "frequency", "term", "log_dice"]].values.tolist()
        [['قوة', 2, 2, 2, 14.0]]
    """
    check_table(articles, "articles")
    names = group_columns(articles, by)
    group_columns(articles, story, name="story")
    if least < 1 or (window is not None and window < 1):
        raise TableError(f"window is 1 word or more, or None, and least 1 or more; got {window!r} and {least!r}")
    phrases = phrases_of(node, match)
    table = articles.reset_index(drop=True)
    found = vicinity(table, phrases, window=window, least=least, stop=stop_words_of(stop))
    table = table.assign(cluster=clusters_of(table, story))
    result = measured_with_and_without(lambda part: _collocations(part, found, names, least, test=test), table, copies)
    if result.empty:
        why = "no word stands near it so often; lower least" if found.places.any() else "it stands nowhere"
        warnings.warn(f"{node!r} has no collocates in {len(articles)} articles: {why}", ToolkitWarning, stacklevel=2)
    return result


def _collocations(part: pd.DataFrame, found: Vicinity, names: list[str], least: int, *, test: bool) -> pd.DataFrame:
    rows = part.index.to_numpy()
    groups = part.groupby(names, dropna=False, sort=True).ngroup().to_numpy() if names else np.zeros(len(part), int)
    # what a group has of a story is independent of the rest
    clusters = pd.factorize(pd.MultiIndex.from_arrays([groups, part["cluster"]]))[0]
    here = found.part(rows, np.arange(len(found.words)))
    units = here.joined(clusters)
    group_of = np.zeros(len(units.size), dtype=int)
    group_of[clusters] = groups
    heads = part[names].assign(group=groups).drop_duplicates("group").set_index("group").sort_index()
    tables = []
    for group in range(len(heads)):
        articles, own = here.near[groups == group], np.flatnonzero(group_of == group)
        columns = np.flatnonzero(np.asarray(articles.sum(axis=0)).ravel() >= least)
        table = _table(units.part(own, columns), _having(articles[:, columns]), test=test)
        if test and names:
            table["p_between"] = _between(units, columns, group_of == group)
        for place, name in enumerate(names):
            value = pd.Series([heads[name].iloc[group]] * len(table), dtype=part[name].dtype)
            table.insert(place, name, value)
        tables.append(table.sort_values(["log_dice", "collocate"], ascending=[False, True], kind="stable"))
    table = pd.concat(tables, ignore_index=True) if tables else _empty(part, found, names, test=test)
    for column, why in _NO_TEST.items():
        if column in table:
            missing = table[column].isna()
            table.loc[missing, "note"] = [
                f"{note}; {why}" if isinstance(note, str) else why for note in table.loc[missing, "note"]
            ]
            table.insert(list(table).index(column) + 1, f"{column}_adjusted", adjusted_p(table[column]))
    return table[[*(name for name in table if name != "note"), "note"]]


def _empty(part: pd.DataFrame, found: Vicinity, names: list[str], *, test: bool) -> pd.DataFrame:
    """The columns, where there is no article at all."""
    table = _table(found.part(np.zeros(0, int), np.zeros(0, int)), np.zeros(0, int), test=test)
    return pd.concat([part[names].head(0), table], axis=1).assign(**({"p_between": 0.0} if test and names else {}))


def _having(counts: Any) -> Array:
    having: Array = np.bincount(counts.indices, minlength=counts.shape[1])
    return having


def _between(units: Vicinity, columns: Array, own: Array) -> Array:
    """Of each word, how often shuffled groups of articles give it as much more or less near the term."""
    near = units.near_size > 0
    return relabelled_p(units.near[near][:, columns], units.near_size[near], own[near])


def _table(own: Vicinity, articles: Array, *, test: bool) -> pd.DataFrame:
    count, frequency = (np.asarray(table.sum(axis=0)).ravel() for table in (own.near, own.all))
    term, near, size = (float(column.sum()) for column in (own.places, own.near_size, own.size))
    scores = collocation_scores(count, near, frequency, size)
    ends = collocation_intervals(own)
    frame: dict[str, Any] = {"collocate": pd.Series(own.words, dtype="str")}
    counts = (count, articles, frequency, *(np.full(len(count), whole) for whole in (term, near, size)))
    frame |= {name: values.astype("int64") for name, values in zip(_COUNTS, counts, strict=True)}
    frame["expected"] = scores.expected
    values = {"log_dice": log_dice(count, term, frequency), "npmi": scores.npmi, "log_ratio": scores.log_ratio}
    for name, value in values.items():
        frame |= {name: value, f"{name}_low": ends[name][0], f"{name}_high": ends[name][1]}
    frame["t_score"] = scores.t_score
    if test:
        frame["p"] = association_p(own)
    few, only = _having(own.near) < FEWEST, count == frequency
    notes = np.where(few, f"near it in fewer than {FEWEST} articles or stories: no interval", "")
    notes = np.where(~few & only, "never elsewhere: counted as half in the log ratio, which has no interval", notes)
    frame["note"] = pd.Series([note or None for note in notes.tolist()], dtype="str")
    return pd.DataFrame(frame)
