"""Tables for spreadsheets and for print: XLSX from right to left, LaTeX for XeLaTeX."""

from __future__ import annotations

import json
import re
import warnings
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

import pandas as pd
import xlsxwriter

from toolkit.articles.notices import ToolkitWarning
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["write_latex", "write_workbook", "write_xlsx"]

_ROWS, _COLUMNS, _LETTERS = 1_048_575, 16_384, 32_767  # what a sheet and a cell hold, the header left out
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - so that the same table is the same file
_WIDEST = 60


def write_xlsx(table: pd.DataFrame, stream: IO[bytes], *, right_to_left: bool = True) -> None:
    """An Excel workbook of one sheet, from right to left, its header frozen.

    A text is a text, never a formula or a link: one that begins like a formula stays one when it is edited. Control
    characters, which the format cannot hold, become U+FFFD; lists are JSON; a missing cell is empty.

    Args:
        table: Any table.
        stream: Where to.
        right_to_left: Whether the first column stands at the right.

    Raises:
        ToolkitError: The table is larger than a sheet.

    Warns:
        ToolkitWarning: A text is longer than a cell holds, and was cut.
    """
    write_workbook({"table": table}, stream, right_to_left=right_to_left)


def write_workbook(tables: Mapping[str, pd.DataFrame], stream: IO[bytes], *, right_to_left: bool = True) -> None:
    """An Excel workbook with a sheet for each table, as `write_xlsx` writes one.

    Args:
        tables: Any tables, by the names of their sheets.
        stream: Where to.
        right_to_left: Whether the first column stands at the right.

    Raises:
        ToolkitError: A table is larger than a sheet.

    Warns:
        ToolkitWarning: A text is longer than a cell holds, and was cut.
    """
    for table in tables.values():
        rows, columns = table.shape
        if rows > _ROWS or columns > _COLUMNS:
            raise ToolkitError(
                f"a sheet holds {_ROWS:,} rows and {_COLUMNS:,} columns, the table has {rows:,} and {columns:,}; "
                "write csv or parquet"
            )
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "nan_inf_to_errors": False})
    book.set_properties({"created": _ANY_DAY})
    formats = [book.add_format(form) for form in ({"bold": True}, {"quote_prefix": True}, {"num_format": "yyyy-mm-dd"})]
    cut = 0
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        if right_to_left:
            sheet.right_to_left()
        cut += _fill(sheet, table, formats)
        sheet.freeze_panes(1, 0)
    book.close()
    if cut:
        warnings.warn(
            f"{cut} texts are longer than the {_LETTERS:,} letters a cell holds and were cut; csv and parquet hold "
            "them whole",
            ToolkitWarning,
            stacklevel=2,
        )


def _fill(sheet: Any, table: pd.DataFrame, formats: Sequence[Any]) -> int:
    """Writes a table into a sheet; how many texts were cut."""
    bold, quoted, dates = formats
    cut = 0
    for place in range(table.shape[1]):
        column = table.iloc[:, place]
        name = _printable(str(table.columns[place]))
        sheet.write_string(0, place, name, bold)
        widest = len(name)
        for row, cell in enumerate(column.tolist(), 1):
            text = _text(cell)
            if text is None:
                _write_value(sheet, row, place, cell, dates)
                continue
            cut += len(text) > _LETTERS
            # one text in this many columns is enough to know how wide a column is
            widest = max(widest, len(text)) if row <= 200 else widest
            sheet.write_string(row, place, text[:_LETTERS], quoted if text[:1] in {"=", "+", "-", "@"} else None)
        sheet.set_column(place, place, min(widest, _WIDEST) + 2)
    return cut


def _text(cell: Any) -> str | None:
    """A cell as text, None where it is a number, a date, a truth value or missing."""
    if isinstance(cell, str):
        return _printable(cell)
    if isinstance(cell, list | dict):
        return _printable(json.dumps(cell, ensure_ascii=False))
    known = pd.isna(cell) or isinstance(cell, bool | int | float | datetime)
    return None if known else _printable(str(cell))


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _write_value(sheet: Any, row: int, place: int, cell: Any, dates: Any) -> None:
    if pd.isna(cell):
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, place, cell.replace(tzinfo=None), dates)
    elif abs(cell) == float("inf"):
        sheet.write_string(row, place, str(cell))
    else:
        sheet.write_number(row, place, cell)


_PREAMBLE = r"""% for XeLaTeX; in the preamble:
%   \usepackage{longtable,booktabs}
%   \usepackage{polyglossia} \setdefaultlanguage{arabic} \setotherlanguage{english}
%   \newfontfamily\arabicfont[Script=Arabic]{Amiri} \newfontfamily\englishfont{Amiri}
"""
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
}
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_ARABIC = "\u0590-\u065f\u066d-\u06ef\u06fa-\u08ff\ufb1d-\ufefc"
_LATIN = re.compile(f"[-+\u2212]?[{_LETTER}{_DIGIT}](?:[^{_ARABIC}\n]*[{_LETTER}{_DIGIT}%)])?")


def write_latex(table: pd.DataFrame, stream: IO[bytes], *, digits: int = 3) -> None:
    r"""A `longtable` for XeLaTeX with polyglossia, which sets its columns from right to left in an Arabic text.

    What it needs in the preamble stands in a comment at its head. Signs that LaTeX reads as commands are escaped, words
    in Latin letters and numbers set in \textenglish (XeTeX would print 0.25 as 25.0), line ends are spaces.

    Args:
        table: Any table.
        stream: Where to.
        digits: How many decimal places are printed.
    """
    kinds = ["r" if pd.api.types.is_numeric_dtype(table.iloc[:, place]) else "l" for place in range(table.shape[1])]
    wide = [kind == "l" and _longest(table.iloc[:, place]) > 40 for place, kind in enumerate(kinds)]
    spec = "".join("p{6cm}" if long else kind for long, kind in zip(wide, kinds, strict=True))
    head = _latex_row(str(name).replace("_", " ") for name in table.columns)
    lines = [
        f"\\begin{{longtable}}{{{spec}}}",
        "\\toprule",
        head,
        "\\midrule",
        "\\endhead",
        "\\bottomrule",
        "\\endlastfoot",
    ]
    columns = [table.iloc[:, place].tolist() for place in range(table.shape[1])]
    lines += [_latex_row(_printed(cell, digits) for cell in cells) for cells in zip(*columns, strict=True)]
    stream.write((_PREAMBLE + "\n".join([*lines, "\\end{longtable}"]) + "\n").encode())


def _longest(column: pd.Series[Any]) -> int:
    return max((len(cell) for cell in column if isinstance(cell, str)), default=0)


def _latex_row(cells: Iterable[str]) -> str:
    return " & ".join(map(_latex, cells)) + r" \\"


def _printed(cell: Any, digits: int) -> str:
    text = _text(cell)
    if text is not None:
        return text
    if pd.isna(cell):
        return "–"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}"
    # adding zero makes -0.0 a plain zero
    return f"{round(cell, digits) + 0.0:.{digits}f}" if isinstance(cell, float) else str(cell)


def _latex(text: str) -> str:
    """A cell's text for LaTeX, Latin words and numbers in an Arabic line from left to right."""
    parts, end = [], 0
    line = " ".join(text.split())
    for match in _LATIN.finditer(line):
        parts += [_escaped(line[end : match.start()]), f"\\textenglish{{{_escaped(match.group())}}}"]
        end = match.end()
    return "".join([*parts, _escaped(line[end:])])


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(sign, sign) for sign in text)
