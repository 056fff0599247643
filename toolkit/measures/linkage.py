"""Groups of what is alike, by the average similarity of their pairs."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["average_linkage"]


def average_linkage(count: int, pairs: Iterable[tuple[int, int, float]], *, least: float) -> list[int]:
    """Joins the two groups that are most alike on average, again and again, as long as that reaches a limit.

    A pair that is not given counts as 0, so that a chain of resemblances makes no group. Of equal averages, those with
    the lowest places are joined first. The work grows with the number of pairs.

    Args:
        count: How many things there are.
        pairs: Two places and their similarity, each pair once.
        least: The limit, above 0.

    Returns:
        For each thing, the lowest place of its group.

    References:
        Sokal, R. R., Michener, C. D. (1958). A statistical method for evaluating systematic relationships. University
        of Kansas Science Bulletin 38, 1409-1438.

    Examples:
        >>> average_linkage(4, [(0, 1, 0.9), (1, 2, 0.5), (0, 2, 0.3), (2, 3, 0.6)], least=0.35)
        [0, 0, 2, 2]
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for one, other, similarity in pairs:
        sums[one][other] = sums[other][one] = similarity
    sizes, ages = [1] * count, [0] * count
    into = list(range(count))
    heap = [
        (-similarity, one, other, 0, 0)
        for one, near in enumerate(sums)
        for other, similarity in near.items()
        if one < other and similarity >= least
    ]
    heapify(heap)
    while heap:
        _, one, other, age, other_age = heappop(heap)
        if ages[one] != age or ages[other] != other_age:
            continue  # one of them has grown or gone since
        into[other] = one
        sizes[one] += sizes[other]
        ages[one] += 1
        ages[other] = -1
        own, taken = sums[one], sums[other]
        sums[other] = {}
        del own[other], taken[one]
        for near, similarity in taken.items():
            del sums[near][other]
            own[near] = sums[near][one] = own.get(near, 0.0) + similarity
        for near, similarity in own.items():
            average = similarity / (sizes[one] * sizes[near])
            if average >= least:
                first, second = min(one, near), max(one, near)
                heappush(heap, (-average, first, second, ages[first], ages[second]))
    for place in range(count):  # what one was joined into is lower and known already
        into[place] = into[into[place]]
    return into
