"""Events: which articles tell one, what each outlet has of it, and that order decides nothing."""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.articles.datasets import load_dataset
from toolkit.errors import TableError
from toolkit.measures.chance import chance_limit
from toolkit.measures.event_coverage import event_table, event_timeline
from toolkit.measures.events import find_events
from toolkit.measures.keyness import keyness
from toolkit.measures.likeness import A_DAY, Alike, alike_pairs, term_vectors
from toolkit.measures.linkage import average_linkage
from toolkit.reports.figures_events import plot_events
from toolkit.reports.plain_figures import plain_spec

BRIDGE = "انهار جسر الوادي فجر الجمعة وسقطت في النهر شاحنتان، وقالت البلدية إن الجسر كان قيد الصيانة منذ الشتاء."
ALSO_BRIDGE = "شاحنتان في النهر بعد انهيار جسر الوادي. السكان: كان الجسر يهتز منذ الشتاء والبلدية تعرف ذلك."
MATCH = "فاز نادي الواحة بكأس المدينة بعد ركلات ترجيح طويلة أمام نادي الساحل، وحمل القائد الكأس وسط جمهوره."
ALSO_MATCH = "كأس المدينة للواحة بركلات الترجيح، والساحل يخسر نهائيا ثالثا أمام جمهور ملأ المدرجات."
PRICE = "ارتفع سعر الخبز في الأسواق مع نقص الطحين، وطالبت جمعية المستهلك بفتح المخازن قبل نهاية الأسبوع."


def coverage(*rows: tuple[str, str | None, str | None, str | None]) -> pd.DataFrame:
    """Articles by id, outlet, day and text."""
    return pd.DataFrame(list(rows), columns=["article_id", "outlet", "published", "text"])


SIX = coverage(
    ("a", "س", "2026-05-01", BRIDGE),
    ("b", "ص", "2026-05-02", ALSO_BRIDGE),
    ("c", "س", "2026-05-02", MATCH),
    ("d", "ع", "2026-05-03", ALSO_MATCH),
    ("e", "ص", "2026-05-03", PRICE),
    ("f", "ع", "2026-05-20", BRIDGE),
)


def events_of(table: pd.DataFrame, **options: Any) -> dict[str, str]:
    found = find_events(table, **options)
    return dict(zip(found["article_id"], found["event_id"], strict=True))


def test_articles_in_other_words_on_one_event_are_together_and_another_event_is_not() -> None:
    assert events_of(SIX) == {"a": "a", "b": "a", "c": "c", "d": "c", "e": "e", "f": "f"}


def test_the_row_of_an_article_says_how_large_its_event_is_and_what_it_is_about() -> None:
    rows = find_events(SIX).set_index("article_id")

    assert rows.loc["b", ["event_articles", "event_outlets"]].tolist() == [2, 2]
    assert "جسر" in rows.loc["a", "event_terms"].split(" · ")
    assert rows.loc["a", "similarity"] == rows.loc["b", "similarity"] > rows.loc["a", "similarity_limit"]
    assert pd.isna(rows.loc["e", "similarity"])


def test_the_same_words_weeks_later_are_another_event_unless_days_do_not_matter() -> None:
    assert events_of(SIX)["f"] == "f"
    assert events_of(SIX, days=None)["f"] == "a"


def test_an_article_without_a_day_must_be_more_alike() -> None:
    five = SIX.head(5)
    undated = five.assign(published=five["published"].where(five["article_id"] != "b"))
    near = find_events(five).set_index("article_id")["similarity"]
    far = find_events(undated, similarity=0.1).set_index("article_id")["similarity"]

    assert far["a"] == pytest.approx(near["a"] / A_DAY * A_DAY**3)


def test_titles_and_first_words_count_more() -> None:
    table = SIX.assign(title=[None, None, "كأس المدينة", "كأس المدينة", None, None])
    plain, titled = (find_events(own, similarity=0.1).set_index("article_id")["similarity"] for own in (SIX, table))

    assert titled["c"] > plain["c"]


