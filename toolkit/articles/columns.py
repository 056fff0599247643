"""`normalize` and `align` for a text, a list or a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

import pandas as pd

from toolkit.errors import TableError
from toolkit.text import normalize as one_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.text.spans import AlignedText

__all__ = ["align", "normalize"]

T = TypeVar("T")


@overload
def normalize(text_or_series: str, profile: str = "matching") -> str: ...
@overload
def normalize(text_or_series: list[str], profile: str = "matching") -> list[str]: ...
@overload
def normalize(text_or_series: pd.Series[Any], profile: str = "matching") -> pd.Series[str]: ...
def normalize(text_or_series: str | list[str] | pd.Series[Any], profile: str = "matching") -> Any:
    """The text in the spelling of a profile; a list gives a list, a Series a Series.

    Args:
        text_or_series: A text, a list of texts, or a Series of texts; what is missing stays missing.
        profile: `reading`, `matching` or `search`.

    Returns:
        The same type; a Series keeps its index and name.

    Raises:
        ValueError: The profile is unknown.
        TableError: A cell is no text.

    Examples:
        >>> normalize("أَكَّدَ الوزيرُ")
        'اكد الوزير'
        >>> normalize(pd.Series(["قالـت", None], name="verb")).tolist()
        ['قالت', nan]
    """
    if isinstance(text_or_series, pd.Series):
        cells = _each(text_or_series, lambda text: one_text.normalize(text, profile=profile))
        return pd.Series(cells, index=text_or_series.index, name=text_or_series.name, dtype="str")
    if isinstance(text_or_series, list):
        return [one_text.normalize(text, profile=profile) for text in text_or_series]
    return one_text.normalize(_text(text_or_series), profile=profile)


@overload
def align(raw: str, profile: str = "matching") -> AlignedText: ...
@overload
def align(raw: list[str], profile: str = "matching") -> list[AlignedText]: ...
@overload
def align(raw: pd.Series[Any], profile: str = "matching") -> pd.Series[Any]: ...
def align(raw: str | list[str] | pd.Series[Any], profile: str = "matching") -> Any:
    """The same text as `normalize` gives, with the way back to the raw one.

    Args:
        raw: A text, a list of texts, or a Series of texts; what is missing stays missing.
        profile: `reading`, `matching` or `search`.

    Raises:
        ValueError: The profile is unknown.
        TableError: A cell is no text.

    Examples:
        >>> align("أكّدت").text
        'اكدت'
    """
    if isinstance(raw, pd.Series):
        cells = _each(raw, lambda text: one_text.align(text, profile=profile))
        return pd.Series(cells, index=raw.index, name=raw.name, dtype="object")
    if isinstance(raw, list):
        return [one_text.align(text, profile=profile) for text in raw]
    return one_text.align(_text(raw), profile=profile)


def _each(column: pd.Series[Any], change: Callable[[str], T]) -> list[T | None]:
    # Most columns repeat few texts or none; a missing cell is whatever pandas takes for one.
    missing = column.isna()
    return [None if gone else change(_text(cell)) for cell, gone in zip(column, missing, strict=True)]


def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise TableError(
            f"a text is wanted, got {cell!r} ({type(cell).__name__}); convert the column with .astype(str)"
        )
    return cell
