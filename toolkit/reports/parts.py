"""What the sections of a report share: the findings, the words, the evidence, and how a section and a figure look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.reports.markup import MISSING, cell, escaped, percent, shortened
from toolkit.reports.page import figure_html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from toolkit.reports.articles_html import Shelf
    from toolkit.reports.evidence import Evidence
    from toolkit.reports.findings import Findings
    from toolkit.reports.wording import Wording

__all__ = ["Parts", "interval", "isolated", "untitled"]


@dataclass(frozen=True, eq=False)
class Parts:
    """What a section is made from.

    Attributes:
        findings: What was read and found.
        shelf: The articles with their quotations.
        evidence: What stands behind the numbers.
        words: The words of the report.
        latin: Whether names and verbs are also given in Latin letters and English.
    """

    findings: Findings
    shelf: Shelf
    evidence: Evidence
    words: Wording
    latin: bool = False

    def say(self, key: str, values: Mapping[str, object] | None = None) -> str:
        """A sentence of the report."""
        return self.words.say(key, values)

    def heads(self, names: Sequence[str]) -> dict[str, str]:
        """Labels of columns with their look; `name:look` names the look."""
        pairs = [name.partition(":") for name in names]
        return {self.words.say(f"head.{name}"): look for name, _, look in pairs}

    def name(self, code: object) -> str:
        """A cell with a code as people say it."""
        return cell(self.words.name(code) if isinstance(code, str) else MISSING)

    def section(self, key: str, *parts: str) -> str:
        """A section with its title."""
        body = "\n".join(part for part in parts if part)
        return f'<section id="{key}"><h2>{self.say(f"section.{key}")}</h2>\n{body}</section>'

    def figure(self, figure: go.Figure | None, name: str, caption: str) -> str:
        """A figure of the notebook under its caption, without its title."""
        if figure is None:
            return ""
        return figure_html(
            untitled(figure), name=f"figure-{name}", caption=caption, label=self.say("page.figure_numbers")
        )

    def number(self, text: str) -> str:
        """A cell of a number, or of a number that opens what it counts."""
        return f'<td class="num">{text}</td>'

    def share(self, row: Mapping[Any, Any]) -> str:
        """A cell with a share and its interval."""
        return self.number(interval(row["share"], row["share_low"], row["share_high"]))


def untitled(figure: go.Figure) -> go.Figure:
    """A figure without its title, to stand over a caption."""
    # lines of a legend are set closer than this font's letters are high, unless they are small
    return type(figure)(figure).update_layout(title=None, margin_t=16, legend_font_size=12)


def interval(share: Any, low: Any, high: Any) -> str:
    """`26 % (12–31)`, finer where the ends are small; a dash where there is no interval."""
    if pd.isna(share):
        return MISSING
    if pd.isna(low):
        return f"{percent(share)} (–)"
    ends = f"{low:.0%}–{high:.0%}" if high >= 0.1 else f"{low:.1%}–{high:.1%}"
    return f"{percent(share)} ({ends.replace('%', '')})"


def isolated(text: object, width: int = 90) -> str:
    """A text of the coverage inside a sentence."""
    return f"<bdi>{escaped(shortened(str(text), width))}</bdi>"
