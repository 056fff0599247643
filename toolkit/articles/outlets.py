"""What is known of each outlet, beside its articles."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["with_outlets"]

_SHOWN = 5


def with_outlets(table: pd.DataFrame, outlets: pd.DataFrame) -> pd.DataFrame:
    """The table with what is known of each row's outlet: country, ownership, type.

    Args:
        table: Any table with a column `outlet`: articles, quotations, `coverage_table`. It is not changed.
        outlets: One row per outlet: `outlet`, its name exactly as in the table, and any of `country`, `ownership`,
            `type` and columns of your own.

    Returns:
        The table, its rows and index as they were, with each column of `outlets` as `outlet_country`,
        `outlet_ownership`, `outlet_type` and so on (`type` alone is that of a speaker). A row without an outlet has
        none of them.

    Raises:
        TableError: An outlet of the table has no row, an outlet has two, or a column is missing or there already.

    Examples:
        >>> import pandas as pd
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "text": ["نص", "نص"], "outlet": ["المنارة", "المناره"]})
        >>> outlets = pd.DataFrame({"outlet": ["المنارة"], "country": ["قرنديا"]})
        >>> with_outlets(articles[:1], outlets)["outlet_country"].tolist()
        ['قرنديا']
        >>> with_outlets(articles, outlets)
        Traceback (most recent call last):
        ...
        toolkit.errors.TableError: 1 outlets have no row in outlets: 'المناره' (is it 'المنارة'?). Add a row for each, \
or give them the name that outlets has: articles['outlet'].replace({…})
    """
    check_table(outlets, "outlets")
    if not isinstance(table, pd.DataFrame) or "outlet" not in table:
        raise TableError("the table has no column 'outlet' to join outlets by; rename the one that names the outlet")
    names = outlets["outlet"]
    if names.isna().any():
        raise TableError(f"outlets has {int(names.isna().sum())} rows without a name in 'outlet'; name or remove them")
    if names.duplicated().any():
        raise TableError(f"{names[names.duplicated()].iloc[0]!r} has several rows in outlets; keep one")
    lacking = table.loc[table["outlet"].notna() & ~table["outlet"].isin(names), "outlet"].unique().tolist()
    if lacking:
        raise TableError(_lacking(lacking, names.tolist()))
    about = outlets.set_index("outlet").add_prefix("outlet_")
    there = next((name for name in about if name in table), None)
    if there is not None:
        raise TableError(f"the table has a column {there!r} already; drop it first")
    found = about.reindex(table["outlet"]).set_axis(table.index)
    return pd.concat([table, found], axis="columns")


def _lacking(lacking: Sequence[Any], names: Sequence[str]) -> str:
    shown = ", ".join(_with_hint(name, names) for name in lacking[:_SHOWN])
    more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
    return (
        f"{len(lacking)} outlets have no row in outlets: {shown}{more}. Add a row for each, or give them the name that "
        "outlets has: articles['outlet'].replace({…})"
    )


def _with_hint(name: object, names: Iterable[str]) -> str:
    keys = {normalize(str(own), "search").casefold().strip(): own for own in names}
    near = difflib.get_close_matches(normalize(str(name), "search").casefold().strip(), list(keys), n=1, cutoff=0.8)
    return f"{name!r} (is it {keys[near[0]]!r}?)" if near else repr(name)
