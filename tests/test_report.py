"""The report: what it says, what it never runs, and that it is the same at every run."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.schema import build_table
from toolkit.cli import main
from toolkit.errors import ToolkitError
from toolkit.measures.terms import term_matrix
from toolkit.reports import report as reporting
from toolkit.reports import svg
from toolkit.reports.articles_html import EMBEDDED, Shelf
from toolkit.reports.findings import Coverage
from toolkit.reports.provenance import fingerprint, report_date
from toolkit.reports.report import Options, write_coverage, write_report
from toolkit.reports.sentences import term_lines
from toolkit.reports.wording import wording

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<b>غامق</b>",
    '"><img src=x onerror=alert(3)>',
    "'><svg onload=alert(4)>",
    '<a href="javascript:alert(5)">رابط</a>',
    "\u202eمقلوب\u202c",
    "<!--<script>",
    "&lt;b&gt; &amp; %{x} $y$",
    "أ\x00ب\x07",
)


def quotation(article: dict[str, Any], number: int, *, speaker: str, said: str, kind: str = "direct") -> dict[str, Any]:
    """A row for «قال SPEAKER: «SAID»» somewhere in the text."""
    text = article["text"]
    cue = text.index(f"قال {speaker}: «{said}»")
    source, content = cue + 4, cue + 4 + len(speaker) + 3
    row = {name: article[name] for name in ("article_id", "outlet", "published")}
    row |= {"quotation_id": f"{article['article_id']}:text:{cue}", "field": "text", "position": number, "kind": kind}
    row |= {
        "cue": "قال",
        "cue_start": cue,
        "cue_end": cue + 3,
        "complement": "clause",
        "type": "person",
        "rule": "colon",
    }
    row |= {"source": speaker, "source_start": source, "source_end": source + len(speaker), "speaker": speaker}
    row |= {"content": said, "contents": [[content, content + len(said)]], "words": len(said.split())}
    return row | {"speaker_id": f"{article['article_id']}:{number}", "flags": ["guessed"], "confidence": 0.75}


def coverage(texts: int, *, parts: tuple[str, ...] = ("الوزير", "بيسكوف")) -> tuple[pd.DataFrame, pd.DataFrame]:
    """As many articles, in which each of `parts` is outlet, title, speaker and words in turn."""
    articles, rows = [], []
    for place in range(texts):
        outlet, first, second = (parts[(place + step) % len(parts)] for step in range(3))
        text = f"في يوم {place}.\r\n\nقال {first}: «نعم {second}».\n\nقال {second}: «لا {first}»."
        article = {
            "article_id": f"{place}{outlet}",
            "outlet": outlet,
            "published": "2023-09-05",
            "title": first,
            "text": text,
        }
        articles.append(article)
        rows.append(quotation(article, 0, speaker=first, said=f"نعم {second}"))
        rows.append(quotation(article, 1, speaker=second, said=f"لا {first}", kind="indirect"))
    columns = {name: [article[name] for article in articles] for name in articles[0]}
    return build_table(columns, "articles"), build_table(
        {name: [row[name] for row in rows] for name in rows[0]}, "quotations"
    )


Found = tuple[Coverage, pd.DataFrame]


def findings(articles: pd.DataFrame, quotations: pd.DataFrame, **others: Any) -> Found:
    name = others.pop("name", "coverage.jsonl")
    return Coverage(name, "0" * 64, articles, **others), quotations


def hostile_findings(texts: int = len(HOSTILE)) -> Found:
    set_aside = pd.DataFrame({"file": [HOSTILE[0]], "line": [3], "reason": [HOSTILE[1]], "remedy": [HOSTILE[2]]})
    return findings(*coverage(texts, parts=HOSTILE), name=HOSTILE[0], set_aside=set_aside)


def made(found: Found, folder: Path, **options: Any) -> Path:
    """The main page of a report."""
    return write_coverage(found[0], folder, quotations=found[1], options=Options(progress=False, **options))


def written(found: Found, folder: Path, **options: Any) -> str:
    return made(found, folder, **options).read_bytes().decode()


def evidence_of(page: str) -> dict[str, Any]:
    """What the numbers of a page open."""
    packed = re.search(r'<script type="text/plain" id="evidence"[^>]*>([^<]*)</script>', page)
    assert packed
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    return found


class Tags(HTMLParser):
    """The tags that a browser sees."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps a tag and its attributes."""
        self.seen.append((tag, attrs))


