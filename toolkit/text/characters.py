"""Named classes of characters, so that no other module spells them out.

Combining marks and invisible characters are written by their code, letters as
they look: what cannot be seen in an editor must not be typed into one.
"""

from __future__ import annotations

import unicodedata

__all__ = [
    "ALEF_VARIANTS",
    "ARABIC_LETTERS",
    "BIDI_CONTROLS",
    "CLINGING",
    "CLOSING_MARKS",
    "COMBINING",
    "DIGITS",
    "DOUBLED_MARKS",
    "EMOJI",
    "EMOJI_ENDS",
    "FOREIGN_LETTERS",
    "HAMZA_CARRIERS",
    "HONORIFIC_MARKS",
    "LOOK_ALIKES",
    "OPENING_MARKS",
    "PRESENTATION_FORMS",
    "QUOTATION_MARKS",
    "QURANIC_MARKS",
    "SPACES",
    "SUPERSCRIPT_ALEF",
    "TASHKEEL",
    "TATWEEL",
    "ZERO_WIDTH",
    "ZERO_WIDTH_JOINER",
    "has_arabic",
]


def _between(first: int, last: int) -> str:
    return "".join(map(chr, range(first, last + 1)))


TASHKEEL = _between(0x064B, 0x0652)
"""The short vowels, shadda and sukun."""
SUPERSCRIPT_ALEF = "\u0670"
COMBINING = _between(0x0653, 0x065F)
"""Madda, hamza above and below, and rarer vowel signs, where they stand apart from their letter."""
HONORIFIC_MARKS = _between(0x0610, 0x061A)
QURANIC_MARKS = _between(0x06D6, 0x06DC) + _between(0x06DF, 0x06E8) + _between(0x06EA, 0x06ED)
TATWEEL = "\u0640"
CLINGING = TASHKEEL + SUPERSCRIPT_ALEF + COMBINING + HONORIFIC_MARKS + QURANIC_MARKS + TATWEEL
"""What belongs to the letter before it."""
ALEF_VARIANTS = "أإآٱ"
HAMZA_CARRIERS = {"ؤ": "و", "ئ": "ي"}
LOOK_ALIKES = dict(zip("کڪیےۓہەھۀۂۃ", "ككييئههههه" + "ة", strict=True))
"""Persian and Urdu letters that stand for an Arabic one; پ چ گ ڤ are letters of their own."""
FOREIGN_LETTERS = {"پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "گ": "ك"}
"""Letters for sounds that Arabic has no letter for, and the letter that papers print for want of them."""
BIDI_CONTROLS = "\u061c\u200e\u200f" + _between(0x202A, 0x202E) + _between(0x2066, 0x2069)
ZERO_WIDTH = "\u200b\u200c\u2060\ufeff\u00ad"
"""Without the joiner."""
ZERO_WIDTH_JOINER = "\u200d"
EMOJI = "\u2190-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001fbff"
"""Pictures that a joiner makes one of, as ranges for a pattern."""
EMOJI_ENDS = EMOJI + "\ufe0f\u20e3"
"""What such a picture may end with: itself, the sign that asks for colours, a key cap."""
SPACES = "\u00a0\u1680" + _between(0x2000, 0x200A) + "\u202f\u205f\u3000"
"""Blanks other than the ASCII ones."""
DIGITS = {chr(zero + k): str(k) for zero in (0x0660, 0x06F0) for k in range(10)}
"""Arabic-Indic and Eastern digits."""

OPENING_MARKS = "“«„‹‘‚❝〝"
CLOSING_MARKS = "”»‟›’‛❞〞"
QUOTATION_MARKS = OPENING_MARKS + CLOSING_MARKS + "\"'`″＂"
"""Every mark that Arabic news quotes with. Which side it is on, only its neighbours tell."""
DOUBLED_MARKS = ("''", "``", "<<", ">>")
"""Two characters that are typed for one such mark."""

ARABIC_LETTERS = "".join(c for c in _between(0x0620, 0x06D3) if unicodedata.category(c) == "Lo")


def _presentation_forms() -> dict[str, str]:
    """Shaped letters and ligatures with the letters they stand for; ﻷ keeps its hamza: لأ."""
    forms = {}
    for code in (*range(0xFB50, 0xFDFE), *range(0xFE70, 0xFEFD)):
        decomposition = unicodedata.decomposition(chr(code)).split()
        if decomposition and decomposition[0].startswith("<"):
            letters = "".join(chr(int(part, 16)) for part in decomposition[1:])
            # a mark is given on a space, which the paper did not print; those within a phrase are its own
            forms[chr(code)] = letters.removeprefix(" ") or letters
    return forms


PRESENTATION_FORMS = _presentation_forms()
_ARABIC = frozenset(ARABIC_LETTERS) | frozenset(PRESENTATION_FORMS)


def has_arabic(text: str) -> bool:
    """Whether `text` holds at least one Arabic letter.

    Examples:
        >>> has_arabic("CNN بالعربية"), has_arabic("CNN")
        (True, False)
    """
    return not _ARABIC.isdisjoint(text)
