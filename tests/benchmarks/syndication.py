"""Wire copies measured: simulated ones, pairs of real articles marked by hand, and time and memory on many articles.

    python tests/benchmarks/syndication.py REAL_NEWS.jsonl.gz

The marks stand in syndicated_pairs.tsv: `copy` (one text, at most edited, cut or under another headline or dateline),
`part` (the shorter stands in a longer article on more, or both share a passage), `reworded` (one source text, sentences
rewritten), `template` (one formula, another event), `other` (shared background). Read were all pairs of the real
articles with a containment of 0.7 or more, all with 0.5 or more and a Jaccard similarity of 0.2 or more, and some
thirty below. The limits of find_syndicated were chosen with these pairs in sight.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import MEGABYTE, Outcome, run, table
from scipy import sparse

from toolkit.articles.shingles import shingled
from toolkit.articles.syndication import find_syndicated

if TYPE_CHECKING:
    from collections.abc import Iterable

PAIRS = Path(__file__).with_name("syndicated_pairs.tsv")
VARIANTS, LEAST, LEAST_REAL = 620, 0.99, 0.95
LABELS = ("copy", "part", "reworded", "template", "other")
MANY, SECONDS = 100_000, 300
CONTAINMENT, JACCARD = 0.65, 0.2  # what find_syndicated takes where nothing is said
_SWAPS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"))
_HARAKAT = "\u064e\u064f\u0650\u0652\u0651"
Pairs = set[frozenset[str]]


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints the tables and what does not hold."""
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"## Wire copies\n\nNot measured: {path} is not there.")
        return
    articles = _articles(path)
    exact = similarities(articles["text"].tolist())
    outcome.say("## Wire copies")
    simulated(articles, exact, outcome)
    marked(articles, exact, outcome)
    many(path, outcome)


def _articles(path: Path) -> pd.DataFrame:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        articles = pd.DataFrame([json.loads(line) for line in lines])
    return articles.assign(article_id=articles["article_id"].astype(str))


def similarities(texts: list[str]) -> pd.DataFrame:
    """Every pair of texts that share a shingle, with containment and Jaccard similarity, by an inverted index."""
    shingles = shingled(texts)
    _, columns = np.unique(shingles.flat, return_inverse=True)
    offsets = shingles.offsets.astype(np.int64)
    ones = np.ones(len(columns), dtype=np.int32)
    index = sparse.csr_matrix((ones, columns, offsets), shape=(len(texts), int(columns.max()) + 1))
    common = (index @ index.T).tocoo()
    upper = common.row < common.col
    one, other, count = common.row[upper], common.col[upper], common.data[upper]
    sizes = np.diff(offsets)
    least, both = np.minimum(sizes[one], sizes[other]), sizes[one] + sizes[other]
    return pd.DataFrame({"one": one, "other": other, "containment": count / least, "jaccard": count / (both - count)})


def pairs_of(groups: pd.DataFrame) -> Pairs:
    """Every two articles that are in one group."""
    found: Pairs = set()
    for _, ids in groups.loc[groups["group_size"] > 1].groupby("group_id")["article_id"]:
        members = ids.tolist()
        found |= {frozenset((one, other)) for place, one in enumerate(members) for other in members[:place]}
    return found


def variant(text: str, chance: random.Random, *, keep: float = 1.0) -> str:
    """A wire copy: other hamzas and ta marbutas, tatweel, vowels, 3 % of the words lost, another dateline, cut."""
    words = text.split()
    words = words[: max(int(len(words) * keep), 25)]

    def changed(word: str) -> str:
        for usual, other in _SWAPS:
            if usual in word and chance.random() < 0.3:
                word = word.replace(usual, other)
        if len(word) > 3 and chance.random() < 0.05:
            word = f"{word[:2]}\u0640{word[2:]}"
        if chance.random() < 0.05:
            word = "".join(letter + chance.choice(_HARAKAT) if letter.isalpha() else letter for letter in word)
        return word

    kept = [changed(word) for word in words if chance.random() >= 0.03]
    return " ".join(["المدينة", "-", "وكالات:", *kept])


def simulated(articles: pd.DataFrame, exact: pd.DataFrame, outcome: Outcome) -> None:
    """Copies made of articles that resemble no other, each found with its original or not."""
    alike = exact[exact["containment"] >= 0.4]
    resembling = set(alike["one"]) | set(alike["other"])
    chance = random.Random(11)
    places = chance.sample([place for place in range(len(articles)) if place not in resembling], VARIANTS)
    originals = articles.iloc[places][["article_id", "text"]]
    rows = []
    for name, keep in (("whole", 1.0), ("cut to 60 %", 0.6), ("cut to 40 %", 0.4), ("cut to 25 %", 0.25)):
        texts = [variant(text, chance, keep=keep) for text in originals["text"]]
        copies = pd.DataFrame({"article_id": originals["article_id"] + "+", "text": texts})
        found = pairs_of(find_syndicated(pd.concat([originals, copies], ignore_index=True)))
        true = {frozenset((own, f"{own}+")) for own in originals["article_id"]}
        recall, precision = len(found & true) / len(true), len(found & true) / max(len(found), 1)
        rows.append([name, f"{recall:.3f}", f"{precision:.3f}"])
        if keep == 1 and min(recall, precision) < LEAST:
            outcome.fail(
                f"wire copies, simulated: recall {recall:.3f}, precision {precision:.3f}; {LEAST} is asked for"
            )
    outcome.say(f"{VARIANTS} simulated copies.\n\n" + table(("simulated", "recall", "precision"), rows))


