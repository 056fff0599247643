"""Confidence: a probability, lower where the engine had to guess, and the file of its weights."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.attribution.confidence import confidence_of
from toolkit.attribution.extract import explained, quotations

WEIGHTS = files("toolkit.attribution").joinpath("ruleset", "confidence.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in WEIGHTS.splitlines()]
GROUPS = (
    "kind", "rule", "inner relation", "passed on", "flags", "flag", "form", "risk", "joined", "before the cue", "gap",
    "sure", "head", "behind the source", "from the cue", "speaker", "mentions", "label", "sector",
    "words of the content", "words in marks", "holds a cue", "commas", "begins with", "begins behind", "ends before",
    "followed by",
)  # fmt: skip
TEXT = (
    "قالت الطبيبة لمياء السوراني إن اللقاح آمن. وأضافت: «وصلت الشحنة».\n"
    "ونفى كريم الزيتاوي بيع اللوحة، مؤكدا أنها في المتحف. ورفضت الشركة التعليق.\n"
    "وأغلق الجسر، بحسب مهندسين محليين. وقال أن البحر هائج"
)


def confidence(text: str) -> float:
    return quotations(text)[-1].confidence


def test_the_table_has_two_columns_and_a_header() -> None:
    assert ROWS[0] == ["feature", "weight"]
    assert {len(row) for row in ROWS} == {2}


def test_no_feature_is_weighed_twice() -> None:
    features = [feature for feature, _ in ROWS[1:]]

    assert sorted(set(features)) == sorted(features)
    assert "bias" in features


def test_every_weight_is_a_finite_number_of_moderate_size() -> None:
    assert [row for row in ROWS[1:] if not abs(float(row[1])) < 10] == []


def test_every_feature_belongs_to_a_known_group() -> None:
    grouped = [feature for feature, _ in ROWS[1:] if "=" in feature]

    assert [feature for feature in grouped if feature.split("=")[0] not in GROUPS] == []


def test_confidence_is_a_probability_of_two_digits() -> None:
    found = [q.confidence for q in quotations(TEXT)]

    assert len(found) >= 6
    assert all(0.01 <= value <= 0.99 and value == round(value, 2) for value in found)


def test_every_relation_tells_the_features_behind_its_confidence() -> None:
    for quotation, features in explained(TEXT):
        assert features[0] == "bias"
        assert f"kind={quotation.kind}" in features
        assert {f"flag={flag}" for flag in quotation.flags} <= set(features)


@pytest.mark.parametrize(
    ("sure", "unsure"),
    [
        (
            "قال هاني الطوبجي إن الجسر سليم. وقال هاني الطوبجي إن العمل انتهى.",
            "قال هاني الطوبجي إن الجسر سليم. وأضافت أن العمل انتهى.",
        ),
        (
            "قال هاني الطوبجي إن الجسر سليم. وأضاف أن العمل انتهى.",
            "قال هاني الطوبجي إن الجسر سليم. وأضافت أن العمل انتهى.",
        ),
        ("وقال هاني الطوبجي إن الجسر سليم.", "وقال إن الجسر سليم."),
        ("وقال هاني الطوبجي: «الجسر سليم منذ بني».", "وقال هاني الطوبجي: «الجسر سليم منذ بني"),
        ("وقال هاني الطوبجي: «الجسر سليم منذ بني».", "قال سامي إن الجسر سليم. وقالت: «الجسر سليم منذ بني»."),
    ],
)
def test_a_guess_is_less_sure_than_what_stands_in_the_text(sure: str, unsure: str) -> None:
    assert confidence(sure) > confidence(unsure)


def test_an_unknown_feature_weighs_nothing() -> None:
    [(_, features), *_] = explained(TEXT)

    assert confidence_of((*features, "flag=never_seen")) == confidence_of(features)


@given(st.lists(st.sampled_from(TEXT.split()), max_size=30))
def test_confidence_stays_in_its_range_whatever_the_order_of_words(words: list[str]) -> None:
    assert all(0.01 <= q.confidence <= 0.99 for q in quotations(" ".join(words)))
