"""Where the files lie: one file, a folder, a ZIP archive; what is damaged costs itself and no other."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, cast

from toolkit.articles.decoding import open_bytes, open_stream
from toolkit.articles.file_rows import DAMAGED, Fault, Request, faulty, forgiving
from toolkit.articles.formats import SUFFIXES, SUPPORTED, is_zip, office_sources, sources_of
from toolkit.articles.unpacking import open_zip, seekable
from toolkit.errors import ReadError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Generator

    from toolkit.articles.file_rows import Source
    from toolkit.articles.naming import Naming

__all__ = ["open_sources"]


def open_sources(path: Path, naming: Naming, encoding: str | None) -> Generator[Source | tuple[Path, Fault] | Path]:
    """The files at `path`, each with its rows; in a folder or archive, a file that cannot be read is a fault.

    Args:
        path: A file or a folder.
        naming: What columns are called.
        encoding: The encoding that the user names.

    Yields:
        Rows to be read before the next is asked for; a file that cannot be read, and why; a file that is of no kind
        which holds articles.

    Raises:
        ReadError: The path cannot be read at all.
    """
    if path.is_dir():
        yield from _folder(path, naming, encoding)
        return
    with open_bytes(path) as opened:
        request = Request(path, PurePath(path.name), opened, naming, encoding)
        if is_zip(opened):
            yield from _zipped(request)
        else:
            yield from sources_of(request)


def _folder(folder: Path, naming: Naming, encoding: str | None) -> Generator[Source | tuple[Path, Fault] | Path]:
    ignored: list[str] = []
    readable = False
    for file in _visible(folder):
        # Each file closes once the next is asked for.
        with ExitStack() as stack:
            try:
                opened = stack.enter_context(open_bytes(file))
            except ReadError as error:
                readable = True
                yield file, faulty(error, file)
                continue
            request = Request(file, file.relative_to(folder), opened, naming, encoding)
            for found in stack.enter_context(closing(_one_of_many(request))):
                if isinstance(found, Path):
                    ignored.append(found.name)
                readable = readable or not isinstance(found, Path)
                yield found
    if not readable:
        names = ", ".join(ignored[:5]) + " …" * (len(ignored) > 5)
        has = f"it has {names}" if ignored else "it is empty"
        raise ReadError(f"{folder}: the folder has no file that can be read; {has}. Allowed: {SUPPORTED}")


def _visible(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file for file in files if not any(part[0] == "." for part in file.relative_to(folder).parts))


def _one_of_many(request: Request) -> Generator[Source | tuple[Path, Fault] | Path]:
    try:
        with closing(_zipped(request) if is_zip(request.opened) else sources_of(request)) as found:
            for source in found:
                if isinstance(source, (tuple, Path)):
                    yield source
                else:
                    yield replace(source, rows=forgiving(source.rows, source.file))
    except ReadError as error:
        known = PurePath(request.opened.name).suffix.lower() in SUFFIXES
        yield (request.file, faulty(error, request.file)) if known else request.file


def _zipped(request: Request) -> Generator[Source | tuple[Path, Fault] | Path]:
    with seekable(request.opened, request.file) as stream, open_zip(stream, request.file) as archive:
        office = office_sources(request, archive, stream)
        if office is not None:
            yield from office
        elif request.nested:
            raise request.failed("this is a ZIP archive inside another; unpack it first")
        else:
            yield from _entries(archive, request)


_CLOSED = (RuntimeError, NotImplementedError, UnicodeDecodeError)
"""What opening an entry raises that is not damaged: it is locked, packed otherwise, or named in no UTF-8 as it says."""


def _entries(archive: zipfile.ZipFile, request: Request) -> Generator[Source | tuple[Path, Fault] | Path]:
    entries = [info for info in archive.infolist() if not info.is_dir() and _is_shown(info.filename)]
    if not entries:
        raise request.failed(f"the ZIP archive is empty; allowed: {SUPPORTED}")
    for info in entries:
        slashed = info.filename.replace("\\", "/")  # as some programs on Windows write it
        shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in slashed)
        file = Path(f"{request.file}/{shown}")  # a name only: nothing is ever written there
        with ExitStack() as stack:
            try:
                packed = stack.enter_context(archive.open(info))
                opened = stack.enter_context(
                    open_stream(cast("zipfile.ZipExtFile", packed), str(file), info.compress_size)
                )
            except (*_CLOSED, *DAMAGED, ReadError) as error:
                reason = str(error).removeprefix(f"{file}: ")
                yield file, Fault(1, f"cannot be unpacked: {reason}", "unpack the archive yourself")
                continue
            inner = Request(file, PurePosixPath(shown), opened, request.naming, request.encoding, nested=True)
            yield from _one_of_many(inner)


def _is_shown(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not hidden and "__MACOSX" not in parts
