"""A coded sheet read back: words to spans, and everything that cannot be read told."""

from __future__ import annotations

import csv
import re
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.annotations import read_standoff
from toolkit.articles.coding_sheet import COLUMNS, codebook
from toolkit.articles.copied import CopiedFrom
from toolkit.articles.decoding import text_lines
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.review_log import is_review
from toolkit.articles.reviewing import review_records
from toolkit.articles.schema import check_table
from toolkit.errors import ReadError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

__all__ = ["check_coding", "read_coding"]

_CONTENT = re.compile(r"content(_\d+)?")
_FORMULA = ("=", "+", "-", "@")
_PROBLEMS = ("row", "article_id", "column", "value", "problem")
_LABELS = ("kind", "complement", "type", "sector", "gender")
_CODED = (*(name for name in COLUMNS if _CONTENT.fullmatch(name)), "cue", "source", "speaker", "via", *_LABELS)


def read_coding(
    path: str | os.PathLike[str], articles: pd.DataFrame, *, coder: str | None = None
) -> list[dict[str, Any]]:
    """The annotation of a coded sheet or of a review, as gold for `validate_quotations` or one side of `agreement`.

    An article of a sheet counts as coded where it is marked as done, or has a relation; one of a review where it is
    marked as done. Copied words are looked for in their
    paragraph, else in the article, exactly; a relation some of whose words are not found, or stand in several places
    without a number, is set aside.

    Args:
        path: What `write_coding_sheet` wrote and a coder filled in: .xlsx, .csv, or standoff JSON lines; or what
            `review` saved.
        articles: The articles, with the same texts.
        coder: Whose decisions of a review; needed where it has those of several.

    Returns:
        `{"id", "ars", …}` per coded article, with `stratum` and `inclusion` where the sheet has them.

    Raises:
        ReadError: There is no such file, it is no coding sheet, or no article in it is coded.
        TableError: A column of `articles` is missing.

    Warns:
        ToolkitWarning: Something was set aside; `check_coding` lists it all.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> from toolkit.articles.coding_sheet import write_coding_sheet
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> articles = load_dataset("sample").head(1)
        >>> found = quotation_table(articles)
        >>> with TemporaryDirectory() as folder:
        ...     sheet = Path(folder, "sheet.xlsx")
        ...     write_coding_sheet(articles, sheet, prefilled=found)
        ...     (record,) = read_coding(sheet, articles)
        >>> len(record["ars"]) == int((found["field"] == "text").sum())
        True
    """
    records, problems = _coded(Path(path), articles, coder)
    if not records:
        raise ReadError(
            f"{path}: no article in it is coded; mark those without a quotation as 'done'"
            + (f" (the first of {len(problems)} problems: {problems[0]['problem']})" if problems else "")
        )
    if problems:
        first = problems[0]
        place = ", ".join(filter(None, [f"row {first['row']}", first["column"]]))
        warnings.warn(
            f"{path}: {len(problems)} cells or rows were set aside; the first: {place}: {first['problem']}. "
            "check_coding lists them all",
            ToolkitWarning,
            stacklevel=2,
        )
    return records


def check_coding(path: str | os.PathLike[str], articles: pd.DataFrame, *, coder: str | None = None) -> pd.DataFrame:
    r"""What of a coded sheet or a review cannot be read, so that the coder can put it right.

    Args:
        path: As for `read_coding`.
        articles: As for `read_coding`.
        coder: As for `read_coding`.

    Returns:
        One row per problem: `row` (of the sheet, the header is 1), `article_id`, `column`, `value` and `problem`.

    Raises:
        ReadError: There is no such file, or it is no coding sheet.
        TableError: A column of `articles` is missing.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["قال سالم إن العمل بدأ، ثم قال إنه انتهى."]})
        >>> with TemporaryDirectory() as folder:
        ...     sheet = Path(folder, "sheet.csv")
        ...     _ = sheet.write_text("article_id,cue,content,kind\n1,قال,العمل بدأ,indirect\n", "utf-8")
        ...     check_coding(sheet, articles)[["row", "column", "problem"]].to_dict("records")
        [{'row': 2, 'column': 'cue', 'problem': 'the words stand 2 times in the article; say which: 1, 2, …'}]
    """
    _, problems = _coded(Path(path), articles, coder)
    return pd.DataFrame(problems, columns=list(_PROBLEMS)).astype({"row": "Int64"})


