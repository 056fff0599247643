"""How often the vocabulary of a frame is what a coder called that frame, and how long ten thousand articles take.

    python tests/benchmarks/frames.py ../shared

Whoever wrote the lexicon read the articles of one half of gold, told by the hash of their ids, and chose between a few
thresholds there; of the other half nobody read a word, but its figures were seen while the lexicon grew.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from measured import Outcome, real_news, table

from toolkit.articles.standoff import frame_standoff
from toolkit.measures.frame_validation import validate_frames
from toolkit.measures.frames import frame_table

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST, COMMONEST = 0.50, 3
ARTICLES, SECONDS = 10_000, 60


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints the figures of all of gold and of its halves, by frame, and the speed."""
    texts, gold = shared / "gold" / "news" / "articles.jsonl", shared / "gold" / "news" / "gold.jsonl"
    if not gold.is_file():
        outcome.say(f"## Frames\n\nNot measured: {gold} is not there.")
        return
    articles = pd.DataFrame(_lines(texts)).rename(columns={"id": "article_id"})
    records = [record for record in _lines(gold) if "frames" in record]
    frames = frame_table(articles, evidence=False)
    halves = {
        "all": records,
        **{name: [one for one in records if _half(one["id"]) == name] for name in ("read", "unread")},
    }
    rows = []
    for name, own in halves.items():
        found = validate_frames(frames, own).set_index("frame")
        micro, macro, primary = (found.loc[row] for row in ("micro", "macro", "primary"))
        figures = [_with_ends(micro, figure) for figure in ("precision", "recall", "f1")]
        figures += [_with_ends(macro, "f1"), _with_ends(primary, "accuracy"), f"{_always(own):.3f}"]
        rows.append((name, str(int(micro["articles"])), *figures))
    head = (
        "half",
        "articles",
        "precision",
        "recall",
        "micro-F1",
        "macro-F1",
        "primary",
        f"always the {COMMONEST} commonest",
    )
    outcome.say(f"## Frames\n\nThe vocabulary of the fifteen policy frames beside coded frames.\n\n{table(head, rows)}")
    whole = validate_frames(frames, records)
    each = whole[~whole["frame"].isin(["macro", "primary"])]
    outcome.say(
        table(
            ("frame", "coded", "found", "right", "precision", "recall", "f1", "alpha", "reliability"),
            [
                (
                    *(str(row[name]) for name in ("frame", "coded_with", "found", "right")),
                    *(
                        "–" if pd.isna(row[name]) else f"{row[name]:.2f}"
                        for name in ("precision", "recall", "f1", "alpha")
                    ),
                    str(row["reliability"]),
                )
                for row in each.to_dict("records")
            ],
        )
    )
    micro = float(whole.set_index("frame").loc["micro", "f1"])
    if micro < LEAST:
        outcome.fail(f"frames: micro-F1 is {micro:.3f}, wanted {LEAST} or more")
    _scored(shared, articles, frames, outcome)
    _speed(shared / "articles" / "real_news.jsonl.gz", outcome)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _half(article: str) -> str:
    return "unread" if int(hashlib.sha256(article.encode()).hexdigest(), 16) % 2 else "read"


def _with_ends(row: pd.Series[Any], name: str) -> str:
    return f"{row[name]:.3f} ({row[f'{name}_low']:.2f}-{row[f'{name}_high']:.2f})"


def _always(records: Iterable[dict[str, Any]]) -> float:
    """Micro-F1 of naming the commonest frames of these very records in every article."""
    coded = [set(record["frames"]) for record in records]
    often = Counter(frame for own in coded for frame in own)
    named = {frame for frame, _ in often.most_common(COMMONEST)}
    right = sum(len(own & named) for own in coded)
    return 2 * right / (COMMONEST * len(coded) + sum(map(len, coded)))


def _scored(shared: Path, articles: pd.DataFrame, frames: pd.DataFrame, outcome: Outcome) -> None:
    """What the scorer of the gold says, which reads frames beside relations."""
    scorer = shared / "score_attributions.py"
    if not scorer.is_file():
        return
    lines = (json.dumps(record | {"ars": []}, ensure_ascii=False) for record in frame_standoff(articles, frames))
    gold = shared / "gold" / "news"
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as predicted:
        predicted.write("\n".join(lines) + "\n")
        predicted.flush()
        words = [sys.executable, str(scorer), str(gold / "articles.jsonl"), str(gold / "gold.jsonl"), predicted.name]
        said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    outcome.say("The scorer: " + next((line for line in said.splitlines() if line.startswith("frames")), "no frames"))


def _speed(path: Path, outcome: Outcome) -> None:
    if not path.is_file():
        outcome.say(f"Speed not measured: {path} is not there.")
        return
    articles = real_news(path)
    more = articles.assign(article_id="again " + articles["article_id"].astype(str))
    articles = pd.concat([articles, more]).head(ARTICLES)
    start = time.process_time()
    found = frame_table(articles)
    seconds = time.process_time() - start
    shares = found.groupby("frame")["present"].mean().sort_values(ascending=False)
    several = found.groupby("article_id")["present"].sum()
    outcome.say(
        f"{len(articles):,} real articles with all evidence: {seconds:.0f} s of one core. An article has "
        f"{several.mean():.2f} frames, {(several == 0).mean():.1%} have none; "
        + ", ".join(f"{frame} {share:.1%}" for frame, share in shares.items())
        + "."
    )
    if seconds > SECONDS:
        outcome.fail(f"frames: {len(articles):,} articles took {seconds:.0f} s, wanted {SECONDS}")


if __name__ == "__main__":
    measure(Path(sys.argv[1]), Outcome())
