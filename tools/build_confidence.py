"""Fits the weights of `toolkit.attribution.confidence` on hand-annotated articles and stores them.

    python tools/build_confidence.py --shared ../shared

Needs the gold articles and the scorer of the shared folder, which the project
does not ship, beside the project's own gold and its sample coverage. The rules
were written with most of the articles open, so that they are right there more
often than elsewhere, and the sample is no news. Of which kind an article is, is
a feature of its own in the fit and is left out of what is stored: the stored
weights are those of news that nobody has read. They are drawn out by a factor
so that the surest third of the relations in real articles has 0.9 and above,
of which more than nine in ten are right; single relations of 0.9 are right a
little less often. Prints how often those of each confidence are right, under
cross-validation by article, for each kind.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from annotated import KINDS, annotated, row_of, scorer
from regression import cross_validated, fitted, stored

from toolkit.attribution.extract import explained

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "attribution" / "ruleset" / "confidence.tsv"
REAL = KINDS[:2]
PENALTY = 10.0
"""Of the squared weights, the bias left out; chosen by cross-validated likelihood among 5, 10, 20."""
SURE, SHARE = 0.9, 0.35
"""So many of the relations in real articles shall have this confidence or more."""
SEEN = 15
"""How many relations a feature must hold of to be weighed."""


class Example(NamedTuple):
    """One relation that was found: its article, the kind of it, its features, and whether it is right."""

    article: str
    kind: str
    features: tuple[str, ...]
    right: bool

    @property
    def told(self) -> tuple[str, ...]:
        """Its features with the kind of its article."""
        return (*self.features, f"article={self.kind}")


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
                right = j in pairs and _is_right(score, texts[key], marked["ars"][pairs[j]], row, speakers)
                made.append(Example(key, kind, known, right))
    return made


def _is_right(score: Any, text: str, gold: dict[str, Any], row: dict[str, Any], speakers: set[str]) -> bool:
    overlap = score.iou(score.words(text, gold["contents"]), score.words(text, row["contents"]))
    others = speakers - {gold.get("speaker")}
    who = score.same_speaker(gold.get("speaker"), row["speaker"], gold.get("type") == "person", others)
    return bool(overlap >= 0.5 and who and gold["kind"] == row["kind"])


def names_of(made: Iterable[Example]) -> list[str]:
    """What is weighed: features seen often enough, and every kind of article but the first."""
    seen = Counter(name for found in made for name in found.features)
    return sorted(name for name, count in seen.items() if count >= SEEN) + [f"article={kind}" for kind in KINDS[1:]]


def report(p: Any, y: Any) -> None:
    """Prints how often relations of each confidence are right, and how surely right and wrong ones are told apart."""
    for low in (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        high = {0.0: 0.3, 0.3: 0.5}.get(low, low + 0.1)
        inside = (p >= low) & (p < high if high < 1 else p <= 1)
        if inside.any():
            print(f"  {low:.1f}-{high:.1f}: {inside.sum():4d} of {len(y)} relations, right {y[inside].mean():.3f}")
    ranks = p.argsort().argsort()
    right = int(y.sum())
    area = (ranks[y == 1].sum() - right * (right - 1) / 2) / (right * (len(y) - right))
    print(f"  area under the curve {area:.3f}")


def main() -> None:
    """Fits, prints the cross-validated calibration, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/ and score_attributions.py")
    made = examples(parser.parse_args().shared)
    names = names_of(made)
    rows, right = [found.told for found in made], [found.right for found in made]
    odds = cross_validated(rows, right, [found.article for found in made], names, PENALTY)
    y = np.array(right, dtype=float)
    real = np.array([found.kind in REAL for found in made])
    factor = np.log(SURE / (1 - SURE)) / np.quantile(odds[real], 1 - SHARE)
    odds *= factor
    surest = real & (odds >= np.log(SURE / (1 - SURE)))
    print(f"factor {factor:.3f}: {surest.sum() / real.sum():.3f} have {SURE} or more, right {y[surest].mean():.3f}")
    for kind in KINDS:
        part = np.array([found.kind == kind for found in made])
        print(f"{kind}: {part.sum()} relations, {y[part].mean():.3f} right; cross-validated by article:")
        report(1 / (1 + np.exp(-odds[part])), y[part])
    weights = fitted(rows, right, names, PENALTY).items()
    stored(OUT, {name: factor * weight for name, weight in weights if not name.startswith("article=")})


if __name__ == "__main__":
    main()
