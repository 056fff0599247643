"""The folder of a report: what it may replace, and how a finished one takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.reports.page import GENERATOR
from toolkit.reports.tables import TABLES, WORKBOOK

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["check_folder", "move_report"]

_HEAD = 2000  # bytes of a page in which it says what made it
_FILES = (
    "articles.parquet",
    *(f"{name}.{ending}" for name in TABLES for ending in ("csv", "parquet")),
    "set_aside.csv",
    WORKBOOK,
    "report.ipynb",
    "report.failed.ipynb",
    "evidence.html",
)
_FOLDERS = ("articles", "figures")


def check_folder(out: Path) -> None:
    """Refuses to write over what is no report.

    Args:
        out: The folder.

    Raises:
        ToolkitError: It is a file, or holds files of the names of a report's and no report.
    """
    if out.exists() and not out.is_dir():
        raise ToolkitError(f"the report is a folder, but {out} is a file; give another --out, or remove the file")
    page = out / "index.html"
    if page.is_file():
        with page.open("rb") as file:
            if GENERATOR.encode() in file.read(_HEAD):
                return
    others = [name for name in (*_FILES, "index.html", *_FOLDERS) if (out / name).exists()]
    if others and others != ["report.failed.ipynb"]:
        raise ToolkitError(
            f"{out} holds no report, but {', '.join(others)}, which a report would replace; give another --out"
        )


def move_report(built: Path, out: Path) -> None:
    """Puts a finished report in the place of the one before, its main page last.

    Args:
        built: Where it was made.
        out: Where it belongs.
    """
    out.mkdir(exist_ok=True)
    files = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    for name in sorted(files, key=lambda name: (name.name == "index.html" and not name.parent.name, name)):
        (out / name).parent.mkdir(exist_ok=True)
        (built / name).replace(out / name)
    theirs = [out / name for name in _FILES]
    theirs += [path for folder in _FOLDERS for ending in ("html", "svg") for path in (out / folder).glob(f"*.{ending}")]
    for path in theirs:
        if path.relative_to(out) not in files:
            path.unlink(missing_ok=True)
    for folder in _FOLDERS:
        if (out / folder).is_dir() and not any((out / folder).iterdir()):
            (out / folder).rmdir()
