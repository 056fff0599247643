"""What one outlet has of an event and the other leaves out: speakers, terms, frames."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.stats import hypergeom, t

from toolkit.attribution.name_keys import name_keys
from toolkit.measures.association import adjusted_p
from toolkit.measures.evidence import event_items
from toolkit.measures.mentions import names_in

if TYPE_CHECKING:
    from toolkit.measures.evidence import EventItems
    from toolkit.measures.terms import TermMatrix

__all__ = ["omission_table", "omission_test"]

Array = np.ndarray[Any, np.dtype[Any]]
_MISS = "named there without a relation that was found: silent, or missed"


def omission_table(
    articles: pd.DataFrame,
    evidence: pd.DataFrame | TermMatrix,
    *,
    of: str | None = None,
    story: str = "event_id",
    by: str = "outlet",
    least: int = 1,
    unnamed: bool = False,
    aliases: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What one outlet alone has of an event, and what it alone leaves out, where others covered the event too.

    An outlet with one short article leaves much out by chance. So `chance` is the probability that it has none (or the
    others have none), had the articles on the event that have it been dealt to the outlets at random: with n of N
    articles and k that have it, C(N - k, n) / C(N, n). It orders the rows and is no test: many rows are compared. For a
    pattern over events see `omission_test`.

    Speakers are as right as the toolkit, which gives about three of four relations in unread articles the right one. So
    what looks left out can be a miss: `named` counts the articles of the silent side that have the name all the same,
    in full; read those first.

    Args:
        articles: A table of articles joined with what `find_events` gives, or with a column of your own.
        evidence: What is compared: the speakers of `quotation_table(articles)`; the terms of `term_matrix(articles)`;
            or a column of any table with `article_id`, such as `frame` of `frame_table(articles)` (of which only the
            rows that are `present` count).
        of: That column; None for speakers and terms.
        story: The column that says which articles are on one event; a missing value is none.
        by: The column whose values are compared.
        least: In how many articles on the event the side that has it must have it.
        unnamed: Whether speakers without a name count, whom only their description tells apart.
        aliases: A researcher's corrections of who is who, as for `source_table`.

    Returns:
        One row per event, outlet and item that only one side has, the least chance first: the columns `story` and `by`;
        `side`, `only` where the outlet alone has it, `left_out` where it alone has it not; `item`; `articles` of the
        outlet with it and `n_articles` on the event, `other_articles` and `n_other_articles` of all others; `outlets`
        that have it and `n_outlets` on the event; `chance` (0..1); `named` (missing for what is no speaker) and `note`.

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.
        ValueError: `least` is below 1.

    Examples:
        >>> from toolkit.articles.tables import quotation_table
        >>> texts = ["قال الوزير سالم حداد إن الجسر آمن.", "قالت المهندسة ليلى نصار إن الجسر خطر."]
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["س", "ص"], "text": texts, "event_id": "1"})
        >>> table = omission_table(articles, quotation_table(articles))
        >>> table.loc[table["outlet"] == "س", ["side", "item"]].values.tolist()
        [['only', 'سالم حداد'], ['left_out', 'ليلى نصار']]
    """
    if least < 1:
        raise ValueError(f"least is a number of articles, 1 or more, got {least}")
    known = event_items(articles, evidence, of=of, story=story, by=by, unnamed=unnamed, aliases=aliases)
    heads = known.articles[[story, by]].drop_duplicates().reset_index(drop=True)
    groups = known.articles.groupby([story, by], sort=False).ngroup().to_numpy()
    events = pd.factorize(heads[story])[0]
    sizes = np.bincount(groups, minlength=len(heads))
    own = _summed(groups, known.has, len(heads))
    edges = np.flatnonzero(np.diff(events, prepend=-1, append=-1))  # the heads of an event stand together
    whole = _summed(events, own, max(len(edges) - 1, 0))
    carriers = _summed(events, sparse.csr_array(own > 0).astype(np.int64), max(len(edges) - 1, 0))
    named = _summed(groups, _namings(known), len(heads))
    parts = []
    for event, (start, end) in enumerate(pairwise(edges)):
        places = np.arange(start, end)
        items = whole.indices[whole.indptr[event] : whole.indptr[event + 1]]
        items = np.sort(items)
        total = whole[[event]][:, items].toarray()[0]
        counts = own[places][:, items].toarray()
        others = total - counts
        one_side = ((counts == 0) & (others >= least)) | ((others == 0) & (counts >= least))
        rows, columns = np.nonzero(one_side)
        n, count, other = sizes[places][rows], counts[rows, columns], others[rows, columns]
        size = int(sizes[places].sum())
        silent = np.where(count == 0, n, size - n)
        names = named[places][:, items].toarray()
        silent_named = np.where(count == 0, names[rows, columns], (names.sum(axis=0) - names)[rows, columns])
        parts.append(
            pd.DataFrame(
                {
                    story: heads[story].to_numpy()[places[rows]],
                    by: heads[by].to_numpy()[places[rows]],
                    "side": np.where(count == 0, "left_out", "only"),
                    "item": [known.items[item] for item in items[columns]],
                    "articles": count,
                    "n_articles": n,
                    "other_articles": other,
                    "n_other_articles": size - n,
                    "outlets": carriers[[event]][:, items].toarray()[0][columns],
                    "n_outlets": len(places),
                    "chance": hypergeom.pmf(0, size, count + other, silent),
                    "named": silent_named,
                }
            )
        )
    return _finished(parts, articles, story, by, speakers=bool(known.spellings))


