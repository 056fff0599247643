"""Public corpora: their registry, what reads their files, and fetching them from a server that fails in every way."""

from __future__ import annotations

import hashlib
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.articles.corpora import CONVERTERS, corpus_rows
from toolkit.articles.datasets import fetch_dataset, load_dataset
from toolkit.articles.downloads import download
from toolkit.articles.readers import read_articles
from toolkit.articles.registry import CorpusFile, read_registry, registry
from toolkit.cli import main
from toolkit.errors import LicenceError, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from toolkit.articles.registry import Corpus

TEXT = "قالت وزيرة الري إن السد سيفتح غدا.\nوأضافت أن القرى بخير."


# --- the registry


@pytest.mark.parametrize("name", registry())
def test_an_entry_says_whose_it_is_and_what_reads_it(name: str) -> None:
    corpus = registry()[name]
    assert corpus.format in CONVERTERS
    assert "text" in corpus.columns
    assert corpus.licence
    assert corpus.licence_url.startswith("https://")
    assert corpus.terms.endswith(".")
    assert str(corpus).count("\n") >= 8
    for file in corpus.files:
        assert file.url.startswith("https://")
        assert "/master/" not in file.url, "name a commit, whose files do not change"
        assert "/" not in file.name
        assert file.sha256 == "" or len(bytes.fromhex(file.sha256)) == 32


def test_the_corpora_that_the_project_promises_are_there() -> None:
    assert set(registry()) >= {"saudinewsnet", "ant", "fignews-2024", "armpro", "pud"}


def test_an_entry_that_lacks_something_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('[a]\ntitle = "A"\nbase = "x"\nfiles = []\n', "utf-8")
    with pytest.raises(ReadError, match="the entry 'a' is not complete"):
        read_registry(tmp_path / "r.toml")


# --- the files


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def rows(format_: str, *files: Path) -> list[dict[str, Any]]:
    return list(corpus_rows(format_, list(files)))


def test_saudinewsnet_is_a_zip_of_json_arrays(tmp_path: Path) -> None:
    article = {
        "source": "alwadi",
        "url": "http://example.org/1",
        "date_extracted": "2015-07-21 02:51:32",
        "title": "السد يفتح",
        "author": "",
        "content": TEXT,
    }
    file = zipped(tmp_path / "2015-07-21.zip", {"2015-07-21.json": json.dumps([article, {**article, "content": ""}])})
    [one, two] = rows("saudinewsnet", file)
    assert (one["outlet"], one["published"], one["text"]) == ("alwadi", "2015-07-21 02:51:32", TEXT)
    assert set(one) == {"outlet", "url", "published", "title", "author", "text"}
    assert two["text"] == ""


ANT = """<DOC>
<DOCNO>XX-economy-32-20170125</DOCNO>
<URL>http://example.org/السد/1</URL>\x20
<SRC>Wadi FM</SRC>
<CAT>economy</CAT>
<TITLE>الوزيرة : "السد" <سليم></TITLE>
<TIME>2017-01-25T14:36:00+01:00</TIME>
<AUTHOR></AUTHOR>
<ABSTRACT>

</ABSTRACT>
<TEXT>
قالت وزيرة الري إن السد سيفتح غدا.
وأضافت أن القرى <b>بخير</b>.
</TEXT>
</DOC>
"""


def test_ant_is_a_zip_of_texts_with_tags(tmp_path: Path) -> None:
    folder = "antcorpus.data-016c/"
    members = {f"{folder}README.md": "# ANT", f"{folder}LICENSE.txt": "Apache", f"{folder}economy/XX-1.txt": ANT}
    [row] = rows("ant", zipped(tmp_path / "a.zip", members))
    assert row == {
        "article_id": "XX-economy-32-20170125",
        "outlet": "Wadi FM",
        "published": "2017-01-25T14:36:00+01:00",
        "title": 'الوزيرة : "السد" <سليم>',
        "text": "قالت وزيرة الري إن السد سيفتح غدا.\nوأضافت أن القرى <b>بخير</b>.",
        "url": "http://example.org/السد/1",
        "author": None,
        "section": "economy",
        "abstract": None,
    }


def test_an_ant_file_that_is_cut_has_no_text_and_is_conserved(tmp_path: Path) -> None:
    [row] = rows("ant", zipped(tmp_path / "a.zip", {"x/XX-1.txt": ANT[: ANT.index("</TEXT>")]}))
    assert (row["article_id"], row["text"]) == ("XX-economy-32-20170125", None)


