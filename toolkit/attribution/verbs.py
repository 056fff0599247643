"""A reporting verb and its subject: who it is, and whether the form reports at all in this place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import agrees_with_relative
from toolkit.attribution.ahead import speaker_ahead, subject_before
from toolkit.attribution.credible import is_credible, is_own_words, is_resumed
from toolkit.attribution.documents import from_document
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import FROM_HIM, GOING_ON, Tag, somebody_before
from toolkit.attribution.names import is_name_like
from toolkit.attribution.relays import addressed_medium, relayed_between
from toolkit.attribution.subjects import subject_end
from toolkit.attribution.targets import part_object

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.lexemes import Reading, Verb

__all__ = ["has_object", "with_particle", "with_subject"]


def with_subject(analysis: Analysis, draft: Draft) -> Draft | None:
    """The draft of a verb with its subject, sought before the verb where none stands behind it."""
    layer, cue, reading = draft.layer, draft.cue, draft.cue.reading
    if reading is None:
        return None
    verb = reading.verb
    if ".1" in reading.slot and verb.key == "qala" and layer.block is None:
        return analysis.refuse("a first person outside of speech: the author") or None
    if has_object(analysis, draft, verb):
        return analysis.refuse("the quotation belongs to a noun that is reported, and is no words of its own") or None
    if verb.key in ("jaa", "warada"):
        return from_document(analysis, draft)
    if draft.source is not None and draft.source[0] >= cue.last:
        draft.source = _subject_behind(analysis, draft, reading, draft.source)
    if somebody_before(analysis.words, cue.first):
        draft.source, draft.cue = None, cue.as_passive()
        return draft  # هناك من يرى أن: nobody is named, as with a passive
    _find_subject(analysis, draft, verb)
    if reading.slot.startswith("pass") or _is_described(analysis, draft, reading):
        draft.source = None
    if _is_passive(analysis, draft, reading):
        draft.source = None
        draft.cue = cue.as_passive()
    if layer.cls(cue.first - 1) == "L":
        if verb.group not in ("opine", "expect", "deny"):
            return analysis.refuse("negated: what somebody is said not to have said") or None
        draft.cue = replace(cue, first=cue.first - 1)
    if not is_credible(analysis, draft, reading):
        return None
    asked = verb.object in ("addressee", "target") and draft.match.rule.content in ("QUOTE", "SPEECH")
    if asked or (verb.object != "none" and layer.cls(draft.match.content - 1) == "C"):
        part_object(analysis, draft, verb)
    _leave_to_its_verb(analysis, draft)
    with_particle(analysis, draft)
    if verb.group == "relay":
        _relay_from_him(analysis, draft, reading)
    return draft


def _relay_from_him(analysis: Analysis, draft: Draft, reading: Reading) -> None:
    """Leaves out who speaks where a pronoun stands for him, and takes the subject as medium: نقلت عنه الوكالة أن.

    The verb then agrees with its pronoun, as that is what tells the gender of the speaker.
    """
    first, last = draft.match.gap
    at = next((i for i in range(first, last) if analysis.words[i].key in FROM_HIM), None)
    if at is not None:
        unknown = (at + 1, last) if at + 1 < last <= at + 1 + _MEDIUM else None
        draft.via, draft.source = draft.source or draft.via or unknown, None
        draft.cue = replace(draft.cue, reading=replace(reading, slot=_SLOTS[analysis.words[at].key]))


_MEDIUM = 4
"""So many words has a medium at most of which nothing says that it is one."""
_SLOTS = {"عنه": "pf.3ms", "عنها": "pf.3fs", "عنهم": "pf.3mp"}


def _subject_behind(
    analysis: Analysis, draft: Draft, reading: Reading, source: tuple[int, int]
) -> tuple[int, int] | None:
    """The subject that stands behind its verb; None where what stands there is something else."""
    verb = reading.verb
    if verb.group == "answer":
        return _without_question(analysis, draft.layer, verb, source)
    if verb.group in GOING_ON and is_own_words(analysis, source[0]):
        return None  # وتابع حديثه:
    addressed = verb.object == "addressee" and _has_subject_ahead(analysis, draft)
    word = analysis.words[source[0]]
    acts = word.ordinary and _IMPERFECT.fullmatch(word.key)  # وأضافت تعصر طرف شالها
    nobody = acts or (source[1] - source[0] == 1 and _is_nobody(analysis, source[0]))
    return None if reading.stands_alone or addressed or nobody else source


_IMPERFECT = re.compile("س?[يتن].{2,}(?<!ات)(?<!يه)(?<!ين)(?<!ون)")
"""The shape of an imperfect, and of no noun that names people or bodies."""
_HIS_PEOPLE = re.compile("[^يتنلب].+[وي](?:ه|ها|هم|نا)")
"""The shape of several people with the pronoun of whose they are: أصدقاؤه, مختطفيه."""


def _is_nobody(analysis: Analysis, i: int) -> bool:
    """Whether a word alone is no subject, as it is neither a name nor one that speaks: وقال لابد أن, وأضاف نطمح أن."""
    word = analysis.words[i]
    if word.tags & Tag.CONJUNCTION:
        return True  # وقال إذا عاد
    known = word.tags or word.definite or word.key in analysis.families or is_name_like(word)
    return bool(word.key) and not known and not _HIS_PEOPLE.fullmatch(word.key)


def _without_question(analysis: Analysis, layer: Layer, verb: Verb, source: tuple[int, int]) -> tuple[int, int]:
    """A source without what it answers: ورد المدير على سؤال الصحيفة بالقول."""
    first, last = source
    asked = (i for i in range(first + 1, last) if layer.cls(i) == "p" and analysis.words[i].key in verb.particles)
    return first, next(asked, last)


def _leave_to_its_verb(analysis: Analysis, draft: Draft) -> None:
    """Takes the subject of another verb for who speaks, and for no source: تناقل ناشطون مقطعا يدعون أنه حديث."""
    source, layer = draft.source, draft.layer
    if source is None or draft.relative or source[1] != draft.cue.first or layer.cls(source[0] - 1) not in "vV":
        return
    draft.source, draft.subject = None, (source[0], subject_end(analysis, layer, *source))


def _has_subject_ahead(analysis: Analysis, draft: Draft) -> bool:
    """وكان مصدر أمني أبلغ الصحيفة أن: who speaks stands before the verb, so that behind it stands to whom."""
    relative = draft.layer.cls(draft.cue.first - 1) == "R"
    return not relative and speaker_ahead(analysis, draft.layer, draft.cue) is not None


def with_particle(analysis: Analysis, draft: Draft) -> None:
    """Takes the preposition behind the cue into it where its verb governs it: أشار إلى، مشيرا إلى."""
    layer, cue = draft.layer, draft.cue
    particle = analysis.words[cue.last] if cue.last < layer.last else None
    if particle is None or cue.reading is None or layer.cls(cue.last) != "p":
        return
    if particle.key in cue.reading.verb.particles and particle.key != "ل":  # أشارت لـ«الصحيفة» أن: to whom
        draft.cue = replace(cue, last=cue.last + 1)


def has_object(analysis: Analysis, draft: Draft, verb: Verb) -> bool:
    """Whether a quotation only belongs to a noun that is reported, and is no words of its own: نفى المدير صحة «…»."""
    layer, source, reading = draft.layer, draft.source, draft.cue.reading
    saying = layer.cls(draft.match.gap[1]) == "G"  # أكد ضرورة الاستعداد قائلا
    if "nominal" not in verb.takes or not (saying or draft.match.rule.content == "QUOTE"):
        return False
    if draft.match.rule.looks_back and reading is not None and reading.proclitics.startswith("و"):
        return True  # «…». واتهم فلان الحكومة ب
    if not (saying or draft.match.rule.looks_back) and layer.cls(draft.match.content - 1) == ":":
        return False
    if _has_governed(analysis, draft, verb):
        return not (saying and verb.group == "say")  # تحدث عن المدرب قائلا
    if any(word.tags & Tag.POSSESSED for word in analysis.words[slice(*draft.match.gap)][:1]):
        return True  # لكنها أكدت تمسكها بما تراه «…»
    if source is None or source[0] < draft.cue.last:
        return False
    if draft.cue.name == "HAL":
        return verb.object != "addressee" and verb.transitive  # معتبرا غيابه «…»
    end = subject_end(analysis, layer, *source)
    if end >= source[1]:
        return False
    behind = analysis.words[end]
    noun = bool(behind.tags & Tag.COMMON) or behind.noun is not None
    known = analysis.words[end - 1].tags & Tag.NAME and not saying
    bare = not behind.definite and not behind.proclitics and not behind.tags & (Tag.NAME | Tag.TITLE)
    return noun and bare and not known


def _has_governed(analysis: Analysis, draft: Draft, verb: Verb) -> bool:
    """Whether the preposition that the verb governs stands before the quotation, with a noun between the two."""
    layer, (first, last) = draft.layer, draft.match.gap
    for i in range(first, last):
        word = analysis.words[i]
        if layer.cls(i) == "p" and word.key in verb.particles:
            return i + 1 < last and layer.cls(i + 1) == "w"
    return False


def _find_subject(analysis: Analysis, draft: Draft, verb: Verb) -> None:
    relayed = relayed_between(analysis, draft.layer, *draft.match.gap, relay=verb.group == "relay")
    if relayed is not None:
        medium = draft.source and (draft.source[0], min(draft.source[1], relayed[0] - 1))  # up to عن
        draft.via, draft.source = medium, relayed
    else:
        draft.via = addressed_medium(analysis, draft.layer, draft.cue.first, *draft.match.gap)
    if draft.source is None:
        draft.source, draft.relative = subject_before(analysis, draft.layer, draft.cue.first)
        if draft.relative and is_resumed(analysis, draft) and _is_of_head(analysis, draft):
            # التي قال إنها: the head is what he spoke of, not who spoke
            draft.source = None


def _is_of_head(analysis: Analysis, draft: Draft) -> bool:
    """Whether the pronoun of a particle may be that of the relative pronoun before the verb, unlike التي قالت إنه."""
    words, first = analysis.words, draft.cue.first
    ending = _OF_RELATIVE.get(words[first - 1].key.removeprefix("و"))
    if ending is None or not agrees_with_relative(words[first - 1], words[first]):
        return True
    return words[draft.match.content - 1].key.endswith(ending)


_OF_RELATIVE = {"الذي": "ه", "التي": "ها", "الذين": "هم"}


def _is_passive(analysis: Analysis, draft: Draft, reading: Reading) -> bool:
    """Whether «believes» without anybody who might is «is believed»: حيث يعتقد أن، الفيروس الذي يعتقد أن."""
    layer, first = draft.layer, draft.cue.first
    if reading.verb.lemma == "تردد":
        return draft.source is None  # تردد أن: nobody is named who says so
    if reading.verb.lemma == "اشتبه" and reading.slot == "impf.3ms":
        return draft.source is None or _is_suspected(analysis, draft, draft.source[0])
    if reading.slot != "impf.3ms" or reading.pronoun or reading.proclitics:
        alone = draft.source is None and layer.cls(first - 1) in "SB"
        return reading.slot == "impf.3ms" and reading.verb.lemma in _IMPERSONAL and alone
    if reading.verb.group == "expect" and draft.source is None and layer.cls(first - 1) == "w":
        ahead = analysis.words[first - 1]
        return bool(ahead.tags & Tag.COMMON) and not ahead.definite  # في خطوة يتوقع أن
    if not reading.verb.light:
        return False
    if draft.source is None and layer.cls(first - 1) == "R" and is_resumed(analysis, draft):
        return reading.verb.group == "opine"  # الشبكة التي يعتقد أنها قريبة
    if draft.source is not None:
        return draft.relative and not is_head(analysis.words[draft.source[0]])
    before = analysis.words[first - 1].key if first else ""
    if layer.cls(first - 1) == "w" and reading.verb.group == "opine" and is_resumed(analysis, draft):
        thing = analysis.words[first - 1]
        return not thing.definite and not is_head(thing)  # أشلاء يعتقد أنها لضحايا
    return before == "حيث" or (layer.cls(first - 1) in "SB" and reading.verb.group == "opine")


def _is_suspected(analysis: Analysis, draft: Draft, first: int) -> bool:
    """Whether who or what stands before the verb is suspected, and suspects nobody: أوقفت رجلا يشتبه في أنه."""
    word = analysis.words[first]
    return first < draft.cue.first and not (word.definite or word.tags & (Tag.NAME | Tag.TITLE))


_IMPERSONAL = frozenset(("اعتقد", "ظن", "توقع", "خشي", "زعم", "اتهم", "اشتبه"))
"""Verbs that begin a sentence with «and» and nobody's name mostly as passives: ويعتقد أن, but not ويقول إن."""


def _is_described(analysis: Analysis, draft: Draft, reading: Reading) -> bool:
    """Whether what stands before a verb with a pronoun is what it speaks of: اعتقلت شبانا وصفتهم بأنهم."""
    source = draft.source
    if source is None or not reading.pronoun or draft.relative or source[1] != draft.cue.first:
        return False
    last = analysis.words[source[1] - 1]
    return not last.definite and not last.tags & (Tag.NAME | Tag.PLACE | Tag.ORGANISATION)
