"""Which terms one group of articles has more of than another, with articles as the sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import t

from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.measures.association import adjusted_p
from toolkit.measures.contrasts import log_ratio
from toolkit.measures.dispersion import deviation_of_proportions
from toolkit.measures.grouping import group_columns, measured_with_and_without
from toolkit.measures.keyness_more import MORE, more_measures
from toolkit.measures.relabelling import can_tell, relabelled_p
from toolkit.measures.terms import TermMatrix, aligned_terms, article_examples, by_cluster, term_matrix
from toolkit.measures.units import clusters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy import sparse

__all__ = ["ClusteredRatio", "clustered_log_ratio", "keyness"]

Array = np.ndarray[Any, np.dtype[Any]]
_MILLION = 1_000_000


def keyness(
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    target: str | Sequence[str],
    reference: str | Sequence[str] | None = None,
    terms: TermMatrix | None = None,
    more: Sequence[str] = (),
    story: str | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """The terms that one outlet uses more, or less, than others, and how sure that is.

    An article uses a word many times or never, so words are no independent sample: of two random halves of the same
    coverage, tests of words find terms that differ in nearly every split, and tests of articles do not (`make bench`).
    So articles are shuffled here, or whole stories, and the interval is from the spread between them. Shuffles alone
    find too much where one side has few and long articles, the spread alone for rare terms, so that p is the larger of
    both.

    Args:
        articles: An articles table.
        by: The column whose values are compared.
        target: A value of it, or several that are taken together.
        reference: The value or values that the target is compared with; all others where it is left out.
        terms: What `term_matrix` gives for these articles, where lemmas that occur 5 times in 3 articles at least, stop
            words aside, are not what is to be compared: other units, n-grams, limits, or only some terms.
        more: Other measures beside: `g2`, `fightin_words`, `percent_difference`, `bic`, which take words as
            independent, `welch` and `rank` (Mann and Whitney's) on the rates of articles, `g2_articles` (G² with 999
            shuffles of articles), `juilland_d`.
        story: A column of `articles` that says which are of one story, such as `group_id` of `find_syndicated`;
            what a side has of a story is then one unit.
        copies: A column that marks wire copies; each row is given with them and without.

    Returns:
        One row per term, the surest first: `copies` (where asked for), `term`, `more_in` (`target` or `reference`),
        `log_ratio` (to base 2: 1 is twice as frequent in the target, -1 half as) with `log_ratio_low` and
        `log_ratio_high` (95 %), `p` (the larger of that of shuffled articles or stories, see
        `relabelling.relabelled_p`, and that of the interval's t), `p_adjusted`
        (Benjamini-Hochberg over the terms that are in enough articles to be told, see `relabelling.can_tell`),
        `count_target`, `count_reference`, `rate_target`, `rate_reference` (per million words), `articles_target`,
        `articles_reference` (that have the term), `n_target`, `n_reference` (articles of each side), `dispersion`
        (Gries' DP in the side that has more, 0 even, 1 in few articles), `example_ids` (up to three articles of that
        side with most of it), what `more` asks for, and `note`. Missing where it is not defined.

    Raises:
        TableError: A column is missing, no article has a value, a value is on both sides, or `more` is unknown.

    References:
        Hardie, A. (2014). Log Ratio: an informal introduction.
        Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. Digital Scholarship in the
        Humanities 31, 374-397.

    Examples:
        >>> texts = ["هدم الجيش بيوتا"] * 4 + ["أزال الجيش منازل"] * 4
        >>> table = pd.DataFrame({"article_id": list("abcdefgh"), "outlet": ["س"] * 4 + ["ص"] * 4, "text": texts})
        >>> found = keyness(table, target="س", terms=term_matrix(table, only=["بيت", "جيش", "دبابة"]))
        >>> found[["term", "more_in", "p"]].round(4).values.tolist()[0]
        ['بيت', 'target', 0.0286]
        >>> found["note"].dropna().tolist()
        ['never in the reference: counted as half, no interval', 'in none of the articles that are compared']
    """
    check_table(articles, "articles")
    group_columns(articles, [by])
    group_columns(articles, story, name="story")
    unknown = [name for name in more if name not in MORE]
    if unknown:
        raise TableError(f"more={unknown!r} is not measured; allowed are {', '.join(MORE)}")
    sides = _sides(articles, by, target, reference)
    matrix = aligned_terms(term_matrix(articles) if terms is None else terms, articles)
    table = articles.assign(_side=sides, _place=range(len(articles)))
    return measured_with_and_without(lambda part: _keyness(part, matrix, tuple(more), story), table, copies)


def _sides(articles: pd.DataFrame, by: str, target: Any, reference: Any) -> Array:
    """1 for the target, 0 for the reference, -1 for neither."""
    values = articles[by]
    has = values.dropna().unique().tolist()
    chosen = []
    for name, given in (("target", target), ("reference", reference)):
        wanted = [] if given is None else list(given) if pd.api.types.is_list_like(given) else [given]
        missing = [value for value in wanted if value not in has]
        if missing or (given is not None and not wanted):
            allowed = ", ".join(map(str, has[:20])) + (" …" if len(has) > 20 else "")
            raise TableError(f"{name}={given!r}: no article has {missing or 'it'} in {by!r}; allowed are {allowed}")
        chosen.append(wanted)
    if set(chosen[0]) & set(chosen[1]):
        raise TableError(f"{sorted(set(chosen[0]) & set(chosen[1]))} is target and reference; compare two things")
    inside = values.isin(chosen[0])
    outside = values.isin(chosen[1]) if reference is not None else values.notna() & ~inside
    return np.where(inside, 1, np.where(outside, 0, -1))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides, by articles and by the units that are independent.

    Attributes:
        counts: Articles by terms.
        words: Of each article.
        target: Whether an article is of the target.
        unit_counts: Units (articles, or what a side has of a story) by terms.
        unit_words: Of each unit.
        unit_target: Whether a unit is of the target.
    """

    counts: sparse.csr_array[Any]
    words: Array
    target: Array
    unit_counts: sparse.csr_array[Any]
    unit_words: Array
    unit_target: Array


def _compared(part: pd.DataFrame, matrix: TermMatrix, story: str | None) -> Compared:
    part = part[part["_side"] >= 0]
    rows = part["_place"].to_numpy()
    counts, words, target = matrix.counts[rows], matrix.words[rows], part["_side"].to_numpy() == 1
    read = words > 0  # an article without a word says nothing
    part, counts, words, target = part[read], counts[read], words[read], target[read]
    if story is None:
        return Compared(counts, words, target, counts, words, target)
    keys = list(zip(clusters_of(part, story).tolist(), target.tolist(), strict=True))
    sides = np.fromiter((side for _, side in dict.fromkeys(keys)), dtype=bool)
    return Compared(counts, words, target, *by_cluster(counts, words, keys), sides)


def _keyness(part: pd.DataFrame, matrix: TermMatrix, more: tuple[str, ...], story: str | None) -> pd.DataFrame:
    sides = _compared(part, matrix, story)
    own, other = sides.counts[sides.target], sides.counts[~sides.target]
    a, b = (np.asarray(counts.sum(axis=0)).ravel() for counts in (own, other))
    c, d = int(sides.words[sides.target].sum()), int(sides.words[~sides.target].sum())
    effect = log_ratio(a, b, c, d)
    spread = clustered_log_ratio(sides.unit_counts, sides.unit_words, sides.unit_target)
    # shuffles take articles of both sides as of one length, and Student's t does not hold for rare terms: both must
    p = np.fmax(relabelled_p(sides.unit_counts, sides.unit_words, sides.unit_target), spread.p)
    tested = can_tell(sides.unit_counts, sides.unit_target)
    above = effect > 0
    ids = part.loc[part["_side"] >= 0, "article_id"].astype(str).to_numpy()
    ids = ids[matrix.words[part.loc[part["_side"] >= 0, "_place"].to_numpy()] > 0]
    evenness = [
        deviation_of_proportions(sides.counts[side], sides.words[side]) for side in (sides.target, ~sides.target)
    ]
    examples = [article_examples(counts, ids[side]) for counts, side in ((own, sides.target), (other, ~sides.target))]
    found = pd.DataFrame(
        {
            "term": pd.Series(list(matrix.terms), dtype="str"),
            "more_in": pd.Series(
                np.where(effect > 0, "target", np.where(effect < 0, "reference", None)),  # type: ignore[call-overload]
                dtype="str",
            ),
            "log_ratio": effect,
            "log_ratio_low": spread.low,
            "log_ratio_high": spread.high,
            "p": p,
            "p_adjusted": adjusted_p(np.where(tested, p, np.nan)),
            "count_target": a.astype("int64"),
            "count_reference": b.astype("int64"),
            "rate_target": a * _MILLION / c if c else np.nan,
            "rate_reference": b * _MILLION / d if d else np.nan,
            "articles_target": np.bincount(own.indices, minlength=len(a)),
            "articles_reference": np.bincount(other.indices, minlength=len(a)),
            "n_target": int(sides.target.sum()),
            "n_reference": int((~sides.target).sum()),
            "dispersion": np.where(above, *evenness),
            "example_ids": [examples[0][place] if above[place] else examples[1][place] for place in range(len(a))],
        }
    )
    found = found.assign(**more_measures(more, sides, a, b))
    units = int(sides.unit_target.sum()), int((~sides.unit_target).sum())
    notes = [_note(*row, units) for row in zip(a.tolist(), b.tolist(), tested.tolist(), strict=True)]
    found["note"] = pd.Series(notes, dtype="str")
    size = found["log_ratio"].abs()
    return found.iloc[np.lexsort((found["term"], -size, found["p"]))].reset_index(drop=True)


def _note(a: int, b: int, tested: bool, units: tuple[int, int]) -> str | None:  # noqa: FBT001 - one of a row
    """Why something is missing."""
    if not min(units):
        return f"no words in the {'reference' if units[0] else 'target'}: nothing to compare"
    if not a + b:
        return "in none of the articles that are compared"
    if min(units) < 2:
        return f"one unit in the {'target' if units[0] < 2 else 'reference'}: no interval, no test"
    notes = [] if tested else ["in too few articles to be sure, whichever side they are of: not among the tests"]
    if not a or not b:
        notes.insert(0, f"never in the {'reference' if a else 'target'}: counted as half, no interval")
    return "; ".join(notes) or None


class ClusteredRatio(NamedTuple):
    """The interval of each log ratio, and the p of none, from the spread between articles."""

    low: Array
    high: Array
    p: Array


def clustered_log_ratio(
    counts: sparse.csr_array[Any], words: Array, target: Array, *, level: float = 0.95
) -> ClusteredRatio:
    """The interval of the log ratio of each term from the spread between articles, and the p of its t.

    For each side with k articles, f the count and n the words of each, p = Σf / Σn and u = f - p n, the variance of ln
    p is linearised, v = k / (k - 1) Σu² / (Σf)². The interval is log2(p1 / p2) ± t √(v1 + v2) / ln 2, with Welch and
    Satterthwaite's degrees of freedom.

    Args:
        counts: Articles, or other independent units, by terms.
        words: The words of each.
        target: Whether each is of the target.
        level: The share of intervals that hold the true value.

    Returns:
        Lower and upper ends, and two-sided p; not a number where a side has one article at most, or none of the term.

    References:
        Cochran, W. G. (1977). Sampling Techniques, 3rd edition, section 6.

    Examples:
        >>> from scipy.sparse import csr_array
        >>> counts = csr_array(np.array([[4], [3], [5], [2], [1], [0], [2], [1]]))
        >>> words = np.array([200, 150, 260, 180, 210, 190, 240, 160])
        >>> found = clustered_log_ratio(counts, words, np.arange(8) < 4)
        >>> [round(float(value[0]), 2) for value in found]
        [0.23, 3.42, 0.03]
    """
    logs, variances, degrees = [], [], []
    for side in (target, ~target):
        rows, size = counts[side], words[side].astype(float)
        k, total = len(size), np.asarray(rows.sum(axis=0), dtype=float).ravel()
        squares = rows.copy()
        squares.data = squares.data.astype(float) ** 2
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = total / size.sum()
            spread = squares.sum(axis=0) - 2 * rate * (size @ rows) + rate**2 * (size**2).sum()
            enough = (total > 0) & (k > 1)
            variances.append(np.where(enough, k / max(k - 1, 1) * np.maximum(spread, 0) / total**2, np.nan))
            logs.append(np.log2(rate))
        degrees.append(max(k - 1, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        both = variances[0] + variances[1]
        freedom = both**2 / sum(own**2 / k for own, k in zip(variances, degrees, strict=True))
        error, middle = np.sqrt(both) / np.log(2), logs[0] - logs[1]
        half = t.ppf((1 + level) / 2, freedom) * error
        p: Array = np.asarray(2 * t.sf(np.abs(middle) / error, freedom))
        return ClusteredRatio(middle - half, middle + half, p)
