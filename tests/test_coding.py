"""Coding sheets: what a coder is shown, and what comes back from a sheet, whatever a spreadsheet did to it."""

from __future__ import annotations

import csv
import json
import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from toolkit.articles.annotations import annotation_table, read_standoff
from toolkit.articles.coding import check_coding, read_coding
from toolkit.articles.coding_sheet import COLUMNS, codebook, write_coding_sheet
from toolkit.articles.copied import CopiedFrom, paragraphs, shown
from toolkit.articles.datasets import dataset_path, load_dataset
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.sampling import sample_articles
from toolkit.attribution.records import COMPLEMENTS, GENDERS, KINDS, SECTORS, TYPES
from toolkit.errors import ReadError, ToolkitError
from toolkit.text.normalize import align
from toolkit.text.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = load_dataset("sample")
GOLD = read_standoff(dataset_path("sample") / "gold.jsonl")
TEXT = "قال الوزير إن السد آمن، ثم قال إن القرى بخير.\r\n\r\nوأضاف: «لا خوف»\x00 اليوم.\nوقال الوزير إن العمل انتهى."
ARTICLES = pd.DataFrame({"article_id": ["007", "b"], "title": ["=خبر", None], "text": [TEXT, "لا قول هنا."]})


def coded(tmp_path: Path, *rows: dict[str, Any], articles: pd.DataFrame = ARTICLES) -> Any:
    """A sheet with these rows, one relation each, and what is read from it: records and problems."""
    sheet = tmp_path / "sheet.csv"
    base = {"article_id": "007", "kind": "indirect"}
    with sheet.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows({**base, **row} for row in rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ToolkitWarning)
        problems = check_coding(sheet, articles)
        try:
            return read_coding(sheet, articles), problems
        except ReadError:
            return [], problems


def words(record: dict[str, Any], part: str) -> list[str | None]:
    return [one[part] and TEXT[slice(*one[part])] for one in record["ars"]]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl"])
def test_what_is_prefilled_comes_back_span_by_span(tmp_path: Path, ending: str) -> None:
    sheet = tmp_path / f"sheet.{ending}"
    gold = annotation_table(SAMPLE, GOLD)
    write_coding_sheet(SAMPLE, sheet, prefilled=gold)
    assert check_coding(sheet, SAMPLE).empty
    pd.testing.assert_frame_equal(annotation_table(SAMPLE, read_coding(sheet, SAMPLE)), gold)


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl"])
def test_a_sheet_is_blind_unless_it_is_asked_for(tmp_path: Path, ending: str) -> None:
    sheet = tmp_path / f"sheet.{ending}"
    write_coding_sheet(SAMPLE, sheet)
    with pytest.raises(ReadError, match="no article in it is coded"):
        read_coding(sheet, SAMPLE)


def workbook(path: Path) -> Any:
    return load_workbook(path)


