"""What is wrong with a coverage, before it is analysed."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pandas as pd
from tqdm import tqdm

from toolkit.articles.boilerplate import boilerplate_table
from toolkit.articles.days import published_days
from toolkit.articles.faults import text_faults
from toolkit.articles.syndication import find_syndicated
from toolkit.errors import TableError
from toolkit.text.normalize import normalize_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["CHECKED", "check"]

_SEVERITIES = ("error", "warning", "note")
_MANY = 0.05
_FIRST_YEAR = 1900
_DASH = re.compile(r"\s[|–—ـ\-]+\s")
_LEAST, _OFTEN = 3, 0.1  # so many titles, and such a share of an outlet's, have one end before it is the site's


def check(
    articles: pd.DataFrame, *, today: date | None = None, examples: int | None = 5, progress: bool = False
) -> pd.DataFrame:
    """What is wrong with a coverage, what it does to an analysis, and what to do about it.

    Nothing is changed or left out. Looked at are ids, texts (missing, short, in a wrong encoding, stored as they look,
    with lost or control characters or markup), language, copies, titles, lines that belong to the page
    (`boilerplate_table`), quotation marks without their other half, sentence ends without a space, dates and names of
    outlets. Time grows with the length of the texts: about 230 articles a second of one core.

    Args:
        articles: A table of articles with `article_id` and `text`; ids may be repeated or missing here. `outlet`,
            `published` and `title` are looked at where they are.
        today: The day after which a date lies in the future; the current day by default.
        examples: How many ids of articles each row names; None for all of them.
        progress: Shows a bar on standard error, where that is a terminal and the work takes longer than 2 seconds.

    Returns:
        One row per finding, the worst first: `check`; `severity` (`error` changes what is measured wherever it stands,
        `warning` where it is frequent, `note` is worth knowing; what would be a warning is a note in fewer than 5 % of
        the articles); `outlet`, missing for the whole coverage; `n` articles it concerns; `articles`, of how many;
        `share` n / articles, 0..1; `examples`, ids of articles; `effect`, what it does to an analysis; `remedy`. The
        coverage's row comes first, then those of outlets by share. A check that found nothing has no row.

    Raises:
        TableError: `articles` is no table or lacks `article_id` or `text`.

    Examples:
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "text": ["قال «نعم", None]})
        >>> check(articles)[["check", "severity", "examples"]].values.tolist()
        [['no_text', 'error', ['2']], ['short_text', 'warning', ['1']], ['unbalanced_quotes', 'warning', ['1']]]
    """
    _check_columns(articles)
    articles = articles.reset_index(drop=True)
    outlets = _outlets(articles)
    found = {name: sorted(rows) for name, rows in _found(articles, today or date.today(), progress=progress) if rows}  # noqa: DTZ011 - a researcher's own day
    ids = [_cell(value) for value in articles["article_id"]]
    rows: list[dict[str, Any]] = []
    for name in sorted(found, key=lambda name: _rank(name, len(found[name]), len(ids))):
        rows += _rows(name, found[name], ids, outlets, examples)
    return _table(rows)


def _check_columns(articles: pd.DataFrame) -> None:
    if not isinstance(articles, pd.DataFrame):
        raise TableError(f"articles must be a pandas DataFrame, got {type(articles).__name__}")
    missing = [name for name in ("article_id", "text") if name not in articles]
    if missing:
        has = ", ".join(map(repr, articles.columns)) or "no columns"
        raise TableError(
            f"articles lacks {', '.join(missing)}; it has {has}. Rename what holds it, or use read_articles"
        )


@cache
def _checks() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("toolkit.articles").joinpath("checks.toml").read_text(encoding="utf-8"))


CHECKED = tuple(_checks())
"""The names of the checks."""


def _severity(name: str, count: int, total: int) -> str:
    severity = _checks()[name]["severity"]
    return "note" if severity == "warning" and count < _MANY * total else severity


def _rank(name: str, count: int, total: int) -> tuple[int, float, int]:
    return _SEVERITIES.index(_severity(name, count, total)), -count / total, CHECKED.index(name)


def _rows(
    name: str, places: Sequence[int], ids: Sequence[str], outlets: Sequence[str | None], examples: int | None
) -> Iterator[dict[str, Any]]:
    """The row of the whole coverage, then one per outlet where there are several."""
    sizes: dict[str, int] = defaultdict(int)
    by: dict[str, list[int]] = defaultdict(list)
    for outlet in outlets:
        sizes[outlet or ""] += 1
    for place in places:
        by[outlets[place] or ""].append(place)
    groups: list[tuple[str | None, Sequence[int], int]] = [(None, places, len(ids))]
    if len(sizes) > 1:
        named = [(outlet, by[outlet], sizes[outlet]) for outlet in by if outlet]
        groups += sorted(named, key=lambda each: (-len(each[1]) / each[2], each[0]))
    for outlet, those, size in groups:
        yield {
            "check": name,
            "severity": _severity(name, len(those), size),
            "outlet": outlet,
            "n": len(those),
            "articles": size,
            "share": len(those) / size,
            "examples": [ids[place] for place in those[:examples]],
            "effect": _checks()[name]["effect"],
            "remedy": _checks()[name]["remedy"],
        }


def _table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    dtypes = {
        "check": "str",
        "severity": "str",
        "outlet": "str",
        "n": "int64",
        "articles": "int64",
        "share": "float64",
        "examples": "object",
        "effect": "str",
        "remedy": "str",
    }
    return pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)


def _found(articles: pd.DataFrame, today: date, *, progress: bool) -> Iterator[tuple[str, set[int]]]:
    """Each check with the rows that fail it."""
    yield from _of_ids(articles["article_id"])
    texts = [_cell(text) for text in articles["text"]]
    by_name: dict[str, set[int]] = defaultdict(set)
    for row, text in enumerate(tqdm(texts, unit=" articles", delay=2, disable=None if progress else True)):
        for name in text_faults(text):
            by_name[name].add(row)
    yield from by_name.items()
    yield from _of_copies(articles, texts)
    yield from _of_titles(articles)
    yield from _of_dates(articles, today)
    yield from _of_outlets(articles)


def _of_ids(ids: pd.Series[Any]) -> Iterator[tuple[str, set[int]]]:
    names = [_cell(value) for value in ids]
    yield "missing_id", {row for row, name in enumerate(names) if not name}
    yield "repeated_id", _repeated(names)


def _of_copies(articles: pd.DataFrame, texts: Sequence[str]) -> Iterator[tuple[str, set[int]]]:
    same = _repeated([" ".join(text.split()) for text in texts])
    yield "same_text", same
    renumbered = articles.assign(article_id=[f"{row:09}" for row in range(len(articles))])
    copies = find_syndicated(renumbered)
    # each of two near copies is concerned; those that are exact are in the row above
    yield "near_copy", set(copies.index[copies["group_size"] > 1]) - same
    marked = boilerplate_table(renumbered.assign(story=copies["group_id"]), story="story")
    # a passage may be the outlet's wording of what it reports
    yield "boilerplate", {int(own) for own in marked.loc[marked["kind"] != "passage", "article_id"]}


def _of_titles(articles: pd.DataFrame) -> Iterator[tuple[str, set[int]]]:
    if "title" not in articles or articles["title"].isna().all():
        return
    titles = [_cell(title).strip() for title in articles["title"]]
    yield "no_title", {row for row, title in enumerate(titles) if not title}
    outlets = _outlets(articles)
    folded = normalize_all(titles, profile="search")
    keys = [f"{outlet}\n{title}" if title else "" for outlet, title in zip(outlets, folded, strict=True)]
    yield "repeated_title", _repeated(keys)
    ends = [_DASH.split(title)[1:][-1:] for title in titles]
    sites = normalize_all(["".join(end) for end in ends], profile="search")
    yield "site_in_title", _with_sites(sites, outlets)


def _with_sites(ends: Sequence[str], outlets: Sequence[str | None]) -> set[int]:
    """The rows whose title ends, behind a dash or bar, as many titles of its outlet do."""
    rows: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for row, (end, outlet) in enumerate(zip(ends, outlets, strict=True)):
        if end.strip():
            rows[outlet, end.strip()].append(row)
    sizes = Counter(outlets)
    many = (those for (outlet, _), those in rows.items() if len(those) >= max(_LEAST, _OFTEN * sizes[outlet]))
    return {row for those in many for row in those}


def _of_dates(articles: pd.DataFrame, today: date) -> Iterator[tuple[str, set[int]]]:
    if "published" not in articles or articles["published"].isna().all():
        return
    cells = [_cell(value).strip() for value in articles["published"]]
    days = published_days(cells)
    yield "no_date", {row for row, cell in enumerate(cells) if not cell}
    unread = {row for row, (cell, day) in enumerate(zip(cells, days, strict=True)) if cell and pd.isna(day)}
    no_day = {row for row in unread if _looks_iso(cells[row])}
    yield "unread_date", unread - no_day
    late = {row for row, day in enumerate(days) if not pd.isna(day) and not _FIRST_YEAR <= day.year <= today.year + 1}
    late |= {row for row, day in enumerate(days) if not pd.isna(day) and day.date() > today}
    yield "impossible_date", no_day | late


def _looks_iso(cell: str) -> bool:
    parts = cell[:10].split("-")
    return [len(part) for part in parts] == [4, 2, 2] and all(map(str.isdecimal, parts))


def _of_outlets(articles: pd.DataFrame) -> Iterator[tuple[str, set[int]]]:
    outlets = _outlets(articles)
    if not any(outlets):
        return
    yield "no_outlet", {row for row, outlet in enumerate(outlets) if not outlet}
    spellings: dict[str, set[str]] = defaultdict(set)
    names = sorted({outlet for outlet in outlets if outlet})
    keys = dict(zip(names, map(_folded, normalize_all(names, profile="search")), strict=True))
    for name, key in keys.items():
        spellings[key].add(name)
    yield "outlet_spellings", {row for row, name in enumerate(outlets) if name and len(spellings[keys[name]]) > 1}


def _folded(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _outlets(articles: pd.DataFrame) -> list[str | None]:
    if "outlet" not in articles:
        return [None] * len(articles)
    return [_cell(name).strip() or None for name in articles["outlet"]]


def _repeated(names: Sequence[str]) -> set[int]:
    """The rows whose name is another row's too; an empty one is nobody's."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        if name:
            rows[name].append(row)
    return {row for those in rows.values() if len(those) > 1 for row in those}


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if pd.api.types.is_scalar(value) and pd.isna(value) else str(value)
