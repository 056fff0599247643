"""Figures of tables by category, of stances, of speakers over time and beside each other, before they are drawn."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from toolkit.attribution.records import SECTORS
from toolkit.errors import TableError
from toolkit.lexicons import load_lexicon
from toolkit.reports.codes import arabic_name
from toolkit.reports.display import show
from toolkit.reports.figures_categories import plot_categories, plot_residuals, plot_stances
from toolkit.reports.figures_speakers import plot_co_quotation, plot_timeline
from toolkit.reports.plain_figures import plain_spec


def categories(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "outlet": ["جريدة", "جريدة", "CNN", "CNN"],
            "type": ["person", "unnamed"] * 2,
            "count": [3, 1, 2, 8],
            "total": [4, 4, 10, 10],
            "share": [0.75, 0.25, 0.2, 0.8],
            "share_low": [0.5, 0.1, 0.1, 0.6],
            "share_high": [0.9, 0.5, 0.4, 0.9],
            "residual": [2.5, -2.5, -2.5, 2.5],
            "p_articles_adjusted": [0.01, 0.01, 0.2, float("nan")],
            **columns,
        }
    )


def weeks() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source_id": ["a", "a", "a", "b", "b", "b"],
            "speaker": ["ليلى"] * 3 + ["سالم"] * 3,
            "period": pd.to_datetime(["2026-05-04", "2026-05-11", "2026-05-18"] * 2),
            "articles": pd.array([1, None, 2, 0, None, 1], dtype="Int64"),
            "share": [0.5, None, 1.0, 0.0, None, 0.5],
            "share_low": [0.1, None, 0.3, 0.0, None, 0.1],
            "share_high": [0.9, None, 1.0, 0.6, None, 0.9],
        }
    )


def pairs() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source_id": ["a", "a"],
            "speaker": ["ليلى", "ليلى"],
            "other_id": ["b", "c"],
            "other": ["سالم", "نادر"],
            "articles": [3, 1],
            "p_adjusted": [0.01, 0.4],
        }
    )


def test_outlets_stand_side_by_side_each_share_with_its_interval() -> None:
    figure = plot_categories(categories())

    assert figure.layout.barmode == "group"
    # the value with the most quotations first, the outlet with the most first
    assert list(figure.layout.yaxis.ticktext) == ["unnamed", "person"]
    assert [bars.name for bars in figure.data] == ["CNN", "\u2067جريدة\u2069"]
    assert [list(bars.x) for bars in figure.data] == [[0.8, 0.2], [0.25, 0.75]]
    assert list(figure.data[0].error_x.array) == pytest.approx([0.1, 0.2])
    low, high = figure.layout.xaxis.range
    assert low > high == 0


def test_each_outlet_has_a_pattern_of_its_own_for_print() -> None:
    assert len({bars.marker.pattern.shape for bars in plot_categories(categories()).data}) == 2


def test_where_there_is_no_interval_none_is_drawn_and_the_title_says_why() -> None:
    figure = plot_categories(categories(share_low=[float("nan")] * 4, share_high=[float("nan")] * 4))

    assert list(figure.data[0].error_x.array) == ["none", "none"]
    assert "too few articles" in figure.layout.title.text
    assert "CNN: unnamed = 0.800; person = 0.200" in str(show(figure))


def test_an_interval_that_is_there_is_drawn_beside_one_that_is_not() -> None:
    figure = plot_categories(categories(share_low=[0.5, float("nan"), 0.1, 0.6]))
    spec = plain_spec(figure)

    assert spec["data"][1]["error_x"]["arrayminus"] == ["none", 0.25]
    assert "unnamed = 0.250; person = 0.750 (0.500–0.900)" in str(show(figure))


def test_in_arabic_the_codes_are_arabic() -> None:
    figure = plot_categories(categories(), lang="ar")

    assert list(figure.layout.yaxis.ticktext) == ["\u2067غير مسمى\u2069", "\u2067شخص\u2069"]
    assert "نوع المصدر" in figure.layout.title.text


@pytest.mark.parametrize(
    "code",
    [
        *SECTORS,
        *load_lexicon("stances").card["stances"],
        "person",
        "unnamed",
        "organisation",
        "media",
        "document",
        "f",
        "m",
    ],
)
def test_every_code_has_an_arabic_name(code: str) -> None:
    assert arabic_name(code) != code


def test_a_table_without_outlets_is_one_row_of_bars() -> None:
    figure = plot_categories(categories().head(2).drop(columns="outlet"))

    assert len(figure.data) == 1
    assert not figure.layout.showlegend


def test_only_the_outlets_with_the_most_are_drawn() -> None:
    assert [bars.name for bars in plot_categories(categories(), top=1).data] == ["CNN"]


def test_residuals_are_coloured_around_nothing_and_starred_where_shuffled_articles_say_so() -> None:
    figure = plot_residuals(categories())
    cells = figure.data[0]

    assert [list(line) for line in cells.z] == [[2.5, -2.5], [-2.5, 2.5]]
    assert [list(line) for line in cells.text] == [["+2.5*", "-2.5*"], ["-2.5", "+2.5"]]
    assert cells.zmid == 0
    assert figure.layout.xaxis.autorange == "reversed"


def test_a_table_of_colours_reads_as_text() -> None:
    text = str(show(plot_residuals(categories())))

    assert text.splitlines()[1:] == ["جريدة: person = +2.5*; unnamed = -2.5*", "CNN: person = -2.5; unnamed = +2.5"]


def test_stances_are_drawn_for_one_kind_of_speaker() -> None:
    table = categories(stance=["neutral", "denying"] * 2, type=["person"] * 2 + ["unnamed"] * 2)
    table = table[["type", "outlet", "stance", "count", "total", "share", "share_low", "share_high"]]

    assert [bars.name for bars in plot_stances(table).data] == ["CNN"]
    assert list(plot_stances(table, "person").data[0].x) == [0.75, 0.25]
    with pytest.raises(TableError, match=r"type has no 'media' in the table; it has unnamed, person"):
        plot_stances(table, "media")


def test_time_runs_from_right_to_left_and_breaks_where_nothing_was_published() -> None:
    figure = plot_timeline(weeks())
    line = figure.data[0]

    assert figure.layout.xaxis.autorange == "reversed"
    assert list(line.x) == ["2026-05-04", "2026-05-11", "2026-05-18"]
    assert line.connectgaps is False
    assert plain_spec(figure)["data"][0]["y"] == [0.5, None, 1.0]
    assert list(line.error_y.array) == [pytest.approx(0.4), "none", 0.0]


def test_speakers_have_colours_and_marks_of_their_own() -> None:
    lines = plot_timeline(weeks()).data

    assert [line.name for line in lines] == ["\u2067ليلى\u2069", "\u2067سالم\u2069"]
    assert len({line.marker.symbol for line in lines}) == 2


def test_pairs_are_a_square_that_is_the_same_from_both_sides() -> None:
    figure = plot_co_quotation(pairs())
    cells = [list(line) for line in figure.data[0].text]

    assert list(figure.layout.yaxis.ticktext) == ["\u2067ليلى\u2069", "\u2067سالم\u2069", "\u2067نادر\u2069"]
    assert cells == [["", "3*", "1"], ["3*", "", ""], ["1", "", ""]]
    assert figure.data[0].z[0][0] is None


def test_no_line_runs_through_a_table_of_colours_and_its_scale_of_counts_has_no_halves() -> None:
    figure = plot_co_quotation(pairs())

    assert figure.layout.xaxis.zeroline is False
    assert figure.layout.yaxis.zeroline is False
    assert (figure.data[0].colorbar.tick0, figure.data[0].colorbar.dtick) == (0, 1)
    assert plot_residuals(categories()).data[0].colorbar.dtick is None


def test_nothing_to_draw_is_an_empty_figure() -> None:
    for figure in (
        plot_categories(categories().head(0)),
        plot_residuals(categories().head(0)),
        plot_timeline(weeks().head(0)),
        plot_co_quotation(pairs().head(0)),
    ):
        json.dumps(plain_spec(figure))


def test_what_cannot_be_drawn_is_explained() -> None:
    with pytest.raises(TableError, match=r"no column 'share_low'.*category_table"):
        plot_categories(categories().drop(columns="share_low"))
    with pytest.raises(TableError, match="draw one: table"):
        plot_categories(categories().assign(copies=["with", "without"] * 2))
    with pytest.raises(TableError, match=r"besides 'outlet' the rows are divided by 'sector', 'type'"):
        plot_categories(
            categories()[["outlet", "type"]]
            .assign(sector="media")[["outlet", "sector", "type"]]
            .join(categories().drop(columns=["outlet", "type"]))
        )
    with pytest.raises(TableError, match="several rows for a period"):
        plot_timeline(pd.concat([weeks(), weeks()]))
    with pytest.raises(TableError, match="a pair has several rows"):
        plot_co_quotation(pd.concat([pairs(), pairs()]))
    with pytest.raises(ValueError, match="top must be 1 to 6, got 7"):
        plot_categories(categories(), top=7)
    with pytest.raises(ValueError, match="unknown language 'fr'"):
        plot_residuals(categories(), lang="fr")  # type: ignore[arg-type]
