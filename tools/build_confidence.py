"""Fits the weights of `toolkit.attribution.confidence` on hand-annotated articles and stores them.

    python tools/build_confidence.py --shared ../shared

Needs the gold articles and the scorer of the shared folder, which the project
does not ship, beside the project's own gold and its sample coverage. The rules
were written with most of the articles open, so that they are right there more
often than elsewhere, and the sample is no news. Of which kind an article is, is
a feature of its own in the fit and is left out of what is stored: the stored
weights are those of news that nobody has read, and the scale is learnt from
such articles alone. Prints the calibration under cross-validation by article,
for each kind.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from annotated import KINDS, annotated, row_of, scorer

from toolkit.attribution.confidence import PARTS, SCALE
from toolkit.attribution.extract import explained

if TYPE_CHECKING:
    from collections.abc import Container

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "attribution" / "ruleset" / "confidence.tsv"
FOLDS = 10
PENALTY = 2.0
"""Of the squared weights, the bias left out; chosen by cross-validated likelihood among 1, 2, 4."""
GROUPS = {
    "relation": ("inner relation", "inside marks", "verb", "gap", "rivals", "mentions"),
    "content": ("ends before", "begins behind", "kind", "words of the content", "holds a cue"),
    "speaker": ("speaker", "source", "mentions", "label", "sentence", "how", "flag", "sure"),
    "kind": ("words in marks", "begins behind", "kind"),
}
"""The groups of features that tell of each part; chosen by cross-validated likelihood from all of them."""


class Example(NamedTuple):
    """One relation that was found: its article, the kind of it, its features, and which parts are right.

    `right` is empty where the gold has no such relation.
    """

    article: str
    kind: str
    features: tuple[str, ...]
    right: dict[str, bool]

    def truth(self, part: str) -> bool:
        """Whether `part` of it is right."""
        return bool(self.right) if part == "relation" else self.right.get(part, False)


def examples(shared: Path) -> list[Example]:
    """Every relation found in the annotated articles."""
    score = scorer(shared)
    made = []
    for kind, texts, gold in annotated(shared, unread=True):
        for key, marked in gold.items():
            found = explained(texts[key])
            rows = [row_of(quotation) for quotation, _ in found]
            pairs = {j: i for i, j in score.pair(texts[key], marked["ars"], rows)}
            speakers = {a["speaker"] for a in marked["ars"] if a.get("speaker")}
            for j, (row, (_, known)) in enumerate(zip(rows, found, strict=True)):
                right = _right(score, texts[key], marked["ars"][pairs[j]], row, speakers) if j in pairs else {}
                made.append(Example(key, kind, known, right))
    return made


def _right(score: Any, text: str, gold: dict[str, Any], row: dict[str, Any], speakers: set[str]) -> dict[str, bool]:
    overlap = score.iou(score.words(text, gold["contents"]), score.words(text, row["contents"]))
    others = speakers - {gold.get("speaker")}
    who = score.same_speaker(gold.get("speaker"), row["speaker"], gold.get("type") == "person", others)
    return {"content": bool(overlap >= 0.5), "speaker": bool(who), "kind": gold["kind"] == row["kind"]}


class Model(NamedTuple):
    """The weights of one part, by the name of the feature."""

    weights: dict[str, float]

    def logit(self, found: Example) -> float:
        """The log-odds of the part being right in `found`."""
        return sum(self.weights[name] for name in _told(found, self.weights))


def _told(found: Example, names: Container[str]) -> list[str]:
    return [name for name in (*found.features, f"article={found.kind}") if name in names]


def model(part: str, made: list[Example]) -> Model:
    """The regression of a part on its groups of features and on the kind of the article."""
    seen = {name for found in made for name in found.features if name == "bias" or name.split("=")[0] in GROUPS[part]}
    names = sorted(seen | {f"article={kind}" for kind in KINDS[1:]})
    place = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(made), len(names)))
    for i, found in enumerate(made):
        x[i, [place[name] for name in _told(found, place)]] = 1
    penalty = np.array([0.01 if name == "bias" else PENALTY for name in names])
    fitted = fit(x, np.array([found.truth(part) for found in made], dtype=float), penalty)
    return Model(dict(zip(names, map(float, fitted), strict=True)))


def models(made: list[Example]) -> dict[str, Model]:
    """The regressions of all parts; content, speaker and kind are learnt from relations that are some."""
    return {part: model(part, [f for f in made if part == "relation" or f.right]) for part in PARTS}


def product(fitted: dict[str, Model], made: list[Example]) -> Any:
    """The log-odds of all parts being right, as if they were independent."""
    logits = np.array([[fitted[part].logit(found) for part in PARTS] for found in made])
    p = np.prod(1 / (1 + np.exp(-logits)), axis=1)
    return np.log(p / (1 - p))


def fit(x: Any, y: Any, penalty: Any) -> Any:
    """Weights of a penalised logistic regression, by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def report(p: Any, y: Any) -> None:
    """Prints how often relations of each confidence are right."""
    for low in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.3, 0.3: 0.5}.get(low, low + 0.1)
        inside = (p >= low) & (p < high if high < 1 else p <= 1)
        if inside.any():
            print(f"  {low:.1f}-{high:.1f}: {inside.sum():4d} of {len(y)} relations, right {y[inside].mean():.3f}")


def main() -> None:
    """Fits, prints the cross-validated calibration, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/ and score_attributions.py")
    made = examples(parser.parse_args().shared)
    y = np.array([bool(found.right) and all(found.right.values()) for found in made], dtype=float)
    articles = sorted({found.article for found in made})
    fold = np.array([articles.index(found.article) % FOLDS for found in made])
    odds = np.zeros(len(made))
    for k in range(FOLDS):
        fitted = models([found for found, at in zip(made, fold, strict=True) if at != k])
        odds[fold == k] = product(fitted, [found for found, at in zip(made, fold, strict=True) if at == k])
    x = np.column_stack([np.ones(len(made)), odds])
    unread = np.array([found.kind == KINDS[0] for found in made])
    p = np.zeros(len(made))
    for k in range(FOLDS):
        learnt = (fold != k) & unread
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[learnt], y[learnt], np.zeros(2))))
    for kind in KINDS:
        part = np.array([found.kind == kind for found in made])
        print(f"{kind}: {part.sum()} relations, {y[part].mean():.3f} right; cross-validated by article:")
        report(p[part], y[part])
    scale = fit(x[unread], y[unread], np.zeros(2))
    lines = [f"{SCALE}\t{name}\t{w:.3f}" for name, w in zip(("bias", "factor"), scale, strict=True)]
    for part, found in models(made).items():
        kept = found.weights.items()
        lines += [f"{part}\t{name}\t{w:.3f}" for name, w in kept if abs(w) >= 0.005 and not name.startswith("article=")]
    OUT.write_text("\n".join(["part\tfeature\tweight", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
