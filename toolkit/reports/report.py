"""The report: a folder with one page that opens offline, the notebook that computes it, and the tables behind it."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from toolkit.articles.export import export_table
from toolkit.errors import ToolkitError
from toolkit.reports.analysis import Plan, analysis
from toolkit.reports.findings import Coverage, Findings, read_coverage
from toolkit.reports.folder import check_folder, move_report
from toolkit.reports.notebook import Cell, notebook_text, run
from toolkit.reports.pages import write_pages
from toolkit.reports.parts import untitled
from toolkit.reports.provenance import called, report_date
from toolkit.reports.pseudonyms import pseudonymised
from toolkit.reports.svg import write_figures
from toolkit.reports.tables import TABLES, write_tables
from toolkit.reports.text_free import masked, text_free_articles, text_free_quotations
from toolkit.reports.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

__all__ = ["Options", "write_coverage", "write_report"]

_FAILED = "report.failed.ipynb"


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is made.

    Attributes:
        lang: `en` or `ar`, the language of everything that is not the coverage's.
        latin: Whether names are also given in Latin letters, and verbs in English.
        text: Whether texts, titles and words of articles are in it.
        pseudonymise: Whether names of citizens are replaced.
        svg: Whether the figures are also written as SVG, for which a browser has to be there.
        jobs: Processes for the extraction; 0 takes every core.
        progress: Whether long steps show a bar, where standard error is a terminal.
    """

    lang: str = "en"
    latin: bool = False
    text: bool = True
    pseudonymise: bool = False
    svg: bool = False
    jobs: int = 0
    progress: bool = True


def write_report(path: str | None, out: Path, *, options: Options | None = None) -> Path:
    """Reads a coverage, analyses it and writes the report on it.

    Nothing is written where anything fails: the report is built beside `out` and moved into it at the end. A report
    that is there already is replaced, other files in that folder stay. Where a step of the analysis fails, the notebook
    up to there is left in `out`, and a report that is there stays.

    Args:
        path: A file or folder of articles; None for the sample coverage.
        out: The folder of the report; it is made where it is missing.
        options: How it is made.

    Returns:
        The page to open, `index.html` in `out`.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.
        ToolkitError: `out` is a file, or holds files of the names of a report's and no report, or cannot be written; an
            option is unknown; a step of the analysis failed.
    """
    options = options or Options()
    wording(options.lang)
    report_date()
    check_folder(out)
    return write_coverage(read_coverage(path), out, options=options)


def write_coverage(
    coverage: Coverage, out: Path, *, options: Options | None = None, quotations: pd.DataFrame | None = None
) -> Path:
    """Writes the report on a coverage that is read already.

    Args:
        coverage: What was read.
        out: The folder of the report.
        options: How it is made.
        quotations: Its quotations, where they are not to be extracted: corrected ones, or another tool's.

    Returns:
        The page to open.

    Raises:
        ToolkitError: As for `write_report`.
    """
    options = options or Options()
    check_folder(out)
    place = out.resolve()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # beside its place, so that moving it there is a renaming
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=f".{place.name}.") as built:
            findings = _found(coverage, Path(built), out, options, quotations)
            write_tables(findings, Path(built))
            write_pages(
                findings, Path(built), options.lang, latin=options.latin, command=called(coverage, out, options)
            )
            if options.svg:
                write_figures(_figures(findings), Path(built) / "figures")
            move_report(Path(built), place)
    except OSError as error:
        raise ToolkitError(
            f"{out}: the report cannot be written ({error.strerror or error}); give another --out"
        ) from error
    return out / "index.html"


def _found(coverage: Coverage, folder: Path, out: Path, options: Options, quotations: pd.DataFrame | None) -> Findings:
    """Runs the notebook in the folder of the report, and leaves it there."""
    export_table(coverage.articles, folder / "articles.parquet")
    if quotations is not None:
        export_table(quotations, folder / "quotations.parquet")
    findings = Findings(coverage, _run(coverage, folder, out, options, extracts=quotations is None))
    if options.pseudonymise:
        articles, quotations = pseudonymised(coverage.articles, findings.quotations)
        coverage = replace(
            coverage, articles=articles, set_aside=masked(coverage.set_aside), remarks=masked(coverage.remarks)
        )
        export_table(articles, folder / "articles.parquet")
        export_table(quotations, folder / "quotations.parquet")
        space = _run(coverage, folder, out, options, extracts=False)
        findings = Findings(coverage, space, pseudonymised=True)
    return findings if options.text else _without_text(findings, folder, out, options)


def _without_text(findings: Findings, folder: Path, out: Path, options: Options) -> Findings:
    """The same findings from tables that have no text, with a notebook that starts from these."""
    coverage = findings.coverage
    coverage = replace(
        coverage,
        articles=text_free_articles(coverage.articles),
        set_aside=masked(coverage.set_aside),
        remarks=masked(coverage.remarks),
    )
    for name in ("keyness", "quality", "syndication", "frames"):
        table = findings.space.get(TABLES[name])
        if table is not None:
            export_table(table.drop(columns="evidence", errors="ignore"), folder / f"{name}.parquet")
    export_table(coverage.articles, folder / "articles.parquet")
    export_table(text_free_quotations(findings.quotations), folder / "quotations.parquet")
    space = _run(coverage, folder, out, options, extracts=False, reads_text=False)
    return Findings(coverage, space, readable=False, pseudonymised=findings.pseudonymised)


def _figures(findings: Findings) -> dict[str, go.Figure]:
    """The figures of the notebook by their names."""
    space = findings.space
    found = {name.removeprefix("figure_"): figure for name, figure in space.items() if isinstance(figure, go.Figure)}
    keyness = space.get("figure_keyness", {})
    found |= {f"keyness-{place}": figure for place, figure in enumerate(keyness.values(), start=1)}
    return {name: untitled(figure) for name, figure in found.items()}


def _run(
    coverage: Coverage, folder: Path, out: Path, options: Options, *, extracts: bool, reads_text: bool = True
) -> dict[str, Any]:
    words = wording(options.lang)
    plan = Plan(
        coverage.name or words.say("page.sample"),
        dt.date.fromisoformat(report_date()),
        jobs=options.jobs,
        extracts=extracts,
        reads_text=reads_text,
        progress=options.progress,
    )
    space: dict[str, Any] = {}
    cells, failed = run(_cells(plan, options, space), folder=folder, space=space)
    if failed is None:
        (folder / "report.ipynb").write_text(notebook_text(cells), encoding="utf-8", newline="")
        return space
    out.mkdir(exist_ok=True)
    (out / _FAILED).write_text(notebook_text(cells), encoding="utf-8", newline="")
    raise ToolkitError(f"{failed}. The notebook up to there is {out / _FAILED}") from failed.error


def _cells(plan: Plan, options: Options, space: dict[str, Any]) -> Iterator[Cell]:
    return analysis(plan, wording(options.lang), space)
