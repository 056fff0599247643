"""Embedded posts of the shape «words» name #topic, which have no cue word.

Broadcasters embed their own posts: a line that opens with what was said in
marks, then who said it, then hashtags and links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.names import name_run
from toolkit.attribution.rules import Match, load_rules

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.marks import Block

__all__ = ["caption_drafts"]

_REACH = 16
"""How far behind the closing mark the name may end, in tokens."""


def caption_drafts(analysis: Analysis) -> list[Draft]:
    """The attributions of the posts that the text embeds, in order."""
    found = (_caption(analysis, block) for block in analysis.speech.values() if block.depth == 0 and block.closed)
    return [draft for draft in found if draft is not None]


def _caption(analysis: Analysis, block: Block) -> Draft | None:
    layer = analysis.layers[0]
    first = block.close + 1
    if first >= len(analysis) or (block.open > 0 and layer.cls(block.open - 1) != "B"):
        return None
    if not analysis.words[first].tags & (Tag.TITLE | Tag.NAME) or layer.cls(first) != "w":
        return None
    name = _name(analysis, first)
    if name is None or not _is_post(analysis, name[1]):
        return None
    [rule] = load_rules("captions")
    match = Match(rule, (first, name[1]), block.open + 1, block.close)
    draft = Draft(layer, Cue("NONE", name[1], name[1]), match, (first, name[1]))
    draft.kind = "direct"
    draft.contents = [(block.open + 1, block.close)]
    return draft


def _name(analysis: Analysis, first: int) -> tuple[int, int] | None:
    """The first full name of the line."""
    layer = analysis.layers[0]
    for i in range(first, min(len(analysis), first + _REACH)):
        if layer.cls(i) in "VSB:":
            return None
        if analysis.words[i].tags & Tag.NAME and not analysis.words[i].proclitics:
            last = name_run(analysis, i, min(len(analysis), i + 5))
            if last - i >= 2:
                return i, last
    return None


def _is_post(analysis: Analysis, i: int) -> bool:
    """Whether a hashtag, a handle or a link follows on the line, and no sentence."""
    layer = analysis.layers[0]
    for j in range(i, min(len(analysis), i + _REACH)):
        if analysis.tokens.texts[j] in ("#", "@"):
            return True
        if layer.cls(j) in "VvSB":
            return False
    return False
