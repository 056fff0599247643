"""Names that no lexicon knows, told by the office beside them: قال رود ريد المدير الفني."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word, is_unknown
from toolkit.attribution.name_evidence import (
    UNLIKE_NAMES,
    is_verb,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["is_introduced", "with_introduced", "without_mentioned"]

_WITH_PRONOUN = re.compile(".*(?:ها|هم|هن|كم|نا|وا)|.{1,2}")
"""What is unlike a name right behind a verb that mostly says."""


def with_introduced(words: list[Word], offices: Sequence[int]) -> list[Word]:
    """The words of an article with two that no lexicon knows as names, where an office stands beside them.

    قال رود ريد المدير الفني; المدير، رود ريد، قال. They are names wherever the article prints them.
    """
    names: set[str] = set()
    for i in [i for i in offices if words[i].tags & Tag.TITLE and not words[i].proclitics]:
        names |= _before_office(words, i) | _behind_office(words, i) | _at_end_of_office(words, i)
    if not names:
        return words
    return [
        replace(word, tags=Tag.NAME, finite=None, plain="w") if word.key in names and _may_be_given(word) else word
        for word in words
    ]


def _before_office(words: Sequence[Word], i: int) -> set[str]:
    """The two unknown words between a reporting verb and the office at `i`."""
    last = i - 1 if words[i - 1].key else i - 2  # behind a comma or a dash
    before = words[last - 2].finite if last > 1 else None
    if before is None:
        return set()
    sure = before.verb.risk == "low"
    pair, unlike = words[last - 1 : last + 1], _WITH_PRONOUN if sure else UNLIKE_NAMES
    known = any(not is_unknown(word) or unlike.fullmatch(word.key) for word in pair)
    return set() if known else {word.key for word in pair}


_OFFICE = 14
"""The longest office of which a name between commas tells who holds it, in tokens."""
_CALLED = frozenset(("يدعي", "تدعي", "المدعو", "المدعوه", "اسمه", "اسمها"))


def without_mentioned(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same without names in what describes who is named only behind it: مواطن أصيل المهدية يدعى فلان."""
    if _CALLED.isdisjoint(present):
        return words
    places = [i for i, word in enumerate(words[:-1]) if word.key in _CALLED and words[i + 1].tags & Tag.NAME]
    if not places:
        return words
    found = list(words)
    for i in places:
        for k in range(i - 1, max(-1, i - _DESCRIBED), -1):
            if not words[k].key or words[k].tags & (Tag.TITLE | Tag.UNNAMED):
                break
            found[k] = replace(words[k], tags=words[k].tags & ~(Tag.NAME | Tag.NAME_PART))
    return found


_DESCRIBED = 5


def _behind_office(words: Sequence[Word], i: int) -> set[str]:
    """The unknown words of two between marks behind the office at `i`: المعلق العسكري في قناة «كان»، روعي شارون، أن."""
    if not _opens_clause(words, i):
        return set()
    for k in range(i + 1, min(i + _OFFICE, len(words) - 3)):
        if is_verb(words[k]):
            return set()
        pair = words[k + 1 : k + 3]
        if words[k].key or words[k + 3].key or not pair[0].key or not pair[1].key:
            continue
        first, second = pair
        given = _may_be_given(first) or bool(first.tags & Tag.NAME)
        family = is_unknown(second) or bool(second.tags & Tag.NAME) or _is_unknown_family(second)
        unlike = second.key.startswith("و")  # two men: براون وساركوزي
        unlike = unlike or any(UNLIKE_NAMES.fullmatch(word.key) for word in pair if not word.tags & Tag.NAME)
        if given and family and not unlike:
            return {word.key for word in pair}
    return set()


def _at_end_of_office(words: Sequence[Word], i: int) -> set[str]:
    """Two unknown words between an office and «that»: قال زعيم الحزب في المجلس ميتش ماكونيل إن."""
    if i == 0 or not is_verb(words[i - 1]):
        return set()
    end = next(
        (k for k in range(i + 2, min(i + _OFFICE, len(words))) if not words[k].key or _ends_office(words[k])), -1
    )
    if end < i + _HELD or not words[end].tags & Tag.COMPLEMENTIZER or not words[end - 3].definite:
        return set()
    first, second = words[end - 2 : end]
    known = is_unknown(second) or bool(second.tags & Tag.NAME)
    if not (is_unknown(first) and known) or any(UNLIKE_NAMES.fullmatch(word.key) for word in (first, second)):
        return set()
    return {first.key, second.key}


_HELD = 4
"""The least number of words of an office with a name behind it."""


def _ends_office(word: Word) -> bool:
    return bool(word.tags & (Tag.COMPLEMENTIZER | Tag.RELATIVE)) or is_verb(word)


def _opens_clause(words: Sequence[Word], i: int) -> bool:
    """Whether an office stands behind its verb, or where a clause begins."""
    return i == 0 or not words[i - 1].key or words[i - 1].finite is not None


def _may_be_given(word: Word) -> bool:
    """Whether an unknown word may be a given name, which may look like a verb: روعي."""
    return is_unknown(word) or (word.tags == Tag.VERB and not (word.definite or word.proclitics or word.finite))


def _is_unknown_family(word: Word) -> bool:
    """A word with the article that no lexicon knows: المهري."""
    return word.definite and not (word.tags & ~Tag.NISBA or word.proclitics or word.noun or word.hal)


def is_introduced(words: Sequence[Word], i: int) -> bool:
    """Whether an unknown word and the one at `i` stand between a verb and an office: كشف امحند العنصر، رئيس الجهة."""
    if i < 2 or i + 2 >= len(words) or words[i + 1].key or not words[i + 2].tags & Tag.TITLE:
        return False
    return is_unknown(words[i - 1]) and words[i - 2].finite is not None
