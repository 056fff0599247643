"""Sources that are reported as not saying: refusing, not answering, not specifying, or only asked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.ahead import subject_before
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Tag, describes
from toolkit.attribution.refusing import REFRAINS, draft_of, find_ahead, forms, is_somebody, stem
from toolkit.attribution.unreached import sought, unissued, unobtained, unreached
from toolkit.attribution.unspecified import (
    WITHOUT,
    unannounced,
    unmentioned,
    unnamed,
    unsaid,
    untold,
    without_saying,
)
from toolkit.attribution.verb_cues import IMAGINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.records import DeclinedAs

__all__ = ["AFFIRMED", "DECLINED_AS", "NEGATED", "declined_draft", "refusing_cue"]

DECLINED_AS: Mapping[str, DeclinedAs] = {
    "refusal": "refused",
    "no-answer": "no_response",
    "not-specified": "not_specified",
    "sought": "sought",
    "unreached": "no_response",
    "no-comment": "no_response",
    "unissued": "no_response",
}
_ANY = frozenset({"اي", "ايه"})
_NOT_TO = frozenset({"عدم", "بعدم"})
_ON, _ABOUT = frozenset({"علي"}), frozenset("علي حول عن بشان ازاء حيال".split())
_BEFORE_OBJECT = frozenset({"عن", "علي", "في", "من"})


def refusing_cue(analysis: Analysis, layer: Layer, i: int) -> Cue | None:
    """The cue at token `i` of a source that may be declining; None where there is none."""
    word = analysis.words[i]
    key = stem(word.key)
    if i > layer.first and analysis.words[i - 1].key in IMAGINED:
        return None  # إذا رفضت
    if key in _openings(negated=False):
        return Cue("VERB", i, i + 1, word.finite or word.hal)
    if key in forms("unsaid_noun") and (without := _without(analysis, layer, i)) < i:
        return Cue("NOUN", without, i + 1)
    if key in _openings(negated=True) and _negation(analysis, layer, i) < i:
        return Cue("VERB", i, i + 1, word.finite)
    return None


@cache
def _openings(*, negated: bool) -> frozenset[str]:
    """The forms with which a non-answer begins, by themselves or behind a negation."""
    return frozenset().union(*(forms(kind) for kind in (NEGATED if negated else AFFIRMED)))


def _without(analysis: Analysis, layer: Layer, i: int) -> int:
    """The «without» before the noun at token `i`: دون توضيح, دون أي توضيح; `i` where there is none."""
    at = i - 1 - (i - 1 > layer.first and analysis.words[i - 1].key in _ANY)
    return at if at >= layer.first and analysis.words[at].key in WITHOUT else i


def _negation(analysis: Analysis, layer: Layer, i: int) -> int:
    """The first token of the negation of the verb at token `i`, which is «without» as well; `i` where there is none."""
    words, first = analysis.words, layer.first
    if i > first and words[i - 1].key in REFRAINS:
        return i - 1
    if i - 1 > first and words[i - 1].key == "ان" and words[i - 2].key in WITHOUT:
        return i - 3 if i - 2 > first and words[i - 3].key in ("من", "ومن") else i - 2
    return i


def declined_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The non-answer that `cue` opens; None where it opens none."""
    if cue.name == "NOUN" and cue.reading is None:
        return without_saying(analysis, layer, cue)
    if cue.name not in ("VERB", "HAL"):
        return None
    key = stem(analysis.words[cue.first].key)
    for kind, find in AFFIRMED.items():
        found = find(analysis, layer, cue) if key in forms(kind) else None
        if found is not None:
            return found
    negation = _negation(analysis, layer, cue.first)
    if negation == cue.first:
        return None
    negated = Cue(cue.name, negation, cue.last, cue.reading)
    for kind, find in NEGATED.items():
        found = find(analysis, layer, negated) if key in forms(kind) else None
        if found is not None:
            return found
    return None


