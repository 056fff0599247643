"""The marks that tests/benchmarks/attributes.py measures against: each says what it may say."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest

from toolkit.attribution.records import DECLINED_AS, GENDERS, SECTORS, TYPES, UNNAMED_AS
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

CASES = Path(__file__).parent / "cases"
CARD = tomllib.loads((CASES / "attributes.toml").read_text("utf-8"))
with (CASES / "attributes.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

VERBS = load_lexicon("reporting_verbs")
CLOSED = {
    "type": TYPES,
    "sector": SECTORS,
    "gender": GENDERS,
    "declined_as": DECLINED_AS,
    "unnamed_as": UNNAMED_AS,
    "stance": tuple(VERBS.card["columns"]["stance"]["values"]),
}


@pytest.mark.parametrize("field", CLOSED)
def test_a_mark_is_of_the_closed_vocabulary_or_absent_or_open(field: str) -> None:
    used = {value for row in ROWS for value in row[field].split("/")}

    assert used <= {*CLOSED[field], "-", "."}


@pytest.mark.parametrize("column", ["stratum", "relation", "declined_as", "unnamed_as"])
def test_the_card_lists_the_values(column: str) -> None:
    used = {value for row in ROWS for value in row[column].split("/")} - {"-", "."}

    assert used <= set(CARD["columns"][column]["values"])


def test_one_article_gives_one_row_with_a_cue_as_long_as_its_span() -> None:
    assert len({row["article_id"] for row in ROWS}) == len(ROWS)
    assert [row for row in ROWS if int(row["cue_end"]) - int(row["cue_start"]) != len(row["cue"])] == []


def test_what_is_no_relation_has_no_marks() -> None:
    marked = [row for row in ROWS if row["relation"] != "yes" and {row[f] for f in (*CLOSED, "via", "verb")} != {"."}]

    assert marked == []


def test_a_marked_verb_is_written_as_a_lemma() -> None:
    """A lemma that the lexicon lacks is a gap of the lexicon; these are known."""
    lemmas = {normalize(row["lemma"]) for row in VERBS.rows}
    missing = {row["verb"] for row in ROWS if row["verb"] not in ("-", ".")}

    assert {verb for verb in missing if normalize(verb) not in lemmas} <= {"أدلى", "استاء", "تجنب", "استدرك"}
