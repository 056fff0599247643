"""Diversity by simulation: the bias of entropy, whether intervals hold the truth, and whether groups compare fairly.

The population is 200 speakers with Zipf's shares. Articles name one speaker and on average two more, none twice; in
half of the runs half of the articles take them from one of ten topics, so that speakers go together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import Outcome, table

from toolkit.articles.schema import build_table
from toolkit.measures.abundance import chao_shen, chao_wang_jost, miller_madow, shannon
from toolkit.measures.diversity import diversity

if TYPE_CHECKING:
    from collections.abc import Callable

SPEAKERS = 200
MOST_BIAS = 0.40  # nats, of the entropy at 50 quotations
LEAST_COVERED = 0.90
ESTIMATORS: dict[str, Callable[[Any], float]] = {
    "plug-in": shannon,
    "Miller-Madow": miller_madow,
    "Chao-Shen": chao_shen,
    "Chao-Wang-Jost": chao_wang_jost,
}


def zipf() -> np.ndarray:
    """Zipf's shares of the speakers."""
    shares: np.ndarray = 1 / np.arange(1, SPEAKERS + 1)
    return shares / shares.sum()


def entropy_bias(n: int, runs: int, generator: np.random.Generator) -> dict[str, tuple[float, float]]:
    """For each estimator its mean error and its root mean squared error, in nats, at n quotations."""
    truth = shannon(np.round(zipf() * 1e12))
    samples = generator.multinomial(n, zipf(), size=runs)
    errors = {name: np.array([of(sample) for sample in samples]) - truth for name, of in ESTIMATORS.items()}
    return {name: (float(each.mean()), float(np.sqrt((each**2).mean()))) for name, each in errors.items()}


def articles(count: int, together: float, generator: np.random.Generator) -> np.ndarray:
    """Articles by speakers, 1 where one speaks."""
    shares = np.tile(zipf(), (count, 1))
    topic = np.random.default_rng(7).integers(10, size=SPEAKERS)  # the same topics in every run
    own = generator.integers(10, size=count)
    bound = generator.random(count) < together
    shares[bound] *= topic[None, :] == own[bound, None]
    keys = np.where(shares > 0, np.log(np.maximum(shares, 1e-300)) + generator.gumbel(size=shares.shape), -np.inf)
    rank = (-keys).argsort(axis=1).argsort(axis=1)
    sizes = np.minimum(1 + generator.poisson(2, size=count), 12)
    return ((rank < sizes[:, None]) & (shares > 0)).astype(int)


def quotations(spoken: np.ndarray, outlet: str = "أ") -> pd.DataFrame:
    """A table of quotations from articles by speakers."""
    rows, columns = np.nonzero(spoken)
    columns_of = {
        "article_id": [f"{outlet}{row}" for row in rows],
        "outlet": [outlet] * len(rows),
        "speaker": [f"اسم {column} لقب {column}" for column in columns],
        "type": ["person"] * len(rows),
        "kind": ["direct"] * len(rows),
        "words": [5] * len(rows),
        "position": list(range(len(rows))),
    }
    return build_table(columns_of, "quotations")


def covered(count: int, together: float, runs: int, generator: np.random.Generator) -> dict[str, tuple[float, float]]:
    """For each measure how often the interval holds the truth, and the mean error in percent of it."""
    many = articles(60_000, together, generator).sum(axis=0)
    shares = many / many.sum()
    truth = {"hill_1": float(np.exp(-(shares * np.log(shares)).sum())), "hill_2": float(1 / (shares**2).sum())}
    truth |= {"shannon": float(np.log(truth["hill_1"])), "hhi": 1 / truth["hill_2"]}
    held: dict[str, list[bool]] = {name: [] for name in truth}
    errors: dict[str, list[float]] = {name: [] for name in truth}
    for _ in range(runs):
        result = diversity(quotations(articles(count, together, generator)), measures=list(truth)).set_index("measure")
        for name, value in truth.items():
            row = result.loc[name]
            if not np.isnan(row["low"]):
                held[name].append(bool(row["low"] <= value <= row["high"]))
                errors[name].append(100 * (float(row["estimate"]) / value - 1))
    return {name: (float(np.mean(held[name])), float(np.median(errors[name]))) for name in truth}


def fair(small: int, large: int, runs: int, generator: np.random.Generator) -> dict[str, float]:
    """How diverse an outlet of few articles looks beside one of many, where both draw from the same speakers."""
    ratios: dict[str, list[float]] = {"observed": [], "coverage": [], "size": []}
    for _ in range(runs):
        both = pd.concat(
            [quotations(articles(small, 0, generator), "أ"), quotations(articles(large, 0, generator), "ب")]
        )
        for at in ("coverage", "size"):
            result = diversity(both, by="outlet", at=at)
            ratios[at].append(result["estimate"][0] / result["estimate"][1])
        ratios["observed"].append(result["observed"][0] / result["observed"][1])
    return {name: float(np.median(each)) for name, each in ratios.items()}


def measure(outcome: Outcome, *, runs: int = 1000) -> None:
    """Says all of it; fails where entropy is too far off, or intervals hold the truth too rarely."""
    generator = np.random.default_rng(20)
    sizes = (20, 50, 100, 300, 1000)
    biases = {n: entropy_bias(n, runs, generator) for n in sizes}
    outcome.say("## Diversity\n\nEntropy of 200 speakers with Zipf's shares: mean error (root mean square), nats.")
    cells = [[str(n), *(f"{bias:+.2f} ({rms:.2f})" for bias, rms in biases[n].values())] for n in sizes]
    outcome.say(table(["quotations", *ESTIMATORS], cells))
    for name in ("Chao-Shen", "Chao-Wang-Jost"):
        if abs(biases[50][name][0]) > MOST_BIAS:
            outcome.fail(
                f"entropy at 50 quotations by {name} is {biases[50][name][0]:+.2f} nats off, more than {MOST_BIAS}"
            )
    rows = []
    for together in (0.0, 0.5):
        for count in (20, 40, 80, 160):
            result = covered(count, together, runs // 10, generator)
            rows.append(
                [f"{count}, {together:.1f}", *(f"{held:.2f} ({error:+.0f} %)" for held, error in result.values())]
            )
            low = [name for name, (held, _) in result.items() if held < LEAST_COVERED]
            if low:
                outcome.fail(f"intervals of {', '.join(low)} hold the truth too rarely at {count} articles, {together}")
    outcome.say(
        "How often an interval of 95 % holds the truth (median error), by articles and share of them with a topic."
    )
    outcome.say(table(["articles, topical", "hill_1", "hill_2", "shannon", "hhi"], rows))
    ratios = fair(15, 120, runs // 20, generator)
    told = ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items())
    outcome.say(
        f"Two outlets that draw from the same speakers, with 15 and 120 articles; ratio of hill_1 (1 is fair): {told}."
    )
