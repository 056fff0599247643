"""A notebook that is run in this process: its cells are the analysis, its names the results, its outputs are stored.

So a report and the notebook beside it cannot differ, and nothing is computed twice. What a cell shows is what Jupyter
would show, because everything shown hands over its own MIME bundle.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.articles.notices import ToolkitWarning

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["Cell", "Failed", "notebook_text", "run"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a notebook.

    Attributes:
        key: Its id in the file.
        source: Its code, or its Markdown.
        code: Whether it is code.
        tags: What tools know it by.
    """

    key: str
    source: str
    code: bool = True
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """Where a notebook stopped.

    Attributes:
        number: The code cell, counted from 1.
        source: Its code.
        error: What was raised.
    """

    number: int
    source: str
    error: Exception

    def __str__(self) -> str:
        line = self.source.strip().splitlines()[-1]
        return f"code cell {self.number} ({line!r}) stopped with {type(self.error).__name__}: {self.error}"


def run(cells: Iterable[Cell], *, folder: Path, space: dict[str, Any]) -> tuple[list[dict[str, Any]], Failed | None]:
    """Runs cells one after the other, as a kernel would in that folder.

    Args:
        cells: They may be made while others run, from what `space` then holds.
        folder: The folder that relative paths start from.
        space: The names of the notebook; filled while it runs.

    Returns:
        The cells with their outputs, as a notebook stores them; and where it stopped, if it did.

    Warns:
        ToolkitWarning: What a cell warned of.
    """
    stored: list[dict[str, Any]] = []
    number = 0
    space["__name__"] = "__main__"
    with contextlib.chdir(folder), warnings.catch_warnings(record=True) as caught:
        for cell in cells:
            if not cell.code:
                stored.append(_stored(cell))
                continue
            # a cell may silence warnings for its readers; here they are collected
            warnings.simplefilter("always", ToolkitWarning)
            number += 1
            outputs, error = _outputs(cell.source, space, number)
            stored.append(_stored(cell, number, outputs))
            if error is not None:
                return stored, Failed(number, cell.source, error)
    for warning in caught:
        if issubclass(warning.category, ToolkitWarning):
            warnings.warn(str(warning.message), ToolkitWarning, stacklevel=2)
    return stored, None


def notebook_text(cells: list[dict[str, Any]]) -> str:
    """The notebook file, format 4.5, as nbformat writes it.

    Args:
        cells: What `run` gives.
    """
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    content = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    # lone surrogates cannot be written
    return text.encode("utf-8", "replace").decode() + "\n"


def _stored(cell: Cell, number: int | None = None, outputs: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    stored: dict[str, Any] = {
        "cell_type": "code" if cell.code else "markdown",
        "id": cell.key,
        "metadata": {"tags": list(cell.tags)} if cell.tags else {},
        "source": _lines(cell.source),
    }
    return stored | {"execution_count": number, "outputs": outputs or []} if cell.code else stored


def _outputs(source: str, space: dict[str, Any], number: int) -> tuple[list[dict[str, Any]], Exception | None]:
    printed = io.StringIO()
    shown: dict[str, Any] | None = None
    error: Exception | None = None
    try:
        with contextlib.redirect_stdout(printed):
            value = _executed(source, space)
            shown = None if value is None else _bundle(value)
    except Exception as problem:  # noqa: BLE001 - whatever a cell raises is told with its place
        error = problem
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(printed.getvalue())})
    if shown is not None:
        outputs.append({"output_type": "execute_result", "execution_count": number, "metadata": {}, "data": shown})
    if error is not None:
        said = {"ename": type(error).__name__, "evalue": str(error)}
        outputs.append({"output_type": "error", **said, "traceback": [f"{said['ename']}: {said['evalue']}"]})
    return outputs, error


def _executed(source: str, space: dict[str, Any]) -> Any:
    """The value of the last line, where it is an expression."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, "<report>", "exec"), space)  # noqa: S102 - the cells are ours
    return eval(compile(ast.Expression(last.value), "<report>", "eval"), space) if isinstance(last, ast.Expr) else None  # noqa: S307 - ours too


def _bundle(value: Any) -> dict[str, Any]:
    if not hasattr(value, "_repr_mimebundle_"):
        raise TypeError(f"a cell ends with a {type(value).__name__}; show(…) makes it the same on every machine")
    bundle = value._repr_mimebundle_()
    return {mime: _lines(data) if isinstance(data, str) else data for mime, data in bundle.items()}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)
