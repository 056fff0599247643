"""Whether words are denied: لا خطر، لم يقصف أحد، غير عادل."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolkit.text.segment import Tokens

__all__ = ["negation_reader"]

_FURTHEST = 6  # words looked back over, those that are not counted too
_JOINED = ("و", "ف")


class _Words(NamedTuple):
    """The negators with their reach, and what changes them."""

    reach: Mapping[str, int]
    affirming: frozenset[tuple[str, str]]
    transparent: frozenset[str]
    barriers: frozenset[str]


@cache
def _words() -> _Words:
    kinds: dict[str, list[str]] = {}
    reach: dict[str, int] = {}
    for row in load_lexicon("negators").rows:
        form = normalize(row["form"])
        kinds.setdefault(row["kind"], []).append(form)
        if row["kind"] == "negator":
            reach[form] = int(row["reach"])
    pairs = (form.split() for form in kinds["affirming"])
    affirming = frozenset((first, second) for first, second in pairs)
    return _Words(reach, affirming, frozenset(kinds["transparent"]), frozenset(kinds["barrier"]))


def negation_reader() -> Callable[[Tokens, int], bool]:
    """A function that says whether the word at a place in a text is denied by one of the few words before it.

    A negator denies as many words behind it as its line in the lexicon `negators` says; a mark, a line end or a new
    clause (أن، الذي …) ends that, and what only seems to deny (لا يزال، لا سيما، غير أن) does not count.

    Examples:
        >>> from toolkit.text.segment import tokenize
        >>> is_denied = negation_reader()
        >>> [is_denied(tokenize(text), 2) for text in ("ليس هناك خطر", "لا يزال الخطر", "قال إن الخطر")]
        [True, False, False]
    """
    words = _words()
    known: dict[str, str] = {}

    def key_of(word: str) -> str:
        """The folded word, without a conjunction before a word of the list."""
        key = known.get(word)
        if key is None:
            key = normalize(word)
            rest = key[1:]
            if key.startswith(_JOINED) and (rest in words.reach or rest in words.barriers):
                key = rest
            known[word] = key
        return key

    def is_denied(tokens: Tokens, first: int) -> bool:
        between = 0  # words that are counted, between the negator and the term
        behind = key_of(tokens.texts[first])
        for place in range(first - 1, max(first - 1 - _FURTHEST, -1), -1):
            if tokens.kinds[place] != "word":
                return False
            key = key_of(tokens.texts[place])
            reach = words.reach.get(key)
            if reach is not None:
                return between < reach and (key, behind) not in words.affirming
            if key in words.barriers:
                return False
            between += key not in words.transparent
            behind = key
        return False

    return is_denied
