"""The object of a reporting verb as its content, behind its subject: نفى المدير وجود عجز."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.agreement import disagrees, is_feminine, stands_in_nominative
from toolkit.attribution.ahead import speaker_ahead
from toolkit.attribution.circumstances import bears_pronoun, begins_prepositional, skip_circumstances
from toolkit.attribution.drafts import Draft
from toolkit.attribution.government import past_complement, stands_at
from toolkit.attribution.heads import head_at, is_head
from toolkit.attribution.lexemes import THEREIN, THIRD, Tag, describes, is_unknown
from toolkit.attribution.lone import is_lone_name, lone_end
from toolkit.attribution.named import aged_end, name_in
from toolkit.attribution.names import is_name_like, looks_verbal
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.quantities import MANY, QUANTITIES
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.settings import past_settings
from toolkit.attribution.subjects import fixed_end, subject_end
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
    if _has_object_before(analysis, layer, cue, start, end):
        return None
    if start < end and analysis.words[start].key in THEREIN:
        start = skip_circumstances(analysis, layer, start + 1, end)  # بيانا نفت فيه القصف
    plain = cue.reading is not None and (cue.reading.slot.startswith("pf") or verb.risk == "low")
    ahead = speaker_ahead(analysis, layer, cue) if cue.name == "VERB" and plain else None
    behind = past_settings(analysis, layer, start, end)
    parted = behind > start and ahead is None and not _is_deed(analysis, behind)
    start = behind
    armed = verb.key == "hajama" and ahead is not None and not analysis.words[start].tags & Tag.DOCUMENT
    if parted or armed or start >= end or layer.cls(start) not in "wnm" or begins_prepositional(analysis, layer, start):
        return None
    if (
        start == cue.last
        and ahead is None
        and verb.risk != "high"
        and verb.group != "opine"
        and is_lone_name(analysis, layer, verb, start, end)
    ):
        return nominal_of(layer, cue, "verb-object-nominal", start + 1, (start, start + 1))
    if ahead is not None and (verb.risk != "high" or _is_plain(analysis, verb, ahead) or _is_own_word(analysis, start)):
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


def _has_object_before(analysis: Analysis, layer: Layer, cue: Cue, start: int, end: int) -> bool:
    """Whether what the verb speaks of is its pronoun or stands before it, or a comma ends its clause.

    المبادرة التي أعلنت عنها; نفاه.
    """
    resumed = start < end and layer.cls(cue.first - 1) == "R" and bears_pronoun(analysis, layer, start)
    pronoun = cue.reading is not None and cue.reading.pronoun
    return bool(resumed or pronoun or (layer.cls(cue.last) == "," and start == cue.last + 1))


def _may_speak(analysis: Analysis, layer: Layer, cue: Cue, start: int, end: int) -> bool:
    """Whether the noun phrase right behind a verb may be its subject, as its head tells."""
    head = analysis.words[head_at(layer, start)]
    if _is_other(analysis, layer, cue, start):
        return False
    if is_head(head) or stands_in_nominative(head) or fixed_end(analysis, start, end) > start:
        return True  # أعلنت الولايات المتحدة
    if head.definite and head.bare in QUANTITIES:
        return True  # وأبدى الجميع
    if start == cue.last and lone_end(analysis, layer, start, end) > start:
        return True
    parted = start == cue.last and start + 1 < end and past_settings(analysis, layer, start + 1, end) > start + 1
    if parted and not head.tags and (head.definite or is_name_like(head)) and layer.cls(start) == "w":
        return True  # رفض النعيمي، في تصريح للصحيفة، التعامل
    behind = analysis.words[start + 1 : min(start + 4, end)]
    if head.key in MANY and any(word.key == "من" for word in behind):
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


def _is_plain(analysis: Analysis, verb: Verb, subject: tuple[int, int]) -> bool:
    """Whether a verb that is mostly something else reports, as what stands before it tells: التحقيق أظهر وجود خلل."""
    if verb.group == "document":
        return bool(analysis.words[subject[0]].tags & Tag.DOCUMENT)
    return verb.group == "criticise"


def _is_own_word(analysis: Analysis, i: int) -> bool:
    """Whether what somebody has said before stands at token `i`, with his pronoun: الوزير كرر دعوته."""
    word = analysis.words[i]
    return bool(word.tags & Tag.POSSESSED) and (word.is_masdar or word.noun is not None or looks_verbal(word))


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
    subject = _past_description(analysis, layer, cue, phrase[0], subject, end)
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
    content = past_settings(analysis, layer, content, end)
    if content >= end or begins_prepositional(analysis, layer, content):
        return None
    own = layer.cls(content) in "Nv" and analysis.words[content].tags & Tag.POSSESSED  # أبدى البعض اعتقاده أن
    if layer.cls(content) not in "wnm" and analysis.words[content].key != "ما" and not own:
        return None
    if cue.reading is not None and cue.reading.verb.group == "threaten":
        return None  # هدد الضيوف المرمى: with what, the particle would say
    return _behind_addressee(analysis, layer, cue, content, end, (phrase[0], subject))


def _past_description(analysis: Analysis, layer: Layer, cue: Cue, first: int, i: int, end: int) -> int:
    """Past what tells behind a name who he is: البالغ من العمر 33 عاما; أكد سالم النجار مدير المستشفى وصول المصابين.

    Whom a verb may be aimed at stands there too (انتقد فلان وزير الصحة); not where another object follows.
    """
    aged = aged_end(analysis, i, end) if i < end else i
    if aged > i or i >= end or cue.reading is None:
        return aged
    office, before = analysis.words[i], analysis.words[i - 1]
    named = before.tags & Tag.NAME or is_unknown(before) or (i - first > 1 and analysis.words[first].tags & Tag.NAME)
    if not office.tags & Tag.TITLE or office.proclitics or office.key.endswith(THIRD):
        return i
    phrase = noun_phrase(analysis, layer, i, end) if named else None
    if phrase is None or office.title is None or office.title.number != "s":
        return i
    last = _office_end(analysis, layer, subject_end(analysis, layer, *phrase), end)
    behind = past_settings(analysis, layer, last, end)
    aimed = cue.reading.verb.object in ("addressee", "target") or cue.reading.verb.group == "opine"
    another = behind < end and (analysis.words[behind].definite or is_head(analysis.words[behind]))
    if aimed and (not another or (cue.reading.verb.object == "addressee" and _is_deed(analysis, behind))):
        return i  # اعتبر فلان رئيس الحكومة خطرا, ناشد فلان رئيس الحكومة فتح تحقيق
    return last if stands_at(analysis, layer, behind, end) or layer.cls(behind) == "m" else i


_OFFICE = 12
"""How many tokens may still say of what an office is."""


def _office_end(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past what else tells of an office: رئيس لجنة التدقيق والامتثال في «الاتحاد», رئيس الوفد المفاوض مع غيره."""
    for _ in range(_OFFICE):
        if i >= end or layer.cls(i) not in "wp":
            break
        word = analysis.words[i]
        joined = word.definite and (word.proclitics == "و" or (not word.proclitics and not word.tags))
        if joined or (word.definite and (describes(word) or word.tags & Tag.TITLE) and not word.proclitics):
            i += 1
        elif layer.cls(i) == "p" and layer.cls(i + 1) == "m":
            i = next((k + 1 for k in range(i + 2, min(end, i + _OFFICE)) if layer.cls(k) == "m"), end)
        elif begins_prepositional(analysis, layer, i):
            i = past_complement(analysis, layer, i, end)
        else:
            break
    return i


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
