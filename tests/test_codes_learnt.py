"""Codes learnt from coded articles: what is learnt, how it is validated, and the shares that are corrected by it."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from toolkit.errors import TableError
from toolkit.measures.code_frequency import code_frequency
from toolkit.measures.code_marks import code_marks
from toolkit.measures.code_validation import validate_codes
from toolkit.measures.divergence import divergence_table
from toolkit.measures.learning import dealt, inverse_frequency, learn, tf_idf
from toolkit.measures.learnt_codes import code_articles, learn_codes
from toolkit.measures.reliability import with_reliability
from toolkit.measures.terms import term_matrix
from toolkit.reports.figures_frames import plot_frames

if TYPE_CHECKING:
    from collections.abc import Sequence

MONEY = "سعر سوق نفط تجارة بنك".split(" ")
SPORT = "فريق مباراة ملعب حارس هدف".split(" ")
PLAIN = "مدينة شارع صباح وزير طريق جبل بحر نهر".split(" ")


def coverage(size: int, *, seed: int = 0, outlets: int = 4) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles with words of their codes among others, and these codes as lists."""
    chance = np.random.default_rng(seed)
    rows = []
    for place in range(size):
        own = {"economic": chance.random() < 0.4, "sport": chance.random() < 0.3, "rare": place < 2}
        words = list(chance.choice(PLAIN, 12))
        words += list(chance.choice(MONEY, 5)) * own["economic"] + list(chance.choice(SPORT, 5)) * own["sport"]
        codes = [code for code, has in own.items() if has]
        text = " ".join(chance.permutation(words))
        rows.append((f"{place:04}", f"outlet {place % outlets}", text, codes))
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "text", "frames"])
    return table.drop(columns="frames"), table[["article_id", "frames"]]


@pytest.mark.parametrize(
    ("codes", "of", "marks"),
    [
        ({"frames": [["b"], [], ["a", "b"]]}, "frames", [[0, 1], [0, 0], [1, 1]]),
        ({"frame": ["b", None, "a"]}, "frame", [[0, 1], [np.nan, np.nan], [1, 0]]),
        ({"b": [True, False, None], "a": [0, 1, 1]}, ["a", "b"], [[0, 1], [1, 0], [1, np.nan]]),
        ({"b": ["1", "0", "1"]}, "b", [[1], [0], [1]]),
    ],
    ids=["lists", "names", "columns", "one column"],
)
def test_codes_are_read_as_lists_names_or_columns(codes: dict[str, Any], of: Any, marks: Sequence[Any]) -> None:
    articles = pd.DataFrame({"article_id": list("xyz"), "text": [""] * 3})
    if of == "b":
        codes = {"b": [1.0, 0.0, 1.0]}
    found = code_marks(articles, pd.DataFrame({"article_id": list("xyz"), **codes}), of)

    np.testing.assert_array_equal(found.marks, marks)


def test_rows_of_one_article_add_up_and_rows_of_other_articles_are_left_out() -> None:
    articles = pd.DataFrame({"article_id": ["x", "y"], "text": ["", ""]})
    codes = pd.DataFrame({"article_id": ["x", "x", "z"], "frame": ["a", "b", "c"]})
    found = code_marks(articles, codes, "frame")

    assert found.codes == ("a", "b")
    np.testing.assert_array_equal(found.marks, [[1, 1], [np.nan, np.nan]])


@pytest.mark.parametrize(
    ("codes", "of", "message"),
    [
        ({"tone": [1, 2]}, "tone", "must hold 1 and 0"),
        ({"tone": [1, 0]}, "frames", "of='frames' is no column"),
        ({"tone": [1, 0]}, [], "of names no column"),
        ({"tone": [None, None]}, "tone", "none of these articles was coded"),
    ],
)
def test_codes_that_cannot_be_read_are_refused(codes: dict[str, Any], of: Any, message: str) -> None:
    articles = pd.DataFrame({"article_id": ["x", "y"], "text": ["", ""]})
    with pytest.raises(TableError, match=message):
        code_marks(articles, pd.DataFrame({"article_id": ["x", "y"], **codes}), of)


