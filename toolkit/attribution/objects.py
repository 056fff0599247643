"""The object of a reporting verb as its content, behind its subject: نفى المدير وجود عجز."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.agreement import disagrees, is_feminine, stands_in_nominative
from toolkit.attribution.ahead import speaker_ahead
from toolkit.attribution.circumstances import begins_prepositional, skip_circumstances
from toolkit.attribution.drafts import Draft
from toolkit.attribution.government import past_complement, stands_at
from toolkit.attribution.lexemes import THEREIN, Tag
from toolkit.attribution.named import name_in
from toolkit.attribution.names import QUANTITIES, looks_verbal
from toolkit.attribution.phrases import head_at, is_head, noun_phrase
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.subjects import fixed_end, is_lone_name, subject_end
from toolkit.attribution.targets import is_joined, is_only_object

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue
    from toolkit.attribution.lexemes import Verb, Word

__all__ = ["nominal_of", "with_object"]


def _rule(name: str) -> Rule:
    return next(rule for rule in load_rules("nominal") if rule.id == name)


def nominal_of(layer: Layer, cue: Cue, rule: str, content: int, source: tuple[int, int] | None = None) -> Draft:
    """The draft of a rule of the set `nominal` whose content begins at token `content`."""
    draft = Draft(layer, cue, Match(_rule(rule), (cue.last, cue.last), content, content), source)
    draft.complement = "nominal"
    return draft


def with_object(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb, end: int) -> Draft | None:
    """The draft of a verb without preposition: its object is the content; None where none stands before `end`."""
    start = skip_circumstances(analysis, layer, cue.last, end)
    if start < end and analysis.words[start].key in THEREIN:
        start = skip_circumstances(analysis, layer, start + 1, end)  # بيانا نفت فيه القصف
    if (cue.reading is not None and cue.reading.pronoun) or (layer.cls(cue.last) == "," and start == cue.last + 1):
        return None
    plain = cue.reading is not None and (cue.reading.slot.startswith("pf") or verb.risk == "low")
    ahead = speaker_ahead(analysis, layer, cue) if cue.name == "VERB" and plain else None
    behind = _past_settings(analysis, layer, start, end)
    if behind > start and not _is_deed(analysis, behind):
        return None
    start = behind
    if start >= end or layer.cls(start) not in "wnm" or begins_prepositional(analysis, layer, start):
        return None
    if (
        start == cue.last
        and verb.risk != "high"
        and verb.group != "opine"
        and is_lone_name(analysis, layer, verb, start, end)
    ):
        return nominal_of(layer, cue, "verb-object-nominal", start + 1, (start, start + 1))
    if ahead is not None and (verb.risk != "high" or _is_plain(analysis, verb, ahead)):
        return _behind_addressee(analysis, layer, cue, start, end, ahead)
    speaks = _may_speak(analysis, layer, cue, start, end)
    counted = _is_counted(analysis, start, end)
    if verb.object == "addressee" and _is_other(analysis, layer, cue, start):
        return _behind_addressee(analysis, layer, cue, start, end, None)  # وناشدت الناس فتح الطريق
    alone = cue.reading is not None and cue.reading.stands_alone
    if alone or (not (speaks or counted) and not name_in(analysis, start, min(end, start + 2))):
        pointed = verb.object == "target" and analysis.words[start].tags & Tag.DEMONSTRATIVE and start == cue.last
        sure = (
            (verb.risk == "low" and verb.object != "addressee") or _is_reported(analysis, cue, verb, start) or pointed
        )
        return nominal_of(layer, cue, "verb-object-nominal", start) if sure else None
    phrase = noun_phrase(analysis, layer, start, end)
    draft = _behind_subject(analysis, layer, cue, phrase, end) if phrase is not None else None
    if draft is None and counted:
        return nominal_of(layer, cue, "verb-object-nominal", start) if verb.risk == "low" else None
    return draft


def _may_speak(analysis: Analysis, layer: Layer, cue: Cue, start: int, end: int) -> bool:
    """Whether the noun phrase right behind a verb may be its subject, as its head tells."""
    head = analysis.words[head_at(layer, start)]
    if _is_other(analysis, layer, cue, start):
        return False
    if is_head(head) or stands_in_nominative(head) or fixed_end(analysis, start, end) > start:
        return True  # أعلنت الولايات المتحدة
    if head.definite and head.bare in QUANTITIES:
        return True  # وأبدى الجميع
    behind = analysis.words[start + 1 : min(start + 3, end)]
    if head.key in QUANTITIES and any(word.key == "من" for word in behind):
        return True  # عدد كبير من النواب
    if head.tags & Tag.DEMONSTRATIVE and start + 1 < end and is_head(behind[0]):
        return True
    agrees = cue.reading is not None and cue.reading.gender == "f" and is_feminine(head)
    return agrees and start == cue.last and _are_two_phrases(analysis, layer, start, end)


def _is_other(analysis: Analysis, layer: Layer, cue: Cue, start: int) -> bool:
    """Whether the noun behind a verb is not its subject, which is left out, as its gender or its ending tells.

    وأكدت تحقيق إصابات; وناشد المواطنين الهدوء.
    """
    head = analysis.words[head_at(layer, start)]
    if is_only_object(analysis, layer, cue, start):
        return True
    return cue.reading is not None and is_joined(analysis, cue) and disagrees(head, cue.reading)


def _is_counted(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the noun phrase says how many, and so is the subject or perhaps the object: جميع المشاركين."""
    behind = analysis.words[min(start + 1, end - 1)]
    return analysis.words[start].key in QUANTITIES and behind.definite and not behind.proclitics


