"""Formulas against values that other packages gave: each shared reference value that has a function here."""

from __future__ import annotations

import json
import math
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from measured import table
from rivals import linearised_t

from toolkit.articles.shingles import collision_probability, shingled
from toolkit.measures.abundance import (
    MEASURES,
    chao1,
    chao_shen,
    hill,
    miller_madow,
    shannon,
    simpson_unbiased,
    top_share,
)
from toolkit.measures.agreement import agreement
from toolkit.measures.association import adjusted_p, adjusted_residuals, association, jensen_shannon, residual_p
from toolkit.measures.collocation import collocation_scores
from toolkit.measures.divergence import divergence_table
from toolkit.measures.intervals import clustered_shares, wilson
from toolkit.measures.rarefaction import coverage_at, rarefied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from measured import Outcome

    Values = dict[str, Any]


def _diversity(given: Values) -> Values:
    counts = np.array(given["counts"], dtype=float)
    own = counts[counts > 0]
    return {
        "n": own.sum(),
        "S": len(own),
        "shannon_nats": shannon(counts),
        "shannon_bits": shannon(counts) / math.log(2),
        "pielou_evenness": MEASURES["pielou"](counts),
        "gini_simpson": MEASURES["gini_simpson"](counts),
        "inverse_simpson": hill(counts, 2),
        "HHI_0_1": MEASURES["hhi"](counts),
        "HHI_0_10000": 10_000 * MEASURES["hhi"](counts),
        "normalized_HHI": MEASURES["hhi_normalised"](counts),
        "gini_simpson_unbiased": 1 - simpson_unbiased(counts),
        "effective_sources_q1": hill(counts, 1),
        "effective_sources_q2": hill(counts, 2),
        "berger_parker": MEASURES["berger_parker"](counts),
        "miller_madow_nats": miller_madow(counts),
        "chao_shen_nats": chao_shen(counts),
        "good_turing_coverage": coverage_at(counts, int(counts.sum()) - 1),
        "gini_over_observed": MEASURES["gini"](counts),
        "gini_over_observed_corrected": MEASURES["gini_corrected"](counts),
        "top1_share": top_share(counts, 1),
        "top3_share": MEASURES["top_3"](counts),
        "rarefied_richness_at_10": rarefied(counts, 10, "hill_0"),
        "chao1_bias_corrected": chao1(counts)[0],
        "chao1_se": chao1(counts)[1],
        "theil": MEASURES["theil"](counts),
    }


def _association(given: Values) -> Values:
    found, residuals = association(given["table"]), adjusted_residuals(given["table"])
    p = residual_p(residuals)
    return {
        "chi2": found.chi2,
        "df": found.df,
        "p": found.p,
        "G2": found.g2,
        "G2_p": found.g2_p,
        "cramers_v": found.cramers_v,
        "cramers_v_bergsma": found.cramers_v_corrected,
        "adjusted_residuals": residuals,
        "cell_p": p,
        "cell_p_bh": adjusted_p(p),
    }


def _clusters(given: Values) -> Values:
    parts = np.array([[article["anonymous"]] for article in given["articles"]])
    sizes = np.array([article["quotes"] for article in given["articles"]])
    row = clustered_shares(parts, sizes).loc[0]
    every = [np.array(draw) for draw in product(range(len(sizes)), repeat=len(sizes))]
    shares = np.array([parts[draw].sum() / sizes[draw].sum() for draw in every])
    low, high = linearised_t(parts, sizes)
    return {
        "theta": row["share"],
        "n_resamples": len(every),
        "boot_mean": shares.mean(),
        "boot_se_population": shares.std(),
        "percentile_95_linear": np.quantile(shares, [0.025, 0.975]),
        "percentile_95_inverted_cdf": np.quantile(shares, [0.025, 0.975], method="inverted_cdf"),
        "linearised_se": float((high - low)[0]) / 2 / 3.182446305284263,
        "design_effect_se": math.sqrt(row["design_effect"] * row["share"] * (1 - row["share"]) / sizes.sum()),
        "naive_wilson_95": wilson(parts.sum(), sizes.sum()),
    }


