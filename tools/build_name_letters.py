"""Learns from articles which words that no lexicon knows are names, for `toolkit.attribution.name_letters`.

    python tools/build_name_letters.py ARTICLES.jsonl.gz

Names stand behind given names, and other words hardly ever do. So what stands there often is a name, as are the names
of the lexicons; what stands in several articles and never there is none. From both the weights of letters are fitted
(logistic regression with a penalty) and stored as `ruleset/name_letters.tsv`. The words of several articles that are
hardly ever behind a given name, and whose letters do not speak for a name, are stored as the lexicon
`ordinary_words`; foreign names that news print without a given name (برنانكي) are so left out. Only forms are stored,
no text and no counts. Prints how well the letters tell names from other words under cross-validation.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from regression import stored
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from toolkit.articles.readers import iter_articles
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.name_evidence import is_given_name
from toolkit.attribution.name_letters import letters_of
from toolkit.attribution.names import may_be_name
from toolkit.attribution.vocabulary import surnames, word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.text.segment import tokenize

ROOT = Path(__file__).resolve().parent.parent / "toolkit"
WEIGHTS = ROOT / "attribution" / "ruleset" / "name_letters.tsv"
WORDS = ROOT / "lexicons" / "ordinary_words.tsv"
ARABIC = re.compile("[\u0621-\u064a]{2,}")
ARTICLES = 5
"""In so many articles an ordinary word stands at least."""
NAMED = 0.02
"""In a smaller share of its places an ordinary word stands behind a given name."""
SURE = 0.3
"""In so large a share a word that is taken for a name stands behind one, and twice at least."""
BESIDE, TITLED = 0.03, 0.05
"""In smaller shares a word that is surely no name stands behind another part of a name, and behind a title."""
PENALTY = 3.0
LEAST = 10
"""So many words have a feature at least that is weighed."""
FOLDS = 5
OF_GOD = frozenset(normalize(form) for form in ("تعالى", "سبحانه", "عزوجل"))
"""Who is called so speaks."""


@dataclass(slots=True)
class Places:
    """Where a word stands: how often at all, behind a given name, behind another part of a name, behind a title."""

    every: int = 0
    given: int = 0
    name: int = 0
    title: int = 0
    articles: int = 0


def counted(path: str) -> dict[str, Places]:
    """The places of each folded word that no lexicon knows and that may be a name."""
    found: dict[str, Places] = {}
    for table in iter_articles(path):
        for text in table["text"].dropna():
            tokens = tokenize(text)
            words = [word(t) if k == "word" else None for t, k in zip(tokens.texts, tokens.kinds, strict=True)]
            here: set[str] = set()
            for before, one in zip([None, *words], words, strict=False):
                if one is None or not ARABIC.fullmatch(one.key) or one.tags & (Tag.NAME | Tag.NAME_PART):
                    continue
                if one.key in surnames() or one.key in OF_GOD or not may_be_name(one):
                    continue
                places = found.setdefault(one.key, Places())
                places.every += 1
                places.articles += one.key not in here
                here.add(one.key)
                if before is not None and before.tags & (Tag.NAME | Tag.NAME_PART):
                    given = bool(before.tags & Tag.NAME) and is_given_name(before)
                    places.given += given
                    places.name += not given
                elif before is not None:
                    places.title += bool(before.tags & Tag.TITLE)
    return found


def told(found: dict[str, Places]) -> list[tuple[str, bool]]:
    """Words that are surely names or surely none, and which of the two, in alphabetical order."""
    given = {part for row in load_lexicon("first_names").rows for part in normalize(row["form"]).split()}
    names = {name for name in given | surnames() if ARABIC.fullmatch(name) and not name.startswith("ال")}
    others = set()
    for key, of in found.items():
        if of.given >= 2 and of.given + of.name >= SURE * of.every:
            names.add(key)
        elif of.articles >= ARTICLES - 1 and not of.given and of.name <= BESIDE * of.every:
            others |= {key} if of.title <= TITLED * of.every else set()
    return sorted((key, key in names) for key in names ^ others)


class Letters:
    """The features of words as the columns of a matrix."""

    def __init__(self, keys: list[str]) -> None:
        counts = Counter(feature for key in keys for feature in set(letters_of(key)))
        self.names = sorted(feature for feature, count in counts.items() if count >= LEAST)
        self._place = {name: k for k, name in enumerate(self.names)}

    def matrix(self, keys: list[str]) -> Any:
        """One row for each word."""
        rows = [[self._place[name] for name in letters_of(key) if name in self._place] for key in keys]
        ends = np.cumsum([0, *map(len, rows)])
        columns = [column for row in rows for column in row]
        return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(keys), len(self.names)))


def fitted(x: Any, right: Any) -> Any:
    """The weights of a penalised logistic regression."""

    def loss(weights: Any) -> tuple[float, Any]:
        odds = x @ weights
        value = np.logaddexp(0, odds).sum() - right @ odds + PENALTY * weights @ weights / 2
        return float(value), x.T @ (1 / (1 + np.exp(-odds)) - right) + PENALTY * weights

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def main() -> None:
    """Counts, fits, and writes both."""
    found = counted(sys.argv[1])
    examples = told(found)
    keys, right = [key for key, _ in examples], np.array([name for _, name in examples], dtype=float)
    letters = Letters(keys)
    x, fold, odds = letters.matrix(keys), np.arange(len(keys)) % FOLDS, np.zeros(len(keys))
    for k in range(FOLDS):
        odds[fold == k] = x[fold == k] @ fitted(x[fold != k], right[fold != k])
    print(f"{int(right.sum())} names and {int((1 - right).sum())} other words, {((odds > 0) == right).mean():.3f} told")
    weights = fitted(x, right)
    stored(WEIGHTS, dict(zip(letters.names, map(float, weights), strict=True)))
    several = sorted(k for k, of in found.items() if of.articles >= ARTICLES and of.given < NAMED * of.every)
    ordinary = [key for key, odd in zip(several, letters.matrix(several) @ weights, strict=True) if odd < 0]
    WORDS.write_text("form\n" + "".join(f"{form}\n" for form in ordinary), encoding="utf-8")
    print(len(ordinary), "ordinary words")


if __name__ == "__main__":
    main()
