"""The sentences behind the key terms of a report: where each term stands, with the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.reports.markup import visible
from toolkit.reports.sections_outlets import shown_terms
from toolkit.words.lemmas import term_tokens

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.measures.terms import TermMatrix

__all__ = ["frame_lines", "term_lines"]

_AROUND = 90  # characters on each side


def term_lines(
    articles: pd.DataFrame, keyness: pd.DataFrame, terms: TermMatrix, *, most: int
) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, int]]:
    """For each term that the report lists, the places where it stands in the outlet whose term it is.

    Args:
        articles: The articles, with `outlet` and `text`.
        keyness: The key terms of the outlets, by `outlet`.
        terms: How often each article has each term.
        most: How many places of a term are kept, those of many articles first.

    Returns:
        By outlet and term, joined by NUL: the places (article counted from 0, whether in the title, start, end, the
        text before, the term, the text behind), and how many there are in all.
    """
    columns = {term: place for place, term in enumerate(terms.terms)}
    counts = terms.counts.tocsc()
    rows = {name: place for place, name in enumerate(articles["article_id"])}
    outlets = articles["outlet"].tolist()
    wanted: dict[int, dict[str, str]] = {}
    lines: dict[str, list[tuple[Any, ...]]] = {}
    totals: dict[str, int] = {}
    for outlet in keyness["outlet"].unique():
        for term in shown_terms(keyness, outlet)["term"]:
            name = f"{outlet}\0{term}"
            column = counts[:, [columns[term]]].tocoo()
            having = [
                (rows[terms.article_ids[row]], int(count))
                for row, count in zip(column.coords[0], column.data, strict=True)
                if outlets[rows[terms.article_ids[row]]] == outlet
            ]
            lines[name], totals[name] = [], sum(count for _, count in having)
            for place in sorted(place for place, _ in having)[:most]:
                wanted.setdefault(place, {})[term] = name
    texts = articles["text"].tolist()
    for place in sorted(wanted):
        text = texts[place]
        for token in term_tokens(text):
            found = wanted[place].get(token.lemma)
            if found is not None:
                lines[found].append((place, 0, token.start, token.end, *_around(text, token.start, token.end)))
    return {name: _varied(found, most) for name, found in lines.items()}, totals


def frame_lines(
    articles: pd.DataFrame, present: pd.DataFrame, *, most: int
) -> tuple[dict[str, list[tuple[Any, ...]]], dict[str, int]]:
    """For each frame the places of its vocabulary that count, in the articles in which it is present.

    Args:
        articles: The articles.
        present: The rows of `frame_table` in which the frame is present, with their evidence.
        most: How many places of a frame are kept, those of many articles first.

    Returns:
        As `term_lines`, by `frame:` and the frame.
    """
    rows = {name: place for place, name in enumerate(articles["article_id"])}
    fields = {name: articles[name].tolist() for name in ("title", "text") if name in articles}
    lines: dict[str, list[tuple[Any, ...]]] = {}
    for frame, article, found in zip(present["frame"], present["article_id"], present["evidence"], strict=True):
        place = rows[article]
        known = lines.setdefault(f"frame:{frame}", [])
        known += [
            (place, int(one["field"] == "title"), one["start"], one["end"])
            for one in found
            if not one["negated"] and one["weight"] > 0
        ]
    totals = {name: len(found) for name, found in lines.items()}
    shown = {}
    for name, found in lines.items():
        shown[name] = [
            (place, title, start, end, *_around(fields["title" if title else "text"][place], start, end))
            for place, title, start, end in _varied(found, most)
        ]
    return shown, totals


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = "…" + before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return visible(before), visible(text[start:end]), visible(after)


def _varied(lines: list[tuple[Any, ...]], most: int) -> list[tuple[Any, ...]]:
    """At most so many lines, the first of each article before the second of any; in the order of the text."""
    if len(lines) <= most:
        return lines
    places = np.array([line[0] for line in lines])
    turn = np.zeros(len(lines), dtype=int)
    for place in np.unique(places):
        here = places == place
        turn[here] = np.arange(here.sum())
    kept = sorted(range(len(lines)), key=lambda line: (turn[line], line))[:most]
    return [lines[line] for line in sorted(kept)]
