"""Figures of tables by category: shares of each outlet side by side, stances, and where outlets differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.axes import (
    Language,
    axis_name,
    check_columns,
    heatmap,
    horizontal,
    interval,
    interval_note,
    words_in,
)
from toolkit.reports.codes import arabic_name
from toolkit.reports.markup import shortened
from toolkit.text.rendering import label

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

__all__ = ["grouped_shares", "plot_categories", "plot_residuals", "plot_stances"]

_MAKER = "category_table(quotations, by='outlet')"
_FILLS = (("#1f4e79", ""), ("#e0a04a", "/"), ("#7fb2d6", "."), ("#8a8a8a", "x"), ("#a23b3b", "-"), ("#4d7f5b", "+"))
_DIVERGING = ((0, "#a23b3b"), (0.5, "#f6f6f4"), (1, "#1f4e79"))

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "shares": "Shares of quotations by {}",
        "stances": "Stances of the verbs, {}",
        "interval": "{}, with 95 % interval",
        "none": "{} (too few articles for intervals)",
        "share": "share of quotations",
        "residuals": "Differences from independence by {} (adjusted residuals)",
        "residual": "standard errors",
        "all": "all",
    },
    "ar": {
        "shares": "نسب الاقتباسات بحسب {}",
        "stances": "مواقف أفعال القول: {}",
        "interval": "{}، مع فترة ثقة 95٪",
        "none": "{} (المقالات أقل من أن تعطي فترات ثقة)",
        "share": "نسبة الاقتباسات",
        "residuals": "الفروق عن الاستقلال بحسب {} (البواقي المعدلة)",
        "residual": "أخطاء معيارية",
        "all": "الكل",
    },
}


def plot_categories(
    categories: pd.DataFrame, *, by: str = "outlet", top: int = 6, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """The shares of each value of a category, outlets side by side, each with its interval.

    Args:
        categories: What `category_table` gives.
        by: The column that is compared; without it in the table, all quotations are one.
        top: How many of its values are drawn, those with the most first; six can be told apart in print.
        lang: The language of the axis, the categories and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is not 1 to 6, or `lang` is unknown.
        TableError: A column is missing, or the rows are divided by another column too.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"outlet": ["س", "ص"], "type": ["person"] * 2, "count": [3, 1], "total": [4, 4],
        ...                       "share": [0.75, 0.25], "share_low": [0.4, 0.1], "share_high": [0.9, 0.6]})
        >>> [bars.x for bars in plot_categories(table).data]
        [(0.75,), (0.25,)]
    """
    words = words_in(lang, _WORDS)
    category = _category(categories, by)
    heading = words["shares"].format(arabic_name(category) if lang == "ar" else category)
    heading = words[interval_note(categories["share_low"])].format(heading)
    axis, title = words["share"], heading if title is None else title
    return grouped_shares(categories, category, by, top=top, lang=lang, title=title, axis=axis)


def plot_stances(
    stances: pd.DataFrame,
    within: str | None = None,
    *,
    by: str = "outlet",
    top: int = 6,
    lang: Language = "en",
    title: str | None = None,
) -> go.Figure:
    """With which verbs each outlet lets one kind of speaker speak, each share with its interval.

    Args:
        stances: What `stance_table` gives.
        within: The kind of speaker to draw: a value of the table's first column, such as `person`; the one with the
            most relations where it is left out.
        by: The column that is compared.
        top: How many of its values are drawn, those with the most first.
        lang: The language of the axis, the stances and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is not 1 to 6, or `lang` is unknown.
        TableError: A column is missing, or there is no such kind of speaker.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"type": ["person"], "outlet": ["س"], "stance": ["neutral"], "count": [3],
        ...                       "total": [4], "share": [0.75], "share_low": [0.4], "share_high": [0.9]})
        >>> plot_stances(table, "person").data[0].x
        (0.75,)
    """
    words = words_in(lang, _WORDS)
    check_columns(stances, [by, "stance", *_NEEDED], "stance_table(quotations)")
    kind = words["all"]
    held = [name for name in stances.columns[: list(stances.columns).index("stance")] if name not in {by, "copies"}]
    if held:
        kinds = stances.groupby(held[0])["count"].sum().sort_values(ascending=False, kind="stable").index.tolist()
        chosen = within if within is not None else next(iter(kinds), None)
        if within is not None and within not in kinds:
            raise TableError(f"{held[0]} has no {within!r} in the table; it has {', '.join(map(str, kinds))}")
        stances = stances[stances[held[0]] == chosen]
        kind = str(chosen) if lang == "en" else arabic_name(str(chosen))
    heading = words[interval_note(stances["share_low"])].format(words["stances"].format(kind))
    axis, title = words["share"], heading if title is None else title
    return grouped_shares(stances, "stance", by, top=top, lang=lang, title=title, axis=axis)


def plot_residuals(
    categories: pd.DataFrame, *, by: str = "outlet", lang: Language = "en", title: str | None = None
) -> go.Figure:
    """Where outlets have more or less of a category than all together, in standard errors, as a table of colours.

    A star marks what holds when articles are shuffled and the false discovery rate is held at 0.05: a residual takes
    quotations as independent, and only the shuffled articles do not.

    Args:
        categories: What `category_table` gives.
        by: The column that is compared.
        lang: The language of the axis, the categories and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or the rows are divided by another column too.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"outlet": ["س", "ص"], "type": ["person"] * 2, "count": [3, 1], "total": [4, 4],
        ...                       "share": [0.75, 0.25], "share_low": [0.4, 0.1], "share_high": [0.9, 0.6],
        ...                       "residual": [1.4, -1.4], "p_articles_adjusted": [0.01, 0.2]})
        >>> [list(line) for line in plot_residuals(table).data[0].text]
        [['+1.4*'], ['-1.4']]
    """
    words = words_in(lang, _WORDS)
    check_columns(categories, ["residual", "p_articles_adjusted"], _MAKER)
    category = _category(categories, by)
    rows, columns = (list(dict.fromkeys(categories[name])) for name in (by, category))
    cells = categories.set_index([by, category])
    grid = [[cells.loc[(row, column)] for column in columns] for row in rows]
    values = [[float(cell["residual"]) for cell in line] for line in grid]
    marks = [[_mark(float(cell["residual"]), float(cell["p_articles_adjusted"])) for cell in line] for line in grid]
    heading = words["residuals"].format(arabic_name(by) if lang == "ar" else by)
    return heatmap(
        values,
        marks,
        rows=rows,
        columns=[arabic_name(name) if lang == "ar" else name for name in columns],
        scale=words["residual"],
        title=heading if title is None else title,
        colours=_DIVERGING,
        middle=0,
    )


_NEEDED = ["count", "total", "share", "share_low", "share_high"]


def _mark(residual: float, p: float) -> str:
    return "" if residual != residual else f"{residual:+.1f}{'*' * (p < 0.05)}"  # noqa: PLR0124 - not a number


def _category(table: pd.DataFrame, by: str) -> str:
    """The column of categories: the one before the counts."""
    check_columns(table, _NEEDED, _MAKER)
    heads = [str(name) for name in table.columns[: list(table.columns).index("count")] if name not in {by, "copies"}]
    if len(heads) != 1:
        raise TableError(
            f"besides {by!r} the rows are divided by {', '.join(map(repr, heads)) or 'nothing'}; draw a part: "
            "table[table['type'] == 'person'].drop(columns='type')"
        )
    return heads[0]


def grouped_shares(
    table: pd.DataFrame,
    category: str,
    by: str,
    *,
    top: int,
    lang: Language,
    title: str,
    axis: str,
    named: Callable[[str], str] | None = None,
) -> go.Figure:
    """The shares of each value of a category, groups side by side.

    Args:
        table: Rows with `count`, `total`, `share`, `share_low` and `share_high`.
        category: The column of values.
        by: The column of groups; without it in the table, all is one.
        top: How many groups are drawn, those with the greatest `total` first.
        lang: The language of the values.
        title: `""` for none.
        axis: What the shares are of.
        named: How a value is called; without it, by its code.

    Raises:
        ValueError: `top` is not 1 to 6.
    """
    if not 1 <= top <= len(_FILLS):
        raise ValueError(f"top must be 1 to {len(_FILLS)}, got {top}")
    words = words_in(lang, _WORDS)
    if by not in table:
        table = table.assign(**{by: words["all"]})
    values = table.groupby(category)["count"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    totals = table.groupby(by, dropna=False)["total"].max().sort_values(ascending=False, kind="stable")
    groups = totals.index[:top].tolist()
    bars = [_bars(table[_is(table[by], group)], group, category, values, place) for place, group in enumerate(groups)]
    called = named or (arabic_name if lang == "ar" else str)
    names = [axis_name(called(value)) for value in values]
    figure = horizontal(*bars, names=names, title=title)
    figure.update_layout(
        barmode="group",
        showlegend=by in table and len(groups) > 1,
        legend_traceorder="normal",
        height=130 + len(names) * max(34, 20 * len(groups)),
        margin_t=96 if title else 48,
    )
    ends = table["share_high"].fillna(table["share"]).dropna()
    highest = float(ends.max()) if len(ends) else 1.0
    return figure.update_xaxes(
        title_text=label(axis, renderer="plotly"),
        range=[highest * 1.04 or 1.0, 0],
        tickformat=".0%" if highest >= 0.05 else ".1%",
    )


def _is(column: pd.Series[Any], value: object) -> pd.Series[bool]:
    return column == value if isinstance(value, str) else column.isna()


def _bars(rows: pd.DataFrame, group: object, category: str, values: list[str], place: int) -> go.Bar:
    own = rows.drop_duplicates(category).set_index(category).reindex(values)
    colour, pattern = _FILLS[place]
    share = [float(value) for value in own["share"]]
    return go.Bar(
        x=share,
        y=list(range(len(values))),
        name=axis_name(shortened(group, 26) if isinstance(group, str) else group),  # one line of a legend
        orientation="h",
        marker={
            "color": colour,
            "line": {"color": "white", "width": 1},
            "pattern": {"shape": pattern, "bgcolor": colour, "fgcolor": "white", "size": 6, "solidity": 0.15},
        },
        error_x=interval(share, own["share_low"], own["share_high"]),
        customdata=[int(count) for count in own["count"].fillna(0)],
        hovertemplate=f"{axis_name(group)} %{{x:.1%}} · %{{customdata}}<extra></extra>",
    )
