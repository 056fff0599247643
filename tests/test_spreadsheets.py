"""Sheets that open from right to left and run nothing, and tables that XeLaTeX sets; labels for other readers."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.export import export_table
from toolkit.articles.labels import with_labels
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.spreadsheets import write_latex, write_xlsx
from toolkit.errors import TableError, ToolkitError
from toolkit.text.romanisation import romanise

if TYPE_CHECKING:
    from pathlib import Path

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(table: pd.DataFrame, **options: Any) -> dict[str, str]:
    """The parts of the file."""
    stream = io.BytesIO()
    write_xlsx(table, stream, **options)
    with zipfile.ZipFile(stream) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist()}


def cells(table: pd.DataFrame) -> list[list[str | None]]:
    """What a reader of the sheet gets."""
    parts = workbook(table)
    strings = [
        "".join(part.text or "" for part in item.iter(f"{MAIN}t"))
        for item in ET.fromstring(parts["xl/sharedStrings.xml"])  # noqa: S314 - our own file
    ]
    sheet = ET.fromstring(parts["xl/worksheets/sheet1.xml"])  # noqa: S314
    rows: list[list[str | None]] = []
    for row in sheet.iter(f"{MAIN}row"):
        found: dict[int, str | None] = {}
        for cell in row:
            place = ord(cell.attrib["r"][0]) - ord("A")
            value = cell.findtext(f"{MAIN}v")
            found[place] = strings[int(value or 0)] if cell.get("t") == "s" else value
        rows.append([found.get(place) for place in range(table.shape[1])])
    return rows


def test_a_sheet_runs_from_right_to_left_with_its_header_frozen() -> None:
    sheet = workbook(pd.DataFrame({"speaker": ["ليلى"]}))["xl/worksheets/sheet1.xml"]

    assert 'rightToLeft="1"' in sheet
    assert 'state="frozen"' in sheet
    other = workbook(pd.DataFrame({"speaker": ["ليلى"]}), right_to_left=False)
    assert "rightToLeft" not in other["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "+1", "-1", "@A1", "http://example.org", "{=1}"])
def test_a_text_is_never_a_formula_or_a_link(text: str) -> None:
    table = pd.DataFrame({text: [text]})
    sheet = workbook(table)["xl/worksheets/sheet1.xml"]

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert cells(table) == [[text], [text]]


def test_what_begins_like_a_formula_stays_a_text_when_it_is_edited() -> None:
    assert 'quotePrefix="1"' in workbook(pd.DataFrame({"a": ["=1+1"]}))["xl/styles.xml"]


def test_numbers_are_numbers_and_what_is_missing_is_empty() -> None:
    table = pd.DataFrame(
        {
            "count": pd.Series([1, None], dtype="Int64"),
            "share": [0.25, float("nan")],
            "name": pd.Series(["ليلى", None], dtype="str"),
            "spans": [[[1, 2]], []],
            "is_copy": [True, False],
            "day": pd.Series(["2026-05-04", None], dtype="datetime64[s]"),
        }
    )
    assert cells(table) == [
        ["count", "share", "name", "spans", "is_copy", "day"],
        ["1", "0.25", "ليلى", "[[1, 2]]", "1", "46146"],
        [None, None, None, "[]", "0", None],
    ]


def test_a_text_that_a_cell_cannot_hold_is_cut_and_said() -> None:
    with pytest.warns(ToolkitWarning, match="1 texts are longer than the 32,767 letters"):
        found = cells(pd.DataFrame({"text": ["ا" * 40_000, "ا"]}))
    assert [len(row[0] or "") for row in found] == [4, 32_767, 1]


def test_a_table_larger_than_a_sheet_is_refused() -> None:
    with pytest.raises(ToolkitError, match="a sheet holds 1,048,575 rows"):
        write_xlsx(pd.DataFrame({"a": range(1_048_576)}), io.BytesIO())


def test_the_same_table_is_the_same_file() -> None:
    table = pd.DataFrame({"speaker": ["ليلى"], "share": [0.5]})
    assert workbook(table) == workbook(table)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_texts_come_back_from_a_sheet_but_for_control_characters(texts: list[str]) -> None:
    found = cells(pd.DataFrame({"text": pd.Series(texts, dtype="str")}))[1:]
    harmless = [re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text) for text in texts]

    assert [unescaped(row[0] or "") for row in found] == [text.replace("\r", "\n") for text in harmless]


def unescaped(text: str) -> str:
    """A cell as Excel shows it: _x005F_ stands for an underscore that would begin an escape."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text).replace("\r", "\n")


