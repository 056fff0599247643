"""The columns of every table: what they are called, hold and mean."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["ARTICLES", "OUTLETS", "QUOTATIONS", "SOURCES", "TABLES", "Column", "build_table", "check_table"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: Its name.
        dtype: The pandas dtype; `object` where cells are lists.
        meaning: What a cell says.
        unit: What a cell is counted in, or its form.
        required: Whether the functions that take such a table cannot do without it.
    """

    name: str
    dtype: str
    meaning: str
    unit: str
    required: bool = True


ARTICLES: tuple[Column, ...] = (
    Column("article_id", "str", "the article's key: from the file, or a hash of the raw text", "unique text"),
    Column("outlet", "str", "who published it", "name", required=False),
    Column(
        "published",
        "str",
        "when it was published, as the file writes it; `published_days` reads it",
        "text",
        required=False,
    ),
    Column("title", "str", "the headline, raw", "text", required=False),
    Column("text", "str", "the article, raw", "text"),
    Column("url", "str", "where it was published", "address", required=False),
    Column("author", "str", "who wrote it", "name", required=False),
    Column("section", "str", "the section of the outlet", "name", required=False),
    Column("text_sha", "str", "fingerprint of the raw text", "first 16 hex digits of SHA-256", required=False),
)

QUOTATIONS: tuple[Column, ...] = (
    Column("quotation_id", "str", "the relation's key", "article_id:field:offset"),
    Column("article_id", "str", "the article it stands in", "key of articles"),
    Column("outlet", "str", "who published that article", "name", required=False),
    Column("published", "str", "when, as the file writes it", "text", required=False),
    Column("field", "str", "where it stands", "title or text"),
    Column("position", "int64", "its place in the article, the title first", "count from 0"),
    Column("kind", "str", "how the words are given", "direct, indirect, mixed or declined"),
    Column("complement", "str", "what the cue governs", "clause or nominal", required=False),
    Column("cue", "str", "the words that signal it", "slice of the field", required=False),
    Column("cue_start", "Int64", "where the cue starts", "code points", required=False),
    Column("cue_end", "Int64", "where the cue ends, exclusive", "code points", required=False),
    Column("source", "str", "the words that say who spoke", "slice of the field", required=False),
    Column("source_start", "Int64", "where the source starts", "code points", required=False),
    Column("source_end", "Int64", "where the source ends, exclusive", "code points", required=False),
    Column("content", "str", "what was said, spans joined by ' … '", "text", required=False),
    Column("contents", "object", "where what was said stands", "list of [start, end], code points", required=False),
    Column("words", "int64", "length of what was said", "words"),
    Column("speaker", "str", "who spoke: fullest name or description in the article", "name"),
    Column("speaker_id", "str", "the speaker within the article", "article_id:number"),
    Column("via", "str", "the medium that relays the words", "name", required=False),
    Column("type", "str", "what kind of speaker", "codebook section 3"),
    Column("sector", "str", "part of society; missing where unknown", "codebook section 4", required=False),
    Column("gender", "str", "as the text marks it", "f or m", required=False),
    Column("affiliation", "str", "country or body the speaker belongs to", "name", required=False),
    Column("verb", "str", "lemma of the cue", "lemma", required=False),
    Column("stance", "str", "how the verb colours the words", "lexicon of reporting verbs", required=False),
    Column("parent", "str", "the relation within whose content this one stands", "quotation_id"),
    Column("declined_as", "str", "how the speaker declined", "codebook section 2", required=False),
    Column("unnamed_as", "str", "how an unnamed speaker is described", "codebook section 7", required=False),
    Column("rule", "str", "the rule that found it", "rule id", required=False),
    Column("flags", "object", "where the engine had to guess", "list of texts", required=False),
    Column("confidence", "float64", "estimate that content, speaker and kind are right", "0..1", required=False),
)

SOURCES: tuple[Column, ...] = (
    Column("source_id", "str", "the speaker's key across articles", "hash of the name's key"),
    Column("speaker", "str", "the name used in most articles, the fullest of those", "name"),
    Column("type", "str", "what kind of speaker, most often", "codebook section 3"),
    Column("sector", "str", "part of society, most often; missing where unknown", "codebook section 4", required=False),
    Column("gender", "str", "most often marked", "f or m", required=False),
    Column("affiliation", "str", "country or body, most often named", "name", required=False),
    Column("names", "object", "every spelling met", "sorted list of names", required=False),
    Column("articles", "int64", "articles in which the speaker speaks", "articles"),
    Column("outlets", "int64", "outlets in which the speaker speaks", "outlets", required=False),
    Column("relations", "int64", "outer relations that are not declined", "relations", required=False),
    Column("words", "int64", "length of what was said in those", "words", required=False),
    Column("declined", "int64", "outer relations in which the speaker declined", "relations", required=False),
    Column("nested", "int64", "relations inside another's content", "relations", required=False),
)

