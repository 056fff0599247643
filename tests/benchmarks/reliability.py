"""Whether the intervals of Krippendorff's alpha, and of precision, recall and F1, hold the truth; by simulation."""

from __future__ import annotations

import numpy as np
import pandas as pd
from measured import Outcome, table

from toolkit.measures.agreement import agreement
from toolkit.measures.ratios import clustered_ratio

LEAST_HELD = 0.90
DRAWS = 600

CODERS = (
    ("two values, even", (0.5, 0.5), 0.8, 2, 0.0),
    ("two values, 9 to 1", (0.9, 0.1), 0.8, 2, 0.0),
    ("four values", (0.4, 0.3, 0.2, 0.1), 0.9, 2, 0.0),
    ("three coders, 20 % missing", (0.4, 0.3, 0.2, 0.1), 0.7, 3, 0.2),
)
"""Name, shares of the values, chance that a coder sees the value (else one is drawn), coders, share missing."""

EXTRACTION = ((0.72, 0.75, 0.1), (0.9, 0.9, 0.1), (0.97, 0.97, 0.2), (0.3, 0.5, 0.3))
"""Recall, precision, intra-class correlation of recall."""


def codings(shares: tuple[float, ...], seen: float, coders: int, missing: float, units: int, seed: int) -> pd.DataFrame:
    """Codings whose alpha is, in the long run, the square of `seen`."""
    generator = np.random.default_rng(seed)
    truth = generator.choice(len(shares), size=units, p=shares)
    guesses = generator.choice(len(shares), size=(units, coders), p=shares)
    values = np.where(generator.random((units, coders)) < seen, truth[:, None], guesses).astype(float)
    values[generator.random((units, coders)) < missing] = np.nan
    return pd.DataFrame(values)


def pairs_drawn(values: pd.DataFrame, generator: np.random.Generator) -> tuple[float, float]:
    """Krippendorff's own bootstrap: pairs are drawn as if independent, and the expected disagreement is held fixed."""
    row = agreement(values, draws=2).iloc[0]
    pairs = int(sum(m * (m - 1) / 2 for m in values.notna().sum(axis=1)))
    drawn = generator.binomial(pairs, row["observed"], size=DRAWS) / pairs
    low, high = np.quantile(1 - drawn / row["expected"], [0.025, 0.975])
    return float(low), float(high)


def alpha_rows(runs: int, outcome: Outcome) -> list[list[str]]:
    """How often each interval of alpha holds the truth, where one is given."""
    rows = []
    for name, shares, seen, coders, missing in CODERS:
        for units in (20, 50, 100):
            held: dict[str, list[bool]] = {"units": [], "pairs": []}
            for seed in range(runs):
                values = codings(shares, seen, coders, missing, units, seed)
                row = agreement(values, draws=DRAWS, seed=seed).iloc[0]
                if np.isnan(row["low"]):
                    continue
                held["units"].append(bool(row["low"] <= seen**2 <= row["high"]))
                low, high = pairs_drawn(values, np.random.default_rng(seed))
                held["pairs"].append(low <= seen**2 <= high)
            shares_held = [float(np.mean(each)) for each in held.values()]
            rows.append(
                [name, str(units), *(f"{share:.2f}" for share in shares_held), f"{len(held['units']) / runs:.2f}"]
            )
            if shares_held[0] < LEAST_HELD:
                outcome.fail(f"the interval of alpha holds the truth in {shares_held[0]:.2f} ({name}, {units} units)")
    return rows


def ratio_rows(runs: int, outcome: Outcome) -> list[list[str]]:
    """How often the intervals of precision, recall and F1 hold the truth."""
    rows = []
    for articles in (8, 15, 30, 61):
        for recall, precision, correlation in EXTRACTION:
            truth = {"precision": precision, "recall": recall, "F1": 2 / (1 / precision + 1 / recall)}
            held: dict[str, list[bool]] = {name: [] for name in truth}
            for seed in range(runs):
                generator = np.random.default_rng(seed)
                gold = 1 + generator.poisson(10, articles)
                spread = (1 - correlation) / correlation
                own = generator.beta(recall * spread, (1 - recall) * spread, articles)
                right = generator.binomial(gold, own)
                wrong = generator.poisson(gold * (recall / precision - recall) * generator.gamma(2, 0.5, articles))
                found = right + wrong
                ratios = {"precision": (right, found), "recall": (right, gold), "F1": (2 * right, found + gold)}
                for name, parts in ratios.items():
                    ratio = clustered_ratio(*parts)
                    held[name].append(ratio.low <= truth[name] <= ratio.high)
            shares = {name: float(np.mean(each)) for name, each in held.items()}
            rows.append([str(articles), f"{recall} / {precision}", *(f"{share:.2f}" for share in shares.values())])
            if min(shares.values()) < LEAST_HELD - 0.02:
                outcome.fail(
                    f"an interval of {articles} articles at recall {recall} holds in {min(shares.values()):.2f}"
                )
    return rows


def measure(outcome: Outcome, *, runs: int = 200) -> None:
    """Says both tables; fails where an interval of 95 % holds too rarely."""
    outcome.say(
        "## Reliability\n\nHow often an interval of 95 % holds the truth. Krippendorff's alpha, units or pairs drawn:"
    )
    outcome.say(table(["coding", "units", "ours", "Krippendorff's own", "given"], alpha_rows(runs, outcome)))
    outcome.say("Precision, recall and F1, linearised over articles on the logit scale:")
    outcome.say(table(["articles", "recall / precision", "precision", "recall", "F1"], ratio_rows(4 * runs, outcome)))
