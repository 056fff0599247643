"""Few words in marks: whose they are, as grammar and the rest of the article tell."""

from __future__ import annotations

import pytest

from toolkit.attribution.extract import quotations
from toolkit.attribution.fragments import features_of_fragments, is_fragment
from toolkit.attribution.marks import Block

OWN = [
    "قال الوزير إن الخطة «غير واقعية».",
    "قال المدرب إن فريقه خاض مباراة «صعبة للغاية» أمس.",
    "وحذر الخبير من «كارثة بيئية» في البحيرة.",
    "قال الوزير إن بلاده لن تقبل «الإملاءات الخارجية».",
    "وقال الشاهد إن السائق كان «مرتبكا».",
]
NAMES = [
    "قالت الشركة إنها اشترت مصنع «النورس» في الشمال.",
    "وقال الخبير إن تطبيق «Sahel Maps» توقف.",
    "وقال الناطق إن فيلم «ليالي البحر» عرض أمس.",
    "وقال الوزير إن قوات «الفجر الجديد» دخلت المدينة.",
]


@pytest.mark.parametrize("text", OWN)
def test_the_speakers_own_words_make_it_mixed(text: str) -> None:
    assert [found.kind for found in quotations(text)] == ["mixed"]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_in_marks_does_not(text: str) -> None:
    assert [found.kind for found in quotations(text)] == ["indirect"]


def test_what_the_article_always_prints_in_marks_is_nobodys_own() -> None:
    alone = "وقال الوزير إن بلاده لن تقبل «الشرعية الثورية» أبدا."
    again = " وظهرت «الشرعية الثورية» قبل عام. وتمتد «الشرعية الثورية» إلى الشمال. وأعلنت «الشرعية الثورية» عطلة."
    assert quotations(alone)[0].kind == "mixed"
    assert quotations(alone + again)[0].kind == "indirect"


def test_there_is_nothing_to_tell_of_long_open_or_empty_marks() -> None:
    words: list[object] = []
    blocks = [Block(3, 40, closed=True, depth=0), Block(3, 5, closed=False, depth=0), Block(3, 4, closed=True, depth=0)]
    assert list(features_of_fragments(blocks, words, [])) == []  # type: ignore[arg-type]


def test_what_no_weight_is_known_of_is_decided_by_the_bias() -> None:
    assert is_fragment(["bias"]) == is_fragment(["bias", "before:something new"])
