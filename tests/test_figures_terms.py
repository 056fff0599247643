"""The figure of key terms before it is drawn."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from toolkit.errors import TableError
from toolkit.reports.display import show
from toolkit.reports.figures_terms import plot_keyness
from toolkit.reports.plain_figures import plain_spec


def keys(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "term": ["جسر", "نهر", "بيت", "CNN"],
            "more_in": ["target", "target", "reference", "reference"],
            "log_ratio": [1.0, 2.5, -1.0, -4.0],
            "log_ratio_low": [0.5, 1.0, -2.0, float("nan")],
            "log_ratio_high": [1.5, 9.0, -0.2, float("nan")],
            "p_adjusted": [0.01, 0.02, 0.2, 0.03],
            "articles_target": [5, 4, 2, 0],
            "articles_reference": [2, 1, 6, 3],
            "dispersion": [0.4, 0.5, 0.3, 0.9],
            **columns,
        }
    )


def test_the_strongest_terms_of_each_side_stand_at_the_ends() -> None:
    figure = plot_keyness(keys(), names=("السد", "النهضة"), lang="ar")

    assert [list(points.x) for points in figure.data] == [[2.5, 1.0], [-1.0, -4.0]]
    assert [list(points.y) for points in figure.data] == [[0, 1], [2, 3]]
    assert list(figure.layout.yaxis.ticktext) == ["\u2067نهر\u2069", "\u2067جسر\u2069", "\u2067بيت\u2069", "CNN"]


def test_ratios_grow_to_the_left_and_no_interval_stretches_the_axis_without_bound() -> None:
    high, low = plot_keyness(keys()).layout.xaxis.range

    assert (high, low) == (6.2, -4.2)


def test_what_chance_gives_too_is_pale_and_no_interval_is_no_bar() -> None:
    figure = plot_keyness(keys())

    assert [list(points.marker.opacity) for points in figure.data] == [[1.0, 1.0], [0.35, 1.0]]
    assert figure.data[1].error_x.array[1] == "none"


def test_the_surest_terms_are_drawn() -> None:
    assert [list(points.x) for points in plot_keyness(keys(), top=1).data] == [[1.0], [-4.0]]


def test_no_term_of_a_side_and_no_term_at_all_are_drawn_as_nothing() -> None:
    assert [len(points.x) for points in plot_keyness(keys().head(2)).data] == [2, 0]
    assert [len(points.x) for points in plot_keyness(keys().head(0)).data] == [0, 0]


def test_it_can_be_shown() -> None:
    figure = plot_keyness(keys(), lang="ar")

    assert show(figure) is not None
    json.dumps(plain_spec(figure))


@pytest.mark.parametrize(
    ("change", "options", "error"),
    [
        ({}, {"top": 0}, ValueError),
        ({}, {"lang": "fr"}, ValueError),
        ({"copies": ["with", "with", "without", "without"]}, {}, TableError),
    ],
)
def test_a_wrong_call_is_refused(change: dict[str, Any], options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        plot_keyness(keys(**change), **options)


def test_another_table_is_refused() -> None:
    with pytest.raises(TableError, match="keyness"):
        plot_keyness(keys().drop(columns="log_ratio"))
