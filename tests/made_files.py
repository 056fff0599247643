"""Small files of every format that is read, written by the tests themselves; they hold the same two articles."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = "قالت الوزيرة سلمى نصار إن السد آمن، وإن القرى المجاورة بخير. وأضافت أن الفرق تراقب منسوب المياه كل ساعة."
SECOND = "نفى ناطق باسم البلدية إغلاق الجسر القديم. وأكد أن حركة السير طبيعية منذ صباح أمس في كل أحياء المدينة."
ARTICLES = (
    {"id": "007", "title": "السد آمن", "source": "بوابة الحوض", "date": "2026-05-01", "author": "NA", "text": FIRST},
    {"id": "8", "title": "الجسر مفتوح", "source": "الطيلون", "date": "2026-05-02", "author": "س. ع.", "text": SECOND},
)


def csv_file(delimiter: str = ",") -> bytes:
    rows = [list(ARTICLES[0]), *(list(article.values()) for article in ARTICLES)]
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows).encode()


def jsonl() -> bytes:
    return "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in ARTICLES).encode()


def json_list(*, indent: int | None = 2) -> bytes:
    return json.dumps(ARTICLES, ensure_ascii=False, indent=indent).encode()


def wrapped() -> bytes:
    return json.dumps({"status": "ok", "found": {"n": 2, "docs": ARTICLES}, "more": [1]}, ensure_ascii=False).encode()


def parquet(frame: pd.DataFrame | None = None, **options: Any) -> bytes:
    stream = io.BytesIO()
    (pd.DataFrame(ARTICLES) if frame is None else frame).to_parquet(stream, **options)
    return stream.getvalue()


def xlsx(frame: pd.DataFrame | None = None, **sheets: pd.DataFrame) -> bytes:
    stream = io.BytesIO()
    with pd.ExcelWriter(stream, engine="xlsxwriter") as writer:
        (pd.DataFrame(ARTICLES) if frame is None else frame).to_excel(writer, sheet_name="first", index=False)
        for name, sheet in sheets.items():
            sheet.to_excel(writer, sheet_name=name, index=False)
    return stream.getvalue()


def page(article: dict[str, str] | None = None) -> str:
    about = article or ARTICLES[0]
    linked = json.dumps({"@type": "NewsArticle", "author": {"name": about["author"]}}, ensure_ascii=False)
    return (
        f"<!doctype html><html><head><title>{about['title']} | {about['source']}</title>"
        f'<meta property="og:title" content="{about["title"]}">'
        f'<meta property="og:site_name" content="{about["source"]}">'
        f'<meta property="article:published_time" content="{about["date"]}">'
        f'<script type="application/ld+json">{linked}</script></head><body><nav>الرئيسية رياضة</nav>'
        f"<article><h1>{about['title']}</h1><p>{about['text']}</p>"
        f"<p>{about['text']} وقال أيضا إن <b>العمل</b>، يستمر.</p>"
        "</article><footer>كل الحقوق محفوظة</footer></body></html>"
    )


def rss() -> bytes:
    items = "".join(
        f"<item><guid>{one['id']}</guid><title>{one['title']}</title><link>http://example.org/{one['id']}</link>"
        f"<pubDate>{one['date']}</pubDate><author>{one['author']}</author><source url='x'>{one['source']}</source>"
        f"<description><![CDATA[<p>{one['text']}</p>]]></description></item>"
        for one in ARTICLES
    )
    channel = f"<channel><title>خ</title>{items}</channel>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0">{channel}</rss>'.encode()


def warc(*, gzipped: bool = True) -> bytes:
    records = [
        record(f"http://example.org/{one['id']}", page(one).encode("cp1256"), "text/html; charset=windows-1256")
        for one in ARTICLES
    ]
    records.append(record("http://example.org/logo.png", b"\x89PNG", "image/png"))
    records.append(record("http://example.org/gone", b"<html><body>gone</body></html>", "text/html", "404 Not Found"))
    return b"".join(map(gzip.compress, records) if gzipped else records)


def record(address: str, body: bytes, kind: str, status: str = "200 OK") -> bytes:
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-05-01T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{address[-8:]}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


NEXIS = "Date and Time: 3 May 2026\nJob Number: 1\nDocuments (2)\n1. السد آمن\n2. الجسر مفتوح\n" + "".join(
    f"{one['title']}\n{one['source']}\n{one['date']}\n\nCopyright 2026 All Rights Reserved\nSection: محليات\n"
    f"Length: 17 words\nByline: {one['author']}\n\nBody\n\n{one['text']}\n\nوفي الخبر بقية.\n\n"
    "Load-Date: 4 May 2026\n\nEnd of Document\n\n"
    for one in ARTICLES
)
FACTIVA = "".join(
    f"{one['title']}\nBy {one['author']}\n17 words\n{one['date']}\n08:30\n{one['source']}\nABCD\nArabic\n"
    f"Copyright 2026 x\n{one['text']}\nوفي الخبر بقية.\nDocument ABCD000020260501em510000{one['id'][-1]}\n\n"
    for one in ARTICLES
)
FACTIVA_INDEXED = "".join(
    f"HD|{one['title']}|\nBY|{one['author']}|\nWC|17 words|\nPD|{one['date']}|\nSN|{one['source']}|\nLA|Arabic|\n"
    f"LP|{one['text']}|\nTD|وفي الخبر بقية.\n|\nNS|gcat : Political|\n"
    f"AN|Document ABCD000020260501em510000{one['id'][-1]}|\n\n"
    for one in ARTICLES
)


def rtf(text: str) -> bytes:
    letters = ("\\par\n" if sign == "\n" else sign if sign.isascii() else f"\\u{ord(sign)}?" for sign in text)
    fonts = r"{\fonttbl{\f0\fnil\fcharset178 Arial;}}"
    return (rf"{{\rtf1\ansi\ansicpg1256\deff0{fonts}\f0 " + "".join(letters) + "}").encode()


def docx_file(text: str) -> bytes:
    document, stream = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def press_page(text: str) -> bytes:
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in text.splitlines())}</body></html>".encode()


def gkg() -> bytes:
    lines = []
    for one in ARTICLES:
        cells = [f"20260501080000-T{one['id']}", "20260501080000", "1", one["source"], "http://example.org/1"]
        cells += [""] * 17 + ["1|20||said#the dam is safe", "", "", "srclc:ara;eng:GT 1.0", ""]
        cells[-1] = f"<PAGE_LINKS>x</PAGE_LINKS><PAGE_TITLE>{one['title']} &#x642;</PAGE_TITLE>"
        lines.append("\t".join(cells) + "\n")
    return "".join(lines).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


EVERY: dict[str, Callable[[], Any]] = {
    "a.csv": csv_file,
    "a.jsonl": jsonl,
    "a.json": json_list,
    "wrapped.json": wrapped,
    "a.parquet": parquet,
    "a.xlsx": xlsx,
    "a.html": lambda: page().encode(),
    "a.rss": rss,
    "a.warc": lambda: warc(gzipped=False),
    "a.warc.gz": warc,
    "nexis.rtf": lambda: rtf(NEXIS),
    "nexis.docx": lambda: docx_file(NEXIS),
    "factiva.txt": FACTIVA.encode,
    "factiva.html": lambda: press_page(FACTIVA),
    "a.gkg.csv": gkg,
    "a.zip": lambda: zipped({"a.csv": csv_file(), "b/b.html": page().encode()}),
}
