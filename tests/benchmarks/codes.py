"""What is learnt from coded articles: frames of gold, outlets left out; and whether corrected shares hold.

    python tests/benchmarks/run.py --only codes

Shares are measured where the truth is known: an article of real coverage counts as coded with a frame where its
vocabulary says so, a hundred of them are taken as coded, and the share of all is estimated from these.
"""

from __future__ import annotations

import gzip
import json
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import Outcome, table

from toolkit.measures.code_frequency import code_frequency
from toolkit.measures.code_validation import validate_codes
from toolkit.measures.frames import frame_table
from toolkit.measures.learnt_codes import code_articles, learn_codes
from toolkit.measures.terms import term_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMONEST = 3
RUNS, FEW, CODED, HELD = 60, 10, 100, 0.90  # of 60 intervals of 95 %, three are expected not to hold
FRAMES = ("economic", "security_defense", "health_safety")
COVERAGE = ("origin", "inparallel/")


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints precision, recall and F1 on gold, how far shares are right, and what does not hold."""
    outcome.say("## Codes learnt from coded articles")
    _gold(shared / "gold" / "news", outcome)
    _shares(shared / "articles" / "real_news.jsonl.gz", outcome)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        yield from map(json.loads, lines)


def _gold(folder: Path, outcome: Outcome) -> None:
    if not (folder / "gold.jsonl").is_file():
        outcome.say("Not measured on gold: it is not there.")
        return
    articles, codes = (
        pd.DataFrame(list(_lines(folder / f"{name}.jsonl"))).rename(columns={"id": "article_id"})
        for name in ("articles", "gold")
    )
    start = time.perf_counter()
    found = validate_codes(articles, codes, of="frames")
    seconds = time.perf_counter() - start
    # codes that too few articles have are never assigned, and count
    having = int(codes["frames"].map(len).sum())
    always = codes["frames"].explode().value_counts().head(COMMONEST).sum()
    rows = [[f"always the {COMMONEST} commonest", "", "", f"{2 * always / (COMMONEST * len(codes) + having):.2f}", ""]]
    scores = {}
    for left_out, own in found.groupby("left_out", sort=False):
        micro = own[own["code"] == "micro"].iloc[0]
        right, assigned = int(micro["right"]), int(micro["assigned"])
        scores[left_out] = 2 * right / (assigned + having)
        figures = [f"{right / assigned:.2f}", f"{right / having:.2f}", f"{scores[left_out]:.2f}"]
        rows.append([f"{left_out} left out, all {codes['frames'].explode().nunique()} frames", *figures, ""])
        for row in own[~own["code"].isin(["micro", "macro"])].itertuples():
            ends = "" if np.isnan(row.f1_low) else f"{row.f1_low:.2f} to {row.f1_high:.2f}"
            figures = ["" if np.isnan(value) else f"{value:.2f}" for value in (row.precision, row.recall, row.f1)]
            rows.append([f"{left_out}: {row.code} ({row.coded_with})", *figures, ends])
    head = ("left out", "precision", "recall", "F1", "95 %")
    outcome.say(f"{len(codes)} articles of gold, learnt and judged in {seconds:.0f} s.\n\n{table(head, rows)}")
    baseline = 2 * always / (COMMONEST * len(codes) + having)
    for left_out, score in scores.items():
        if score < baseline:
            outcome.fail(f"codes: micro-F1 {score:.2f} with {left_out} left out is below {baseline:.2f}, of no model")


def _shares(path: Path, outcome: Outcome) -> None:
    if not path.is_file():
        outcome.say(f"Shares are not measured: {path.name} is not there.")
        return
    every = pd.DataFrame([row for row in _lines(path) if str(row[COVERAGE[0]]).startswith(COVERAGE[1])])
    every = every.assign(article_id=every["article_id"].astype(str))
    frames = frame_table(every, evidence=False).pivot_table(
        index="article_id", columns="frame", values="present", aggfunc="max"
    )
    codes = frames[list(FRAMES)].astype(int).reset_index()
    terms = term_matrix(every)
    estimates = []
    for seed in range(RUNS):
        drawn = codes.sample(CODED, random_state=seed)
        found = code_frequency(every, drawn, of=list(FRAMES), terms=terms, seed=seed).set_index("code")
        naive: dict[str, float] = {}
        if seed < FEW:  # the words of all articles are read anew
            learnt = learn_codes(every, drawn, of=list(FRAMES), terms=terms, seed=seed)
            naive = code_articles(every, learnt).groupby("code")["assigned"].mean().to_dict()
        for frame in FRAMES:
            share = float(drawn[frame].mean())
            half = 1.96 * (share * (1 - share) / CODED) ** 0.5
            estimates.append(found.loc[frame].to_dict() | {"code": frame, "naive": naive.get(frame), "half": half})
    rows = []
    for frame, own in pd.DataFrame(estimates).groupby("code", sort=False):
        truth = float(codes[frame].mean())
        held = ((own["share_low"] <= truth) & (truth <= own["share_high"])).mean()
        wide, alone = (own["share_high"] - own["share_low"]).mean(), 2 * own["half"].mean()
        figures = [own["share"].mean() - truth, own["naive"].astype(float).mean() - truth]
        rows.append([f"{frame} ({truth:.2f})", *(f"{v:+.3f}" for v in figures), f"{held:.2f}", f"{wide / alone:.2f}"])
        if held < HELD:
            outcome.fail(f"codes: {held:.2f} of intervals hold the share of {frame}")
    head = (
        "frame (its share)",
        "error, corrected",
        "error, counted as assigned",
        "intervals hold",
        "width to coded alone",
    )
    outcome.say(f"{len(every)} articles, {CODED} coded at random, {RUNS} times.\n\n{table(head, rows)}")
