"""What a place in an article tells of a word that may be a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.attribution.lexemes import Tag, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["UNLIKE_NAMES", "corrected", "is_cited", "is_given_name", "is_verb", "speaks", "stands_alone"]


def is_verb(word: Word) -> bool:
    """Whether a form of a reporting verb is seldom anything else."""
    return word.finite is not None and not word.finite.weak


def is_given_name(word: Word) -> bool:
    """Whether a word is a name without the article, as those are that are given."""
    return bool(word.tags & Tag.NAME) and not word.definite and not word.proclitics.strip("وف")


def speaks(words: Sequence[Word], i: int) -> bool:
    """Whether the word at `i` stands alone between a reporting verb and what it reports: وأضاف هيكل أن.

    It may stand in marks: يقول "هيكل". A place is a woman's in Arabic, and no surname where its verb is: أعلنت مالي.
    """
    marked = i > 1 and not words[i - 1].key and i + 1 < len(words) and not words[i + 1].key
    verb = words[i - 1 - marked]
    before = verb.finite
    if before is None or (before.weak and before.verb.risk == "high") or verb.tags & (Tag.PREPOSITION | Tag.NAME):
        return False
    behind = words[i + 1 + marked] if i + 1 + marked < len(words) else None
    if words[i].tags & Tag.PLACE:
        told = behind is not None and behind.tags & Tag.COMPLEMENTIZER and before.verb.object != "addressee"
        return bool(told) and before.slot.endswith("3ms")
    if behind is None or not behind.key or behind.proclitics.endswith(("ل", "ب")):
        return True
    return behind.key in _TOO or bool(behind.tags & (Tag.COMPLEMENTIZER | Tag.PREPOSITION | Tag.TIME))


_TOO = frozenset(("ايضا", "كذلك", "بدوره", "بدورها"))


def is_cited(words: Sequence[Word], i: int) -> bool:
    """Whether the word at `i` stands alone behind a marker, or before its verb: وبحسب الرماحي، فإن; والرماحي قال إن."""
    behind = words[i + 1] if i + 1 < len(words) else None
    if words[i - 1].tags & Tag.MARKS:
        return behind is None or not behind.key
    if words[i - 1].key or behind is None or behind.finite is None or behind.finite.weak or i + 2 >= len(words):
        return False
    return bool(words[i + 2].tags & Tag.COMPLEMENTIZER)


def stands_alone(words: Sequence[Word], i: int) -> bool:
    """Whether a given name and the word at `i` are all between two marks: المتحدث باسم الوزارة، نيد برايس."""
    return i > 1 and not words[i - 2].key and (i + 1 == len(words) or not words[i + 1].key)


def corrected(words: list[Word], places: Sequence[int], **what: Any) -> list[Word]:
    """The same words where there are no such places; else others, with what they are there instead."""
    if not places:
        return words
    found = list(words)
    for i in places:
        found[i] = replace(words[i], **what)
    return found


UNLIKE_NAMES = re.compile(".*(?:ات|ين|ون|ها|هم|هن|كم|نا|وا|ه)|[بل](?:ان|ال).*|.{1,2}")
"""What an unknown word is sooner than a name: one with an ending of a plural, a noun or a pronoun."""
