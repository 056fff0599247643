"""A reporting verb and its subject: who it is, and whether the form reports at all in this place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.ahead import speaker_ahead, subject_before
from toolkit.attribution.documents import from_document
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import FROM_HIM, GOING_ON, THIRD, Tag, somebody_before
from toolkit.attribution.lone import lone_end
from toolkit.attribution.named import name_in
from toolkit.attribution.names import NUMBERS, counts, is_name_like, looks_verbal
from toolkit.attribution.relays import addressed_medium, relayed_between
from toolkit.attribution.subjects import fixed_end, subject_end
from toolkit.attribution.targets import part_object

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.lexemes import Reading, Verb, Word

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
    if not _is_credible(analysis, draft, reading):
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
    if verb.group in GOING_ON and _is_own_words(analysis, source[0]):
        return None  # وتابع حديثه:
    addressed = verb.object == "addressee" and _has_subject_ahead(analysis, draft)
    return None if reading.stands_alone or addressed else source


def _without_question(analysis: Analysis, layer: Layer, verb: Verb, source: tuple[int, int]) -> tuple[int, int]:
    """A source without what it answers: ورد المدير على سؤال الصحيفة بالقول."""
    first, last = source
    asked = (i for i in range(first + 1, last) if layer.cls(i) == "p" and analysis.words[i].key in verb.particles)
    return first, next(asked, last)


def _is_own_words(analysis: Analysis, i: int) -> bool:
    """Whether a noun is the speaker's own speech, as its pronoun says: حديثه، تحذيرها."""
    word = analysis.words[i]
    speech = word.tags & (Tag.DOCUMENT | Tag.SETTING | Tag.POSSESSED) or word.noun is not None
    return bool(speech) and not word.definite and analysis.tokens.texts[i].endswith(THIRD)


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
        if draft.relative and _is_resumed(analysis, draft):
            # التي قال إنها: the head is what he spoke of, not who spoke
            draft.source = None


def _is_credible(analysis: Analysis, draft: Draft, reading: Reading) -> bool:
    """Whether this verb reports here: what its risk, its place and its subject say together."""
    verb, first = reading.verb, draft.cue.first
    says = draft.match.rule.id.startswith("verb-saying") and draft.source is not None  # ورد بوش على التصريحات بقوله
    if verb.risk == "high" and not says and not _is_likely(analysis, draft):
        return analysis.refuse("the verb is mostly something else, and no source that speaks makes it likely here")
    if draft.source is None:
        why = _why_nobody(analysis, draft, reading)
        return not why or analysis.refuse(why)
    if verb.key == _SAYS and analysis.words[draft.source[0]].bare in _OCCASIONS:
        if draft.source[0] > first:  # ويقول الاجتماع المرتقب
            return analysis.refuse("a meeting affirms or calls for something, and says nothing")
        draft.source = None  # الاجتماع الذي قال فيه
        return True
    shown = analysis.words[draft.source[0]].bare == "معلومات" and reading.slot.startswith("impf")
    if shown and draft.source[1] <= first:
        return analysis.refuse("information shows it, and nobody says it")  # المعلومات الأولية تشير إلى أن
    ahead = draft.source[1] <= first and not draft.relative
    several = verb.risk != "high" and reading.number != "s"  # مشرعان قالا: what is several and agrees is human
    if ahead and not several and not _is_subject(analysis, draft.source, reading):
        if verb.key in _TELLING and draft.match.rule.content in ("QUOTE", "SPEECH"):
            draft.source = None  # وردا على سؤال عن الأسعار التي ارتفعت قال: «…»
            return True
        return analysis.refuse("what stands before it is a thing that shows, and nobody who speaks")
    return True


_SAYS = "qala"
_OCCASIONS = frozenset("اجتماع زياره جلسه مباراه مباحثات محادثات".split())
"""What a verb of saying has for its subject only where a text is broken."""