FIGNEWS = (
    "Batch\tSource Language\tID\tType\tText\tEnglish MT\tArabic MT\tAnnotator ID\tBias\tPropaganda\tComments\n"
    'B01\tArabic\t10\tIAA\t"نعم"، قال الناطق\tyes\t"نعم"، قال الناطق\t\t\t\t\n'
    'B01\tHebrew\t10\tMAIN\t״שלום״\t"Peace," he said\t"سلام"، قال\t7\tUnbiased\t\t\n'
    "B02\tFrench\t3\tMAIN\tOui\n"
)


def test_fignews_takes_the_arabic_text_and_quotation_marks_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text(FIGNEWS, "utf-8")
    one, two, cut = rows("fignews", tmp_path / "a.tsv")
    assert (one["article_id"], one["text"], one["translated"]) == ("B01-Arabic-10-IAA", '"نعم"، قال الناطق', False)
    assert (two["article_id"], two["text"], two["translated"]) == ("B01-Hebrew-10-MAIN", '"سلام"، قال', True)
    assert (two["original"], two["original_language"], two["bias"]) == ("״שלום״", "Hebrew", "Unbiased")
    assert cut["text"] is None


def test_armpro_keeps_its_spans_in_code_points_of_the_text(tmp_path: Path) -> None:
    label = {"technique": "Loaded_Language", "text": "سيفتح", "start": 24, "end": 29}
    paragraph = {
        "page_id": "p1",
        "paragraph_id": "p1_004",
        "paragraph": TEXT,
        "labels": [label],
        "page_domain": "example.org",
        "page_url": "https://example.org/1",
        "page_title": "السد",
        "page_date": "2020-05-16T13:38:40+00:00",
    }
    file = tmp_path / "ArMPro_span_dev_V2.jsonl"
    file.write_text(json.dumps(paragraph) + "\n", "utf-8")
    [row] = rows("armpro", file)
    start, end, technique = row["spans"][0]
    assert (row["text"][start:end], technique) == ("سيفتح", "Loaded_Language")
    assert (row["article_id"], row["outlet"], row["part"]) == ("p1_004", "example.org", "dev")


CONLLU = """# newdoc id = n01001
# sent_id = n01001011
# text = قالت الوزيرة: «السد = آمن».
# text_en = She said so.
1\tقالت\t_\tVERB\t_\t_\t0\troot\t_\t_

# sent_id = w02002013
# text = السد قديم.
1\tالسد\t_\tNOUN\t_\t_\t0\troot\t_\t_
"""


def test_pud_gives_sentences_with_their_document_and_genre(tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text(CONLLU, "utf-8")
    assert rows("conllu", tmp_path / "a.conllu") == [
        {"article_id": "n01001011", "text": "قالت الوزيرة: «السد = آمن».", "document": "n01001", "genre": "news"},
        {"article_id": "w02002013", "text": "السد قديم.", "document": "w02002", "genre": "wikipedia"},
    ]


@pytest.mark.parametrize(
    ("format_", "name", "data", "message"),
    [
        ("saudinewsnet", "a.zip", b"PK\x03\x04 cut", "the archive is damaged"),
        ("ant", "a.zip", b"<html>404</html>", "the archive is damaged"),
        ("armpro", "a.jsonl", b'{"paragraph": "x"\n', "a.jsonl, line 1: no paragraph of ArMPro"),
        ("armpro", "a.jsonl", b"[1]\n", "line 1: no paragraph of ArMPro"),
        ("armpro", "a.jsonl", b'{"labels": [{}]}\n', "line 1: no paragraph of ArMPro"),
        ("armpro", "a.jsonl", b"[" * 100_000, "line 1: no paragraph of ArMPro"),
        ("fignews", "a.tsv", b"<html>\n", "no column 'Arabic MT'"),
        ("fignews", "a.tsv", "قال".encode("cp1256"), "not UTF-8 at byte 0"),
    ],
)
def test_a_file_that_is_not_of_its_format_is_named(
    tmp_path: Path, format_: str, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadError, match=message):
        rows(format_, tmp_path / name)


@pytest.mark.parametrize("data", ['{"a": 1}', "[1]", "{", "[" * 100_000])
def test_a_day_that_is_no_array_of_articles_is_named(tmp_path: Path, data: str) -> None:
    with pytest.raises(ReadError, match=r"a\.zip, d\.json: "):
        rows("saudinewsnet", zipped(tmp_path / "a.zip", {"d.json": data}))


def test_an_archive_without_its_files_says_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"no \.json file; it has a\.txt"):
        rows("saudinewsnet", zipped(tmp_path / "a.zip", {"a.txt": "x"}))


