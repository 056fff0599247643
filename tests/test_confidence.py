"""Confidence: a probability, lower where the engine had to guess, and the file of its weights."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.attribution.confidence import confidence_of, features_of
from toolkit.attribution.cues import Cue
from toolkit.attribution.drafts import Draft
from toolkit.attribution.extract import explained, quotations
from toolkit.attribution.rules import Match, load_rules

WEIGHTS = files("toolkit.attribution").joinpath("ruleset", "confidence.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in WEIGHTS.splitlines()]
RULESETS = ("quotations", "nominal", "declined", "headlines", "captions")
RULES = [rule.id for name in RULESETS for rule in load_rules(name)]
GROUPS = (
    "rule", "source", "speaker", "mentions", "how", "kind", "verb", "risk", "gap", "flag",
    "words of the source", "words of the content", "ends before", "holds a cue",
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


def test_every_weight_is_a_finite_number_of_moderate_size() -> None:
    assert [row for row in ROWS[1:] if not abs(float(row[1])) < 10] == []


def test_there_is_a_bias() -> None:
    assert "bias" in [feature for feature, _ in ROWS]


def test_every_feature_belongs_to_a_known_group() -> None:
    grouped = [feature for feature, _ in ROWS[1:] if "=" in feature]

    assert [feature for feature in grouped if feature.split("=")[0] not in GROUPS] == []


def test_every_rule_that_is_weighed_exists() -> None:
    weighed = [feature.removeprefix("rule=").split("/")[0] for feature, _ in ROWS if feature.startswith("rule=")]

    assert [rule for rule in weighed if rule not in RULES] == []


def test_confidence_is_a_probability_of_two_digits() -> None:
    found = [q.confidence for q in quotations(TEXT)]

    assert len(found) >= 6
    assert all(0.01 <= value <= 0.99 and value == round(value, 2) for value in found)


def test_every_relation_tells_the_features_behind_its_confidence() -> None:
    for quotation, features in explained(TEXT):
        assert features[0] == "bias"
        assert f"rule={quotation.rule}" in features
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
    [rule] = load_rules("headlines")
    layer = next(iter(_layers()))
    draft = Draft(layer, Cue("NONE", 0, 0), Match(rule, (0, 0), 0, 0), (0, 1))
    odd = Draft(layer, Cue("NONE", 0, 0), Match(rule, (0, 0), 0, 0), (0, 1), flags=["never_seen"])

    assert "flag=never_seen" in features_of(odd, None)
    assert confidence_of(features_of(draft, None)) == confidence_of(features_of(odd, None))


def _layers() -> list:
    from toolkit.attribution.analysis import analyse

    return analyse("وقال").layers


@given(st.lists(st.sampled_from(TEXT.split()), max_size=30))
def test_confidence_stays_in_its_range_whatever_the_order_of_words(words: list[str]) -> None:
    assert all(0.01 <= q.confidence <= 0.99 for q in quotations(" ".join(words)))
