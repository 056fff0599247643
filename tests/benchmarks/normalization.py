"""Normalization measured: speed beside peers in one process, memory of the map, proofs on all real articles, repair.

    python tests/benchmarks/run.py --only normalization

Peers are no dependency. Install them into an environment of their own and put that on the path, for instance:

    uv venv peers
    uv pip install --python peers/bin/python arabic-norm arabic-normalize polars tokenizers pyarabic emoji araclean
    uv pip install --python peers/bin/python --no-deps camel-tools
    PYTHONPATH=peers/lib/python3.11/site-packages make bench

What is not installed is named and left out.
"""

from __future__ import annotations

import gzip
import json
import random
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import normalization_peers
import normalization_proofs
import normalization_repair
from measured import Outcome, table

from toolkit.articles import columns
from toolkit.text.normalize import align, align_all, normalize, normalize_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = 5
LEAST = {"news": 0.95, "noisy": 0.75}  # of the fastest peer, which keeps no map
TIMES = 15  # the fastest peer that keeps a map
MAP_BYTES, HEADLINE = 0.1, 1.5  # a character; microseconds
HEAD = ("what", "map", "MB/s, news", "MB/s, noisy", "µs a headline", "folds")


def noisy(texts: list[str]) -> list[str]:
    """The same with what damaged text has: vowels, tatweel, joined forms, Persian letters, bidi marks, other quotes."""
    chance = random.Random(7)
    forms = str.maketrans({"ل": "ﻟ", "ا": "ﺎ", "م": "ﻣ", "ن": "ﻧ", "ي": "ﻴ", "ت": "ﺘ", "ب": "ﺒ", "ر": "ﺮ"})
    persian = str.maketrans("كي", "کی")

    def damaged(word: str) -> str:
        draw = chance.random()
        if draw < 0.03:
            return "".join(letter + chance.choice("\u064e\u064f\u0650\u0652\u0651") for letter in word)
        if draw < 0.04:
            return word[:2] + "\u0640" * chance.randint(1, 3) + word[2:]
        if draw < 0.05:
            return word.replace("لا", "ﻻ").translate(forms)
        if draw < 0.06:
            return word.translate(persian)
        if draw < 0.065:
            return f"\u200f{word}"
        return f"“{word}”" if draw < 0.067 else word

    blanks = (" ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", "\u00a0")
    return ["".join(damaged(word) + chance.choice(blanks) for word in text.split(" ")) for text in texts]


def headlines(texts: list[str], titles: list[str]) -> list[str]:
    """Titles of 40 to 80 characters; the beginnings of the texts where there are too few."""
    found = [title for title in titles if 40 <= len(title) <= 80]
    return (found + [text[:55] for text in texts if len(text) > 55])[:5000]


def seconds(call: Callable[[], Any]) -> float:
    """The processor time of a call."""
    start = time.process_time()
    call()
    return time.process_time() - start


