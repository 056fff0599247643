"""The sheet that a coder fills in: paragraphs of the articles, and beside them what is asked."""

from __future__ import annotations

import json
import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from toolkit.articles.copied import CopiedFrom, shown
from toolkit.articles.export import atomic, write_csv
from toolkit.articles.sampling import SAMPLED
from toolkit.articles.schema import check_table
from toolkit.articles.standoff import standoff
from toolkit.errors import ToolkitError
from toolkit.text.spans import Span

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

__all__ = ["COLUMNS", "codebook", "write_coding_sheet"]

_GIVEN = ("article_id", "paragraph", "text")
_COPIED = ("cue", "source", "content", "content_2", "content_3")
_LABELS = ("kind", "complement", "type", "sector", "gender")
COLUMNS = (
    *_GIVEN,
    *(name for part in _COPIED for name in (part, f"{part}_nth")),
    *("speaker", "via", *_LABELS, "note", "done"),
    *("stratum", "inclusion"),
)
"""The columns of the sheet."""
_SPARE = 2  # empty rows behind a paragraph; a coder inserts more
_WIDTHS = {"text": 60, "content": 40, "content_2": 20, "content_3": 20, "cue": 16, "source": 24, "speaker": 24}


@cache
def codebook() -> Mapping[str, Any]:
    """The codebook in short: `title`, `instructions`, `columns` and the meaning of `values`."""
    return tomllib.loads(files("toolkit.articles").joinpath("codebook.toml").read_text("utf-8"))


def write_coding_sheet(
    articles: pd.DataFrame, path: str | os.PathLike[str], *, prefilled: pd.DataFrame | None = None
) -> None:
    """Writes what a coder fills in by hand; `read_coding` reads it back.

    A spreadsheet has a row per paragraph with its text, and empty rows behind it. The coder copies words out of the
    text; offsets are found again from the words, so that nothing a spreadsheet does to rows or cells can shift them.
    JSON lines have the codebook's standoff form, for tools that mark spans.

    The sheet is blind: it does not show what the toolkit found. A coder who is shown suggestions accepts too many of
    them, and the toolkit is then measured against itself.

    Args:
        articles: The articles, best drawn by `sample_articles`.
        path: Where to: .xlsx (right to left, with the instructions and lists to choose from), .csv or .jsonl (with the
            instructions in a text beside them).
        prefilled: What `quotation_table` gives, to show it nevertheless, for correction rather than measurement.

    Raises:
        ToolkitError: The ending is another, or the file cannot be written.
        TableError: A column is missing.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> from toolkit.articles.datasets import load_dataset
        >>> with TemporaryDirectory() as folder:
        ...     write_coding_sheet(load_dataset("sample").head(2), Path(folder, "sheet.csv"))
        ...     Path(folder, "sheet.csv").read_text("utf-8-sig").splitlines()[0][:33]
        'article_id,paragraph,text,cue,cue'
    """
    check_table(articles, "articles")
    write = {".xlsx": _xlsx, ".csv": _csv, ".jsonl": _jsonl}.get(Path(path).suffix.lower())
    if write is None:
        raise ToolkitError(f"{path}: a coding sheet is .xlsx, .csv or .jsonl; choose one of these endings")
    with atomic(path) as stream:
        write(articles, prefilled, stream)
    if write is not _xlsx:
        with atomic(Path(path).with_suffix(".instructions.txt")) as stream:
            stream.writelines(f"{' '.join(filter(None, line))}\n".encode() for line in _told())


def _rows(articles: pd.DataFrame, prefilled: pd.DataFrame | None) -> Iterator[dict[str, Any]]:
    found = {} if prefilled is None else {record["id"]: record["ars"] for record in standoff(articles, prefilled)}
    cells = articles.astype("object").where(articles.notna(), None).to_dict("records")
    for article in cells:
        text = CopiedFrom(article["text"] or "")
        given = {name: article.get(name) for name in ("article_id", "stratum", "inclusion")}
        filled: dict[int | None, list[dict[str, Any]]] = {}
        for relation in found.get(article["article_id"], []):
            row = _filled(relation, text)
            filled.setdefault(row["paragraph"], []).append(row)
        if article.get("title"):
            yield {**given, "paragraph": 0, "text": shown(article["title"])}
        for number, span in enumerate(text.paragraphs, 1):
            own = [*filled.get(number, []), *[{}] * (_SPARE + 1)]
            own = own[: max(_SPARE + 1, len(filled.get(number, [])) + 1)]
            for place, row in enumerate(own):
                words = shown(span.of(article["text"])) if not place else None
                yield {**given, **row, "paragraph": number, "text": words}


