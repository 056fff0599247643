"""Events measured: pairs of real articles marked by hand, copies, the sample's events, and time.

The marks stand in event_pairs.tsv; event_pairs.toml says how they were drawn and made. Shares are weighted by how many
pairs each stratum has; the intervals draw pairs again within their strata. The vectors of find_events were chosen with
these pairs in sight, so that the figures flatter; its limit was not, which comes from articles of far-off days.
"""

from __future__ import annotations

import csv
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import SAMPLE, real_news, table

from toolkit.articles.datasets import load_dataset
from toolkit.articles.syndication import find_syndicated
from toolkit.measures.events import find_events

if TYPE_CHECKING:
    from measured import Outcome

HERE = Path(__file__).parent
DRAWS, SECONDS = 1999, 120
LEAST_PRECISION, LEAST_STORY, LEAST_RECALL, LEAST_COPIES = 0.55, 0.85, 0.6, 0.95
Array = np.ndarray[Any, np.dtype[Any]]


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints the tables and what does not hold."""
    outcome.say("## Events")
    of_sample(outcome)
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"On real news not measured: {path} is not there.")
        return
    articles = real_news(path)
    start = time.process_time()
    events = find_events(articles)
    seconds = time.process_time() - start
    several = events[events["event_articles"] > 1]
    outcome.say(
        f"{len(articles)} real articles in {seconds:.0f} s of one processor: {several['event_id'].nunique()} events of "
        f"several articles, {several[several['event_outlets'] > 1]['event_id'].nunique()} of several outlets, at a "
        f"similarity of {events['similarity_limit'].iloc[0]:.2f}."
    )
    if seconds > SECONDS:
        outcome.fail(f"events: {seconds:.0f} s for {len(articles)} articles; {SECONDS} are allowed")
    marked(events, outcome)
    copies(articles, events, outcome)


def marked(events: pd.DataFrame, outcome: Outcome) -> None:
    """Precision and recall on the marked pairs."""
    pairs = pd.read_csv(HERE / "event_pairs.tsv", sep="\t", dtype={"article_id": str, "other_id": str, "band": str})
    event = events.set_index("article_id")["event_id"]
    found = (pairs["article_id"].map(event) == pairs["other_id"].map(event)).to_numpy()
    label, known = pairs["label"].to_numpy(), (pairs["days"] == "known").to_numpy()
    strata = pairs.groupby(["days", "band"]).ngroup().to_numpy()
    weights = pairs["pairs"].to_numpy() / np.bincount(strata)[strata]
    rows = []
    for name, part in (("days known", known), ("unknown", ~known), ("all", known | ~known)):
        measures = [
            (found & (label == "same") & part, found & part),
            (found & (label != "other") & part, found & part),
            (found & (label == "same") & part, (label == "same") & part),
        ]
        cells = [share_with_interval(*each, weights, strata) for each in measures]
        rows.append(
            [name, str(part.sum()), str((found & part).sum()), *(f"{a:.2f} ({b:.2f}, {c:.2f})" for a, b, c in cells)]
        )
        if name == "all":
            limits = (LEAST_PRECISION, LEAST_STORY, LEAST_RECALL)
            for what, cell, least in zip(("precision", "precision (story)", "recall"), cells, limits, strict=True):
                if cell[0] < least:
                    outcome.fail(f"events: {what} {cell[0]:.2f}; {least} was reached")
    header = ("marked pairs", "pairs", "in one event", "precision", "precision, related too", "recall")
    outcome.say(table(header, rows))


def share_with_interval(part: Array, whole: Array, weights: Array, strata: Array) -> tuple[float, float, float]:
    """A weighted share and its 95 % interval, pairs drawn again within their strata."""
    generator = np.random.default_rng(0)
    places = [np.flatnonzero(strata == stratum) for stratum in np.unique(strata)]
    shares = []
    for _ in range(DRAWS):
        drawn = np.concatenate([generator.choice(own, len(own)) for own in places])
        total = weights[drawn][whole[drawn]].sum()
        shares.append(weights[drawn][part[drawn]].sum() / total if total else np.nan)
    low, high = np.nanquantile(shares, [0.025, 0.975])
    return float(weights[part].sum() / weights[whole].sum()), float(low), float(high)


def copies(articles: pd.DataFrame, events: pd.DataFrame, outcome: Outcome) -> None:
    """How many copies within three days are in one event, and what events have that copies have not."""
    groups = find_syndicated(articles, days=3)
    event = events.set_index("article_id")["event_id"]
    outlet = articles.set_index("article_id")["outlet"]
    pairs = _pairs(groups.loc[groups["group_size"] > 1], "group_id", outlet)
    together = sum(event[one] == event[other] for one, other in pairs)
    all_ = _pairs(events.loc[events["event_articles"] > 1], "event_id", outlet)
    outcome.say(
        f"Of {len(pairs)} pairs of copies in different outlets, {together} are in one event; of {len(all_)} pairs in "
        f"one event, {len(all_) - together} are no copies."
    )
    if together < LEAST_COPIES * len(pairs):
        outcome.fail(f"events: {together} of {len(pairs)} pairs of copies are in one event; {LEAST_COPIES} was reached")


def _pairs(rows: pd.DataFrame, column: str, outlet: pd.Series[Any]) -> list[tuple[str, str]]:
    return [
        pair
        for _, ids in rows.groupby(column)["article_id"]
        for pair in combinations(ids, 2)
        if outlet[pair[0]] != outlet[pair[1]]
    ]


def of_sample(outcome: Outcome) -> None:
    """The events of the sample coverage, which is on one topic throughout, against those it was written on."""
    with (HERE / "sample_events.tsv").open(encoding="utf-8", newline="") as lines:
        planted = {row["article_id"]: row["event"] for row in csv.DictReader(lines, delimiter="\t")}
    if not SAMPLE.is_dir():
        return
    events = find_events(load_dataset("sample")).set_index("article_id")["event_id"]
    known = [own for own in events.index if own in planted]
    pairs = list(combinations(known, 2))
    found = [events[one] == events[other] for one, other in pairs]
    true = [planted[one] == planted[other] for one, other in pairs]
    both = sum(one and other for one, other in zip(found, true, strict=True))
    outcome.say(
        f"Sample coverage ({len(known)} articles written on planned events): {both} of {sum(found)} pairs in one event "
        f"are on one planned event, and {both} of {sum(true)} pairs on one planned event were found."
    )
