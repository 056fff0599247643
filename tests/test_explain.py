"""An explanation: the same relations as `quotations`, every possible cue once, and why not, in words.

The cases say, for a text of ours, a word or mark in it, what became of it, and words that the reason must hold.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit import show
from toolkit.articles.datasets import load_dataset
from toolkit.attribution.analysis import analyse
from toolkit.attribution.classes import CLASSES
from toolkit.attribution.explain import article_explanations, explain
from toolkit.attribution.explained_text import explained_record
from toolkit.attribution.extract import article_quotations, quotations
from toolkit.attribution.rules import load_rules, reach
from toolkit.text import characters as ch
from toolkit.text.segment import tokenize
from toolkit.words.glued import glued_cues

if TYPE_CHECKING:
    from toolkit.attribution.explanations import Explanation, Place

CASES = Path(__file__).parent / "cases"
SENTENCES = [
    json.loads(line)["text"]
    for path in sorted(CASES.glob("quotations.*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
EXAMPLES = [
    example["text"]
    for name in ("quotations", "nominal", "declined", "captions")
    for rule in load_rules(name)
    for example in (*rule.examples, *rule.counterexamples)
]
PIECES = [
    *ch.QUOTATION_MARKS, *"،؛:.!؟()[]-…\n ", "\x00",
    " أن ", " قال ", " وأضافت ", "مؤكدا", "قوله", " بحسب ", "وفقا", "رفض ",
]  # fmt: skip
MIXED = st.lists(st.sampled_from([*PIECES, *SENTENCES[:80], *"ابتثقوالعدي "]), max_size=40).map("".join)
slow = settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow], deadline=None)

WHY = {
    "a law is no source": ("نفذ المشروع وفقا للقانون.", "وفقا", "none", "source test"),
    "nothing behind a marker": ("ارتفعت الأسعار حسب.", "حسب", "none", "no source behind the marker"),
    "no content": (
        "وقالت سلمى نصار.",
        "وقالت",
        "none",
        "no pattern fits: QUOTE or COMP or COLON is expected, but STOP",
    ),
    "a background formula": ("يذكر أن السد قديم.", "يذكر", "none", "background formula"),
    "a future": ("وسيعلن الوزير أن السد آمن.", "وسيعلن", "none", "future"),
    "an imagined saying": ("إذا قال الوزير إن السد آمن.", "قال", "none", "imagined"),
    "a negated verb": ("لم تعلن الوزيرة أن السد آمن.", "تعلن", "none", "negated"),
    "a first person": ("وأقول إن السد آمن.", "وأقول", "none", "first person"),
    "a noun of the same letters": ("زار الوفد مدينة قال القديمة أمس.", "قال", "none", "no pattern fits"),
    "a two-part cue": ("وأردف سامي نصار قائلا: «العمل مستمر في الموقع».", "قائلا", "part", "relation 0"),
    "a nested cue": ("قالت سلمى نصار إن الشركة أعلنت أن السد آمن.", "أعلنت", "relation", "content of relation 0"),
    "a verbal noun alone": ("كان القول الفصل عنده.", "القول", "none", "without the pronoun of a speaker"),
    "a participle as adjective": ("حراسة مشددة على السد.", "مشددة", "none", "adjective"),
    "a wish not to be named": ("وقال مسؤول طلب عدم كشف هويته إن السد آمن.", "كشف", "none", "not to be named"),
    "a scare quote": ("وصف ما جرى في المدينة «فوضى» أمس.", "«فوضى»", "none", "name, a title or a scare quote"),
    "a title": ("قرأ الحضور كتاب «السد والقرية والناس في بلادنا» أمس.", "«السد", "none", "announces a title"),
    "a name of a body": ("زار رئيس «شركة السدود في الشمال» القرية.", "«شركة", "none", "name of a body"),
    "speech that nobody claims": (
        "على الجدار عبارة طويلة «لن نترك القرية أبدا» منذ أمس.",
        "«لن",
        "none",
        "no cue claims it",
    ),
    "a stray mark": ("وصل الوفد» إلى القرية.", "»", "none", "stray"),
    "quotation marks of a relation": ("قالت نصار: «السد آمن».", "«السد", "part", "content of relation 0"),
    "a colon of a relation": ("قالت نصار: «السد آمن».", ":", "part", "opens the content of relation 0"),
    "a colon without a cue": ("الترتيب: الأول ثم الثاني.", ":", "none", "no cue before it"),
    "a refusal of something else": ("رفض الجمهور المغادرة.", "رفض", "none", "could be refused"),
}


@pytest.mark.parametrize(("raw", "word", "outcome", "why"), WHY.values(), ids=WHY)
def test_a_place_says_what_became_of_it(raw: str, word: str, outcome: str, why: str) -> None:
    [place] = [place for place in explain(raw).places if place.span.of(raw).split()[0].strip("».") == word.strip("».")]

    assert place.outcome == outcome
    assert why in "; ".join(place.why)


def test_a_word_says_what_it_was_analysed_as() -> None:
    [form] = explain("وأضافت أن السد قديم.").places[0].forms

    assert (form.lemma, form.inflection, form.before) == ("أضاف", "perfect, 3rd person feminine singular", "و")
    assert (form.verb_class, form.stance) == ("add", "neutral")


def test_a_miss_says_how_far_each_pattern_got_and_where_it_stopped() -> None:
    raw = "وقالت سلمى نصار: السد آمن."
    [place] = [place for place in explain(raw).places if place.outcome == "relation"]
    results = {trial.rule: trial for trial in place.trials}

    assert results["verb-colon-speech"].result == "made"
    assert results["verb-colon-quote"].why == "QUOTE is expected, but WORD stands there"
    assert results["verb-colon-quote"].stopped.of(raw) == "السد"
    assert results["verb-question"].result == "wrong verb"


SPEAKERS = {
    "in full": ("قالت سلمى نصار إن السد آمن.", 0, "a name, in the fullest form", None),
    "a surname": (
        "قالت الوزيرة سلمى نصار إن السد آمن. وقالت نصار إن القرى بخير.",
        1,
        "a name: one that spoke before",
        0,
    ),
    "elided": ("قالت الوزيرة سلمى نصار إن السد آمن. وأضافت أن القرى بخير.", 1, "elided: the last speaker", 0),
    "a pronoun": ("قالت الوزيرة سلمى نصار إن السد آمن. وختمت بقولها إن القرى بخير.", 1, "elided", 0),
    "nobody": ("قيل إن السد آمن.", 0, "a passive without an agent", None),
    "nobody yet": ("وأضاف أن السد آمن.", 0, "nobody has spoken", None),
    "a title alone": ("قال الوزير سالم حداد إن السد آمن. وقال الوزير إن القرى بخير.", 1, "a short form", 0),
}


@pytest.mark.parametrize(("raw", "k", "how", "earlier"), SPEAKERS.values(), ids=SPEAKERS)
def test_a_relation_says_how_its_speaker_was_found(raw: str, k: int, how: str, earlier: int | None) -> None:
    linking = explain(raw).linkings[k]

    assert how in linking.how
    assert linking.earlier == earlier


def check(raw: str, explanation: Explanation) -> None:
    """What holds for every explanation."""
    assert list(explanation.quotations) == quotations(raw)
    assert len(explanation.linkings) == len(explanation.quotations)
    made = Counter(place.relation for place in explanation.places if place.outcome == "relation")
    assert made == Counter(range(len(explanation.quotations)))
    assert all(place.why for place in explanation.places)
    starts = [place.span.start for place in explanation.places]
    assert sorted(set(starts)) == starts
    assert possible_cues(raw) <= set(starts)
    check_marks(raw, explanation.places)
    for place in explanation.places:
        check_trials(explanation, place)


def possible_cues(raw: str) -> set[int]:
    """Where forms of reporting verbs and colons stand, as the lexicons alone know."""
    tokens = tokenize(raw, cuts=glued_cues(raw))
    words = analyse(raw).words[: len(tokens.texts)]
    return {
        start
        for start, text, word in zip(tokens.starts, tokens.texts, words, strict=True)
        if word.finite or word.hal or word.noun or text == ":"
    }


def check_marks(raw: str, places: tuple[Place, ...]) -> None:
    """Every guillemet opens or closes one pair, or stands alone; none stands in two."""
    ends: Counter[int] = Counter()
    for place in places:
        if place.kind == "marks":
            ends.update({place.span.start, place.span.end - 1})
    for match in re.finditer("[«»“”]", raw):
        assert ends[match.start()] == 1


def check_trials(explanation: Explanation, place: Place) -> None:
    """A relation has the rule that made it, and nothing else has one."""
    made = [trial.rule for trial in place.trials if trial.result == "made"]
    if place.outcome == "relation" and place.kind not in ("colon", "marks"):
        assert place.relation is not None
        assert made == [explanation.quotations[place.relation].rule]
    else:
        assert made == []


@pytest.mark.parametrize("raw", [*SENTENCES, *EXAMPLES])
def test_it_agrees_with_quotations_and_leaves_out_no_possible_cue(raw: str) -> None:
    check(raw, explain(raw))


def test_it_agrees_with_quotations_on_the_sample_coverage() -> None:
    for raw in load_dataset("sample")["text"]:
        check(raw, explain(raw))


@slow
@given(MIXED)
def test_it_agrees_with_quotations_on_broken_text(raw: str) -> None:
    check(raw, explain(raw))


def test_an_article_has_its_speakers_linked_across_title_and_text() -> None:
    title, text = "الوزيرة سلمى نصار: السد آمن", "وأضافت نصار أن القرى بخير."

    explanations = article_explanations(title, text)

    assert tuple(list(explanation.quotations) for explanation in explanations) == article_quotations(title, text)
    assert explanations[1].quotations[0].speaker == "سلمى نصار"


def test_a_headline_is_read_as_a_title() -> None:
    raw = "الوزير سالم حداد: السد آمن"
    explanation = explain(raw, headline=True)

    assert list(explanation.quotations) == article_quotations(raw, None)[0]
    assert [place.kind for place in explanation.places if place.outcome == "relation"] == ["colon"]
    assert explain(raw).quotations == ()


PATTERNS = [rule for rule in load_rules() if rule.cue in ("VERB", "HAL", "NOUN", "MARKER", "ASMARKER")]
LETTERS = st.text("".join(CLASSES.values()), max_size=60)


@settings(max_examples=300, derandomize=True)
@given(LETTERS, LETTERS, st.sampled_from(PATTERNS))
def test_a_pattern_reaches_its_end_exactly_where_it_matches(before: str, behind: str, rule: Any) -> None:
    classes = f"{before}V{behind}"
    around = (classes, classes[::-1], len(before), len(before) + 1)

    assert (reach(rule, *around).expected == "") == (rule.match(*around) is not None)


def test_nothing_listens_in_normal_work() -> None:
    assert analyse("قالت سلمى نصار إن السد آمن.").trace is None


HOSTILE = "قالت سلمى نصار: «السد\x1b[2J آمن\u202e \u2028نعم\x00»."


def test_nothing_in_the_text_steers_the_terminal() -> None:
    printed = str(explain(HOSTILE))

    assert r"\x1b[2J" in printed
    assert set("\x1b\u202e\u2028\x00").isdisjoint(printed)


def test_a_line_has_english_first_and_one_stretch_of_the_text_at_its_end() -> None:
    for line in str(explain("قالت الوزيرة سلمى نصار: «السد آمن». وأضافت أنه قديم، مؤكدة أن القرى بخير.")).splitlines():
        assert re.fullmatch(r"(?:[ -~]+|[ -~]*[^a-zA-Z]*)", line)


def test_json_holds_the_whole_explanation() -> None:
    explanation = explain("قالت سلمى نصار: «السد آمن».")
    record = json.loads(json.dumps(explained_record(explanation)))

    assert record["places"][0]["span"] == [0, 4]
    assert record["places"][0]["trials"][0]["rule"] == "verb-colon-quote"
    assert record["quotations"][0]["contents"] == [list(explanation.quotations[0].contents[0])]
    assert record["linkings"][0]["features"][0] == "bias"


def test_a_notebook_shows_it_from_right_to_left() -> None:
    html = show(explain("قالت سلمى نصار: «<b>السد</b> آمن»."))._repr_mimebundle_()["text/html"]

    assert 'dir="rtl"' in html
    assert "<b>" not in html
    assert "verb-colon-quote" in html
