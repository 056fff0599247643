"""Figures of words: what an actor is called, and which words stand around a term."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, get_args

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.axes import Language, axis_name, check_columns, horizontal, interval, interval_note, words_in
from toolkit.reports.figures_categories import grouped_shares
from toolkit.text.rendering import label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plot_collocates", "plot_naming"]

Measure = Literal["log_dice", "npmi", "log_ratio"]
_MARKS = (("#1f4e79", "circle"), ("#b8741a", "diamond"), ("#4d7f5b", "square"), ("#a23b3b", "triangle-up"))
_NEEDED = ("count", "total", "share", "share_low", "share_high")

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "naming": "What {} is called",
        "share": "share of its mentions",
        "collocates": "Words around the term",
        "interval": "{}, with 95 % interval",
        "none": "{} (too few articles for intervals)",
        "log_dice": "logDice",
        "npmi": "NPMI",
        "log_ratio": "log ratio",
        "all": "all",
    },
    "ar": {
        "naming": "تسميات {}",
        "share": "النسبة من مرات الذكر",
        "collocates": "الكلمات المحيطة باللفظ",
        "interval": "{}، مع فترة ثقة 95٪",
        "none": "{} (المقالات أقل من أن تعطي فترات ثقة)",
        "log_dice": "logDice",
        "npmi": "NPMI",
        "log_ratio": "لوغاريتم النسبة",
        "all": "الكل",
    },
}


def plot_naming(
    naming: pd.DataFrame,
    actor: str | None = None,
    *,
    by: str = "outlet",
    top: int = 6,
    lang: Language = "en",
    title: str | None = None,
) -> go.Figure:
    """Which of its names each outlet gives an actor, each share with its interval.

    Args:
        naming: What `naming_table` gives.
        actor: Which actor is drawn; the one that is named most where it is left out.
        by: The column that is compared.
        top: How many of its values are drawn, those that name the actor most first; six can be told apart in print.
        lang: The language of the axis and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is not 1 to 6, or `lang` is unknown.
        TableError: A column is missing, or there is no such actor.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"actor": ["البلدية"] * 2, "outlet": ["س"] * 2, "variant": ["البلدية", "المجلس"],
        ...                       "count": [3, 1], "total": [4, 4], "share": [0.75, 0.25], "share_low": [0.4, 0.1],
        ...                       "share_high": [0.9, 0.6]})
        >>> plot_naming(table).data[0].x
        (0.75, 0.25)
    """
    words = words_in(lang, _WORDS)
    check_columns(naming, ["actor", "variant", *_NEEDED], "naming_table(articles, names)")
    actors = naming.groupby("actor")["count"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    chosen = next(iter(actors), "") if actor is None else actor
    if actor is not None and actor not in actors:
        raise TableError(f"the table has no actor {actor!r}; it has {', '.join(map(repr, actors)) or 'none'}")
    own = naming[(naming["actor"] == chosen) & (naming["total"] > 0)]
    heading = words[interval_note(own["share_low"])].format(words["naming"].format(f"\u2068{chosen}\u2069"))
    return grouped_shares(
        own, "variant", by, top=top, lang=lang, title=heading if title is None else title, axis=words["share"]
    )


def plot_collocates(
    collocates: pd.DataFrame,
    *,
    by: str = "outlet",
    measure: Measure = "log_dice",
    words: int = 15,
    top: int = 4,
    lang: Language = "en",
    title: str | None = None,
) -> go.Figure:
    """The words that belong most to a term, each a point with its interval, outlets side by side.

    Args:
        collocates: What `collocations` gives.
        by: The column that is compared; without it in the table, all is one.
        measure: What is drawn: `log_dice`, `npmi` or `log_ratio`.
        words: How many words are drawn, those with the greatest value anywhere first.
        top: How many groups are drawn, those that use the term most first; four can be told apart in print.
        lang: The language of the axis and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is not 1 to 4, `words` less than 1, or `measure` or `lang` unknown.
        TableError: A column is missing.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"collocate": ["معبر"], "term": [9], "log_dice": [11.2], "log_dice_low": [10.1],
        ...                       "log_dice_high": [12.3]})
        >>> plot_collocates(table).data[0].x
        (11.2,)
    """
    texts = words_in(lang, _WORDS)
    if measure not in get_args(Measure):
        raise ValueError(f"unknown measure {measure!r}; allowed are {', '.join(map(repr, get_args(Measure)))}")
    if not 1 <= top <= len(_MARKS) or words < 1:
        raise ValueError(f"top must be 1 to {len(_MARKS)} and words 1 or more, got {top} and {words}")
    check_columns(
        collocates, ["collocate", "term", measure, f"{measure}_low", f"{measure}_high"], "collocations(articles, node)"
    )
    table = collocates if by in collocates else collocates.assign(**{by: texts["all"]})
    groups = table.groupby(by)["term"].max().sort_values(ascending=False, kind="stable").index[:top].tolist()
    table = table[table[by].isin(groups)]
    shown = table.sort_values(measure, ascending=False, kind="stable").drop_duplicates("collocate").head(words)
    names = shown["collocate"].tolist()
    points = [_points(table[table[by] == group], group, names, measure, place) for place, group in enumerate(groups)]
    known = interval_note(table[f"{measure}_low"])
    heading = texts[known].format(texts["collocates"]) if title is None else title
    figure = horizontal(*points, names=[axis_name(name) for name in names], title=heading)
    figure.update_layout(
        showlegend=by in collocates and len(groups) > 1,
        scattermode="group",
        scattergap=0.4,
        height=130 + len(names) * max(28, 18 * len(groups)),
        margin_t=96 if heading else 48,
    )
    ends = [*_values(table, names, measure), *([] if measure == "log_dice" else [0.0])]  # logDice has no zero point
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    room = 0.05 * (high - low or 1)
    return figure.update_xaxes(
        title_text=label(texts[measure], renderer="plotly"), range=[high + room, low - room], rangemode="normal"
    )


def _values(table: pd.DataFrame, names: list[str], measure: str) -> list[float]:
    """All that is drawn of some words."""
    own = table.loc[table["collocate"].isin(names), [measure, f"{measure}_low", f"{measure}_high"]]
    return [float(value) for value in own.to_numpy(dtype=float).ravel() if isfinite(value)]


def _points(rows: pd.DataFrame, group: object, names: list[str], measure: str, place: int) -> Any:
    own = rows.drop_duplicates("collocate").set_index("collocate").reindex(names)
    colour, symbol = _MARKS[place]
    values = [float(value) for value in own[measure]]
    return go.Scatter(
        x=values,
        y=list(range(len(names))),
        mode="markers",
        orientation="h",
        name=axis_name(group),
        marker={"color": colour, "symbol": symbol, "size": 9},
        error_x=interval(values, own[f"{measure}_low"], own[f"{measure}_high"]) | {"color": colour},
        hovertemplate=f"{axis_name(group)} %{{x:.2f}}<extra></extra>",
    )
