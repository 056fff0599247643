"""The stances of the reporting verbs beside those of an older list, made by others for another purpose.

The older list has classes of its own; what it calls assertive, doubting, negative and so on is read as the nearest
stance here, and its performative, opinion, evaluative, relay and document verbs, which it tells apart by what they do
and not by how they colour words, as neutral. It is no blind second classification of the lexicon: whoever classed the
verbs here could have read it.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pandas as pd
from measured import Outcome, table

from toolkit.lexicons import load_lexicon
from toolkit.measures.agreement import agreement
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from pathlib import Path

NEAREST = {
    "assertive": "affirming",
    "concessive": "conceding",
    "commissive": "committing",
    "denial": "denying",
    "directive": "directing",
    "doubting": "distancing",
    "emotive": "expressing",
    "hedged": "hedging",
    "negative": "critical",
    "positive": "praising",
    "question": "questioning",
}


def measure(shared: Path, outcome: Outcome) -> None:
    """Prints the agreement and the verbs on which the lists differ."""
    path = shared / "cue_lexicon.tsv"
    if not path.is_file():
        outcome.say(f"## Stances\n\nNot measured: {path} is not there.")
        return
    with path.open(encoding="utf-8", newline="") as lines:
        older = {
            normalize(row["lemma"].split(" (")[0], profile="search"): NEAREST.get(row["stance"], "neutral")
            for row in csv.DictReader(lines, delimiter="\t")
        }
    ours: dict[str, set[str]] = {}
    for row in load_lexicon("reporting_verbs").rows:
        ours.setdefault(normalize(row["lemma"], profile="search"), set()).add(row["stance"])
    both = sorted(lemma for lemma in older if len(ours.get(lemma, ())) == 1)
    pairs = [(lemma, next(iter(ours[lemma])), older[lemma]) for lemma in both]
    [alpha] = agreement(pd.DataFrame(pairs, columns=["unit", "here", "older"])).to_dict("records")
    same = sum(one == other for _, one, other in pairs)
    outcome.say(
        f"## Stances\n\n{len(both)} verbs stand in both lists with one stance each: {same} agree, alpha "
        f"{alpha['alpha']:.2f} ({alpha['low']:.2f} to {alpha['high']:.2f})."
    )
    outcome.say(table(("verb", "here", "older list"), [row for row in pairs if row[1] != row[2]]))
