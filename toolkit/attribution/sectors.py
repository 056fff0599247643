"""Which part of society the words of a source speak of."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Title, Word
from toolkit.attribution.vocabulary import phrases
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
        return _personal_sector(analysis, first, last, named, heads, kind)
    for choice in (named, heads):
        if choice:
            return choice[0]
    state = (
        analysis.words[first].tags & (Tag.PLACE | Tag.NISBA)
        or analysis.phrase_end(first, phrases("places"), last) > first
    )
    return "government" if state else _of_document(analysis.words[first])


_LAWS = frozenset(normalize("قانون مرسوم دستور ظهير لائحة مادة فصل نظام").split())
_STUDIES = frozenset(normalize("دراسة دراسات بحث أبحاث بحوث مراجعة مراجعات ورقة أطروحة").split())


def _of_document(head: Word) -> str:
    """What a document without an issuer speaks for: a law for the state, a study for those who know."""
    return "government" if head.bare in _LAWS else "expert" if head.bare in _STUDIES else "unknown"


_ALWAYS = ("military", "religious")
"""Kinds of title that decide the sector whatever body stands beside them."""
_FIRST = ("witness", "kin")
"""Kinds of title that do so only where no other stands before them: شاهد عيان, but not الصحافي الزميل."""


def _telling_titles(analysis: Analysis, first: int, last: int) -> list[Title]:
    """The titles that the speaker bears, in order.

    Of جمعية القضاة the members are no title of its chairwoman, nor is what a title is qualified by (الخبير الصناعي).
    """
    words = analysis.words
    found: list[Title] = []
    for i in range(first, last):
        title = words[i].title
        if title is None or not words[i].tags & Tag.TITLE or words[i].tags & Tag.NAME_PART:
            continue
        if words[i].bare == "كاتب" and i + 1 < last and words[i + 1].bare == "عام":
            continue
        before = words[i - 1] if i > first else None
        if found and (title.number == "p" or (before and before.tags & Tag.ORGANISATION)):
            continue
        if before and before.tags & Tag.TITLE and words[i].key.endswith("ي") and title.kind == "profession":
            continue
        found.append(title)
    return found


def _personal_sector(analysis: Analysis, first: int, last: int, named: list[str], heads: list[str], kind: str) -> str:
    titles = _telling_titles(analysis, first, last)
    telling = [t for t in titles if t.sector not in ("", "unknown") and t.kind != "honorific"]
    strong = [t.sector for t in telling if t.kind in _ALWAYS or (t.kind in _FIRST and t is titles[0])]
    spokesman = any(t.kind == "spokesperson" for t in titles)
    envoy = ["government"] if any(analysis.words[i].bare in _ENVOYS for i in range(first, last)) else []
    executive = ["business"] if any(analysis.words[i].bare == "تنفيذي" for i in range(first, last)) else []
    roles = [t.sector for t in telling if t.kind not in ("academic", *_ALWAYS, *_FIRST)]
    learned = [t.sector for t in telling if t.kind == "academic"]
    for choice in (strong, envoy, named, heads if spokesman else [], roles, heads, learned, executive):
        if choice:
            return choice[0]
    unnamed = _sectors()[1].get(analysis.words[first].bare)
    if unnamed and unnamed != "unknown" and kind != "person":
        return unnamed
    return "government" if any(t.kind == "office" for t in titles) else "unknown"


_ENVOYS = frozenset(normalize("سفير سفيرة مندوب مندوبة قنصل مبعوث").split())
"""Who speaks for a state, whatever body the state sent them to."""
