"""How far outlets are apart in what they have of each category, beside how far chance alone would set them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.errors import TableError
from toolkit.measures.association import adjusted_p, jensen_shannon
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.permutation import permuted
from toolkit.measures.terms import TermMatrix, aligned_terms, by_cluster
from toolkit.measures.units import clusters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["divergence_table"]

Array = np.ndarray[Any, np.dtype[Any]]
_DRAWS = 999
_EQUAL = 1e-12
_SHOWN = 3
_CLASSES, _IN_CLASS = 5, 10  # of articles by length: so many at most, and of so many articles each
_COUNTS = ("articles_first", "articles_second", "shuffled", "count_first", "count_second", "categories")
_FIGURES = ("divergence", "expected", "expected_high", "excess", "p", "p_adjusted")


def divergence_table(
    table: pd.DataFrame,
    *,
    of: str | Sequence[str] | TermMatrix,
    by: str = "outlet",
    count: str | None = None,
    story: str | None = None,
    within: str | Sequence[str] | None = None,
    copies: str | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """How far each two outlets are apart in their frames, sources or terms, and how far they would be by chance.

    The divergence is Jensen and Shannon's, in bits: H((P + Q) / 2) - (H(P) + H(Q)) / 2, P and Q the shares of the
    categories in two outlets, 0 where they are alike and 1 where they have none in common. Two samples of the same
    coverage diverge too, the more the smaller they are and the more categories there are. So whole articles are
    shuffled between the two outlets 999 times: `expected` is what is left on average where outlets make no difference,
    and only what goes beyond it tells them apart. Articles are shuffled among others of about their length, for short
    articles diverge more than long ones.

    Args:
        table: Rows with `article_id`: frames, quotations, sources of articles, or the articles themselves.
        of: Its column of categories, of which each row is one; or its columns of counts, with a row per article; or
            what `term_matrix` gives for these articles.
        by: The column whose values are compared.
        count: With a column of categories, the column that says how much of its category each row is: a count, or true
            and false, such as `present` of `frame_table`.
        story: A column that says which articles are of one story; what an outlet has of a story is then one unit.
        within: A column, or several, within whose values articles are shuffled and no further: the event or the month
            that is to make no difference. An article that shares its value with none of the other outlet tells nothing.
        copies: A column that marks wire copies; each row is given with them and without.
        seed: The same seed gives the same p.

    Returns:
        One row per pair of outlets: `first`, `second`, `divergence` (bits, 0..1), `expected` (its mean under shuffles),
        `expected_high` (what 95 % of shuffles stay under), `excess` (`divergence` - `expected`), `p` (the share of
        shuffles that diverge as much), `p_adjusted` (Benjamini-Hochberg over the pairs), `articles_first`,
        `articles_second` (with anything counted), `shuffled` (articles or stories that could change sides),
        `count_first`, `count_second`, `categories` (that either has), `more_in_first`, `more_in_second` (up to three
        categories that add most to it), `note`. Missing where it is not defined.

    Raises:
        TableError: A column is missing, an article is of two outlets, or counts are below 0.

    References:
        Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on Information Theory 37,
        145-151.
        Phipson, B., Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical Applications in
        Genetics and Molecular Biology 9, article 39.

    Examples:
        >>> rows = [(str(place), "سص"[place // 8], ["economic", "political"][place % 2]) for place in range(16)]
        >>> found = divergence_table(pd.DataFrame(rows, columns=["article_id", "outlet", "frame"]), of="frame")
        >>> found[["first", "second", "divergence", "p"]].values.tolist()
        [['س', 'ص', 0.0, 1.0]]
        >>> bool(found["expected"][0] > 0.03)  # halves of eight articles diverge by chance
        True
    """
    group_columns(table, ["article_id", by], name="by")
    for name, given in (("story", story), ("within", within), ("count", count)):
        group_columns(table, given, name=name)
    return measured_with_and_without(
        lambda part: _pairs(_counted(part, of, by, count, story, within), seed), table, copies
    )


class _Counted(NamedTuple):
    """Counts by article.

    Attributes:
        categories: The categories.
        counts: Units (articles, or what an outlet has of a story) by categories; each has something.
        groups: The place of the outlet of each unit.
        names: The outlets.
        blocks: Within which each unit is shuffled, numbered.
        articles: How many articles each unit has.
    """

    categories: list[str]
    counts: sparse.csr_array[Any]
    groups: Array
    names: list[Any]
    blocks: Array
    articles: Array


def _counted(
    table: pd.DataFrame,
    of: str | Sequence[str] | TermMatrix,
    by: str,
    count: str | None,
    story: str | None,
    within: str | Sequence[str] | None,
) -> _Counted:
    table = table[table[by].notna() & table["article_id"].notna()]
    blocks = group_columns(table, within, name="within")
    # by id, so that the order of rows draws no other shuffles
    heads = table.drop_duplicates("article_id").sort_values("article_id", ignore_index=True)
    _check_of_articles(table, [by, *blocks])
    categories, counts = _matrix(table, heads, of, count)
    something = np.asarray(counts.sum(axis=1)).ravel() > 0
    heads, counts = heads[something].reset_index(drop=True), counts[something]
    names = sorted(table[by].unique().tolist(), key=str)
    group = pd.Categorical(heads[by], categories=names).codes.astype(int)
    block = heads.groupby(blocks, dropna=False).ngroup().to_numpy() if blocks else np.zeros(len(heads), dtype=int)
    if story is None:
        return _Counted(categories, counts, group, names, block, np.ones(len(heads), dtype=int))
    keys = list(zip(clusters_of(heads, story).astype("str"), group.tolist(), block.tolist(), strict=True))
    joined, articles = by_cluster(counts, np.ones(len(heads), dtype=int), keys)
    once = list(dict.fromkeys(keys))
    groups, own = (np.array([key[place] for key in once], dtype=int) for place in (1, 2))
    return _Counted(categories, joined, groups, names, own, articles)


def _check_of_articles(table: pd.DataFrame, names: list[str]) -> None:
    """Each article must have one value of what articles are compared by."""
    for name in names:
        pairs = table[["article_id", name]].drop_duplicates()
        several = pairs["article_id"][pairs["article_id"].duplicated()]
        if len(several):
            raise TableError(
                f"the article {several.iloc[0]!r} has several values of {name!r}; compare by a column of articles, "
                "such as 'outlet'"
            )


def _matrix(
    table: pd.DataFrame, heads: pd.DataFrame, of: str | Sequence[str] | TermMatrix, count: str | None
) -> tuple[list[str], sparse.csr_array[Any]]:
    """The categories, and articles by them."""
    if isinstance(of, TermMatrix):
        matrix = aligned_terms(of, heads)
        return list(matrix.terms), sparse.csr_array(matrix.counts)
    if not isinstance(of, str):
        names = group_columns(table, of, name="of")
        if table["article_id"].duplicated().any() or not names:
            raise TableError(
                "columns of counts need one row per article; of a table with several rows name the one column of "
                "categories: of='frame'"
            )
        counts = np.stack([_numbers(heads, name) for name in names], axis=1)
        return list(map(str, names)), sparse.csr_array(counts)
    group_columns(table, of, name="of")
    known = table[table[of].notna()]
    weights = np.ones(len(known)) if count is None else _numbers(known, count)
    rows = pd.Index(heads["article_id"]).get_indexer(pd.Index(known["article_id"]))
    columns, categories = pd.factorize(known[of].astype("str"), sort=True)
    cells = sparse.coo_array((weights, (rows, columns)), shape=(len(heads), len(categories)))
    return list(categories), sparse.csr_array(cells.tocsr())


def _numbers(table: pd.DataFrame, name: str) -> Array:
    numbers: Array = pd.to_numeric(table[name].astype("object"), errors="coerce").to_numpy(dtype=float)
    wrong = table[name].notna().to_numpy() & ~(numbers >= 0)
    if wrong.any() or np.isinf(numbers).any():
        raise TableError(f"{name!r} must hold counts, 0 or more, got {table[name].iloc[int(np.argmax(wrong))]!r}")
    return np.where(np.isnan(numbers), 0.0, numbers)


def _pairs(counted: _Counted, seed: int) -> pd.DataFrame:
    rows = [_pair(counted, first, second, seed) for first, second in combinations(range(len(counted.names)), 2)]
    columns = ["first", "second", *_FIGURES, *_COUNTS, "more_in_first", "more_in_second", "note"]
    found = pd.DataFrame(rows, columns=columns)
    found["p_adjusted"] = adjusted_p(found["p"].astype("float64"))
    return found.astype(dict.fromkeys(_FIGURES, "float64") | {"note": "str"})


def _pair(counted: _Counted, first: int, second: int, seed: int) -> dict[str, Any]:
    inside = np.isin(counted.groups, [first, second])
    counts, labels = counted.counts[inside], (counted.groups[inside] == second).astype(int)
    counts = counts[:, np.flatnonzero(counts.sum(axis=0) > 0)]
    shown = np.flatnonzero(counted.counts[inside].sum(axis=0) > 0)
    sides = np.stack([np.asarray(counts[labels == side].sum(axis=0)).ravel() for side in (0, 1)])
    totals = sides.sum(axis=1)
    articles = [int(counted.articles[inside][labels == side].sum()) for side in (0, 1)]
    row: dict[str, Any] = {"first": counted.names[first], "second": counted.names[second], "note": None}
    row |= {"articles_first": articles[0], "articles_second": articles[1], "categories": len(shown)}
    row |= {"count_first": _whole(totals[0]), "count_second": _whole(totals[1])}
    row |= {"more_in_first": [], "more_in_second": [], "shuffled": 0}
    if not totals.all():
        empty = [counted.names[place] for place, total in zip((first, second), totals, strict=True) if not total]
        return row | {"note": f"nothing was counted in {' and '.join(map(str, empty))}"}
    row["divergence"] = float(jensen_shannon(sides))
    names = [counted.categories[place] for place in shown]
    row["more_in_first"], row["more_in_second"] = _most(sides, names)
    blocks = _blocks(counts, counted.blocks[inside])
    row["shuffled"] = _mixed(blocks, labels)
    drawn = permuted(jensen_shannon, counts, labels, blocks=blocks, draws=_DRAWS, seed=seed)
    drawn = drawn[np.isfinite(drawn)]
    if not len(drawn):
        return row | {"note": "no shuffle can change anything: no test"}
    row |= {"expected": float(drawn.mean()), "expected_high": float(np.quantile(drawn, 0.95))}
    row["excess"] = row["divergence"] - row["expected"]
    row["p"] = float((1 + (drawn >= row["divergence"] - _EQUAL).sum()) / (1 + len(drawn)))
    if row["shuffled"] < len(labels) / 2:
        row["note"] = "fewer than half can change sides: the others have none of about their length in the other outlet"
    return row


def _mixed(blocks: Array, labels: Array) -> int:
    """How many units stand in a block that has units of both sides."""
    there = np.zeros((int(blocks.max()) + 1, 2), dtype=int)
    np.add.at(there, (blocks, labels), 1)
    return int(there[(there > 0).all(axis=1)].sum())


def _blocks(counts: sparse.csr_array[Any], blocks: Array) -> Array:
    """Blocks of units of about one length, within those given.

    Shuffled among all, the short articles of one outlet would become long ones, whose divergence is less: of random
    halves of a coverage of which one was cut to a third, half came out as different (`make bench`).
    """
    sizes = np.asarray(counts.sum(axis=1)).ravel()
    found = np.zeros(len(sizes), dtype=int)
    for number, block in enumerate(np.unique(blocks)):
        places = np.flatnonzero(blocks == block)
        classes = min(max(len(places) // _IN_CLASS, 1), _CLASSES)
        rank = np.argsort(np.argsort(sizes[places], kind="stable"), kind="stable")
        found[places] = number * _CLASSES + rank * classes // len(places)
    return found


def _whole(total: float) -> int | float:
    return int(total) if float(total).is_integer() else float(total)


def _most(sides: Array, names: list[str]) -> tuple[list[str], list[str]]:
    """The categories that add most to the divergence, those that the first has more of, and the second."""
    shares = sides / sides.sum(axis=1, keepdims=True)
    middle = shares.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        adds = np.nan_to_num(shares * np.log2(shares / middle)).sum(axis=0)
    order = np.lexsort((np.arange(len(names)), -adds))
    order = order[adds[order] > _EQUAL]
    more = shares[0, order] > shares[1, order]
    first, second = ([names[place] for place in order[side][:_SHOWN].tolist()] for side in (more, ~more))
    return first, second
