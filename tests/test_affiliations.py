"""To which body or country a source says it belongs, case by case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from toolkit.attribution.analysis import analyse
from toolkit.attribution.mentions import mention_of

with (Path(__file__).parent / "cases" / "affiliations.tsv").open(encoding="utf-8", newline="") as file:
    CASES = [
        (row["source"], None if row["affiliation"] == "-" else row["affiliation"])
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


@pytest.mark.parametrize(("source", "affiliation"), CASES)
def test_the_words_of_a_source_tell_its_affiliation(source: str, affiliation: str | None) -> None:
    analysis = analyse(source)

    assert mention_of(analysis, 0, len(analysis)).affiliation == affiliation
