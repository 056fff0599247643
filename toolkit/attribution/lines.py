"""Lines of a text of the shape «name: words», which have no cue word: answers of passers-by, headlines within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.headlines import REACH, ahead_of_colon, names_a_speaker
from toolkit.attribution.lexemes import Tag, is_unknown
from toolkit.attribution.named import name_in
from toolkit.attribution.rules import Match, load_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.lexemes import Word

__all__ = ["line_drafts"]

_LEAST = 4
"""So many tokens have words at least that somebody says in a headline."""
_MOST = 24
"""So many tokens has a headline at most."""
_NAME = 4
"""So many words has the name of somebody at most who stands in a line like others."""


def line_drafts(analysis: Analysis, found: Sequence[Draft]) -> list[Draft]:
    """The attributions that lines of the text make without a cue, beside those that were `found` already."""
    layer = analysis.layers[0]
    colons = [i for i, name in enumerate(layer.classes) if name == ":"]
    if not colons:
        return []
    taken = {i for draft in found for i in (draft.cue.first, *(start for start, _ in draft.contents))}
    sure = {colon for colon in colons if _speaks(analysis, colon)}
    series = any(colon + 1 in analysis.speech for colon in sure)
    drafts = (
        _line(analysis, colon, taken) for colon in colons if colon in sure or (series and _is_one_more(analysis, colon))
    )
    return [draft for draft in drafts if draft is not None]


def _behind_label(analysis: Analysis, colon: int) -> int:
    """The first token of who speaks in a line, behind a bullet or what an outlet prints first: #عاجل | الوزير: ."""
    first = analysis.layers[0].start(colon)
    if analysis.layers[0].cls(first - 1) != "B":
        return first
    bar = next((i for i in range(first, min(colon, first + _LABEL)) if analysis.tokens.texts[i] == "|"), first - 1)
    first = bar + 1
    while first < colon and not analysis.words[first].key and analysis.tokens.texts[first] in _BULLETS:
        first += 1
    return first


_LABEL = 5
"""Within so many tokens of a line ends a label ahead of who speaks."""
_BULLETS = frozenset("-–—•●◾▪■◼*#>")


def _line(analysis: Analysis, colon: int, taken: set[int]) -> Draft | None:
    """The attribution of the line whose speaker stands before the colon."""
    layer = analysis.layers[0]
    first = _behind_label(analysis, colon)
    block = analysis.speech.get(colon + 1)
    if block is not None:
        rule, content = "line-quote", (block.open + 1, block.close)
    elif layer.cls(layer.start(colon) - 1) == "B" and _is_headline(analysis, first, colon):
        rule, content = "line-headline", (colon + 1, layer.end(colon))
    else:
        return None
    if not taken.isdisjoint(range(first, content[0] + 1 if block is not None else content[1])):
        return None
    cue, source = _with_verb(analysis, first, colon) if block is not None else ((colon, colon), (first, colon))
    match = Match(next(rule_ for rule_ in load_rules("lines") if rule_.id == rule), source, *content)
    draft = Draft(layer, Cue("NONE", *cue), match, source)
    draft.kind = "direct"
    draft.contents = [content]
    return draft


def _with_verb(analysis: Analysis, first: int, colon: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """The cue and the source: a verb that no lexicon knows is the cue where who speaks has its gender.

    وتنهدت سيدة: «…»; عجوز تمتمت: «…».
    """
    for verb, source in ((first, (first + 1, colon)), (colon - 1, (first, colon - 1))):
        head = analysis.words[source[0]]
        described = analysis.words[min(source[0] + 1, len(analysis) - 1)]
        woman = (head.title is not None and head.title.gender == "f") or described.key.endswith("ه")  # عجوز سبعينية
        if source[1] > source[0] and woman and _may_be_verb(analysis.words[verb]):
            return (verb, verb + 1), source
    return (colon, colon), ahead_of_colon(analysis, first, colon)


def _is_one_more(analysis: Analysis, colon: int) -> bool:
    """Whether a line is shaped like another whose speaker is known: a few words, a colon and a quotation."""
    layer = analysis.layers[0]
    first = layer.start(colon)
    name = 1 < colon - first <= _NAME and set(layer.classes[first:colon]) == {"w"}
    return name and layer.cls(first - 1) == "B" and colon + 1 in analysis.speech


def _speaks(analysis: Analysis, colon: int) -> bool:
    """Whether somebody stands before the colon: by his name, his office, or a surname that the text prints in full."""
    first = _behind_label(analysis, colon)
    if not 0 < colon - first <= REACH or colon + 1 >= len(analysis):
        return False
    surname = colon - first == 1 and analysis.words[first].key in analysis.families
    return surname or (names_a_speaker(analysis, first, colon) and _is_known(analysis, first, colon))


def _is_known(analysis: Analysis, first: int, colon: int) -> bool:
    """Whether what stands before a quotation is no chapter, verse or place: «الفصل الثاني: «…»»."""
    if colon + 1 not in analysis.speech:
        return True
    named = name_in(analysis, first, colon)
    head, name = analysis.words[first], analysis.words[named[0] if named is not None else first]
    speaks = head.tags & (Tag.TITLE | Tag.ORGANISATION | Tag.UNNAMED)
    somebody = (speaks and not head.tags & (Tag.SETTING | Tag.PLACE | Tag.DOCUMENT)) or name.tags & Tag.NAME
    return bool(somebody) and analysis.tokens.texts[colon + 1] not in ("(", "{", "[")


def _is_headline(analysis: Analysis, first: int, colon: int) -> bool:
    """Whether a paragraph is a headline: short, without a full stop, and no byline before the colon."""
    layer = analysis.layers[0]
    end = layer.end(colon)
    byline = "-" in layer.classes[first:colon]
    return not byline and end - colon - 1 >= _LEAST and end - first <= _MOST and layer.cls(end) == "B"


def _may_be_verb(word: Word) -> bool:
    """Whether a word that no lexicon knows ends like the perfect of a woman: وتنهدت, تمتمت."""
    return (word.ordinary or is_unknown(word)) and word.key.endswith("ت")
