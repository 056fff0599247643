"""From articles to quotations and sources."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.articles import tables
from toolkit.articles.columns import align, normalize
from toolkit.articles.linking import linked
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.schema import QUOTATIONS, SOURCES, build_table
from toolkit.articles.tables import quotation_table, source_table
from toolkit.attribution.records import Quotation
from toolkit.errors import LexiconError, TableError, ToolkitError
from toolkit.text.spans import Span

Found = tuple[list[Quotation], list[Quotation]]
TITLE = "الوزير: الطريق مغلق"
TEXT = "قال الوزير إن «الطريق» مغلق. ورفض التعليق."


def spans(title: str | None, text: str | None) -> Found:
    """Three relations at fixed places, whatever the texts say."""
    in_title = [
        Quotation("direct", None, Span(0, 6), (Span(8, 19),), complement="clause", speaker="الوزير", speaker_id=0)
    ]
    outer = Quotation(
        "mixed",
        Span(0, 3),
        Span(4, 10),
        (Span(14, 22), Span(23, 27)),
        complement="clause",
        speaker="الوزير",
        speaker_id=0,
        sector="government",
        verb="قال",
        rule="verb-first",
        flags=("guessed-end",),
        confidence=0.9,
    )
    nested = Quotation("indirect", Span(0, 3), None, (Span(15, 21),), parent=0)
    silent = Quotation("declined", Span(29, 41), None, (), speaker_id=0, speaker="الوزير", declined_as="refused")
    return (in_title if title else []), ([outer, nested, silent] if text else [])


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.articles.rows.article_quotations", spans)


def articles(count: int = 1, **columns: Any) -> pd.DataFrame:
    ids = [str(number) for number in range(count)]
    return pd.DataFrame({"article_id": ids, "title": TITLE, "text": TEXT, "outlet": "جريدة", **columns})


@pytest.mark.usefixtures("engine")
def test_there_is_one_row_per_relation_the_titles_first() -> None:
    table = quotation_table(articles())
    assert list(table.columns) == [column.name for column in QUOTATIONS]
    assert table["field"].tolist() == ["title", "text", "text", "text"]
    assert table["position"].tolist() == [0, 1, 2, 3]


@pytest.mark.usefixtures("engine")
def test_a_relation_is_called_by_its_article_field_and_offset_and_a_second_one_there_is_numbered() -> None:
    assert quotation_table(articles())["quotation_id"].tolist() == ["0:title:8", "0:text:0", "0:text:0.2", "0:text:29"]


@pytest.mark.usefixtures("engine")
def test_a_nested_relation_names_the_relation_it_stands_in() -> None:
    assert quotation_table(articles())["parent"].fillna("").tolist() == ["", "", "0:text:0", ""]


@pytest.mark.usefixtures("engine")
def test_cue_source_and_content_are_exactly_the_slices() -> None:
    row = quotation_table(articles()).iloc[1]
    assert row["cue"] == TEXT[row["cue_start"] : row["cue_end"]] == "قال"
    assert row["source"] == TEXT[row["source_start"] : row["source_end"]] == "الوزير"
    assert row["contents"] == [[14, 22], [23, 27]]
    assert row["content"] == "«الطريق» … مغلق"
    assert row["words"] == 2


@pytest.mark.usefixtures("engine")
def test_what_is_absent_is_missing() -> None:
    table = quotation_table(articles().drop(columns="outlet"))
    silent = table.iloc[3]
    assert table["outlet"].isna().all()
    assert pd.isna(silent["content"])
    assert pd.isna(silent["source_start"])
    assert pd.isna(silent["sector"])
    assert silent["contents"] == []
    assert silent["words"] == 0
    assert silent["declined_as"] == "refused"
    assert not table.map(lambda cell: cell == "").any(axis=None)


@pytest.mark.usefixtures("engine")
def test_a_speaker_is_numbered_within_the_article() -> None:
    speakers = quotation_table(articles(2))["speaker_id"]
    assert speakers.dropna().unique().tolist() == ["0:0", "1:0"]


@pytest.mark.usefixtures("engine")
def test_the_index_of_the_articles_does_not_matter() -> None:
    table = articles(3)
    expected = quotation_table(table)
    pd.testing.assert_frame_equal(quotation_table(table.set_index(pd.Index([7, 7, 7]))), expected)


@pytest.mark.usefixtures("engine")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.permutations(range(4)))
def test_permuting_the_articles_permutes_the_rows(order: list[int]) -> None:
    table = articles(4)
    expected = pd.concat([quotation_table(table.iloc[[place]]) for place in order], ignore_index=True)
    pd.testing.assert_frame_equal(quotation_table(table.iloc[order]), expected)


def test_no_article_gives_an_empty_table_with_every_column() -> None:
    table = quotation_table(articles(0))
    assert table.empty
    assert list(table.columns) == [column.name for column in QUOTATIONS]


def test_the_result_does_not_depend_on_the_number_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_FEW", 2)
    monkeypatch.setattr(tables, "_CHUNK", 2)
    table = articles(5)
    pd.testing.assert_frame_equal(quotation_table(table, jobs=2), quotation_table(table, jobs=1))


def test_an_error_in_one_article_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(title: str | None, text: str | None) -> Found:
        if text == "bad":
            raise ValueError("no such token")
        return spans(title, text)

    monkeypatch.setattr("toolkit.articles.rows.article_quotations", breaks)
    with pytest.warns(ToolkitWarning, match=r"1 of 3 articles have no rows.*'1' \(ValueError: no such token\)"):
        table = quotation_table(articles(3, text=[TEXT, "bad", TEXT]))
    assert table["article_id"].unique().tolist() == ["0", "2"]


def test_a_broken_lexicon_is_no_articles_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: str | None) -> Found:
        raise LexiconError("there is no lexicon")

    monkeypatch.setattr("toolkit.articles.rows.article_quotations", breaks)
    with pytest.raises(LexiconError):
        quotation_table(articles())


def test_a_number_of_processes_below_minus_one_is_refused() -> None:
    with pytest.raises(ToolkitError, match="got -2"):
        quotation_table(articles(), jobs=-2)


def said(*rows: tuple[str, str | None, str], **columns: list[Any]) -> pd.DataFrame:
    """Quotations from (article, speaker, type)."""
    return build_table(
        {
            "article_id": [row[0] for row in rows],
            "outlet": [f"outlet of {row[0]}" for row in rows],
            "speaker": [row[1] for row in rows],
            "type": [row[2] for row in rows],
            "kind": ["indirect"] * len(rows),
            "field": ["text"] * len(rows),
            "position": list(range(len(rows))),
            "words": [5] * len(rows),
            **columns,
        },
        "quotations",
    )


def test_spellings_of_one_name_are_one_source_called_as_most_articles_do() -> None:
    quotations = said(("1", "أحمد علي", "person"), ("2", "احمد علي", "person"), ("3", "أحمد علي", "person"))
    (source,) = source_table(quotations).to_dict("records")
    assert source["speaker"] == "أحمد علي"
    assert source["names"] == ["أحمد علي", "احمد علي"]
    assert (source["articles"], source["outlets"], source["relations"], source["words"]) == (3, 3, 3, 15)


def test_the_unnamed_are_one_source_per_description_and_never_one_with_a_name() -> None:
    quotations = said(("1", "مصدر أمني", "organisation"), ("2", "مصدر أمني", "unnamed"), ("3", "مصدر أمني", "unnamed"))
    assert source_table(quotations)[["type", "articles"]].to_numpy().tolist() == [["unnamed", 2], ["organisation", 1]]


def test_a_description_that_only_refers_back_is_a_source_of_its_own_article() -> None:
    quotations = said(("1", "الوزير", "unnamed"), ("2", "الوزير", "unnamed"), ("3", "البيان", "document"))
    assert source_table(quotations)["articles"].tolist() == [1, 1, 1]


def test_an_alias_says_who_a_description_refers_to_across_articles() -> None:
    quotations = said(("1", "الوزير", "unnamed"), ("2", "الوزير", "unnamed"))
    aliases = pd.DataFrame({"alias": ["الوزير"], "speaker": ["سالم حداد"]})
    assert source_table(quotations, aliases=aliases)["articles"].tolist() == [2]


def test_a_relation_without_a_speaker_has_no_source() -> None:
    table = linked(said(("1", None, "unnamed"), ("1", "أحمد", "person")))
    assert table["source_id"].isna().tolist() == [True, False]


def test_an_alias_is_honoured_first() -> None:
    quotations = said(("1", "أبو مازن", "person"), ("2", "محمود عباس", "person"), ("3", "الرئيس الفلسطيني", "unnamed"))
    aliases = pd.DataFrame(
        {"alias": ["أبو مازن", "الرئيس الفلسطيني"], "speaker": ["الرئيس محمود عباس", "أبو مازن"]},
    )
    aliases.loc[2] = ["محمود عباس", "الرئيس محمود عباس"]
    (source,) = source_table(quotations, aliases=aliases).to_dict("records")
    assert (source["speaker"], source["type"], source["articles"]) == ("الرئيس محمود عباس", "person", 3)


def test_an_alias_of_two_speakers_is_refused() -> None:
    aliases = pd.DataFrame({"alias": ["أ", "أ"], "speaker": ["أحمد", "علي"]})
    with pytest.raises(TableError, match="two speakers, 'أحمد' and 'علي'"):
        source_table(said(("1", "أ", "person")), aliases=aliases)


def test_an_alias_table_without_its_columns_is_refused() -> None:
    with pytest.raises(
        TableError, match="lacks the column 'speaker'; it needs 'alias' and 'speaker', it has 'alias', 'name'"
    ):
        source_table(said(("1", "أ", "person")), aliases=pd.DataFrame({"alias": ["أ"], "name": ["ب"]}))


def test_nested_and_declined_relations_are_counted_apart() -> None:
    quotations = said(
        *[("1", "أحمد", "person")] * 3,
        kind=["direct", "declined", "direct"],
        parent=[None, None, "1:text:0"],
    )
    (source,) = source_table(quotations).to_dict("records")
    assert (source["relations"], source["declined"], source["nested"]) == (1, 1, 1)


def test_sources_are_in_order_of_articles_then_relations_then_name() -> None:
    quotations = said(
        ("1", "ج", "person"), ("1", "ب", "person"), ("1", "أ", "person"), ("1", "أ", "person"), ("1", "د", "person"),
        ("2", "د", "person"),
    )  # fmt: skip
    assert source_table(quotations)["speaker"].tolist() == ["د", "أ", "ب", "ج"]


def test_no_quotation_gives_no_source_and_every_column() -> None:
    assert list(source_table(said()).columns) == [column.name for column in SOURCES]


def test_an_added_article_changes_no_key_of_another() -> None:
    few = said(("1", "أحمد علي", "person"))
    more = said(("1", "أحمد علي", "person"), ("2", "احمد على", "person"))
    assert linked(more)["source_id"].iloc[0] == linked(few)["source_id"].iloc[0]


def test_a_column_is_normalized_to_a_column_with_its_index_and_name() -> None:
    column = pd.Series(["قالـت", None, "أكّد"], index=[5, 3, 3], name="verb")
    expected = pd.Series(["قالت", None, "اكد"], index=[5, 3, 3], name="verb", dtype="str")
    pd.testing.assert_series_equal(normalize(column), expected)


def test_a_list_is_normalized_to_a_list_and_a_text_to_a_text() -> None:
    assert normalize(["قالـت", "أكّد"]) == ["قالت", "اكد"]
    assert normalize("قالـت", profile="reading") == "قالت"


def test_a_column_is_aligned_cell_by_cell() -> None:
    first, second = align(pd.Series(["أكّد", None]))
    assert (first.raw, first.text) == ("أكّد", "اكد")
    assert pd.isna(second)


@pytest.mark.parametrize("cells", [5, pd.Series(["قال", 5])])
def test_what_is_no_text_is_not_normalized(cells: Any) -> None:
    with pytest.raises(TableError, match=r"a text is wanted, got 5 \(int\)"):
        normalize(cells)
