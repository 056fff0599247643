"""Keyword in context: proper sides, raw offsets, order, filters, and how it is shown and exported."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.export import export_table
from toolkit.errors import TableError
from toolkit.measures.concordance import concordance
from toolkit.reports.display import show

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = [
    "أعلنت الوزارة (مساء الثلاثاء) إصابة 2,450 شخصا بفيروس «سام-19» في 3 مدن.",
    "الفيروس وصل إلى المدينة. <script>alert('x')</script> & قال [الوزير] إن العدد زاد.",
    "قال الطبيب: «لا لقاح للفيروس!» ثم انصرف.\nوأضاف أن القناة نقلت الخبر",
    "أُصيبَ بالفيـروس؛ وشُفي من فيروس جديد",
]
ARTICLES = pd.DataFrame(
    {
        "article_id": list("1234"),
        "outlet": ["الميناء", "المرفأ", "<b>", "الميناء"],
        "published": ["2024-05-01", "2024-05-02T08:00", None, "2024-06-01"],
        "title": [None, "عن الفيروس", None, None],
        "text": TEXTS,
    }
)


def test_what_is_read_before_the_keyword_is_the_right_context() -> None:
    line = concordance(ARTICLES, "فيروس", width=3).iloc[0]
    assert line[["right_context", "keyword", "left_context"]].tolist() == ["إصابة 2,450 شخصا", "بفيروس", "«سام-19» في"]


def test_offsets_are_of_the_raw_field() -> None:
    lines = concordance(ARTICLES, "فيروس")
    texts = ARTICLES.set_index("article_id")
    assert len(lines) == 6
    for line in lines.to_dict("records"):
        raw = texts.loc[line["article_id"], line["field"]]
        assert raw[line["start"] : line["end"]] == line["keyword"]
        assert raw[: line["start"]].rstrip().endswith(line["right_context"])
        assert raw[line["end"] :].lstrip().startswith(line["left_context"])


def test_marks_at_the_outer_words_belong_to_the_context() -> None:
    line = concordance(ARTICLES, "إصابة", width=2).iloc[0]
    assert line["right_context"] == "(مساء الثلاثاء)"


def test_lines_are_sorted_by_either_side_from_the_keyword_on() -> None:
    left = concordance(ARTICLES, "فيروس", sort="left", width=2)["left_context"].tolist()
    assert left == ["", "!» ثم انصرف.", "جديد", "«سام-19»", "؛ وشُفي من", "وصل إلى"]
    right = concordance(ARTICLES, "فيروس", sort="right", width=2)["right_context"].tolist()
    assert [cell.split()[-1] if cell else "" for cell in right] == ["", "أُصيبَ", "شخصا", "عن", "لقاح", "من"]


def test_articles_are_filtered_by_outlet_and_day() -> None:
    assert concordance(ARTICLES, "فيروس", outlet="الميناء")["article_id"].tolist() == ["1", "4", "4"]
    lines = concordance(ARTICLES, "فيروس", dates=("2024-05-02", None))
    assert lines["article_id"].tolist() == ["2", "2", "4", "4"]
    assert set(lines["note"]) == {"1 articles without a day left out"}


def test_a_frequent_term_is_limited_and_says_how_many_there_are() -> None:
    lines = concordance(ARTICLES, "فيروس", limit=2)
    assert (len(lines), set(lines["total"]), set(lines["n_articles"])) == (2, {6}, {4})
    assert set(lines["note"]) == {"2 of 6 places drawn at random"}
    assert lines.equals(concordance(ARTICLES, "فيروس", limit=2))
    assert concordance(ARTICLES, "فيروس", limit=None)["note"].isna().all()


def test_a_term_never_seen_is_an_empty_table_of_the_same_columns() -> None:
    lines = concordance(ARTICLES, "زلزال")
    assert lines.empty
    assert lines.dtypes.equals(concordance(ARTICLES, "فيروس").dtypes)
    assert str(show(lines)) == "no place"


@pytest.mark.parametrize("term", [None, 12, [None], [], "؟"])
def test_a_term_that_is_no_text_is_told(term: Any) -> None:
    with pytest.raises(TableError, match=r"a term is a text|to look for"):
        concordance(ARTICLES, term)


def test_several_terms_are_looked_for_at_once() -> None:
    assert concordance(ARTICLES, ["وزارة", "وزير"])["keyword"].tolist() == ["الوزارة", "الوزير"]
    assert concordance(ARTICLES, ["وزير"], match="lemma")["keyword"].tolist() == ["الوزير"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sort": "before"}, "'right', 'left', 'keyword'"),
        ({"outlet": "الجسر"}, "they have '<b>'"),
        ({"dates": ("1 مايو", None)}, "write it as 2024-05-01"),
        ({"dates": "2024-05-01"}, "two days"),
        ({"limit": 0}, "limit=0"),
        ({"match": "stem"}, "'word', 'lemma', 'exact'"),
    ],
)
def test_a_wrong_option_is_answered_with_what_is_allowed(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        concordance(ARTICLES, "فيروس", **options)


@settings(deadline=None)  # word lists are loaded once
@given(st.lists(st.sampled_from("فيروس بالفيروس ( ) « » . ، \n 3 CNN و من".split(" ")), max_size=30), st.integers(0, 3))
def test_any_text_gives_slices_of_itself(words: list[str], width: int) -> None:
    raw = " ".join(words)
    lines = concordance(pd.DataFrame({"article_id": ["1"], "text": [raw]}), "فيروس", width=width)
    assert len(lines) == sum("فيروس" in word for word in words)
    for line in lines.to_dict("records"):
        assert raw[line["start"] : line["end"]] == line["keyword"]
        assert line["right_context"] in raw[: line["start"]]
        assert line["left_context"] in raw[line["end"] :]


class _Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "td":
            self.cells.append("")

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_a_notebook_shows_it_from_right_to_left_escaped_and_without_script() -> None:
    shown = show(concordance(ARTICLES, "فيروس"))
    bundle = shown._repr_mimebundle_()
    page = _Page(bundle["text/html"])
    assert {tag for tag, _ in page.tags} == {"div", "table", "caption", "thead", "tr", "th", "tbody", "td"}
    assert dict(page.tags)["table"]["dir"] == "rtl"
    assert any("<script>alert('x')" in cell for cell in page.cells)
    sides = [attributes for tag, attributes in page.tags if tag == "td"][:3]
    assert [one["dir"] for one in sides] == ["rtl"] * 3
    # the end of the right context and the beginning of the left one are beside the keyword
    assert ["text-align:left" in str(one["style"]) for one in sides] == [True, False, False]
    assert ["text-align:right" in str(one["style"]) for one in sides] == [False, False, True]


def test_a_long_context_keeps_the_end_beside_the_keyword() -> None:
    text = f"{'بعيد ' * 50}قريب الفيروس قريب{' بعيد' * 50}"
    lines = concordance(pd.DataFrame({"article_id": ["1"], "text": [text]}), "فيروس", width=40)
    plain = str(show(lines, width=20)).split("\n")[1]
    assert "\u2067…بعيد بعيد بعيد قريب\u2069" in plain
    assert "\u2067قريب بعيد بعيد بعيد…\u2069" in plain


def test_lines_of_text_run_from_right_to_left_and_are_equally_wide() -> None:
    lines = str(show(concordance(ARTICLES, "فيروس"))).split("\n")
    assert lines[0] == "6 places in 4 articles"
    assert all(line.startswith("\u2067") and line.endswith("\u2069") for line in lines[1:])


def test_a_sheet_has_the_right_context_at_the_right(tmp_path: Path) -> None:
    export_table(concordance(ARTICLES, "فيروس"), tmp_path / "lines.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "lines.xlsx").active
    heads = [cell.value for cell in sheet[1]]
    assert sheet.sheet_view.rightToLeft
    assert heads.index("right_context") + 1 == heads.index("keyword") == heads.index("left_context") - 1
    assert sheet[2][heads.index("right_context")].value.endswith("شخصا")


def test_a_csv_names_the_sides(tmp_path: Path) -> None:
    lines = concordance(ARTICLES, "فيروس")
    export_table(lines, tmp_path / "lines.csv")
    back = pd.read_csv(tmp_path / "lines.csv", encoding="utf-8-sig", keep_default_na=False)
    assert back["right_context"].tolist() == lines["right_context"].tolist()
    assert back["left_context"].str.lstrip("'").tolist() == lines["left_context"].tolist()
