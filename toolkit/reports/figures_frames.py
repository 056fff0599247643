"""Figures of frames: how many articles of each outlet have the vocabulary of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.errors import TableError
from toolkit.reports.axes import Language, check_columns, heatmap, interval_note, words_in
from toolkit.reports.codes import arabic_name
from toolkit.reports.figures_categories import grouped_shares

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import plotly.graph_objects as go

__all__ = ["plot_frame_map", "plot_frames"]

_NEEDED = ["frame", "count", "total", "share", "share_low", "share_high"]
_COLOURS = ((0, "#f6f6f4"), (1, "#1f4e79"))
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "vocabulary": "Articles with the vocabulary of each frame",
        "validated": "Articles by frame, as the lexicon has it",
        "interval": "{}, with 95 % interval",
        "none": "{} (too few articles for intervals)",
        "share": "share of articles",
        "all": "all articles",
        "tentative": "tentative",
        "unreliable": "unreliable",
    },
    "ar": {
        "vocabulary": "المقالات التي فيها مفردات كل إطار",
        "validated": "المقالات بحسب الأطر كما يجدها المعجم",
        "interval": "{}، مع فترة ثقة 95٪",
        "none": "{} (المقالات أقل من أن تعطي فترات ثقة)",
        "share": "نسبة المقالات",
        "all": "كل المقالات",
        "tentative": "غير مؤكد",
        "unreliable": "غير موثوق",
    },
}


def plot_frames(
    shares: pd.DataFrame, *, by: str = "outlet", top: int = 6, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """The share of articles that have each frame, outlets side by side, each with its interval.

    A frame that the codes did not bear out is named so: `tentative` or `unreliable`.

    Args:
        shares: What `frame_shares` gives.
        by: The column that is compared; without it in the table, all articles are one.
        top: How many of its values are drawn, those with the most articles first; six can be told apart in print.
        lang: The language of the axis, the frames and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is not 1 to 6, or `lang` is unknown.
        TableError: A column is missing, or the rows are divided by another column too.

    Examples:
        >>> import pandas as pd
        >>> shares = pd.DataFrame({"outlet": ["س", "ص"], "frame": ["economic"] * 2, "count": [3, 1], "total": [4, 4],
        ...                        "share": [0.75, 0.25], "share_low": [0.4, 0.1], "share_high": [0.9, 0.6]})
        >>> [bars.x for bars in plot_frames(shares).data]
        [(0.75,), (0.25,)]
    """
    words = words_in(lang, _WORDS)
    _check(shares, by)
    heading = words[interval_note(shares["share_low"])].format(_heading(shares, words))
    figure = grouped_shares(
        shares,
        "frame",
        by,
        top=top,
        lang=lang,
        title=heading if title is None else title,
        axis=words["share"],
        named=_namer(shares, words, lang),
    )
    return figure.update_layout(legend={"y": 1, "yanchor": "bottom"})  # of a high figure, 2 % above is in the title


def plot_frame_map(
    shares: pd.DataFrame, *, by: str = "outlet", lang: Language = "en", title: str | None = None
) -> go.Figure:
    """The share of articles that have each frame, as a table of colours: frames by outlets.

    Args:
        shares: What `frame_shares` gives.
        by: The column that is compared; without it in the table, all articles are one.
        lang: The language of the frames, the scale and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure. A cell without articles is empty.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or the rows are divided by another column too.

    Examples:
        >>> import pandas as pd
        >>> shares = pd.DataFrame({"outlet": ["س", "ص"], "frame": ["economic"] * 2, "count": [3, 1], "total": [4, 4],
        ...                        "share": [0.75, 0.25], "share_low": [0.4, 0.1], "share_high": [0.9, 0.6]})
        >>> [list(line) for line in plot_frame_map(shares).data[0].text]
        [['75%', '25%']]
    """
    words = words_in(lang, _WORDS)
    _check(shares, by)
    if by not in shares:
        shares = shares.assign(**{by: words["all"]})
    values = shares.groupby("frame")["count"].sum().sort_values(ascending=False, kind="stable").index.tolist()
    columns = list(dict.fromkeys(shares[by]))
    cells = dict(zip(zip(shares["frame"], shares[by], strict=True), shares["share"].astype(float), strict=True))
    grid: list[list[Any]] = [[cells.get((frame, column)) for column in columns] for frame in values]
    grid = [[None if cell is None or cell != cell else cell for cell in line] for line in grid]  # noqa: PLR0124 - not a number
    called = _namer(shares, words, lang)
    figure = heatmap(
        grid,
        [["" if cell is None else f"{cell:.0%}" for cell in line] for line in grid],
        rows=[called(frame) for frame in values],
        columns=columns,
        scale=words["share"],
        title=_heading(shares, words) if title is None else title,
        colours=_COLOURS,
    )
    return figure.update_traces(colorbar_tickformat=".0%")


def _check(shares: pd.DataFrame, by: str) -> None:
    check_columns(shares, _NEEDED, "frame_shares(frames)")
    heads = [str(name) for name in shares.columns[: list(shares.columns).index("frame")] if name not in {by, "copies"}]
    if heads or shares.duplicated(["frame", *([by] if by in shares else [])]).any():
        raise TableError(
            f"besides {by!r} the rows are divided by {', '.join(map(repr, heads)) or 'something'}; draw a part, or "
            "give by= the column that is compared"
        )


def _heading(shares: pd.DataFrame, words: dict[str, str] | Any) -> str:
    known = "reliability" in shares and bool(shares["reliability"].notna().any())
    return str(words["validated" if known else "vocabulary"])


def _namer(shares: pd.DataFrame, words: dict[str, str] | Any, lang: Language) -> Callable[[str], str]:
    """What a frame is called, and how far it can be relied on, where that is known and little."""
    marks = dict(zip(shares["frame"], shares["reliability"], strict=True)) if "reliability" in shares else {}

    def called(frame: str) -> str:
        name = arabic_name(frame) if lang == "ar" else frame.replace("_", " ")
        if marks.get(frame) not in {"tentative", "unreliable"}:
            return name
        return f"{name} ({words[marks[frame]]})"

    return called