def _filled(relation: Mapping[str, Any], text: CopiedFrom) -> dict[str, Any]:
    first = relation["cue"] or next(iter(relation["contents"]), None) or relation["source"] or [0, 0]
    paragraph = text.paragraph_of(first[0]) or 1
    row: dict[str, Any] = {"paragraph": paragraph}
    names = ["content", *(f"content_{place}" for place in range(2, len(relation["contents"]) + 1))]
    for name, span in zip(
        ["cue", "source", *names], [relation["cue"], relation["source"], *relation["contents"]], strict=False
    ):
        if span:
            row[name], row[f"{name}_nth"] = text.described(Span(*span), paragraph)
    return row | {name: relation.get(name) for name in ("speaker", "via", *_LABELS)}


def _csv(articles: pd.DataFrame, prefilled: pd.DataFrame | None, stream: IO[bytes]) -> None:
    rows = list(_rows(articles, prefilled))
    write_csv(pd.DataFrame(rows, columns=_columns(rows), dtype="object"), stream)


def _columns(rows: list[dict[str, Any]]) -> list[str]:
    """The columns of the sheet, and as many of content as a row has."""
    further = {name: None for row in rows for name in row if name not in COLUMNS}
    place = COLUMNS.index("speaker")
    return [*COLUMNS[:place], *further, *COLUMNS[place:]]


def _jsonl(articles: pd.DataFrame, prefilled: pd.DataFrame | None, stream: IO[bytes]) -> None:
    found = {} if prefilled is None else {record["id"]: record["ars"] for record in standoff(articles, prefilled)}
    drawn = [name for name in SAMPLED if name in articles]
    for row in articles[["article_id", "text", *drawn]].to_dict("records"):
        ars = found.get(row["article_id"], [])
        record = {"id": row["article_id"], "coded": False, "ars": ars, "text": row["text"]}
        record |= {name: row[name] for name in drawn}
        stream.write(f"{json.dumps(record, ensure_ascii=False)}\n".encode())


def _xlsx(articles: pd.DataFrame, prefilled: pd.DataFrame | None, stream: IO[bytes]) -> None:
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same sheet has the same bytes
    wrapped = {"text_wrap": True, "valign": "top", "reading_order": 2}
    head = book.add_format({**wrapped, "bold": True, "bg_color": "#D9E2F3", "border": 1})
    cell, shaded = book.add_format(wrapped), book.add_format({**wrapped, "bg_color": "#F2F2F2"})
    _instructions(book.add_worksheet("instructions"), head, cell)
    sheet = book.add_worksheet("coding")
    sheet.right_to_left()
    sheet.freeze_panes(1, len(_GIVEN))
    rows = list(_rows(articles, prefilled))
    columns = _columns(rows)
    about = codebook()["columns"]
    for place, name in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(name, 7 if name.endswith("_nth") else 13), cell)
        sheet.write_string(0, place, name, head)
        note = about.get(name, {})
        if note:
            sheet.write_comment(0, place, "\n".join(filter(None, [note["label"], note.get("meaning")])))
    for number, row in enumerate(rows, 1):
        for place, name in enumerate(columns):
            value = row.get(name)
            style = shaded if name in _GIVEN else cell
            if isinstance(value, str):
                sheet.write_string(number, place, value, style)  # never a formula, whatever it begins with
            elif value is not None:
                sheet.write_number(number, place, value, style)
    for name in _LABELS:
        place = columns.index(name)
        choices = {"validate": "list", "source": list(codebook()["values"][name]), "ignore_blank": True}
        sheet.data_validation(1, place, len(rows) + 500, place, choices)
    sheet.activate()
    book.close()


def _told() -> Iterator[tuple[str, str]]:
    """The instructions: a number, column or value, and what is said of it."""
    about = codebook()
    yield "", about["title"]
    for number, line in enumerate(about["instructions"], 1):
        yield f"{number}.", line
    for name, column in about["columns"].items():
        yield name, ": ".join(filter(None, [column["label"], column.get("meaning")]))
        yield from about["values"].get(name, {}).items()


def _instructions(sheet: Any, head: Any, cell: Any) -> None:
    sheet.right_to_left()
    sheet.set_column(0, 0, 18, cell)
    sheet.set_column(1, 1, 110, cell)
    for number, (name, meaning) in enumerate(_told()):
        style = head if not name or name in codebook()["columns"] else cell
        sheet.write_string(number, 0, name, style)
        sheet.write_string(number, 1, meaning, style)
