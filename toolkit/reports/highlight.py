"""An article with its quotations marked: what was said, the cue that says so, and who is named as its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.reports.marks import LEGEND, STYLES, Mark, Role, marked_html
from toolkit.reports.markup import MISSING, shortened, visible
from toolkit.reports.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolkit.attribution.records import Quotation
    from toolkit.reports.wording import Wording

__all__ = ["HighlightedArticle", "highlighted", "legend_html", "marks_by_field"]

_BLOCK = "text-align:start;line-height:2.1;font-size:16px;max-width:46em"


@dataclass(frozen=True, repr=False)
class HighlightedArticle:
    """What `highlighted` returns: HTML to show, and the same quotations as lines of text.

    Attributes:
        html: The legend, the title and the text with the quotations marked.
        text: The title, then one line for each quotation.
    """

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002 - IPython's signature
        return {"text/plain": self.text, "text/html": self.html}

    def __repr__(self) -> str:
        return self.text


def highlighted(
    article: Mapping[str, Any] | pd.Series[Any] | tuple[str | None, str],
    quotations: pd.DataFrame | Iterable[Quotation],
) -> HighlightedArticle:
    r"""An article from right to left with contents, cues and sources marked by kind.

    Args:
        article: A row of an articles table, or `(title, text)`.
        quotations: A quotations table, of which the rows of this article are taken where it has an `article_id`; or the
            records that `quotations(text)` gives.

    Returns:
        An object that a notebook displays; its `html` is the page's own.

    Raises:
        ValueError: A quotation ends beyond the text.

    Examples:
        >>> from toolkit.attribution.records import Quotation
        >>> from toolkit.text.spans import Span
        >>> said = Quotation("direct", cue=Span(0, 3), source=Span(4, 10), contents=(Span(13, 16),), speaker="الوزير")
        >>> str(highlighted((None, "قال الوزير: «نعم»."), [said])).split("\t")
        ['direct', 'الوزير', 'قال', 'نعم']
    """
    title, text, article_id = _parts(article)
    if isinstance(quotations, pd.DataFrame):
        rows = _rows(quotations, article_id)
    else:
        rows = [_row(number, quotation, text) for number, quotation in enumerate(quotations)]
    marks = marks_by_field(rows)
    head = marked_html(title, marks["title"], tag="h3") if title else ""
    body = marked_html(text, marks["text"])
    lines = ([shortened(visible(title), 120)] if title else []) + [_line(row) for row in rows]
    return HighlightedArticle(
        html=f'<div>{legend_html()}<div dir="rtl" style="{_BLOCK}">{head}<div>{body}</div></div></div>',
        text="\n".join(lines),
    )


def legend_html(*, words: Wording | None = None, inline_styles: bool = True) -> str:
    """The line that says what each look of a mark means.

    Args:
        words: The words of a report; English where there is none.
        inline_styles: Whether each mark brings its style along.
    """
    words = words or wording("en")
    samples = []
    for key, classes in LEGEND.items():
        name = words.texts["legend"].get(key) or words.name(key)
        style = ";".join(STYLES[part] for part in ("tk-mark", *classes.split()))
        look = f' style="{style}"' if inline_styles else ""
        samples.append(f'<mark class="tk-mark {classes}"{look}>{name}</mark>')
    return f'<p class="tk-legend" dir="{words.direction}">' + " &ensp; ".join(samples) + "</p>"


def marks_by_field(rows: Iterable[Mapping[str, Any]], *, words: Wording | None = None) -> dict[str, list[Mark]]:
    """The marks of one article's quotations, for its title and for its text; numbered from 1 in the order given.

    Args:
        rows: The quotations.
        words: The words of a report, for what is shown on pointing at a mark; English where there is none.
    """
    words = words or wording("en")
    marks: dict[str, list[Mark]] = {"title": [], "text": []}
    for number, row in enumerate(rows, start=1):
        marks[_present(row.get("field")) or "text"].extend(_marks(row, number, words))
    return marks


def _marks(row: Mapping[str, Any], number: int, words: Wording) -> list[Mark]:
    kind, note = str(row["kind"]), _note(row, number, words)
    spans: list[tuple[Role, int, int]] = [("content", int(start), int(end)) for start, end in row.get("contents", ())]
    places: tuple[Role, ...] = ("cue", "source")
    for role in places:
        start, end = _present(row.get(f"{role}_start")), _present(row.get(f"{role}_end"))
        if start is not None and end is not None:
            spans.append((role, int(start), int(end)))
    shown = next((span for span in spans if span[0] == "cue"), spans[0] if spans else None)
    return [Mark(start, end, number, role, kind, note, names=(role, start, end) == shown) for role, start, end in spans]


def _note(row: Mapping[str, Any], number: int, words: Wording) -> str:
    # isolates keep the name from reordering what stands around it
    speaker = f"\u2068{visible(_present(row.get('speaker')) or MISSING)}\u2069"
    names = words.texts["legend"]
    parts = [f"{number}. {words.name(row['kind'])}", f"{names['speaker']} {speaker}"]
    if rule := _present(row.get("rule")):
        parts.append(f"{names['rule']} {rule}")
    if (confidence := _present(row.get("confidence"))) is not None:
        parts.append(f"{names['confidence']} {confidence:.2f}")
    return " · ".join(parts)


def _line(row: Mapping[str, Any]) -> str:
    content = row.get("content") if isinstance(row.get("content"), str) else None
    cells = (_present(row["kind"]), _present(row.get("speaker")), _present(row.get("cue")), content)
    return "\t".join(shortened(visible(text), 100) if text else MISSING for text in cells)


def _parts(article: Mapping[str, Any] | pd.Series[Any] | tuple[str | None, str]) -> tuple[str, str, str | None]:
    if isinstance(article, tuple):
        title, text = article
        return title or "", text, None
    if "text" not in article:
        raise ValueError("the article has no 'text'; give a row of an articles table, or (title, text)")
    return _present(article.get("title")) or "", article["text"], _present(article.get("article_id"))


def _rows(quotations: pd.DataFrame, article_id: str | None) -> list[dict[Any, Any]]:
    if article_id is not None and "article_id" in quotations:
        quotations = quotations[quotations["article_id"] == article_id]
    return quotations.to_dict("records")


def _row(number: int, quotation: Quotation, text: str) -> dict[str, Any]:
    """A record as the row of a quotations table, as far as it is shown."""
    row: dict[str, Any] = {name: getattr(quotation, name) for name in ("kind", "speaker", "rule", "confidence")}
    row |= {"number": number, "field": "text", "contents": list(quotation.contents)}
    row["content"] = " … ".join(span.of(text) for span in quotation.contents)
    for role, span in (("cue", quotation.cue), ("source", quotation.source)):
        if span is not None:
            row |= {role: span.of(text), f"{role}_start": span.start, f"{role}_end": span.end}
    return row


def _present(value: Any) -> Any:
    """The value, or None where it is missing in any of the ways of pandas."""
    return None if value is None or pd.isna(value) else value
