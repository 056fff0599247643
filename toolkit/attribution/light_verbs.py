"""Verbs that report only together with a noun of speech: وجه انتقادات، ألقى باللوم، حمل الحكومة المسؤولية."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.words.clitics import POSSESSIVES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.attribution.lexemes import Word

__all__ = ["is_light", "light_noun"]

_REACH = 12
"""How many words may stand between the verb and its noun: وجه الادعاء إلى فلان تهمة."""


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    """The nouns of each verb by its key, folded, with what may be written behind them."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in load_lexicon("light_nouns").rows:
        noun = normalize(row["form"])
        stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
        found[row["key"]] |= {noun, noun + "ا", *(stem + pronoun for pronoun in POSSESSIVES)}
    return {key: frozenset(nouns) for key, nouns in found.items()}


def light_noun(words: Sequence[Word], verb: str, start: int) -> int | None:
    """The word behind `start` that is the noun of the verb with this key; None where none is, or the verb needs none.

    Args:
        words: The words of the text; a mark is one without a key.
        verb: The key of the verb.
        start: The word behind the verb.
    """
    nouns = _nouns().get(verb)
    if nouns is None:
        return None
    for i in range(start, min(len(words), start + _REACH)):
        if words[i].bare in nouns or words[i].key in nouns:
            return i
        finite = words[i].finite
        if finite is not None and not finite.weak:
            return None
    return None


def is_light(verb: str) -> bool:
    """Whether the verb with this key reports only with a noun of speech."""
    return verb in _nouns()
