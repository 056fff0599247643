"""Words in context: how fast they are found, whether their measures find what is not there, what intervals cover.

    python tests/benchmarks/run.py --only words

Places drawn at random draw no word, and outlets dealt out at random do not differ: every word that is found then is
false. Intervals are looked at in samples of articles, whose coverage as a whole gives the true values.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import ROOT, Outcome, real_news, table

from toolkit.measures.actors import naming_table
from toolkit.measures.association import adjusted_p
from toolkit.measures.collocates import collocations
from toolkit.measures.collocation import association_p, collocation_intervals, collocation_scores, log_dice
from toolkit.measures.concordance import concordance
from toolkit.measures.relabelling import relabelled_p
from toolkit.measures.vicinity import Vicinity, Words, around, words_of
from toolkit.words.occurrences import Phrases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Array = np.ndarray[Any, np.dtype[Any]]

ACTOR = ("الجيش الإسرائيلي", "جيش الاحتلال", "الاحتلال")
DRAWS, DRAWN, MOST = 100, 400, 0.10
SAMPLES, SIZES = 100, (1000, 3000)
LEAST_COVER = 0.90
NAMES = (10, 1000)


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints how often clitics are told, the speed, what is falsely found, and what intervals cover."""
    outcome.say("## Words in context")
    _clitics(outcome)
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"Not measured on real articles: {path.name} is not there.")
        return
    articles = real_news(path)
    _speed(articles, outcome)
    read = words_of(articles, Phrases(ACTOR))
    _false(read, outcome)
    _cover(around(read, window=5, least=15), outcome)


def _clitics(outcome: Outcome) -> None:
    """The forms of tests/cases/clitics.tsv: each is to be found by its base, and by nothing shorter."""
    lines = (ROOT / "tests" / "cases" / "clitics.tsv").read_text("utf-8").splitlines()[1:]
    rows = []
    for half in ("dev", "test"):
        own = [cells[1:] for cells in (line.split("\t") for line in lines) if cells[0] == half]
        bound = [Phrases([base]).found(form) != [] for proclitics, base, form in own if proclitics]
        whole = [form for proclitics, _, form in own if not proclitics and form[0] in "وفبكل" and len(form) > 3]
        false = [Phrases([form[1:]]).found(form) != [] for form in whole]
        rows.append([half, f"{np.mean(bound):.3f}", str(len(bound)), f"{np.mean(false):.3f}", str(len(false))])
    head = ("forms", "found by their base", "of", "falsely found without their first letter", "of")
    outcome.say(table(head, rows))


def _speed(articles: pd.DataFrame, outcome: Outcome) -> None:
    spellings = [f"اسم{number} عائلة{number}" for number in range(max(NAMES))]
    calls: dict[str, Callable[[], pd.DataFrame]] = {
        "concordance of a rare word": lambda: concordance(articles, "فيروس"),
        "concordance of the commonest": lambda: concordance(articles, "في"),
        **{
            f"naming table of {count:,} names": lambda count=count: naming_table(
                articles, pd.DataFrame({"actor": "أ", "variant": spellings[:count]})
            )
            for count in NAMES
        },
        "collocations, first call": lambda: collocations(articles, ACTOR),
        "collocations by outlet, tested": lambda: collocations(articles, ACTOR, by="outlet", test=True),
    }
    rows = []
    for name, call in calls.items():
        start = time.perf_counter()
        rows.append([name, str(len(call())), f"{time.perf_counter() - start:.1f}"])
    outcome.say(f"Speed on {len(articles):,} articles.\n\n{table(('call', 'rows', 'seconds'), rows)}")


def _false(read: Words, outcome: Outcome) -> None:
    chance = np.random.default_rng(1)
    numbers = np.arange(read.articles)
    starts, ends = np.searchsorted(read.article, numbers), np.searchsorted(read.article, numbers, side="right")
    found: dict[str, list[tuple[float, float, float]]] = {"places": [], "outlets": []}
    for _ in range(DRAWS):
        drawn = [
            start + chance.choice(end - start, min(1 + chance.poisson(2), end - start), replace=False)
            for start, end in ((starts[one], ends[one]) for one in chance.choice(numbers, DRAWN, replace=False))
            if end - start > 30
        ]
        firsts = np.sort(np.concatenate(drawn))
        near = around(read._replace(firsts=firsts, lasts=firsts + 1), window=5, least=5)
        side = np.flatnonzero(near.near_size > 0)
        outlets = relabelled_p(near.near[side], near.near_size[side], chance.random(len(side)) < 0.3)
        for name, p in (("places", association_p(near)), ("outlets", outlets)):
            q = adjusted_p(p)
            found[name].append((float(np.nanmean(p < 0.05)), float(np.nanmin(q) < 0.05), len(q)))
    rows = [[name, *(f"{value:.3f}" for value in np.mean(values, axis=0))] for name, values in found.items()]
    head = ("at random", "p below 0.05", "any adjusted p below 0.05", "words")
    outcome.say(f"Found where nothing is, {DRAWS} draws in {DRAWN} articles.\n\n{table(head, rows)}")
    for name, values in found.items():
        if np.mean([any_found for _, any_found, _ in values]) > MOST:
            outcome.fail(f"collocations: {name} at random give a word in more than {MOST:.0%} of draws")


def _values(near: Vicinity) -> dict[str, Array]:
    a, c = (np.asarray(counts.sum(axis=0)).ravel() for counts in (near.near, near.all))
    scores = collocation_scores(a, near.near_size.sum(), c, near.size.sum())
    dice = log_dice(a, near.places.sum(), c)
    return {"log_dice": dice, "npmi": scores.npmi, "log_ratio": scores.log_ratio}


def _cover(near: Vicinity, outcome: Outcome) -> None:
    chance, truth = np.random.default_rng(2), _values(near)
    rows = []
    for size in SIZES:
        held: dict[str, list[Array]] = {name: [] for name in truth}
        for _ in range(SAMPLES):
            drawn = near.part(chance.integers(len(near.size), size=size), np.arange(len(near.words)))
            for name, (low, high) in collocation_intervals(drawn).items():
                inside = (low <= truth[name]) & (truth[name] <= high)
                held[name].append(np.where(np.isfinite(low), inside, np.nan))
        for name, cells in held.items():
            often = np.isfinite(cells).mean(axis=0) > 0.95
            cover = np.nanmean(np.array(cells)[:, often], axis=0)
            rows.append([f"{name}, {size:,} articles", str(len(cover)), f"{cover.mean():.3f}", f"{cover.min():.3f}"])
            if cover.mean() < LEAST_COVER:
                outcome.fail(f"collocations: intervals of {name} cover {cover.mean():.2f}")
    outcome.say(f"Intervals of 95 %, {SAMPLES} samples.\n\n{table(('measure', 'words', 'cover', 'least'), rows)}")
