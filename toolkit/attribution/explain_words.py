"""The words of a text that could be a cue, and what became of each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.attribution.classes import why_no_cue
from toolkit.attribution.explanations import Form, Place, Trial
from toolkit.attribution.inflection import inflection
from toolkit.attribution.matches import admits, rules_for
from toolkit.attribution.reread import class_name
from toolkit.attribution.rules import GAP, reach
from toolkit.attribution.trace import PATTERNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.explanations import Outcome, PlaceKind
    from toolkit.attribution.reread import Reread
    from toolkit.attribution.rules import Rule
    from toolkit.attribution.trace import Attempt

__all__ = ["words"]

_KINDS: dict[str, PlaceKind] = {
    "VERB": "verb",
    "HAL": "participle",
    "NOUN": "noun",
    "DONE": "noun",
    "STATEMENT": "noun",
    "MARKER": "marker",
    "ASMARKER": "marker",
}


def words(read: Reread) -> dict[int, Place]:
    """The words that could be a cue: those that were tried, and every other form of a reporting verb."""
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in read.trace.attempts:
        attempts[attempt.cue.first].append(attempt)
    forms = (i for i, word in enumerate(read.analysis.words) if word.finite or word.hal or word.noun)
    return {i: _tried(read, i, attempts[i]) if i in attempts else _passed(read, i) for i in sorted({*attempts, *forms})}


def _passed(read: Reread, i: int) -> Place:
    """A form of a reporting verb whose class is that of no cue."""
    word = read.analysis.words[i]
    relation = read.cues.get(i)
    noted = read.trace.passed.get(i)
    why = [f"part of the cue of relation {relation}"] if relation is not None else []
    why += [noted] if noted else why_no_cue(read.analysis.words, i)
    why = why or [f"what stands around it makes it a {read.token_class(i)}"]
    return Place(
        read.analysis.span(i, i + 1),
        "verb" if word.finite else "participle" if word.hal else "noun",
        read.token_class(i),
        _forms(read, i),
        "part" if relation is not None else "none",
        relation,
        tuple(why),
    )


def _tried(read: Reread, i: int, attempts: Sequence[Attempt]) -> Place:
    """A cue that the rules were tried on, as one class of cues or as several."""
    trials = [trial for attempt in attempts for trial in _trials(read, attempt)]
    made = next((a for a in attempts if a.draft is not None and id(a.draft) in read.relations), None)
    chosen = made or attempts[0]
    outcome: Outcome = "none"
    relation = None
    why: list[str] = []
    if made is not None:
        outcome, relation = "relation", read.relations[id(made.draft)]
        parent = read.quotations[relation].parent
        why = [f"the rule {read.quotations[relation].rule} fits"]
        why += [f"nested: it lies in the content of relation {parent}"] if parent is not None else []
    elif chosen.within is not None:
        relation = read.relations.get(id(chosen.within))
        outcome = "none" if relation is None else "part"
        why = [_merged(read, chosen.within, relation)]
    else:
        why = [*_nearest(trials), *(words for attempt in attempts for words in _refusals(read, attempt))]
    last = max(attempt.cue.last for attempt in attempts)
    return Place(
        read.analysis.span(i, last),
        _KINDS[chosen.cue.name],
        read.token_class(i),
        _forms(read, i),
        outcome,
        relation,
        tuple(dict.fromkeys(why)),
        tuple(trials),
    )


def _merged(read: Reread, within: Draft, relation: int | None) -> str:
    if relation is not None:
        return f"it stands between cue and content of relation {relation}, whose cue goes before it"
    return f"it stands between cue and content of what made no relation: {read.trace.dropped[id(within)]}"


def _refusals(read: Reread, attempt: Attempt) -> list[str]:
    dropped = read.trace.dropped.get(id(attempt.draft))
    return [dropped] if dropped else [refusal.why for refusal in attempt.refusals]


def _nearest(trials: Sequence[Trial]) -> list[str]:
    """What the patterns that came nearest miss, where none fits."""
    misses = [trial for trial in trials if trial.result == "no match"]
    if not misses or any(trial.pattern and trial.result in ("made", "fits", "refused") for trial in trials):
        return []
    least = min(misses, key=lambda trial: trial.missing)
    near = [trial for trial in misses if (trial.missing, trial.stopped) == (least.missing, least.stopped)]
    expected = " or ".join(dict.fromkeys(trial.expected for trial in near))
    return [f"no pattern fits: {expected}{least.why.removeprefix(least.expected)}"]


def _trials(read: Reread, attempt: Attempt) -> Iterator[Trial]:
    """Every rule for this class of cues, and then the families of rules that are functions."""
    rules = rules_for(attempt.cue.name) if PATTERNS in attempt.tried else ()
    refused: dict[str, list[str]] = defaultdict(list)
    for refusal in attempt.refusals:
        refused[refusal.rule].append(refusal.why)
    made = _made(read, attempt.draft) if attempt.draft is not None else None
    for rule in rules:
        if made is not None and rule.id == made.rule:
            yield made
        elif rule.id in refused:
            yield Trial(rule.id, rule.pattern, "refused", "; ".join(refused[rule.id]))
        elif not admits(rule, attempt.cue):
            yield Trial(rule.id, rule.pattern, "wrong verb", _wrong_verb(rule))
        else:
            yield _reached(read, attempt, rule)
    known = {rule.id for rule in rules} | {""}
    for name, why in refused.items():
        if name not in known:
            yield Trial(name, "", "refused", "; ".join(why))
    if made is not None and made.rule not in known:
        yield made


def _made(read: Reread, draft: Draft) -> Trial:
    rule, dropped = draft.match.rule, read.trace.dropped.get(id(draft))
    if dropped:
        return Trial(rule.id, rule.pattern, "refused", dropped)
    return Trial(rule.id, rule.pattern, "made", "it fits")


def _reached(read: Reread, attempt: Attempt, rule: Rule) -> Trial:
    """How far a pattern got that no test looked at."""
    layer, cue = attempt.layer, attempt.cue
    shift = layer.first
    got = reach(rule, layer.classes, read.backwards[id(layer)], cue.first - shift, cue.last - shift)
    if not got.expected:
        return Trial(rule.id, rule.pattern, "fits", "it fits too, but a rule before it or nearer content wins")
    at = got.at + shift
    stopped = read.analysis.span(at, at + 1) if shift <= at < layer.last else None
    found = f"{class_name(layer.cls(at))} stands there" if stopped else "the text or the quotation ends"
    side = " before the cue" if at < cue.first else ""
    full = f" after the {GAP} tokens of a full gap" if at - cue.last >= GAP and stopped else ""
    expected = got.expected.rpartition(":")[2]
    why = f"{expected} is expected{side}{full}, but {found}"
    return Trial(rule.id, rule.pattern, "no match", why, expected, stopped, got.missing)


def _wrong_verb(rule: Rule) -> str:
    if rule.groups:
        return f"only for verbs of the classes {', '.join(sorted(rule.groups))}"
    return f"only for verbs that take a {rule.takes}"


def _forms(read: Reread, i: int) -> tuple[Form, ...]:
    word = read.analysis.words[i]
    return tuple(
        Form(
            reading.verb.lemma,
            inflection(reading.slot),
            reading.verb.group,
            reading.verb.stance,
            reading.verb.risk,
            reading.weak,
            reading.proclitics,
            reading.pronoun,
        )
        for reading in (word.finite, word.hal, word.noun)
        if reading is not None
    )
