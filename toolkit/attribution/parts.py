"""Quotations in several parts: parted by their cue, over several blocks, denied after they were said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.drafts import Draft

__all__ = ["continue_quotations", "join_parted", "share_contents"]


def join_parted(analysis: Analysis, found: list[Draft]) -> None:
    """Gives the half ahead of the cue to a quotation that its cue parts: «…»، يقول فلان، «…»."""
    closes = {analysis.speech[opened].close: analysis.speech[opened] for opened in analysis.speech_opens}
    claimed = {start for d in found for start, _ in d.contents}
    cues = {d.cue.first for d in found}
    for draft in found:
        reading = draft.cue.reading
        if draft.match.rule.id == "quote-verb":
            _add_second_half(analysis, draft, claimed, cues)
        if draft.match.rule.id != "verb-quote" or reading is None or reading.proclitics:
            continue  # behind a colon a new answer begins, what stands ahead may be its question
        at = draft.cue.first - 1
        block = closes.get(at - 1) if draft.layer.cls(at) == "," else None
        if block is not None and block.closed and block.depth == 0 and block.open + 1 not in claimed:
            draft.contents.insert(0, (block.open + 1, block.close))


def _add_second_half(analysis: Analysis, draft: Draft, claimed: set[int], cues: set[int]) -> None:
    """Gives what follows the source to the quotation ahead of the cue: «…»، قال فلان، «…»; «…»، قال فلان. «…»."""
    at = draft.source[1] if draft.source is not None and draft.source[0] >= draft.cue.last else draft.cue.last
    behind = at + 1
    if draft.layer.cls(at) in "SB":
        while behind < draft.layer.last and draft.layer.cls(behind) in "SB":
            behind += 1
    elif draft.layer.cls(at) != ",":
        return
    block = analysis.speech.get(behind)
    if block is None or block.depth or behind + 1 in claimed:
        return
    if draft.layer.cls(at) == "," or not {block.close + 1, block.close + 2} & cues:  # «…»، وأضافت: another's own
        draft.contents.append((block.open + 1, block.close))


def share_contents(level: list[Draft]) -> None:
    """وهو ما نفاه behind what another said denies those words, and not that they were said."""
    said = {
        draft.contents[-1][1]: draft.contents for draft in level if draft.contents and draft.match.rule.id != "resumed"
    }
    for draft in level:
        if draft.match.rule.id == "resumed" and draft.contents:
            draft.contents = list(said.get(draft.contents[-1][1], draft.contents))


_BETWEEN = frozenset("SBm,")


def _stands_between(analysis: Analysis, i: int) -> bool:
    """Whether token `i` may stand between two blocks of one quotation: «…» و«…»."""
    return (
        analysis.layers[0].cls(i) in _BETWEEN
        or analysis.is_mark(i)
        or (analysis.words[i].key == "و" and analysis.tokens.ends[i] == analysis.tokens.starts[i + 1])
    )


def continue_quotations(analysis: Analysis, found: list[Draft]) -> None:
    """Gives a block that no cue claims to the quotation that ends right before it: «…». «…»."""
    by_end = {end: d for d in found if d.kind in ("direct", "mixed") for _, end in d.contents}
    claimed = {start for d in found for start, _ in d.contents}
    cues = {d.cue.first for d in found}
    for opened in analysis.speech_opens:
        block = analysis.speech[opened]
        if opened + 1 in claimed or block.depth or block.close + 2 in cues or block.close + 1 in cues:
            continue
        at = opened
        while at > 0 and at not in by_end and _stands_between(analysis, at - 1):
            at -= 1
        draft = by_end.get(at)
        if draft is not None and draft.cue.last <= at:
            draft.contents.append((opened + 1, block.close))
            by_end[block.close] = draft
