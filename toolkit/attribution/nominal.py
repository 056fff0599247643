"""Attributions whose content is a noun phrase: دعا إلى وقف القتال، نفى الاتهامات، حذر من التصعيد.

Here no complementizer says where the source ends and the content begins: the
preposition that the verb governs does, or the end of the noun phrase that is
the subject.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import describes_another
from toolkit.attribution.ahead import speaker_ahead, subject_before
from toolkit.attribution.circumstances import begins_prepositional, skip_circumstances
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.government import governed, stands_at, stands_before
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import THEREIN, Tag, Verb
from toolkit.attribution.light_verbs import is_light, light_noun
from toolkit.attribution.nominal_gates import (
    SPOKEN,
    goes_on,
    has_subject,
    is_described,
    is_in_document,
    is_likely,
    is_object,
    is_other,
    is_person,
    opens_with_person,
)
from toolkit.attribution.nominal_subjects import names_deed, parted, past_charged
from toolkit.attribution.objects import nominal_of, with_object
from toolkit.attribution.phrases import noun_phrase, source_between
from toolkit.attribution.quantities import QUANTITIES
from toolkit.attribution.settings import past_settings
from toolkit.attribution.subjects import fixed_end, subject_end
from toolkit.attribution.verb_cues import NAMING
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Reading, Verb

__all__ = ["asks", "nominal_draft"]


def nominal_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The attribution with a nominal content that `cue` opens; None where it opens none."""
    reading = cue.reading
    if reading is None or "nominal" not in reading.verb.takes:
        return analysis.refuse("the verb takes no noun phrase as its content") or None
    charged = reading.slot.startswith("pass.pf") and reading.verb.group == "accuse"  # اتُّهم فلان ب
    if reading.slot.startswith(("pass", "juss")) and not charged:
        return analysis.refuse("a passive or jussive takes no noun phrase as its content") or None
    plain = reading.verb.risk == "low" or _is_told(reading.verb)
    within = layer.block is not None and (cue.name != "VERB" or not plain or reading.pronoun)
    negated = layer.cls(cue.first - 1) == "L"
    if within or (negated and reading.verb.key not in _NOT_DENIED) or (reading.pronoun and cue.name != "VERB"):
        # what a speaker himself reports inside marks is left to clauses
        return analysis.refuse("no noun phrase is content in quotation marks, of a negated or a suffixed cue") or None
    if reading.verb.group == "opine" and reading.slot.startswith("impf") and not reading.pronoun:
        # يعتبر القطاع
        return analysis.refuse("«is considered», more often than «considers»") or None
    if cue.name == "HAL" and (reason := _no_participle(analysis, layer, cue, reading)):
        return analysis.refuse(reason) or None
    if is_light(reading.verb.key):
        return _of_light_verb(analysis, layer, cue, reading.verb)
    if cue.name == "HAL":
        return _of_participle(analysis, layer, cue, reading.verb)
    draft = _as_what(analysis, layer, cue, reading.verb) or _of_verb(analysis, layer, cue, reading.verb)
    if draft is not None and layer.block is not None and not _is_of_another(analysis, draft, reading):
        return analysis.refuse("in quotation marks, and nobody else is named who says it") or None
    if draft is not None and negated:
        draft.cue = replace(draft.cue, first=cue.first - 1)  # لم يستبعد
    return draft


_TOLD = ("express", "announce", "criticise", "warn", "explain")
_NOT_DENIED = frozenset(("istabada", "ankara"))
"""Verbs that with a negation still tell what somebody said: لم تستبعد الوزارة, لم ينكر المدير."""


def _is_told(verb: Verb) -> bool:
    """Whether a verb mostly tells of speech, however often its forms are something else."""
    return verb.group in _TOLD or verb.key in SPOKEN


def _is_of_another(analysis: Analysis, draft: Draft, reading: Reading) -> bool:
    """Whether what is reported in quotation marks is said by somebody whom the speaker names: «الوزارة نفت الأنباء»."""
    if draft.source is None or reading.verb.group in ("expect", "opine"):
        return False
    return not (reading.slot.startswith("impf") and analysis.words[draft.source[0]].tags & Tag.DOCUMENT)


def _no_participle(analysis: Analysis, layer: Layer, cue: Cue, reading: Reading) -> str:
    """Why the form is no participle that hangs on a clause; "" where it may be one."""
    before = layer.cls(cue.first - 1)
    if before in "Vv" and reading.gender == "f":
        return "the subject of the verb before it, and no participle"  # قالت مدعية المحكمة
    another = reading.verb.group == "announce" and describes_another(analysis.words[cue.first - 1], reading)
    if reading.verb.risk == "high" and before != "," and not another:
        return "mostly something else, and no comma stands before it"
    return "counted: eleven of them, and no participle" if before == "n" else ""  # 11 متهما


