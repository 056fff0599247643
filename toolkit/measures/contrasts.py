"""How far the frequency of a term in one body of text is from that in another: counts of two by two.

Everywhere `a` and `b` are the term's counts in target and reference, `c` and `d` the words of each. These take words as
independent of each other, which the words of an article are not: their p is far too small, see
`toolkit.measures.keyness`.
"""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from scipy.stats import beta, chi2, fisher_exact, norm

__all__ = [
    "Correction",
    "bayes_information",
    "chi_squared_keyness",
    "chi_squared_p",
    "conservative_log_ratio",
    "effect_size_ll",
    "fightin_words",
    "fisher_p",
    "log_likelihood",
    "log_odds_ratio",
    "log_ratio",
    "log_ratio_interval",
    "percent_difference",
    "simple_maths",
]

Array = np.ndarray[Any, np.dtype[Any]]
Correction = Literal["none", "yates", "williams"]
Zeros = Literal["half_for_zero", "plus_half"]


def _floats(*values: Any) -> list[Array]:
    return list(np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values)))


def _cells(a: Any, b: Any, c: Any, d: Any) -> tuple[Array, Array]:
    """Observed and expected cells: the term in target and reference, then the other words."""
    a, b, c, d = _floats(a, b, c, d)
    observed = np.stack([a, b, c - a, d - b])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / (c + d)
    return observed, np.stack([c * share, d * share, c * (1 - share), d * (1 - share)])


def _yates(observed: Array, expected: Array) -> Array:
    """Every cell half nearer to what is expected, and not beyond it."""
    distance = observed - expected
    nearer: Array = np.sign(distance) * np.maximum(np.abs(distance) - 0.5, 0)
    return nearer


def _williams(a: Any, b: Any, c: Any, d: Any) -> Array:
    a, b, c, d = _floats(a, b, c, d)
    n, term = c + d, a + b
    with np.errstate(divide="ignore", invalid="ignore"):
        q: Array = 1 + (n / term + n / (n - term) - 1) * (n / c + n / d - 1) / (6 * n)
    return q


def log_likelihood(
    a: Any, b: Any, c: Any, d: Any, *, cells: Literal[2, 4] = 4, correction: Correction = "none"
) -> Array:
    """The log-likelihood ratio G² of a term, with a sign: negative where the target has less of it.

    G² = 2 Σ O ln(O / E), E = row · column / N, over all four cells (Dunning), or over the two of the term (Rayson and
    Garside). Corrected: by Yates, O moved by a half towards E; by Williams, divided by
    q = 1 + (N/R1 + N/R2 - 1) (N/C1 + N/C2 - 1) / 6N.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.
        cells: 4, or 2 as on the pages of the log-likelihood wizard.
        correction: For small counts.

    Returns:
        Not a number where the term, or a side, has no words.

    References:
        Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics
        19, 61-74.
        Rayson, P., Garside, R. (2000). Comparing corpora using frequency profiling.
        Williams, D. A. (1976). Improved likelihood ratio tests for complete contingency tables. Biometrika 63, 33-37.

    Examples:
        >>> round(float(log_likelihood(120, 80, 10_000, 12_000)), 3)
        17.163
        >>> round(float(log_likelihood(120, 80, 10_000, 12_000, cells=2)), 3)
        17.007
    """
    observed, expected = _cells(a, b, c, d)
    sign = np.sign(observed[0] - expected[0])
    if correction == "yates":
        observed = expected + _yates(observed, expected)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(observed > 0, observed * np.log(observed / expected), 0)
        value = 2 * parts[:cells].sum(axis=0)
        value = np.where(expected[0] > 0, value, np.nan)
    if correction == "williams":
        value = value / _williams(a, b, c, d)
    signed: Array = sign * np.maximum(value, 0)
    return signed


def chi_squared_keyness(a: Any, b: Any, c: Any, d: Any, *, correction: Correction = "none") -> Array:
    """Pearson's χ² of a term, with the sign and the corrections of `log_likelihood`.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.
        correction: For small counts.

    Examples:
        >>> round(float(chi_squared_keyness(7, 2, 10, 9, correction="yates")), 3)
        2.632
    """
    observed, expected = _cells(a, b, c, d)
    distance = _yates(observed, expected) if correction == "yates" else observed - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (distance**2 / expected).sum(axis=0)
    if correction == "williams":
        value = value / _williams(a, b, c, d)
    signed: Array = np.sign(observed[0] - expected[0]) * value
    return signed


def chi_squared_p(statistic: Any) -> Array:
    """The p of a signed G² or χ² with one degree of freedom, which takes words as independent.

    Args:
        statistic: What `log_likelihood` or `chi_squared_keyness` gives.
    """
    p: Array = chi2.sf(np.abs(np.asarray(statistic, dtype=float)), 1)
    return p


