"""Keyword in context: every place where a word stands, with what is read before it and behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from toolkit.articles.days import published_days
from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.searched import contexts, phrases_of, searched
from toolkit.text.segment import tokenize
from toolkit.words.collation import collation_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from toolkit.words.occurrences import Match, Occurrence

    Day = str | date | None

__all__ = ["CONTEXTS", "Place", "concordance", "context_lines"]

Side = Literal["right", "left", "keyword"]
CONTEXTS = ("right_context", "keyword", "left_context")
_OPTIONAL = ("outlet", "published")


class Place(NamedTuple):
    """Where an occurrence is.

    Attributes:
        row: Its article, counted from 0.
        field: `title` or `text`.
        occurrence: It.
    """

    row: int
    field: str
    occurrence: Occurrence


def concordance(
    articles: pd.DataFrame,
    term: str | Sequence[str],
    *,
    match: Match = "word",
    width: int = 8,
    sort: Side | None = None,
    outlet: str | Sequence[str] | None = None,
    dates: tuple[Day, Day] | None = None,
    limit: int | None = 1000,
) -> pd.DataFrame:
    """Every place where a word or phrase stands, with its context: keyword in context, as Arabic is read.

    The right context is what is read before the keyword, the left context what is read behind it; in this order the
    columns of a sheet or page that runs from right to left have them on their sides. `show(table)` displays it so,
    `export_table(table, "lines.xlsx")` writes it so.

    Args:
        articles: The articles; titles and texts are searched.
        term: A word, a phrase, or several of them. Of those that overlap, the longest that begins first counts.
        match: `word` finds it with any conjunction, preposition or article before it (بالفيروس for فيروس; a term with
            the article only where the text has one), in any spelling of hamza, ya and ta marbuta; `lemma` in any form
            of its lemma; `exact` as it is written, but for vowel signs.
        width: Words of each context.
        sort: By which side the lines are sorted, from the word nearest to the keyword on: `right`, `left` or by the
            `keyword`; as they stand in the articles where left out. Arabic order, in which article, vowel signs and
            hamza do not count.
        outlet: One outlet or several; all where left out.
        dates: The first and the last day, both within, as `("2024-05-01", "2024-05-31")`; None leaves a side open.
        limit: Lines at most; of more so many are drawn at random, the same at every run. None gives all.

    Returns:
        One row per place: `article_id`, `outlet`, `published` (where articles have them), `field` (title or text),
        `start`, `end` (of the keyword in the raw field, code points, half-open), `right_context`, `keyword`,
        `left_context` (slices of the raw field without the blanks at their ends), `total` (places found, whatever the
        limit), `n_articles` (in which they are), and `note`, which says what was left out.

    Raises:
        TableError: A column is missing, the term has no word, an outlet or a day is none, or an option is unknown.

    References:
        Rychlý, P., Kovář, V. (2007). Displaying Bidirectional Text Concordances in KWIC Format. RASLAN, 79-84.

    Examples:
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["أصيب ثلاثة عمال بالفيروس في الميناء أمس."]})
        >>> line = concordance(articles, "فيروس", width=2).iloc[0]
        >>> line["right_context"], line["keyword"], line["left_context"]
        ('ثلاثة عمال', 'بالفيروس', 'في الميناء')
        >>> articles["text"][0][line["start"] : line["end"]]
        'بالفيروس'
    """
    check_table(articles, "articles")
    if sort is not None and sort not in get_args(Side):
        raise TableError(f"sort={sort!r} is unknown; allowed are {', '.join(map(repr, get_args(Side)))} and None")
    if width < 0 or (limit is not None and limit < 1):
        raise TableError(f"width is 0 words or more and limit 1 line or more, got width={width!r}, limit={limit!r}")
    phrases = phrases_of(term, match)
    here, undated = _chosen(articles, outlet, dates)
    places = [Place(one.row, one.field, occurrence) for one in searched(here, phrases) for occurrence in one.found]
    total, n_articles = len(places), len({place.row for place in places})
    kept = _drawn(places, limit)
    notes = [f"{len(kept):,} of {total:,} places drawn at random"] if len(kept) < total else []
    notes += [f"{undated:,} articles without a day left out"] if undated else []
    table = context_lines(here, kept, width=width)
    table = table.assign(total=total, n_articles=n_articles).astype({"total": "int64", "n_articles": "int64"})
    table["note"] = pd.Series(["; ".join(notes) or None] * len(table), dtype="str")
    return table if sort is None else _sorted(table, sort)


def _chosen(
    articles: pd.DataFrame, outlet: str | Sequence[str] | None, dates: tuple[Day, Day] | None
) -> tuple[pd.DataFrame, int]:
    """The articles of the outlets and days asked for, and how many of those outlets have no day."""
    if outlet is not None:
        wanted = [outlet] if isinstance(outlet, str) else list(outlet)
        known = set(articles["outlet"].dropna()) if "outlet" in articles else set()
        for own in wanted:
            if own not in known:
                some = ", ".join(map(repr, sorted(known)[:8])) or "no outlet"
                raise TableError(f"outlet={own!r} is none of the articles'; they have {some}")
        articles = articles[articles["outlet"].isin(wanted)]
    if dates is None:
        return articles, 0
    if "published" not in articles:
        raise TableError("dates are asked for and articles have no column 'published'; join it, or leave dates out")
    if isinstance(dates, str) or len(dates) != 2:
        raise TableError(f"dates are two days, the first and the last, got {dates!r}; say ('2024-05-01', None)")
    days = published_days(articles["published"])
    within = days.notna()
    first, last = (_day(end) for end in dates)
    within &= (days >= first) if first is not None else True
    within &= (days <= last) if last is not None else True
    return articles[within.to_numpy()], int(days.isna().sum())


def _day(end: Day) -> pd.Timestamp | None:
    if end is None:
        return None
    day = published_days([end if isinstance(end, str) else end.isoformat()])[0]
    if pd.isna(day):
        raise TableError(f"{end!r} is no day; write it as 2024-05-01")
    return pd.Timestamp(day)


def _drawn(places: list[Place], limit: int | None) -> list[Place]:
    if limit is None or len(places) <= limit:
        return places
    drawn = np.random.default_rng(0).choice(len(places), limit, replace=False)
    return [places[place] for place in np.sort(drawn)]


def context_lines(articles: pd.DataFrame, places: Sequence[Place], *, width: int) -> pd.DataFrame:
    """The columns of `concordance` up to the contexts, one row per place.

    Args:
        articles: The articles.
        places: In the order of the articles.
        width: Words of each context.
    """
    cells: dict[str, list[Any]] = {name: [] for name in ("field", "start", "end", *CONTEXTS)}
    texts = {field: articles[field].tolist() for field in {place.field for place in places}}
    own: list[Occurrence] = []
    for at, place in enumerate(places):
        own.append(place.occurrence)
        if at + 1 < len(places) and places[at + 1][:2] == place[:2]:
            continue
        raw = texts[place.field][place.row]
        for one, (before, behind) in zip(own, contexts(tokenize(raw), own, width=width), strict=True):
            slices = (place.field, one.start, one.end, before.of(raw).strip(), raw[one.start : one.end])
            for name, cell in zip(cells, (*slices, behind.of(raw).strip()), strict=True):
                cells[name].append(cell)
        own = []
    rows = [place.row for place in places]
    named = [name for name in ("article_id", *_OPTIONAL) if name in articles]
    heads = articles[named].iloc[rows].reset_index(drop=True)
    dtypes = dict.fromkeys(("field", *CONTEXTS), "str") | dict.fromkeys(("start", "end"), "int64")
    return pd.concat([heads, pd.DataFrame(cells).astype(dtypes)], axis=1)


def _sorted(table: pd.DataFrame, side: Side) -> pd.DataFrame:
    column = "keyword" if side == "keyword" else f"{side}_context"
    keys: dict[str, str] = {}
    orders = []
    for cell in table[column]:
        words = [text for text, kind in zip(*_words(cell), strict=True) if kind in {"word", "number"}]
        for word in words:
            if word not in keys:
                keys[word] = collation_key(word)
        # nearest to the keyword first
        orders.append([keys[word] for word in (reversed(words) if side == "right" else words)])
    return table.iloc[sorted(range(len(table)), key=orders.__getitem__)].reset_index(drop=True)


def _words(text: str) -> tuple[list[str], list[str]]:
    tokens = tokenize(text)
    return tokens.texts, tokens.kinds
