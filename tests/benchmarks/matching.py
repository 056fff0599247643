"""Which gold relations were found: a count by sector, kind and outlet that needs no scorer.

A relation is found by a prediction whose cue overlaps its own or, where either has no cue, whose content shares half of
its letters (intersection over union); one to one, the largest share first. Its content is right at half, its speaker
where content is right and the words of one name, folded, are all in the other. The scorer counts words, knows titles
and spellings of names, and is the one to quote; this one shows where recall is lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence


@dataclass(frozen=True)
class Judged:
    """A gold relation and what became of it."""

    gold: Mapping[str, Any]
    outlet: str
    found: bool
    content: bool
    speaker: bool


@dataclass(frozen=True)
class Matching:
    """The gold relations of a dataset, and how many predictions stand against them, both without nominal gold."""

    judged: tuple[Judged, ...]
    predicted: int

    def f1(self, part: str) -> float:
        """The F1 of `found`, `content` or `speaker`, nominal relations neither gained nor lost."""
        right = sum(getattr(one, part) for one in self.judged)
        total = len(self.judged) + self.predicted
        return 2 * right / total if total else 0.0

    def recall(self, key: Callable[[Judged], str]) -> list[tuple[str, int, float, float, float]]:
        """For each group: its name, its gold relations, and the share that is found, with content, with speaker."""
        sizes = Counter(map(key, self.judged))
        rows = []
        for name, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
            group = [one for one in self.judged if key(one) == name]
            shares = [sum(getattr(one, part) for one in group) / size for part in ("found", "content", "speaker")]
            rows.append((name, size, shares[0], shares[1], shares[2]))
        return rows


def match(articles: Mapping[str, Mapping[str, Any]], gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> Matching:
    """Holds the predictions against the gold, article by article."""
    judged: list[Judged] = []
    count = 0
    for name, annotated in gold.items():
        article, found = articles[name], predicted[name]["ars"]
        partner = _pairs(article["text"], annotated["ars"], found)
        for place, relation in enumerate(annotated["ars"]):
            other, share = partner.get(place, (None, 0.0))
            if relation.get("complement") == "nominal":
                count -= other is not None
                continue
            content = other is not None and share >= 0.5
            speaker = other is not None and content and _same(relation["speaker"], other["speaker"])
            judged.append(Judged(relation, article.get("outlet") or "?", other is not None, content, speaker))
        count += len(found)
    return Matching(tuple(judged), count)


def _pairs(
    text: str, gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> dict[int, tuple[Mapping[str, Any], float]]:
    candidates = []
    found_letters = [_letters(text, other["contents"]) for other in found]
    for i, relation in enumerate(gold):
        letters = _letters(text, relation["contents"])
        for j, other in enumerate(found):
            share = _share(letters, found_letters[j])
            cues = relation["cue"], other["cue"]
            if all(cues):
                if cues[0][0] < cues[1][1] and cues[1][0] < cues[0][1]:
                    candidates.append((2 + share, i, j, share))
            elif share >= 0.5:
                candidates.append((share, i, j, share))
    partner: dict[int, tuple[Mapping[str, Any], float]] = {}
    taken = set()
    for _, i, j, share in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in partner and j not in taken:
            partner[i] = found[j], share
            taken.add(j)
    return partner


def _letters(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def _share(one: set[int], other: set[int]) -> float:
    """The common part of two sets; two empty ones (declined relations) are the same."""
    return len(one & other) / len(one | other) if one | other else 1.0


def _same(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return not one and not other
    first, second = (set(normalize(name, profile="search").split()) for name in (one, other))
    return first <= second or second <= first
