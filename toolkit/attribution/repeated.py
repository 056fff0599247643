"""Markers that only repeat what another cue reports, and drafts that make no relation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import FROM_HIM, Tag
from toolkit.attribution.markers import PARTING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.drafts import Draft

__all__ = ["has_own_clause", "is_within", "parts_clause", "stands"]


def is_within(draft: Draft) -> bool:
    """Whether the cue of a draft is a marker within the clause that it marks: ويمارس بحسبها سياسة."""
    return draft.match.rule.id == "according-within"


def parts_clause(draft: Draft) -> bool:
    """Whether the cue of a draft is a marker in the flow of a clause, which goes on behind it and its source."""
    return is_within(draft) or draft.match.rule.id in PARTING


def has_own_clause(analysis: Analysis, draft: Draft) -> bool:
    """Whether a marker within a clause has it to itself; one behind أن only repeats what its cue says.

    The clause begins with its sentence or where a verb or pronoun is joined to what stands before: ويمارس بحسبها سياسة.
    """
    if not is_within(draft):
        return True
    layer, cue = draft.layer, draft.cue.first
    for i in range(cue - 1, max(layer.first, cue - _CLAUSE_REACH) - 1, -1):
        joined = layer.cls(i) in "vV" and analysis.words[i].key.startswith("و")
        if i == layer.start(cue) or joined or analysis.words[i].key in _JOINED:
            draft.match = replace(draft.match, content=i)
            return True
        if layer.cls(i) == "C":
            return analysis.drop(draft, "a second marker of what another cue reports")
    return analysis.drop(draft, "no beginning of its clause is near")


_CLAUSE_REACH = 30


_JOINED = frozenset(("وهو", "وهي", "وهم"))


def stands(analysis: Analysis, draft: Draft, ends: Mapping[int, Draft]) -> bool:
    """Whether a draft makes a relation, now that its content is measured."""
    if not draft.contents and draft.kind != "declined":
        return analysis.drop(draft, "no content: nothing is left between the cue and the end of its clause")
    if _repeats(analysis, draft, ends):
        return analysis.drop(draft, "a second marker of what another cue reports, with the same source")
    return True


def _repeats(analysis: Analysis, draft: Draft, ends: Mapping[int, Draft]) -> bool:
    """Whether behind the content of another cue a second marker of the same claim stands, which is no relation.

    على حد تعبيره, بحسب البيان; حسب ما نقلت عنه الوكالة, which says besides who passed the words on.
    """
    passed_on = _is_passed_on(analysis, draft)
    marks = draft.cue.name == "MARKER" and (draft.source is None or _is_statement(analysis, *draft.source))
    if not (marks or passed_on):
        return False
    at = draft.cue.first
    while at > draft.layer.first and draft.layer.cls(at - 1) in ",m" and at not in ends:
        at -= 1
    if passed_on and at in ends and ends[at].via is None:
        ends[at].via = draft.source
    return at in ends or (draft.layer.cls(at - 1) == "q" and at - 1 in ends)


def _is_passed_on(analysis: Analysis, draft: Draft) -> bool:
    """Whether a marker only adds the medium to what somebody said: حسب ما نقلت عنه وكالة."""
    relays = draft.cue.name == "ASMARKER" and draft.cue.reading is not None and draft.cue.reading.verb.group == "relay"
    if not relays or draft.source is None:
        return False
    passes_on = draft.cue.reading is not None and draft.cue.reading.verb.key == "naqala"
    medium = passes_on and bool(analysis.words[draft.source[0]].tags & Tag.MEDIUM)
    return medium or analysis.words[draft.cue.last].key in FROM_HIM


def _is_statement(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a source is only البيان, which somebody issued who was named before."""
    word = analysis.words[first]
    return last - first == 1 and word.bare in ("بيان", "تصريح", "رساله")
