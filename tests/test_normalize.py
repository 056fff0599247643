"""Named steps, profiles, the same text from every engine, and a map that never loses its place."""

from __future__ import annotations

import gzip
import json
import pickle
import random
import threading
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from toolkit.text import characters as ch
from toolkit.text import kernel
from toolkit.text.folding import fold_of
from toolkit.text.normalize import GROUPS, PROFILES, STEPS, align, align_all, normalize, normalize_all

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.text.spans import AlignedText

CASES = Path(__file__).with_name("cases") / "normalize.jsonl"
SAMPLE = Path(__file__).parents[1] / "datasets" / "sample" / "articles.jsonl"
NEWS = Path(__file__).parents[2] / "shared" / "articles" / "real_news.jsonl.gz"

EVERYTHING = tuple(name for name in STEPS if name not in {"arabic_digits", "eastern_digits"})
CHOICES = (
    *PROFILES,
    EVERYTHING,
    ("compose",),
    ("compose", "alef", "hamza_carriers"),
    ("compose", "look_alikes", "spaces"),
    ("presentation_forms", "compose", "combining"),
    ("tashkeel", "elongation"),
    ("html_entities", "digits", "zero_width", "tatweel"),
    ("urls", "mentions", "addresses", "hashtags", "spaces"),
    ("arabic_digits", "separators"),
    ("eastern_digits", "punctuation"),
)

# every character that a step touches, and what stands beside it in nasty texts; the benchmark takes the same
TOUCHED = sorted({c for step in STEPS.values() for c in (*step.table, *"".join(step.triggers))})
NASTY = json.loads((Path(__file__).with_name("cases") / "nasty.json").read_text("utf-8"))
texts = st.lists(st.sampled_from(NASTY) | st.sampled_from(TOUCHED) | st.characters(), max_size=24).map("".join)
choices = st.sampled_from(CHOICES)


def cases() -> list[dict[str, object]]:
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["name"])
def test_a_step_does_what_it_says(case: dict[str, object]) -> None:
    steps = tuple(case["steps"]) if isinstance(case["steps"], list) else case["steps"]
    assert normalize(case["raw"], steps) == case["text"]  # type: ignore[arg-type]


def test_every_step_has_a_case_and_a_meaning() -> None:
    tried = {
        step for case in cases() for step in ([case["steps"]] if isinstance(case["steps"], str) else case["steps"])
    }  # type: ignore[union-attr]
    assert set(STEPS) <= tried
    assert all(step.meaning.endswith(".") for step in STEPS.values())


def test_a_group_or_a_profile_may_stand_among_steps() -> None:
    assert normalize("أَّ٥", ("marks", "digits")) == "أ5"
    assert normalize("أَّ٥", ["matching"]) == normalize("أَّ٥")
    assert set(GROUPS["marks"]) < set(PROFILES["matching"])


@pytest.mark.parametrize("call", [normalize, align, lambda text, profile: normalize_all([text], profile)])
def test_an_unknown_step_is_answered_with_those_that_are_known(call: Callable[[str, object], object]) -> None:
    for profile in ("hard", ("alef", "hard"), []):
        if profile:
            with pytest.raises(ValueError, match="'hard' is unknown; the profiles are reading, matching, search"):
                call("قال", profile)
    with pytest.raises(ValueError, match="digits can become one kind only"):
        call("قال", ("digits", "arabic_digits"))


def test_no_step_at_all_changes_nothing() -> None:
    assert normalize("أَ  ", ()) == "أَ  "


@given(texts, choices)
@settings(max_examples=300, deadline=None)
@example("ا" + "\u0640" + "\u0654", "reading")
@example("e\u0654\u0301", "matching")
@example("&am&#1;p;quot;", EVERYTHING)
@example("\u06d5\u0654", ("compose", "look_alikes", "spaces"))
def test_normalizing_twice_is_normalizing_once(text: str, profile: str | tuple[str, ...]) -> None:
    once = normalize(text, profile)
    assert normalize(once, profile) == once


