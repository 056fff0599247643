"""How far coders agree: Krippendorff's alpha with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.errors import TableError
from toolkit.measures.codings import Codings, coded_values, long_codings
from toolkit.measures.disagreement import LEVELS, Disagreement, Level
from toolkit.measures.grouping import group_columns, groups
from toolkit.measures.resampling import DRAWS, bca_interval

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    Array = np.ndarray[Any, np.dtype[np.float64]]

__all__ = ["agreement"]

_RARE = 5  # units that carry another value than the most common one: below, resampling cannot know how rare they are
_FIGURES = ("alpha", "low", "high", "observed", "expected", "percent_agreement", "cohen_kappa")
_COUNTS = ("units", "values", "coders", "clusters")


def agreement(
    codings: pd.DataFrame,
    *,
    level: Level | Sequence[Level] = "nominal",
    by: str | Sequence[str] | None = None,
    cluster: str | None = None,
    order: Sequence[Hashable] | None = None,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Krippendorff's alpha of any number of coders, with missing values, at any level of measurement.

    alpha = 1 - D_o / D_e, observed over expected disagreement, from all pairs of values that two coders gave one unit.
    A unit that fewer than two coders coded counts nowhere. The squared distance of two values is 1 where they differ
    (nominal), the square of their distance in mid-ranks (ordinal), (c - k)² (interval), ((c - k) / (c + k))² (ratio).

    The interval resamples units, or, with `cluster`, the articles they stand in (bias-corrected and accelerated).
    Krippendorff's own algorithm draws pairs of values as if they were independent and holds D_e fixed: in simulations
    it covered 0.85 to 0.87 with three coders where it says 0.95, resampled units 0.92 to 0.99 throughout.

    Args:
        codings: One row per coding with the columns `unit`, `coder`, `value`; or one row per unit, named by the column
            `unit` or else by the index, and one column per coder. A missing cell is a unit that this coder left out.
        level: The level of measurement, or several. Levels above nominal take numbers or an ordered categorical.
        by: In a table with a row per coding, a column or several within whose values to measure: the variable coded.
        cluster: In a table with a row per coding, the column that says which units hang together, such as
            `article_id`; the interval then resamples these.
        order: The values from lowest to highest, where they are words and the level is ordinal.
        confidence: The share of intervals that hold the true value.
        draws: How many bootstrap samples.
        seed: The same seed gives the same interval.

    Returns:
        One row per group and level: the columns of `by`, `level`, `alpha` (1 perfect, 0 as by chance, below it worse),
        `low`, `high`, `observed` and `expected` (D_o, D_e), `percent_agreement` (1 - D_o of the nominal level, 0..1),
        `cohen_kappa` (of two coders, over units that both coded, nominal), `units` (coded by two or more), `values`
        (pairable ones), `coders`, `clusters` (resampled) and `note`. Without any variation alpha is missing.

    Raises:
        TableError: A column is missing, a coder coded a unit twice, or the values do not suit the level.

    References:
        Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.
        Zapf, A., Castell, S., Morawietz, L., Karch, A. (2016). Measuring inter-rater reliability for nominal data:
        which coefficients and confidence intervals are appropriate? BMC Medical Research Methodology 16, 93.

    Examples:
        >>> first = [1, 1, 2, 2, 4, 3, 3, 3, 5, 4, 4, 1]
        >>> second = [2, 1, 2, 2, 2, 3, 3, 3, 5, 4, 4, 4]
        >>> table = agreement(pd.DataFrame({"first": first, "second": second}))
        >>> table[["alpha", "low", "high", "units"]].round(3).to_dict("records")
        [{'alpha': 0.692, 'low': 0.375, 'high': 1.0, 'units': 12}]
    """
    table = long_codings(codings, by=by, cluster=cluster)
    names = group_columns(table, by)
    levels = _levels(level)
    rows = []
    for values, group in groups(table, names):
        for one in levels:
            coded = coded_values(group, level=one, order=order, cluster=cluster)
            figures = _measured(coded, one, confidence=confidence, draws=draws, seed=seed)
            rows.append(dict(zip(names, values, strict=True)) | {"level": one} | figures)
    result = pd.DataFrame(rows, columns=[*names, "level", *_FIGURES, *_COUNTS, "note"])
    kinds = {name: table[name].dtype for name in names} | dict.fromkeys(_FIGURES, "float64")
    return result.astype(kinds | dict.fromkeys(_COUNTS, "int64") | {"level": "str", "note": "str"})


def _levels(level: Level | Sequence[Level]) -> list[Level]:
    levels: list[Level] = [level] if isinstance(level, str) else list(level)
    wrong = [one for one in levels if one not in LEVELS]
    if wrong or not levels:
        raise TableError(f"level={level!r} is no level of measurement; allowed are {', '.join(LEVELS)}, or several")
    return levels


def _measured(coded: Codings, level: Level, *, confidence: float, draws: int, seed: int) -> dict[str, Any]:
    data = Disagreement(coded.units, coded.values, coded.scale, level=level)
    nominal = Disagreement(coded.units, coded.values, coded.scale, level="nominal")
    everything = np.ones((1, len(data.sizes)))
    figures: dict[str, Any] = dict.fromkeys(_FIGURES, np.nan) | {
        "units": len(data.sizes),
        "values": int(data.sizes.sum()),
        "coders": coded.coders_of(data.pairable),
        "clusters": 0,
        "note": None,
    }
    if not len(data.sizes):
        return figures | {"note": "no unit was coded by two coders"}
    places = _clusters(coded, data)
    n_clusters = int(places.max()) + 1
    observed, expected = (float(part[0]) for part in data.weighed(everything))
    figures |= {"observed": observed, "expected": expected, "clusters": n_clusters}
    figures |= {"percent_agreement": 1 - float(nominal.weighed(everything)[0][0]), "cohen_kappa": coded.cohen_kappa()}
    if expected <= 0:
        return figures | {"note": "the coders used one value only: agreement is undefined without variation"}

    def alphas(weights: Array) -> Array:
        within, between = data.weighed(weights[:, places])
        return (1 - np.divide(within, between, out=np.full_like(within, np.nan), where=between > 1e-12))[:, None]

    figures |= {"alpha": 1 - observed / expected}
    note = _too_thin(data, n_clusters, observed)
    if note is None:
        low, high = bca_interval(alphas, n_clusters, level=confidence, draws=draws, seed=seed)
        figures |= {"low": float(low[0]), "high": float(high[0])}
        if np.isnan(low[0]):
            note = "no interval: too many resamples have no variation"
    return figures | {"note": note}


def _clusters(coded: Codings, data: Disagreement) -> np.ndarray[Any, np.dtype[np.intp]]:
    """For each pairable unit the place of what is drawn: its article, or itself."""
    return np.unique(coded.clusters[data.pairable], return_inverse=True)[1]


def _too_thin(data: Disagreement, n_clusters: int, observed: float) -> str | None:
    """Why no interval can be given, if none can."""
    if n_clusters < 2:
        return "no interval: all units stand in one article" if len(data.sizes) > 1 else "no interval: one unit"
    if observed <= 0:
        return "no interval: the coders never disagreed, and how rarely they would cannot be told from that"
    most = int(np.argmax(data.counts.sum(axis=0)))
    common = data.counts[:, [most]].toarray().ravel()
    other = int((common < data.sizes).sum())
    if other < _RARE:
        return f"no interval: all but {other} of {len(data.sizes)} units have one value; code more units"
    return None
