"""Whether grammar tells that a few words in marks are the speaker's own: إن السد «سليم», but الملقب بـ«أبو علي»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.speech import NAMES, is_named, is_named_by, is_plain_verb
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.lexemes import Word
    from toolkit.attribution.marks import Block

__all__ = ["is_known_as", "last_inside", "read_by_grammar"]

_KNOWN = Tag.COMMON | Tag.RELATIONAL | Tag.NISBA | Tag.ACCUSATIVE
_CLAUSAL = Tag.NEGATION | Tag.AUXILIARY | Tag.COMPLEMENTIZER | Tag.PREPOSITION


def last_inside(block: Block, words: Sequence[Word]) -> int:
    """The last token in marks, a sign before the closing one left out: «فاشل.»."""
    end = block.close - 1
    return end - (not words[end].key and end > block.open + 1)


def read_by_grammar(block: Block, words: Sequence[Word], plain: Sequence[str]) -> str:
    """What grammar alone makes of a short block that is no speech: `own` words (إن السد «سليم»), a `name`, `unclear`.

    A name in marks stands in apposition; a fragment is a predicate, an adverb, or governed by a verb or preposition.
    """
    first, last, before = words[block.open + 1], words[last_inside(block, words)], words[block.open - 1]
    if not last.key:
        return "unclear"
    if _is_said_of_subject(block, words, plain) or _is_described(block, words, plain):
        return "own"
    if is_named(block, words) or (plain[block.open - 1] == "w" and is_named_by(before, first)):
        return "name"
    return "own" if _is_own_phrase(block, words, plain, last) else "unclear"


def is_known_as(block: Block, words: Sequence[Word]) -> bool:
    """Whether something is known by the words in marks: باتت تعرف بـ«قضية الملعب»."""
    ahead = words[max(0, block.open - 4) : block.open - 1]
    return words[block.open - 1].key in _WRITTEN_TOGETHER and any(word.key in _NAMING for word in ahead)


def _is_own_phrase(block: Block, words: Sequence[Word], plain: Sequence[str], last: Word) -> bool:
    """Whether what stands in marks is governed, or said of what stands before them."""
    first, before = words[block.open + 1], words[block.open - 1]
    noun = plain[block.open - 1] == "w"
    if before.key in _WRITTEN_TOGETHER and first.tags & _KNOWN and not first.tags & NAMES:
        return True
    subject = (before.definite and noun) or bool(before.tags & (Tag.PRONOUN | Tag.PRONOUN_COMPLEMENTIZER))
    if first.tags & _CLAUSAL or (first.proclitics[-1:] in ("ب", "ل") and first.tags & _KNOWN):
        return first is not last
    if is_plain_verb(first):
        return subject or first is not last or bool(before.tags & NAMES)
    if first is last:
        return (subject and _is_predicate(first, before)) or _is_circumstance(first, plain[block.open - 1])
    governed = subject or plain[block.open - 1] in "pvV"
    return bool(first.tags & Tag.POSSESSED) or _describes(before, first) or _is_common(first, last, governed=governed)


_WRITTEN_TOGETHER = frozenset(("ب", "ل", "ك"))
"""Prepositions that are written together with a word, and with its mark: بـ«شفافية»."""
_NAMING = frozenset(
    normalize(
        "يعرف تعرف عرف عرفت معروف معروفة المعروف المعروفة يسمى تسمى سمي المسمى المسماة يلقب لقب ملقب الملقب الملقبة"
    ).split()
)
_BEING = frozenset(
    normalize(
        "يكون تكون سيكون ستكون أصبح أصبحت يصبح تصبح بات باتت ليس ليست مجرد "
        "كونه كونها كونهم باعتباره باعتبارها باعتبارهم بوصفه بوصفها بوصفهم يعد تعد يعتبر تعتبر"
    ).split()
)
_SAID_OF = 7
"""How many words the subject may have of which a fragment is the predicate."""


def _is_said_of_subject(block: Block, words: Sequence[Word], plain: Sequence[str]) -> bool:
    """Whether the block is the predicate of a clause without a verb: إن المشروع «فاشل»; هو «ضمادة على كسر»."""
    before, behind = words[block.open - 1], plain[block.close + 1 : block.close + 2]
    after = words[block.close + 1] if behind else None
    ends = after is None or behind[0] in "SB,q" or after.proclitics[:1] == "و" or bool(after.tags & Tag.MARKS)
    if before.tags & Tag.PRONOUN or plain[block.open - 1] == "X" or before.key in _BEING:
        return ends or not words[block.open + 1].tags & NAMES
    if not ends or not (before.definite or before.tags & (NAMES | Tag.NISBA)):
        return False
    start = block.open - 1
    while start > 0 and block.open - start < _SAID_OF and plain[start] in "wn":
        start -= 1
    return (plain[start] in "CSB" and start < block.open - 1) or (start == 0 and plain[0] in "wn")


def _is_described(block: Block, words: Sequence[Word], plain: Sequence[str]) -> bool:
    """Whether the block is what somebody is called: وصف الأزمة بـ«العابرة»."""
    if words[block.open - 1].key not in ("ب", "بانه", "بانها", "بانهم"):
        return False
    for i in range(block.open - 2, max(-1, block.open - 2 - _SAID_OF), -1):
        reading = words[i].finite or words[i].hal
        if reading is not None and reading.verb.key in _DESCRIBING:
            return True
        if plain[i] in "SB":
            return False
    return False


_DESCRIBING = frozenset(("wasafa", "naata", "shabbaha", "nadada"))


def _is_predicate(word: Word, before: Word) -> bool:
    """Whether one word in marks is said of what stands before it: بأنه «متسرع», but صندوق التنمية «هدف» is a name."""
    if before.tags & Tag.PRONOUN_COMPLEMENTIZER:
        return not word.definite
    adjective = bool(word.tags & (Tag.RELATIONAL | Tag.NISBA | Tag.ACCUSATIVE))
    agrees = word.key.endswith("ه") and before.key.endswith(("ه", "ات"))
    return _is_indefinite(word) and (adjective or agrees or bool(before.tags & Tag.PRONOUN))


def _is_indefinite(word: Word) -> bool:
    """Whether the lexicons know the word as a noun or an adjective without the article."""
    known = bool(word.tags & _KNOWN) or word.noun is not None
    return known and not word.definite and not word.tags & NAMES


def _is_common(first: Word, last: Word, *, governed: bool) -> bool:
    """Whether a phrase is one of common words without the article: طريق مسدود, جوا تصادميا.

    Behind a noun (not `governed` by a verb or a preposition) other words may be its name: أزمة «كورونا الأولى».
    """
    agrees = last.key.endswith("ه") or first.key[-1] == last.key[-1]  # إجراءات حازمة
    if last.definite or last.tags & NAMES or not (governed or last.tags & _KNOWN or agrees):
        return False
    return _is_indefinite(first) or (first.key.endswith("ا") and last.key.endswith("ا") and not first.tags & NAMES)


def _is_circumstance(word: Word, before: str) -> bool:
    """Whether one word in marks says how a verb is done: يموت «شهيدا»."""
    return before in "vV" and bool(word.tags & Tag.ACCUSATIVE) and not word.tags & NAMES


def _describes(noun: Word, first: Word) -> bool:
    """Whether words in marks are adjectives of the definite noun before them: القرارات «الموجعة والقاسية»."""
    adjective = first.definite and first.tags & _KNOWN and not first.tags & NAMES
    return noun.definite and not noun.tags & NAMES and bool(adjective)
