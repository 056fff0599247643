"""Whose the words of a document are that is called again: البيان, نتائج الدراسة, المصدر ذاته."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.memory import TURNS
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.memory import Memory
    from toolkit.attribution.mentions import Mention
    from toolkit.attribution.voices import Speaker

__all__ = ["FINDINGS", "issued_before", "last_source", "source_marked", "spoken_for", "whose_findings"]

_ANY_DOCUMENT = frozenset(("وثيقه", "ورقه", "مقال", "نص"))
"""Words by which a document is called again, whatever it was called before."""


def issued_before(memory: Memory, mention: Mention) -> Speaker | None:
    """Who spoke in a document, or issued it."""
    if mention.kind != "document":
        return None
    if mention.head in FINDINGS and (found := whose_findings(memory, mention)) is not None:
        return found
    if mention.head in memory.issuers:
        memory.how = "a document: who spoke in it, or issued it, before"
        return memory.issuers[mention.head]
    if memory.issuers and (mention.repeats or mention.head in _ANY_DOCUMENT):
        memory.how = "a document in other words: who issued the last one"
        return list(memory.issuers.values())[-1]
    return spoken_for(memory, mention)


FINDINGS = frozenset(("نتايج", "خلاصات", "توصيات"))


def whose_findings(memory: Memory, mention: Mention) -> Speaker | None:
    """Whose the findings are that speak: نتائج الدراسة, النتائج."""
    memory.how = "what a document found: who issued it, or the document"
    issued = next((memory.issuers[noun] for noun in mention.complements if noun in memory.issuers), None)
    if issued is not None:
        return issued
    documents = (speaker for speaker in memory.lately() if speaker.kind == "document")
    return next((d for d in documents if mention.short or d.heads & mention.complements), None)


_STATEMENTS = frozenset(normalize("بيان بلاغ").split())


def spoken_for(memory: Memory, mention: Mention) -> Speaker | None:
    """Whose statement is meant of which nobody said whose it is: the body that spoke last.

    قالت المؤسسة إن … وأوضح بلاغ توصلت به الجريدة أن.
    """
    if mention.kind != "document" or mention.head not in _STATEMENTS or memory.nested or not memory.recent:
        return None
    last = memory.recent[-1]
    if last.kind != "organisation":
        return None
    memory.how = "a statement of which nobody said whose it is: who spoke last"
    return last


_SOURCES = ("مصدر", "مصادر")
_THE_SOURCES = "المصادر"


def last_source(memory: Memory, mention: Mention) -> Speaker | None:
    """Whom المصدر ذاته means where nobody was called a source; المصادر are several, or a medium."""
    if mention.head not in _SOURCES or not mention.definite or not (mention.short or mention.repeats):
        return None
    if not memory.recent:
        return None
    if mention.head == _SOURCES[1]:
        last = memory.recent[-1]
        same = last.kind == "media" or (last.kind == "unnamed" and (mention.repeats or _SOURCES[1] in last.heads))
        if not same or not mention.label.startswith(_THE_SOURCES):
            return None
        memory.how = "the sources: the medium or the sources that spoke last"
        return last
    memory.how = "the source: who spoke last, since no other source did"
    return memory.recent[-1]


def source_marked(memory: Memory, mention: Mention) -> Speaker | None:
    """What حسب المصدر means where a medium or a document has spoken: that one, whoever spoke in it since."""
    plain = mention.definite and (mention.short or mention.repeats)  # حسب المصدر الأمني says which
    if not (mention.marked and plain) or mention.head != "مصدر":
        return None
    for speaker in memory.recent[: -TURNS - 1 : -1]:
        if speaker.kind in ("media", "document", "unnamed"):
            memory.how = "the source behind a marker: the last medium, document or unnamed source"
            return speaker
    return None
