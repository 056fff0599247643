"""Agreement between coders: published values, the definition counted pair by pair, and what stays undefined."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import TableError
from toolkit.measures.agreement import agreement
from toolkit.measures.disagreement import LEVELS

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "statistics.agreement.jsonl").read_text("utf-8").splitlines()
]
FAST = {"draws": 50}


def by_coder(rows: list[list[Any]]) -> pd.DataFrame:
    """A wide table from one list per coder."""
    return pd.DataFrame({f"coder {place}": row for place, row in enumerate(rows)})


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_alpha_is_the_one_that_was_published_or_cross_checked(case: dict[str, Any]) -> None:
    table = agreement(by_coder(case["coders_by_units"]), level=list(case["expected"]), **FAST).set_index("level")
    for level, figures in case["expected"].items():
        for name, value in figures.items():
            assert table.loc[level, name] == pytest.approx(value, rel=case["tolerance_rel"])


def distance(level: str, one: float, other: float, counts: Counter[float]) -> float:
    if level == "nominal":
        return float(one != other)
    if level == "interval":
        return (one - other) ** 2
    if level == "ratio":
        return ((one - other) / (one + other)) ** 2 if one + other else 0.0
    low, high = sorted((one, other))
    between = sum(count for value, count in counts.items() if low <= value <= high)
    return (between - (counts[one] + counts[other]) / 2) ** 2 if one != other else 0.0


def by_definition(units: list[list[float]], level: str) -> float:
    """Alpha counted pair by pair."""
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    counts = Counter(values)
    n = len(values)
    if len(counts) < 2:
        return np.nan
    within = sum(
        sum(distance(level, *pair, counts) for pair in itertools.permutations(unit, 2)) / (len(unit) - 1)
        for unit in units
    )
    between = sum(distance(level, *pair, counts) for pair in itertools.permutations(values, 2))
    return 1 - (within / n) / (between / (n * (n - 1)))


CODED = st.lists(st.lists(st.none() | st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(CODED, st.sampled_from(LEVELS))
def test_alpha_is_its_definition_counted_pair_by_pair(rows: list[list[int | None]], level: Any) -> None:
    table = agreement(pd.DataFrame(rows, columns=list("abc"), dtype="Int64"), level=level, **FAST)
    expected = by_definition([[float(value) for value in row if value is not None] for row in rows], level)
    assert table["alpha"].tolist() == [pytest.approx(expected, nan_ok=True)]


@settings(max_examples=30, deadline=None)
@given(CODED, st.randoms())
def test_neither_the_order_of_rows_nor_that_of_coders_counts(rows: list[list[int | None]], random: Any) -> None:
    table = pd.DataFrame(rows, columns=list("abc"), dtype="Int64")
    names = random.sample(list(table), 3)
    shuffled = table.sample(frac=1, random_state=random.randint(0, 99))[names]
    one, other = (agreement(each, level="ordinal", **FAST) for each in (table, shuffled))
    shown = ["alpha", "observed", "expected", "units", "values", "note"]
    pd.testing.assert_frame_equal(one[shown], other[shown])


WIDE = by_coder([["f", "m", "m", None, "f", "m", "f"], ["f", "m", "f", "m", "f", "f", "f"]])


def test_a_row_per_coding_gives_the_same_as_a_column_per_coder() -> None:
    long = WIDE.rename_axis("unit").reset_index().melt(id_vars="unit", var_name="coder")
    pd.testing.assert_frame_equal(agreement(long), agreement(WIDE))


def test_units_may_be_named_by_a_column() -> None:
    named = WIDE.assign(unit=list("أبجدهوز"))
    pd.testing.assert_frame_equal(agreement(named), agreement(WIDE))


def test_each_variable_is_measured_for_itself() -> None:
    long = WIDE.rename_axis("unit").reset_index().melt(id_vars="unit", var_name="coder")
    both = pd.concat([long.assign(variable="gender"), long.assign(variable="same", value="x")])
    table = agreement(both, by="variable").set_index("variable")
    assert table.loc["gender", "alpha"] == agreement(WIDE)["alpha"][0]
    assert np.isnan(table.loc["same", "alpha"])


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([[1, 1, 1], [1, 1, 1]], "one value only"),
        ([[1, None], [None, 2]], "no unit was coded by two coders"),
        ([[1, None], [2, None]], "no interval: one unit"),
        ([[1, 2, 1, 2, 1, 2], [1, 2, 1, 2, 1, 2]], "never disagreed"),
        ([[1] * 20, [1] * 18 + [2] * 2], "all but 2 of 20 units"),
    ],
)
def test_what_is_undefined_is_missing_and_says_why(rows: list[list[Any]], note: str) -> None:
    table = agreement(by_coder(rows))
    assert note in table["note"][0]
    assert table[["low", "high"]].isna().all(axis=None)
    assert table["alpha"].isna()[0] == ("no interval" not in table["note"][0])


def test_no_coding_at_all_gives_a_row_that_says_so() -> None:
    table = agreement(pd.DataFrame({"unit": [], "coder": [], "value": []}))
    assert table[["alpha", "units", "values"]].fillna(-1).to_numpy().tolist() == [[-1, 0, 0]]


def test_articles_are_resampled_where_units_stand_in_them() -> None:
    generator = np.random.default_rng(0)
    first = np.repeat(generator.integers(0, 2, 12), 10)
    second = np.where(np.repeat(generator.random(12) < 0.7, 10), first, 1 - first)
    long = pd.concat(
        pd.DataFrame({"unit": range(120), "coder": coder, "value": values, "article_id": np.repeat(range(12), 10)})
        for coder, values in (("a", first), ("b", second))
    )
    alone, together = agreement(long), agreement(long, cluster="article_id")
    assert together["clusters"].tolist() == [12]
    assert (together["high"] - together["low"])[0] > 2 * (alone["high"] - alone["low"])[0]


def test_words_may_be_ordered() -> None:
    words = {0: "منخفض", 1: "متوسط", 2: "مرتفع"}
    numbers = by_coder([[0, 1, 2, 2, 1, 0, 2], [0, 2, 2, 1, 1, 0, 0]])
    named = numbers.replace(words)
    categories = named.astype(pd.CategoricalDtype(list(words.values()), ordered=True))
    expected = agreement(numbers, level="ordinal")
    pd.testing.assert_frame_equal(agreement(named, level="ordinal", order=list(words.values())), expected)
    pd.testing.assert_frame_equal(agreement(categories, level="ordinal"), expected)


def test_the_same_seed_gives_the_same_interval() -> None:
    pd.testing.assert_frame_equal(agreement(WIDE, seed=3), agreement(WIDE, seed=3))


@pytest.mark.parametrize(
    ("codings", "arguments", "message"),
    [
        (WIDE, {"level": "ordinal"}, r"needs numbers, got 'f' .*order="),
        (WIDE, {"level": "metric"}, r"allowed are nominal, ordinal, interval, ratio"),
        (WIDE, {"by": "variable"}, r"lacks unit, coder, value.*melt"),
        (WIDE[["coder 0"]], {}, r"needs two coders, got 1 column"),
        (by_coder([[1, -1], [2, 2]]), {"level": "ratio"}, r"no negative values, got -1"),
        (pd.DataFrame({"unit": [1, 1], "coder": "a", "value": [1, 2]}), {}, r"'a' coded the unit '1' twice"),
        (WIDE.assign(unit=0), {}, r"the unit '0' stands in two rows"),
    ],
)
def test_a_wrong_call_says_what_to_do(codings: pd.DataFrame, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        agreement(codings, **arguments)
