"""The figure of statements: what each outlet did with the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.reports.axes import Language, check_columns, heatmap, words_in

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

__all__ = ["plot_statements"]

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "The same statement in each outlet: kind and verb",
        "share": "share of its words kept in a row",
        "dropped": "no attribution",
        "unnamed": "unnamed",
    },
    "ar": {
        "title": "القول نفسه في كل وسيلة: طريقة النقل والفعل",
        "share": "نسبة ما بقي من كلماته متتالية",
        "direct": "مباشر",
        "indirect": "غير مباشر",
        "mixed": "مختلط",
        "dropped": "بلا نسبة",
        "unnamed": "بلا اسم",
    },
}
_FEW, _MANY = "#e8eef4", "#7fb2d6"
_SHOWN = 40  # characters of a statement


def plot_statements(
    statements: pd.DataFrame, *, by: str = "outlet", top: int = 12, lang: Language = "en", title: str | None = None
) -> go.Figure:
    """A row for each statement, a column for each outlet: how it told it, with which verb, and how much it kept.

    Of several tellings in one outlet the one that kept most is shown. Blank: the outlet did not tell it, or the toolkit
    did not find it.

    Args:
        statements: What `statement_table` gives.
        by: The column of the outlets.
        top: How many statements are drawn, those in most outlets first.
        lang: The language of the title and the cells; verbs stay Arabic.
        title: Another title; `""` for none.

    Returns:
        A Plotly figure.

    Raises:
        ValueError: `top` is below 1, or `lang` is unknown.
        TableError: A column is missing.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"statement_id": ["1"] * 2, "outlet": ["س", "ص"], "speaker": ["سالم حداد"] * 2,
        ...     "attribution": ["named"] * 2, "kind": ["direct", "mixed"], "verb": ["قال", "زعم"],
        ...     "content": ["لن نوقع"] * 2, "kept_share": [1.0, 0.5]})
        >>> [list(line) for line in plot_statements(table).data[0].text]
        [['direct · قال', 'mixed · زعم']]
    """
    words = words_in(lang, _WORDS)
    needed = ["statement_id", by, "speaker", "attribution", "kind", "verb", "content", "kept_share"]
    check_columns(statements, needed, "statement_table(quotations)")
    if top < 1:
        raise ValueError(f"top must be 1 or more, got {top}")
    told: dict[str, dict[Any, dict[Any, Any]]] = {}
    names: dict[str, str] = {}
    for row in statements[needed].to_dict("records"):
        own, outlet = row["statement_id"], row[by]
        names.setdefault(own, _name(row))
        before = told.setdefault(own, {}).get(outlet)
        if before is None or row["kept_share"] > before["kept_share"]:
            told[own][outlet] = row
    chosen = sorted(told, key=lambda own: (-len(told[own]), own))[:top]
    outlets = sorted({outlet for own in chosen for outlet in told[own]}, key=str)
    cells = [[told[own].get(outlet) for outlet in outlets] for own in chosen]
    return heatmap(
        [[None if cell is None else float(cell["kept_share"]) for cell in line] for line in cells],
        [["" if cell is None else _told(cell, words) for cell in line] for line in cells],
        rows=[names[own] for own in chosen],
        columns=outlets,
        scale=words["share"],
        title=words["title"] if title is None else title,
        colours=((0, _FEW), (1, _MANY)),
    )


def _name(row: dict[Any, Any]) -> str:
    """Who said what, in short; the first row of a statement is its reference."""
    said = row["content"] if isinstance(row["content"], str) else ""
    said = said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
    return f"{row['speaker']}: {said}" if isinstance(row["speaker"], str) else said


def _told(row: dict[Any, Any], words: Any) -> str:
    if row["attribution"] == "dropped":
        return str(words["dropped"])
    parts = [words.get(row["kind"], row["kind"]), row["verb"]]
    parts += [words["unnamed"]] if row["attribution"] in {"unnamed", "none"} else []
    return " · ".join(part for part in parts if isinstance(part, str))
