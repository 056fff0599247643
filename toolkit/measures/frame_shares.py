"""How often each outlet's articles have the vocabulary of each frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.errors import TableError
from toolkit.measures.frames import VOCABULARY
from toolkit.measures.grouping import group_columns, groups, measured_with_and_without
from toolkit.measures.intervals import clustered_shares
from toolkit.measures.reliability import with_reliability
from toolkit.measures.units import clusters_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FrameMark", "check_frames", "frame_shares"]

FrameMark = Literal["present", "primary"]
_NEEDED = ("article_id", "frame", "present", "primary", "score")
_COUNTS = ("count", "total", "left_out")
_SHARES = ("share", "share_low", "share_high", "design_effect")


def check_frames(frames: pd.DataFrame) -> None:
    """Checks that a table is one of frames, a row per article and frame.

    Args:
        frames: What `frame_table` gives.

    Raises:
        TableError: A column is missing, or an article has a frame twice.
    """
    missing = [name for name in _NEEDED if name not in frames]
    if missing:
        has = ", ".join(repr(str(name)) for name in frames.columns) or "no columns"
        raise TableError(f"frames lacks the column {missing[0]!r}; frame_table(articles) makes such a table, not {has}")
    twice = frames.duplicated(["article_id", "frame"])
    if twice.any():
        article, frame = frames.loc[twice, ["article_id", "frame"]].iloc[0]
        raise TableError(f"frames has {frame!r} of article {article!r} twice; give the table of one lexicon, once")


def frame_shares(
    frames: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = "outlet",
    of: FrameMark = "present",
    story: str | None = None,
    copies: str | None = None,
    agreements: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The share of articles in which each frame's vocabulary is present, by outlet, with intervals over articles.

    An article may have several frames, so that the shares of an outlet do not add up to 1; those of primary frames do,
    but for articles without any. Until codes have validated the lexicon, it is the vocabulary that is counted.

    Args:
        frames: What `frame_table` gives.
        by: A column of it, or several, within whose values to count; None for all articles together.
        of: `present`, or `primary` for the strongest frame alone.
        story: A column of `frames` that says which articles are of one story; intervals are then over stories.
        copies: A column that is true where the article is a wire copy, such as `is_copy` of `find_syndicated`. The
            table is then given twice, and its first column, `copies`, says `with` or `without`.
        agreements: A table of `frame` and `alpha`: what `validate_frames` gives of this lexicon, or `agreement(…,
            by="frame")` of coders. A share is `tentative` where its alpha is below 0.800, `unreliable` below 0.667.

    Returns:
        One row per group and frame, the columns of `by` first: `frame`, `count` (articles that have it), `total` (of
        the group, with a word), `left_out` (of the group, without), `share` (`count` / `total`, 0..1) with its 95 %
        interval `share_low` and `share_high`, `design_effect` (see `intervals.clustered_shares`), `alpha`,
        `reliability` and `note`. What is not defined is missing.

    Raises:
        TableError: A column is missing, an article has a frame twice, or `of` is unknown.

    Examples:
        >>> from toolkit.measures.frames import frame_table
        >>> texts = ["قضت المحكمة بالسجن.", "سقط صاروخ قرب القاعدة العسكرية."] * 6
        >>> articles = pd.DataFrame({"article_id": list("abcdefghijkl"), "outlet": ["س"] * 12, "text": texts})
        >>> shares = frame_shares(frame_table(articles)).set_index("frame")
        >>> shares.loc["security_defense", ["share", "share_low", "share_high"]].astype(float).round(2).tolist()
        [0.5, 0.23, 0.75]
    """
    check_frames(frames)
    if of not in {"present", "primary"}:
        raise TableError(f"of={of!r} is unknown; allowed are 'present' and 'primary'")
    names = group_columns(frames, by)
    if "frame" in names:
        raise TableError("by='frame' would compare frames with themselves; every frame has a row of its own anyway")
    group_columns(frames, story, name="story")
    kinds = list(dict.fromkeys(frames["frame"]))
    known = frames.reset_index(drop=True)
    known = known.assign(cluster=clusters_of(known, story))

    def measured(part: pd.DataFrame) -> pd.DataFrame:
        rows = [
            _group(group, kinds, of, dict(zip(names, values, strict=True))) for values, group in groups(part, names)
        ]
        columns = [*names, "frame", *_COUNTS, *_SHARES, "note"]
        table = pd.concat(rows, ignore_index=True) if kinds and rows else pd.DataFrame(columns=columns)
        dtypes: dict[str, Any] = {name: known[name].dtype for name in names} | dict.fromkeys(_COUNTS, "int64")
        dtypes |= dict.fromkeys(_SHARES, "float64") | {"frame": "str", "note": "str"}
        return table[columns].astype(dtypes)

    found = with_reliability(measured_with_and_without(measured, known, copies), agreements, on="frame")
    if agreements is None:
        found["note"] = [VOCABULARY if pd.isna(note) else f"{VOCABULARY}; {note}" for note in found["note"]]
    return found.astype({"note": "str"})


def _group(group: pd.DataFrame, kinds: list[str], of: FrameMark, values: dict[str, Any]) -> pd.DataFrame:
    """One row per frame of one group."""
    counted = group[group["score"].notna()]
    wholes = counted.drop_duplicates("article_id")
    places, _ = pd.factorize(wholes["cluster"])
    place_of = pd.Series(places, index=wholes["article_id"])
    having = counted[counted[of].astype("bool")]
    rows = place_of.reindex(having["article_id"]).to_numpy()
    columns = pd.Index(kinds).get_indexer(pd.Index(having["frame"]))
    shape = (int(places.max(initial=-1)) + 1, len(kinds))
    parts = sparse.coo_array((np.ones(len(having)), (rows, columns)), shape=shape).tocsr()
    shares = clustered_shares(parts, np.bincount(places, minlength=shape[0])).drop(columns="clusters")
    counts = np.bincount(columns, minlength=len(kinds))
    left_out = group["article_id"].nunique() - len(wholes)
    return shares.assign(frame=kinds, count=counts, total=len(wholes), left_out=left_out, **values)
