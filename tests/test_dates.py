"""Dates of Arabic news, and what only looks like one."""

from __future__ import annotations

import json
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hijridate import Gregorian
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.lexicons import load_lexicon
from toolkit.words.date_tokens import LONGEST
from toolkit.words.dates import day_and_order, parse_date

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("cases").joinpath("dates.jsonl").read_text("utf-8").splitlines()
]
WEEKDAYS = "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split()
ROWS = load_lexicon("months").rows
GREGORIAN = [row for row in ROWS if row["calendar"] == "gregorian"]
HIJRI = [row for row in ROWS if row["calendar"] == "hijri"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['why']}: {case['text'][:30]}")
def test_a_case_gives_its_day_or_none(case: dict[str, Any]) -> None:
    reference = datetime.fromisoformat(case["reference"]) if "reference" in case else None
    if reference and "T" not in case["reference"]:
        reference = reference.date()

    found = parse_date(case["text"], reference=reference)

    assert (found and found.isoformat()) == case["expected"]


def test_half_of_the_cases_are_traps() -> None:
    assert len(CASES) >= 200
    assert sum(case["expected"] is None for case in CASES) * 5 >= len(CASES) * 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['region']} {row['form']}")
def test_every_name_of_a_month_is_read_in_any_spelling_of_hamza_and_ta_marbuta(row: dict[str, str]) -> None:
    year = 2023 if row["calendar"] == "gregorian" else 1445
    expected = parse_date(f"5/{row['month']}/{year}")
    bare = row["form"].translate(str.maketrans("أإآةى", "اااهي"))

    assert expected is not None
    assert {parse_date(f"5 {form} {year}") for form in (row["form"], bare)} == {expected}


def test_every_gregorian_month_has_a_name_in_every_region() -> None:
    for region in ("general", "levant", "algeria_tunisia", "morocco", "english", "french"):
        assert {row["month"] for row in GREGORIAN if row["region"] == region} == {
            f"{month:02d}" for month in range(1, 13)
        }
    assert len({row["month"] for row in HIJRI}) == 12


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(GREGORIAN), st.sampled_from("٠۰0"))
def test_a_day_is_the_same_however_it_is_written(day: date, row: dict[str, str], zero: str) -> None:
    digits = str.maketrans("0123456789", "".join(chr(ord(zero) + number) for number in range(10)))
    regional = [own["form"] for own in GREGORIAN if int(own["month"]) == day.month and own["region"] == row["region"]]
    name = regional[0] if regional else next(own["form"] for own in GREGORIAN if int(own["month"]) == day.month)
    written = [
        f"{day.day} {name} {day.year}",
        f"{WEEKDAYS[day.weekday()]}، {day.day:02d} {name} {day.year} - 14:30",
        f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%Y/%m/%d}",
        f"{day:%Y%m%d}",
        day.isoformat(),
    ]

    assert {parse_date(text.translate(digits)) for text in written} == {day}


@given(st.dates(date(1930, 1, 1), date(2070, 12, 31)))
def test_a_hijri_day_leads_back_to_its_gregorian_day(day: date) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    name = next(row["form"] for row in HIJRI if int(row["month"]) == hijri.month)

    assert parse_date(f"{hijri.day} {name} {hijri.year}") == day
    assert parse_date(f"{hijri.day}/{hijri.month}/{hijri.year} هـ الموافق {day.isoformat()}") == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 6))
def test_a_weekday_that_contradicts_the_date_leaves_no_day(day: date, away: int) -> None:
    weekday = WEEKDAYS[(day.weekday() + away) % 7]

    assert parse_date(f"{weekday} {day.isoformat()}") is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 10**9))
def test_a_number_too_many_leaves_no_day(day: date, number: int) -> None:
    assert parse_date(f"{day.isoformat()} {number}") is None or str(number) == f"{day:%Y%m%d}"


@given(st.text(alphabet=st.sampled_from("0123456789٠١٢٣/-.:، ,()\nمسبتمبرأيلوهـصفطTZ+|قبلأ"), max_size=30))
def test_whatever_is_given_there_is_a_day_of_news_or_none(text: str) -> None:
    found = parse_date(text, reference=date(2024, 1, 1))

    assert found is None or 1582 < found.year < 2102
    assert parse_date(text, day_first=None) in {None, parse_date(text)}


PARTS = [
    *(row["form"] for name in ("months", "date_words") for row in load_lexicon(name).rows),
    *"0 1 5 12 31 45 366 1445 2023 20230905 / - : . ، ( ) \n T Z h كلمة".split(" "),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PARTS), max_size=9), st.one_of(st.dates(), st.datetimes()))
def test_any_words_of_dates_in_any_order_give_a_day_or_none(parts: list[str], reference: date) -> None:
    found = parse_date(" ".join(parts), reference=reference)

    assert found is None or type(found) is date


@given(st.one_of(st.none(), st.integers(), st.floats(), st.binary(), st.text()))
def test_what_is_no_text_or_any_text_raises_nothing(value: object) -> None:
    assert isinstance(parse_date(value), date | None)


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)), st.integers(2, 300))
def test_what_is_relative_moves_with_its_reference(reference: date, number: int) -> None:
    assert parse_date(f"قبل {number} يوما", reference=reference) == (
        reference - timedelta(number) if number < 100 else None
    )
    assert parse_date("أمس", reference=reference) == reference - timedelta(1)
    assert parse_date("أمس") is None


def test_a_time_of_reference_without_a_value_is_none() -> None:
    import pandas as pd

    assert parse_date("أمس", reference=pd.NaT) is None
    assert parse_date("أمس", reference=pd.Timestamp("2024-03-01")) == date(2024, 2, 29)


def test_a_reference_that_is_no_date_is_refused() -> None:
    with pytest.raises(TypeError, match=r"reference is a datetime\.date or datetime, got '2024-01-01' \(str\)"):
        parse_date("أمس", reference="2024-01-01")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("05/09/2023", True, date(2023, 9, 5)),
        ("05/09/2023", False, date(2023, 5, 9)),
        ("05/09/2023", None, None),
        ("09/09/2023", None, date(2023, 9, 9)),
        ("25/09/2023", None, date(2023, 9, 25)),
        ("25/09/2023", False, date(2023, 9, 25)),
        ("الثلاثاء 04/07/2023", None, date(2023, 7, 4)),
        ("5 سبتمبر 2023", None, date(2023, 9, 5)),
    ],
)
def test_numbers_are_read_in_the_order_that_is_asked_for(text: str, day_first: Any, expected: date | None) -> None:
    assert parse_date(text, day_first=day_first) == expected


def test_the_order_of_numbers_is_told_where_one_order_alone_is_possible() -> None:
    texts = ["31/12/2023 - 10:30", "12/31/2023", "1/2/2023", "2/2/2023", "2023-02-01", "سعر", "31/31/2023", ""]

    assert [day_and_order(text)[1] for text in texts] == ["day", "month", "either", None, None, None, None, None]


def test_long_texts_are_refused_at_once_and_short_ones_read_in_a_moment() -> None:
    start = time.perf_counter()
    for text in (
        "5 سبتمبر 2023 " * 10**6,
        "(" * LONGEST,
        "m/" * 99,
        "5 5 5 " * 33,
        "شهر " * 50,
        "1/" * 100,
        "سبتمبر/" * 28,
    ):
        parse_date(text)

    assert time.perf_counter() - start < 2
