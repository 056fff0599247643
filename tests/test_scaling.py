"""Latent semantic scaling: polarities of words, scores of articles, means of outlets."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from toolkit.errors import TableError
from toolkit.measures.polarity import polarity_table, scale_stability
from toolkit.measures.scaling import scale_articles, scale_means
from toolkit.measures.terms import term_matrix
from toolkit.reports.figures_scale import plot_scale

SEEDS = {"سلام": 1, "هدنة": 1, "حرب": -1}
GOOD = "سلام وهدنة وحوار ومصافحة ولقاء".split(" ")
BAD = "حرب وقصف ودمار ودبابة ولاجئ".split(" ")


def coverage(size: int = 40, seed: int = 0) -> pd.DataFrame:
    """Sentences of words of one side, with a neutral word; even articles have more of the first side."""
    chance = np.random.default_rng(seed)
    texts = []
    for place in range(size):
        sides = [GOOD if chance.random() < (0.8 if place % 2 == 0 else 0.2) else BAD for _ in range(6)]
        sentences = [" ".join([*chance.choice(side, 3), "مدينة"]) for side in sides]
        texts.append(". ".join(sentences))
    outlets = np.where(np.arange(size) % 2 == 0, "الفجر", "المرصد")
    return pd.DataFrame({"article_id": [f"a{place}" for place in range(size)], "outlet": outlets, "text": texts})


def test_polarities_are_those_of_a_dense_decomposition() -> None:
    articles = coverage()
    found = polarity_table(articles, SEEDS, k=4, context="articles").set_index("term")["polarity"]

    matrix = term_matrix(articles)
    _, _, right = np.linalg.svd(matrix.counts.toarray().astype(float), full_matrices=False)
    vectors = right[:4].T / np.linalg.norm(right[:4].T, axis=1, keepdims=True)
    place = {term: number for number, term in enumerate(matrix.terms)}
    pole = (vectors[place["سلام"]] + vectors[place["هدنة"]]) / 2 - vectors[place["حرب"]]

    assert found.loc[list(matrix.terms)].to_numpy() == pytest.approx(vectors @ pole, abs=1e-8)


def test_words_that_stand_with_the_seeds_of_a_pole_are_of_its_side() -> None:
    # these texts vary in two ways only: in how long they are, and in their side
    found = polarity_table(coverage(), SEEDS, k=2).set_index("term")["polarity"]

    assert found[["مصافحة", "لقاء", "حوار"]].min() > 0 > found[["قصف", "دبابة"]].max()


def test_turning_the_poles_round_turns_the_polarities_round() -> None:
    articles = coverage()
    one = polarity_table(articles, SEEDS, k=3).set_index("term")["polarity"]
    other = polarity_table(articles, {word: -weight for word, weight in SEEDS.items()}, k=3).set_index("term")

    assert other["polarity"].loc[one.index].to_numpy() == pytest.approx(-one.to_numpy())


def test_what_was_learnt_is_the_same_each_time_and_in_any_order_of_articles() -> None:
    articles = coverage()
    one, again = (polarity_table(articles, SEEDS, k=3) for _ in range(2))
    turned = polarity_table(articles.sample(frac=1, random_state=3), SEEDS, k=3).set_index("term")["polarity"]

    pd.testing.assert_frame_equal(one, again)
    assert turned.loc[one["term"]].to_numpy() == pytest.approx(one["polarity"].to_numpy(), abs=1e-8)


def test_the_weights_of_each_pole_sum_to_one_and_a_seed_that_is_rare_is_told() -> None:
    found = polarity_table(coverage(), SEEDS | {"صلح": 2}, k=3)
    seeds = found[found["seed"].notna()].set_index("term")

    assert seeds["seed"].drop("صلح").to_dict() == {"سلام": 0.5, "هدنة": 0.5, "حرب": -1.0}
    assert seeds.loc["صلح", "note"] == "a seed that occurs in too few articles: not used"
    assert np.isnan(seeds.loc["صلح", "polarity"])
    assert found["term"].iloc[-1] == "صلح"


def test_a_seed_counts_as_the_term_that_it_is_a_form_of() -> None:
    plain, inflected = (polarity_table(coverage(), seeds, k=3) for seeds in (SEEDS, SEEDS | {"والسلام": 1}))

    pd.testing.assert_frame_equal(plain, inflected)


@pytest.mark.parametrize(
    ("seeds", "k", "message"),
    [
        ({}, 3, "seeds has no word"),
        ({"سلام": 0}, 3, "a seed is a word with a weight"),
        ({"سلام": 1, "صراع": -1}, 3, "no seed of the negative pole occurs"),
        ({"سلام": 1, "السلام": -1}, 3, "a seed of the other pole"),
        (SEEDS, 500, "needs more than 500 terms"),
        (SEEDS, 0, "1 or more"),
    ],
)
def test_what_cannot_be_scaled_is_refused(seeds: dict[str, float], k: int, message: str) -> None:
    with pytest.raises(TableError, match=message):
        polarity_table(coverage(), seeds, k=k)


def test_an_unknown_context_is_refused() -> None:
    with pytest.raises(TableError, match="allowed are sentences, articles"):
        polarity_table(coverage(), SEEDS, context="books")  # type: ignore[arg-type]


def test_stability_compares_with_the_usual_dimensions() -> None:
    articles = coverage()
    usual = polarity_table(articles, SEEDS)["k"].iloc[0]
    found = scale_stability(articles, SEEDS, k=[2, 4])

    assert usual == 2  # of 11 terms
    assert found["k"].tolist() == [2, 4]
    assert found.loc[0, ["words_correlation", "articles_correlation"]].tolist() == pytest.approx([1, 1])
    assert found.loc[1, "words_correlation"] < 1
    assert (found["cohesion"] > found["separation"]).all()
    assert scale_stability(articles, SEEDS)["k"].tolist() == [1, 2, 4]


def test_seeds_are_put_in_order_by_the_others() -> None:
    seeds = dict.fromkeys(GOOD, 1) | {"حرب": -1, "قصف": -1, "دبابة": -1}
    found = scale_stability(coverage(), seeds, k=[2])
    chance = scale_stability(coverage(), {"سلام": 1, "قصف": 1, "هدنة": -1, "دبابة": -1}, k=[2])

    assert found.loc[0, "seeds_in_order"] == 1
    # a pole of both sides: each seed is nearer to the one of the other pole
    assert chance.loc[0, "seeds_in_order"] < 0.5
    assert np.isnan(scale_stability(coverage(), SEEDS, k=[2]).loc[0, "seeds_in_order"])


def test_one_seed_has_no_cohesion() -> None:
    found = scale_stability(coverage(), {"سلام": 1}, k=[3])

    assert np.isnan(found.loc[0, "cohesion"])


def test_articles_of_one_side_score_higher_and_the_scores_are_standardised() -> None:
    articles = coverage()
    scored = scale_articles(articles, polarity_table(articles, SEEDS, k=3))

    assert scored["score"].mean() == pytest.approx(0)
    assert scored["score"].std() == pytest.approx(1)
    means = scored.groupby("outlet")["score"].mean()
    assert means["الفجر"] > means["المرصد"]
    assert scored["score_note"].isna().all()


def test_an_article_with_few_scored_words_or_no_text_has_no_score_and_says_so() -> None:
    articles = coverage(12)
    polarity = polarity_table(articles, SEEDS, k=2)
    more = pd.DataFrame({"article_id": ["x", "y"], "outlet": ["الفجر"] * 2, "text": ["سلام قريب", None]})
    scored = scale_articles(pd.concat([articles, more], ignore_index=True), polarity).set_index("article_id")

    assert scored.loc[["x", "y"], "score"].isna().all()
    assert scored.loc["x", "scored_words"] == 1
    assert scored.loc["y", "score_note"] == "fewer than 10 scored words: no score"
    alone = scale_articles(articles, polarity)
    assert scored["score_raw"].iloc[:12].to_numpy() == pytest.approx(alone["score_raw"].to_numpy())


def test_one_article_is_not_standardised() -> None:
    articles = coverage()
    scored = scale_articles(articles.head(1), polarity_table(articles, SEEDS, k=3))

    assert np.isnan(scored.loc[0, "score"])
    assert np.isfinite(scored.loc[0, "score_raw"])
    assert scored.loc[0, "score_note"] == "one article, or all alike: not standardised"


def test_words_that_are_struck_out_no_longer_count() -> None:
    articles = coverage()
    polarity = polarity_table(articles, SEEDS, k=3)
    kept = scale_articles(articles, polarity[polarity["term"] != "مدينة"])

    assert (kept["scored_words"] < scale_articles(articles, polarity)["scored_words"]).all()


def test_a_term_that_stands_twice_is_refused() -> None:
    with pytest.raises(TableError, match="'سلام' twice"):
        scale_articles(coverage(), pd.DataFrame({"term": ["سلام", "سلام"], "polarity": [1.0, 0.5]}))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.floats(-3, 3)), min_size=30, max_size=60))
def test_means_of_single_articles_are_students_and_differences_welchs(cases: list[tuple[bool, float]]) -> None:
    scored = pd.DataFrame(
        {
            "article_id": list(map(str, range(len(cases)))),
            "outlet": np.where([side for side, _ in cases], "س", "ص"),
            "score": [score for _, score in cases],
        }
    )
    found = scale_means(scored, by="outlet").set_index("outlet")
    sides = [scored.loc[scored["outlet"] == name, "score"].to_numpy() for name in ("س", "ص")]
    if min(map(len, sides)) < 10 or min(map(np.std, sides)) < 1e-3:
        return
    for name, own in zip(("س", "ص"), sides, strict=True):
        low, high = stats.t.interval(0.95, len(own) - 1, loc=own.mean(), scale=stats.sem(own))
        assert found.loc[name, ["mean_low", "mean_high"]].tolist() == pytest.approx([low, high])
    welch = stats.ttest_ind(*sides, equal_var=False)
    assert found.loc["س", "p"] == pytest.approx(welch.pvalue)
    ends = list(welch.confidence_interval(0.95))
    assert found.loc["س", ["difference_low", "difference_high"]].tolist() == pytest.approx(ends)


def test_articles_of_one_story_are_one_unit() -> None:
    chance = np.random.default_rng(1)
    story = np.repeat(np.arange(12), 4)
    score = chance.normal(size=12)[story] + chance.normal(scale=0.1, size=48)
    table = pd.DataFrame({"article_id": list(map(str, range(48))), "score": score, "story": story})
    alone, together = (scale_means(table, story=name).iloc[0] for name in (None, "story"))

    assert together["clusters"] == 12
    assert together["mean"] == pytest.approx(alone["mean"])
    assert together["mean_high"] - together["mean_low"] > 1.5 * (alone["mean_high"] - alone["mean_low"])


def test_a_group_without_scores_has_a_note() -> None:
    table = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["س", "ص"], "score": [1.0, np.nan]})
    found = scale_means(table, by="outlet").set_index("outlet")

    assert found.loc["ص", "note"] == "no article has a score"
    assert found.loc["ص", "without_score"] == 1
    assert np.isnan(found.loc["س", "difference"])


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_figure_has_the_positive_pole_on_top_and_nothing_in_the_middle(lang: str) -> None:
    articles = coverage()
    means = scale_means(scale_articles(articles, polarity_table(articles, SEEDS, k=3)), by="outlet")
    figure = plot_scale(means, lang=lang)  # type: ignore[arg-type]

    assert figure.data[0].x[0] > 0 > figure.data[0].x[1]
    left, right = figure.layout.xaxis.range
    assert left == -right > max(map(abs, figure.data[0].x))
    assert [name.strip("\u2067\u2069") for name in figure.layout.yaxis.ticktext] == ["الفجر", "المرصد"]


def test_a_group_without_a_score_is_not_drawn_and_one_that_stands_twice_is_refused() -> None:
    table = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["س", "ص"], "score": [1.0, np.nan]})
    means = scale_means(table, by="outlet")

    assert len(plot_scale(means).data[0].x) == 1
    assert len(plot_scale(scale_means(table)).data[0].x) == 1
    with pytest.raises(TableError, match="'س' stands in several rows"):
        plot_scale(pd.concat([means, means]))
