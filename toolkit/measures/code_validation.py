"""How well codes that are learnt would be given to new articles, and to articles of a new outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.measures.code_marks import CodeMarks, code_marks
from toolkit.measures.code_models import REFUSED, Judged, article_folds, coded_terms, judged, outlet_folds, stories_of
from toolkit.measures.grouping import group_columns
from toolkit.measures.ratios import clustered_ratio
from toolkit.measures.reliability import with_reliability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.measures.terms import TermMatrix

__all__ = ["validate_codes"]

Array = np.ndarray[Any, np.dtype[Any]]
_RATIOS = ("precision", "recall", "f1")
_FIGURES = [f"{name}{end}" for name in _RATIOS for end in ("", "_low", "_high")]
_COUNTS = ["right", "assigned", "coded_with", "coded", "folds"]
_ONE_OUTLET = "one outlet: none can be left out"
_EMPTY = "no fold leaves articles to learn from"


def validate_codes(
    articles: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    of: str | Sequence[str],
    by: str | None = "outlet",
    terms: TermMatrix | None = None,
    story: str | None = None,
    agreements: pd.DataFrame | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Precision, recall and F1 of learnt codes on articles that were left out, and on outlets that were.

    Plain folds leave out articles of outlets that the model knows, and so promise too much for an outlet that it does
    not know; whole outlets left out say what to expect there. Everything is learnt anew without each fold: the words,
    their frequency, weights, calibration and threshold. What of an article that is left out is in the fold of its story
    is not learnt from.

    Args:
        articles: As for `learn_codes`.
        codes: As for `learn_codes`.
        of: As for `learn_codes`.
        by: The column of `articles` whose values are left out whole; None for plain folds only.
        terms: As for `learn_codes`; its words are then those of all articles.
        story: As for `learn_codes`.
        agreements: What `agreement(…, by="code")` gives of the codes; a model learns no better than coders agree.
        seed: The same seed validates the same.

    Returns:
        One row per way of leaving out and code: `left_out` (`articles`, or what `by` names), `code` (and `micro`: all
        codes that were learnt together, `macro`: their mean), `precision`, `recall`, `f1` (0..1) with `_low` and
        `_high` (over articles or stories), `brier_skill` (1 - mean squared error of the probabilities over that of the
        shares alone: above 0 the probabilities tell something), `right`, `assigned`, `coded_with` (it), `coded`
        (articles), `folds`, `alpha`, `reliability` (see `with_reliability`), `note`. A code that too few articles have
        is missing.

    Raises:
        TableError: A column is missing or holds something else, or none of the articles was coded.

    References:
        Roberts, D. R. et al. (2017). Cross-validation strategies for data with temporal, spatial, hierarchical, or
        phylogenetic structure. Ecography 40, 913-929.

    Examples:
        >>> texts = ["ارتفع سعر النفط في السوق", "انخفض سعر الذهب في السوق", "فاز الفريق في المباراة"] * 6
        >>> table = pd.DataFrame({"article_id": list(map(str, range(18))), "text": texts, "outlet": ["س", "ص"] * 9})
        >>> found = validate_codes(table, table[["article_id"]].assign(economic=[1, 1, 0] * 6), of=["economic"])
        >>> found.loc[found["code"] == "economic", ["left_out", "f1"]].values.tolist()
        [['articles', 1.0], ['outlet', 1.0]]
    """
    marked = code_marks(articles, codes, of)
    group_columns(articles, [name for name in (by, story) if name is not None])
    order = np.argsort(articles["article_id"].to_numpy(dtype=object), kind="stable")
    articles, marks = articles.iloc[order].reset_index(drop=True), marked.marks[order]
    coded = marked.coded[order]
    counts = coded_terms(articles, coded, terms).counts[coded]
    articles, marked = articles.loc[coded], CodeMarks(marked.codes, marks[coded])
    stories = stories_of(articles, story)
    ways: dict[str, Array | None] = {"articles": article_folds(stories, seed=seed)}
    if by is not None:
        ways[by] = outlet_folds(articles[by], np.ones(len(articles), dtype=bool))
    rows: list[dict[str, Any]] = []
    for left_out, fold in ways.items():
        found = None if fold is None else judged(counts, marked, stories, fold, seed=seed)
        number = 0 if fold is None else int(fold.max()) + 1
        own = _rows(marked, found, stories)
        rows.extend({"left_out": left_out, "folds": number} | row for row in own)
    columns = ["left_out", "code", *_FIGURES, "brier_skill", *_COUNTS, "note"]
    table = pd.DataFrame(rows, columns=columns)
    kinds = dict.fromkeys([*_FIGURES, "brier_skill"], "float64") | dict.fromkeys(_COUNTS, "int64")
    return with_reliability(table.astype(kinds | dict.fromkeys(["left_out", "code", "note"], "str")), agreements)


