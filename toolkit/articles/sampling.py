"""A random sample of articles for coding by hand, with the probability that each had of being drawn."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from toolkit.articles.days import published_days
from toolkit.articles.schema import check_table
from toolkit.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["SAMPLED", "drawn_from", "sample_articles"]

SAMPLED = ("stratum", "stratum_size", "stratum_sampled", "inclusion")
"""The columns that say how an article was drawn."""


def sample_articles(
    articles: pd.DataFrame,
    size: int | None = None,
    *,
    by: str | Sequence[str] | None = None,
    sizes: Literal["proportional", "equal"] | Mapping[str, int] = "proportional",
    seed: int = 0,
) -> pd.DataFrame:
    """Draws articles at random, from each stratum for itself.

    Within a stratum every article has the same chance and none is drawn twice. Every stratum gives at least one, so
    that no article's chance is nothing. The draw depends on the ids in a stratum, not on the order of rows.

    Args:
        articles: A table of articles.
        size: How many to draw; not with given sizes.
        by: The columns whose values are strata, such as `outlet`; `week` is that of the day in `published`, if there is
            no such column. Without it all articles are one stratum.
        sizes: `proportional` to the articles of each stratum (largest remainders), `equal`, or how many of each stratum
            by its name: its values joined by " | ".
        seed: The same seed draws the same articles.

    Returns:
        The articles drawn, in their order, with `stratum`, `stratum_size` (its articles), `stratum_sampled` (those
        drawn) and `inclusion`, the probability of being drawn: `stratum_sampled` / `stratum_size`. An estimate for the
        whole weighs each article by 1 / `inclusion`.

    Raises:
        TableError: A column is missing, or the sizes cannot be drawn.

    References:
        Cochran, W. G. (1977). Sampling Techniques, 3rd edition, chapter 5. Wiley.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> sample = sample_articles(load_dataset("sample"), 18, by="outlet", seed=1)
        >>> sample.groupby("outlet")["inclusion"].agg(["size", "first"]).round(2).to_numpy().tolist()
        [[3.0, 0.25], [3.0, 0.25], [3.0, 0.25], [3.0, 0.25], [3.0, 0.25], [3.0, 0.25]]
    """
    check_table(articles, "articles")
    names = [by] if isinstance(by, str) else list(by or [])
    strata = _strata(articles, names)
    available = strata.value_counts(sort=False).sort_index()
    wanted = _sizes(available, size, sizes)
    chosen: list[str] = []
    for stratum, number in wanted.items():
        ids = articles.loc[strata == stratum, "article_id"].to_numpy(dtype=object)
        chosen.extend(drawn_from(ids, number, stratum=str(stratum), seed=seed))
    sample = articles.assign(
        stratum=strata,
        stratum_size=strata.map(available).astype("int64"),
        stratum_sampled=strata.map(wanted).fillna(0).astype("int64"),
    )
    sample["inclusion"] = sample["stratum_sampled"] / sample["stratum_size"]
    return sample[sample["article_id"].isin(chosen)].reset_index(drop=True)


def drawn_from(units: NDArray[Any], number: int, *, stratum: str, seed: int) -> NDArray[Any]:
    """Units of one stratum drawn at random, none twice; neither their order nor the other strata matter.

    Args:
        units: What can be drawn, each once.
        number: How many.
        stratum: The name of the stratum.
        seed: The same seed draws the same.
    """
    generator = np.random.default_rng([seed, zlib.crc32(stratum.encode())])
    return generator.choice(np.sort(units), number, replace=False)


def _strata(articles: pd.DataFrame, names: Sequence[str]) -> pd.Series[str]:
    if not names:
        return pd.Series("all", index=articles.index, dtype="str")
    parts = []
    for name in names:
        if name in articles:
            column = articles[name].astype("object").map(str, na_action="ignore")
        elif name == "week" and "published" in articles:
            column = published_days(articles["published"]).dt.strftime("%G-W%V").set_axis(articles.index)
        else:
            has = ", ".join(map(str, articles.columns))
            raise TableError(f"by={name!r} is no column of articles; it has {has}")
        parts.append(column.fillna("missing"))
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + " | " + part
    return joined.astype("str")


def _sizes(available: pd.Series[int], size: int | None, sizes: Any) -> pd.Series[int]:
    """How many of each stratum."""
    if isinstance(sizes, Mapping):
        return _given(available, size, sizes)
    if sizes not in {"proportional", "equal"}:
        raise TableError(f"sizes={sizes!r} is not allowed; use 'proportional', 'equal' or a number for each stratum")
    total = int(available.sum())
    if size is None or not len(available) <= size <= total:
        raise TableError(
            f"size={size}: {len(available)} strata with {total} articles in all take a size from "
            f"{len(available)} to {total}; choose one, or fewer strata"
        )
    return _allotted(available, size, available if sizes == "proportional" else available * 0 + 1)


def _given(available: pd.Series[int], size: int | None, sizes: Mapping[str, int]) -> pd.Series[int]:
    if size is not None:
        raise TableError(f"size={size} and the sizes of the strata are both given; leave size out")
    unknown = [name for name in sizes if name not in available.index]
    if unknown:
        raise TableError(f"no stratum is called {unknown[0]!r}; there are {', '.join(available.index)}")
    for name, number in sizes.items():
        if not 0 <= number <= available[name]:
            raise TableError(f"the stratum {name!r} has {available[name]} articles, {number} cannot be drawn from it")
    return pd.Series(sizes, dtype="int64")


def _allotted(available: pd.Series[int], size: int, weights: pd.Series[int]) -> pd.Series[int]:
    """One of each stratum, and the others one by one to where most is lacking, while the stratum lasts."""
    ideal = (size * weights / weights.sum()).to_numpy(dtype=float)
    most = available.to_numpy()
    counts = np.floor(ideal).astype("int64").clip(1, most)
    while counts.sum() != size:
        step = 1 if counts.sum() < size else -1
        free = counts < most if step > 0 else counts > 1
        counts[np.where(free, (ideal - counts) * step, -np.inf).argmax()] += step
    return pd.Series(counts, index=available.index)