def test_an_archive_that_unpacks_to_too_much_is_refused_before_memory_is(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "a.zip", {"x/a.txt": b"0" * 5_000_000})
    assert bomb.stat().st_size < 10_000
    with pytest.raises(ReadError, match="unpacks to more than"):
        rows("ant", bomb)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted(CONVERTERS)), st.binary(max_size=300))
def test_any_bytes_give_rows_or_an_error_that_names_the_file(tmp_path: Path, format_: str, data: bytes) -> None:
    file = tmp_path / "any.bin"
    file.write_bytes(data)
    try:
        found = rows(format_, file)
    except ReadError as error:
        found, message = [], str(error)
    else:
        message = "any.bin"
    assert all(isinstance(row, dict) for row in found)
    assert "any.bin" in message


# --- the server


class Server:
    """A local server with one file, which behaves as a test wants.

    Attributes:
        data: The bytes of the file.
        cuts: After how many bytes of each coming answer the connection is cut; whole answers follow.
        ranges: The Range headers that came, None where there was none.
    """

    def __init__(self) -> None:
        self.data, self.tag = b"", '"one"'
        self.status, self.understands_ranges = 200, True
        self.cuts: list[int] = []
        self.ranges: list[str | None] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answers one request."""
        asked = request.headers.get("Range")
        self.ranges.append(asked)
        start = 0
        if asked and self.understands_ranges and request.headers.get("If-Range") == self.tag:
            start = int(asked.removeprefix("bytes=").removesuffix("-"))
        status = self.status if self.status != 200 else 206 if start else 200
        request.send_response(status)
        if status == 206:
            request.send_header("Content-Range", f"bytes {start}-{len(self.data) - 1}/{len(self.data)}")
        if self.tag:
            request.send_header("ETag", self.tag)
        body = self.data[start:] if self.status == 200 else b"no"
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        cut = self.cuts.pop(0) if self.cuts else len(body)
        request.wfile.write(body[:cut])
        request.close_connection = True

    def file(self, name: str = "a.tsv", sha256: str = "") -> CorpusFile:
        """The file as a registry would name it."""
        return CorpusFile(name, self.url + name, sha256, len(self.data))


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    found.data = FIGNEWS.encode() + b"\n" * 200_000
    thread = threading.Thread(target=found.http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield found
    found.http.shutdown()
    found.http.server_close()
    thread.join()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_file_is_fetched_once_and_then_taken_from_the_folder(server: Server, tmp_path: Path) -> None:
    for _ in range(2):
        path = download(server.file(), tmp_path, sha256=sha(server.data))
        assert path.read_bytes() == server.data
    assert server.ranges == [None]
    assert [file.name for file in tmp_path.iterdir()] == ["a.tsv"]


def test_a_cut_connection_is_gone_on_with_in_the_same_fetch(server: Server, tmp_path: Path) -> None:
    server.cuts = [100_000, 50_000]
    path = download(server.file(), tmp_path, sha256=sha(server.data), wait=0)
    assert path.read_bytes() == server.data
    assert server.ranges == [None, "bytes=98304-", "bytes=147456-"]  # whole chunks are kept
    assert [file.name for file in tmp_path.iterdir()] == ["a.tsv"]


def test_what_came_is_kept_where_the_connection_stays_cut_and_the_next_fetch_goes_on(
    server: Server, tmp_path: Path
) -> None:
    server.cuts = [100_000, 20_000, 20_000, 20_000]
    with pytest.raises(ReadError, match="was cut off 4 times; 147,456 bytes are kept, and the next fetch goes on"):
        download(server.file(), tmp_path, wait=0)
    assert not (tmp_path / "a.tsv").exists()
    assert download(server.file(), tmp_path, wait=0).read_bytes() == server.data
    assert server.ranges[-1] == "bytes=147456-"


def test_a_file_that_changed_in_between_is_fetched_from_its_beginning(server: Server, tmp_path: Path) -> None:
    server.cuts = [100_000, 0, 0, 0]
    with pytest.raises(ReadError, match="was cut off"):
        download(server.file(), tmp_path, wait=0)
    server.data, server.tag, server.cuts = b"another file", '"two"', []
    assert download(server.file(), tmp_path, wait=0).read_bytes() == b"another file"


@pytest.mark.parametrize(("tag", "understands"), [("", True), ('W/"weak"', True), ('"one"', False)])
def test_a_server_that_cannot_go_on_gives_the_whole_file_again(
    server: Server, tmp_path: Path, tag: str, *, understands: bool
) -> None:
    server.tag, server.understands_ranges, server.cuts = tag, understands, [100_000, 50_000]
    path = download(server.file(), tmp_path, sha256=sha(server.data), wait=0)
    assert path.read_bytes() == server.data


def test_a_part_that_is_whole_already_does_not_stop_the_fetch(server: Server, tmp_path: Path) -> None:
    (tmp_path / "a.tsv.part").write_bytes(server.data)
    (tmp_path / "a.tsv.part.etag").write_text(server.tag)
    server.status = 416
    with pytest.raises(ReadError, match="416"):
        download(server.file(), tmp_path, wait=0)
    server.status = 200
    assert download(server.file(), tmp_path, wait=0).read_bytes() == server.data


def test_another_hash_is_refused_and_the_file_not_kept(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not the file that was expected"):
        download(server.file(), tmp_path, sha256=sha(b"the true file"), wait=0)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_damaged_in_the_folder_is_fetched_again(server: Server, tmp_path: Path) -> None:
    path = download(server.file(), tmp_path, sha256=sha(server.data))
    path.write_bytes(b"damaged")
    assert download(server.file(), tmp_path, sha256=sha(server.data)).read_bytes() == server.data


@pytest.mark.parametrize("status", [404, 403, 500])
def test_an_answer_that_is_no_file_is_told(server: Server, tmp_path: Path, status: int) -> None:
    server.status = status
    with pytest.raises(ReadError, match=f"the server answered {status} .*; the file may have moved"):
        download(server.file(), tmp_path, wait=0)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_is_told(server: Server, tmp_path: Path) -> None:
    file = server.file()
    server.http.server_close()
    with pytest.raises(ReadError, match="could not be reached 4 times; nothing has come yet"):
        download(CorpusFile("a", file.url.replace("127.0.0.1", "127.0.0.2"), "", 0), tmp_path, wait=0)


# --- corpora


def corpora(server: Server, tmp_path: Path, sha256: str = "", licence: str = "CC0") -> Mapping[str, Corpus]:
    path = tmp_path / "registry.toml"
    path.write_text(
        f"""[tiny]
