"""Accuracy on gold: predictions as the command line writes them, held against it by `validate_quotations`.

Where the scorer lies in the shared folder, every figure must be the one it gives.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from measured import SAMPLE, Outcome, run, table

from toolkit.articles.readers import read_articles
from toolkit.measures.validation import validate_quotations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MARKED = {
    "news-read": Path(__file__).with_name("gold") / "real_news.gold.jsonl",
    "news-unread": Path(__file__).with_name("gold") / "unread_news.gold.jsonl",
}
"""Our own gold of real news: what was read while rules were written, and what was not."""
SCORES = {
    "attribution": ("attribution", "optional"),
    "cue": ("cue", "optional"),
    "content": ("content", "optional"),
    "content=": ("content_exact", "optional"),
    "source=": ("source", "optional"),
    "speaker": ("speaker", "optional"),
    "*speaker": ("speaker", "counted"),
    "direct=": ("direct_exact", "optional"),
}
"""What the scorer calls a figure: our part, and how nominal relations count."""
LABELS = ("kind", "type", "sector", "gender")
WHOLES = {"nominal recall": ("nominal", "recall"), "whole": ("whole", "accuracy")}
GROUPS = ("sector", "kind", "outlet")
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
    """What was measured on a dataset: figures by name, 0..1, and the hash of the gold they were measured on.

    `differing` are figures that the scorer gives otherwise, `groups` the validation by each of `GROUPS`.
    """

    dataset: Dataset
    gold_hash: str
    figures: Mapping[str, float]
    differing: Sequence[str]
    groups: Mapping[str, pd.DataFrame]


def datasets(shared: Path, out: Path) -> list[Dataset]:
    """Those that are there; the sample coverage always is."""
    gold, trees = shared / "gold", shared / "gold" / "treebank"
    known = [
        Dataset("news", gold / "news" / "articles.jsonl", gold / "news" / "gold.jsonl", by_group=True),
        Dataset("constructed", gold / "constructed" / "articles.jsonl", gold / "constructed" / "gold.jsonl"),
        Dataset("pud", trees / "pud.articles.jsonl", trees / "pud.gold.jsonl", recall_only=True),
        Dataset("padt-dev", trees / "padt-dev.articles.jsonl", trees / "padt-dev.gold.jsonl", recall_only=True),
        Dataset("sample", SAMPLE / "articles.jsonl", SAMPLE / "gold.jsonl", by_group=True),
        *(Dataset(name, _drawn(shared, out, name), gold, by_group=True) for name, gold in MARKED.items()),
    ]
    return [dataset for dataset in known if dataset.articles.is_file() and dataset.gold.is_file()]


def _drawn(shared: Path, out: Path, name: str) -> Path:
    """The articles of our own gold, taken from the real ones; a file that is not there where those are not.

    Raises:
        SystemExit: An article is gone or has another text than the one its gold was marked on.
    """
    real, drawn = shared / "articles" / "real_news.jsonl.gz", out / f"{name}.drawn.jsonl"
    drawn.unlink(missing_ok=True)
    if real.is_file():
        marked = map(json.loads, MARKED[name].read_text("utf-8").splitlines())
        wanted = {row["id"]: row["text_sha256"] for row in marked}
        with gzip.open(real, "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row["article_id"] in wanted]
        texts = {row["article_id"]: hashlib.sha256(row["text"].encode()).hexdigest() for row in rows}
        if texts != wanted:
            wrong = ", ".join(sorted(key for key in wanted if texts.get(key) != wanted[key]))
            raise SystemExit(f"{real}: not there, or not with the text {MARKED[name].name} was marked on: {wrong}")
        drawn.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    return drawn


def measure(shared: Path, out: Path) -> list[Result]:
    """Predicts and scores every dataset that is there.

    Raises:
        SystemExit: The command line or the scorer failed.
    """
    scorer = shared / "score_attributions.py"
    return [_measure(dataset, scorer if scorer.is_file() else None, out) for dataset in datasets(shared, out)]


def _measure(dataset: Dataset, scorer: Path | None, out: Path) -> Result:
    predictions = out / f"{dataset.name}.predicted.jsonl"
    _checked("-m", "toolkit", "quotations", str(dataset.articles), "--format", "standoff", "--out", str(predictions))
    articles = read_articles(dataset.articles)
    tables = {
        nominal: validate_quotations(articles, dataset.gold, predictions, nominal=nominal).set_index("part")
        for nominal in ("optional", "counted")
    }
    figures = _figures(tables, "recall" if dataset.recall_only else "f1")
    differing = [] if scorer is None else _differing(dataset, scorer, articles, predictions, figures)
    if dataset.recall_only:
        figures = {name: value for name, value in figures.items() if name not in NOT_IN_TREES}
    groups = {by: validate_quotations(articles, dataset.gold, predictions, by=by) for by in GROUPS if dataset.by_group}
    return Result(dataset, hashlib.sha256(dataset.gold.read_bytes()).hexdigest(), figures, differing, groups)


def _differing(
    dataset: Dataset, scorer: Path, articles: pd.DataFrame, predictions: Path, ours: Mapping[str, float]
) -> list[str]:
    """The figures that the scorer gives otherwise."""
    plain = predictions.with_name(f"{dataset.name}.articles.jsonl")
    rows = articles[["article_id", "text"]].rename(columns={"article_id": "id"}).to_dict("records")
    plain.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")
    scored = json.loads(_checked(str(scorer), str(plain), str(dataset.gold), str(predictions), "--json"))
    theirs = {name: scored[name]["r" if dataset.recall_only else "f1"] for name in SCORES}
    theirs |= {f"{label} accuracy": scored["accuracy"].get(label) for label in LABELS}
    theirs |= {"nominal recall": scored["nominal_recall"], "whole": scored["whole"]}
    return [
        f"{name}: {ours.get(name)} by validate_quotations, {value} by the scorer"
        for name, value in theirs.items()
        if value is not None and abs(ours.get(name, -1.0) - value) > 1e-9
    ]


def _checked(*words: str) -> str:
    done = run(*words)
    if done.status:
        raise SystemExit(f"{' '.join(words)} ended with {done.status}:\n{done.err}")
    return done.out


def _figures(tables: Mapping[str, pd.DataFrame], figure: str) -> dict[str, float]:
    figures = {name: tables[nominal].loc[part, figure] for name, (part, nominal) in SCORES.items()}
    figures |= {f"{label} accuracy": tables["optional"].loc[label, "accuracy"] for label in LABELS}
    figures |= {name: tables["optional"].loc[part, column] for name, (part, column) in WHOLES.items()}
    return {name: float(value) for name, value in figures.items() if pd.notna(value)}


def tell(results: Sequence[Result], outcome: Outcome) -> None:
    """One table of all datasets, then recall by sector, kind and outlet."""
    outcome.say("## Accuracy")
    heads = [f"{r.dataset.name}{' (recall)' if r.dataset.recall_only else ''}" for r in results]
    rows = [[name, *(_cell(result.figures.get(name)) for result in results)] for name in SHOWN]
    outcome.say(table(["F1, or as named", *heads], rows))
    for result in results:
        for line in result.differing:
            outcome.fail(f"{result.dataset.name} {line}")
        for by, groups in result.groups.items():
            outcome.say(
                f"### {result.dataset.name}: by {by}\n\nRecall of relations, contents and speakers, and precision."
            )
            outcome.say(_groups(by, groups))


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _groups(by: str, table_: pd.DataFrame) -> str:
    parts = {part: rows.set_index(by) for part, rows in table_.groupby("part")}
    attribution = parts["attribution"].sort_values("gold", ascending=False)
    rows = []
    for name, row in attribution.iterrows():
        recalls = [parts[part].loc[[name], "recall"].iloc[0] for part in ("content", "speaker")]
        span = "–" if pd.isna(row["recall_low"]) else f"{row['recall_low']:.2f} to {row['recall_high']:.2f}"
        shares = [_cell(None if pd.isna(value) else value) for value in (*recalls, row["precision"])]
        rows.append(
            [str(name), str(row["gold"]), _cell(None if pd.isna(row["recall"]) else row["recall"]), span, *shares]
        )
    return table([by, "gold", "found", "interval", "content", "speaker", "precision"], rows)
