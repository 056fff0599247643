"""What a notebook shows of a table, a figure or an article: right to left, and the same at every run.

The library's own output depends on the front end, on options set elsewhere and on random ids. Here each object hands
over its MIME bundle itself, so that a stored notebook can be compared cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from toolkit.attribution.explanations import Explanation
from toolkit.reports.highlight import HighlightedArticle
from toolkit.reports.kwic import ShownConcordance, is_concordance
from toolkit.reports.markup import MISSING, cell, escaped, shortened, visible
from toolkit.reports.plain_figures import PLOTLY_MIME, figure_text, plain_spec

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["ShownFigure", "ShownTable", "show"]

# Written on each element: a notebook that is not trusted loses its style sheets. Every cell begins at the right, Latin
# text too, so that it stands under its label.
_TABLE = "border-collapse:collapse;text-align:right;font-size:14px;line-height:1.7"
_HEAD = "text-align:right;padding:4px 10px;border-bottom:2px solid #555;font-weight:700;vertical-align:bottom"
_CELL = "text-align:right;padding:4px 10px;border-bottom:1px solid #ddd;vertical-align:baseline"
_NUMBER = f"{_CELL};unicode-bidi:isolate;direction:ltr;font-variant-numeric:tabular-nums"
_NOTE = "text-align:right;padding:4px 10px;color:#666"


@dataclass(frozen=True, repr=False, eq=False)
class ShownTable:
    """A table as a notebook shows it: HTML from right to left, and tab-separated text."""

    table: pd.DataFrame
    rows: int | None
    width: int
    digits: int
    caption: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 - IPython's signature
        return {"text/plain": repr(self), "text/html": self._html()}

    def __repr__(self) -> str:
        lines = ([self.caption] if self.caption else []) + ["\t".join(self._names())]
        lines += ["\t".join(visible(text).replace("\t", " ") for text, _ in row) for row in self._cells()]
        return "\n".join(lines + ([self._note()] if self._left_out() else []))

    def _html(self) -> str:
        lines = [f'<table dir="rtl" style="{_TABLE}">']
        if self.caption:
            lines.append(cell(self.caption, "caption", 'style="text-align:right;font-weight:700;padding:4px 10px"'))
        heads = "".join(cell(name, "th", f'scope="col" style="{_HEAD}"') for name in self._names())
        lines.append(f"<thead><tr>{heads}</tr></thead>\n<tbody>")
        lines += [
            "<tr>" + "".join(_cell_html(text, number=number) for text, number in row) + "</tr>" for row in self._cells()
        ]
        lines.append("</tbody>")
        if self._left_out():
            span = len(self._names())
            lines.append(f'<tfoot><tr><td colspan="{span}" dir="ltr" style="{_NOTE}">{self._note()}</td></tr></tfoot>')
        return "\n".join([*lines, "</table>"])

    def _left_out(self) -> int:
        return 0 if self.rows is None else max(len(self.table) - self.rows, 0)

    def _note(self) -> str:
        return f"… {self._left_out()} of {len(self.table)} rows are not shown"

    def _shown_index(self) -> bool:
        # pandas makes a range of a column of 5 and 6 too
        return self.table.index.name is not None or not isinstance(self.table.index, pd.RangeIndex)

    def _names(self) -> list[str]:
        index = [_column_label(name) for name in self.table.index.names] if self._shown_index() else []
        return index + [_column_label(name) for name in self.table.columns]

    def _cells(self) -> list[list[tuple[str, bool]]]:
        """The text of each cell, and whether it is a number."""
        table = self.table if self.rows is None else self.table.iloc[: self.rows]
        rows = []
        for key, values in zip(table.index, table.itertuples(index=False, name=None), strict=True):
            index = (key if isinstance(key, tuple) else (key,)) if self._shown_index() else ()
            rows.append([self._cell(value) for value in (*index, *values)])
        return rows

    def _cell(self, value: Any) -> tuple[str, bool]:
        is_number = pd.api.types.is_number(value) and not pd.api.types.is_bool(value)
        return shortened(_as_text(value, self.digits), self.width), is_number


@dataclass(frozen=True, repr=False, eq=False)
class ShownFigure:
    """A Plotly figure as a notebook shows it: plain JSON, and its numbers as text."""

    figure: go.Figure
    digits: int
    caption: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:  # noqa: ARG002 - IPython's signature
        spec = plain_spec(self.figure, digits=self.digits + 3)
        return {PLOTLY_MIME: spec, "text/plain": figure_text(spec, digits=self.digits, caption=self.caption)}

    def __repr__(self) -> str:
        return figure_text(plain_spec(self.figure, digits=self.digits + 3), digits=self.digits, caption=self.caption)


def show(
    table_or_figure: pd.DataFrame | pd.Series[Any] | go.Figure | HighlightedArticle | Explanation,
    *,
    rows: int | None = 20,
    width: int = 80,
    digits: int = 3,
    caption: str = "",
) -> ShownTable | ShownFigure | ShownConcordance | HighlightedArticle:
    r"""A table, a figure, a highlighted article or an explanation, from right to left and the same at every run.

    Args:
        table_or_figure: What to show. It is not changed. A concordance has its keywords below each other.
        rows: How many rows of a table are shown; None shows all.
        width: How many characters of a cell, or of a context, are shown.
        digits: How many decimal places are shown.
        caption: A line above a table, or the first line of a figure's text.

    Returns:
        An object that a notebook displays when it is the last line of a cell.

    Raises:
        TypeError: It is none of these.

    Examples:
        >>> shown = show(pd.DataFrame({"speaker": ["ديمتري بيسكوف", None], "share_low": [0.25, 0.1]}))
        >>> print(str(shown).replace("\t", " | "))
        speaker | share low
        ديمتري بيسكوف | 0.250
        — | 0.100
    """
    if isinstance(table_or_figure, pd.DataFrame):
        if is_concordance(table_or_figure):
            return ShownConcordance(table_or_figure, rows, width, caption)
        return ShownTable(table_or_figure, rows, width, digits, caption)
    if isinstance(table_or_figure, pd.Series):
        return ShownTable(table_or_figure.to_frame(), rows, width, digits, caption)
    if isinstance(table_or_figure, go.Figure):
        return ShownFigure(table_or_figure, digits, caption)
    if isinstance(table_or_figure, HighlightedArticle):
        return table_or_figure
    if isinstance(table_or_figure, Explanation):
        return ShownTable(_places(table_or_figure), rows, width, digits, caption)
    raise TypeError(
        f"show() got a {type(table_or_figure).__name__}; it shows a DataFrame, a Series, a Plotly figure or what "
        "highlighted() or explain() returns. A list of quotations becomes a table with pandas.DataFrame."
    )


def _places(explanation: Explanation) -> pd.DataFrame:
    """The places of an explanation, one a row."""
    return pd.DataFrame(
        {
            "place": place.span.of(explanation.raw),
            "kind": place.kind,
            "lemma": place.forms[0].lemma if place.forms else None,
            "outcome": place.outcome,
            "relation": None if place.relation is None else str(place.relation),
            "why": "; ".join(place.why),
        }
        for place in explanation.places
    )


def _cell_html(text: str, *, number: bool) -> str:
    if number:
        return f'<td style="{_NUMBER}">{escaped(text)}</td>'
    return cell(text, attributes=f'style="{_CELL}"')


def _column_label(name: Hashable) -> str:
    if isinstance(name, tuple):
        return " · ".join(_column_label(part) for part in name)
    text = _as_text(name, 3) if isinstance(name, datetime) else str(name)
    return "" if name is None else shortened(visible(text).replace("_", " "), 60)


def _as_text(value: Any, digits: int) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{_as_text(key, digits)}: {_as_text(item, digits)}" for key, item in value.items())
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return ", ".join(_span_text(item) or _as_text(item, digits) for item in value)
    if pd.isna(value):
        return MISSING
    if pd.api.types.is_float(value):
        # adding zero makes -0.0 a plain zero
        return f"{round(float(value), digits) + 0.0:.{digits}f}".replace("inf", "∞")
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M")
    return str(value)


def _span_text(value: Any) -> str | None:
    """`[12, 40]` in a list of spans, as `12–40`."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        return None
    ends = list(value)
    is_span = len(ends) == 2 and all(pd.api.types.is_integer(end) for end in ends)
    return f"{ends[0]}–{ends[1]}" if is_span else None
