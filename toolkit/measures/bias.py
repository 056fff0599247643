"""What the toolkit's errors do to a table of sources: shares as found beside shares as coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from scipy.stats import t

from toolkit.articles.annotations import annotation_table
from toolkit.articles.linking import is_speech, linked
from toolkit.articles.tables import quotation_table
from toolkit.errors import TableError
from toolkit.measures.outcomes import annotation_records
from toolkit.measures.units import checked_unit, units_of, with_turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.measures.outcomes import Annotation
    from toolkit.measures.units import Unit

    Array = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["source_bias"]

_CATEGORIES = {"type": "type", "sector": "sector", "gender": "gender", "kind": "kind", "speaker": "source_name"}


def source_bias(
    articles: pd.DataFrame,
    gold: Annotation,
    predicted: Annotation | None = None,
    *,
    by: Literal["type", "sector", "gender", "kind", "speaker"] = "type",
    unit: Unit = "articles",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The share of each kind of source as the toolkit finds it, and as a coder did, in the same articles.

    Counted is outer speech in the text, as `source_frequency` counts it. With raw counts a_i and gold counts b_i of a
    category in article i, of m_i and n_i in all, the bias is Σa/Σm - Σb/Σn. Its interval is linearised over articles,
    t(k - 1), with d_i = (a_i - share m_i)/Σm - (b_i - gold_share n_i)/Σn, so that what both find cancels out.

    It says how wrong the shares are on these articles and articles drawn like them; it does not correct others.

    Args:
        articles: The articles.
        gold: As for `validate_quotations`.
        predicted: As for `validate_quotations`.
        by: What shares are of: the `type`, `sector`, `gender` (of named persons) or name of the `speaker`, or the
            `kind` of relation.
        unit: What is counted: `articles` (a speaker once in each), `turns`, `words` of content, or `relations`.
        confidence: The share of intervals that hold the true value.

    Returns:
        One row per category, the most frequent in gold first: the column `by`, `gold` and `found` (counts),
        `gold_share` and `share` (0..1), `bias` (`share` - `gold_share`), `bias_low`, `bias_high`, `articles`
        (compared) and `note`. With one article, or where both sides never differ, there is no interval.

    Raises:
        TableError: A column is missing, `gold` is of none of the articles, or `by` or `unit` is unknown.
        ReadError: A file cannot be read.

    References:
        Cochran, W. G. (1977). Sampling Techniques, 3rd edition, section 6.5. Wiley.

    Examples:
        >>> from toolkit.articles.annotations import read_standoff
        >>> from toolkit.articles.datasets import dataset_path, load_dataset
        >>> gold = read_standoff(dataset_path("sample") / "gold.jsonl")
        >>> table = source_bias(load_dataset("sample"), gold, gold)
        >>> bool((table["bias"] == 0).all())
        True
    """
    counted = checked_unit(unit)
    if by not in _CATEGORIES:
        raise TableError(f"by={by!r} is not allowed; use {', '.join(_CATEGORIES)}")
    records = annotation_records(articles, gold, name="gold")
    coded = articles[articles["article_id"].isin([record["id"] for record in records])]
    found = quotation_table(coded, jobs=0) if predicted is None else predicted
    others = annotation_records(coded, found, name="predicted") if len(coded) else []
    sides = [annotation_table(coded, each).assign(side=place) for place, each in enumerate((records, others))]
    both = linked(pd.concat(sides, ignore_index=True))
    both = pd.concat([with_turns(own.reset_index(drop=True)) for _, own in both.groupby("side")], ignore_index=True)
    both = both[is_speech(both) & both["source_id"].notna()]
    if by == "gender":
        both = both[both["type"] == "person"]
    places, names = pd.factorize(both[_CATEGORIES[by]], use_na_sentinel=False)  # missing is a category too
    counts = units_of(both.assign(category=places), counted, of=["side", "article_id", "source_id", "category"])
    return _compared(counts, list(names), coded["article_id"], by, confidence)


def _compared(
    counted: pd.DataFrame, names: Sequence[Any], ids: pd.Series[str], by: str, confidence: float
) -> pd.DataFrame:
    places = pd.Index(ids).get_indexer(pd.Index(counted["article_id"]))
    side, categories = counted["side"].to_numpy(), counted["category"].to_numpy()
    counts = counted["count"].to_numpy(dtype=float)

    def per_article(mask: Any) -> Array:
        return np.bincount(places[mask], weights=counts[mask], minlength=len(ids)).astype(float)

    golds, founds = per_article(side == 0), per_article(side == 1)
    rows = []
    for place, name in enumerate(names):
        own = [per_article((categories == place) & (side == each)) for each in (0, 1)]
        rows.append({by: name} | _row(own[0], golds, own[1], founds, confidence))
    figures = ["gold_share", "share", "bias", "bias_low", "bias_high"]
    table = pd.DataFrame(rows, columns=[by, "gold", "found", *figures, "articles", "note"])
    table = table.sort_values(["gold", "found", by], ascending=[False, False, True], ignore_index=True)
    kinds = dict.fromkeys(figures, "float64") | dict.fromkeys(("gold", "found", "articles"), "int64")
    return table.astype(kinds | {by: "str", "note": "str"})


def _row(gold: Array, golds: Array, found: Array, founds: Array, confidence: float) -> dict[str, Any]:
    k = len(gold)
    figures: dict[str, Any] = {"gold": int(gold.sum()), "found": int(found.sum()), "articles": k, "note": None}
    if not golds.sum() or not founds.sum():
        return figures | {"note": "no interval: nobody speaks in " + ("gold" if not golds.sum() else "what was found")}
    right, raw = gold.sum() / golds.sum(), found.sum() / founds.sum()
    figures |= {"gold_share": right, "share": raw, "bias": raw - right}
    parts = (found - raw * founds) / founds.sum() - (gold - right * golds) / golds.sum()
    if k < 2:
        return figures | {"note": "no interval: one article"}
    error = float(np.sqrt(k / (k - 1) * (parts**2).sum()))
    if error < 1e-12:
        return figures | {"note": "no interval: gold and found never differ"}
    half = float(t.ppf((1 + confidence) / 2, k - 1)) * error
    return figures | {"bias_low": max(-1.0, raw - right - half), "bias_high": min(1.0, raw - right + half)}
