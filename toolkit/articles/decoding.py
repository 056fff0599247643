"""Bytes to text: which encoding a file is in, told by its content."""

from __future__ import annotations

import codecs
import gzip
import io
import math
import re
import zlib
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any, cast
from zipfile import BadZipFile, ZipExtFile

from toolkit.articles.unpacking import Measured
from toolkit.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "MARKS_OF_ORDER",
    "Opened",
    "guess_encoding",
    "lone_surrogate",
    "open_bytes",
    "open_stream",
    "open_text",
    "text_lines",
]

_PEEK = 1 << 20
MARKS_OF_ORDER = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SINGLE_BYTE = ("cp1256", "iso8859_6")

# Letters in 1,000 letters of 5,537 real articles of 43 outlets.
_PER_MILLE = dict(
    zip(
        "اليمونتربعةدفهسقكأحجصشطىخإضذزثئغءظؤآ",
        (
            *(155, 118, 76, 64, 54, 51, 46, 45, 35, 34, 32, 30, 26, 25, 24, 22, 19, 19, 18),
            *(14, 9.7, 9.4, 9.4, 8.7, 8.4, 7.9, 6.7, 6.6, 6.3, 5.8, 4.2, 4.0, 3.5, 2.3, 1.4, 1.1),
        ),
        strict=True,
    )
)
_NEUTRAL = re.compile("[\u0000-\u007f\u00a0«»“”‘’‚„–—…•،؛؟ـ\u064b-\u0652\u200c-\u200f]")
_LEAST_MEAN_BITS = -5.2  # Arabic has about -4.4; ISO-8859-6 read as windows-1256 about -6
_SPREAD = 3.0
_MOST_FOREIGN = 0.08


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, unpacked if it was gzipped.

    Attributes:
        stream: Its bytes, from the start.
        head: The first of them, at most 1 MiB.
        name: The file's name without `.gz`.
    """

    stream: IO[bytes]
    head: bytes
    name: str


@contextmanager
def open_bytes(path: Path) -> Iterator[Opened]:
    """Opens a file and looks at its start; gzip is told by its first two bytes, not by the name.

    Args:
        path: The file.

    Raises:
        ReadError: There is no such file, or it may not be read.
    """
    with ExitStack() as stack:
        try:
            stream: io.BufferedReader[Any] = stack.enter_context(io.BufferedReader(io.FileIO(path), _PEEK))
            head = stream.peek(_PEEK)
            if head[:2] == b"\x1f\x8b":
                # What comes through a pipe has no place that could be told; it is read in pieces all the same.
                stream, head = _unzipped(stream, stream.tell if stream.seekable() else _unknown, stack)
        except FileNotFoundError:
            raise ReadError(f"{path}: there is no such file; check the path and the folder you are in") from None
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(f"{path}: cannot be read ({error})") from error
        yield Opened(stream, head[:_PEEK], path.name.removesuffix(".gz"))


@contextmanager
def open_stream(packed: ZipExtFile, name: str, size: int) -> Iterator[Opened]:
    """The same of a stream, such as a file in an archive.

    Args:
        packed: Its bytes.
        name: Its name.
        size: How many bytes it has in the archive.

    Raises:
        ReadError: It cannot be unpacked.
    """
    with ExitStack() as stack:
        try:
            stream: io.BufferedReader[Any] = stack.enter_context(
                io.BufferedReader(Measured(packed, lambda: size), _PEEK)
            )
            head = stream.peek(_PEEK)
            if head[:2] == b"\x1f\x8b":
                stream, head = _unzipped(stream, lambda: size, stack)
        except (OSError, EOFError, zlib.error, BadZipFile) as error:
            raise ReadError(f"{name}: cannot be read ({error})") from error
        yield Opened(stream, head[:_PEEK], PurePath(name).name.removesuffix(".gz"))


def _unzipped(
    stream: io.BufferedReader[Any], packed: Callable[[], int], stack: ExitStack
) -> tuple[io.BufferedReader[Any], bytes]:
    unpacked = stack.enter_context(gzip.GzipFile(fileobj=cast("IO[bytes]", stream)))
    measured = Measured(unpacked, packed)
    unzipped = stack.enter_context(io.BufferedReader(measured, _PEEK))
    return unzipped, unzipped.peek(_PEEK)


def _unknown() -> int:
    return 1 << 62


def open_text(opened: Opened, encoding: str, *, newline: str) -> io.TextIOWrapper:
    """The file's text, newlines untouched; a byte that is not in the encoding becomes a lone surrogate.

    Args:
        opened: What `open_bytes` gave.
        encoding: A codec's name.
        newline: Where lines end: a newline alone, or any of the three ways where it is empty.
    """
    # Lone surrogates let the row they stand in be set aside, and that row only.
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    return io.TextIOWrapper(opened.stream, encoding, errors, newline=newline)


def guess_encoding(head: bytes, name: str) -> str:
    """The codec that a file's first bytes are in.

    A byte-order mark decides; then UTF-8, if it is valid; then windows-1256 and ISO-8859-6, by whether their letters
    are as frequent as Arabic's.

    Args:
        head: The first bytes.
        name: The file, for the message.

    Raises:
        ReadError: None of them fits.

    Examples:
        >>> guess_encoding("قال الوزير".encode("cp1256"), "a.csv")
        'cp1256'
        >>> guess_encoding("قال الوزير".encode(), "a.csv")
        'utf-8'
    """
    if head.startswith(MARKS_OF_ORDER):
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-16"
    wide = _unmarked_utf16(head)
    if wide:
        return wide
    if _mostly_utf8(head):
        return "utf-8"
    scores = {encoding: _plausibility(head.decode(encoding, "surrogateescape")) for encoding in _SINGLE_BYTE}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] == -math.inf:
        if _most_lines_are_utf8(head):
            return "utf-8"
        raise ReadError(
            f"{name}: the encoding is not known; tried UTF-8, UTF-16 with a byte-order mark, windows-1256 and "
            "ISO-8859-6, and none gives Arabic. Name it: encoding='…' (in the shell: iconv -f ENCODING -t UTF-8)"
        )
    return best


def _unmarked_utf16(head: bytes) -> str | None:
    """Arabic in UTF-16 has 06 in every second byte, and would pass for valid UTF-8."""
    sample = head[: 1 << 14]
    even, odd = sample[0::2].count(6), sample[1::2].count(6)
    if max(even, odd) * 5 < len(sample):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _mostly_utf8(head: bytes) -> bool:
    # Where the head is cut inside a character, its last bytes are no evidence.
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head, final=False)
    foreign = [character for character in text if character > "\x7f"]
    broken = sum("\udc80" <= character <= "\udcff" for character in foreign)
    # In another encoding hardly any two bytes happen to be a character of UTF-8.
    return 5 * broken <= 4 * len(foreign)


def _most_lines_are_utf8(head: bytes) -> bool:
    r"""JSON lines with letters as \u0642 may be ASCII but for a line that is broken."""
    lines = [line for line in head.split(b"\n") if line.strip()]
    return 2 * sum(map(_is_utf8, lines)) > len(lines)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(text: str) -> float:
    """The mean log2 frequency of the characters that are not ASCII; minus infinity where it is no Arabic's."""
    counts = Counter(_NEUTRAL.sub("", text))
    total = sum(counts.values())
    foreign = sum(count for character, count in counts.items() if character not in _PER_MILLE)
    if not total or foreign > _MOST_FOREIGN * total:
        return -math.inf
    bits = sum(count * math.log2(_PER_MILLE.get(letter, 0.1) / 1000) for letter, count in counts.items()) / total
    # A few letters may be rare ones by chance.
    return bits if bits >= _LEAST_MEAN_BITS - _SPREAD / math.sqrt(total) else -math.inf


def lone_surrogate(text: str) -> int | None:
    r"""Where the first half of a character stands that has no other half, or None.

    Examples:
        >>> lone_surrogate("قال\ud800")
        3
    """
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def text_lines(source: Path | IO[bytes]) -> Iterator[str]:
    """The lines of a text with their ends, whatever its encoding.

    Args:
        source: A file, or an open stream of UTF-8.

    Raises:
        ReadError: There is no such file, or a line is not in its encoding.
    """
    with ExitStack() as stack:
        if isinstance(source, Path):
            opened = stack.enter_context(open_bytes(source))
            name, encoding = str(source), guess_encoding(opened.head, str(source))
        else:
            opened, name, encoding = Opened(source, b"", "-"), "standard input", "utf-8-sig"
        lines = open_text(opened, encoding, newline="\n")
        stack.callback(lines.detach)  # the stream stays open for its owner
        for number, line in enumerate(lines, 1):
            place = lone_surrogate(line)
            if place is not None:
                codec = encoding.removesuffix("-sig").upper()
                raise ReadError(
                    f"{name}, line {number}: character {place + 1} is not {codec}; "
                    "convert the text first: iconv -f windows-1256 -t UTF-8"
                )
            yield line
