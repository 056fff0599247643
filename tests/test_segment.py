"""Tokens: slices of the raw text, of which nothing that a reader sees is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import characters as ch
from toolkit.text.segment import tokenize
from toolkit.text.spans import Span

TYPICAL = [*"ابتثقولي عبد٣4.,:؛،«»“”\"'…\n\r\t()&;#\x00", *ch.BIDI_CONTROLS, *ch.TASHKEEL, ch.TATWEEL]
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=80) | st.text(st.sampled_from(TYPICAL), max_size=80)


@pytest.mark.parametrize(
    ("raw", "texts"),
    [
        ("قال: «نعم».", ["قال", ":", "«", "نعم", "»", "."]),
        ("وصرّحَ بأنّه", ["وصرّحَ", "بأنّه"]),
        ("قـــال", ["قـــال"]),
        ("٣٫٥ و1,200 و20:30 و12/4", ["٣٫٥", "و1,200", "و20:30", "و12/4"]),
        ("3.5 1,200 20:30 12/4/2031", ["3.5", "1,200", "20:30", "12/4/2031"]),
        ("سليم.وأضاف", ["سليم", ".", "وأضاف"]),
        ("ثم... وأيضا…", ["ثم", "...", "وأيضا", "…"]),
        ("''نعم''", ["''", "نعم", "''"]),
        ("&quot;نعم&quot;", ["&quot;", "نعم", "&quot;"]),
        ("هند\nسعاد\r\nرجاء", ["هند", "\n", "سعاد", "\r", "\n", "رجاء"]),
        ("Blue Gull الثانية", ["Blue", "Gull", "الثانية"]),
        ("", []),
        (" \t\u00a0", []),
    ],
)
def test_a_text_is_cut_into_its_tokens(raw: str, texts: list[str]) -> None:
    assert texts == tokenize(raw).texts


def test_what_a_reader_does_not_see_is_no_token() -> None:
    assert tokenize("\ufeff\u202bقال\u202c\x00 \u200f\u200bهند\u2069").texts == ["قال", "هند"]


def test_each_token_has_its_kind() -> None:
    assert tokenize("قال 5 &amp; .\n«").kinds == ["word", "number", "entity", "marks", "line", "other"]


def test_a_cut_parts_a_word_in_two() -> None:
    tokens = tokenize("سليموأضاف أن", cuts=[4])

    assert tokens.texts == ["سليم", "وأضاف", "أن"]
    assert tokens.starts == [0, 4, 10]


def test_a_cut_at_the_start_of_a_word_parts_nothing() -> None:
    assert tokenize("سليم وأضاف", cuts=[5]).texts == ["سليم", "وأضاف"]


def test_two_cuts_part_one_word_in_three() -> None:
    assert tokenize("سليموقالوأكد", cuts=[4, 8]).texts == ["سليم", "وقال", "وأكد"]


def test_a_span_of_tokens_reaches_from_the_first_to_the_last() -> None:
    raw = "وقالت هند  البحرية إن"

    assert Span(6, 18) == tokenize(raw).span(1, 3)
    assert tokenize(raw).span(1, 3).of(raw) == "هند  البحرية"


@given(TEXT)
def test_every_token_is_the_slice_it_says_it_is(raw: str) -> None:
    tokens = tokenize(raw)

    assert [raw[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.texts


@given(TEXT)
def test_tokens_come_in_order_and_do_not_overlap(raw: str) -> None:
    tokens = tokenize(raw)

    assert all(start < end for start, end in zip(tokens.starts, tokens.ends, strict=True))
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))


@given(TEXT)
def test_every_letter_and_digit_is_in_a_token(raw: str) -> None:
    tokens = tokenize(raw)
    covered = {i for start, end in zip(tokens.starts, tokens.ends, strict=True) for i in range(start, end)}

    assert [raw[i] for i in range(len(raw)) if raw[i].isalnum() and i not in covered] == []


@given(TEXT, st.lists(st.integers(0, 80), max_size=5))
def test_cuts_lose_no_character(raw: str, places: list[int]) -> None:
    tokens = tokenize(raw)
    words = zip(tokens.starts, tokens.ends, tokens.kinds, strict=True)
    inside = {place for start, end, kind in words if kind == "word" for place in range(start, end)}

    cut = tokenize(raw, cuts=sorted({p for p in places if p in inside}))

    assert "".join(tokens.texts) == "".join(cut.texts)
