"""How far what a lexicon calls a frame is what a coder calls one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.errors import TableError
from toolkit.measures.agreement import agreement
from toolkit.measures.code_marks import code_marks
from toolkit.measures.frame_codes import coded_frames
from toolkit.measures.frame_shares import check_frames
from toolkit.measures.ratios import clustered_ratio
from toolkit.measures.reliability import with_reliability
from toolkit.measures.resampling import bca_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.measures.frame_codes import Codes

    Array = np.ndarray[Any, np.dtype[Any]]

__all__ = ["validate_frames"]

_RATIOS = ("precision", "recall", "f1", "accuracy")
_FIGURES = [f"{name}{end}" for name in _RATIOS for end in ("", "_low", "_high")]
_COUNTS = ["right", "found", "coded_with", "articles"]
_ALPHAS = ["alpha", "alpha_low", "alpha_high"]


def validate_frames(
    frames: pd.DataFrame,
    codes: Codes,
    *,
    of: str | Sequence[str] = "frames",
    primary: str = "primary_frame",
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Precision, recall, F1 and Krippendorff's alpha of each frame, against articles that a coder coded.

    The lexicon and the coder are compared as two coders would be: alpha is 1 where they agree, 0 where as by chance. A
    lexicon that is validated here may be shown with `frame_shares(frames, agreements=…)`; below 0.667 its shares are
    unreliable, whatever their intervals say.

    Args:
        frames: What `frame_table` gives.
        codes: What a coder found: a table with `article_id`; or the path of standoff JSON lines, or their records, with
            `id`. Articles that are not in both are left out.
        of: In a table the column of codes, or columns of 1 and 0, as for `learn_codes`.
        primary: The column, or entry, of the one frame that dominates; where there is none, `primary` is not measured.
        confidence: The share of intervals that hold the true value.
        seed: The same seed gives the same intervals of `macro` and alpha.

    Returns:
        One row per frame, of the lexicon or coded, then `micro` (all frames together), `macro` (their mean, of frames
        that were coded) and `primary`: `precision` (`right` / `found`), `recall` (`right` / `coded_with`), `f1` (2
        `right` / (`found` + `coded_with`)), of `primary` `accuracy` (`right` / `articles`), each 0..1 with `_low` and
        `_high` over articles, `right`, `found`, `coded_with`, `articles` (compared), `alpha` with `alpha_low` and
        `alpha_high`, `reliability` (see `with_reliability`) and `note`. What is not defined is missing.

    Raises:
        TableError: A column is missing, or none of the articles was coded.
        ReadError: The file cannot be read, or no line of it has codes.

    Examples:
        >>> from toolkit.measures.frames import frame_table
        >>> texts = ["قضت المحكمة بالسجن.", "سقط صاروخ قرب القاعدة العسكرية.", "فاز المنتخب في المباراة."]
        >>> frames = frame_table(pd.DataFrame({"article_id": list("abc"), "text": texts}))
        >>> coded = [["crime_punishment"], ["security_defense"], []]
        >>> codes = pd.DataFrame({"article_id": list("abc"), "frames": coded})
        >>> table = validate_frames(frames, codes).set_index("frame")
        >>> table.loc["micro", ["right", "found", "coded_with"]].tolist(), float(table.loc["micro", "precision"])
        ([2, 4, 2], 0.5)
    """
    check_frames(frames)
    table = coded_frames(codes, primary=primary)
    column = of if isinstance(codes, pd.DataFrame) else "frames"
    ids = list(dict.fromkeys(frames["article_id"]))
    marked = code_marks(pd.DataFrame({"article_id": ids, "text": ""}).astype("str"), table, column)
    names = list(dict.fromkeys([*frames["frame"], *marked.codes]))
    gold = np.full((len(ids), len(names)), np.nan)
    gold[:, pd.Index(names).get_indexer(pd.Index(marked.codes))] = marked.marks
    gold[marked.coded] = np.nan_to_num(gold[marked.coded])
    found = _grid(frames, "present", ids, names)
    known = marked.coded & frames.drop_duplicates("article_id")["score"].notna().to_numpy()
    if not known.any():
        raise TableError("none of the coded articles has a word in frames; give codes of the articles in the table")
    gold, found = gold[known], found[known]
    in_lexicon = set(frames["frame"])
    rows = [
        {"frame": name}
        | _figures(gold[:, [at]], found[:, [at]], confidence)
        | {"note": _note(name, gold[:, at], in_lexicon)}
        for at, name in enumerate(names)
    ]
    rows.append({"frame": "micro"} | _figures(gold, found, confidence))
    rows.append({"frame": "macro"} | _macro(gold, found, confidence, seed))
    kept = [own for own, is_known in zip(ids, known, strict=True) if is_known]
    rows += _primary(frames, table, primary, kept, confidence)
    result = pd.DataFrame(rows, columns=["frame", *_FIGURES, *_COUNTS, "note"])
    result = result.merge(_alphas(gold, found, names, kept, confidence, seed), on="frame", how="left")
    kinds: dict[str, Any] = dict.fromkeys([*_FIGURES, *_ALPHAS], "float64") | dict.fromkeys(_COUNTS, "int64")
    result = with_reliability(result.astype(kinds | {"frame": "str", "note": "str"}), result, on="frame")
    return result[["frame", *_FIGURES, *_COUNTS, *_ALPHAS, "reliability", "note"]]


