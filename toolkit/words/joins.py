"""Whether a string of letters is one word, or two that lost the space between them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.lexicons import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Cut", "best_cut"]

# Prefixes and suffixes with which a form need not be in the list to be known: a generous set, to find one word in a
# string rather than two.
_BEFORE = """و ف ب ل ك س ال وال بال فال كال لل ولل وب ول وس فس أ ي ت ن وي وت سي ست لي لت فلل وبال""".split()
_BEHIND = """ه ها هم هما هن ك كم نا ي ني ا ان ين ون وا ات ة ت تم ية يا اء تها ته تهم اتها اته اتهم وه وها ناه
 يه يها انها تين تان يين يون يات نه نها""".split()
# and the narrower set with which one of two words may be a form of a known one
_PROCLITICS = "و ف ب ل ك ال وال بال فال كال لل ولل وب ول س وس".split()
_ENDINGS = "ه ها هم هما نا ي ا ين ون ات ة ت وا ية ان ته تها تهم".split()

# words that begin as many longer ones do, so that they prove nothing in front of another word
_NEVER_FIRST = frozenset(
    "ان وان فان الا والا اما إما الي اللي الان او اي فى عن وعن لكن كان أول ابن بن اللا الخ واس الأخ".split()
)
# those that prove nothing unless the article follows: من begins منحصر
_BEFORE_ARTICLE = frozenset("من ومن إن أن وإن وأن لأن بأن أو هي هو مع ومع قد وقد كل في وفي بل أي يا ثم هل عن".split())
_BEFORE_IMPERFECT = frozenset("لم لن ولم ولن فلم فلن".split())
_AFTER_LA = frozenset(
    "زال زالت زلت زلنا زالوا بد شك وجود خوف علاقة سيما أحد شيء سبيل حول غير أحب أعرف أدري أعتقد".split()
)
_SHORT_SECOND = frozenset("في من على إلى عن مع أن أنه أنها إن لم قد كان بن هذا هذه بعد ضد".split())
_PREPOSITIONS = frozenset("من ومن في وفي".split())
_BEFORE_VERB = frozenset("أن وأن بأن قد وقد".split())
_MISTAKEN = frozenset([*_ENDINGS, "هن", "تين", "نه", "تنا", "ينا", "يه", "ني", "اء"])
_NUMERALS = frozenset(["مائة", "مئة"])  # خمسمائة is one word

_LEAST = -23.0  # log probability of both words; below, one unknown word is likelier than two known ones


class Cut(NamedTuple):
    """Where a string is two words.

    Attributes:
        at: How many letters the first has.
        score: The log probability of both, evidence of the letters at the cut included.
    """

    at: int
    score: float


@lru_cache(maxsize=1)
def _counts() -> tuple[Mapping[str, int], float]:
    counts = {row["form"]: int(row["count"]) for row in load_lexicon("word_counts").rows}
    return counts, math.log(sum(counts.values()))


@lru_cache(maxsize=1 << 16)
def best_cut(letters: str) -> Cut | None:
    """Where `letters` is two words; None where it is one, or where that is not sure.

    Args:
        letters: A run of Arabic letters, without marks.

    Examples:
        >>> best_cut("أوكرانياوفقا").at
        8
        >>> best_cut("المسؤولون")
    """
    if len(letters) < 5 or _is_one_word(letters):
        return None
    cuts = []
    for at in range(2, len(letters) - 1):
        first, second = _probability(letters[:at]), _probability(letters[at:])
        if first is not None and second is not None:
            cuts.append(Cut(at, first + second + _evidence(letters, at)))
    best = max(cuts, key=lambda cut: cut.score, default=None)
    if best is None or best.score < _LEAST or not _convincing(letters[: best.at], letters[best.at :]):
        return None
    return best


def _evidence(letters: str, at: int) -> float:
    # ة and ى end a word; ال begins one; two letters are also the beginning of most words
    return 6.0 * (letters[at - 1] in "ةى") + 1.5 * _has_article(letters[at:]) - (at == 2)


def _has_article(word: str) -> bool:
    return word.startswith("ال") and len(word) >= 5


def _is_one_word(letters: str) -> bool:
    counts, _ = _counts()
    if letters in counts or _probability(letters) is not None:
        return True
    for before in ("", *_BEFORE):
        if not letters.startswith(before):
            continue
        rest = letters[len(before) :]
        for behind in ("", *_BEHIND):
            stem = rest[: len(rest) - len(behind)]
            if len(stem) >= 3 and rest.endswith(behind) and (stem in counts or f"{stem}ة" in counts):
                return True
    return False


@lru_cache(maxsize=1 << 16)
def _probability(word: str) -> float | None:
    """The log probability of a word, or of what it is a form of, less a fine; None where neither is known."""
    counts, total = _counts()
    if word in counts:
        return math.log(counts[word]) - total
    known = [
        math.log(counts[stem]) - total - fine
        for stem, fine in _stems(word)
        if len(stem) >= 3 and counts.get(stem, 0) >= 10
    ]
    return max(known, default=None)


def _stems(word: str) -> list[tuple[str, float]]:
    found = [(word.removeprefix(before), 3.5) for before in _PROCLITICS if word.startswith(before)]
    for behind in _ENDINGS:
        if word.endswith(behind):
            stem = word.removesuffix(behind)
            found.append((stem, 4.0))
            if behind[0] == "ت":
                found.append((f"{stem}ة", 3.5))
            found += [(stem.removeprefix(before), 7.0) for before in _PROCLITICS if stem.startswith(before)]
    return found


def _convincing(first: str, second: str) -> bool:
    """Whether the two can hardly be parts of a word that is missing from the list."""
    counts, _ = _counts()
    if first[-1] in "ةى" and len(first) > 2 and len(second) > 2:
        return True
    if first in _NEVER_FIRST or second in _NUMERALS:
        return False
    seen = counts.get(second, 0)
    if first in _PREPOSITIONS and len(second) >= 4 and seen >= 100 and second[0] not in "ستي":
        return True
    if first in _BEFORE_VERB and len(second) >= 4 and seen >= 50 and second[0] in "يت":
        return True
    if first in _BEFORE_ARTICLE:
        return _has_article(second)
    if first in _BEFORE_IMPERFECT:
        return second[0] in "يأ" and len(second) >= 4
    if first in {"ما", "وما"}:
        return len(second) > 2 and seen >= 20 and second[-1] != "ة"
    if first in {"لا", "ولا", "فلا"}:
        return second in _AFTER_LA or (len(second) >= 4 and second[0] in "يتن" and second in counts)
    return len(first) > 2 and _long_enough(first, second, counts)


def _long_enough(first: str, second: str, counts: Mapping[str, int]) -> bool:
    seen, seen_second = counts.get(first, 0), counts.get(second, 0)
    if second == "لله":
        return True
    if second in _SHORT_SECOND:
        return len(first) >= 4 and seen >= 50
    # a short second word must not be the end of the first: المهر + بين is المهربين
    is_ending = second in _MISTAKEN or second[1:] in _MISTAKEN
    if len(second) <= 3:
        return len(first) >= 6 and first.startswith("ال") and seen_second >= 500 and not is_ending
    if len(second) == 4 and is_ending:
        return False
    return seen >= 20 and seen_second >= 20 if len(first) == 3 or len(second) == 4 else True
