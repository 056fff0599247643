"""Figures of diversity, validation and agreement, before they are drawn."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from toolkit.articles.annotations import read_standoff
from toolkit.articles.datasets import dataset_path, load_dataset
from toolkit.errors import TableError
from toolkit.measures.agreement import agreement
from toolkit.measures.coders import coded_units
from toolkit.measures.diversity import diversity
from toolkit.measures.validation import validate_quotations
from toolkit.reports.display import show
from toolkit.reports.figures_measures import plot_agreement, plot_diversity, plot_validation
from toolkit.reports.plain_figures import plain_spec

NONE = float("nan")


def outlets(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "outlet": ["جريدة", "CNN", "أخرى"],
            "measure": ["hill_1"] * 3,
            "estimate": [4.0, 6.0, NONE],
            "low": [3.0, NONE, NONE],
            "high": [5.0, NONE, NONE],
            "at": ["coverage 0.714"] * 3,
            **columns,
        }
    )


def test_outlets_stand_in_order_and_the_title_says_what_they_are_compared_at() -> None:
    figure = plot_diversity(outlets())

    assert list(figure.layout.yaxis.ticktext) == ["CNN", "\u2067جريدة\u2069"]
    assert "at a coverage of 0.714" in figure.layout.title.text
    assert list(figure.data[0].error_x.array) == ["none", 1.0]
    low, high = figure.layout.xaxis.range
    assert low > high == 0


def test_all_together_are_one_bar() -> None:
    figure = plot_diversity(outlets().head(1).drop(columns="outlet").assign(at="whole"), lang="ar")

    assert list(figure.layout.yaxis.ticktext) == ["\u2067الكل\u2069"]
    assert "تقدير الكل" in figure.layout.title.text


def test_parts_that_have_the_figure_are_drawn_in_their_order() -> None:
    gold = read_standoff(dataset_path("sample") / "gold.jsonl")
    table = validate_quotations(load_dataset("sample"), gold, gold)
    assert list(plot_validation(table, "accuracy").layout.yaxis.ticktext)[:2] == ["cue", "content"]
    arabic = plot_validation(table, "recall", lang="ar")
    assert arabic.layout.yaxis.ticktext[0] == "\u2067الإسناد\u2069"
    assert all("\u2067" in name for name in arabic.layout.yaxis.ticktext)


def test_alpha_is_drawn_with_the_lines_that_krippendorff_advises() -> None:
    gold = read_standoff(dataset_path("sample") / "gold.jsonl")
    other = [{**record, "ars": record["ars"][1:]} for record in gold]
    table = agreement(coded_units(load_dataset("sample"), {"a": gold, "b": other}), by="variable", cluster="article_id")
    figure = plot_agreement(table)

    assert [shape.x0 for shape in figure.layout.shapes] == [0.667, 0.8]
    assert "content = 0." in str(show(figure))
    assert plot_agreement(table.assign(low=-0.5)).layout.xaxis.range[1] < -0.5


def test_what_cannot_be_drawn_is_explained() -> None:
    with pytest.raises(TableError, match="several measures or groupings; draw one"):
        plot_diversity(outlets(measure=["hill_0", "hill_1", "hill_2"]))
    with pytest.raises(TableError, match=r"no column 'f2'.*validate_quotations"):
        plot_validation(pd.DataFrame({"part": [], "f1": []}), "f2")
    with pytest.raises(TableError, match="variable 'kind' stands in several rows"):
        plot_agreement(pd.DataFrame({"variable": ["kind"] * 2, "alpha": 1.0, "low": 1.0, "high": 1.0}))
    with pytest.raises(ValueError, match="unknown language"):
        plot_diversity(outlets(), lang="fr")  # type: ignore[arg-type]


def test_nothing_to_draw_is_an_empty_figure() -> None:
    empty = pd.DataFrame({"variable": [], "alpha": [], "low": [], "high": []})
    parts = pd.DataFrame({"part": [], "f1": [], "f1_low": [], "f1_high": []})
    for figure in (plot_diversity(outlets().head(0)), plot_agreement(empty), plot_validation(parts)):
        json.dumps(plain_spec(figure))


def test_the_figure_of_a_table_that_was_measured_can_be_shown() -> None:
    from toolkit.articles.tables import quotation_table

    table = diversity(quotation_table(load_dataset("sample")), by="outlet")
    assert "hill_1" in json.dumps(plain_spec(plot_diversity(table)))
