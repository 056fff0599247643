"""Relay chains: نقلت رويترز عن مسؤول قوله إن. The source is the innermost speaker, the medium is `via`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.hosts import without_proclitic
from toolkit.attribution.lexemes import FROM_HIM, Tag, is_of_poll
from toolkit.attribution.phrases import noun_phrase, source_between
from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft

__all__ = ["addressed_medium", "is_relayed", "printed_medium", "relayed_before", "relayed_between"]

_REACH = 30
_AHEAD = 14
"""How far ahead of the cue an interview may be named, in tokens."""


def relayed_between(analysis: Analysis, layer: Layer, start: int, end: int, *, relay: bool) -> tuple[int, int] | None:
    """The speaker behind عن within a gap: نقلت الوكالة عن الوزير أن; behind نقلا عن whatever the verb."""
    for i in range(start, end):
        if analysis.words[i].key == "عن" and layer.cls(i) == "p" and (relay or analysis.words[i - 1].key == "نقلا"):
            return noun_phrase(analysis, layer, i + 1, end)
        if relay and analysis.words[i].key == "لسان" and analysis.words[i - 1].key == "علي":
            return noun_phrase(analysis, layer, i + 1, end)
    return None


_TO = frozenset(("ل", "مع"))


def addressed_medium(analysis: Analysis, layer: Layer, cue: int, start: int, end: int) -> tuple[int, int] | None:
    """The medium to which it was said, in the gap or ahead of the cue: قال لصحيفة، في حديث لقناة، لـ«الراية»."""
    ahead = range(max(layer.start(cue), cue - _AHEAD), cue)
    for i in (*range(start, end), *ahead):
        word = analysis.words[i]
        last = end if i >= start else cue
        if layer.cls(i) in "QqC":
            return None
        if word.key not in _TO and not word.proclitics.endswith("ل"):
            continue  # most words
        if word.key == "ل" and i + 1 < last and layer.cls(i + 1) == "m":
            close = next((k for k in range(i + 2, min(last, i + 7)) if layer.cls(k) == "m"), None)
            return (i + 2, close) if close is not None else None
        if is_of_poll(analysis.words, i):
            continue  # of opinion, and no medium: استطلاع للرأي
        meets = word.key == "مع" and i > 0 and bool(analysis.words[i - 1].tags & Tag.SETTING)
        at = i + meets
        if at >= last or not (meets or word.proclitics.endswith("ل")):
            continue
        named = analysis.phrase_end(at, phrases("media", "name"), last)
        if named > at + 1:
            return at, named  # لهيئة الإذاعة البريطانية, which begins like any body
        if analysis.words[at].tags & Tag.MEDIUM:
            return _medium_name(analysis, layer, at, last)
    return None


def _medium_name(analysis: Analysis, layer: Layer, first: int, end: int) -> tuple[int, int]:
    """A medium up to who speaks there: لوكالة رويترز المتحدث."""
    phrase = noun_phrase(analysis, layer, first, end)
    last = phrase[1] if phrase else first + 1
    speaker = (i for i in range(first + 1, last) if analysis.words[i].tags & (Tag.TITLE | Tag.UNNAMED | Tag.NAME))
    return first, next(speaker, last)


def relayed_before(
    analysis: Analysis, layer: Layer, noun: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """(speaker, medium) ahead of قوله: the noun phrase behind عن (نقل) or إلى (نسب), and the subject of that verb."""
    start = max(layer.start(noun), noun - _REACH)
    for i in range(noun - 1, start - 1, -1):
        if layer.cls(i) in "CQq:":
            break
        if analysis.words[i].key in FROM_HIM and _relays(analysis, i - 1):
            return None, noun_phrase(analysis, layer, i + 1, noun)  # نقلت عنه الوكالة قوله
        ascribed = analysis.words[i].key == "الي" and any(_relays(analysis, k) for k in range(start, i))
        if (analysis.words[i].key == "عن" or ascribed) and layer.cls(i) == "p":
            speaker = noun_phrase(analysis, layer, i + 1, noun)
            if speaker is None:
                return None, None
            return speaker, _medium(analysis, layer, start, i)
    return None, None


def _medium(analysis: Analysis, layer: Layer, start: int, end: int) -> tuple[int, int] | None:
    for i in range(end - 1, start - 1, -1):
        if layer.cls(i) in "vV" or _relays(analysis, i):
            return source_between(analysis, layer, i + 1, end)
    return None


def _relays(analysis: Analysis, i: int) -> bool:
    """Whether the word is a form of نقل, نسب, which are nouns as often: ونقل موقع عن مصادر قولها."""
    finite = analysis.words[i].finite
    return finite is not None and finite.verb.group == "relay"


def is_relayed(analysis: Analysis, draft: Draft) -> bool:
    """Whether a medium relays the words of whom it names behind عن, and they were not said to it."""
    if draft.via is None or draft.source is None or draft.source[0] <= draft.via[0]:
        return False
    return analysis.words[draft.source[0] - 1].key == "عن"


_NEAR = 8
"""How far into what a medium reports the relation may stand that it relays."""


def printed_medium(analysis: Analysis, draft: Draft, around: Draft | None) -> str | None:
    """The medium of a relation, without the preposition written together with it; None where it has none.

    That of نقلت الصحيفة أن relays the relation that begins right there, `around` being the relation within which it
    stands.
    """
    via = draft.via
    if via is None and draft.cue.name in ("VERB", "HAL") and draft.source is not None and draft.contents:
        start, end = draft.source[0] + 1, draft.contents[0][0]
        if draft.cue.last < start < end:
            end += draft.layer.cls(end) == "m"
            via = addressed_medium(analysis, draft.layer, draft.cue.first, start, end)
    if via is None and around is not None and around.source is not None and around.contents:
        relays = around.cue.reading is not None and around.cue.reading.verb.group == "relay"
        start = around.contents[0][0]
        if relays and start <= draft.cue.first <= start + _NEAR and analysis.words[around.source[0]].tags & Tag.MEDIUM:
            via = around.source
    if via is None:
        return None
    text = analysis.text(*via)
    return without_proclitic(text) if analysis.words[via[0]].proclitics.endswith("ل") else text
