"""What can be folded only where its neighbours allow it.

Each function gives the edits that its step makes in a text, in order. None looks further back than a bounded number of
characters, so each takes time linear in the text.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text.spans import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["addresses", "elongation", "entities", "hashtags", "joiners", "mentions", "separators", "urls"]

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


_EMOJI, _EMOJI_END = (re.compile(f"[{characters}]") for characters in (ch.EMOJI, ch.EMOJI_ENDS))


def joiners(raw: str) -> Iterator[Edit]:
    """The zero-width joiner is dropped where it joins no emoji."""
    at = raw.find(ch.ZERO_WIDTH_JOINER)
    while at >= 0:
        if not (at and _EMOJI_END.match(raw, at - 1) and _EMOJI.match(raw, at + 1)):
            yield Edit(at, at + 1, "")
        at = raw.find(ch.ZERO_WIDTH_JOINER, at + 1)


_SEPARATOR = re.compile("(?<=[0-9٠-٩۰-۹])[٬٫](?=[0-9٠-٩۰-۹])")


def separators(raw: str) -> Iterator[Edit]:
    """٫ and ٬ between two digits become . and ,."""
    yield from (Edit(*match.span(), "." if match[0] == "٫" else ",") for match in _SEPARATOR.finditer(raw))


_THRICE = re.compile(r"(.)\1\1+")  # with a class of letters in it, it would take five times as long
_LETTERS = frozenset(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))


def elongation(raw: str) -> Iterator[Edit]:
    """A letter three times or more in a row becomes one; ت four times, because تتتابع is a word."""
    for match in _THRICE.finditer(raw):
        start, end = match.span()
        if match[1] in _LETTERS and not (match[1] == "ت" and end - start == 3):
            yield Edit(start, end, match[1])
