"""The named steps of normalization, and the profiles that bundle them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text import contexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from toolkit.text.spans import Edit

__all__ = ["GROUPS", "PROFILES", "STEPS", "Step", "steps_of"]


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of folding.

    Attributes:
        name: What a profile and an error message call it.
        meaning: What it does, with the characters it touches.
        table: What replaces each character, wherever it stands.
        edits: What it changes by the neighbours, if anything; `compose` is done by `toolkit.text.composition`.
        triggers: Characters or strings without one of which `edits` changes nothing; "" where any text may change.
        late: Whether `edits` looks at the text that the tables gave, not at the raw one.
    """

    name: str
    meaning: str
    table: Mapping[str, str] = field(default_factory=dict)
    edits: Callable[[str], Iterator[Edit]] | None = None
    triggers: tuple[str, ...] = ()
    late: bool = False


def _drop(characters: str) -> dict[str, str]:
    return dict.fromkeys(characters, "")


_QUOTES = {mark: '"' for mark in ch.QUOTATION_MARKS if mark not in "'`‘’‚‛‹›"} | dict.fromkeys("`‘’‚‛‹›", "'")
_PUNCTUATION = {"،": ",", "؛": ";", "؟": "?", "٪": "%", "…": "...", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-"}
_ARABIC_INDIC = {western: arabic for arabic, western in ch.DIGITS.items() if arabic < "\u06f0"}
_EASTERN = {western: eastern for eastern, western in ch.DIGITS.items() if eastern >= "\u06f0"}


def _digits(wanted: Mapping[str, str]) -> dict[str, str]:
    known = {**ch.DIGITS, **{digit: digit for digit in "0123456789"}}
    return {digit: wanted[western] for digit, western in known.items() if wanted[western] != digit}


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "html_entities",
            "&quot; &#1602; &amp;nbsp; become what they stand for; references to ASCII letters and digits stay.",
            edits=contexts.entities,
            triggers=("&",),
        ),
        Step("urls", "http://…, ftp://… and www.… are dropped.", edits=contexts.urls, triggers=("://", "www.", "WWW.")),
        Step("addresses", "name@example.org is dropped.", edits=contexts.addresses, triggers=("@",)),
        Step("mentions", "@name is dropped.", edits=contexts.mentions, triggers=("@",)),
        Step("hashtags", "#كأس_العالم becomes كأس العالم.", edits=contexts.hashtags, triggers=("#",)),
        Step(
            "compose",
            "Canonical composition, Unicode's NFC: ا + U+0654 is أ, ا + U+0653 is آ, and marks get their one order.",
        ),
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
        Step("waw_hamza", "ؤ becomes و.", {"ؤ": ch.HAMZA_CARRIERS["ؤ"]}),
        Step("ya_hamza", "ئ becomes ي.", {"ئ": ch.HAMZA_CARRIERS["ئ"]}),
        Step("hamza", "ء on no letter is dropped: شيء is شي.", {"ء": ""}),
        Step("alef_maqsura", "ى becomes ي.", {"ى": "ي"}),
        Step("ta_marbuta", "ة becomes ه.", {"ة": "ه"}),
        Step("look_alikes", "ک ڪ ی ے ۓ ہ ە ھ ۀ ۂ ۃ become ك ي ئ ه ة; پ چ ژ گ ڤ stay.", ch.LOOK_ALIKES),
        Step("foreign_letters", "پ چ ژ ڤ گ become ب ج ز ف ك.", ch.FOREIGN_LETTERS),
        Step("digits", "Arabic-Indic and Eastern digits become ASCII.", ch.DIGITS),
        Step("arabic_digits", "ASCII and Eastern digits become Arabic-Indic, U+0660..0669.", _digits(_ARABIC_INDIC)),
        Step("eastern_digits", "ASCII and Arabic-Indic digits become Eastern, U+06F0..06F9.", _digits(_EASTERN)),
        Step("quotes", "Double quotation marks become \", single ones '.", _QUOTES),
        Step("punctuation", "، ؛ ؟ ٪ … and dashes become ASCII.", _PUNCTUATION),
        Step("bidi", "Direction marks, embeddings and isolates are dropped.", _drop(ch.BIDI_CONTROLS)),
        Step(
            "zero_width",
            "U+200B, U+200C, U+2060, U+FEFF, U+00AD are dropped, and U+200D where it joins no emoji.",
            _drop(ch.ZERO_WIDTH),
            edits=contexts.joiners,
            triggers=(ch.ZERO_WIDTH_JOINER,),
        ),
        Step(
            "separators",
            "٫ and ٬ between two digits become . and ,.",
            edits=contexts.separators,
            triggers=("٫", "٬"),
            late=True,
        ),
        Step(
            "elongation",
            "A letter three times or more in a row becomes one, ت from four times on: رااائع is رائع.",
            edits=contexts.elongation,
            late=True,
        ),
        Step(
            "spaces",
            "Any blank becomes a space and a run of them one; a line break stays.",
            {**dict.fromkeys(ch.SPACES, " "), "\t": " "},
        ),
    )
}
"""Every step, in the order in which they apply."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "marks": ("tashkeel", "superscript_alef", "combining", "quranic_marks", "honorific_marks"),
    "hamza_carriers": ("waw_hamza", "ya_hamza"),
}
"""Steps that are mostly wanted together."""

_READING = ("compose", "presentation_forms", "tatweel", "bidi", "zero_width", "spaces")
_MATCHING = (
    *_READING,
    *GROUPS["marks"],
    *("alef", *GROUPS["hamza_carriers"], "alef_maqsura", "ta_marbuta", "look_alikes"),
    *("digits", "separators", "quotes"),
)
PROFILES: Mapping[str, tuple[str, ...]] = {
    "reading": _READING,
    "matching": _MATCHING,
    "search": (*_MATCHING, "html_entities", "punctuation", "elongation"),
}
"""`reading` changes nothing a reader would miss, `matching` folds spelling, `search` folds most."""

_DIGIT_STEPS = {"digits", "arabic_digits", "eastern_digits"}


@lru_cache(maxsize=256)
def steps_of(profile: str | tuple[str, ...]) -> tuple[Step, ...]:
    """The steps of a profile, of a group, or of a choice of names, in the order in which they apply.

    Raises:
        ValueError: A name is unknown, or digits are sent to two sides.
    """
    names: Sequence[str] = (profile,) if isinstance(profile, str) else profile
    wanted: set[str] = set()
    for name in names:
        found = PROFILES.get(name) or GROUPS.get(name) or ((name,) if name in STEPS else None)
        if found is None:
            raise ValueError(
                f"the profile {name!r} is unknown; the profiles are {', '.join(PROFILES)}, "
                f"and a profile may also be a tuple of steps: {', '.join([*GROUPS, *STEPS])}"
            )
        wanted.update(found)
    if len(wanted & _DIGIT_STEPS) > 1:
        sides = ", ".join(sorted(wanted & _DIGIT_STEPS))
        raise ValueError(f"digits can become one kind only, and the steps {sides} are all asked for; choose one")
    return tuple(step for name, step in STEPS.items() if name in wanted)
