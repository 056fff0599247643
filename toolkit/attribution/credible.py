"""Whether a verb reports where it stands: what its risk, its place and its subject say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import EXCEPT, THIRD, Tag
from toolkit.attribution.lone import lone_end
from toolkit.attribution.named import name_in
from toolkit.attribution.names import is_name_like, looks_verbal
from toolkit.attribution.quantities import NUMBERS, counts
from toolkit.attribution.subjects import fixed_end

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.lexemes import Reading, Word

__all__ = ["is_credible", "is_own_words", "is_resumed"]


def is_own_words(analysis: Analysis, i: int) -> bool:
    """Whether a noun is the speaker's own speech, as its pronoun says: حديثه، تحذيرها."""
    word = analysis.words[i]
    speech = word.tags & (Tag.DOCUMENT | Tag.SETTING | Tag.POSSESSED) or word.noun is not None
    return bool(speech) and not word.definite and analysis.tokens.texts[i].endswith(THIRD)


def is_credible(analysis: Analysis, draft: Draft, reading: Reading) -> bool:
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
    alone = draft.match.gap[0] == draft.match.gap[1] and not is_resumed(analysis, draft)
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


def _speaks_of_himself(analysis: Analysis, draft: Draft) -> bool:
    """Whether a complementizer with a pronoun stands before the verb, so that the speaker is its subject.

    Not where it opens a clause of the narrator's own: إلا أنها ترى أن, فإنها ترى أن.
    """
    particle, before = analysis.words[draft.cue.first - 1], analysis.words[draft.cue.first - 2]
    opens = particle.key.startswith("ف") or before.key in EXCEPT
    return bool(particle.tags & Tag.PRONOUN_COMPLEMENTIZER) and not opens


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


def is_resumed(analysis: Analysis, draft: Draft) -> bool:
    """Whether the particle of a clause bears the pronoun of what the verb has as its object: وصفه بأنه."""
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
        of_it = bool(analysis.words[draft.cue.first - 1].tags & Tag.PRONOUN_COMPLEMENTIZER)
        at_once = first == last and draft.layer.cls(last) == "C"
        if speaks or _goes_on_in(draft) or (of_it and at_once):  # إلا أنها ترى أن
            return True
        near = last - first <= 2 and goes_on
        posts = any(analysis.words[i].tags & Tag.SETTING for i in range(first, min(last, first + 4)))
        own = posts and goes_on and is_own_words(analysis, first + 1)  # وبين في حديثه للإذاعة بأن
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
    ahead = draft.source[1] == draft.cue.first - draft.relative  # الصحيفة رأت أن, الصحيفة التي رأت أن
    if ahead and first == last and draft.layer.cls(last) == "C":
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
