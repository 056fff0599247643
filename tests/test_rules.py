"""Every rule against its own examples and counterexamples, and the form of the rule files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from toolkit.attribution.explain import explain
from toolkit.attribution.extract import article_quotations, quotations
from toolkit.attribution.rules import Rule, RuleError, compile_rule, load_rules

if TYPE_CHECKING:
    from toolkit.attribution.records import Quotation

SETS = ("quotations", "nominal", "declined", "headlines", "captions", "lines", "bare")
RULES = [rule for name in SETS for rule in load_rules(name)]
EXAMPLES = [pytest.param(rule, e, id=f"{rule.id}/{i}") for rule in RULES for i, e in enumerate(rule.examples)]
COUNTER = [pytest.param(rule, e, id=f"{rule.id}/not-{i}") for rule in RULES for i, e in enumerate(rule.counterexamples)]


def found_in(raw: str, rule: Rule) -> list[Quotation]:
    """What is found in the text, or in the title where the rule is one of headlines."""
    return article_quotations(raw, None)[0] if rule.id == "headline" else quotations(raw)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_a_rule_finds_its_example(rule: Rule, example: dict[str, Any]) -> None:
    raw = example["text"]

    found = [q for q in found_in(raw, rule) if q.rule == rule.id]

    assert len(found) == 1, explain(raw, headline=rule.id == "headline")
    [q] = found
    assert example.get("cue") == (q.cue and q.cue.of(raw))
    assert example.get("source") == (q.source and q.source.of(raw))
    assert example.get("content", "") == " … ".join(span.of(raw) for span in q.contents)


@pytest.mark.parametrize(("rule", "example"), COUNTER)
def test_a_rule_passes_over_its_counterexample(rule: Rule, example: dict[str, Any]) -> None:
    found = {q.rule for q in found_in(example["text"], rule)}

    assert rule.id not in found, f"{example['why']}\n{explain(example['text'], headline=rule.id == 'headline')}"


def test_no_two_rules_share_an_id() -> None:
    ids = [rule.id for rule in RULES]

    assert sorted(set(ids)) == sorted(ids)


def test_every_rule_names_its_reference() -> None:
    assert not [rule.id for rule in RULES if not rule.reference]


def test_a_rule_without_evidence_is_refused() -> None:
    with pytest.raises(RuleError, match="at least one example and one counterexample"):
        compile_rule({"id": "bare", "pattern": "cue:VERB content:QUOTE"})


def test_an_unknown_class_is_refused_with_the_allowed_ones() -> None:
    row = {"id": "odd", "pattern": "cue:VERB PARROT content:QUOTE", "examples": [{}], "counterexamples": [{}]}

    with pytest.raises(RuleError, match=r"unknown class 'PARROT'; the classes are VERB, HAL"):
        compile_rule(row)
