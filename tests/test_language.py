"""Which language a text in Arabic letters is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.words.language import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("قالت الوزيرة إن القرار سيدخل حيز التنفيذ من يوم الأحد في كل المدن", "ar"),
        ("قَالَتِ الوَزِيرَةُ إنَّ القَرَارَ صَدَرَ", "ar"),
        ("قال المدير التنفيذي لشركة Blue Harbour Logistics إن المرفأ سيفتح في موعده", "ar"),
        ("خبر قصير https://example.org/a-very-long-address-in-latin-letters-that-does-not-count", "ar"),
        ("وزیر کشور گفت که این طرح از فردا برای همه شهرها اجرا می شود", "fa"),
        ("وزیر نے کہا کہ یہ منصوبہ کل سے شروع ہو گا اور اس میں سب شہر شامل ہیں", "ur"),
        ("هاد القرار ديال البلدية خرج البارح باش الناس يعرفو علاش تسد الجسر، وكاين بزاف ديال الناس غاضبين", "dialect"),
        ("إحنا مش عارفين ازاي الجسر اتقفل، وكل الناس عشان كده زعلانة", "dialect"),
        ("The minister said that the bridge would open.", "latin"),
        ("Министр сказал, что мост откроют.", "other"),
        ("2026 - 12:30 ...", None),
        ("", None),
    ],
)
def test_the_language_of_a_sentence(text: str, code: str | None) -> None:
    assert language_of(text).code == code


def test_one_quoted_word_of_dialect_makes_no_dialect() -> None:
    text = "قال أحد السكان إنه «مش فاهم» لماذا أغلق الجسر في هذا الوقت من السنة، وأضاف أن الجيران لا يعرفون السبب"
    assert language_of(text).code == "ar"


def test_a_long_text_without_a_small_word_we_know_is_unknown() -> None:
    assert language_of("مەكتەپ شەھەر كىتاب " * 10).code == "unknown"


@given(st.text())
def test_any_text_has_an_answer_and_a_share(text: str) -> None:
    found = language_of(text)
    assert found.arabic_letters is None or 0 <= found.arabic_letters <= 1
    assert (found.code is None) == (found.arabic_letters is None)