def test_the_weights_are_those_of_a_logistic_regression_before_they_are_calibrated() -> None:
    articles, codes = coverage(60)
    counts = term_matrix(articles, least=1, least_articles=1).counts
    marks = code_marks(articles, codes, "frames").marks[:, 0].astype(int)
    vectors = tf_idf(counts, inverse_frequency(counts))
    found = learn(vectors, marks, np.arange(60), seed=0)

    direct = TfidfTransformer(sublinear_tf=True).fit_transform(counts.toarray())
    np.testing.assert_allclose(vectors.toarray(), direct.toarray())
    plain = LogisticRegression(C=10, class_weight="balanced", max_iter=10_000, tol=1e-8).fit(direct, marks)
    assert np.corrcoef(found.weights, plain.coef_[0])[0, 1] > 0.999
    assert not found.no_better


def test_marks_that_no_word_tells_give_every_article_the_same_probability_or_close_to_it() -> None:
    chance = np.random.default_rng(3)
    articles, _ = coverage(200, seed=1)
    counts = term_matrix(articles).counts
    vectors = tf_idf(counts, inverse_frequency(counts))
    found = learn(vectors, (chance.random(200) < 0.3).astype(int), np.arange(200), seed=0)

    assert np.ptp(found.probability(vectors)) < 0.35
    assert found.probability(vectors).mean() == pytest.approx(0.3, abs=0.08)


def test_folds_keep_groups_whole_and_share_out_what_has_the_code() -> None:
    groups = np.repeat(np.arange(40), 2)
    marks = (groups < 10).astype(int)
    fold = dealt(groups, marks, 5, seed=0)

    assert all(len(set(fold[groups == group])) == 1 for group in range(40))
    assert np.bincount(fold[marks == 1]).tolist() == [4] * 5
    assert fold.tolist() == dealt(groups, marks, 5, seed=0).tolist()
    assert fold.tolist() != dealt(groups, marks, 5, seed=1).tolist()


def test_the_words_of_a_code_speak_for_it() -> None:
    learnt = learn_codes(*coverage(80), of="frames")
    economic = learnt[(learnt["code"] == "economic") & learnt["term"].notna()]

    assert set(economic["term"].head(5)) <= set(MONEY)


def test_a_code_that_few_articles_have_is_missing_and_says_so() -> None:
    articles, codes = coverage(80)
    learnt = learn_codes(articles, codes, of="frames")
    (row,) = learnt[learnt["code"] == "rare"].to_dict("records")
    found = code_articles(articles, learnt)
    rare = found[found["code"] == "rare"]

    assert np.isnan(row["weight"])
    assert row["note"] == "fewer than 5 coded articles have it, or lack it: not learnt"
    assert rare["probability"].isna().all()
    assert rare["assigned"].isna().all()
    assert set(rare["note"]) == {row["note"]}


def test_what_was_learnt_goes_through_a_csv_file_and_codes_alike() -> None:
    articles, codes = coverage(80)
    learnt = learn_codes(articles, codes, of="frames")
    read = pd.read_csv(StringIO(learnt.to_csv(index=False)))
    new, _ = coverage(20, seed=9)

    pd.testing.assert_frame_equal(code_articles(new, learnt), code_articles(new, read))


def test_what_is_learnt_does_not_depend_on_the_order_of_articles() -> None:
    articles, codes = coverage(60)
    mixed = articles.sample(frac=1, random_state=5), codes.sample(frac=1, random_state=6)

    pd.testing.assert_frame_equal(learn_codes(articles, codes, of="frames"), learn_codes(*mixed, of="frames"))
    pd.testing.assert_frame_equal(validate_codes(articles, codes, of="frames"), validate_codes(*mixed, of="frames"))


