"""Which rule fits a cue best, and whether what else it asks for holds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import bears_pronoun, begins_prepositional
from toolkit.attribution.drafts import Cue
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.markers import stands_within
from toolkit.attribution.names import is_name_like
from toolkit.attribution.phrases import source_between
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.verb_forms import verbs

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Verb, Word

__all__ = ["admits", "best_match", "rules_for"]


@cache
def rules_for(cue: str) -> tuple[Rule, ...]:
    """The rules for a class of cues, in order of preference."""
    return tuple(rule for rule in load_rules() if rule.cue == cue)


_LAST_RESORT = "according-first-verb"
"""Without a comma a verb may also describe the source, so that a rule that sees a comma or a particle goes before."""


def best_match(analysis: Analysis, layer: Layer, cue: Cue, classes: str, backwards: str, shift: int) -> Match | None:
    """The match whose content is nearest; what stands behind the cue goes before what stands ahead of it.

    `classes` are those of the layer, or what the cue sees of them, from token `shift` on.
    """
    best: Match | None = None
    for rule in _admitting(cue.name, cue.reading.verb.key if cue.reading is not None else ""):
        if rule.id == _LAST_RESORT and best is not None:
            continue
        match = rule.match(classes, backwards, cue.first - shift, cue.last - shift)
        match = _moved(match, shift) if match is not None else None
        if match is None or not _holds(analysis, layer, cue, match):
            continue
        if best is None or (not rule.looks_back and not best.rule.looks_back and match.gap[1] < best.gap[1]):
            best = match
    return best


def _moved(match: Match, by: int) -> Match:
    """A match in the tokens of the text, where its classes begin at token `by`."""
    first, last = match.gap
    return replace(match, gap=(first + by, last + by), content=match.content + by, end=match.end + by)


def admits(rule: Rule, cue: Cue) -> bool:
    """Whether a rule holds for the verb of the cue."""
    return rule in _admitting(cue.name, cue.reading.verb.key if cue.reading is not None else "")


@cache
def _admitting(cue: str, key: str) -> tuple[Rule, ...]:
    """The rules for a class of cues that hold for the verb of this key; all of them where the cue has none."""
    if not key:
        return rules_for(cue)
    verb = verbs()[key]
    return tuple(
        rule
        for rule in rules_for(cue)
        if (not rule.takes or rule.takes in verb.takes) and (not rule.groups or verb.group in rule.groups)
    )


def _is_informing(cue: Cue, noun: Word, i: int) -> bool:
    """Whether the noun at token `i` before أن is who says so: أفادت المعلومات أن, and not أكدت المعلومات."""
    reading = cue.reading
    speaks = reading is not None and reading.gender == "f" and reading.verb.group in ("inform", "state", "say", "point")
    return speaks and i == cue.last and noun.key in _INFORMING


_INFORMING = frozenset(("المعلومات", "الانباء", "المعطيات", "المصادر", "التقديرات", "الشائعات"))


def _is_loose(analysis: Analysis, verb: Verb, i: int) -> bool:
    """Whether a verb of saying stands with إلى أن at token `i`, like أشار, as careless texts have it: وأضاف إلى أن."""
    beside = analysis.words[i - 1].key in _BESIDES
    return analysis.words[i].key == "الي" and verb.group in _LOOSE and verb.risk != "high" and not beside


_LOOSE = frozenset(("add", "assert", "state", "explain", "inform"))
_BESIDES = frozenset(("بالاضافه", "اضافه", "وبالاضافه", "واضافه", "نسبه", "بالنسبه"))


def _holds(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool:
    """Whether the complementizer is the cue's own."""
    if match.rule.id.startswith("verb-saying") and cue.reading is not None and cue.reading.verb.group in _JUDGING:
        return _is_plain(analysis, layer, match)
    asked = _own_condition(analysis, layer, cue, match)
    if asked is not None:
        return asked
    if match.rule.content != "CLAUSE" or cue.name not in ("VERB", "HAL", "NOUN"):
        return True
    comp = match.content - 1
    if comp - 1 < cue.last:
        return True
    before, rule = analysis.words[comp - 1], match.rule.id
    if layer.cls(comp - 1) == "p" and not bears_pronoun(analysis, layer, comp - 1):
        verb = cue.reading.verb if cue.reading is not None else None
        governed = verb is not None and (before.key in verb.particles or _is_loose(analysis, verb, comp - 1))
        return governed or analysis.refuse("the complementizer hangs on a preposition of its own", rule=rule)
    if before.tags & Tag.CLAUSE_NOUN and layer.cls(comp - 1) != "t" and not _is_informing(cue, before, comp - 1):
        return analysis.refuse("the complementizer hangs on the noun before it", rule=rule)
    return True