title = "Tiny"
about = "three posts"
page = "https://example.org"
licence = "{licence}"
licence_url = "https://example.org/licence"
terms = "Be kind."
citation = "Nobody (2026)."
columns = ["text"]
notes = "None."
format = "fignews"
base = "{server.url}"
files = [{{ name = "a.tsv", sha256 = "{sha256}", bytes = 10 }}]
""",
        "utf-8",
    )
    return read_registry(path)


def test_the_licence_is_shown_and_must_be_accepted_once(server: Server, tmp_path: Path) -> None:
    known = corpora(server, tmp_path)
    with pytest.raises(LicenceError, match=r"(?s)licence: CC0.*Be kind.*cite: Nobody.*say accept_licence=True"):
        fetch_dataset("tiny", folder=tmp_path, corpora=known)
    assert server.ranges == []
    fetch_dataset("tiny", folder=tmp_path, corpora=known, accept_licence=True)
    fetch_dataset("tiny", folder=tmp_path, corpora=known)
    with pytest.raises(LicenceError, match="licence: CC BY"):
        fetch_dataset("tiny", folder=tmp_path, corpora=corpora(server, tmp_path, licence="CC BY"))


@pytest.mark.filterwarnings("ignore::toolkit.articles.notices.ToolkitWarning")
def test_a_corpus_becomes_a_table_of_articles_and_its_rows_are_conserved(server: Server, tmp_path: Path) -> None:
    path = fetch_dataset("tiny", folder=tmp_path, corpora=corpora(server, tmp_path), accept_licence=True)
    articles = read_articles(path)
    assert len(path.read_text("utf-8").splitlines()) == 3
    assert articles["article_id"].tolist() == ["B01-Arabic-10-IAA", "B01-Hebrew-10-MAIN"]
    assert articles["translated"].tolist() == [False, True]


def test_a_hash_that_nobody_knew_is_recorded_and_held_to(server: Server, tmp_path: Path) -> None:
    known = corpora(server, tmp_path)
    path = fetch_dataset("tiny", folder=tmp_path, corpora=known, accept_licence=True)
    record = json.loads((path.parent / "fetched.json").read_text("utf-8"))
    assert record["sha256"] == {server.url + "a.tsv": sha(server.data)}
    (path.parent / "a.tsv").unlink()
    server.data += b"changed"
    with pytest.raises(ReadError, match="not the file that was expected"):
        fetch_dataset("tiny", folder=tmp_path, corpora=known)


def test_the_hash_of_the_registry_is_held_to_from_the_first_fetch_on(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="not the file that was expected"):
        fetch_dataset("tiny", folder=tmp_path, corpora=corpora(server, tmp_path, sha(b"other")), accept_licence=True)
    known = corpora(server, tmp_path, sha(server.data))
    assert fetch_dataset("tiny", folder=tmp_path, corpora=known).exists()


def test_what_was_fetched_is_there_without_a_network(server: Server, tmp_path: Path) -> None:
    known = corpora(server, tmp_path)
    first = fetch_dataset("tiny", folder=tmp_path, corpora=known, accept_licence=True)
    times = first.stat().st_mtime_ns
    server.status = 404
    assert fetch_dataset("tiny", folder=tmp_path, corpora=known) == first
    assert first.stat().st_mtime_ns == times


def test_a_record_that_is_damaged_is_named(server: Server, tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "fetched.json").write_text("[", "utf-8")
    with pytest.raises(ReadError, match=r"fetched\.json: the record of what was fetched cannot be read"):
        fetch_dataset("tiny", folder=tmp_path, corpora=corpora(server, tmp_path), accept_licence=True)


def test_a_folder_that_cannot_be_made_is_named(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ReadError, match="the folder cannot be made"):
        fetch_dataset("tiny", folder=tmp_path / "file", corpora=corpora(server, tmp_path), accept_licence=True)


def test_load_dataset_asks_for_the_licence_and_fetches_nothing_without_it(tmp_path: Path) -> None:
    with pytest.raises(LicenceError, match="licence: CC BY-SA"):
        load_dataset("pud", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- the commands


def test_the_list_names_the_sample_and_every_corpus(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["datasets"]) == main(["datasets", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    names = [line.split("\t")[0] for line in lines]
    assert names == ["sample", *registry()] * 2


@pytest.mark.parametrize("name", ["sample", "armpro"])
def test_show_names_the_licence(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["datasets", "show", name]) == 0
    assert "licence: CC BY" in capsys.readouterr().out


@pytest.mark.parametrize("action", ["show", "fetch"])
def test_a_name_that_is_not_known_is_answered_with_those_there_are(
    action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["datasets", action, "smaple"]) == 1
    assert "there is no dataset 'smaple'; there are sample, saudinewsnet" in capsys.readouterr().err


def test_fetch_shows_the_licence_and_stops_where_nobody_can_accept_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["datasets", "fetch", "pud", "--folder", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "licence: CC BY-SA 3.0" in printed.err
    assert "say --accept-licence" in printed.err


def test_fetch_says_where_the_articles_are(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = corpora(server, tmp_path)
    for place in ("toolkit.articles.registry.registry", "toolkit.articles.datasets.registry"):
        monkeypatch.setattr(place, lambda: known)
    monkeypatch.setenv("TOOLKIT_DATA", str(tmp_path / "kept"))
    assert main(["datasets", "fetch", "tiny", "--accept-licence"]) == 0
    printed = capsys.readouterr()
    assert printed.out == f"{tmp_path / 'kept' / 'tiny' / 'articles.jsonl'}\n"
    assert "licence: CC0" in printed.err
    assert main(["datasets", "fetch", "tiny"]) == 0
    assert capsys.readouterr().err == ""


def test_fetch_of_the_sample_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["datasets", "fetch", "sample"]) == 0
    assert capsys.readouterr().out.endswith("articles.jsonl\n")
