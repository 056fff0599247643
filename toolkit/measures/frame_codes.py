"""The frames that a coder gave articles, from the forms in which they are written down."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.decoding import text_lines
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Codes = pd.DataFrame | str | os.PathLike[str] | Iterable[Mapping[str, Any]]

__all__ = ["coded_frames"]


def coded_frames(codes: Codes, *, primary: str = "primary_frame") -> pd.DataFrame:
    """The codes as a table: `article_id`, `frames` (lists; an empty one: none applies) and the primary frame.

    Args:
        codes: A table, which comes back as it is; the path of standoff JSON lines; or their records, with `id` and
            `frames`. A record without a list of frames was not coded; of two of one article the last counts.
        primary: The entry of the one frame that dominates.

    Raises:
        ReadError: The file cannot be read, or nothing in it has codes.

    Examples:
        >>> coded_frames([{"id": "a", "frames": ["economic"]}, {"id": "b"}])["frames"].tolist()
        [['economic']]
    """
    if isinstance(codes, pd.DataFrame):
        return codes
    is_file = isinstance(codes, str | os.PathLike)
    records = _lines(codes) if isinstance(codes, str | os.PathLike) else codes
    kept = {
        record["id"]: (record["frames"], record.get(primary))
        for record in records
        if isinstance(record.get("id"), str) and isinstance(record.get("frames"), list)
    }
    if not kept:
        place = f"{codes}: no line" if is_file else "codes: no record"
        raise ReadError(f'{place} has the frames of an article; give {{"id": "…", "frames": ["…"]}}')
    frames, firsts = zip(*kept.values(), strict=True)
    return pd.DataFrame({"article_id": list(kept), "frames": frames, primary: pd.Series(firsts, dtype="object")})


def _lines(path: str | os.PathLike[str]) -> Iterable[Mapping[str, Any]]:
    for line in text_lines(Path(path)):
        try:
            record = json.loads(line) if line.strip() else None
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            yield record