def _finished(
    parts: list[pd.DataFrame], articles: pd.DataFrame, story: str, by: str, *, speakers: bool
) -> pd.DataFrame:
    numbers = ["articles", "n_articles", "other_articles", "n_other_articles", "outlets", "n_outlets"]
    dtypes: dict[str, Any] = {story: articles[story].dtype, by: articles[by].dtype, "side": "str", "item": "str"}
    dtypes |= dict.fromkeys(numbers, "int64") | {"chance": "float64", "named": "Int64"}
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(dtypes))
    table = table.astype(dtypes)
    if not speakers:
        table["named"] = pd.array([pd.NA] * len(table), dtype="Int64")
    named = table["named"].fillna(0) > 0
    table["note"] = pd.Series([_MISS if own else None for own in named], index=table.index, dtype="str")
    table = table.assign(order=table["chance"].round(12))
    table = table.sort_values(["order", story, by, "item"], kind="stable", ignore_index=True)
    return table.drop(columns="order")


def _summed(groups: Array, has: sparse.csr_array[Any], count: int) -> sparse.csr_array[Any]:
    """The rows of each group, added up."""
    ones = np.ones(len(groups), dtype=np.int64)
    return sparse.csr_array(
        sparse.csr_array((ones, (groups, np.arange(len(groups)))), shape=(count, len(groups))) @ has
    )


def _namings(known: EventItems) -> sparse.csr_array[Any]:
    """Articles by items: 1 where an article has the name of a speaker without letting them speak."""
    empty = sparse.csr_array(known.has.shape, dtype=np.int64)
    # what is called by one word may be another word
    spellings = {name: place for name, place in known.spellings.items() if len(name_keys(name)) > 1}
    if not spellings:
        return empty
    texts = [
        "\n".join(cell for cell in cells if isinstance(cell, str))
        for cells in zip(
            *(known.articles[field] for field in ("title", "text") if field in known.articles), strict=True
        )
    ]
    found = [(row, item) for row, items in enumerate(names_in(texts, spellings)) for item in sorted(items)]
    rows, items = np.array(found, dtype=np.int64).reshape(-1, 2).T
    named = sparse.csr_array((np.ones(len(rows), dtype=np.int64), (rows, items)), shape=known.has.shape)
    return sparse.csr_array((named - named.multiply(known.has)).tocsr())


