"""A single text folded by the C code of the standard library: an 8-bit character map there, a byte table, and back.

Arabic news needs fewer than 256 characters. They get a byte each, the fold becomes a table of 256 bytes with a list of
those to delete, and three calls do what a pattern would do character by character. NumPy would take five times as
long on a headline, for its calls alone.
"""

from __future__ import annotations

import codecs
import re
from codecs import charmap_build, charmap_decode, charmap_encode
from typing import TYPE_CHECKING

from toolkit.text import characters as ch

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.text.folding import Fold

__all__ = ["engine"]

_UNUSED = "\ufffe"  # what a character map has where it has nothing
_STAND_IN = "\x01"  # stands for a character without a byte
_BLANKS = re.compile(b"  +")

# in the order in which they are wanted, should there be more than fit
_ALPHABET = (
    "".join(map(chr, range(128)))
    + "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0640, 0x0656), 0x0670, 0x0671)))
    + "،؛؟٪٫٬کیگپچڤژہەھۀ«»“”„‘’‹›–—…\u00a0"
    + "".join(ch.DIGITS)
    + "\u200f\u200e\u200c\u200d\u200b\ufeff\u061c\u202a\u202b\u202c\u202d\u202e\u00ad\u202f\u2003\u2009\u2028"
    + "°·•″×éü"
)


def engine(fold: Fold) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Two functions: one gives what the table of `fold` makes of a text; the other does where it can be trusted alone.

    The second raises UnicodeEncodeError for a text with a character that has no byte, which every character has none
    of that a step watches for. They take about 1 µs for a headline and 4 ns a character.
    """
    bytes_of = _bytes_of(fold)
    members = frozenset(bytes_of)
    decode = "".join({byte: c for c, byte in bytes_of.items()}.get(byte, _UNUSED) for byte in range(256))
    encode = charmap_build(decode)
    folded = bytearray(range(256))
    for character, byte in bytes_of.items():
        folded[byte] = bytes_of.get(fold.table.get(character, character), byte)
    table, delete = bytes(folded), bytes(bytes_of[c] for c in members & fold.dropped)
    handler, arriving = _arrivals(fold, members)
    strange = re.compile("[^" + "".join(map(re.escape, sorted((members | arriving) - {_STAND_IN}))) + "]")
    collapses = fold.collapses

    def quick(text: str) -> str:
        coded = charmap_encode(text, handler, encode)[0].translate(table, delete)
        if collapses and b"  " in coded:
            coded = _BLANKS.sub(b" ", coded)
        return charmap_decode(coded, "strict", decode)[0]

    def tabled(raw: str) -> str:
        try:
            return quick(raw)
        except UnicodeEncodeError:
            # what has no byte stands aside until the rest is folded
            aside = strange.findall(raw)
        first, *pieces = quick(strange.sub(_STAND_IN, raw)).split(_STAND_IN)
        parts = [first]
        for character, piece in zip(aside, pieces, strict=True):
            parts += (fold.table.get(character, character), piece)
        return "".join(parts)

    return tabled, quick


def _bytes_of(fold: Fold) -> dict[str, int]:
    """The characters that get a byte. Of those that a step watches for, and those that become several, none does."""
    fit = [c for c in _ALPHABET if c not in fold.triggers and c not in fold.longer]
    inside = [fold.table.get(c, c) for c in fit]
    # what a member becomes is a member
    alphabet = [c for c in dict.fromkeys((_STAND_IN, *inside, *fit)) if c][:256]
    # ASCII keeps its own bytes, so that two blanks are two blanks in bytes as well
    taken = {c: ord(c) for c in alphabet if c < "\x80"}
    free = iter(sorted(set(range(256)) - set(taken.values())))
    return taken | {c: next(free) for c in alphabet if c >= "\x80"}


def _arrivals(fold: Fold, members: frozenset[str]) -> tuple[str, frozenset[str]]:
    """The error handler that folds, on the way in, what has no byte but whose fold has; and what that is."""
    arriving = {c: new for c, new in fold.table.items() if c not in members and members.issuperset(new)}
    for trigger in fold.triggers:
        arriving.pop(trigger, None)

    def arrive(error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeEncodeError):
            raise error
        try:
            return "".join([arriving[c] for c in error.object[error.start : error.end]]), error.end
        except KeyError:
            raise error from None

    handler = f"toolkit.text.charmap.{'+'.join(step.name for step in fold.steps)}"
    codecs.register_error(handler, arrive)
    return handler, frozenset(arriving)
