"""What can be folded only where its neighbours allow it.

Each function gives the edits that its step makes in a text, in order. None looks further back than a bounded number of
characters, so each takes time linear in the text.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "addresses",
    "compose",
    "elongation",
    "entities",
    "hashtags",
    "joiners",
    "mentions",
    "separators",
    "unstable",
    "urls",
]

_ENTITY = re.compile(
    r"&(?P<again>(?:(?:amp|AMP|#0{0,8}38|#[xX]0{0,8}26);)*+)"
    r"(?P<entity>#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?"
)
# what another reference may be made of is left as it is, so that decoding twice is decoding once
_IN_ENTITY = frozenset("&#;0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def entities(raw: str) -> Iterator[Edit]:
    """`&quot;` and `&#1602;` become what they stand for, `&amp;quot;` too; those to ASCII letters and digits stay."""
    for match in _ENTITY.finditer(raw):
        entity = match["entity"] or ""
        new = html.unescape(f"&{entity}") if entity else ""
        if entity and (new == f"&{entity}" or not _IN_ENTITY.isdisjoint(new) or _is_surrogate(new)):
            new = f"&{entity}"
        elif not entity:
            new = "&"
        if new != match[0]:
            yield Edit(*match.span(), new)


def _is_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


_URL = re.compile(r"(?:(?:https?|ftp)://|(?<![\w.])www\.)[^\s<>\"«»“”]*[^\s<>\"«»“”.,;:!?،؛؟'()\[\]]", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,8}")
_MENTION = re.compile(r"(?<![\w@.])@\w+")
_HASHTAG = re.compile(r"(?<![\w&#])#(?=\w)(\w+)")


def urls(raw: str) -> Iterator[Edit]:
    """Web addresses are dropped; a full stop or bracket behind one stays."""
    yield from (Edit(*match.span(), "") for match in _URL.finditer(raw))


def addresses(raw: str) -> Iterator[Edit]:
    """Mail addresses are dropped."""
    yield from (Edit(*match.span(), "") for match in _ADDRESS.finditer(raw))


def mentions(raw: str) -> Iterator[Edit]:
    """`@name` is dropped."""
    yield from (Edit(*match.span(), "") for match in _MENTION.finditer(raw))


def hashtags(raw: str) -> Iterator[Edit]:
    """`#كأس_العالم` becomes its words."""
    for match in _HASHTAG.finditer(raw):
        yield Edit(match.start(), match.start() + 1, "")
        yield from (Edit(at, at + 1, " ") for at in range(*match.span(1)) if raw[at] == "_")


_JOINER = re.compile(f"(?<![{ch.EMOJI_ENDS}]){ch.ZERO_WIDTH_JOINER}|{ch.ZERO_WIDTH_JOINER}(?![{ch.EMOJI}])")


def joiners(raw: str) -> Iterator[Edit]:
    """The zero-width joiner is dropped where it joins no emoji."""
    yield from (Edit(*match.span(), "") for match in _JOINER.finditer(raw))


_SEPARATOR = re.compile("(?<=[0-9٠-٩۰-۹])[٬٫](?=[0-9٠-٩۰-۹])")


def separators(raw: str) -> Iterator[Edit]:
    """٫ and ٬ between two digits become . and ,."""
    yield from (Edit(*match.span(), "." if match[0] == "٫" else ",") for match in _SEPARATOR.finditer(raw))


_ELONGATED = re.compile("([\u0621-\u0629\u062b-\u063a\u0641-\u064a])\\1{2,}+|ت{4,}+")


def elongation(raw: str) -> Iterator[Edit]:
    """A letter three times or more in a row becomes one; ت four times, because تتتابع is a word."""
    yield from (Edit(*match.span(), match[0][0]) for match in _ELONGATED.finditer(raw))


def compose(raw: str) -> Iterator[Edit]:
    """Unicode's canonical composition (NFC): ا + U+0654 is أ, and a vowel stands before its shadda."""
    if unicodedata.is_normalized("NFC", raw):
        return
    for match in _clusters(astral=max(raw) > "\uffff").finditer(raw):
        old, new = match[0], _composed(match[0])
        if new != old:
            # the letter before reordered marks has not changed
            same = next((at for at, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), 0)
            yield Edit(match.start() + same, match.end(), new[same:])


def _composed(cluster: str) -> str:
    if len(cluster) > 64:
        # Python orders marks by insertion, which takes a day for a megabyte of them; this takes a second
        letters = "".join(unicodedata.normalize("NFD", character) for character in cluster)
        runs = (list(run) for _, run in groupby(letters, lambda letter: unicodedata.combining(letter) > 0))
        cluster = "".join(letter for run in runs for letter in sorted(run, key=unicodedata.combining))
    return unicodedata.normalize("NFC", cluster)


@cache
def unstable() -> tuple[frozenset[int], frozenset[int]]:
    """The code points that composition may join to the one before or reorder, and those that it never leaves.

    Planes 0 and 1 and the compatibility ideographs of plane 2: Unicode has no others.
    """
    joined, replaced = set(), set()
    for code in (*range(0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20)):
        letter = chr(code)
        if unicodedata.combining(letter):
            joined.add(code)
        elif not unicodedata.is_normalized("NFC", letter):
            replaced.add(code)
    # vowels and final consonants that are no marks and still join: Indic signs, Hangul
    joined |= {*range(0x1161, 0x1176), *range(0x11A8, 0x11C3)}
    joined |= {0x09BE, 0x09D7, 0x0B3E, 0x0B56, 0x0B57, 0x0BBE, 0x0BD7, 0x0CC2, 0x0CD5, 0x0CD6, 0x0D3E, 0x0D57}
    joined |= {0x0DCF, 0x0DDF, 0x102E, 0x1B35, 0x1133E, 0x11357, 0x114B0, 0x114BA, 0x114BD, 0x115AF, 0x11930}
    return frozenset(joined), frozenset(replaced)


@cache
def _clusters(*, astral: bool) -> re.Pattern[str]:
    """A letter with what joins it. A class with astral characters in it is slow, so most texts are spared them."""
    joined, replaced = (_ranges(code for code in codes if code < 0x10000 or astral) for codes in unstable())
    return re.compile(f"[^{joined}]?[{joined}]++|[{replaced}]", re.DOTALL)


def _ranges(codes: Iterable[int]) -> str:
    """The code points as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in sorted(codes):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)
