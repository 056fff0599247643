"""What a table must have, and what is said where it has not."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.articles.schema import TABLES, build_table, check_table
from toolkit.errors import TableError


def test_a_missing_column_is_named_with_what_the_table_has_and_a_near_match() -> None:
    table = pd.DataFrame({"article_id": ["1"], "texte": ["قال"], "likes": [1]})
    with pytest.raises(TableError) as raised:
        check_table(table, "articles")
    assert str(raised.value) == (
        "articles lacks the column 'text'; it has 'article_id', 'texte', 'likes'. "
        "Rename the column that holds it: table.rename(columns={'texte': 'text'})"
    )


def test_a_table_without_any_near_match_gets_no_wrong_advice() -> None:
    with pytest.raises(TableError, match=r"table\.rename\(columns=\{'…': 'article_id'\}\)"):
        check_table(pd.DataFrame({"a": [1], "b": [2]}), "articles")


def test_other_columns_are_allowed() -> None:
    check_table(pd.DataFrame({"article_id": ["1"], "text": ["قال"], "mine": [1]}), "articles")


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ([1, 2], r"must be text, got 1 \(int\).*astype\(str\)"),
        (["1", None], "1 rows without article_id"),
        (["1", "1"], "1 repeated article_ids, the first is '1'"),
    ],
)
def test_a_key_that_is_none_is_refused(ids: list[object], said: str) -> None:
    with pytest.raises(TableError, match=said):
        check_table(pd.DataFrame({"article_id": ids, "text": ["أ", "ب"]}), "articles")


def test_quotations_may_share_their_article() -> None:
    check_table(
        build_table({"article_id": ["1", "1"], "words": [1, 1], "position": [0, 1]}, "quotations"), "quotations"
    )


def test_a_column_that_stands_twice_is_refused() -> None:
    table = pd.DataFrame([["1", "قال", "أضاف"]], columns=["article_id", "text", "text"])
    with pytest.raises(TableError, match="'text' 2 times"):
        check_table(table, "articles")


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(TableError, match="must be a pandas DataFrame, got list"):
        check_table([], "articles")  # type: ignore[arg-type]


def test_a_table_that_is_not_known_is_refused() -> None:
    with pytest.raises(TableError, match="allowed are articles, quotations, sources"):
        check_table(pd.DataFrame(), "quotes")


@pytest.mark.parametrize("name", list(TABLES))
def test_an_empty_table_has_every_column_in_its_dtype(name: str) -> None:
    table = build_table({}, name)
    assert {str(column): str(table[column].dtype) for column in table} == {
        column.name: column.dtype for column in TABLES[name]
    }
    assert table.empty


@pytest.mark.parametrize("name", list(TABLES))
def test_every_column_says_what_it_means(name: str) -> None:
    assert all(column.meaning and column.unit for column in TABLES[name])


def test_a_missing_cell_among_the_users_integers_leaves_them_integers() -> None:
    table = build_table({"article_id": ["1", "2"], "likes": [3, None], "big": [2**70, None]}, "articles")
    assert table["likes"].tolist() == [3, pd.NA]
    assert table["big"].tolist() == [2**70, None]
