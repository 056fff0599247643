"""Which words stand around a term: counted by hand, scored by the book, with articles as the sample."""

from __future__ import annotations

import math
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.articles.notices import ToolkitWarning
from toolkit.errors import TableError
from toolkit.measures.collocates import collocations
from toolkit.measures.collocation import association_p, collocation_intervals, collocation_scores, log_dice
from toolkit.measures.vicinity import vicinity
from toolkit.reports.figures_words import plot_collocates
from toolkit.words.occurrences import Phrases

TEXTS = ["قوات الحدود «تغلق» المعبر. حرس الحدود يغلق 12 المعبر المعبر", "لا حد هنا\nمعبر مفتوح"]
ARTICLES = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["س", "ص"], "text": TEXTS})


def counted(window: int | None) -> dict[str, tuple[int, int]]:
    found = collocations(ARTICLES, ["الحدود", "حرس الحدود"], window=window, least=1, stop=None)
    return {row["collocate"]: (row["count"], row["frequency"]) for row in found.to_dict("records")}


def test_a_window_counts_words_on_both_sides_within_the_sentence() -> None:
    assert counted(1) == {"قوة": (1, 1), "أغلق": (2, 2)}
    assert counted(2) == {"قوة": (1, 1), "أغلق": (2, 2), "معبر": (2, 4)}
    found = collocations(ARTICLES, ["الحدود", "حرس الحدود"], window=1, least=1, stop=None)
    # six words of the first article and five of the second are neither the term nor numbers
    assert found[["term", "near", "size"]].drop_duplicates().to_numpy().tolist() == [[2, 3, 11]]


def test_a_sentence_counts_each_word_once() -> None:
    assert counted(None) == {"قوة": (1, 1), "أغلق": (2, 2), "معبر": (2, 3)}
    found = collocations(ARTICLES, ["الحدود", "حرس الحدود"], window=None, least=1, stop=None)
    assert found[["term", "near", "size"]].drop_duplicates().to_numpy().tolist() == [[2, 2, 4]]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            (30, 120, 80, 100_000),
            {
                "expected": 0.096,
                "pmi": 8.287712379549449,
                "mi3": 18.101493570766486,
                "npmi": 0.708185039017448,
                "t_score": 5.459698453211495,
                "z_score": 96.51474498743,
                "log_dice": 12.263034405833794,
                "dice": 0.3,
                "g2": 305.9742213826065,
                "delta_p": 0.24949939927913498,
            },
        ),
        ((7, 70, 7, 700), {"pmi": math.log2(10), "npmi": 0.5, "log_ratio": math.log2(7 / 70 / (0.5 / 630))}),
        ((5, 5, 5, 50), {"npmi": 1.0, "log_dice": 14.0, "dice": 1.0, "delta_p": 1.0}),
        ((2, 20, 10, 100), {"pmi": 0.0, "npmi": 0.0, "t_score": 0.0, "delta_p": 0.0, "log_ratio": 0.0, "g2": 0.0}),
    ],
)
def test_scores_are_those_of_the_formulas(counts: tuple[int, ...], expected: dict[str, float]) -> None:
    found = collocation_scores(*counts)._asdict()
    assert {name: float(found[name]) for name in expected} == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_what_is_never_together_has_no_logarithm() -> None:
    found = collocation_scores(0, 10, 10, 100)
    assert all(np.isnan(score) for score in (found.pmi, found.npmi, found.t_score, found.log_dice))


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(1, 1000))
def test_scores_keep_within_their_bounds(both: int, more: int, other: int, rest: int) -> None:
    one, second = both + more, both + other
    found = collocation_scores(both, one, second, one + second + rest)
    assert -1 - 1e-9 <= found.npmi <= 1 + 1e-9
    assert found.log_dice <= 14 + 1e-9
    assert log_dice(both, one, second) == pytest.approx(found.log_dice)


