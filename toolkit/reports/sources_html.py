"""The list of sources: a line each, and behind it the quotations that were counted."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from toolkit.reports.markup import MISSING, cell, direction, escaped, percent, shortened

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.reports.articles_html import Shelf

__all__ = ["sources_html"]

_SHOWN = 5  # quotations of each source

_HEAD = (
    '<div class="row head"><span class="rank">rank</span><span class="end">source</span>'
    '<span class="wide">type</span><span class="num">articles</span><span class="num">share (95 %)</span>'
    '<span class="num wide">turns</span><span class="num wide">words</span></div>'
)


def sources_html(frequency: pd.DataFrame, shelf: Shelf, *, top: int = 50) -> str:
    """The most frequent sources; each unfolds into some of its quotations.

    Args:
        frequency: What `source_frequency` gives.
        shelf: The articles and the linked quotations that were counted.
        top: How many sources are listed.
    """
    said = _places_by_source(shelf)
    rows = frequency.sort_values(["articles", "share"], ascending=False, kind="stable").head(top)
    items = [_HEAD]
    for row in rows.to_dict("records"):
        places = said.get(row["source_id"], [])
        items.append(f'<details><summary class="row">{_line(row)}</summary>{_evidence(places, shelf)}</details>')
    lines = "\n".join(items)
    return f'<div class="sources">{lines}</div>'


def _line(row: dict[Any, Any]) -> str:
    name = shortened(row["speaker"], 90) if isinstance(row["speaker"], str) else MISSING
    kind = str(row["type"]) if isinstance(row.get("type"), str) else MISSING
    interval = (
        MISSING if isnan(row["share"]) else f"{percent(row['share'])} ({_ends(row['share_low'], row['share_high'])})"
    )
    return (
        f'<span class="rank">{int(row["rank"])}</span>{cell(name, "span", "class=name")}'
        f'<span class="wide soft">{escaped(kind)}</span><span class="num">{int(row["articles"]):,}</span>'
        f'<span class="num">{interval}</span><span class="num wide">{int(row["turns"]):,}</span>'
        f'<span class="num wide">{int(row["words"]):,}</span>'
    )


def _ends(low: float, high: float) -> str:
    """`12–31`, with a decimal place where the ends are small; a dash where there is no interval."""
    if isnan(low):
        return "–"
    return f"{low:.0%}–{high:.0%}".replace("%", "") if high >= 0.1 else f"{low:.1%}–{high:.1%}".replace("%", "")


def _places_by_source(shelf: Shelf) -> dict[str, list[tuple[int, int]]]:
    """For each source the places (article, quotation) of the relations that are counted as its speech."""
    places: dict[str, list[tuple[int, int]]] = {}
    for article, rows in enumerate(shelf.quotations):
        for number, row in enumerate(rows):
            if row["source_id"] and row["parent"] is None and row["kind"] != "declined":
                places.setdefault(row["source_id"], []).append((article, number))
    return places


def _evidence(places: list[tuple[int, int]], shelf: Shelf) -> str:
    if not places:
        return '<ul class="evidence"><li class="more">See quotations.csv.</li></ul>'
    items = [_quotation(article, number, shelf) for article, number in _varied(places)[:_SHOWN]]
    if len(places) > _SHOWN:
        items.append(f'<li class="more">{_SHOWN} of {len(places):,}; all are in quotations.csv.</li>')
    return f'<ul class="evidence">{"".join(items)}</ul>'


def _varied(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first of each article, then the second of each: few quotations show many articles."""
    turn: dict[int, int] = {}
    ranked = []
    for article, number in places:
        turn[article] = turn.get(article, -1) + 1
        ranked.append((turn[article], article, number))
    return [(article, number) for _, article, number in sorted(ranked)]


def _quotation(article: int, number: int, shelf: Shelf) -> str:
    row = shelf.quotations[article][number]
    headline = shelf.headline(article, 80)
    outlet = shelf.articles[article].get("outlet")
    kind = row["kind"]
    facts = [f'<mark class="kind tk-mark tk-{escaped(kind)}">{escaped(kind)}</mark>']
    facts += [f"<bdi>{escaped(shortened(outlet, 60))}</bdi>"] if outlet else []
    facts.append(f'<a href="{shelf.address(article, number)}" dir="{direction(headline)}">{escaped(headline)}</a>')
    words = [shortened(row[name], width) for name, width in (("cue", 60), ("content", 420)) if row.get(name)]
    cue = f'<span class="cue">{escaped(words.pop(0))}</span> ' if row.get("cue") else ""
    said = f"«{escaped(words[0])}»" if words and kind == "direct" else escaped(words[0]) if words else ""
    return f'<li><p class="meta">{" · ".join(facts)}</p><blockquote dir="rtl">{cue}{said}</blockquote></li>'
