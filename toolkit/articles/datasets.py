"""Coverage to study: the sample that comes with the toolkit, and public corpora that are fetched once."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.articles.readers import read_articles
from toolkit.articles.registry import Corpus, packaged, registry
from toolkit.errors import LicenceError, ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["DATASETS", "data_folder", "dataset_path", "fetch_dataset", "load_dataset"]

DATASETS = {"sample": "synthetic coverage of one event by several invented outlets, with gold annotation"}
"""What comes with the toolkit."""
_FOLDER = "TOOLKIT_DATA"
_RECORD = "fetched.json"
_ARTICLES = "articles.jsonl"


def load_dataset(
    name: str,
    *,
    accept_licence: bool = False,
    folder: str | os.PathLike[str] | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """A table of articles: the sample coverage, or a public corpus, which is fetched where it is not there yet.

    Args:
        name: `sample`, or a corpus of the registry: `saudinewsnet`, `ant`, `fignews-2024`, `armpro`, `pud`
            (`toolkit datasets list`).
        accept_licence: Whether you accept the licence of a corpus that is not here yet; the error without it shows it.
        folder: Where corpora are kept; `data_folder()` by default.
        progress: Shows a bar on standard error while files come, where that is a terminal.

    Returns:
        One row per article, sentence or paragraph, as `read_articles` gives them.

    Raises:
        LicenceError: The corpus is not there and its licence not accepted.
        ReadError: There is no such dataset, or it cannot be fetched or read.

    Examples:
        >>> "text" in load_dataset("sample")
        True
    """
    if name in DATASETS:
        return read_articles(dataset_path(name) / _ARTICLES)
    return read_articles(fetch_dataset(name, accept_licence=accept_licence, folder=folder, progress=progress))


def dataset_path(name: str) -> Path:
    """The folder of a dataset that comes with the toolkit: in a checkout under `datasets`, else inside the package.

    Args:
        name: `sample`.

    Raises:
        ReadError: There is no such dataset.
    """
    if name not in DATASETS:
        raise ReadError(f"there is no dataset {name!r} that comes with the toolkit; there are {', '.join(DATASETS)}")
    return packaged(name)


def data_folder() -> Path:
    """Where fetched corpora are kept: the folder that the environment names as TOOLKIT_DATA, else the user's cache."""
    import pooch  # noqa: PLC0415 - what is not fetched should not cost its import

    return Path(os.environ.get(_FOLDER) or pooch.os_cache("arabic-media-toolkit"))


def fetch_dataset(
    name: str,
    *,
    accept_licence: bool = False,
    folder: str | os.PathLike[str] | None = None,
    progress: bool = False,
    corpora: Mapping[str, Corpus] | None = None,
) -> Path:
    """A public corpus as JSON lines in our columns, fetched where it is not there yet.

    Each file is held to the SHA-256 of the registry. Where that has none, the hash of what came first is recorded
    beside it, in `fetched.json`, and every later fetch is held to that: a later change is noticed, a wrong first copy
    is not. A fetch that was cut off goes on where it ended.

    Args:
        name: A corpus of the registry.
        accept_licence: Whether you accept its licence; that is asked once and recorded.
        folder: Where corpora are kept; `data_folder()` by default.
        progress: Shows a bar on standard error, where that is a terminal.
        corpora: A registry of your own (`read_registry`), in place of the toolkit's.

    Returns:
        The file, for `read_articles`, `iter_articles` or any command of the toolkit.

    Raises:
        LicenceError: The licence was not accepted, here or before.
        ReadError: There is no such corpus, a file cannot be fetched, is not the one that is known, or cannot be read.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     fetch_dataset("pud", folder=folder)  # doctest: +IGNORE_EXCEPTION_DETAIL
        Traceback (most recent call last):
        ...
        toolkit.errors.LicenceError: pud … If you accept its licence, CC BY-SA 3.0, say accept_licence=True
    """
    from toolkit.articles.corpora import corpus_rows  # noqa: PLC0415
    from toolkit.articles.downloads import download, sha256_of  # noqa: PLC0415 - loads what talks to the network

    known = registry() if corpora is None else corpora
    if name not in known:
        raise ReadError(f"there is no dataset {name!r}; there are {', '.join([*DATASETS, *known])}")
    corpus = known[name]
    place = (data_folder() if folder is None else Path(folder)) / name
    record = _Record(place / _RECORD)
    if not accept_licence and record.licence != corpus.licence:
        raise LicenceError(
            f"{corpus}\n{name} is not here yet. If you accept its licence, {corpus.licence}, say accept_licence=True, "
            f"or in the shell: toolkit datasets fetch {name} --accept-licence"
        )
    record.licence = corpus.licence
    record.save()
    paths = []
    for file in corpus.files:
        paths.append(download(file, place, sha256=file.sha256 or record.hashes.get(file.url, ""), progress=progress))
        record.hashes[file.url] = sha256_of(paths[-1])
        record.save()
    stamp = hashlib.sha256(" ".join([corpus.format, *record.hashes.values()]).encode()).hexdigest()
    if record.converted != stamp or not (place / _ARTICLES).exists():
        _write(place / _ARTICLES, corpus_rows(corpus.format, paths))
        record.converted = stamp
        record.save()
    return place / _ARTICLES


def _write(path: Path, rows: Any) -> None:
    from toolkit.articles.export import atomic  # noqa: PLC0415

    with atomic(path) as stream:
        for row in rows:
            stream.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


class _Record:
    """What is remembered of a corpus between fetches: the licence accepted, each file's hash, what was made of them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
            self.licence: str | None = kept.get("licence")
            self.hashes: dict[str, str] = dict(kept.get("sha256", {}))
            self.converted: str | None = kept.get("converted")
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise ReadError(
                f"{path}: the record of what was fetched cannot be read ({error}); delete {path.parent} and fetch again"
            ) from error

    def save(self) -> None:
        from toolkit.articles.export import atomic  # noqa: PLC0415

        kept = {"licence": self.licence, "sha256": self.hashes, "converted": self.converted}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ReadError(f"{self._path.parent}: the folder cannot be made ({error}); name another one") from error
        with atomic(self._path) as stream:
            stream.write(json.dumps(kept, indent=1, ensure_ascii=False).encode() + b"\n")
