"""The vocabulary of frames: which terms are found, denied or weighed, and what an article's frames are."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.export import export_table
from toolkit.errors import ReadError, TableError
from toolkit.lexicons import load_lexicon
from toolkit.measures.frame_terms import frame_terms
from toolkit.measures.frames import VOCABULARY, frame_evidence, frame_table
from toolkit.reports.display import show
from toolkit.text.segment import tokenize
from toolkit.words.occurrences import Phrases

if TYPE_CHECKING:
    from pathlib import Path

LISTS = ("policy_frames", "generic_frames")
OWN = pd.DataFrame(
    {
        "frame": ["water", "water", "money", "money", "water"],
        "term": ["ماء", "شح المياه", "ثمن", "ماء", "ماء الوجه"],
        "weight": [1, 3, 2, 0.5, 0],
    }
)
WORDS = "لا ليس المحكمة بالسجن صاروخ وصواريخ غير عادل ، . \n الأمن القضاء على \x00 \u200f كوفيد-19 12".split(" ")


def articles(*texts: str | None, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [str(n) for n in range(len(texts))], "text": list(texts), **columns})


def found(text: str, lexicon: Any = "policy_frames") -> list[tuple[str, str]]:
    places = frame_terms(lexicon).found(tokenize(text))
    return [
        (term.frame, text[place.occurrence.start : place.occurrence.end]) for place in places for term in place.terms
    ]


def frames_of(text: str, **options: Any) -> list[str]:
    table = frame_table(articles(text), **options)
    return table.loc[table["present"], "frame"].tolist()


@pytest.mark.parametrize("name", LISTS)
def test_every_example_has_its_term_for_its_frame(name: str) -> None:
    lexicon = load_lexicon(name)
    terms = frame_terms(lexicon)
    missed = []
    for row in lexicon.rows:
        places = [(term, place.negated) for place in terms.found(tokenize(row["example"])) for term in place.terms]
        alone = Phrases([row["term"]], match="word" if row["match"] == "word" else "lemma")
        own = any(term.frame == row["frame"] and not denied for term, denied in places)
        if not alone.found(row["example"]) or (float(row["weight"]) and not own):
            missed.append((row["frame"], row["term"]))
    assert missed == []


@pytest.mark.parametrize("name", LISTS)
def test_every_frame_has_sixty_terms_or_more_and_a_name_in_arabic(name: str) -> None:
    lexicon = load_lexicon(name)
    counts = pd.Series([row["frame"] for row in lexicon.rows]).value_counts()
    assert list(lexicon.card["frames"]) == list(lexicon.card["columns"]["frame"]["values"])
    assert set(counts.index) == set(lexicon.card["frames"])
    assert counts.min() >= 60
    assert all(about["label"] and about["definition"] for about in lexicon.card["frames"].values())


@pytest.mark.parametrize("name", LISTS)
def test_no_term_stands_twice_for_one_frame(name: str) -> None:
    rows = load_lexicon(name).rows
    keys = [(row["frame"], row["term"]) for row in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "frame", "words"),
    [
        ("وبالمحكمة والمحاكم ولمحكمتهم", "legality_jurisprudence", ["وبالمحكمة", "والمحاكم", "ولمحكمتهم"]),
        ("اعتقلت الشرطة وسيعتقلون", "crime_punishment", ["اعتقلت", "الشرطة", "وسيعتقلون"]),
        ("أطلقوا صاروخين وصواريخ، وللصواريخ", "security_defense", ["صاروخين", "وصواريخ", "وللصواريخ"]),
        ("الغاز المسيل للدموع", "public_opinion", ["الغاز المسيل للدموع"]),
        ("استثمارا", "economic", ["استثمارا"]),
    ],
)
def test_terms_are_found_in_any_form_with_what_is_written_together_with_them(
    text: str, frame: str, words: list[str]
) -> None:
    assert [word for own, word in found(text) if own == frame] == words


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("القضاء على الجراد", "legality_jurisprudence"),
        ("فضيلة الشيخ", "morality"),
        ("أهدر ضربة جزاء", "security_defense"),
        ("رفض الطلب بناء على الرأي", "capacity_resources"),
        ("دعا إلى ضبط النفس", "crime_punishment"),
        ("إليه وعمله", "policy_prescription"),
        ("ذهب إلى عمله", "economic"),
    ],
)
def test_false_friends_are_no_evidence(text: str, frame: str) -> None:
    assert frame not in {own for own, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("لا ماء في القرية", True),
        ("ليس هناك أي ماء", True),
        ("ولا ماء", True),
        ("بلا ماء", True),
        ("من دون ماء", True),
        ("عدم وجود ماء", True),
        ("لم يجدوا ماء", True),
        ("لم يجدوا في القرية ماء", False),
        ("لا يزال ماء النهر نظيفا", False),
        ("لا سيما ماء النهر", False),
        ("غير أن ماء النهر نظيف", False),
        ("لم يقل إن ماء النهر نظيف", False),
        ("لا، ماء النهر نظيف", False),
        ("لا\nماء النهر نظيف", False),
        ("ماء لا ينضب", False),
    ],
)
def test_what_is_denied_is_said_to_be(text: str, *, negated: bool) -> None:
    [place] = frame_terms(OWN[:1]).found(tokenize(text))
    assert place.negated is negated


def test_denied_terms_are_shown_and_not_counted_unless_asked_for() -> None:
    row = frame_table(articles("لا ماء"), lexicon=OWN[:1]).iloc[0]
    assert (row["count"], row["negated"], row["score"]) == (0, 1, 0.0)
    assert [place["negated"] for place in row["evidence"]] == [True]
    assert frame_table(articles("لا ماء"), lexicon=OWN[:1], count_negated=True)["count"].tolist() == [1]


def test_the_score_is_that_of_the_formula() -> None:
    text = " ".join(["ماء"] * 3 + ["شح المياه"] + ["كلمة"] * 295)
    table = frame_table(articles(text), lexicon=OWN).set_index("frame")
    assert table["words"].tolist() == [300, 300]
    assert table.loc["water", "score"] == pytest.approx(1 * (1 + 1.0986123) + 3)
    assert table.loc["money", "score"] == pytest.approx(0.5 * (1 + 1.0986123))
    assert table.loc["water", ["terms", "count"]].tolist() == [2, 4]


def test_a_longer_article_needs_more_and_a_short_one_counts_as_a_hundred_words() -> None:
    short, long = ("شح المياه " + "كلمة " * n for n in (3, 1198))
    scores = frame_table(articles(short, long), lexicon=OWN[:2])["score"].tolist()
    assert scores == pytest.approx([3 * 3**0.5, 1.5])


def test_what_is_too_weak_beside_the_strongest_is_not_present() -> None:
    lexicon = pd.DataFrame({"frame": ["a", "b", "c"], "term": ["ماء", "نار", "ريح"], "weight": [10, 5, 4.9]})
    text = "ماء نار ريح " + "كلمة " * 297
    assert frames_of(text, lexicon=lexicon, least=1) == ["a", "b"]
    assert frames_of(text, lexicon=lexicon, least=6) == ["a"]
    assert frames_of(text, lexicon=lexicon, least=1, within=1, enough=4.9) == ["a", "b", "c"]
    assert frames_of(text, lexicon=lexicon, least=11) == []


def test_the_primary_frame_is_the_strongest_and_of_equal_ones_the_first() -> None:
    lexicon = pd.DataFrame({"frame": ["a", "b", "c"], "term": ["ماء", "نار", "ريح"], "weight": [5, 9, 9]})
    table = frame_table(articles("ماء نار ريح", "لا شيء"), lexicon=lexicon)
    assert table.loc[table["primary"], ["article_id", "frame"]].to_numpy().tolist() == [["0", "b"]]


def test_title_and_text_are_searched_and_offsets_are_those_of_the_field() -> None:
    table = frame_table(articles("\u200fشحّ الميـاه.", title=["ثمن الماء"]), lexicon=OWN)
    places = [place for row in table["evidence"] for place in row]
    own = {"title": "ثمن الماء", "text": "\u200fشحّ الميـاه."}
    assert {(place["field"], place["text"]) for place in places} == {
        ("title", "ثمن"),
        ("title", "الماء"),
        ("text", "شحّ الميـاه"),
    }
    assert all(own[place["field"]][place["start"] : place["end"]] == place["text"] for place in places)


def test_a_term_of_two_frames_speaks_for_both() -> None:
    table = frame_table(articles("ماء"), lexicon=OWN).set_index("frame")
    assert table["count"].to_dict() == {"water": 1, "money": 1}


def test_your_own_columns_come_through_and_texts_do_not() -> None:
    table = frame_table(articles("ماء", outlet=["س"], story=[4], url=["x"], title=["ب"]), lexicon=OWN)
    assert table.columns.tolist()[:4] == ["article_id", "outlet", "story", "frame"]
    assert not {"text", "title", "url"} & set(table)
    assert table["story"].tolist() == [4, 4]


def test_a_column_that_the_table_has_too_is_named() -> None:
    with pytest.raises(TableError, match=r"articles has a column 'score', .* rename it first"):
        frame_table(articles("ماء", score=[1]), lexicon=OWN)


def test_the_lexicon_may_be_a_file(tmp_path: Path) -> None:
    for path, sign in ((tmp_path / "own.csv", ";"), (tmp_path / "own.tsv", "\t")):
        OWN.to_csv(path, sep=sign, index=False)
        by_file = frame_table(articles("شح المياه وماء"), lexicon=path)
        pd.testing.assert_frame_equal(by_file, frame_table(articles("شح المياه وماء"), lexicon=OWN))


@pytest.mark.parametrize(
    ("lexicon", "message"),
    [
        (OWN.drop(columns="term"), "lacks the column 'term'"),
        (OWN[:0], "has no term to look for"),
        (OWN.assign(weight="much"), r"the weight 'much' of 'ماء' is no number from 0 on"),
        (OWN.assign(weight=-1), "is no number from 0 on"),
        (OWN.assign(weight=float("inf")), "is no number from 0 on"),
        (OWN.assign(match="stem"), "match='stem' of 'ماء' is unknown"),
        (OWN.assign(term=None), "must hold text"),
        (pd.concat([OWN, OWN[:1].assign(weight=7)]), "two weights, 1 and 7"),
        ("policy_frame", "is no file and no list of the toolkit's"),
        (7, "give a name, the path of a CSV, or a table"),
        ("stop_words", "lacks the column 'frame'"),
    ],
)
def test_a_lexicon_that_cannot_be_meant_is_answered(lexicon: Any, message: str) -> None:
    with pytest.raises(TableError, match=message):
        frame_table(articles("ماء"), lexicon=lexicon)


def test_a_spreadsheet_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    path.write_bytes(b"PK")
    with pytest.raises(ReadError, match="terms are read from CSV"):
        frame_table(articles("ماء"), lexicon=path)


@pytest.mark.parametrize(
    "options", [{"least": 0}, {"within": 1.5}, {"least": float("nan")}, {"within": -1}, {"enough": 0}]
)
def test_thresholds_out_of_range_are_answered(options: dict[str, float]) -> None:
    with pytest.raises(TableError, match="least and enough are above 0 and within 0 to 1"):
        frame_table(articles("ماء"), lexicon=OWN, **options)


def test_no_article_gives_no_row_and_one_without_text_no_score() -> None:
    empty = frame_table(articles())
    assert len(empty) == 0
    assert {"frame", "score", "present", "evidence", "note"} <= set(empty)
    table = frame_table(articles(None, " . "), lexicon=OWN)
    assert table["score"].isna().all()
    assert not table["present"].any()
    assert set(table["note"]) == {"the article has no word: no score"}


def test_the_table_says_that_it_found_words_and_no_frames() -> None:
    assert set(frame_table(articles("ماء"), lexicon=OWN)["note"]) == {VOCABULARY}


def test_an_article_more_changes_no_other_and_their_order_only_the_order() -> None:
    texts = ["قضت المحكمة بالسجن.", "سقط صاروخ قرب المدرسة.", "لا شيء."]
    whole = frame_table(articles(*texts))
    alone = pd.concat([frame_table(articles(*texts)[n : n + 1]) for n in range(3)], ignore_index=True)
    pd.testing.assert_frame_equal(whole, alone)
    turned = frame_table(articles(*texts)[::-1]).sort_values(["article_id"], kind="stable", ignore_index=True)
    pd.testing.assert_frame_equal(whole, turned)


def test_evidence_is_a_concordance() -> None:
    table = frame_evidence(articles("لا شح للمياه هنا، وماء البئر عذب"), lexicon=OWN, width=2)
    assert table[["frame", "term", "keyword", "left_context", "negated"]].to_numpy().tolist() == [
        ["water", "ماء", "للمياه", "هنا، وماء", True],
        ["money", "ماء", "للمياه", "هنا، وماء", True],
        ["water", "ماء", "وماء", "البئر عذب", False],
        ["money", "ماء", "وماء", "البئر عذب", False],
    ]
    assert "وماء" in show(table)._repr_mimebundle_()["text/html"]
    assert len(frame_evidence(articles("لا شيء"), lexicon=OWN)) == 0


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "xlsx"])
def test_the_table_can_be_written(tmp_path: Path, ending: str) -> None:
    export_table(frame_table(articles("ماء", "لا شيء"), lexicon=OWN), tmp_path / f"frames.{ending}")
    if ending == "parquet":
        back = pd.read_parquet(tmp_path / "frames.parquet")
        assert back.loc[0, "evidence"][0]["text"] == "ماء"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_every_place_is_a_slice_and_none_overlap(text: str) -> None:
    places = list(frame_terms("policy_frames").found(tokenize(text)))
    ends = 0
    for place in places:
        assert place.occurrence.start >= ends
        ends = place.occurrence.end
        assert text[place.occurrence.start : ends].strip()
    table = frame_table(articles(text))
    assert ((table["score"] >= 0) | table["score"].isna()).all()
    assert int(table["primary"].sum()) == int(table["present"].any())


def test_the_time_grows_with_the_text() -> None:
    terms = frame_terms("policy_frames")

    def seconds(size: int) -> float:
        tokens = tokenize("لا أي وجود هناك محكمة القضاء على مجلس الأمن " * size)
        start = time.perf_counter()
        assert list(terms.found(tokens))
        return time.perf_counter() - start

    seconds(100)
    assert min(seconds(8000) for _ in range(3)) < 40 * min(seconds(800) for _ in range(3))
