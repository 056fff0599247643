"""What an actor is called: which of its names each outlet uses, and whether outlets differ in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.articles.schema import check_table
from toolkit.measures.actor_names import actor_names
from toolkit.measures.association import adjusted_p
from toolkit.measures.concordance import Place, context_lines
from toolkit.measures.crossed import Cross, cross_table, cross_test
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.searched import searched
from toolkit.measures.units import clusters_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.measures.actor_names import ActorNames, Names
    from toolkit.words.occurrences import Match

__all__ = ["naming_evidence", "naming_table", "naming_test"]

Array = np.ndarray[Any, np.dtype[Any]]


def naming_table(
    articles: pd.DataFrame,
    names: Names,
    *,
    by: str | Sequence[str] | None = "outlet",
    match: Match = "word",
    story: str | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """Which of its names each outlet gives an actor: shares with intervals over articles, and how outlets differ.

    A researcher says once who is called what; titles and texts are searched for all of it in one pass. A name is found
    with any conjunction or preposition before it (للاحتلال، وجيش الاحتلال); of names that overlap the one that begins
    first counts, and of those the longest: جيش الاحتلال is not counted as الاحتلال too.

    Args:
        articles: The articles.
        names: A table, or a CSV file, of `actor`, `variant` (a name of it, one word or several) and, where several are
            to be counted as one, `label`.
        by: A column of `articles`, or several, whose values are compared; None counts all together.
        match: How a name is found, as for `concordance`.
        story: A column that says which articles are of one story; intervals are then over stories.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`. The
            table is then given twice, and its first column, `copies`, says `with` or `without`.

    Returns:
        One row per actor, group and variant (or label), those never used too: `actor`, the columns of `by`, `variant`,
        `count` (places), `total` (of the actor in the group), `articles` (with this variant), `share` (`count` /
        `total`, 0..1) with `share_low`, `share_high`, `design_effect`, `n_articles` (of the group, that name the actor)
        and the tests of `category_table`: `p_articles` shuffles the groups of articles that name the actor,
        `p_adjusted` and `p_articles_adjusted` are adjusted over the whole table.

    Raises:
        TableError: A column is missing, or a variant stands for two actors.
        ReadError: The file of names cannot be read.

    Examples:
        >>> names = pd.DataFrame({"actor": ["البلدية"] * 2, "variant": ["البلدية", "مجلس المدينة"]})
        >>> texts = ["وافق مجلس المدينة على طلب للبلدية.", "رفضت البلدية الطلب."]
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["س", "ص"], "text": texts})
        >>> naming_table(articles, names)[["outlet", "count", "share"]].values.tolist()
        [['س', 1, 0.5], ['س', 1, 0.5], ['ص', 1, 1.0], ['ص', 0, 0.0]]
    """

    def named(actor: str, cross: Cross) -> pd.DataFrame:
        table = cross_table(cross, "variant").drop(columns="left_out")
        table.insert(0, "actor", pd.Series([actor] * len(table), dtype="str"))
        return table

    table = _measured(articles, actor_names(names, match=match), by, story, copies, named)
    return table.assign(p_adjusted=_adjusted(table, "p"), p_articles_adjusted=_adjusted(table, "p_articles"))


def naming_test(
    articles: pd.DataFrame,
    names: Names,
    *,
    by: str | Sequence[str] = "outlet",
    match: Match = "word",
    copies: str | None = None,
) -> pd.DataFrame:
    """Whether outlets call an actor by the same names: chi-squared, and a permutation of articles.

    Args:
        articles: As for `naming_table`.
        names: As for `naming_table`.
        by: As for `naming_table`.
        match: As for `naming_table`.
        copies: As for `naming_table`.

    Returns:
        One row per actor: `actor`, the columns of `category_test`, and `p_articles_adjusted` (Benjamini-Hochberg over
        the actors). `p` takes places as independent; `p_articles`, which shuffles the groups of articles, does not.

    Raises:
        TableError: A column is missing, or a variant stands for two actors.
        ReadError: The file of names cannot be read.

    Examples:
        >>> names = pd.DataFrame({"actor": ["البلدية"] * 2, "variant": ["البلدية", "مجلس المدينة"]})
        >>> texts = ["وافق مجلس المدينة."] * 6 + ["رفضت البلدية."] * 6
        >>> articles = pd.DataFrame({"article_id": list("abcdefghijkl"), "outlet": list("سسسسسسصصصصصص"), "text": texts})
        >>> bool(naming_test(articles, names)["p_articles"].iloc[0] < 0.05)
        True
    """

    def tested(actor: str, cross: Cross) -> pd.DataFrame:
        table = cross_test(cross)
        table.insert(0, "actor", pd.Series([actor], dtype="str"))
        return table

    table = _measured(articles, actor_names(names, match=match), by, None, copies, tested)
    table.insert(list(table.columns).index("p_articles") + 1, "p_articles_adjusted", _adjusted(table, "p_articles"))
    return table


def naming_evidence(articles: pd.DataFrame, names: Names, *, match: Match = "word", width: int = 8) -> pd.DataFrame:
    """Every place that `naming_table` counts, with its context; `show` displays it as a concordance.

    Args:
        articles: As for `naming_table`.
        names: As for `naming_table`.
        match: As for `naming_table`.
        width: Words of each context.

    Returns:
        One row per place: `actor`, `variant` (or label), then the columns of `concordance` up to `left_context`.

    Raises:
        TableError: A column is missing, or a variant stands for two actors.
        ReadError: The file of names cannot be read.

    Examples:
        >>> names = pd.DataFrame({"actor": ["البلدية"], "variant": ["مجلس المدينة"], "label": ["المجلس"]})
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["وافق مجلس المدينة."]})
        >>> naming_evidence(articles, names)[["variant", "start", "end", "keyword"]].values.tolist()
        [['المجلس', 5, 17, 'مجلس المدينة']]
    """
    check_table(articles, "articles")
    known = actor_names(names, match=match)
    places = [Place(one.row, one.field, place) for one in searched(articles, known.phrases) for place in one.found]
    lines = context_lines(articles, places, width=width)
    for column, values in (("variant", known.labels), ("actor", known.actors)):
        lines.insert(0, column, pd.Series([values[place.occurrence.phrase] for place in places], dtype="str"))
    return lines


def _adjusted(table: pd.DataFrame, column: str) -> Array:
    """Over the whole table; with copies and without are two tables."""
    p = table[column].to_numpy(dtype=float)
    parts = table["copies"].to_numpy() if "copies" in table else np.zeros(len(table))
    adjusted = np.full(len(p), np.nan)
    for part in np.unique(parts):
        adjusted[parts == part] = adjusted_p(p[parts == part])
    return adjusted


def _measured(
    articles: pd.DataFrame,
    known: ActorNames,
    by: str | Sequence[str] | None,
    story: str | None,
    copies: str | None,
    measure: Callable[[str, Cross], pd.DataFrame],
) -> pd.DataFrame:
    check_table(articles, "articles")
    names = group_columns(articles, by)
    group_columns(articles, story, name="story")
    table = articles.reset_index(drop=True)
    counts = _counts(table, known)
    table = table.assign(cluster=clusters_of(table, story))

    def all_actors(part: pd.DataFrame) -> pd.DataFrame:
        rows = part[names].drop_duplicates().sort_values(names) if names else pd.DataFrame(index=[0])
        rows = rows.reset_index(drop=True).assign(left_out=0)
        label = part.groupby(names, dropna=False, sort=True).ngroup().to_numpy() if names else np.zeros(len(part), int)
        cluster = pd.factorize(part["cluster"], sort=True)[0]
        found = []
        for actor, labels in known.by_actor().items():
            units = np.column_stack([counts[part.index][:, own].sum(axis=1) for own in labels.values()])
            some = np.flatnonzero(units.sum(axis=1))
            cross = Cross(names, rows, list(labels), units[some], label[some], None, some, cluster[some])
            found.append(measure(actor, cross))
        return pd.concat(found, ignore_index=True)

    return measured_with_and_without(all_actors, table, copies)


def _counts(articles: pd.DataFrame, known: ActorNames) -> sparse.csr_array[Any]:
    """How often each variant stands in each article."""
    pairs = [(one.row, place.phrase) for one in searched(articles, known.phrases) for place in one.found]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    shape = (len(articles), len(known.actors))
    return sparse.coo_array((np.ones(len(pairs)), (rows, columns)), shape=shape).tocsr()
