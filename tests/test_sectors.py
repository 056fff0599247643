"""Which part of society the words of a source tell, case by case."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from toolkit.attribution.analysis import analyse
from toolkit.attribution.mentions import mention_of

with (Path(__file__).parent / "cases" / "sectors.tsv").open(encoding="utf-8", newline="") as file:
    CASES = [(row["source"], row["sector"]) for row in csv.DictReader(file, delimiter="\t")]


@pytest.mark.parametrize(("source", "sector"), CASES)
def test_the_words_of_a_source_tell_its_sector(source: str, sector: str) -> None:
    analysis = analyse(source)

    assert mention_of(analysis, 0, len(analysis)).sector.sector == sector


@pytest.mark.parametrize("source", ["الدكتور سامر الحلواني", "مدير أعماله", "مدير المكتب"])
def test_a_doctorate_or_an_office_alone_only_lets_one_guess(source: str) -> None:
    analysis = analyse(source)

    assert mention_of(analysis, 0, len(analysis)).sector.weak
