"""What a clause that is reported begins with, and who may speak before it, as their words tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.names import is_name_like
from toolkit.attribution.quantities import QUANTITIES

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Word

__all__ = ["before_complementizer", "clause_behind", "tells_speaker"]


def before_complementizer(words: list[Word], i: int) -> bool:
    """بين أن: read as a verb where a complementizer comes at once."""
    following = words[i + 1] if i + 1 < len(words) else None
    return following is not None and bool(following.tags & Tag.COMPLEMENTIZER) and not following.proclitics


_SPEAKS = Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.PLACE | Tag.UNNAMED | Tag.MEDIUM
_NOUN_REACH = 14


def tells_speaker(word: Word) -> bool:
    """Whether a word alone tells of somebody who speaks."""
    return bool(word.tags & _SPEAKS) or word.key in QUANTITIES


def clause_behind(words: list[Word], first: int) -> int | None:
    """The complementizer behind a phrase at `first` that may be somebody who speaks, with no verb between."""
    if first >= len(words) or words[first].proclitics:
        return None
    if not (tells_speaker(words[first]) or words[first].definite or is_name_like(words[first])):
        return None
    for i, word in enumerate(words[first + 1 : first + _NOUN_REACH], first + 1):
        if word.tags & Tag.COMPLEMENTIZER:
            return None if word.proclitics else i
        if word.tags & (Tag.VERB | Tag.RELATIVE | Tag.CONTRAST) or (word.finite is not None and not word.finite.weak):
            return None
    return None
