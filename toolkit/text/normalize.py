"""Arabic text brought into one spelling, with the way back to the raw text.

A step folds one kind of difference and is documented with the characters it
touches. A profile is a set of steps. `normalize` gives the text, `align` the
text with a map to the raw one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text.spans import AlignedText, Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["PROFILES", "STEPS", "Step", "align", "normalize"]

_COMPOSED = {
    "\u0627\u0653": "آ",
    "\u0627\u0654": "أ",
    "\u0627\u0655": "إ",
    "\u0648\u0654": "ؤ",
    "\u064a\u0654": "ئ",
}
_QUOTES = {mark: '"' for mark in ch.QUOTATION_MARKS if mark not in "'`‘’‚‛‹›"} | dict.fromkeys("`‘’‚‛‹›", "'")
_PUNCTUATION = {"،": ",", "؛": ";", "؟": "?", "٪": "%", "…": "...", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-"}


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of folding.

    Attributes:
        name: What a profile and an error message call it.
        meaning: What it does, with the characters it touches.
        table: What replaces each character or sequence.
    """

    name: str
    meaning: str
    table: Mapping[str, str]


def _drop(characters: str) -> dict[str, str]:
    return dict.fromkeys(characters, "")


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step("compose", "A letter and its combining madda or hamza become one: ا + U+0654 is أ.", _COMPOSED),
        Step(
            "presentation_forms",
            "Shaped glyphs U+FB50..FDFD and U+FE70..FEFC become letters; ﻷ keeps its hamza.",
            ch.PRESENTATION_FORMS,
        ),
        Step("tatweel", "U+0640 is dropped.", _drop(ch.TATWEEL)),
        Step("tashkeel", "Short vowels, shadda and sukun, U+064B..0652, are dropped.", _drop(ch.TASHKEEL)),
        Step("superscript_alef", "U+0670 is dropped.", _drop(ch.SUPERSCRIPT_ALEF)),
        Step("combining", "Marks U+0653..065F left apart from a letter are dropped.", _drop(ch.COMBINING)),
        Step("quranic_marks", "U+06D6..06DC, 06DF..06E8, 06EA..06ED are dropped.", _drop(ch.QURANIC_MARKS)),
        Step("honorific_marks", "U+0610..061A are dropped.", _drop(ch.HONORIFIC_MARKS)),
        Step("alef", "أ إ آ ٱ become ا.", dict.fromkeys(ch.ALEF_VARIANTS, "ا")),
        Step("hamza_carriers", "ؤ becomes و, ئ becomes ي.", ch.HAMZA_CARRIERS),
        Step("alef_maqsura", "ى becomes ي.", {"ى": "ي"}),
        Step("ta_marbuta", "ة becomes ه.", {"ة": "ه"}),
        Step("look_alikes", "ک ی ہ ە ھ ۀ become ك ي ه; پ چ گ ڤ stay.", ch.LOOK_ALIKES),
        Step("digits", "Arabic-Indic and Eastern digits become ASCII.", ch.DIGITS),
        Step("quotes", "Double quotation marks become \", single ones '.", _QUOTES),
        Step("punctuation", "، ؛ ؟ ٪ … and dashes become ASCII.", _PUNCTUATION),
        Step("bidi", "Direction marks, embeddings and isolates are dropped.", _drop(ch.BIDI_CONTROLS)),
        Step("zero_width", "U+200B, U+200C, U+2060, U+FEFF, U+00AD are dropped.", _drop(ch.ZERO_WIDTH)),
        Step(
            "spaces",
            "Any blank becomes a space and a run of them one; a line break stays.",
            dict.fromkeys(ch.SPACES, " "),
        ),
    )
}

_READING = ("compose", "presentation_forms", "tatweel", "bidi", "zero_width", "spaces")
_MATCHING = (
    *_READING,
    *("tashkeel", "superscript_alef", "combining", "quranic_marks", "honorific_marks"),
    *("alef", "hamza_carriers", "alef_maqsura", "ta_marbuta", "look_alikes", "digits", "quotes"),
)
PROFILES: Mapping[str, tuple[str, ...]] = {
    "reading": _READING,
    "matching": _MATCHING,
    "search": (*_MATCHING, "punctuation"),
}
"""`reading` changes nothing a reader would miss, `matching` folds spelling, `search` folds most."""


class _Fold:
    """The steps of one profile as one substitution, made in one pass."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        table: dict[str, str] = {}
        for name in steps:
            table.update(STEPS[name].table)
        # what one step makes, another folds again: ﻷ is لأ and then لا
        self._to = {old: _settled(new, table) for old, new in table.items()}
        self._blanks = frozenset(ch.SPACES + " \t") if "spaces" in steps else frozenset()
        dropped = {old for old, new in self._to.items() if not new and len(old) == 1}
        several = [re.escape(old) for old in self._to if len(old) > 1]
        single = _class({old for old in self._to if len(old) == 1} - dropped - self._blanks)
        # blanks and what is dropped between them are one run, so that no two blanks become neighbours
        runs = rf"{_class(dropped | self._blanks)}+"
        self._changed = re.compile("|".join([*several, runs, single]))

    def _new(self, old: str) -> str:
        new = self._to.get(old)
        if new:
            return new
        return "" if self._blanks.isdisjoint(old) else " "

    def text(self, raw: str) -> str:
        return self._changed.sub(lambda m: self._new(m[0]), raw)

    def edits(self, raw: str) -> Iterator[Edit]:
        for m in self._changed.finditer(raw):
            start, end = m.span()
            if self._to.get(m[0]):
                yield Edit(start, end, self._to[m[0]])
                continue
            blank = False
            for at in range(start, end):
                new = " " if raw[at] in self._blanks and not blank else ""
                blank = blank or new == " "
                if raw[at] != new:
                    yield Edit(at, at + 1, new)


def _class(characters: set[str] | frozenset[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(characters))) + "]"


def _settled(text: str, table: Mapping[str, str]) -> str:
    while (folded := "".join(table.get(c, c) for c in text)) != text:
        text = folded
    return text


@cache
def _fold(profile: str) -> _Fold:
    steps = PROFILES.get(profile)
    if steps is None:
        raise ValueError(f"the profile {profile!r} is unknown; the profiles are {', '.join(PROFILES)}")
    return _Fold(steps)


def normalize(text: str, profile: str = "matching") -> str:
    """The text in the spelling of `profile`. Normalizing twice is normalizing once.

    Args:
        text: Any text.
        profile: A name in `PROFILES`.

    Raises:
        ValueError: The profile is unknown.

    Examples:
        >>> normalize("قالَتِ المسؤولةُ: ﻷنّه")
        'قالت المسووله: لانه'
        >>> normalize("قالـــت  المسؤولة", profile="reading")
        'قالت المسؤولة'
    """
    return _fold(profile).text(text)


def align(text: str, profile: str = "matching") -> AlignedText:
    """The same text as `normalize` gives, with a two-way map to the raw one.

    Raises:
        ValueError: The profile is unknown.

    Examples:
        >>> view = align("أكّدت الوزيرة")
        >>> view.text
        'اكدت الوزيره'
        >>> view.raw[slice(*view.raw_span(0, 4))]
        'أكّدت'
    """
    return AlignedText.edited(text, _fold(profile).edits(text))