def without_scripts(page: str) -> str:
    return re.sub(r"<(script|style)\b[^>]*>.*?</\1>", "", page, flags=re.DOTALL)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_folder_holds_the_page_and_the_tables_behind_it(tmp_path: Path) -> None:
    written(findings(*coverage(3)), tmp_path / "report")
    names = set(files_of(tmp_path / "report"))
    tables = {
        "quotations",
        "sources",
        "source_frequency",
        "quotation_counts",
        "types",
        "verbs",
        "quality",
        "syndication",
    }
    assert names >= {f"{name}.{ending}" for name in tables for ending in ("csv", "parquet")}
    assert names >= {"index.html", "report.ipynb", "report.xlsx", "articles.parquet"}
    assert [path.name for path in tmp_path.iterdir()] == ["report"], "nothing is left beside it"
    assert len(pd.read_parquet(tmp_path / "report" / "quotations.parquet")) == 6


def test_every_link_of_a_page_leads_somewhere(tmp_path: Path) -> None:
    for count in (3, EMBEDDED + 75):
        folder = tmp_path / str(count)
        written(findings(*coverage(count)), folder)
        pages = {name: text.decode() for name, text in files_of(folder).items() if name.endswith(".html")}
        for name, page in pages.items():
            for link in re.findall(r'<a [^>]*href="([^"]*)"', page):
                target, _, anchor = link.partition("#")
                if anchor.startswith("?"):
                    assert target == ("evidence.html" if count > EMBEDDED else "")
                    anchor = ""
                place = (Path(name).parent / target).as_posix() if target else name
                place = place.removeprefix("articles/../")
                assert (folder / place).is_file(), link
                assert not anchor or f'id="{anchor}"' in pages[place], link


def test_the_page_asks_for_nothing_and_runs_only_scripts_known_by_their_hash(tmp_path: Path) -> None:
    page = written(findings(*coverage(3)), tmp_path / "report")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy[1].split("style-src")[0]
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    assert len(scripts) == 2
    for script in scripts:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy[1]
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", without_scripts(page))
    assert not re.search(r"url\((?!data:)", page.split("</style>")[0])


@pytest.mark.parametrize("texts", [len(HOSTILE), EMBEDDED + len(HOSTILE)])
def test_a_hostile_coverage_shows_as_text(texts: int, tmp_path: Path) -> None:
    written(hostile_findings(texts), tmp_path / "report")
    for name, page in files_of(tmp_path / "report").items():
        if not name.endswith(".html"):
            continue
        text = page.decode()
        tags = Tags()
        tags.feed(without_scripts(text))
        assert not {tag for tag, _ in tags.seen} & {"script", "img", "svg", "b", "i"}, name
        attributes = [attribute for _, pairs in tags.seen for attribute in pairs]
        assert not [key for key, _ in attributes if key.startswith("on")], name
        assert not [link for key, link in attributes if key == "href" and link and ":" in link], name
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202d\u202e]", text), name
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    figures = page.count('<script type="application/json" data-for=')
    assert figures > 2
    others = 2 if texts > EMBEDDED else 4
    assert page.count("<script") == page.count("</script>") == figures + others, (
        "beside Plotly, the evidence, two that run"
    )
    for text in HOSTILE[:6]:
        assert html.escape(text) in page


def test_data_of_figures_cannot_end_their_element(tmp_path: Path) -> None:
    page = written(hostile_findings(), tmp_path / "report")
    blocks = re.findall(r'<script type="application/json" data-for="[^"]*">(.*?)</script>', page, flags=re.DOTALL)
    assert len(blocks) > 2
    for block in blocks:
        assert "<" not in block
        json.loads(block)


