"""The colons and quotation marks of a text, and what became of each."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from toolkit.attribution.explanations import Place
from toolkit.attribution.marks import mark_family

if TYPE_CHECKING:
    from toolkit.attribution.explanations import Outcome
    from toolkit.attribution.marks import Block
    from toolkit.attribution.reread import Reread

__all__ = ["colons", "quotation_marks"]


def colons(read: Reread) -> dict[int, Place]:
    """Every colon, by its token."""
    openers = {
        i: k
        for k, draft in enumerate(read.trace.drafts)
        for i in range(draft.cue.last, draft.match.content)
        if draft.contents
    }
    tried = sorted(attempt.cue.first for attempt in read.trace.attempts)
    return {
        i: _colon(read, i, openers.get(i), tried) for i, text in enumerate(read.analysis.tokens.texts) if text == ":"
    }


def _colon(read: Reread, i: int, opened: int | None, tried: list[int]) -> Place:
    outcome: Outcome = "none"
    if opened is not None:
        draft = read.trace.drafts[opened]
        bare = draft.cue.name == "NONE"
        outcome = "relation" if bare else "part"
        shape = "headline" if draft.match.rule.id.startswith("headline") else "line"
        why = f"a {shape} of the shape «name: words»" if bare else f"it opens the content of relation {opened}"
    elif read.around[i] is not None:
        opened, why = read.around[i], f"inside the content of relation {read.around[i]}, where it opens nothing"
    else:
        k = bisect_left(tried, i) - 1
        if k >= 0 and tried[k] >= read.layers[i].start(i):
            why = f"the cue before it, at {read.analysis.tokens.starts[tried[k]]}, opens nothing with it"
        else:
            why = "no cue before it in its sentence"
    return Place(read.analysis.span(i, i + 1), "colon", read.token_class(i), (), outcome, opened, (why,))


def quotation_marks(read: Reread) -> dict[int, Place]:
    """Every pair of quotation marks, and every double mark that has no other half, by the first token."""
    tokens = read.analysis.tokens
    contents = {start: k for k, draft in enumerate(read.trace.drafts) for start, _ in draft.contents}
    places = {block.open: _block(read, block, spoke, why, contents) for block, spoke, why in read.trace.blocks}
    paired = {i for block, _, _ in read.trace.blocks for i in (block.open, block.close if block.closed else block.open)}
    for i, (text, kind) in enumerate(zip(tokens.texts, tokens.kinds, strict=True)):
        if kind != "word" and i not in paired and mark_family(text, kind) == '"':
            why = ("a stray mark: its other half is missing",)
            places[i] = Place(read.analysis.span(i, i + 1), "marks", read.token_class(i), (), "none", None, why)
    return places


def _block(read: Reread, block: Block, spoke: bool, why: str, contents: dict[int, int]) -> Place:  # noqa: FBT001
    claimed, around = contents.get(block.open + 1), read.around[block.open]
    outcome: Outcome = "none"
    relation = None
    if not spoke:
        where = f"in the content of relation {around}, and " if around is not None else ""
        words = f"{where}no speech, but a name, a title or a scare quote: {why}"
    elif claimed is not None:
        bare = read.trace.drafts[claimed].cue.name == "NONE" and read.token_class(block.open - 1) != "COLON"
        relation, outcome = claimed, "relation" if bare else "part"
        words = f"content of relation {claimed}; speech, since {why}"
    elif around is not None:
        relation, outcome = around, "part"
        words = f"part of the content of relation {around}; speech, since {why}"
    else:
        words = f"speech, since {why}, but no cue claims it"
    end = block.close + block.closed
    whys = (words,) if block.closed else (words, "its closing mark is missing")
    span = read.analysis.span(block.open, max(end, block.open + 1))
    return Place(span, "marks", read.token_class(block.open), (), outcome, relation, whys)