@given(texts, choices)
@settings(max_examples=300, deadline=None)
@example("\ufefb\u0653", "reading")
@example("أ \u064e\uffff ب", "matching")
@example("\u0623\u0651\u064e", ("compose", "alef"))
@example("\ufd99\u0651\u064e\u0640", "reading")
@example("😀\u0651\u064eأ\u064b", "reading")
@example("\ud83d\u0651\u064e", "reading")
def test_every_engine_gives_the_same_text_and_the_same_way_back(text: str, profile: str | tuple[str, ...]) -> None:
    one = align(text, profile)
    many = align_all([text, "قال", text], profile)
    stepwise = fold_of(profile)._steps_taken(text)  # noqa: SLF001 - what the quick ways must agree with
    assert normalize(text, profile) == one.text == many.texts[0] == many.texts[2] == stepwise.text
    assert many.texts[1] == normalize("قال", profile)
    assert many[0] == many[2] == one


@given(st.lists(texts, max_size=6), choices)
@settings(max_examples=300, deadline=None)
def test_a_text_is_folded_the_same_whatever_stands_beside_it(column: list[str], profile: str | tuple[str, ...]) -> None:
    assert normalize_all(column, profile) == [normalize(text, profile) for text in column]


def check_map(view: AlignedText) -> None:
    """Every kept character comes from a raw one, in order, and both directions agree."""
    raw, text = view.raw, view.text
    at = 0
    for place in range(len(text)):
        span = view.raw_span(place, place + 1)
        assert 0 <= span.start <= span.end <= len(raw)
        assert span.start >= at or view.raw_span(place - 1, place).overlaps(span)
        at = span.start
        back = view.text_span(*span)
        assert back.start <= place < back.end
    assert view.raw_span(0, len(text)).end <= len(raw)
    ends = [0, *(view.text_span(place, place + 1).end for place in range(len(raw)))]
    assert ends == sorted(ends)
    assert ends[-1] in (len(text), ends[-1])
    assert view.text_span(0, len(raw)) == (0, len(text)) or not raw or not text


@given(texts, choices)
@settings(max_examples=400, deadline=None)
def test_the_map_is_exact_both_ways(text: str, profile: str | tuple[str, ...]) -> None:
    check_map(align(text, profile))
    check_map(fold_of(profile)._steps_taken(text))  # noqa: SLF001 - the way by layers has a map of its own


@given(texts, st.sampled_from(["matching", "reading", ("tatweel",), ("marks", "bidi")]))
@settings(max_examples=300, deadline=None)
def test_a_kept_character_comes_from_one_that_folds_to_it(text: str, profile: str | tuple[str, ...]) -> None:
    view = align(text, profile)
    for place, character in enumerate(view.text):
        raw = view.raw[slice(*view.raw_span(place, place + 1))]
        # what stands between digits or emoji does not show it alone
        between = {"٬": ",", "٫": ".", "\u200d": "\u200d"}.get(raw, "")
        assert character in between + normalize(raw, profile)


@given(st.lists(texts, min_size=1, max_size=5), choices, st.data())
@settings(max_examples=300, deadline=None)
def test_many_spans_are_looked_up_as_one_is(
    column: list[str], profile: str | tuple[str, ...], data: st.DataObject
) -> None:
    views = align_all(column, profile)
    rows, starts, ends = [], [], []
    for _ in range(8):
        row = data.draw(st.integers(0, len(column) - 1))
        start = data.draw(st.integers(0, len(views.texts[row])))
        rows.append(row)
        starts.append(start)
        ends.append(data.draw(st.integers(start, len(views.texts[row]))))
    found = list(zip(*(side.tolist() for side in views.raw_spans(rows, starts, ends)), strict=True))
    assert found == [tuple(views[r].raw_span(s, e)) for r, s, e in zip(rows, starts, ends, strict=True)]
    view = views[rows[0]]
    of_one = [(s, e) for r, s, e in zip(rows, starts, ends, strict=True) if r == rows[0]]
    first, last = view.raw_spans([s for s, _ in of_one], [e for _, e in of_one])
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == [tuple(view.raw_span(*one)) for one in of_one]
    raws = [(0, len(column[r])) for r in rows]
    first, last = views.text_spans(rows, [s for s, _ in raws], [e for _, e in raws])
    wanted = [tuple(views[r].text_span(*one)) for r, one in zip(rows, raws, strict=True)]
    assert list(zip(first.tolist(), last.tolist(), strict=True)) == wanted
    first, last = view.text_spans([0], [len(view.raw)])
    assert (first[0], last[0]) == view.text_span(0, len(view.raw))


