"""What all figures share: names at the right, values that grow to the left, intervals, isolated labels.

Plotly has no such setting. The value axis runs backwards, the name axis stands at the other side, and every label is
isolated, because the text of a drawing has a left-to-right base.
"""

from __future__ import annotations

import textwrap
from math import isnan
from typing import TYPE_CHECKING, Any, Literal, get_args

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.markup import MISSING, shortened, visible
from toolkit.reports.plain_figures import TEMPLATE
from toolkit.text.rendering import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

__all__ = ["Language", "axis_name", "check_columns", "heatmap", "horizontal", "interval", "interval_note", "words_in"]

Language = Literal["en", "ar"]
_ROW, _ROW_OF_TWO_LINES, _FRAME = 34, 46, 130  # pixels


def horizontal(*bars: go.Bar, names: Sequence[str], title: str) -> go.Figure:
    """A figure of horizontal bars, the first name on top.

    Args:
        bars: Their y are places, not names, so that two rows which share a label keep a bar each.
        names: What stands at each place, as `axis_name` gives it.
        title: `""` for none.
    """
    figure = go.Figure(list(bars))
    row = _ROW_OF_TWO_LINES if any("<br>" in name for name in names) else _ROW
    figure.update_layout(template=TEMPLATE, height=_FRAME + row * max(len(names), 1), margin_t=56 if title else 16)
    if title:
        figure.update_layout(title_text=label(title, renderer="plotly"))
    return figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=list(names),
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        ticklabelstandoff=6,
    )


def heatmap(
    values: Sequence[Sequence[float | None]],
    texts: Sequence[Sequence[str]],
    *,
    rows: Sequence[object],
    columns: Sequence[object],
    scale: str,
    title: str,
    colours: Sequence[tuple[float, str]],
    middle: float | None = None,
) -> go.Figure:
    """A table of colours, the first row on top and the first column at the right.

    Args:
        values: What is coloured, rows by columns; what is missing has no colour.
        texts: What is printed in the cells.
        rows: The name of each row.
        columns: The name of each column.
        scale: What the colours mean.
        title: `""` for none.
        colours: From the least value, 0, to the greatest, 1.
        middle: The value that has the colour at 0.5; half-way where it is left out.
    """
    places = [list(range(len(names))) for names in (columns, rows)]
    bar = {"title": {"text": label(scale, renderer="plotly")}, "x": -0.02, "xanchor": "right"}
    counts = [value for line in values for value in line if value is not None]
    if counts and all(isinstance(value, int) for value in counts):
        bar |= {"tick0": 0, "dtick": max(1, (max(counts) - min(counts)) // 6)}  # no half articles on the scale
    cells = go.Heatmap(
        z=values,
        text=texts,
        x=places[0],
        y=places[1],
        colorscale=list(colours),
        zmid=middle,
        colorbar=bar,
        texttemplate="%{text}",
        hovertemplate="%{text}<extra></extra>",
        hoverongaps=False,
    )
    figure = go.Figure(cells)
    figure.update_layout(template=TEMPLATE, height=160 + 40 * max(len(rows), 1), margin_t=56 if title else 16)
    if title:
        figure.update_layout(title_text=label(title, renderer="plotly"))
    figure.update_xaxes(
        tickvals=places[0],
        ticktext=list(map(axis_name, columns)),
        autorange="reversed",
        showgrid=False,
        zeroline=False,
    )
    return figure.update_yaxes(
        tickvals=places[1],
        ticktext=list(map(axis_name, rows)),
        autorange="reversed",
        showgrid=False,
        zeroline=False,
        ticklabelstandoff=6,
    )


def interval(share: Sequence[float], low: Iterable[float], high: Iterable[float]) -> dict[str, Any]:
    """Error bars, none where there is no interval.

    Args:
        share: The values.
        low: Their lower ends.
        high: Their upper ends.
    """
    return {
        "type": "data",
        "symmetric": False,
        "array": [_length(float(end) - at) for end, at in zip(high, share, strict=True)],
        "arrayminus": [_length(at - float(end)) for end, at in zip(low, share, strict=True)],
        "color": "#1c1f23",
        "thickness": 1.3,
        "width": 4,
    }


def interval_note(low: pd.Series[float]) -> str:
    """Which words of a figure say whether anything in it has an interval: `interval` or `none`."""
    return "interval" if low.notna().any() or low.empty else "none"


def _length(length: float) -> float | str:
    """A length; a text where there is none, for plotly draws null, which JSON has for it, as an interval of nothing."""
    return "none" if isnan(length) else max(length, 0.0)


def axis_name(name: object) -> str:
    """A name as an axis label of at most two lines; each line is isolated for itself.

    Args:
        name: A text; what is none is shown as missing.
    """
    text = visible(shortened(name, 48)) if isinstance(name, str) else MISSING
    return "<br>".join(label(line, renderer="plotly") for line in textwrap.wrap(text, 26, max_lines=2, placeholder="…"))


def words_in(lang: str, words: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The words of a figure in a language.

    Args:
        lang: `en` or `ar`.
        words: By language.

    Raises:
        ValueError: The language is unknown.
    """
    if lang not in get_args(Language):
        raise ValueError(f"unknown language {lang!r}; allowed are 'en' and 'ar'")
    return words[lang]


def check_columns(table: pd.DataFrame, columns: Iterable[str], maker: str) -> None:
    """Checks that a table has what a figure draws.

    Args:
        table: The table.
        columns: What it must have.
        maker: The call that makes such a table.

    Raises:
        TableError: A column is missing, or the table holds its rows twice, with wire copies and without.
    """
    missing = [column for column in columns if column not in table]
    if missing:
        raise TableError(f"the table has no column {', '.join(map(repr, missing))}; {maker} makes such a table")
    if "copies" in table and len(table["copies"].unique()) > 1:
        raise TableError("the table is given with and without copies; draw one: table[table['copies'] == 'without']")
