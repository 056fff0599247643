"""Who is quoted, corrected for what the toolkit overlooks, by articles that were coded by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.stats import t

from toolkit.measures.coded import CodedCounts, coded_counts
from toolkit.measures.grouping import group_columns, groups
from toolkit.measures.intervals import clustered_shares, score_interval
from toolkit.measures.rectified import Coded, Rectified, rectified
from toolkit.measures.units import Unit, checked_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.measures.outcomes import Annotation

__all__ = ["corrected_frequency", "corrected_rows"]

Array = np.ndarray[Any, np.dtype[Any]]

_FEWEST = 20  # coded articles without which no interval holds
_SEEN = 3  # of them, those that speak of a category
_RAW = ["count", "share", "share_low", "share_high"]
_CORRECTED = ["corrected_count", "corrected_count_low", "corrected_count_high"]
_CORRECTED += ["corrected_share", "corrected_share_low", "corrected_share_high"]
_DIFFERENCES = ["difference", "corrected_difference", "corrected_difference_low", "corrected_difference_high"]


def corrected_frequency(
    articles: pd.DataFrame,
    gold: Annotation,
    predicted: pd.DataFrame | None = None,
    *,
    of: str = "type",
    by: str | Sequence[str] | None = None,
    unit: Unit = "articles",
    story: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """How often each kind of speaker speaks, as found and as coding all articles by hand would have it.

    Some speakers are overlooked more than others, and no number of articles evens that out. Where some articles, drawn
    at random, were coded by hand, the shares and counts of all are re-estimated from what the coded ones say about the
    toolkit's errors; one interval is then for both, the articles as a sample and the coding of only some of them. See
    `rectified.rectified` for the formula. Only the text is counted, not the title, as in gold.

    Args:
        articles: All articles of the coverage, the coded ones among them. A column `inclusion` (the probability with
            which an article was drawn for coding) and `stratum` are honoured, as `sample_articles` gives them.
        gold: What the coder found: the path of standoff JSON lines, its records, or a table of quotations. A record of
            an article without quotations counts; of a table, the articles that it has rows of, and those with
            `inclusion` where `articles` has that. Records may have `inclusion` and `stratum` themselves. Without,
            every article had the same chance.
        predicted: What `quotation_table` found in all of `articles`; without it, it is called.
        of: Whose shares: `type`, `sector`, `gender` (of named persons), `kind`, `speaker` or another column. What has
            no value there is in no share.
        by: A column of `articles`, or several, such as `outlet`: each group is corrected by its own coded articles, and
            compared with all others together.
        unit: What is counted: `articles` in which such a speaker speaks, `turns`, `words` or `relations`.
        story: A column of `articles` that says which are of one story.
        confidence: The share of intervals that hold the true value.

    Returns:
        One row per group and category, the columns of `by` and `of` first: `n_articles` (of the group), `coded` (of
        them), `gold_articles` (coded ones with the category); as found `count` and `share` (0..1) with `share_low`,
        `share_high`, which do not contain the errors of extraction; `corrected_count` (in these articles) and
        `corrected_share`, with `_low` and `_high`; with `by`, `difference` (share here minus that of the other groups)
        and `corrected_difference` with its interval; `tuning` (0: the coded articles alone tell; 1: the toolkit does
        where they do not), and `note`. Fewer than 20 coded articles, or fewer than 3 with the category, give no
        interval.

    Raises:
        TableError: A column is missing, nothing was coded, a probability is not within 0..1, or the unit is unknown.
        ReadError: A file cannot be read.

    References:
        Angelopoulos, A. N., Bates, S., Fannjiang, C., Jordan, M. I., Zrnic, T. (2023). Prediction-powered inference.
        Science 382, 669-674.
        Egami, N., Hinck, M., Stewart, B. M., Wei, H. (2023). Using imperfect surrogates for downstream inference:
        design-based supervised learning for social science applications of large language models. NeurIPS 36.

    Examples:
        >>> from toolkit.articles.annotations import read_standoff
        >>> from toolkit.articles.datasets import dataset_path, load_dataset
        >>> gold = read_standoff(dataset_path("sample") / "gold.jsonl")[:9]
        >>> table = corrected_frequency(load_dataset("sample"), gold, unit="relations")
        >>> table[["type", "n_articles", "coded"]].head(1).to_dict("records")
        [{'type': 'person', 'n_articles': 72, 'coded': 9}]
    """
    names = group_columns(articles, by)
    group_columns(articles, story, name="story")
    known = articles.reset_index(drop=True)
    counted = coded_counts(known, gold, predicted, of=of, unit=checked_unit(unit), story=story)
    known = known.assign(place=range(len(known)))
    rows: list[dict[str, Any]] = []
    for values, group in groups(known, names):
        inside = np.zeros(len(known), dtype=bool)
        inside[group["place"]] = True
        whole = dict(zip(names, values, strict=True))
        rows.extend(whole | row for row in corrected_rows(counted, inside, of, confidence, compared=bool(names)))
    columns = [*names, of, "n_articles", "coded", "gold_articles", *_RAW, *_CORRECTED]
    columns += [*(_DIFFERENCES if names else []), "tuning", "note"]
    dtypes = dict.fromkeys(columns, "float64") | {of: "str", "note": "str"}
    dtypes |= dict.fromkeys(["n_articles", "coded", "gold_articles", "count"], "int64")
    return pd.DataFrame(rows, columns=columns).astype(dtypes | {name: known[name].dtype for name in names})


def corrected_rows(
    counted: CodedCounts, inside: Array, of: str, confidence: float, *, compared: bool
) -> list[dict[str, Any]]:
    """A row per category of a group of articles, as found and corrected, with the columns of `corrected_frequency`.

    Args:
        counted: What was found and coded.
        inside: Which articles are of the group.
        of: What the column of categories is called.
        confidence: The share of intervals that hold the true value.
        compared: Whether with all other articles.
    """
    rows = []
    shares = clustered_shares(counted.found[inside], counted.found_whole[inside], level=confidence).to_dict("records")
    others = counted.found_whole[~inside].sum()
    coded = int(inside[counted.coded].sum())
    for column, (category, raw) in enumerate(zip(counted.categories, shares, strict=True)):
        there = counted.gold[counted.coded, column] > 0
        row: dict[str, Any] = {of: category, "n_articles": int(inside.sum()), "coded": coded}
        row["gold_articles"] = int((there & inside[counted.coded]).sum())
        row |= {"count": int(counted.found[inside, column].sum()), "note": None}
        row |= {name: raw[name] for name in _RAW[1:]}
        own = _estimate(counted, column, inside)
        row |= _corrected(own, row, confidence)
        if compared:
            if others > 0:
                row["difference"] = raw["share"] - counted.found[~inside, column].sum() / others
            other = _estimate(counted, column, ~inside) if (~inside).any() else None
            row |= _difference(own, other, confidence) if row["note"] is None else {}
        rows.append(row)
    return rows


def _estimate(counted: CodedCounts, column: int, inside: Array) -> Rectified | None:
    """The corrected ratio of some of the articles; none where none of them was coded."""
    here = inside[counted.coded]
    if not here.any():
        return None
    renumbered = np.cumsum(inside) - 1
    weights = counted.weights[here]
    coded = Coded(
        renumbered[counted.coded[here]],
        np.maximum(weights * inside.sum() / weights.sum(), 1),
        np.unique(counted.strata[here], return_inverse=True)[1],
    )
    places = counted.coded[here]
    stories = None if counted.stories is None else np.unique(counted.stories[inside], return_inverse=True)[1]
    found = counted.found[inside, column], counted.found_whole[inside]
    return rectified(found, (counted.gold[places, column], counted.gold_whole[places]), coded, stories=stories)


def _corrected(own: Rectified | None, row: dict[str, Any], confidence: float) -> dict[str, Any]:
    if own is None:
        return {"note": "no article of the group was coded: not corrected"}
    figures: dict[str, Any] = {"tuning": own.tuning}
    if np.isnan(own.share):
        return figures | {"note": "nobody speaks in the coded articles: not corrected"}
    figures |= {"corrected_share": min(max(own.share, 0.0), 1.0), "corrected_count": max(own.total, 0.0)}
    if row["coded"] < _FEWEST or row["gold_articles"] < _SEEN:
        few = f"fewer than {_FEWEST}" if row["coded"] < _FEWEST else f"in fewer than {_SEEN}"
        return figures | {"note": f"{few} coded articles: no interval holds"}
    if not 0 < own.share < 1 or not own.variance > 0:
        return figures | {"note": "no variation between articles: no interval"}
    ends = score_interval(own.share, own.variance, own.degrees, level=confidence)
    figures |= {"corrected_share_low": float(ends[0]), "corrected_share_high": float(ends[1])}
    half = float(t.ppf((1 + confidence) / 2, own.degrees)) * own.total_variance**0.5
    return figures | {
        "corrected_count_low": max(own.total - half, 0.0),
        "corrected_count_high": own.total + half,
    }


def _difference(own: Rectified | None, other: Rectified | None, confidence: float) -> dict[str, Any]:
    if own is None or other is None or np.isnan(other.share):
        return {"note": "no article of the other groups was coded: not compared"}
    variance = own.variance + other.variance
    # Welch and Satterthwaite: two variances of few degrees of freedom
    degrees = variance**2 / (own.variance**2 / own.degrees + other.variance**2 / other.degrees)
    half, middle = float(t.ppf((1 + confidence) / 2, degrees)) * variance**0.5, own.share - other.share
    return {
        "corrected_difference": middle,
        "corrected_difference_low": max(middle - half, -1.0),
        "corrected_difference_high": min(middle + half, 1.0),
    }
