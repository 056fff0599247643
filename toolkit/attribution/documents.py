"""What stands in a document: جاء في البيان أن."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.issuing import ISSUED
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.phrases import noun_phrase

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.drafts import Draft

__all__ = ["from_document"]

_WITHIN = frozenset(("فيه", "فيها", "فيهما"))


def from_document(analysis: Analysis, draft: Draft) -> Draft | None:
    """جاء في البيان أن: the cue is the whole construction, the document its source."""
    layer, cue = draft.layer, draft.cue
    at = cue.last
    if layer.cls(at) == "p" and analysis.words[at].key in _WITHIN and draft.match.gap[1] == at + 1:
        draft.source, draft.cue = None, replace(cue, last=at + 1)  # وجاء فيها:
        return draft
    if layer.cls(at) not in "pw" or analysis.words[at].key not in ("في", "علي", "ضمن") or at + 1 >= draft.match.gap[1]:
        return analysis.refuse("this verb reports only with the preposition of a document behind it") or None
    within = analysis.words[at].key == "ضمن" and not analysis.words[at + 1].definite  # جاء ضمن قائمة
    spoken = analysis.words[at + 1].key == "لسان"  # جاء على لسان فلان أن
    head = at + 1 + bool(analysis.words[at + 1].tags & Tag.DEMONSTRATIVE and at + 2 < draft.match.gap[1])
    document = bool(analysis.words[head].tags & (Tag.DOCUMENT | Tag.SETTING | Tag.MEDIUM))  # جاء في هذا المرسوم
    if within or not (spoken or document):
        return analysis.refuse("behind its preposition stands no document or medium") or None
    phrase = noun_phrase(analysis, layer, at + 1 + spoken, draft.match.gap[1])
    if phrase is None:
        return analysis.refuse("behind its preposition stands nothing that can be a source") or None
    issued = next((i for i in range(*phrase) if analysis.words[i].key in ISSUED), None)
    issuer = noun_phrase(analysis, layer, issued + 2, phrase[1]) if issued is not None else None
    if issuer is not None and analysis.words[issuer[0] - 1].key == "عن":
        draft.source, last = issuer, issuer[0] - 2  # وجاء في بيان صادر عن الوزارة أن
    elif spoken:
        draft.source, last = phrase, phrase[0]
    else:
        draft.source, last = phrase, phrase[1]
    draft.cue = replace(cue, last=last)
    return draft
