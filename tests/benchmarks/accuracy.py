"""Accuracy on gold: predictions as the command line writes them, scored by the scorer in the shared folder."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matching import Judged, Matching, match
from measured import SAMPLE, Outcome, run, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SCORES = ("attribution", "cue", "content", "content=", "source=", "speaker", "*speaker", "direct=")
LABELS = ("kind", "type", "sector", "gender")
WHOLES = {"nominal recall": "nominal_recall", "whole": "whole"}
NOT_IN_TREES = ("speaker", "*speaker", "whole")
SHOWN = (*SCORES, *(f"{label} accuracy" for label in LABELS), *WHOLES)


@dataclass(frozen=True)
class Dataset:
    """Articles with gold. Of a treebank recall alone counts, and not of speakers: it marks some attributions only."""

    name: str
    articles: Path
    gold: Path
    recall_only: bool = False
    by_group: bool = False


@dataclass(frozen=True)
class Result:
    """What was measured on a dataset: figures by name, 0..1, and the hash of the gold they were measured on."""

    dataset: Dataset
    gold_hash: str
    figures: Mapping[str, float]
    matching: Matching | None


def datasets(shared: Path) -> list[Dataset]:
    """Those that are there; the sample coverage always is."""
    gold, trees = shared / "gold", shared / "gold" / "treebank"
    known = [
        Dataset("news", gold / "news" / "articles.jsonl", gold / "news" / "gold.jsonl", by_group=True),
        Dataset("constructed", gold / "constructed" / "articles.jsonl", gold / "constructed" / "gold.jsonl"),
        Dataset("pud", trees / "pud.articles.jsonl", trees / "pud.gold.jsonl", recall_only=True),
        Dataset("padt-dev", trees / "padt-dev.articles.jsonl", trees / "padt-dev.gold.jsonl", recall_only=True),
        Dataset("sample", SAMPLE / "articles.jsonl", SAMPLE / "gold.jsonl", by_group=True),
    ]
    return [dataset for dataset in known if dataset.articles.is_file() and dataset.gold.is_file()]


def measure(shared: Path, out: Path) -> list[Result]:
    """Predicts and scores every dataset that is there.

    Raises:
        SystemExit: The command line or the scorer failed.
    """
    scorer = shared / "score_attributions.py"
    return [_measure(dataset, scorer if scorer.is_file() else None, out) for dataset in datasets(shared)]


def _measure(dataset: Dataset, scorer: Path | None, out: Path) -> Result:
    predictions = out / f"{dataset.name}.predicted.jsonl"
    _checked("-m", "toolkit", "quotations", str(dataset.articles), "--format", "standoff", "--out", str(predictions))
    articles = {row.get("id") or row["article_id"]: row for row in _rows(dataset.articles)}
    figures: dict[str, float] = {}
    if scorer is not None:
        plain = out / f"{dataset.name}.articles.jsonl"
        lines = (json.dumps({"id": name, "text": row["text"]}, ensure_ascii=False) for name, row in articles.items())
        plain.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        scored = _checked(str(scorer), str(plain), str(dataset.gold), str(predictions), "--json")
        figures = _figures(json.loads(scored), "r" if dataset.recall_only else "f1")
        if dataset.recall_only:
            figures = {name: value for name, value in figures.items() if name not in NOT_IN_TREES}
    matching = None
    if dataset.by_group:
        matching = match(articles, _by_id(dataset.gold), _by_id(predictions))
        figures |= {f"own {part}": matching.f1(part) for part in ("found", "content", "speaker")}
    return Result(dataset, hashlib.sha256(dataset.gold.read_bytes()).hexdigest(), figures, matching)


def _checked(*words: str) -> str:
    done = run(*words)
    if done.status:
        raise SystemExit(f"{' '.join(words)} ended with {done.status}:\n{done.err}")
    return done.out


def _figures(scored: Mapping[str, Any], part: str) -> dict[str, float]:
    figures = {name: scored[name][part] for name in SCORES}
    figures |= {f"{label} accuracy": scored["accuracy"].get(label) for label in LABELS}
    figures |= {name: scored[key] for name, key in WHOLES.items()}
    return {name: value for name, value in figures.items() if value is not None}


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def _by_id(path: Path) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in _rows(path)}


def tell(results: Sequence[Result], outcome: Outcome) -> None:
    """One table of all datasets, then recall by sector, kind and outlet."""
    outcome.say("## Accuracy")
    if any("attribution" in result.figures for result in results):
        heads = [f"{r.dataset.name}{' (recall)' if r.dataset.recall_only else ''}" for r in results]
        rows = [[name, *(_cell(result.figures.get(name)) for result in results)] for name in SHOWN]
        outcome.say(table(["F1, or as named", *heads], rows))
    for result in results:
        if result.matching is not None:
            _tell_groups(result.dataset.name, result.matching, outcome)


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _tell_groups(name: str, matching: Matching, outcome: Outcome) -> None:
    scores = ", ".join(f"{part} {matching.f1(part):.3f}" for part in ("found", "content", "speaker"))
    outcome.say(
        f"### {name}: recall by group\n\nNominal relations aside; counted more simply than by the scorer "
        f"(see tests/benchmarks/matching.py). F1 over all: {scores}."
    )
    groups = {"sector": _sector, "kind": _kind, "outlet": lambda one: one.outlet}
    for group, key in groups.items():
        rows = [
            [label, str(size), *(f"{share:.2f}" for share in shares)] for label, size, *shares in matching.recall(key)
        ]
        outcome.say(table([group, "gold", "found", "content", "speaker"], rows))


def _sector(one: Judged) -> str:
    return str(one.gold.get("sector") or "unknown")


def _kind(one: Judged) -> str:
    return str(one.gold["kind"])
