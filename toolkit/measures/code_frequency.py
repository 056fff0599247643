"""How many articles have each code, as coding all of them by hand would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.measures.code_marks import CodeMarks, code_marks
from toolkit.measures.code_models import article_folds, coded_terms, judged, stories_of
from toolkit.measures.coded import CodedCounts, design
from toolkit.measures.correction import corrected_rows
from toolkit.measures.grouping import group_columns, groups
from toolkit.measures.reliability import with_reliability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.measures.terms import TermMatrix

__all__ = ["code_frequency"]

Array = np.ndarray[Any, np.dtype[Any]]
_COUNTS = {"n_articles": "n_articles", "coded": "coded", "gold_articles": "coded_with"}
_SHARES = {
    "share": "share_learnt",
    "corrected_share": "share",
    "corrected_share_low": "share_low",
    "corrected_share_high": "share_high",
    "corrected_count": "count",
    "corrected_count_low": "count_low",
    "corrected_count_high": "count_high",
}
_DIFFERENCES = {
    "corrected_difference": "difference",
    "corrected_difference_low": "difference_low",
    "corrected_difference_high": "difference_high",
}
_DRAWN = ("inclusion", "stratum")
_UNLEARNT = "too few coded articles have it to learn it: from the coded articles alone"


def code_frequency(
    articles: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    of: str | Sequence[str],
    by: str | Sequence[str] | None = None,
    terms: TermMatrix | None = None,
    story: str | None = None,
    agreements: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """The share of articles that have each code, from few coded articles and what was learnt from them about the rest.

    Codes are learnt without a fifth of the coded articles at a time, which are then judged; their errors correct the
    mean probability of all articles, so that the share is right whatever the model gets wrong, provided that the coded
    articles were drawn at random (`sample_articles`). A model that tells much narrows the interval, one that tells
    nothing leaves the share of the coded articles. See `rectified.rectified` for the formula; the interval, of 95 %, is
    for the articles as a sample and for the coding of some of them.
    `plot_frames(found.rename(columns={"code": "frame", "n_articles": "total"}))` draws it.

    Args:
        articles: All articles of the coverage, the coded ones among them. Columns `inclusion` (the probability with
            which an article was drawn for coding) and `stratum`, here or in `codes`, are honoured.
        codes: As for `learn_codes`.
        of: As for `learn_codes`.
        by: A column of `articles`, or several, such as `outlet`: each group is corrected by its own coded articles, and
            compared with all others together.
        terms: As for `learn_codes`.
        story: As for `learn_codes`; intervals are then over stories.
        agreements: What `agreement(…, by="code")` gives of the codes. A share is `tentative` where the alpha of its
            code is below 0.800 and `unreliable` where it is below 0.667.
        seed: The same seed gives the same shares.

    Returns:
        One row per group and code, the columns of `by` first: `code`, `n_articles` (of the group), `coded` (of them),
        `coded_with` (it), `share` (0..1) with `share_low`, `share_high`; `count` (of these articles) with `count_low`,
        `count_high`; `share_learnt` (the mean probability, not corrected: for comparison only); with `by`, `difference`
        (from all other groups) with `difference_low`, `difference_high`; `tuning` (0: the coded articles alone tell, 1:
        the model does where they do not), `alpha`, `reliability`, `note`. Fewer than 20 coded articles of the group, or
        fewer than 3 with the code, give no interval.

    Raises:
        TableError: A column is missing or holds something else, a probability is not within 0..1, or none of the
            articles was coded.

    References:
        Zrnic, T., Candès, E. J. (2024). Cross-prediction-powered inference. Proceedings of the National Academy of
        Sciences 121, e2322083121.
        Egami, N., Hinck, M., Stewart, B. M., Wei, H. (2023). Using imperfect surrogates for downstream inference:
        design-based supervised learning for social science applications of large language models. NeurIPS 36.

    Examples:
        >>> texts = ["ارتفع سعر النفط في السوق", "فاز الفريق في المباراة"] * 30
        >>> table = pd.DataFrame({"article_id": [f"{place:02}" for place in range(60)], "text": texts})
        >>> codes = table[["article_id"]].assign(economic=[1, 0] * 30).head(24)
        >>> found = code_frequency(table, codes, of=["economic"])
        >>> found[["code", "coded", "share", "reliability"]].round(2).values.tolist()
        [['economic', 24, 0.5, nan]]
    """
    marked = code_marks(articles, codes, of)
    names = group_columns(articles, by)
    group_columns(articles, story, name="story")
    order = np.argsort(articles["article_id"].to_numpy(dtype=object), kind="stable")
    known, marks = articles.iloc[order].reset_index(drop=True), marked.marks[order]
    drawn = codes.drop_duplicates("article_id").set_index("article_id")
    known = known.assign(
        **{name: known["article_id"].map(drawn[name]) for name in _DRAWN if name in drawn and name not in known}
    )
    marked = CodeMarks(marked.codes, marks)
    coded = marked.coded
    matrix = coded_terms(known, coded, terms)
    stories = stories_of(known, story)
    found = judged(matrix.counts, marked, stories, np.where(coded, article_folds(stories, seed=seed), -1), seed=seed)
    chances = np.where(coded[:, None], found.chances, found.others)
    parts = [
        (code, _counted(known, code, (chances[:, place], marks[:, place]), None if story is None else stories))
        for place, code in enumerate(marked.codes)
    ]
    known = known.assign(_place=range(len(known)))
    rows: list[dict[str, Any]] = []
    for values, group in groups(known, names):
        inside = np.zeros(len(known), dtype=bool)
        inside[group["_place"]] = True
        whole = dict(zip(names, values, strict=True))
        for code, (counted, learnt) in parts:
            (row,) = corrected_rows(counted, inside, "code", 0.95, compared=bool(names))
            row["note"] = row["note"] or (None if learnt else _UNLEARNT)
            rows.append(whole | row | {"code": code} | ({} if learnt else {"share": np.nan}))
    renamed = _COUNTS | _SHARES | (_DIFFERENCES if names else {})
    columns = [*names, "code", *renamed, "tuning", "note"]
    kinds: dict[str, Any] = dict.fromkeys(columns, "float64") | {"code": "str", "note": "str"}
    kinds |= dict.fromkeys(_COUNTS, "int64") | {name: known[name].dtype for name in names}
    table = pd.DataFrame(rows, columns=columns).astype(kinds).rename(columns=renamed)
    kept = [*names, "code", *_COUNTS.values(), "share", "share_low", "share_high", "count", "count_low", "count_high"]
    kept += ["share_learnt", *(_DIFFERENCES.values() if names else []), "tuning", "note"]
    return with_reliability(table[kept], agreements)


def _counted(
    articles: pd.DataFrame, code: str, sides: tuple[Array, Array], stories: Array | None
) -> tuple[CodedCounts, bool]:
    """What was learnt of all articles beside what was coded of some, and whether anything was learnt."""
    chances, marks = sides
    drawn = np.isfinite(marks)
    weights, strata = design(articles, [], drawn)
    # where a fold could not be learnt from, nothing is known, which is what the share of the others says
    usual = float(np.nanmean(chances)) if np.isfinite(chances).any() else 0.0
    found = np.where(np.isfinite(chances), chances, usual)[:, None]
    gold, ones = np.where(drawn, marks, 0.0)[:, None], np.ones(len(articles))
    counted = CodedCounts([code], found, ones, gold, ones, np.flatnonzero(drawn), weights, strata, stories)
    return counted, bool(np.isfinite(chances).any())
