"""What may be written together with an Arabic word: conjunctions and prepositions before it, pronouns behind it.

Keys here are folded (`normalize(word)`): alef without hamza, ya for alef
maqsura, ha for ta marbuta.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OBJECT_PRONOUNS", "POSSESSIVES", "noun_hosts", "verb_hosts"]

OBJECT_PRONOUNS = ("ها", "هم", "هما", "هن", "ه", "نا", "ني", "كم", "ك")
POSSESSIVES = ("هما", "ها", "هم", "هن", "ه", "نا", "ي", "كم", "ك")

_CONJUNCTIONS = ("", "و", "ف")


def noun_hosts(key: str) -> Iterator[tuple[str, str]]:
    """Each way to read `key` as proclitics and a noun, the whole word first; لل is ل and ال.

    Examples:
        >>> list(noun_hosts("وللوزير"))
        [('', 'وللوزير'), ('و', 'للوزير'), ('ول', 'لوزير'), ('ول', 'الوزير')]
    """
    for conjunction in _CONJUNCTIONS:
        if not key.startswith(conjunction) or len(key) - len(conjunction) < 2:
            continue
        rest = key[len(conjunction) :]
        yield conjunction, rest
        if rest[0] in "بكل" and len(rest) > 3:
            yield conjunction + rest[0], rest[1:]
            if rest.startswith("لل"):
                yield conjunction + "ل", "ا" + rest[1:]


def verb_hosts(key: str) -> Iterator[tuple[str, str, str]]:
    """Each way to read `key` as proclitics, a verb and an object pronoun, the plainest first.

    Examples:
        >>> list(verb_hosts("فابلغه"))[-1]
        ('ف', 'ابلغ', 'ه')
    """
    for conjunction in _CONJUNCTIONS:
        if not key.startswith(conjunction) or len(key) - len(conjunction) < 2:
            continue
        rest = key[len(conjunction) :]
        yield conjunction, rest, ""
        if rest[0] == "س" and len(rest) > 3:
            yield conjunction + "س", rest[1:], ""
        if rest[0] == "ل" and len(rest) > 3:
            yield conjunction + "ل", rest[1:], ""
        for pronoun in OBJECT_PRONOUNS:
            if rest.endswith(pronoun) and len(rest) - len(pronoun) >= 3:
                yield conjunction, rest[: -len(pronoun)], pronoun
