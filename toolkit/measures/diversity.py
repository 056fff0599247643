"""How many voices there are, and how evenly they are heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import t

from toolkit.articles.linking import is_speech, linked
from toolkit.errors import TableError
from toolkit.measures.abundance import (
    MEASURES,
    chao1,
    chao_shen,
    chao_wang_jost,
    miller_madow,
    shannon,
    simpson_unbiased,
)
from toolkit.measures.grouping import group_columns, groups
from toolkit.measures.rarefaction import coverage_at, rarefied, size_at_coverage
from toolkit.measures.resampling import jackknife_error
from toolkit.measures.units import checked_unit, clusters_of, counted, with_turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scipy.sparse import csr_array

    from toolkit.measures.units import Unit

    Array = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["diversity"]

_WHOLE: dict[str, Callable[[Array], float]] = {
    "hill_0": lambda counts: chao1(counts)[0],
    "hill_1": lambda counts: float(np.exp(chao_wang_jost(counts))),
    "hill_2": lambda counts: 1 / max(simpson_unbiased(counts), 1e-12),
    "shannon": chao_wang_jost,
    "chao_shen": chao_shen,
    "miller_madow": miller_madow,
    "hhi": simpson_unbiased,
    "gini_simpson": lambda counts: 1 - simpson_unbiased(counts),
}
"""The estimate of the whole that a sample was drawn from, where one is known."""
_SAMPLE: dict[str, Callable[[Array], float]] = {**MEASURES, "chao_shen": shannon, "miller_madow": shannon}
_RAREFIED = {"chao_shen": "shannon", "miller_madow": "shannon"}
_LOGARITHMIC = {"hill_0", "hill_1", "hill_2"}
_BOUNDED = {"hhi", "gini_simpson", "hhi_normalised", "pielou", "gini", "gini_corrected", "berger_parker", "top_3"}
_FEW_GROUPS = 20  # parts of the jackknife for measures that are averaged over subsamples
_FEWEST = {"whole": 20, "coverage": 8, "size": 8}  # articles, or stories, from which simulated intervals held
_LEAST_COVERAGE = 0.5  # below, simulated intervals of the whole held the truth in 0.22 to 0.95 of cases
_FIGURES = ("observed", "estimate", "low", "high", "coverage")
_COUNTS = ("n", "speakers", "articles")


class _Sample(NamedTuple):
    """One group: articles (or other clusters) by speakers, and what of it can be said at all."""

    table: csr_array
    counts: Array
    articles: int
    covered: float


def diversity(
    quotations: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    measures: str | Sequence[str] = "hill_1",
    unit: Literal["articles", "turns", "relations"] = "articles",
    at: Literal["whole", "coverage", "size"] | float | None = None,
    story: str | None = None,
    aliases: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How many equally frequent speakers would be as diverse: Hill's number of order 1, or other measures.

    A sample shows fewer speakers than there are, and the smaller it is the fewer: of 200 speakers with Zipf's shares 50
    quotations show an entropy that is 1.04 nats too low. So `observed`, the measure of the sample itself, stands beside
    an `estimate`: of the whole that the articles are drawn from (`at="whole"`), or, to compare groups, in subsamples of
    the same coverage or size. Coverage is the share of all speech whose speakers were seen; equal coverage is the
    fairer comparison, since a richer group needs a larger sample (Chao and Jost 2012).

    Measures are `hill_0` (estimate: Chao1, a lower bound), `hill_1` (e to the entropy of Chao, Wang and Jost), `hill_2`
    (1 / unbiased Simpson), `shannon`, `chao_shen` and `miller_madow` (Shannon with their estimates), `hhi` (Σ p²)
    and `gini_simpson` (unbiased), and, with no estimate of the whole, `hhi_normalised`, `pielou`, `gini`,
    `gini_corrected`, `berger_parker`, `top_3`, `theil`; formulas are in `abundance`.

    The interval is t(g - 1) times a jackknife error that leaves out articles, on the logarithm of a Hill number and the
    logit of what lies between 0 and 1. Resampling articles would not do: a speaker of one article drawn twice looks
    well known. In simulations, with speakers that go together, it covered 0.94 to 0.99 of the whole where it says 0.95,
    and 0.92 to 0.98 at equal size. No interval is given where none held: of the whole from fewer than 20 articles, at
    an equal size from fewer than 8, or where less than half of the speech is covered.

    Args:
        quotations: What `quotation_table` gives. Counted is outer speech, as `source_frequency` counts it.
        by: A column of it, or several, whose values are compared.
        measures: One measure or several.
        unit: What a speaker is counted by: the `articles` in which he or she speaks, or `turns` or `relations`. Those
            of one article belong together, so that estimates of the whole from them are too low.
        at: `whole`; `coverage` or `size`: the lowest of the groups that can be compared; a number below 1: that
            coverage; from 1 on: that size. Without it `whole`, or, with `by`, `coverage` where all of them reach 0.5,
            else `size`: of mixed news most speakers are met once, and little can be compared at a lower coverage.
        story: The column that says which articles are of one story, such as `find_syndicated` gives: stories are then
            left out in the jackknife, and an article without one for itself.
        aliases: A researcher's corrections, honoured first: `alias` (a name as found) and `speaker` (who that is).
        confidence: The share of intervals that hold the true value.

    Returns:
        One row per group and measure: the columns of `by`, `measure`, `observed`, `estimate`, `low`, `high`, `at` (what
        the estimate is of: "whole", "coverage 0.714" or "size 50"), `n` (what was counted), `speakers` (observed),
        `articles`, `coverage` (of the sample, 0..1) and `note`. Missing where it cannot be told: one speaker, one
        article, nobody, every speaker counted once.

    Raises:
        TableError: A column is missing, or a measure, `unit` or `at` is unknown.

    References:
        Chao, A., Jost, L. (2012). Coverage-based rarefaction and extrapolation. Ecology 93, 2533-2547.
        Chao, A., Gotelli, N. J., Hsieh, T. C., et al. (2014). Rarefaction and extrapolation with Hill numbers.
        Ecological Monographs 84, 45-67.

    Examples:
        >>> from toolkit.articles.schema import build_table
        >>> speakers = ["سلمى", "كريم", "سلمى", "هند", "سلمى", "كريم", "سلمى", "سالم"]
        >>> quotations = build_table(
        ...     {
        ...         "article_id": list("11223344"),
        ...         "speaker": speakers,
        ...         "type": ["person"] * 8,
        ...         "kind": ["direct"] * 8,
        ...         "words": [5] * 8,
        ...         "position": [0, 1] * 4,
        ...     },
        ...     "quotations",
        ... )
        >>> table = diversity(quotations, measures=["hill_1", "hhi"])
        >>> table[["measure", "observed", "estimate", "at", "coverage"]].round(2).to_dict("records")
        [{'measure': 'hill_1', 'observed': 3.36, 'estimate': 4.78, 'at': 'whole', 'coverage': 0.78}, \
{'measure': 'hhi', 'observed': 0.34, 'estimate': 0.25, 'at': 'whole', 'coverage': 0.78}]
    """
    asked = [measures] if isinstance(measures, str) else list(measures)
    names = group_columns(quotations, by)
    counts = _checked(asked, unit, at)
    group_columns(quotations, story)
    table = with_turns(linked(quotations.reset_index(drop=True), aliases=aliases))
    samples = [(values, _sample(group, counts, story)) for values, group in groups(table, names)]
    base = _base([sample for _, sample in samples], at, compared=bool(names))
    rows = [
        dict(zip(names, values, strict=True)) | _row(sample, measure, base, confidence)
        for values, sample in samples
        for measure in asked
    ]
    result = pd.DataFrame(rows, columns=[*names, "measure", *_FIGURES[:4], "at", *_COUNTS, "coverage", "note"])
    kinds = {name: table[name].dtype for name in names} | dict.fromkeys(_FIGURES, "float64")
    return result.astype(kinds | dict.fromkeys(_COUNTS, "int64") | dict.fromkeys(("measure", "at", "note"), "str"))


