"""Figures of terms: what one side says more, each with its interval."""

from __future__ import annotations

from math import ceil, floor, isfinite
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from toolkit.reports.axes import Language, axis_name, check_columns, horizontal, interval, words_in
from toolkit.reports.markup import shortened
from toolkit.text.rendering import label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plot_keyness"]

_MAKER = "keyness(articles, target=…)"
_NEEDED = ["term", "more_in", "log_ratio", "log_ratio_low", "log_ratio_high", "p_adjusted"]
_NEEDED += ["articles_target", "articles_reference"]
_ENDS = ("log_ratio_low", "log_ratio_high")
_SIDES = (("target", "#1f4e79", "circle"), ("reference", "#a23b3b", "diamond"))
_NAME = 30  # characters of the name of a side
_TICKS = 6
_FAINT = 0.35  # how dark a term is drawn that shuffled articles give too
_MOST = 6.0  # log ratio to which the axis goes at most, as intervals of rare terms go on
# English that holds a name in Arabic stays from left to right (U+2066), the name in its own direction (U+2068)
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "\u2066Terms of \u2068{}\u2069 against \u2068{}\u2069, with 95 % interval\u2069",
        "target": "the target",
        "reference": "the reference",
        "more": "\u2066more in \u2068{}\u2069\u2069",
        "axis": "\u2066times as frequent in \u2068{}\u2069\u2069",
        "faint": "pale: shuffled articles give as much (false discovery rate above 0.05)",
        "articles": "articles",
    },
    "ar": {
        "title": "مفردات {} مقابل {}، مع فترة ثقة 95٪",
        "target": "الهدف",
        "reference": "المرجع",
        "more": "أكثر في {}",
        "axis": "كم مرة أكثر تكرارا في {}",
        "faint": "الباهت: خلط المقالات يعطي مثله (معدل الاكتشاف الخاطئ فوق 0.05)",
        "articles": "مقالات",
    },
}


def plot_keyness(
    keyness: pd.DataFrame,
    *,
    top: int = 12,
    names: tuple[str, str] | None = None,
    lang: Language = "en",
    title: str | None = None,
) -> go.Figure:
    """The terms of each side that are surest, with how many times as frequent they are there, and the interval.

    Terms of the target come first and lie at the left, those of the reference at the right of the line of equality.
    Pale are those that shuffled articles give as often, at a false discovery rate of 0.05.

    Args:
        keyness: What `keyness` gives.
        top: How many terms of each side are drawn, the surest first.
        names: What target and reference are called.
        lang: The language of the axis and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is below 1, or `lang` is unknown.
        TableError: A column is missing, or the table holds rows with copies and without.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"term": ["جسر", "نهر"], "more_in": ["target", "reference"], "log_ratio": [1.0, -2.0],
        ...     "log_ratio_low": [0.5, -3.0], "log_ratio_high": [1.5, -1.0], "p_adjusted": [0.01, 0.2],
        ...     "articles_target": [5, 2], "articles_reference": [2, 6], "dispersion": [0.4, 0.5]})
        >>> [points.x for points in plot_keyness(table).data]
        [(1.0,), (-2.0,)]
    """
    words = words_in(lang, _WORDS)
    check_columns(keyness, _NEEDED, _MAKER)
    if top < 1:
        raise ValueError(f"top must be 1 or more, got {top}")
    called = names if names is not None else (words["target"], words["reference"])
    # on the axis, in the legend and in the title
    called = (shortened(called[0], _NAME), shortened(called[1], _NAME))
    known = keyness.sort_values("p_adjusted", kind="stable", na_position="last")
    parts = [known[known["more_in"] == side].head(top) for side, _, _ in _SIDES]
    # the strongest of the target on top, the strongest of the reference at the foot
    parts = [part.sort_values("log_ratio", ascending=False, kind="stable") for part in parts]
    marks, place = [], 0
    for part, name, (_, colour, symbol) in zip(parts, called, _SIDES, strict=True):
        heading = label(words["more"].format(name), renderer="plotly")
        marks.append(_points(part, place, heading, colour, symbol, words["articles"]))
        place += len(part)
    terms = [axis_name(term) for part in parts for term in part["term"]]
    heading = words["title"].format(*called) if title is None else title
    figure = horizontal(*marks, names=terms, title=heading)
    figure.update_layout(showlegend=True, height=190 + 26 * max(len(terms), 1), margin_t=110 if heading else 64)
    figure.add_vline(x=0, line={"color": "#5a5f66", "width": 1})
    figure.update_yaxes(showgrid=True, gridcolor="#eeeeec")
    axis = label(words["axis"].format(called[0]), renderer="plotly")
    faint = label(words["faint"], renderer="plotly")
    low, high = _reach(parts)
    # so few that they do not run into each other on a narrow page, and equality is one of them
    apart = ceil((high - low) / _TICKS)
    ticks = [step for step in range(low, high + 1) if step % apart == 0]
    return figure.update_xaxes(
        title_text=f"{axis}<br><sub>{faint}</sub>",
        range=[high + 0.2, low - 0.2],
        tickvals=ticks,
        ticktext=[f"×{2**step}" if step >= 0 else f"×1/{2**-step}" for step in ticks],
    )


def _points(rows: pd.DataFrame, first: int, name: str, colour: str, symbol: str, articles: str) -> go.Scatter:
    ratios = [float(value) for value in rows["log_ratio"]]
    dark = [1.0 if value < 0.05 else _FAINT for value in rows["p_adjusted"]]
    counts = list(zip(rows["articles_target"].tolist(), rows["articles_reference"].tolist(), strict=True))
    return go.Scatter(
        x=ratios,
        y=list(range(first, first + len(rows))),
        mode="markers",
        orientation="h",
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 10, "opacity": dark},
        error_x=interval(ratios, rows["log_ratio_low"], rows["log_ratio_high"]),
        customdata=[f"{target} : {reference}" for target, reference in counts],
        hovertemplate=f"%{{x:.2f}} · %{{customdata}} {label(articles, renderer='plotly')}<extra></extra>",
    )


def _reach(parts: list[pd.DataFrame]) -> tuple[int, int]:
    """From how many halvings to how many doublings the axis goes."""
    points = [float(value) for part in parts for value in part["log_ratio"]]
    ends = [float(value) for part in parts for name in _ENDS for value in part[name] if isfinite(value)]
    far = [min(max(end, -_MOST), _MOST) for end in ends]
    return floor(min([-1.0, *points, *far])), ceil(max([1.0, *points, *far]))