def many(seed: int, articles: int = 80, *, near: float = 0.6, far: float = 0.1) -> pd.DataFrame:
    """Articles in which `معبر` is one of two words near the term by one chance, of five elsewhere by another."""
    generator = np.random.default_rng(seed)
    texts = []
    for _ in range(articles):
        sentences = []
        for _ in range(int(generator.integers(1, 5))):
            word = "المعبر" if generator.random() < near else "الطريق"
            sentences.append(f"قرب الحدود {word} كلمة")
            word = "المعبر" if generator.random() < far else "الطريق"
            sentences.append(f"قرب القرية {word} كلمة")
        texts.append(". ".join(sentences))
    ids = [str(number) for number in range(articles)]
    return pd.DataFrame({"article_id": ids, "outlet": ["س", "ص"] * (articles // 2), "text": texts})


def test_intervals_hold_the_true_value_about_as_often_as_they_say() -> None:
    held = []
    truth = math.log2((0.6 / 2) / (0.1 / 5))  # of two words that are near the term, and of five that are not
    for seed in range(60):
        found = collocations(many(seed), "الحدود", window=1).set_index("collocate").loc["معبر"]
        held.append(found["log_ratio_low"] <= truth <= found["log_ratio_high"])
    assert 0.85 <= np.mean(held) <= 1.0


def test_the_test_finds_what_is_drawn_by_the_term_and_nothing_else() -> None:
    drawn = collocations(many(1), "الحدود", window=1, test=True).set_index("collocate")
    assert drawn.loc["معبر", "p_adjusted"] < 0.001
    alike = [collocations(many(seed, near=0.2, far=0.5), "الحدود", window=1, test=True) for seed in range(20)]
    p = [table.set_index("collocate").loc["معبر", "p"] for table in alike]
    assert np.mean(np.array(p) < 0.05) <= 0.2


def test_outlets_are_compared_by_shuffled_articles() -> None:
    one, other = many(2, near=0.9), many(3, near=0.1).assign(outlet="ع")
    both = pd.concat([one.assign(outlet="س"), other.assign(article_id="b" + other["article_id"])], ignore_index=True)
    found = collocations(both, "الحدود", by="outlet", window=1, test=True).set_index(["outlet", "collocate"])
    assert found.loc[("س", "معبر"), "p_between_adjusted"] < 0.001
    assert np.isnan(found.loc[("س", "قرب"), "p_between"])
    assert found.loc[("س", "قرب"), "note"].startswith("it does not vary")
    same = collocations(many(4), "الحدود", by="outlet", window=1, test=True)
    assert (same["p_between_adjusted"].dropna() > 0.01).all()


def test_stories_are_the_sample_where_they_are_given() -> None:
    articles = many(5).assign(story=[number // 20 for number in range(80)])
    found = collocations(articles, "الحدود", window=1, story="story")
    assert found["log_dice_low"].isna().all()
    assert set(found["note"]) >= {"near it in fewer than 5 articles or stories: no interval"}


def test_p_is_never_below_what_so_few_articles_can_give() -> None:
    found = vicinity(many(6, 4, near=1.0, far=0.0), Phrases(["الحدود"]), window=1, least=1)
    assert (association_p(found)[[word == "معبر" for word in found.words]] >= 2 / 2**4).all()
    low, high = collocation_intervals(found)["log_dice"]
    assert np.isnan([low, high]).all()


def test_stop_words_are_words_but_no_collocates() -> None:
    articles = pd.DataFrame({"article_id": ["1"], "text": ["من الحدود إلى القرية. من الحدود إلى القرية"]})
    kept = collocations(articles, "الحدود", least=2)
    assert kept["collocate"].tolist() == ["قرية"]
    with_them = collocations(articles, "الحدود", least=2, stop=None)
    assert set(with_them["collocate"]) == {"من", "إلى", "قرية"}
    assert set(with_them["size"]) == set(kept["size"])
    assert collocations(articles, "الحدود", least=2, stop=["قرية", "من"])["collocate"].tolist() == ["إلى"]


@pytest.mark.parametrize(("node", "reason"), [("زلزال", "it stands nowhere"), ("الحدود", "lower least")])
def test_a_term_without_collocates_gives_an_empty_table_and_says_why(node: str, reason: str) -> None:
    full = collocations(ARTICLES, "الحدود", by="outlet", window=1, least=1, test=True)
    with pytest.warns(ToolkitWarning, match=reason):
        empty = collocations(ARTICLES, node, by="outlet", window=1, least=50, test=True)
    assert empty.empty
    assert list(empty) == list(full)
    with pytest.warns(ToolkitWarning):
        none = collocations(ARTICLES.head(0), node, by="outlet", test=True)
    assert list(none) == list(full)


def test_wire_copies_are_counted_with_and_without() -> None:
    articles = many(7).assign(is_copy=[True, False] * 40)
    found = collocations(articles, "الحدود", window=1, copies="is_copy")
    assert found.groupby("copies")["term"].max().diff().iloc[-1] < 0


@pytest.mark.parametrize("options", [{"window": 0}, {"least": 0}, {"by": "paper"}, {"match": "stem"}])
def test_a_wrong_option_is_told(options: dict[str, object]) -> None:
    with pytest.raises(TableError):
        collocations(ARTICLES, "الحدود", **options)  # type: ignore[arg-type] # as a caller might


def test_the_time_grows_with_the_text() -> None:
    def seconds(words: int) -> float:
        articles = pd.DataFrame({"article_id": ["1"], "text": ["الحدود معبر " * words]})
        start = time.perf_counter()
        vicinity(articles, Phrases(["الحدود"]), window=5, least=5)
        return time.perf_counter() - start

    seconds(10)
    assert seconds(40_000) < 25 * seconds(4_000) + 0.5


def test_collocates_are_points_with_intervals_by_outlet() -> None:
    found = collocations(many(8), "الحدود", by="outlet", window=1)
    figure = plot_collocates(found, words=2)
    assert sorted(trace.name for trace in figure.data) == ["\u2067س\u2069", "\u2067ص\u2069"]
    assert len(figure.data[0].x) == 2
    # values grow to the left
    assert figure.layout.xaxis.range[0] > figure.layout.xaxis.range[1]
    assert plot_collocates(found.head(0)).data == ()
    with pytest.raises(ValueError, match="'log_dice', 'npmi', 'log_ratio'"):
        plot_collocates(found, measure="t_score")  # type: ignore[arg-type] # as a caller might
