"""Sources that are reported as leaving something out: لم يحدد الوزير موعد الزيارة, دون توضيح الأسباب."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import skip_circumstances
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.phrases import source_between
from toolkit.attribution.refusing import REACH, draft_of, find_ahead, forms, is_somebody, rule_of, stem
from toolkit.attribution.rules import Match
from toolkit.attribution.subjects import subject_end

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["WITHOUT", "unannounced", "unmentioned", "unnamed", "unsaid", "untold", "without_saying"]

WITHOUT = frozenset({"دون", "بدون", "ودون", "وبدون"})
_RESUMED = frozenset({"عنه", "عنها"})
_USUALLY = frozenset({"لا", "ولا", "فلا"})
_TO, _ON, _OF = frozenset({"الي"}), frozenset({"علي"}), frozenset({"عن"})


def unsaid(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The non-answer of who leaves something unsaid; `cue` holds the negation and the verb."""
    verb = _verb(analysis, cue)
    gives = verb in forms("giving")
    at = find_ahead(analysis, layer, cue, forms("details" if gives else "unsaid_object"))
    says = cue.reading is not None and cue.reading.verb.key == "qala"
    if says and ((at is not None and layer.cls(at) == "C") or analysis.words[cue.first].key in _USUALLY):
        # لم يقل إن, ما لا يقل عن
        return analysis.refuse("what was not said is no refusal to say") or None
    spoken = _behind_somebody(analysis, layer, cue)
    if spoken is not None and (at is None or at < spoken):
        at = spoken  # ولم يحدد مصدر أمني موعد: what looks like what is unsaid is who does not say it
    if at is None and verb in forms("pointing"):
        at = _pointed_at(analysis, layer, cue)
    if at is None and verb in forms("unsaid_direct") and _is_thing(analysis, layer, cue.last):
        return _left_out(analysis, layer, cue, cue.last, known=True)  # لكن النادي لم يحدد بديله
    return _left_out(analysis, layer, cue, at)


def untold(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم تتحدث الوزارة عن الضحايا."""
    return _left_out(analysis, layer, cue, _behind_somebody(analysis, layer, cue))


def unannounced(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم تعلن الشركة قيمة الصفقة: a detail of something, as who announces no deed is silent on nothing."""
    return _left_out(analysis, layer, cue, find_ahead(analysis, layer, cue, forms("unannounced")), known=True)


def unmentioned(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """لم تأت الرسالة على ذكر الخطة."""
    at = find_ahead(analysis, layer, cue, forms("mention"))
    on = at is not None and analysis.words[at - 1].key in _ON
    return _left_out(analysis, layer, cue, at - 1 if on and at is not None else None)


def unnamed(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """دون أن يسمي أي بلد, and not ما يسمى."""
    behind = analysis.words[cue.last - 2].key == "ان"
    return _left_out(analysis, layer, cue, cue.last if behind and cue.last < layer.end(cue.first) else None)


def _verb(analysis: Analysis, cue: Cue) -> str:
    """The verb behind the negation that a cue begins with, without the «and» before it."""
    return stem(analysis.words[cue.last - 1].key)


def _left_out(analysis: Analysis, layer: Layer, cue: Cue, at: int | None, *, known: bool = False) -> Draft | None:
    """The non-answer on what is named at token `at`; by somebody `known` alone, or for what he usually leaves out."""
    if at is None:
        return analysis.refuse("nothing follows that could be left unspecified") or None
    draft = draft_of(analysis, layer, cue, "not-specified", at)
    if (known or analysis.words[cue.first].key in _USUALLY) and not is_somebody(analysis, draft.source):
        return analysis.refuse("nobody is named who leaves it out") or None
    if analysis.words[at].key in _RESUMED and draft.source is not None and draft.source[1] <= cue.first:
        draft.source = None  # أما القيمة فلم يكشف عنها: what stands before is not said, and says nothing
    return draft


def _behind_somebody(analysis: Analysis, layer: Layer, cue: Cue) -> int | None:
    """Where whatever is left unsaid begins behind somebody who could say it: لم تحدد الوزارة الدول المشاركة.

    None where nobody known stands behind the verb, or where nothing follows him that the verb takes.
    """
    if analysis.words[cue.first].key in _USUALLY:
        return None  # لا يحدد القانون
    end = min(layer.end(cue.first), cue.last + REACH)
    found = source_between(analysis, layer, cue.last, end)
    if found is None or not is_somebody(analysis, found):
        return None
    last = skip_circumstances(analysis, layer, subject_end(analysis, layer, *found), end)
    word = analysis.words[last] if last < end else None
    if word is None:
        return None
    verb = _verb(analysis, cue)
    if verb in forms("unsaid_of") | forms("untold_verb"):
        return last if word.key in _OF else None
    return last if verb in forms("unsaid_direct") and _is_thing(analysis, layer, last) else None


def _is_thing(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a noun stands at token `i` that may be the object of the verb before it."""
    word = analysis.words[i] if i < layer.last else None
    return (
        word is not None
        and layer.cls(i) == "w"
        and not (word.proclitics or word.tags & (Tag.CIRCUMSTANCE | Tag.TIME | Tag.PRONOUN))
    )


def _pointed_at(analysis: Analysis, layer: Layer, cue: Cue) -> int | None:
    """Where what was left unsaid begins: لم يشر إلى الكلفة, but not لم يشر إلى أن."""
    at = find_ahead(analysis, layer, cue, _TO)
    return at if at is not None and layer.cls(at) == "p" and layer.cls(at + 1) != "C" else None


def without_saying(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """قال فلان إن الجسر سيفتح، دون توضيح موعد الافتتاح: behind a verb of speech, and not «without saying his name»."""
    start = layer.start(cue.first)
    said = any(layer.cls(i) in "VHN" for i in range(start, cue.first))
    names = any(analysis.words[i].key in forms("anonymity") for i in range(cue.last, min(len(analysis), cue.last + 3)))
    if not said or names:
        return analysis.refuse("nobody speaks before it, or it only says that somebody is not named") or None
    draft = Draft(layer, cue, Match(rule_of("not-specified"), (cue.last, cue.last), cue.last, cue.last))
    draft.kind, draft.complement = "declined", None
    return draft
