"""Figures of speakers: over time, and beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.axes import Language, axis_name, check_columns, heatmap, interval, words_in
from toolkit.reports.plain_figures import TEMPLATE
from toolkit.text.rendering import label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plot_co_quotation", "plot_timeline"]

_COLOURS = ("#1f4e79", "#e0a04a", "#7fb2d6", "#8a8a8a", "#a23b3b", "#4d7f5b")
_SYMBOLS = ("circle", "square", "diamond", "x", "triangle-up", "cross")

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "timeline": "Speakers over time: share of articles, with 95 % interval",
        "share": "share of articles",
        "pairs": "Who speaks beside whom",
        "articles": "articles",
    },
    "ar": {
        "timeline": "المتحدثون عبر الزمن: نسبة المقالات، مع فترة ثقة 95٪",
        "share": "نسبة المقالات",
        "pairs": "من يُقتبس إلى جانب من",
        "articles": "مقالات",
    },
}


def plot_timeline(
    timeline: pd.DataFrame, *, top: int = 6, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """Each speaker's share of articles over time, with its interval; where nothing was published the line breaks.

    Time runs from right to left, as the rest of a page in Arabic does.

    Args:
        timeline: What `source_timeline` gives, of one group.
        top: How many speakers are drawn, in the order of the table; six can be told apart in print.
        lang: The language of the axis and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is not 1 to 6, or `lang` is unknown.
        TableError: A column is missing, or a speaker has several rows for a period.

    Examples:
        >>> import pandas as pd
        >>> weeks = pd.DataFrame({"source_id": ["a"] * 2, "speaker": ["ليلى"] * 2, "articles": [1, 0],
        ...                       "period": pd.to_datetime(["2026-05-04", "2026-05-11"]), "share": [0.5, 0.0],
        ...                       "share_low": [0.1, 0.0], "share_high": [0.9, 0.6]})
        >>> plot_timeline(weeks).data[0].y
        (0.5, 0.0)
    """
    words = words_in(lang, _WORDS)
    needed = ["source_id", "speaker", "period", "articles", "share", "share_low", "share_high"]
    check_columns(timeline, needed, "source_timeline(quotations, articles)")
    if not 1 <= top <= len(_COLOURS):
        raise ValueError(f"top must be 1 to {len(_COLOURS)}, got {top}")
    if timeline.duplicated(["source_id", "period"]).any():
        raise TableError("a speaker has several rows for a period; draw one outlet: table[table['outlet'] == …]")
    figure = go.Figure()
    for place, (_, rows) in enumerate(timeline.groupby("source_id", sort=False)):
        if place == top:
            break
        share = [float(value) for value in rows["share"]]
        figure.add_scatter(
            x=[f"{day:%Y-%m-%d}" for day in rows["period"]],
            y=share,
            name=axis_name(rows["speaker"].iloc[0]),
            mode="lines+markers",
            connectgaps=False,
            line={"color": _COLOURS[place]},
            marker={"symbol": _SYMBOLS[place], "size": 8},
            error_y=interval(share, rows["share_low"], rows["share_high"])
            | {"color": _COLOURS[place], "thickness": 1, "width": 2},
        )
    heading = words["timeline"] if title is None else title
    figure.update_layout(template=TEMPLATE, height=420, margin_t=96 if heading else 48, showlegend=True)
    if heading:
        figure.update_layout(title_text=label(heading, renderer="plotly"))
    figure.update_xaxes(type="date", autorange="reversed", tickformat="%Y-%m-%d")
    return figure.update_yaxes(
        title_text=label(words["share"], renderer="plotly"), tickformat=".0%", rangemode="tozero", tickfont_size=12
    )


def plot_co_quotation(
    pairs: pd.DataFrame, *, top: int = 12, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """In how many articles the most frequent speakers speak beside each other, as a table of colours.

    A star marks pairs that chance would not bring together so often, at a false discovery rate of 0.05.

    Args:
        pairs: What `co_quotation_table` gives, of one group.
        top: How many speakers are drawn, those in most pairs' articles first.
        lang: The language of the title and the scale.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is below 2, or `lang` is unknown.
        TableError: A column is missing, or a pair has several rows.

    Examples:
        >>> import pandas as pd
        >>> pairs = pd.DataFrame({"source_id": ["a"], "speaker": ["ليلى"], "other_id": ["b"], "other": ["سالم"],
        ...                       "articles": [3], "p_adjusted": [0.01]})
        >>> [list(line) for line in plot_co_quotation(pairs).data[0].text]
        [['', '3*'], ['3*', '']]
    """
    words = words_in(lang, _WORDS)
    needed = ["source_id", "speaker", "other_id", "other", "articles", "p_adjusted"]
    check_columns(pairs, needed, "co_quotation_table(quotations)")
    if top < 2:
        raise ValueError(f"top must be 2 or more, got {top}")
    if pairs.duplicated(["source_id", "other_id"]).any():
        raise TableError("a pair has several rows; draw one outlet: table[table['outlet'] == …]")
    names: dict[str, str] = {}
    weights: dict[str, int] = {}
    cells: dict[tuple[str, str], tuple[int, float]] = {}
    for one, name, other, other_name, articles, p in pairs[needed].itertuples(index=False, name=None):
        names |= {one: name, other: other_name}
        for own in (one, other):
            weights[own] = weights.get(own, 0) + int(articles)
        cells[one, other] = cells[other, one] = (int(articles), float(p))
    chosen = sorted(weights, key=lambda own: (-weights[own], names[own], own))[:top]
    grid: list[list[Any]] = [[cells.get((one, other)) for other in chosen] for one in chosen]
    speakers = [names[own] for own in chosen]
    return heatmap(
        [[cell[0] if cell else None for cell in line] for line in grid],
        [[f"{cell[0]}{'*' * (cell[1] < 0.05)}" if cell else "" for cell in line] for line in grid],
        rows=speakers,
        columns=speakers,
        scale=words["articles"],
        title=words["pairs"] if title is None else title,
        colours=((0, "#e8eef4"), (1, "#1f4e79")),
    )
