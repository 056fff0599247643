"""Runs notebooks and stores their outputs, which strict nbval then compares with.

    python tools/store_notebooks.py notebooks/*.ipynb

What is stored depends on the notebook, the toolkit and the data alone: running it again changes no byte. A notebook of
which a cell fails is left as it was, and the cell is named. Exit status: 0 all are stored, 1 one could not be.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECONDS = 300  # for one cell
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
KEPT = {"tags", "slideshow"}
WIDGETS = "application/vnd.jupyter.widget"


class CannotStoreError(Exception):
    """Why a notebook is left as it was."""


def main(names: Sequence[str]) -> int:
    """Stores each notebook; what fails is said on standard error."""
    failed = 0
    for name in names:
        try:
            print(f"{name}: {store(Path(name))}")
        except CannotStoreError as error:
            print(f"{name}: left as it was. {error}", file=sys.stderr)
            failed += 1
    return 1 if failed or not names else 0


def store(path: Path, *, run: Callable[[Any, Path], None] | None = None) -> str:
    """Runs one notebook and puts the result in its place, if it differs.

    Args:
        path: The notebook.
        run: What executes a notebook in place, given the folder to do it in.

    Returns:
        `stored` or `unchanged`, and which cells wrote to standard error, which is dropped and which nbval complains of.

    Raises:
        CannotStoreError: It is no notebook, or a cell failed.
    """
    before = path.read_bytes()
    notebook = read(before)
    (run or execute)(notebook, path.parent)
    said = _said_on_stderr(notebook)
    clean(notebook)
    nbformat.validate(notebook)
    after = (nbformat.writes(notebook, nbformat.NO_CONVERT).rstrip("\n") + "\n").encode()
    if after == before:
        return "unchanged" + said
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        unfinished.write_bytes(after)
        unfinished.chmod(path.stat().st_mode)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return "stored" + said


def read(data: bytes) -> Any:
    """A notebook of format 4.5; a cell without an id gets one from its source."""
    try:
        content = json.loads(data)
        cells = content["cells"]
    except (ValueError, KeyError, TypeError) as error:
        raise CannotStoreError(f"It is no notebook of format 4: {error}") from error
    taken: set[str] = set()
    for place, cell in enumerate(cells):
        if cell.get("id", "") in {"", *taken}:
            source = "".join(cell["source"])
            cell["id"] = hashlib.sha256(f"{place}\0{source}".encode()).hexdigest()[:8]
        taken.add(cell["id"])
    content |= {"nbformat": 4, "nbformat_minor": 5}
    return nbformat.reads(json.dumps(content), as_version=4)


def execute(notebook: Any, folder: Path) -> None:
    """Runs all cells in a new kernel.

    Raises:
        CannotStoreError: One of them failed, took too long or ended the kernel.
    """
    started: list[int] = []
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name=KERNEL["name"],
        resources={"metadata": {"path": str(folder)}},
        on_cell_execute=lambda cell, cell_index: started.append(cell_index),  # noqa: ARG005 - nbclient names them
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise CannotStoreError(f"{_place(notebook, started)} failed: {error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise CannotStoreError(f"{_place(notebook, started)} took longer than {SECONDS} seconds.") from error
    except DeadKernelError as error:
        raise CannotStoreError(f"{_place(notebook, started)} ended the kernel.") from error


def _place(notebook: Any, started: list[int]) -> str:
    cell = notebook.cells[started[-1]]
    number = sum(other.cell_type == "code" for other in notebook.cells[: started[-1] + 1])
    return f"Code cell {number} ({cell.source.strip().splitlines()[0]!r})"


def _said_on_stderr(notebook: Any) -> str:
    lines = []
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        texts = [output.text.strip() for output in cell.outputs if output.get("name") == "stderr"]
        lines += [f"\n  code cell {number} wrote to standard error: {text}" for text in texts]
    return "".join(lines)


def clean(notebook: Any) -> None:
    """Drops all that differs between two runs or two machines and says nothing about the result."""
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({key: value for key, value in cell.metadata.items() if key in KEPT})
        if cell.cell_type == "code":
            cell.outputs = [cleaned for output in cell.outputs if (cleaned := _clean_output(output))]


def _clean_output(output: Any) -> Any:
    """The output without its metadata, or None for standard error and for widgets."""
    if output.output_type == "stream":
        return None if output.name == "stderr" else output
    if "data" in output:
        if any(mime.startswith(WIDGETS) for mime in output.data):
            return None
        output.metadata = nbformat.from_dict({})
    return output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
