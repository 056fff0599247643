"""The shell of a page: one file that opens offline, loads nothing and runs only the scripts named by their hash."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from toolkit.reports.marks import STYLES
from toolkit.reports.markup import escaped
from toolkit.reports.plain_figures import figure_text, plain_spec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from toolkit.reports.wording import Wording

__all__ = ["GENERATOR", "drawing_page", "figure_html", "page_html"]

GENERATOR = '<meta name="generator" content="arabic-media-toolkit">'

# What the font's Arabic subset covers; all else is left to the reader's own fonts.
_RANGE = (
    "U+0600-06FF,U+0750-077F,U+0870-088E,U+0890-0891,U+0897-08E1,U+08E3-08FF,U+200C-200F,U+204F,U+2E41,"
    "U+FB50-FDFF,U+FE70-FE74,U+FE76-FEFC"
)


def page_html(
    title: str, body: str, *, words: Wording, figures: bool = False, evidence: str = "", attributes: str = ""
) -> str:
    """A whole page around a body of trusted HTML.

    Args:
        title: Its title, as text.
        body: HTML in which everything from outside is already escaped.
        words: The words of the report, in whose direction the page runs.
        figures: Whether it holds what `figure_html` gives, so that Plotly has to come along (0.5 MB).
        evidence: What numbers open, as `Evidence.packed` gives it.
        attributes: Attributes of the evidence's element.

    Returns:
        The page, as text for a UTF-8 file.
    """
    scripts = _drawing() if figures else ""
    if evidence:
        scripts += f'<script type="text/plain" id="evidence" {attributes}>{evidence}</script>\n'
    names = (["report.js"] if figures or evidence else []) + (["evidence.js"] if evidence else [])
    scripts += "".join(f"<script>{_asset(name)}</script>\n" for name in names)
    failed = escaped(words.say("page.figure_failed"))
    allowed = [_asset(name) for name in names] + ([_plotly()] if figures else [])
    return (
        f'<!doctype html>\n<html lang="{words.lang}" dir="{words.direction}">\n<head>\n<meta charset="utf-8">\n'
        f'{GENERATOR}\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(allowed)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f'<body data-failed="{failed}">\n{body}\n{scripts}</body>\n</html>\n'
    )


def figure_html(figure: go.Figure, *, name: str, caption: str, label: str) -> str:
    """A figure as a place to draw it in, its data, and its numbers as text for those who cannot see it.

    Args:
        figure: Any Plotly figure.
        name: Its id.
        caption: What it shows, as text.
        label: What its numbers are called.
    """
    spec = plain_spec(figure)
    spec["config"]["responsive"] = True
    height = int(spec["layout"].get("height", 450))
    words = figure_text(spec, caption=caption, types=False)
    return (
        f'<figure class="figure"><div class="plot" id="{name}" style="height:{height}px" role="img" '
        f'aria-label="{escaped(caption)}"></div>\n'
        f'<script type="application/json" data-for="{name}">{_json(spec)}</script>\n'
        f"<figcaption>{escaped(caption)}</figcaption>\n"
        f"<details><summary>{escaped(label)}</summary><pre>{escaped(words)}</pre></details></figure>"
    )


def drawing_page(figures: Mapping[str, go.Figure]) -> str:
    """A page in which a browser without a window draws figures, and leaves each as SVG.

    Args:
        figures: By their names.
    """
    data = "".join(
        f'<script type="application/json" data-for="{escaped(name)}">{_json(plain_spec(figure))}</script>\n'
        for name, figure in figures.items()
    )
    scripts = f"{_drawing()}<script>{_asset('figures.js')}</script>"
    policy = _policy([_asset("figures.js"), _plotly()])
    head = f'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    head += f"\n<style>{_style()}</style>"
    return f"<!doctype html>\n<html>\n<head>\n{head}</head>\n<body>\n{data}{scripts}</body></html>"


def _json(value: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _policy(allowed: Sequence[str]) -> str:
    scripts = " ".join(f"'sha256-{_hash(script)}'" for script in allowed) or "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; font-src data:; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _drawing() -> str:
    packed = base64.b64encode(_packed_plotly()).decode()
    return f'<script type="text/plain" id="plotly">{packed}</script>\n'


@cache
def _style() -> str:
    fonts = "".join(
        f'@font-face {{ font-family: "Noto Naskh Arabic"; font-weight: {weight}; font-display: block; '
        f'src: url(data:font/woff2;base64,{_font(weight)}) format("woff2"); unicode-range: {_RANGE}; }}\n'
        for weight in (400, 700)
    )
    marks = "".join(f".{name} {{ {style} }}\n" for name, style in STYLES.items())
    return fonts + _asset("report.css") + marks


def _font(weight: int) -> str:
    name = f"noto-naskh-arabic-arabic-{weight}-normal.woff2"
    return base64.b64encode((files("toolkit.reports") / "assets" / name).read_bytes()).decode()


@cache
def _asset(name: str) -> str:
    return (files("toolkit.reports") / "assets" / name).read_text("utf-8")


def _packed_plotly() -> bytes:
    """Plotly's bundle of bars and points (MIT), a quarter of the whole that the Python package brings."""
    return (files("toolkit.reports") / "assets" / "plotly-basic.min.js.gz").read_bytes()


@cache
def _plotly() -> str:
    return gzip.decompress(_packed_plotly()).decode()


@cache
def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
