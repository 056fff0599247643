"""Headlines of the shape «name: words», which have no cue word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import circumstance_end
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.heads import head_at
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.named import name_in
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.rules import Match, load_rules
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis

__all__ = ["REACH", "ahead_of_colon", "headline_draft", "names_a_speaker"]

REACH = 9
"""The longest description of a speaker ahead of the colon, in tokens."""
_SPEAKS = Tag.TITLE | Tag.UNNAMED | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.PLACE


def headline_draft(analysis: Analysis, text: Analysis) -> Draft | None:
    """The attribution that a title of the shape «name: words» makes; None where it makes none.

    Args:
        analysis: The title.
        text: What it stands over, which may print in full the name of which it has the surname.
    """
    layer = analysis.layers[0]
    colon = layer.classes.find(":", 1, REACH + 1)
    first = _behind_label(analysis, colon)
    if colon < 0 or colon + 2 >= len(analysis):
        return None
    if not (names_a_speaker(analysis, first, colon) or _is_surname(analysis, first, colon, text)):
        return None
    source = ahead_of_colon(analysis, first, colon)
    if any(layer.cls(i) == "n" or _may_tell(analysis, i, source[1]) for i in range(source[0] + 1, source[1])):
        return None  # ريفر 3 - 1 لانوس
    [rule] = load_rules("headlines")
    draft = Draft(layer, Cue("NONE", colon, colon), Match(rule, source, colon + 1, colon + 1), source)
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


def _behind_label(analysis: Analysis, colon: int) -> int:
    """Behind what an outlet prints ahead of a headline: بالفيديو.. الوزير: ; عاجل | الوزير: ."""
    ends = [i for i in range(1, min(colon, _LABEL)) if analysis.tokens.texts[i] in _BEHIND_LABEL]
    return ends[-1] + 1 if ends else 0


_BEHIND_LABEL = frozenset(("..", "...", "…", "|", "!"))
_LABEL = 4
"""How many tokens a label of an outlet may have, with what closes it."""


def ahead_of_colon(analysis: Analysis, first: int, colon: int) -> tuple[int, int]:
    """Who speaks, of what stands ahead of the colon: no reply, occasion, place or listener.

    الحركة ردا على الوزير: ; الوزيرة بعد الاجتماع: ; الخبير لـ«الأفق»: .
    """
    layer = analysis.layers[0]
    phrase = noun_phrase(analysis, layer, first, colon)
    if phrase is None:
        return first, colon
    behind = phrase[1]
    listener = analysis.words[behind].proclitics.endswith("ل")
    leaves = layer.cls(behind) != "w" or listener or circumstance_end(analysis, behind, colon) > behind
    return phrase if leaves else (first, colon)  # a name with a word that looks like another thing


def _may_tell(analysis: Analysis, i: int, end: int) -> bool:
    """Whether a headline tells what somebody does, and not who speaks: الجامعة تبرئ ساحتها."""
    word, behind = analysis.words[i], analysis.words[i + 1]
    told = i + 1 < end and not behind.definite and bool(behind.tags & (Tag.COMMON | Tag.POSSESSED | Tag.SETTING))
    return told and word.key.startswith(("ي", "ت")) and not word.tags & ~(Tag.NAME | Tag.VERB)


def _is_surname(analysis: Analysis, first: int, colon: int, text: Analysis) -> bool:
    """Whether the text prints a given name before the word that stands alone ahead of the colon: سامر الحلو."""
    key = analysis.words[first].key
    behind = zip(text.words, text.words[1:], strict=False)
    return colon - first == 1 and any(word.key == key and given.tags & Tag.NAME for given, word in behind)


_STUDIES = frozenset(normalize("تقرير دراسة بيان استطلاع").split())
"""Documents that say something where they stand alone, too."""
_TOPICS = frozenset(normalize("كورونا دوري مونديال نتيجة نتائج حصيلة ترتيب").split())
"""What looks like a name or a document and is a topic."""
_RANKS = frozenset(normalize("مركز مرتبة").split())
_ORDINALS = frozenset(normalize("أول أولى ثاني ثانية ثالث ثالثة رابع رابعة خامس خامسة").split())


def names_a_speaker(analysis: Analysis, first: int, colon: int) -> bool:
    """Whether what stands ahead of the colon is a person or a body, and not a topic or a place of filing."""
    layer = analysis.layers[0]
    first = head_at(layer, first)  # «الصحة»
    head = analysis.words[first]
    plain = all(layer.cls(i) in "wmn(),-p" for i in range(first, colon))
    occasion = head.tags & (Tag.SETTING | Tag.TIME) and head.key not in _STUDIES
    if not plain or occasion or head.bare in _TOPICS or head.proclitics.strip("وف"):
        return False
    if head.bare in _RANKS and analysis.words[first + 1].bare in _ORDINALS:
        return False  # المركز الأول: who won
    if name_in(analysis, first, colon) is not None:
        return True
    if not head.tags & _SPEAKS:
        return False
    # a lone place is mostly a dateline
    return not (head.tags & Tag.PLACE and colon == first + 1 and not head.tags & Tag.ORGANISATION)
