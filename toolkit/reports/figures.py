"""Figures of who speaks and how: sources, and kinds of quotations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.axes import Language, axis_name, check_columns, horizontal, interval, words_in
from toolkit.reports.codes import arabic_name
from toolkit.text.rendering import label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plot_kinds", "plot_sources"]

# blue where the words are the speaker's own, amber where they are the reporter's; each with its own pattern, for print
_KINDS: dict[str, tuple[str, str]] = {
    "direct": ("#1f4e79", ""),
    "mixed": ("#7fb2d6", "/"),
    "indirect": ("#e0a04a", "."),
    "declined": ("#8a8a8a", "x"),
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
    check_columns(
        frequency, ["speaker", "articles", "share", "share_low", "share_high"], "source_frequency(quotations)"
    )
    if top < 1:
        raise ValueError(f"top must be 1 or more, got {top}")
    words = words_in(lang, _WORDS)
    rows = frequency.sort_values(["articles", "share"], ascending=False, kind="stable").head(top)
    share = [float(value) for value in rows["share"]]
    bars = go.Bar(
        x=share,
        y=list(range(len(rows))),
        orientation="h",
        width=0.62,
        marker={"color": "#9dbbd8"},
        error_x=interval(share, rows["share_low"], rows["share_high"]),
        customdata=[int(value) for value in rows["articles"]],
        hovertemplate=f"%{{x:.1%}} · %{{customdata}} {label(words['articles'], renderer='plotly')}<extra></extra>",
    )
    names = [axis_name(name) for name in rows["speaker"]]
    highest = max((float(value) for value in rows["share_high"].fillna(rows["share"])), default=1.0)
    figure = horizontal(bars, names=names, title=words["sources"] if title is None else title)
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
    check_columns(counts, list(_KINDS), "quotation_counts(quotations)")
    words = words_in(lang, _WORDS)
    if unit not in {"count", "share"}:
        raise ValueError(f"unknown unit {unit!r}; allowed are 'count' and 'share'")
    if by not in counts and len(counts) > 1:
        raise TableError(f"counts has {len(counts)} rows and no column {by!r} that names them; give by= the column")
    names = list(counts[by]) if by in counts else [words["all"]] * len(counts)
    totals = [max(int(total), 1) for total in counts[list(_KINDS)].sum(axis="columns")]
    bars = [_kind_bar(kind, counts[kind], totals, unit=unit, lang=lang) for kind in _KINDS]
    figure = horizontal(
        *bars, names=[axis_name(name) for name in names], title=words["kinds"] if title is None else title
    )
    axis = words["quotations"] if unit == "count" else words["kind_share"]
    figure.update_layout(barmode="stack", margin_t=96 if figure.layout.title.text else 48)
    if lang == "ar":
        figure.update_layout(legend_traceorder="reversed")  # read from the right, as the bars are
    figure.update_xaxes(title_text=label(axis, renderer="plotly"), autorange="reversed", rangemode="tozero")
    return figure.update_xaxes(tickformat=".0%" if unit == "share" else ",d")


def _kind_bar(kind: str, column: pd.Series[Any], totals: list[int], *, unit: str, lang: str) -> go.Bar:
    colour, pattern = _KINDS[kind]
    values = [int(value) for value in column]
    name = label(arabic_name(kind) if lang == "ar" else kind, renderer="plotly")
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
