"""How likely a relation is right in content (by half), speaker and kind together.

A logistic regression over what the engine knows of its own guess: the rule and
the form of the cue, the source and what stands around it, who speaks, and how
the content begins and ends. It is fitted on hand-annotated articles by
`tools/build_confidence.py` and kept as data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.attributes import Attributes
from toolkit.attribution.drafts import Draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.weights import log_odds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.speakers import Speaker

__all__ = ["Guess", "confidence_of", "features_of"]


class Guess(NamedTuple):
    """A relation, as far as its confidence depends on it.

    Attributes:
        draft: What the rules made.
        speaker: Who speaks, if anybody.
        who: What is known of the speaker.
        inner: Whether its cue stands in the content of another.
    """

    draft: Draft
    speaker: Speaker | None
    who: Attributes
    inner: bool


def features_of(analysis: Analysis, guess: Guess) -> tuple[str, ...]:
    """What is known of a guess, each as one feature that holds; classes of tokens are those of `classes`."""
    draft = guess.draft
    return (
        "bias",
        f"kind={draft.kind}",
        f"rule={draft.match.rule.id}",
        f"inner relation={'yes' if guess.inner else 'no'}",
        f"passed on={'yes' if draft.via is not None else 'no'}",
        f"flags={len(draft.flags)}",
        *_of_cue(draft),
        *_of_source(analysis, draft),
        *_of_speaker(guess),
        *_of_contents(analysis, draft),
        *(f"flag={flag}" for flag in dict.fromkeys(draft.flags)),
    )


def _of_cue(draft: Draft) -> Iterator[str]:
    """The form of the cue, how often its verb is something else, and what stands before it."""
    reading = draft.cue.reading
    yield f"form={reading.slot if reading else 'none'}"
    yield f"risk={reading.verb.risk if reading else 'none'}"
    yield f"joined={reading.proclitics if reading else 'none'}"
    yield f"before the cue={draft.layer.cls(draft.cue.first - 1)}"
    yield f"gap={_size(draft.match.gap[1] - draft.match.gap[0], (1, 9))}"


_HEADS = {
    "title": Tag.TITLE,
    "name": Tag.NAME,
    "body": Tag.ORGANISATION,
    "place": Tag.PLACE,
    "medium": Tag.MEDIUM,
    "document": Tag.DOCUMENT,
    "unnamed": Tag.UNNAMED,
}


def _of_source(analysis: Analysis, draft: Draft) -> Iterator[str]:
    """What heads the source, how far from the cue it stands, and what follows it; or how surely who is left out."""
    if draft.source is None:
        yield f"sure={_size(round(100 * draft.sure), (50, 70, 85, 95))}"
        return
    first, last = draft.source
    head, cue = analysis.words[first], draft.cue
    known = [name for name, tag in _HEADS.items() if head.tags & tag]
    yield "sure=given"
    yield f"head={'+'.join([*known, 'definite'] if head.definite else known) or 'none'}"
    yield f"behind the source={draft.layer.cls(last)}"
    yield f"from the cue={min(_FAR, first - cue.last if first >= cue.last else cue.first - last)}"


_FAR = 6
"""Beyond so many tokens it does not matter how far a source stands from its cue."""


def _of_speaker(guess: Guess) -> Iterator[str]:
    """Who speaks, how often he was called, and by how many words."""
    speaker, source = guess.speaker, "elided" if guess.draft.source is None else "given"
    yield f"speaker={speaker.kind if speaker else 'none'}/{source}"
    yield f"mentions={min(3, len(speaker.mentions)) if speaker else 'none'}"
    yield f"label={_size(speaker.label.count(' ') + 1, (2, 3, 4, 6)) if speaker else 'none'}/{guess.who.type}"
    yield f"sector={guess.who.sector}"


_CUES = frozenset("VHM")
_LOOK = 200
"""How many tokens of a content are looked at (six characters each), since contents may lie within long contents."""
_COMMAS = 5
_QUOTED = re.compile('[«“"„‘]([^«»“”"„‘’]{1,400})')
_MARKS = frozenset("«»“”\"‘’„'")


def _of_contents(analysis: Analysis, draft: Draft) -> Iterator[str]:
    """What was said: its length, its beginning and end, its words in marks, and whether another cue stands in it."""
    if not draft.contents:
        return
    layer, (start, end) = draft.layer, draft.contents[-1]
    inside = layer.classes[start - layer.first : min(end, start + _LOOK) - layer.first]
    raw = analysis.tokens.raw
    first, last = analysis.span(*draft.contents[0]).start, analysis.span(start, end).end
    if draft.kind == "direct":
        quoted = "all"
    else:
        marked = _QUOTED.finditer(raw, first, min(last, first + 6 * _LOOK))
        quoted = _size(sum(len(found[1].split()) for found in marked), (1, 3, 5, 9))
    yield f"words of the content={_size(sum(last - first for first, last in draft.contents), (5, 12, 30, 60))}"
    yield f"words in marks={quoted}/{draft.kind}"
    yield f"holds a cue={'yes' if _CUES & set(inside) else 'no'}"
    yield f"commas={min(_COMMAS, inside.count(','))}"
    yield f"begins with={layer.cls(start)}"
    yield f"begins behind={layer.cls(start - 1)}"
    yield f"ends before={_ending(raw[last : last + 2])}/{draft.kind}"
    yield f"followed by={layer.cls(end)}{layer.cls(end + 1)}"


def _ending(behind: str) -> str:
    if "\n" in behind or not behind:
        return "line"
    first = behind[0]
    return "mark" if first in _MARKS else "stop" if first in ".؟!?" else "comma" if first in "،,؛" else "word"


def _size(number: int, limits: tuple[int, ...]) -> str:
    """The class of a number between limits: the first limit that it is below, or the last and more."""
    below = next((limit for limit in limits if number < limit), None)
    return f"{limits[-1]}+" if below is None else f"<{below}"


def confidence_of(features: Sequence[str]) -> float:
    """The estimated probability for a guess of these features, to two digits, between 0.01 and 0.99."""
    return min(0.99, max(0.01, round(1 / (1 + math.exp(-log_odds("confidence", features))), 2)))