def _why_nobody(analysis: Analysis, draft: Draft, reading: Reading) -> str:
    """Why a verb whose subject is left out is not said to be anybody's; "" where somebody is meant."""
    layer, verb, first = draft.layer, reading.verb, draft.cue.first
    before = analysis.words[first - 1]
    present = reading.slot.startswith("impf")
    if verb.group in _THINKS and present and _speaks_of_himself(analysis, draft):
        return "what he says he believes is what he says"  # أفاد بأنه يعتقد أن
    if layer.block is not None and verb.group != "say" and not _goes_on(reading):
        return "within quotation marks a verb without subject is mostly the speaker's own"  # صرخت
    alone = draft.match.gap[0] == draft.match.gap[1] and not _is_resumed(analysis, draft)
    several = reading.slot == "pf.3mp" and reading.pronoun  # مما اعتبروه
    if layer.cls(first - 1) == "R" and before.key.endswith("ما") and alone and not several:
        return "«which is considered»: nobody is named who says it"  # وهو ما يعتبر
    if layer.cls(first - 1) == "X" and present and verb.risk != "low" and verb.group != "opine":
        return "behind an auxiliary and without a subject, a state of mind"  # كان يخشى أن
    return _why_of_verb(analysis, draft, reading)


def _goes_on(reading: Reading) -> bool:
    """Whether somebody of whom was told before goes on to speak, also in quoted news: «… وأشار إلى أن»."""
    tells = reading.verb.risk == "low" and reading.verb.group not in _THINKS  # «… واعتقد أن»: he himself
    return tells and reading.slot.startswith("pf.3") and reading.proclitics == "و"


def _why_of_verb(analysis: Analysis, draft: Draft, reading: Reading) -> str:
    """The same for what only this verb tells."""
    layer, verb, first = draft.layer, reading.verb, draft.cue.first
    before = analysis.words[first - 1]
    if verb.key == "alama" and not reading.pronoun and analysis.words[first].key.endswith("اعلم"):
        return "«know that»: nobody is told to have informed anybody"  # واعلم أن
    if verb.key == "qarrara" and reading.slot == "impf.3fs" and not before.tags & Tag.PRONOUN:
        return "«it was decided»"  # وتقرر أن
    if verb.key == "wajada" and _was_checked(analysis, layer, first):
        return "what the outlet checked and found itself"  # تحقق الفريق من الخبر ووجد أن
    noun_ahead = layer.cls(first - 1) == "w" and not before.tags & Tag.PRONOUN
    if noun_ahead and reading.slot.startswith("impf") and verb.risk != "low":
        return "a noun stands before it that was not understood as its subject"
    return ""


_CHECK_REACH = 60
"""How far before «found» the outlet may say that it checked, in tokens, so that a long sentence takes linear time."""


def _was_checked(analysis: Analysis, layer: Layer, verb: int) -> bool:
    start = max(layer.start(verb), verb - _CHECK_REACH)
    return any(analysis.words[i].key in _CHECKED for i in range(start, verb))


_TELLING = frozenset(("qala", "ajaba", "adafa"))
"""Verbs that no thing has for its subject, so that before a quotation they are somebody's who is left out."""
_THINKS = ("opine", "expect", "express")
"""Verbs that say of their subject what he thinks or feels, which nobody but he can tell."""


def _is_passive(analysis: Analysis, draft: Draft, reading: Reading) -> bool:
    """Whether «believes» without anybody who might is «is believed»: حيث يعتقد أن، الفيروس الذي يعتقد أن."""
    layer, first = draft.layer, draft.cue.first
    if reading.verb.lemma == "تردد":
        return draft.source is None  # تردد أن: nobody is named who says so
    if reading.slot != "impf.3ms" or reading.pronoun or reading.proclitics:
        alone = draft.source is None and layer.cls(first - 1) in "SB"
        return reading.slot == "impf.3ms" and reading.verb.lemma in _IMPERSONAL and alone
    if reading.verb.group == "expect" and draft.source is None and layer.cls(first - 1) == "w":
        ahead = analysis.words[first - 1]
        return bool(ahead.tags & Tag.COMMON) and not ahead.definite  # في خطوة يتوقع أن
    if not reading.verb.light:
        return False
    if draft.source is None and layer.cls(first - 1) == "R" and _is_resumed(analysis, draft):
        return reading.verb.group == "opine"  # الشبكة التي يعتقد أنها قريبة
    if draft.source is not None:
        return draft.relative and not is_head(analysis.words[draft.source[0]])
    before = analysis.words[first - 1].key if first else ""
    if layer.cls(first - 1) == "w" and reading.verb.group == "opine" and _is_resumed(analysis, draft):
        thing = analysis.words[first - 1]
        return not thing.definite and not is_head(thing)  # أشلاء يعتقد أنها لضحايا
    return before == "حيث" or (layer.cls(first - 1) in "SB" and reading.verb.group == "opine")