def _of_light_verb(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb) -> Draft | None:
    """The draft of a verb that its noun makes one of speech: وجه فلان انتقادات إلى, حمل فلان الحكومة المسؤولية."""
    end, reading = layer.end(cue.first), cue.reading
    noun = light_noun(analysis.words, verb.key, cue.last)
    if noun is None or noun >= end or reading is None or reading.slot.startswith("impf"):
        return analysis.refuse("reports only in the past and with a noun of speech, which does not follow") or None
    ahead = speaker_ahead(analysis, layer, cue) if cue.name == "VERB" else None
    if ahead is not None:
        aimed = verb.object == "target" and stands_at(analysis, layer, cue.last, noun)
        return nominal_of(layer, cue, "verb-object-nominal", cue.last if aimed else noun, ahead)
    source = source_between(analysis, layer, cue.last, noun)
    content = noun
    if source is not None and verb.object == "target":
        subject = subject_end(analysis, layer, *source)
        behind = skip_circumstances(analysis, layer, source[1], noun)
        alone = (subject >= source[1] and behind >= noun) or reading.stands_alone
        content = source[0] if alone else skip_circumstances(analysis, layer, subject, noun)
        source = None if alone else (source[0], subject)
    elif source is not None and any(begins_prepositional(analysis, layer, i) for i in range(*source)):
        source = (source[0], subject_end(analysis, layer, *source))
    rule = "hal-nominal" if cue.name == "HAL" else "verb-object-nominal"
    draft = nominal_of(layer, cue, rule, content, source)
    if cue.name == "HAL":
        draft.source = None
        return draft
    if source is None and (noun == cue.last or reading.stands_alone or layer.cls(cue.first - 1) == "X"):
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)
    if draft.source is None:
        elided = goes_on(analysis, layer, cue) and reading.gender == "m"
        return draft if elided else analysis.refuse("«and» or a subject is wanting: perhaps a passive") or None
    speaks = analysis.words[draft.source[0]].definite or is_likely(analysis, draft)
    return draft if speaks else analysis.refuse("its subject does not speak") or None


def _of_participle(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb) -> Draft | None:
    end = layer.end(cue.first)
    if cue.reading is not None and asks(analysis, cue.reading, cue.first):
        behind = cue.last + 1 + (analysis.words[cue.last + 1].key in THEREIN)
        return nominal_of(layer, cue, "hal-nominal", behind)  # طالبا منه التدخل
    start = skip_circumstances(analysis, layer, cue.last, end)
    found = governed(analysis, layer, cue, start, min(end, start + 8), verb) if verb.particles else None
    if found is None and not verb.transitive:
        return analysis.refuse("the preposition that the verb governs does not follow") or None
    if found is not None and not (verb.transitive and stands_before(analysis, layer, verb, start, found)):
        particle, content = found
        if verb.object == "target" and stands_at(analysis, layer, start, particle):
            content = start  # واصفا القرار بالجريء
        elif content == particle + 1 and analysis.words[particle].key == "علي":
            content = past_charged(analysis, layer, content, end)  # مشددا على القوى التفاعل مع الحوار
        last = particle + 1 if particle == cue.last and content > particle else cue.last
        return nominal_of(layer, Cue(cue.name, cue.first, last, cue.reading), "hal-particle-nominal", content)
    word = analysis.words[min(start, end - 1)]
    noun = layer.cls(start) in "wnm" or word.key == "ما"  # نافيا ما ظهر
    own = layer.cls(start) in "Nv" and word.tags & Tag.POSSESSED  # مجددا دعوته
    if start >= end or not (noun or own) or begins_prepositional(analysis, layer, start):
        return analysis.refuse("no noun phrase follows that could be its content") or None
    if verb.object == "addressee":
        start = past_charged(analysis, layer, start, end)  # مناشدا الحكومة عدم الرضوخ
    return nominal_of(layer, cue, "hal-nominal", start)


_OF_WHOM = frozenset(("منه", "منها", "منهم", "منهما"))


def asks(analysis: Analysis, reading: Reading, i: int) -> bool:
    """Whether a form that is mostly a noun asks somebody, as the pronoun behind it tells: طالبا منه."""
    behind = analysis.words[i + 1] if i + 2 < len(analysis) else None
    return reading.verb.object == "asked" and behind is not None and behind.key in _OF_WHOM