def _are_two_phrases(analysis: Analysis, layer: Layer, start: int, end: int) -> bool:
    """Whether behind a definite noun another phrase begins, so that it is the subject: أعلنت الجائزة فوز الكاتب."""
    phrase = noun_phrase(analysis, layer, start, end) if analysis.words[start].definite else None
    at = subject_end(analysis, layer, *phrase) if phrase is not None else end
    behind = analysis.words[at] if stands_at(analysis, layer, at, end) else None
    return behind is not None and not (behind.definite or behind.proclitics or behind.tags & Tag.ACCUSATIVE)


_SETTINGS = 3
"""How many phrases with a preposition may stand between a verb and its object: أكد في كلمته، بعد اللقاء، دعم بلاده."""


def _past_settings(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past where and when something was said, told by prepositions and between commas; `i` where nothing follows it."""
    at = i
    for _ in range(_SETTINGS):
        at += at < end and layer.cls(at) == ","
        if at >= end or not begins_prepositional(analysis, layer, at):
            break
        at = skip_circumstances(analysis, layer, past_complement(analysis, layer, at, end), end)
    at += at < end and layer.cls(at) == ","
    return at if at < end else i


def _is_plain(analysis: Analysis, verb: Verb, subject: tuple[int, int]) -> bool:
    """Whether a verb that is mostly something else reports, as what stands before it tells: التحقيق أظهر وجود خلل."""
    if verb.group == "document":
        return bool(analysis.words[subject[0]].tags & Tag.DOCUMENT)
    return verb.group == "criticise" and verb.key != "hajama"


def _is_reported(analysis: Analysis, cue: Cue, verb: Verb, i: int) -> bool:
    """Whether the noun behind a verb of medium risk can only be its content: جدد دعوته، توقع عدم."""
    word, reading = analysis.words[i], cue.reading
    if verb.risk == "high" or verb.group == "opine" or reading is None or not reading.slot.startswith("pf"):
        return False
    known = word.is_masdar or word.key == "عدم" or bool(word.tags & Tag.POSSESSED)
    return known and not word.proclitics and not any(w.key for w in analysis.words[cue.last : i] if w.tags & Tag.NAME)


def _behind_subject(analysis: Analysis, layer: Layer, cue: Cue, phrase: tuple[int, int], end: int) -> Draft | None:
    """The draft whose object follows the subject that begins the phrase, and what describes it."""
    subject = subject_end(analysis, layer, *phrase)
    comma = next((i for i in range(subject, min(end, phrase[1] + 1)) if layer.cls(i) == ","), subject)
    if _is_whole(analysis, layer, (phrase[0], comma), end):
        subject = comma
    if subject < end and layer.cls(subject) == "m" and layer.cls(phrase[0]) == "m":
        subject += 1  # «فلان»
    content = skip_circumstances(analysis, layer, subject, end)
    for known in (_DESCRIPTIONS, Tag.NAME | Tag.NAME_PART):
        if content >= end or layer.cls(subject) not in ",-" or not analysis.words[content].tags & known:
            break
        if noun_phrase(analysis, layer, content, end) is None:
            break
        # فلان، مدير الميناء، استئناف العمل: a description between commas
        subject = next((i for i in range(content, min(end, content + 16)) if layer.cls(i) in ",VHC:Q"), end)
        if layer.cls(subject) != ",":
            return None
        content = skip_circumstances(analysis, layer, subject, end)
    if content < end and layer.cls(content) == "R" and layer.cls(content - 1) == ",":
        content = next((i + 1 for i in range(content, min(end, content + _RELATIVE)) if layer.cls(i) in ",SB"), end)
    for _ in range(2):
        if content < end and begins_prepositional(analysis, layer, content):
            content = skip_circumstances(analysis, layer, past_complement(analysis, layer, content, end), end)
    if content >= end or begins_prepositional(analysis, layer, content):
        return None
    own = layer.cls(content) in "Nv" and analysis.words[content].tags & Tag.POSSESSED  # أبدى البعض اعتقاده أن
    if layer.cls(content) not in "wnm" and analysis.words[content].key != "ما" and not own:
        return None
    if cue.reading is not None and cue.reading.verb.group == "threaten":
        return None  # هدد الضيوف المرمى: with what, the particle would say
    return _behind_addressee(analysis, layer, cue, content, end, (phrase[0], subject))


_RELATIVE = 30
"""How many tokens a relative clause between commas may have behind a subject: أكدت الوزيرة، التي زارت، أهمية."""


def _is_whole(analysis: Analysis, layer: Layer, phrase: tuple[int, int], end: int) -> bool:
    """Whether only behind the comma the object of the verb begins: التمس النائب لدى المحكمة، تشديد العقوبة."""
    first, last = phrase
    if layer.cls(last) != "," or not any(layer.cls(i) == "p" for i in range(first, last)):
        return False
    at = skip_circumstances(analysis, layer, last, end)
    if not stands_at(analysis, layer, at, end) or layer.cls(at - 1) not in ",t":
        return False
    word = analysis.words[at]
    noun = bool(word.tags & Tag.COMMON) or word.is_masdar
    return noun and not word.definite and not is_head(word) and not word.tags & Tag.ACCUSATIVE


def _behind_addressee(
    analysis: Analysis, layer: Layer, cue: Cue, i: int, end: int, source: tuple[int, int] | None
) -> Draft | None:
    """The draft whose object stands at token `i`, or behind whom it was said to: ناشدت الوزارة المؤسسات سرعة التدخل."""
    if cue.reading is None or cue.reading.verb.object != "addressee":
        return nominal_of(layer, cue, "verb-object-nominal", i, source)
    at = _whom_end(analysis, layer, i, end)
    at = at + 1 if at < end and layer.cls(at) == "," else at
    speaks = is_head(analysis.words[i]) or analysis.words[i].key in QUANTITIES
    if (
        not stands_at(analysis, layer, at, end)
        or analysis.words[at].proclitics
        or not (speaks or (_is_definite(analysis.words[i]) and _is_deed(analysis, at)))
    ):
        at = i
    sure = at > i or not speaks or cue.reading.verb.risk == "low"
    return nominal_of(layer, cue, "verb-object-nominal", at, source) if sure else None


def _whom_end(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Where those end to whom something was said: المجتمع الدولي, خصومه; `end` where nobody is told at token `i`."""
    if analysis.words[i].tags & Tag.POSSESSED:
        return i + 1
    phrase = noun_phrase(analysis, layer, i, end)
    return subject_end(analysis, layer, *phrase) if phrase is not None else end


def _is_definite(word: Word) -> bool:
    return word.definite or bool(word.tags & Tag.POSSESSED)


def _is_deed(analysis: Analysis, i: int) -> bool:
    """Whether a noun without the article is what somebody is asked to do: ناشد المجتمع الدولي فتح تحقيق."""
    word = analysis.words[i]
    masdar = word.is_masdar or looks_verbal(word) or word.key == "عدم"
    return not word.definite and not word.tags & Tag.ACCUSATIVE and (masdar or bool(word.tags & Tag.COMMON))


_DESCRIPTIONS = Tag.TITLE | Tag.NAME | Tag.NAME_PART | Tag.ORGANISATION | Tag.NISBA
"""What can stand behind the comma that follows a subject only to tell who it is."""
