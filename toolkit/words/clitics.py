"""What may be written together with an Arabic word: conjunctions and prepositions before it, pronouns behind it.

Keys here are folded (`normalize(word)`): alef without hamza, ya for alef
maqsura, ha for ta marbuta.
"""

from __future__ import annotations

__all__ = ["OBJECT_PRONOUNS", "POSSESSIVES", "conjoined", "endings", "noun_hosts", "verb_hosts"]

OBJECT_PRONOUNS = ("ها", "هم", "هما", "هن", "ه", "نا", "ني", "كم", "ك")
POSSESSIVES = ("هما", "ها", "هم", "هن", "ه", "نا", "ي", "كم", "ك")


def conjoined(key: str) -> tuple[tuple[str, str], ...]:
    """Each way to read `key` as a conjunction and a word, the whole word first.

    Examples:
        >>> conjoined("وقال"), conjoined("قال")
        ((('', 'وقال'), ('و', 'قال')), (('', 'قال'),))
    """
    return (("", key), (key[0], key[1:])) if key.startswith(("و", "ف")) else (("", key),)


def endings(key: str, pronouns: tuple[str, ...]) -> list[str]:
    """Those of `pronouns` with which `key` ends, in their order.

    Examples:
        >>> endings("كتابهما", POSSESSIVES), endings("كتاب", POSSESSIVES)
        (['هما'], [])
    """
    # most words end with none, which one test of all tells
    return [pronoun for pronoun in pronouns if key.endswith(pronoun)] if key.endswith(pronouns) else []


def noun_hosts(key: str) -> list[tuple[str, str]]:
    """Each way to read `key` as proclitics and a noun, the whole word first; لل is ل and ال.

    Examples:
        >>> noun_hosts("وللوزير")
        [('', 'وللوزير'), ('و', 'للوزير'), ('ول', 'لوزير'), ('ول', 'الوزير')]
    """
    hosts = []
    for conjunction, rest in conjoined(key):
        if len(rest) < 2:
            continue
        hosts.append((conjunction, rest))
        if rest[0] in "بكل" and len(rest) > 3:
            hosts.append((conjunction + rest[0], rest[1:]))
            if rest.startswith("لل"):
                hosts.append((conjunction + "ل", "ا" + rest[1:]))
    return hosts


def verb_hosts(key: str) -> list[tuple[str, str, str]]:
    """Each way to read `key` as proclitics, a verb and an object pronoun, the plainest first.

    Examples:
        >>> verb_hosts("فابلغه")[-1]
        ('ف', 'ابلغ', 'ه')
    """
    hosts = []
    pronouns = endings(key, OBJECT_PRONOUNS)
    for conjunction, rest in conjoined(key):
        if len(rest) < 2:
            continue
        hosts.append((conjunction, rest, ""))
        if rest[0] in "سل" and len(rest) > 3:
            hosts.append((conjunction + rest[0], rest[1:], ""))
        hosts += [(conjunction, rest[: -len(own)], own) for own in pronouns if len(rest) - len(own) >= 3]
    return hosts
