"""The files of public corpora as rows of our columns.

A row that lacks its text is given all the same: reading sets it aside and says so. A file that is not of its format is
an error that names it.
"""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["CONVERTERS", "corpus_rows"]

Row = dict[str, Any]
_MOST = 512_000_000  # bytes that one file of an archive may unpack to
_SMALL = 4_000_000  # and one article
_TAG = re.compile(r"<(DOCNO|URL|SRC|CAT|TITLE|TIME|AUTHOR|ABSTRACT|TEXT)>")


def corpus_rows(format_: str, files: list[Path]) -> Iterator[Row]:
    """The rows of a corpus, in the order of its files.

    Args:
        format_: A name of `CONVERTERS`.
        files: Its files.

    Raises:
        ReadError: A file is not of its format.
    """
    for file in files:
        try:
            yield from CONVERTERS[format_](file)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
            raise ReadError(f"{file}: the archive is damaged ({error}); delete it and fetch it again") from error
        except UnicodeDecodeError as error:
            raise ReadError(f"{file}: not UTF-8 at byte {error.start}; delete it and fetch it again") from error


def _saudinewsnet(file: Path) -> Iterator[Row]:
    """A ZIP with a JSON array of articles for each day."""
    names = {"source": "outlet", "date_extracted": "published", "content": "text"}
    for member, data in _members(file, ".json", _MOST):
        try:
            articles = json.loads(data.decode("utf-8-sig"))
        except (json.JSONDecodeError, RecursionError) as error:
            raise ReadError(
                f"{file}, {member}: this is no JSON ({error}); delete the file and fetch it again"
            ) from error
        if not isinstance(articles, list) or not all(isinstance(article, dict) for article in articles):
            raise ReadError(f"{file}, {member}: a JSON array of articles was expected; delete the file, fetch it again")
        for article in articles:
            yield {names.get(name, name): cell for name, cell in article.items()}


def _ant(file: Path) -> Iterator[Row]:
    """A ZIP of texts with the tags of TREC, one article each."""
    for member, data in _members(file, ".txt", _SMALL):
        text = data.decode("utf-8-sig")
        if "<DOC>" not in text:
            continue  # a licence or a note
        cells = dict(_tagged(text))
        yield {
            "article_id": cells.get("DOCNO") or Path(member).stem,
            "outlet": cells.get("SRC"),
            "published": cells.get("TIME"),
            "title": cells.get("TITLE"),
            "text": cells.get("TEXT"),
            "url": cells.get("URL"),
            "author": cells.get("AUTHOR"),
            "section": cells.get("CAT"),
            "abstract": cells.get("ABSTRACT"),
        }


def _tagged(text: str) -> Iterator[tuple[str, str | None]]:
    """Each tag with what stands in it, the line breaks beside the tags left out."""
    at = 0
    while opened := _TAG.search(text, at):
        end = text.find(f"</{opened[1]}>", opened.end())
        if end < 0:
            return
        yield opened[1], text[opened.end() : end].strip("\r\n") or None
        at = end


def _fignews(file: Path) -> Iterator[Row]:
    """Tab-separated lines in which quotation marks are only themselves."""
    lines = _lines(file)
    header = next(lines, "").split("\t")
    if "Arabic MT" not in header:
        raise ReadError(f"{file}: no column 'Arabic MT'; it has {', '.join(header)[:200]!r}. Delete and fetch it again")
    for line in lines:
        cells = dict(zip(header, line.split("\t"), strict=False))
        language = cells.get("Source Language", "")
        own = language == "Arabic"
        yield {
            "article_id": "-".join(cells.get(name, "") for name in ("Batch", "Source Language", "ID", "Type")),
            "text": cells.get("Text" if own else "Arabic MT"),
            "original": cells.get("Text"),
            "original_language": language or None,
            "translated": not own,
            "batch": cells.get("Batch"),
            "part": cells.get("Type"),
            "bias": cells.get("Bias") or None,
            "propaganda": cells.get("Propaganda") or None,
        }


def _armpro(file: Path) -> Iterator[Row]:
    """JSON lines, one paragraph each, with the spans of techniques."""
    part = "test" if "_test" in file.name else "dev" if "_dev" in file.name else "train"
    for number, line in enumerate(_lines(file), 1):
        try:
            cells = json.loads(line)
            spans = [[label["start"], label["end"], label["technique"]] for label in cells.get("labels", [])]
        except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
            raise ReadError(
                f"{file}, line {number}: no paragraph of ArMPro ({error!r}); delete and fetch it again"
            ) from error
        yield {
            "article_id": cells.get("paragraph_id"),
            "outlet": cells.get("page_domain"),
            "published": cells.get("page_date"),
            "title": cells.get("page_title"),
            "text": cells.get("paragraph"),
            "url": cells.get("page_url"),
            "page_id": cells.get("page_id"),
            "part": part,
            "spans": spans,
        }


def _conllu(file: Path) -> Iterator[Row]:
    """The sentences of a treebank, from the comments above each."""
    comments: dict[str, str] = {}
    for line in (*_lines(file), ""):
        name, equals, value = line.removeprefix("#").partition(" = ")
        if line.startswith("#") and equals:
            comments[name.strip()] = value
        elif not line.strip() and comments:
            own = comments.get("sent_id", "")
            # in PUD n01004002 is the second sentence of document 4, from news
            parallel = re.fullmatch(r"[nw]\d{8}", own)
            genre = {"n": "news", "w": "wikipedia"}[own[0]] if parallel else None
            document = own[:-3] if parallel else None
            yield {"article_id": own or None, "text": comments.get("text"), "document": document, "genre": genre}
            comments = {}


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8-sig", newline="\n") as stream:
        for line in stream:
            if line.strip() or file.suffix == ".conllu":
                yield line.rstrip("\r\n")


def _members(file: Path, suffix: str, most: int) -> Iterator[tuple[str, bytes]]:
    """The files of an archive that end so, with their bytes; one that unpacks to more than `most` is an error."""
    with zipfile.ZipFile(file) as archive:
        names = sorted(name for name in archive.namelist() if name.endswith(suffix) and "__MACOSX" not in name)
        if not names:
            has = ", ".join(islice(archive.namelist(), 5)) or "nothing"
            raise ReadError(f"{file}: the archive has no {suffix} file; it has {has}. Delete it and fetch it again")
        for name in names:
            with archive.open(name) as stream:
                yield name, _bounded(stream, most, f"{file}, {name}")


def _bounded(stream: IO[bytes], most: int, place: str) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise ReadError(f"{place}: unpacks to more than {most:,} bytes; this is not the corpus. Delete the archive")
    return data


CONVERTERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "saudinewsnet": _saudinewsnet,
    "ant": _ant,
    "fignews": _fignews,
    "armpro": _armpro,
    "conllu": _conllu,
}
"""What reads each format of the registry."""
