"""Whole sentences and what is found in them: cases in the wild, what unread articles taught, negative ones, failures.

A case is a line of tests/cases/quotations.*.jsonl: a label, a text, perhaps a title, and the relations expected of the
title and then the text. Cue, source, speaker, contents, kind, via and parent are always compared (the last two are
absent where the case does not give them); any other attribute only where the case names it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.attribution.extract import article_quotations

CASES = Path(__file__).parent / "cases"
ALWAYS = ("cue", "source", "speaker", "contents", "kind", "via", "parent")


def cases(name: str) -> list[dict[str, Any]]:
    lines = (CASES / f"quotations.{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def named(name: str) -> list[Any]:
    return [pytest.param(case, id=case["label"]) for case in cases(name)]


def wanted(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [dict.fromkeys(ALWAYS) | relation for relation in case["expect"]]


def found(case: dict[str, Any]) -> list[dict[str, Any]]:
    """What is found in title and text, spans as their strings, each with the keys that its expectation has."""
    title, text = case.get("title"), case["text"]
    in_title, in_text = article_quotations(title, text)
    placed = [(q, title, 0) for q in in_title] + [(q, text, len(in_title)) for q in in_text]
    relations = []
    for i, (quotation, raw, shift) in enumerate(placed):
        keys = wanted(case)[i] if i < len(case["expect"]) else ALWAYS
        relations.append({key: printed(quotation, key, raw or "", shift) for key in keys})
    return relations


def printed(quotation: Any, key: str, raw: str, shift: int) -> Any:
    value = getattr(quotation, key)
    if key == "contents":
        return [span.of(raw) for span in value]
    if key in ("cue", "source"):
        return value.of(raw) if value else None
    if key == "parent":
        return value + shift if value is not None else None
    return value


@pytest.mark.parametrize("case", named("in-the-wild"))
def test_a_sentence_yields_its_relations(case: dict[str, Any]) -> None:
    assert wanted(case) == found(case)


@pytest.mark.parametrize("case", named("unread-articles"))
def test_what_articles_taught_that_nobody_had_read(case: dict[str, Any]) -> None:
    assert wanted(case) == found(case)


@pytest.mark.parametrize("case", named("negative"))
def test_a_sentence_without_attribution_yields_nothing(case: dict[str, Any]) -> None:
    assert wanted(case) == found(case) == []


@pytest.mark.xfail(raises=AssertionError, strict=True)
@pytest.mark.parametrize("case", named("known-failures"))
def test_a_known_failure_still_fails(case: dict[str, Any]) -> None:
    """When this says XPASS, move the case into one of the other files."""
    assert wanted(case) == found(case)


@pytest.mark.parametrize("name", ["in-the-wild", "unread-articles", "negative", "known-failures"])
def test_every_expected_string_is_printed_in_its_case(name: str) -> None:
    for case in cases(name):
        whole = f"{case.get('title', '')}\n{case['text']}"
        strings = [s for r in case["expect"] for s in (r["cue"], r["source"], *r["contents"]) if s is not None]

        assert [s for s in strings if s not in whole] == [], case["label"]


def test_no_two_cases_share_a_label() -> None:
    labels = [case["label"] for name in ("in-the-wild", "negative", "known-failures") for case in cases(name)]

    assert sorted(set(labels)) == sorted(labels)


def test_every_known_failure_says_why_it_is_one() -> None:
    assert [case["label"] for case in cases("known-failures") if not case.get("note")] == []