def test_new_articles_are_coded_each_for_itself_with_the_words_that_speak_for_it() -> None:
    learnt = learn_codes(*coverage(100), of="frames")
    new, gold = coverage(40, seed=7)
    found = code_articles(new, learnt)
    economic = found[found["code"] == "economic"].set_index("article_id")
    truth = gold.set_index("article_id")["frames"].map(lambda own: "economic" in own)

    assert (economic["assigned"].astype(bool) == truth.loc[economic.index]).mean() > 0.9
    only = gold.loc[gold["frames"].map(lambda own: own == ["economic"]), "article_id"].iloc[0]
    assert set(economic.loc[only, "words"]) <= set(MONEY)
    alone = code_articles(new.head(1), learnt)
    pd.testing.assert_frame_equal(alone, found.head(len(alone)))


def test_an_article_without_a_known_word_has_no_probability() -> None:
    learnt = learn_codes(*coverage(60), of="frames")
    found = code_articles(pd.DataFrame({"article_id": ["n", "m"], "text": ["غمامة", None]}), learnt)
    known = found[found["code"] != "rare"]

    assert known["probability"].isna().all()
    assert set(known["note"]) == {"none of the words that were learnt from is in it"}


def test_ngrams_can_be_learnt_from() -> None:
    articles, codes = coverage(60)
    learnt = learn_codes(articles, codes, of="frames", terms=term_matrix(articles, ngrams=(1, 2)))

    assert learnt["term"].str.contains(" ").any()
    assert code_articles(articles, learnt)["probability"].notna().any()


def test_figures_are_those_of_what_is_left_out_and_outlets_stand_beside_articles() -> None:
    found = validate_codes(*coverage(120), of="frames").set_index(["left_out", "code"])

    for left_out in ("articles", "outlet"):
        own = found.loc[left_out]
        assert own.loc["economic", "f1"] > 0.9
        assert own.loc["economic", "f1_low"] < own.loc["economic", "f1"] <= own.loc["economic", "f1_high"]
        assert own.loc["economic", "brier_skill"] > 0.5
        assert np.isnan(own.loc["rare", "f1"])
        learnt = own.loc[["economic", "sport"]]
        right, assigned, having = learnt[["right", "assigned", "coded_with"]].sum()
        assert own.loc["micro", "f1"] == pytest.approx(2 * right / (assigned + having))
        assert own.loc["macro", "f1"] == pytest.approx(learnt["f1"].mean())


def test_codes_that_words_do_not_tell_are_not_found_by_folds() -> None:
    articles, codes = coverage(120)
    chance = np.random.default_rng(2)
    codes = codes.assign(frames=chance.permutation(codes["frames"].to_numpy()))
    found = validate_codes(articles, codes, of="frames").set_index(["left_out", "code"])

    assert (found.loc["articles"].loc[["economic", "sport"], "brier_skill"] < 0.1).all()
    assert found.loc[("articles", "micro"), "f1"] < 0.6


def test_an_outlet_whose_own_word_gives_the_code_away_promises_less_when_it_is_left_out() -> None:
    articles, codes = coverage(120)
    # one word an outlet for a code that nothing else tells
    own = articles["outlet"].str[-1].map(dict(zip("0123", "قمر نجم شمس كوكب".split(" "), strict=True)))
    has = np.random.default_rng(4).random(120) < 0.5
    articles = articles.assign(text=articles["text"] + np.where(has, " " + own, ""))
    codes = codes.assign(secret=has)
    found = validate_codes(articles, codes, of=["secret"]).set_index(["left_out", "code"])

    assert found.loc[("articles", "secret"), "f1"] > 0.9 > found.loc[("outlet", "secret"), "f1"] + 0.1


