"""Where words and phrases stand, whatever is written together with them, and the order of words in a list."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import TableError
from toolkit.text.normalize import normalize
from toolkit.words.collation import collation_key
from toolkit.words.occurrences import LONGEST, Match, Phrases

WORDS = [
    *"فيروس بالفيروس و وفيروس فَيْرُوس فيـروس الڤيروس ﻓﻴﺮوس «جيش» الإحتلال الاحتلال جيش".split(),
    *"، . ( ) 12 ١٢ CNN &amp;".split(),
    *("\n", "\u200c", "\u200d", "\x00", "في\u200dروس", "ا\u0654", "\u0654"),
]


def places(raw: str, *phrases: str, match: Match = "word") -> list[str]:
    return [raw[one.start : one.end] for one in Phrases(phrases, match=match).found(raw)]


@pytest.mark.parametrize(
    ("phrase", "raw", "found"),
    [
        ("فيروس", "فيروس، الفيروس، بالفيروس، وبالفيروس، للفيروس، كفيروس", 6),
        ("فيروس", "فيروسات وفيروسي", 0),
        ("الفيروس", "فيروس والفيروس وللفيروس", 2),
        ("حد", "واحد وأحدهم", 0),
        ("زير", "وزير", 0),
        ("عاب", "ألعاب وإلعاب", 0),
        ("إحتلال", "الإحتلال والاحتلال", 2),
        ("المسؤول", "المسئول الـمسؤُول", 1),
        ("الإسرائيلي", "الاسرائيلي الإسرائيليّ", 2),
        ("مجلس الأمن", "لمجلس الأمن ومجلس الأمن", 2),
        ("مجلس الأمن", "مجلس والأمن، مجلس، الأمن", 0),
        ("مجلس الأمن", "مجلس\nالأمن", 0),
        ("مجلس أمن", "مجلس الأمن", 1),
        ("جيش الاحتلال", 'جيش «الاحتلال» و"جيش" الاحتلال', 2),
        ("جيش الاحتلال", "جيش جيش الاحتلال", 1),
        ("cnn", "قناة CNN وبالـCNN", 1),
        ("كوفيد-19", "بكوفيد-19 وكوفيد 19، كوفيد - 19", 2),
        ("12", "١٢ يوما و12 ليلة", 2),
    ],
)
def test_a_word_is_found_with_what_is_written_before_it_and_as_no_part_of_another(
    phrase: str, raw: str, found: int
) -> None:
    assert len(places(raw, phrase)) == found


def test_a_lemma_is_found_in_its_forms() -> None:
    assert places("قال وقالت وسيقولون وقولنا", "قال", match="lemma") == ["قال", "وقالت", "وسيقولون"]
    assert places("الوزراء لوزيرنا والوزارة", "وزير", match="lemma") == ["الوزراء", "لوزيرنا"]
    assert places("استثمارا ومحتجون والمحتجين", "استثمار", "محتج", match="lemma") == [
        "استثمارا",
        "ومحتجون",
        "والمحتجين",
    ]
    assert places("الغاز المسيل للدموع والغاز للدموع", "غاز مسيل للدموع", match="lemma") == ["الغاز المسيل للدموع"]


def test_a_pronoun_and_a_particle_make_no_lemma() -> None:
    assert places("ذهب إلى عمله وإليه", "عملة", "آلية", match="lemma") == []
    assert places("ليبيا وسوريا", "ليبي", "سوري", match="lemma") == []


def test_exact_tells_letters_apart_but_no_vowel_signs() -> None:
    assert places("على علي عَلى وعلى", "على", match="exact") == ["على", "عَلى"]


def test_of_phrases_that_overlap_the_first_and_of_those_the_longest_counts() -> None:
    raw = "وجيش الاحتلال الإسرائيلي والاحتلال"
    assert places(raw, "الاحتلال", "جيش الاحتلال", "الاحتلال الإسرائيلي") == ["وجيش الاحتلال", "والاحتلال"]
    assert places(raw, "جيش", "جيش الاحتلال الإسرائيلي") == ["وجيش الاحتلال الإسرائيلي"]


def test_a_spelling_of_a_phrase_before_it_is_told_and_counts_as_that() -> None:
    phrases = Phrases(["الإسرائيلي", "الاسرائيلي"])
    assert phrases.doubles == [(0, 1)]
    assert [one.phrase for one in phrases.found("الإسرائيلي الاسرائيلي")] == [0, 0]


@pytest.mark.parametrize("phrase", ["", " ، ", "كلمة " * (LONGEST + 1)])
def test_a_phrase_without_words_or_without_end_is_refused(phrase: str) -> None:
    with pytest.raises(TableError, match="words to look for"):
        Phrases([phrase])


def test_nothing_to_look_for_is_told() -> None:
    with pytest.raises(TableError, match="no word to look for"):
        Phrases([])


def test_an_unknown_match_is_answered_with_those_there_are() -> None:
    with pytest.raises(TableError, match="'word', 'lemma', 'exact'"):
        Phrases(["فيروس"], match="stem")  # type: ignore[arg-type] # as a caller might


@settings(deadline=None)  # word lists are loaded once
@given(st.lists(st.sampled_from(WORDS)), st.sampled_from(["word", "lemma", "exact"]), st.sampled_from([" ", ""]))
def test_places_are_in_order_apart_and_known_by_their_letters(words: list[str], match: Match, blank: str) -> None:
    raw = blank.join(words)
    phrases = Phrases(["فيروس", "جيش الاحتلال", "12", "cnn"], match=match)
    found = phrases.found(raw)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end for end, one in zip(ends, found, strict=False))
    # by these letters texts are chosen before their words are read
    assert phrases.stems is None or not found or any(stem in normalize(raw).casefold() for stem in phrases.stems)


def test_a_long_text_of_beginnings_takes_time_in_proportion() -> None:
    phrases = Phrases([f"{'جيش ' * (LONGEST - 1)}الاحتلال"])

    def seconds(words: int) -> float:
        raw = "جيش " * words
        start = time.perf_counter()
        assert phrases.found(raw) == []
        return time.perf_counter() - start

    seconds(100)
    assert seconds(20_000) < 25 * seconds(2_000) + 0.5


def test_more_phrases_do_not_make_it_slower() -> None:
    raw = "وقال الخبير كلمة أخرى " * 10_000

    def seconds(count: int) -> float:
        phrases = Phrases([f"اسم{n} عائلة{n}" for n in range(count)])
        start = time.perf_counter()
        phrases.found(raw)
        return time.perf_counter() - start

    assert seconds(10_000) < 5 * seconds(10) + 2


def test_words_are_sorted_by_letters_without_article_marks_and_hamza() -> None:
    words = "وزير الوزارة آخر أمر الأمر إلى القوّة قوم پاريس بيان الله CNN 12".split()
    expected = "12 CNN آخر الله إلى أمر الأمر پاريس بيان قوم القوّة الوزارة وزير".split()
    assert sorted(words, key=collation_key) == expected