def _with_governing_object(
    analysis: Analysis, layer: Layer, cue: Cue, source: tuple[int, int], found: tuple[int, int]
) -> Draft | None:
    """The draft of a verb whose preposition belongs to its object: أكد الوزير قدرة الفريق على الفوز."""
    verb = cue.reading.verb if cue.reading is not None else None
    if verb is None or layer.cls(source[0]) == "m":
        return None
    first, particle = analysis.words[source[0]], found[0]
    speaks = is_head(first) or fixed_end(analysis, *source) > source[0]
    alone = stands_before(analysis, layer, verb, source[0], found) and not speaks
    only = alone and source[0] == cue.last and first.key not in QUANTITIES
    subject = source[0] if only else subject_end(analysis, layer, *source)
    content = skip_circumstances(analysis, layer, subject, particle)
    behind = past_settings(analysis, layer, content, particle)
    content = behind if behind > content and names_deed(analysis.words[behind]) else content
    word = analysis.words[content]
    stands = stands_before(analysis, layer, verb, content, found)
    named = verb.group == "announce" and not word.tags & Tag.POSSESSED and particle - content < _OBJECT
    if not stands or named or is_head(word) > bool(word.tags & Tag.DOCUMENT):
        if not _governs(analysis, layer, particle):
            return None  # أعلن الوزير فلان عن
        content = particle - 1
        subject = min(subject, content)
    whose = (source[0], subject) if subject > source[0] else None
    return nominal_of(layer, cue, "verb-object-nominal", content, whose)


_OBJECT = 2
"""The fewest words of an object, behind a subject, that no name can be."""
_GOVERNING = frozenset(
    normalize(
        "القضاء القبض العثور الحصول التعرف الاطلاع السيطرة الاتفاق التغلب الاعتماد الحفاظ المحافظة الاستيلاء الهجوم "
        "الاعتداء الإشراف الموافقة التوقيع الإجهاز الإفراج الكشف الدفاع البحث التخلي الإعلان التراجع الاستغناء الحديث "
        "العدول الإقلاع التنازل"
    ).split()
)
"""Verbal nouns with the article that govern على or عن themselves."""


def _governs(analysis: Analysis, layer: Layer, particle: int) -> bool:
    """Whether the preposition belongs to the noun before it, which is reported: أكدت الشرطة القبض على."""
    noun, before = analysis.words[particle - 1], analysis.words[particle - 2]
    joined = layer.cls(particle - 2) == "w" and not (before.definite or before.tags & (Tag.NAME | Tag.PLACE))
    return noun.key in _GOVERNING and not joined


def _of_verb(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb) -> Draft | None:
    end = layer.end(cue.first)
    reading = cue.reading
    plain = (
        reading is not None
        and reading.slot.startswith("pf")
        and (layer.cls(cue.first) == "V" or has_subject(analysis, cue) or opens_with_person(analysis, layer, cue))
    )
    if reading is None or (verb.risk == "high" and not plain):
        return analysis.refuse("mostly something else, unless it is a plain perfect") or None
    rare = verb.risk == "high" or (reading.slot.startswith("impf") and verb.key not in SPOKEN)
    if layer.cls(cue.first - 1) == "R" and rare and not (reading.slot.startswith("pf") and _is_told(verb)):
        return analysis.refuse("in a relative clause, and often something else there") or None
    draft = _with_particle(analysis, layer, cue, verb, end) if verb.particles else None
    if draft is None and verb.transitive:
        draft = with_object(analysis, layer, cue, verb, end)
    if draft is None:
        return analysis.refuse("neither the preposition it governs nor an object behind its subject follows") or None
    if draft.source is None:
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)
        if draft.relative and verb.risk != "low" and not is_person(analysis, draft):
            return analysis.refuse("in a relative clause of a thing, and often something else there") or None
        if verb.object == "target" and not reading.pronoun and is_described(analysis, draft):
            return analysis.refuse("a passive that describes the thing before it") or None
    analysis.attempt(draft.match.rule.id)
    told = verb.object == "addressee" and draft.match.content > cue.last  # كما ناشد المواطنين الهدوء
    joined = (
        reading.proclitics
        or is_in_document(analysis, cue)
        or (goes_on(analysis, layer, cue) and (told or is_object(analysis, layer, draft, end)))
    )
    if draft.source is None and draft.match.rule.id == "verb-object-nominal" and not joined:
        # أعلنت كل من
        return analysis.refuse("its subject was not understood, and without «and» it is not elided") or None
    told = draft.source is not None or layer.cls(cue.first - 1) != ","  # خروج تظاهرة، تطالب
    certain = verb.key in SPOKEN and draft.match.rule.id == "verb-particle-nominal" and told
    if (verb.risk != "low" or reading.slot.startswith("impf")) and not (certain or is_likely(analysis, draft)):
        return analysis.refuse("often something else, and no source that speaks makes it likely here") or None
    other = is_other(analysis, draft, verb)
    if other:
        return analysis.refuse(other) or None
    draft.relative = draft.relative or layer.cls(cue.first - 1) == "R"  # the speaker may stand ahead
    return draft


