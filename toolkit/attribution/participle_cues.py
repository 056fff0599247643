"""Whether a participle is a cue where it stands: مؤكدا أن."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.clauses_behind import before_complementizer
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.names import is_name_like

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Reading, Word

__all__ = ["no_participle"]


def no_participle(words: list[Word], i: int) -> str:
    """Why the participle at `i` hangs on no clause: an adjective (حراسة مشددة) or كان متوقعا; "" where it does."""
    reading = words[i].hal
    adjective = "an adjective of the noun before it, no participle that hangs on a clause"
    predicate = "behind an auxiliary a participle is the predicate"
    before = words[i - 1] if i else None
    if reading is None:
        return "no participle"
    feminine = reading.slot.endswith("fs")
    if feminine and reading.verb.key in _DEMANDED and before is not None and before.key and not reading.proclitics:
        return "behind its subject a participle is the predicate"  # البنوك مطالبة بالشفافية
    if feminine and not reading.proclitics and before is not None and _is_thing(before):
        return adjective  # مصادر مطلعة أن
    if before is not None and (before.base in _MEASURES or _gives(before, reading)):
        return "a measure, or the object, of what stands before it"  # الأكثر قلقا, لم يقدم مبررا مقنعا
    if before_complementizer(words, i):
        return predicate if before is not None and before.tags & Tag.AUXILIARY else ""
    if reading.weak or (feminine and _bears_words(words, i, reading)):
        return "a form that is more often something else, and no complementizer follows at once"
    if before is None or not before.key:
        return ""
    if before.tags & Tag.AUXILIARY:
        return predicate
    noun = before.key.endswith("ه") and not before.definite and before.finite is None
    return adjective if feminine and noun else ""


def _gives(before: Word, reading: Reading) -> bool:
    """Whether the verb before a participle gives a thing that is called like it: لم يقدم مبررا مقنعا."""
    return before.key.removeprefix("و") in _GIVES and reading.verb.key in _GIVEN


def _bears_words(words: list[Word], i: int, reading: Reading) -> bool:
    """Whether the form is a thing that bears words, as what its verb governs does not follow: لافتة تحمل أسماء."""
    behind = words[i + 1].key if i + 1 < len(words) else ""
    return bool(words[i].tags & Tag.DOCUMENT) and behind not in reading.verb.particles


_DEMANDED = frozenset(("taalaba", "talaba"))
_GIVES = frozenset("قدم قدمت قدموا يقدم تقدم يقدموا اعطي اعطت يعطي تعطي وجد وجدت يجد تجد يجدوا".split())
_GIVEN = frozenset(("barrara",))
"""Verbs whose participle is also a thing that somebody gives: مبرر."""
_MEASURES = frozenset(("اكثر", "الاكثر", "اشد", "الاشد", "اقل", "الاقل"))


def _is_thing(word: Word) -> bool:
    """Whether an adjective may follow the word: an indefinite noun that is no name."""
    return bool(word.key) and not word.definite and word.finite is None and not is_name_like(word)
