"""Figures of measures that stand for themselves: diversity, validation, agreement between coders."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from toolkit.errors import TableError
from toolkit.reports.axes import Language, axis_name, check_columns, horizontal, interval, words_in
from toolkit.reports.codes import arabic_name
from toolkit.text.rendering import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = ["plot_agreement", "plot_diversity", "plot_validation"]

_BAR = "#9dbbd8"
_LEVELS = (0.667, 0.8)  # Krippendorff: below the first no conclusions, from the second on reliable

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "diversity": "Diversity of speakers ({}), with 95 % interval",
        "whole": "of the whole",
        "coverage": "at a coverage of {}",
        "size": "at a size of {}",
        "validation": "{} of what was found, with 95 % interval",
        "agreement": "Agreement between coders, with 95 % interval",
        "alpha": "Krippendorff's alpha",
        "all": "all",
    },
    "ar": {
        "diversity": "تنوع المتكلمين ({})، مع فترة ثقة 95٪",
        "whole": "تقدير الكل",
        "coverage": "عند تغطية {}",
        "size": "عند حجم {}",
        "validation": "{} لما وُجد، مع فترة ثقة 95٪",
        "agreement": "اتفاق المرمّزين، مع فترة ثقة 95٪",
        "alpha": "ألفا كريبندورف",
        "all": "الكل",
    },
}
_ARABIC = {
    # measures
    "hill_0": "عدد المتكلمين",
    "hill_1": "العدد الفعال للمتكلمين",
    "hill_2": "العدد الفعال (سمبسون)",
    "precision": "الدقة",
    "recall": "الاستدعاء",
    "f1": "مقياس F1",
    "accuracy": "نسبة الصواب",
    # parts
    "attribution": "الإسناد",
    "cue": "كلمة الإسناد",
    "content": "الكلام",
    "content_exact": "الكلام بحدوده",
    "source": "المصدر",
    "source_overlap": "المصدر تقريبا",
    "speaker": "المتكلم",
    "direct_exact": "المباشر بحدوده",
    "nominal": "الكلام الاسمي",
    "whole": "المادة كلها",
    "complement": "صورة الكلام",
}


def _name(code: str, lang: str) -> str:
    return _ARABIC.get(code, arabic_name(code)) if lang == "ar" else code


def plot_diversity(table: pd.DataFrame, *, lang: Language = "en", title: str | None = None) -> go.Figure:
    """The estimate of each outlet, or of all together, with its interval; the most diverse first.

    Args:
        table: What `diversity` gives, of one measure, with at most one column of `by`. A row without an estimate is
            left out.
        lang: The language of the axis and the title.
        title: Another title; `""` for none. The one that is given says what the estimates are of.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or there are several measures or groupings in the table.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"outlet": ["س", "ص"], "measure": ["hill_1"] * 2, "estimate": [4.0, 6.0],
        ...                       "low": [3.0, 5.0], "high": [5.0, 8.0], "at": ["size 50"] * 2})
        >>> plot_diversity(table).data[0].x
        (6.0, 4.0)
    """
    check_columns(table, ["measure", "estimate", "low", "high", "at"], "diversity(quotations)")
    words = words_in(lang, _WORDS)
    heads = list(table.columns[: table.columns.get_loc("measure")])
    if len(heads) > 1 or len(table["measure"].unique()) > 1:
        raise TableError("the table has several measures or groupings; draw one: table[table['measure'] == 'hill_1']")
    rows = table[table["estimate"].notna()].sort_values("estimate", ascending=False, kind="stable")
    named = rows[heads[0]].tolist() if heads else [words["all"]] * len(rows)
    measure = str(table["measure"].iloc[0]) if len(table) else ""
    kind, _, value = (str(rows["at"].iloc[0]) if len(rows) else "whole").partition(" ")
    heading = words["diversity"].format(words[kind].format(value))
    bars = _bars(rows["estimate"], rows["low"], rows["high"])
    figure = horizontal(bars, names=[axis_name(name) for name in named], title=heading if title is None else title)
    ends = rows["high"].fillna(rows["estimate"])
    highest = float(ends.max()) if len(ends) else 1.0
    return figure.update_xaxes(
        title_text=label(_name(measure, lang), renderer="plotly"), range=[highest * 1.04 or 1.0, 0]
    )


def plot_validation(
    table: pd.DataFrame, figure: str = "f1", *, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """How often each part is right, with its interval, in the order of the table.

    Args:
        table: What `validate_quotations` gives, without `by`. A part without this figure is left out.
        figure: `precision`, `recall`, `f1` or `accuracy`.
        lang: The language of the parts, the axis and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or a part stands in several rows.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"part": ["cue", "whole"], "f1": [0.8, None], "f1_low": [0.7, None],
        ...                       "f1_high": [0.9, None]})
        >>> plot_validation(table).data[0].x
        (0.8,)
    """
    check_columns(table, ["part", figure, f"{figure}_low", f"{figure}_high"], "validate_quotations(articles, gold)")
    return _parts(
        table,
        "part",
        (figure, f"{figure}_low", f"{figure}_high"),
        axis=_name(figure, lang),
        title=words_in(lang, _WORDS)["validation"].format(_name(figure, lang)) if title is None else title,
        lang=lang,
    ).update_xaxes(range=[1.02, 0], tickformat=".0%")


def plot_agreement(table: pd.DataFrame, *, lang: Language = "en", title: str | None = None) -> go.Figure:
    """Krippendorff's alpha of each variable with its interval; lines at 0.667 and 0.8, as Krippendorff advises.

    Args:
        table: What `agreement` gives with `by="variable"`, at one level. A variable without alpha is left out.
        lang: The language of the variables, the axis and the title.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `lang` is unknown.
        TableError: A column is missing, or a variable stands in several rows.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"variable": ["kind"], "alpha": [0.9], "low": [0.8], "high": [0.95]})
        >>> plot_agreement(table).data[0].x
        (0.9,)
    """
    check_columns(table, ["variable", "alpha", "low", "high"], "agreement(codings, by='variable')")
    words = words_in(lang, _WORDS)
    heading = words["agreement"] if title is None else title
    drawn = _parts(table, "variable", ("alpha", "low", "high"), axis=words["alpha"], title=heading, lang=lang)
    for level in _LEVELS:
        drawn.add_vline(x=level, line={"color": "#a23b3b", "width": 1, "dash": "dot"})
    lowest = min((float(value) for value in [*table["alpha"], *table["low"]] if value < 0), default=0.0)
    return drawn.update_xaxes(range=[1.02, lowest * 1.04])


def _parts(
    table: pd.DataFrame, name: str, columns: tuple[str, str, str], *, axis: str, title: str, lang: str
) -> go.Figure:
    if table[name].duplicated().any():
        twice = table.loc[table[name].duplicated(), name].iloc[0]
        raise TableError(f"{name} {twice!r} stands in several rows; draw a part of the table")
    rows = table[table[columns[0]].notna()]
    bars = _bars(*(rows[column] for column in columns))
    names = [axis_name(_name(str(value), lang)) for value in rows[name]]
    return horizontal(bars, names=names, title=title).update_xaxes(title_text=label(axis, renderer="plotly"))


def _bars(values: Iterable[float], low: Iterable[float], high: Iterable[float]) -> go.Bar:
    at = [float(value) for value in values]
    return go.Bar(
        x=at,
        y=list(range(len(at))),
        orientation="h",
        width=0.62,
        marker={"color": _BAR},
        error_x=interval(at, low, high),
        hovertemplate="%{x:.3g}<extra></extra>",
    )