def _rows(marked: CodeMarks, found: Judged | None, stories: Array) -> list[dict[str, Any]]:
    rows = []
    learnt: list[tuple[Array, Array, Array]] = []
    for place, code in enumerate(marked.codes):
        known = np.isfinite(marked.marks[:, place])
        gold = marked.marks[known, place]
        row: dict[str, Any] = {"code": code, "coded": int(known.sum()), "coded_with": int(gold.sum())}
        row |= {"right": 0, "assigned": 0, "note": None}
        if not marked.enough[place]:
            rows.append(row | {"note": REFUSED})
        elif found is None:
            rows.append(row | {"note": _ONE_OUTLET})
        else:
            told = found.assigned[known, place].astype(float)
            learnt.append((gold, told, stories[known]))
            chances = found.chances[known, place]
            rows.append(row | _figures(*learnt[-1]) | {"brier_skill": _skill(gold, chances)})
            if np.isnan(chances).all():
                rows[-1] |= dict.fromkeys(_FIGURES, np.nan) | {"note": _EMPTY}
            elif np.isnan(chances).any():
                rows[-1]["note"] = "without some folds too few articles have it: there it was never assigned"
    shared = {"coded": len(marked.marks), "right": 0, "assigned": 0, "coded_with": 0, "note": None}
    if not learnt:
        note = _ONE_OUTLET if found is None else "no code was learnt"
        return [*rows, *(shared | {"code": name, "note": note} for name in ("micro", "macro"))]
    whole = _figures(*(np.concatenate(parts) for parts in zip(*learnt, strict=True)))
    counts = {name: sum(row[name] for row in rows if "f1" in row) for name in ("right", "assigned", "coded_with")}
    rows.append(shared | {"code": "micro"} | whole | counts)
    figures = pd.DataFrame([row for row in rows[:-1] if "f1" in row])
    means = {name: float(figures[name].mean()) for name in _RATIOS}
    rows.append(shared | {"code": "macro"} | means | counts)
    return rows


def _figures(gold: Array, told: Array, stories: Array) -> dict[str, Any]:
    """Precision, recall and F1 over stories."""
    _, places = np.unique(stories, return_inverse=True)
    right, assigned, having = (np.bincount(places, weights=own) for own in (gold * told, told, gold))
    figures: dict[str, Any] = {"right": int(right.sum()), "assigned": int(assigned.sum())}
    pairs = ((right, assigned), (right, having), (2 * right, assigned + having))
    for name, (part, whole) in zip(_RATIOS, pairs, strict=True):
        ratio = clustered_ratio(part, whole)
        figures |= {name: ratio.value, f"{name}_low": ratio.low, f"{name}_high": ratio.high}
    return figures


def _skill(gold: Array, chances: Array) -> float:
    known = np.isfinite(chances)
    alone = float(((gold[known] - gold[known].mean()) ** 2).sum()) if known.any() else 0.0
    return 1 - float(((gold[known] - chances[known]) ** 2).sum()) / alone if alone > 0 else float("nan")
