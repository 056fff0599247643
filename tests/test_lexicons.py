"""Every lexicon: its card, the form of its lines, and that those that belong together agree."""

from __future__ import annotations

import itertools
import re
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from toolkit.attribution.records import SECTORS
from toolkit.errors import LexiconError
from toolkit.lexicons import lexicon_names, load_lexicon

if TYPE_CHECKING:
    from pathlib import Path

NAMES = lexicon_names()
CARD = {"title", "version", "source", "licence", "columns", "known_gaps"}
LICENCES = {"CC BY 4.0"}
MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Diacritics and the tatweel."""
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Bidirectional controls, joiners and zero-width spaces."""
LOOSE_SPACE = re.compile(r"(?:^| |\t) | (?:\t|$)|[^\S\t\n ]", re.MULTILINE)


def raw(name: str) -> str:
    return files("toolkit.lexicons").joinpath(f"{name}.tsv").read_bytes().decode("utf-8")


def lines(name: str) -> list[str]:
    return raw(name).removesuffix("\n").split("\n")


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_what_the_list_is_and_whose(name: str) -> None:
    card = load_lexicon(name).card

    assert set(card) >= CARD
    assert all(isinstance(card[key], str) and card[key].strip() for key in ("title", "version", "source"))
    assert card["licence"] in LICENCES, "name a new licence in LICENSE and README.md too"
    assert isinstance(card["known_gaps"], list)


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_those_of_the_card_and_each_has_a_meaning(name: str) -> None:
    columns = load_lexicon(name).card["columns"]

    assert lines(name)[0].split("\t") == list(columns)
    assert [column for column, about in columns.items() if not about.get("meaning", "").strip()] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_values_are_those_of_the_card(name: str) -> None:
    lexicon = load_lexicon(name)

    for column, about in lexicon.card["columns"].items():
        if "values" in about:
            cells = {row[column] for row in lexicon.rows}
            if "separated by commas" in about["meaning"]:
                cells = {value for cell in cells if cell for value in cell.split(",")}
            assert cells <= set(about["values"]), column


@pytest.mark.parametrize("name", [name for name in NAMES if "sector" in load_lexicon(name).card["columns"]])
def test_sectors_are_those_of_the_codebook(name: str) -> None:
    assert set(load_lexicon(name).card["columns"]["sector"]["values"]) - {""} == set(SECTORS)


@pytest.mark.parametrize("name", NAMES)
def test_a_line_reads_in_one_direction(name: str) -> None:
    lexicon = load_lexicon(name)
    is_ascii = [all(row[column].isascii() for row in lexicon.rows) for column in lexicon.card["columns"]]

    assert is_ascii == sorted(is_ascii, reverse=True), "ASCII columns come first"


@pytest.mark.parametrize("name", NAMES)
def test_the_text_is_plain(name: str) -> None:
    text = raw(name)

    assert unicodedata.is_normalized("NFC", text)
    assert MARKS.findall(text) == []
    assert INVISIBLE.findall(text) == []
    assert [line for line in lines(name) if LOOSE_SPACE.search(line)] == []
    assert text.endswith("\n")
    assert [line for line in lines(name) if not line.strip()] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_are_in_order_and_none_stands_twice(name: str) -> None:
    # By code point, so that `LC_ALL=C sort` gives the same and a change shows as one line.
    wrong = [(one, two) for one, two in itertools.pairwise(lines(name)[1:]) if one >= two]

    assert wrong[:3] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_its_word(name: str) -> None:
    lexicon = load_lexicon(name)
    last = list(lexicon.card["columns"])[-1]

    assert [row for row in lexicon.rows if not row[last]] == []


def test_every_list_has_a_card_and_every_card_a_list() -> None:
    names = {item.name for item in files("toolkit.lexicons").iterdir() if item.name.endswith((".toml", ".tsv"))}

    assert names == {f"{name}{ending}" for name in NAMES for ending in (".toml", ".tsv")}


def test_the_verbs_and_their_forms_agree() -> None:
    verbs = [row["key"] for row in load_lexicon("reporting_verbs").rows]

    assert len(verbs) == len(set(verbs))
    assert {row["key"] for row in load_lexicon("reporting_forms").rows} == set(verbs)


def test_a_hundred_and_fifty_verbs_have_a_stance() -> None:
    rows = load_lexicon("reporting_verbs").rows

    assert [row["key"] for row in rows if not row["stance"]] == []
    assert len({row["lemma"] for row in rows}) >= 150


def test_an_unknown_lexicon_is_answered_with_the_known_ones() -> None:
    with pytest.raises(LexiconError, match=r"there is no lexicon 'verbs'; there are adjectives, .*titles"):
        load_lexicon("verbs")


def test_a_line_with_another_number_of_cells_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("kind\tform\nhead\tوزارة\nهيئة\n", "utf-8")

    with pytest.raises(LexiconError, match=r"own\.tsv, line 3: 1 cells, but the header names 2 columns \(kind, form\)"):
        load_lexicon("organisations", path=path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"'organisations' cannot be read from .*none\.tsv"):
        load_lexicon("organisations", path=tmp_path / "none.tsv")


def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes("kind\tform\nhead\tوزارة\n".encode("cp1256"))

    with pytest.raises(LexiconError, match=r"cannot be read from .*own\.tsv.*give a UTF-8 TSV"):
        load_lexicon("organisations", path=path)


def test_a_list_of_ones_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text("kind\tform\nhead\tوزارة\n", "utf-8")

    bare = load_lexicon("organisations", path=path)
    path.with_suffix(".toml").write_text('title = "Our own"\n', "utf-8")
    carded = load_lexicon("organisations", path=str(path))

    assert bare.rows == carded.rows == ({"kind": "head", "form": "وزارة"},)
    assert (bare.card, carded.card) == ({}, {"title": "Our own"})
