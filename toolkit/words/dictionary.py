"""What lists say of a word by itself: a verb form, a name, a particle, a form in the dictionary."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from toolkit.lexicons import load_lexicon
from toolkit.text.characters import ALEF_VARIANTS, HAMZA_CARRIERS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["finite_verb", "folded", "function_lemma", "is_listed", "is_name", "listed_lemma"]

_NAMES = ("places", "first_names", "surnames")
_FOLD = str.maketrans(dict.fromkeys(ALEF_VARIANTS, "ا") | HAMZA_CARRIERS | {"ى": "ي", "ة": "ه"})


def folded(word: str) -> str:
    """A word without marks as `normalize` folds it, many times as fast, as it is called for each way to read a word.

    Examples:
        >>> folded("المسؤولة")
        'المسووله'
    """
    return word.translate(_FOLD)


@lru_cache(maxsize=1 << 16)
def listed_lemma(word: str) -> str | None:
    """The lemma that the dictionary gives for a form; None where it has none.

    Args:
        word: A form as printed, without marks.

    Examples:
        >>> listed_lemma("مسؤولين"), listed_lemma("وقالت")
        ('مسؤول', None)
    """
    lemma = _dictionary().get(word)
    return None if lemma is None else str(lemma)


def is_listed(word: str) -> bool:
    """Whether the dictionary has a form."""
    return listed_lemma(word) is not None


def is_name(word: str) -> bool:
    """Whether a form is a place or a given name."""
    return word in _names()


def function_lemma(word: str) -> str | None:
    """The lemma of a function word that is one word as it stands; None for any other word.

    Examples:
        >>> function_lemma("عليها"), function_lemma("وزير")
        ('على', None)
    """
    return _function_lemmas().get(word)


@lru_cache(maxsize=1 << 16)
def finite_verb(word: str) -> str | None:
    """The verb of which a form is a finite one; None where no list of verbs has it, or mostly as another word.

    Args:
        word: A form as printed, without marks, proclitics and pronouns.

    Examples:
        >>> finite_verb("زعمت"), finite_verb("نفت"), finite_verb("وزير")
        ('زعم', 'نفى', None)
    """
    return _verbs().get(word) or _folded_verbs().get(folded(word))


@cache
def _dictionary() -> Mapping[str, str]:
    return DefaultDictionaryFactory().get_dictionary("ar")


@cache
def _names() -> frozenset[str]:
    return frozenset(row["form"] for name in _NAMES for row in load_lexicon(name).rows if " " not in row["form"])


@cache
def _function_lemmas() -> Mapping[str, str]:
    return {row["form"]: row["lemma"] for row in load_lexicon("function_lemmas").rows}


@cache
def _verbs() -> Mapping[str, str]:
    """Printed finite forms of the verbs of the lists; of two verbs the one whose slot is commoner."""
    lemmas = {row["key"]: row["lemma"] for row in load_lexicon("reporting_verbs").rows}
    rows = [(row, lemmas[row["key"]]) for row in load_lexicon("reporting_forms").rows]
    rows += [(row, row["lemma"]) for row in load_lexicon("common_verbs").rows]
    found: dict[str, tuple[int, str]] = {}
    for row, lemma in rows:
        slot = row["slot"].split(".")[0]
        # a form in ي is a verb whatever else it folds to: يدعي
        if slot not in _SLOTS or (row["noun"] and not row["form"].startswith("ي")):
            continue
        rank = _SLOTS[slot]
        if row["form"] not in found or rank < found[row["form"]][0]:
            found[row["form"]] = rank, lemma
    return {form: lemma for form, (_, lemma) in found.items()}


_SLOTS = {"pf": 0, "impf": 1, "pass": 2, "juss": 3}


@cache
def _folded_verbs() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for form, lemma in _verbs().items():
        found.setdefault(folded(form), lemma)
    return found
