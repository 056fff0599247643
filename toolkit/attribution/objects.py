"""The object of a reporting verb as its content, behind its subject: نفى المدير وجود عجز."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.ahead import subject_before
from toolkit.attribution.circumstances import begins_prepositional, skip_circumstances
from toolkit.attribution.drafts import Draft
from toolkit.attribution.government import past_complement, stands_at
from toolkit.attribution.lexemes import THEREIN, Tag
from toolkit.attribution.named import name_in
from toolkit.attribution.names import QUANTITIES
from toolkit.attribution.phrases import is_head, noun_phrase
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.subjects import fixed_end, is_lone_name, subject_end

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue
    from toolkit.attribution.lexemes import Verb

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
    if start >= end or layer.cls(start) not in "wnm" or begins_prepositional(analysis, layer, start):
        return None
    if (
        start == cue.last
        and verb.risk != "high"
        and verb.group != "opine"
        and is_lone_name(analysis, layer, verb, start, end)
    ):
        return nominal_of(layer, cue, "verb-object-nominal", start + 1, (start, start + 1))
    head = analysis.words[start]
    speaks = is_head(head) or (head.definite and head.bare in QUANTITIES)  # وأبدى الجميع
    speaks = speaks or fixed_end(analysis, start, end) > start  # أعلنت الولايات المتحدة
    speaks = speaks or (head.key in QUANTITIES and analysis.words[min(start + 1, end - 1)].key == "من")  # عشرات من
    speaks = speaks or (bool(head.tags & Tag.DEMONSTRATIVE) and start + 1 < end and is_head(analysis.words[start + 1]))
    alone = cue.reading is not None and cue.reading.slot.endswith("3mp")  # before its subject a verb is singular
    if alone or (not speaks and not name_in(analysis, start, min(end, start + 2))):
        pointed = verb.object == "target" and bool(head.tags & Tag.DEMONSTRATIVE) and start == cue.last  # ودان تلك
        sure = (
            (verb.risk == "low" and verb.object != "addressee") or _is_reported(analysis, cue, verb, start) or pointed
        )
        return nominal_of(layer, cue, "verb-object-nominal", start) if sure else None
    phrase = noun_phrase(analysis, layer, start, end)
    draft = _behind_subject(analysis, layer, cue, phrase, end) if phrase is not None else None
    if draft is None and verb.risk == "low" and layer.cls(cue.first - 1) == "w":
        subject, _ = subject_before(analysis, layer, cue.first)
        if subject is not None and is_head(analysis.words[subject[0]]):
            return nominal_of(layer, cue, "verb-object-nominal", start, subject)  # لكن الوزارة نفت الأمر
    return draft


def _is_reported(analysis: Analysis, cue: Cue, verb: Verb, i: int) -> bool:
    """Whether the noun behind a verb of medium risk can only be its content: جدد دعوته، توقع عدم."""
    word, reading = analysis.words[i], cue.reading
    if verb.risk == "high" or verb.group == "opine" or reading is None or not reading.slot.startswith("pf"):
        return False
    masdar = word.noun is not None and word.noun.slot == "masdar"
    known = masdar or word.key == "عدم" or bool(word.tags & Tag.POSSESSED)
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
    own = layer.cls(content) == "N" and analysis.words[content].tags & Tag.POSSESSED  # أبدى البعض اعتقاده أن
    if layer.cls(content) not in "wnm" and analysis.words[content].key != "ما" and not own:
        return None
    if cue.reading is not None and cue.reading.verb.group == "threaten":
        return None  # هدد الضيوف المرمى: with what, the particle would say
    if cue.reading is not None and cue.reading.verb.object == "addressee":
        return _behind_addressee(analysis, layer, cue, content, end, (phrase[0], subject))
    return nominal_of(layer, cue, "verb-object-nominal", content, (phrase[0], subject))


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
    noun = bool(word.tags & Tag.COMMON) or (word.noun is not None and word.noun.slot == "masdar")
    return noun and not word.definite and not is_head(word) and not word.tags & Tag.ACCUSATIVE


def _behind_addressee(
    analysis: Analysis, layer: Layer, cue: Cue, i: int, end: int, source: tuple[int, int]
) -> Draft | None:
    """The draft whose object follows whom it was said to: ناشدت الوزارة المؤسسات سرعة التدخل."""
    if not is_head(analysis.words[i]):
        return nominal_of(layer, cue, "verb-object-nominal", i, source)
    phrase = noun_phrase(analysis, layer, i, end)
    at = subject_end(analysis, layer, *phrase) if phrase is not None else end
    at = at + 1 if at < end and layer.cls(at) == "," else at
    if not stands_at(analysis, layer, at, end) or analysis.words[at].proclitics:
        at = i
    sure = at > i or (cue.reading is not None and cue.reading.verb.risk == "low")
    return nominal_of(layer, cue, "verb-object-nominal", at, source) if sure else None


_DESCRIPTIONS = Tag.TITLE | Tag.NAME | Tag.NAME_PART | Tag.ORGANISATION | Tag.NISBA
"""What can stand behind the comma that follows a subject only to tell who it is."""