def _grid(frames: pd.DataFrame, column: str, ids: Sequence[str], names: Sequence[str]) -> Array:
    """Articles by frames: 1 where the column is true."""
    having = frames[frames[column].astype("bool")]
    grid = np.zeros((len(ids), len(names)))
    grid[
        pd.Index(ids).get_indexer(pd.Index(having["article_id"])),
        pd.Index(names).get_indexer(pd.Index(having["frame"])),
    ] = 1
    return grid


def _figures(gold: Array, found: Array, confidence: float) -> dict[str, Any]:
    right, assigned, having = ((gold * found).sum(axis=1), found.sum(axis=1), gold.sum(axis=1))
    figures: dict[str, Any] = {"right": int(right.sum()), "found": int(assigned.sum()), "coded_with": int(having.sum())}
    for name, part, whole in (
        ("precision", right, assigned),
        ("recall", right, having),
        ("f1", 2 * right, assigned + having),
    ):
        ratio = clustered_ratio(part, whole, level=confidence)
        figures |= {name: ratio.value, f"{name}_low": ratio.low, f"{name}_high": ratio.high}
    note = "no interval: one article" if len(gold) == 1 else None
    return figures | {"articles": len(gold), "note": note}


def _note(name: str, gold: Array, in_lexicon: set[str]) -> str | None:
    if name not in in_lexicon:
        return "the lexicon has no such frame: it is never found"
    if not gold.any():
        return "no article was coded with it: recall is undefined"
    return "no interval: one article" if len(gold) == 1 else None


def _macro(gold: Array, found: Array, confidence: float, seed: int) -> dict[str, Any]:
    """The means over the frames that were coded."""
    coded = gold.any(axis=0)
    counts = (gold * found)[:, coded], found[:, coded], gold[:, coded]

    def means(weights: Array) -> Array:
        right, assigned, having = (weights @ count for count in counts)
        with np.errstate(invalid="ignore", divide="ignore"):
            parts = [right / assigned, right / having, 2 * right / (assigned + having)]
            seen = [np.isfinite(part).sum(axis=1) for part in parts]
            sums = [np.nansum(part, axis=1) for part in parts]
            return np.column_stack([np.where(n > 0, total / n, np.nan) for total, n in zip(sums, seen, strict=True)])

    values = means(np.ones((1, len(gold))))[0]
    low, high = bca_interval(means, len(gold), level=confidence, seed=seed)
    figures: dict[str, Any] = {"right": int(counts[0].sum()), "found": int(counts[1].sum())}
    figures |= {"coded_with": int(counts[2].sum()), "articles": len(gold), "note": None}
    for place, name in enumerate(_RATIOS[:3]):
        figures |= {name: values[place], f"{name}_low": low[place], f"{name}_high": high[place]}
    return figures


def _primary(
    frames: pd.DataFrame, codes: pd.DataFrame, primary: str, ids: list[str], confidence: float
) -> list[dict[str, Any]]:
    if primary not in codes or not codes[primary].notna().any():
        return []
    coded = codes.drop_duplicates("article_id").set_index("article_id")[primary].reindex(ids)
    having = frames[frames["primary"].astype("bool")].set_index("article_id")["frame"].reindex(ids)
    known = coded.notna().to_numpy()
    right = (coded == having).to_numpy()[known].astype(float)
    ratio = clustered_ratio(right, np.ones(len(right)), level=confidence)
    counts = {"right": int(right.sum()), "found": int(having[known].notna().sum())}
    counts |= {"coded_with": int(known.sum()), "articles": int(known.sum())}
    figures = {"accuracy": ratio.value, "accuracy_low": ratio.low, "accuracy_high": ratio.high}
    return [{"frame": "primary", "note": None} | figures | counts]


def _alphas(
    gold: Array, found: Array, names: Sequence[str], ids: Sequence[str], confidence: float, seed: int
) -> pd.DataFrame:
    """Krippendorff's alpha of lexicon and coder, of each frame, and of all of them with articles as clusters."""
    codings = pd.DataFrame(
        {
            "unit": np.tile(np.repeat(ids, len(names)), 2),
            "frame": np.tile(list(names), 2 * len(ids)),
            "coder": np.repeat(["coder", "lexicon"], len(ids) * len(names)),
            "value": np.concatenate([gold.ravel(), found.ravel()]).astype(int),
        }
    )
    each = agreement(codings, by="frame", confidence=confidence, seed=seed)
    together = codings.assign(article=codings["unit"], unit=codings["unit"] + " " + codings["frame"])
    whole = agreement(together.drop(columns="frame"), cluster="article", confidence=confidence, seed=seed)
    both = pd.concat([each, whole.assign(frame="micro")], ignore_index=True)
    return both.rename(columns={"low": "alpha_low", "high": "alpha_high"})[["frame", *_ALPHAS]]
