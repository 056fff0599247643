"""How far outlets are apart, as a table of colours."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from toolkit.errors import TableError
from toolkit.reports.axes import Language, check_columns, heatmap, words_in

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

__all__ = ["plot_divergence"]

_COLOURS = ((0, "#f6f6f4"), (1, "#1f4e79"))
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Divergence between outlets beyond chance",
        "scale": "bits beyond chance",
    },
    "ar": {
        "title": "التباعد بين الوسائل فوق ما تعطيه المصادفة",
        "scale": "بت فوق المصادفة",
    },
}


def plot_divergence(divergences: pd.DataFrame, *, lang: Language = "en", title: str | None = None) -> go.Figure:
    """How much further each two outlets are apart than shuffled articles are, as a table of colours.

    A star marks what holds at a false discovery rate of 0.05. What is not beyond chance has the palest colour, however
    great the divergence is: small outlets diverge much by chance.

    Args:
        divergences: What `divergence_table` gives.
        lang: The language of the scale and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or there is no pair.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"first": ["س"], "second": ["ص"], "divergence": [0.2], "excess": [0.12],
        ...                       "p_adjusted": [0.01]})
        >>> [list(line) for line in plot_divergence(table).data[0].text]
        [['', '+0.120*'], ['+0.120*', '']]
    """
    words = words_in(lang, _WORDS)
    check_columns(divergences, ["first", "second", "divergence", "excess", "p_adjusted"], "divergence_table(…, of=…)")
    if divergences.empty:
        raise TableError("there is no pair of outlets to draw; divergence_table compares two or more")
    names = list(dict.fromkeys([*divergences["first"], *divergences["second"]]))
    place = {name: number for number, name in enumerate(names)}
    values: list[list[float | None]] = [[None] * len(names) for _ in names]
    texts = [[""] * len(names) for _ in names]
    for row in divergences.to_dict("records"):
        if not isnan(row["excess"]):
            mark = "*" * (row["p_adjusted"] < 0.05)
            for one, other in ((row["first"], row["second"]), (row["second"], row["first"])):
                values[place[one]][place[other]] = max(row["excess"], 0.0)
                texts[place[one]][place[other]] = f"{row['excess']:+.3f}{mark}"
    return heatmap(
        values,
        texts,
        rows=names,
        columns=names,
        scale=words["scale"],
        title=words["title"] if title is None else title,
        colours=_COLOURS,
    )
