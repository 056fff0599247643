"""`normalize` and `align` on whole columns: what is missing, what is no text, and what an Arrow column becomes."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.articles.columns import align, normalize
from toolkit.errors import TableError
from toolkit.text import normalize as one_text

CELLS = st.lists(st.none() | st.text(alphabet=[*"أةى ـ\u064e😀\0", "\ufefb"], max_size=8), max_size=12)


@given(CELLS, st.sampled_from(["str", "object"]))
def test_a_column_is_what_its_cells_are(cells: list[str | None], dtype: Any) -> None:
    column = pd.Series(cells, index=[f"r{place % 3}" for place in range(len(cells))], name="text", dtype=dtype)
    found = normalize(column)
    assert found.index.equals(column.index)
    assert found.name == "text"
    assert found.dtype == "str"
    assert [None if pd.isna(cell) else cell for cell in found] == [
        None if cell is None else one_text.normalize(cell) for cell in cells
    ]
    for view, cell in zip(align(column), cells, strict=True):
        assert pd.isna(view) if cell is None else view == one_text.align(cell)


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_whatever_pandas_takes_for_missing_stays_missing(missing: Any) -> None:
    column = pd.Series(["أ", missing, missing], dtype="object")
    assert normalize(column).isna().tolist() == [False, True, True]
    assert align(column).isna().tolist() == [False, True, True]


@pytest.mark.parametrize("cells", [[], [None, None]])
def test_a_column_without_a_text_is_one(cells: list[None]) -> None:
    for dtype in ("str", "object"):
        column = pd.Series(cells, dtype=dtype)
        assert len(normalize(column)) == len(align(column)) == len(cells)
        assert normalize(column).isna().all()


@given(CELLS)
def test_an_arrow_column_gives_one_of_its_kind(cells: list[str | None]) -> None:
    wanted = [None if cell is None else one_text.normalize(cell, "search") for cell in cells]
    for kind in (pa.string(), pa.large_string(), pa.string_view()):
        column = pa.array(cells, type=kind)
        found = normalize(column, "search")
        assert found.type == kind
        assert found.to_pylist() == wanted
        parted = pa.chunked_array([column, column], type=kind)
        assert normalize(parted, "search").to_pylist() == wanted * 2
        views = [None if cell is None else one_text.align(cell, "search") for cell in cells]
        assert align(column, "search") == views
        assert align(parted, "search") == views * 2
    assert normalize(pa.chunked_array([], type=pa.string())).to_pylist() == []


@pytest.mark.parametrize("call", [normalize, align])
def test_an_arrow_column_of_numbers_is_refused(call: Any) -> None:
    with pytest.raises(TableError, match="one of int64; cast it"):
        call(pa.array([1, 2]))


@pytest.mark.parametrize("call", [normalize, align])
@pytest.mark.parametrize("given", [5, ["قال", 5], pd.Series(["قال", 5], dtype="object"), b"x", None])
def test_what_is_no_text_is_named(call: Any, given: Any) -> None:
    with pytest.raises(TableError, match=r"a text is wanted, got .*; convert the column with \.astype\(str\)"):
        call(given)


def test_steps_of_ones_own_are_taken() -> None:
    assert normalize(pd.Series(["أَةُ"]), ("marks", "ta_marbuta")).tolist() == ["أه"]
    assert [view.text for view in align(["أَ", "ب"], ["marks"])] == ["أ", "ب"]
    with pytest.raises(ValueError, match="'hard' is unknown"):
        normalize(pd.Series(["أ"]), "hard")


def test_a_lone_surrogate_in_a_list_stays() -> None:
    assert normalize(["\ud800أ"]) == ["\ud800ا"]
