"""Words that two texts have in a row, with their places in both."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Run", "longest_run"]


class Run(NamedTuple):
    """Words in a row that two sequences share.

    Attributes:
        start: Where the run begins in the first.
        other: Where it begins in the second.
        length: How many words it has.
    """

    start: int
    other: int
    length: int


def longest_run(one: Sequence[str], other: Sequence[str]) -> Run | None:
    """The longest run of words that both have, the first of several; None where they share none.

    The time is that of comparing each word of one with those of the other that are equal to it.

    Args:
        one: Words in order.
        other: The same.

    Examples:
        >>> longest_run("لن نوقع على رسم واحد".split(), "قال إنه لن نوقع على شيء".split())
        Run(start=0, other=2, length=3)
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(other):
        places.setdefault(word, []).append(place)
    best: Run | None = None
    lengths: dict[int, int] = {}
    for end, word in enumerate(one):
        lengths = {place: lengths.get(place - 1, 0) + 1 for place in places.get(word, ())}
        for place, length in lengths.items():
            if best is None or length > best.length:
                best = Run(end - length + 1, place - length + 1, length)
    return best