def test_a_span_out_of_the_text_or_a_row_out_of_the_column_is_refused() -> None:
    views = align_all(["قال", "أكّد"])
    with pytest.raises(IndexError, match=r"the range 0:9 does not lie within 0:3"):
        views.raw_spans([0], [0], [9])
    with pytest.raises(IndexError, match="there is no row 2; there are 2"):
        views.raw_spans([2], [0], [1])
    with pytest.raises(IndexError, match="there is no row 5"):
        views[5]
    with pytest.raises(ValueError, match="as many rows as starts"):
        views.text_spans([0], [0, 1], [1, 1])
    with pytest.raises(ValueError, match="as many starts as ends"):
        views[0].raw_spans([0, 1], [1])
    assert [view.text for view in views[::-1]] == ["اكد", "قال"]
    assert views[-1].text == "اكد"


@given(texts, choices)
@settings(max_examples=100, deadline=None)
def test_a_view_can_be_pickled_and_compared(text: str, profile: str | tuple[str, ...]) -> None:
    view = align(text, profile)
    again = pickle.loads(pickle.dumps(view))  # noqa: S301 - our own bytes
    assert again == view
    assert hash(again) == hash(view)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_canonically_equal_texts_become_the_same(text: str) -> None:
    for profile in ("reading", "matching"):
        assert normalize(unicodedata.normalize("NFD", text), profile) == normalize(text, profile)


@given(texts)
@settings(max_examples=300, deadline=None)
def test_a_composed_text_is_what_unicode_calls_composed(text: str) -> None:
    assert normalize(text, "compose") == unicodedata.normalize("NFC", text)


def test_an_empty_text_and_an_empty_column_stay_empty() -> None:
    assert normalize("") == align("").text == ""
    assert align("").raw_span(0, 0) == align("").text_span(0, 0) == (0, 0)
    assert normalize_all([]) == []
    assert len(align_all([])) == 0
    assert align_all([""])[0] == align("")
    assert align_all([]).raw_spans([], [], [])[0].tolist() == []


@pytest.mark.parametrize("text", ["\0", "\0\0أ\0", "\ud800", "\udfff\ud800", "\ufffe\uffff", "\ue000\ue000", "\ufdd0"])
def test_what_is_no_character_stays_where_it_is(text: str) -> None:
    assert normalize_all([text, "أ", text])[2] == normalize(text) == text.replace("أ", "ا")
    assert align(text).raw_span(0, len(text)) == (0, len(text))


@pytest.mark.parametrize(
    "unit",
    [
        "ا\u0654",
        "ا\u0653\u064e\u0651",
        "\u064b",
        "\u0651\u064e",
        "ل",
        "ت",
        "e\u0301",
        "ﻻ",
        "&amp;",
        "a@",
        "#",
        "\u200d",
        " ",
    ],
)
@pytest.mark.parametrize("profile", ["reading", "matching", EVERYTHING])
def test_a_long_text_of_one_thing_takes_time_in_proportion(unit: str, profile: str | tuple[str, ...]) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        align(text, profile)
        align_all([text], profile)
        return time.process_time() - start

    seconds(1000)
    # a quadratic way would take minutes, so the bound can be loose
    assert seconds(1 << 17) < 6


