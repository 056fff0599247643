"""The report: a folder with one page that opens offline, and the tables behind every number in it."""

from __future__ import annotations

import shlex
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.articles.export import export_table
from toolkit.errors import ToolkitError
from toolkit.reports.articles_html import Shelf
from toolkit.reports.findings import find
from toolkit.reports.page import GENERATOR, page_html
from toolkit.reports.provenance import report_date, software
from toolkit.reports.sections import body_html

if TYPE_CHECKING:
    from toolkit.reports.findings import Findings

__all__ = ["write_findings", "write_report"]

_TABLES = (
    "quotations.csv",
    "quotations.parquet",
    "sources.csv",
    "source_frequency.csv",
    "quotation_counts.csv",
    "set_aside.csv",
)
_HEAD = 2000  # bytes of a page in which it says what made it


def write_report(path: str | None, out: Path, *, jobs: int = 0, progress: bool | None = None) -> Path:
    """Reads a coverage, extracts its quotations and writes the report on it.

    Nothing is written where anything fails: the report is built beside `out` and moved into it at the end. A report
    that is there already is replaced, other files in that folder stay.

    Args:
        path: A file or folder of articles; None for the sample coverage.
        out: The folder of the report; it is made where it is missing.
        jobs: Processes for the extraction; 0 takes every core. The report does not depend on it.
        progress: Whether long work shows a bar; by default where standard error is a terminal.

    Returns:
        The page to open, `index.html` in `out`.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.
        ToolkitError: `out` is a file, or holds files of the names of a report's and no report, or cannot be written.
    """
    _check_folder(out)
    bar = sys.stderr.isatty() if progress is None else progress
    findings = find(path, jobs=jobs, progress=bar)
    command = shlex.join(
        ["toolkit", "report", *([Path(path).resolve().name] if path else []), "--out", out.resolve().name]
    )
    return write_findings(findings, out, command=command, progress=bar)


def write_findings(findings: Findings, out: Path, *, command: str, progress: bool = False) -> Path:
    """Writes the report on findings that are there already.

    Args:
        findings: What was read, found and measured.
        out: The folder of the report.
        command: How it was called, for its provenance.
        progress: Whether long work shows a bar.

    Returns:
        The page to open.

    Raises:
        ToolkitError: `out` is a file, or holds files of the names of a report's and no report, or cannot be written.
    """
    _check_folder(out)
    place = out.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # beside its place, so that moving it there is a renaming
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{place.name}.") as built:
            _build(findings, Path(built), command=command, progress=progress)
            _move(Path(built), place)
    except OSError as error:
        raise ToolkitError(
            f"{out}: the report cannot be written ({error.strerror or error}); give another --out"
        ) from error
    return out / "index.html"


def _build(findings: Findings, folder: Path, *, command: str, progress: bool) -> None:
    shelf = Shelf.of(findings.articles, findings.quotations)
    _write_tables(findings, folder)
    if shelf.paged:
        (folder / "articles").mkdir()
        for name, page in shelf.pages(progress=progress):
            _write(folder / "articles" / name, page)
    body = body_html(findings, shelf, _facts(findings, command))
    _write(folder / "index.html", page_html(f"Who is quoted in {findings.name}", body, figures=True))


def _write(path: Path, page: str) -> None:
    # no newline is translated: carriage returns of an article are its own
    path.write_text(page, encoding="utf-8", newline="")


def _facts(findings: Findings, command: str) -> dict[str, str]:
    counts = {
        "articles": len(findings.articles),
        "relations": len(findings.quotations),
        "quotations counted": int(findings.counts["total"].sum()),
        "sources": len(findings.frequency),
    }
    aside = {} if findings.set_aside is None else {"rows set aside": len(findings.set_aside)}
    return {
        "input": findings.name,
        "SHA-256": findings.fingerprint,
        "rows": ", ".join(f"{count:,} {name}" for name, count in {**aside, **counts}.items()),
        "command": command,
        "software": ", ".join(f"{name} {number}" for name, number in software().items()),
        "date": report_date(),
    }


def _write_tables(findings: Findings, folder: Path) -> None:
    quotations = findings.quotations
    export_table(quotations, folder / "quotations.csv")
    export_table(quotations, folder / "quotations.parquet")
    export_table(findings.sources, folder / "sources.csv")
    export_table(findings.frequency, folder / "source_frequency.csv")
    export_table(findings.outlet_counts, folder / "quotation_counts.csv")
    if findings.set_aside is not None and len(findings.set_aside):
        export_table(findings.set_aside, folder / "set_aside.csv")


def _check_folder(out: Path) -> None:
    """Refuses to write over what is no report."""
    if out.exists() and not out.is_dir():
        raise ToolkitError(f"the report is a folder, but {out} is a file; give another --out, or remove the file")
    page = out / "index.html"
    if page.is_file() and GENERATOR.encode() in page.read_bytes()[:_HEAD]:
        return
    others = [name for name in (*_TABLES, "index.html", "articles") if (out / name).exists()]
    if others:
        raise ToolkitError(
            f"{out} holds no report, but {', '.join(others)}, which a report would replace; give another --out"
        )


def _move(built: Path, out: Path) -> None:
    """Puts a finished report in the place of the one before, its main page last."""
    out.mkdir(exist_ok=True)
    files = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    for name in sorted(files, key=lambda name: (name == Path("index.html"), name)):
        (out / name).parent.mkdir(exist_ok=True)
        (built / name).replace(out / name)
    for path in [*(out / name for name in _TABLES), *(out / "articles").glob("*.html")]:
        if path.relative_to(out) not in files:
            path.unlink(missing_ok=True)
    if (out / "articles").is_dir() and not any((out / "articles").iterdir()):
        (out / "articles").rmdir()
