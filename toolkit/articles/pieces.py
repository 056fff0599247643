"""Lines of articles, sentences inside lines and parts of short lines, with what each is compared by."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from toolkit.text.normalize import normalize_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Piece", "compared_by", "is_telling", "parts", "pieces", "signed_word"]

_CHUNK = 1000
_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029\x00]+")
# a mark that ends a sentence is followed by a blank; the next piece begins behind it
_END = re.compile(r"[.!?؟…]['\"”»]?\s+")
_NUMBER = re.compile(r"\d+")
_BETWEEN = re.compile(r"[\W_]+")
_SIGN = re.compile(r"[-–—ـ/|]+")
_SIGNED = re.compile(r"[\W_]*([^\W\d_][\w\u064b-\u0652]*)[ \t]*[:/|\-–—ـ]")
_ADDRESS = re.compile(r"\S{1,64}@\S{1,64}\.\S{1,64}|\S{1,64}@|@\S{1,64}")
_LEAST_LETTERS, _LEAST_WORDS = 3, 5  # of a line, and of a sentence inside one
_DATE = "0 0 0"  # what a date in numbers is compared by
_EDGE = 3  # lines from either end of a text where bylines and dates stand


class Piece(NamedTuple):
    """A line of an article, or a sentence inside one.

    Attributes:
        row: Of which text.
        start: Where it begins in the raw text.
        end: Where it ends, exclusive.
        inner: Whether it is a sentence inside a line.
        edge: Whether it is one of the first or last lines.
    """

    row: int
    start: int
    end: int
    inner: bool
    edge: bool


def pieces(texts: Sequence[str]) -> tuple[list[Piece], list[str]]:
    """Every line, each followed by its sentences where it has several, and what each is compared by.

    Args:
        texts: Raw texts.

    Returns:
        The pieces, and for each its key, which is empty where the piece is too short to tell anything.

    Examples:
        >>> found, keys = pieces(["رويترز - ١٢/٤"])
        >>> keys
        ['رويترز 0 0']
    """
    found = [piece for row, text in enumerate(texts) for piece in _of_text(row, text)]
    keys = compared_by(texts[piece.row][piece.start : piece.end] for piece in found)
    return found, [_kept(key, piece) for key, piece in zip(keys, found, strict=True)]


def _of_text(row: int, text: str) -> Iterator[Piece]:
    lines = [match.span() for match in _LINE.finditer(text) if not match.group().isspace()]
    for number, (first, last) in enumerate(lines):
        line = text[first:last]
        start, end = first + len(line) - len(line.lstrip()), first + len(line.rstrip())
        edge = number < _EDGE or number >= len(lines) - _EDGE
        yield Piece(row, start, end, inner=False, edge=edge)
        cuts = [cut.end() for cut in _END.finditer(text, start, end)]
        for begin, behind in zip([start, *cuts], [*cuts, end], strict=True) if cuts else ():
            yield Piece(row, begin, begin + len(text[begin:behind].rstrip()), inner=True, edge=False)


def compared_by(texts: Iterable[str]) -> list[str]:
    """The words of each text in the `search` spelling, every number as 0.

    Args:
        texts: Raw texts.

    Examples:
        >>> compared_by(["أضِف تعليقًا (٣)"])
        ['اضف تعليقا 0']
    """
    keys: list[str] = []
    remaining = iter(texts)
    while chunk := list(islice(remaining, _CHUNK)):
        keys += (_BETWEEN.sub(" ", _NUMBER.sub("0", text)).strip() for text in normalize_all(chunk, profile="search"))
    return keys


def _kept(key: str, piece: Piece) -> str:
    if piece.inner:
        return key if key.count(" ") + 1 >= _LEAST_WORDS else ""
    return "" if key.isdecimal() else key


def is_telling(key: str) -> bool:
    """Whether a line has so many letters, or is a date, that it recurs by chance as seldom as others.

    Args:
        key: What it is compared by.
    """
    return len(key) - key.count(" ") - key.count("0") >= _LEAST_LETTERS or key.startswith(_DATE)


def parts(line: str) -> list[str]:
    """What stands between the dashes, slashes or bars of a line; nothing where it has none.

    Args:
        line: A line.

    Examples:
        >>> parts("سلوى سعد – عين المدينة"), parts("سلوى سعد")
        (['سلوى سعد ', ' عين المدينة'], [])
    """
    found = _SIGN.split(line)
    return [part for part in found if not part.isspace()] if len(found) > 1 else []


def signed_word(line: str) -> str:
    """The word that a line begins with, where a colon, dash or slash follows it; "@" for an address alone.

    Args:
        line: A line.

    Examples:
        >>> signed_word("بقلم: سلوى سعد"), signed_word("كتب الوزير"), signed_word("salwa@example.org")
        ('بقلم', '', '@')
    """
    if _ADDRESS.fullmatch(line):
        return "@"
    match = _SIGNED.match(line)
    return match[1] if match else ""