def _bears_object(verb: Word) -> bool:
    """Whether the pronoun of what it is about is written together with a verb: نشرته, but not يشتبه."""
    return bool(verb.finite.pronoun) if verb.finite is not None else verb.key.endswith(THIRD)


def _own_condition(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool | None:
    """Whether what else a rule asks for holds of the place it fits; None for a rule that asks for nothing else."""
    rule, content = match.rule.id, match.content
    if rule == _LAST_RESORT:
        of_it = _bears_object(analysis.words[content]) or bears_pronoun(analysis, layer, content + 1)
        described = of_it and match.gap[0] < match.gap[1]  # تقرير نشرته الصحيفة, تصريحات أدلى بها
        return not described or analysis.refuse("the verb describes the source", rule=rule)
    if rule == "clause-verb":
        return _is_postposed(analysis, layer, cue, match) or analysis.refuse("it closes no sentence", rule=rule)
    if rule == "according-joined":
        return analysis.words[content - 1].key.startswith("فا")
    if rule == "according-within":
        return stands_within(analysis, layer, cue)
    if rule == "resumed":
        return _resumes(analysis, cue) or analysis.refuse("its object is not what was just said", rule=rule)
    return None


def _is_postposed(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool:
    """Whether a verb of the present and who speaks close what he says, or stand in the middle of it: …، يقول فلان."""
    first, last = match.gap
    reading = cue.reading
    if reading is None or reading.slot not in ("impf.3ms", "impf.3fs") or reading.proclitics or first == last:
        return False
    plain = all(layer.cls(i) in "wnm" for i in range(first, last))
    plain = plain and not begins_prepositional(analysis, layer, first)  # …، تطالب برحيله
    parted = layer.cls(cue.first - 1) == layer.cls(last) or layer.cls(last) in "SB"
    return plain and parted and reading.verb.risk != "high" and not reading.pronoun


def _is_plain(analysis: Analysis, layer: Layer, match: Match) -> bool:
    """Whether nothing but a subject stands between the two parts of a cue: وأكد فلان قائلا, but أكد الخبر قائلا."""
    first, last = match.gap
    while last > first and layer.cls(last - 1) == ",":
        last -= 1  # وتساءل فلان، بقوله
    source = source_between(analysis, layer, first, last) if last > first else None
    if source is None or source[1] < last:
        return first == last
    head = analysis.words[source[0]]
    return is_head(head) or is_name_like(head) or (head.definite and not head.tags & Tag.COMMON)


_JUDGING = frozenset(("assert", "warn", "admit", "deny", "claim"))
"""Verbs that are the first part of a two-part cue only with nothing but their subject before the second."""


def _resumes(analysis: Analysis, cue: Cue) -> bool:
    """Whether the object of the verb is what was just said: …، وهو ما نفاه فلان."""
    opening = (analysis.words[cue.first - 2].key, analysis.words[cue.first - 1].key)
    return opening in _RESUMING and cue.reading is not None and cue.reading.pronoun in ("ه", "ته", "ها")


_RESUMING = frozenset((pronoun, "ما") for pronoun in ("وهو", "هو", "وهذا", "وذلك"))