_IMPERSONAL = frozenset(("اعتقد", "ظن", "توقع", "خشي", "زعم", "اتهم", "اشتبه"))
"""Verbs that begin a sentence with «and» and nobody's name mostly as passives: ويعتقد أن, but not ويقول إن."""


def _is_described(analysis: Analysis, draft: Draft, reading: Reading) -> bool:
    """Whether what stands before a verb with a pronoun is what it speaks of: اعتقلت شبانا وصفتهم بأنهم."""
    source = draft.source
    if source is None or not reading.pronoun or draft.relative or source[1] != draft.cue.first:
        return False
    last = analysis.words[source[1] - 1]
    return not last.definite and not last.tags & (Tag.NAME | Tag.PLACE | Tag.ORGANISATION)


def _speaks_of_himself(analysis: Analysis, draft: Draft) -> bool:
    """Whether a complementizer with a pronoun stands before the verb, so that the speaker is its subject."""
    return bool(analysis.words[draft.cue.first - 1].tags & Tag.PRONOUN_COMPLEMENTIZER)


def _telling(analysis: Analysis, first: int, last: int) -> int:
    """The token that says who, behind those that say how many or which: بعض الخبراء، 41% من السكان، هذه الجمعيات."""
    words = analysis.words
    while first < last - 1 and (
        words[first].key in _COUNTED
        or counts(words, first)
        or words[first].tags & Tag.DEMONSTRATIVE
        or words[first].bare in NUMBERS
    ):
        first += 1
    return first


def _is_share(analysis: Analysis, first: int) -> bool:
    """Whether a share of those who were asked is the source: 46%."""
    tokens = analysis.tokens
    if tokens.kinds[first] != "number" or first + 2 >= len(tokens):
        return False
    return tokens.texts[first + 1] in ("%", "٪", "بالمئة", "بالمائة") or tokens.texts[first + 2] in ("المئة", "المائة")


_CHECKED = frozenset(("تحقق", "وتحقق", "تحققت", "تحققنا"))
_COUNTED = frozenset(("", "من", "بالمايه", "بالميه"))


def _agrees(head: Word, reading: Reading) -> bool:
    """Whether a feminine verb stands behind a feminine noun, as it would behind no object or adverb."""
    return reading.gender == "f" and head.bare.endswith("ه")


def _is_subject(analysis: Analysis, source: tuple[int, int], reading: Reading) -> bool:
    """Whether a noun phrase before its verb is one that speaks, and not a thing that shows: تاريخ نشرها يؤكد."""
    known = name_in(analysis, *source) is not None or fixed_end(analysis, *source) > source[0]
    if known or _is_share(analysis, source[0]):
        return True
    shows = reading.slot.startswith("impf")
    first, last = _telling(analysis, *source), source[1]
    words = analysis.words[first : min(last, first + 3)]
    if shows and words[0].definite and words[0].tags & Tag.COMMON and not is_head(words[0]):
        return False  # الواقع يشير إلى
    told = not shows and not words[0].proclitics and not looks_verbal(words[0]) and words[0].noun is None
    if told and (_agrees(analysis.words[first], reading) or words[0].tags & Tag.ACCUSATIVE):
        return True  # ربة منزل اشتكت, أن فحصا أوليا أقر
    return (
        is_head(words[0])
        or (len(words) > 1 and is_head(words[1]))
        or all(is_name_like(w) or w.definite or not w.key for w in words)
    )


def _is_resumed(analysis: Analysis, draft: Draft) -> bool:
    at = draft.match.content - 1
    pronoun = draft.layer.cls(at) == "C" and bool(analysis.words[at].tags & Tag.PRONOUN_COMPLEMENTIZER)
    return pronoun and draft.match.gap[1] == draft.match.gap[0]


def _is_name_ahead(analysis: Analysis, layer: Layer, source: tuple[int, int]) -> bool:
    """Whether with what looks like a name a clause begins, whose verb has a clause of its own: إن بوتين يرى أن."""
    begins = layer.cls(source[0] - 1) in "CK,SB"
    return begins and all(is_name_like(word) and not word.definite for word in analysis.words[slice(*source)])