def _refusal(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """رفضت الوزارة التعليق, امتنعت عن التعليق, اعتذرت عن عدم التعليق."""
    at = find_ahead(analysis, layer, cue, forms("object"))
    if at is None:
        return analysis.refuse("no comment, answer or the like follows that could be refused") or None
    behind = range(at + 1, min(layer.last, at + 4))
    if not _is_speech(analysis, at, behind):
        return analysis.refuse("what is refused is no answer") or None
    if any(analysis.words[i].key in forms("anonymity") and not _of_others(analysis, i) for i in behind):
        return analysis.refuse("a wish not to be named is no refusal to speak") or None
    end = at
    while end - 1 >= cue.last and analysis.words[end - 1].key in _NOT_TO | _BEFORE_OBJECT:
        end -= 1
    return draft_of(analysis, layer, cue, "refusal", end)


def _sparing(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """فضل الوزير عدم التعليق, اكتفت الشركة بعدم الرد: it is what they chose not to do that counts."""
    at = find_ahead(analysis, layer, cue, _NOT_TO)
    if at is None or at + 1 >= layer.last or analysis.words[at + 1].key not in forms("object"):
        return analysis.refuse("what somebody chose not to do is no answer") or None
    return _refusal(analysis, layer, cue)


def _silence(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """تكتم الوزير على الأمر: a verb that is a refusal to speak by itself, and names what about."""
    at = find_ahead(analysis, layer, cue, _ABOUT)
    if at is None:
        return analysis.refuse("nothing follows about which somebody keeps silent") or None
    return draft_of(analysis, layer, cue, "refusal", at)


def _staying(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """بقي الوزير صامتا حيال الأمر."""
    at = find_ahead(analysis, layer, cue, forms("silent_state"))
    if at is None:
        return analysis.refuse("nobody is said to stay silent") or None
    draft = draft_of(analysis, layer, cue, "refusal", at)
    return draft if is_somebody(analysis, draft.source) else None


def _evasion(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """تهرب الوزير من سؤال عن الخطة."""
    at = find_ahead(analysis, layer, cue, forms("evaded"))
    if at is None:
        return analysis.refuse("what is avoided is no question and no answer") or None
    return draft_of(analysis, layer, cue, "refusal", at - (analysis.words[at - 1].key in _BEFORE_OBJECT))


def _is_speech(analysis: Analysis, at: int, behind: range) -> bool:
    """Whether what is refused is to say something: not إعطاء المال, not الإعلان الدستوري."""
    words = analysis.words
    if words[at].key in forms("giving"):
        return any(words[i].key in forms("details") for i in behind)
    adjective = at + 1 < len(analysis) and words[at + 1].definite and describes(words[at + 1])
    return not (words[at].key == "الاعلان" and adjective)


def _of_others(analysis: Analysis, i: int) -> bool:
    """Whether the names withheld are those of others: أسماء الدول, and not أسمائهم."""
    behind = analysis.words[i + 1] if i + 1 < len(analysis) else None
    return analysis.words[i].key in ("اسم", "اسماء") and behind is not None and behind.definite


def _uncommented(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم تعلق الوزارة على الخبر."""
    at = find_ahead(analysis, layer, cue, _ON)
    draft = draft_of(analysis, layer, cue, "no-comment", at) if at is not None and layer.cls(at) == "p" else None
    if draft is not None and draft.source is not None and analysis.words[draft.source[0]].tags & Tag.ACCUSATIVE:
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)  # لم يعلق سلبا أو إيجابا على
    if draft is None or draft.source is None:
        return analysis.refuse("nothing follows that was left without comment") or None
    return draft


@cache
def _requests() -> frozenset[str]:
    """What stays unanswered, with the preposition written together with it as well: لأسئلة, للطلبات."""
    found = forms("request")
    return found | {f"لل{key[2:]}" if key.startswith("ال") else f"ل{key}" for key in found}


def _unanswered(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم ترد الشركة على طلب للتعليق, لم تستجب لطلبات التعليق."""
    at = find_ahead(analysis, layer, cue, _requests())
    if at is None:
        return analysis.refuse("no question or request follows that could stay unanswered") or None
    end = next((i for i in range(at - 1, cue.last - 1, -1) if layer.cls(i) == "p"), at)
    return draft_of(analysis, layer, cue, "no-answer", end)


AFFIRMED = {
    "refusing": _refusal,
    "sparing": _sparing,
    "silencing": _silence,
    "staying": _staying,
    "evading": _evasion,
    "contacting": sought,
    "unreached": unreached,
}
NEGATED = {
    "unanswered_verb": _unanswered,
    "uncommented_verb": _uncommented,
    "unissued_verb": unissued,
    "unsaid_verb": unsaid,
    "untold_verb": untold,
    "unannounced_verb": unannounced,
    "unmentioning_verb": unmentioned,
    "unnamed_verb": unnamed,
    "unwilling_verb": _refusal,
    "unobtained_verb": unobtained,
}
"""What finds a non-answer by the kind of its verb, tried in this order."""
