"""One statement in several outlets: which relations tell it, what each did with it, and that order decides nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.datasets import load_dataset
from toolkit.articles.tables import quotation_table
from toolkit.errors import TableError
from toolkit.measures.matched import matched_stance_table
from toolkit.measures.shared_runs import longest_run
from toolkit.measures.statements import find_statements
from toolkit.measures.tellings import statement_table, words_of
from toolkit.reports.figures_statements import plot_statements
from toolkit.reports.plain_figures import plain_spec

DIRECT = "قال الوزير سالم حداد: «لن نوقع على رسم واحد قبل أن يعود الصيادون»."
MIXED = "زعم سالم حداد أن بلاده «لن نوقع على رسم واحد» هذا العام."
OTHER_WORDS = "وأكد سالم حداد أن التوقيع على الرسم مؤجل حتى يعود الصيادون إلى البحر."
UNNAMED = "قال مسؤول كبير: «لن نوقع على رسم واحد قبل أن يعود الصيادون»."
DROPPED = "مضى اليوم هادئا. لن نوقع على رسم واحد قبل أن يعود الصيادون. وبقي الميناء مغلقا."
OTHER = "قال الوزير سالم حداد إن المدرسة الجديدة ستفتح في الخريف."


def coverage(*texts: str, **columns: Any) -> pd.DataFrame:
    names = [chr(0x627 + place) for place in range(len(texts))]
    ids = [str(place) for place in range(len(texts))]
    table = pd.DataFrame({"article_id": ids, "outlet": names, "published": "2026-05-01", "text": list(texts)})
    return table.assign(**columns)


def told(*texts: str, **columns: Any) -> list[str]:
    """For each article the statement of its first relation."""
    quotations = quotation_table(coverage(*texts, **columns))
    found = find_statements(quotations)
    return found.groupby(quotations["article_id"])["statement_id"].first().tolist()


@pytest.mark.parametrize(
    "telling", [DIRECT, MIXED, OTHER_WORDS, UNNAMED], ids=["whole", "fragment", "other words", "no name"]
)
def test_a_statement_is_found_however_it_is_told(telling: str) -> None:
    first, second, third = told(DIRECT, telling, OTHER)

    assert first == second
    assert third != first


def test_other_words_of_another_speaker_are_another_statement() -> None:
    first, second = told(DIRECT, OTHER_WORDS.replace("سالم حداد", "ليلى نصار"))

    assert first != second


def test_the_same_words_weeks_later_are_another_statement() -> None:
    first, second = told(DIRECT, DIRECT, published=["2026-05-01", "2026-06-01"])

    assert first != second


def test_an_alias_makes_two_names_one_speaker() -> None:
    quotations = quotation_table(coverage(DIRECT, OTHER_WORDS.replace("سالم حداد", "أبو نادر الحداد")))
    aliases = pd.DataFrame({"alias": quotations["speaker"].dropna().unique(), "speaker": "سالم حداد"})

    assert find_statements(quotations)["statement_relations"].tolist() == [1, 1]
    assert find_statements(quotations, aliases=aliases)["statement_relations"].tolist() == [2, 2]


def test_a_headline_may_repeat_what_the_text_says() -> None:
    articles = coverage(DIRECT, MIXED, title=["سالم حداد: لن نوقع على رسم واحد قبل أن يعود الصيادون", None])
    found = find_statements(quotation_table(articles))

    assert found["statement_relations"].tolist() == [3, 3, 3]
    assert found["statement_outlets"].tolist() == [2, 2, 2]


def test_what_was_not_said_has_no_statement() -> None:
    quotations = quotation_table(coverage("رفض سالم حداد التعليق على الخبر."))
    found = find_statements(quotations)

    assert quotations["kind"].tolist() == ["declined"]
    assert found["statement_id"].isna().all()
    assert found["statement_relations"].isna().all()


def test_a_table_without_relations_has_no_statements() -> None:
    empty = quotation_table(coverage("نص بلا قول."))

    assert len(find_statements(empty)) == 0
    assert len(statement_table(empty, coverage("نص بلا قول."))) == 0


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_rows_decides_nothing(seed: int) -> None:
    quotations = sample()
    shuffled = quotations.sample(frac=1, random_state=seed)

    found = find_statements(quotations).set_index("quotation_id")
    other = find_statements(shuffled).set_index("quotation_id").loc[found.index]
    pd.testing.assert_frame_equal(found, other)


_SAMPLE: list[pd.DataFrame] = []


def sample() -> pd.DataFrame:
    """The quotations of the sample coverage, made once."""
    if not _SAMPLE:
        _SAMPLE.append(quotation_table(load_dataset("sample")))
    return _SAMPLE[0]


def test_each_telling_says_what_it_kept_with_places_on_both_sides() -> None:
    articles = coverage(DIRECT, MIXED, UNNAMED)
    table = statement_table(quotation_table(articles), articles).set_index("article_id")
    texts = articles.set_index("article_id")["text"]

    assert table["attribution"].to_dict() == {"0": "named", "1": "named", "2": "unnamed"}
    assert table["kind"].to_dict() == {"0": "direct", "1": "mixed", "2": "direct"}
    assert table.loc["1", "stance"] == "distancing"
    assert set(table["reference_id"]) == {table.loc["0", "quotation_id"]}
    start, end = table.loc["1", "kept"]
    assert texts["1"][start:end] == "لن نوقع على رسم واحد"
    first, last = table.loc["1", "kept_from"]
    assert texts["0"][first:last] == "لن نوقع على رسم واحد"
    assert table["kept_words"].to_dict() == {"0": 9, "1": 5, "2": 9}


def test_words_that_stand_without_a_relation_have_lost_their_attribution() -> None:
    articles = coverage(DIRECT, DROPPED)
    row = statement_table(quotation_table(articles), articles).iloc[1]

    assert row["attribution"] == "dropped"
    assert articles["text"][1][row["kept"][0] : row["kept"][1]] == "لن نوقع على رسم واحد قبل أن يعود الصيادون"
    assert articles["text"][0][row["kept_from"][0] : row["kept_from"][1]] == "لن نوقع على رسم واحد قبل أن يعود الصيادون"
    assert pd.isna(row["quotation_id"])
    assert len(statement_table(quotation_table(articles))) == 0  # without the articles nobody can know


def test_words_within_another_relation_or_of_another_time_are_no_lost_attribution() -> None:
    nested = coverage(DIRECT, f"وقالت ليلى نصار إنها سمعت من يقول {DROPPED.split('. ')[1]} في الميناء.")
    late = coverage(DIRECT, DROPPED, published=["2026-05-01", "2026-05-20"])

    assert "dropped" not in set(statement_table(quotation_table(nested), nested)["attribution"])
    assert len(statement_table(quotation_table(late), late)) == 0
    assert len(statement_table(quotation_table(late), late, days=None)) == 2


def test_every_place_is_what_is_printed() -> None:
    articles = load_dataset("sample")
    table = statement_table(sample(), articles)
    texts = articles.set_index("article_id")

    for row in table[table["kept"].notna()].to_dict("records"):
        here = texts.loc[row["article_id"], row["field"]][slice(*row["kept"])]
        article, field, _ = re.fullmatch(r"(.*):(title|text):(\d+)", row["reference_id"]).groups()  # type: ignore[union-attr]
        there = texts.loc[article, field][slice(*row["kept_from"])]
        one, other = (words_of(text, [[0, len(text)]]).bases for text in (here, there))
        assert one == other
        assert len(one) == row["kept_words"] >= 3


def test_the_sample_tells_what_it_was_planted_with() -> None:
    table = statement_table(sample())
    planted = table[table["speaker"] == "منيرة الهيلوني"]

    assert {"direct", "mixed", "indirect"} <= set(table["kind"])
    assert "distancing" in set(planted["stance"])


def test_stances_are_compared_within_one_statement() -> None:
    quotations = sample().merge(find_statements(sample()), on="quotation_id")
    table = matched_stance_table(quotations, match="statement_id")

    assert table["matched"].max() < matched_stance_table(quotations)["total"].max()
    assert set(table["outlet"]) <= set(quotations["outlet"])


def test_a_column_of_ones_own_counts() -> None:
    quotations = quotation_table(coverage(DIRECT, OTHER))
    table = statement_table(quotations.assign(statement_id="x"))

    assert table["statement_id"].tolist() == ["x", "x"]


def slow_run(one: list[str], other: list[str]) -> int:
    """The definition, word by word."""
    parts = {tuple(other[start:end]) for start in range(len(other)) for end in range(start + 1, len(other) + 1)}
    own = {tuple(one[start:end]) for start in range(len(one)) for end in range(start + 1, len(one) + 1)}
    return max(map(len, own & parts), default=0)


@given(one=st.lists(st.sampled_from("ابت"), max_size=9), other=st.lists(st.sampled_from("ابت"), max_size=9))
def test_the_longest_run_is_the_longest(one: list[str], other: list[str]) -> None:
    run = longest_run(one, other)

    assert (run.length if run else 0) == slow_run(one, other)
    if run:
        assert one[run.start : run.start + run.length] == other[run.other : run.other + run.length]


def test_a_figure_has_a_row_for_each_statement_and_says_how_each_outlet_told_it() -> None:
    articles = coverage(DIRECT, MIXED, UNNAMED, DROPPED)
    figure = plot_statements(statement_table(quotation_table(articles), articles), lang="ar")

    assert [list(line) for line in figure.data[0].text] == [
        ["مباشر · قال", "مختلط · زعم", "مباشر · قال · بلا اسم", "بلا نسبة"]
    ]
    plain_spec(figure)
    plain_spec(plot_statements(statement_table(quotation_table(articles.head(1)))))


def test_what_is_out_of_range_is_refused() -> None:
    quotations = quotation_table(coverage(DIRECT, MIXED))
    with pytest.raises(ValueError, match=r"similarity is 0\.05 to 1"):
        find_statements(quotations, similarity=2)
    with pytest.raises(ValueError, match="days is a number of days from 0"):
        find_statements(quotations, days=-1)
    with pytest.raises(ValueError, match="least is a number of outlets"):
        statement_table(quotations, least=0)
    with pytest.raises(TableError, match="by='land' is no column"):
        statement_table(quotations, by="land")
    with pytest.raises(ValueError, match="top must be 1 or more"):
        plot_statements(statement_table(quotations), top=0)
    with pytest.raises(TableError, match="statement_table"):
        plot_statements(quotations)


def test_the_benchmarks_hold_no_texts() -> None:
    for path in (Path(__file__).parent / "benchmarks").glob("*statement*.tsv"):
        assert not re.search("[\u0621-\u064a]", path.read_text("utf-8"))