def test_copies_of_one_story_are_left_out_together() -> None:
    articles, codes = coverage(40)
    copies = articles.assign(article_id=articles["article_id"] + "c")
    # a code at random, that a copy alone gives away
    has = np.random.default_rng(8).random(40) < 0.5
    codes = pd.DataFrame({"article_id": [*articles["article_id"], *copies["article_id"]], "a": [*has, *has]})
    both = pd.concat([articles, copies], ignore_index=True).assign(story=[*range(40), *range(40)])
    alone, together = (validate_codes(both, codes, of=["a"], by=None, story=name) for name in (None, "story"))

    assert alone.loc[0, "brier_skill"] > together.loc[0, "brier_skill"] + 0.2


def test_one_outlet_cannot_be_left_out() -> None:
    found = validate_codes(*coverage(40, outlets=1), of="frames").set_index(["left_out", "code"])

    assert found.loc[("outlet", "economic"), "note"] == "one outlet: none can be left out"
    assert np.isnan(found.loc[("outlet", "micro"), "f1"])
    assert found.loc[("articles", "economic"), "f1"] > 0.8


def test_the_share_is_the_coded_one_where_all_are_coded() -> None:
    articles, codes = coverage(60)
    found = code_frequency(articles, codes, of="frames").set_index("code")
    truth = np.mean(["economic" in own for own in codes["frames"]])

    assert found.loc["economic", "share"] == pytest.approx(truth)
    assert found.loc["economic", "count"] == pytest.approx(60 * truth)


def test_a_share_is_that_of_all_articles_and_its_interval_narrower_than_that_of_the_coded_ones() -> None:
    articles, codes = coverage(600, seed=3)
    drawn = codes.sample(80, random_state=1)
    found = code_frequency(articles, drawn, of="frames").set_index("code").loc["economic"]
    truth = np.mean(["economic" in own for own in codes["frames"]])
    coded = np.mean(["economic" in own for own in drawn["frames"]])

    assert found["share_low"] < truth < found["share_high"]
    assert found["tuning"] > 0.5
    assert found["share_high"] - found["share_low"] < 2 * 1.96 * np.sqrt(coded * (1 - coded) / 80) * 0.8


def test_a_rare_code_has_the_share_of_the_coded_articles_alone() -> None:
    articles, codes = coverage(100)
    found = code_frequency(articles, codes.head(40), of="frames").set_index("code").loc["rare"]

    assert found["share"] == pytest.approx(2 / 40)
    assert found["tuning"] == 0
    assert np.isnan(found["share_learnt"])
    assert np.isnan(found["share_low"])
    assert found["note"] == "in fewer than 3 coded articles: no interval holds"


def test_outlets_are_corrected_by_their_own_coded_articles() -> None:
    articles, codes = coverage(200, seed=2, outlets=3)
    drawn = codes.iloc[:100][articles["outlet"].iloc[:100] != "outlet 2"]
    found = code_frequency(articles, drawn, of="frames", by="outlet").set_index(["outlet", "code"])

    assert found.loc[("outlet 2", "economic"), "note"] == "no article of the group was coded: not corrected"
    assert np.isfinite(found.loc[("outlet 0", "economic"), "difference_low"])


def test_the_chance_of_being_drawn_is_honoured() -> None:
    articles, codes = coverage(300, seed=6)
    has = np.array(["economic" in own for own in codes["frames"]])
    # articles with the code were three times as likely to be coded
    inclusion = np.where(has, 0.6, 0.2)
    drawn = np.random.default_rng(0).random(300) < inclusion
    weighed = code_frequency(articles, codes.assign(inclusion=inclusion)[drawn], of="frames").set_index("code")
    plain = code_frequency(articles, codes[drawn], of="frames").set_index("code")

    errors = [abs(table.loc["economic", "share"] - has.mean()) for table in (weighed, plain)]
    assert errors[0] < 0.08
    assert errors[0] < errors[1]


