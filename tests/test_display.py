"""What a notebook shows and stores."""

from __future__ import annotations

import json
import re

import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest

from toolkit.reports.display import show
from toolkit.reports.highlight import highlighted
from toolkit.reports.plain_figures import PLOTLY_MIME


def html_of(table: pd.DataFrame, **options: object) -> str:
    return str(show(table, **options)._repr_mimebundle_()["text/html"])  # type: ignore[arg-type]


def test_a_table_is_right_to_left_and_says_so_without_a_style_sheet() -> None:
    html = html_of(pd.DataFrame({"speaker": ["بيسكوف"], "articles": [3]}))
    assert html.startswith('<table dir="rtl" style="')
    assert "<style" not in html
    assert "class=" not in html


def test_a_number_keeps_its_direction_and_a_text_finds_its_own() -> None:
    html = html_of(pd.DataFrame({"speaker": ["بيسكوف", "CNN"], "share": [0.25, -0.0]}))
    assert re.search(r'<td dir="rtl"[^>]*>بيسكوف</td>', html)
    assert re.search(r'<td dir="auto"[^>]*>CNN</td>', html)
    assert re.search(r'<td style="[^"]*direction:ltr[^"]*">0\.250</td>', html)
    assert ">0.000<" in html, "no negative zero"


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><b>', "&amp;", "a\x00b\u202ec"])
def test_nothing_in_a_table_is_markup(hostile: str) -> None:
    table = pd.DataFrame({hostile: [hostile, [hostile]]}, index=pd.Index([hostile, "b"], name=hostile))
    html = html_of(table, caption=hostile)
    assert "<script" not in html
    assert "<b>" not in html
    assert "&amp;amp;" in html or "&amp;" not in hostile
    assert "\x00" not in html
    assert "\u202e" not in html


def test_a_cell_is_readable_whatever_it_holds() -> None:
    values = [
        (None, "—"),
        (float("nan"), "—"),
        (pd.NaT, "—"),
        ([[3, 12], [20, 31]], "3–12, 20–31"),
        (["elided", "guess"], "elided, guess"),
        (np.array([1, 2, 3]), "1, 2, 3"),
        (pd.Timestamp("2023-09-05"), "2023-09-05"),
        (pd.Timestamp("2023-09-05 14:30"), "2023-09-05 14:30"),
        (float("inf"), "∞"),
        ({"a": 1}, "a: 1"),
        (True, "True"),
        ("كلمة\tو\nسطر", "كلمة و سطر"),
    ]
    table = pd.DataFrame({"value": pd.Series([value for value, _ in values], dtype="object")})
    assert str(show(table)).split("\n") == ["value", *(text for _, text in values)]


def test_long_text_is_cut_and_long_tables_say_what_is_left_out() -> None:
    table = pd.DataFrame({"content": ["قال المتحدث إن الأمر واضح"] * 30})
    lines = str(show(table, rows=2, width=12)).split("\n")
    assert lines == ["content", "قال المتحدث…", "قال المتحدث…", "… 28 of 30 rows are not shown"]
    assert "… 28 of 30 rows are not shown" in html_of(table, rows=2)
    assert len(str(show(table, rows=None)).split("\n")) == 31


def test_a_column_that_is_a_day_is_called_by_it() -> None:
    weeks = pd.DataFrame([[3]], columns=pd.DatetimeIndex(["2024-11-04"], name="period"))
    assert str(show(weeks)) == "2024-11-04\n3"


def test_an_index_that_says_something_is_shown() -> None:
    lines = pd.DataFrame({"line": [5, 6], "n": [1, 2]}).set_index("line")
    assert str(show(lines)) == "line\tn\n5\t1\n6\t2"
    counts = pd.Series([3, 1], index=pd.Index(["مباشر", "CNN"], name="kind_name"), name="total_count")
    assert str(show(counts)) == "kind name\ttotal count\nمباشر\t3\nCNN\t1"
    pairs = pd.DataFrame({"n": [1]}, index=pd.MultiIndex.from_tuples([("أ", "ب")], names=["outlet", "kind"]))
    assert str(show(pairs)) == "outlet\tkind\tn\nأ\tب\t1"


def test_an_empty_table_is_a_table() -> None:
    assert str(show(pd.DataFrame({"speaker": []}))) == "speaker"
    assert "<tbody>" in html_of(pd.DataFrame())


def test_a_figure_is_plain_json_without_opaque_arrays() -> None:
    figure = px.bar(pd.DataFrame({"n": [1, 2], "who": ["أ", "ب"]}), x="n", y="who", orientation="h", title="مصادر")
    bundle = show(figure)._repr_mimebundle_()
    spec = bundle[PLOTLY_MIME]
    assert "bdata" not in json.dumps(spec)
    assert spec["data"][0]["x"] == [1, 2]
    assert len(json.dumps(spec["layout"])) < 2000, "the template is slim"
    assert spec["config"]["displayModeBar"] is False
    assert bundle["text/plain"] == "[مصادر]\nbar: أ = 1; ب = 2"


def test_a_figure_of_ones_own_template_keeps_it_and_is_not_changed() -> None:
    figure = go.Figure(go.Bar(x=[0.123456789], y=["أ"]), layout={"template": {"layout": {"font": {"size": 31}}}})
    before = figure.to_json()
    spec = show(figure)._repr_mimebundle_()[PLOTLY_MIME]
    assert spec["layout"]["template"]["layout"]["font"]["size"] == 31
    assert spec["data"][0]["x"] == [0.123457]
    assert figure.to_json() == before


@pytest.mark.parametrize("make", [lambda: pd.DataFrame({"a": [1.5, None]}), lambda: go.Figure(go.Bar(x=[1], y=["أ"]))])
def test_what_is_stored_is_the_same_at_every_run(make: object) -> None:
    first, second = (show(make())._repr_mimebundle_() for _ in range(2))  # type: ignore[operator]
    assert first == second
    assert "0x" not in json.dumps(first)


def test_a_highlighted_article_shows_as_it_is() -> None:
    view = highlighted(("عنوان", "قال"), [])
    assert show(view) is view


def test_anything_else_is_answered_with_what_can_be_shown() -> None:
    with pytest.raises(TypeError, match="a DataFrame, a Series, a Plotly figure"):
        show([1, 2])  # type: ignore[arg-type]
