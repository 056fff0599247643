"""Fits the weights of `toolkit.attribution.ranking` on hand-annotated articles and stores them.

    python tools/build_ranking.py --shared ../shared

Each cue without a source, in articles with gold, is one example: those who may be meant, and which of them the gold
names. The weights are those of a conditional logistic regression with a penalty, fitted with several right choices
where several name the same. Prints how often the choice is right under cross-validation
by article, for each kind of article.

Needs the gold articles and the scorer of the shared folder, which the project does not ship.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from annotated import annotated, row_of, scorer
from regression import stored
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from toolkit.attribution.extract import traced

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "attribution" / "ruleset" / "ranking.tsv"
FOLDS = 10
PENALTY = 3.0
"""Of the squared weights; chosen by cross-validated choices among 1, 2, 3, 4."""


class Example(NamedTuple):
    """One cue without a source: its article, the kind of it, the features of each choice, and which are right."""

    article: str
    kind: str
    features: list[tuple[str, ...]]
    right: list[bool]


def examples(shared: Path) -> list[Example]:
    """Every cue without a source in the annotated articles that the gold has too."""
    score = scorer(shared)
    made = []
    for kind, texts, gold in annotated(shared):
        for key, marked in gold.items():
            _, (_, trace, found) = traced("", texts[key])
            rows = [row_of(quotation) for quotation, _ in found]
            speakers = {a["speaker"] for a in marked["ars"] if a.get("speaker")}
            for i, j in score.pair(texts[key], marked["ars"], rows):
                seen = trace.choices.get(id(trace.drafts[j]))
                if seen is not None:
                    made.append(_example(score, key, kind, marked["ars"][i], speakers, seen))
    return made


def _example(score: Any, key: str, kind: str, gold: dict[str, Any], speakers: set[str], seen: list[Any]) -> Example:
    others, person = speakers - {gold.get("speaker")}, gold.get("type") == "person"
    names = [choice.who if isinstance(choice.who, str) else choice.who.label for choice in seen]
    right = [bool(score.same_speaker(gold.get("speaker"), name, person, others)) for name in names]
    return Example(key, kind, [choice.features for choice in seen], right)


def fit(made: list[Example]) -> dict[str, float]:
    """The weights of the penalised conditional regression."""
    told = [(example.features, example.right) for example in made if any(example.right)]
    names = sorted({name for features, _ in told for choice in features for name in choice})
    place = {name: k for k, name in enumerate(names)}
    flat = [choice for features, _ in told for choice in features]
    columns = [place[name] for choice in flat for name in choice]
    ends = np.cumsum([0, *(len(choice) for choice in flat)])
    x = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(flat), len(names)))
    right = np.array([one for _, answers in told for one in answers], dtype=float)
    first = np.cumsum([0, *(len(features) for features, _ in told)])[:-1]
    cue = np.repeat(np.arange(len(told)), np.diff([*first, len(flat)]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = x @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[cue])
        every, good = np.add.reduceat(powers, first), np.add.reduceat(powers * right, first)
        slope = x.T @ (powers * right / good[cue] - powers / every[cue])
        return (
            float(-np.log(good / every).sum() + PENALTY * weights @ weights / 2),
            -slope + PENALTY * weights,
        )

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    return dict(zip(names, map(float, fitted.x), strict=True))


def is_right(weights: dict[str, float], example: Example) -> bool:
    """Whether the likeliest choice of an example is a right one."""
    scores = [sum(weights.get(name, 0.0) for name in features) for features in example.features]
    return example.right[scores.index(max(scores))]


def main() -> None:
    """Fits, prints how often the choice is right under cross-validation, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/ and score_attributions.py")
    made = examples(parser.parse_args().shared)
    fold = {e.article: int(hashlib.sha256(e.article.encode()).hexdigest(), 16) % FOLDS for e in made}
    counts: dict[str, list[int]] = {}
    for k in range(FOLDS):
        weights = fit([example for example in made if fold[example.article] != k])
        for example in (example for example in made if fold[example.article] == k):
            tally = counts.setdefault(example.kind, [0, 0, 0])
            tally[0] += 1
            tally[1] += is_right(weights, example)
            tally[2] += any(example.right)
    for kind, (all_, right, could) in counts.items():
        print(f"{kind}: {all_} cues, right {right / all_:.3f}, {could / all_:.3f} have a right choice")
    stored(OUT, fit(made))


if __name__ == "__main__":
    main()
