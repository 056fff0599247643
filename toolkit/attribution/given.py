"""Nouns that are given names where they stand: who is addressed, who speaks and what follows tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.names import LIKE_NAMES, NOT_NAMES, SONS, is_family, is_name_like

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["is_called", "is_honoured", "noun_for_name"]


def noun_for_name(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether the noun at token `i`, behind a verb, can only be a given name: another and an office follow.

    قال مهنا كريم مساعد المدرب, قال شرف الهنداوي عضو الاتحاد; but not زوج مريم: kin are titles.
    """
    if not i or words[i - 1].finite is None or i + 2 >= last or not _is_noun(words[i]):
        return False
    name, behind = words[i + 1], words[i + 2]
    if is_family(name):
        return bool(behind.tags & Tag.TITLE) and not behind.proclitics
    beside = name.tags & Tag.NAME and not (name.tags & Tag.PLACE or name.proclitics or name.definite)
    if not beside or behind.proclitics:
        return False
    if behind.tags & (Tag.TITLE | Tag.NAME) or behind.key in SONS:
        return True
    office = words[i + 3] if i + 3 < last else None
    surname = _is_noun(behind) or (not behind.tags and is_name_like(behind))
    return office is not None and surname and bool(office.tags & Tag.TITLE) and not office.proclitics


def _is_noun(word: Word) -> bool:
    """Whether a noun without the article is nothing that speaks."""
    return word.tags & ~Tag.RELATIONAL == Tag.COMMON and not (word.definite or word.proclitics or word.is_masdar)


def _is_joined(word: Word) -> bool:
    """Whether the first letter of a given name looks like a preposition before another one: بريتا."""
    return word.proclitics == "ب" and bool(word.tags & Tag.NAME) and not word.definite


def is_called(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether the noun at token `i`, behind what an office is of, is a given name: a family's follows.

    تاجر الحبال نافع الشنكاوي; but not رفض رئيس الشركة مقترح الحزب.
    """
    if not 0 < i < last - 1 or not words[i - 1].definite or not _is_noun(words[i]):
        return False
    return is_family(words[i + 1])


_LADIES = frozenset(("السيده", "المهندسه", "الشيخه", "الحاجه", "الانسه"))
_NOT_ALWAYS_NAMES = frozenset(("لي", "مني", "سياده"))
"""Given names that a lexicon has as something else."""


def is_honoured(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether the noun at token `i` can only be a given name, as a form of address precedes it and a surname follows.

    الدكتور غرامة الشنكاوي, الدكتور باز ماتلان, الدكتور لي ماتلان.
    """
    if not 0 < i < last - 1:
        return False
    address = words[i - 1]
    title = address.title if address.definite and not address.proclitics else None
    if title is None or title.number != "s" or title.kind not in ("honorific", "academic"):
        return False
    if address.key.endswith("ه") and title.kind == "honorific" and address.key not in _LADIES:
        return False  # صاحب السعادة حين
    if not (_is_noun(words[i]) or words[i].key in _NOT_ALWAYS_NAMES or _is_joined(words[i])):
        return False
    surname = words[i + 1]
    other = surname.tags & ~(Tag.COMMON | Tag.NAME)
    if other and surname.definite and words[i].key in _NOT_ALWAYS_NAMES:
        other = surname.tags & NOT_NAMES & ~LIKE_NAMES  # الدكتورة منى الفلكي
    if surname.proclitics or other:
        return False
    if surname.definite:
        return not surname.tags or surname.base.endswith("ي")
    return bool(surname.tags & Tag.NAME) or (not surname.tags and is_name_like(surname))
