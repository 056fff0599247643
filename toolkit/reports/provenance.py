"""Where a report comes from: what was read, with which software, how many rows at each step, when."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

import toolkit
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = ["fingerprint", "report_date", "software", "table_fingerprint"]

_BLOCK = 1 << 20


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file; of a folder, that of the sorted names and sums of the files in it.

    Args:
        path: A file or a folder.

    Returns:
        64 hexadecimal digits.

    Examples:
        >>> import tempfile
        >>> from pathlib import Path
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.txt").write_bytes(b"")
        >>> fingerprint(folder / "a.txt")[:8], len(fingerprint(folder))
        ('e3b0c442', 64)
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        lines = (f"{file.relative_to(path).as_posix()}\0{fingerprint(file)}\n" for file in files)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def table_fingerprint(articles: pd.DataFrame) -> str:
    """The SHA-256 of the ids and raw texts of an articles table, in order."""
    digest = hashlib.sha256()
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        digest.update(f"{article_id}\0{text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def software() -> dict[str, str]:
    """The versions that a result depends on."""
    versions = {name: version(name) for name in ("pandas", "numpy", "plotly", "pyarrow")}
    return {"toolkit": toolkit.__version__, "Python": platform.python_version(), **versions}


def report_date() -> str:
    """Today's date in UTC, or that of SOURCE_DATE_EPOCH, which makes a report the same on any day.

    Raises:
        ToolkitError: SOURCE_DATE_EPOCH is set and no whole number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(dt.UTC).date().isoformat()
    if not epoch.isdecimal():
        raise ToolkitError(f"SOURCE_DATE_EPOCH must be whole seconds since 1970, got {epoch!r}; correct or unset it")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date().isoformat()
