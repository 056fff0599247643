"""Sources that are reported as not saying: refusing, not answering, not specifying, or only asked."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.ahead import subject_before
from toolkit.attribution.classes import IMAGINED
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.phrases import noun_phrase, source_between
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
    "no-comment": "no_response",
    "unissued": "no_response",
}
_NEGATIONS = frozenset({"لم", "ولم", "فلم", "ولما", "لما"})
_WITHOUT = frozenset({"دون", "بدون", "ودون", "وبدون"})
_RESUMED = frozenset({"عنه", "عنها"})
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
    if i > layer.first and analysis.words[i - 1].key in IMAGINED:
        return None  # إذا رفضت
    if key in _forms()["unreached"]:
        return Cue("VERB", i, i + 1)
    if any(key in _forms()[kind] for kind in ("refusing", "evading", "contacting")):
        return Cue("VERB", i, i + 1, word.finite or word.hal)
    if key in _forms()["unsaid_noun"] and i > layer.first and analysis.words[i - 1].key in _WITHOUT:
        return Cue("NOUN", i - 1, i + 1)
    if any(key in _forms()[kind] for kind in _NEGATED) and _negation(analysis, layer, i) < i:
        return Cue("VERB", i, i + 1, word.finite)
    return None


def _negation(analysis: Analysis, layer: Layer, i: int) -> int:
    """The first token of the negation of the verb at token `i`, which is «without» as well; `i` where there is none."""
    words, first = analysis.words, layer.first
    if i > first and words[i - 1].key in _NEGATIONS:
        return i - 1
    if i - 1 > first and words[i - 1].key == "ان" and words[i - 2].key in _WITHOUT:
        return i - 3 if i - 2 > first and words[i - 3].key in ("من", "ومن") else i - 2
    return i


def declined_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The non-answer that `cue` opens; None where it opens none."""
    if cue.name == "NOUN" and cue.reading is None:
        return _without_saying(analysis, layer, cue)
    if cue.name not in ("VERB", "HAL"):
        return None
    key = _bare(analysis.words[cue.first].key)
    for kind, find in _AFFIRMED.items():
        if key in _forms()[kind]:
            return find(analysis, layer, cue)
    negation = _negation(analysis, layer, cue.first)
    if negation == cue.first:
        return None
    negated = Cue(cue.name, negation, cue.last, cue.reading)
    for kind, find in _NEGATED.items():
        found = find(analysis, layer, negated) if key in _forms()[kind] else None
        if found is not None:
            return found
    return None


def _rule(name: str) -> Rule:
    return next(rule for rule in load_rules("declined") if rule.id == name)


def _draft(analysis: Analysis, layer: Layer, cue: Cue, rule: str, end: int) -> Draft:
    draft = Draft(layer, cue, Match(_rule(rule), (cue.last, end), end, end))
    word = analysis.words[cue.first]
    participle = word.hal is not None and word.finite is None
    draft.source = source_between(analysis, layer, cue.last, end)
    if draft.source is None and layer.cls(cue.last) in "HG" and analysis.words[cue.last].tags & Tag.TITLE:
        behind = noun_phrase(analysis, layer, cue.last + 1, end)  # رفضت متحدثة باسم الشركة
        draft.source = cue.last, behind[1] if behind else cue.last + 1
    hangs = any(found.key == "ان" for found in analysis.words[cue.first : cue.last])  # دون أن يوضح
    if draft.source is None and not participle and not hangs:
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)
    draft.kind, draft.complement = "declined", None
    return draft


def _ahead(analysis: Analysis, layer: Layer, cue: Cue, forms: frozenset[str]) -> int | None:
    """The first token behind the cue, within its clause, that is one of `forms`."""
    for i in range(cue.last, min(layer.end(cue.first), cue.last + _REACH)):
        if analysis.words[i].key in forms:
            return i
        titled = layer.cls(i) in "HG" and analysis.words[i].tags & Tag.TITLE  # متحدثة
        if layer.cls(i) in "VHGC:Qv,K" and not titled:
            return None
    return None


