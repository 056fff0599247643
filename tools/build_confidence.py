"""Fits the weights of `toolkit.attribution.confidence` on hand-annotated articles and stores them.

    python tools/build_confidence.py --shared ../shared

Needs the gold articles and the scorer of the shared folder, which the project
does not ship. The rules were written with most of these articles open, so that
they are right there more often than elsewhere. Whether an article was open is a
feature of its own in the fit and is left out of what is stored: the stored
weights are those of articles that nobody has read. Prints the calibration under
cross-validation by article, for all of them and for the fresh ones alone.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from toolkit.attribution.extract import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "attribution" / "ruleset" / "confidence.tsv"
SETS = ("news", "constructed")
"""Those that were open while the rules were written."""
FRESH = Path(__file__).resolve().parent.parent / "tests" / "benchmarks" / "gold" / "real_news.gold.jsonl"
OPEN = "open"
FOLDS = 10
PENALTY = 4.0
"""Of the squared weights, the bias left out; chosen by cross-validated likelihood among 1, 2, 4, 8."""


def load(path: Path) -> dict[str, Any]:
    """The rows of a JSONL file by their id."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row for row in rows}


def scorer(shared: Path) -> Any:
    """The scorer of the shared folder, as a module."""
    spec = importlib.util.spec_from_file_location("score_attributions", shared / "score_attributions.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score_attributions.py in {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def examples(shared: Path) -> tuple[list[str], list[tuple[str, ...]], list[bool]]:
    """For every relation found: its article, its features, and whether it is right."""
    score = scorer(shared)
    groups, features, right = [], [], []
    for texts, gold, extra in [*_open(shared), _fresh(shared)]:
        for key, marked in gold.items():
            found = explained(texts[key])
            rows = [_row(quotation) for quotation, _ in found]
            pairs = {j: i for i, j in score.pair(texts[key], marked["ars"], rows)}
            speakers = {a["speaker"] for a in marked["ars"] if a.get("speaker")}
            for j, (row, (_, known)) in enumerate(zip(rows, found, strict=True)):
                groups.append(key)
                features.append((*known, *extra))
                right.append(j in pairs and _is_right(score, texts[key], marked["ars"][pairs[j]], row, speakers))
    return groups, features, right


def _open(shared: Path) -> Iterator[tuple[dict[str, str], dict[str, Any], tuple[str, ...]]]:
    for name in SETS:
        articles = load(shared / "gold" / name / "articles.jsonl")
        texts = {key: row["text"] for key, row in articles.items()}
        yield texts, load(shared / "gold" / name / "gold.jsonl"), (OPEN,)


def _fresh(shared: Path) -> tuple[dict[str, str], dict[str, Any], tuple[str, ...]]:
    gold = load(FRESH)
    with gzip.open(shared / "articles" / "real_news.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["article_id"] in gold]
    return {row["article_id"]: row["text"] for row in rows}, gold, ()


def _row(quotation: Any) -> dict[str, Any]:
    return {
        "cue": list(quotation.cue) if quotation.cue else None,
        "source": list(quotation.source) if quotation.source else None,
        "contents": [list(span) for span in quotation.contents],
        "speaker": quotation.speaker,
        "kind": quotation.kind,
    }


def _is_right(score: Any, text: str, gold: dict[str, Any], row: dict[str, Any], speakers: set[str]) -> bool:
    overlap = score.iou(score.words(text, gold["contents"]), score.words(text, row["contents"]))
    others = speakers - {gold.get("speaker")}
    who = score.same_speaker(gold.get("speaker"), row["speaker"], gold.get("type") == "person", others)
    return bool(overlap >= 0.5 and who and gold["kind"] == row["kind"])


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
    groups, features, right = examples(parser.parse_args().shared)
    names = sorted({name for row in features for name in row})
    place = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(features), len(names)))
    for i, row in enumerate(features):
        x[i, [place[name] for name in row]] = 1
    y = np.array(right, dtype=float)
    penalty = np.array([0.01 if name == "bias" else PENALTY for name in names])
    articles = sorted(set(groups))
    fold = np.array([articles.index(group) % FOLDS for group in groups])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k], penalty)))
    fresh = np.array([OPEN not in row for row in features])
    for label, part in (("all", fresh | True), ("fresh", fresh)):
        print(f"{label}: {part.sum()} relations, {y[part].mean():.3f} right; cross-validated by article:")
        report(p[part], y[part])
    weights = fit(x, y, penalty)
    lines = [
        f"{name}\t{weight:.3f}"
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= 0.005 and name != OPEN
    ]
    OUT.write_text("\n".join(["feature\tweight", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
