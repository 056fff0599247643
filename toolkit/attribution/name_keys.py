"""By what a name is known however it is spelt: its telling words in one form, and its consonants."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.text.normalize import normalize

__all__ = ["name_key", "name_keys", "skeleton", "word_key"]

_ONE_SOUND = str.maketrans({"غ": "ج", "ڤ": "ف", "پ": "ب", "چ": "ج", "گ": "ج"})


@lru_cache(maxsize=100_000)
def word_key(key: str) -> str:
    """The key of one normalized word of a name.

    Args:
        key: The word, without punctuation.
    """
    key = key.translate(_ONE_SOUND)
    if key.startswith("ال") and len(key) > 4:
        key = key[2:]
    if key.endswith(("ه", "ا")) and len(key) > 3:
        key = key[:-1]
    return key[:-1] if key.endswith("وو") else key


_LONG_VOWELS = re.compile("(?<=.)[اوي]")
_BONES = 4
"""The fewest consonants by which two spellings of a foreign surname are known as one."""


def skeleton(key: str) -> str | None:
    """A surname without its long vowels, which writers of foreign names disagree on; None where too little is left.

    Examples:
        >>> skeleton("ماكريستال") == skeleton("ماكريستل"), skeleton("سالم")
        (True, None)
    """
    bones = _LONG_VOWELS.sub("", key)
    return bones if len(bones) >= _BONES else None


def with_a_letter_less(bones: str) -> set[str]:
    """A skeleton with each of its letters left out: by these one is found that lacks a letter.

    Examples:
        >>> "مكنش" in with_a_letter_less("مكنتش"), "مكنش" in with_a_letter_less("مكنش")
        (True, False)
    """
    return {bones[:i] + bones[i + 1 :] for i in range(len(bones))}


@lru_cache(maxsize=10_000)  # an article asks for the same names again and again
def name_keys(text: str) -> tuple[str, ...]:
    """The telling words of a name, in order, with spellings of one sound made one.

    Examples:
        >>> name_keys("سيرغي شويغو") == name_keys("سيرجي شويجو")
        True
        >>> name_keys("عبد الله النور") == name_keys("عبدالله نور")
        True
        >>> name_keys("أحمد أبو الغيط") == name_keys("أحمد أبوالغيط")
        True
    """
    words = normalize(text).replace("عبد ال", "عبدال").replace("ابو ال", "ابوال").split()
    return tuple(word_key(word.strip("\"'.,:؛،()[]")) for word in words if word.strip("\"'.,:؛،()[]"))


def name_key(name: str) -> str:
    """The key under which spellings of one name fall together, across articles too.

    Examples:
        >>> name_key("شويغو") == name_key("شويجو")
        True
    """
    return " ".join(name_keys(name))
