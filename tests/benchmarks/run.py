"""What the toolkit can do, measured: accuracy on gold, robustness and speed on real articles, the report.

    python tests/benchmarks/run.py [--shared FOLDER] [--out FOLDER] [--only PART …] [--update [--allow-regression]]

Prints Markdown, and writes it to OUT/results.md beside the predictions that were scored. Exit status: 0 all holds; 1 a
figure is below its floor, the gold is another than the floors were measured on, an article failed, a span is not its
text, or a report could not be written; 2 the call was wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import accuracy
import attributes
import cleaning
import codes
import crosstab
import dates
import divergence
import diversity
import events
import floors
import frames
import keyness
import normalization
import reference
import reliability
import reporting
import robustness
import scaling
import simulation
import stances
import statements
import syndication
import words
from measured import ROOT, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = (
    "accuracy",
    "attributes",
    "robustness",
    "report",
    "normalization",
    "syndication",
    "events",
    "statements",
    "cleaning",
    "stances",
    "crosstab",
    "keyness",
    "frames",
    "divergence",
    "codes",
    "scaling",
    "dates",
    "words",
    "diversity",
    "reliability",
    "simulation",
    "reference",
)


def main() -> int:
    """Runs what is asked for and can be run."""
    call = _call()
    shared = (ROOT / call.shared).resolve()
    outcome = Outcome()
    call.out.mkdir(parents=True, exist_ok=True)
    if not shared.is_dir():
        outcome.say(
            f"**{call.shared} is not there**: no gold but the sample's, no scorer, no real articles. What follows was "
            "measured on the sample coverage, which is synthetic; it says little about news."
        )
    if "accuracy" in call.only:
        results = accuracy.measure(shared, call.out)
        accuracy.tell(results, outcome)
        if call.update:
            floors.update(results, outcome, allow_regression=call.allow_regression)
        floors.compare(results, outcome)
    parts: dict[str, Callable[[], object]] = {
        "attributes": lambda: attributes.measure(shared, outcome),
        "robustness": lambda: robustness.measure(shared, outcome),
        "report": lambda: reporting.measure(shared, call.out, outcome),
        "normalization": lambda: normalization.measure(shared, outcome),
        "diversity": lambda: diversity.measure(outcome),
        "reliability": lambda: reliability.measure(outcome),
        "reference": lambda: reference.measure(shared, outcome),
        "simulation": lambda: simulation.measure(outcome),
        "syndication": lambda: syndication.measure(shared, outcome),
        "events": lambda: events.measure(shared, outcome),
        "statements": lambda: statements.measure(shared, outcome),
        "cleaning": lambda: cleaning.measure(shared, outcome),
        "keyness": lambda: keyness.measure(shared, outcome),
        "frames": lambda: frames.measure(shared, outcome),
        "divergence": lambda: divergence.measure(shared, outcome),
        "codes": lambda: codes.measure(shared, outcome),
        "scaling": lambda: scaling.measure(shared, outcome),
        "words": lambda: words.measure(shared, outcome),
        "crosstab": lambda: crosstab.measure(shared, outcome),
        "dates": lambda: dates.measure(shared, outcome),
        "stances": lambda: stances.measure(shared, outcome),
    }
    for name, measure in parts.items():
        if name in call.only:
            measure()
    outcome.conclude()
    (call.out / "results.md").write_text(outcome.markdown(), encoding="utf-8")
    return 1 if outcome.failures else 0


def _call() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", default="../shared", help="gold, scorer and articles, from the checkout (default: %(default)s)"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "bench", help="folder for what is made (default: bench)")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS), help="parts to run (default: all)")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors, or take new gold")
    call = parser.parse_args()
    if call.allow_regression and not call.update:
        parser.error("--allow-regression says how to --update")
    if call.update and "accuracy" not in call.only:
        parser.error("--update needs the accuracy part")
    return call


if __name__ == "__main__":
    sys.exit(main())
