"""Wire copies: what is one text, which is the likely original, and that order decides nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.shingles import candidates, collision_probability, shingled
from toolkit.articles.syndication import find_syndicated
from toolkit.errors import TableError

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "statistics.syndication.jsonl").read_text("utf-8").splitlines()
]
WORDS = (
    "الوزير المدينة السد القرية المياه الطريق الجسر الميناء المستشفى المدرسة السوق الحقول المجلس اللجنة التقرير الخطة "
    "أعلن أضاف أكد أوضح ذكر قال افتتح زار ناقش بحث تسلم وقع غادر وصل استقبل ترأس طالب دعا حذر نفى كبير جديد قديم "
    "واسع سريع آمن مهم عاجل محلي دولي أمس اليوم غدا صباحا مساء قبل بعد خلال منذ حول عند لدى فوق تحت بين أمام خلف"
).split()


def text(seed: int, words: int = 120) -> str:
    """Words in an order that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def table(*texts: str | None, **columns: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [f"{place:03}" for place in range(len(texts))], "text": list(texts), **columns})


def groups_of(*texts: str | None, **columns: list[Any]) -> list[str]:
    return find_syndicated(table(*texts, **columns))["group_id"].tolist()


@pytest.mark.parametrize("case", [case for case in CASES if "texts" in case], ids=lambda case: case["id"])
def test_jaccard_and_containment_are_those_that_were_cross_checked(case: dict[str, Any]) -> None:
    shingles = shingled(case["texts"])
    common, sizes = shingles.common(0, 1), [shingles.size(0), shingles.size(1)]

    assert sizes == case["expected"]["sizes"]
    assert common / (sum(sizes) - common) == pytest.approx(case["expected"]["jaccard"], rel=case["tolerance"])
    assert common / min(sizes) == pytest.approx(case["expected"]["containment"], rel=case["tolerance"])


@pytest.mark.parametrize("case", [case for case in CASES if "bands" in case], ids=lambda case: case["id"])
def test_the_probability_of_a_common_band_is_the_one_that_was_cross_checked(case: dict[str, Any]) -> None:
    found = collision_probability(case["jaccard"], bands=case["bands"], rows=case["rows"])

    assert found == pytest.approx(case["expected"]["probability"], rel=case["tolerance"])


@pytest.mark.parametrize(
    "copy",
    [
        text(1),
        "الوادي - وكالات: " + text(1),
        "عنوان آخر تماما فوق الخبر\n" + text(1),
        text(1).replace("ة", "ه").replace("أ", "ا").replace("ى", "ي"),
        text(1).replace("الوزير", "الـوَزِيرُ").replace("قال", "قالَ"),
        " ".join(word for place, word in enumerate(text(1).split()) if place % 33),
        " ".join(text(1).split()[:60]),
        " ".join(text(1).split()[40:]),
    ],
    ids=["same", "dateline", "headline", "hamza and ta marbuta", "tatweel and vowels", "words lost", "cut", "no lead"],
)
def test_an_edited_copy_is_found(copy: str) -> None:
    first, second, unrelated = groups_of(text(1), copy, text(2))

    assert first == second
    assert unrelated == "002"


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text("ابجد12_", min_size=1, max_size=12), min_size=3, max_size=40), st.integers(0, 50))
def test_shingles_are_those_of_the_words_wherever_they_stand(words: list[str], before: int) -> None:
    expected = {tuple(words[place : place + 3]) for place in range(len(words) - 2)}
    found = shingled([" ".join(words), "… " * before + " ، ".join(words)])
    plain, spaced = found[0], found[1]

    assert len(plain) == len(expected)
    assert set(plain.tolist()) == set(spaced.tolist())


def test_articles_on_one_subject_in_other_words_are_no_copies() -> None:
    assert groups_of(text(1), text(2), text(3)) == ["000", "001", "002"]


def test_a_chain_of_resemblances_makes_no_group() -> None:
    long = text(1, 1000).split()
    chain = [" ".join(long[start : start + 200]) for start in range(0, 801, 40)]
    groups = find_syndicated(table(*chain))

    sizes = groups.groupby("group_id").size()
    assert sizes.max() == 3, "each link resembles its neighbours only"
    alike = groups[["containment", "jaccard"]]
    assert (alike >= [0.65, 0.2]).all(axis=None)


def test_a_short_news_in_a_page_of_many_is_no_copy() -> None:
    briefs = [text(seed, 50) for seed in range(8)]

    assert groups_of("\n".join(briefs), *briefs) == [f"{place:03}" for place in range(9)]


def test_short_texts_that_share_a_formula_are_no_copies() -> None:
    formula = " ".join(text(5, 16).split())

    assert groups_of(f"{formula} {text(6, 4)}", f"{formula} {text(7, 4)}") == ["000", "001"]
    assert groups_of(f"{formula} {text(6, 4)}", f"{formula} {text(6, 4)}") == ["000", "000"]


def test_what_has_no_words_is_alone_and_has_no_similarity() -> None:
    groups = find_syndicated(table("", "", None, "…", text(1)))

    assert groups["group_size"].tolist() == [1, 1, 1, 1, 1]
    assert groups["jaccard"].isna().tolist() == [True, True, True, True, False]
    assert not groups["is_copy"].any()


