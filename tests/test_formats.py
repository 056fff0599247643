"""Every format that is read: told by content, mapped to the same columns, its rows conserved."""

from __future__ import annotations

import gzip
import json
import sys
import warnings
from pathlib import Path
from typing import Any

import made_files as made
import pandas as pd
import pytest
from made_files import ARTICLES, FIRST, SECOND

from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.readers import articles_and_reading, check_articles, iter_articles, read_articles
from toolkit.errors import ReadError

WHOLE = {
    "csv": made.csv_file(),
    "tsv": made.csv_file("\t"),
    "csv of another delimiter": made.csv_file("¦"),
    "csv of a control character": made.csv_file("\x01"),
    "json lines": made.jsonl(),
    "json list": made.json_list(),
    "json list on one line": made.json_list(indent=None),
    "json list in an object": made.wrapped(),
    "parquet": made.parquet(),
    "xlsx": made.xlsx(),
}


def read(tmp_path: Path, name: str, content: bytes, **options: Any) -> pd.DataFrame:
    path = tmp_path / name
    path.write_bytes(content)
    return read_articles(path, **options)


def rows(table: pd.DataFrame, *columns: str) -> list[dict[str, Any]]:
    return table[list(columns)].to_dict("records")


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda content: made.zipped({"in/side": content})])
@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
def test_a_table_is_known_by_its_content_under_any_name_and_packed(tmp_path: Path, content: bytes, pack: Any) -> None:
    table = read(tmp_path, "export", pack(content))

    assert rows(table, "article_id", "title", "outlet", "published", "author", "text") == [
        dict(zip(("article_id", "title", "outlet", "published", "author", "text"), one.values(), strict=True))
        for one in ARTICLES
    ]


def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path: Path) -> None:
    table = read(tmp_path, "saved.html", made.page().encode("cp1256"))

    assert rows(table, "article_id", "title", "outlet", "published", "author") == [
        {"article_id": "saved", "title": "السد آمن", "outlet": "بوابة الحوض", "published": "2026-05-01", "author": "NA"}
    ]
    assert table["text"].tolist() == [f"{FIRST}\n{FIRST} وقال أيضا إن العمل، يستمر."]


def test_a_page_that_is_called_a_table_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(made.page(), "utf-8")
    assert check_articles(tmp_path / "a.csv").format == "HTML"


def test_a_date_in_the_words_of_a_page_is_no_date_of_publication(tmp_path: Path) -> None:
    markup = made.page({**ARTICLES[0], "date": "", "text": FIRST + " 5 أيلول 2023"})
    assert read(tmp_path, "a.html", markup.encode())["published"].isna().all()


