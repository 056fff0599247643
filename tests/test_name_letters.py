"""Which words that no lexicon knows may be names, and what follows for who speaks."""

from __future__ import annotations

import pytest

from toolkit.attribution.extract import quotations
from toolkit.attribution.name_letters import is_ordinary, name_odds
from toolkit.attribution.names import is_name_like, may_be_name
from toolkit.attribution.vocabulary import word

NAMES = "ماكلافرتي برنشتاين شوارتزمان ديلافيغا هاليفاكسن كوروساوا بوستروم تشاندرا".split()
ORDINARY = "كنت ويجعلك سنتحدث فاستغربت لزملائه استطعنا وجعلتهم يتقاسمونها بمثابة".split()


@pytest.mark.parametrize("form", NAMES)
def test_what_is_spelled_like_a_name_may_be_one(form: str) -> None:
    assert is_name_like(word(form))


@pytest.mark.parametrize("form", ORDINARY)
def test_an_ordinary_word_is_no_name_although_no_lexicon_knows_it(form: str) -> None:
    assert not is_name_like(word(form))


def test_a_short_word_is_not_judged_by_its_letters() -> None:
    short = [key for key in ("ويه", "تيغ", "ليه") if may_be_name(word(key))]
    assert short
    assert not any(is_ordinary(key) for key in short)


def test_names_are_likelier_than_verbs() -> None:
    assert min(map(name_odds, ("ماكلافرتي", "برنشتاين"))) > max(map(name_odds, ("ويجعلك", "وجعلتهم")))


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("وصل الوزير سالم حداد أمس. وقال لابد أن نسرع.", None, "سالم حداد"),
        ("وصل الوزير سالم حداد أمس. وأضاف نطمح أن نفتح الطريق.", None, "سالم حداد"),
        ("وصل الوزير سالم حداد أمس. وقال لزملائه إن السد آمن.", None, "سالم حداد"),
        ("وقال أصدقاؤه إن الرجل بريء.", "أصدقاؤه", "أصدقاؤه"),
        ("وقال ماكلافرتي إن الطريق مغلق.", "ماكلافرتي", "ماكلافرتي"),
        ("وأعرب زامير لزملائه عن أمله في هدنة.", "زامير", "زامير"),
    ],
)
def test_who_speaks(text: str, source: str | None, speaker: str) -> None:
    found = quotations(text)[-1]
    assert (found.source.of(text) if found.source else None, found.speaker) == (source, speaker)


def test_a_surname_of_whom_the_article_names_in_full_stays_one() -> None:
    text = "وصل المدير سامي كنتش أمس. وقال كنتش إن الطريق مغلق."
    assert quotations(text)[-1].speaker == "سامي كنتش"