@pytest.mark.parametrize(
    ("alpha", "word"),
    [(0.9, "reliable"), (0.8, "reliable"), (0.79, "tentative"), (0.667, "tentative"), (0.66, "unreliable")],
)
def test_a_share_says_how_far_coders_agreed(alpha: float, word: str) -> None:
    alphas = pd.DataFrame({"code": ["a"], "alpha": [alpha]})
    found = with_reliability(pd.DataFrame({"code": ["a", "b", "a"], "share": 0.1, "note": "n"}), alphas)

    assert list(found.columns) == ["code", "share", "alpha", "reliability", "note"]
    assert found["reliability"].fillna("?").tolist() == [word, "?", word]
    pd.testing.assert_frame_equal(with_reliability(found, alphas), found)


def test_wherever_a_learnt_share_is_shown_agreement_stands_beside_it() -> None:
    articles, codes = coverage(40)
    alphas = pd.DataFrame({"code": ["economic"], "alpha": [0.7]})
    shares = code_frequency(articles, codes, of="frames", agreements=alphas)
    figures = validate_codes(articles, codes, of="frames", by=None, agreements=alphas)

    for table in (shares, figures):
        own = table.set_index("code")["reliability"]
        assert own["economic"] == "tentative"
        assert own.drop("economic").isna().all()


def test_a_share_of_low_agreement_says_so_in_the_figure_too() -> None:
    articles, codes = coverage(60)
    alphas = pd.DataFrame({"code": ["economic", "sport"], "alpha": [0.7, 0.5]})
    shares = code_frequency(articles, codes, of="frames", agreements=alphas)
    figure = plot_frames(shares.rename(columns={"code": "frame", "n_articles": "total"}))

    assert {"economic (tentative)", "sport (unreliable)", "rare"} == set(figure.layout.yaxis.ticktext)


def test_outlets_are_compared_by_the_codes_that_were_given() -> None:
    articles, codes = coverage(80)
    articles.loc[0, "text"] = None
    found = divergence_table(
        code_articles(articles, learn_codes(articles, codes, of="frames")), of="code", count="assigned"
    )

    assert len(found) == 6
    assert (found["p_adjusted"] > 0.05).all()


def test_few_articles_short_ones_and_none_give_notes_and_no_error() -> None:
    articles = pd.DataFrame(
        {"article_id": list("abc"), "outlet": ["x", "y", None], "text": ["سعر النفط", None, "فريق"]}
    )
    codes = pd.DataFrame({"article_id": list("abc"), "frames": [["a"], [], ["a", "b"]]})
    learnt = learn_codes(articles, codes, of="frames")

    assert learnt["weight"].isna().all()
    assert code_articles(articles, learnt)["probability"].isna().all()
    assert code_articles(articles.head(0), learnt).empty
    assert validate_codes(articles, codes, of="frames")["f1"].isna().all()
    shares = code_frequency(articles, codes, of="frames").set_index("code")
    assert shares.loc["a", "share"] == pytest.approx(2 / 3)
    assert shares["share_low"].isna().all()


def test_articles_that_share_no_word_teach_nothing() -> None:
    words = [f"كلمة{letter}" for letter in "ابتثجحخدذرزس"]
    articles = pd.DataFrame({"article_id": list(map(str, range(12))), "text": words})
    codes = articles[["article_id"]].assign(a=[1, 0] * 6)
    learnt = learn_codes(articles, codes, of=["a"])

    assert learnt["note"].tolist() == ["no two coded articles share a word: not learnt"]


def test_two_alphas_of_one_code_are_refused() -> None:
    alphas = pd.DataFrame({"code": ["a", "a"], "alpha": [0.9, 0.8]})
    with pytest.raises(TableError, match="several alphas of 'a'"):
        with_reliability(pd.DataFrame({"code": ["a"]}), alphas)


def test_neither_the_toolkit_nor_its_other_measures_load_what_learns() -> None:
    names = "tk.keyness, tk.term_matrix, tk.corrected_frequency, tk.scale_articles, tk.show"
    line = f"import sys, toolkit as tk; {names}; print('sklearn' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "False"