@pytest.mark.parametrize("marks", ["\u0654", "\u0653\u0654", "\u06d6\u0654", "\u0655\u0654"])
@pytest.mark.parametrize("letter", ["ا", "ے", "و"])
def test_marks_that_a_letter_takes_up_one_by_one_take_time_in_proportion(letter: str, marks: str) -> None:
    # ا with two U+0654 is أ with one, is ا with one, is أ, is ا
    steps = ("compose", "alef", "waw_hamza", "ya_hamza", "look_alikes")

    def seconds(size: int) -> float:
        text = letter + marks * (size // len(marks))
        start = time.process_time()
        assert align_all([text], steps).texts == [align(text, steps).text]
        return time.process_time() - start

    seconds(1000)
    assert seconds(1 << 17) < 6  # a quadratic way would take minutes
    if marks == "\u0654":
        assert normalize(letter + marks * 50, steps) == normalize(letter, steps)


def test_marks_out_of_order_are_one_place_of_the_map_in_a_column_too() -> None:
    raw = "قـش\u0651\u064eة ا\u0654ن"
    for view in (align(raw, "reading"), align_all(["أب", raw], "reading")[1]):
        assert view.text == "قش\u064e\u0651ة أن"
        assert view.raw_span(2, 3) == (3, 5), "either mark is somewhere in both"
        assert view.raw_span(6, 7) == (7, 9)
        assert view.text_span(8, 9) == (6, 7)
    first, last = align_all(["أب", raw], "reading").raw_spans([1, 1, 0], [2, 6, 0], [3, 7, 1])
    assert (first.tolist(), last.tolist()) == ([3, 7, 0], [5, 9, 1])


def test_threads_do_not_meet_in_the_buffers() -> None:
    column = [f"قالـت {number}  أكّد" * 50 for number in range(300)]
    wanted = [normalize(text) for text in column]
    wrong: list[int] = []

    def work() -> None:
        for _ in range(5):
            views = align_all(column)
            if views.texts != wanted or views[250] != align(column[250]):
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_chunk_boundary_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    column = ["أكّد  الخبر", "", " ", " ـ ", "😀ـ", "\ue000", "ﷺ", "\ud800", "قال"] * 20
    wanted = align_all(column, "search")
    for size in (1, 5, 30):
        monkeypatch.setattr(kernel, "_CHUNK", size)
        found = align_all(column, "search")
        assert found.texts == wanted.texts
        assert list(found) == list(wanted)


def test_a_text_longer_than_two_bytes_count_keeps_its_map() -> None:
    for raw in ("ab\u064b" * 30_000, "ab\u064b😀ﻻ" * 30_000, "\u064b" * 140_000 + "ل"):
        many = align_all(["قـال", raw, "قـال"])
        assert many[1] == align(raw)
        assert many[2] == align("قـال")
        assert align(raw).raw_span(len(many.texts[1]) - 1, len(many.texts[1])).end == len(raw)


def news(count: int) -> list[str]:
    if NEWS.is_file():
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for _, line in zip(range(count), lines, strict=False)]
    return [json.loads(line)["text"] for line in SAMPLE.read_text("utf-8").splitlines()]


def test_news_and_news_with_damage_is_folded_the_same_by_every_engine() -> None:
    chance = random.Random(3)
    column = news(150)
    column += ["".join(chance.choice(NASTY) if chance.random() < 0.02 else c for c in text) for text in column]
    for profile in PROFILES:
        views = align_all(column, profile)
        assert views.texts == [normalize(text, profile) for text in column]
        assert normalize_all(views.texts, profile) == views.texts
        for row in range(0, len(column), 25):
            assert views[row] == align(column[row], profile)


def test_the_map_costs_little() -> None:
    column = news(300)
    views = align_all(column)
    assert views.nbytes <= 0.1 * sum(map(len, column))


def test_a_mark_that_was_dropped_belongs_to_its_letter() -> None:
    view = align("قالَتْ هي")
    assert view.raw[slice(*view.raw_span(0, 4))] == "قالَتْ"
    assert view.raw[slice(*view.raw_span(3, 4))] == "تْ"
    assert view.text_span(3, 4) == (3, 3), "a mark alone is nowhere in the view"


def test_what_clings_is_no_letter() -> None:
    assert not set(ch.CLINGING) & set(ch.ARABIC_LETTERS)
