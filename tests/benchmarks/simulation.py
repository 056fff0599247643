"""What intervals cover, by simulation: shares of clustered cases, of articles, in stories, and corrected for errors.

A run counts where an interval was given: where the source is seen, and its share varies.
"""

from __future__ import annotations

import sys
import time
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from measured import Outcome, table
from rivals import EXACT, RESAMPLED
from scipy.stats import binom

from toolkit.measures.intervals import clustered_shares, score_interval
from toolkit.measures.rates import clustered_rate
from toolkit.measures.rectified import Coded, rectified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Array = np.ndarray[Any, np.dtype[Any]]

RUNS = 10_000
_BLOCK = 200  # runs that share the sizes of their clusters
_SHARES, _ARTICLES, _ALIKE = (0.02, 0.05, 0.1, 0.2, 0.3), (15, 30, 50, 100), (0.1, 0.4, 0.7)
_WANTED, _BORNE = (0.92, 0.97), (0.88, 0.99)
OURS = "ours"


class Cell(NamedTuple):
    """What is simulated: the true share, how many articles, how alike the cases of a cluster are."""

    share: float
    articles: int
    alike: float

    def __str__(self) -> str:
        return f"{self.share:g}/{self.articles}/{self.alike:g}"


def _drawn_shares(random: np.random.Generator, cell: Cell, shape: tuple[int, ...]) -> Array:
    spread = (1 - cell.alike) / cell.alike
    return random.beta(cell.share * spread, (1 - cell.share) * spread, shape)


def turns(random: np.random.Generator, cell: Cell, runs: int) -> tuple[Array, Array]:
    """Turns in articles: 1 + Poisson(4) in each, the article's own share from a beta distribution."""
    sizes = 1 + random.poisson(4, cell.articles)
    return random.binomial(sizes[:, None], _drawn_shares(random, cell, (cell.articles, runs))), sizes


def long_articles(random: np.random.Generator, cell: Cell, runs: int) -> tuple[Array, Array]:
    """The same, some articles much longer: 1 + a geometric number of mean 4."""
    sizes = random.geometric(1 / 5, cell.articles)
    return random.binomial(sizes[:, None], _drawn_shares(random, cell, (cell.articles, runs))), sizes


def articles_in_stories(random: np.random.Generator, cell: Cell, runs: int) -> tuple[Array, Array]:
    """Articles that speak of a source or not, in stories of 1 + Poisson(1.5) articles; stories have a share each."""
    sizes = _stories(random, cell.articles)
    return random.binomial(sizes[:, None], _drawn_shares(random, cell, (len(sizes), runs))), sizes


def turns_in_stories(random: np.random.Generator, cell: Cell, runs: int) -> tuple[Array, Array]:
    """Turns in articles in stories: the articles' shares lie around their story's, correlated 0.25."""
    stories = _stories(random, cell.articles)
    of_story = np.repeat(np.arange(len(stories)), stories)
    sizes = 1 + random.poisson(4, len(of_story))
    about = np.clip(_drawn_shares(random, cell, (len(stories), runs)), 1e-9, 1 - 1e-9)[of_story]
    spoken = random.binomial(sizes[:, None], random.beta(3 * about, 3 * (1 - about)))
    parts = np.zeros((len(stories), runs), dtype=int)
    np.add.at(parts, of_story, spoken)
    return parts, np.bincount(of_story, weights=sizes)


def _stories(random: np.random.Generator, articles: int) -> Array:
    sizes = 1 + random.poisson(1.5, articles)
    enough = sizes[: int(np.searchsorted(np.cumsum(sizes), articles)) + 1]
    enough[-1] -= enough.sum() - articles
    return enough


