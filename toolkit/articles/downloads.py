"""Files from elsewhere: fetched once, verified, and gone on with where a connection was cut."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Never

import pooch
import requests
from tqdm import tqdm

from toolkit.errors import ReadError

if TYPE_CHECKING:
    from toolkit.articles.registry import CorpusFile

__all__ = ["download", "sha256_of"]

_CHUNK = 1 << 14  # bytes that a cut connection loses at most
_TIMEOUT = 30  # seconds without a byte
_ATTEMPTS = 4
_MOST = 2_000_000_000  # bytes: no corpus of the registry comes near it
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")
_CUT = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


def download(file: CorpusFile, folder: Path, *, sha256: str = "", progress: bool = False, wait: float = 1) -> Path:
    """The file, from the folder where it is there and sound, else from its URL.

    What a cut connection left is kept in `<name>.part`, and the next attempt or the next call goes on from there if the
    server still has the same file. Under its own name a file stands only whole and verified.

    Args:
        file: What to fetch.
        folder: Where to.
        sha256: The hash that is asked for; "" takes what comes.
        progress: Shows a bar on standard error, where that is a terminal.
        wait: Seconds before the second attempt; twice that before the third, and so on.

    Raises:
        ReadError: The server does not give it, the connection stays cut, or the hash is another one.
    """
    pooch.get_logger().setLevel("WARNING")  # it would tell each file and its hash on standard error
    fetch = _Resuming(folder / f"{file.name}.part", progress=progress, wait=wait)
    known = f"sha256:{sha256}" if sha256 else None
    try:
        return Path(pooch.retrieve(file.url, known_hash=known, fname=file.name, path=folder, downloader=fetch))
    except ValueError as error:
        raise ReadError(
            f"{file.url}: what came is not the file that was expected (SHA-256 {sha256[:12]}…); it was not kept. Try "
            "again later, and if it stays so ask the makers of the corpus: they or somebody else have changed the file"
        ) from error
    except OSError as error:
        raise ReadError(f"{folder}: cannot be written ({error}); name another folder") from error


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits.

    Args:
        path: The file.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Resuming:
    """A downloader as pooch calls it, which goes on where the last attempt was cut."""

    def __init__(self, part: Path, *, progress: bool, wait: float) -> None:
        self._part, self._progress, self._wait = part, progress, wait
        self._mark = part.with_name(part.name + ".etag")  # which version of the file the part is of

    def __call__(self, url: str, output_file: str, pooch: object) -> None:  # noqa: ARG002 - pooch names it
        with tqdm(unit="B", unit_scale=True, desc=self._part.stem, disable=None if self._progress else True) as bar:
            for attempt in range(1, _ATTEMPTS + 1):
                try:
                    self._attempt(url, bar)
                    break
                except _CUT as error:
                    if attempt == _ATTEMPTS:
                        raise ReadError(self._cut_off(url, error)) from error
                    time.sleep(self._wait * 2 ** (attempt - 1))
        self._part.replace(output_file)
        self._mark.unlink(missing_ok=True)

    def _attempt(self, url: str, bar: tqdm[Never]) -> None:
        mark = self._mark.read_text("ascii") if self._mark.exists() and self._part.exists() else ""
        have = self._part.stat().st_size if mark else 0
        # whole bytes, not packed for the journey: only so a range of them means the same twice
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-", "If-Range": mark} if have else {})
        with requests.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as response:
            if response.status_code == 416 and have:  # nothing is behind what we have, or the file is another one now
                self._part.unlink()
                raise requests.ConnectionError("the part did not fit")
            if not response.ok:
                raise ReadError(
                    f"{url}: the server answered {response.status_code} {response.reason}; the file may have moved: "
                    "look at the page of the corpus (toolkit datasets show), or try again later"
                )
            start, total = _extent(response, have)
            self._mark.write_text(_validator(response), "ascii")
            bar.total, bar.n = total or None, start
            self._append(response, start, bar)
        if total and self._part.stat().st_size < total:
            raise requests.ConnectionError(f"{self._part.stat().st_size} of {total} bytes came")

    def _append(self, response: requests.Response, start: int, bar: tqdm[Never]) -> None:
        size = start
        with self._part.open("r+b" if start else "wb") as stream:
            stream.seek(start)
            stream.truncate()
            for chunk in response.iter_content(_CHUNK):
                size += len(chunk)
                if size > _MOST:
                    raise ReadError(f"{response.url}: more than {_MOST:,} bytes came; this is not the corpus. Tell us")
                stream.write(chunk)
                bar.update(len(chunk))

    def _cut_off(self, url: str, error: Exception) -> str:
        have = self._part.stat().st_size if self._part.exists() else 0
        kept = f"{have:,} bytes are kept, and the next fetch goes on from there" if have else "nothing has come yet"
        what = "could not be reached" if isinstance(error, requests.ConnectionError) and not have else "was cut off"
        return f"{url}: the connection {what} {_ATTEMPTS} times; {kept}. Check the network and fetch it again"


def _extent(response: requests.Response, have: int) -> tuple[int, int]:
    """Where the bytes that come begin, and how many the whole file has; 0 where the server does not say."""
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if response.status_code == 206 and match and int(match[1]) == have:
        return have, int(match[2])
    if response.status_code == 206:
        raise requests.ConnectionError("another range came than was asked for")
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isascii() and length.isdecimal() else 0


def _validator(response: requests.Response) -> str:
    """What names this version of the file: a strong ETag, else the day it was changed."""
    tag = response.headers.get("ETag", "")
    mark = tag if tag.startswith('"') else response.headers.get("Last-Modified", "")
    return mark if mark.isascii() else ""
