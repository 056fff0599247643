"""Which conjunctions and prepositions are written together with a word: counted words decide.

وقالت is و and قالت, وزير is one word, للوزير is ل and الوزير. The letters alone do not tell. A reading is weighed by
how often what it leaves occurs in news. A whole word that is one in a dictionary, in a list of names or behind the
article weighs more than one that may merely be another with its conjunction.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from toolkit.text.characters import ALEF_VARIANTS
from toolkit.words.clitics import OBJECTS_BY_LETTER, endings, noun_stems
from toolkit.words.counts import printed_counts
from toolkit.words.dictionary import finite_verb, folded, function_lemma, is_listed, is_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["count_of", "split_proclitics", "usual_spelling"]

# how often a word bears each of them, in about what share of running news
_RATES = {"و": 0.09, "ف": 0.004, "ب": 0.03, "ل": 0.05, "ك": 0.002, "س": 0.1}
# times that a whole word counts which is in no list, by what it begins with: few new words begin with و
_NEW = {"و": 0.01, "ف": 0.03, "ب": 0.02, "ل": 0.02, "ك": 0.5, "س": 0.5}
_WEIGHTS = {"unseen": 0.4, "listed": 3.0, "ended": 0.2, "unlisted": 0.003, "dictionary": 0.03}
_WEIGHTS |= {"form": 0.3, "article": 150.0, "future": 8.0, "unfit": 0.1}
_IMPERFECT = frozenset("يتنأ")
_DERIVED = re.compile("ا(?:ن|.ت|.ط|.د|ست)")  # as verbal nouns of the derived patterns begin
_BEFORE_NOUNS = frozenset("بك")


def split_proclitics(word: str) -> tuple[str, str]:
    """The conjunction and preposition that a word begins with, and what is left.

    Of all readings [وف] [بكلس] word, the likeliest by ``log n(rest) + Σ log r(proclitic)``: n is the count of the rest
    in news (`word_counts`), r how often words bear that proclitic. The whole word competes with its own count, which
    is worth little where neither a dictionary nor the article speaks for the word.

    Args:
        word: One word as printed, without marks and tatweel.

    Returns:
        The proclitics as they are written, "" for none, and the rest, to which لل gives back its article. A preposition
        with a pronoun (له، بها) is one word.

    References:
        Lee, Y.-S., Papineni, K., Roukos, S., Emam, O., Hassan, H. (2003). Language model based Arabic word
        segmentation. ACL.

    Examples:
        >>> [split_proclitics(word) for word in ("وقالت", "وزير", "وللوزيرة", "سيعلن", "بكين")]
        [('و', 'قالت'), ('', 'وزير'), ('ول', 'الوزيرة'), ('س', 'يعلن'), ('', 'بكين')]
    """
    if word[:1] in {"و", "ف"} and len(word) > 2 and not function_lemma(word):
        tail = word[1:]
        if function_lemma(tail):
            return word[0], tail
        preposition, rest, weight = _preposition(tail)
        weight = max(weight, _weight(tail) * _fit(word[0], tail))
        if _RATES[word[0]] * weight > _whole(word):
            return word[0] + preposition, rest
        return "", word
    return _preposition(word)[:2]


def _preposition(word: str) -> tuple[str, str, float]:
    """The preposition that a word without a conjunction begins with, or "", the rest, and how often that occurs."""
    best = "", word, _whole(word)
    if function_lemma(word) or len(word) < 3 or word[0] not in {"ب", "ك", "ل", "س"}:
        return best
    for rest in _rests(word):
        weight = _RATES[word[0]] * _weight(rest) * _fit(word[0], rest)
        if weight > best[2]:
            best = word[0], rest, weight
    return best


def _rests(word: str) -> Iterator[str]:
    rest = word[1:]
    if word[0] != "ل" or not rest.startswith("ل"):
        if word[0] != "ل" or not rest.startswith("ال"):
            yield rest
        return
    yield f"ا{rest}"
    if len(rest) > 3 and is_listed(rest):
        yield f"ال{rest}"  # للحاق: the noun has a ل of its own


def _whole(word: str) -> float:
    """How often a word occurs as one, not as another with its proclitics."""
    stems = list(_stems(word))
    ended = max((_WEIGHTS["ended"] * count_of(stem) * _evidence(stem) for stem in stems), default=0.0)
    if any(map(is_listed, stems)):
        ended = max(ended, _WEIGHTS["form"])
    return max(count_of(word) * _evidence(word), ended, _NEW.get(word[:1], 1.0))


def _fit(proclitic: str, rest: str) -> float:
    """By how much a reading gains or loses by the kind of word that it leaves."""
    if rest.startswith("ال") and len(rest) > 4:
        return _WEIGHTS["article"] if proclitic != "س" else 0.0
    verb = finite_verb(rest) is not None
    imperfect = rest[0] in _IMPERFECT
    if proclitic == "س":
        return float(imperfect) * (_WEIGHTS["future"] if verb else _WEIGHTS["unfit"] * (len(rest) > 3))
    if verb and (proclitic in _BEFORE_NOUNS or (proclitic == "ل" and not imperfect)) and not _is_noun(rest):
        return _WEIGHTS["unfit"]
    return 1.0


def _is_noun(word: str) -> bool:
    """Whether something other than its count says that this is a noun."""
    return is_listed(word) or is_name(word) or count_of(f"ال{word}") > 0


def _evidence(word: str) -> float:
    """How much of the count of a whole word is its own, by what else speaks for it as a word."""
    if is_name(word) or count_of(f"ال{word}") or finite_verb(word):
        return 1.0
    return _WEIGHTS["dictionary" if is_listed(word) else "unlisted"]


def _weight(word: str) -> float:
    """How often a rest occurs, or would if the list were longer."""
    count: float = count_of(word)
    if count:
        return count
    bare = word.removeprefix("ال")
    if bare != word and count_of(bare):
        return 0.5 * count_of(bare)
    if is_listed(bare) or is_name(bare) or finite_verb(bare):
        return _WEIGHTS["listed"]
    ended = [max(_WEIGHTS["ended"] * count_of(stem), is_listed(stem)) for stem in _stems(bare)]
    unseen = _WEIGHTS["unseen"]
    if bare.startswith("ا") and not _DERIVED.match(bare):
        unseen *= 0.1  # few words begin with a plain alef but verbal nouns: لاجئة is not ل and اجئة
    return max([unseen, *ended])


def _stems(word: str) -> Iterator[str]:
    yield from noun_stems(word)
    if word.endswith("ة"):
        yield word[:-1]
    yield from (word[: -len(own)] for own in endings(word, OBJECTS_BY_LETTER) if len(word) - len(own) > 2)


@lru_cache(maxsize=1 << 17)
def count_of(word: str) -> float:
    """How often a word occurs among 1.3 million words of news; a third of that where only another spelling does.

    Args:
        word: As printed, without marks.
    """
    printed, commonest = _counts()
    return printed.get(word) or commonest.get(folded(word), ("", 0))[1] / 3


def usual_spelling(word: str) -> str:
    """The word as news mostly prints it, where it differs in a hamza on alef or a final ه for ة, else itself.

    Args:
        word: As printed, without marks.

    Examples:
        >>> usual_spelling("اسرائيل"), usual_spelling("علي"), usual_spelling("احمد")
        ('إسرائيل', 'علي', 'أحمد')
    """
    printed, commonest = _counts()
    usual, count = commonest.get(folded(word), (word, 0))
    if usual != word and count > printed.get(word, 0) and len(usual) == len(word):
        # a hamza that is printed is meant
        same = all(
            new == old or (old == "ا" and new in ALEF_VARIANTS) for new, old in zip(usual[:-1], word[:-1], strict=True)
        )
        if same and (usual[-1] == word[-1] or usual[-1] + word[-1] == "ةه"):
            return usual
    return word


@cache
def _counts() -> tuple[Mapping[str, int], Mapping[str, tuple[str, int]]]:
    """The counts of forms as printed; and, of all that fold to one, the commonest."""
    printed = printed_counts()
    commonest: dict[str, tuple[str, int]] = {}
    for form, count in printed.items():
        key = folded(form)
        if count > commonest.get(key, ("", 0))[1]:
            commonest[key] = form, count
    return printed, commonest
