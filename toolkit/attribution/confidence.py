"""How likely a relation is right in content (by half), speaker and kind together.

Four logistic regressions over what the engine knows of its own guess: whether
it is a relation at all, and whether content, speaker and kind are right if it
is one. Their product is brought to scale by a fifth. They are fitted on
hand-annotated articles by `tools/build_confidence.py` and kept as data.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.attributes import Attributes
from toolkit.attribution.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.speakers import Speaker

__all__ = ["NEAR", "PARTS", "SCALE", "Guess", "confidence_of", "features_of"]

PARTS = ("relation", "content", "speaker", "kind")
"""What must be right, in the order of the weights."""
SCALE = "scale"
"""The part of the table that brings the product of the others to scale: a bias, and the weight of its log-odds."""
NEAR = 4
"""Among how many relations before a guess its rivals are looked for."""


class Guess(NamedTuple):
    """A relation, as far as its confidence depends on it.

    Attributes:
        draft: What the rules made.
        speaker: Who speaks, if anybody.
        who: What is known of the speaker.
        before: The speakers of the `NEAR` relations before it, in order.
        inner: Whether its cue stands in the content of another.
    """

    draft: Draft
    speaker: Speaker | None
    who: Attributes
    before: Sequence[Speaker | None]
    inner: bool


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    """The weights of each feature in every part; of the scale, in the place of the parts, its bias and its factor."""
    text = files("toolkit.attribution").joinpath("ruleset", "confidence.tsv").read_text(encoding="utf-8")
    table: dict[str, list[float]] = {}
    for row in text.splitlines()[1:]:
        part, feature, weight = row.split("\t")
        key, column = (f"{SCALE} {feature}", 0) if part == SCALE else (feature, PARTS.index(part))
        table.setdefault(key, [0.0] * len(PARTS))[column] = float(weight)
    return {feature: tuple(weights) for feature, weights in table.items()}


def features_of(analysis: Analysis, guess: Guess) -> tuple[str, ...]:
    """What is known of a guess, each as one feature that holds."""
    draft, speaker = guess.draft, guess.speaker
    reading, layer = draft.cue.reading, draft.layer
    source = "elided" if draft.source is None else "given"
    at = draft.cue.first
    rivals = {who.id for who in guess.before if who is not None and who is not speaker}
    return (
        "bias",
        f"inner relation={'yes' if guess.inner else 'no'}",
        f"inside marks={'yes' if layer.block is not None else 'no'}",
        f"verb={reading.verb.group if reading else 'none'}",
        f"gap={_size(draft.match.gap[1] - draft.match.gap[0], (1, 9))}",
        f"rivals={_size(len(rivals), (1, 2, 3))}/{source}",
        f"source={source}/{draft.cue.name}",
        f"speaker={speaker.kind if speaker else 'none'}/{source}",
        f"mentions={min(3, len(speaker.mentions)) if speaker else 'none'}",
        f"label={_size(speaker.label.count(' ') + 1, (2, 3, 4, 6)) if speaker else 'none'}/{guess.who.type}",
        f"how={draft.how}",
        f"sure={'given' if draft.source is not None else _size(round(100 * draft.sure), (50, 70, 85, 95))}",
        f"sentence={_size(layer.end(at) - layer.start(at) if layer.first <= at < layer.last else 0, (15, 30, 60))}",
        f"kind={draft.kind}",
        *_of_contents(analysis, draft),
        *(f"flag={flag}" for flag in dict.fromkeys(draft.flags)),
    )


_CUES = frozenset("VHM")
_LOOK = 200
"""How many tokens of a content are looked at (six characters each), since contents may lie within long contents."""
_QUOTED = re.compile('[«“"„‘]([^«»“”"„‘’]{1,400})')
_MARKS = frozenset("«»“”\"‘’„'")


def _of_contents(analysis: Analysis, draft: Draft) -> tuple[str, ...]:
    """What was said: its length, its beginning and end, its words in marks, and whether another cue stands in it."""
    if not draft.contents:
        return ()
    layer, (start, end) = draft.layer, draft.contents[-1]
    inside = layer.classes[start - layer.first : min(end, start + _LOOK) - layer.first]
    words = sum(last - first for first, last in draft.contents)
    raw = analysis.tokens.raw
    first, last = analysis.span(*draft.contents[0]).start, analysis.span(start, end).end
    if draft.kind == "direct":
        quoted = "all"
    else:
        marked = _QUOTED.finditer(raw, first, min(last, first + 6 * _LOOK))
        quoted = _size(sum(len(found[1].split()) for found in marked), (1, 3, 5, 9))
    return (
        f"words of the content={_size(words, (5, 12, 30, 60))}",
        f"holds a cue={'yes' if _CUES & set(inside) else 'no'}",
        f"begins behind={_beginning(raw[max(0, first - 2) : first])}/{draft.kind}",
        f"ends before={_ending(raw[last : last + 2])}/{draft.kind}",
        f"words in marks={quoted}/{draft.kind}",
    )


def _beginning(before: str) -> str:
    return "mark" if _MARKS & set(before) else "colon" if ":" in before else "word"


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
    weights = _weights()
    known = [weights[feature] for feature in features if feature in weights]
    right = math.prod(1 / (1 + math.exp(-sum(column))) for column in zip(*known, strict=True))
    bias, factor = (weights[f"{SCALE} {name}"][0] for name in ("bias", "factor"))
    odds = math.log(right / (1 - right)) if right < 1 else math.inf
    return min(0.99, max(0.01, round(1 / (1 + math.exp(-(bias + factor * odds))), 2)))