def fisher_p(a: int, b: int, c: int, d: int) -> float:
    """Fisher's exact two-sided p of one term, which takes words as independent.

    Args:
        a: Count in the target.
        b: Count in the reference.
        c: Words of the target.
        d: Words of the reference.

    Examples:
        >>> round(fisher_p(7, 2, 10, 9), 5)
        0.06978
    """
    return float(fisher_exact(np.array([[a, b], [c - a, d - b]])).pvalue)


def log_ratio(a: Any, b: Any, c: Any, d: Any, *, zeros: Zeros = "half_for_zero") -> Array:
    """How many times as frequent a term is, as a logarithm to base 2: 1 is twice, -1 half as frequent.

    log2((a/c) / (b/d)), where a count of none is taken as a half (Hardie); or, `plus_half`,
    log2((a + ½)/(c + ½)) - log2((b + ½)/(d + ½)) (Walter).

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.
        zeros: What is done about counts of none.

    Returns:
        Not a number where a side has no words, or neither has the term.

    References:
        Hardie, A. (2014). Log Ratio: an informal introduction.
        Walter, S. D. (1975). The distribution of Levin's measure of attributable risk. Biometrika 62, 371-372.

    Examples:
        >>> log_ratio([120, 0], [80, 12], 10_000, 12_000).round(3).tolist()
        [0.848, -4.322]
    """
    a, b, c, d = _floats(a, b, c, d)
    if zeros == "plus_half":
        tops, wholes = (a + 0.5, b + 0.5), (c + 0.5, d + 0.5)
    else:
        tops, wholes = (np.where(a > 0, a, 0.5), np.where(b > 0, b, 0.5)), (c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(tops[0] / wholes[0]) - np.log2(tops[1] / wholes[1])
    found: Array = np.where((c > 0) & (d > 0) & (a + b > 0), ratio, np.nan)
    return found


def log_ratio_interval(a: Any, b: Any, c: Any, d: Any, *, level: float = 0.95) -> tuple[Array, Array]:
    """The interval of `log_ratio` that takes words as independent: ± z √(1/a - 1/c + 1/b - 1/d) / ln 2.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.
        level: The share of intervals that hold the true value, were words independent.

    Returns:
        Lower and upper ends; not a number where a side has none of the term.

    References:
        Katz, D., Baptista, J., Azen, S. P., Pike, M. C. (1978). Obtaining confidence intervals for the risk ratio in
        cohort studies. Biometrics 34, 469-474.

    Examples:
        >>> [round(float(end), 3) for end in log_ratio_interval(120, 80, 10_000, 12_000)]
        [0.442, 1.254]
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(1 / a - 1 / c + 1 / b - 1 / d) / np.log(2)
        half = float(norm.ppf((1 + level) / 2)) * np.where((a > 0) & (b > 0), error, np.nan)
    middle = log_ratio(a, b, c, d)
    return middle - half, middle + half


def percent_difference(a: Any, b: Any, c: Any, d: Any) -> Array:
    """%DIFF = 100 (p1 - p2) / p2: by how many per cent a term is more frequent in the target.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.

    Returns:
        Not a number where the reference has none.

    References:
        Gabrielatos, C., Marchi, A. (2011). Keyness: matching metrics to definitions.

    Examples:
        >>> round(float(percent_difference(120, 80, 10_000, 12_000)), 1)
        80.0
    """
    a, b, c, d = _floats(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        second = b / d
        found: Array = np.where(second > 0, 100 * (a / c - second) / second, np.nan)
    return found


def log_odds_ratio(a: Any, b: Any, c: Any, d: Any) -> Array:
    """The natural logarithm of the odds ratio, a half added to each cell (Haldane).

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.

    References:
        Haldane, J. B. S. (1956). The estimation and significance of the logarithm of a ratio of frequencies. Annals of
        Human Genetics 20, 309-311.

    Examples:
        >>> round(float(log_odds_ratio(120, 80, 10_000, 12_000)), 3)
        0.591
    """
    a, b, c, d = _floats(a, b, c, d)
    found: Array = np.log((a + 0.5) * (d - b + 0.5) / ((b + 0.5) * (c - a + 0.5)))
    return found


def effect_size_ll(a: Any, b: Any, c: Any, d: Any) -> Array:
    """ELL = G² / (N ln E_min), with the two-cell G² and the smaller expected count.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.

    References:
        Johnston, J. E., Berry, K. J., Mielke, P. W. (2006). Measures of effect size for chi-squared and
        likelihood-ratio goodness-of-fit tests. Perceptual and Motor Skills 103, 412-414.

    Examples:
        >>> f"{effect_size_ll(120, 80, 10_000, 12_000):.6f}"
        '0.000171'
    """
    _, expected = _cells(a, b, c, d)
    whole = sum(_floats(c, d))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = np.abs(log_likelihood(a, b, c, d, cells=2)) / (whole * np.log(expected[:2].min(axis=0)))
    return found


def bayes_information(a: Any, b: Any, c: Any, d: Any) -> Array:
    """BIC = G² - ln N, with the two-cell G²: above 2 there is evidence of a difference, above 10 very strong.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.

    References:
        Wilson, A. (2013). Embracing Bayes factors for key item analysis in corpus linguistics.

    Examples:
        >>> round(float(bayes_information(120, 80, 10_000, 12_000)), 3)
        7.008
    """
    found: Array = np.abs(log_likelihood(a, b, c, d, cells=2)) - np.log(sum(_floats(c, d)))
    return found


def simple_maths(a: Any, b: Any, c: Any, d: Any, *, added: float = 1.0) -> Array:
    """The ratio of the frequencies per million words, each with a number added that favours rare or common terms.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.
        added: The larger, the commoner the terms that come first.

    References:
        Kilgarriff, A. (2009). Simple maths for keywords. Corpus Linguistics Conference, Liverpool.

    Examples:
        >>> round(float(simple_maths(120, 80, 10_000, 12_000)), 3)
        1.8
    """
    a, b, c, d = _floats(a, b, c, d)
    ratio: Array = (a / c * 1e6 + added) / (b / d * 1e6 + added)
    return ratio


def conservative_log_ratio(a: Any, b: Any, c: Any, d: Any, *, tests: int = 1, level: float = 0.95) -> Array:
    """LRC: the end of the interval of the log ratio that is nearer to 0; 0 where the interval holds it.

    Clopper and Pearson's interval of a among a + b, for as many tests as there are (Bonferroni), as a ratio of rates.
    It takes words as independent.

    Args:
        a: Counts in the target.
        b: Counts in the reference.
        c: Words of the target.
        d: Words of the reference.
        tests: How many terms are tested.
        level: The share of intervals that hold the true value, were words independent.

    References:
        Evert, S. (2022). Measuring keyness. Digital Humanities 2022.

    Examples:
        >>> conservative_log_ratio([120, 60], [80, 61], 10_000, 12_000, tests=8).round(3).tolist()
        [0.269, 0.0]
    """
    a, b, c, d = _floats(a, b, c, d)
    tail = (1 - level) / tests / 2
    low = np.where(a > 0, beta.ppf(tail, a, b + 1), 0.0)
    high = np.where(b > 0, beta.ppf(1 - tail, a + 1, b), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = [np.log2(share / (1 - share) * d / c) for share in (low, high)]
        found: Array = np.where(a / c >= b / d, np.maximum(ends[0], 0), np.minimum(ends[1], 0))
    return found


def fightin_words(a: Any, b: Any, prior: Any, *, variance: Literal["short", "full"] = "short") -> tuple[Array, Array]:
    """The log odds of each term in the target against the reference, drawn towards a prior, and their z.

    With n the sum of the counts of a side and α0 that of the prior,
    δ = ln((a + α)/(n1 + α0 - a - α)) - ln((b + α)/(n2 + α0 - b - α)), z = δ / √v, v = 1/(a + α) + 1/(b + α)
    (`short`, as in the paper); `full` adds 1/(n1 + α0 - a - α) + 1/(n2 + α0 - b - α).

    Args:
        a: The counts of all terms in the target.
        b: Those in the reference.
        prior: The α of each term: one number for all (uninformative), or what a larger body of text has of each,
            scaled to a sum α0 (informative).
        variance: Which variance.

    Returns:
        δ and z. z takes words as independent.

    References:
        Monroe, B. L., Colaresi, M. P., Quinn, K. M. (2008). Fightin' words: lexical feature selection and evaluation
        for identifying the content of political conflict. Political Analysis 16, 372-403, equations 15-22.

    Examples:
        >>> delta, z = fightin_words([120, 45, 835], [80, 10, 910], 0.01)
        >>> delta.round(3).tolist(), z.round(3).tolist()
        ([0.45, 1.539, -0.692], [3.117, 4.405, -14.441])
    """
    a, b, alpha = _floats(a, b, prior)
    first, second = a + alpha, b + alpha
    rest, other = first.sum() - first, second.sum() - second
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log(first / rest) - np.log(second / other)
        spread = 1 / first + 1 / second
        if variance == "full":
            spread = spread + 1 / rest + 1 / other
        z: Array = delta / np.sqrt(spread)
    return delta, z
