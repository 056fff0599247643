"""Nouns without what is written together before them."""

from __future__ import annotations

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.vocabulary import word

__all__ = ["without_proclitic"]


def without_proclitic(label: str) -> str:
    """للحكومة is الحكومة behind its preposition, لمسؤولين is مسؤولين; of للجنة the second lam is the noun's own.

    Examples:
        >>> without_proclitic("للحكومة"), without_proclitic("لمسؤولين")
        ('الحكومة', 'مسؤولين')
        >>> without_proclitic("للجنة العليا"), without_proclitic("للبنان")
        ('اللجنة العليا', 'لبنان')
    """
    if not label.startswith("لل"):
        return label[1:]
    host = word(label.split(maxsplit=1)[0])
    if not host.base.startswith("ل") or host.proclitics != "ل":
        return "ا" + label[1:]
    return label[1:] if host.tags & (Tag.PLACE | Tag.NAME) else "ال" + label[1:]
