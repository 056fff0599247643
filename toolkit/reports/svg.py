"""The figures of a report as SVG, drawn by a browser that is on the machine: for print, slides and editors."""

from __future__ import annotations

import base64
import html
import os
import re
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.articles.notices import ToolkitWarning
from toolkit.reports.page import drawing_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

__all__ = ["BROWSERS", "write_figures"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=60000",
    "--dump-dom",
)
_SECONDS = 120
_DRAWN = re.compile(r'<pre data-svg="([\w-]{1,60})">([^<]*)</pre>')
_NAME = re.compile(r"(\bid=\"|url\((?:&quot;|[\"'])?#|href=\"#)([\w-]{1,80})")


def write_figures(figures: Mapping[str, go.Figure], folder: Path) -> list[str]:
    """Draws figures in a browser without a window, and writes each as SVG.

    Args:
        figures: By the names of their files.
        folder: Where to; it is made.

    Returns:
        The names of the files.

    Warns:
        ToolkitWarning: There is no browser, or it did not draw.
    """
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        _warn(f"no figure was written as SVG: that needs a browser, one of {', '.join(BROWSERS)}")
        return []
    with tempfile.TemporaryDirectory() as place:
        page = Path(place) / "figures.html"
        page.write_text(drawing_page(figures), encoding="utf-8")
        # a browser does not run in its sandbox for root
        flags = [*_FLAGS, f"--user-data-dir={place}/profile", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        try:
            done = subprocess.run(  # noqa: S603 - what runs is the browser of this machine, on our own page
                [browser, *flags, page.as_uri()], capture_output=True, timeout=_SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            _warn(f"no figure was written as SVG: {browser} failed ({type(error).__name__})")
            return []
    drawn = {name: _drawing(text) for name, text in _DRAWN.findall(done.stdout.decode("utf-8", "replace"))}
    if set(drawn) != set(figures):
        _warn(f"not written as SVG: {', '.join(sorted(set(figures) - set(drawn)))}; {browser} did not draw them")
    folder.mkdir(exist_ok=True)
    for name, svg in drawn.items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    return [f"{name}.svg" for name in drawn]


def _drawing(packed: str) -> str:
    """The SVG, in which the names that the browser drew by lot are numbers."""
    svg = base64.b64decode(html.unescape(packed)).decode()
    known: dict[str, str] = {}
    return _NAME.sub(lambda match: f"{match[1]}{known.setdefault(match[2], f'n{len(known)}')}", svg)


def _warn(text: str) -> None:
    warnings.warn(text, ToolkitWarning, stacklevel=3)
