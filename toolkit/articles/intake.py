"""From a file's rows to articles, with the account of each row."""

from __future__ import annotations

import hashlib
import math
import re
from contextlib import closing
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from toolkit.articles.days import Days
from toolkit.articles.decoding import lone_surrogate
from toolkit.articles.file_rows import Fault, Row, Source
from toolkit.articles.ledger import Ledger
from toolkit.articles.naming import Naming
from toolkit.articles.places import open_sources
from toolkit.articles.reading import Reading
from toolkit.articles.schema import ARTICLES
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Intake"]

_ARABIC_LETTER = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]")
_CUT = re.compile(r"\[\+(\d{1,9}) chars\]\s*$")
_CUT_WITHIN = 100
_MOST_NAMED = 30  # columns that a message lists
_MOST_COLUMNS = 2_000
_HOPELESS = 10_000  # rows set aside at the start, with none read: the file is not what it was taken for
_OURS = tuple(column.name for column in ARTICLES)


class Intake:
    """One reading of a file or folder: gives articles one by one and keeps the account.

    Args:
        path: A file or a folder.
        columns: Our column names to the file's.
        encoding: The file's encoding, or None to tell it by content.
    """

    def __init__(self, path: Path, columns: Mapping[str, str] | None, encoding: str | None) -> None:
        self._path, self._encoding, self._naming = path.expanduser(), encoding, Naming(columns)
        self._read = self._without_arabic = self._files = 0
        self._formats: dict[str, None] = {}
        self._encodings: dict[str, None] = {}
        self._columns: dict[str, str] = {}
        self._names: dict[str, None] = {}
        self._texts: dict[int, str] = {}  # by 64 bits of the fingerprint
        self._ids: set[str] = set()
        self._days = Days()
        self._set_aside = Ledger("file", "unit", "reason", "remedy")
        self._remarks = Ledger("file", "unit", "article_id", "remark")
        self._ignored: list[str] = []
        self._noted: set[tuple[Path, str]] = set()

    def articles(self) -> Iterator[dict[str, Any]]:
        """Each article as our columns and the file's others.

        Raises:
            ReadError: There is nothing that can be read as Arabic articles.
        """
        # Closed here and not when it is collected, so that no file stays open where the caller stops early.
        with closing(open_sources(self._path, self._naming, self._encoding)) as sources:
            for source in sources:
                if isinstance(source, Source):
                    yield from self._of(source)
                elif isinstance(source, tuple):
                    self._files += 1
                    self._put_aside(source[0], source[1], "line")
                else:
                    self._ignored.append(str(source))
        self._check_end()

    def reading(self) -> Reading:
        """The account, complete once `articles` has run to its end."""
        return Reading(
            path=str(self._path),
            format=", ".join(self._formats),
            encodings=tuple(self._encodings),
            files=self._files,
            columns=self._columns,
            ignored=tuple(self._ignored),
            read=self._read,
            without_arabic=self._without_arabic,
            aside=self._set_aside,
            remarked=self._remarks,
            undated=self._days.unread + self._days.doubtful,
            dates=self._days.notice,
        )

    def _of(self, source: Source) -> Iterator[dict[str, Any]]:
        self._files += 1
        self._formats.setdefault(source.format)
        if source.encoding:
            self._encodings.setdefault(source.encoding)
        for row in source.rows:
            if isinstance(row, Fault):
                self._put_aside(source.file, row, source.unit)
                continue
            article = self._article(row)
            if isinstance(article, Fault):
                self._put_aside(source.file, article, source.unit)
                continue
            self._remark(article, source, row)
            self._days.meet(article["published"])
            self._read += 1
            yield article

    def _put_aside(self, file: Path, fault: Fault, unit: str) -> None:
        self._set_aside.add(fault.line, str(file), unit, fault.reason, fault.remedy)
        if self._read == 0 and len(self._set_aside) >= _HOPELESS:
            raise ReadError(f"{self._path}: {self._why_nothing()}")

    def _article(self, row: Row) -> dict[str, Any] | Fault:
        self._names.update(dict.fromkeys(islice(row.cells, _MOST_COLUMNS - len(self._names))))
        if len(row.cells) > _MOST_COLUMNS or not self._names.keys() >= row.cells.keys():
            return Fault(
                row.line,
                f"with it the table would have more than {_MOST_COLUMNS:,} columns",
                "let every row have the same columns, and put many values into one cell",
            )
        places = self._naming.places(row.cells)
        self._columns.update(places)
        taken = set(places.values())
        half = next((name for name, cell in row.cells.items() if _has_half_character([name, cell])), None)
        if half is not None:
            return Fault(row.line, f"{half!r} has half a character (a lone surrogate)", "write the whole character")
        if "text" not in places:
            has = ", ".join(map(repr, row.cells)) or "none"
            return Fault(row.line, f"no column for the text; the row has {has}", "name it: columns={'text': '…'}")
        text = row.cells[places["text"]]
        if not isinstance(text, str) and not _is_missing(text):
            return Fault(row.line, f"the text is no string but {_short(text)}", "write the text in quotation marks")
        if _is_missing(text):
            return Fault(row.line, "the text is missing or empty", "add the text or remove the row")
        others = {_other(name): cell for name, cell in row.cells.items() if name not in taken and name != "text_sha"}
        return {
            **self._own(row, places),
            **{name: None if _is_missing(cell) else cell for name, cell in others.items()},
        }

    def _own(self, row: Row, places: Mapping[str, str]) -> dict[str, Any]:
        own: dict[str, Any] = dict.fromkeys(_OURS)
        for ours, theirs in places.items():
            cell = row.cells[theirs]
            own[ours] = (
                cell if isinstance(cell, str) and cell.strip() else None if _is_missing(cell) else _as_text(cell)
            )
        digest = hashlib.sha256(own["text"].encode()).hexdigest()
        own["text_sha"] = digest[:16]
        own["article_id"] = own["article_id"] or digest[:12]
        return own

    def _remark(self, article: dict[str, Any], source: Source, row: Row) -> None:
        """Marks what is repeated, cut or no Arabic, and makes the article's key unique."""
        remarks = []
        headlines = self._naming.without_texts(row.cells)
        note = f"{headlines} exports have no texts: the text is the headline alone" if headlines else source.note
        if note and (source.file, note) not in self._noted:
            self._noted.add((source.file, note))
            remarks.append(f"here and in all of the file: {note}")
        cut = _CUT.search(article["text"][-_CUT_WITHIN:])
        if cut:
            remarks.append(f"the text is cut, as NewsAPI gives it: {cut.group(1)} characters more are elsewhere")
        fingerprint = int(article["text_sha"], 16)
        first = self._texts.get(fingerprint)
        if first is not None:
            remarks.append(f"the same text as article {first!r}")
        own = article["article_id"]
        if own in self._ids:
            article["article_id"] = self._unused(own)
            remarks.append(f"article_id {own!r} is repeated; this one is called {article['article_id']!r}")
        self._ids.add(article["article_id"])
        self._texts.setdefault(fingerprint, article["article_id"])
        if not _ARABIC_LETTER.search(article["text"]):
            self._without_arabic += 1
            remarks.append("no Arabic letter in the text")
        for remark in remarks:
            self._remarks.add(row.line, str(source.file), source.unit, article["article_id"], remark)

    def _unused(self, own: str) -> str:
        number = 2
        while f"{own}-{number}" in self._ids:
            number += 1
        return f"{own}-{number}"

    def _check_end(self) -> None:
        unseen = [theirs for theirs in self._naming.given.values() if theirs not in self._names]
        if unseen and self._names:
            raise ReadError(f"{self._path}: columns= names {unseen[0]!r}; the file has {self._has()}")
        if self._read == 0:
            raise ReadError(f"{self._path}: {self._why_nothing()}")
        if self._without_arabic == self._read:
            raise ReadError(
                f"{self._path}: no Arabic letter in any of the {self._read} articles; check that "
                f"{self._columns.get('text', 'the file')!r} holds the text (columns=) "
                "and that the encoding is right (encoding=)"
            )

    def _why_nothing(self) -> str:
        if not len(self._set_aside):
            return "there is no article in it, only a header or blank lines"
        [first] = self._set_aside.head(1)
        if self._names and str(first["reason"]).startswith("no column for the text"):
            return f"no column for the text; it has {self._has()}. Say which: columns={{'text': '…'}}, or rename it"
        return (
            f"none of {len(self._set_aside)} rows can be read; the first is set aside at {first['file']}, "
            f"{first['unit']} {first['line']}: {first['reason']}; {first['remedy']}"
        )

    def _has(self) -> str:
        names = [repr(name[:40]) for name in islice(self._names, _MOST_NAMED)]
        return ", ".join(names) + " …" * (len(self._names) > _MOST_NAMED)


def _other(name: str) -> str:
    """A column of the file's that is called like one of ours, but is not taken for it, keeps its content."""
    return f"file_{name}" if name in _OURS else name


def _is_missing(cell: object) -> bool:
    return (
        cell is None or (isinstance(cell, str) and not cell.strip()) or (isinstance(cell, float) and math.isnan(cell))
    )


def _as_text(cell: object) -> str | None:
    """A cell that is no text as one: of an object its name, of a list its parts, of a day and time ISO 8601."""
    if isinstance(cell, dict):
        named = [cell[name] for name in ("name", "title", "id") if isinstance(cell.get(name), str)]
        return next((name for name in named if name.strip()), None) or str(cell)
    if isinstance(cell, (list, tuple)):
        return ", ".join(filter(None, map(_as_text, cell))) or None
    return cell.isoformat() if isinstance(cell, (date, datetime)) else str(cell)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _has_half_character(value: object) -> bool:
    parts = [value]
    while parts:
        part = parts.pop()
        if isinstance(part, str):
            if lone_surrogate(part) is not None:
                return True
        elif isinstance(part, dict):
            parts += [*part, *part.values()]
        elif isinstance(part, list):
            parts += part
    return False
