"""Whether a string of letters is one word, or two that lost the space between them."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.lexicons import load_lexicon
from toolkit.words.counts import printed_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FEATURES", "Cut", "Words", "best_cut", "options"]

# Prefixes and suffixes with which one of two words may be a form of a known one.
_PROCLITICS = tuple("و ف ب ل ك ال وال بال فال كال لل ولل وب ول س وس فب فل وك أ".split())
_ENDINGS = tuple("ه ها هم هما هن نا ي ني كم ا ين ون ان ات ة ت وا ية ته تها تهم".split())
# What begins and ends so many longer words that it hardly counts as a word beside another: ال, ون.
_BEGINNINGS = frozenset([*_PROCLITICS, *"وي وت سي ست لي لت وا وأ فلل وبال".split()])
_TAILS = frozenset([*_ENDINGS, *"ك نه تم يا اء اتها اته اتهم وه وها ناه يه يها انها تين تان يين يون يات نها".split()])

# اللامبالاة, خمسمائة and غرينلاند are one word
_NEVER_FIRST = frozenset("اللا واللا للا".split())
_NEVER_SECOND = frozenset("مائة مئة لاند".split())

FEATURES = tuple(
    """
    whole whole_spelling whole_length first second first_form second_form first_new second_new
    first_of_2 first_of_3 first_of_4 second_of_2 second_of_3 second_of_4 first_of_2_second_of_3
    ta_marbuta alef_maqsura hamza alef article beginning tail tail_but_one la ma before_imperfect kunya abd
    """.split()
)
"""What the weights in the lexicon `join_weights` are for; its card says what each means."""

_LONGEST = 4  # letters that the spelling of a word is told by
_REMEMBERED = 1 << 16  # so many words are told once
_NEW = -9.0  # log probability that a word is a new one, before its spelling
_FORM = {"before": 2.0, "behind": 2.5}  # what a form loses, in log probability, by a prefix and by a suffix
_LEAST = 3.5  # log odds of two words, by reading what lower ones part


class Cut(NamedTuple):
    """Where a string is two words.

    Attributes:
        at: How many letters the first has.
        score: The log odds of these two words against one word and against every other two.
    """

    at: int
    score: float


class Words:
    """What is known of words: how often each form occurs, and how words are spelled.

    A form that is not in the list may be one of a listed word with a prefix or a suffix; else its letters say how
    likely such a word is: each by the three before it, with Witten and Bell's smoothing (1991, method C).
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self._total = math.log(sum(counts.values()))
        text = "".join(f"^{form}$" for form in counts)
        self._grams: Counter[str] = Counter()
        for size in range(1, _LONGEST + 1):
            self._grams.update(text[at : at + size] for at in range(len(text) - size + 1))
        self._kinds = Counter(gram[:-1] for gram in self._grams)
        self._letters = len(text) - self._grams["^"]
        self._chances: dict[str, float] = {}
        self._told: dict[str, tuple[float, str]] = {}

    def spelling(self, word: str) -> float:
        """The log probability of the letters."""
        marked = f"^{word}$"
        return sum(self._log_chance(marked[max(at - _LONGEST + 1, 0) : at + 1]) for at in range(1, len(marked)))

    def _log_chance(self, gram: str) -> float:
        found = self._chances.get(gram)
        if found is None:
            found = self._chances[gram] = math.log(self._chance(gram))
        return found

    def _chance(self, gram: str) -> float:
        chance = (self._grams[gram[-1]] + 0.5) / (self._letters + 20)
        for at in range(len(gram) - 2, -1, -1):
            before = gram[at:-1]
            kinds = self._kinds[before]
            if not kinds:
                break
            chance = (self._grams[gram[at:]] + kinds * chance) / (self._grams[before] + kinds)
        return chance

    def told(self, word: str) -> tuple[float, str]:
        """How a word is told, and its log probability: it is `known`, a `form` of a known one, or `new` (then 0)."""
        found = self._told.get(word)
        if found is None:
            count = self.counts.get(word)
            if count:
                found = math.log(count) - self._total, "known"
            else:
                form = self._form(word)
                found = (0.0, "new") if form is None else (form, "form")
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            self._told[word] = found
        return found

    def _form(self, word: str) -> float | None:
        counts, best = self.counts, 0.0
        for before in ("", *_PROCLITICS):
            if not word.startswith(before):
                continue
            rest = word[len(before) :]
            for behind in ("", *_ENDINGS):
                size = len(rest) - len(behind)
                if size < 3 or not rest.endswith(behind):
                    continue
                seen = counts.get(rest[:size], 0)
                if behind[:1] == "ت":
                    seen = max(seen, counts.get(f"{rest[:size]}ة", 0))
                fine = _FORM["before"] * bool(before) + _FORM["behind"] * bool(behind)
                best = max(best, seen * math.exp(-fine))
        return math.log(best) - self._total if best else None


