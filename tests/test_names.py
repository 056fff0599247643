"""Personal names: where they stand in a source, and which spellings are one name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.attribution.analysis import analyse
from toolkit.attribution.name_keys import name_key, name_keys
from toolkit.attribution.named import name_in
from toolkit.attribution.names import is_name_like, name_run
from toolkit.attribution.vocabulary import word

SAME = [
    ("غريغور ماتلان", "جريجور ماتلان"),
    ("بيغوم شاه", "بيجوم شاه"),
    ("ڤاليري ماتلان", "فاليري ماتلان"),
    ("پاولو ماتلان", "باولو ماتلان"),
    ("عبد الستار الوهدان", "عبدالستار الوهدان"),
    ("أسامة البرجاني", "اسامه البرجاني"),
    ("هانى الطوبجى", "هاني الطوبجي"),
    ("سارة الكشكي", "سارا الكشكي"),
    ("رؤى الكشكي", "روى الكشكي"),
    ("نائل الدرسوني", "نايل الدرسوني"),
    ("هاني الطوبجي", "هاني طوبجي"),
    ("هَانِي الطُّوبجي", "هاني الطوبجي"),
    ("هـاني الطوبجي", "هاني الطوبجي"),
    ("\u200fهاني\u00a0الطوبجي", "هاني الطوبجي"),
    ("«هاني الطوبجي»", "هاني الطوبجي"),
]
DIFFERENT = [
    ("هاني الطوبجي", "سامي الطوبجي"),
    ("عبد الستار الوهدان", "عبد الجبار الوهدان"),
    ("حسن الكشكي", "حسين الكشكي"),
    ("لمى السوراني", "لمياء السوراني"),
]
SOURCES = [
    ("هاني الطوبجي", "هاني الطوبجي"),
    ("المهندس هاني الطوبجي", "هاني الطوبجي"),
    ("وزيرة الري رجاء الكشكي", "رجاء الكشكي"),
    ("معالي الوزير الدكتور كريم الزيتاوي", "كريم الزيتاوي"),
    ("المتحدثة باسم وزارة الري رجاء الكشكي", "رجاء الكشكي"),
    ("رئيس اتحاد مزارعي الوادي عبد الستار الوهدان", "عبد الستار الوهدان"),
    ("الشيخ سالم بن راشد الوهدان", "سالم بن راشد الوهدان"),
    ("التاجر نائل أبو شومر", "نائل أبو شومر"),
    ("رجاء الكشكي، مديرة المستشفى", "رجاء الكشكي"),
    ("مدير الميناء، هاني الطوبجي", "هاني الطوبجي"),
    ("اللاعب حسان الوهدان", "حسان الوهدان"),
    ("الرسام غريغور ماتلان", "غريغور ماتلان"),
    ("د. لمياء السوراني", "لمياء السوراني"),
    ("الوزير", None),
    ("وزير الري", None),
    ("المتحدث باسم وزارة الري", None),
    ("مسؤولون محليون", None),
    ("مصدر أمني", None),
    ("مصدر مقرب من كريم الزيتاوي", None),
    ("تقرير لجنة المياه", None),
    ("شهود عيان", None),
    ("قناة الضفاف", None),
    ("وزارة التجارة", None),
    # a calling behind one given name is a surname where the name ends with it, or an office follows
    ("وزير المالية نبيل قسيس", "نبيل قسيس"),
    ("الشيخ هاني خطيب نائب رئيس الحركة", "هاني خطيب"),
    ("نجلاء حداد وكيلة وزارة الثقافة", "نجلاء حداد"),
    ("وزير الخارجية مولود جاويش أوغلو", "مولود جاويش أوغلو"),
    ("وزير الخارجية حسين أمير عبد الغفار", "حسين أمير عبد الغفار"),
    ("المهندس سامي معلمين", "سامي"),
    ("عدي شقيق منصور", "عدي"),
]


@pytest.mark.parametrize(("name", "other"), SAME)
def test_spellings_of_one_name_have_one_key(name: str, other: str) -> None:
    assert name_key(name) == name_key(other)


@pytest.mark.parametrize(("name", "other"), DIFFERENT)
def test_names_of_two_people_have_two_keys(name: str, other: str) -> None:
    assert name_key(name) != name_key(other)


@pytest.mark.parametrize(("source", "name"), SOURCES)
def test_the_name_is_found_within_its_titles(source: str, name: str | None) -> None:
    analysis = analyse(source)

    found = name_in(analysis, 0, len(analysis))

    assert name == (analysis.text(*found) if found else None)


def test_a_name_has_a_key_for_each_telling_word() -> None:
    assert len(name_keys("عبد الستار بن هاني الوهدان")) == 4


def test_punctuation_alone_has_no_key() -> None:
    assert name_keys(" «» ، . ") == ()


def test_a_run_stops_before_a_verb() -> None:
    analysis = analyse("هاني الطوبجي يبني جسرا")

    assert name_run(analysis, 0, len(analysis)) == 2


def test_a_run_stops_before_a_preposition() -> None:
    analysis = analyse("سالم بن راشد الوهدان في المدينة")

    assert name_run(analysis, 0, len(analysis)) == 4


def test_a_run_is_empty_where_no_name_begins() -> None:
    analysis = analyse("إلى المدينة القديمة")

    assert name_run(analysis, 0, len(analysis)) == 0


@pytest.mark.parametrize("form", ["هاني", "ماتلان", "بن", "شومر"])
def test_a_word_that_no_lexicon_knows_may_be_a_name(form: str) -> None:
    assert is_name_like(word(form))


@pytest.mark.parametrize("form", ["الوزارة", "إلى", "قرارا", "بيتهم", "وزير", "يبني", "بعض", "الأمس"])
def test_a_word_of_another_kind_is_no_name(form: str) -> None:
    assert not is_name_like(word(form))


NAMES = st.lists(st.sampled_from("هاني رجاء عبد الستار بن أبو الطوبجي غريغور ماتلان السوراني".split()), max_size=6)


@given(NAMES)
def test_a_key_has_as_many_words_as_the_name_has_keys(parts: list[str]) -> None:
    name = " ".join(parts)

    assert len(name_keys(name)) == len(name_key(name).split())


@given(NAMES, NAMES)
def test_keys_do_not_depend_on_what_follows(parts: list[str], more: list[str]) -> None:
    keys = name_keys(" ".join(parts))
    together = name_keys(" ".join([*parts, "ماتلان", *more]))

    assert keys == together[: len(keys)] or parts[-1:] == ["عبد"]
