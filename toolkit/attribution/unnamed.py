"""How a source without a name is described: by its office, as a group, or so that nobody knows who it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.quantities import QUANTITIES
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.records import UnnamedAs

__all__ = ["described_as"]

_ONE = frozenset(normalize("أحد إحدى").split())
_HELD = ("office", "spokesperson", "military", "religious")
"""Kinds of title of which a body has one, or few, so that the title says who it is."""


@cache
def _nouns() -> Mapping[str, UnnamedAs]:
    rows = load_lexicon("sources_unnamed").rows
    return {normalize(row["form"]): cast("UnnamedAs", row["unnamed_as"]) for row in rows}


def described_as(analysis: Analysis, first: int, head: int, last: int) -> UnnamedAs:
    """How the source of the tokens `first` to `last` with its head at `head` is described.

    الوزير and متحدث باسم الوزارة hold an office; بعض الخبراء and مسؤولون are a group; مصدر and مصادر are anonymous.
    """
    words = analysis.words
    word = words[head]
    if words[first].key in _ONE:
        return "anonymous"
    counted = any(words[i].key in QUANTITIES for i in range(first, head))
    plural = _is_plural(word)
    behind = words[head + 1] if head + 1 < last else None
    listed = _nouns().get(f"{word.bare} {behind.bare}") if behind is not None else None
    listed = listed or _nouns().get(word.bare)
    others = (words[i] for i in range(head + 1, last) if words[i].proclitics.startswith("و"))
    if counted or (plural and any(_is_plural(other) for other in others)):
        return "group"  # سياسيون وخبراء
    if plural:
        return "anonymous" if word.title is not None and word.title.kind == "generic" else "group"
    if _holds_office(word, behind):
        return "office"
    return "anonymous" if listed is None or not _is_collective(word) else listed


def _is_plural(word: Word) -> bool:
    return word.title.number == "p" if word.title is not None else word.key.endswith(("ون", "ين"))


def _is_collective(word: Word) -> bool:
    """Whether a noun in the singular names many: شاهد is one, جمهور are many."""
    return not word.tags & Tag.TITLE


def _holds_office(word: Word, behind: Word | None) -> bool:
    """Whether a title in the singular says who it is: definite, of a spokesman always, or with what it is of."""
    if word.title is None or not word.tags & Tag.TITLE or word.title.kind not in _HELD:
        return False
    if word.definite or word.title.kind == "spokesperson":
        return True
    return bool(
        behind is not None
        and not behind.proclitics
        and (behind.definite or behind.tags & (Tag.ORGANISATION | Tag.PLACE | Tag.TITLE))
        and not behind.tags & (Tag.NISBA | Tag.PREPOSITION)
    )
