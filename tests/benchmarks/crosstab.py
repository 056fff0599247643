"""Do outlets differ where none does? Random halves of real coverage, set against each other as if they were outlets.

    python tests/benchmarks/run.py --only crosstab

Articles are shared out at random, so that neither half has more of any kind of speaker by right. A test at 0.05 should
find a difference in a twentieth of the splits.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pandas as pd
from measured import Outcome, real_news, table

from toolkit.articles.tables import quotation_table
from toolkit.measures.crosstab import category_table, category_test
from toolkit.measures.stance import stances

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ARTICLES, SPLITS, MOST = 400, 60, 0.12  # three standard errors above 0.05


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints how often each p finds a difference, and what does not hold."""
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"## Outlets by category\n\nNot measured: {path} is not there.")
        return
    articles = real_news(path)
    chance = random.Random(3)
    articles = articles.iloc[chance.sample(range(len(articles)), ARTICLES)]
    quotations = quotation_table(articles)
    quotations = quotations.assign(stance=stances(quotations))
    rows = []
    for category, unit in (("type", "relations"), ("type", "turns"), ("sector", "turns"), ("stance", "relations")):
        found = pd.DataFrame(list(_splits(quotations, category, unit)))
        shares = found.mean()
        rows.append([f"{category}, {unit}", *(f"{shares[name]:.2f}" for name in found.columns)])
        if shares["p_articles"] > MOST or shares["p_articles_adjusted"] > MOST:
            outcome.fail(f"outlets by {category}: {shares['p_articles']:.2f} of random halves differ; 0.05 should")
    head = ("category", "chi-squared", "articles shuffled", "any cell, normal, BH", "any cell, shuffled, BH")
    outcome.say(
        f"## Outlets by category\n\nShare of {SPLITS} random halves of {ARTICLES} real articles in which a test at "
        "0.05 finds a difference.\n\n" + table(head, rows)
    )


def _splits(quotations: pd.DataFrame, category: str, unit: str) -> Iterator[dict[str, bool]]:
    ids = quotations["article_id"].unique().tolist()
    for seed in range(SPLITS):
        first = set(random.Random(seed).sample(ids, len(ids) // 2))
        halves = quotations.assign(half=quotations["article_id"].isin(first).map({True: "a", False: "b"}))
        [test] = category_test(halves, by="half", category=category, unit=unit).to_dict("records")  # type: ignore[arg-type]
        cells = category_table(halves, by="half", category=category, unit=unit)  # type: ignore[arg-type]
        yield {
            "p": test["p"] < 0.05,
            "p_articles": test["p_articles"] < 0.05,
            "p_adjusted": bool((cells["p_adjusted"] < 0.05).any()),
            "p_articles_adjusted": bool((cells["p_articles_adjusted"] < 0.05).any()),
        }
