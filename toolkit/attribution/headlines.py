"""Headlines of the shape «name: words», which have no cue word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.named import name_in
from toolkit.attribution.rules import Match, load_rules

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis

__all__ = ["headline_draft"]

_REACH = 9
"""The longest description of a speaker ahead of the colon, in tokens."""
_SPEAKS = Tag.TITLE | Tag.UNNAMED | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.PLACE


def headline_draft(analysis: Analysis) -> Draft | None:
    """The attribution that a title of the shape «name: words» makes; None where it makes none."""
    layer = analysis.layers[0]
    colon = layer.classes.find(":", 1, _REACH + 1)
    if colon < 0 or colon + 2 >= len(analysis) or not _names_a_speaker(analysis, colon):
        return None
    [rule] = load_rules("headlines")
    draft = Draft(layer, Cue("NONE", colon, colon), Match(rule, (0, colon), colon + 1, colon + 1), (0, colon))
    draft.kind = "direct"
    last = len(analysis)
    block = analysis.speech.get(colon + 1)
    if block is not None and block.close >= last - 2:
        draft.contents = [(block.open + 1, block.close)]
    else:
        while layer.cls(last - 1) in "SB":
            last -= 1
        draft.contents = [(colon + 1, last)]
    return draft


def _names_a_speaker(analysis: Analysis, colon: int) -> bool:
    """Whether what stands ahead of the colon is a person or a body, and not a topic or a place of filing."""
    classes = analysis.layers[0].classes[:colon]
    if not set(classes) <= set("wmn(),-p") or analysis.words[0].proclitics.strip("وف"):
        return False
    head = analysis.words[0]
    if name_in(analysis, 0, colon) is not None:
        return not head.tags & (Tag.SETTING | Tag.TIME)
    if head.tags & (Tag.SETTING | Tag.TIME) or not head.tags & _SPEAKS:
        return False
    # a lone place is mostly a dateline
    return not (head.tags & Tag.PLACE and colon == 1 and not head.tags & Tag.ORGANISATION)