def test_the_same_coverage_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        written(findings(*coverage(EMBEDDED + 5)), tmp_path / name / "report")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
    assert "2023-11-14" in (tmp_path / "one" / "report" / "index.html").read_text("utf-8")


def test_a_new_report_takes_the_place_of_the_old_and_leaves_other_files(tmp_path: Path) -> None:
    out = tmp_path / "report"
    aside = pd.DataFrame({"file": ["x"], "line": [1], "reason": ["empty"], "remedy": [""]})
    written(findings(*coverage(EMBEDDED + 200), set_aside=aside), out)
    (out / "notes.txt").write_text("mine")
    assert (out / "articles" / "0003.html").is_file()
    written(findings(*coverage(EMBEDDED + 1)), out)
    assert not (out / "articles" / "0003.html").exists()
    assert not (out / "set_aside.csv").exists()
    assert (out / "notes.txt").read_text() == "mine"
    written(findings(*coverage(2)), out)
    assert not (out / "articles").exists()


def test_a_failure_leaves_the_old_report_and_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "report"
    written(findings(*coverage(2)), out)
    before = files_of(out)

    def fail(*_: object, **__: object) -> str:
        raise RuntimeError

    monkeypatch.setattr(reporting, "write_pages", fail)
    with pytest.raises(RuntimeError):
        written(findings(*coverage(3)), out)
    assert files_of(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_a_file_in_the_place_of_the_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("mine")
    with pytest.raises(ToolkitError, match="is a file"):
        write_report("nowhere.jsonl", tmp_path / "report")


def test_a_folder_of_somebody_elses_files_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("mine")
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(ToolkitError, match=r"holds no report, but sources\.csv, index\.html"):
        written(findings(*coverage(2)), tmp_path)
    assert (tmp_path / "sources.csv").read_text() == "mine"


def test_every_number_opens_as_many_rows_as_it_says(tmp_path: Path) -> None:
    for count in (9, EMBEDDED + 5):
        folder = tmp_path / str(count)
        page = written(findings(*coverage(count)), folder)
        where = "evidence.html" if count > EMBEDDED else "index.html"
        data = evidence_of((folder / where).read_text("utf-8"))
        links = re.findall(r'<a class="n" href="[^#"]*#\?([^"]*)" data-unit="(\w+)" data-n="(\d+)"', page)
        assert len(links) > 20
        for query, unit, shown in links:
            assert opened(data, html.unescape(query), unit) == int(shown), query


def opened(data: dict[str, Any], query: str, unit: str) -> int:
    """How many of a unit a number's address leads to."""
    view, *parts = query.split("&")
    where = {name: int(value) for name, value in (part.split("=") for part in parts)}
    if view == "s":
        return int(data["totals"][where["of"]])
    if view == "a":
        places = data["sets"][where["set"]] if "set" in where else range(len(data["articles"]))
        return sum(data["articles"][place][1] == where.get("outlet", data["articles"][place][1]) for place in places)
    at = {name: place for place, name in enumerate(data["columns"])}
    rows = [row for row in data["quotations"] if all(row[at[name]] == value for name, value in where.items())]
    counts = {"quotations": len(rows), "words": sum(row[at["words"]] for row in rows)}
    counts |= {"articles": len({row[0] for row in rows}), "turns": len({row[at["turn"]] for row in rows})}
    return counts[unit]


def test_what_a_number_opens_stands_where_it_says(tmp_path: Path) -> None:
    articles, quotations = coverage(4)
    data = evidence_of(written(findings(articles, quotations), tmp_path / "report"))
    at = {name: place for place, name in enumerate(data["columns"])}
    for row in data["quotations"]:
        text = articles["text"][row[0]]
        stretch = text[row[at["start"]] : row[at["end"]]]
        cue, said, speaker = row[len(at) :]
        assert stretch.startswith(cue)
        assert stretch.endswith(said)
        assert speaker in stretch


def test_sentences_behind_terms_and_frames_are_cut_from_the_article_at_their_offsets(tmp_path: Path) -> None:
    ours = "قالت المحكمة إن سجن المتهم في قضية الرشوة جاء بعد التحقيق والمحاكمة. والجسر مغلق والجسر قديم."
    theirs = "قالت البلدية إن الحديقة مفتوحة للزوار طوال أيام الأسبوع."
    names = ["الوادي", "النهر"] * 8
    columns = {"article_id": [str(number) for number in range(16)], "outlet": names, "title": [None] * 16}
    texts = [f"{ours if name == 'الوادي' else theirs} الخبر {number}." for number, name in enumerate(names)]
    articles = build_table(columns | {"text": texts}, "articles")
    write_coverage(Coverage("x", "0" * 64, articles), tmp_path / "report", options=Options(jobs=1))
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    data = evidence_of(page)
    lines = [line for lines in data["lines"] for line in lines]
    assert len(data["lines"]) > 1, "frames"
    columns = {"outlet": ["الوادي"], "term": ["جسر"], "more_in": ["target"], "p_adjusted": [0.01]}
    found, totals = term_lines(articles, pd.DataFrame(columns), term_matrix(articles), most=3)
    [(name, those)] = found.items()
    assert [line[0] for line in those] == [0, 2, 4], "of many articles before many of one"
    assert totals == {name: 16}
    lines += those
    assert len(lines) > 30
    for place, title, start, end, before, term, after in lines:
        assert not title
        assert articles["text"][place][start:end] == term
        assert before.lstrip("…") in articles["text"][place][:start]
        assert after.rstrip("…") in articles["text"][place][end:]
    for query, shown in re.findall(r'href="#\?(s&amp;of=\d+)" data-unit="sentences" data-n="(\d+)"', page):
        number = int(html.unescape(query).partition("=")[2])
        assert len(data["lines"][number]) == data["totals"][number] == int(shown)


def test_the_report_on_the_sample_is_one_small_file(tmp_path: Path) -> None:
    page = write_report(None, tmp_path / "report", options=Options(jobs=1))
    assert page.stat().st_size <= 2_500_000
    assert 'id="evidence-box"' in page.read_text("utf-8")
    assert not (tmp_path / "report" / "evidence.html").exists()
    assert not (tmp_path / "report" / "articles").exists()


def test_what_was_set_aside_is_counted_and_listed(tmp_path: Path) -> None:
    aside = pd.DataFrame(
        {"file": ["a"] * 3, "line": [1, 2, 3], "reason": ["no text", "twice", "no text"], "remedy": [""] * 3}
    )
    page = written(findings(*coverage(2), set_aside=aside), tmp_path / "report")
    assert "3 rows of the input set aside" in page
    assert re.search(r'<td dir="auto">no text</td><td class="num">2</td>', page)
    assert len(pd.read_csv(tmp_path / "report" / "set_aside.csv")) == 3


def test_dates_that_name_no_day_are_counted_and_shown(tmp_path: Path) -> None:
    articles, quotations = coverage(2)
    dated = findings(articles.assign(published=["2012<b>", "5 أيلول 2023"]), quotations)

    assert "1 of 2 dates name no day, such as &#x27;2012&lt;b&gt;&#x27;" in written(dated, tmp_path / "report")


def test_coverage_without_quotations_or_outlets_is_reported(tmp_path: Path) -> None:
    articles, quotations = coverage(2)
    page = written(findings(articles.assign(outlet=pd.NA, title=pd.NA), quotations.head(0)), tmp_path / "report")
    assert "No source was found." in page
    assert "0 quotations" in page
    assert "<table" in page


def test_an_article_reads_as_its_text_again(tmp_path: Path) -> None:
    articles, quotations = coverage(3)
    page = written(findings(articles, quotations), tmp_path / "report")
    for text in articles["text"]:
        assert text in html.unescape(re.sub(r"<[^>]*>", "", page))


def test_a_large_coverage_keeps_the_page_small(tmp_path: Path) -> None:
    articles, quotations = coverage(1200, parts=tuple(f"متحدث رقم {number}" for number in range(180)))
    made(findings(articles, quotations), tmp_path / "report")
    assert (tmp_path / "report" / "index.html").stat().st_size < 1_500_000
    assert (tmp_path / "report" / "evidence.html").stat().st_size < 1_000_000
    assert len(list((tmp_path / "report" / "articles").iterdir())) == 13


def test_the_path_that_leads_to_the_coverage_is_not_told(tmp_path: Path) -> None:
    file = tmp_path / "secret-project" / "coverage.jsonl"
    file.parent.mkdir()
    article = {"id": "1", "text": "قال الوزير أحمد علي إن الطريق مغلق."}
    file.write_text(json.dumps(article) + "\n", encoding="utf-8")
    page = write_report(str(file), tmp_path / "out", options=Options(jobs=1, progress=False)).read_text("utf-8")
    for name, content in files_of(tmp_path / "out").items():
        assert b"secret-project" not in content, name
    assert "toolkit report coverage.jsonl --out out" in page
    assert fingerprint(file) in page


def test_a_folder_is_known_by_the_names_and_contents_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    first = fingerprint(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert fingerprint(tmp_path) != first


def test_the_arabic_report_has_no_english_word_of_its_own(tmp_path: Path) -> None:
    page = written(findings(*coverage(12, parts=("الوزير", "بيسكوف", "سلمى نصار"))), tmp_path / "report", lang="ar")
    assert '<html lang="ar" dir="rtl">' in page
    # names of files, functions, versions and rules stay as they are typed
    page = re.sub(r"<(code|table class=code)\b.*?</\1>|<dd><bdi>toolkit .*?</dd>", "", without_scripts(page))
    text = html.unescape(re.sub(r"<[^>]*>", " ", page))
    known = {"csv", "parquet", "ipynb", "xlsx", "html", "report", "SHA", "coverage", "jsonl", "colon", "guessed"}
    words = set(re.findall(r"[A-Za-z]{3,}", re.sub(r"[\w.]+[_.][\w.]+|[0-9a-f]{64}", " ", text)))
    assert words <= known


def test_an_option_that_there_is_not_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--out", str(tmp_path / "report"), "--top", "5"]) == 2
    assert "unrecognized arguments: --top" in capsys.readouterr().err
    assert main(["report", "--out", str(tmp_path / "report"), "--lang", "fr"]) == 2
    with pytest.raises(ToolkitError, match="in en or ar, not in 'fr'"):
        write_report(None, tmp_path / "report", options=Options(lang="fr"))
    assert not (tmp_path / "report").exists()


def test_a_date_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ToolkitError, match="whole seconds since 1970, got 'yesterday'"):
        report_date()


def test_the_shelf_knows_where_an_article_stands() -> None:
    articles, quotations = coverage(EMBEDDED + 90)
    shelf = Shelf.of(articles, quotations, wording("en"))
    assert shelf.address(100) == "articles/0002.html#a-0101"
    assert shelf.address(99, 1) == "articles/0001.html#q-0100-2"
    assert Shelf.of(articles.head(3), quotations, wording("en")).address(2, 0) == "#q-0003-1"


def test_plotly_in_the_page_draws_what_the_python_package_makes() -> None:
    script = gzip.decompress((files("toolkit.reports") / "assets" / "plotly-basic.min.js.gz").read_bytes()).decode()
    major = re.match(r"/\*\*\n\* plotly\.js \(basic - minified\) v(\d+)\.", script)
    theirs = re.match(
        r"/\*\*\n\* plotly\.js v(\d+)\.", (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    )
    assert major
    assert theirs
    assert abs(int(major[1]) - int(theirs[1])) <= 1, (
        "bundle and package have drifted apart: take the bundle of its version"
    )
    assert "</script" not in script


def test_without_a_browser_no_figure_is_svg_and_the_rest_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(svg, "BROWSERS", ("no-such-browser",))
    with pytest.warns(ToolkitWarning, match="needs a browser, one of no-such-browser"):
        written(findings(*coverage(3)), tmp_path / "report", svg=True)
    assert not (tmp_path / "report" / "figures").exists()