OUTLETS: tuple[Column, ...] = (
    Column("outlet", "str", "its name, as in articles", "unique name"),
    Column("country", "str", "where it is based", "name", required=False),
    Column("ownership", "str", "who owns it: the researcher's own categories", "name", required=False),
    Column(
        "type", "str", "what it is: newspaper, agency, site; the researcher's own categories", "name", required=False
    ),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": ARTICLES,
    "quotations": QUOTATIONS,
    "sources": SOURCES,
    "outlets": OUTLETS,
}


def check_table(table: pd.DataFrame, name: str) -> None:
    """Checks that a table has what the functions which take it cannot do without.

    Args:
        table: Any DataFrame; other columns than the schema's are allowed.
        name: `articles`, `quotations`, `sources` or `outlets`.

    Raises:
        TableError: A required column is missing, stands twice, or `article_id` is no text, missing or, in `articles`,
            repeated.

    Examples:
        >>> check_table(pd.DataFrame({"article_id": ["1"], "body": ["قال"]}), "articles")
        Traceback (most recent call last):
        ...
        toolkit.errors.TableError: articles lacks the column 'text'; it has 'article_id', 'body'. Rename the column \
that holds it: table.rename(columns={'body': 'text'})
    """
    if name not in TABLES:
        raise TableError(f"no table is called {name!r}; allowed are {', '.join(TABLES)}")
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"{name} must be a pandas DataFrame, got {type(table).__name__}")
    _check_columns(table, name)
    if "article_id" in {column.name for column in TABLES[name]}:
        _check_ids(table["article_id"], name)


def _check_columns(table: pd.DataFrame, name: str) -> None:
    has = [str(label) for label in table.columns]
    for column in TABLES[name]:
        if has.count(column.name) > 1:
            raise TableError(f"{name} has the column {column.name!r} {has.count(column.name)} times; keep one of them")
    missing = [column.name for column in TABLES[name] if column.required and column.name not in has]
    if missing:
        known = {column.name for column in TABLES[name]}
        spare = [label for label in has if label not in known]
        raise TableError(
            f"{name} lacks the column{'s' * (len(missing) > 1)} {_quoted(missing)}; it has {_quoted(has)}. "
            f"Rename the column that holds it: table.rename(columns={{{_suggestion(missing[0], spare)}}})"
        )


def _suggestion(missing: str, spare: list[str]) -> str:
    near = difflib.get_close_matches(missing, spare, n=1, cutoff=0.6)
    guess = near[0] if near else spare[0] if len(spare) == 1 else "…"
    return f"{guess!r}: {missing!r}"


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names) or "no columns"


def _check_ids(ids: pd.Series[Any], name: str) -> None:
    if ids.isna().any():
        raise TableError(f"{name} has {int(ids.isna().sum())} rows without article_id; give each its own")
    wrong = next((value for value in ids if not isinstance(value, str)), None)
    if wrong is not None:
        raise TableError(
            f"article_id must be text, got {wrong!r} ({type(wrong).__name__}) in {name}; "
            "convert it: table.assign(article_id=table['article_id'].astype(str))"
        )
    if name == "articles" and ids.duplicated().any():
        twice = ids[ids.duplicated()].iloc[0]
        raise TableError(
            f"articles has {int(ids.duplicated().sum())} repeated article_ids, the first is {twice!r}; "
            "drop or renumber them (read_articles does so by itself)"
        )


def build_table(columns: Mapping[str, list[Any]], name: str) -> pd.DataFrame:
    """A table with the schema's columns first, in its order and dtypes, and any other columns after them.

    Args:
        columns: Name to cells, None where a cell is missing; all of the same length.
        name: `articles`, `quotations`, `sources` or `outlets`.
    """
    length = max((len(cells) for cells in columns.values()), default=0)
    typed = {
        column.name: pd.Series(columns.get(column.name, [None] * length), dtype=column.dtype) for column in TABLES[name]
    }
    others = {label: _inferred(cells) for label, cells in columns.items() if label not in typed}
    return pd.DataFrame({**typed, **others}, index=pd.RangeIndex(length))


def _inferred(cells: list[Any]) -> pd.Series[Any]:
    """Integers stay integers beside missing cells."""
    present = {type(cell) for cell in cells if cell is not None}
    if present == {int}:
        within = all(cell is None or -(2**63) <= cell < 2**63 for cell in cells)
        return pd.Series(cells, dtype="Int64" if within else "object")
    if present <= {str}:
        return pd.Series(cells, dtype="str")
    if present == {bool}:
        return pd.Series(cells, dtype="boolean")
    return pd.Series(cells) if present == {float} else pd.Series(cells, dtype="object")
