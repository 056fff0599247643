"""Who is meant where a cue leaves its subject out: a choice among those who spoke and those who are spoken of.

Each choice is described by features that hold or do not. Their weights are those of a conditional logistic regression
over the choices of one cue, fitted on hand-annotated articles by `tools/build_ranking.py` and kept as data.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.agreement import MASCULINE
from toolkit.attribution.candidates import Phrase
from toolkit.attribution.drafts import Draft
from toolkit.attribution.lexemes import GOING_ON
from toolkit.attribution.voices import Speaker
from toolkit.attribution.weights import log_odds

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Choice", "Cues", "Turn", "adds", "choices", "probabilities"]

_RANKS = 4
"""So many turns back are told apart; those before are one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One relation whose speaker is known.

    Attributes:
        speaker: Who spoke.
        at: The token of its cue, counted over title and text.
        given: Whether its source is given.
        inner: Whether it stands in what another said.
    """

    speaker: Speaker
    at: int
    given: bool
    inner: bool


@dataclass(slots=True)
class Choice:
    """Somebody who may be meant.

    Attributes:
        speaker: Who, where he has spoken.
        phrases: Where the text speaks of him, the nearest sentence first.
        features: What is known of the choice.
    """

    speaker: Speaker | None
    phrases: list[Phrase] = field(default_factory=list)
    features: tuple[str, ...] = ()


class Cues(NamedTuple):
    """What a choice is made for.

    Attributes:
        draft: What was found at the cue.
        turns: The relations before it, in order, as many as may matter.
        offset: How many tokens stand before its text, counted over title and text.
        since: The token behind what was said last.
        inner: Whether the cue stands in what another says.
        pretext: Whether it says under which pretext somebody acts, and so has no gender: بحجة.
    """

    draft: Draft
    turns: Sequence[Turn]
    offset: int
    since: int
    inner: bool
    pretext: bool = False


def choices(cue: Cues, phrases: Iterable[Phrase]) -> list[Choice]:
    """Those who may be meant by a cue without a source, each once: who spoke, the last first, and who is spoken of.

    Args:
        cue: What the choice is made for.
        phrases: The noun phrases before it, the nearest sentence first.
    """
    found: list[Choice] = []
    spoken: set[int] = set()
    for turn in reversed(cue.turns):
        if turn.speaker.id not in spoken:
            spoken.add(turn.speaker.id)
            found.append(Choice(turn.speaker))
    for phrase in phrases:
        same = next((choice for choice in found if _is_same(choice, phrase)), None)
        if same is None:
            found.append(Choice(None, [phrase]))
        else:
            same.phrases.append(phrase)
    open_ = cue.inner or _runs_on(cue)
    found = [choice for choice in found if choice.speaker is not None or open_ or not _is_said(choice, cue.since)]
    if cue.draft.cue.name == "MARKER":
        found = [choice for choice in found if choice.speaker is not None or choice.phrases[0].mention.kind == "person"]
    found = [choice for choice in found if cue.pretext or not _contradicts(choice, cue.draft)] or found  # حسبه
    if _name(cue) == "HAL" and any(_is_subject(choice, cue) for choice in found):
        found = [choice for choice in found if choice.speaker is not None or not _is_dependent(choice)]
    where = _where(cue.draft)
    latest = sorted({choice.phrases[0].at for choice in found if choice.phrases}, reverse=True)
    for choice in found:
        rank = latest.index(choice.phrases[0].at) if choice.phrases else _RANKS
        choice.features = _features(cue, choice, where, min(rank, _RANKS))
    return found


def _runs_on(cue: Cues) -> bool:
    """Whether the cue only cuts off what another says, as the relative clause it stands in belongs to that.

    وطالب بوقف الضغوط، بعد أن فرضت العاصمة عقوبات على ما قالت إنه شبكة.
    """
    first = cue.draft.cue.first
    return first - cue.since <= 1 and cue.draft.layer.cls(first - 1) == "R"


def adds(draft: Draft) -> bool:
    """Whether a verb at the beginning of its sentence says that somebody who spoke before goes on: وأضاف أن."""
    reading = draft.cue.reading
    goes_on = reading is not None and reading.verb.group in GOING_ON and draft.cue.name == "VERB"
    return goes_on and draft.layer.cls(draft.cue.first - 1) in "SB"


def _contradicts(choice: Choice, draft: Draft) -> bool:
    """Whether the form of the cue tells that it is not this person: a plural of one, a feminine of a man.

    A masculine of a woman tells nothing, as translated news has it.
    """
    reading, (kind, gender, number) = draft.cue.reading, _traits(choice)
    if reading is not None and kind == "organisation" and choice.speaker is None and draft.cue.name == "VERB":
        return reading.gender == "f" and choice.phrases[0].mention.head in MASCULINE  # ووصل وفد. وأضافت
    if reading is None or kind not in ("person", "title"):
        return False
    return (reading.number == "p" and number == "s") or (reading.gender == "f" and gender == "m")


def _is_subject(choice: Choice, cue: Cues) -> bool:
    """Whether a participle hangs on what somebody does, as a verb before it tells, with its gender and number."""
    here = [p for p in choice.phrases if not p.sentences and p.place in ("topic", "subject") and p.at >= cue.since]
    reading, (kind, gender, number) = cue.draft.cue.reading, _traits(choice)
    if not here or reading is None or kind not in ("person", "title"):
        return False
    return (not gender or gender == reading.gender) and (number == "p") == (reading.number == "p")


def _is_dependent(choice: Choice) -> bool:
    """Whether a person is only spoken of behind a noun or a preposition."""
    return _traits(choice)[0] == "person" and all(phrase.place in ("governed", "annexed") for phrase in choice.phrases)


def _traits(choice: Choice) -> tuple[str, str, str]:
    """Of what kind, gender and number somebody is: as he has spoken, or as the nearest phrase calls him."""
    known = choice.speaker if choice.speaker is not None else choice.phrases[0].mention
    return known.kind, known.gender, known.number


def _is_said(choice: Choice, since: int) -> bool:
    """Whether somebody is only spoken of in what another said."""
    return all(phrase.at < since for phrase in choice.phrases)


def _is_same(choice: Choice, phrase: Phrase) -> bool:
    """Whether a phrase means somebody who is among the choices."""
    mention, speaker = phrase.mention, choice.speaker
    if speaker is not None:
        if mention.kind == "person":
            return speaker.kind == "person" and any(
                key in speaker.keys for key in (*mention.keys[:1], *mention.keys[-1:])
            )
        return mention.head in speaker.heads and (mention.short or speaker.label == mention.label)
    other = choice.phrases[0].mention
    if other.kind != mention.kind:
        return False
    return set(mention.keys) <= set(other.keys) or set(other.keys) <= set(mention.keys)


def _where(draft: Draft) -> str:
    """Where the cue stands: it begins a paragraph or a sentence, is joined by «and», hangs on a noun or on a clause."""
    layer, first, reading = draft.layer, draft.cue.first, draft.cue.reading
    before = layer.cls(first - 1)
    if before in "BSR":
        return {"B": "paragraph", "S": "sentence", "R": "relative"}[before]
    if reading is not None and reading.proclitics.startswith("و"):
        return "and"
    return "noun" if before == "w" else "clause"


_PLACES = ("topic", "subject", "perhaps", "other", "object", "governed", "annexed")


def _told(phrases: Sequence[Phrase], since: int, *, here: bool) -> str:
    """As what a choice is spoken of in the sentence of the cue (`here`) or before it; whether within what was said."""
    near = [phrase for phrase in phrases if (phrase.sentences == 0) is here]
    if not near:
        return "no"
    best = min(near, key=lambda phrase: (phrase.at < since, phrase.sentences, _PLACES.index(phrase.place)))
    said = "said" if best.at < since else "told"
    return f"{best.place} {said}" if here else f"{best.place} {said} {best.sentences}"


def _features(cue: Cues, choice: Choice, where: str, rank: int) -> tuple[str, ...]:
    draft, speaker = cue.draft, choice.speaker
    reading, name = draft.cue.reading, _name(cue)
    group = reading.verb.group if reading is not None else "none"
    goes_on = "goes on" if group in GOING_ON else "other"
    spoke, turn = _spoke(speaker, cue)
    mention = choice.phrases[0].mention if choice.phrases else None
    kind, gender, number = _traits(choice)
    wanted = reading.gender if reading is not None and not cue.pretext else ""
    agrees = "unknown" if not gender or not wanted else "yes" if gender == wanted else "no"
    several = reading is not None and reading.number == "p"
    here, before = _told(choice.phrases, cue.since, here=True), _told(choice.phrases, cue.since, here=False)
    at = turn.at - cue.offset if turn is not None else choice.phrases[0].at
    return _named(
        _Traits(
            where=where,
            name=name,
            goes_on=goes_on,
            spoke=spoke,
            turn="none" if turn is None else "given" if turn.given else "left out",
            here=here,
            before=before,
            beside="yes" if any(phrase.beside for phrase in choice.phrases) else "no",
            gender=agrees,
            number="yes" if several == (number == "p") else "no",
            several="several" if several else "one",
            kind=kind,
            lines=_lines(draft, at),
            rank=str(rank),
            turns=str(min(sum(turn.speaker is speaker for turn in cue.turns), _RANKS)) if speaker is not None else "0",
            known="yes" if any(phrase.known for phrase in choice.phrases) else "no",
            person="yes" if mention is not None and mention.kind == "person" else "no",
            inner="yes" if cue.inner else "no",
        )
    )


def _name(cue: Cues) -> str:
    """The class of a cue; a pretext is told apart, as who acts has it and not who speaks: إغلاق المحكمة له بحجة."""
    return "PRETEXT" if cue.pretext else cue.draft.cue.name


class _Traits(NamedTuple):
    """What the features of a choice are made of, each as the names of the features have it."""

    where: str
    name: str
    goes_on: str
    spoke: str
    turn: str
    here: str
    before: str
    beside: str
    gender: str
    number: str
    several: str
    kind: str
    lines: str
    rank: str
    turns: str
    known: str
    person: str
    inner: str


@lru_cache(maxsize=20_000)  # the same few traits meet again and again
def _named(of: _Traits) -> tuple[str, ...]:
    """The features of a choice by their names in the table of weights."""
    new = "new" if of.spoke == "no" else "known"
    told = of.here if of.here != "no" else of.before
    place = told.split(" ")[0]
    return (
        f"spoke={of.spoke}",
        f"place={place}/{new}",
        f"place={place}/{of.name}",
        f"said={'yes' if ' said' in told else 'no'}/{new}",
        f"gender={of.gender}/{new}",
        f"beside={of.beside}/{of.where}",
        f"spoke={of.spoke}/{of.name}/{of.where}",
        f"spoke={of.spoke}/{of.goes_on}/{of.name}",
        f"here={of.here}/{of.name}",
        f"here={of.here}/{new}/{of.where}",
        f"here={of.here}/{of.spoke}",
        f"before={of.before}/{new}",
        f"before={of.before}/{of.name}",
        f"gender={of.gender}/{of.kind}",
        f"number={of.number}/{of.several}",
        f"kind={of.kind}/{of.name}/{new}",
        f"turn={of.turn}/{of.spoke}",
        f"lines={of.lines}/{of.spoke}",
        f"named={of.person}/{new}",
        f"word={of.known}/{new}",
        f"word={of.known}/{of.person}/{new}",
        f"inner={of.inner}/{of.spoke}",
        f"rank={of.rank}/{of.name}/{new}",
        f"rank={of.rank}/{place}",
        f"turns={of.turns}/{of.name}",
        f"turns={of.turns}/{of.spoke}",
    )


def _spoke(speaker: Speaker | None, cue: Cues) -> tuple[str, Turn | None]:
    """How many others spoke since a choice did, and his last turn; `inner` where only in what another says."""
    if speaker is None:
        return "no", None
    others: set[int] = set()
    last: Turn | None = None
    for turn in reversed(cue.turns):
        if turn.speaker is speaker:
            last = last or turn
            if not turn.inner:
                return str(min(len(others), _RANKS)), last
        elif not turn.inner:
            others.add(turn.speaker.id)
    latest = bool(cue.turns) and cue.turns[-1] is last
    return "inner last" if latest else "inner", last


def _lines(draft: Draft, at: int) -> str:
    """How many paragraphs begin between token `at` and the cue."""
    layer = draft.layer
    if at < layer.first:
        return "far"
    count = layer.classes.count("B", at - layer.first, draft.cue.first - layer.first)
    return str(count) if count < 2 else "far"


@lru_cache(maxsize=20_000)
def _score(features: tuple[str, ...]) -> float:
    return log_odds("ranking", features)


def probabilities(found: Sequence[Choice]) -> list[float]:
    """How likely each choice is to be the one that is meant, if one of them is."""
    scores = [_score(choice.features) for choice in found]
    top = max(scores, default=0.0)
    powers = [math.exp(score - top) for score in scores]
    return [power / sum(powers) for power in powers]
