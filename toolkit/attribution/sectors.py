"""Which part of society the words of a source speak of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis

__all__ = ["sector_of"]


@cache
def _sectors() -> tuple[Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]], Mapping[str, str]]:
    """Bodies by their first word (entry, kind, sector), longest first; and unnamed heads with their sector."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    for row in load_lexicon("organisations").rows:
        entry = tuple(normalize(row["form"]).split(" "))
        table[entry[0]].append((entry, row["kind"], row["sector"]))
    unnamed = {normalize(row["form"]): row["sector"] for row in load_lexicon("sources_unnamed").rows}
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}, unnamed


def _bodies(analysis: Analysis, first: int, last: int) -> list[tuple[str, str]]:
    """(kind, sector) of each known body within the tokens."""
    found = []
    for i in range(first, last):
        word = analysis.words[i]
        for key in dict.fromkeys((word.base, word.bare)):
            for entry, kind, sector in _sectors()[0].get(key, ()):
                if i + len(entry) <= last and all(analysis.words[i + k].key == entry[k] for k in range(1, len(entry))):
                    found.append((kind, sector))
                    break
            else:
                continue
            break
    return found


def sector_of(analysis: Analysis, first: int, last: int, kind: str) -> str:
    """The sector that a noun phrase names: a known body before the kind of title, a title before a generic body."""
    if kind == "media":
        return "media"
    bodies = _bodies(analysis, first, last)
    named = [sector for what, sector in bodies if what == "name" and sector]
    heads = [sector for what, sector in bodies if what == "head" and sector]
    if kind in ("person", "title", "unnamed"):
        return _personal_sector(analysis, first, last, named, heads)
    for choice in (named, heads):
        if choice:
            return choice[0]
    return "government" if analysis.words[first].tags & (Tag.PLACE | Tag.NISBA) else "unknown"


_ALWAYS = ("military", "religious", "witness", "kin")
"""Kinds of title that decide the sector whatever body stands beside them."""


def _personal_sector(analysis: Analysis, first: int, last: int, named: list[str], heads: list[str]) -> str:
    words = analysis.words
    titles = [
        words[i].title
        for i in range(first, last)
        if words[i].tags & Tag.TITLE and not (words[i].bare == "كاتب" and i + 1 < last and words[i + 1].bare == "عام")
    ]
    telling = [t for t in titles if t and t.sector not in ("", "unknown") and t.kind != "honorific"]
    strong = [t.sector for t in telling if t.kind in _ALWAYS]
    spokesman = any(t is not None and t.kind == "spokesperson" for t in titles)
    roles = [t.sector for t in telling if t.kind != "academic"]
    learned = [t.sector for t in telling if t.kind == "academic"]
    for choice in (strong, named, heads if spokesman else [], roles, heads, learned):
        if choice:
            return choice[0]
    unnamed = _sectors()[1].get(words[first].bare)
    if unnamed and unnamed != "unknown":
        return unnamed
    return "government" if any(t is not None and t.kind == "office" for t in titles) else "unknown"
