"""Names of several words, and words that others of the article correct: عبد الرحمن, شيخ محمد, بان كي مون."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word, is_unknown
from toolkit.attribution.name_evidence import (
    corrected,
    is_given_name,
    is_verb,
)
from toolkit.attribution.names import SECOND_HALVES
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

__all__ = ["STEPS"]

_WITH_AND = 5
"""So many letters has a word at least of which the first may be «and»."""


def _with_conjunctions(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The words of an article where «and» is written with a name that it also has without: ونتنياهو."""
    joined = {key for key in present if key[:1] == "و" and len(key) >= _WITH_AND and key[1:] in present}
    if not joined:
        return words
    found = list(words)
    for i in [i for i, word in enumerate(words) if word.key in joined]:
        word = words[i]
        if not word.tags and not word.proclitics and word.finite is None:
            found[i] = replace(word, base=word.key[1:], proclitics="و")
    return found


_SERVANT = "عبد"


def _with_servants(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for given names of two words: عبد الرحمن, which is one name as عبدالرحمن is."""
    if not any(key.endswith(_SERVANT) for key in present):
        return words
    places = [i for i, word in enumerate(words[:-1]) if word.base == _SERVANT and words[i + 1].key.startswith("ال")]
    if not places:
        return words
    found = list(words)
    for i in places:
        found[i] = replace(words[i], tags=words[i].tags | Tag.NAME)
        found[i + 1] = replace(words[i + 1], tags=Tag.NAME, finite=None, hal=None, noun=None, plain="w")
    return found


def _with_second_halves(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for what makes one name with the given name before it: صلاح الدين, نصر الله."""
    if SECOND_HALVES.isdisjoint(present):
        return words
    places = [i for i, word in enumerate(words) if i and word.key in SECOND_HALVES and _opens_name(words[i - 1], word)]
    if not places:
        return words
    found = list(words)
    for i in places:
        found[i - 1] = replace(words[i - 1], tags=words[i - 1].tags & ~Tag.COMMON | Tag.NAME)
        found[i] = replace(words[i], tags=Tag.NAME)
    return found


_RANKS = frozenset(("شيخ", "سيد", "حاج", "امير"))
_NEGATED = frozenset(("لم", "لن", "ولم", "ولن", "فلم", "فلن", "سوف", "وسوف"))


def _with_negated_verbs(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for unknown words that can only be verbs, as what negates them tells: لم أعرفك."""
    if _NEGATED.isdisjoint(present):
        return words
    places = [i for i, word in enumerate(words) if i and words[i - 1].key in _NEGATED and is_unknown(word)]
    return corrected(words, places, tags=Tag.VERB, plain="v")


def _with_inner_ranks(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for what is a title elsewhere and stands between two names: خالد شيخ محمد, later on شيخ محمد."""
    if _RANKS.isdisjoint(present):
        return words
    ranks = [i for i, word in enumerate(words[:-1]) if word.key in _RANKS and words[i + 1].tags & Tag.NAME]
    inner = {words[i + 1].key for i in ranks if i and is_given_name(words[i - 1])}
    if not inner:
        return words
    found = list(words)
    for i in ranks:
        if words[i + 1].key in inner:
            found[i] = replace(words[i], tags=Tag.NAME, title=None)
    return found


_OF_RELIGION = frozenset("خير عز شمس بدر نور سيف فخر ضياء محيي محي تقي زين شهاب صفي ركن".split())


def _opens_name(word: Word, behind: Word) -> bool:
    return is_given_name(word) or (behind.key == "الدين" and word.base in _OF_RELIGION)


_SONS = frozenset(("بن", "بنت"))
_NO_FATHER = (
    Tag.VERB | Tag.TITLE | Tag.PREPOSITION | Tag.COMPLEMENTIZER | Tag.TIME | Tag.NAME | Tag.ORGANISATION | Tag.MEDIUM
    | Tag.DOCUMENT | Tag.UNNAMED | Tag.CONJUNCTION | Tag.PRONOUN | Tag.NEGATION | Tag.AUXILIARY | Tag.RELATIVE
    | Tag.MARKS
)  # fmt: skip


def _with_sons(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for what stands before «son of»: حجي بن سالم, ضيف الله بن ناصر."""
    found = words
    if _SONS.isdisjoint(present):
        return words
    for i in [i for i, word in enumerate(words) if word.key in _SONS and 0 < i < len(words) - 1]:
        first = i - 1 - (words[i - 1].key == "الله" and i > 1)
        if words[first].tags & _NO_FATHER or words[first].proclitics or not words[first].key:
            continue
        if is_verb(words[first]) or not words[i + 1].key:
            continue
        found = list(found) if found is words else found
        found[first:i] = [
            replace(w, tags=Tag.NAME, finite=None, hal=None, noun=None, plain="w") for w in words[first:i]
        ]
    return found


_LETTERS = frozenset(normalize("بي سي إن إي تي دي جي إم إف آر كيو إس إيه أي").split())
"""Latin letters by their names, which spell the names of broadcasters: بي بي سي, إن بي سي."""
_SPELLED = 3


def _with_letters(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for names that are spelled, three letters or more; the particle إن is one of the letters."""
    if _LETTERS.isdisjoint(present):
        return words
    letters = [i for i, word in enumerate(words) if word.key in _LETTERS]
    if len(letters) < _SPELLED:
        return words
    found = words
    for first in (i for i in letters if i == 0 or words[i - 1].key not in _LETTERS):
        last = first
        while last < len(words) and words[last].key in _LETTERS:
            last += 1
        if words[last - 1].key == "ان" and (words[last - 2].key != "ان" or last - first > _SPELLED):
            last -= 1  # وقالت بي بي سي إن, but قالت سي إن إن
        if last - first < _SPELLED:
            continue
        found = list(found) if found is words else found
        found[first:last] = [replace(w, tags=Tag.LATIN, finite=None, plain="w") for w in words[first:last]]
    return found


_LI = "لي"


def _with_li(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same where a name of three words ends like «to me», which then is a surname: كاي فو لي."""
    if _LI not in present:
        return words
    places = [i for i, word in enumerate(words) if word.key == _LI]
    named = any(i > 1 and is_unknown(words[i - 1]) and is_unknown(words[i - 2]) for i in places)
    return corrected(words, places, tags=Tag.NAME, plain="w") if named else words


_BAN, _KI = "بان", "كي"
"""A name of which each word is a particle too; as particles they do not follow each other: بان كي مون."""


def _with_ban(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for بان كي مون, and for بان alone behind a verb and before a particle: وأضاف بان أن."""
    if _BAN not in present or _KI not in present:
        return words
    ban = [i for i, word in enumerate(words[:-1]) if word.key == _BAN]
    named = [i for i in ban if words[i + 1].key == _KI]
    if not named:
        return words
    alone = [i for i in ban if i and words[i - 1].finite is not None and words[i + 1].tags & Tag.COMPLEMENTIZER]
    return corrected(words, [*named, *(i + 1 for i in named), *alone], tags=Tag.NAME, finite=None, plain="w")


STEPS = (
    _with_negated_verbs, _with_inner_ranks, _with_conjunctions, _with_letters, _with_li, _with_ban, _with_servants,
    _with_second_halves, _with_sons,
)  # fmt: skip
"""What corrects words where the article has certain others, in order; each takes the words and all their keys."""
