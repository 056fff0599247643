"""Sources that are reported as not saying: refusing, not answering, not specifying, or only asked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.phrases import noun_phrase, source_between, subject_before
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.records import DeclinedAs

__all__ = ["DECLINED_AS", "declined_draft", "refusing_cue"]

DECLINED_AS: Mapping[str, DeclinedAs] = {
    "refusal": "refused",
    "no-answer": "no_response",
    "not-specified": "not_specified",
    "sought": "sought",
    "unreached": "no_response",
}
_NEGATIONS = frozenset({"لم", "ولم", "فلم", "ولما", "لما"})
_REACH = 9
"""How many tokens may stand between the verb and what is refused."""


@cache
def _forms() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in load_lexicon("refusals").rows:
        table.setdefault(row["kind"], set()).add(normalize(row["form"]))
    return {kind: frozenset(forms) for kind, forms in table.items()}


def _bare(key: str) -> str:
    return key[1:] if key[:1] in "وف" and len(key) > 3 else key


def refusing_cue(analysis: Analysis, layer: Layer, i: int) -> Cue | None:
    """The cue at token `i` of a source that may be declining; None where there is none."""
    word = analysis.words[i]
    key = _bare(word.key)
    if key in _forms()["unreached"]:
        return Cue("VERB", i, i + 1)
    if key in _forms()["refusing"] or key in _forms()["contacting"]:
        return Cue("VERB", i, i + 1, word.finite or word.hal)
    if (
        i > layer.first
        and analysis.words[i - 1].key in _NEGATIONS
        and (key in _forms()["unsaid_verb"] or key in _forms()["unanswered_verb"])
    ):
        return Cue("VERB", i, i + 1, word.finite)
    return None


def declined_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The non-answer that `cue` opens; None where it opens none."""
    if cue.name not in ("VERB", "HAL"):
        return None
    key = _bare(analysis.words[cue.first].key)
    forms = _forms()
    if key in forms["refusing"]:
        return _refusal(analysis, layer, cue)
    if key in forms["contacting"]:
        return _sought(analysis, layer, cue)
    if key in forms["unreached"]:
        return _unreached(analysis, layer, cue)
    if analysis.words[cue.first - 1].key not in _NEGATIONS:
        return None
    negated = Cue(cue.name, cue.first - 1, cue.last, cue.reading)
    if key in forms["unanswered_verb"]:
        found = _unanswered(analysis, layer, negated)
        if found is not None:
            return found
    if key in forms["unsaid_verb"]:
        return _unsaid(analysis, layer, negated)
    return None


def _rule(name: str) -> Rule:
    return next(rule for rule in load_rules("declined") if rule.id == name)


def _draft(analysis: Analysis, layer: Layer, cue: Cue, rule: str, end: int) -> Draft:
    draft = Draft(layer, cue, Match(_rule(rule), (cue.last, end), end, end))
    word = analysis.words[cue.first]
    participle = word.hal is not None and word.finite is None
    draft.source = source_between(analysis, layer, cue.last, end)
    if draft.source is None and not participle:
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)
    draft.kind, draft.complement = "declined", None
    return draft


def _ahead(analysis: Analysis, layer: Layer, cue: Cue, forms: frozenset[str]) -> int | None:
    """The first token behind the cue, within its clause, that is one of `forms`."""
    for i in range(cue.last, min(layer.end(cue.first), cue.last + _REACH)):
        if analysis.words[i].key in forms:
            return i
        if layer.cls(i) in "VHGC:Qv,K":
            return None
    return None


def _refusal(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    at = _ahead(analysis, layer, cue, _forms()["object"])
    if at is None:
        return analysis.refuse("no comment, answer or the like follows that could be refused") or None
    behind = range(at + 1, min(layer.last, at + 4))
    if any(analysis.words[i].key in _forms()["anonymity"] for i in behind):
        return analysis.refuse("a wish not to be named is no refusal to speak") or None
    end = at - 1 if analysis.words[at - 1].key == "عن" and at - 1 >= cue.last else at
    return _draft(analysis, layer, cue, "refusal", end)


def _unanswered(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    at = _ahead(analysis, layer, cue, _forms()["request"])
    if at is None:
        return analysis.refuse("no question or request follows that could stay unanswered") or None
    end = at
    for i in range(cue.last, at):
        if layer.cls(i) == "p":
            end = i
            break
    return _draft(analysis, layer, cue, "no-answer", end)


def _unsaid(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    at = _ahead(analysis, layer, cue, _forms()["unsaid_object"])
    if at is not None and layer.cls(at) == "C" and cue.reading is not None and cue.reading.verb.key == "qala":
        # لم يقل إن
        return analysis.refuse("what was not said is no refusal to say") or None
    if at is None:
        return analysis.refuse("nothing follows that could be left unspecified") or None
    return _draft(analysis, layer, cue, "not-specified", at)


def _unreached(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم يتسن الحصول على تعليق من فلان، تعذر الوصول إلى فلان للتعليق."""
    negated = analysis.words[cue.first - 1].key in _NEGATIONS
    end = min(layer.end(cue.first), cue.last + _REACH + 4)
    at = next((i for i in range(cue.last, end) if analysis.words[i].key in _forms()["reaching"]), None)
    comments = any(_bare(analysis.words[i].key) in ("تعليق", "رد", "للتعليق") for i in range(cue.last, end))
    if at is None or not comments or (negated == (_bare(analysis.words[cue.first].key)[:1] == "ت")):
        return analysis.refuse("nobody is named whom one could not reach for comment") or None
    for i in range(at + 1, end):
        source = None
        if analysis.words[i].key in ("من", "الي", "مع", "ب", "علي") and layer.cls(i) == "p":
            source = noun_phrase(analysis, layer, i + 1, _comment(analysis, i + 1, end))
        elif analysis.words[i].proclitics.endswith("ب"):
            source = noun_phrase(analysis, layer, i, _comment(analysis, i, end))
        if source is not None and analysis.words[source[0]].bare not in ("تعليق", "رد"):
            first = cue.first - negated
            draft = _draft(analysis, layer, Cue(cue.name, first, cue.last, cue.reading), "unreached", i)
            draft.source = source
            return draft
    return analysis.refuse("nobody is named whom one could not reach for comment") or None


def _comment(analysis: Analysis, first: int, end: int) -> int:
    """Where للتعليق stands; `end` where it does not."""
    return next((i for i in range(first, end) if analysis.words[i].key == "للتعليق"), end)


def _sought(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    at = _ahead(analysis, layer, cue, frozenset({"للتعليق", "لطلب"}))
    if at is None:
        return analysis.refuse("no request for comment follows") or None
    for i in range(cue.last, at):
        if analysis.words[i].key in ("مع", "ب"):
            draft = _draft(analysis, layer, cue, "sought", at)
            draft.source = source_between(analysis, layer, i + 1, at)
            return draft if draft.source else analysis.refuse("nobody is named who was asked") or None
    return analysis.refuse("nobody is named who was asked") or None
