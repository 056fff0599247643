"""The registry of public corpora: where they lie, whose they are and what is in them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Corpus", "CorpusFile", "packaged", "read_registry", "registry"]


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """One file of a corpus.

    Attributes:
        name: What it is called.
        url: Where it is fetched from.
        sha256: Its hash in hexadecimal digits, or "" where nobody has verified one.
        bytes: About how large it is.
    """

    name: str
    url: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """A public corpus.

    Attributes:
        name: What it is loaded by.
        title: What its makers call it.
        about: What is in it.
        page: Where they describe it.
        licence: Its licence.
        licence_url: Where that can be read.
        terms: What the makers ask besides.
        citation: How to cite it.
        articles: How many rows it has; None where nobody has counted.
        columns: What the rows hold.
        notes: What a user should know of them.
        format: Which converter reads its files.
        files: Its files.
    """

    name: str
    title: str
    about: str
    page: str
    licence: str
    licence_url: str
    terms: str
    citation: str
    articles: int | None
    columns: tuple[str, ...]
    notes: str
    format: str
    files: tuple[CorpusFile, ...]

    @property
    def bytes(self) -> int:
        """About how much is fetched."""
        return sum(file.bytes for file in self.files)

    def __str__(self) -> str:
        known = sum(bool(file.sha256) for file in self.files)
        hashes = f"{known} of {len(self.files)} files have a verified SHA-256"
        if known < len(self.files):
            hashes += "; a hash that is not known is recorded at the first fetch, and later ones are held to it"
        rows = "not counted" if self.articles is None else f"{self.articles:,}"
        return "\n".join(
            [
                f"{self.name}: {self.title}",
                f"  {self.about}",
                f"  licence: {self.licence} ({self.licence_url})",
                f"  {self.terms}",
                f"  cite: {self.citation}",
                f"  page: {self.page}",
                f"  rows: {rows}; columns: {', '.join(self.columns)}",
                f"  {self.notes}",
                f"  about {self.bytes / 1e6:.0f} MB in {len(self.files)} file{'s' * (len(self.files) > 1)}; {hashes}",
                *(f"  {file.url}{f' sha256:{file.sha256}' if file.sha256 else ''}" for file in self.files),
            ]
        )


def packaged(name: str) -> Path:
    """A file or folder of `datasets`, in a checkout or inside the installed package.

    Args:
        name: Its name.

    Raises:
        ReadError: It is in neither.
    """
    package = Path(__file__).parents[1]
    places = [package.parent / "datasets" / name, package / "articles" / "data" / name]
    for place in places:
        if place.exists():
            return place
    raise ReadError(f"{name!r} is not where it should be: {places[0]} or {places[1]}; install the toolkit again")


@cache
def registry() -> Mapping[str, Corpus]:
    """The corpora of `datasets/registry.toml` by name.

    Examples:
        >>> registry()["pud"].licence
        'CC BY-SA 3.0'
    """
    return read_registry(packaged("registry.toml"))


def read_registry(path: Path) -> Mapping[str, Corpus]:
    """The corpora of a registry.

    Args:
        path: A TOML file like `datasets/registry.toml`.

    Raises:
        ReadError: An entry lacks something or has too much.
    """
    corpora = {}
    for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        try:
            base = entry.pop("base")
            files = tuple(CorpusFile(url=base + file["name"], **file) for file in entry.pop("files"))
            columns = tuple(entry.pop("columns"))
            corpora[name] = Corpus(name, files=files, columns=columns, articles=entry.pop("articles", None), **entry)
        except (KeyError, TypeError) as error:
            raise ReadError(f"{path}: the entry {name!r} is not complete: {error}") from error
    return corpora
