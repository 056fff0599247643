"""Clauses that nothing introduces: وقال نصار أيضا هناك نقص; وقالت اللجنة، لم تكن الأرض صالحة; وأضاف نحن لا نطلب سوى."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Draft
from toolkit.attribution.lexemes import THIRD
from toolkit.attribution.phrases import source_between
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.verbs import with_subject
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue
    from toolkit.attribution.lexemes import Word

__all__ = ["bare_draft"]

_GROUPS = frozenset(("say", "add"))
_OPENERS = frozenset(
    normalize("نحن أنا هناك هنالك ليس ليست لسنا لا لم لن لقد قد فقد إنه إنها إننا إنني لو لولا نعم").split()
)
"""Words that begin a clause and are no part of who speaks."""
_SPEAKER = 14
"""So many tokens stand at most between the verb and such a clause."""
_LEAST = 3
"""So many tokens has such a clause at least."""


@cache
def _rule() -> Rule:
    [rule] = load_rules("bare")
    return rule


def bare_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The attribution of a clause without particle and marks; None where none begins behind who speaks."""
    reading, first, end = cue.reading, cue.last, layer.end(cue.first)
    if reading is None or reading.verb.group not in _GROUPS or "nominal" in reading.verb.takes or reading.pronoun:
        return None
    if not reading.slot.startswith(("pf.3", "impf.3")) or cue.first - layer.start(cue.first) > 0:
        return None  # within a sentence it may tell of what was said before: ما قاله, كما قال
    start = _opening(analysis, layer, first, min(end, first + _SPEAKER))
    if start is None or end - start < _LEAST:
        return None
    if layer.cls(start) == "L" and _describes(analysis, layer, start, end):
        return None
    last = start - (not analysis.words[start - 1].key)  # a mark or a comma
    source = source_between(analysis, layer, first, last) if analysis.words[first].key else None
    named = start > first and bool(analysis.words[first].key) and layer.cls(first) != "t"
    if source is None and (named or not reading.proclitics):
        return None
    analysis.attempt(_rule().id)
    return with_subject(analysis, Draft(layer, cue, Match(_rule(), (first, start), start, start), source))


def _opening(analysis: Analysis, layer: Layer, first: int, last: int) -> int | None:
    """The first token that begins a clause, behind nothing but nouns."""
    for i in range(first, last):
        if _opens(analysis.words[i]) or _is_ours(layer, analysis.words[i], i):
            return i
        if layer.cls(i) not in "wnptm,()":
            return None
    return None


def _describes(analysis: Analysis, layer: Layer, start: int, end: int) -> bool:
    """Whether what is denied tells of who speaks: وقال فلان لم يشارك في الدراسة «…»; ونقلت عن مصادر لم تذكرها بأن."""
    inside = layer.classes[start - layer.first : end - layer.first]
    return "Q" in inside or analysis.words[start + 1].key.endswith(THIRD)


def _opens(word: Word) -> bool:
    return word.key in _OPENERS and not word.proclitics


def _is_ours(layer: Layer, word: Word, i: int) -> bool:
    """Whether a verb has the ending of «we»: شهدنا."""
    return layer.cls(i) == "v" and word.key.endswith("نا") and not word.proclitics
