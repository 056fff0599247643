"""What may be written together with an Arabic word: conjunctions and prepositions before it, pronouns behind it.

Keys here are folded (`normalize(word)`): alef without hamza, ya for alef
maqsura, ha for ta marbuta.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "OBJECTS_BY_LETTER",
    "OBJECT_PRONOUNS",
    "POSSESSIVES",
    "POSSESSIVES_BY_LETTER",
    "conjoined",
    "endings",
    "noun_hosts",
    "noun_stems",
    "verb_hosts",
]
OBJECT_PRONOUNS = ("ها", "هم", "هما", "هن", "ه", "نا", "ني", "كم", "ك")
POSSESSIVES = ("هما", "ها", "هم", "هن", "ه", "نا", "ي", "كم", "ك")


def _by_last_letter(pronouns: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    return {p[-1]: tuple(other for other in pronouns if other[-1] == p[-1]) for p in pronouns}


# the last letter tells of most words at once that they end with none
OBJECTS_BY_LETTER = _by_last_letter(OBJECT_PRONOUNS)
POSSESSIVES_BY_LETTER = _by_last_letter(POSSESSIVES)


def conjoined(key: str) -> tuple[tuple[str, str], ...]:
    """Each way to read `key` as a conjunction and a word, the whole word first.

    Examples:
        >>> conjoined("وقال"), conjoined("قال")
        ((('', 'وقال'), ('و', 'قال')), (('', 'قال'),))
    """
    return (("", key), (key[0], key[1:])) if key.startswith(("و", "ف")) else (("", key),)


def endings(key: str, pronouns: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Those of `pronouns` with which `key` ends, in their order.

    Args:
        key: A folded word.
        pronouns: By their last letter: `POSSESSIVES_BY_LETTER` or `OBJECTS_BY_LETTER`.

    Examples:
        >>> endings("كتابهما", POSSESSIVES_BY_LETTER), endings("كتاب", POSSESSIVES_BY_LETTER)
        (['هما'], [])
    """
    candidates = pronouns.get(key[-1:])
    return [pronoun for pronoun in candidates if key.endswith(pronoun)] if candidates else []


def noun_stems(word: str) -> Iterator[str]:
    """What a word as printed may be without a possessive pronoun: ت becomes ة again, and a hamza on a seat ء.

    Examples:
        >>> list(noun_stems("حكومتها")), list(noun_stems("وزراؤها"))
        (['حكومة', 'حكومت'], ['وزراء'])
    """
    for pronoun in endings(word, POSSESSIVES_BY_LETTER):
        stem = word[: -len(pronoun)]
        if len(stem) < 3:
            continue
        if stem.endswith("ت"):
            yield f"{stem[:-1]}ة"
        yield f"{stem[:-1]}ء" if stem.endswith(("ؤ", "ئ")) else stem


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
    pronouns = endings(key, OBJECTS_BY_LETTER)
    for conjunction, rest in conjoined(key):
        if len(rest) < 2:
            continue
        hosts.append((conjunction, rest, ""))
        if rest[0] in "سل" and len(rest) > 3:
            hosts.append((conjunction + rest[0], rest[1:], ""))
        if pronouns:
            hosts += [(conjunction, rest[: -len(own)], own) for own in pronouns if len(rest) - len(own) >= 3]
    return hosts
