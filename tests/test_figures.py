"""Figures, before they are drawn."""

from __future__ import annotations

import pandas as pd
import pytest

from toolkit.errors import TableError
from toolkit.reports.display import show
from toolkit.reports.figures import plot_kinds, plot_sources

KINDS = ["direct", "mixed", "indirect", "declined"]


def frequency(count: int = 20) -> pd.DataFrame:
    numbers = list(range(count, 0, -1))
    return pd.DataFrame(
        {
            "speaker": [f"متحدث {number}" for number in numbers],
            "articles": numbers,
            "share": [number / 40 for number in numbers],
            "share_low": [number / 80 for number in numbers],
            "share_high": [number / 30 for number in numbers],
        }
    )


def counts() -> pd.DataFrame:
    return pd.DataFrame(
        {"outlet": ["رويترز", "CNN"], "direct": [3, 0], "mixed": [1, 0], "indirect": [6, 4], "declined": [0, 1]}
    )


def test_bars_grow_to_the_left_from_names_at_the_right() -> None:
    figure = plot_sources(frequency())
    assert figure.layout.template.layout.yaxis.side == "right"
    low, high = figure.layout.xaxis.range
    assert low > high == 0
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1], "the most frequent source stands on top"


def test_a_share_without_an_interval_has_a_bar_and_no_line() -> None:
    table = frequency(2).assign(share_low=[0.1, None], share_high=[0.9, None], share=[0.5, 0.25])
    text = str(show(plot_sources(table)))
    assert "= 0.500 (0.100–0.900)" in text
    assert text.rstrip().endswith("= 0.250")


def test_only_the_first_are_drawn_and_each_with_its_interval() -> None:
    figure = plot_sources(frequency(), top=3)
    bars = figure.data[0]
    assert list(bars.x) == [20 / 40, 19 / 40, 18 / 40]
    assert [at + more for at, more in zip(bars.x, bars.error_x.array, strict=True)] == pytest.approx(
        [20 / 30, 19 / 30, 18 / 30]
    )
    assert [at - less for at, less in zip(bars.x, bars.error_x.arrayminus, strict=True)] == pytest.approx(
        [0.25, 19 / 80, 18 / 80]
    )
    assert figure.layout.xaxis.range[0] >= 20 / 30, "no interval is cut off"


def test_labels_are_isolated_and_hold_no_markup() -> None:
    table = frequency(2).assign(speaker=["<b>بيسكوف</b> (CNN)", "A&B <script>"])
    assert list(plot_sources(table).layout.yaxis.ticktext) == [
        "\u2067&lt;b>بيسكوف&lt;/b> (CNN)\u2069",
        "A&amp;B &lt;script>",
    ]


def test_a_long_name_is_set_in_two_lines_each_isolated() -> None:
    name = "المتحدث باسم وزارة الخارجية الأمريكية ماثيو ميلر في واشنطن مساء الثلاثاء"
    text = plot_sources(frequency(1).assign(speaker=[name])).layout.yaxis.ticktext[0]
    lines = text.split("<br>")
    assert len(lines) == 2
    assert all(line[0] == "\u2067" and line[-1] == "\u2069" and len(line) <= 28 for line in lines)
    assert lines[1].endswith("…\u2069")


def test_two_sources_of_one_label_keep_a_bar_each() -> None:
    figure = plot_sources(frequency(2).assign(speaker=["الوزير", "الوزير"]))
    assert list(figure.data[0].y) == [0, 1]


@pytest.mark.parametrize(("lang", "word"), [("en", "share of articles"), ("ar", "نسبة المقالات")])
def test_the_axis_speaks_the_language_asked_for(lang: str, word: str) -> None:
    assert word in plot_sources(frequency(), lang=lang).layout.xaxis.title.text  # type: ignore[arg-type]


def test_kinds_are_stacked_in_one_order_with_a_pattern_each() -> None:
    figure = plot_kinds(counts())
    assert figure.layout.barmode == "stack"
    assert [trace.name for trace in figure.data] == KINDS
    assert len({trace.marker.pattern.shape for trace in figure.data}) == 4
    assert [list(trace.x) for trace in figure.data] == [[3, 0], [1, 0], [6, 4], [0, 1]]


def test_kinds_as_shares_fill_the_bar() -> None:
    figure = plot_kinds(counts(), unit="share")
    assert [sum(trace.x[place] for trace in figure.data) for place in (0, 1)] == pytest.approx([1, 1])


def test_counts_without_outlets_are_one_bar() -> None:
    assert list(plot_kinds(counts()[KINDS].head(1)).layout.yaxis.ticktext) == ["all articles"]


def test_a_figure_reads_as_text_with_its_intervals() -> None:
    text = str(show(plot_sources(frequency(), top=1)))
    assert text == "[Sources by share of articles, with 95 % interval]\nbar: متحدث 20 = 0.500 (0.250–0.667)"


def test_nothing_to_draw_is_an_empty_figure() -> None:
    assert list(plot_sources(frequency(0)).data[0].x) == []
    assert list(plot_kinds(counts().head(0)).data[0].x) == []


def test_what_cannot_be_drawn_is_explained() -> None:
    with pytest.raises(TableError, match=r"no column 'share_low'.*source_frequency"):
        plot_sources(frequency().drop(columns="share_low"))
    with pytest.raises(ValueError, match="top must be 1 or more, got 0"):
        plot_sources(frequency(), top=0)
    with pytest.raises(ValueError, match="'en' and 'ar'"):
        plot_sources(frequency(), lang="fr")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'count' and 'share'"):
        plot_kinds(counts(), unit="percent")  # type: ignore[arg-type]
    with pytest.raises(TableError, match="2 rows and no column 'paper'"):
        plot_kinds(counts(), by="paper")
