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

import accuracy
import attributes
import crosstab
import diversity
import floors
import normalization
import reference
import reliability
import reporting
import robustness
import simulation
import stances
import syndication
from measured import ROOT, Outcome

PARTS = (
    "accuracy",
    "attributes",
    "robustness",
    "report",
    "normalization",
    "syndication",
    "stances",
    "crosstab",
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
    if "attributes" in call.only:
        attributes.measure(shared, outcome)
    if "robustness" in call.only:
        robustness.measure(shared, outcome)
    if "report" in call.only:
        reporting.measure(shared, call.out, outcome)
    if "normalization" in call.only:
        normalization.measure(shared, outcome)
    if "diversity" in call.only:
        diversity.measure(outcome)
    if "reliability" in call.only:
        reliability.measure(outcome)
    if "reference" in call.only:
        reference.measure(shared, outcome)
    if "simulation" in call.only:
        simulation.measure(outcome)
    if "syndication" in call.only:
        syndication.measure(shared, outcome)
    if "crosstab" in call.only:
        crosstab.measure(shared, outcome)
    if "stances" in call.only:
        stances.measure(shared, outcome)
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
