"""The hand-annotated articles on which the tools of this folder fit weights, with the scorer that compares."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["KINDS", "annotated", "row_of", "scorer"]

KINDS = ("unread", "real", "open", "sample")
"""Real articles annotated by us that nobody has read for the rules, those that were, those of the shared folder that
were open while the rules were written, and the sample."""
_ROOT = Path(__file__).resolve().parent.parent
_SETS = ("news", "constructed")
_GOLD = _ROOT / "tests" / "benchmarks" / "gold"
_REAL = {"real": "real_news.gold.jsonl", "unread": "unread_news.gold.jsonl"}
_SAMPLE = _ROOT / "datasets" / "sample"


def annotated(shared: Path, *, unread: bool = False) -> Iterator[tuple[str, dict[str, str], dict[str, Any]]]:
    """The kind, the texts and the gold of each set, both by id; the treebanks are none.

    Args:
        shared: The shared folder.
        unread: Whether the articles that nobody has read are wanted too, which no rule may be made from.
    """
    for name in _SETS:
        rows = _load(shared / "gold" / name / "articles.jsonl")
        yield "open", {key: row["text"] for key, row in rows.items()}, _load(shared / "gold" / name / "gold.jsonl")
    with gzip.open(shared / "articles" / "real_news.jsonl.gz", "rt", encoding="utf-8") as lines:
        real = {row["article_id"]: row["text"] for row in map(json.loads, lines)}
    for kind in ("real", "unread")[: 1 + unread]:
        gold = _load(_GOLD / _REAL[kind])
        yield kind, {key: real[key] for key in gold}, gold
    sample = (_SAMPLE / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    yield "sample", {row["article_id"]: row["text"] for row in map(json.loads, sample)}, _load(_SAMPLE / "gold.jsonl")


def _load(path: Path) -> dict[str, Any]:
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {row["id"]: row for row in rows}


def scorer(shared: Path) -> Any:
    """The scorer of the shared folder, as a module.

    Raises:
        SystemExit: It is not there.
    """
    spec = importlib.util.spec_from_file_location("score_attributions", shared / "score_attributions.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score_attributions.py in {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def row_of(quotation: Any) -> dict[str, Any]:
    """A relation as the scorer reads it."""
    return {
        "cue": list(quotation.cue) if quotation.cue else None,
        "source": list(quotation.source) if quotation.source else None,
        "contents": [list(span) for span in quotation.contents],
        "speaker": quotation.speaker,
        "kind": quotation.kind,
    }
