"""The words of a raw text as terms that can be counted: proclitics split off, and the lemma of what is left."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.text.normalize import normalize
from toolkit.text.segment import tokenize
from toolkit.words.clitics import OBJECTS_BY_LETTER, endings, noun_stems
from toolkit.words.dictionary import finite_verb, function_lemma, is_name, listed_lemma
from toolkit.words.proclitics import count_of, split_proclitics, usual_spelling

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Token", "base_and_lemma", "lemma_of", "term_tokens"]

_REMEMBERED = 1 << 18  # so many words are analysed once
# presentation forms, marks and tatweel go, the spelling of letters stays
_BARE = ("compose", "presentation_forms", "tatweel", "bidi", "zero_width", "marks", "look_alikes", "digits")
# verbal nouns of the derived patterns: تفعيل إفعال مفاعلة استفعال
_VERBAL_NOUN = re.compile("ت..ي.|إ..ا.|م.ا..ة|ا.{3,5}ا.")
_WITH_TA = re.compile("..ا.ة")
_PLURALS = ("ات", "ون", "ين", "ان", "تين", "تان")


class Token(NamedTuple):
    """One word of a raw text.

    Attributes:
        start: Where it begins in the raw text, in code points.
        end: Where it ends.
        surface: `raw[start:end]`, clitics and marks included.
        base: What is left without marks and proclitics: الوزيرة of وللوزيرة.
        lemma: What it is counted as: وزير of الوزراء, قال of سيقولون.
    """

    start: int
    end: int
    surface: str
    base: str
    lemma: str


def term_tokens(raw: str, *, numbers: bool = False) -> list[Token]:
    """The words of a text with their places, bases and lemmas, in reading order.

    A word is never cut at its marks. A preposition with a pronoun (له، بها) is one word, and its lemma is the
    preposition. Words in other alphabets are their own lemma in lower case.

    Args:
        raw: A raw text.
        numbers: Whether numbers are words too, their base and lemma in Western digits.

    Examples:
        >>> [(token.surface, token.base, token.lemma) for token in term_tokens("وزعَمت الوزيرة أنّها بالفيروس أعلم")]
        ... # doctest: +NORMALIZE_WHITESPACE
        [('وزعَمت', 'زعمت', 'زعم'), ('الوزيرة', 'الوزيرة', 'وزيرة'), ('أنّها', 'أنها', 'أن'),
         ('بالفيروس', 'الفيروس', 'فيروس'), ('أعلم', 'أعلم', 'أعلم')]
    """
    tokens = tokenize(raw)
    found = []
    for start, end, text, kind in zip(tokens.starts, tokens.ends, tokens.texts, tokens.kinds, strict=True):
        if kind == "word":
            base, lemma = base_and_lemma(text)
            if base:  # a tatweel by itself is no word
                found.append(Token(start, end, text, base, lemma))
        elif numbers and kind == "number":
            number = normalize(text, profile=_BARE)
            found.append(Token(start, end, text, number, number))
    return found


@lru_cache(maxsize=_REMEMBERED)
def base_and_lemma(surface: str) -> tuple[str, str]:
    """The base and the lemma of one word as printed; "" for both where it has no letter.

    Args:
        surface: A word of a raw text.

    Examples:
        >>> base_and_lemma("وللوزراءِ")
        ('الوزراء', 'وزير')
    """
    word = normalize(surface, profile=_BARE)
    base = split_proclitics(word)[1]
    return base, lemma_of(base)


@lru_cache(maxsize=_REMEMBERED)
def lemma_of(base: str) -> str:
    """The lemma of a word without proclitics: the singular of a noun, the past tense of a verb.

    The lists of verbs come first, as the dictionary knows few of their forms; then names, which stay what they are;
    then the dictionary (simplemma's) for the word, for it without the article, and without a pronoun; then plurals
    whose singular is counted in news. What nothing knows is its own lemma, without the article.

    Args:
        base: A word as printed, without marks and proclitics.

    References:
        Barbaresi, A. (2023). Simplemma: a simple multilingual lemmatizer for Python.

    Examples:
        >>> [lemma_of(word) for word in ("زعمت", "نفت", "شددت", "بايدن", "المسؤولين", "حكومتها", "عليها")]
        ['زعم', 'نفى', 'شدد', 'بايدن', 'مسؤول', 'حكومة', 'على']
    """
    if not base or not "\u0621" <= base[0] <= "\u064a":
        return base.lower()
    particle = function_lemma(base)
    if particle:
        return particle
    word = usual_spelling(base)
    if is_name(word):
        return word
    if word.startswith("ال") and len(word) > 4:
        return _noun(word[2:]) or listed_lemma(word) or word[2:]
    return finite_verb(word) or _noun(word) or word


def _noun(word: str) -> str | None:
    if is_name(word):
        return word
    if word.endswith("ات") and len(word) > 4:
        lemma = _listed(f"{word[:-2]}ة")
        if lemma:
            return lemma
    lemma = _listed(word)
    if lemma:
        return lemma
    verb = next((verb for stem in _without_object(word) if (verb := finite_verb(stem))), None)
    if verb:
        return verb
    lemma = next((lemma for stem in noun_stems(word) if (lemma := _listed(stem))), None)
    return lemma or next(_singulars(word), None)


def _listed(word: str) -> str | None:
    """The lemma that the dictionary gives, but a verbal noun stays a noun: it has إعلام under أعلم."""
    lemma = listed_lemma(word)
    if lemma and lemma != word:
        if _VERBAL_NOUN.fullmatch(word) or (word.endswith("ان") and len(lemma) < 3):
            return word
        if _WITH_TA.fullmatch(word) and finite_verb(lemma):
            return word
    return lemma


def _singulars(word: str) -> Iterator[str]:
    """Of a regular plural or dual, the singular that is counted in news."""
    for ending in _PLURALS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            singular = f"{stem}ة" if ending.startswith("ت") else stem
            if count_of(singular):
                yield _listed(singular) or singular


def _without_object(word: str) -> Iterator[str]:
    for pronoun in endings(word, OBJECTS_BY_LETTER):
        stem = word[: -len(pronoun)]
        if len(stem) >= 3:
            yield stem
            if stem.endswith("ا"):
                yield f"{stem[:-1]}ى"  # نفاه: before a pronoun ى is written ا
