"""Where a report comes from: what was read, with which software, how many rows at each step, when."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import platform
import shlex
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

import toolkit
from toolkit.errors import ToolkitError
from toolkit.reports.markup import escaped
from toolkit.reports.parts import isolated
from toolkit.reports.tables import WORKBOOK, report_tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    import pandas as pd

    from toolkit.reports.findings import Coverage
    from toolkit.reports.parts import Parts
    from toolkit.reports.report import Options

__all__ = ["called", "facts", "fingerprint", "package_fingerprint", "report_date", "software", "table_fingerprint"]

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
        inside = sorted(file for file in path.rglob("*") if file.is_file())
        lines = (f"{file.relative_to(path).as_posix()}\0{fingerprint(file)}\n" for file in inside)
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


def called(coverage: Coverage, out: Path, options: Options) -> str:
    """The command that makes the report again.

    Args:
        coverage: What was read.
        out: The folder of the report.
        options: How it was made.
    """
    words = ["toolkit", "report", *([coverage.name] if coverage.name else []), "--out", out.resolve().name]
    words += ["--lang", options.lang] if options.lang != "en" else []
    for flag, wanted in (
        ("--latin", options.latin),
        ("--svg", options.svg),
        ("--pseudonymise", options.pseudonymise),
        ("--without-text", not options.text),
    ):
        words += [flag] if wanted else []
    return shlex.join(words)


def facts(parts: Parts, command: str) -> dict[str, str]:
    """The lines of a report's provenance, as HTML.

    Args:
        parts: What the report is made from.
        command: How it was called.
    """
    coverage = parts.findings.coverage
    lines = {
        "input": isolated(coverage.name, 200) if coverage.name else parts.say("page.sample"),
        "hash": isolated(coverage.fingerprint),
        "steps": "<br>".join(_steps(parts)),
        "command": f'<code dir="ltr">{escaped(command)}</code>',
        "software": isolated(", ".join(f"{name} {number}" for name, number in software().items()), 300),
        "rules": isolated(package_fingerprint("toolkit.attribution", "toml")),
        "lexicons": isolated(package_fingerprint("toolkit.lexicons", "tsv")),
        "date": isolated(report_date()),
    }
    names = [f"{name}.csv" for name in report_tables(parts.findings)]
    files = [*names, "articles.parquet", WORKBOOK, "report.ipynb"]
    return lines | {
        "files": parts.say("provenance.comma").join(f'<a href="{name}" dir="ltr">{name}</a>' for name in files)
    }


def _steps(parts: Parts) -> list[str]:
    """How many articles and rows there are at each step, and why some are not counted."""
    findings = parts.findings
    rows, aside = findings.counted(), findings.coverage.set_aside
    outer = rows[rows["outer"]]
    declined = outer["kind"].eq("declined")
    counts = {"aside": 0 if aside is None else len(aside), "articles": len(findings.space["articles"])}
    counts |= {"copies": int(findings.space["articles"]["is_copy"].sum()), "relations": len(rows)}
    counts |= {"nested": len(rows) - len(outer), "declined": int(declined.sum())}
    counts |= {
        "no_source": int(outer.loc[~declined, "source_id"].isna().sum()),
        "sources": len(findings.space["frequency"]),
    }
    return [parts.say(f"provenance.rows_{name}", {"n": f"{count:,}"}) for name, count in counts.items()]


@cache
def package_fingerprint(package: str, ending: str) -> str:
    """The SHA-256 of the names and contents of a package's data files, in order: its rules, or its word lists.

    Args:
        package: Its name.
        ending: That of the files.

    Examples:
        >>> len(package_fingerprint("toolkit.lexicons", "tsv"))
        64
    """
    digest = hashlib.sha256()
    for name, data in sorted(_data_files(files(package), ending)):
        digest.update(f"{name}\0{hashlib.sha256(data).hexdigest()}\n".encode())
    return digest.hexdigest()


def _data_files(folder: Traversable, ending: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _data_files(entry, ending)
        elif entry.name.endswith(f".{ending}"):
            yield entry.name, entry.read_bytes()
