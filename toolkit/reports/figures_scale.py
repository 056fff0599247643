"""Where outlets stand on a scale of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.axes import Language, axis_name, check_columns, horizontal, interval, words_in
from toolkit.text.rendering import label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plot_scale"]

_BAR = "#9dbbd8"
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Mean score of articles, with 95 % interval",
        "axis": "standard deviations of articles",
        "all": "all",
    },
    "ar": {"title": "متوسط درجات المقالات، مع فترة ثقة 95٪", "axis": "انحرافات معيارية للمقالات", "all": "الكل"},
}


def plot_scale(
    means: pd.DataFrame, *, by: str = "outlet", lang: Language = "en", title: str | None = None
) -> go.Figure:
    """The mean score of each outlet with its interval, that nearest the positive pole on top.

    Args:
        means: What `scale_means` gives. A group without a score is left out.
        by: The column that is compared; without it in the table, all articles are one.
        lang: The language of the axis and the title.
        title: Another title; `""` for none. One of yours can name the poles.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or a group stands in several rows.

    Examples:
        >>> import pandas as pd
        >>> means = pd.DataFrame({"outlet": ["س", "ص"], "mean": [-0.2, 0.3], "mean_low": [-0.4, 0.1],
        ...                       "mean_high": [0.0, 0.5]})
        >>> plot_scale(means).data[0].x
        (0.3, -0.2)
    """
    words = words_in(lang, _WORDS)
    check_columns(means, ["mean", "mean_low", "mean_high"], "scale_means(scored, by='outlet')")
    if by not in means:
        means = means.assign(**{by: words["all"]})
    if means[by].duplicated().any():
        raise TableError(f"{means.loc[means[by].duplicated(), by].iloc[0]!r} stands in several rows; draw a part")
    rows = means[means["mean"].notna()].sort_values("mean", ascending=False, kind="stable")
    at = [float(value) for value in rows["mean"]]
    bars = go.Bar(
        x=at,
        y=list(range(len(at))),
        orientation="h",
        width=0.62,
        marker={"color": _BAR},
        error_x=interval(at, rows["mean_low"], rows["mean_high"]),
        hovertemplate="%{x:.3g}<extra></extra>",
    )
    figure = horizontal(
        bars, names=[axis_name(name) for name in rows[by]], title=words["title"] if title is None else title
    )
    ends = rows[["mean", "mean_low", "mean_high"]].abs().max().max() if len(rows) else 1.0
    wide = float(ends) * 1.04 or 1.0
    return figure.update_xaxes(title_text=label(words["axis"], renderer="plotly"), range=[wide, -wide], zeroline=True)
