"""Text that was decoded as what it is not, decoded again: five ways in which that happens to Arabic."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.text.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["READINGS", "Reading", "misread"]


class Reading(NamedTuple):
    """A wrong decoding.

    Attributes:
        name: What a change is called by.
        wrong: What the bytes were taken for.
        right: What they are.
    """

    name: str
    wrong: str
    right: str


# each of the wrong ones in its order: what Latin-1 lacks is Windows' own
READINGS = (
    Reading("UTF-8 read as cp1256", "cp1256", "utf-8"),
    Reading("UTF-8 read as latin-1", "latin-1", "utf-8"),
    Reading("UTF-8 read as cp1252", "cp1252", "utf-8"),
    Reading("cp1256 read as latin-1", "latin-1", "cp1256"),
    Reading("cp1256 read as cp1252", "cp1252", "cp1256"),
)

_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]")
_ANY_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06fa-\u06fc]")
_OTHER_LETTERS = re.compile(r"[^\W\d_\u0000-\u007f\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_MIXED = re.compile(r"[A-Za-z][^\sA-Za-z]{0,64}[\u0621-\u064a]|[\u0621-\u064a][^\sA-Za-z]{0,64}[A-Za-z]")
_FREQUENT = re.compile("[اليونمرت]")

# Bounds, chosen on one half of a sample of news and measured on the other (`make bench`): what comes out
_ARABIC = 0.8  # has this share of its Arabic letters in common with Modern Standard Arabic,
_STRANGE = 0.1  # at most so many letters of other alphabets for each of those,
_COMMON = 0.3  # this share of letters that are frequent in Arabic,
_TOUCHING = 0.05  # and at most so many places for each letter where Latin and Arabic ones touch


@cache
def _bytes_of(encoding: str) -> dict[int, int]:
    """Each character's byte. As browsers do, the five bytes that cp1252 leaves out are the controls of their number."""
    found: dict[int, int] = {}
    for byte in range(256):
        try:
            character = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            character = chr(byte)
        found[ord(character)] = byte
    return found


def misread(text: str) -> tuple[Reading, list[Edit]] | None:
    """The wrong decoding that a text went through and the edits that undo it; None where that is not sure.

    Every character of the text has to come out right, and what comes out has to be Arabic. UTF-8 is hardly ever
    valid by chance; cp1256 always is, so there words in two alphabets, few letters, or letters that are rare in
    Arabic are reasons to leave a text as it is.

    Examples:
        >>> reading, edits = misread("ط§ظ„ظˆط²ظٹط±")
        >>> reading.name, "".join(edit.new for edit in edits)
        ('UTF-8 read as cp1256', 'الوزير')
        >>> misread("الوزير")
    """
    if text.isascii():
        return None
    for reading in READINGS:
        table = _bytes_of(reading.wrong)
        try:
            right = bytes(map(table.__getitem__, map(ord, text))).decode(reading.right)
        except (KeyError, UnicodeDecodeError):
            continue
        if right != text and _is_arabic(text, right, reading):
            return reading, list(_edits(text, right, reading.right))
    return None


def _is_arabic(wrong: str, right: str, reading: Reading) -> bool:
    letters, arabic = len(_LETTERS.findall(right)), len(_ANY_ARABIC.findall(right))
    strange = len(_OTHER_LETTERS.findall(right))
    if reading.right == "utf-8":
        return letters >= 2 and letters >= _ARABIC * arabic and strange <= _STRANGE * letters
    return (
        letters >= 4
        and strange <= _STRANGE * letters
        and not _ANY_ARABIC.search(wrong)
        and len(_FREQUENT.findall(right)) >= _COMMON * letters
        and len(_MIXED.findall(right)) <= _TOUCHING * letters
    )


def _edits(wrong: str, right: str, encoding: str) -> Iterator[Edit]:
    """One edit a character that came out otherwise; each byte was one character of the wrong text."""
    at = 0
    for character in right:
        size = len(character.encode()) if encoding == "utf-8" else 1
        if wrong[at : at + size] != character:
            yield Edit(at, at + size, character)
        at += size
