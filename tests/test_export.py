"""What a table becomes in each format, and that a file is whole or not there."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.export import atomic, export_table, write_csv, write_jsonl, write_parquet
from toolkit.articles.schema import build_table
from toolkit.articles.standoff import standoff
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

TABLE = build_table(
    {
        "quotation_id": ["1:text:0", "1:text:4"],
        "article_id": ["1", "1"],
        "field": ["text", "text"],
        "position": [0, 1],
        "kind": ["direct", "declined"],
        "complement": ["clause", None],
        "cue": ["قال", "رفض"],
        "cue_start": [0, 4],
        "cue_end": [3, 7],
        "content": ["=1+1", None],
        "contents": [[[8, 12], [14, 18]], []],
        "words": [2, 0],
        "speaker": ["سالم", None],
        "type": ["person", "unnamed"],
        "sector": ["government", None],
        "parent": [None, "1:text:0"],
        "flags": [["guessed"], []],
        "confidence": [0.5, 0.25],
    },
    "quotations",
)


def as_csv(table: pd.DataFrame) -> list[list[str]]:
    stream = io.BytesIO()
    write_csv(table, stream)
    return list(csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""), strict=True))


def test_a_csv_begins_with_the_mark_by_which_excel_knows_utf_8() -> None:
    stream = io.BytesIO()
    write_csv(TABLE, stream)
    assert stream.getvalue().startswith(b"\xef\xbb\xbfquotation_id,")


def test_in_a_csv_lists_are_json_and_missing_cells_empty() -> None:
    header, first, second = as_csv(TABLE)
    assert first[header.index("contents")] == "[[8, 12], [14, 18]]"
    assert second[header.index("contents")] == "[]"
    assert second[header.index("content")] == ""
    assert first[header.index("cue_start")] == "0"
    assert first[header.index("source_start")] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_defused_and_a_number_is_not(start: str) -> None:
    table = pd.DataFrame({f"{start}h": [f"{start}1"], "number": [-1], "share": [-0.5]})
    assert as_csv(table) == [[f"'{start}h", "number", "share"], [f"'{start}1", "-1", "-0.5"]]


def test_json_lines_have_null_where_a_cell_is_missing_and_integers_stay_integers() -> None:
    stream = io.BytesIO()
    write_jsonl(TABLE, stream)
    first, second = map(json.loads, stream.getvalue().decode().splitlines())
    assert second["content"] is None
    assert first["cue_start"] == 0
    assert first["contents"] == [[8, 12], [14, 18]]
    assert first["flags"] == ["guessed"]


def test_parquet_comes_back_as_it_was() -> None:
    stream = io.BytesIO()
    write_parquet(TABLE, stream)
    stream.seek(0)
    back = pd.read_parquet(stream)
    plain = [name for name in TABLE if name not in {"contents", "flags"}]
    pd.testing.assert_frame_equal(back[plain], TABLE[plain])
    assert [list(map(list, spans)) for spans in back["contents"]] == TABLE["contents"].tolist()
    assert list(back.columns) == list(TABLE.columns)


def test_a_mixed_column_is_refused_by_parquet_with_a_remedy() -> None:
    with pytest.raises(ToolkitError, match="astype"):
        write_parquet(pd.DataFrame({"mixed": pd.Series([1, "x"], dtype="object")}), io.BytesIO())


def test_standoff_is_as_the_codebook_writes_it() -> None:
    articles = pd.DataFrame({"article_id": ["0", "1"], "text": ["لا", "قال رفض"]})
    empty, full = standoff(articles, TABLE)
    assert empty == {"id": "0", "ars": []}
    first, second = full["ars"]
    assert first["cue"] == [0, 3]
    assert first["source"] is None
    assert first["contents"] == [[8, 12], [14, 18]]
    assert (second["parent"], second["sector"], second["speaker"]) == (0, "unknown", None)
    assert list(first) == [
        *("cue", "source", "speaker", "via", "kind", "complement", "contents", "type", "sector", "gender"),
        *("parent", "verb", "stance", "declined_as", "unnamed_as", "affiliation", "rule", "flags", "confidence"),
    ]
    json.dumps(full)


def test_standoff_leaves_the_title_out() -> None:
    articles = pd.DataFrame({"article_id": ["1"], "text": ["قال رفض"]})
    (record,) = standoff(articles, TABLE.assign(field=["title", "text"]))
    assert [relation["cue"] for relation in record["ars"]] == [[4, 7]]
    assert record["ars"][0]["parent"] is None


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", "utf-8")
    with pytest.raises(ToolkitError, match="Parquet cannot hold the table"):
        write_half(path)
    assert path.read_text("utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def write_half(path: Path) -> None:
    with atomic(path) as stream:
        stream.write(b"half")
        write_parquet(pd.DataFrame({"mixed": pd.Series([1, "x"], dtype="object")}), stream)


def test_a_written_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("old", "utf-8")
    export_table(pd.DataFrame({"a": [1]}), path)
    assert path.read_text("utf-8") == '{"a": 1}\n'
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"there is no folder .*mkdir -p"):
        export_table(TABLE, tmp_path / "none" / "a.csv")


def test_a_format_that_is_not_known_says_what_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="'ods' is not known; allowed are csv, jsonl, parquet, xlsx, tex"):
        export_table(TABLE, tmp_path / "a.ods")


CELLS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))


@settings(deadline=None)
@given(cells=st.lists(CELLS, min_size=1))
def test_texts_come_back_from_a_csv(cells: list[str | None]) -> None:
    table = pd.DataFrame({"id": range(len(cells)), "text": pd.Series(cells, dtype="str")})
    back = [row[1] for row in as_csv(table)[1:]]
    assert [harmless(cell) for cell in cells] == back


def harmless(cell: Any) -> str:
    return "" if cell is None else f"'{cell}" if cell[0] in "=+-@\t\r" else cell


@settings(deadline=None)
@given(cells=st.lists(CELLS, min_size=1))
def test_texts_come_back_from_json_lines_and_parquet(cells: list[str | None]) -> None:
    table = pd.DataFrame({"text": pd.Series(cells, dtype="str")})
    lines, parquet = io.BytesIO(), io.BytesIO()
    write_jsonl(table, lines)
    write_parquet(table, parquet)
    parquet.seek(0)
    assert [json.loads(line)["text"] for line in lines.getvalue().decode().split("\n")[:-1]] == cells
    pd.testing.assert_frame_equal(pd.read_parquet(parquet), table)
