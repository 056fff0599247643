"""The command line: the data on standard output, all else on standard error, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from toolkit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "قال الوزير سالم حداد إن الطريق مغلق."
CAPTURE = pytest.CaptureFixture[str]


@pytest.fixture
def articles(tmp_path: Path) -> str:
    path = tmp_path / "articles.jsonl"
    rows = [{"id": "b", "text": TEXT}, {"id": "a", "text": "لا أحد هنا."}]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(path)


def run(*words: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *words],
        input=given,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_quotations_are_a_csv_on_standard_output(articles: str, capsys: CAPTURE) -> None:
    assert main(["quotations", articles]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("quotation_id,article_id,")
    assert captured.err == ""


def test_json_lines_have_one_quotation_a_line(articles: str, capsys: CAPTURE) -> None:
    assert main(["quotations", articles, "--format", "jsonl"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["cue"] == "قال"


def test_standoff_has_one_article_a_line_in_the_order_of_the_file(articles: str, capsys: CAPTURE) -> None:
    assert main(["quotations", articles, "--format", "standoff"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["id"] for record in records] == ["b", "a"]
    assert records[0]["ars"][0]["cue"] == [0, 3]


def test_sources_are_a_csv_on_standard_output(articles: str, capsys: CAPTURE) -> None:
    assert main(["sources", articles]) == 0
    assert capsys.readouterr().out.startswith("source_id,speaker,")


@pytest.mark.parametrize("command", ["quotations", "sources"])
def test_a_file_gets_the_format_of_its_ending_and_standard_output_nothing(
    articles: str, command: str, tmp_path: Path, capsys: CAPTURE
) -> None:
    out = tmp_path / "table.parquet"
    assert main([command, articles, "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert len(pd.read_parquet(out)) == 1


def test_a_csv_in_a_file_has_the_mark_that_excel_wants(articles: str, tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    assert main(["quotations", articles, "--out", str(out)]) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_what_was_set_aside_is_said_on_standard_error(tmp_path: Path, capsys: CAPTURE) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + "{}\n" * 7, "utf-8")
    assert main(["quotations", str(path)]) == 0
    captured = capsys.readouterr()
    assert "7 of 8 rows were set aside" in captured.err
    assert "and 2 more" in captured.err
    assert "set aside" not in captured.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "required"),
        (["quotes"], "invalid choice"),
        (["quotations"], "ARTICLES"),
        (["quotations", "a", "--format", "xml"], "invalid choice"),
        (["quotations", "a", "--format", "parquet"], "say where to write it: --out FILE"),
        (["quotations", "a", "--out", "a.ods"], "names no format; say --format"),
        (["quotations", "a", "--jobs", "many"], "'many' is no number of processes"),
        (["sources", "a", "--format", "standoff"], "invalid choice"),
        (["report"], "--out"),
        (["normalize", "--profile", "hard"], "invalid choice"),
    ],
)
def test_a_wrong_call_ends_with_2_before_any_work(words: list[str], said: str, capsys: CAPTURE) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


def test_work_that_fails_ends_with_1_and_one_line(capsys: CAPTURE) -> None:
    assert main(["quotations", "none.jsonl"]) == 1
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        "toolkit: none.jsonl: there is no such file; check the path and the folder you are in"
    ]


def test_a_folder_that_is_not_there_fails_before_a_file_is_made(articles: str, tmp_path: Path, capsys: CAPTURE) -> None:
    assert main(["quotations", articles, "--out", str(tmp_path / "none" / "a.csv")]) == 1
    assert "there is no folder" in capsys.readouterr().err


def test_an_interrupted_command_ends_with_130(monkeypatch: pytest.MonkeyPatch, articles: str) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("toolkit.articles.readers.articles_and_reading", interrupted)
    assert main(["check", articles]) == 130


def test_check_prints_the_report(articles: str, capsys: CAPTURE) -> None:
    assert main(["check", articles]) == 0
    assert "2 articles read, 0 rows set aside" in capsys.readouterr().out


def test_datasets_are_listed(capsys: CAPTURE) -> None:
    assert main(["datasets"]) == 0
    assert capsys.readouterr().out.startswith("sample\t")


def test_normalize_goes_line_by_line_and_keeps_the_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("أَكَّدَ\r\nقالـت\n\nهدى".encode())
    done = run("normalize", str(path))
    assert done.stdout.decode() == "اكد\r\nقالت\n\nهدي"
    assert run("normalize", "--profile", "reading", given=path.read_bytes()).stdout.decode() == "أَكَّدَ\r\nقالت\n\nهدى"


def test_normalize_names_the_line_that_is_not_utf_8() -> None:
    done = run("normalize", given="قال\n".encode() + "أكد".encode("cp1256"))
    assert done.returncode == 1
    assert b"standard input, line 2: character 1 is not UTF-8" in done.stderr


def test_output_is_utf_8_whatever_the_locale(articles: str) -> None:
    done = run("quotations", articles, "--format", "jsonl", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "قال" in done.stdout.decode()


def test_a_reader_that_stops_early_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("قال\n" * 200_000, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "toolkit", "normalize", str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "قال\n".encode()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_help_names_every_command(capsys: CAPTURE) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(
        command in out for command in ("report", "quotations", "sources", "normalize", "check", "lab", "datasets")
    )


def test_explain_says_what_became_of_each_possible_cue(capsys: CAPTURE) -> None:
    assert main(["explain", TEXT]) == 0
    captured = capsys.readouterr()
    assert "makes relation 0: قال" in captured.out
    assert "verb-clause" in captured.out
    assert captured.err == ""


def test_explain_gives_one_json_object(capsys: CAPTURE) -> None:
    assert main(["explain", "--format", "json", TEXT]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["raw"] == TEXT
    assert record["quotations"][0]["speaker"] == "سالم حداد"


def test_explain_reads_a_headline(capsys: CAPTURE) -> None:
    assert main(["explain", "--headline", "الوزير سالم حداد: الطريق مغلق"]) == 0
    assert "headline" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
def test_explain_reads_a_file_in_its_encoding(encoding: str, tmp_path: Path, capsys: CAPTURE) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert main(["explain", "--file", str(path), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["raw"] == TEXT


def test_explain_reads_standard_input() -> None:
    done = run("explain", "-", "--format", "json", given=TEXT.encode())
    assert json.loads(done.stdout)["raw"] == TEXT
    assert done.stderr == b""


def test_explain_wants_exactly_one_text(capsys: CAPTURE) -> None:
    assert main(["explain"]) == 2
    assert "one of the arguments TEXT --file is required" in capsys.readouterr().err
    assert main(["explain", TEXT, "--file", "article.txt"]) == 2


def test_explain_says_where_an_argument_is_no_text(capsys: CAPTURE) -> None:
    assert main(["explain", "قال \udcff"]) == 1
    assert "character 5 is not UTF-8" in capsys.readouterr().err


def test_explain_reads_an_article_of_a_coverage_with_its_title(tmp_path: Path, capsys: CAPTURE) -> None:
    path = tmp_path / "coverage.jsonl"
    row = {"id": "a17", "title": "الوزيرة سلمى نصار: الطريق مغلق", "text": "وأضافت نصار أن الجسر مفتوح."}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    assert main(["explain", "--file", str(path), "--id", "a17", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [record[field]["quotations"][0]["speaker"] for field in ("title", "text")] == ["سلمى نصار", "سلمى نصار"]
    assert main(["explain", "--file", str(path), "--id", "a17"]) == 0
    assert capsys.readouterr().out.startswith("title\nrelations: 1")


def test_explain_says_which_ids_there_are(articles: str, capsys: CAPTURE) -> None:
    assert main(["explain", "--file", articles, "--id", "c"]) == 1
    assert "no article has the id 'c'; there are 2, such as 'b', 'a'" in capsys.readouterr().err
    assert main(["explain", TEXT, "--id", "a"]) == 2


def test_keyness_compares_outlets(tmp_path: Path, capsys: CAPTURE) -> None:
    rows = [("س", "هدم الجيش جسرا كبيرا")] * 4 + [("ص", "بنى العمال سدا كبيرا")] * 4
    source, out = tmp_path / "coverage.csv", tmp_path / "keyness.csv"
    lines = [f"{number},{outlet},{text} {number}" for number, (outlet, text) in enumerate(rows)]
    source.write_text("\n".join(["article_id,outlet,text", *lines]), encoding="utf-8")

    # a term must occur five times, so that only كبير is one
    assert main(["keyness", str(source), "--target", "س", "--more", "g2", "--out", str(out)]) == 0
    assert "1 terms, 0 at a false discovery rate of 0.05" in capsys.readouterr().err
    assert out.read_text("utf-8-sig").startswith("term,more_in,log_ratio,")
    assert main(["keyness", str(source), "--target", "ع"]) == 1
    assert "allowed are س, ص" in capsys.readouterr().err


def test_a_concordance_is_a_csv_or_lines_to_read(articles: str, capsys: CAPTURE) -> None:
    assert main(["concordance", articles, "طريق", "--width", "2"]) == 0
    assert "الطريق" in capsys.readouterr().out.splitlines()[1]
    assert main(["concordance", articles, "طريق", "--format", "text"]) == 0
    assert capsys.readouterr().out.startswith("1 place in 1 article\n\u2067")
    assert main(["concordance", articles, "زلزال"]) == 0
    assert "زلزال: no place in 2 articles" in capsys.readouterr().err
    assert main(["concordance", articles, "طريق", "--since", "may"]) == 1