def _checked(asked: Sequence[str], unit: str, at: Any) -> Unit:
    wrong = [name for name in asked if name not in _SAMPLE]
    if wrong or not asked:
        raise TableError(f"measures={asked!r}: allowed are {', '.join(_SAMPLE)}")
    if unit == "words":
        raise TableError("unit='words' is not allowed: no word is drawn by itself; use articles, turns or relations")
    if at not in {None, "whole", "coverage", "size"} and not (isinstance(at, int | float) and at > 0):
        raise TableError(f"at={at!r} is not allowed; use 'whole', 'coverage', 'size', a coverage below 1 or a size")
    return checked_unit(unit)


def _sample(group: pd.DataFrame, unit: Unit, story: str | None) -> _Sample:
    spoken = group[is_speech(group) & group["source_id"].notna()]
    sources = pd.Index(spoken["source_id"].unique())
    table, _ = counted(spoken, unit, clusters=clusters_of(spoken, story), sources=sources)
    counts = np.asarray(table.sum(axis=0), dtype=float).ravel()
    covered = coverage_at(counts, int(counts.sum())) if len(counts) else np.nan
    return _Sample(table, counts, spoken["article_id"].nunique(), covered)


def _fault(sample: _Sample) -> str | None:
    """Why nothing can be estimated from a sample, if nothing can."""
    if not len(sample.counts):
        return "nobody speaks"
    if len(sample.counts) == 1:
        return "one speaker only: no variation"
    if sample.articles < 2:
        return "one article only"
    if sample.counts.max() == 1:
        return "every speaker was counted once: the sample does not tell how many there are"
    return None


