"""A Plotly figure as JSON that stays the same from run to run and can be read in a diff.

Plotly writes arrays as base64 whose bytes depend on the dtype, and seven kilobytes of template with each figure. Here
arrays are lists, floats are rounded, and a figure that names no template of its own gets the toolkit's.
"""

from __future__ import annotations

import base64
import html
import json
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio

from toolkit.reports.markup import visible

__all__ = ["FONT", "PLOTLY_MIME", "TEMPLATE", "figure_text", "plain_spec"]

PLOTLY_MIME = "application/vnd.plotly.v1+json"
FONT = '"Noto Naskh Arabic", "Noto Sans Arabic", Amiri, system-ui, "Segoe UI", Tahoma, "DejaVu Sans", sans-serif'

_INK, _GRID = "#1c1f23", "#e4e4e0"

TEMPLATE = go.layout.Template(
    layout={
        "font": {"family": FONT, "size": 14, "color": _INK},
        "colorway": ["#1f4e79", "#e0a04a", "#7fb2d6", "#8a8a8a", "#a23b3b", "#4d7f5b"],
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
        "margin": {"l": 24, "r": 24, "t": 56, "b": 56},
        # a right-to-left page begins at the right
        "title": {"x": 1, "xref": "paper", "xanchor": "right", "font": {"size": 17}},
        "legend": {
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "xaxis": {
            "automargin": True,
            "gridcolor": _GRID,
            "zerolinecolor": "#9a9a94",
            "ticks": "",
            "tickfont": {"size": 12},
            "title": {"font": {"size": 13}, "standoff": 12},
        },
        "yaxis": {
            "automargin": True,
            "gridcolor": _GRID,
            "zerolinecolor": "#9a9a94",
            "ticks": "",
            "side": "right",
            "tickfont": {"size": 15},
        },
        "hoverlabel": {"font": {"family": FONT, "size": 14}, "align": "right"},
    }
)

# Not "responsive": Plotly then forgets the height as soon as the size of the window changes, and in Lab, where nothing
# around a figure has one, the figure collapses. The report, whose figures stand in boxes of that height, asks for it.
_CONFIG = {"displayModeBar": False, "displaylogo": False}
_ISOLATES = re.compile("[\u2066-\u2069]")


def plain_spec(figure: go.Figure, *, digits: int = 6) -> dict[str, Any]:
    """The figure's data, layout and config as plain JSON values.

    Args:
        figure: Any Plotly figure. It is not changed.
        digits: How many decimal places floats keep.

    Returns:
        `{"data": […], "layout": {…}, "config": {…}}`.

    Examples:
        >>> spec = plain_spec(go.Figure(go.Bar(x=np.array([1, 2]), y=["أ", "ب"], orientation="h")))
        >>> spec["data"][0]["x"]
        [1, 2]
    """
    figure = go.Figure(figure)
    if figure.layout.template in (go.layout.Template(), pio.templates["plotly"]):
        figure.update_layout(template=TEMPLATE)
    spec: dict[str, Any] = _plain(json.loads(figure.to_json(validate=False)), digits)
    return {"data": spec.get("data", []), "layout": spec.get("layout", {}), "config": dict(_CONFIG)}


def figure_text(spec: dict[str, Any], *, digits: int = 3, caption: str = "", types: bool = True) -> str:
    """A figure in words: its title, then the values of each trace, as an alternative to the picture.

    Args:
        spec: What `plain_spec` gives.
        digits: How many decimal places are shown.
        caption: Another title.
        types: Whether the type of each trace is named, in English.

    Examples:
        >>> figure = go.Figure(go.Bar(x=[2, 1], y=["أ", "ب"], orientation="h", name="مقالات"))
        >>> print(figure_text(plain_spec(figure.update_layout(title="مصادر"))))
        [مصادر]
        bar مقالات: أ = 2; ب = 1
    """
    layout = spec["layout"]
    title = layout.get("title", {}).get("text", "")
    lines = [f"[{caption or _readable(title) or 'figure'}]"]
    return "\n".join(lines + [_trace_text(trace, layout, digits, types=types) for trace in spec["data"]])


def _trace_text(trace: dict[str, Any], layout: dict[str, Any], digits: int, *, types: bool) -> str:
    if trace.get("type") == "heatmap":
        return _heatmap_text(trace, layout)
    across = trace.get("orientation") == "h"
    names, values = ("y", "x") if across else ("x", "y")
    labels = _tick_labels(layout.get(names + "axis", {}))
    points = zip(trace.get(names, trace.get("labels", [])), trace.get(values, trace.get("values", [])), strict=False)
    bars = trace.get(f"error_{values}", {})
    texts = []
    for place, (name, value) in enumerate(points):
        text = f"{_readable(str(labels.get(name, name)))} = {_number(value, digits)}"
        if bars.get("array") and bars.get("arrayminus"):
            below, above = bars["arrayminus"][place], bars["array"][place]
            if not isinstance(below, str) and not isinstance(above, str):  # else there is no interval
                text += f" ({_number(value - below, digits)}–{_number(value + above, digits)})"
        texts.append(text)
    name = _readable(str(trace.get("name") or ""))
    head = f"{trace.get('type', 'trace')} {name}".strip() if types else name
    return (f"{head}: " if head else "") + "; ".join(texts)


def _heatmap_text(trace: dict[str, Any], layout: dict[str, Any]) -> str:
    """A line for each row: what stands in its cells, under the names of the columns."""
    columns, rows = (_tick_labels(layout.get(axis, {})) for axis in ("xaxis", "yaxis"))
    lines = []
    for row, cells in zip(trace["y"], trace["text"], strict=True):
        named = zip(trace["x"], cells, strict=True)
        texts = [f"{_readable(str(columns.get(column, column)))} = {cell}" for column, cell in named if cell]
        lines.append(f"{_readable(str(rows.get(row, row)))}: {'; '.join(texts)}")
    return "\n".join(lines)


def _tick_labels(axis: dict[str, Any]) -> dict[Any, str]:
    return dict(zip(axis.get("tickvals", []), axis.get("ticktext", []), strict=False))


def _readable(text: str) -> str:
    """A label without what only Plotly needs: isolates, line breaks, escapes."""
    return visible(html.unescape(_ISOLATES.sub("", text).replace("<br>", " ")))


def _number(value: Any, digits: int) -> str:
    return f"{value:.{digits}f}" if isinstance(value, float) else str(value)


def _plain(value: Any, digits: int) -> Any:
    if isinstance(value, dict):
        if {"bdata", "dtype"} <= set(value):
            return _plain(_array(value).tolist(), digits)
        return {key: _plain(item, digits) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, digits) for item in value]
    return round(value, digits) + 0.0 if isinstance(value, float) else value


def _array(value: dict[str, Any]) -> np.ndarray[Any, Any]:
    array = np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"])
    return array.reshape([int(size) for size in str(value["shape"]).split(",")]) if "shape" in value else array
