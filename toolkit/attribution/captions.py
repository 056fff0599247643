"""What stands in marks with who said it right behind, without a cue word: embedded posts, and pull quotes.

Broadcasters embed their own posts: a line that opens with what was said in
marks, then who said it, then hashtags and links. Editors set what somebody
said between their paragraphs: a line of it in marks, and a line with who it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.headlines import names_a_speaker
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
    """The attributions of embedded posts and of pull quotes, in order."""
    layer = analysis.layers[0]
    found = []
    for block in analysis.speech.values():
        if block.depth or not block.closed or (block.open > 0 and layer.cls(block.open - 1) != "B"):
            continue
        post = _posted(analysis, block.close + 1)
        source = post or _below(analysis, block.close + 1)
        if source is not None:
            found.append(_draft(analysis, block, source, "caption" if post else "pull-quote"))
    return found


def _draft(analysis: Analysis, block: Block, source: tuple[int, int], rule: str) -> Draft:
    made = next(found for found in load_rules("captions") if found.id == rule)
    match = Match(made, source, block.open + 1, block.close)
    draft = Draft(analysis.layers[0], Cue("NONE", source[1], source[1]), match, source)
    draft.kind = "direct"
    draft.contents = [(block.open + 1, block.close)]
    return draft


def _posted(analysis: Analysis, first: int) -> tuple[int, int] | None:
    """Who stands at token `first`, behind the closing mark, where it is a post."""
    layer = analysis.layers[0]
    if first >= len(analysis) or layer.cls(first) != "w" or not analysis.words[first].tags & (Tag.TITLE | Tag.NAME):
        return None
    name = _name(analysis, first)
    return (first, name[1]) if name is not None and _is_post(analysis, name[1]) else None


def _below(analysis: Analysis, i: int) -> tuple[int, int] | None:
    """Who has the line below the one that ends at token `i`, behind the closing mark, to himself: a pull quote's."""
    layer = analysis.layers[0]
    while layer.cls(i) == "S":
        i += 1  # «….».
    first = i
    while first < layer.last and layer.cls(first) == "B":
        first += 1
    if not i < first < layer.last or layer.cls(first) != "w":
        return None
    end = layer.end(first)
    if end > first + _REACH or layer.cls(end) != "B":
        return None
    return (first, end) if names_a_speaker(analysis, first, end) else None


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
