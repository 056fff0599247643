"""Whether a word that no lexicon knows is an ordinary word, and no name: كنت, تارة, ويجعلك, but not ماكلافلين.

No lexicon holds all words, so a word that none knows may be a name. Most are none: of those that stand in many
articles, the articles tell, as names stand behind given names; of the others, their letters do. What both say is
counted and fitted by `tools/build_name_letters.py` and kept as data.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.weights import log_odds
from toolkit.lexicons import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_ordinary", "letters_of", "name_odds"]

_SIZES = (1, 2, 3)
_LONGEST = 9
"""Words of so many letters or more are of one length."""
_TELLING = 4
"""So many letters must a word have that they tell."""
_UNLIKELY = -2.5
"""Below these log odds a word is no name."""


def letters_of(key: str) -> Iterator[str]:
    """The features of a folded word: its length, and up to three letters in a row, with its edges.

    Examples:
        >>> list(letters_of("نعم"))[-3:]
        ['^نع', 'نعم', 'عم$']
    """
    yield "bias"
    yield f"length {min(len(key), _LONGEST)}"
    edged = f"^{key}$"
    for size in _SIZES:
        for i in range(len(edged) - size + 1):
            yield edged[i : i + size]


def name_odds(key: str) -> float:
    """The log odds that a folded word is a name, from its letters alone.

    Examples:
        >>> name_odds("ماكلافلين") > 0 > name_odds("ويجعلك")
        True
    """
    return log_odds("name_letters", letters_of(key))


@cache
def _counted() -> frozenset[str]:
    return frozenset(row["form"] for row in load_lexicon("ordinary_words").rows)


def is_ordinary(key: str) -> bool:
    """Whether a folded word that no lexicon knows is no name.

    Examples:
        >>> [is_ordinary(key) for key in ("كنت", "ويجعلك", "ماكلافلين")]
        [True, True, False]
    """
    return key in _counted() or (len(key) >= _TELLING and name_odds(key) < _UNLIKELY)
