"""Whether coders agreed enough on a code for a share of it to be believed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.errors import TableError
from toolkit.measures.grouping import group_columns

__all__ = ["with_reliability"]

_LIMITS = (0.667, 0.800)  # Krippendorff's


def with_reliability(table: pd.DataFrame, agreements: pd.DataFrame | None, *, on: str = "code") -> pd.DataFrame:
    """The table with the alpha of each row's code, and whether a share of it is reliable.

    Args:
        table: Any table with a row per code, such as `code_frequency` gives.
        agreements: What `agreement(…, by=on)` gives, of one level; None where nothing is known.
        on: The column that names the code in both.

    Returns:
        The table with `alpha` and `reliability` ahead of its `note`, or at the end: `reliable` from 0.800 on,
        `tentative` from 0.667 on, `unreliable` below; missing where coders' agreement is not known.

    Raises:
        TableError: A column is missing, or a code has several alphas.

    References:
        Krippendorff, K. (2004). Content analysis: an introduction to its methodology. 2nd edition, chapter 11. Sage.

    Examples:
        >>> table = pd.DataFrame({"code": ["economic", "morality", "other"], "share": [0.3, 0.1, 0.1]})
        >>> alphas = pd.DataFrame({"code": ["economic", "morality"], "alpha": [0.85, 0.7]})
        >>> with_reliability(table, alphas)["reliability"].tolist()
        ['reliable', 'tentative', nan]
    """
    group_columns(table, on, name="on")
    alpha = pd.Series(np.nan, index=table.index)
    if agreements is not None:
        group_columns(agreements, [on, "alpha"], name="agreements")
        twice = agreements[on][agreements[on].duplicated()]
        if len(twice):
            raise TableError(f"agreements has several alphas of {twice.iloc[0]!r}; keep one row of it, of one level")
        alpha = table[on].map(agreements.set_index(on)["alpha"]).astype("float64")
    bins = [-np.inf, *_LIMITS, np.inf]
    names = pd.cut(alpha, bins, right=False, labels=["unreliable", "tentative", "reliable"]).astype("str")
    found = table.drop(columns=["alpha", "reliability"], errors="ignore")
    place = list(found.columns).index("note") if "note" in found else len(found.columns)
    found.insert(place, "alpha", alpha)
    found.insert(place + 1, "reliability", names.where(alpha.notna()))
    return found
