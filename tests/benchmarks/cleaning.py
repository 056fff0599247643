"""Cleaning measured: which lines that were judged by hand are marked as the page's, what dialect is told, and time.

The marks stand in boilerplate_marks.tsv, by article and code points: 130 different pieces drawn at random from all that
`boilerplate_table` marked before it knew bylines and dates (links that stand once left out), 130 from the bylines and
dates, and 136 from all signatures and addresses, each judged by one reader. `page` says whether it belongs to the page
rather than to the article. They tell precision; what is missed they cannot tell.
"""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measured import table

from toolkit.articles.boilerplate import boilerplate_table
from toolkit.articles.cleaning import check
from toolkit.articles.readers import read_articles

if TYPE_CHECKING:
    import pandas as pd
    from measured import Outcome

MARKS = Path(__file__).with_name("boilerplate_marks.tsv")
LEAST = 0.95


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints the tables and what does not hold."""
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"## Cleaning\n\nNot measured: {path} is not there.")
        return
    articles = read_articles(path)
    outcome.say("## Cleaning")
    precision(articles, outcome)
    findings(articles, outcome)


def precision(articles: pd.DataFrame, outcome: Outcome) -> None:
    """Of the judged pieces, those that are marked now, and how many of them are the page's."""
    found = boilerplate_table(articles)
    kinds = {(row.article_id, row.start, row.end): row.kind for row in found.itertuples()}
    with MARKS.open(encoding="utf-8", newline="") as stream:
        marks = [
            ((row["article_id"], int(row["start"]), int(row["end"])), row["page"] == "yes")
            for row in csv.DictReader(stream, delimiter="\t")
        ]
    counts: dict[str, list[int]] = {}
    for place, is_page in marks:
        if place in kinds:
            for kind in (kinds[place], "all"):
                true_and_all = counts.setdefault(kind, [0, 0])
                true_and_all[0] += is_page
                true_and_all[1] += 1
    rows = [(kind, str(all_), str(true), f"{true / all_:.3f}") for kind, (true, all_) in sorted(counts.items())]
    outcome.say(table(("kind", "judged and marked", "the page's", "precision"), rows))
    lost = sum(is_page and place not in kinds for place, is_page in marks)
    outcome.say(
        f"{len(found):,} pieces are marked in all; {lost} of the page's pieces that were judged are not any more."
    )
    true, all_ = counts["all"]
    if true < LEAST * all_:
        outcome.fail(f"{all_ - true} of {all_} judged pieces that are marked do not belong to the page")


def findings(articles: pd.DataFrame, outcome: Outcome) -> None:
    """What `check` finds in all articles, and how long it takes."""
    start = time.process_time()
    found = check(articles)
    seconds = time.process_time() - start
    whole = found[found["outlet"].isna()]
    rows = [(row.check, row.severity, str(row.n), f"{row.share:.3f}") for row in whole.itertuples()]
    outcome.say(table(("check", "severity", "articles", "share"), rows))
    outcome.say(f"{len(articles):,} articles in {seconds:.0f} seconds of one core.")
