"""What a report leaves out on request: the words of the articles, the names of citizens. Every file is looked into."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.articles.tables import quotation_table
from toolkit.reports.findings import Coverage
from toolkit.reports.pseudonyms import Names, edited, pseudonymised
from toolkit.reports.report import Options, write_coverage
from toolkit.reports.wording import wording
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CITIZEN = "منال الخيزراني"
TEXTS = (
    "قالت المواطنة منال الخيزراني إن المياه دخلت البيوت ليلا ولم يصل أحد. وأضافت الخيزراني: «خرجنا من دون أي شيء».",
    "وصفت المواطنة منال الخيزراني ما جرى في الحي بأنه كارثة لا سابق لها. وقال وزير الري سالم حداد إن السد آمن تماما.",
    "سألت الصحيفة عن ومنال الخيزراني وأسرتها ولم يجب أحد. وقال وزير الري سالم حداد إن التعويضات ستصرف خلال أسبوع واحد.",
)


def coverage() -> Coverage:
    columns = {
        "article_id": [f"a{number}" for number in range(len(TEXTS))],
        "outlet": ["الوادي", "النهر", "النهر"],
        "published": ["2024-11-03"] * 3,
        "title": ["منال الخيزراني تروي ليلة دخول المياه إلى البيوت", "الوزير يطمئن أهالي القرى المجاورة للسد", None],
        "text": list(TEXTS),
        "url": ["https://example.org/منال-الخيزراني"] * 3,
        "summary": ["حديث مع منال الخيزراني عن ليلة دخول المياه"] * 3,
    }
    aside = pd.DataFrame({"file": ["f"], "line": [1], "reason": ["twice: قالت منال الخيزراني إن المياه دخلت البيوت"]})
    return Coverage("coverage.jsonl", "0" * 64, pd.DataFrame(columns), aside.assign(remedy="none"))


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a report as text, unpacked."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".parquet":
            yield name, pd.read_parquet(path).to_json(force_ascii=False)
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield name, " ".join(html.unescape(book.read(part).decode()) for part in book.namelist())
        elif path.suffix == ".html":
            page = path.read_text("utf-8")
            for packed in re.findall(r'<script type="text/plain" id="evidence"[^>]*>([^<]*)<', page):
                yield name, gzip.decompress(base64.b64decode(packed)).decode()
            yield name, html.unescape(re.sub(r"<[^>]*>", "", page)) + html.unescape(page)
        elif path.suffix == ".ipynb":
            yield name, json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False)
        else:
            yield name, path.read_text("utf-8-sig")


@pytest.fixture(scope="module", params=["en", "ar"])
def without_text(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("without") / "report"
    write_coverage(coverage(), out, options=Options(lang=request.param, text=False, jobs=1))
    return out


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("numbered") / "report"
    write_coverage(coverage(), out, options=Options(pseudonymise=True, jobs=1))
    return out


def test_no_file_holds_four_words_of_an_article_in_a_row(without_text: Path) -> None:
    table = coverage().articles
    sentences = [text for name in ("title", "text", "summary") for text in table[name].dropna()]
    words = [text.split() for text in sentences]
    runs = {" ".join(run[place : place + 4]) for run in words for place in range(len(run) - 3)}
    for name, content in contents(without_text):
        assert not [run for run in runs if run in content], name
        assert "example.org" not in content, name


def test_numbers_and_places_are_there_without_the_text(without_text: Path, tmp_path: Path) -> None:
    table = pd.read_parquet(without_text / "quotations.parquet")
    write_coverage(coverage(), tmp_path / "whole", options=Options(jobs=1))
    whole = pd.read_parquet(tmp_path / "whole" / "quotations.parquet")
    pd.testing.assert_frame_equal(table, whole.drop(columns=["cue", "source", "content"]))
    for name in ("source_frequency", "quotation_counts", "stances", "quality", "syndication"):
        assert (without_text / f"{name}.csv").read_bytes() == (tmp_path / "whole" / f"{name}.csv").read_bytes(), name
    assert not (without_text / "articles").exists()


def test_no_file_names_the_citizen(numbered: Path) -> None:
    for name, content in contents(numbered):
        for part in CITIZEN.split():
            assert part not in content, name
        assert "example.org" not in content, name
    assert "مواطنة 1" in (numbered / "index.html").read_text("utf-8")
    assert "سالم حداد" in (numbered / "index.html").read_text("utf-8"), "officials keep their names"


def test_offsets_are_those_of_the_new_texts(numbered: Path) -> None:
    articles = pd.read_parquet(numbered / "articles.parquet").set_index("article_id")
    quotations = pd.read_parquet(numbered / "quotations.parquet")
    assert len(quotations) > 3
    for row in quotations.to_dict("records"):
        field = articles.loc[row["article_id"], row["field"]]
        for role in ("cue", "source"):
            if isinstance(row[role], str):
                assert field[int(row[f"{role}_start"]) : int(row[f"{role}_end"])] == row[role]
        if isinstance(row["content"], str):
            assert " … ".join(field[start:end] for start, end in row["contents"]) == row["content"]


def test_who_speaks_how_often_stays_the_same(numbered: Path, tmp_path: Path) -> None:
    write_coverage(coverage(), tmp_path / "whole", options=Options(jobs=1))
    columns = ["type", "sector", "gender", "articles", "turns", "relations", "share"]
    tables = [pd.read_csv(folder / "source_frequency.csv")[columns] for folder in (numbered, tmp_path / "whole")]
    keys = ["articles", "turns", "relations", "type", "sector"]
    first, second = (table.sort_values(keys, ignore_index=True) for table in tables)
    pd.testing.assert_frame_equal(first, second)


NAMES = st.lists(st.sampled_from(["قال", "وهبي", "سالم", "لسالم", "حدّاد", "،", "و", "«", "نعم", "\n"]), max_size=12)


@given(NAMES)
def test_what_is_not_a_name_stays_and_offsets_follow_it(words: list[str]) -> None:
    text = " ".join(words)
    known = Names()
    known.add(("سالم", normalize("حداد")), "مواطن 1")
    new = edited(text, [known])
    places = [0, *(place for start, end, _, _ in new.edits for place in (start, end)), len(text)]
    kept = [text[start:end] for start, end in list(pairwise(places))[::2]]
    assert "مواطن 1".join(kept) == new.text
    for start, end, new_start, new_end in new.edits:
        assert new.text[new_start:new_end] == "مواطن 1"
        assert new.moved(start, end) == (new_start, new_end)
    for place, letter in enumerate(text):
        if not any(start <= place < end for start, end, _, _ in new.edits):
            first, last = new.moved(place, place + 1)
            assert new.text[first:last] == letter


def test_a_name_of_two_words_is_not_replaced_by_its_first_in_other_articles() -> None:
    table = coverage().articles
    articles, _ = pseudonymised(table, quotation_table(table))
    assert articles["text"][2].startswith("سألت الصحيفة عن ومواطنة 1 وأسرتها")
    assert "url" not in articles


def test_both_languages_have_the_same_words_with_the_same_places() -> None:
    english, arabic = (flat(wording(lang).texts) for lang in ("en", "ar"))
    own = {key for key in arabic if key.startswith(("check.", "name.")) or key.split(".")[0] == "many"}
    assert {key for key in english if not key.startswith(("name.", "many."))} == set(arabic) - own
    for key in set(english) & set(arabic):
        assert places(english[key]) == places(arabic[key]) or key.startswith("many."), key


def flat(texts: Any, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in texts.items():
        found |= flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return found


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