def _base(samples: Sequence[_Sample], at: Any, *, compared: bool) -> tuple[str, float]:
    """What is compared at, `whole`, `coverage` or `size`, and the value."""
    if isinstance(at, int | float):
        return ("coverage" if at < 1 else "size"), float(at)
    sound = [sample for sample in samples if _fault(sample) is None]
    least = min((sample.covered for sample in sound), default=np.nan)
    kind = at or ("whole" if not compared else "size" if least < _LEAST_COVERAGE else "coverage")
    if kind == "whole" or not sound:
        return kind, np.nan
    return kind, least if kind == "coverage" else min(float(sample.counts.sum()) for sample in sound)


def _row(sample: _Sample, measure: str, base: tuple[str, float], confidence: float) -> dict[str, Any]:
    kind, value = base
    figures: dict[str, Any] = {
        "measure": measure,
        "observed": _SAMPLE[measure](sample.counts),
        "coverage": sample.covered,
    }
    figures |= {"n": int(sample.counts.sum()), "speakers": len(sample.counts), "articles": sample.articles}
    figures |= {
        "at": kind if np.isnan(value) else f"{kind} {value:.3f}" if kind == "coverage" else f"{kind} {value:.0f}"
    }
    fault = _fault(sample)
    if fault is not None:
        return figures | {"note": fault}
    if kind == "whole" and measure not in _WHOLE:
        return figures | {"note": "no estimate of the whole is known; compare at equal coverage or size"}

    def estimate(counts: Array) -> float:
        if kind == "whole":
            return _WHOLE[measure](counts)
        size = value if kind == "size" else size_at_coverage(counts, min(value, coverage_at(counts, int(counts.sum()))))
        return rarefied(counts, min(size, float(counts.sum())), _RAREFIED.get(measure, measure))

    if kind == "coverage" and sample.covered < value - 1e-9:
        return figures | {"note": f"its coverage does not reach {value:.3f}"}
    if kind == "size" and sample.counts.sum() < value:
        return figures | {"note": f"its size does not reach {value:.0f}"}
    figures |= {"estimate": estimate(sample.counts)}
    if kind != "size" and (sample.covered if kind == "whole" else value) < _LEAST_COVERAGE:
        told = "the estimate of the whole is a lower bound" if kind == "whole" else "compare at equal size"
        return figures | {"note": f"no interval: with a coverage below {_LEAST_COVERAGE} none holds; {told}"}
    if kind == "whole" and measure == "hill_0":
        figures |= {"note": "a lower bound of the number of speakers"}
    if sample.table.shape[0] < _FEWEST[kind]:
        return figures | {"note": f"no interval: fewer than {_FEWEST[kind]} articles or stories"}
    return figures | _interval(sample, measure, estimate, figures["estimate"], confidence)


def _interval(
    sample: _Sample, measure: str, estimate: Callable[[Array], float], value: float, confidence: float
) -> dict[str, Any]:
    forward, back = _scales(measure)

    def statistic(weights: Array) -> Array:
        left = np.asarray((sample.table.T @ weights.T).T)
        return np.array([[forward(estimate(counts[counts > 0]))] for counts in left])

    most = _FEW_GROUPS if measure not in _WHOLE else 200
    error, parts = jackknife_error(statistic, sample.table.shape[0], most=most)
    half = float(error[0]) * float(t.ppf((1 + confidence) / 2, parts - 1))
    if not half > 1e-9:
        return {"note": "no interval: articles do not differ"}
    low, high = (float(back(forward(value) + side * half)) for side in (-1, 1))
    return {"low": low, "high": high}


def _scales(measure: str) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """On which scale an interval is even, and the way back."""
    if measure in _LOGARITHMIC:
        return lambda x: float(np.log(max(x, 1e-12))), lambda y: float(np.exp(y))
    if measure in _BOUNDED:
        return lambda x: float(logit(min(max(x, 1e-6), 1 - 1e-6))), lambda y: float(expit(y))
    return lambda x: x, lambda y: max(y, 0.0)