def _coded(path: Path, articles: pd.DataFrame, coder: str | None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    check_table(articles, "articles")
    if path.suffix.lower() not in {".xlsx", ".csv"}:
        if is_review(path):
            return _reviewed(path, articles, coder)
        return [record for record in read_standoff(path) if record["ars"] or record.get("coded", True)], []
    rows = list(_sheet(path))
    texts = {
        name: text for name, text in zip(articles["article_id"], articles["text"], strict=True) if isinstance(text, str)
    }
    sources: dict[str, CopiedFrom] = {}
    records: dict[str, dict[str, Any]] = {}
    done: set[str] = set()
    problems: list[dict[str, Any]] = []
    for number, row in rows:
        if not any(row.get(name) for name in (*_CODED, "done")):
            continue
        name = row.get("article_id") or ""
        if name not in texts:
            known = "is empty" if not name else "is of no article"
            problems.append(_problem(number, row, "article_id", f"it {known}; copy it from the row of the paragraph"))
            continue
        record = records.setdefault(name, _record(name, row))
        if row.get("done"):
            done.add(name)
        if any(row.get(column) for column in _CODED):
            source = sources.setdefault(name, CopiedFrom(texts[name]))
            relation, faults = _relation(row, source)
            problems.extend(_problem(number, row, column, fault) for column, fault in faults)
            if relation is not None:
                record["ars"].append(relation)
    return [record for name, record in records.items() if record["ars"] or name in done], problems


def _reviewed(
    path: Path, articles: pd.DataFrame, coder: str | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    records, faults = review_records(path, articles, coder=coder)
    return records, [dict.fromkeys(_PROBLEMS) | {"row": number, "problem": fault} for number, fault in faults]


def _problem(number: int, row: Mapping[str, str], column: str, problem: str) -> dict[str, Any]:
    return dict(zip(_PROBLEMS, (number, row.get("article_id"), column, row.get(column), problem), strict=True))


def _record(name: str, row: Mapping[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {"id": name, "ars": []}
    if row.get("stratum"):
        record["stratum"] = row["stratum"]
    chance = _number(row.get("inclusion"))
    return record | ({"inclusion": chance} if chance is not None else {})


def _relation(row: Mapping[str, str], source: CopiedFrom) -> tuple[dict[str, Any] | None, list[tuple[str, str]]]:
    """The relation of a row, None where it is set aside; and what is wrong with which column."""
    faults: list[tuple[str, str]] = []
    paragraph = _whole(row, "paragraph", faults)
    if paragraph == 0:
        return None, [("paragraph", "paragraph 0 is the title, which is not coded")]
    spans: dict[str, list[int]] = {}
    for column in ["cue", "source", *sorted(filter(_CONTENT.fullmatch, row), key=lambda name: (len(name), name))]:
        if row.get(column):
            nth = _whole(row, f"{column}_nth", faults)
            found = source.find(row[column], paragraph=paragraph, nth=nth)
            if isinstance(found, str):
                faults.append((column, found))
            else:
                spans[column] = list(found)
    contents = [span for column, span in spans.items() if _CONTENT.fullmatch(column)]
    labels = {name: _label(row, name, faults, lost=name == "kind") for name in _LABELS}
    if not faults or all(column in _LABELS[1:] for column, _ in faults):
        if labels["kind"] is None:
            faults.append(("kind", f"it is empty; allowed are {', '.join(codebook()['values']['kind'])}"))
        elif labels["kind"] != "declined" and not contents:
            faults.append(("content", "it is empty, and only a declined relation has no content"))
        else:
            own = {"cue": spans.get("cue"), "source": spans.get("source"), "contents": contents}
            return own | {name: row.get(name) or None for name in ("speaker", "via")} | labels, faults
    return None, faults


def _label(row: Mapping[str, str], name: str, faults: list[tuple[str, str]], *, lost: bool) -> str | None:
    value = (row.get(name) or "").lower()
    allowed = codebook()["values"][name]
    if value and value not in allowed:
        rest = "" if lost else "; the relation is kept without it"
        faults.append((name, f"allowed are {', '.join(allowed)}{rest}"))
        return None
    return value or None


def _whole(row: Mapping[str, str], column: str, faults: list[tuple[str, str]]) -> int | None:
    value = row.get(column)
    if not value:
        return None
    number = _number(value)
    if number is None or number != int(number):
        faults.append((column, "it is no whole number"))
        return None
    return int(number)


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def _sheet(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet with their numbers: a header's name to a cell, blank cells left out."""
    lines = _csv_lines(path) if path.suffix.lower() == ".csv" else _xlsx_lines(path)
    header: list[str] | None = None
    for number, cells in enumerate(lines, 1):
        texts = [_text(cell) for cell in cells]
        if header is None:
            header = [text.lower() for text in texts]
            missing = [name for name in ("article_id", "cue", "content", "kind") if name not in header]
            if missing:
                raise ReadError(
                    f"{path}: this is no coding sheet, it lacks the column {', '.join(missing)}; "
                    "give what toolkit sample wrote, with its first row as it was"
                )
            continue
        yield number, {name: text for name, text in zip(header, texts, strict=False) if name and text}
    if header is None:
        raise ReadError(f"{path}: the sheet is empty; give what toolkit sample wrote")


def _text(cell: Any) -> str:
    if cell is None or isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA else text  # the apostrophe that defused it


def _csv_lines(path: Path) -> Iterator[list[str]]:
    lines = text_lines(path)
    first = next(lines, "").removeprefix("\ufeff")
    delimiter = max(",;\t", key=first.count)
    yield from csv.reader([first, *lines], delimiter=delimiter)


def _xlsx_lines(path: Path) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second that only a coded sheet costs

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file; check the path and the folder you are in") from None
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ReadError(f"{path}: this is no Excel workbook ({error}); save it as .xlsx or .csv") from error
    name = "coding" if "coding" in book.sheetnames else book.sheetnames[-1]
    try:
        yield from book[name].iter_rows(values_only=True)
    finally:
        book.close()