def _refusal(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    at = _ahead(analysis, layer, cue, _forms()["object"])
    if at is None:
        return analysis.refuse("no comment, answer or the like follows that could be refused") or None
    behind = range(at + 1, min(layer.last, at + 4))
    if not _is_speech(analysis, at, behind):
        return analysis.refuse("what is refused is no answer") or None
    if any(analysis.words[i].key in _forms()["anonymity"] and not _of_others(analysis, i) for i in behind):
        return analysis.refuse("a wish not to be named is no refusal to speak") or None
    end = at - 1 if analysis.words[at - 1].key == "عن" and at - 1 >= cue.last else at
    return _draft(analysis, layer, cue, "refusal", end)


def _evasion(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """تهرب الوزير من سؤال عن الخطة."""
    at = _ahead(analysis, layer, cue, _forms()["evaded"])
    if at is None:
        return analysis.refuse("what is avoided is no question and no answer") or None
    return _draft(analysis, layer, cue, "refusal", at - (analysis.words[at - 1].key == "من"))


def _is_speech(analysis: Analysis, at: int, behind: range) -> bool:
    """Whether what is refused is to say something: not إعطاء المال, not الإعلان الدستوري."""
    words = analysis.words
    if words[at].key in _forms()["giving"]:
        return any(words[i].key in _forms()["details"] for i in behind)
    adjective = at + 1 < len(words) and words[at + 1].definite and words[at + 1].tags & (Tag.RELATIONAL | Tag.NISBA)
    return not (words[at].key == "الاعلان" and adjective)


def _of_others(analysis: Analysis, i: int) -> bool:
    """Whether the names withheld are those of others: أسماء الدول, and not أسمائهم."""
    behind = analysis.words[i + 1] if i + 1 < len(analysis) else None
    return analysis.words[i].key in ("اسم", "اسماء") and behind is not None and behind.definite


def _uncommented(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم تعلق الوزارة على الخبر."""
    at = _ahead(analysis, layer, cue, frozenset({"علي"}))
    draft = _draft(analysis, layer, cue, "no-comment", at) if at is not None and layer.cls(at) == "p" else None
    if draft is not None and draft.source is not None and analysis.words[draft.source[0]].tags & Tag.ACCUSATIVE:
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)  # لم يعلق سلبا أو إيجابا على
    if draft is None or draft.source is None:
        return analysis.refuse("nothing follows that was left without comment") or None
    return draft


def _unissued(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم يصدر أي تعليق من الشركة, لم يصدر عن الوزارة أي توضيح."""
    at = _ahead(analysis, layer, cue, _forms()["issued"])
    if at is None:
        return analysis.refuse("what was not issued is no comment") or None
    for i in (*range(cue.last, at), *range(at + 1, min(layer.end(cue.first), at + _REACH))):
        if layer.cls(i) in "VHC:QvK":
            break
        if layer.cls(i) == "p" and analysis.words[i].key in ("من", "عن"):
            first = i + 1 + (analysis.words[i + 1].key in ("قبل", "جانب", "طرف"))
            source = noun_phrase(analysis, layer, first, at if i < at else layer.end(cue.first))
            if source is not None:
                draft = _draft(analysis, layer, cue, "unissued", i)
                draft.source = source
                return draft
    return analysis.refuse("nobody is named from whom no comment came") or None


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
    gives = _bare(analysis.words[cue.last - 1].key) in _forms()["giving"]
    at = _ahead(analysis, layer, cue, _forms()["details" if gives else "unsaid_object"])
    if at is not None and layer.cls(at) == "C" and cue.reading is not None and cue.reading.verb.key == "qala":
        # لم يقل إن
        return analysis.refuse("what was not said is no refusal to say") or None
    if at is None and _bare(analysis.words[cue.last - 1].key) in _POINTING:
        at = _pointed_at(analysis, layer, cue)
    if at is None:
        return analysis.refuse("nothing follows that could be left unspecified") or None
    draft = _draft(analysis, layer, cue, "not-specified", at)
    if analysis.words[at].key in _RESUMED and draft.source is not None and draft.source[1] <= cue.first:
        draft.source = None  # أما القيمة فلم يكشف عنها: what stands before is not said, and says nothing
    return draft


def _without_saying(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """قال فلان إن الجسر سيفتح، دون توضيح موعد الافتتاح: behind a verb of speech, and not «without saying his name»."""
    start = layer.start(cue.first)
    said = any(layer.cls(i) in "VHN" for i in range(start, cue.first))
    names = any(
        analysis.words[i].key in _forms()["anonymity"] for i in range(cue.last, min(len(analysis), cue.last + 3))
    )
    if not said or names:
        return analysis.refuse("nobody speaks before it, or it only says that somebody is not named") or None
    draft = Draft(layer, cue, Match(_rule("not-specified"), (cue.last, cue.last), cue.last, cue.last))
    draft.kind, draft.complement = "declined", None
    return draft


_POINTING = frozenset(("يشر", "تشر", "يشيروا", "يتطرق", "تتطرق", "يتطرقوا"))


def _pointed_at(analysis: Analysis, layer: Layer, cue: Cue) -> int | None:
    """Where what was left unsaid begins: لم يشر إلى الكلفة, but not لم يشر إلى أن."""
    at = _ahead(analysis, layer, cue, frozenset({"الي"}))
    return at if at is not None and layer.cls(at) == "p" and layer.cls(at + 1) != "C" else None


def _unreached(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم يتسن الحصول على تعليق من فلان، تعذر الوصول إلى فلان للتعليق."""
    negated = analysis.words[cue.first - 1].key in _NEGATIONS
    end = min(layer.end(cue.first), cue.last + _REACH + 4)
    at = next((i for i in range(cue.last, end) if analysis.words[i].key in _forms()["reaching"]), None)
    comments = any(analysis.words[i].key in _forms()["comment"] for i in range(cue.last, end))
    if at is None or not comments or (negated == (_bare(analysis.words[cue.first].key)[:1] == "ت")):
        return analysis.refuse("nobody is named whom one could not reach for comment") or None
    for i in range(at + 1, end):
        source = None
        if analysis.words[i].key in ("من", "الي", "مع", "ب", "علي") and layer.cls(i) == "p":
            source = noun_phrase(analysis, layer, i + 1, _comment(analysis, i + 1, end))
        elif analysis.words[i].proclitics.endswith("ب"):
            source = noun_phrase(analysis, layer, i, _comment(analysis, i, end))
        if source is not None and analysis.words[source[0]].key not in _forms()["comment"]:
            first = cue.first - negated
            draft = _draft(analysis, layer, Cue(cue.name, first, cue.last, cue.reading), "unreached", i)
            draft.source = source
            return draft
    return analysis.refuse("nobody is named whom one could not reach for comment") or None


_FOR_COMMENT = frozenset(("للتعليق", "للرد", "للتعقيب", "للحصول", "لطلب", "لاخذ"))


def _comment(analysis: Analysis, first: int, end: int) -> int:
    """Where للتعليق or للحصول على تعليق stands; `end` where neither does."""
    return next((i for i in range(first, end) if analysis.words[i].key in _FOR_COMMENT), end)


def _sought(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    words = analysis.words
    end = min(layer.end(cue.first), cue.last + _REACH + 4)
    tried = _bare(words[cue.first].key) in _forms()["trying"]
    at = _comment(analysis, cue.last, end)
    comments = at < end and (
        words[at].key in _forms()["comment"]
        or any(words[i].key in _forms()["comment"] for i in range(at, min(end, at + 3)))
    )
    contact: int | None = cue.last
    if tried:
        contact = next((i for i in range(cue.last, end) if words[i].key in _forms()["contact"]), None)
        comments = comments or _is_author(analysis, cue.first)
    if contact is None or not comments:
        return analysis.refuse("nobody is said to have been asked for comment") or None
    for i in range(contact, at):
        together = words[i].proclitics.endswith("ب")
        if words[i].key in ("مع", "ب") or together:
            source = noun_phrase(analysis, layer, i if together else i + 1, at)
            if source is not None:
                draft = _draft(analysis, layer, cue, "sought", at)
                draft.source = source
                return draft
    return None


_CLOSING = frozenset('»”"')


def _is_author(analysis: Analysis, verb: int) -> bool:
    """Whether who tries is the author or a medium: حاولنا, حاولت الصحيفة, «النهار» بدورها حاولت."""
    words = analysis.words
    near = range(max(0, verb - 4), min(len(words), verb + 2))
    quoted = any(analysis.tokens.texts[i] in _CLOSING for i in range(max(0, verb - 2), verb))
    return quoted or words[verb].key.endswith("نا") or any(words[i].tags & Tag.MEDIUM for i in near)


_AFFIRMED = {"refusing": _refusal, "evading": _evasion, "contacting": _sought, "unreached": _unreached}
_NEGATED = {
    "unanswered_verb": _unanswered,
    "uncommented_verb": _uncommented,
    "unissued_verb": _unissued,
    "unsaid_verb": _unsaid,
    "unwilling_verb": _refusal,
}
"""What finds a non-answer by the kind of its verb, tried in this order."""