def test_the_event_is_called_by_its_first_article() -> None:
    reordered = SIX.assign(published=["2026-05-03", "2026-05-01", *SIX["published"][2:]])
    same_day = SIX.assign(published=["2026-05-01"] * 6, text=[BRIDGE, BRIDGE + " " + ALSO_BRIDGE, *SIX["text"][2:]])

    assert events_of(reordered)["a"] == "b"
    assert events_of(same_day)["a"] == "b"  # of one day, the longest


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_the_rows_decides_nothing(seed: int) -> None:
    articles = load_dataset("sample")
    shuffled = articles.sample(frac=1, random_state=seed)

    found = find_events(articles).set_index("article_id")
    other = find_events(shuffled).set_index("article_id").loc[found.index]
    pd.testing.assert_frame_equal(found, other)


@pytest.mark.parametrize(
    "table",
    [
        SIX.head(0),
        SIX.head(1),
        SIX.drop(columns=["outlet", "published"]),
        SIX.assign(text=None),
        SIX.assign(text=["", "؟", "1 2 3", " ", "\x00", "abc"]),
        SIX.assign(published="أمس", outlet=None),
    ],
    ids=["none", "one", "text alone", "no text", "no words", "no day"],
)
def test_poor_tables_have_a_row_for_each_article(table: pd.DataFrame) -> None:
    found = find_events(table)

    assert found["article_id"].tolist() == table["article_id"].tolist()
    assert found["event_id"].notna().all()


def test_limits_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match=r"similarity is 0\.03 to 1, or None"):
        find_events(SIX, similarity=0.0)
    with pytest.raises(ValueError, match="days is a number of days from 0"):
        find_events(SIX, days=-1)
    with pytest.raises(TableError, match="lacks the column 'text'"):
        find_events(SIX.drop(columns="text"))


def test_an_event_is_a_story_for_the_measures() -> None:
    articles = load_dataset("sample")
    joined = articles.merge(find_events(articles), on="article_id")

    assert len(keyness(joined, by="outlet", target=joined["outlet"].iloc[0], story="event_id"))


def test_of_many_alike_articles_not_every_pair_is_compared() -> None:
    count = 700
    vectors = term_vectors(coverage(*((f"{own:04}", "س", "2026-05-01", BRIDGE) for own in range(count))))
    found = alike_pairs(vectors.weights, np.zeros(count), window=3, least=0.5)

    assert count < len(found.one) <= 128 * count


def test_pairs_beyond_the_window_are_left_out_and_days_take_a_tenth_each() -> None:
    vectors = term_vectors(coverage(*((own, "س", None, BRIDGE) for own in "abc")))
    found = alike_pairs(vectors.weights, np.array([0.0, 2.0, 9.0]), window=3, least=0.0)

    assert (found.one.tolist(), found.other.tolist()) == ([0], [1])
    assert found.similarity[0] == pytest.approx(A_DAY**2)


def slow_linkage(count: int, pairs: list[tuple[int, int, float]], least: float) -> list[int]:
    """The definition, word by word."""
    likeness = {frozenset(pair[:2]): pair[2] for pair in pairs}
    groups = [[own] for own in range(count)]
    while True:
        averages = [
            (-sum(likeness.get(frozenset((x, y)), 0.0) for x in one for y in other) / (len(one) * len(other)), i, j)
            for i, one in enumerate(groups)
            for j, other in enumerate(groups[:i])
        ]
        best = min(averages, default=(0.0, 0, 0))
        if -best[0] < least:
            return [min(next(group for group in groups if own in group)) for own in range(count)]
        groups[best[2]] += groups.pop(best[1])


@settings(max_examples=60, deadline=None)
@given(count=st.integers(1, 9), seed=st.integers(0, 10**6), least=st.sampled_from([0.2, 0.35, 0.6]))
def test_groups_are_those_of_average_linkage_by_its_definition(count: int, seed: int, least: float) -> None:
    chance = random.Random(seed)
    pairs = [(i, j, chance.random()) for j in range(count) for i in range(j) if chance.random() < 0.7]

    assert average_linkage(count, pairs, least=least) == slow_linkage(count, pairs, least)


def test_the_limit_rises_with_what_articles_of_far_off_days_have_in_common() -> None:
    def limit(formula: str) -> float | None:
        own = [f"كلمة{chr(1569 + place % 30)}{chr(1569 + place // 30)}" for place in range(80)]
        texts = [f"{formula} {own[place // 2]} {own[place // 2]}س {own[place // 2]}ص" for place in range(160)]
        vectors = term_vectors(coverage(*((f"{p:03}", "س", None, text) for p, text in enumerate(texts))))
        days, outlets = np.arange(160) // 8.0, np.arange(160) % 2
        pairs = alike_pairs(vectors.weights, days, window=3, least=0.03)
        return chance_limit(vectors.weights, days, outlets, pairs, window=3, decay=A_DAY)

    few, many = limit("استقبل"), limit(BRIDGE + " " + PRICE)
    assert few is not None
    assert many is not None
    assert few < many


