"""The report from Python: the same folder that `toolkit report` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from toolkit.reports.report import Options, write_report

__all__ = ["make_report"]


def make_report(
    articles: str | Path | None,
    *,
    out: str | Path,
    lang: Literal["en", "ar"] = "en",
    latin: bool = False,
    text: bool = True,
    pseudonymise: bool = False,
    jobs: int = 1,
) -> Path:
    """Analyses a coverage and writes the report on it: a page, its tables and the notebook that computes them.

    It does what `toolkit report` does. A report that is in the folder already is replaced, and only where all went
    well; other files in that folder stay.

    Args:
        articles: A file or folder of articles, in any format of `read_articles`; None for the sample coverage.
        out: The folder of the report; it is made where it is missing.
        lang: The language of everything that is not the coverage's.
        latin: Whether names are also given in Latin letters, and verbs in English.
        text: Whether texts, titles and words of articles are in it; without, a licensed corpus can be reported on.
        pseudonymise: Whether names of citizens are replaced.
        jobs: Processes for the extraction; 0 takes every core.

    Returns:
        The page to open, `index.html` in `out`.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.
        ToolkitError: `out` cannot be written or holds other files of these names, `lang` is unknown, or a step of the
            analysis failed; the notebook up to there is then left in `out`.

    Examples:
        >>> make_report("no-such-file.csv", out="report")
        Traceback (most recent call last):
        toolkit.errors.ReadError: no-such-file.csv: there is no such file; check the path and the folder you are in
    """
    options = Options(lang=lang, latin=latin, text=text, pseudonymise=pseudonymise, jobs=jobs, progress=False)
    return write_report(None if articles is None else str(articles), Path(out), options=options)
