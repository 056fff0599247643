"""Damaged, random and hostile files: read or set aside or refused by name, never a crash, a hang or a full memory."""

from __future__ import annotations

import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import made_files as made
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_files import FIRST

from toolkit.articles.readers import articles_and_reading
from toolkit.errors import ReadError

FILES = {name: build() for name, build in made.EVERY.items()}
FUZZED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=40
)


def outcome(path: Path) -> str:
    """What a file gives: how many articles, or an error that names the file, in one line."""
    try:
        table, reading = articles_and_reading(path)
    except ReadError as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert str(path) in refused
        assert "\n" not in refused
        return refused
    assert len(table) == reading.read > 0
    assert reading.rows == len(table) + len(reading.set_aside)
    assert table["article_id"].is_unique
    assert table["text"].notna().all()
    assert str(reading)
    return f"{reading.read} read"


@pytest.mark.parametrize("name", FILES)
@FUZZED
@given(data=st.data())
def test_a_truncated_file_is_read_as_far_as_it_goes_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name][: data.draw(st.integers(0, len(FILES[name]) - 1))])
    outcome(path)


@pytest.mark.parametrize("name", FILES)
@FUZZED
@given(data=st.data())
def test_a_file_with_wrong_bytes_is_read_or_refused(tmp_path: Path, name: str, data: st.DataObject) -> None:
    content = bytearray(FILES[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / name
    path.write_bytes(content)
    outcome(path)


STARTS = [content[:64] for content in FILES.values()]
STARTS += [
    b"",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PAR1",
    b"{\\rtf",
    b"WARC/1.0\r\n",
    b"<html>",
    b"<rss>",
    b"[{",
    b"\x1f\x8b\x08\x00",
]


@FUZZED
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400), name=st.sampled_from([*FILES, "unknown"]))
def test_random_bytes_are_refused_or_read_under_any_name(tmp_path: Path, start: bytes, rest: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(start + rest)
    outcome(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["text", "id", "a", "title"]), inner),
    max_leaves=20,
)


@FUZZED
@given(values=st.lists(JSON, max_size=5), shape=st.sampled_from(["lines", "list", "wrapped", "indented"]))
def test_any_json_is_read_or_set_aside_value_by_value(tmp_path: Path, values: list[object], shape: str) -> None:
    rows = [{"id": "1", "text": FIRST}, *values]
    path = tmp_path / "a.json"
    if shape == "lines":
        path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    else:
        value = {"status": [1], "items": rows} if shape == "wrapped" else rows
        path.write_text(json.dumps(value, indent=1 if shape == "indented" else None), "utf-8")
    _, reading = articles_and_reading(path)
    objects = [value for value in values if isinstance(value, dict)]
    assert reading.rows == 1 + len(objects if shape == "wrapped" else values)


NAMES = st.text(st.sampled_from("ab./\\: \n\x07قالم"), min_size=1, max_size=12)


@FUZZED
@given(names=st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_names_in_an_archive_lead_nowhere(tmp_path: Path, names: list[str]) -> None:
    before = sorted(tmp_path.parent.rglob("*"))
    path = tmp_path / "a.zip"
    path.write_bytes(made.zipped({f"{name}.txt": FIRST.encode() for name in names}))
    outcome(path)
    path.unlink()
    assert sorted(tmp_path.parent.rglob("*")) == before


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "..\\..\\x.txt"])
def test_an_id_from_an_archive_has_no_way_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(made.zipped({name: FIRST.encode()}))
    table, _ = articles_and_reading(path)
    assert ".." not in re.split(r"[/]", table["article_id"][0])
    assert not table["article_id"][0].startswith("/")


def packed(name: str, *, megabytes: int, of: bytes = b"0") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as entry:
        for _ in range(megabytes):
            entry.write(of * (1 << 20))
    return stream.getvalue()


def changed(package: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook or Word file with something else in one of its parts."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    return made.zipped({**parts, part: parts[part].replace(old, new, 1)})


def laughs(root: bytes) -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY e0 "قال">{levels}]>'.encode() + root


def secret(root: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY e9 SYSTEM "file:///etc/hostname">]>' + root


