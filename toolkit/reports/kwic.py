"""Keyword in context as Arabic is read: what comes before at the right, what follows at the left."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import pandas as pd

from toolkit.measures.concordance import CONTEXTS
from toolkit.reports.markup import escaped, visible

__all__ = ["ShownConcordance", "is_concordance"]

# Written on each element: a notebook that is not trusted loses its style sheets. Each cell is a line of its own that
# runs from right to left, so that a bracket or a number at its end stays there.
_TABLE = "border-collapse:collapse;font-size:15px;line-height:1.8"
_HEAD = "padding:3px 10px;border-bottom:2px solid #555;font-weight:700;white-space:nowrap"
_CELL = "padding:3px 10px;border-bottom:1px solid #ddd;white-space:nowrap"
_LOOKS = {
    "right_context": "text-align:left",  # its end is beside the keyword
    "keyword": "text-align:center;font-weight:700;color:#8a1c1c",
    "left_context": "text-align:right",
}
_PLACES = ("variant", "outlet", "published", "article_id", "field", "start")
_BLANK = "\u00a0"
_ISOLATE, _END = "\u2067", "\u2069"  # from right to left, whatever stands around


def is_concordance(table: pd.DataFrame) -> bool:
    """Whether a table has the contexts of `concordance`."""
    return set(CONTEXTS) <= set(table.columns)


@dataclass(frozen=True, repr=False, eq=False)
class ShownConcordance:
    """A concordance as a notebook shows it, and as lines of text with the keywords below each other."""

    table: pd.DataFrame
    rows: int | None
    width: int
    caption: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 - IPython's signature
        return {"text/plain": repr(self), "text/html": self._html()}

    def __repr__(self) -> str:
        lines = [self._contexts(row) for row in self._shown()[list(CONTEXTS)].itertuples(index=False, name=None)]
        widest = [max((_columns(line[place]) for line in lines), default=0) for place in range(len(CONTEXTS))]
        return "\n".join([*self._heads(), *(_padded(line, widest) for line in lines)])

    def _html(self) -> str:
        names = [*CONTEXTS, *(name for name in _PLACES if name in self.table)]
        heads = "".join(
            f'<th scope="col" dir="ltr" style="{_HEAD};{_LOOKS.get(name, "text-align:right")}">'
            f"{escaped(name.replace('_', ' '))}</th>"
            for name in names
        )
        lines = [f'<div dir="rtl" style="overflow-x:auto"><table dir="rtl" style="{_TABLE}">']
        head = escaped(" · ".join(self._heads()))
        lines.append(f'<caption dir="auto" style="text-align:right;padding:4px 10px">{head}</caption>')
        lines.append(f"<thead><tr>{heads}</tr></thead>\n<tbody>")
        for row in self._shown()[names].itertuples(index=False, name=None):
            own = zip(CONTEXTS, self._contexts(row), strict=True)
            cells = [f'<td dir="rtl" style="{_CELL};{_LOOKS[name]}">{escaped(text)}</td>' for name, text in own]
            cells += [
                f'<td dir="auto" style="{_CELL};text-align:right">{escaped(_text(cell))}</td>' for cell in row[3:]
            ]
            lines.append(f"<tr>{''.join(cells)}</tr>")
        return "\n".join([*lines, "</tbody>", "</table></div>"])

    def _shown(self) -> pd.DataFrame:
        return self.table if self.rows is None else self.table.head(self.rows)

    def _contexts(self, row: tuple[object, ...]) -> tuple[str, str, str]:
        """Each on one line; of a long one the end that is beside the keyword stays."""
        right, keyword, left = (" ".join(_text(cell).split()) for cell in row[:3])
        if len(right) > self.width:
            right = "…" + right[-self.width :].partition(" ")[2]
        if len(left) > self.width:
            left = left[: self.width].rpartition(" ")[0] + "…"
        return visible(right), visible(keyword), visible(left)

    def _heads(self) -> list[str]:
        """The caption, and how many places there are."""
        table, shown = self.table, len(self._shown())
        if table.empty:
            return [*([self.caption] if self.caption else []), "no place"]
        constant = {
            name for name in ("total", "n_articles") if name in table and (table[name] == table[name].iloc[0]).all()
        }
        counts = [_counted(int(table["total"].iloc[0]) if "total" in constant else len(table), "place")]
        if "n_articles" in constant:
            counts[0] += f" in {_counted(int(table['n_articles'].iloc[0]), 'article')}"
        counts += list(table["note"].dropna().unique()) if "note" in table else []
        counts += [f"{shown:,} of {len(table):,} lines are shown"] if shown < len(table) else []
        return [*([self.caption] if self.caption else []), "; ".join(counts)]


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _text(cell: object) -> str:
    return "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload] # a cell, not a column


def _columns(text: str) -> int:
    """How many places of a terminal a text takes."""
    return sum(not unicodedata.combining(character) and character.isprintable() for character in text)


def _padded(line: tuple[str, str, str], widest: list[int]) -> str:
    """One line that runs from right to left even where the page does not; all are equally wide, so that they agree."""
    # a blank at the end of a line would go to the other side, one that does not break stays (UAX 9, L1)
    gaps = [_BLANK * (wide - _columns(text)) for text, wide in zip(line, widest, strict=True)]
    right, keyword, left = (f"{_ISOLATE}{text}{_END}" for text in line)
    return f"{_ISOLATE}{gaps[0]}{right}  {keyword}{gaps[1]}  {left}{gaps[2]}{_END}"
