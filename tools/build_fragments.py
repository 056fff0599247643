"""Fits the weights of `toolkit.attribution.fragments` on hand-annotated articles and stores them.

    python tools/build_fragments.py --shared ../shared

The gold does not mark each pair of quotation marks, but whether what somebody said is told in his own words in part
(mixed) or in none (indirect). So an example is a short pair of marks that is the only one in such a content. Prints how
often they are told apart under cross-validation by article, beside grammar alone, for each kind of article.

Needs the gold articles of the shared folder, which the project does not ship.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotated import KINDS, annotated
from regression import cross_validated, fitted, stored

from toolkit.attribution.extract import traced
from toolkit.attribution.fragments import LEAST_ODDS

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path(__file__).resolve().parent.parent / "toolkit" / "attribution" / "ruleset" / "fragments.tsv"
PENALTY = 10.0
"""Of the squared weights, the bias left out; chosen by cross-validated errors among 3, 6, 10."""
SEEN = 8
"""How many examples a feature must hold of to be weighed."""
BY_GRAMMAR = "grammar=own"


class Example(NamedTuple):
    """A short pair of marks: its article, the kind of it, its features, and whether the words are the speaker's own."""

    article: str
    kind: str
    features: tuple[str, ...]
    own: bool


def examples(shared: Path) -> list[Example]:
    """The short pairs of marks in what was told, where the gold says of one alone whether it is the speaker's own."""
    made = []
    for kind, texts, gold in annotated(shared, unread=True):
        for key, marked in gold.items():
            _, (read, trace, _) = traced("", texts[key])
            starts = read.tokens.starts
            short = [(starts[block.open], features) for block, features in trace.fragments]
            speech = [starts[place] for place in read.speech_opens]
            for told in marked["ars"]:
                inside = [features for at, features in short if _holds(told, at)]
                mixed = told["kind"] == "mixed"
                if told["kind"] not in ("indirect", "mixed") or _holds_another(told, marked["ars"]):
                    continue
                if mixed and (len(inside) != 1 or any(_holds(told, at) for at in speech)):
                    continue  # which of several, or the longer quotation, makes it mixed is not said
                made += [Example(key, kind, features, mixed) for features in inside]
    return made


def _holds(told: dict[str, Any], at: int) -> bool:
    return any(start - 1 <= at < end for start, end in told["contents"])


def _holds_another(told: dict[str, Any], every: Iterable[dict[str, Any]]) -> bool:
    """Whether another speaks within what was told, whose words the marks may hold."""
    cues = [other["cue"][0] for other in every if other is not told and other.get("cue") and other.get("source")]
    return any(told["contents"][0][0] <= cue < told["contents"][-1][1] for cue in cues if told["contents"])


def main() -> None:
    """Fits, prints the cross-validated errors beside those of grammar alone, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder with gold/")
    made = examples(parser.parse_args().shared)
    read = [example for example in made if example.kind != "unread"]
    seen = Counter(name for example in read for name in set(example.features))
    names = sorted(name for name, count in seen.items() if count >= SEEN)
    rows, own = [example.features for example in read], [example.own for example in read]
    odds = cross_validated(rows, own, [example.article for example in read], names, PENALTY)
    weights = fitted(rows, own, names, PENALTY)
    stored(OUT, weights)
    held = [example for example in made if example.kind == "unread"]
    guesses = [*odds, *(sum(weights.get(name, 0) for name in example.features) for example in held)]
    for kind in KINDS:
        part = [(e, guess > LEAST_ODDS) for e, guess in zip([*read, *held], guesses, strict=True) if e.kind == kind]
        wrong = sum(guess != e.own for e, guess in part)
        by_grammar = sum((BY_GRAMMAR in e.features) != e.own for e, _ in part)
        print(f"{kind}: {len(part)} pairs, {wrong} wrong, by grammar alone {by_grammar}")


if __name__ == "__main__":
    main()
