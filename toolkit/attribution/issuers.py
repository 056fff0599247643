"""Who issued a document that speaks, where its own noun phrase does not say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.mentions import AGENT_VERBS, head_key, issuer_within, mention_of
from toolkit.attribution.phrases import noun_phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.mentions import Mention

__all__ = ["introduced_documents", "issuer_behind", "issuer_of_document"]

_ISSUER_REACH = 12
"""Within so many tokens a document's issuer is named."""


def issuer_behind(analysis: Analysis, last: int) -> Mention | None:
    """Who issued the document that ends before token `last`, as its relative clause says: الدراسة التي أعدها باحثون."""
    words = analysis.words
    at = last + (last < len(words) and bool(words[last].tags & Tag.RELATIVE))
    if at + 1 >= len(words) or words[at].key not in AGENT_VERBS or words[at].key == "عن":
        return None
    first = at + 1 + (words[at + 1].key in ("عن", "من"))
    phrase = noun_phrase(analysis, analysis.layers[0], first, min(len(words), first + _ISSUER_REACH))
    return mention_of(analysis, *phrase) if phrase is not None else None


def introduced_documents(analysis: Analysis) -> Mapping[str, list[int]]:
    """Where the text introduces documents, without the article, by the key of their noun: في بيان."""
    found: dict[str, list[int]] = {}
    for i, word in enumerate(analysis.words):
        if word.tags & Tag.DOCUMENT and not word.definite and not word.tags & Tag.TITLE:
            found.setdefault(head_key(word), []).append(i)
    return found


def issuer_of_document(analysis: Analysis, at: int) -> Mention | None:
    """Who issued the document that the text introduces at token `at`: جاء ذلك في بيان للوزارة."""
    phrase = noun_phrase(analysis, analysis.layers[0], at, min(len(analysis), at + _ISSUER_REACH))
    if phrase is None:
        return None
    issuer = issuer_within(analysis, *phrase)
    return issuer if issuer is not None else issuer_behind(analysis, phrase[1])