def test_a_page_without_an_article_is_set_aside_and_the_folder_goes_through(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><head><title>دخول</title></head><body></body></html>", "utf-8")
    (tmp_path / "b.html").write_text(made.page(), "utf-8")
    reading = check_articles(tmp_path)
    assert (reading.read, len(reading.set_aside)) == (1, 1)
    assert "no article was found" in reading.set_aside["reason"][0]


def test_a_feed_gives_its_entries_as_text(tmp_path: Path) -> None:
    table = read(tmp_path, "feed", made.rss())
    assert rows(table, "article_id", "title", "outlet", "published", "text") == [
        {
            "article_id": one["id"],
            "title": one["title"],
            "outlet": one["source"],
            "published": one["date"],
            "text": one["text"],
        }
        for one in ARTICLES
    ]


def test_a_feed_that_is_cut_off_gives_the_entries_before_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(made.rss()[:-120])
    reading = check_articles(path)
    assert reading.rows == 2
    assert reading.read >= 1


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_web_archive_gives_its_pages_and_sets_failed_ones_aside(tmp_path: Path, gzipped: bool) -> None:  # noqa: FBT001
    path = tmp_path / "crawl"
    path.write_bytes(made.warc(gzipped=gzipped))
    table, reading = articles_and_reading(path)
    assert table["url"].tolist() == ["http://example.org/007", "http://example.org/8"]
    assert table["text"].str.startswith(FIRST[:20])[0]
    assert reading.set_aside[["unit", "line"]].to_numpy().tolist() == [["record", 4]]
    assert "answered 404" in reading.set_aside["reason"][0]


EXPORTS = {
    "nexis.rtf": (made.rtf(made.NEXIS), "RTF, Nexis export"),
    "nexis.docx": (made.docx_file(made.NEXIS), "DOCX, Nexis export"),
    "nexis.txt": (made.NEXIS.encode(), "plain text, Nexis export"),
    "factiva.rtf": (made.rtf(made.FACTIVA), "RTF, Factiva export"),
    "factiva.html": (made.press_page(made.FACTIVA), "HTML, Factiva export"),
    "factiva-indexed.rtf": (made.rtf(made.FACTIVA_INDEXED), "RTF, Factiva export"),
    "factiva-indexed.txt": (made.FACTIVA_INDEXED.encode(), "plain text, Factiva export"),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_a_press_database_is_split_into_its_articles(tmp_path: Path, name: str) -> None:
    content, form = EXPORTS[name]
    path = tmp_path / name
    path.write_bytes(content)
    table, reading = articles_and_reading(path)
    assert reading.format == form
    assert (reading.read, len(reading.set_aside)) == (2, 0)
    assert rows(table, "title", "outlet", "published") == [
        {"title": one["title"], "outlet": one["source"], "published": one["date"]} for one in ARTICLES
    ]
    assert [text.split("\n")[0] for text in table["text"]] == [FIRST, SECOND]
    assert table["text"].str.endswith("وفي الخبر بقية.").all()


def test_an_article_of_an_export_without_a_text_is_set_aside(tmp_path: Path) -> None:
    broken = "عنوان\nصحيفة\n1 May 2026\nLength: 3 words\nEnd of Document\n"
    path = tmp_path / "n.txt"
    path.write_text(made.NEXIS + broken, "utf-8")
    reading = check_articles(path)
    assert (reading.read, reading.set_aside[["unit", "line"]].to_numpy().tolist()) == (2, [["article", 3]])


def test_an_export_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "n.txt"
    path.write_text(made.NEXIS.rpartition("End of Document")[0], "utf-8")
    reading = check_articles(path)
    assert (reading.read, len(reading.set_aside)) == (1, 1)
    assert "no end" in reading.set_aside["reason"][0]


def test_an_ordinary_document_is_one_article(tmp_path: Path) -> None:
    assert read(tmp_path, "a.docx", made.docx_file(f"{FIRST}\n{SECOND}"))["text"].tolist() == [f"{FIRST}\n{SECOND}"]
    assert read(tmp_path, "a.rtf", made.rtf(FIRST))["text"].tolist() == [FIRST]


def test_newsapi_is_read_and_its_cut_texts_are_remarked_on(tmp_path: Path) -> None:
    one = {
        "source": {"id": None, "name": "الطيلون"},
        "author": None,
        "title": "السد",
        "publishedAt": "2026-05-01T08:00:00Z",
        "content": FIRST + "… [+1234 chars]",
    }
    path = tmp_path / "news.json"
    path.write_text(json.dumps({"status": "ok", "totalResults": 1, "articles": [one]}), "utf-8")
    table, reading = articles_and_reading(path)
    assert rows(table, "outlet", "published") == [{"outlet": "الطيلون", "published": "2026-05-01T08:00:00Z"}]
    assert "1234 characters more" in reading.remarks["remark"][0]


def test_media_cloud_has_headlines_alone_and_the_report_says_so(tmp_path: Path) -> None:
    header = "id,indexed_date,language,media_name,media_url,publish_date,title,url"
    path = tmp_path / "mc.csv"
    path.write_text(f"{header}\n7,2026,ar,الطيلون,x.org,2026-05-01,السد آمن,http://x.org/1\n", "utf-8")
    table, reading = articles_and_reading(path)
    assert rows(table, "article_id", "outlet", "text") == [{"article_id": "7", "outlet": "الطيلون", "text": "السد آمن"}]
    assert table["title"].isna().all()
    assert "the text is the headline alone" in reading.remarks["remark"][0]


def test_a_gkg_table_has_headlines_alone_and_the_report_says_so(tmp_path: Path) -> None:
    path = tmp_path / "20260501080000.translation.gkg.csv"
    path.write_bytes(made.gkg() + made.gkg().replace(b"PAGE_TITLE", b"OTHER").replace(b"-T", b"-T1"))
    table, reading = articles_and_reading(path)
    assert table["text"].tolist() == ["السد آمن ق", "الجسر مفتوح ق"]
    assert table["published"][0] == "2026-05-01T08:00:00Z"
    assert (reading.read, len(reading.set_aside)) == (2, 2)
    assert "GKG has no texts" in reading.remarks["remark"][0]


def test_french_names_of_columns_are_recognised(tmp_path: Path) -> None:
    header = "Identifiant;Titre;Texte intégral;Média;Date de publication;Auteur;Rubrique;Lien"
    table = read(tmp_path, "a.csv", f"{header}\n1;ت;{FIRST};م;1 mai 2026;ك;ق;http://x\n".encode("utf-16"))
    ours = ["article_id", "title", "text", "outlet", "published", "author", "section", "url"]
    assert table.loc[0, ours].tolist() == ["1", "ت", FIRST, "م", "1 mai 2026", "ك", "ق", "http://x"]


def test_every_sheet_with_a_text_is_read_and_notes_above_the_header_are_none(tmp_path: Path) -> None:
    second = pd.DataFrame({"النص": [SECOND], "التاريخ": [pd.Timestamp("2026-05-02")]})
    noted = pd.DataFrame([["تقرير", None], [None, None], ["id", "text"], ["x", FIRST]])
    other = pd.DataFrame({"code": [1]})
    table = read(tmp_path, "a.xlsx", made.xlsx(noted, second=second, other=other))
    assert table["text"].tolist() == [FIRST, SECOND]
    assert table["published"].tolist()[1] == "2026-05-02"


def test_a_cell_of_a_workbook_keeps_what_xml_cannot_hold(tmp_path: Path) -> None:
    frame = pd.DataFrame({"id": ["007"], "text": ["سطر\rثان _x0041_ ثم"]})
    assert read(tmp_path, "a.xlsx", made.xlsx(frame))["text"].tolist() == ["سطر\rثان _x0041_ ثم"]


def test_a_folder_and_an_archive_of_all_formats_are_read_alike(tmp_path: Path) -> None:
    files = {name: build() for name, build in made.EVERY.items() if not name.endswith(".zip")}
    folder, archive = tmp_path / "folder", tmp_path / "a.zip"
    folder.mkdir()
    for name in sorted(files):
        (folder / name).write_bytes(files[name])
    archive.write_bytes(made.zipped({name: files[name] for name in sorted(files)}))
    (one, first), (two, second) = articles_and_reading(folder), articles_and_reading(archive)
    pd.testing.assert_frame_equal(one, two)
    assert first.rows == second.rows
    assert first.files == len(files)


def test_a_damaged_file_costs_itself_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(made.jsonl())[:-9])
    (tmp_path / "b.xlsx").write_bytes(made.xlsx()[:-200])
    (tmp_path / "c.csv").write_bytes(made.csv_file())
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    table, reading = articles_and_reading(tmp_path)
    assert len(table) >= 2
    assert {Path(file).name for file in reading.set_aside["file"]} == {"a.jsonl.gz", "b.xlsx"}
    assert [Path(file).name for file in reading.ignored] == ["picture.png"]


def test_a_broken_object_of_a_list_costs_itself_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    items = ['{"id": "1", "text": "قال"}', '{"id": "2", "text": قال}', "3", '{"id": "4", "text": "أكد"}']
    path.write_text("[\n" + ",\n".join(items) + "\n]", "utf-8")
    table, reading = articles_and_reading(path)
    assert table["article_id"].tolist() == ["1", "4"]
    assert reading.set_aside["line"].tolist() == [3, 4]


def test_a_list_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"text": "قال"},\n{"text": "أكد"}', "utf-8")
    reading = check_articles(path)
    assert (reading.read, len(reading.set_aside)) == (2, 1)
    assert "cut off" in reading.set_aside["reason"][0]


