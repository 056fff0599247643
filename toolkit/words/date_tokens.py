"""What a date is made of: numbers, names of months and days, and the words that stand around them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

__all__ = ["LONGEST", "Piece", "date_pieces"]

LONGEST = 200
"""Characters; what is longer is no date."""

_PIECE = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)*|[^\w \t]|\n|[\d_]")
_ACCENT = re.compile("[^\\x00-\\x7f\u0600-\u06ff]")
_SIGNS = ",;:|·•-/()[].+\"'\n"
_KINDS = {
    "weekday": "w",
    "weekday_short": "W",
    "ordinal": "o",
    "hour": "e",
    "number": "k",
    "day": "R",
    "unit": "s",
    "units": "v",
    "pair": "S",
    "away": "p",
    "ago": "P",
    "turn": "L",
    "within": "f",
    "clock": "H",
    "zone": "z",
    "half": "x",
    "label": "l",
    "update": "U",
}
_ERAS = {"hijri": "a", "gregorian": "g"}
_LETTERS = {"t": "T", "z": "Z", "h": "q"}  # of ISO 8601, and of 14h30
_DIGITS = {1: "d", 2: "d", 4: "y", 8: "c"}


class Piece(NamedTuple):
    """One number, sign, word or listed phrase.

    Attributes:
        kind: One letter that patterns over pieces are written in, or the sign itself; `u` for a word that no list
            has, `?` for a sign that stands in no date.
        value: The number, or what the lexicon says.
        text: It in the spelling in which texts are compared.
    """

    kind: str
    value: str
    text: str


def date_pieces(text: str) -> list[Piece]:
    """The pieces of a text, longest listed phrases first; blanks are dropped, line breaks stay.

    Args:
        text: Raw, of at most `LONGEST` characters.

    Examples:
        >>> [(piece.kind, piece.value) for piece in date_pieces("٧ تشرين الأوّل 2023م")]
        [('d', '7'), ('m', '10'), ('y', '2023'), ('g', 'gregorian')]
    """
    listed, longest = _listed()
    words = _split(text)
    pieces = []
    at = 0
    while at < len(words):
        word = words[at]
        for size in range(longest.get(word, 0), 0, -1):
            found = listed.get(tuple(words[at : at + size]))
            if found:
                pieces.append(Piece(*found, " ".join(words[at : at + size])))
                at += size
                break
        else:
            pieces.append(_unlisted(word))
            at += 1
    return pieces


def _split(text: str) -> list[str]:
    folded = normalize(text.replace("\\", "/"), "search").casefold()
    if _ACCENT.search(folded):
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn")
    return _PIECE.findall(folded.replace("\r", "\n"))


def _unlisted(word: str) -> Piece:
    if "0" <= word[0] <= "9":
        return Piece(_DIGITS.get(len(word), "n"), word, word)
    if word in _SIGNS:
        return Piece(word, "", word)
    return Piece(_LETTERS.get(word, "u" if word[0].isalpha() else "?"), "", word)


@cache
def _listed() -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[str, int]]:
    """Phrase to kind and value; and by its first word, how many words the longest phrase has."""
    found = {}
    for row in load_lexicon("date_words").rows:
        kind = _ERAS[row["value"]] if row["kind"] == "era" else _KINDS[row["kind"]]
        found[tuple(_split(row["form"]))] = (kind, row["value"])
    found["يوم",] = ("j", "1")  # a day that is counted, or the word before its name
    for row in load_lexicon("months").rows:
        found[tuple(_split(row["form"]))] = ("m" if row["calendar"] == "gregorian" else "h", row["month"])
    longest: dict[str, int] = {}
    for phrase in found:
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return found, longest
