"""What the parts that look for non-answers share: their words, what stands behind a cue, and the relation they make."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.ahead import subject_before
from toolkit.attribution.drafts import Draft
from toolkit.attribution.lexemes import WHO_IS, Tag
from toolkit.attribution.phrases import noun_phrase, source_between, with_apposition
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.vocabulary import phrases
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue

__all__ = ["REACH", "REFRAINS", "draft_of", "find_ahead", "forms", "is_somebody", "rule_of", "stem"]

REACH = 9
"""How many tokens may stand between the verb and what is refused, a remark on who refuses it aside."""
REFRAINS = frozenset({"لم", "ولم", "فلم", "ولما", "لما", "لا", "ولا", "فلا"})
"""What negates a verb of saying, so that nothing is said."""
_SOMEBODY = Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.UNNAMED | Tag.NAME | Tag.PLACE
"""What the first word is of somebody who is known to speak, or of a document."""
_REMARK = 18
"""The longest remark between two commas, in tokens."""
_BEHIND = 6
"""Within so many tokens behind a remark stands what is refused."""


@cache
def _table() -> Mapping[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in load_lexicon("refusals").rows:
        table.setdefault(row["kind"], set()).add(normalize(row["form"]))
    return {kind: frozenset(found) for kind, found in table.items()}


def forms(kind: str) -> frozenset[str]:
    """The forms of one kind in the lexicon of refusals, as keys."""
    return _table()[kind]


def stem(key: str) -> str:
    """A key without the «and» before it."""
    return key[1:] if key[:1] in "وف" and len(key) > 3 else key


def rule_of(name: str) -> Rule:
    """The rule of that name."""
    return next(rule for rule in load_rules("declined") if rule.id == name)


def is_somebody(analysis: Analysis, found: tuple[int, int] | None) -> bool:
    """Whether the lexicons or the article know a noun phrase as somebody who may speak, or as a document."""
    if found is None:
        return False
    word = analysis.words[found[0]]
    named = analysis.phrase_end(found[0], phrases("organisations"), found[1]) > found[0]
    return bool(word.tags & _SOMEBODY) or named or word.key in analysis.families


def find_ahead(analysis: Analysis, layer: Layer, cue: Cue, wanted: frozenset[str]) -> int | None:
    """The first token behind the cue, within its clause, that is one of `wanted`; a remark on who it is is passed."""
    i, end, left = cue.last, layer.end(cue.first), REACH
    while i < end and left:
        if analysis.words[i].key in wanted:
            return i
        titled = layer.cls(i) in "HG" and analysis.words[i].tags & Tag.TITLE  # متحدثة
        if layer.cls(i) == ",":
            return _behind_remark(analysis, layer, i, end, wanted)
        if layer.cls(i) in "VHGC:Qv,K" and not titled:
            return None
        i, left = i + 1, left - 1
    return None


def _behind_remark(analysis: Analysis, layer: Layer, comma: int, end: int, wanted: frozenset[str]) -> int | None:
    """One of `wanted` right behind a remark on who refuses: ورفض الوزير، الذي زار المدينة أمس، التعليق."""
    word = analysis.words[comma + 1] if comma + 1 < end else None
    if word is None or not (layer.cls(comma + 1) == "R" or word.key in WHO_IS or word.tags & Tag.TITLE):
        return None
    closed = next((i for i in range(comma + 2, min(end, comma + _REMARK)) if layer.cls(i) == ","), end)
    for i in range(closed + 1, min(end, closed + _BEHIND)):
        if analysis.words[i].key in wanted:
            return i
        if layer.cls(i) not in "wpt":
            break
    return None


def draft_of(analysis: Analysis, layer: Layer, cue: Cue, rule: str, end: int) -> Draft:
    """A non-answer by a rule: its source stands between the cue and token `end`, or before the cue."""
    draft = Draft(layer, cue, Match(rule_of(rule), (cue.last, end), end, end))
    word = analysis.words[cue.first]
    participle = word.hal is not None and word.finite is None
    remark = next((i for i in range(cue.last, end) if layer.cls(i) == ","), end)
    draft.source = source_between(analysis, layer, cue.last, remark)
    if draft.source is not None and draft.source[1] == remark < end:
        closed = next((i for i in range(end - 1, remark, -1) if layer.cls(i) == ","), end)
        draft.source = with_apposition(analysis, layer, draft.source, closed)
    if draft.source is None and layer.cls(cue.last) in "HG" and analysis.words[cue.last].tags & Tag.TITLE:
        behind = noun_phrase(analysis, layer, cue.last + 1, end)  # رفضت متحدثة باسم الشركة
        draft.source = cue.last, behind[1] if behind else cue.last + 1
    hangs = any(found.key == "ان" for found in analysis.words[cue.first : cue.last])  # دون أن يوضح
    if draft.source is None and not participle and not hangs:
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)
    draft.kind, draft.complement = "declined", None
    return draft
