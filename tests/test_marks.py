"""Quotation marks: which belong together, whichever way they are drawn, and which of them are speech."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import quotations
from toolkit.attribution.analysis import analyse
from toolkit.attribution.marks import Block, quotation_blocks
from toolkit.text import characters as ch
from toolkit.text.segment import tokenize

PAIRS = ["«»", "»«", "“”", "”“", '""', "„‟", "„“", "‹›", "›‹", "‘’", "’‘", "❝❞", "〝〞", "＂＂"]


def blocks(raw: str) -> list[tuple[str, bool, int]]:
    """(words, whether closed, depth) of each block."""
    tokens = tokenize(raw)
    spans = [(block, block.span(tokens)) for block in quotation_blocks(tokens)]
    return [(span.of(raw) if span else "", block.closed, block.depth) for block, span in spans]


def speech(raw: str) -> list[str]:
    analysis = analyse(raw)
    return [analysis.text(block.open + 1, block.close) for _, block in sorted(analysis.speech.items())]


@pytest.mark.parametrize("pair", PAIRS)
def test_marks_of_every_kind_pair_in_either_direction(pair: str) -> None:
    left, right = pair

    assert blocks(f"وقالت: {left}الماء وصل إلى الحي{right}.") == [("الماء وصل إلى الحي", True, 0)]


@pytest.mark.parametrize("pair", PAIRS)
def test_two_quotations_of_one_text_do_not_run_into_each_other(pair: str) -> None:
    left, right = pair

    found = blocks(f"وقالت: {left}الماء وصل{right}، ثم قالت: {left}والكهرباء عادت{right}.")

    assert found == [("الماء وصل", True, 0), ("والكهرباء عادت", True, 0)]


def test_two_apostrophes_are_one_mark() -> None:
    assert blocks("وقالت: ''الماء وصل''.") == [("الماء وصل", True, 0)]


def test_a_mark_may_be_an_entity() -> None:
    assert blocks("وقالت: &quot;الماء وصل&quot;.") == [("الماء وصل", True, 0)]
    assert blocks("وقالت: &laquo;الماء وصل&raquo;.") == [("الماء وصل", True, 0)]


def test_an_apostrophe_inside_a_word_is_no_mark() -> None:
    assert blocks("وعزفت فرقة L'Etoile في d'Azur مساء.") == []


def test_a_lone_single_mark_is_no_mark() -> None:
    assert blocks("وقالت: ’الماء وصل إلى الحي.") == []


def test_blanks_within_the_marks_do_not_matter() -> None:
    assert blocks("وقالت : « الماء وصل » .") == [("الماء وصل", True, 0)]


def test_a_mark_behind_a_preposition_with_tatweel_opens() -> None:
    assert blocks("وقالت لـ«الضفاف» أمس") == [("الضفاف", True, 0)]
    assert blocks('وقالت لـ"الضفاف" أمس') == [("الضفاف", True, 0)]


def test_direction_marks_beside_a_mark_do_not_matter() -> None:
    assert blocks('وقالت: \u200f"الماء وصل"\u200f.') == [("الماء وصل", True, 0)]


def test_other_marks_inside_are_one_level_deeper() -> None:
    found = blocks("وقالت: «قرأت “كتاب الماء” مرتين».")

    assert found == [("قرأت “كتاب الماء” مرتين", True, 0), ("كتاب الماء", True, 1)]


def test_the_same_marks_inside_are_one_level_deeper() -> None:
    found = blocks("وقالت: «قرأت «كتاب الماء» مرتين».")

    assert found == [("قرأت «كتاب الماء» مرتين", True, 0), ("كتاب الماء", True, 1)]


def test_an_unclosed_mark_costs_its_paragraph_and_no_more() -> None:
    found = blocks("وقالت: «الماء وصل إلى الحي.\nوقالت: «الكهرباء عادت».")

    assert found == [("الماء وصل إلى الحي.", False, 0), ("الكهرباء عادت", True, 0)]


def test_a_closing_mark_in_the_next_paragraph_is_found() -> None:
    assert blocks("وقالت: «الماء وصل.\nوالكهرباء عادت».") == [("الماء وصل.\nوالكهرباء عادت", True, 0)]


def test_a_mark_opened_anew_at_each_paragraph_makes_a_block_of_each() -> None:
    found = blocks("وقالت: «الماء وصل.\n«والكهرباء عادت».")

    assert found == [("الماء وصل.", False, 0), ("والكهرباء عادت", True, 0)]


def test_a_closing_mark_without_an_opening_one_is_passed_over() -> None:
    assert blocks("الماء وصل» إلى الحي") == []


def test_nothing_between_two_marks_has_no_span() -> None:
    tokens = tokenize("«»")

    assert Block(0, 1, closed=True, depth=0).span(tokens) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("وقالت هند: «نعم».", ["نعم"]),
        ("وقالت هند: «الماء وصل إلى الحي».", ["الماء وصل إلى الحي"]),
        ("«الماء وصل»، قالت هند.", ["الماء وصل"]),
        ("وصدرت رواية «ليل الميناء الطويل جدا» أمس.", []),
        ("وافتتحت شركة «نوارس البحر» فرعا.", []),
        ("وتعيش البلدة «هدنة باردة» منذ عام.", []),
    ],
)
def test_speech_is_told_from_names_and_titles(raw: str, expected: list[str]) -> None:
    assert expected == speech(raw)


PARTS = [*ch.QUOTATION_MARKS, "''", "قال", "هند", " ", " ", ":", ".", "،", "\n"]
MARKED = st.lists(st.sampled_from(PARTS), max_size=60)


@given(MARKED)
def test_blocks_lie_within_the_text_in_order_and_open_once(parts: list[str]) -> None:
    tokens = tokenize("".join(parts))

    found = quotation_blocks(tokens)

    assert all(0 <= block.open < block.close <= len(tokens) for block in found)
    assert sorted({block.open for block in found}) == [block.open for block in found]


@given(MARKED)
def test_no_block_crosses_another(parts: list[str]) -> None:
    found = quotation_blocks(tokenize("".join(parts)))

    crossing = [(a, b) for a in found for b in found if a.open < b.open < a.close < b.close]

    assert crossing == []


def test_brackets_at_both_ends_of_a_quotation_are_its_own_words() -> None:
    text = "وقال الوزير: «(نعم) سنغلق الملعب هذا الشتاء (ربما)»."
    (found,) = quotations(text)

    assert [text[span.start : span.end] for span in found.contents] == ["(نعم) سنغلق الملعب هذا الشتاء (ربما)"]