def test_without_articles_of_far_off_days_there_is_no_limit() -> None:
    none = Alike(np.array([0]), np.array([1]), np.array([0.5]))
    vectors = term_vectors(SIX)

    assert chance_limit(vectors.weights, np.zeros(6), np.arange(6), none, window=3, decay=A_DAY) is None
    assert find_events(SIX)["similarity_limit"].unique().tolist() == [0.3]


STORIES = coverage(
    ("1", "س", "2026-05-01", "نص"),
    ("2", "ص", "2026-05-02", "نص"),
    ("3", "ص", "2026-05-04", "نص"),
    ("4", "ع", "2026-05-01", "نص"),
    ("5", "ع", "2026-05-09", "نص"),
    ("6", "ف", "2026-06-01", "نص"),
    ("7", None, "2026-05-01", "نص"),
).assign(event_id=["1", "1", "1", "4", "4", None, "1"], event_terms=["جسر", "x", "x", "سوق", "x", None, "x"])


def test_who_left_an_event_out_is_a_zero_and_who_was_not_there_is_missing() -> None:
    table = event_table(STORIES).set_index("outlet")

    assert table.index.tolist() == ["س", "ص", "ع", "ف"]
    assert table["articles"].tolist()[:3] == [1, 2, 0]
    assert pd.isna(table.loc["ف", "articles"])  # it began in June
    assert table["delay"].tolist()[:2] == [0, 1]
    assert table.loc["ص", ["event_articles", "event_outlets"]].tolist() == [3, 2]


def test_events_of_one_outlet_are_counted_on_request() -> None:
    assert event_table(STORIES, least=1)["event_id"].unique().tolist() == ["1", "4"]


def test_a_timeline_has_no_gaps_and_calls_an_event_by_its_first_article() -> None:
    line = event_timeline(STORIES, least=1)
    bridge = line[line["event_id"] == "1"]

    assert bridge.groupby("outlet")["period"].nunique().tolist() == [4, 4]
    assert bridge.loc[bridge["outlet"] == "ص", "articles"].tolist()[1:] == [1, 0, 1]
    assert bridge["event"].unique().tolist() == ["جسر"]
    assert event_timeline(STORIES, label="title")["event"].unique().tolist() == ["1"]
    assert event_timeline(STORIES, every="week")["articles"].dropna().tolist() == [1, 1, 1]


def test_events_without_days_are_in_no_timeline() -> None:
    undated = STORIES.assign(published="قديما")

    assert len(event_timeline(undated)) == 0
    assert event_table(undated)["articles"].tolist() == [1, 2, 0, 0]


def test_a_figure_has_a_row_for_each_event_and_a_mark_for_each_outlet() -> None:
    figure = plot_events(event_timeline(STORIES, least=1), lang="ar")

    assert list(figure.layout.yaxis.ticktext) == ["\u2067جسر\u2069", "\u2067سوق\u2069"]
    assert [len(trace.x) for trace in figure.data] == [1, 2, 2]
    plain_spec(figure)
    plain_spec(plot_events(event_timeline(STORIES, least=1).head(0)))


def test_what_cannot_be_made_or_drawn_is_explained() -> None:
    with pytest.raises(TableError, match="story='event_id' is no column"):
        event_table(STORIES.drop(columns="event_id"))
    with pytest.raises(ValueError, match="least is a number of outlets"):
        event_table(STORIES, least=0)
    with pytest.raises(ValueError, match="every is one of day, week, month"):
        event_timeline(STORIES, every="year")  # type: ignore[arg-type]
    with pytest.raises(TableError, match="published='published' is no column"):
        event_timeline(STORIES.drop(columns="published"))
    seven = pd.concat([event_timeline(STORIES, least=1).tail(1).assign(outlet=name) for name in "abcdefg"])
    with pytest.raises(TableError, match="7 outlets cannot be told apart; draw 6"):
        plot_events(seven)