def _is_likely(analysis: Analysis, draft: Draft) -> bool:
    """Whether a form that is often something else reports here: its source speaks, and what it said is near."""
    first, last = draft.match.gap
    if draft.source is None:
        goes_on = (
            bool(draft.cue.reading and draft.cue.reading.proclitics) or draft.layer.cls(draft.cue.first - 1) == "K"
        )
        speaks = draft.layer.cls(last) == ":" and draft.match.rule.content == "QUOTE" and last - first <= 6
        if speaks or _goes_on_in(draft):
            return True
        near = last - first <= 2 and goes_on
        posts = any(analysis.words[i].tags & Tag.SETTING for i in range(first, min(last, first + 4)))
        own = posts and goes_on and _is_own_words(analysis, first + 1)  # وبين في حديثه للإذاعة بأن
        return near or own or (posts and draft.match.rule.content == "QUOTE")
    if _is_share(analysis, draft.source[0]) or fixed_end(analysis, *draft.source) > draft.source[0]:
        return True  # ونشرت وسائل إعلام أن
    head = analysis.words[_telling(analysis, *draft.source)]
    colon = draft.layer.cls(last) == ":" and draft.match.rule.content == "QUOTE"
    if colon and (last - first <= 8 or is_head(head)):
        return True
    quoted = draft.match.rule.content == "QUOTE"
    posts = draft.layer.cls(last) in ":Q" and any(analysis.words[i].tags & Tag.SETTING for i in range(first, last))
    if posts and (draft.layer.cls(last) == ":" or (quoted and draft.source[0] == first)):
        return True  # كتب فلان على صفحته:
    if lone_end(analysis, draft.layer, draft.source[0], last) > draft.source[0]:
        return True  # وأبلغ لافروف نظيره أن
    last -= quoted and draft.layer.cls(last - 1) == ","  # وتابع فلان، «…»
    if draft.source == (first, last) and last - first <= 2 and draft.layer.cls(last) in "CQ,":
        return is_head(head) or (not head.proclitics and (head.definite or is_name_like(head)))
    raised = head.tags & Tag.ACCUSATIVE and draft.source[1] <= draft.cue.first  # أن فحصا أوليا أقر بأن
    if draft.source[1] == draft.cue.first and first == last and draft.layer.cls(last) == "C":
        return is_head(head) or bool(raised) or _is_name_ahead(analysis, draft.layer, draft.source)
    surname = _is_surname_behind(analysis, draft) or _is_from_whom(analysis, draft)
    whole = draft.source[0] == first and last - draft.source[1] <= 1  # however long the office before the name
    return (whole or last - first <= _FAR) and (is_head(head) or bool(raised) or surname)


def _goes_on_in(draft: Draft) -> bool:
    """Whether somebody goes on, with nothing but when and where before what he says: وتابع في ختام الاجتماع، أنه."""
    reading, (first, last) = draft.cue.reading, draft.match.gap
    if reading is None or not reading.proclitics or reading.verb.group != "continue":
        return False
    told = draft.layer.cls(last) == "C" or draft.match.rule.content == "QUOTE"
    return told and draft.layer.cls(first) in "p," and last - first <= _FAR


def _is_from_whom(analysis: Analysis, draft: Draft) -> bool:
    """Whether a medium relays somebody by his surname alone: ونقلت الوكالة عن لافروف أن."""
    source, via = draft.source, draft.via
    if source is None or via is None or not analysis.words[via[0]].tags & Tag.MEDIUM:
        return False
    word = analysis.words[source[0]]
    alone = source == (source[0], draft.match.content - 1) and source[1] - source[0] == 1
    named = word.definite and not word.tags & ~(Tag.NISBA | Tag.NAME)  # عن النعيمي أن
    return alone and (named or word.key in analysis.families or is_name_like(word))


_FAR = 14
"""So many tokens may stand between a verb that is often something else and what it reports."""


def _is_surname_behind(analysis: Analysis, draft: Draft) -> bool:
    """Whether a surname stands alone right behind a verb of the past that brings a clause: رأى لافروف، في بيان، أن."""
    source, reading = draft.source, draft.cue.reading
    if source is None or reading is None or draft.match.rule.content != "CLAUSE" or draft.layer.block is not None:
        return False
    if draft.layer.cls(source[0]) == "m":
        return source[0] == draft.cue.last  # رأت «الأفق» أن
    word = analysis.words[source[0]]
    alone = source[1] - source[0] == 1 and source[0] == draft.cue.last and reading.slot.startswith("pf")
    return alone and (word.key in analysis.families or (not word.tags and (word.definite or is_name_like(word))))
