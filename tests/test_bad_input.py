"""Every way in which input can be wrong, through the command line: what is said, and the exit status."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

from toolkit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

GOOD = json.dumps({"id": "1", "text": "قال الوزير إن الطريق مغلق."}, ensure_ascii=False)


class Outcome(NamedTuple):
    """How a call ended and what it said."""

    status: int
    out: str
    err: str


Check = Callable[[str, bytes | str | None], Outcome]


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    def run(name: str, content: bytes | str | None) -> Outcome:
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        status = main(["check", str(path)])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run


def fails(outcome: Outcome, *said: str) -> None:
    assert outcome.status == 1
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) == 1
    assert "Traceback" not in outcome.err
    for part in said:
        assert part in outcome.err


def test_a_missing_file_is_named(check: Check) -> None:
    fails(check("none.jsonl", None), "none.jsonl: there is no such file", "check the path")


def test_an_empty_file_is_said_to_be_empty(check: Check) -> None:
    fails(check("a.csv", ""), "a.csv: the file is empty", "allowed: CSV")


def test_a_gzipped_empty_file_is_said_to_be_empty(check: Check) -> None:
    fails(check("a.csv.gz", gzip.compress(b"")), "the file is empty")


def test_a_table_of_a_header_alone_has_no_article(check: Check) -> None:
    fails(check("a.csv", "id,text\n"), "there is no article in it")


def test_a_csv_without_a_text_column_says_what_it_has(check: Check) -> None:
    fails(
        check("a.csv", "id,likes,عدد\n1,2,3\n"),
        "no column for the text; it has 'id', 'likes', 'عدد'",
        "columns={'text'",
    )


def test_json_lines_without_a_text_column_say_what_they_have(check: Check) -> None:
    fails(
        check("a.jsonl", '{"id": 1, "likes": 2}\n'), "no column for the text; it has 'id', 'likes'", "columns={'text'"
    )


def test_a_file_without_an_arabic_letter_is_refused(check: Check) -> None:
    fails(check("a.jsonl", '{"text": "Said the minister."}\n'), "no Arabic letter in any of the 1 articles", "encoding")


def test_a_broken_json_line_is_named_with_its_column_and_the_others_go_through(check: Check) -> None:
    outcome = check("a.jsonl", f'{GOOD}\n{{"text": قال}}\n')
    assert outcome.status == 0
    assert "1 articles read, 1 rows set aside" in outcome.out
    assert "a.jsonl, line 2: broken JSON at column 10" in outcome.out


def test_a_file_of_broken_json_lines_names_the_first(check: Check) -> None:
    fails(check("a.jsonl", '{\n"text": قال\n}\n'), "none of 3 rows can be read", "line 1: broken JSON at column 2")


def test_a_row_that_is_no_object_is_set_aside(check: Check) -> None:
    assert "line 2: the row is a JSON array, not an object" in check("a.jsonl", f"{GOOD}\n[1, 2]\n").out


def test_an_encoding_that_is_not_known_names_what_was_tried(check: Check) -> None:
    said = "В четверг президент России заявил"
    fails(check("a.csv", f"id,text\n1,{said}\n".encode("cp1251")), "tried UTF-8", "windows-1256", "encoding=")


def test_a_line_in_another_encoding_is_set_aside(check: Check) -> None:
    outcome = check("a.jsonl", GOOD.encode() + b"\n" + GOOD.encode("cp1256") + b"\n")
    assert outcome.status == 0
    assert "line 2: byte 0xDE at character 22 is not UTF-8" in outcome.out
    assert "encoding='cp1256'" in outcome.out


def test_half_a_character_sets_its_row_aside(check: Check) -> None:
    outcome = check("a.jsonl", GOOD + '\n{"text": "قال\\ud800"}\n')
    assert outcome.status == 0
    assert "line 2: 'text' has half a character (a lone surrogate)" in outcome.out


def test_a_nul_is_kept(check: Check) -> None:
    outcome = check("a.jsonl", '{"text": "قال\\u0000 الوزير"}\n')
    assert outcome.status == 0
    assert "1 articles read, 0 rows set aside" in outcome.out


def test_a_row_without_a_text_is_set_aside(check: Check) -> None:
    assert "line 3: the text is missing or empty" in check("b.csv", "id,text\n1,قال\n2, \n").out


def test_a_folder_without_a_file_of_articles_says_what_it_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.md").write_text("not an article", "utf-8")
    status = main(["check", str(tmp_path)])
    fails(Outcome(status, *capsys.readouterr()), "no file that can be read; it has notes.md", "Allowed: CSV")


def test_a_damaged_archive_says_where(check: Check) -> None:
    packed = gzip.compress("\n".join([json.dumps({"text": f"قال {number**9}"}) for number in range(20_000)]).encode())
    fails(check("a.jsonl.gz", packed[:-12]), "damaged after line")


def test_a_damaged_workbook_is_named(check: Check) -> None:
    fails(check("a.xlsx", b"PK\x03\x04rest"), "a.xlsx: the ZIP archive is damaged", "download it again")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "this is a PDF; extract its text first"),
        (b"\xd0\xcf\x11\xe0", "an old Excel or Word file; save it as XLSX or DOCX"),
        (gzip.compress(b"a.txt".ljust(257, b"\0") + b"ustar\0", mtime=0), "a tar archive; unpack it first"),
    ],
)
def test_a_kind_of_file_that_is_not_read_says_what_to_do(check: Check, content: bytes, said: str) -> None:
    fails(check("a.dat", content), said)


def test_a_kind_of_file_that_is_not_known_says_what_is_allowed(check: Check) -> None:
    fails(check("a.xyz", "قال الوزير"), "the kind of file is not known", "Allowed: CSV")
