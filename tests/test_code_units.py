"""JavaScript's offsets as code points, on every kind of text that a researcher may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.text.code_units import span_of_units

WORDS = st.text(st.sampled_from("قال م😀👩\u200d🔬\u064b\u0651\u0640\u202b«»\n\x00𝒜a"), max_size=30)


def units(text: str) -> int:
    """The length of a text as JavaScript has it."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("قال نعم", 4, 7, "نعم"),
        ("😀 قال", 3, 6, "قال"),
        ("قال 😀😀 نعم", 4, 8, "😀😀"),
        ("👩\u200d🔬 قالت", 6, 10, "قالت"),
        ("\u064b قال", 2, 5, "قال"),
        ("قالَ 🇵🇸 نعم", 4, 10, " 🇵🇸 "),
        ("😀", 0, 2, "😀"),
        ("😀", 1, 2, "😀"),
        ("😀", 0, 1, "😀"),
        ("😀😀", 2, 3, "😀"),
        ("قال", 3, 3, ""),
        ("", 0, 0, ""),
    ],
)
def test_a_range_of_units_covers_these_letters(text: str, start: int, end: int, expected: str) -> None:
    assert span_of_units(text, start, end).of(text) == expected


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, 6), (6, 6)])
def test_a_range_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match=r"does not lie within 0:5, in UTF-16"):
        span_of_units("😀قال", start, end)


@given(WORDS, st.data())
def test_a_span_survives_the_way_through_javascript(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert span_of_units(text, units(text[:start]), units(text[:end])) == (start, end)


@given(WORDS, st.data())
def test_no_letter_is_ever_cut_in_two(text: str, data: st.DataObject) -> None:
    size = units(text)
    start = data.draw(st.integers(0, size))
    end = data.draw(st.integers(start, size))
    span = span_of_units(text, start, end)
    coded = text.encode("utf-16-le")[2 * start : 2 * end]
    assert coded in span.of(text).encode("utf-16-le")
    assert span.end - span.start <= end - start + 1
