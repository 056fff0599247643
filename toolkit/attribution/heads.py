"""What can head a noun phrase that speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Layer

__all__ = ["HEAD", "PERSON", "head_at", "is_head"]

PERSON = Tag.TITLE | Tag.NAME | Tag.UNNAMED
HEAD = PERSON | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.PLACE | Tag.NISBA | Tag.LATIN


def is_head(word: Word) -> bool:
    """Whether the lexicons know the word as something that speaks."""
    return bool(word.tags & HEAD)


def head_at(layer: Layer, first: int) -> int:
    """The token of the head of a phrase that may stand in marks: «حركة النور»."""
    return first + (layer.cls(first) == "m" and first + 1 < layer.last)
