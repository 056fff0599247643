"""Names within a source that are not of who speaks, but of whose lawyer he is, or whose body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.named import ROYAL
from toolkit.attribution.vocabulary import bears_possessor

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["is_anothers_name", "is_of_named", "owner_of_body"]


def is_anothers_name(words: list[Word], at: int, name: int) -> bool:
    """Whether the name within a phrase is not of who speaks, but of whose he, or the body that speaks, is."""
    if _names_a_body(words, at, name) or owner_of_body(words, at, name) is not None:
        return True
    return is_of_named(words, at, name)


_APPOSED = frozenset(("academic", "honorific", "military", "religious"))
"""Kinds of titles that stand before a name without an article, too: شيخ محمد, دكتور سالم."""


def is_of_named(words: Sequence[Word], at: int, name: int) -> bool:
    """Whether a title or a body right before a name is somebody's of that name: محامي فلان, حكومة فلان, رئيس «مدى».

    الرئيس فلان is himself, رئيسها فلان and مدير الشركة فلان are as well.
    """
    head = words[at]
    marked = name == at + 2 and not words[at + 1].key
    if head.definite or head.tags & Tag.NAME or not (name == at + 1 or marked):
        return False
    if head.title is not None and head.tags & Tag.TITLE:
        absolute = head.title.number != "s" and head.key.endswith("ن")  # سلفان شالوم: not «two in-laws of»
        return not (absolute or head.title.kind in _APPOSED or bears_possessor(head))
    return bool(head.tags & Tag.ORGANISATION) and not head.key.endswith(("ته", "تها", "تهم"))  # وزارته منى: a verb


def _names_a_body(words: list[Word], at: int, name: int) -> bool:
    """Whether what may be a person's name is a body's: موقع صحيفة «ديلي ميل»، تقرير لقناة «إي آر دي»، ضيف «الحوار»."""
    if name <= at or (words[at].tags & Tag.TITLE and words[at].bare != _GUEST):
        return False
    noun = words[name - 2] if name - 2 >= at and not words[name - 1].key else None
    marked = noun is not None and (bool(noun.tags & (Tag.MEDIUM | Tag.ORGANISATION)) or noun.bare == _GUEST)
    return marked or bool(words[at].tags & Tag.MEDIUM)


_GUEST = "ضيف"


def owner_of_body(words: list[Word], first: int, name: int) -> int | None:
    """The title right before a name whose body the words from `first` on are of: عضو في حزب الرئيس السابق فلان.

    The name is not of who is called member. None where it may be.
    """
    title = name - 1
    while title > first and words[title].definite and not words[title].tags & Tag.TITLE:
        title -= 1  # الرئيس السابق
    while title - 1 > first and words[title - 1].tags & Tag.TITLE and not words[title - 1].definite:
        if words[title - 1].tags & Tag.PLACE:
            break  # محافظة جدة, which is nobody's grandmother
        title -= 1  # رئيس الوزراء
    body = words[title - 1]
    if title - 1 <= first or words[title].base in ROYAL or not words[title].tags & Tag.TITLE:
        return None  # جامعة الملك عبد العزيز فلان
    if body.definite or not body.tags & Tag.ORGANISATION:
        return None
    bearer = words[title].title
    if bearer is not None and bearer.number == "p":
        return None  # زعيم الحزب في مجلس الشيوخ فلان
    within = body.proclitics == "ب" or words[title - 2].key in ("في", "من")
    return title if within and words[first].tags & (Tag.TITLE | Tag.UNNAMED) else None