def marked(articles: pd.DataFrame, exact: pd.DataFrame, outcome: Outcome) -> None:
    """Real pairs: what was found among those marked by hand, and beside a search over all pairs."""
    groups = find_syndicated(articles)
    found = pairs_of(groups)
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines, delimiter="\t"))
    marks = {frozenset((row["article_id"], row["other_id"])): row["label"] for row in read}
    labels, hits = Counter(marks.values()), Counter(marks.get(pair, "not marked") for pair in found)
    rows = [[name, str(labels[name]), str(hits[name])] for name in (*LABELS, "not marked")]
    outcome.say(table(("marked by hand", "pairs", "found as copies"), rows))
    recall, precision = hits["copy"] / labels["copy"], hits["copy"] / max(len(found), 1)
    loose = (hits["copy"] + hits["part"]) / max(len(found), 1)
    ids = articles["article_id"].tolist()
    near = exact[(exact["containment"] >= CONTAINMENT) & (exact["jaccard"] >= JACCARD)]
    all_ = {frozenset((ids[one], ids[other])) for one, other in zip(near["one"], near["other"], strict=True)}
    outcome.say(
        f"Marked as copies: recall {recall:.3f}, precision {precision:.3f}, with `part` {loose:.3f}. Of {len(all_)} "
        f"pairs of {len(articles)} articles within the limits, of any day, {len(all_ & found)} share a group; "
        f"{len(found - all_)} others do, through their representative. {groups['is_copy'].sum()} articles are copies."
    )
    if min(recall, precision, len(all_ & found) / max(len(all_), 1)) < LEAST_REAL:
        outcome.fail(f"real wire copies: recall {recall:.3f}, precision {precision:.3f}; {LEAST_REAL} is asked for")


def resampled(texts: Iterable[str], count: int) -> pd.DataFrame:
    """Articles made of passages of real ones, every tenth of them followed by a copy."""
    chance = random.Random(5)
    passages = [passage for text in texts for passage in re.findall(r"(?:\S+\s+){20,79}\S+", text)]
    made: list[str] = []
    while len(made) < count:
        made.append("\n".join(chance.choice(passages) for _ in range(chance.randint(3, 14))))
        if len(made) % 11 == 10:
            made.append(variant(made[-1], chance))
    return pd.DataFrame({"article_id": [f"{place:06}" for place in range(count)], "text": made[:count]})


def many(path: Path, outcome: Outcome) -> None:
    """Time and memory on many articles, in a process of its own."""
    done = run(str(Path(__file__)), str(path), "--many")
    if done.status:
        outcome.fail(f"wire copies, many articles: {done.err.strip().splitlines()[-1:]}")
        return
    told: dict[str, Any] = json.loads(done.out)
    size = f"{told['words']:.0f} words on average, {told['megabytes']:.0f} MB of UTF-8"
    cost = (
        f"{told['busy']:.0f} s of one processor ({told['seconds']:.0f} s by the clock), {done.megabytes:.0f} MB at most"
    )
    found = f"recall of the {told['copies']:,} copies {told['recall']:.3f}, precision {told['precision']:.3f}"
    outcome.say(f"{MANY:,} articles ({size}): {cost}, texts included; {found}.")
    if told["busy"] > SECONDS:
        outcome.fail(f"wire copies: {MANY:,} articles take {told['busy']:.0f} s; {SECONDS} are allowed")


def _many(path: Path) -> dict[str, float]:
    articles = resampled(_articles(path)["text"], MANY)
    start, busy = time.perf_counter(), time.process_time()
    groups = find_syndicated(articles)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    true = {frozenset((f"{place - 1:06}", f"{place:06}")) for place in range(10, MANY, 11)}
    found = pairs_of(groups)
    return {
        "seconds": seconds,
        "busy": busy,
        "words": articles["text"].str.count(r"\S+").mean(),
        "megabytes": articles["text"].map(lambda text: len(text.encode())).sum() / MEGABYTE,
        "copies": len(true),
        "recall": len(true & found) / len(true),
        "precision": len(true & found) / max(len(found), 1),
    }


if __name__ == "__main__":
    place = Path(sys.argv[1]).resolve()
    if sys.argv[2:] == ["--many"]:
        sys.stdout.write(json.dumps(_many(place)))
        sys.exit(0)
    told_all = Outcome()
    measure(place.parents[1], told_all)
    told_all.conclude()
    sys.exit(1 if told_all.failures else 0)
