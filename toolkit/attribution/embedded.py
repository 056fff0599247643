"""Clauses between a verb of saying and what it governs.

Who speaks, where and when may be told with verbs of their own, which part the
verb of saying from its words: قال الجنرال الذي كان يدلي بشهادته إن, قالت الشركة في
تصريحات نشرت أمس إن, قال اللاعب بينما كان يستعد للمباراة: «…».
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.rules import GAP

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue

__all__ = ["seen_through"]

_WHILE = frozenset("عندما حينما بينما فيما حيث لما".split())
"""What begins a clause of time or place."""
_CALLED = 3
"""So many tokens stand at most between what begins a clause and its verb: الذي كان لا يزال يدلي."""
_BEHIND = 9
"""So many classes may a rule look at behind its gap."""
_SAYING = frozenset(("say", "add", "write"))


def seen_through(analysis: Analysis, layer: Layer, cue: Cue) -> str | None:
    """The classes from a verb of saying on as it sees them, whose words stand behind clauses on who speaks and when.

    As many as a rule may look at. None where no such clause stands between, or where its verb may govern what follows.
    """
    reading = cue.reading
    if reading is None or (reading.verb.risk == "high" and reading.verb.group not in _SAYING):
        return None
    shift, reach = cue.first, min(layer.last, cue.last + GAP + _BEHIND)
    classes = list(layer.classes[shift - layer.first : reach - layer.first])
    inner: list[int] = []
    opened = cue.first - GAP  # the last token that begins a clause: none yet
    for i in range(cue.last, min(layer.end(cue.first), cue.last + GAP)):
        name = layer.cls(i)
        if name in "CQ:":
            return "".join(classes) if inner and not any(_may_govern(analysis, cue, k, i) for k in inner) else None
        if name == "K" and analysis.words[i].key in _WHILE and layer.cls(i - 1) != ",":
            classes[i - shift] = "p"
            inner.append(i)
        elif name == "V" and (i - opened <= _CALLED or _tells_of_noun(analysis, layer, i)):
            classes[i - shift] = "v"
            inner.append(i)
        elif name not in "wnpt,()mRvXe-":
            return None
        if name in "RK":
            opened = i
    return None


def _tells_of_noun(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a verb describes the indefinite noun of a circumstance before it: في رسالة يشرح فيها."""
    noun = analysis.words[i - 1]
    held = layer.cls(i - 2) == "p" or noun.proclitics in ("ب", "ل")
    return layer.cls(i - 1) in "wt" and held and not noun.definite and not analysis.words[i].proclitics


def _may_govern(analysis: Analysis, cue: Cue, inner: int, i: int) -> bool:
    """Whether what begins at `i` may be said by the verb of an inner clause as well.

    إن stands behind verbs of saying alone: قال الوزير الذي أكد التزامه إن; a particle behind its own verb: أشار الوزير
    الذي يرد على الأسئلة إلى أن.
    """
    reading, particle = analysis.words[inner].finite, analysis.words[i - 1].key
    if reading is None:
        return False
    if cue.reading is not None and particle in cue.reading.verb.particles - reading.verb.particles:
        return False
    if reading.verb.group in _SAYING or i - inner == 1:
        return True  # تعتبر «المعقل الحصين»
    strict = analysis.tokens.texts[i].startswith("إن")
    return "clause" in reading.verb.takes and bool(analysis.words[i].key) and not strict
