"""Statements told by several outlets, measured: the sample's gold, its relations as found, real pairs marked by hand.

What is marked and how stands in statement_pairs.toml. Figures are over pairs of relations in different outlets.
"""

from __future__ import annotations

import csv
import gzip
import json
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from events import share_with_interval
from measured import table

from toolkit.articles.annotations import annotation_table, read_standoff
from toolkit.articles.datasets import dataset_path, load_dataset
from toolkit.articles.days import published_days
from toolkit.articles.syndication import find_syndicated
from toolkit.articles.tables import quotation_table
from toolkit.measures.statements import find_statements

if TYPE_CHECKING:
    from measured import Outcome

HERE = Path(__file__).parent
LEAST_PRECISION, LEAST_RECALL = 0.9, 0.7
SECONDS = 120
Key = tuple[str, str, int, int]


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints the tables and what does not hold."""
    outcome.say("## The same statement in several outlets")
    of_sample(outcome)
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"On real news not measured: {path} is not there.")
        return
    of_news(path, outcome)


def found_near(quotations: pd.DataFrame, statements: pd.DataFrame) -> dict[tuple[str, str], list[tuple[int, int, str]]]:
    """The spans of content in each field, with their statement."""
    spans: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for row, own in zip(quotations.itertuples(), statements["statement_id"], strict=True):
        if isinstance(row.contents, list) and row.contents and isinstance(own, str):
            spans.setdefault((row.article_id, row.field), []).append((row.contents[0][0], row.contents[-1][1], own))
    return spans


def statement_of(key: Key, spans: dict[tuple[str, str], list[tuple[int, int, str]]]) -> str | None:
    """The statement of the relation whose content is nearest to a marked one, if they share half of their length."""
    article, field, start, end = key
    best, found = 0.5, None
    for first, last, own in spans.get((article, field), []):
        share = (min(end, last) - max(start, first)) / max(end - start, last - first)
        if share > best:
            best, found = share, own
    return found


def of_sample(outcome: Outcome) -> None:
    """Pairs of the sample: on its gold relations, and on those found."""
    articles = load_dataset("sample")
    with (HERE / "sample_statements.tsv").open(encoding="utf-8", newline="") as lines:
        marks = {
            (row["article_id"], "text", int(row["start"]), int(row["end"])): row["statement"]
            for row in csv.DictReader(lines, delimiter="\t")
        }
    with (HERE / "sample_statements_unclear.tsv").open(encoding="utf-8", newline="") as lines:
        unclear = {
            frozenset(((row["article_id"], int(row["start"])), (row["other_id"], int(row["other_start"]))))
            for row in csv.DictReader(lines, delimiter="\t")
        }
    outlet = articles.set_index("article_id")["outlet"].to_dict()
    day = dict(zip(articles["article_id"], published_days(articles["published"]), strict=True))
    copies = find_syndicated(articles).set_index("article_id")["group_id"].to_dict()
    gold = annotation_table(articles, read_standoff(dataset_path("sample") / "gold.jsonl"))
    rows = []
    for name, quotations in (("gold relations", gold), ("found relations", quotation_table(articles))):
        spans = found_near(quotations, find_statements(quotations))
        keys = [(row.article_id, row.field, row.contents[0][0], row.contents[-1][1])
                for row in gold.itertuples() if isinstance(row.contents, list) and row.contents]  # fmt: skip
        own = {key: statement_of(key, spans) for key in keys}
        for without in (False, True):
            hits = wrong = missed = 0
            for one, other in combinations(keys, 2):
                apart = abs((day[one[0]] - day[other[0]]).days)
                if outlet[one[0]] == outlet[other[0]] or apart > 3:
                    continue
                if frozenset(((one[0], one[2]), (other[0], other[2]))) in unclear:
                    continue
                if without and copies[one[0]] == copies[other[0]]:
                    continue
                true = marks.get(one, "-") == marks.get(other) != "-"
                same = own[one] is not None and own[one] == own[other]
                hits, wrong, missed = hits + (true and same), wrong + (same and not true), missed + (true and not same)
            precision, recall = hits / max(hits + wrong, 1), hits / max(hits + missed, 1)
            rows.append(
                [
                    name + (", without copies" if without else ""),
                    str(hits + missed),
                    f"{precision:.2f}",
                    f"{recall:.2f}",
                ]
            )
            if name == "gold relations" and not without and (precision < LEAST_PRECISION or recall < LEAST_RECALL):
                outcome.fail(f"statements of the sample: precision {precision:.2f}, recall {recall:.2f}")
    outcome.say(table(("sample coverage", "true pairs", "precision", "recall"), rows))


def of_news(path: Path, outcome: Outcome) -> None:
    """Marked pairs of real news, among the relations of all articles that have a day."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = pd.DataFrame([json.loads(line) for line in lines])
    articles = articles.assign(article_id=articles["article_id"].astype(str))
    articles = articles[published_days(articles["published"]).notna().to_numpy()]
    quotations = quotation_table(articles, jobs=0)
    start = time.process_time()
    statements = find_statements(quotations)
    seconds = time.process_time() - start
    pairs = pd.read_csv(HERE / "statement_pairs.tsv", sep="\t", dtype={"article_id": str, "other_id": str})
    spans = found_near(quotations, statements)
    sides = [("article_id", "field", "start", "end"), ("other_id", "other_field", "other_start", "other_end")]
    one, other = (
        [statement_of(key, spans) for key in pairs[list(side)].itertuples(index=False, name=None)] for side in sides
    )
    found = np.array([own is not None and own == far for own, far in zip(one, other, strict=True)])
    strata = pairs.groupby(["speaker", "band"]).ngroup().to_numpy()
    weights = pairs["pairs"].to_numpy() / np.bincount(strata)[strata]
    clear, same = (pairs["label"] != "unclear").to_numpy(), (pairs["label"] == "same").to_numpy()
    shares: list[Any] = [share_with_interval(found & same, whole, weights, strata) for whole in (found & clear, same)]
    several = statements[statements["statement_outlets"] > 1]["statement_id"].nunique()
    outcome.say(
        f"Real news ({len(quotations)} relations in {len(articles)} articles with a day, {seconds:.0f} s of one "
        f"processor behind extraction): {several} statements in several outlets, at a similarity of "
        f"{statements['statement_limit'].iloc[0]:.2f}. Of {clear.sum()} marked pairs {same.sum()} are the same and "
        f"{(found & clear).sum()} were found: precision {shares[0][0]:.2f} ({shares[0][1]:.2f}, {shares[0][2]:.2f}), "
        f"recall {shares[1][0]:.2f} ({shares[1][1]:.2f}, {shares[1][2]:.2f}), pairs weighted by their strata."
    )
    if seconds > SECONDS:
        outcome.fail(f"statements: {seconds:.0f} s for {len(quotations)} relations; {SECONDS} are allowed")
    if shares[0][0] < LEAST_PRECISION or shares[1][0] < LEAST_RECALL:
        outcome.fail(f"statements in real news: precision {shares[0][0]:.2f}, recall {shares[1][0]:.2f}")
