"""The figure of what each outlet published over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.errors import TableError
from toolkit.reports.axes import Language, check_columns, heatmap, words_in
from toolkit.text.rendering import label

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

__all__ = ["plot_coverage"]

_PRINTED = 16  # periods whose numbers have room in their cells
_DATES = 12  # dates below the figure
_NONE, _FEW, _MANY = "#e0a04a", "#e8eef4", "#1f4e79"

_WORDS: dict[str, dict[str, str]] = {
    "en": {"coverage": "Articles per outlet over time; amber: none", "articles": "articles", "all": "all articles"},
    "ar": {"coverage": "مقالات كل وسيلة عبر الزمن؛ الكهرماني: لا شيء", "articles": "مقالات", "all": "كل المقالات"},
}


def plot_coverage(
    coverage: pd.DataFrame, *, by: str = "outlet", lang: Language = "en", title: str | None = None
) -> go.Figure:
    """How many articles each outlet published in each period, as a table of colours; time runs from right to left.

    A period in which a covered outlet published nothing is amber; one in which it was not covered is blank.

    Args:
        coverage: What `coverage_table` gives, of at most one column of `by`.
        by: The column that names the rows; without it in the table, its one row is all articles.
        lang: The language of the title and the scale.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or a row has several counts for a period.

    Examples:
        >>> import pandas as pd
        >>> weeks = pd.DataFrame({"outlet": ["أ"] * 2, "period": pd.to_datetime(["2026-05-04", "2026-05-11"]),
        ...                       "articles": [3, 0]})
        >>> [list(line) for line in plot_coverage(weeks).data[0].text]
        [['3', '0']]
    """
    check_columns(coverage, ["period", "articles"], "coverage_table(articles)")
    words = words_in(lang, _WORDS)
    named = coverage if by in coverage else coverage.assign(**{by: words["all"]})
    if named.duplicated([by, "period"]).any():
        raise TableError(f"a row has several counts for a period; give by= the column that names the rows, not {by!r}")
    cells = {
        (name, period): None if count != count else int(count)  # noqa: PLR0124 - what is missing is not itself
        for name, period, count in zip(
            named[by].fillna(""), named["period"], named["articles"].astype("float64"), strict=True
        )
    }
    rows = list(dict.fromkeys(name for name, _ in cells))
    periods = sorted({period for _, period in cells})
    values = [[cells.get((name, period)) for period in periods] for name in rows]
    printed = len(periods) <= _PRINTED
    dates = [f"{period:%Y-%m-%d}" for period in periods]
    most = max((count for line in values for count in line if count is not None), default=0)
    none = 0.5 / max(most, 1)  # below one article
    figure = heatmap(
        values,
        [["" if count is None else str(count) for count in line] for line in values],
        rows=[name or None for name in rows],
        columns=dates,
        scale=words["articles"],
        title=words["coverage"] if title is None else title,
        colours=((0, _NONE), (none, _NONE), (none, _FEW), (1, _MANY)),
    )
    hover = f"%{{customdata}} · %{{text}} {label(words['articles'], renderer='plotly')}<extra></extra>"
    figure.update_traces(zmin=0, zmax=max(most, 1), xgap=1, ygap=1, customdata=[dates] * len(rows), hovertemplate=hover)
    if not printed:
        figure.update_traces(texttemplate="")
    step = -(-len(periods) // _DATES) or 1
    return figure.update_xaxes(tickvals=list(range(0, len(periods), step)), ticktext=dates[::step])
