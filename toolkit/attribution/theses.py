"""A thesis, and what it says: النظرية القائلة إن, الحجة القائلة «…», موقفها القائل بأن, وجهة نظر الحزب القائلة إن."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.agreement import ends_alike
from toolkit.attribution.clauses_behind import before_complementizer
from toolkit.attribution.lexemes import THIRD, Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue
    from toolkit.attribution.lexemes import Word

__all__ = ["holds_view", "is_thesis", "says_thesis", "thesis_before"]

_SAYING = frozenset(("القايل", "القايله"))
_ADJECTIVES = 4
"""So many adjectives stand between a thesis and what it says at most."""
_HOLDER = 5
"""So many words has whose view it is at most."""


def says_thesis(words: list[Word], i: int) -> bool:
    """Whether the participle at `i` says what the noun before it holds: a complementizer or a mark follows at once."""
    if words[i].key not in _SAYING or i < 1 or i + 1 >= len(words):
        return False
    if not (before_complementizer(words, i) or words[i + 1].plain in ":m"):
        return False
    at = i - 1 if words[i - 1].key else i - 2
    if at < 0:
        return False
    before = words[at]
    saying = before.finite is not None or before.tags & (Tag.VERB | Tag.PRONOUN | Tag.NAME) or before.bare == "قول"
    return bool(before.key) and not saying and (before.definite or before.key.endswith(THIRD))


def is_thesis(cue: Cue) -> bool:
    """Whether a cue is the participle of a thesis, the only one of a participle that is a noun."""
    return cue.name == "NOUN" and cue.reading is not None and cue.reading.slot.startswith("part")


def thesis_before(analysis: Analysis, layer: Layer, participle: int) -> tuple[int, int] | None:
    """The thesis that the participle belongs to, or whose view it is; None where a pronoun tells whose it is."""
    words, last = analysis.words, participle
    if layer.cls(last - 1) == ",":
        last -= 1
    least = max(layer.first, last - _HOLDER)
    holder = next((i for i in range(last - 2, least, -1) if _is_view(words, i)), None)
    if holder is not None and not words[holder].definite:
        return holder + 1, last
    first = last - 1
    while first > max(layer.first, last - _ADJECTIVES) and _is_adjective(words[first - 1], words[first]):
        first -= 1
    if _is_view(words, first):
        first -= 1
    return None if analysis.tokens.texts[first].endswith(THIRD) else (first, last)


def holds_view(words: Sequence[Word], first: int) -> bool:
    """Whether the phrase that begins at `first` is whose view it is: وجهة نظر الحزب."""
    return _is_view(words, first - 1)


def _is_view(words: Sequence[Word], i: int) -> bool:
    """Whether the word is the second half of «point of view»."""
    return words[i].bare == "نظر" and words[i - 1].bare == "وجهه"


def _is_adjective(noun: Word, word: Word) -> bool:
    """Whether a word with the article is an adjective of the noun with the article before it: الحجة العلمانية."""
    both = noun.definite and word.definite and not (word.proclitics or noun.tags & Tag.TITLE)
    return both and ends_alike(noun, word)
