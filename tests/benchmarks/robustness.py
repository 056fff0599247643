"""Robustness and speed: every article through `quotation_table`, in a process of its own.

    python tests/benchmarks/robustness.py ARTICLES JOBS

measures one such run and prints it as JSON; `measure` starts it for one process and for as many as there are cores.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import time
import warnings
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from measured import SAMPLE, Outcome, run, table

import toolkit
from toolkit.compiled import folder_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

LEAST = {"compiled": 250, "sources": 150}
"""Articles of real news in a second of one core, below which the run fails; the aim, 300, is what the compiled engine
reaches on a quiet machine."""
PIECES, LONGEST = 30_000, 14
"""How many pieces of articles are read by themselves, and how many words the longest has."""
RUNS = ((1, False), (0, False), (1, True))
"""How many processes (0: one a core), and whether the sources are read even where they are compiled."""
HEAD = (
    "articles",
    "engine",
    "processes",
    "read",
    "relations",
    "seconds",
    "articles/s",
    "articles/CPU s",
    "MB",
    "wrong spans",
    "same rows",
)


COMPILED = folder_for(Path(toolkit.__file__).parent / "attribution").is_dir()


def inputs(shared: Path) -> dict[str, Path]:
    """What is run over: real articles where they are there, the sample always."""
    known = {"real news": shared / "articles" / "real_news.jsonl.gz", "sample": SAMPLE / "articles.jsonl"}
    return {name: path for name, path in known.items() if path.is_file()}


def measure(shared: Path, outcome: Outcome) -> None:
    """Runs every input with one process and with all, and holds the results against each other."""
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    outcome.say(
        f"## Robustness and speed\n\nOn {cores} cores, {load:.1f} of them busy before. Seconds are those of "
        "`quotation_table`, its lexicons loaded; CPU seconds, which other work touches less, are told for "
        "one process. MB is the most that one process held, reading included. A coverage of fewer than 128 "
        "articles is done in one process."
    )
    rows = []
    for name, path in inputs(shared).items():
        digests: set[str] = set()
        for jobs, pure in RUNS if COMPILED else RUNS[:2]:
            done = run(__file__, str(path), str(jobs), seed=jobs, pure=pure)
            if done.status:
                outcome.fail(f"{name}, jobs={jobs}, pure={pure}: ended with {done.status}: {done.err[-500:]}")
                continue
            found: dict[str, Any] = json.loads(done.out)
            digests.add(found["digest"])
            _check(f"{name}, jobs={jobs}", found, outcome)
            speed = f"{found['articles'] / found['seconds']:.0f}"
            core = found["articles"] / found["cpu"]
            least = LEAST[found["engine"]]
            if name == "real news" and jobs == 1 and core < least:
                outcome.fail(f"{name}: {core:.0f} articles in a second of one core, where {least} is the least")
            counts = f"{found['articles']:,}", f"{found['relations']:,}", f"{found['seconds']:.1f}", speed
            counts += (f"{core:.0f}" if jobs == 1 else "",)
            wrong, same = str(len(found["wrong"])), "yes" if len(digests) == 1 else "no"
            rows.append([name, found["engine"], str(jobs or cores), *counts, f"{done.megabytes:.0f}", wrong, same])
        if len(digests) > 1:
            outcome.fail(
                f"{name}: the table depends on the number of processes, on PYTHONHASHSEED (1, 0) or on compiling"
            )
    outcome.say(table(HEAD, rows))
    for name, path in inputs(shared).items():
        _measure_pieces(name, path, outcome)


def _measure_pieces(name: str, path: Path, outcome: Outcome) -> None:
    """Runs over pieces of the articles, other ones each time: what a text may end with is nobody's to foresee."""
    seed = time.time_ns() % 1_000_000
    failed = list(failures_of_pieces(path, seed))
    outcome.say(f"{PIECES:,} pieces of {name} (seed {seed}): the engine failed at {len(failed):,}.\n")
    if failed:
        outcome.fail(f"{name}, seed {seed}: failed at {len(failed)} pieces, such as {min(failed, key=len)}")


def _check(place: str, found: dict[str, Any], outcome: Outcome) -> None:
    if found["warnings"]:
        outcome.fail(f"{place}: {found['warnings'][0]}")
    if found["wrong"]:
        outcome.fail(f"{place}: {len(found['wrong'])} rows whose span is not its text, such as {found['wrong'][0]}")


def work(path: Path, jobs: int) -> dict[str, Any]:
    """One run over the articles of a file."""
    from toolkit.articles.export import write_csv
    from toolkit.articles.readers import read_articles
    from toolkit.articles.tables import quotation_table
    from toolkit.attribution import analysis

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        articles = read_articles(path)
        quotation_table(articles.head(1))  # loads the lexicons
        start, busy = time.perf_counter(), time.process_time()
        quotations = quotation_table(articles, jobs=jobs)
        seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    stream = io.BytesIO()
    write_csv(quotations, stream, mark=False)
    return {
        "engine": "sources" if analysis.__file__.endswith(".py") else "compiled",
        "articles": len(articles),
        "relations": len(quotations),
        "seconds": seconds,
        "cpu": cpu,
        "warnings": [str(warning.message) for warning in caught],
        "wrong": list(wrong_rows(articles, quotations)),
        "digest": hashlib.sha256(stream.getvalue()).hexdigest(),
    }


def wrong_rows(articles: pd.DataFrame, quotations: pd.DataFrame) -> Iterator[str]:
    """The ids of the rows of which cue, source or content is not the slice of the raw field that its offsets name."""
    fields = {
        (row["article_id"], field): row.get(field) for row in articles.to_dict("records") for field in ("title", "text")
    }
    for row in quotations.to_dict("records"):
        raw = fields[row["article_id"], row["field"]]
        spans = [(row[part], row[f"{part}_start"], row[f"{part}_end"]) for part in ("cue", "source")]
        sound = all(_sound(raw, *span) for span in spans)
        pieces = [raw[start:end] for start, end in row["contents"] if 0 <= start < end <= len(raw)]
        content = row["content"] if isinstance(row["content"], str) else ""
        if not sound or len(pieces) != len(row["contents"]) or " … ".join(pieces) != content:
            yield row["quotation_id"]


def failures_of_pieces(path: Path, seed: int) -> Iterator[str]:
    """The pieces, cut from articles anywhere, every fourth with its words in any order, at which the engine fails."""
    from toolkit.articles.readers import read_articles
    from toolkit.attribution.extract import quotations

    random = Random(seed)
    texts = [words for text in read_articles(path)["text"] if len(words := str(text).split(" ")) > LONGEST]
    for i in range(PIECES):
        words, size = random.choice(texts), random.randint(1, LONGEST)
        first = random.randrange(len(words) - size)
        piece = words[first : first + size]
        if i % 4 == 0:
            random.shuffle(piece)
        try:
            quotations(" ".join(piece))
        except Exception as error:  # noqa: BLE001 - any failure is what is looked for
            yield f"{' '.join(piece)!r} ({error!r})"


def _sound(raw: str, text: Any, start: Any, end: Any) -> bool:
    if not isinstance(text, str):
        return not isinstance(start, int) and not isinstance(end, int)
    return 0 <= start < end <= len(raw) and raw[start:end] == text


if __name__ == "__main__":
    json.dump(work(Path(sys.argv[1]), int(sys.argv[2])), sys.stdout)
