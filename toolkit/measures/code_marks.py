"""Which codes a researcher gave which articles, from the forms in which they are written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.grouping import group_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FEWEST", "CodeMarks", "code_marks"]

Array = np.ndarray[Any, np.dtype[Any]]
FEWEST = 5
"""A code that fewer coded articles have, or lack, is not learnt."""


class CodeMarks(NamedTuple):
    """Articles by codes.

    Attributes:
        codes: The codes, in their order.
        marks: 1 where an article has the code, 0 where not, not a number where it was not coded; all articles by codes.
    """

    codes: tuple[str, ...]
    marks: Array

    @property
    def coded(self) -> Array:
        """Whether each article was coded."""
        coded: Array = np.isfinite(self.marks).sum(axis=1) > 0
        return coded

    @property
    def enough(self) -> Array:
        """Whether enough coded articles have each code, and lack it, for it to be learnt."""
        having, lacking = (self.marks == 1).sum(axis=0), (self.marks == 0).sum(axis=0)
        enough: Array = np.minimum(having, lacking) >= FEWEST
        return enough


def code_marks(articles: pd.DataFrame, codes: pd.DataFrame, of: str | Sequence[str]) -> CodeMarks:
    """The codes of articles, in the order of the articles.

    Args:
        articles: All articles.
        codes: Rows with `article_id`; several rows of an article add their codes up.
        of: A column whose cells are codes, or lists of them (an empty list: none applies); or columns of 1 and 0, or
            true and false, each a code. What is missing was not coded.

    Raises:
        TableError: A column is missing, holds something else, or no article of `articles` was coded.

    Examples:
        >>> articles = pd.DataFrame({"article_id": list("abc"), "text": [""] * 3})
        >>> codes = pd.DataFrame({"article_id": ["b", "a"], "frames": [["economic", "political"], []]})
        >>> found = code_marks(articles, codes, "frames")
        >>> found.codes, found.marks.tolist()
        (('economic', 'political'), [[0.0, 0.0], [1.0, 1.0], [nan, nan]])
    """
    check_table(articles, "articles")
    names = group_columns(codes, ["article_id", *([of] if isinstance(of, str) else of)], name="of")[1:]
    if not names:
        raise TableError("of names no column; name the column of codes, or several of 1 and 0")
    rows = pd.Index(articles["article_id"]).get_indexer(pd.Index(codes["article_id"]))
    known, rows = codes[rows >= 0], rows[rows >= 0]
    found = _named(known[names[0]], rows, len(articles)) if _holds_names(known, names) else None
    if found is None:
        found = CodeMarks(tuple(map(str, names)), _binary(known, names, rows, len(articles)))
    if np.isnan(found.marks).all():
        raise TableError("none of these articles was coded; give articles with the coded ones among them")
    return found


def _holds_names(codes: pd.DataFrame, names: list[str]) -> bool:
    """Whether it is one column of codes, or of lists."""
    cells = codes[names[0]].dropna()
    return len(names) == 1 and len(cells) > 0 and bool(cells.map(lambda cell: _listed(cell) is not None).all())


def _listed(cell: object) -> list[str] | None:
    """The codes of a cell; None where it holds something else."""
    if isinstance(cell, str):
        return [cell]
    if isinstance(cell, (list, tuple, set, frozenset, np.ndarray)) and all(isinstance(code, str) for code in cell):
        return list(cell)
    return None


def _named(cells: pd.Series[Any], rows: Array, size: int) -> CodeMarks:
    lists = [_listed(cell) for cell in cells]
    codes = sorted({code for own in lists for code in own or []})
    place = {code: number for number, code in enumerate(codes)}
    marks = np.full((size, len(codes)), np.nan)
    for row, own in zip(rows.tolist(), lists, strict=True):
        if own is not None:
            marks[row] = np.where(np.isnan(marks[row]), 0, marks[row])
            marks[row, [place[code] for code in own]] = 1
    return CodeMarks(tuple(codes), marks)


def _binary(codes: pd.DataFrame, names: list[str], rows: Array, size: int) -> Array:
    marks = np.full((size, len(names)), np.nan)
    for column, name in enumerate(names):
        values = pd.to_numeric(codes[name].astype("object"), errors="coerce").to_numpy(dtype=float)
        wrong = codes[name].notna().to_numpy() & ~np.isin(values, [0.0, 1.0])
        if wrong.any():
            raise TableError(
                f"{name!r} must hold 1 and 0, or true and false, or be the one column of codes; got "
                f"{codes[name].iloc[int(np.argmax(wrong))]!r}"
            )
        given = np.isfinite(values)
        np.fmax.at(marks[:, column], rows[given], values[given])
    return marks