def test_pages_of_one_list_after_the_other_are_one_table(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(made.wrapped() + b"\n" + made.wrapped().replace("السد".encode(), "النهر".encode()))
    assert len(read_articles(path)) == 4


def test_objects_over_many_lines_need_no_list(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False, indent=2) for one in ARTICLES), "utf-8")
    assert read_articles(path)["text"].tolist() == [FIRST, SECOND]


@pytest.mark.parametrize("name", ["a.html", "a.rss", "a.warc", "nexis.rtf", "nexis.docx"])
def test_a_library_that_is_not_installed_is_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(made.EVERY[name]())
    for module in ("trafilatura", "feedparser", "warcio.archiveiterator", "striprtf.striprtf", "docx"):
        monkeypatch.setitem(sys.modules, module, None)
    for module in ("pages", "feeds", "web_archives", "rich_text", "word_files"):
        monkeypatch.delitem(sys.modules, f"toolkit.articles.{module}", raising=False)
    with pytest.raises(ReadError, match=r"which is not installed.*pip install 'arabic-media-toolkit\[formats\]'"):
        read_articles(path)


@pytest.mark.parametrize("name", made.EVERY)
def test_tables_of_a_size_are_the_whole_in_every_format(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(made.EVERY[name]())
    whole, _ = articles_and_reading(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ToolkitWarning)
        texts = [text for table in iter_articles(path, size=1) for text in table["text"]]
    assert texts == whole["text"].tolist()


def test_an_entry_whose_name_is_not_what_its_archive_says_costs_itself_alone(tmp_path: Path) -> None:
    packed = bytearray(made.zipped({"a.csv": made.csv_file(), "b.jsonl": made.jsonl()}))
    first = packed.index(b"PK\x03\x04")
    packed[first + 7] |= 0x08  # the name before the entry is UTF-8, it says
    packed[first + 30] = 0x80  # and is not
    path = tmp_path / "a.zip"
    path.write_bytes(packed)
    reading = check_articles(path)

    assert reading.read == len(ARTICLES)
    assert [reason for reason in reading.set_aside["reason"] if "cannot be unpacked" in reason]
