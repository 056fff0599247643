"""Which found relation is which gold one, and what of it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.measures.naming import Speakers
from toolkit.measures.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from toolkit.measures.wording import Words

    Relation = Mapping[str, Any]

__all__ = ["LABELS", "PARTS", "matched", "outcomes"]

LABELS = ("kind", "type", "sector", "gender")
PARTS = ("cue", "content", "content_exact", "source", "source_overlap", "speaker", "named")
_HALF = 0.5


def outcomes(text: str, gold: Sequence[Relation], found: Sequence[Relation]) -> list[dict[str, Any]]:
    """One record per gold relation, in order, then one per found relation that is none of them.

    Args:
        text: The raw text of the article.
        gold: Relations as the codebook's section 8 writes them.
        found: The same.

    Returns:
        `gold` and `found` (places, None where there is none), the labels of the gold relation (else of the found one)
        with its `complement` and `quoted` (direct or mixed), the found one's labels as `found_kind` and so on with
        `found_quoted`, and whether each of `PARTS` is right, as `cue_right` and so on: `speaker` where the content is
        right by half too, `named` whether or not it is.
    """
    wording = Wording(text)
    partner = dict(matched(wording, gold, found))
    speakers = Speakers(relation["speaker"] for relation in gold if relation.get("speaker"))
    rows = []
    for place, relation in enumerate(gold):
        other = partner.get(place)
        judged = {} if other is None else _judged(wording, relation, found[other], speakers)
        rows.append(_row(relation, None if other is None else found[other], place, other) | judged)
    taken = set(partner.values())
    return rows + [_row(None, relation, None, place) for place, relation in enumerate(found) if place not in taken]


def _row(gold: Relation | None, found: Relation | None, place: int | None, other: int | None) -> dict[str, Any]:
    own = gold if gold is not None else found or {}
    row = {"gold": place, "found": other, "complement": own.get("complement")}
    row |= {label: own.get(label) for label in LABELS} | {"quoted": _quoted(own)}
    row |= {f"found_{label}": (found or {}).get(label) for label in LABELS} | {"found_quoted": _quoted(found or {})}
    return row | {f"{part}_right": False for part in PARTS}


def _quoted(relation: Relation) -> bool:
    return relation.get("kind") in {"direct", "mixed"}


def _judged(wording: Wording, gold: Relation, found: Relation, speakers: Speakers) -> dict[str, bool]:
    content, other = wording.words(gold["contents"]), wording.words(found["contents"])
    by_half = wording.share(content, other) >= _HALF
    cues, sources = ([_words(wording, each.get(part)) for each in (gold, found)] for part in ("cue", "source"))
    named = speakers.same(gold.get("speaker"), found.get("speaker"), person=gold.get("type") == "person")
    return {
        "cue_right": cues[0] == cues[1],
        "content_right": by_half,
        "content_exact_right": content == other,
        "source_right": sources[0] == sources[1],
        "source_overlap_right": sources[0] == sources[1] or (all(sources) and wording.share(*sources) >= _HALF),
        "speaker_right": by_half and named,
        "named_right": named,
    }


def _words(wording: Wording, span: Sequence[int] | None) -> Words:
    return wording.words([span]) if span else ()


def matched(wording: Wording, gold: Sequence[Relation], found: Sequence[Relation]) -> Iterator[tuple[int, int]]:
    """The pairs of places, one to one, those whose content is most alike first.

    A found relation may be a gold one where their cues overlap, and its own is at most twice as many words (four, where
    the gold cue is short); or, where either has no cue, where their contents share half.

    Args:
        wording: The words of the article.
        gold: Its gold relations.
        found: Its found relations.
    """
    contents = [[wording.words(relation["contents"]) for relation in side] for side in (gold, found)]
    candidates = []
    for i, j in _touching(gold, found, contents):
        share = wording.share(contents[0][i], contents[1][j]) if contents[0][i] or contents[1][j] else 0.0
        cue, other = gold[i].get("cue"), found[j].get("cue")
        if _overlap(cue, other):
            if _length(_words(wording, other)) <= max(4, 2 * _length(_words(wording, cue))):
                candidates.append((2 + share, i, j))
        elif not (cue and other) and share >= _HALF:
            candidates.append((share, i, j))
    golds: set[int] = set()
    founds: set[int] = set()
    for _, i, j in sorted(candidates, key=lambda each: (-each[0], each[1], each[2])):
        if i not in golds and j not in founds:
            golds.add(i)
            founds.add(j)
            yield i, j


def _overlap(one: Sequence[int] | None, other: Sequence[int] | None) -> bool:
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def _length(words: Words) -> int:
    return sum(last - first for first, last in words)


def _touching(
    gold: Sequence[Relation], found: Sequence[Relation], contents: Sequence[Sequence[Words]]
) -> set[tuple[int, int]]:
    """The pairs whose cues, or, where one has none, whose contents touch: only these need be compared."""
    pairs = set(_meeting([_range(each.get("cue")) for each in gold], [_range(each.get("cue")) for each in found]))
    without = [[() if each.get("cue") else words for each, words in zip(side, own, strict=True)]
               for side, own in zip((gold, found), contents, strict=True)]  # fmt: skip
    pairs.update(_meeting(without[0], contents[1]))
    pairs.update(_meeting(contents[0], without[1]))
    return pairs


def _range(span: Sequence[int] | None) -> Words:
    return ((span[0], span[1]),) if span else ()


def _meeting(ones: Sequence[Words], others: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """The pairs of which a range of one overlaps a range of the other, by one sweep over all of them."""
    events = [
        (first, last, side, place) for side, each in enumerate((ones, others)) for place, first, last in _flat(each)
    ]
    open_ranges: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for first, last, side, place in sorted(events):
        facing = open_ranges[1 - side]
        facing[:] = [each for each in facing if each[0] > first]
        for _, other in facing:
            yield (place, other) if side == 0 else (other, place)
        open_ranges[side].append((last, place))


def _flat(each: Iterable[Words]) -> Iterator[tuple[int, int, int]]:
    for place, words in enumerate(each):
        for first, last in words:
            yield place, first, last
