"""What is in a ZIP or a gzip, unless it is a bomb."""

from __future__ import annotations

import io
import lzma
import struct
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from toolkit.errors import ReadError

if TYPE_CHECKING:
    import gzip
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from toolkit.articles.decoding import Opened

__all__ = ["Measured", "check_parts", "check_ratio", "open_zip", "seekable"]

_FREE = 1 << 24  # bytes that any file may unpack to
_MOST_TIMES = 200  # news packs to a fifth, rows that repeat to a fiftieth; a bomb to a thousandth
_ENTRIES = 1_000_000
_LARGEST_PART = 1 << 29  # of a workbook or Word file: what of it is read whole must fit into memory
_SPOOLED = 1 << 24
_COPIED = 1 << 30


class Measured(io.RawIOBase):
    """A stream that ends with an error once it has unpacked far more than text can be packed.

    Args:
        unpacked: The stream.
        packed: Says how many packed bytes were read.
    """

    def __init__(self, unpacked: gzip.GzipFile | zipfile.ZipExtFile, packed: Callable[[], int]) -> None:
        super().__init__()
        self._unpacked, self._packed, self._given = unpacked, packed, 0
        self._error: Exception | None = None

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fills the buffer.

        Args:
            buffer: To be filled.

        Raises:
            OSError: It unpacks to too much; or what reading the stream raised.
        """
        if self._error is not None:
            raise self._error
        filled = 0
        while filled < len(buffer):
            try:
                part = self._unpacked.read1(len(buffer) - filled)
            except (EOFError, OSError, zlib.error, lzma.LZMAError, zipfile.BadZipFile) as error:
                # What came through before a file is cut off is good.
                self._error = error
                break
            if not part:
                break
            buffer[filled : filled + len(part)] = part
            filled += len(part)
        self._given += filled
        if self._given > _FREE and self._given > _MOST_TIMES * self._packed():
            raise OSError(f"it unpacks to more than {_MOST_TIMES} times its size, as no text does")
        if not filled and self._error is not None:
            raise self._error
        return filled


@contextmanager
def open_zip(file: IO[bytes], path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive whose directory can be read and says no absurd sizes.

    Args:
        file: A seekable stream.
        path: What it is called, for messages.

    Raises:
        ReadError: It is damaged or a bomb.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, struct.error) as error:
        raise ReadError(f"{path}: the ZIP archive is damaged ({error}); copy or download it again") from error
    with archive:
        _check_sizes(archive, path)
        yield archive


def check_parts(archive: zipfile.ZipFile, path: Path) -> None:
    """Turns away a workbook or Word file with a part that memory may not hold.

    Args:
        archive: It.
        path: What it is called.

    Raises:
        ReadError: It has one.
    """
    for info in archive.infolist():
        if info.file_size > _LARGEST_PART:
            raise ReadError(
                f"{path}: its part {info.filename[:80]!r} has {info.file_size >> 20:,} MiB; save the table as CSV"
            )


def _check_sizes(archive: zipfile.ZipFile, path: Path) -> None:
    infos = archive.infolist()
    packed, unpacked = sum(info.compress_size for info in infos), sum(info.file_size for info in infos)
    if len(infos) > _ENTRIES:
        raise ReadError(f"{path}: the ZIP archive has {len(infos):,} files; allowed are {_ENTRIES:,}, split it")
    check_ratio(unpacked, packed, path, "ZIP archive")


def check_ratio(unpacked: int, packed: int, path: Path, what: str) -> None:
    """Turns away a file that unpacks to far more than text can be packed.

    Args:
        unpacked: Bytes.
        packed: Bytes.
        path: What it is called.
        what: What it is.

    Raises:
        ReadError: It is a bomb.
    """
    if unpacked > _FREE and unpacked > _MOST_TIMES * packed:
        raise ReadError(
            f"{path}: the {what} unpacks to {unpacked >> 20:,} MiB, more than {_MOST_TIMES} times its size, as no text "
            "does; unpack it yourself, if you trust it"
        )


@contextmanager
def seekable(opened: Opened, path: Path) -> Iterator[IO[bytes]]:
    """The file as a stream in which one can go back; what is packed is unpacked into a temporary file.

    Args:
        opened: The open file.
        path: What it is called.

    Raises:
        ReadError: It is damaged, or larger than a temporary file may be.
    """
    if opened.stream.seekable():
        opened.stream.seek(0)
        yield opened.stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as copy:
        try:
            _copy(opened.stream, copy)
        except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
            raise ReadError(f"{path}: cannot be unpacked ({error})") from error
        copy.seek(0)
        yield copy


def _copy(stream: IO[bytes], copy: IO[bytes]) -> None:
    copied = 0
    while part := stream.read(1 << 20):
        copied += len(part)
        if copied > _COPIED:
            raise OSError(f"it has more than {_COPIED >> 30} GiB")
        copy.write(part)
