"""Who an attribution without a source goes back to: the subject of its sentence, or of the sentence before.

What is found here is how he is called there; who that is, is for `speakers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.attribution.ahead import subject_before
from toolkit.attribution.circumstances import (
    bears_pronoun,
    begins_prepositional,
    skip_circumstances,
    skip_prepositional,
)
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.mentions import mention_of
from toolkit.attribution.named import name_in
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.subjects import subject_end

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.mentions import Mention

__all__ = ["Subject", "left_out"]

_REACH = 120
"""How far behind its subject a cue may stand, in tokens, so that a long sentence takes linear time."""
_SENTENCES = 4
"""How many sentences back somebody may be introduced who then speaks."""
_SAME_SPEAKER = frozenset(("add", "continue", "conclude"))
"""Verbs that go on with who spoke last, whoever was named since."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Who an attribution without a source goes back to.

    Attributes:
        mention: How he is called where he is subject.
        at: The token at which that begins.
        how: In words, how he was found.
    """

    mention: Mention
    at: int
    how: str


def left_out(analysis: Analysis, draft: Draft, before: Sequence[Draft], since: int) -> Subject | None:
    """The subject of the clause that a cue goes on with, though he has said nothing in it; None where there is none.

    Args:
        analysis: The text.
        draft: What was found at the cue.
        before: The drafts before it whose speakers are known, the last last.
        since: The token behind what was said last.
    """
    if draft.cue.name == "HAL" or _goes_on(draft):
        phrase = _of_sentence(analysis, draft, before)
        mention = mention_of(analysis, *phrase) if phrase is not None else None
        if phrase is not None and mention is not None and _agrees(mention, draft):
            how = "elided: the subject of its sentence, whose own verb reports nothing"
            return Subject(mention, phrase[0], how)
    if draft.cue.name == "VERB" and draft.cue.reading is not None and draft.cue.reading.number == "p":
        for first, last in _of_verbs(analysis, draft):
            mention = mention_of(analysis, first, last)
            if mention.number == "p":
                return Subject(mention, first, "elided: the plural subject of an earlier verb of its sentence")
    phrase = _introduced(analysis, draft, since)
    mention = mention_of(analysis, *phrase) if phrase is not None else None
    if phrase is None or mention is None or not _agrees(mention, draft) or mention.number != "s":
        return None
    return Subject(mention, phrase[0], "elided: the person with whom this sentence or one before it began")


def _agrees(mention: Mention, draft: Draft) -> bool:
    """Whether somebody may be the subject of a cue, as far as gender tells."""
    return draft.cue.reading is None or not draft.cue.reading.gender or mention.gender in ("", draft.cue.reading.gender)


def _goes_on(draft: Draft) -> bool:
    """Whether a verb goes on with the subject of its sentence.

    أدرجت الوزارة التنظيم في القائمة، وبررت القرار بأن; فرضت واشنطن عقوبات على ما قالت إنها شبكة;
    فرضت واشنطن عقوبات على شركات اتهمتها بالتهريب.
    """
    reading, at, layer = draft.cue.reading, draft.cue.first, draft.layer
    if draft.cue.name != "VERB" or reading is None or layer.start(at) == at:
        return False
    described = bool(reading.pronoun) and layer.cls(at - 1) == "w"
    return reading.proclitics == "و" or layer.cls(at - 1) == "R" or described


def _of_sentence(analysis: Analysis, draft: Draft, before: Sequence[Draft]) -> tuple[int, int] | None:
    """The subject of the clause a cue hangs on, where its verb reports nothing; None where it reports.

    Args:
        analysis: The text.
        draft: What was found at the cue.
        before: The drafts before it whose speakers are known, the last last.
    """
    layer = draft.layer
    start = max(layer.start(draft.cue.first), draft.cue.first - _REACH)
    if layer.cls(draft.cue.first - 1) == "R":
        return _nearest_subject(analysis, draft, start)
    for other in reversed(before):
        if other.cue.first < start:
            break
        if other.layer is layer:
            return None
    for i in range(start, draft.cue.first):
        if layer.cls(i) in "vV":
            return _known_subject(analysis, layer, i, draft.cue.first)
    return _opening(analysis, draft, start)


def _known_subject(analysis: Analysis, layer: Layer, verb: int, end: int) -> tuple[int, int] | None:
    phrase = _beside_verb(analysis, layer, verb, end)
    known = Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.PLACE
    return phrase if phrase is not None and analysis.words[phrase[0]].tags & known else None


def _nearest_subject(analysis: Analysis, draft: Draft, start: int) -> tuple[int, int] | None:
    """The subject of the last verb before a relative clause of his own: فرضت واشنطن عقوبات على ما قالت إنها شبكة."""
    for i in range(draft.cue.first - 1, start - 1, -1):
        if draft.layer.cls(i) in "vV":
            found = _known_subject(analysis, draft.layer, i, draft.cue.first)
            if found is not None:
                return found
    return None


def _of_verbs(analysis: Analysis, draft: Draft) -> Iterator[tuple[int, int]]:
    """The subjects of the verbs before a cue in its sentence, the nearest first: تناقل ناشطون مقطعا يدعون أنه."""
    layer, cue = draft.layer, draft.cue.first
    for i in range(cue - 1, max(layer.start(cue), cue - _REACH) - 1, -1):
        opens = analysis.words[i].finite is not None and layer.cls(i - 1) in "SBK,"  # تداول ناشطون
        phrase = _beside_verb(analysis, layer, i, cue) if opens or layer.cls(i) in "vV" else None
        if phrase is not None:
            yield phrase


def _beside_verb(analysis: Analysis, layer: Layer, verb: int, end: int) -> tuple[int, int] | None:
    """The subject of a verb: behind it, up to the object (غادر الوزير القاعة), or else before it."""
    first = skip_circumstances(analysis, layer, verb + 1, end)
    if first < end and bears_pronoun(analysis, layer, first):
        first += 1  # فرضت فيه واشنطن عقوبات
    phrase = noun_phrase(analysis, layer, first, end)
    if phrase is not None and not begins_prepositional(analysis, layer, first):
        return first, subject_end(analysis, layer, *phrase)
    return subject_before(analysis, layer, verb)[0]


def _opening(analysis: Analysis, draft: Draft, start: int) -> tuple[int, int] | None:
    """The person who opens the sentence, where no lexicon knows its verb: الدكتور فلان ابتدر الحضور قائلا."""
    first = skip_circumstances(analysis, draft.layer, start, draft.cue.first)
    phrase = noun_phrase(analysis, draft.layer, first, draft.cue.first)
    if phrase is None or not analysis.words[first].tags & (Tag.TITLE | Tag.NAME):
        return None
    return phrase if name_in(analysis, *phrase) is not None else None


def _introduced(analysis: Analysis, draft: Draft, since: int) -> tuple[int, int] | None:
    """The person who is the subject of this sentence or the one before, and has not spoken yet: جلس فلان قربها. روى أن.

    Args:
        analysis: The text.
        draft: What was found at the cue.
        since: The token behind what was said last, which the person must be named behind.
    """
    reading, layer, cue = draft.cue.reading, draft.layer, draft.cue
    if draft.cue.name != "VERB" or reading is None or reading.verb.group in _SAME_SPEAKER:
        return None
    sentence, end = layer.start(cue.first), cue.first
    for _ in range(_SENTENCES):
        if sentence < max(since, cue.first - _REACH):
            return None
        found = _named_subject(analysis, layer, sentence, min(cue.first, end))
        if found is not None or sentence <= layer.first:
            return found
        sentence, end = layer.start(max(layer.first, sentence - 2)), sentence
    return None


def _named_subject(analysis: Analysis, layer: Layer, start: int, end: int) -> tuple[int, int] | None:
    """The subject with which a sentence begins, or its first verb, where it is a person whose name a lexicon knows."""
    first = opening = skip_circumstances(analysis, layer, start, end)
    while first < end and begins_prepositional(analysis, layer, first):
        first = skip_circumstances(analysis, layer, skip_prepositional(analysis, layer, first, end), end)
    if first < end and layer.cls(first) in "vVX":
        phrase = _beside_verb(analysis, layer, first, end)  # على آخر درجة جلس فلان
    elif first == opening < end:
        phrase = noun_phrase(analysis, layer, first, end)
    else:
        return None
    name = name_in(analysis, *phrase) if phrase is not None else None
    if phrase is None or name is None:
        return None
    known = any(analysis.words[i].tags & (Tag.NAME | Tag.TITLE) for i in range(*phrase))
    return phrase if known else None
