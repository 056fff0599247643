"""The named classes of characters: what is in them, what is not, and that no two say different things."""

from __future__ import annotations

import re
import unicodedata

import pytest

from toolkit.text import characters as ch

DROPPED = {
    "tashkeel": ch.TASHKEEL,
    "combining": ch.COMBINING,
    "honorific marks": ch.HONORIFIC_MARKS,
    "Quranic marks": ch.QURANIC_MARKS,
    "bidi controls": ch.BIDI_CONTROLS,
    "zero width": ch.ZERO_WIDTH,
    "spaces": ch.SPACES,
}


@pytest.mark.parametrize("name", ["tashkeel", "combining", "honorific marks", "Quranic marks"])
def test_marks_are_marks(name: str) -> None:
    assert {unicodedata.category(mark) for mark in DROPPED[name]} <= {"Mn", "Lm"}, (
        "small waw and small ya stand behind a letter"
    )


def test_no_character_is_in_two_classes() -> None:
    together = "".join(DROPPED.values())
    assert len(together) == len(set(together))


def test_what_cannot_be_seen_has_a_class_and_letters_have_none() -> None:
    formats = {c for c in map(chr, range(0x2000, 0x2070)) if unicodedata.category(c) == "Cf"}
    assert formats - set(ch.BIDI_CONTROLS + ch.ZERO_WIDTH + ch.ZERO_WIDTH_JOINER) <= set(
        map(chr, range(0x2061, 0x2070))
    ), "but for the invisible operators of mathematics and what Unicode advises against"
    assert not set("".join(DROPPED.values())) & set(ch.ARABIC_LETTERS)


def test_blanks_are_blanks() -> None:
    assert {unicodedata.category(c) for c in ch.SPACES} == {"Zs"}
    assert {c for c in map(chr, range(0x10000)) if unicodedata.category(c) == "Zs"} == {*ch.SPACES, " "}


def test_presentation_forms_become_letters_of_the_arabic_block() -> None:
    assert ch.PRESENTATION_FORMS["ﻷ"] == "لأ"
    assert ch.PRESENTATION_FORMS["\ufdfa"] == "صلى الله عليه وسلم"
    assert all("\u0600" <= c <= "\u06ff" or c == " " for letters in ch.PRESENTATION_FORMS.values() for c in letters)
    assert all(letters == letters.strip() and letters for letters in ch.PRESENTATION_FORMS.values())


def test_letters_of_other_languages_are_folded_only_where_they_stand_for_an_arabic_one() -> None:
    assert not set(ch.LOOK_ALIKES) & set(ch.FOREIGN_LETTERS)
    assert not set("پچگڤژ") & set(ch.LOOK_ALIKES)
    assert set(ch.LOOK_ALIKES.values()) | set(ch.FOREIGN_LETTERS.values()) <= set("كيئهةبجزف")


def test_digits_have_two_kinds() -> None:
    assert {digit: str(unicodedata.digit(digit)) for digit in ch.DIGITS} == ch.DIGITS


@pytest.mark.parametrize("picture", ["👩", "❤", "⚕", "♂", "🏳", "🔥", "✈"])
def test_pictures_that_joiners_join_are_emoji(picture: str) -> None:
    assert re.fullmatch(f"[{ch.EMOJI}]", picture)


@pytest.mark.parametrize("character", ["ا", "a", "1", " ", "\u200d", "م"])
def test_letters_are_no_emoji(character: str) -> None:
    assert not re.fullmatch(f"[{ch.EMOJI_ENDS}]", character)


def test_a_text_has_arabic_or_not() -> None:
    assert ch.has_arabic("CNN ب")
    assert ch.has_arabic("ﻻ")
    assert not ch.has_arabic("")
    assert not ch.has_arabic("CNN ٥")