ARTICLE = json.dumps({"text": FIRST}).encode()
LONG = 40 << 20
WORD, BOOK = made.docx_file(FIRST), made.xlsx()
STRANGE = {
    "zip.zip": (lambda: packed("a.csv", megabytes=40), "unpacks to 40 MiB, more than 200 times its size"),
    "gzip.jsonl.gz": (lambda: gzip.compress(b"\n" * LONG), "unpacks to more than 200 times its size"),
    "gzip-in-zip.zip": (lambda: made.zipped({"a.jsonl.gz": gzip.compress(b"\n" * LONG)}), "200 times its size"),
    "nested.zip": (
        lambda: made.zipped({"b.zip": made.zipped({"c.zip": made.zipped({})})}),
        "a ZIP archive inside another",
    ),
    "deep.jsonl": (lambda: ARTICLE + b'\n{"text": "x", "a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "1 read"),
    "deep.json": (lambda: b"[" + ARTICLE + b"," + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"]", "1 read"),
    "open.json": (lambda: b"[" * 1_000_000, "JSON that cannot be read"),
    "cell.csv": (lambda: b'id,text\n1,"' + b"a" * LONG + b'"\n2,' + FIRST.encode() + b"\n", "1 read"),
    "line.jsonl": (lambda: b'{"text": "' + b"a" * LONG + b'"}\n' + ARTICLE, "1 read"),
    "item.json": (lambda: b'[{"text": "' + b"a" * LONG + b'"},' + ARTICLE + b"]", "1 read"),
    "text.txt": (lambda: "ق".encode() * LONG, "the text is longer than"),
    "quotes.csv": (lambda: b"id,text\n" + b'1,"abc\n' * 200_000 + b"2," + FIRST.encode(), "none of 10000 rows"),
    "wide.csv": (lambda: b"text," + b"c," * 100_000 + b"\n" + FIRST.encode() + b"," * 100_000 + b"\n", "columns"),
    "columns.jsonl": (
        lambda: ARTICLE + b"\n" + b"\n".join(b'{"text": "x", "%d": 1}' % n for n in range(9_000)),
        "1999 read",
    ),
    "garbage.jsonl": (lambda: b"x\n" * 3_000_000, "none of 10000 rows can be read"),
    "laughs.rss": (lambda: laughs(b"<rss version='2.0'><channel><item><title>&e9;</title>"), "declarations of its own"),
    "secret.rss": (lambda: secret(b"<rss version='2.0'><channel><item><title>&e9;</title>"), "declarations of its own"),
    "laughs.docx": (
        lambda: changed(WORD, "word/document.xml", b"<w:document", laughs(b"<w:document")),
        "1 read",
    ),
    "secret.docx": (lambda: changed(WORD, "word/document.xml", b"<w:document", secret(b"<w:document")), "1 read"),
    "deep.docx": (lambda: changed(WORD, "word/document.xml", b"<w:body>", b"<w:body>" + b"<w:p>" * 99_999), "damaged"),
    "laughs.xlsx": (
        lambda: changed(
            changed(BOOK, "xl/sharedStrings.xml", b"<sst", laughs(b"<sst")), "xl/sharedStrings.xml", b">007<", b">&e9;<"
        ),
        "the workbook is damaged",
    ),
    "far.xlsx": (
        lambda: changed(
            BOOK,
            "xl/worksheets/sheet1.xml",
            b"</sheetData>",
            b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
        ),
        "2 read",
    ),
    "spread.xlsx": (
        lambda: changed(
            BOOK,
            "xl/worksheets/sheet1.xml",
            b"</sheetData>",
            b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row) for row in range(10, 5_000))
            + b"</sheetData>",
        ),
        "2 read",
    ),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 100_000 + FIRST.encode(), "no article was found"),
    "tags.html": (lambda: b"<html><body>" + b"<b>x</b>" * 120_000 + FIRST.encode(), "more than 100,000 elements"),
    "fonts.rtf": (lambda: rb"{\rtf1{\fonttbl" + rb"\f1" * 500_000 + b"}x}", "table of fonts"),
    "links.rtf": (lambda: rb"{\rtf1 " + rb'{\field{\*\fldinst{HYPERLINK "' * 50_000 + b"}", "none of 1 rows"),
    "picture.rtf": (lambda: rb"{\rtf1 {\pict\bin x}", "the RTF is damaged"),
    "pages.parquet": (lambda: made.parquet(pd.DataFrame({"text": ["0" * LONG] * 2}), compression="gzip"), "200 times"),
    "headers.warc": (lambda: b"WARC/1.0\r\n" + b"A: b\r\n" * 400_000, "the headers of a record are longer than 1 MiB"),
    "size.warc": (
        lambda: (
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>"
        ),
        "size.warc",
    ),
    "packed.warc": (
        lambda: made.record("http://example.org", zlib.compress(b"a" * LONG), "text/html\r\nContent-Encoding: deflate"),
        "more than 8 MiB",
    ),
}

LIMITED = """
import resource, sys, warnings
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
warnings.simplefilter("ignore")
sys.path.insert(0, sys.argv[1])
import test_reader_fuzz as fuzz
from pathlib import Path
for name in fuzz.STRANGE:
    try:
        said = fuzz.outcome(Path(sys.argv[2], name))
    except BaseException as error:
        said = f"{type(error).__name__}: {error}".replace("\\n", " ")
    print(name, said, sep="\\t", flush=True)
"""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each strange file gives, all in one process of two gigabytes and ten minutes."""
    pytest.importorskip("resource")
    folder = tmp_path_factory.mktemp("strange")
    for name, (build, _) in STRANGE.items():
        (folder / name).write_bytes(build())
    command = [sys.executable, "-c", LIMITED, str(Path(__file__).parent), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(line.split("\t", 1) for line in done.stdout.splitlines())


@pytest.mark.parametrize("name", STRANGE)
def test_a_file_made_to_harm_is_refused_by_name_and_fills_no_memory(said: dict[str, str], name: str) -> None:
    assert STRANGE[name][1] in said[name]
