"""Surnames that look like other words, learned from the article itself.

هيكل, خياط and بليل are a temple, a tailor and "by night". Where an article prints
such a word behind a given name, and elsewhere lets it speak, it is a surname.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.introduced import is_introduced, with_introduced, without_mentioned
from toolkit.attribution.lexemes import Tag, Word, is_unknown
from toolkit.attribution.name_evidence import (
    UNLIKE_NAMES,
    corrected,
    is_cited,
    is_given_name,
    is_verb,
    speaks,
    stands_alone,
)
from toolkit.attribution.names_of_words import STEPS
from toolkit.attribution.vocabulary import surnames

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["with_surnames"]

_NEVER = (
    Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.UNNAMED | Tag.COMPLEMENTIZER | Tag.PREPOSITION | Tag.RELATIVE
    | Tag.CONTRAST | Tag.NEGATION | Tag.AUXILIARY | Tag.PRONOUN | Tag.DEMONSTRATIVE | Tag.CONJUNCTION | Tag.NAME_PART
    | Tag.QUALIFIER | Tag.PLACE | Tag.POSSESSED
)  # fmt: skip


def _may_be_surname(word: Word) -> bool:
    """Whether only the article can tell that the word is a surname."""
    hidden = word.proclitics or word.tags or word.noun is not None
    return bool(
        hidden
        and word.key
        and not (word.definite and word.key[:1] not in "كب")
        and not word.tags & _NEVER & ~Tag.PLACE
        and (word.proclitics or not word.tags & Tag.NAME)
        and word.finite is None
        and word.hal is None
        and (word.proclitics or not word.tags & (Tag.TIME | Tag.MONTH))
        and not (word.tags & Tag.NISBA and (word.proclitics or word.key.endswith(("ون", "ين"))))
        and word.proclitics in ("", "ب", "ل", "ك")
    )


def _may_be_family_name(word: Word) -> bool:
    """Whether a word with the article may be a surname: الأسد, النعيمي; no title and no body is one."""
    other = (_NEVER & ~Tag.NISBA & ~Tag.QUALIFIER) | Tag.TITLE | Tag.TIME | Tag.MONTH | Tag.SETTING
    return word.definite and not word.proclitics.strip("وف") and not word.tags & other


def with_surnames(words: list[Word]) -> list[Word]:
    """The words of an article with its own surnames read as names, in one pass for each kind of evidence.

    Args:
        words: The words of a text, in order.

    Returns:
        As many words.

    Examples:
        >>> from toolkit.attribution.vocabulary import word
        >>> text = "وصل رامي هيكل أمس وقال هيكل إن الطريق مغلق"
        >>> words = [word(form) for form in text.split()]
        >>> [bool(w.tags & Tag.NAME) for w in (words[5], with_surnames(words)[5])]
        [False, True]
    """
    present = {word.key for word in words}  # most articles have nothing that most of the steps look for
    offices = [i for i, word in enumerate(words) if word.tags & Tag.TITLE]
    for step in STEPS:
        words = step(words, present)
    words = without_mentioned(with_introduced(words, offices), present)
    # a family name has the article and a given name has none, so that the first step leaves these places as they are
    behind_given = [i for i, word in enumerate(words[:-1], 1) if word.tags & Tag.NAME and is_given_name(word)]
    words = _with_double_surnames(words, behind_given)
    words = _with_plain_surnames(_with_unknown_names(words), behind_given)
    words = _with_family_names(words, behind_given, offices)
    behind_names = {i for i in behind_given if _may_be_surname(words[i])}
    candidates = {words[i].key for i in behind_names}
    if not candidates:
        return words
    speaking = {
        i for i, word in enumerate(words) if i and word.key in candidates and _may_be_surname(word) and speaks(words, i)
    }
    surnames = {words[i].key for i in speaking}
    # بايدن only looks like ب and a name: nobody is said to act «with» somebody right behind his given name
    surnames |= {words[i].key for i in behind_names if words[i].proclitics == "ب" and words[i].tags & Tag.NAME}
    surnames |= {words[i].key for i in behind_names if words[i].proclitics == "ب" and stands_alone(words, i)}
    if not surnames:
        return words
    found = list(words)
    for i in behind_names | speaking:
        word = words[i]
        if word.key in surnames:
            found[i] = replace(
                word,
                base=word.key,
                proclitics="",
                tags=Tag.NAME,
                hal=None,
                noun=None,
                title=None,
                plain="w",
                definite=False,
            )
    return found


_NAME_LIKE = re.compile("ك.{2,}[^هاكم]|[كب]ال.{2,}|ب.{3,}")
"""No name is like the preposition with a pronoun or a demonstrative: كغيره, كهذا, كذلك."""


def _looks_governed(word: Word) -> bool:
    """Whether a word that bears ك or ب looks like one with a preposition, and may be a surname: كاجر, كالتون, باول."""
    if word.proclitics == "ك":
        return not word.definite or not word.tags
    return (word.definite and not word.tags) or word.key in surnames()


def _with_unknown_names(words: list[Word]) -> list[Word]:
    """The same for names that begin like the preposition ك and are alone between a verb and what it reports: كاجر."""
    looks = {i for i, word in enumerate(words) if i and word.proclitics in ("ك", "ب") and _looks_governed(word)}
    names = {words[i].key for i in looks if _NAME_LIKE.fullmatch(words[i].key) and speaks(words, i)}
    if not names:
        return words
    found = list(words)
    for i in looks:
        if words[i].key in names:
            found[i] = replace(
                words[i], base=words[i].key, proclitics="", tags=Tag.NAME, hal=None, plain="w", definite=False
            )
    return found


def _with_family_names(words: list[Word], behind_given: Sequence[int], offices: Sequence[int]) -> list[Word]:
    """The same for surnames with the article, which stay what they are and become names besides."""
    behind_names = {i for i in behind_given if _may_be_family_name(words[i])}
    titles = (i for i in offices if words[i].tags & Tag.TITLE and i > 3 and not words[i - 1].key)
    introduced = {i - 2 for i in titles if is_introduced(words, i - 2) and _may_be_family_name(words[i - 2])}
    behind_names |= introduced
    candidates = {words[i].base for i in behind_names}
    if not candidates:
        return words
    places = [i for i, word in enumerate(words) if i and word.base in candidates and _may_be_family_name(word)]
    family = {i for i in places if speaks(words, i) or is_cited(words, i)}
    surnames = {words[i].base for i in family}
    if not surnames:
        return words
    found = list(words)
    for i in places:
        adjective = words[i - 1].definite and i not in behind_names
        if words[i].base in surnames and not adjective:
            found[i] = replace(words[i], tags=words[i].tags | Tag.NAME)
            if i in introduced:
                found[i - 1] = replace(words[i - 1], tags=words[i - 1].tags | Tag.NAME)
    return found


def _with_double_surnames(words: list[Word], behind_given: Sequence[int]) -> list[Word]:
    """The same for surnames of two words: أمنة ماء العينين, and later on وأكدت ماء العينين أن."""
    pairs = {(words[i].key, words[i + 1].key) for i in behind_given if i + 1 < len(words) and _may_be_double(words, i)}
    if not pairs:
        return words
    places = [i for i in range(1, len(words) - 1) if (words[i].key, words[i + 1].key) in pairs]
    speaking = [i for i in places if is_verb(words[i - 1])]
    if not speaking:
        return words
    names = {(words[i].key, words[i + 1].key) for i in speaking}
    found = list(words)
    for i in [i for i in places if (words[i].key, words[i + 1].key) in names]:
        found[i : i + 2] = [replace(w, tags=Tag.NAME, finite=None, noun=None, plain="w") for w in words[i : i + 2]]
    return found


def _may_be_double(words: Sequence[Word], i: int) -> bool:
    """Whether a noun and one with the article behind it, which are no title and no body, may be a surname."""
    first, second = words[i], words[i + 1]
    other = _NEVER & ~Tag.PLACE | Tag.TITLE | Tag.NAME | Tag.VERB | Tag.NISBA | Tag.RELATIONAL
    plain = first.key and not (first.definite or first.proclitics or first.tags & other) and first.finite is None
    return bool(plain) and second.definite and not (second.proclitics or second.tags & (other & ~Tag.NISBA))


def _with_plain_surnames(words: list[Word], behind_given: Sequence[int]) -> list[Word]:
    """The same for a surname that no lexicon knows, where it stands alone and speaks: روبرت ريكر, ويوصي ريكر ب."""
    surnames = {words[i].key for i in behind_given if is_unknown(words[i])}
    if not surnames:
        return words
    closing = {words[i].key for i in behind_given if words[i].key in surnames and _closes(words, i)}
    places = [i for i, word in enumerate(words) if word.key in surnames and i and is_unknown(word)]
    places = [i for i in places if not UNLIKE_NAMES.fullmatch(words[i].key)]
    places = [i for i in places if speaks(words, i) or (words[i].key in closing and is_verb(words[i - 1]))]
    return corrected(words, places, tags=Tag.NAME, plain="w")


def _closes(words: Sequence[Word], i: int) -> bool:
    """Whether a name certainly ends with the word at `i`: at a mark, an office, a particle."""
    behind = words[i + 1] if i + 1 < len(words) else None
    return behind is None or not behind.key or bool(behind.tags & (Tag.TITLE | Tag.COMPLEMENTIZER | Tag.RELATIVE))
