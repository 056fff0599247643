"""Lines of the page: found by formula and by recurring within an outlet, marked and never cut."""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.articles.boilerplate import boilerplate_table
from toolkit.errors import TableError

NEWS = (
    "افتتح رئيس البلدية الحديقة العامة بعد أعمال دامت عامين.",
    "أغلق الجسر القديم أمام الشاحنات بسبب تشققات في دعاماته.",
    "هطلت أمطار غزيرة على الساحل الشمالي وغمرت شوارع المرفأ.",
    "فاز فريق الوادي على ضيفه بهدفين دون رد في مباراة الأمس.",
    "أعلنت نقابة الصيادين موعد بدء الموسم الجديد في الميناء.",
)


def coverage(*texts: str, outlet: str = "الوادي") -> pd.DataFrame:
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame({"article_id": ids, "outlet": outlet, "text": list(texts)})


def marked(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(table[["article_id", "kind", "text"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("أضف تعليق", "comments"),
        ("أَضِف تعليقًا:", "comments"),
        ("لا توجد تعليقات حتى الآن", "comments"),
        ("اقرأ أيضاً: البلدية توسع الحديقة", "links"),
        ("روابط ذات علاقة", "links"),
        ("// انتهى //", "end"),
        ("جميع الحقوق محفوظة © ٢٠٢٦", "rights"),
        ("تابعونا على فيسبوك", "contact"),
        ("inShare", "share"),
        ("إعلان", "advertisement"),
    ],
)
def test_a_formula_is_marked_where_it_stands_once(line: str, kind: str) -> None:
    assert marked(boilerplate_table(coverage(f"{NEWS[0]}\n  {line} \n{NEWS[1]}"))) == [("a0", kind, line)]


@pytest.mark.parametrize(
    "sentence",
    [
        "إعلان النتائج يوم الأحد المقبل بحسب اللجنة.",
        "انتهى الاجتماع دون بيان.",
        "مشاركة النساء في الانتخابات ارتفعت.",
        "وأضاف تعليقا على القرار أن المجلس سيطعن فيه.",
    ],
)
def test_a_sentence_that_only_resembles_a_formula_is_not_marked(sentence: str) -> None:
    assert boilerplate_table(coverage(sentence, *NEWS)).empty


def test_a_line_that_recurs_in_three_stories_of_a_small_outlet_is_marked_whatever_its_date() -> None:
    texts = [f"الوادي اليوم، {day}/٤/٢٠٢٦\n{news}" for day, news in enumerate(NEWS[:3], 1)]
    table = boilerplate_table(coverage(*texts))
    assert table["kind"].tolist() == ["line"] * 3
    assert table["seen"].tolist() == [3] * 3
    assert table["text"].tolist() == [text.split("\n", 1)[0] for text in texts]


def test_two_stories_are_not_enough_and_other_outlets_do_not_count() -> None:
    texts = [f"الوادي اليوم\n{news}" for news in NEWS[:4]]
    articles = coverage(*texts)
    articles["outlet"] = ["أ", "أ", "ب", "ب"]
    assert boilerplate_table(articles).empty


def test_in_a_large_outlet_a_line_must_recur_in_a_share_of_the_stories() -> None:
    words = "البلدية الجسر المطر الميناء المدرسة السوق المصنع الحقل الطريق المتحف".split()
    rng = random.Random(1)
    texts = [" ".join(rng.choices(words, k=30)) + f" {number}" for number in range(400)]
    texts[:5] = [f"زاوية الخميس\n{text}" for text in texts[:5]]
    articles = coverage(*texts)
    articles["story"] = articles["article_id"]
    assert boilerplate_table(articles, story="story").empty
    assert len(boilerplate_table(articles, story="story", share=0.01)) == 5


def test_the_sentences_of_a_text_that_was_published_three_times_are_its_own() -> None:
    wire = "\n".join(NEWS)
    assert boilerplate_table(coverage(wire, wire, wire, *NEWS[:2])).empty


def test_a_sentence_inside_a_line_is_marked_alone() -> None:
    end = "وأرسل القراء صورهم إلى بريد التحرير"
    table = boilerplate_table(coverage(*(f"{news} {end}." for news in NEWS[:3])))
    assert marked(table) == [(f"a{number}", "sentence", f"{end}.") for number in range(3)]


def test_a_long_sentence_that_recurs_is_a_passage_which_may_be_background() -> None:
    background = "وكانت البلدية قد بدأت قبل عامين مشروعا لتوسيع الحدائق العامة في أحياء المدينة القديمة كلها."
    table = boilerplate_table(coverage(*(f"{news}\n{background}" for news in NEWS[:3])))
    assert table["kind"].unique().tolist() == ["passage"]


def test_the_short_lines_below_an_announcement_of_links_are_headlines_until_text_goes_on() -> None:
    text = f"{NEWS[0]}\nروابط ذات علاقة\nالبلدية توسع الحديقة\nالجسر يغلق أسبوعا\n{NEWS[1]}\nسطر قصير"
    table = boilerplate_table(coverage(text))
    assert [kind for _, kind, _ in marked(table)] == ["links"] * 3


def test_marks_of_an_interview_rules_and_single_numbers_are_no_boilerplate() -> None:
    assert boilerplate_table(coverage(*(f"س\n{news}\nج\n=====\n(1)" for news in NEWS))).empty


@pytest.mark.parametrize("line", ["الخميس 7 مايو 2026", "تاريخ النشر: 7 أيار/مايو 2026", "٧-٥-٢٠٢٦ ١٠:٣٠ مساء"])
def test_a_date_alone_on_one_of_the_first_or_last_lines_is_marked_though_it_stands_once(line: str) -> None:
    middle = "\n".join(NEWS)
    assert marked(boilerplate_table(coverage(f"{line}\n{middle}"))) == [("a0", "date", line)]
    assert marked(boilerplate_table(coverage(f"{middle}\n{line}"))) == [("a0", "date", line)]
    assert boilerplate_table(coverage(f"{middle}\n{line}\n{middle}")).empty


def test_a_byline_is_known_by_the_part_that_recurs_in_others() -> None:
    names = ["سلوى سعد", "عمر نجم", "هدى كامل", "رامي عيد", "منى شكر", "بغداد"]
    texts = [f"{name} – الوادي اليوم\n{news}" for name, news in zip(names, [*NEWS, "سطر عن الحقول."], strict=True)]
    table = boilerplate_table(coverage(*texts))
    assert table["kind"].tolist() == ["byline"] * 6
    assert table["seen"].tolist() == [1] * 6
    assert boilerplate_table(coverage(*texts[:5])).empty


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("بقلم: سلوى سعد", "byline"),
        ("* كتبَ / عمر نجم", "byline"),
        ("إعداد – قسم الأخبار", "byline"),
        ("المصدر: وكالات", "byline"),
        ("salwa@example.org", "contact"),
        ("@salwa", "contact"),
    ],
)
def test_who_signs_an_article_at_its_beginning_or_end_is_marked(line: str, kind: str) -> None:
    middle = "\n".join(NEWS)
    assert marked(boilerplate_table(coverage(f"{line}\n{middle}"))) == [("a0", kind, line)]
    assert marked(boilerplate_table(coverage(f"{middle}\n{line}"))) == [("a0", kind, line)]
    assert boilerplate_table(coverage(f"{middle}\n{line}\n{middle}")).empty


