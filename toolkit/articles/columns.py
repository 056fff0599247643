"""`normalize` and `align` for a text, a list or a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import pandas as pd
import pyarrow as pa

from toolkit.errors import TableError
from toolkit.text import normalize as one_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.text.spans import AlignedText
    from toolkit.text.views import AlignedTexts

__all__ = ["align", "normalize"]

_ARROW: tuple[type, ...] = (pa.Array, pa.ChunkedArray)


@overload
def normalize(text_or_series: str, profile: str | Sequence[str] = "matching") -> str: ...
@overload
def normalize(text_or_series: list[str], profile: str | Sequence[str] = "matching") -> list[str]: ...
@overload
def normalize(text_or_series: pd.Series[Any], profile: str | Sequence[str] = "matching") -> pd.Series[str]: ...
@overload
def normalize(text_or_series: pa.Array | pa.ChunkedArray, profile: str | Sequence[str] = "matching") -> Any: ...
def normalize(text_or_series: Any, profile: str | Sequence[str] = "matching") -> Any:
    """The text in the spelling of a profile; a list gives a list, a Series a Series, an Arrow column one of its kind.

    Args:
        text_or_series: A text, a list of texts, or a column of texts; what is missing in a column stays missing.
        profile: `reading`, `matching` or `search`; or a step or several, see `toolkit.text.steps`.

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
    if isinstance(text_or_series, str):
        return one_text.normalize(text_or_series, profile=profile)
    if isinstance(text_or_series, list):
        return one_text.normalize_all(map(_text, text_or_series), profile=profile)
    if isinstance(text_or_series, _ARROW):
        return _arrow(text_or_series, profile)
    if not isinstance(text_or_series, pd.Series):
        return one_text.normalize(_text(text_or_series), profile=profile)
    there, views = _views(text_or_series, profile)
    cells: list[str | None] = [None] * len(text_or_series)
    for row, text in zip(there, views.texts, strict=True):
        cells[row] = text
    # without lone surrogates, which a column of str cannot hold and folding does not make
    return pd.Series(cells, index=text_or_series.index, name=text_or_series.name, dtype="str")


@overload
def align(raw: str, profile: str | Sequence[str] = "matching") -> AlignedText: ...
@overload
def align(raw: list[str], profile: str | Sequence[str] = "matching") -> list[AlignedText]: ...
@overload
def align(raw: pd.Series[Any], profile: str | Sequence[str] = "matching") -> pd.Series[Any]: ...
@overload
def align(raw: pa.Array | pa.ChunkedArray, profile: str | Sequence[str] = "matching") -> list[Any]: ...
def align(raw: Any, profile: str | Sequence[str] = "matching") -> Any:
    """The same text as `normalize` gives, with the way back to the raw one.

    For many look-ups, and the least memory, use `toolkit.text.normalize.align_all`.

    Args:
        raw: A text, a list of texts, a Series of texts, or an Arrow column of texts, which gives a list; what is
            missing stays missing.
        profile: `reading`, `matching` or `search`; or a step or several, see `toolkit.text.steps`.

    Raises:
        ValueError: The profile is unknown.
        TableError: A cell is no text.

    Examples:
        >>> align("أكّدت").text
        'اكدت'
    """
    if isinstance(raw, str):
        return one_text.align(raw, profile=profile)
    if isinstance(raw, list):
        return list(one_text.align_all(map(_text, raw), profile=profile))
    if isinstance(raw, _ARROW):
        texts = _arrow_texts(raw)
        found = iter(one_text.align_all((text for text in texts if text is not None), profile=profile))
        return [None if text is None else next(found) for text in texts]
    if not isinstance(raw, pd.Series):
        return one_text.align(_text(raw), profile=profile)
    there, views = _views(raw, profile)
    cells: list[AlignedText | None] = [None] * len(raw)
    for row, view in zip(there, views, strict=True):
        cells[row] = view
    return pd.Series(cells, index=raw.index, name=raw.name, dtype="object")


def _views(column: pd.Series[Any], profile: str | Sequence[str]) -> tuple[list[int], AlignedTexts]:
    """The rows that are not missing, and their texts; a missing cell is whatever pandas takes for one."""
    missing = column.isna().to_numpy()
    there = (~missing).nonzero()[0].tolist()
    cells = column.to_numpy(dtype=object)[~missing].tolist()
    return there, one_text.align_all(map(_text, cells), profile=profile)


def _arrow(column: Any, profile: str | Sequence[str]) -> Any:
    if isinstance(column, pa.ChunkedArray):
        return pa.chunked_array([_arrow(chunk, profile) for chunk in column.chunks], type=column.type)
    cells = _arrow_texts(column)
    texts = iter(one_text.normalize_all((cell for cell in cells if cell is not None), profile=profile))
    return pa.array([None if cell is None else next(texts) for cell in cells], type=column.type)


def _arrow_texts(column: Any) -> list[str | None]:
    kind = column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise TableError(f"a column of texts is wanted, got one of {kind}; cast it with .cast(pyarrow.string())")
    texts: list[str | None] = column.to_pylist()
    return texts


def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise TableError(
            f"a text is wanted, got {cell!r} ({type(cell).__name__}); convert the column with .astype(str)"
        )
    return cell
