"""Divergence between outlets: its formula, what chance gives, and the figure."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import jensenshannon

from toolkit.errors import TableError
from toolkit.measures.divergence import divergence_table
from toolkit.measures.terms import term_matrix
from toolkit.reports.figures_divergence import plot_divergence

CASES = (Path(__file__).parent / "cases" / "statistics.divergence.jsonl").read_text("utf-8").splitlines()
FRAMES = ("economic", "political", "morality", "security")


def coverage(
    size: int, *, seed: int = 0, apart: float = 0.0, outlets: tuple[str, ...] = ("الفجر", "المرصد")
) -> pd.DataFrame:
    """Rows of frames; articles differ, and the first outlet has more that are economic."""
    chance = np.random.default_rng(seed)
    rows = []
    for place in range(size):
        outlet = outlets[place % len(outlets)]
        share = chance.dirichlet([1.0] * 4)
        if outlet == outlets[0]:
            share = (1 - apart) * share + apart * np.array([1.0, 0, 0, 0])
        rows += [(f"{place:03}", outlet, frame) for frame in chance.choice(FRAMES, size=4, p=share)]
    return pd.DataFrame(rows, columns=["article_id", "outlet", "frame"])


@pytest.mark.parametrize("case", list(map(json.loads, CASES)), ids=lambda case: case["id"])
def test_pairs_have_the_divergence_that_was_cross_checked(case: dict[str, Any]) -> None:
    wide = pd.DataFrame.from_dict(case["rows"], orient="index").add_prefix("c").rename_axis("outlet").reset_index()
    wide["article_id"] = wide["outlet"]
    found = divergence_table(wide, of=[name for name in wide if name.startswith("c")])

    for row in found.to_dict("records"):
        names = "".join(sorted(row["first"] + row["second"], key="PQT".index))
        assert row["divergence"] == pytest.approx(case["expected"][names], rel=case["tolerance"])


def test_the_divergence_is_the_square_of_scipys_distance() -> None:
    table = coverage(30, apart=0.3)
    found = divergence_table(table, of="frame")
    sides = pd.crosstab(table["outlet"], table["frame"]).to_numpy()

    assert found.loc[0, "divergence"] == pytest.approx(jensenshannon(*sides, base=2) ** 2)
    assert found.loc[0, ["count_first", "count_second"]].tolist() == sides.sum(axis=1).tolist()


def test_what_chance_gives_stands_beside_and_a_difference_goes_beyond_it() -> None:
    alike, other = (divergence_table(coverage(80, apart=apart), of="frame").loc[0] for apart in (0.0, 0.5))

    assert alike["expected"] > 0
    assert alike["divergence"] < alike["expected_high"]
    assert alike["p"] > 0.05
    assert other["divergence"] > other["expected_high"] > other["expected"]
    assert other["p"] == pytest.approx(0.001)
    assert other["excess"] == pytest.approx(other["divergence"] - other["expected"])
    assert other["more_in_first"] == ["economic"]


def test_random_halves_are_seldom_told_apart() -> None:
    p = [divergence_table(coverage(40, seed=seed), of="frame").loc[0, "p"] for seed in range(40)]

    assert np.mean(np.array(p) < 0.05) <= 0.15  # 6 of 40; 2 are expected
    assert 0.3 < np.mean(p) < 0.7


def test_short_articles_of_one_outlet_are_no_difference() -> None:
    found = []
    for seed in range(10):
        table = coverage(80, seed=seed)
        short = (
            (table["outlet"] == "الفجر") & (table.groupby("article_id").cumcount() > 0) & (table["article_id"] > "007")
        )
        found.append(divergence_table(table[~short], of="frame").loc[0])

    assert sum(row["p"] < 0.05 for row in found) <= 2
    assert found[0]["shuffled"] < 80
    assert found[0]["note"].startswith("fewer than half can change sides")


def test_rows_columns_and_a_matrix_of_terms_give_the_same() -> None:
    table = coverage(40, apart=0.4)
    wide = pd.crosstab([table["article_id"], table["outlet"]], table["frame"]).reset_index()
    texts = table.groupby(["article_id", "outlet"])["frame"].agg(" ".join).rename("text").reset_index()
    matrix = term_matrix(texts, unit="surface", stop=None, only=sorted(FRAMES))
    long, columns, terms = (
        divergence_table(own, of=of) for own, of in ((table, "frame"), (wide, sorted(FRAMES)), (texts, matrix))
    )

    pd.testing.assert_frame_equal(long, columns)
    same = [name for name in long if name not in {"more_in_first", "more_in_second"}]
    pd.testing.assert_frame_equal(long[same], terms[same])


def test_a_column_may_say_how_much_a_row_counts_or_whether() -> None:
    table = coverage(20, apart=0.4)
    twice = pd.concat([table.assign(n=2, there=True), table.assign(n=0, there=False, frame="morality")])
    plain = divergence_table(table, of="frame").loc[0]

    assert divergence_table(twice, of="frame", count="n").loc[0, "divergence"] == pytest.approx(plain["divergence"])
    pd.testing.assert_series_equal(divergence_table(twice, of="frame", count="there").loc[0], plain)


def test_neither_the_order_of_rows_nor_a_third_outlet_changes_a_pair() -> None:
    table = coverage(60, apart=0.3, outlets=("أ", "ب", "ج"))
    found = divergence_table(table, of="frame")
    mixed = divergence_table(table.sample(frac=1, random_state=1), of="frame")
    pair = divergence_table(table[table["outlet"] != "ج"], of="frame")

    pd.testing.assert_frame_equal(found, mixed)
    assert list(zip(found["first"], found["second"], strict=True)) == [("أ", "ب"), ("أ", "ج"), ("ب", "ج")]
    columns = ["divergence", "expected", "p", "count_first", "count_second"]
    pd.testing.assert_series_equal(found.loc[0, columns], pair.loc[0, columns])


def test_p_is_adjusted_over_the_pairs() -> None:
    found = divergence_table(coverage(90, apart=0.5, outlets=("أ", "ب", "ج")), of="frame")

    assert (found["p_adjusted"] >= found["p"]).all()
    assert found.loc[found["first"] == "أ", "p_adjusted"].max() < 0.01
    assert found.loc[found["first"] == "ب", "p_adjusted"].item() > 0.05


def test_events_that_one_outlet_covers_more_are_no_difference_where_articles_are_shuffled_within_them() -> None:
    chance = np.random.default_rng(3)
    rows = []
    for place in range(120):
        # the economic event is mostly the first outlet's; both tell each event alike
        event = "budget" if chance.random() < (0.8 if place % 2 == 0 else 0.2) else "war"
        share = [0.7, 0.1, 0.1, 0.1] if event == "budget" else [0.1, 0.1, 0.1, 0.7]
        frames = chance.choice(FRAMES, size=4, p=share)
        rows += [(f"{place:03}", "أب"[place % 2], event, frame) for frame in frames]
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "event", "frame"])

    assert divergence_table(table, of="frame").loc[0, "p"] < 0.01
    assert divergence_table(table, of="frame", within="event").loc[0, "p"] > 0.05


def test_articles_of_one_story_are_one_unit() -> None:
    chance = np.random.default_rng(5)
    false = {None: 0, "story": 0}
    for _ in range(20):
        rows = []
        for story in range(16):
            frames = chance.choice(FRAMES, size=3, p=chance.dirichlet([0.4] * 4))
            rows += [(f"{story:02}{copy}", "أب"[story % 2], story, own) for copy in range(5) for own in frames]
        table = pd.DataFrame(rows, columns=["article_id", "outlet", "story", "frame"])
        for story in false:
            false[story] += divergence_table(table, of="frame", story=story).loc[0, "p"] < 0.05

    assert false["story"] <= 4
    assert false[None] >= 10


def test_copies_are_given_with_and_without() -> None:
    table = coverage(40).assign(copy=lambda own: own["article_id"] < "010")
    found = divergence_table(table, of="frame", copies="copy")

    assert found["copies"].tolist() == ["with", "without"]
    assert found.loc[0, "articles_first"] > found.loc[1, "articles_first"]


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([("1", "أ", "economic"), ("2", "ب", None)], "nothing was counted in ب"),
        ([("1", "أ", None), ("2", "ب", None)], "nothing was counted in أ and ب"),
    ],
)
def test_an_empty_side_has_a_note(rows: list[tuple[str, str, str | None]], note: str) -> None:
    found = divergence_table(pd.DataFrame(rows, columns=["article_id", "outlet", "frame"]), of="frame")

    assert found.loc[0, "note"] == note
    assert np.isnan(found.loc[0, "divergence"])
    assert np.isnan(found.loc[0, "p_adjusted"])


def test_where_no_shuffle_changes_anything_there_is_no_test() -> None:
    table = coverage(20).assign(event=lambda own: own["outlet"])
    found = divergence_table(table, of="frame", within="event").loc[0]

    assert found["note"] == "no shuffle can change anything: no test"
    assert np.isnan(found["p"])
    assert found["divergence"] > 0


def test_one_outlet_has_no_pair() -> None:
    found = divergence_table(coverage(10, outlets=("أ",)), of="frame")

    assert found.empty
    with pytest.raises(TableError, match="no pair"):
        plot_divergence(found)


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        ({}, {"of": "tone"}, "of='tone' is no column"),
        ({}, {"of": ["frame"]}, "columns of counts need one row per article"),
        ({"n": -1}, {"of": "frame", "count": "n"}, "'n' must hold counts"),
        ({}, {"of": "frame", "by": "frame"}, "has several values of 'frame'"),
        ({}, {"of": "frame", "within": "month"}, "within='month' is no column"),
    ],
)
def test_what_cannot_be_compared_is_refused(change: dict[str, Any], options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        divergence_table(coverage(10).assign(**change), **options)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_figure_has_a_cell_for_each_two_outlets_and_none_for_one_with_itself(lang: Any) -> None:
    found = divergence_table(coverage(90, apart=0.6, outlets=("أ", "ب", "ج")), of="frame")
    figure = plot_divergence(found, lang=lang)
    cells = figure.data[0]

    assert [cells.z[place][place] for place in range(3)] == [None] * 3
    assert cells.z[0][1] == cells.z[1][0] == pytest.approx(max(found.loc[0, "excess"], 0))
    assert cells.text[0][1].endswith("*")
    assert not cells.text[1][2].endswith("*")
    assert min(value for line in cells.z for value in line if value is not None) >= 0


def test_a_pair_without_a_test_has_no_colour() -> None:
    table = coverage(20).assign(event=lambda own: own["outlet"])
    figure = plot_divergence(divergence_table(table, of="frame", within="event"), title="")

    assert [list(line) for line in figure.data[0].text] == [["", ""], ["", ""]]
    assert figure.layout.title.text is None


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="allowed are 'en' and 'ar'"):
        plot_divergence(divergence_table(coverage(10), of="frame"), lang="fr")  # type: ignore[arg-type]
