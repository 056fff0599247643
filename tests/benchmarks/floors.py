"""Floors: what accuracy was once reached and must not be lost unseen. Each is bound to the gold it was measured on."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measured import Outcome, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accuracy import Result

FILE = Path(__file__).with_name("floors.json")
TOLERANCE = 0.0005


def compare(results: Sequence[Result], outcome: Outcome) -> None:
    """Fails where a figure is below its floor, or the gold is another than the floors were measured on."""
    stored = _load()
    rows, held = [], 0
    for result in results:
        name = result.dataset.name
        entry = stored.get(name)
        if entry is None:
            continue
        if entry["gold"] != result.gold_hash:
            outcome.fail(
                f"{name}: its gold is not the one its floors were measured on; look at the difference, then "
                "--update --allow-regression"
            )
            continue
        for figure, floor in entry["floors"].items():
            now = result.figures.get(figure)
            if now is None:
                continue
            held += 1
            if abs(now - floor) > TOLERANCE:
                rows.append([f"{name} {figure}", f"{floor:.4f}", f"{now:.4f}", f"{now - floor:+.4f}"])
            if now < floor - TOLERANCE:
                outcome.fail(f"{name} {figure}: {now:.4f} is below its floor {floor:.4f}")
    known = sum(len(entry["floors"]) for entry in stored.values())
    outcome.say(f"### Floors\n\n{held} of {known} floors were compared; {len(rows)} figures differ from theirs.")
    if rows:
        outcome.say(table(["figure", "floor", "now", "difference"], rows))


def update(results: Sequence[Result], outcome: Outcome, *, allow_regression: bool) -> None:
    """Raises the floors to what was measured; lowers one, or takes another gold, only where that is allowed."""
    stored = _load()
    for result in results:
        name = result.dataset.name
        entry = stored.setdefault(name, {"gold": result.gold_hash, "floors": {}})
        if entry["gold"] != result.gold_hash:
            if not allow_regression:
                continue  # compare says so
            entry |= {"gold": result.gold_hash, "floors": {}}
        for figure, value in result.figures.items():
            now = math.floor(value * 10_000) / 10_000
            old = entry["floors"].get(figure, now)
            if now < old and allow_regression:
                outcome.say(f"The floor of {name} {figure} is lowered from {old:.4f} to {now:.4f}.")
            entry["floors"][figure] = now if allow_regression else max(now, old)
    FILE.write_text(json.dumps(stored, indent=2, sort_keys=True) + "\n", "utf-8")


def _load() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE.read_text("utf-8")) if FILE.is_file() else {}
    return loaded