def latex(table: pd.DataFrame) -> list[str]:
    stream = io.BytesIO()
    write_latex(table, stream)
    return [line for line in stream.getvalue().decode().splitlines() if not line.startswith("%")]


def test_a_latex_table_is_one_longtable_with_rules() -> None:
    table = pd.DataFrame({"speaker": ["ليلى", None], "share_low": [0.25, -0.00001]})
    assert latex(table) == [
        r"\begin{longtable}{lr}",
        r"\toprule",
        r"\textenglish{speaker} & \textenglish{share low} \\",
        r"\midrule",
        r"\endhead",
        r"\bottomrule",
        r"\endlastfoot",
        r"ليلى & \textenglish{0.250} \\",
        r"– & \textenglish{0.000} \\",
        r"\end{longtable}",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50% من $5 & #1_أ", r"\textenglish{50\%} من \$\textenglish{5 \& \#1}\_أ"),
        ("قناة CNN بالعربية", r"قناة \textenglish{CNN} بالعربية"),
        ("وكالة Agence France-Presse (AFP)", r"وكالة \textenglish{Agence France-Presse (AFP)}"),
        ("سطر\nآخر", "سطر آخر"),
        ("-0.25 و٣٫٥", r"\textenglish{-0.25} و\textenglish{٣٫٥}"),
        (r"\input{x} ^ ~", r"\textbackslash{}\textenglish{input\{x}\} \textasciicircum{} \textasciitilde{}"),
    ],
)
def test_signs_are_escaped_and_latin_words_run_from_left_to_right(text: str, expected: str) -> None:
    assert latex(pd.DataFrame({"a": [text]}))[-2] == rf"{expected} \\"


@settings(deadline=None)
@given(TEXTS)
def test_no_text_can_leave_its_cell(text: str) -> None:
    row = latex(pd.DataFrame({"a": [text], "b": ["x"]}))[-2]
    bare = re.sub(r"\\(?:[#$%&_{}]|textbackslash\{\}|textasciitilde\{\}|textasciicircum\{\}|textenglish)", "", row)

    assert bare.count("&") == 1
    assert bare.count("{") == bare.count("}")
    assert not re.search(r"[#$%^~]", bare)


def test_long_texts_get_a_column_that_breaks() -> None:
    assert latex(pd.DataFrame({"text": ["كلمة " * 20]}))[0] == r"\begin{longtable}{p{6cm}}"


def test_the_ending_of_a_name_tells_the_format(tmp_path: Path) -> None:
    table = pd.DataFrame({"day": [datetime(2026, 5, 4)], "speaker": ["ليلى"]})  # noqa: DTZ001
    export_table(table, tmp_path / "a.xlsx")
    export_table(table, tmp_path / "a.tex")

    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
    assert r"\textenglish{2026-05-04} & ليلى \\" in (tmp_path / "a.tex").read_text("utf-8")


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سوريا", "sūryā"),
        ("واشنطن", "wāshnṭn"),
        ("اليمن", "al-ymn"),
        ("غزة", "ghzah"),
        ("مُحَمَّد", "muḥammad"),
        ("خاتمی", "khātmī"),
        ("قناة CNN ٢٤", "qnāh CNN 24"),
        ("الـوزيـر، والنائب", "al-wzīr, wālnāʼb"),
        ("", ""),
    ],
)
def test_names_are_romanised_letter_by_letter(arabic: str, latin: str) -> None:
    assert romanise(arabic) == latin


@given(TEXTS)
def test_no_arabic_letter_is_left(text: str) -> None:
    assert not re.search("[ء-غف-ي]", romanise(text))


def test_labels_stand_behind_the_column_they_are_for() -> None:
    table = pd.DataFrame({"outlet": ["واس", None], "share": [0.5, 0.5]})
    found = with_labels(table, romanised=["outlet"], english={"outlet": {"واس": "SPA"}})

    assert list(found.columns) == ["outlet", "outlet_romanised", "outlet_english", "share"]
    assert found.iloc[0, :3].tolist() == ["واس", "wās", "SPA"]
    assert found.iloc[1, :3].isna().all()
    assert list(table.columns) == ["outlet", "share"]


def test_labels_for_what_is_not_there_are_refused() -> None:
    with pytest.raises(TableError, match="no column 'speaker' to label; it has outlet"):
        with_labels(pd.DataFrame({"outlet": ["واس"]}), romanised="speaker")
    with pytest.raises(TableError, match="has a column 'outlet_english' already"):
        with_labels(pd.DataFrame({"outlet": ["واس"], "outlet_english": ["SPA"]}), english={"outlet": {}})
