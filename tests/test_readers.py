"""What each kind of file gives, exactly as it stands in the file."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import random
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.readers import articles_and_reading, check_articles, iter_articles, read_articles
from toolkit.errors import ReadError

TEXT = "قال الوزير إن الطريق مغلق."


def jsonl(path: Path, *rows: Any) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def cells(path: Path, column: str = "text", **options: Any) -> list[Any]:
    table = read_articles(path, **options)
    return [None if missing else cell for cell, missing in zip(table[column], table[column].isna(), strict=True)]


def test_json_lines_give_one_article_a_line(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"id": "1", "text": TEXT, "likes": 3}, {"id": "2", "text": TEXT + "!"})
    table = read_articles(path)
    assert table["article_id"].tolist() == ["1", "2"]
    assert str(table["likes"].dtype) == "Int64"
    assert table["title"].isna().all()


def test_a_gzipped_file_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(gzip.compress(json.dumps({"text": TEXT}).encode()))
    assert cells(path) == [TEXT]


def test_json_lines_are_known_by_their_brace_whatever_the_name(tmp_path: Path) -> None:
    assert cells(jsonl(tmp_path / "dump.dat", {"text": TEXT})) == [TEXT]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_header(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(delimiter.join(["id", "العنوان", "النص"]) + "\n" + delimiter.join(["007", "خبر", TEXT]), "utf-8")
    assert read_articles(path)[["article_id", "title", "text"]].to_numpy().tolist() == [["007", "خبر", TEXT]]


def test_the_line_in_which_a_spreadsheet_says_its_delimiter_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"sep=;\nid;text\n1;{TEXT}\n", "utf-8")
    assert cells(path) == [TEXT]


def test_a_csv_of_one_column_keeps_no_delimiter_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\nقال, ثم صمت; وذهب\n", "utf-8")
    assert cells(path) == ["قال, ثم صمت; وذهب"]


def test_a_gzipped_csv_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(f"id,text\n1,{TEXT}\n".encode()))
    assert cells(path) == [TEXT]


def test_newlines_inside_a_quoted_cell_stay_as_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('id,text\r\n1,"سطر\r\nثان\nثالث\rرابع"\r\n2,آخر\r\n'.encode())
    assert cells(path) == ["سطر\r\nثان\nثالث\rرابع", "آخر"]


def test_ids_and_the_word_na_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,author,text\n007,NA,{TEXT}\n1e5,null,{TEXT}؟\n", "utf-8")
    table = read_articles(path)
    assert table["article_id"].tolist() == ["007", "1e5"]
    assert table["author"].tolist() == ["NA", "null"]


def test_an_empty_cell_is_missing_and_never_an_empty_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"id,title,mine,text\n1,,,{TEXT}\n", "utf-8")
    assert cells(path, "title") == [None]
    assert cells(path, "mine") == [None]


def test_an_article_without_an_id_is_called_by_its_text(tmp_path: Path) -> None:
    (own,) = cells(jsonl(tmp_path / "a.jsonl", {"text": TEXT}), "article_id")
    (again,) = cells(jsonl(tmp_path / "b.jsonl", {"title": "خبر", "text": TEXT}), "article_id")
    assert own == again
    assert len(own) == 12


def test_a_folder_gives_one_article_a_file_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.txt").write_text("قال\r\n", "utf-8", newline="")
    (tmp_path / "a.txt").write_bytes("أضاف".encode("cp1256"))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress("أكد".encode()))
    (tmp_path / "notes.md").write_text("not an article", "utf-8")
    assert cells(tmp_path, "article_id") == ["a", "b/1", "c"]
    assert cells(tmp_path) == ["أضاف", "قال\r\n", "أكد"]
    assert [Path(file).name for file in check_articles(tmp_path).ignored] == ["notes.md"]


def test_one_text_file_is_one_article_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "korea.txt"
    path.write_bytes(codecs.BOM_UTF8 + " قال\x00 الوزير\r\n\n".encode())
    assert cells(path) == [" قال\x00 الوزير\r\n\n"]
    assert cells(path, "article_id") == ["korea"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256", "iso8859_6"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.jsonl"])
def test_the_encoding_is_told_by_content(tmp_path: Path, encoding: str, name: str) -> None:
    path = tmp_path / name
    content = {"a.csv": f"id,text\n1,{TEXT}\n", "a.txt": TEXT, "a.jsonl": f'{{"id": "1", "text": "{TEXT}"}}\n'}
    path.write_bytes(content[name].encode(encoding))
    assert cells(path) == [TEXT]


def test_a_named_encoding_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode("mac_arabic"))
    assert cells(path, encoding="mac_arabic") == [TEXT]


def test_named_columns_win_over_recognised_ones(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"id": "1", "text": "ملخص", "Full story": TEXT})
    table = read_articles(path, columns={"text": "Full story"})
    assert table[["text", "id"]].to_numpy().tolist() == [[TEXT, "1"]] if "id" in table else True
    assert table["text"].tolist() == [TEXT]
    assert table["article_id"].tolist() == ["1"]
    assert table["file_text"].tolist() == ["ملخص"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"text": "none"}, "columns= names 'none'"),
        ({"body": "text"}, "'body' is none of ours: article_id, outlet, .*perhaps you mean columns={'text': 'body'}"),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_column_that_is_not_there_is_named(tmp_path: Path, columns: dict[str, str], said: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"id,text\n1,{TEXT}\n" if name == "a.csv" else json.dumps({"text": TEXT}), "utf-8")
    with pytest.raises(ReadError, match=said):
        read_articles(path, columns=columns)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("النَّص", "text"),
        ("Body", "text"),
        ("المحتوى", "text"),
        ("المصدر", "outlet"),
        ("Newspaper", "outlet"),
        ("التاريخ", "published"),
        ("Publication Date", "published"),
        ("الكاتب", "author"),
        ("الرابط", "url"),
        ("القسم", "section"),
    ],
)
def test_usual_names_are_recognised(tmp_path: Path, theirs: str, ours: str) -> None:
    row = {"text": TEXT, theirs: "قيمة"} if ours != "text" else {theirs: "قيمة"}
    assert cells(jsonl(tmp_path / "a.jsonl", row), ours) == ["قيمة"]


def test_a_broken_row_costs_itself_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = [json.dumps({"id": str(number), "text": TEXT}).encode() for number in range(3)]
    bad = [
        b'{"id": "x", "text": ',
        b"[1]",
        b'{"text": "\xff\xfe"}',
        b'{"text": ""}',
        b'{"text": 5}',
        b'{"text": "\\ud800"}',
    ]
    path.write_bytes(b"\n".join([good[0], *bad, good[1], b"", good[2]]))
    table, reading = articles_and_reading(path)
    assert table["article_id"].tolist() == ["0", "1", "2"]
    assert reading.set_aside["line"].tolist() == [2, 3, 4, 5, 6, 7]
    assert reading.rows == 9
    with pytest.warns(ToolkitWarning, match="6 of 9 rows were set aside"):
        read_articles(path)


def test_a_broken_csv_row_costs_itself_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [
        "id,text",
        f"1,{TEXT}",
        f'2,"{TEXT}',
        f"3,{TEXT}",
        '4,"قال "نعم" ثم"',
        "5",
        f"6,{TEXT},زائد",
        f'7,"{TEXT}"',
    ]
    path.write_text("\n".join(rows), "utf-8")
    table, reading = articles_and_reading(path)
    assert table["article_id"].tolist() == ["1", "3", "7"]
    assert reading.set_aside["line"].tolist() == [3, 5, 6, 7]


def test_reading_a_long_cell_leaves_the_csv_module_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    long = "قال " * 100_000
    path.write_text(f'id,text\n1,"{long}"\n', "utf-8")
    before = csv.field_size_limit()
    assert cells(path) == [long]
    assert csv.field_size_limit() == before


def test_a_repeated_id_gets_a_suffix_and_is_reported(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *({"id": "x", "text": f"نص {word}"} for word in ("أ", "ب", "ت")))
    table, reading = articles_and_reading(path)
    assert table["article_id"].tolist() == ["x", "x-2", "x-3"]
    assert reading.remarks["line"].tolist() == [2, 3]


def test_a_repeated_text_goes_through_and_is_reported(tmp_path: Path) -> None:
    reading = check_articles(jsonl(tmp_path / "a.jsonl", {"id": "x", "text": TEXT}, {"id": "y", "text": TEXT}))
    assert reading.read == 2
    assert reading.remarks["remark"].tolist() == ["the same text as article 'x'"]


def test_an_article_without_arabic_among_others_goes_through_and_is_counted(tmp_path: Path) -> None:
    reading = check_articles(jsonl(tmp_path / "a.jsonl", {"text": TEXT}, {"text": "Said the minister."}))
    assert (reading.read, reading.without_arabic) == (2, 1)


def test_the_report_reads_as_text(tmp_path: Path) -> None:
    report = str(check_articles(jsonl(tmp_path / "a.jsonl", {"id": "x", "body": TEXT}, {"id": "y"})))
    assert "1 articles read, 1 rows set aside" in report
    assert "text from 'body'" in report
    assert "line 2: no column for the text" in report


def test_tables_of_a_size_together_are_the_whole(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", *({"id": str(number), "text": f"{TEXT} {number}"} for number in range(7)))
    tables = list(iter_articles(path, size=3))
    assert [len(table) for table in tables] == [3, 3, 1]
    assert [own for table in tables for own in table["article_id"]] == read_articles(path)["article_id"].tolist()


def test_a_stream_is_read_as_it_is_asked_for(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl.gz", *({"text": f"قال {number**9}"} for number in range(20_000)))
    path.write_bytes(gzip.compress(path.read_bytes())[:-4_000])  # the end is lost
    tables = iter_articles(path, size=100)
    assert len(next(tables)) == 100
    with pytest.raises(ReadError, match="damaged after line"):
        list(tables)


STREAMED = """
import resource, sys
from toolkit.articles.readers import iter_articles
peaks = []
for table in iter_articles(sys.argv[1], size=50):
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(len(peaks), (peaks[-1] - peaks[2]) // 1024)
"""


@pytest.mark.parametrize("shape", ["lines", "list", "gzip"])
def test_a_stream_of_sixty_megabytes_takes_no_memory_beyond_its_first_tables(tmp_path: Path, shape: str) -> None:
    pytest.importorskip("resource")
    draw = random.Random(1)
    blocks = [" ".join(draw.choices(TEXT.split(), k=100)) for _ in range(2000)]  # a bomb packs better than that
    texts = (f"{number} {' '.join(draw.choices(blocks, k=30))}" for number in range(2400))
    rows = [json.dumps({"id": str(number), "text": text}, ensure_ascii=False) for number, text in enumerate(texts)]
    content = (f"[{','.join(rows)}]" if shape == "list" else "\n".join(rows)).encode()
    path = tmp_path / "a.json"
    path.write_bytes(gzip.compress(content, 1) if shape == "gzip" else content)
    assert len(content) > 60_000_000
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STREAMED, str(path)], capture_output=True, text=True, check=True
    )
    tables, megabytes = map(int, done.stdout.split())
    assert tables == 48
    assert megabytes < 30


def test_a_size_below_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="at least 1; got 0"):
        next(iter_articles(jsonl(tmp_path / "a.jsonl", {"text": TEXT}), size=0))


NOT_HALVES = st.characters(exclude_categories=["Cs"])
LINES = st.one_of(
    st.builds(lambda text: json.dumps({"text": text}).encode(), st.text(NOT_HALVES)),
    st.binary(max_size=20).map(lambda line: line.replace(b"\n", b"")),
    st.sampled_from([b'{"text": "\\udfff"}', b"{}", b"null", b"", b"  "]),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lines=st.lists(LINES, max_size=12))
def test_every_row_is_read_or_set_aside(tmp_path: Path, lines: list[bytes]) -> None:
    path = tmp_path / "any.jsonl"
    first = json.dumps({"text": TEXT}, ensure_ascii=False).encode()
    path.write_bytes(b"\n".join([first, *lines]))
    table, reading = articles_and_reading(path, encoding="utf-8")
    rows = [line for line in lines if line.decode("utf-8", "surrogateescape").strip()]
    assert reading.rows == 1 + len(rows)
    assert len(table) == reading.read
    assert table["article_id"].is_unique


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(texts=st.lists(st.text(NOT_HALVES, min_size=1).map(lambda text: f"ن{text}"), min_size=1, max_size=5))
def test_a_text_in_a_csv_comes_back_to_the_character(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "any.csv"
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows([["id", "text"], *enumerate(texts)])
    path.write_bytes(stream.getvalue().encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ToolkitWarning)
        assert cells(path, encoding="utf-8") == texts


def test_a_date_that_cannot_be_read_keeps_its_row_and_is_said(tmp_path: Path) -> None:
    dates = ["5 أيلول 2023", "2012", "غير معروف", None, "2012", "قديما", "04/25/2023", "04/05/2023"]
    path = jsonl(tmp_path / "a.jsonl", *({"text": f"{TEXT} {place}", "date": day} for place, day in enumerate(dates)))

    table, reading = articles_and_reading(path)

    assert table["published"].tolist()[:3] == dates[:3]
    assert (reading.read, len(reading.set_aside), reading.undated) == (8, 0, 5)
    assert "4 of 7 dates name no day, such as '2012', 'غير معروف', 'قديما'; 1 of 7 dates" in str(reading)
    assert "'04/05/2023', can be read in two ways, for '04/25/2023' has the month first" in str(reading)


def test_where_every_date_is_read_nothing_is_said(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "a.jsonl", {"text": TEXT, "date": "٥ أيلول ٢٠٢٣"}, {"text": TEXT + "!", "date": None})

    assert (check_articles(path).undated, check_articles(path).dates) == (0, "")