@pytest.mark.parametrize(
    "line", ["كتب الوزير في دفتره", "قال المصدر: نعم", "ترجمة القرآن: جهود قرن كامل من العمل المتصل"]
)
def test_a_short_line_that_begins_like_a_signature_is_none(line: str) -> None:
    assert boilerplate_table(coverage(f"{line}\n{NEWS[0]}")).empty


def test_a_short_sentence_with_a_dash_is_no_byline() -> None:
    texts = [f"{news}\nالنتيجة: {number} – صفر للوادي" for number, news in enumerate(NEWS)]
    assert boilerplate_table(coverage(*texts), least=4).query("kind == 'byline'").empty


def test_a_line_of_few_letters_is_marked_where_it_recurs_five_times_as_often() -> None:
    words = "البلدية الجسر المطر الميناء المدرسة السوق المصنع الحقل الطريق المتحف".split()
    articles = coverage(
        *(f"فتح {one} قرب {two}\n{place}:30 ت م" for place, (one, two) in enumerate(pairwise(words * 2)))
    )
    articles["story"] = articles["article_id"]
    assert len(articles) == 19
    assert boilerplate_table(articles, story="story", share=0)["seen"].tolist() == [19] * 19
    assert boilerplate_table(articles.head(14), story="story", share=0).empty


def test_without_outlets_all_articles_are_one_outlets_and_missing_texts_are_passed_over() -> None:
    articles = coverage(*(f"الوادي اليوم\n{news}" for news in NEWS[:3])).drop(columns="outlet")
    articles.loc[3] = ["a9", None]
    table = boilerplate_table(articles)
    assert len(table) == 3
    assert table["outlet"].isna().all()


def test_an_empty_table_gives_an_empty_one() -> None:
    assert boilerplate_table(coverage().astype("str")).empty


@pytest.mark.parametrize(
    ("limits", "message"),
    [({"least": 1}, "from 2"), ({"share": 1.5}, "from 0 to 1"), ({"share": float("nan")}, "from 0 to 1")],
)
def test_a_threshold_out_of_its_range_is_refused(limits: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        boilerplate_table(coverage(*NEWS), **limits)  # type: ignore[arg-type]


def test_a_story_column_that_is_not_there_is_named() -> None:
    with pytest.raises(TableError, match="no column 'group_id'"):
        boilerplate_table(coverage(*NEWS), story="group_id")


LINES = st.lists(st.sampled_from([*NEWS, "أضف تعليق", "الوادي اليوم", "", "  ", "\x00", "a. b؟ ج!"]), max_size=6)


@given(st.lists(LINES, min_size=1, max_size=6))
def test_spans_are_slices_of_the_raw_text_in_order_and_never_overlap(texts: list[list[str]]) -> None:
    articles = coverage(*("\n".join(lines) for lines in texts))
    raw = dict(zip(articles["article_id"], articles["text"], strict=True))
    table = boilerplate_table(articles)
    for own, rows in table.groupby("article_id"):
        ends = 0
        for row in rows.itertuples():
            assert ends <= row.start < row.end
            assert raw[str(own)][row.start : row.end] == row.text
            ends = row.end


def test_the_time_grows_with_the_text_and_not_with_its_square() -> None:
    def seconds(times: int) -> float:
        articles = coverage("؟ " * 10_000 * times, "أضف تعليق\n" * 500 * times, "ا" * 50_000 * times)
        start = time.perf_counter()
        boilerplate_table(articles)
        return time.perf_counter() - start

    seconds(1)
    assert seconds(8) < 40 * max(seconds(1), 0.02)
