"""That normalizing twice is once, and that the map never loses its place: on every real article and on mutations."""

from __future__ import annotations

import json
import random
import time
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from measured import table

from toolkit.text.folding import fold_of
from toolkit.text.normalize import PROFILES, STEPS, align, align_all, normalize, normalize_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from measured import Outcome

    from toolkit.text.views import AlignedTexts

STRINGS = 200_000
TOUCHED = sorted({c for step in STEPS.values() for c in (*step.table, *"".join(step.triggers))})
NASTY = [*TOUCHED, *json.loads((Path(__file__).parents[1] / "cases" / "nasty.json").read_text("utf-8"))]
TIMED = (("reading",), ("matching",), ("compose", "alef"))
SECONDS = 5.0  # for a megabyte: what takes quadratic time takes minutes


def measure(news: list[str], outcome: Outcome) -> None:
    """Counts what does not hold; nothing may."""
    rows = []
    for profile in PROFILES:
        views = align_all(news, profile)
        rows.append([f"real news, `{profile}`", f"{len(news):,}", *map(str, failures(news, views, profile))])
    strings = list(mutated(news))
    for profile in PROFILES:
        part = strings[: STRINGS // 3 + 1]
        del strings[: STRINGS // 3 + 1]
        rows.append(
            [f"mutations, `{profile}`", f"{len(part):,}", *map(str, failures(part, align_all(part, profile), profile))]
        )
    outcome.say("### Proofs\n\nFailures, of which there may be none.")
    outcome.say(table(("texts", "number", "not idempotent", "column and text differ", "map errors"), rows))
    for row in rows:
        if row[2:] != ["0", "0", "0"]:
            outcome.fail(f"normalization, {row[0]}: {row[2]} not idempotent, {row[3]} differ, {row[4]} map errors")
    seconds = linear(news)
    outcome.say(table(("a megabyte of", *map(" + ".join, TIMED)), [[name, *cells] for name, cells in seconds.items()]))
    for name, cells in seconds.items():
        if max(map(float, cells)) > SECONDS:
            outcome.fail(f"normalization: a megabyte of {name} takes {max(cells, key=float)} s; {SECONDS} are allowed")


def failures(texts: list[str], views: AlignedTexts, profile: str) -> tuple[int, int, int]:
    """How many texts are not idempotent, are another from the column than alone, have a wrong place in their map."""
    twice = sum(one != two for one, two in zip(views.texts, normalize_all(views.texts, profile), strict=True))
    differ = sum(text != normalize(raw, profile) for raw, text in zip(texts, views.texts, strict=True))
    fold = fold_of(profile).table
    wrong = 0
    for row in range(len(texts)):
        view = views[row]
        size = len(view.text)
        first, last = view.raw_spans(np.arange(size), np.arange(1, size + 1))
        start, end = view.text_spans(first, last)
        places = np.arange(size)
        sound = bool(((start <= places) & (places < end)).all()) and bool((np.diff(first) >= 0).all())
        raw = view.raw
        for at, upto, character in zip(first.tolist(), last.tolist(), view.text, strict=True):
            old = raw[at]
            if fold.get(old, old) != character and character not in normalize(raw[at:upto], profile):
                # what only its neighbours make (a run that became one letter, 1٬000) is told by the raw text alone
                sound = sound and (character in raw[at:upto] or character in ".,")
        wrong += not sound or align(raw, profile) != view
    return twice, differ, wrong


def mutated(news: list[str]) -> Iterator[str]:
    """Pieces of real text with characters that steps touch put in, doubled, taken out."""
    chance = random.Random(11)
    for _ in range(STRINGS):
        text = chance.choice(news)
        start = chance.randrange(max(len(text) - 40, 1))
        letters = list(text[start : start + chance.randint(1, 40)])
        for _ in range(chance.randint(1, 8)):
            letters.insert(chance.randint(0, len(letters)), chance.choice(NASTY))
        yield "".join(letters)


def linear(news: list[str]) -> dict[str, list[str]]:
    """Seconds for what takes others quadratic time."""
    nfd = unicodedata.normalize("NFD", "".join(news[:400]))[: 1 << 20]
    made = {
        "one letter": "ا" * (1 << 20),
        "decomposed news": nfd,
        "one mark": "\u064b" * (1 << 20),
        "two marks out of order": "\u0651\u064e" * (1 << 19),
        "alef with hamza above": "ا\u0654" * (1 << 19),
        "alef and hamzas above": "ا" + "\u0654" * (1 << 20),
        "alef, maddas and hamzas": "ا" + "\u0653\u0654" * (1 << 19),
    }
    rows = {}
    for name, text in made.items():
        seconds = []
        for profile in TIMED:
            start = time.process_time()
            align(text, profile)
            seconds.append(f"{time.process_time() - start:.2f}")
        rows[name] = seconds
    return rows
