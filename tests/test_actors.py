"""What an actor is called, by outlet: which names count, how they are counted, and whether outlets differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from toolkit.errors import ReadError, TableError
from toolkit.measures.actor_names import actor_names
from toolkit.measures.actors import naming_evidence, naming_table, naming_test
from toolkit.reports.display import show
from toolkit.reports.figures_words import plot_naming

if TYPE_CHECKING:
    from pathlib import Path

NAMES = pd.DataFrame(
    {
        "actor": ["الحرس"] * 3 + ["البلدية"] * 2,
        "variant": ["حرس الجسر", "الحرس", "ميليشيا الجسر", "البلدية", "مجلس المدينة"],
    }
)
TEXTS = [
    "أغلق حرس الجسر الطريق، وقال الحرس إن السبب أمني. وللحرس بيان.",
    "ردت البلدية على «ميليشيا» الجسر وبميليشيا الجسر نددت.",
    "وافق مجلس المدينة.",
    "لا شيء هنا عن أحد.",
]
ARTICLES = pd.DataFrame({"article_id": list("1234"), "outlet": list("سصصس"), "text": TEXTS})


def counts(table: pd.DataFrame) -> dict[tuple[str, str], int]:
    return {(row["outlet"], row["variant"]): row["count"] for row in table.to_dict("records") if row["count"]}


def test_names_are_counted_with_what_is_written_before_them_and_the_longest_wins() -> None:
    assert counts(naming_table(ARTICLES, NAMES)) == {
        ("س", "حرس الجسر"): 1,
        ("س", "الحرس"): 2,
        ("ص", "ميليشيا الجسر"): 2,
        ("ص", "البلدية"): 1,
        ("ص", "مجلس المدينة"): 1,
    }


def test_every_name_has_a_row_in_every_outlet() -> None:
    table = naming_table(ARTICLES, NAMES)
    assert len(table) == 2 * len(NAMES)
    silent = table[(table["actor"] == "البلدية") & (table["outlet"] == "س")]
    assert silent["count"].tolist() == [0, 0]
    assert silent["share"].isna().all()
    assert set(silent["note"]) == {"nothing was counted: no share"}


def test_variants_of_one_label_are_counted_as_one() -> None:
    labelled = NAMES.assign(label=["رسمي", "رسمي", "تجريح", None, " "])
    table = naming_table(ARTICLES, labelled, by=None)
    assert dict(zip(table["variant"], table["count"], strict=True)) == {
        "رسمي": 3,
        "تجريح": 2,
        "البلدية": 1,
        "مجلس المدينة": 1,
    }


def test_shares_have_intervals_over_articles_or_stories() -> None:
    many = pd.concat([ARTICLES] * 12, ignore_index=True)
    many = many.assign(article_id=[str(n) for n in range(len(many))], story=[n // 8 for n in range(len(many))])
    many.loc[0, "text"] = "الحرس"
    table = naming_table(many, NAMES).set_index(["outlet", "variant"])
    row = table.loc[("س", "الحرس")]
    assert row["share_low"] < row["share"] < row["share_high"]
    by_story = naming_table(many, NAMES, story="story").set_index(["outlet", "variant"])
    assert by_story.loc[("س", "الحرس"), "note"] == "fewer than 10 articles or stories: no interval holds"


def test_the_test_shuffles_articles() -> None:
    texts = ["الحرس حرس الجسر"] * 10 + ["ميليشيا الجسر"] * 10
    articles = pd.DataFrame(
        {"article_id": [str(n) for n in range(20)], "outlet": ["س"] * 10 + ["ص"] * 10, "text": texts}
    )
    test = naming_test(articles, NAMES).set_index("actor")
    assert test.loc["الحرس", "p_articles"] < 0.01
    assert np.isnan(test.loc["البلدية", "p_articles"])
    assert test.loc["البلدية", "note"].startswith("no test")
    mixed = naming_test(articles.assign(outlet=["س", "ص"] * 10), NAMES).set_index("actor")
    assert mixed.loc["الحرس", "p_articles"] > 0.5


def test_wire_copies_are_counted_with_and_without() -> None:
    table = naming_table(ARTICLES.assign(is_copy=[False, True, False, False]), NAMES, copies="is_copy")
    assert table.groupby("copies")["count"].sum().to_dict() == {"with": 7, "without": 4}
    with_them = table[table["copies"] == "with"].drop(columns="copies").reset_index(drop=True)
    pd.testing.assert_frame_equal(with_them, naming_table(ARTICLES, NAMES))


def test_every_counted_place_is_evidence_that_shows_as_a_concordance() -> None:
    evidence = naming_evidence(ARTICLES, NAMES)
    texts = ARTICLES.set_index("article_id")["text"]
    assert [texts[row["article_id"]][row["start"] : row["end"]] for row in evidence.to_dict("records")] == list(
        evidence["keyword"]
    )
    assert evidence["keyword"].tolist()[:5] == ["حرس الجسر", "الحرس", "وللحرس", "البلدية", "ميليشيا» الجسر"]
    assert len(evidence) == naming_table(ARTICLES, NAMES)["count"].sum()
    assert "text-align:left" in show(evidence)._repr_mimebundle_()["text/html"]


def test_an_article_more_changes_no_other_articles_evidence() -> None:
    first = naming_evidence(ARTICLES.head(2), NAMES)
    pd.testing.assert_frame_equal(naming_evidence(ARTICLES, NAMES).head(len(first)), first)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_names_are_read_from_a_file(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "names.csv"
    lines = [delimiter.join(row) for row in [("actor", "variant"), *NAMES.itertuples(index=False, name=None)]]
    path.write_text("\ufeff" + "\r\n".join(lines), "utf-8")
    pd.testing.assert_frame_equal(naming_table(ARTICLES, path), naming_table(ARTICLES, NAMES))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        actor_names("no-such-file.csv")
    with pytest.raises(ReadError, match="read_excel"):
        actor_names("names.xlsx")
    path = tmp_path / "names.csv"
    path.write_text('actor,variant\nأ,"ب\n', "utf-8")
    with pytest.raises(ReadError, match="line 2 is broken"):
        actor_names(path)


def test_spellings_of_one_name_are_one() -> None:
    names = pd.DataFrame({"actor": ["أ"] * 3, "variant": ["الإدارة", "الادارة", "الإدارة"]})
    assert actor_names(names).by_actor() == {"أ": {"الإدارة": [0]}}


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"actor": ["أ"], "name": ["ب"]}, "lacks the column 'variant'"),
        ({"actor": ["أ", "ب"], "variant": ["الإدارة", "الادارة"]}, "twice"),
        ({"actor": ["أ", "أ"], "variant": ["الإدارة", "الادارة"], "label": ["1", "2"]}, "twice"),
        ({"actor": ["أ"], "variant": [None]}, "must hold text"),
        ({"actor": ["أ"], "variant": ["؟"]}, "words to look for"),
    ],
)
def test_names_that_cannot_be_meant_are_told(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        actor_names(pd.DataFrame(columns))


def test_a_column_that_is_not_there_is_told() -> None:
    with pytest.raises(TableError, match="by='paper'"):
        naming_table(ARTICLES, NAMES, by="paper")


def test_no_names_at_all_is_told() -> None:
    with pytest.raises(TableError, match="no name"):
        naming_table(ARTICLES, NAMES.head(0))


def test_a_figure_draws_one_actor_by_outlet() -> None:
    table = naming_table(ARTICLES, NAMES)
    figure = plot_naming(table)
    assert [len(trace.x) for trace in figure.data] == [3, 3]
    assert "الحرس" in figure.layout.title.text
    assert "too few articles for intervals" in figure.layout.title.text
    assert len(plot_naming(table, "البلدية", lang="ar").data) == 1
    with pytest.raises(TableError, match="it has 'الحرس', 'البلدية'"):
        plot_naming(table, "الوزارة")
