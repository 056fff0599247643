"""Whether two annotations name the same speaker."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.measures.wording import WORD, fold, untelling

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Speakers", "same_name"]

_ABD = re.compile(r"\bعبد (?=ال)")
_MOST_OVER = 3  # words by which the fuller name may exceed the gold one


@lru_cache(maxsize=4096)
def _telling(name: str) -> tuple[str, ...]:
    """The telling words of a name in order, without title, article, plural ending; spellings of one sound are one."""
    words = WORD.findall(_ABD.sub("عبد", fold(name)))
    titles = untelling("title")
    telling = []
    for word in [word for word in words if word not in titles] or words:
        bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
        bare = bare[:-2] if bare.endswith(("ون", "ين")) and len(bare) > 5 else bare
        telling.append(bare.replace("غ", "ج"))
    return tuple(telling)


def _likeness(one: str, other: str) -> float:
    first, second = set(_telling(one)), set(_telling(other))
    return len(first & second) / len(first | second) if first and second else 0.0


def same_name(gold: str | None, found: str | None, *, person: bool = False) -> bool:
    """Whether `found` names the speaker `gold`; two missing names do.

    More than half of the telling words are shared, or all words of one are in the other, which has at most three more
    where it is the fuller one. A person's last name must be among the shared.

    Args:
        gold: The name that is right.
        found: The name that was found.
        person: Whether `gold` is a named person.
    """
    if not gold or not found:
        return not gold and not found
    right, given = _telling(gold), _telling(found)
    if not right or not given:
        return False
    shared = set(right) & set(given)
    inside = shared == set(given) or (shared == set(right) and len(set(given) - shared) <= _MOST_OVER)
    if person and len(right) > 1 and right[-1] not in shared:
        return False
    return inside or _likeness(gold, found) > 0.5


class Speakers:
    """The gold speakers of one article: a name stands for the one it is likest to.

    Args:
        names: Their names.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        self._likest: dict[str, float] = {}
        for name in set(names):
            for word in set(_telling(name)):
                self._by_word.setdefault(word, []).append(name)

    def same(self, gold: str | None, found: str | None, *, person: bool) -> bool:
        """Whether `found` names `gold`, and no other speaker of the article better.

        Args:
            gold: One of the names.
            found: The name that was found.
            person: Whether `gold` is a named person.
        """
        if not same_name(gold, found, person=person):
            return False
        return not gold or not found or _likeness(gold, found) >= self._best(found)

    def _best(self, found: str) -> float:
        if found not in self._likest:
            near = {name for word in set(_telling(found)) for name in self._by_word.get(word, ())}
            self._likest[found] = max((_likeness(name, found) for name in near), default=0.0)
        return self._likest[found]