def _wilson(given: Values) -> Values:
    low, high = wilson(given["count"], given["nobs"])
    return {"low": low, "high": high}


def _alpha(rows: list[list[Any]], level: str) -> float:
    wide = pd.DataFrame({f"coder {place}": row for place, row in enumerate(rows)})
    return float(agreement(wide, level=level, draws=50)["alpha"].iloc[0])  # type: ignore[arg-type]


def _levels(given: Values) -> Values:
    return {level: _alpha(given["coders_by_units"], level) for level in ("nominal", "ordinal", "interval", "ratio")}


def _two_coders(given: Values) -> Values:
    return {name: _alpha(given[name], "nominal") for name in ("binary", "nominal")}


def _shingles(given: Values) -> Values:
    shingles = shingled([given["a"], given["b"]])
    common, sizes = shingles.common(0, 1), (shingles.size(0), shingles.size(1))
    return {
        "jaccard": common / (sum(sizes) - common),
        "containment": common / min(sizes),
        "n_a": sizes[0],
        "n_b": sizes[1],
        "lsh_b16_r8_prob_at_J0.8": collision_probability(0.8, bands=16, rows=8),
        "lsh_b32_r4_prob_at_J0.5": collision_probability(0.5, bands=32, rows=4),
    }


def _collocation(given: Values) -> Values:
    found = collocation_scores(given["O11"], given["R1"], given["C1"], given["N"])
    names = {
        "E11": "expected",
        "PMI_log2": "pmi",
        "MI3": "mi3",
        "NPMI": "npmi",
        "t": "t_score",
        "z": "z_score",
        "logDice": "log_dice",
        "dice": "dice",
        "G2": "g2",
        "deltaP_2_given_1": "delta_p",
    }
    return {theirs: getattr(found, ours) for theirs, ours in names.items()}


def _divergence(given: Values) -> Values:
    sides = pd.DataFrame({"article_id": list("PQT"), "outlet": list("PQT")})
    counts = pd.DataFrame([given[name] for name in "PQT"], columns=given["categories"])
    found = divergence_table(sides.join(counts), of=given["categories"])
    bits = dict(zip(found["first"] + found["second"], found["divergence"], strict=True))
    return {
        **{f"JSD_bits_{pair}": value for pair, value in bits.items()},
        "JS_distance_PQ": math.sqrt(bits["PQ"]),
        "JSD_nats_PQ": bits["PQ"] * math.log(2),
        "JSD_bits_PQT_equal": float(jensen_shannon([given[name] for name in "PQT"])),
    }


CHECKS: dict[str, Callable[[Values], Values]] = {
    "diversity.": _diversity,
    "association.": _association,
    "bootstrap.": _clusters,
    "proportion.": _wilson,
    "reliability.krippendorff_4x12": _levels,
    "reliability.krippendorff_2coders": _two_coders,
    "dedup.": _shingles,
    "collocation.": _collocation,
    "divergence.": _divergence,
}


def _near(got: Any, wanted: Any, tolerance: float) -> bool:
    return bool(np.allclose(got, wanted, rtol=tolerance, atol=1e-12))


def measure(shared: Path, outcome: Outcome) -> None:
    """Compares each value that can be computed here, and says which cannot yet."""
    path = shared / "statistics" / "reference_values.json"
    if not path.is_file():
        outcome.say("## Reference values\n\nNot there: only the cases in tests/cases are checked, by the tests.")
        return
    rows = []
    for case in json.loads(path.read_text("utf-8"))["cases"]:
        check = next((own for start, own in CHECKS.items() if case["id"].startswith(start)), None)
        values = {} if check is None else check(case["input"])
        known = {name: value for name, value in case["expected"].items() if name in values}
        wrong = [name for name, value in known.items() if not _near(values[name], value, case["tolerance_rel"])]
        outcome.failures += [f"{case['id']}: {name} is not the reference value" for name in wrong]
        rest = [name for name in case["expected"] if name not in values]
        rows.append([case["id"], str(len(known) - len(wrong)), str(len(wrong)), ", ".join(rest) if known else "all"])
    outcome.say(f"## Reference values\n\n{table(['case', 'right', 'wrong', 'no function here'], rows)}")
