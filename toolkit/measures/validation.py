"""How often the toolkit is right: precision, recall and F1 on articles that were coded by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from toolkit.errors import TableError
from toolkit.measures.grouping import group_columns, groups
from toolkit.measures.matching import LABELS
from toolkit.measures.outcomes import OF_RELATIONS, relation_outcomes
from toolkit.measures.ratios import clustered_ratio
from toolkit.measures.resampling import bca_interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.measures.outcomes import Annotation

    Mask = pd.Series[bool]
    Array = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["PARTS", "validate_quotations"]

PARTS = (
    *("attribution", "cue", "content", "content_exact", "source", "source_overlap", "speaker", "direct_exact"),
    *LABELS,
    *("nominal", "whole"),
)
_RATIOS = ("precision", "recall", "f1", "accuracy")
_FIGURES = tuple(f"{name}{end}" for name in (*_RATIOS, "macro_f1") for end in ("", "_low", "_high"))
_COUNTS = ("right", "predicted", "gold", "matched", "articles")
_GENDERED = ("person", "unnamed")


def validate_quotations(
    articles: pd.DataFrame,
    gold: Annotation,
    predicted: Annotation | None = None,
    *,
    by: str | Sequence[str] | None = None,
    nominal: Literal["optional", "counted"] = "optional",
    weighted: bool = False,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """How far what was found is what a coder found, part by part, with intervals over articles.

    A found relation is a gold one where their cues overlap or, where either has no cue, their contents share half of
    their letters; one to one, the likest first. Then these parts are right or wrong; whole words are compared, without
    leading particles:

    - `attribution`: the relation itself; `cue`: its cue is the same words.
    - `content`: half of its letters are shared (intersection over union); `content_exact`: the same words.
    - `source`: the same words, or both elided; `source_overlap`: half of them.
    - `speaker`: content by half, and the same name (see `naming.same_name`): the whole way from text to speaker.
    - `direct_exact`: exact content of direct and mixed relations.
    - `kind`, `type`, `sector`, `gender`: the same label; gender of persons and unnamed speakers, unmarked as a label.
    - `nominal`: `speaker` of relations with a nominal complement; only recall.
    - `whole`: articles in which all content, sources and speakers are right and nothing else is found; only accuracy.

    Args:
        articles: The articles; `article_id` and `text` are needed.
        gold: What a coder found: the path of a coding sheet or of standoff JSON lines, records, or a table of
            quotations. Of a file or records the articles that it names are compared; of a table all of `articles`,
            since a table cannot say that an article has no quotation. Only the text is compared, not the title.
        predicted: What was found, in one of these forms; without it, what `quotation_table` finds.
        by: A column of `articles`, or `kind`, `type`, `sector`, `gender`, `complement`, or several, within whose values
            to compare. A found relation counts with the label of the gold one it is, else with its own.
        nominal: `optional`: relations that gold marks as nominal neither gain nor cost; `counted`: like any other.
        weighted: Weighs each article by 1 / its `inclusion`, which a coding sheet, the records or `articles` have from
            `sample_articles`: the figures are then of the coverage that was sampled, not of the sample. Where strata
            were drawn in other shares than they have, the two differ. The counts stay those of the sample.
        confidence: The share of intervals that hold the true value.
        seed: The same seed gives the same interval for `macro_f1`.

    Returns:
        One row per group and part: the columns of `by`, `part`, then with `_low` and `_high` each, 0..1, `precision`
        (`right` / `predicted`), `recall` (`right` / `gold`), `f1` (2 `right` / (`predicted` + `gold`)), `accuracy`
        (`right` / `matched`) and `macro_f1` (of labels: the mean of each gold label's F1 over matched relations),
        the counts `right`, `predicted`, `gold`, `matched`, `articles` (with any such relation), `note`. What cannot
        be is missing. Intervals are `ratios.clustered_ratio`; that of `macro_f1` resamples articles.

    Raises:
        TableError: A column is missing, `gold` is of none of the articles, or an article to weigh has no `inclusion`.
        ReadError: A file cannot be read.

    Warns:
        ToolkitWarning: Annotations were set aside, because they cannot be.

    Examples:
        >>> from toolkit.articles.annotations import read_standoff
        >>> from toolkit.articles.datasets import dataset_path, load_dataset
        >>> articles = load_dataset("sample").head(6)
        >>> gold = read_standoff(dataset_path("sample") / "gold.jsonl")[:6]
        >>> table = validate_quotations(articles, gold).set_index("part")
        >>> bool(table.loc["attribution", "f1_low"] < table.loc["attribution", "f1"] <= 1)
        True
    """
    if nominal not in {"optional", "counted"}:
        raise TableError(f"nominal={nominal!r} is not allowed; use 'optional' or 'counted'")
    table, coded = relation_outcomes(articles, gold, predicted, columns=by)
    weights = _weights(coded) if weighted else coded.set_index("article_id")["right"] * 0 + 1.0
    names = group_columns(table, by)
    of_articles = not set(names) & set(OF_RELATIONS)
    rows: list[dict[str, Any]] = []
    for values, own in groups(coded if of_articles else table, names):
        head = dict(zip(names, values, strict=True))
        group = table[table["article_id"].isin(own["article_id"])] if of_articles else own
        for part, masks in _parts(group, optional=nominal == "optional").items():
            figures = _row(part, masks, group["article_id"], weights, confidence)
            figures |= _macro(part, masks[3], group, weights, confidence=confidence, seed=seed)
            rows.append(head | {"part": part} | figures)
        if of_articles:
            rows.append(head | {"part": "whole"} | _whole(own, weights, confidence))
    result = pd.DataFrame(rows, columns=[*names, "part", *_FIGURES, *_COUNTS, "note"])
    kinds = {name: table[name].dtype for name in names} | dict.fromkeys(_FIGURES, "float64")
    return result.astype(kinds | dict.fromkeys(_COUNTS, "int64") | {"part": "str", "note": "str"})


def _parts(table: pd.DataFrame, *, optional: bool) -> dict[str, tuple[Mask, Mask, Mask, Mask]]:
    """For each part the rows that are right, predicted, gold and matched."""
    nominal = table["gold"].notna() & (table["complement"] == "nominal")
    counted = ~nominal if optional else pd.Series(data=True, index=table.index)
    gold, found = counted & table["gold"].notna(), counted & table["found"].notna()
    both = gold & found
    parts = {"attribution": (both, found, gold, both)}
    for part in PARTS[1:7]:
        parts[part] = (both & table[f"{part}_right"], found, gold, both)
    quoted = both & table["quoted"] & table["found_quoted"]
    parts["direct_exact"] = (
        *(quoted & table["content_exact_right"], found & table["found_quoted"], gold & table["quoted"]),
        quoted,
    )
    for label in LABELS:
        if label == "gender":
            asked = table["type"].isin(_GENDERED)
            given = asked.where(table["gold"].notna(), table["found_type"].isin(_GENDERED))
        else:
            asked = table[label].notna()
            given = asked | table["gold"].isna()
        same = table[label].fillna("") == table[f"found_{label}"].fillna("")
        parts[label] = (both & asked & same, found & given, gold & asked, both & asked)
    meant = nominal & table["found"].notna()
    parts["nominal"] = (meant & table["speaker_right"], meant, nominal, meant)
    return parts


def _weights(coded: pd.DataFrame) -> pd.Series[float]:
    chances = coded.set_index("article_id")["inclusion"]
    wrong = chances[~((chances > 0) & (chances <= 1))]
    if len(wrong):
        raise TableError(
            f"weighted=True needs the inclusion, above 0 and up to 1, of every coded article; {wrong.index[0]!r} has "
            f"{wrong.iloc[0]}. Draw with sample_articles, or leave weighted out"
        )
    return 1 / chances


def _row(
    part: str, masks: tuple[Mask, Mask, Mask, Mask], ids: pd.Series[str], weights: pd.Series[float], confidence: float
) -> dict[str, Any]:
    places, names = pd.factorize(ids)
    sums = {
        name: np.bincount(places, weights=mask.astype(float), minlength=len(names))
        for name, mask in zip(("right", "predicted", "gold", "matched"), masks, strict=True)
    }
    counts = {name: int(values.sum()) for name, values in sums.items()}
    own = weights.reindex(names).to_numpy(dtype=float)
    right, predicted, gold, matched = (values * own for values in sums.values())
    figures: dict[str, Any] = dict.fromkeys(_FIGURES, np.nan)
    ratios = {
        "precision": (right, predicted),
        "recall": (right, gold),
        "f1": (2 * right, predicted + gold),
        "accuracy": (right, matched),
    }
    for name in {"nominal": ("recall",), "attribution": _RATIOS[:3]}.get(part, _RATIOS):
        ratio = clustered_ratio(*ratios[name], level=confidence)
        figures |= {name: ratio.value, f"{name}_low": ratio.low, f"{name}_high": ratio.high}
    return figures | counts | {"articles": len(names), "note": _note(counts, len(names))}


def _note(counts: Mapping[str, int], articles: int) -> str | None:
    if not counts["gold"]:
        return "gold has none" if not counts["predicted"] else "gold has none: recall is undefined"
    if articles < 2:
        return "no interval: one article"
    if counts["right"] in {0, counts["gold"]}:
        return "all alike: the far end of an interval counts articles only"
    return None


def _whole(coded: pd.DataFrame, weights: pd.Series[float], confidence: float) -> dict[str, Any]:
    own = weights.reindex(coded["article_id"]).to_numpy(dtype=float)
    ratio = clustered_ratio(coded["right"].to_numpy(dtype=float) * own, own, level=confidence)
    figures = dict.fromkeys(_FIGURES, np.nan)
    figures |= {"accuracy": ratio.value, "accuracy_low": ratio.low, "accuracy_high": ratio.high}
    counts = {"right": int(coded["right"].sum())} | dict.fromkeys(_COUNTS[1:], len(coded))
    return figures | counts | {"note": None}


def _macro(
    part: str, matched: Mask, table: pd.DataFrame, weights: pd.Series[float], *, confidence: float, seed: int
) -> dict[str, float]:
    """The mean F1 of the labels that gold has, over matched relations."""
    rows = table[matched]
    if part not in LABELS or rows.empty:
        return {}
    places, ids = pd.factorize(rows["article_id"])
    gold, found = rows[part].fillna(""), rows[f"found_{part}"].fillna("")
    labels = sorted(gold.unique())
    masks = [[gold == label, found == label, (gold == label) & (found == label)] for label in labels]
    counts = [np.bincount(places, weights=mask, minlength=len(ids)) for three in masks for mask in three]
    per_article = np.array(counts, dtype=float).T * weights.reindex(ids).to_numpy(dtype=float)[:, None]

    def mean_f1(weights: Array) -> Array:
        golds, founds, boths = (weights @ per_article[:, place::3] for place in range(3))
        with np.errstate(invalid="ignore", divide="ignore"):
            scores = np.where(golds > 0, 2 * boths / (golds + founds), np.nan)
        seen = (golds > 0).sum(axis=1)
        means: Array = np.nansum(scores, axis=1) / np.where(seen > 0, seen, np.nan)
        return means[:, None]

    low, high = bca_interval(mean_f1, len(ids), level=confidence, seed=seed)
    value = float(mean_f1(np.ones((1, len(ids))))[0, 0])
    return {"macro_f1": value, "macro_f1_low": float(low[0]), "macro_f1_high": float(high[0])}