def options(letters: str, words: Words) -> Iterator[tuple[int, dict[str, float]]]:
    """The ways to read a string: as one word (0), and as two, by where the second begins; each with its features."""
    yield 0, {"whole": 1.0, "whole_spelling": words.spelling(letters), "whole_length": len(letters)}
    for at in range(2, len(letters) - 1):
        first, second = letters[:at], letters[at:]
        told, how = words.told(first)
        told_second, how_second = words.told(second)
        if how == how_second == "new" or first in _NEVER_FIRST or second in _NEVER_SECOND:
            continue
        # only now, as most strings fall into one word and nothing
        told = words.spelling(first) + _NEW if how == "new" else told
        told_second = words.spelling(second) + _NEW if how_second == "new" else told_second
        found = {"first": told, "second": told_second}
        if how != "known":
            found[f"first_{how}"] = 1.0
        if how_second != "known":
            found[f"second_{how_second}"] = 1.0
        if at <= 4:
            found[f"first_of_{at}"] = 1.0
        if len(second) <= 4:
            found[f"second_of_{len(second)}"] = 1.0
            found["first_of_2_second_of_3"] = float(at == 2 and len(second) <= 3)
        ending = _ENDS.get(first[-1])
        if ending:
            found[ending] = 1.0
        found["article"] = float(second.startswith("ال") and len(second) >= 5)
        kind = _OFTEN_JOINED.get(first)
        if kind:
            found[kind] = 1.0
            found["before_imperfect"] = float(kind in {"la", "ma"} and len(second) >= 4 and second[0] in "يتنأ")
        found["beginning"] = float(first in _BEGINNINGS)
        found["tail"] = float(second in _TAILS)
        found["tail_but_one"] = float(second[1:] in _TAILS)
        yield at, found


# what writers often join to the next word
_OFTEN_JOINED = {
    **dict.fromkeys("لا ولا فلا".split(), "la"),
    **dict.fromkeys("ما وما فما".split(), "ma"),
    **dict.fromkeys("أبو ابو وأبو وابو أبا ابا أبي ابي".split(), "kunya"),
    **dict.fromkeys("عبد وعبد لعبد بعبد".split(), "abd"),
}
_ENDS = {"ة": "ta_marbuta", "ى": "alef_maqsura", "ء": "hamza", "ا": "alef"}


@lru_cache(maxsize=1)
def _shipped() -> tuple[Words, Mapping[str, float]]:
    weights = {row["feature"]: float(row["weight"]) for row in load_lexicon("join_weights").rows}
    return Words(printed_counts()), weights


@lru_cache(maxsize=1 << 16)
def best_cut(letters: str) -> Cut | None:
    """Where `letters` is two words; None where it is one, or where that is not sure.

    One word and every two words that the string may be are weighed against each other (a conditional logit model,
    McFadden 1974): how frequent the words are and how they are told, how likely the letters are as those of one word
    that is not listed, and what stands at the cut. ``log(p / (1 - p))`` of the likeliest two must reach a bound.

    Args:
        letters: A run of Arabic letters, without marks.

    Examples:
        >>> best_cut("أوكرانياوفقا").at
        8
        >>> best_cut("المسؤولون")
    """
    words, weights = _shipped()
    if len(letters) < 5 or letters in words.counts:
        return None
    utilities = {
        at: sum(weights[name] * value for name, value in features.items()) for at, features in options(letters, words)
    }
    best = max((at for at in utilities if at), key=utilities.__getitem__, default=0)
    if not best:
        return None
    score = -math.log(sum(math.exp(other - utilities[best]) for at, other in utilities.items() if at != best))
    return Cut(best, score) if score >= _LEAST else None
