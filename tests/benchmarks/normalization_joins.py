"""How toolkit/lexicons/join_weights.tsv was made: weights for telling one word from two that were written as one.

    python tests/benchmarks/normalization_joins.py REAL_NEWS.jsonl.gz > toolkit/lexicons/join_weights.tsv

Only the half of the articles is read that the word list was counted on, in four parts: the words of each are weighed
with a list that is counted on the other three, so that what is new to the list is as new as it will be. One word: what
is not in that list. Two words: neighbours, written together, and what was found written together and marked by hand
(`fit` in tests/cases/glued_marked.tsv). The other half (`held_out`) is what finding glued words is measured on.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from normalization_words import frequent, held_out, words
from scipy.optimize import minimize

from toolkit.words.joins import FEATURES, Words, options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

PARTS = 4
JOINS = 9000  # in each part
GLUED = 20  # how often a place counts where two words were found written as one
PENALTY = 1.0  # of the squared weights, by the features' deviation
MARKED = Path(__file__).parents[1] / "cases" / "glued_marked.tsv"
PLACE = {name: at for at, name in enumerate(FEATURES)}

Example = tuple[str, int, int]  # the letters, where they are two words (0: one word), how often


def _marked() -> dict[str, int]:
    """Words that were read and are two, and where the second begins."""
    lines = (line.split("\t") for line in MARKED.read_text("utf-8").splitlines()[1:])
    return {first + second: len(first) for right, read, first, second in lines if (right, read) == ("yes", "fit")}


def examples(articles: list[list[str]], known: dict[str, int], chance: random.Random) -> Iterator[Example]:
    """Words that are not in the list, and neighbours that are not in it together."""
    glued = _marked()
    new = Counter(word for found in articles for word in found if len(word) >= 5 and word not in known)
    for word, count in new.items():
        yield word, glued.get(word, 0), count * (GLUED if word in glued else 1)
    joins = []
    for found in articles:
        for _ in range(15 if len(found) > 1 else 0):
            at = chance.randrange(len(found) - 1)
            joins.append((found[at], found[at + 1]))
    joins = [
        (one, two)
        for one, two in joins
        if min(len(one), len(two)) > 1 and len(one + two) >= 5 and one + two not in known
    ]
    for one, two in chance.sample(joins, min(JOINS, len(joins))):
        yield one + two, len(one), 1


def read(path: Path) -> tuple[list[NDArray[np.float64]], list[int], list[int]]:
    """For each example the features of its readings, which is right, and how often it counts."""
    parts: list[list[list[str]]] = [[] for _ in range(PARTS)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if not held_out(row["article_id"]):
                number = int(hashlib.sha256(row["article_id"].encode()).hexdigest(), 16) >> 8
                parts[number % PARTS].append(words(row["text"]))
    chance = random.Random(3)
    readings, right, counts = [], [], []
    for number, part in enumerate(parts):
        known = frequent(found for other, rest in enumerate(parts) if other != number for found in rest)
        weighed = Words(known)
        for letters, at, count in examples(part, known, chance):
            places, rows = zip(*options(letters, weighed), strict=True)
            if at in places:  # else both words are new, and nothing could tell
                table = np.zeros((len(rows), len(FEATURES)))
                for line, features in enumerate(rows):
                    table[line, [PLACE[name] for name in features]] = list(features.values())
                readings.append(table)
                right.append(places.index(at))
                counts.append(count)
    return readings, right, counts


def fitted(readings: list[NDArray[np.float64]], right: list[int], counts: list[int]) -> NDArray[np.float64]:
    """The weights under which the right readings are likeliest."""
    sizes = np.array([len(table) for table in readings])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    example = np.repeat(np.arange(len(sizes)), sizes)
    chosen, weight = starts + np.array(right), np.array(counts, float)
    features = np.concatenate(readings)
    deviation = features.std(axis=0) + 1e-9
    features /= deviation

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        utility = features @ weights
        most = np.maximum.reduceat(utility, starts)
        raised = np.exp(utility - most[example])
        total = np.add.reduceat(raised, starts)
        slope = features.T @ (raised / total[example] * weight[example]) - features[chosen].T @ weight
        likelihood = (weight * (utility[chosen] - most - np.log(total))).sum()
        return PENALTY * (weights @ weights) / 2 - likelihood, slope + PENALTY * weights

    best = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    found: NDArray[np.float64] = best.x / deviation
    return found


def main(path: Path) -> None:
    """Prints the lexicon."""
    weights = fitted(*read(path))
    lines = sorted(f"{name}\t{weight:.4f}" for name, weight in zip(FEATURES, weights.tolist(), strict=True))
    sys.stdout.write("feature\tweight\n" + "".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
