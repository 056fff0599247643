"""Attributions that a verbal noun makes: تم تحذير السفن من العاصفة; منذ إعلان الوزارة بدء العمل."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import begins_prepositional, skip_circumstances
from toolkit.attribution.government import governed, stands_at
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.light_verbs import is_light, light_noun
from toolkit.attribution.objects import nominal_of
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.subjects import fixed_end, subject_end

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue, Draft

__all__ = ["done_draft", "is_done", "is_statement", "statement_draft"]


_DONE = frozenset(("تم", "تمت", "يتم", "تتم"))


def is_done(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a verbal noun stands behind the verb that makes a passive of it: تم تحذير السفن."""
    return analysis.words[i].is_masdar and i > layer.first and analysis.words[i - 1].base in _DONE


def done_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The attribution of what was said by nobody who is named: تم تحذير السفن من العاصفة; None where it opens none."""
    verb, start = cue.reading.verb if cue.reading is not None else None, cue.last
    bears = cue.reading is not None and cue.reading.pronoun  # تم إقرارها
    if verb is None or bears or "nominal" not in verb.takes or verb.group == "opine" or layer.block is not None:
        return analysis.refuse("the verbal noun takes no noun phrase as its content") or None
    end = layer.end(cue.first)
    if is_light(verb.key) and light_noun(analysis.words[:end], verb.key, start) is None:
        return analysis.refuse("reports only with a noun of speech, which does not follow") or None  # إلقاء القبض
    found = governed(analysis, layer, cue, start, min(end, start + _OBJECTS), verb) if verb.particles else None
    if found is not None:
        content = start if verb.object == "target" else found[1]
        return nominal_of(layer, cue.as_passive(), "done-nominal", content)
    if verb.transitive and start < end and layer.cls(start) == "w" and not analysis.words[start - 1].definite:
        return nominal_of(layer, cue.as_passive(), "done-nominal", start)
    return analysis.refuse("neither the preposition it governs nor an object follows") or None


_OBJECTS = 5
"""How many tokens may stand between a verbal noun and the preposition that its verb governs."""


_GROUPS = ("announce", "promise", "deny")
"""Verbs whose verbal noun with somebody who speaks behind it mostly tells what he said: إعلان الوزارة, تعهد الحكومة."""


def is_statement(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a verbal noun tells whose statement it is, as who speaks stands right behind it: إعلان الوزارة."""
    word = analysis.words[i]
    noun, behind = word.noun, analysis.words[i + 1] if i + 1 < layer.last else None
    if noun is None or behind is None or not word.is_masdar or noun.verb.group not in _GROUPS or noun.pronoun:
        return False
    if noun.verb.risk != "low" or word.definite or word.proclitics.strip("وف") not in ("", "ل", "ب"):
        return False
    return (
        layer.cls(i + 1) == "w"
        and not behind.proclitics
        and (is_head(behind) or fixed_end(analysis, i + 1, i + 4) > i + 1)
    )


def statement_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The attribution of what somebody stated, whose verbal noun he stands behind; None where nothing is stated."""
    verb, end, start = cue.reading.verb if cue.reading is not None else None, layer.end(cue.first), cue.last
    phrase = noun_phrase(analysis, layer, start, end)
    if verb is None or phrase is None or layer.block is not None:
        return analysis.refuse("the verbal noun takes no noun phrase as its content") or None
    found = governed(analysis, layer, cue, start, min(end, start + _SPEAKER), verb) if verb.particles else None
    subject = subject_end(analysis, layer, *phrase)
    if found is not None and (
        subject >= found[0] or skip_circumstances(analysis, layer, subject, found[0]) >= found[0]
    ):
        return nominal_of(layer, cue, "statement-nominal", found[1], (start, min(subject, found[0])))
    at = skip_circumstances(analysis, layer, subject + (layer.cls(subject) == ","), end)
    if not verb.transitive or not stands_at(analysis, layer, at, end) or begins_prepositional(analysis, layer, at):
        return analysis.refuse("neither the preposition it governs nor an object follows") or None
    what = analysis.words[at]
    noun = what.tags & (Tag.COMMON | Tag.POSSESSED | Tag.CLAUSE_NOUN) or what.noun is not None
    if not noun or what.definite or what.proclitics or is_head(what):
        return analysis.refuse("what stands behind who speaks is no deed that he could state") or None
    return nominal_of(layer, cue, "statement-nominal", at, (start, subject))


_SPEAKER = 8
"""How many tokens somebody may have whose statement it is, so that a long sentence takes linear time."""
