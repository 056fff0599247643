"""Shares of frames by outlet, and lexicons against codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from toolkit.articles.standoff import frame_standoff
from toolkit.errors import ReadError, TableError
from toolkit.measures.frame_codes import coded_frames
from toolkit.measures.frame_shares import frame_shares
from toolkit.measures.frame_validation import validate_frames
from toolkit.measures.frames import VOCABULARY, frame_table
from toolkit.measures.intervals import wilson
from toolkit.reports.figures_frames import plot_frame_map, plot_frames

if TYPE_CHECKING:
    from pathlib import Path

LEXICON = pd.DataFrame({"frame": ["a", "b", "c"], "term": ["ماء", "نار", "ريح"], "weight": [9, 9, 9]})
TEXT = {"a": "ماء", "b": "نار", "ab": "ماء نار", "": "شيء"}


def articles(*kinds: str, **columns: Any) -> pd.DataFrame:
    ids = [f"{n:03}" for n in range(len(kinds))]
    return pd.DataFrame({"article_id": ids, "text": [TEXT[kind] for kind in kinds], **columns})


def frames(*kinds: str, **columns: Any) -> pd.DataFrame:
    return frame_table(articles(*kinds, **columns), lexicon=LEXICON)


def codes(*kinds: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"article_id": [f"{n:03}" for n in range(len(kinds))], "frames": [list(kind) for kind in kinds]}
    )


def test_a_share_is_of_articles_and_its_interval_that_of_articles() -> None:
    table = frame_shares(frames(*(["a"] * 6 + ["ab"] * 2 + [""] * 12), outlet=["س"] * 20)).set_index("frame")
    assert table.loc[["a", "b", "c"], "count"].tolist() == [8, 2, 0]
    assert set(table["total"]) == {20}
    assert table["share"].tolist() == pytest.approx([0.4, 0.1, 0.0])
    assert table.loc["a", "share_high"] == pytest.approx(float(wilson(8, 20)[1]))
    assert table.loc["a", "share_low"] < 0.4


def test_of_stories_the_interval_is_wider() -> None:
    kinds = ["a"] * 40 + ["b"] * 40
    table = frames(*kinds, outlet=["س"] * 80, story=[n // 5 for n in range(80)])
    alone, together = (frame_shares(table, story=story).iloc[0] for story in (None, "story"))
    assert alone["share"] == together["share"] == 0.5
    assert together["share_high"] - together["share_low"] > 1.5 * (alone["share_high"] - alone["share_low"])
    assert together["design_effect"] > 4


def test_the_primary_frame_alone_may_be_counted() -> None:
    table = frame_shares(frames("ab", "b", outlet=["س", "س"]), of="primary").set_index("frame")
    assert table["count"].to_dict() == {"a": 1, "b": 1, "c": 0}


def test_every_group_has_every_frame_and_a_missing_outlet_is_a_group() -> None:
    table = frame_shares(frames("a", "b", "b", outlet=["س", "ص", None]))
    assert table["frame"].tolist() == ["a", "b", "c"] * 3
    assert table["count"].tolist() == [1, 0, 0, 0, 1, 0, 0, 1, 0]
    assert len(frame_shares(frames("a", "b"), by=None)) == 3


def test_articles_without_a_word_are_left_out_and_counted_as_such() -> None:
    table = articles("a", "", outlet=["س", "س"]).assign(text=["ماء", None])
    shares = frame_shares(frame_table(table, lexicon=LEXICON))
    assert set(shares["total"]) == {1}
    assert set(shares["left_out"]) == {1}


def test_copies_give_the_table_twice() -> None:
    table = frame_shares(frames("a", "a", "b", outlet=["س"] * 3, is_copy=[True, False, None]), copies="is_copy")
    assert table["copies"].tolist() == ["with"] * 3 + ["without"] * 3
    assert table["total"].tolist() == [3] * 3 + [2] * 3


@pytest.mark.parametrize(
    ("kinds", "note"),
    [
        (("a",), "one article or story: no interval"),
        (("a", "a", "a"), "no variation"),
        (("a", "b", ""), "fewer than 5"),
    ],
)
def test_what_cannot_be_is_missing_with_a_note(kinds: tuple[str, ...], note: str) -> None:
    row = frame_shares(frames(*kinds), by=None).iloc[0]
    assert np.isnan(row["share_low"])
    assert note in row["note"]
    assert VOCABULARY in row["note"]


def test_nothing_gives_an_empty_table() -> None:
    empty = frame_shares(frames(), by=None)
    assert len(empty) == 0
    assert {"frame", "share", "reliability", "note"} <= set(empty)


def test_where_codes_are_given_the_share_says_how_far_it_holds() -> None:
    alphas = pd.DataFrame({"frame": ["a", "b", "c"], "alpha": [0.9, 0.7, 0.2]})
    table = frame_shares(frames("a", "b"), by=None, agreements=alphas)
    assert table["reliability"].tolist() == ["reliable", "tentative", "unreliable"]
    assert not table["note"].fillna("").str.contains(VOCABULARY).any()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"of": "strong"}, "allowed are 'present' and 'primary'"),
        ({"by": "paper"}, "by='paper' is no column"),
        ({"by": "frame"}, "would compare frames with themselves"),
        ({"story": "event"}, "story='event' is no column"),
    ],
)
def test_what_cannot_be_asked_is_answered(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        frame_shares(frames("a", outlet=["س"]), **options)


def test_a_table_that_is_none_of_frames_is_answered() -> None:
    with pytest.raises(
        TableError, match=r"frames lacks the column 'frame'; frame_table\(articles\) makes such a table"
    ):
        frame_shares(articles("a"))
    twice = pd.concat([frames("a")] * 2)
    with pytest.raises(TableError, match="frames has 'a' of article '000' twice"):
        frame_shares(twice, by=None)


def test_precision_and_recall_are_those_of_the_codes() -> None:
    table = validate_frames(frames("a", "ab", "b", "", "a"), codes("a", "a", "b", "c", "b")).set_index("frame")
    assert table.loc["a", ["right", "found", "coded_with"]].tolist() == [2, 3, 2]
    assert table.loc["a", ["precision", "recall", "f1"]].tolist() == pytest.approx([2 / 3, 1, 0.8])
    assert table.loc["b", ["precision", "recall"]].tolist() == pytest.approx([1 / 2, 1 / 2])
    assert table.loc["c", ["precision", "recall", "f1"]].isna().tolist() == [True, False, False]
    assert table.loc["micro", ["right", "found", "coded_with"]].tolist() == [3, 5, 5]
    assert table.loc["macro", "f1"] == pytest.approx((0.8 + 0.5 + 0) / 3)
    assert table.loc["macro", "recall"] == pytest.approx((1 + 0.5 + 0) / 3)


def test_alpha_is_that_of_two_coders_and_says_whether_to_trust() -> None:
    found, coded = ["a"] * 10 + [""] * 10, ["a"] * 9 + [""] * 11
    table = validate_frames(frames(*found), codes(*coded)).set_index("frame")
    # binary alpha: 1 - (n - 1) o01 / (n0 n1), over 40 values of which 19 are 1 and two differ
    assert table.loc["a", "alpha"] == pytest.approx(1 - 39 * 1 / (19 * 21))
    assert table.loc["a", "reliability"] == "reliable"
    assert table.loc["a", "alpha_low"] <= table.loc["a", "alpha"] <= table.loc["a", "alpha_high"]
    assert pd.isna(table.loc["b", "alpha"])


def test_a_perfect_lexicon_is_perfect() -> None:
    table = validate_frames(frames("a", "b", "ab", ""), codes("a", "b", "ab", "")).set_index("frame")
    assert table.loc[["a", "b", "micro"], ["precision", "recall", "f1", "alpha"]].to_numpy().tolist() == [[1.0] * 4] * 3


def test_frames_that_only_one_side_has_are_named() -> None:
    table = validate_frames(frames("a", "a"), codes("ax", "a")).set_index("frame")
    assert table.loc["x", "note"] == "the lexicon has no such frame: it is never found"
    assert table.loc["x", "recall"] == 0
    assert table.loc["c", "note"] == "no article was coded with it: recall is undefined"
    assert pd.isna(table.loc["c", "recall"])


def test_only_articles_that_both_have_are_compared() -> None:
    table = validate_frames(frames("a", "b", "b"), codes("a", "b")).set_index("frame")
    assert set(table.loc[["a", "b", "micro"], "articles"]) == {2}
    with pytest.raises(TableError, match="none of these articles was coded"):
        validate_frames(frames("a"), codes("a").assign(article_id=["other"]))


def test_one_article_has_no_interval() -> None:
    table = validate_frames(frames("a"), codes("a")).set_index("frame")
    assert pd.isna(table.loc["a", "f1_low"])
    assert table.loc["a", "note"] == "no interval: one article"


def test_the_primary_frame_is_compared_where_codes_have_it() -> None:
    own = codes("a", "ab", "b").assign(primary_frame=["a", "b", None])
    table = validate_frames(frames("a", "ab", "b"), own).set_index("frame")
    assert table.loc["primary", ["right", "articles"]].tolist() == [1, 2]
    assert table.loc["primary", "accuracy"] == 0.5
    assert "primary" not in set(validate_frames(frames("a"), codes("a"))["frame"])


def test_codes_may_be_columns_of_one_and_zero() -> None:
    own = pd.DataFrame({"article_id": ["000", "001"], "a": [1, 0], "b": [0, 1]})
    table = validate_frames(frames("a", "b"), own, of=["a", "b"]).set_index("frame")
    assert table.loc["micro", "f1"] == 1


def test_what_standoff_writes_can_be_compared_again(tmp_path: Path) -> None:
    found = frames("ab", "b", "")
    records = frame_standoff(articles("ab", "b", ""), found)
    assert records == [
        {"id": "000", "frames": ["a", "b"], "primary_frame": "a"},
        {"id": "001", "frames": ["b"], "primary_frame": "b"},
        {"id": "002", "frames": [], "primary_frame": None},
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join([*map(json.dumps, records), "no json", "[]", ""]), "utf-8")
    for own in (path, records):
        table = validate_frames(found, own).set_index("frame")
        assert (table.loc["micro", "f1"], table.loc["primary", "accuracy"]) == (1.0, 1.0)
    path.write_text('{"id": "1", "ars": []}\n', "utf-8")
    with pytest.raises(ReadError, match="no line has the frames of an article"):
        coded_frames(path)


def shares() -> pd.DataFrame:
    table = frames(*(["a"] * 12 + ["ab"] * 8 + [""] * 20), outlet=["س"] * 20 + ["ص"] * 20)
    return frame_shares(table, agreements=pd.DataFrame({"frame": ["a", "b"], "alpha": [0.9, 0.5]}))


def test_a_figure_has_a_bar_for_each_outlet_and_marks_what_is_unreliable() -> None:
    figure = plot_frames(shares())
    assert [bars.x for bars in figure.data] == [(1.0, 0.4, 0.0), (0.0, 0.0, 0.0)]
    names = figure.layout.yaxis.ticktext
    assert "(unreliable)" in names[1]
    assert "reliable" not in names[0]
    assert "غير موثوق" in plot_frames(shares(), lang="ar").layout.yaxis.ticktext[1]


def test_a_map_has_a_cell_for_each_frame_and_outlet() -> None:
    [cells] = plot_frame_map(shares(), lang="ar").data
    assert [list(line) for line in cells.text] == [["100%", "0%"], ["40%", "0%"], ["0%", "0%"]]


def test_titles_say_vocabulary_until_codes_have_validated_it() -> None:
    bare = shares().drop(columns="reliability")
    for plot in (plot_frames, plot_frame_map):
        assert "vocabulary" in plot(bare).layout.title.text
        assert "vocabulary" not in plot(shares()).layout.title.text
        assert "مفردات" in plot(bare, lang="ar").layout.title.text
        assert plot(bare, title="").layout.title.text is None


def test_figures_of_policy_frames_speak_arabic() -> None:
    table = frame_shares(frame_table(articles("a")), by=None)
    names = plot_frames(table, lang="ar").layout.yaxis.ticktext
    assert any("الاقتصاد" in name for name in names)
    assert not any(letter.isascii() and letter.isalpha() for name in names for letter in name.replace("<br>", ""))


@pytest.mark.parametrize("plot", [plot_frames, plot_frame_map])
def test_a_figure_of_something_else_is_answered(plot: Any) -> None:
    with pytest.raises(TableError, match=r"frame_shares\(frames\) makes such a table"):
        plot(articles("a"))
    with pytest.raises(TableError, match="besides 'outlet' the rows are divided by 'desk'"):
        plot(frame_shares(frames("a", desk=["x"]), by="desk"))
    with pytest.raises(ValueError, match="unknown language"):
        plot(shares(), lang="fr")
    assert len(plot(shares()[:0]).data) <= 1