def coverage(
    draw: Any, cell: Cell, *, runs: int = RUNS, rivals: bool = False, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """For each method: in how many of the runs with an interval it holds the true share, and how many those are."""
    random = np.random.default_rng([seed, *(round(1000 * value) for value in cell)])
    held: dict[str, list[int]] = {}
    for _ in range(runs // _BLOCK):
        parts, sizes = draw(random, cell, _BLOCK)
        ours = clustered_shares(parts, sizes)
        ends = {OURS: (ours["share_low"].to_numpy(), ours["share_high"].to_numpy())}
        if rivals:
            with np.errstate(all="ignore"):
                ends |= {name: rival(parts, sizes) for name, rival in EXACT.items()}
                ends |= {name: rival(parts, sizes, random) for name, rival in RESAMPLED.items()}
        given = ~np.isnan(ends[OURS][0])
        for name, (low, high) in ends.items():
            tally = held.setdefault(name, [0, 0])
            tally[0] += int(((low <= cell.share) & (cell.share <= high) & given).sum())
            tally[1] += int(given.sum())
    return {name: (right / all_of if all_of else float("nan"), all_of / runs) for name, (right, all_of) in held.items()}


def grid() -> Iterator[Cell]:
    """Every cell."""
    return (Cell(*values) for values in product(_SHARES, _ARTICLES, _ALIKE))


def article_coverage(cell: Cell) -> float:
    """Of independent articles the coverage is known: a sum over the binomial distribution, of those seen."""
    counts = np.arange(cell.articles + 1)
    ours = clustered_shares((np.arange(cell.articles)[:, None] < counts).astype(int), np.ones(cell.articles))
    chance = np.where(ours["share_low"].notna(), binom.pmf(counts, cell.articles, cell.share), 0)
    held = ((ours["share_low"] <= cell.share) & (cell.share <= ours["share_high"])).to_numpy()
    return float(chance[held].sum() / chance.sum())


def rate_coverage(articles: int, shape: float, *, runs: int = RUNS, seed: int = 0) -> tuple[float, float]:
    """Of 15 relations in 1,000 words, and of 5 in an article; the smaller the shape, the more articles differ."""
    random = np.random.default_rng([seed, articles, round(10 * shape)])
    held = [0, 0]
    for _ in range(runs):
        words = np.exp(random.normal(5.7, 0.6, articles)).round()
        by_words = clustered_rate(random.poisson(random.gamma(shape, 0.015 / shape, articles) * words), words)
        by_article = clustered_rate(1 + random.poisson(random.gamma(shape, 4 / shape, articles)), np.ones(articles))
        held[0] += bool(by_words.low <= 0.015 <= by_words.high)
        held[1] += bool(by_article.low <= 5 <= by_article.high)
    return held[0] / runs, held[1] / runs


def corrected_coverage(
    cell: Cell, *, coded: int, recall: float, others: float = 0.8, runs: int = RUNS, seed: int = 0
) -> dict[str, float]:
    """Poisson(5) turns an article, found with a recall of their own, and a twentieth of false ones."""
    random = np.random.default_rng([seed, coded, *(round(1000 * value) for value in (*cell, recall))])
    held, given, width, raw = 0, 0, 0.0, []
    n = cell.articles
    sample = Coded(np.arange(coded), np.full(coded, n / coded), np.zeros(coded, dtype=int))
    for run in range(runs):
        whole = random.poisson(5, n)
        part = random.binomial(whole, _drawn_shares(random, cell, (n,)))
        found = random.binomial(part, recall) + random.poisson(0.25 * cell.share, n)
        found_whole = found + random.binomial(whole - part, others) + random.poisson(0.25 * (1 - cell.share), n)
        right = part[:coded].astype(float), whole[:coded].astype(float)
        if run % 10 == 0:
            own = clustered_shares(found[:, None], found_whole).loc[0]
            raw.append(own["share_low"] <= cell.share <= own["share_high"])
        corrected = rectified((found.astype(float), found_whole.astype(float)), right, sample)
        if not 0 < corrected.share < 1 or (right[0] > 0).sum() < 3:
            continue
        low, high = score_interval(corrected.share, corrected.variance, corrected.degrees)
        given += 1
        width += float(high - low)
        held += bool(low <= cell.share <= high)
    return {
        "corrected": held / max(given, 1),
        "raw": float(np.mean(raw)),
        "given": given / runs,
        "width": width / max(given, 1),
    }


def measure(outcome: Outcome, *, runs: int = RUNS) -> None:
    """Simulates all and says what is covered."""
    start = time.perf_counter()
    outcome.say(
        f"## What intervals cover\n\n{runs:,} runs a cell: shares {_SHARES}, articles {_ARTICLES}, intra-class "
        f"correlation {_ALIKE}. Counted are runs in which an interval was given. "
        "Cells are named share/articles/correlation."
    )
    results = {cell: coverage(turns, cell, runs=max(runs // 5, _BLOCK), rivals=True) for cell in grid()}
    outcome.say(f"Methods in use, {runs // 5:,} runs a cell of a share of turns:\n\n{_compared(results, outcome)}")
    ours = {
        "share of turns": turns,
        "share of turns, some articles long": long_articles,
        "share of articles in stories": articles_in_stories,
        "share of turns, articles in stories": turns_in_stories,
    }
    rows = []
    for name, draw in ours.items():
        rows.append(_row(name, [(cell, *coverage(draw, cell, runs=runs)[OURS]) for cell in grid()], outcome))
    exact = [(cell, article_coverage(cell), 1.0) for cell in grid() if cell.alike == _ALIKE[0]]
    rows.append(_row("share of independent articles (exact)", exact, outcome))
    outcome.say(table(_HEAD, rows))
    rates = [
        [f"{articles}/{shape:g}", *(f"{held:.3f}" for held in rate_coverage(articles, shape, runs=runs))]
        for articles, shape in product(_ARTICLES, (0.5, 2, 10))
    ]
    outcome.say(
        table(["articles/shape of the gamma distribution", "per 1,000 words covers", "per article covers"], rates)
    )
    outcome.say(_corrections(outcome, runs))
    outcome.say(f"Simulated in {time.perf_counter() - start:.0f} s.")


_HEAD = ["interval", "cells", "below 0.92", "above 0.97", "least", "most", "outside"]


def _row(name: str, results: Iterable[tuple[Cell, float, float]], outcome: Outcome) -> list[str]:
    known = [(cell, held, given) for cell, held, given in results if given > 0.02]
    figures = [held for _, held, _ in known]
    outside = [f"{cell} {held:.3f}" for cell, held, _ in known if not _WANTED[0] <= held <= _WANTED[1]]
    if name.startswith("share"):
        outcome.failures += [
            f"{name}: an interval of 95 % covers {held:.3f} at {cell}"
            for cell, held, _ in known
            if not _BORNE[0] <= held <= _BORNE[1]
        ]
    below, above = sum(held < _WANTED[0] for held in figures), sum(held > _WANTED[1] for held in figures)
    shown = "; ".join(outside) if len(outside) <= 12 else f"{len(outside)} cells"
    return [name, str(len(known)), str(below), str(above), f"{min(figures):.3f}", f"{max(figures):.3f}", shown]


def _compared(results: dict[Cell, dict[str, tuple[float, float]]], outcome: Outcome) -> str:
    names = list(next(iter(results.values())))
    return table(
        _HEAD, [_row(name, [(cell, *held[name]) for cell, held in results.items()], outcome) for name in names]
    )


def _corrections(outcome: Outcome, runs: int) -> str:
    rows = []
    for share, recall, articles, coded in product((0.05, 0.2), (0.36, 0.8), (300, 1000), (40, 100)):
        cell = Cell(share, articles, 0.3)
        held = corrected_coverage(cell, coded=coded, recall=recall, others=0.8 if recall < 0.8 else 0.5, runs=runs)
        figures = [f"{held[name]:.3f}" for name in ("corrected", "raw", "given", "width")]
        rows.append([f"{cell}", f"{recall:g}", str(coded), *figures])
        if held["corrected"] < _BORNE[0]:
            outcome.fail(f"a corrected interval covers {held['corrected']:.3f} at {cell}, {coded} coded")
    head = ["share/articles/correlation", "recall", "coded", "corrected covers", "raw covers", "given", "width"]
    return (
        "### Corrected for errors\n\nAll others are found with a recall of 0.8, beside a recall of 0.8 with 0.5.\n\n"
        + table(head, rows)
    )


if __name__ == "__main__":
    outcome = Outcome()
    measure(outcome, runs=int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
    outcome.conclude()
    sys.exit(1 if outcome.failures else 0)