def _as_what(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb) -> Draft | None:
    """The draft of a verb whose pronoun is what it speaks of, with what it is called as content: ما اعتبرته كنزا.

    None where a particle says it, where nothing follows, and of verbs that are mostly something else.
    """
    reading, end = cue.reading, layer.end(cue.first)
    if reading is None or not reading.pronoun or verb.group != "opine" or verb.particles:
        return None
    start = skip_circumstances(analysis, layer, cue.last, end)
    source = _namer(analysis, layer, start, end)
    content = start if source is None else skip_circumstances(analysis, layer, source[1], end)
    named = verb.key in NAMING
    if content >= end or layer.cls(content) not in ("mQ" if named else "wmvV"):
        return None
    if begins_prepositional(analysis, layer, content):
        return None
    told = named or (verb.key in _COUNTING and _is_accusative(analysis, content))
    if verb.risk == "high" and not told:
        return None
    analysis.attempt("verb-object-nominal")
    draft = nominal_of(layer, cue, "verb-object-nominal", content, source)
    draft.relative = layer.cls(cue.first - 1) == "R"
    return draft


_COUNTING = frozenset(("adda_consider", "raa"))
"""Verbs with many meanings that call something by another name where that stands in the accusative: تعده انقلابا."""


def _is_accusative(analysis: Analysis, i: int) -> bool:
    """Whether a word without the article bears the ending of the accusative: جزءا, جزءاً."""
    return not analysis.words[i].definite and analysis.tokens.texts[i].removesuffix("ً").endswith("ا")


def _namer(analysis: Analysis, layer: Layer, start: int, end: int) -> tuple[int, int] | None:
    """Who calls something so, where he stands between the verb and what he calls it: اعتبرته الحركة كنزا."""
    if start >= end or layer.cls(start) not in "wm":
        return None
    word = analysis.words[start]
    if not (word.definite or is_head(word) or fixed_end(analysis, start, end) > start):
        return None
    phrase = noun_phrase(analysis, layer, start, end)
    return (start, subject_end(analysis, layer, *phrase)) if phrase is not None else None


def _with_particle(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb, end: int) -> Draft | None:
    ahead = speaker_ahead(analysis, layer, cue)
    found = governed(analysis, layer, cue, cue.last, end, verb, named=ahead is not None)
    if found is None:
        return None
    particle, content = found
    source = source_between(analysis, layer, cue.last, particle)
    if source is None and verb.transitive and verb.group in ("assert", "announce"):
        start = past_settings(analysis, layer, cue.last, particle)
        if (
            start > cue.last
            and stands_before(analysis, layer, verb, start, found)
            and names_deed(analysis.words[start])
        ):
            return nominal_of(layer, cue, "verb-object-nominal", start)  # أكدت في بيان انتهاء العمل على
    if source is not None and verb.transitive and (verb.group in ("assert", "announce") or verb.key == "iqtaraha"):
        draft = _with_governing_object(analysis, layer, cue, source, found)
        if draft is not None:
            return draft
    reading = cue.reading
    pronoun = reading is not None and bool(reading.pronoun)
    if source is not None and verb.object in ("addressee", "target") and not pronoun:
        source, behind = parted(analysis, layer, cue, source, particle, ahead=ahead)
        content = behind if verb.object == "target" and behind < particle else content
    charged = content == particle + 1 and (verb.object == "asked" or analysis.words[particle].key == "علي")
    deed = past_charged(analysis, layer, content, end) if charged else content
    if verb.object == "asked" and deed == content:
        return None  # طلب من الوزارة معلومات, and nothing that anybody should do
    last = particle + 1 if particle == cue.last and deed > particle else cue.last
    if reading is not None and verb.group == "accuse" and deed == particle == cue.last and not pronoun:
        reading = reading.as_passive()  # whom one accuses is always named: اتهم بالقتل
    return nominal_of(layer, Cue(cue.name, cue.first, last, reading), "verb-particle-nominal", deed, source)