def omission_test(
    articles: pd.DataFrame,
    evidence: pd.DataFrame | TermMatrix,
    *,
    of: str | None = None,
    story: str = "event_id",
    by: str = "outlet",
    least: int = 3,
    unnamed: bool = False,
    aliases: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Whether an outlet has an item more often, or less, than the others on the same events.

    For each article on an event that several outlets covered, the expected share is that of all articles on the event.
    `difference` is how far the outlet's articles are from that on average; its interval is from the spread between
    events. p is exact: had the articles of each event been dealt to the outlets at random, how often the outlet would
    have the item in as many or as few articles, the events' hypergeometric counts added up. Articles of one outlet on
    one event count as independent.

    Args:
        articles: As for `omission_table`.
        evidence: As for `omission_table`.
        of: As for `omission_table`.
        story: As for `omission_table`.
        by: As for `omission_table`.
        least: In how many events an item must occur.
        unnamed: As for `omission_table`.
        aliases: As for `omission_table`.

    Returns:
        One row per outlet and item, the least p first: `by`, `item`, `articles` (of the outlet, with it), `n_articles`
        (on events of several outlets in which anybody has it), `events` (these), `share`, `expected_share`,
        `difference` (-1..1) with its 95 % interval `difference_low` and `difference_high` (linearised over events,
        Student's t; missing below 3 events), `p` and `p_adjusted` (Benjamini-Hochberg over the table).

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.
        ValueError: `least` is below 1.

    References:
        Mantel, N., Haenszel, W. (1959). Statistical aspects of the analysis of data from retrospective studies of
        disease. Journal of the National Cancer Institute 22, 719-748.
        Gart, J. J. (1970). Point and interval estimation of the common odds ratio in the combination of 2 x 2 tables
        with fixed marginals. Biometrika 57, 471-475 (the exact distribution).

    Examples:
        >>> from toolkit.measures.terms import term_matrix
        >>> rows = [(f"{n}{o}", o, str(n), "كارثة" if o == "س" else "حادث") for n in range(8) for o in "سص"]
        >>> articles = pd.DataFrame(rows, columns=["article_id", "outlet", "event_id", "text"])
        >>> table = omission_test(articles, term_matrix(articles))
        >>> table.loc[table["item"] == "كارثة", ["outlet", "share", "expected_share"]].values.tolist()
        [['س', 1.0, 0.5], ['ص', 0.0, 0.5]]
    """
    if least < 1:
        raise ValueError(f"least is a number of events, 1 or more, got {least}")
    known = event_items(articles, evidence, of=of, story=story, by=by, unnamed=unnamed, aliases=aliases)
    events = pd.factorize(known.articles[story])[0]
    labels, names = pd.factorize(known.articles[by], sort=True)
    count = int(events.max(initial=-1)) + 1
    sizes = np.bincount(events, minlength=count)
    summed = _summed(events, known.has, count)
    kept = np.flatnonzero(np.bincount(summed.indices, minlength=len(known.items)) >= least)
    having: Array = summed[:, kept].toarray()
    rows = []
    for label, name in enumerate(names):
        own = labels == label
        parts = np.bincount(events[own], minlength=count)
        found = _summed(events[own], known.has[own], count)[:, kept].toarray()
        for place, item in enumerate(kept):
            here = (having[:, place] > 0) & (parts > 0)
            if here.any():
                cells = sizes[here], having[here, place], parts[here], found[here, place]
                numbers = [int(cells[3].sum()), int(cells[2].sum()), int(here.sum())]
                rows.append([name, known.items[item], *numbers, *_measured(*cells), _exact_p(*cells)])
    columns = [by, "item", "articles", "n_articles", "events", "share", "expected_share", "difference"]
    columns += ["difference_low", "difference_high", "p"]
    dtypes: dict[str, Any] = {by: articles[by].dtype, "item": "str"}
    dtypes |= dict.fromkeys(columns[2:5], "int64") | dict.fromkeys(columns[5:], "float64")
    table = pd.DataFrame(rows, columns=columns).astype(dtypes)
    table["p_adjusted"] = adjusted_p(table["p"].to_numpy(dtype=float))
    return table.sort_values(["p", "item", by], kind="stable", ignore_index=True)


def _measured(sizes: Array, having: Array, parts: Array, found: Array) -> list[float]:
    """Share, expected share, difference and its interval of one outlet and item.

    Args:
        sizes: Articles on each event.
        having: How many of them have the item.
        parts: How many are the outlet's.
        found: How many of those have it.
    """
    k, n = len(sizes), parts.sum()
    above = found - parts * having / sizes
    difference = above.sum() / n
    squares = ((above - difference * parts) ** 2).sum()
    half = t.ppf(0.975, k - 1) * np.sqrt(k / (k - 1) * squares) / n if k > 2 and squares > 1e-12 else np.nan
    share = found.sum() / n
    return [share, share - difference, difference, difference - half, difference + half]


def _exact_p(sizes: Array, having: Array, parts: Array, found: Array) -> float:
    """How probable a sum is that is as far from its expectation, by the events' hypergeometric counts.

    Args:
        sizes: As for `_measured`.
        having: As for `_measured`.
        parts: As for `_measured`.
        found: As for `_measured`.
    """
    chances = np.ones(1)
    for cell in zip(sizes.tolist(), having.tolist(), parts.tolist(), strict=True):
        chances = np.convolve(chances, _chances(*cell))
    expected = (parts * having / sizes).sum()
    far = np.abs(np.arange(len(chances)) - expected) >= abs(found.sum() - expected) - 1e-9
    return float(min(chances[far].sum(), 1.0))


@lru_cache(maxsize=1 << 16)
def _chances(size: int, having: int, part: int) -> Array:
    """How probable each count from 0 is, where a part is drawn from so many of which so many have something."""
    return np.asarray(hypergeom.pmf(np.arange(min(having, part) + 1), size, having, part))