def test_a_workbook_opens_from_right_to_left_with_instructions_and_choices(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    write_coding_sheet(ARTICLES, sheet)
    book = workbook(sheet)
    assert book.sheetnames == ["instructions", "coding"]
    assert all(book[name].sheet_view.rightToLeft for name in book.sheetnames)
    told = {cell for row in book["instructions"].iter_rows(values_only=True) for cell in row}
    assert {*codebook()["instructions"], *KINDS, *SECTORS} <= told
    choices = [rule.formula1 for rule in book["coding"].data_validations.dataValidation]
    assert f'"{",".join(KINDS)}"' in choices


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_other_sheets_have_their_instructions_beside_them(tmp_path: Path, ending: str) -> None:
    write_coding_sheet(ARTICLES, tmp_path / f"sheet.{ending}")
    told = (tmp_path / "sheet.instructions.txt").read_text("utf-8")
    assert all(line in told for line in codebook()["instructions"])
    assert all(f"{sector} " in told for sector in SECTORS)


def test_a_text_that_begins_like_a_formula_is_a_text(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    write_coding_sheet(ARTICLES, sheet)
    cell = workbook(sheet)["coding"]["C2"]
    assert (cell.value, cell.data_type) == ("=خبر", "s")


def test_the_same_sheet_has_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_coding_sheet(ARTICLES, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_every_paragraph_has_its_text_and_empty_rows(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    write_coding_sheet(ARTICLES, sheet)
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = [(row["article_id"], row["paragraph"], row["text"]) for row in csv.DictReader(stream)]
    assert rows[:4] == [
        ("007", "0", "'=خبر"),
        ("007", "1", "قال الوزير إن السد آمن، ثم قال إن القرى بخير."),
        *[("007", "1", "")] * 2,
    ]
    assert [row[2] for row in rows if row[2]][2:] == [
        "وأضاف: «لا خوف»  اليوم.",
        "وقال الوزير إن العمل انتهى.",
        "لا قول هنا.",
    ]


def test_a_sample_takes_its_chances_along(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.xlsx"
    drawn = sample_articles(SAMPLE, 6, by="outlet")
    own = [record for record in GOLD if record["id"] in set(drawn["article_id"])]
    write_coding_sheet(drawn, sheet, prefilled=annotation_table(drawn, own))
    records = read_coding(sheet, SAMPLE)
    assert [record["inclusion"] for record in records] == [pytest.approx(1 / 12)] * 6
    assert {record["id"]: record["stratum"] for record in records} == dict(
        zip(drawn["article_id"], drawn["stratum"], strict=True)
    )


def test_copied_words_are_found_again(tmp_path: Path) -> None:
    (record,), problems = coded(
        tmp_path,
        {"paragraph": 1, "cue": "قال", "cue_nth": 2, "content": "القرى بخير", "speaker": "الوزير"},
        {"paragraph": 2, "cue": " وأضاف ", "content": "لا خوف", "kind": "Direct"},
        {"paragraph": 3, "cue": "وقال", "source": "الوزير", "content": "العمل انتهى"},
    )
    assert problems.empty
    assert words(record, "cue") == ["قال", "وأضاف", "وقال"]
    assert words(record, "source") == [None, None, "الوزير"]
    assert [one["cue"][0] for one in record["ars"]] == [
        TEXT.index("ثم قال") + 3,
        TEXT.index("وأضاف"),
        TEXT.index("وقال"),
    ]
    assert record["ars"][1]["kind"] == "direct"


def test_content_may_run_on_over_a_line_break_and_into_further_columns(tmp_path: Path) -> None:
    (record,), problems = coded(
        tmp_path,
        {"paragraph": 1, "cue": "ثم قال", "content": "القرى بخير. وأضاف", "content_2": "لا خوف»  اليوم"},
        {"paragraph": 1, "cue": "ثم قال", "content": "القرى بخير.\nوأضاف"},
    )
    assert problems.empty
    texts = [[TEXT[start:end] for start, end in one["contents"]] for one in record["ars"]]
    assert texts == [["القرى بخير.\r\n\r\nوأضاف", "لا خوف»\x00 اليوم"], ["القرى بخير.\r\n\r\nوأضاف"]]


PROBLEMS = [
    ({"cue": "قال", "content": "السد"}, "cue", "stand 2 times in the article; say which"),
    ({"cue": "قال", "cue_nth": 3, "paragraph": 1, "content": "السد"}, "cue", "stand 2 times in paragraph 1, not 3"),
    ({"cue": "قالت", "content": "السد"}, "cue", "do not stand in the article"),
    ({"cue": "ثم قال", "content": "السد", "paragraph": 9}, "cue", "there is no paragraph 9; the article has 1 to 3"),
    ({"cue": "ثم قال", "content": "السد", "paragraph": "أول"}, "paragraph", "no whole number"),
    ({"cue": "ثم قال", "content": "السد", "paragraph": 0}, "paragraph", "the title, which is not coded"),
    ({"cue": "ثم قال"}, "content", "only a declined relation has no content"),
    ({"cue": "ثم قال", "content": "السد", "kind": ""}, "kind", "it is empty; allowed are direct"),
    ({"cue": "ثم قال", "content": "السد", "kind": "صريح"}, "kind", "allowed are direct, indirect"),
    ({"cue": "ثم قال", "content": "السد", "article_id": "7"}, "article_id", "is of no article"),
    ({"cue": "ثم قال", "content": "السد", "article_id": ""}, "article_id", "is empty"),
]


@pytest.mark.parametrize(("row", "column", "problem"), PROBLEMS)
def test_what_is_not_sure_is_set_aside_and_told(tmp_path: Path, row: Any, column: str, problem: str) -> None:
    good = {"paragraph": 3, "cue": "وقال", "content": "العمل انتهى"}
    (record,), problems = coded(tmp_path, row, good)
    assert words(record, "cue") == ["وقال"]
    assert problems[["row", "column"]].to_numpy().tolist()[0] == [2, column]
    assert problem in problems["problem"][0]


def test_an_unknown_label_costs_the_label_only(tmp_path: Path) -> None:
    (record,), problems = coded(tmp_path, {"cue": "وقال", "content": "العمل", "sector": "سياسة", "type": "person"})
    assert (record["ars"][0]["sector"], record["ars"][0]["type"]) == (None, "person")
    assert "the relation is kept without it" in problems["problem"][0]


def test_an_article_without_a_quotation_counts_where_it_is_done(tmp_path: Path) -> None:
    records, _ = coded(tmp_path, {"cue": "وقال", "content": "العمل"}, {"article_id": "b", "kind": "", "done": "x"})
    assert [(record["id"], len(record["ars"])) for record in records] == [("007", 1), ("b", 0)]


def test_problems_are_warned_of(tmp_path: Path) -> None:
    coded(tmp_path, {"cue": "وقال", "content": "العمل"}, {"cue": "قال", "content": "السد"})
    with pytest.warns(
        ToolkitWarning, match=r"1 cells or rows were set aside; the first: row 3, cue: the words stand 2"
    ):
        read_coding(tmp_path / "sheet.csv", ARTICLES)


def test_a_sheet_saved_anew_with_semicolons_is_read(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("article_id;cue;content;kind\n007;وقال;العمل انتهى;indirect\n", "utf-8")
    assert len(read_coding(sheet, ARTICLES)[0]["ars"]) == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("sheet.csv", "id,text\n1,نص\n", "it lacks the column article_id, cue, content, kind"),
        ("sheet.csv", "", "it lacks the column"),
        ("sheet.xlsx", "no workbook", "this is no Excel workbook"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(ReadError, match=message):
        read_coding(tmp_path / name, ARTICLES)


@pytest.mark.parametrize("name", ["none.xlsx", "none.csv", "none.jsonl"])
def test_a_sheet_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        read_coding(tmp_path / name, ARTICLES)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"a coding sheet is \.xlsx, \.csv or \.jsonl"):
        write_coding_sheet(ARTICLES, tmp_path / "sheet.docx")


def test_tools_that_mark_spans_say_what_they_coded(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.jsonl"
    write_coding_sheet(ARTICLES, sheet)
    lines = [json.loads(line) for line in sheet.read_text("utf-8").splitlines()]
    assert [line["coded"] for line in lines] == [False, False]
    lines[1]["coded"] = True
    sheet.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    assert [record["id"] for record in read_coding(sheet, ARTICLES)] == ["b"]


def test_the_values_of_the_sheet_are_those_of_the_codebook() -> None:
    values = codebook()["values"]
    known = {"kind": KINDS, "complement": COMPLEMENTS, "type": TYPES, "sector": SECTORS, "gender": GENDERS}
    assert {name: set(meanings) for name, meanings in values.items()} == {
        name: set(each) for name, each in known.items()
    }
    assert set(codebook()["columns"]) <= set(COLUMNS)


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("قال وإنّـ\n\r\x00\u200f\u2028.«»"), max_size=60), st.data())
def test_any_part_is_found_where_it_was_copied(text: str, data: st.DataObject) -> None:
    source = CopiedFrom(text)
    for place, paragraph in enumerate(source.paragraphs, 1):
        start = data.draw(st.integers(paragraph.start, paragraph.end - 1))
        span = Span(start, data.draw(st.integers(start + 1, paragraph.end)))
        copied, nth = source.described(span, place)
        found = source.find(copied, paragraph=place, nth=nth)
        if align(shown(span.of(text)), profile="reading").text.strip():
            assert not isinstance(found, str)
            assert found.overlaps(span)


def test_a_direction_mark_between_two_letters_parts_no_word() -> None:
    source = CopiedFrom("إ«إ\u200fإ")
    copied, nth = source.described(Span(2, 3), 1)
    assert source.find(copied, paragraph=1, nth=nth) == Span(2, 5)


def test_a_part_of_a_word_is_not_taken_for_that_word_elsewhere() -> None:
    text = "كيربي هنا. قيل لكيربي إنه كيربي."
    span = Span(text.index("لكيربي") + 1, text.index("لكيربي") + 6)
    copied, nth = CopiedFrom(text).described(span, 1)
    assert (copied, nth) == ("لكيربي", None)


def test_a_paragraph_that_no_cell_holds_is_cut_at_a_blank() -> None:
    text = "كلمة " * 10_000 + "\n" + "ك" * 33_000
    parts = paragraphs(text)
    assert all(part.end - part.start <= 32_000 for part in parts)
    assert "".join(part.of(text) for part in parts) == text.replace("\n", "")
    assert shown("\x00ا\n") == " ا "
