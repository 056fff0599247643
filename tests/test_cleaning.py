"""What `check` says of a coverage."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.articles.cleaning import CHECKED, check
from toolkit.articles.datasets import load_dataset
from toolkit.articles.faults import text_faults
from toolkit.articles.findings import findings_text
from toolkit.cli import main
from toolkit.errors import TableError
from toolkit.reports.display import show

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 6, 1)
CLEAN = (
    "قالت وزيرة الري سلمى حداد يوم الأحد إن بوابات السد ستفتح غدا أمام الزوار بعد أعمال صيانة دامت شهرين. وأضافت أن "
    "القرى المجاورة ستعود إليها المياه تباعا خلال أسبوع، وأن فرق الطوارئ باقية في مواقعها حتى نهاية الشهر."
)
OTHER = (
    "أعلنت نقابة الصيادين في الميناء الشرقي موعد بدء الموسم الجديد، وقال نقيبها إن القوارب خضعت لفحص فني هذا العام. "
    "ويشكو الصيادون من غلاء الوقود، فيما وعدت البلدية بدعمهم من صندوق خاص يبدأ عمله مع حلول الخريف المقبل."
)


def coverage(**columns: list[Any]) -> pd.DataFrame:
    length = len(next(iter(columns.values())))
    base: dict[str, list[Any]] = {"article_id": [f"a{number}" for number in range(length)]}
    base["text"] = [CLEAN, OTHER][:length] if length <= 2 else [f"{CLEAN} {number}" for number in range(length)]
    return pd.DataFrame(base | columns)


def found(articles: pd.DataFrame) -> dict[str, list[str]]:
    """The examples of each finding about the whole coverage."""
    table = check(articles, today=TODAY)
    whole = table[table["outlet"].isna()]
    return dict(zip(whole["check"], whole["examples"], strict=True))


def test_a_clean_coverage_has_no_finding() -> None:
    articles = coverage(
        outlet=["الوادي", "المرفأ"], title=["السد يفتح", "موسم الصيد"], published=["2026-05-01", "2026-05-02T08:30Z"]
    )
    assert check(articles, today=TODAY).empty
    assert "nothing was found" in findings_text(check(articles, today=TODAY))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (None, "no_text"),
        ("", "no_text"),
        (" \n\x00 … ", "no_text"),
        ("قالت الوزيرة إن السد سيفتح.", "short_text"),
        (CLEAN.encode().decode("latin-1"), "mojibake"),
        (CLEAN.encode("cp1256").decode("latin-1"), "mojibake"),
        (CLEAN.encode("ascii", "replace").decode(), "lost_characters"),
        ("\n".join(line[::-1] for line in CLEAN.split(". ")), "visual_order"),
        (f"{CLEAN} قال ﻷنّ", "joined_forms"),
        (f"{CLEAN} قال ������ ثم", "lost_characters"),
        (f"{CLEAN} شركة ?????? وشركة", "lost_characters"),
        (f"{CLEAN}\x00", "control_characters"),
        (f"<p>{CLEAN}</p>", "markup"),
        (f"{CLEAN} قال &quot;نعم&quot;", "markup"),
        ("The minister said that the bridge would be opened. " * 5, "not_arabic"),
        ("وزیر گفت که این طرح از فردا برای همه شهرها اجرا می شود. " * 4, "not_arabic"),
        ("هاد القرار ديال البلدية خرج باش الناس يعرفو علاش تسد الجسر وكاين بزاف. " * 4, "dialect"),
        (f"{CLEAN} وقالت: «نعم", "unbalanced_quotes"),
        (f'{CLEAN} وقالت: "نعم', "unbalanced_quotes"),
        (f"{CLEAN} وقالت: “نعم» و”لا”", "unbalanced_quotes"),
        (f"{CLEAN}وقالت أخرى", "glued_punctuation"),
    ],
)
def test_a_fault_of_a_text_is_found_and_its_article_named(text: str | None, fault: str) -> None:
    assert found(coverage(text=[OTHER, text]))[fault] == ["a1"]


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        f"{CLEAN} هل قالت: «نعم»؟؟",
        f"{CLEAN} بنسبة 3 < 5 و a & b",
        f"{CLEAN} وقالت: »نعم« و”لا” ص.ب 12",
        f"{CLEAN} https://example.org/a?b=c&d=e",
    ],
)
def test_a_sound_text_has_no_fault(text: str) -> None:
    assert text_faults(text) == frozenset()


def test_a_short_line_that_looks_turned_by_chance_makes_no_text_of_the_screens_order() -> None:
    assert "visual_order" not in text_faults(f"{CLEAN}\nحاسوب اي بي ام\n{OTHER}")


def test_copies_are_told_apart_from_texts_that_are_the_same() -> None:
    articles = coverage(text=[CLEAN, f" {CLEAN}\n", OTHER, f"الوادي - {OTHER}"])
    assert found(articles)["same_text"] == ["a0", "a1"]
    assert found(articles)["near_copy"] == ["a2", "a3"]


def test_boilerplate_is_counted_in_articles() -> None:
    assert found(coverage(text=[CLEAN, f"{OTHER}\nأضف تعليق\nطباعة"]))["boilerplate"] == ["a1"]


def test_a_title_is_repeated_within_its_outlet_only() -> None:
    articles = coverage(title=["رأي", "رَأي", "رأي", None], outlet=["أ", "أ", "ب", "ب"])
    assert found(articles)["repeated_title"] == ["a0", "a1"]
    assert found(articles)["no_title"] == ["a3"]


def test_the_name_of_the_site_at_the_end_of_titles_is_told() -> None:
    titles = ["السد يفتح - الوادي اليوم", "الجسر يغلق | الوادي اليوم", "مطر — الوادى اليوم", "نهائي الكأس - غدا"]
    assert found(coverage(title=titles, outlet=["أ"] * 4))["site_in_title"] == ["a0", "a1", "a2"]
    assert "site_in_title" not in found(coverage(title=titles, outlet=["أ", "أ", "ب", "ب"]))


@pytest.mark.parametrize(
    ("published", "fault"),
    [
        (None, "no_date"),
        ("2026-02-31", "impossible_date"),
        ("2026-06-02", "impossible_date"),
        ("2062-05-01T10:00", "impossible_date"),
        ("1026-05-01", "impossible_date"),
        ("bald", "unread_date"),
    ],
)
def test_a_date_that_is_missing_impossible_or_not_read_is_told(published: str | None, fault: str) -> None:
    findings = found(coverage(published=["2026-05-01", published]))
    assert findings == {fault: ["a1"]}


def test_ids_may_be_repeated_or_missing_and_the_rest_is_checked_all_the_same() -> None:
    articles = coverage(article_id=["a", "a", None], text=[CLEAN, OTHER, ""])
    findings = found(articles)
    assert findings["repeated_id"] == ["a", "a"]
    assert findings["missing_id"] == [""]
    assert findings["no_text"] == [""]


def test_one_outlet_in_two_spellings_is_told() -> None:
    articles = coverage(outlet=["الوادي اليوم", "الوادى  اليوم", "المرفأ", None])
    findings = found(articles)
    assert findings["outlet_spellings"] == ["a0", "a1"]
    assert findings["no_outlet"] == ["a3"]


def test_each_outlet_has_its_row_below_the_whole_coverages() -> None:
    texts = [f"{CLEAN} «", OTHER, "قال نعم", CLEAN]
    table = check(coverage(text=texts, outlet=["أ", "أ", "ب", "ب"]), today=TODAY)
    rows = table[table["check"] == "unbalanced_quotes"]
    assert rows[["n", "articles", "share"]].to_numpy().tolist() == [[1, 4, 0.25], [1, 2, 0.5]]
    assert rows["outlet"].tolist()[1:] == ["أ"]
    assert pd.isna(rows["outlet"].iloc[0])


def test_a_warning_that_is_rare_is_a_note_and_the_worst_comes_first() -> None:
    texts = [f"{CLEAN} {number}" for number in range(40)]
    texts[3] += " «"
    texts[5] = ""
    table = check(coverage(text=texts), today=TODAY)
    severities = dict(zip(table["check"], table["severity"], strict=True))
    assert severities["unbalanced_quotes"] == "note"
    assert severities["near_copy"] == "warning"
    order = [("error", "warning", "note").index(each) for each in table["severity"]]
    assert order == sorted(order)


def test_every_check_says_what_it_does_and_what_to_do() -> None:
    table = check(coverage(text=["", CLEAN]), today=TODAY)
    assert set(table["check"]) <= set(CHECKED)
    assert table[["effect", "remedy"]].map(len).gt(10).all(axis=None)


@pytest.mark.parametrize("articles", [["a"], pd.DataFrame({"article_id": ["a"], "body": ["b"]})])
def test_what_is_no_table_of_articles_is_refused(articles: Any) -> None:
    with pytest.raises(TableError, match=r"must be a pandas DataFrame|lacks text; it has 'article_id', 'body'"):
        check(articles)


def test_an_empty_table_has_no_finding() -> None:
    assert check(pd.DataFrame({"article_id": [], "text": []})).empty


def test_findings_are_shown_from_right_to_left_and_as_text() -> None:
    shown = show(check(coverage(text=["", CLEAN]), today=TODAY))
    assert "no_text" in str(shown)
    assert '<table dir="rtl"' in shown._repr_mimebundle_()["text/html"]  # type: ignore[union-attr,operator]


def test_the_sample_coverage_has_no_error_and_its_findings_are_of_its_outlets() -> None:
    articles = load_dataset("sample")
    table = check(articles, today=TODAY)
    assert "error" not in set(table["severity"])
    assert set(table["outlet"].dropna()) <= set(articles["outlet"])


def test_the_command_prints_findings_and_writes_both_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out, lines = tmp_path / "a.jsonl", tmp_path / "findings.csv", tmp_path / "lines.csv"
    rows = [{"id": f"x{n}", "text": f"{text}\nأضف تعليق"} for n, text in enumerate((CLEAN, OTHER))]
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert main(["check", str(source), "--out", str(out), "--boilerplate", str(lines)]) == 0
    printed = capsys.readouterr().out
    assert "2 articles read" in printed
    assert "warning: boilerplate in 2 of 2 articles (100 %), such as x0, x1" in printed
    assert pd.read_csv(out)["check"].tolist() == ["boilerplate"]
    assert pd.read_csv(lines)["text"].tolist() == ["أضف تعليق"] * 2


@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_texts_are_checked_and_the_table_is_left_as_it_was(texts: list[str]) -> None:
    articles = pd.DataFrame({"article_id": [str(number) for number in range(len(texts))]})
    articles["text"] = pd.Series([text.replace("\ud800", "") for text in texts], dtype="object")
    before = articles.copy(deep=True)
    table = check(articles, today=TODAY)
    pd.testing.assert_frame_equal(articles, before)
    assert table["share"].between(0, 1).all()
