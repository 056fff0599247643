"""Figures of measures, right to left: names stand at the right, bars grow to the left.

Plotly has no such setting. The value axis runs backwards, the name axis stands at the other side, and every label is
isolated, because the text of a drawing has a left-to-right base.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Literal, get_args

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.markup import MISSING, shortened, visible
from toolkit.reports.plain_figures import TEMPLATE
from toolkit.text.rendering import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = ["Language", "plot_kinds", "plot_sources"]

Language = Literal["en", "ar"]

# blue where the words are the speaker's own, amber where they are the reporter's; each with its own pattern, for print
_KINDS: dict[str, tuple[str, str, str]] = {
    "direct": ("#1f4e79", "", "مباشر"),
    "mixed": ("#7fb2d6", "/", "مختلط"),
    "indirect": ("#e0a04a", ".", "غير مباشر"),
    "declined": ("#8a8a8a", "x", "امتناع"),
}

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "sources": "Sources by share of articles, with 95 % interval",
        "share": "share of articles",
        "kinds": "Quotations by kind",
        "quotations": "relations",
        "articles": "articles",
        "kind_share": "share of relations",
        "all": "all articles",
    },
    "ar": {
        "sources": "المصادر بحسب نسبة المقالات، مع فترة ثقة 95٪",
        "share": "نسبة المقالات",
        "kinds": "الاقتباسات بحسب النوع",
        "quotations": "اقتباسات",
        "articles": "مقالات",
        "kind_share": "النسبة",
        "all": "كل المقالات",
    },
}

_ROW, _FRAME = 34, 130  # pixels


def plot_sources(
    frequency: pd.DataFrame, *, top: int = 15, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """The most frequent sources as bars of their share of articles, each with its interval.

    Args:
        frequency: What `source_frequency` returns: one row a speaker, with `speaker`, `articles`, `share`, `share_low`
            and `share_high`.
        top: How many sources are drawn, those with the most articles first.
        lang: The language of the axis and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure. `show(figure)` displays it the same at every run.

    Raises:
        ValueError: `top` is less than 1 or `lang` is unknown.
        TableError: A column is missing.

    Examples:
        >>> import pandas as pd
        >>> frequency = pd.DataFrame({"speaker": ["بيسكوف"], "articles": [3], "share": [0.3], "share_low": [0.1],
        ...                           "share_high": [0.6]})
        >>> plot_sources(frequency).data[0].x
        (0.3,)
    """
    _check(frequency, ["speaker", "articles", "share", "share_low", "share_high"], "source_frequency(quotations)")
    if top < 1:
        raise ValueError(f"top must be 1 or more, got {top}")
    words = _words(lang)
    rows = frequency.sort_values(["articles", "share"], ascending=False, kind="stable").head(top)
    share = [float(value) for value in rows["share"]]
    bars = go.Bar(
        x=share,
        y=list(range(len(rows))),
        orientation="h",
        width=0.62,
        marker={"color": "#9dbbd8"},
        error_x={
            "type": "data",
            "symmetric": False,
            # what has no interval is not a number, and plotly draws none
            "array": [max(float(high) - at, 0.0) for high, at in zip(rows["share_high"], share, strict=True)],
            "arrayminus": [max(at - float(low), 0.0) for low, at in zip(rows["share_low"], share, strict=True)],
            "color": "#1c1f23",
            "thickness": 1.3,
            "width": 4,
        },
        customdata=[int(value) for value in rows["articles"]],
        hovertemplate=f"%{{x:.1%}} · %{{customdata}} {label(words['articles'], renderer='plotly')}<extra></extra>",
    )
    names = [_wrapped(name) for name in rows["speaker"]]
    highest = max((float(value) for value in rows["share_high"].fillna(rows["share"])), default=1.0)
    figure = _horizontal(bars, names=names, title=words["sources"] if title is None else title)
    return figure.update_xaxes(
        title_text=label(words["share"], renderer="plotly"),
        range=[highest * 1.04 or 1.0, 0],
        tickformat=".0%" if highest >= 0.05 else ".1%",
    )


def plot_kinds(
    counts: pd.DataFrame,
    *,
    by: str = "outlet",
    unit: Literal["count", "share"] = "count",
    lang: Language = "en",
    title: str | None = None,
) -> go.Figure:
    """How many quotations are direct, mixed, indirect or declined, as one stacked bar a row.

    Args:
        counts: What `quotation_counts` returns: a row a group, with `direct`, `mixed`, `indirect` and `declined`.
        by: The column that names the rows; without it in the table, its one row is all articles.
        unit: Whether bars are as long as their numbers, or all alike and divided by share.
        lang: The language of the axis, the legend and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `unit` or `lang` is unknown.
        TableError: A column is missing, or several rows have no column that names them.

    Examples:
        >>> import pandas as pd
        >>> counts = pd.DataFrame({"direct": [4], "mixed": [1], "indirect": [9], "declined": [0]})
        >>> [trace.name for trace in plot_kinds(counts).data]
        ['direct', 'mixed', 'indirect', 'declined']
    """
    _check(counts, list(_KINDS), "quotation_counts(quotations)")
    words = _words(lang)
    if unit not in {"count", "share"}:
        raise ValueError(f"unknown unit {unit!r}; allowed are 'count' and 'share'")
    if by not in counts and len(counts) > 1:
        raise TableError(f"counts has {len(counts)} rows and no column {by!r} that names them; give by= the column")
    names = list(counts[by]) if by in counts else [words["all"]] * len(counts)
    totals = [max(int(total), 1) for total in counts[list(_KINDS)].sum(axis="columns")]
    bars = [_kind_bar(kind, counts[kind], totals, unit=unit, lang=lang) for kind in _KINDS]
    figure = _horizontal(
        *bars, names=[_wrapped(name) for name in names], title=words["kinds"] if title is None else title
    )
    axis = words["quotations"] if unit == "count" else words["kind_share"]
    figure.update_layout(barmode="stack", margin_t=96 if figure.layout.title.text else 48)
    if lang == "ar":
        figure.update_layout(legend_traceorder="reversed")  # read from the right, as the bars are
    figure.update_xaxes(title_text=label(axis, renderer="plotly"), autorange="reversed", rangemode="tozero")
    return figure.update_xaxes(tickformat=".0%" if unit == "share" else ",d")


def _kind_bar(kind: str, column: pd.Series[Any], totals: list[int], *, unit: str, lang: str) -> go.Bar:
    colour, pattern, arabic = _KINDS[kind]
    values = [int(value) for value in column]
    name = label(arabic if lang == "ar" else kind, renderer="plotly")
    return go.Bar(
        x=values if unit == "count" else [value / total for value, total in zip(values, totals, strict=True)],
        y=list(range(len(values))),
        name=name,
        orientation="h",
        width=0.62,
        marker={
            "color": colour,
            "line": {"color": "white", "width": 1},
            "pattern": {"shape": pattern, "bgcolor": colour, "fgcolor": "white", "size": 6, "solidity": 0.15},
        },
        customdata=values,
        hovertemplate=f"{name} %{{customdata}}<extra></extra>",
    )


def _horizontal(*bars: go.Bar, names: list[str], title: str) -> go.Figure:
    figure = go.Figure(list(bars))
    figure.update_layout(template=TEMPLATE, height=_FRAME + _ROW * max(len(names), 1), margin_t=56 if title else 16)
    if title:
        figure.update_layout(title_text=label(title, renderer="plotly"))
    # positions, not names, so that two sources which share a label keep a bar each
    places = list(range(len(names)))
    return figure.update_yaxes(
        tickvals=places,
        ticktext=names,
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        ticklabelstandoff=6,
    )


def _wrapped(name: object) -> str:
    """A name as an axis label of at most two lines; each line is isolated for itself."""
    text = visible(shortened(name, 48)) if isinstance(name, str) else MISSING
    return "<br>".join(label(line, renderer="plotly") for line in textwrap.wrap(text, 26, max_lines=2, placeholder="…"))


def _words(lang: str) -> dict[str, str]:
    if lang not in get_args(Language):
        raise ValueError(f"unknown language {lang!r}; allowed are 'en' and 'ar'")
    return _WORDS[lang]


def _check(table: pd.DataFrame, columns: Iterable[str], maker: str) -> None:
    missing = [column for column in columns if column not in table]
    if missing:
        raise TableError(f"the table has no column {', '.join(map(repr, missing))}; {maker} makes such a table")
