"""Terms of one group of articles against another's: measures as cross-checked, articles as the sample."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from toolkit.errors import TableError, ToolkitError
from toolkit.measures import contrasts
from toolkit.measures.association import adjusted_p
from toolkit.measures.dispersion import deviation_of_proportions, juilland_d
from toolkit.measures.keyness import clustered_log_ratio, keyness
from toolkit.measures.keyness_more import MORE, rank_p, welch_p
from toolkit.measures.relabelling import can_tell, excess, relabelled_p, shuffled_p
from toolkit.measures.terms import term_matrix

CASES = {
    case["id"]: case
    for case in map(
        json.loads, (Path(__file__).parent / "cases" / "statistics.keyness.jsonl").read_text("utf-8").splitlines()
    )
}


def two_by_two(case: dict[str, Any]) -> tuple[list[str], tuple[Any, ...]]:
    given_ = case["input"]
    terms = given_["terms"]
    counts = [np.array([term[name] for term in terms]) for name in ("f_target", "f_ref")]
    return [term["term"] for term in terms], (*counts, given_["n_target"], given_["n_reference"])


def test_one_table_gives_the_statistics_that_were_cross_checked() -> None:
    case = CASES["keyness.quanteda_fixture"]
    [[a, rest], [b, other]] = case["input"]["table"]
    counts, near = (a, b, a + rest, b + other), lambda name: pytest.approx(case["expected"][name], rel=1e-9)
    g2, chi2 = contrasts.log_likelihood, contrasts.chi_squared_keyness

    assert g2(*counts) == near("G2")
    assert contrasts.chi_squared_p(g2(*counts)) == near("G2_p")
    assert chi2(*counts) == near("chi2")
    assert contrasts.chi_squared_p(chi2(*counts)) == near("chi2_p")
    assert chi2(*counts, correction="yates") == near("chi2_yates")
    assert g2(*counts, correction="williams") == near("G2_williams")
    assert chi2(*counts, correction="williams") == near("chi2_williams")
    assert contrasts.fisher_p(*counts) == near("fisher_p")


def test_eight_terms_give_the_measures_that_were_cross_checked() -> None:
    case = CASES["keyness.arabic_8_terms"]
    names, counts = two_by_two(case)
    low, high = contrasts.log_ratio_interval(*counts)
    g2 = contrasts.log_likelihood(*counts)
    found = {
        "G2_dunning_4cell": np.abs(g2),
        "G2_rayson_2cell": np.abs(contrasts.log_likelihood(*counts, cells=2)),
        "sign": np.sign(g2),
        "p": contrasts.chi_squared_p(g2),
        "p_fdr_bh": adjusted_p(contrasts.chi_squared_p(g2)),
        "log_ratio_hardie_half_for_zero": contrasts.log_ratio(*counts),
        "log_ratio_walter_plus_half": contrasts.log_ratio(*counts, zeros="plus_half"),
        "bic_wilson": contrasts.bayes_information(*counts),
        "ell_johnston": contrasts.effect_size_ll(*counts),
        "pct_diff_gabrielatos": contrasts.percent_difference(*counts),
        "log_odds_ratio_haldane": contrasts.log_odds_ratio(*counts),
        "log_ratio_ci95_delta": np.stack([low, high], axis=1),
    }
    for measure, values in found.items():
        for name, value in zip(names, values, strict=True):
            expected = case["expected"]["per_term"][name][measure]
            if expected is None:
                assert np.isnan(value).all(), (measure, name)
            else:
                assert value == pytest.approx(expected, rel=case["tolerance"]), (measure, name)


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("simple_maths_lambda1", lambda counts: contrasts.simple_maths(*counts)),
        ("LRC_no_adjust", lambda counts: contrasts.conservative_log_ratio(*counts)),
        ("LRC_evert_conservative_bonferroni8", lambda counts: contrasts.conservative_log_ratio(*counts, tests=8)),
        ("chi2", lambda counts: np.abs(contrasts.chi_squared_keyness(*counts))),
        ("chi2_yates", lambda counts: np.abs(contrasts.chi_squared_keyness(*counts, correction="yates"))),
        ("fisher_p", lambda counts: [contrasts.fisher_p(*row, *counts[2:]) for row in zip(*counts[:2], strict=True)]),
    ],
)
def test_measures_of_eight_terms_are_those_of_r(measure: str, values: Any) -> None:
    case = CASES["keyness.arabic_8_terms"]
    names, counts = two_by_two(case)

    expected = [case["expected"][measure][name] for name in names]

    assert list(values(counts)) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@pytest.mark.parametrize("variance", ["short", "full"])
def test_fightin_words_are_those_that_were_cross_checked(variance: Any) -> None:
    case = CASES["fightin_words.uninformative"]

    delta, z = contrasts.fightin_words(*(case["input"][k] for k in ("y_target", "y_ref", "alpha")), variance=variance)

    assert delta == pytest.approx(case["expected"]["delta"], rel=case["tolerance"])
    assert z == pytest.approx(case["expected"][f"z_{variance}"], rel=case["tolerance"])


def test_all_relabellings_of_eight_articles_are_counted() -> None:
    case = CASES["keyness.exact_article_permutation"]
    rows = [*case["input"]["target"], *case["input"]["reference"]]
    counts = csr_array(np.array([[row["f"]] for row in rows]))
    words, target = np.array([row["n"] for row in rows]), np.arange(len(rows)) < 4
    sums = [counts[side].sum() for side in (target, ~target)]
    sizes = [words[side].sum() for side in (target, ~target)]
    expected = case["expected"]

    assert contrasts.log_ratio(*sums, *sizes) == pytest.approx(expected["log_ratio"], rel=1e-9)
    assert shuffled_p(counts, words, target, contrasts.log_ratio) == pytest.approx(expected["p_exact"], rel=1e-9)
    assert relabelled_p(counts, words, target) == pytest.approx(expected["p_exact"], rel=1e-9)
    assert contrasts.log_likelihood(*sums, *sizes) == pytest.approx(expected["G2_tokens"], rel=1e-9)
    assert welch_p(counts, words, target) == pytest.approx(expected["welch_t_p"], rel=1e-9)
    assert rank_p(counts, words, target) == pytest.approx(expected["mannwhitney_exact_p"], rel=1e-9)


def articles(sides: list[str], texts: list[str], **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"article_id": [f"a{n}" for n in range(len(sides))], "outlet": sides, "text": texts, **columns})


def coverage(number: int = 40, seed: int = 0) -> pd.DataFrame:
    """Two outlets of which the first says مخرب more often; all else is chance."""
    chance = np.random.default_rng(seed)
    common = np.array("وزير بيت مدينة قرية جسر نهر طريق لجنة قانون خطة".split())
    texts = []
    for place in range(number):
        words = chance.choice(common, size=60, p=np.arange(10, 0, -1) / 55).tolist()
        words += ["مخرب"] * chance.poisson(4 if place < number // 2 else 0.5)
        texts.append(" ".join(words))
    return articles(["س"] * (number // 2) + ["ص"] * (number - number // 2), texts)


def test_a_term_of_one_side_comes_first_with_its_effect_and_articles() -> None:
    table = keyness(coverage(), target="س")
    first = table.iloc[0]

    assert (first["term"], first["more_in"]) == ("مخرب", "target")
    assert first["p_adjusted"] < 0.001
    assert first["log_ratio_low"] < 3 < first["log_ratio_high"]
    assert first["log_ratio_low"] > 0
    assert first["articles_target"] <= first["n_target"] == 20
    assert len(first["example_ids"]) == 3
    assert (table["p_adjusted"].iloc[1:] > 0.05).all()


def test_the_reverse_comparison_has_the_reverse_effects() -> None:
    one, other = (keyness(coverage(), target=side).set_index("term").sort_index() for side in ("س", "ص"))

    assert one["log_ratio"].to_numpy() == pytest.approx(-other["log_ratio"].to_numpy())
    assert one["log_ratio_low"].to_numpy() == pytest.approx(-other["log_ratio_high"].to_numpy())
    assert one["p"].to_numpy() == pytest.approx(other["p"].to_numpy())
    assert one["dispersion"].to_numpy() == pytest.approx(other["dispersion"].to_numpy())


def test_rows_in_another_order_give_the_same_table() -> None:
    table = coverage()
    columns = ["term", "log_ratio", "p", "count_target", "dispersion"]

    shuffled = keyness(table.sample(frac=1, random_state=3), target="س")[columns]

    pd.testing.assert_frame_equal(shuffled, keyness(table, target="س")[columns])


def test_articles_of_one_story_are_one_unit() -> None:
    table = coverage().assign(story=[f"s{n // 4}" for n in range(40)])

    alone, together = (keyness(table, target="س", story=story).set_index("term") for story in (None, "story"))

    assert together.loc["مخرب", "n_target"] == 20
    assert alone.loc["مخرب", "p"] < together.loc["مخرب", "p"]
    assert (alone["log_ratio"].sort_index() == together["log_ratio"].sort_index()).all()


def test_years_are_compared_as_outlets_are() -> None:
    table = coverage().assign(year=[2014] * 20 + [2015] * 20)

    assert keyness(table, by="year", target=2014)["term"][0] == "مخرب"
    assert keyness(table, by="year", target=[2015], reference=2014)["more_in"][0] == "reference"


def test_copies_are_counted_once_and_left_out_once() -> None:
    table = coverage().assign(is_copy=[True, False] * 20)

    found = keyness(table, target="س", copies="is_copy")

    assert found.groupby("copies")["n_target"].first().to_dict() == {"with": 20, "without": 10}


def test_what_is_asked_for_stands_beside() -> None:
    found = keyness(coverage(), target="س", more=MORE)
    first = found.iloc[0]

    columns = "g2 g2_p g2_p_adjusted fightin_words_z percent_difference bic welch_p rank_p_adjusted g2_articles_p"
    assert set(columns.split()) | {"juilland_d_target", "juilland_d_reference"} <= set(found.columns)
    assert max(first["g2_p_adjusted"], first["welch_p"], first["rank_p"], first["g2_articles_p"]) < 0.01
    assert first["fightin_words_z"] > 4


@pytest.mark.parametrize(
    ("sides", "note"),
    [
        (["س", "ص", "ص"], "one unit in the target: no interval, no test"),
        (["س", "ص"], "one unit in the target: no interval, no test"),
        (["س", "س", None], "no words in the reference: nothing to compare"),
    ],
)
def test_too_few_articles_are_noted_and_nothing_is_made_up(sides: list[str], note: str) -> None:
    table = articles(sides, ["جسر نهر جسر"] * len(sides))

    found = keyness(table, target="س", terms=term_matrix(table, only=["جسر", "كوكب"])).set_index("term")

    assert found.loc["جسر", "note"] == note
    assert found["p"].isna().all()
    assert found["log_ratio_low"].isna().all()


@pytest.mark.parametrize("number", [8, 40])
def test_a_term_never_seen_is_noted(number: int) -> None:
    table = coverage(number)

    row = keyness(table, target="س", terms=term_matrix(table, only=["كوكب"])).iloc[0]

    assert row["note"] == "in none of the articles that are compared"
    assert row[["log_ratio", "p", "more_in", "dispersion"]].isna().all()
    assert row["count_target"] == row["count_reference"] == 0


def test_an_outlet_alone_has_nothing_to_be_compared_with() -> None:
    found = keyness(articles(["س"] * 6, ["جسر نهر"] * 6), target="س")

    assert found["note"].unique().tolist() == ["no words in the reference: nothing to compare"]
    assert found["log_ratio"].isna().all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"target": "ع"}, r"target='ع': no article has \['ع'\] in 'outlet'; allowed are س, ص"),
        ({"target": "س", "reference": ["س"]}, "is target and reference"),
        ({"target": []}, "target="),
        ({"target": "س", "by": "paper"}, "by='paper' is no column"),
        ({"target": "س", "more": ["t"]}, "allowed are g2, fightin_words"),
        ({"target": "س", "story": "group"}, "story='group' is no column"),
    ],
)
def test_a_wrong_call_says_what_is_allowed(call: dict[str, Any], message: str) -> None:
    with pytest.raises(TableError, match=message):
        keyness(coverage(), **call)


def test_a_matrix_of_other_articles_is_refused() -> None:
    with pytest.raises(TableError, match="make it of the same table"):
        keyness(coverage(), target="س", terms=term_matrix(coverage(10)))


def test_p_is_small_only_where_the_interval_leaves_out_0() -> None:
    found = keyness(coverage(60, seed=2), target="س").dropna(subset="log_ratio_low")

    outside = (found["log_ratio_low"] > 0) | (found["log_ratio_high"] < 0)
    assert outside[found["p"] < 0.05].all()


@pytest.mark.parametrize("inside", [10, 40, 70])
def test_moments_give_nearly_the_p_of_many_draws(inside: int) -> None:
    chance = np.random.default_rng(inside)
    words = chance.integers(50, 800, size=80)
    counts = csr_array(chance.poisson(words[:, None] * np.array([0.002, 0.01, 0.03]) * chance.gamma(0.7, size=(80, 3))))
    target = np.arange(80) < inside

    drawn = shuffled_p(counts, words, target, excess, draws=9999)

    assert relabelled_p(counts, words, target) == pytest.approx(drawn, abs=0.03)


def test_no_p_is_below_that_of_all_articles_on_one_side() -> None:
    counts = csr_array(np.array([[9]] * 3 + [[0]] * 97))
    p = relabelled_p(counts, np.full(100, 300), np.arange(100) < 30)

    assert p[0] >= 30 * 29 * 28 / (100 * 99 * 98) - 1e-12


def test_terms_that_no_split_could_tell_are_not_among_the_tests() -> None:
    chance = np.random.default_rng(4)
    rare = (chance.random((60, 200)) < 0.05).astype(int)
    counts = csr_array(np.hstack([rare, np.ones((60, 3), dtype=int)]))
    target = np.arange(60) < 30

    told = can_tell(counts, target)

    assert told[200:].all()
    assert not told[:200][rare.sum(axis=0) <= 4].any()
    # which article is where does not matter
    assert (told == can_tell(counts, chance.permutation(target))).all()


def test_a_term_in_too_few_articles_has_no_adjusted_p_but_a_note() -> None:
    table = coverage()
    texts = table["text"].tolist()
    texts[0] += " كوكب" * 6
    found = keyness(table.assign(text=texts), target="س", terms=term_matrix(table.assign(text=texts), least_articles=1))

    row = found.set_index("term").loc["كوكب"]

    assert row["p"] > 0.2
    assert pd.isna(row["p_adjusted"])
    assert "in too few articles to be sure" in row["note"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 90)), min_size=2, max_size=9), st.integers(0, 1))
def test_dispersions_are_those_of_their_formulas(rows: list[tuple[int, int]], norm: int) -> None:
    counts, words = np.array([[f] for f, _ in rows]), np.array([n for _, n in rows], dtype=float)
    total, share = counts.sum(), words / words.sum()
    found = deviation_of_proportions(counts, words, normalized=bool(norm))[0]
    if not total:
        assert np.isnan(found)
        assert np.isnan(juilland_d(counts, words)[0])
        return
    rates = counts[:, 0] / words

    whole = 1 - share.min() if norm else 1
    assert found == pytest.approx(np.abs(counts[:, 0] / total - share).sum() / 2 / whole, abs=1e-12)
    expected = 1 - rates.std() / rates.mean() / np.sqrt(len(rows) - 1)
    assert juilland_d(counts, words)[0] == pytest.approx(expected, abs=1e-6)


def test_the_interval_grows_when_articles_differ() -> None:
    words, target = np.full(20, 100), np.arange(20) < 10
    even = csr_array(np.array([[4, 4]] * 10 + [[1, 1]] * 10) + np.array([[1, 0], [0, 0]] * 10))
    lumpy = csr_array(np.array([[8, 0], [1, 9]] * 5 + [[0, 2], [3, 0]] * 5))

    narrow, wide = (
        [high - low for low, high, _ in zip(*clustered_log_ratio(counts, words, target), strict=True)]
        for counts in (even, lumpy)
    )

    assert max(narrow) < min(wide)


def general_table() -> pd.DataFrame:
    texts = ["انهار السد على النهر يوم الأحد", "قال الوزير إن السد والنهر بخير", "السد أمان للقرى", "نهر وسد وقوم"]
    return pd.DataFrame({"article_id": list("abcd"), "text": texts})


def test_a_coverage_is_compared_with_arabic_in_general() -> None:
    pytest.importorskip("wordfreq")
    from toolkit.measures.keyness_general import general_keyness

    matrix = term_matrix(general_table(), only=["سد", "يوم", "كوكب", "ززززز"])
    found = general_keyness(general_table(), terms=matrix).set_index("term")

    assert found.loc["سد", "more_in"] == "target"
    assert 3 < found.loc["سد", "log_ratio_low"] < found.loc["سد", "log_ratio"] < found.loc["سد", "log_ratio_high"]
    assert found.loc["سد", "reference_rate"] > 0
    assert found.loc["كوكب", "note"] == "in none of the articles"
    assert pd.isna(found.loc["ززززز", "log_ratio"])


def test_without_the_general_list_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from toolkit.measures import keyness_general

    monkeypatch.setitem(sys.modules, "wordfreq", None)
    keyness_general.general_rates.cache_clear()

    with pytest.raises(ToolkitError, match=r"pip install .arabic-media-toolkit\[reference\]"):
        keyness_general.general_keyness(general_table())
