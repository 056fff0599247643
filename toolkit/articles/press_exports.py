"""Factiva and Nexis: many articles in one document, told apart by the lines that these databases put between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.articles.file_rows import Fault, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["PressExport", "press_export"]

_NEXIS_END = re.compile(r"\s*(End of Document|Fin du document|Ende des Dokuments)\s*", re.IGNORECASE)
_NEXIS_LABEL = re.compile(
    r"\s*(Section|Length|Byline|Dateline|Highlight|Graphic|Load-Date|Language|Publication-Type|Classification|Subject"
    r"|Rubrique|Longueur|Auteur|Date de chargement|Langue)\s*[:\xa0 ]*:?\s*(?:(?<=[:\xa0 ])(\S.*))?",
    re.IGNORECASE,
)
_NEXIS_COPYRIGHT = re.compile(r"\s*(Copyright\b|©|\(c\) ?\d{4}|All Rights Reserved|حقوق)", re.IGNORECASE)
_NEXIS_BODY = re.compile(r"\s*(Body|Corps|Text)\s*:?\s*", re.IGNORECASE)
_NEXIS_TAIL = re.compile(r"\s*(Load-Date|Date de chargement|Classification|Graphic)\b\s*:?.*", re.IGNORECASE)
_FACTIVA_END = re.compile(
    r"(?:\s*AN[\s|]+)?\s*(?:Document|Dokument|Documento|مستند)[\s|]+([A-Z][A-Za-z0-9]{14,})\s*\|?\s*"
)
_FACTIVA_LABEL = re.compile(
    r"\s*(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN)"
    r"(?:[\s|]+(\S.*))?\s*"
)
_FACTIVA_WORDS = re.compile(r"\s*[\d,.\u0660-\u0669]+ (?:words|mots|Wörter|palabras|كلمة|كلمات)\s*", re.IGNORECASE)
_CLOCK = re.compile(r"\s*\d{1,2}:\d\d(?::\d\d)?\s*(?:[AP]M)?\s*", re.IGNORECASE)
_CODE = re.compile(r"\s*[A-Z][A-Z0-9]{1,9}\s*")
_BEHIND_TEXT = frozenset("RF CO IN NS RE IPC IPD PUB AN".split())
_FACTIVA_COLUMNS = {
    "HD": "title", "BY": "author", "PD": "published", "SN": "outlet", "SE": "section", "AN": "article_id",
    "LA": "language", "CY": "copyright", "CO": "companies", "NS": "subjects", "RE": "regions",
}  # fmt: skip
_NEXIS_COLUMNS = {
    "section": "section", "rubrique": "section", "byline": "author", "auteur": "author", "language": "language",
    "langue": "language", "dateline": "dateline", "load-date": "load_date", "date de chargement": "load_date",
}  # fmt: skip
_REMEDY = "export it again with its full text and indexing"


@dataclass(frozen=True, slots=True)
class PressExport:
    """A kind of export.

    Attributes:
        name: Of the database.
        ends: Whether a line is the last of an article.
        cells: The cells of an article's lines, or what they lack.
    """

    name: str
    ends: Callable[[str], Any]
    cells: Callable[[Sequence[str]], dict[str, Any] | str]

    def rows(self, text: str) -> Iterator[Row | Fault]:
        """Each article of the export; `line` counts them.

        Args:
            text: All of it.
        """
        block: list[str] = []
        number = 1
        for line in _lines(text):
            if self.ends(line):
                yield self._row([*block, line], number)
                block, number = [], number + 1
            else:
                block.append(line)
        if sum(bool(line.strip()) for line in block) > _FEWEST and self.has_text(block):
            yield Fault(number, "the article has no end: the export is cut off", "export it again")

    def has_text(self, block: Sequence[str]) -> bool:
        """Whether lines behind the last end are an article and no imprint.

        Args:
            block: The lines.
        """
        return not isinstance(self.cells(block), str)

    def _row(self, block: list[str], number: int) -> Row | Fault:
        cells = self.cells(block)
        return Fault(number, cells, _REMEDY) if isinstance(cells, str) else Row(number, cells)


_FEWEST = 3


def press_export(text: str) -> PressExport | None:
    r"""The database that a text was exported from, if it was.

    Args:
        text: The text, or its start.

    Examples:
        >>> press_export("خبر\nجريدة\n1 May 2026\nLength: 3 words\nBody\nقال الوزير\nEnd of Document\n").name
        'Nexis'
        >>> press_export("قال الوزير") is None
        True
    """
    if "ocument" not in text and "okument" not in text and "مستند" not in text:
        return None
    lines = _lines(text)
    if any(_NEXIS_END.fullmatch(line) for line in lines) and any(_NEXIS_BODY.fullmatch(line) for line in lines):
        return PressExport("Nexis", _NEXIS_END.fullmatch, _nexis)
    if any(_FACTIVA_END.fullmatch(line) for line in lines):
        return PressExport("Factiva", _FACTIVA_END.fullmatch, _factiva)
    return None


def _lines(text: str) -> list[str]:
    # The patterns are of single lines; a line of a megabyte is none that they know.
    return [line if len(line) < 1 << 16 else line.strip() for line in text.split("\n")]


def _nexis(block: Sequence[str]) -> dict[str, Any] | str:
    body = next((place for place, line in enumerate(block) if _NEXIS_BODY.fullmatch(line)), None)
    if body is None:
        return "the article has no line 'Body': it has no text"
    head = [line.strip() for line in block[:body] if line.strip()]
    cells: dict[str, Any] = {}
    first_label = len(head)
    for place, line in enumerate(head):
        label = _label(line)
        if label or _NEXIS_COPYRIGHT.match(line):
            first_label = min(first_label, place)
        if label and label[0] in _NEXIS_COLUMNS:
            cells[_NEXIS_COLUMNS[label[0]]] = label[1]
    # Title, outlet and date are the three lines before the first label, whatever list of contents comes before them.
    names = head[max(first_label - 3, 0) : first_label]
    cells |= dict(zip(("title", "outlet", "published"), names, strict=False))
    rest = block[body + 1 : -1]
    tail = next((place for place in range(len(rest) - 1, -1, -1) if _NEXIS_TAIL.fullmatch(rest[place])), len(rest))
    while tail > 0 and _is_tail(rest[tail - 1]):
        tail -= 1
    for line in rest[tail:]:
        label = _label(line)
        if label and label[0] in _NEXIS_COLUMNS:
            cells[_NEXIS_COLUMNS[label[0]]] = label[1]
    return {**cells, "text": "\n".join(rest[:tail]).strip("\n")}


def _is_tail(line: str) -> bool:
    return not line.strip() or bool(_NEXIS_TAIL.fullmatch(line))


def _label(line: str) -> tuple[str, str | None] | None:
    name, colon, value = line.partition(":")
    name = name.strip().casefold()
    known = colon and len(name) < 30 and _NEXIS_LABEL.fullmatch(name + ":")
    return (name, value.strip() or None) if known else None


def _factiva(block: Sequence[str]) -> dict[str, Any] | str:
    end = _FACTIVA_END.fullmatch(block[-1]) if block else None
    lines = list(block[:-1] if end else block)
    labelled = any((found := _FACTIVA_LABEL.fullmatch(line)) and found.group(1) == "HD" for line in lines)
    cells = _labelled(lines) if labelled else _unlabelled(lines)
    if isinstance(cells, dict) and end:
        cells["article_id"] = end.group(1)
    return cells


def _labelled(lines: Sequence[str]) -> dict[str, Any] | str:
    parts: dict[str, list[str]] = {}
    now = ""
    for line in lines:
        found = _FACTIVA_LABEL.fullmatch(line)
        if found and (now not in ("LP", "TD") or found.group(1) in {"TD", *_BEHIND_TEXT}):
            now = found.group(1)
        if now:
            words = (found.group(2) or "") if found and found.group(1) == now else line
            parts.setdefault(now, []).append(words.rstrip("|") if now in ("LP", "TD") else words.strip(" |"))
    text = "\n".join([*parts.get("LP", []), *parts.get("TD", [])]).strip("\n")
    if not text.strip():
        return "the article has neither LP nor TD: it has no text"
    known = {ours: " ".join(filter(None, parts[label])) for label, ours in _FACTIVA_COLUMNS.items() if label in parts}
    return {**known, "text": text}


def _unlabelled(lines: Sequence[str]) -> dict[str, Any] | str:
    words = next((place for place, line in enumerate(lines) if _FACTIVA_WORDS.fullmatch(line)), None)
    if words is None:
        return "the article has no line with its number of words: where its text begins is not known"
    before = [line.strip() for line in lines[:words] if line.strip()]
    places = [place for place in range(words + 1, len(lines)) if lines[place].strip()]
    copyright_ = next((place for place in places[:8] if _NEXIS_COPYRIGHT.match(lines[place])), None)
    start = copyright_ + 1 if copyright_ is not None else None
    if start is None:
        return "the article has no copyright line: where its text begins is not known"
    about = [lines[place].strip() for place in places if place < start - 1]
    published = about.pop(0) if about else None
    about = [line for line in about if not _CLOCK.fullmatch(line) and not _CODE.fullmatch(line)]
    authors = [line for line in before[1:] if line.casefold().startswith(("by ", "par ", "بقلم", "كتب"))]
    return {
        "title": before[0] if before else None,
        "author": authors[0] if authors else None,
        "published": published,
        "outlet": about[0] if about else None,
        "language": about[-1] if len(about) > 1 else None,
        "text": "\n".join(lines[start:]).strip("\n"),
    }
