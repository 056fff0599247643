"""Every reporting verb in a plain sentence of its own: a line of the lexicon, and its forms, are enough to be found.

The sentence is made from the line: what the verb takes, its object and its prepositions. Verbs of high risk report in
certain surroundings only, and are tested by sentences of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from toolkit.attribution.explain import explain
from toolkit.lexicons import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OBJECTS = {"none": "", "addressee": " النواب", "target": " القرار", "asked": ""}
CONTENTS = {"clause": "أن السد قديم.", "nominal": "وقف العمل.", "quote": "«السد قديم منذ سنوات»."}
AMBIGUOUS = {("naata", "nominal"): "ونعت is also a feminine of نعى"}


def perfects() -> dict[str, str]:
    """The form of each verb behind و: third person masculine singular."""
    return {row["key"]: row["form"] for row in load_lexicon("reporting_forms").rows if row["slot"] == "pf.3ms"}


def sentences(verb: Mapping[str, str], form: str, take: str) -> Iterator[str]:
    """A minister says that a dam is old, with each preposition that the verb may have, and without."""
    if take == "quote":
        yield f"و{form} الوزير سالم حداد: {CONTENTS[take]}"
        return
    for particle in ("", *verb["particles"].replace("(", "").replace(")", "").split()):
        joint = particle if particle in ("", "ب", "ل") else f"{particle} "
        yield f"و{form} الوزير سالم حداد{OBJECTS[verb['object']]} {joint}{CONTENTS[take]}"


def cases() -> Iterator[Any]:
    forms = perfects()
    for verb in load_lexicon("reporting_verbs").rows:
        for take in filter(None, verb["takes"].split(",")):
            if verb["risk"] != "high" and verb["key"] in forms:
                known = AMBIGUOUS.get((verb["key"], take))
                marks = [pytest.mark.xfail(strict=True, reason=known)] if known else []
                yield pytest.param(verb, forms[verb["key"]], take, id=f"{verb['key']}/{take}", marks=marks)


@pytest.mark.parametrize(("verb", "form", "take"), [*cases()])
def test_a_verb_is_found_in_a_plain_sentence(verb: Mapping[str, str], form: str, take: str) -> None:
    explanations = [explain(raw) for raw in sentences(verb, form, take)]

    found = {quotation.verb for explanation in explanations for quotation in explanation.quotations}

    assert verb["lemma"] in found, "\n\n".join(map(str, explanations))
