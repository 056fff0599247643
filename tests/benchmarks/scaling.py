"""Do seed words tell each other on real coverage, and do scores tell apart outlets that do not differ?

    python tests/benchmarks/run.py --only scaling

There is no gold of scores. Each seed of two lists of common words is placed by the others alone; and articles are dealt
out at random to outlets that so do not differ.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from measured import Outcome, real_news, table

from toolkit.measures.polarity import polarity_table, scale_stability
from toolkit.measures.scaling import scale_articles, scale_means

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "نجاح إنجاز تقدم سلام فوز جائزة تطوير تعاون ازدهار استقرار متميز احتفال فرحة نمو دعم أمل إشادة تكريم صداقة تحسن"
BAD = "أزمة خسارة كارثة هجوم مقتل انهيار فشل خطر قصف ضحية جريمة حرب عنف تفاقم إصابة فساد تدهور اعتقال تهديد دمار"
ARTICLES, SPLITS, OUTLETS, MOST, ORDER = 600, 200, 4, 0.05, 0.9
COVERAGES = {"Saudi papers, 2015": "inparallel/", "papers of ten countries, 2012": "Nasreddine/", "all": ""}


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints how often seeds are put in order, and how often random outlets are told apart; and what does not hold."""
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"## Scaling\n\nNot measured: {path.name} is not there.")
        return
    articles = real_news(path)
    seeds = dict.fromkeys(GOOD.split(" "), 1.0) | dict.fromkeys(BAD.split(" "), -1.0)
    rows, false = [], []
    for name, start in COVERAGES.items():
        own = articles[articles["origin"].astype(str).str.startswith(start)]
        own = own.sample(ARTICLES, random_state=0).reset_index(drop=True)
        begun = time.perf_counter()
        polarity = polarity_table(own, seeds)
        seconds = time.perf_counter() - begun
        k = int(polarity["k"].iloc[0])
        found = scale_stability(own, seeds, k=[k, 300]).set_index("k")["seeds_in_order"]
        scored = scale_articles(own, polarity)
        told = [
            scale_means(scored.assign(dealt=np.random.default_rng(seed).permutation(ARTICLES) % OUTLETS), by="dealt")
            for seed in range(SPLITS)
        ]
        false.append(float(np.mean([(means["p"] < MOST).mean() for means in told])))
        any_ = np.mean([(means["p_adjusted"] < MOST).any() for means in told])
        figures = [str(k), f"{found[k]:.2f}", f"{found[300]:.2f}", f"{false[-1]:.3f}", f"{any_:.3f}", f"{seconds:.0f}"]
        rows.append([f"{name} ({ARTICLES} articles)", *figures])
        if found[k] < ORDER:
            outcome.fail(f"scaling: {found[k]:.2f} of pairs of seeds are in order in {name}")
    if np.mean(false) > MOST + 0.01:  # of 2,400 tests
        outcome.fail(f"scaling: {np.mean(false):.3f} of random outlets differ at 0.05")
    head = ("coverage", "dimensions", "seeds in order", "with 300", "random outlets p < 0.05", "any, BH", "seconds")
    outcome.say(f"## Scaling\n\nSeed words placed by the other ones; {SPLITS} random deals.\n\n{table(head, rows)}")
