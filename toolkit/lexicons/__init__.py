"""Word lists as data, each with a card that says what it is and whose it is.

A lexicon is a TSV, one form a line, ASCII columns first, beside a TOML card.
Any of them can be swapped or extended by path.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import LexiconError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Lexicon", "lexicon_names", "load_lexicon"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A word list and its card.

    Attributes:
        name: What it is loaded by.
        card: Title, version, source, licence, the meaning of its columns, known gaps.
        rows: One mapping a line, from column to value; what is missing is "".
    """

    name: str
    card: Mapping[str, Any]
    rows: tuple[Mapping[str, str], ...]


def lexicon_names() -> list[str]:
    """The names that `load_lexicon` knows."""
    return sorted(item.name.removesuffix(".tsv") for item in files(__name__).iterdir() if item.name.endswith(".tsv"))


def load_lexicon(name: str, *, path: str | Path | None = None) -> Lexicon:
    """The word list `name`, or the one at `path` in its place.

    Args:
        name: One of `lexicon_names()`.
        path: A TSV of the same columns to read instead; a card beside it is read where there is one.

    Raises:
        LexiconError: There is no such list, or a line has another number of cells than the header.

    Examples:
        >>> verbs = load_lexicon("reporting_verbs")
        >>> next(row["lemma"] for row in verbs.rows if row["key"] == "qala")
        'قال'
    """
    return _shipped(name) if path is None else _read(name, Path(path))


@cache
def _shipped(name: str) -> Lexicon:
    if name not in lexicon_names():
        raise LexiconError(f"there is no lexicon {name!r}; there are {', '.join(lexicon_names())}")
    folder = files(__name__)
    text = folder.joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    card = tomllib.loads(folder.joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    return Lexicon(name, card, _rows(text, f"{name}.tsv"))


def _read(name: str, path: Path) -> Lexicon:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"the lexicon {name!r} cannot be read from {path}: {error}; give a UTF-8 TSV") from error
    card = path.with_suffix(".toml")
    return Lexicon(
        name, tomllib.loads(card.read_text(encoding="utf-8")) if card.exists() else {}, _rows(text, path.name)
    )


def _rows(text: str, place: str) -> tuple[Mapping[str, str], ...]:
    header, *lines = text.rstrip("\n").split("\n")
    columns = header.split("\t")
    rows = []
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(
                f"{place}, line {number}: {len(cells)} cells, but the header names {len(columns)} columns "
                f"({', '.join(columns)}); separate cells with one tab"
            )
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)