@pytest.mark.parametrize(
    ("outlets", "dates", "original"),
    [
        (["أ", "ب"], ["2026-03-02", "2026-03-01"], "001"),
        (["أ", "واس"], ["2026-03-01T08:00", "2026-03-01T11:00"], "001"),
        (["أ", "reuters"], ["2026-03-01", "2026-03-03"], "000"),
        (["أ", "ب"], ["2026-03-01T08:00", "2026-03-01T11:00"], "000"),
        (["أ", "ب"], [None, "2026-03-01"], "001"),
        (["أ", "وكاله الانباء السعوديه"], ["2012", "قديما"], "001"),
        (["أ", "ب"], [None, None], "000"),
    ],
)
def test_the_likely_original_is_of_the_first_day_and_an_agency_before_others(
    outlets: list[str], dates: list[str | None], original: str
) -> None:
    groups = find_syndicated(table(text(1), text(1), outlet=outlets, published=dates))

    assert groups["group_id"].tolist() == [original, original]
    assert groups.loc[~groups["is_copy"], "article_id"].tolist() == [original]


def test_without_dates_and_outlets_the_longest_is_the_likely_original() -> None:
    assert groups_of(" ".join(text(1).split()[:90]), text(1)) == ["001", "001"]


def test_the_rows_are_those_of_the_articles_and_every_column_has_its_type() -> None:
    groups = find_syndicated(table(text(2), text(1), text(1)).iloc[::-1])

    assert groups["article_id"].tolist() == ["002", "001", "000"]
    assert {name: str(dtype) for name, dtype in groups.dtypes.items()} == {
        "article_id": "str",
        "group_id": "str",
        "group_size": "int64",
        "is_copy": "bool",
        "representative": "str",
        "jaccard": "float64",
        "containment": "float64",
    }


def test_no_articles_give_an_empty_table_with_every_column() -> None:
    groups = find_syndicated(table().astype({"article_id": "str", "text": "str"}))

    assert groups.empty
    assert list(groups.columns) == list(find_syndicated(table(text(1))).columns)


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_the_order_of_the_rows_changes_no_group(data: st.DataObject) -> None:
    seeds = data.draw(st.lists(st.integers(0, 5), min_size=2, max_size=10))
    cuts = data.draw(st.lists(st.integers(40, 120), min_size=len(seeds), max_size=len(seeds)))
    articles = table(*(" ".join(text(seed).split()[:cut]) for seed, cut in zip(seeds, cuts, strict=True)))
    order = data.draw(st.permutations(range(len(seeds))))

    groups = find_syndicated(articles).iloc[order].reset_index(drop=True)

    pd.testing.assert_frame_equal(find_syndicated(articles.iloc[order]), groups)


def test_many_copies_of_one_text_are_one_group() -> None:
    assert set(groups_of(*[text(1)] * 150)) == {"000"}


def test_every_pair_that_is_alike_is_a_candidate() -> None:
    texts = [" ".join(text(seed).split()[: 120 - cut]) for seed in range(40) for cut in (0, 30, 60)]
    found = {tuple(pair) for pair in candidates(shingled(texts), least=0.2).tolist()}

    assert found == {(place, other) for start in range(0, 120, 3) for place, other in within(start)}


def within(start: int) -> list[tuple[int, int]]:
    return [(start, start + 1), (start, start + 2), (start + 1, start + 2)]


@pytest.mark.parametrize("limits", [{"containment": 1.2}, {"jaccard": 0.0}, {"jaccard": 7}])
def test_a_limit_out_of_its_range_is_refused(limits: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"is a share from 0\.\d to 1, got"):
        find_syndicated(table(text(1)), **limits)


def test_a_table_without_texts_is_refused() -> None:
    with pytest.raises(TableError, match="lacks the column 'text'"):
        find_syndicated(pd.DataFrame({"article_id": ["1"]}))


@pytest.mark.parametrize(
    ("dates", "together"),
    [(["2026-03-01", "2026-03-08"], True), (["2026-03-01", "2026-03-09"], False), (["2026-03-01", None], True)],
)
def test_a_copy_that_is_cut_short_is_of_the_same_days(dates: list[str | None], together: bool) -> None:  # noqa: FBT001
    texts = text(1), " ".join(text(1).split()[:50])

    assert (len(set(groups_of(*texts, published=dates))) == 1) is together
    anytime = find_syndicated(table(*texts, published=dates), days=None)
    assert anytime["group_size"].tolist() == [2, 2]


def test_the_same_text_on_another_day_is_a_copy_all_the_same() -> None:
    assert groups_of(text(1), text(1), published=["2026-03-01", "2026-06-01"]) == ["000", "000"]


def test_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(ValueError, match="days is a number of days from 0, or None, got -1"):
        find_syndicated(table(text(1)), days=-1)


def test_no_bar_is_shown_where_standard_error_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    find_syndicated(table(text(1)), progress=True)

    assert capsys.readouterr() == ("", "")
