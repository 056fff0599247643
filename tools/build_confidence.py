"""Fits the weights of `toolkit.attribution.confidence` on hand-annotated articles and stores them.

    python tools/build_confidence.py --shared ../shared

Needs the gold articles and the scorer of the shared folder, which the project
does not ship. Prints the calibration under cross-validation by article, which
is what to trust: the stored weights are fitted on all of them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np

from toolkit.attribution.extract import explained

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "attribution" / "ruleset" / "confidence.tsv"
SETS = ("news", "constructed")
FOLDS = 10
PENALTY = 2.0
"""Of the squared weights, the bias left out; chosen by cross-validated likelihood among 0.5, 1, 2, 4."""


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
    for name in SETS:
        articles = load(shared / "gold" / name / "articles.jsonl")
        for key, gold in load(shared / "gold" / name / "gold.jsonl").items():
            text = articles[key]["text"]
            found = explained(text)
            rows = [_row(quotation) for quotation, _ in found]
            pairs = {j: i for i, j in score.pair(text, gold["ars"], rows)}
            speakers = {a["speaker"] for a in gold["ars"] if a.get("speaker")}
            for j, (row, (_, known)) in enumerate(zip(rows, found, strict=True)):
                groups.append(key)
                features.append(known)
                right.append(j in pairs and _is_right(score, text, gold["ars"][pairs[j]], row, speakers))
    return groups, features, right


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
    print(f"{len(y)} relations, {y.mean():.3f} right; cross-validated by article:")
    report(p, y)
    weights = fit(x, y, penalty)
    lines = [f"{name}\t{weight:.3f}" for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.005]
    OUT.write_text("\n".join(["feature\tweight", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