def fastest(call: Callable[[], Any]) -> float:
    """The fewest seconds of processor time in some rounds."""
    return min(seconds(call) for _ in range(ROUNDS))


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints the tables and what does not hold."""
    path = shared / "articles" / "real_news.jsonl.gz"
    if not path.is_file():
        outcome.say(f"## Normalization\n\nNot measured: {path} is not there.")
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    news = [row["text"] for row in rows]
    speeds(news, noisy(news), headlines(news, [row["title"] or "" for row in rows]), outcome)
    normalization_proofs.measure(news, outcome)
    normalization_repair.measure(rows, outcome)


def ours() -> dict[str, tuple[str, str, Callable[[list[str]], Any]]]:
    """What is measured of the toolkit: whether it gives a map, its folds, and the call."""
    return {
        "normalize, text by text": ("no", "`matching`", lambda texts: [normalize(text) for text in texts]),
        "align, text by text": ("exact", "`matching`", lambda texts: [align(text) for text in texts]),
        "normalize_all": ("no", "`matching`", normalize_all),
        "align_all": ("exact", "`matching`", align_all),
        "align_all, search": ("exact", "`search`", lambda texts: align_all(texts, "search")),
        "align_all, reading": ("exact", "`reading`", lambda texts: align_all(texts, "reading")),
    }


def speeds(news: list[str], noise: list[str], titles: list[str], outcome: Outcome) -> None:
    """The table of speeds, ours and the peers', on the same texts."""
    import pandas as pd

    peers, absent = normalization_peers.peers()
    calls = {**{f"toolkit: {name}": what for name, what in ours().items()}, **peers}
    calls["toolkit: normalize, pandas Series to Series"] = (
        "no",
        "`matching`",
        lambda texts: columns.normalize(pd.Series(texts)),
    )
    found: dict[str, list[float]] = {name: [] for name in calls}
    for texts, unit in ((news, 1e6), (noise, 1e6), (titles, 0.0)):
        parts = {name: texts[: max(len(texts) // normalization_peers.SLOW.get(name, 1), 1)] for name in calls}
        best = dict.fromkeys(calls, float("inf"))
        # in turn, so that what else the machine does meets all of them
        for _ in range(ROUNDS):
            for name, (*_, call) in calls.items():
                best[name] = min(best[name], seconds(partial(call, parts[name])))
        for name, part in parts.items():
            size = sum(len(text.encode()) for text in part)
            found[name].append(size / unit / best[name] if unit else best[name] / len(part) * 1e6)
    rows = [
        [name, calls[name][0], *(f"{number:.3g}" for number in numbers), calls[name][1]]
        for name, numbers in found.items()
    ]
    outcome.say(
        "## Normalization\n\nProcessor time, best of "
        f"{ROUNDS}, one process; megabytes of UTF-8. Each peer folds what it can of `matching`, as its row says.\n\n"
        + table(HEAD, rows)
    )
    if absent:
        outcome.say(f"Not installed, so not measured: {', '.join(absent)}. See tests/benchmarks/normalization.py.")
    judge(found, news, noise, titles, outcome)


def judge(
    found: dict[str, list[float]], news: list[str], noise: list[str], titles: list[str], outcome: Outcome
) -> None:
    """Holds the figures against what is asked for."""
    both = found["toolkit: align_all"]
    peer = found.get("arabic-norm")
    if peer:
        for place, (kind, least) in enumerate(LEAST.items()):
            share = both[place] / peer[place]
            outcome.say(f"align_all with its map at {share:.2f} of arabic-norm without one, {kind}.")
            if share < least:
                outcome.fail(
                    f"normalization, {kind}: a column with map at {share:.2f} of arabic-norm; {least} is asked for"
                )
    mapped = found.get("tokenizers NormalizedString")
    if mapped:
        times = both[0] / mapped[0]
        outcome.say(f"align_all at {times:.1f} times the fastest peer that keeps a map, news.")
        if times < TIMES:
            outcome.fail(f"normalization: {times:.1f} times the fastest peer with a map; {TIMES} are asked for")
    for kind, texts in (("news", news), ("noisy", noise), ("headlines", titles)):
        cost = align_all(texts).nbytes / sum(map(len, texts))
        outcome.say(f"Map, {kind}: {cost:.3f} bytes a character.")
        if cost > MAP_BYTES:
            outcome.fail(f"normalization, {kind}: the map costs {cost:.3f} bytes a character; {MAP_BYTES} are allowed")
    title = "قال وزير الخارجية الأمريكي إنّ المحادثات مع إيران ستستمر"[:55]
    normalize(title)
    each = fastest(lambda: [normalize(title) for _ in range(20_000)]) / 20_000 * 1e6
    outcome.say(f"One headline of {len(title)} characters: {each:.2f} µs.")
    if each > HEADLINE:
        outcome.fail(f"normalization: a headline takes {each:.2f} µs; {HEADLINE} are allowed")
    views = align_all(news)
    chance = random.Random(5)
    rows = [chance.randrange(len(views)) for _ in range(200_000)]
    starts = [chance.randrange(len(views.texts[row]) or 1) for row in rows]
    ends = [min(start + 3, len(views.texts[row])) for row, start in zip(rows, starts, strict=True)]
    starts = [min(start, end) for start, end in zip(starts, ends, strict=True)]
    views.raw_spans(rows[:1], starts[:1], ends[:1])
    each = fastest(lambda: views.raw_spans(rows, starts, ends)) / len(rows) * 1e9
    outcome.say(f"`raw_spans` of 200,000 spans at once: {each:.0f} ns a span.")
