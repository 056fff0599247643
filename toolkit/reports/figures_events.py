"""The figure of events: which outlet published on each, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.axes import Language, axis_name, check_columns, words_in
from toolkit.reports.plain_figures import TEMPLATE
from toolkit.text.rendering import label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plot_events"]

_COLOURS = ("#1f4e79", "#e0a04a", "#7fb2d6", "#8a8a8a", "#a23b3b", "#4d7f5b")
_SYMBOLS = ("circle", "square", "diamond", "x", "triangle-up", "cross")
_BAND = 0.7  # of a row, over which the outlets of an event are spread
_LEAST, _PER_ARTICLE, _MOST = 8, 3, 26  # pixels of a mark

_WORDS: dict[str, dict[str, str]] = {
    "en": {"events": "Events over time, by outlet; larger: more articles", "articles": "articles"},
    "ar": {"events": "الأحداث عبر الزمن بحسب الوسيلة؛ الأكبر: مقالات أكثر", "articles": "مقالات"},
}


def plot_events(
    timeline: pd.DataFrame, *, by: str = "outlet", top: int = 12, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """When each outlet published on each event: a row for each event, a mark for each outlet and period.

    Time runs from right to left, as the rest of a page in Arabic does; the outlets of an event stand below each other.

    Args:
        timeline: What `event_timeline` gives.
        by: The column of the outlets; six can be told apart in print, those with most articles in the table.
        top: How many events are drawn, in the order of the table.
        lang: The language of the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is below 1, or `lang` is unknown.
        TableError: A column is missing, or there are more than six outlets.

    Examples:
        >>> import pandas as pd
        >>> days = pd.DataFrame({"event_id": ["1"] * 2, "event": ["جسر"] * 2, "outlet": ["س", "ص"], "articles": [1, 2],
        ...                      "period": pd.to_datetime(["2026-05-01", "2026-05-02"])})
        >>> [trace.x for trace in plot_events(days).data]
        [('2026-05-01',), ('2026-05-02',)]
    """
    words = words_in(lang, _WORDS)
    check_columns(timeline, [by, "event", "period", "articles"], "event_timeline(articles)")
    if top < 1:
        raise ValueError(f"top must be 1 or more, got {top}")
    key = timeline.columns[0]  # the story, which two events of one name do not share
    events = list(dict.fromkeys(timeline[key]))[:top]
    names = dict(zip(timeline[key], timeline["event"], strict=True))
    shown = timeline[timeline[key].isin(events) & (timeline["articles"] > 0).fillna(value=False)]
    outlets = sorted(shown[by].unique())
    if len(outlets) > len(_COLOURS):
        raise TableError(
            f"{len(outlets)} outlets cannot be told apart; draw {len(_COLOURS)}: table[table[{by!r}].isin(…)]"
        )
    figure = go.Figure()
    for place, outlet in enumerate(outlets):
        rows = shown[shown[by] == outlet]
        offset = _BAND * ((place + 0.5) / len(outlets) - 0.5)
        counts = [int(count) for count in rows["articles"]]
        figure.add_scatter(
            x=[f"{day:%Y-%m-%d}" for day in rows["period"]],
            y=[events.index(event) + offset for event in rows[key]],
            name=axis_name(outlet),
            mode="markers",
            marker={
                "color": _COLOURS[place],
                "symbol": _SYMBOLS[place],
                "size": [min(_LEAST + _PER_ARTICLE * (count - 1), _MOST) for count in counts],
            },
            text=[str(count) for count in counts],
            hovertemplate=f"%{{x}} · %{{text}} {label(words['articles'], renderer='plotly')}<extra></extra>",
        )
    heading = words["events"] if title is None else title
    height = 140 + max(len(events), 1) * max(34, 9 * len(outlets))
    figure.update_layout(template=TEMPLATE, height=height, margin_t=96 if heading else 48, showlegend=True)
    if heading:
        figure.update_layout(title_text=label(heading, renderer="plotly"))
    figure.update_xaxes(type="date", autorange="reversed", tickformat="%Y-%m-%d")
    return figure.update_yaxes(
        tickvals=list(range(len(events))),
        ticktext=[axis_name(names[event]) for event in events],
        range=[len(events) - 0.5, -0.5],
        zeroline=False,
    )
