"""Files to a table of articles; what cannot be read is listed, never lost."""

from __future__ import annotations

import warnings
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.articles.intake import Intake
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.schema import build_table
from toolkit.errors import ReadError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from toolkit.articles.reading import Reading

__all__ = ["articles_and_reading", "check_articles", "iter_articles", "read_articles"]


def read_articles(
    path: str | os.PathLike[str], *, columns: Mapping[str, str] | None = None, encoding: str | None = None
) -> pd.DataFrame:
    r"""The articles of a file or folder.

    CSV of any delimiter, JSON lines or lists (NewsAPI), Parquet, XLSX, plain text, HTML, RSS and Atom, WARC, RTF and
    DOCX (Factiva, Nexis), Media Cloud, GDELT GKG; each also gzipped, a ZIP archive or a folder of these. The kind,
    the encoding (UTF-8, UTF-16, windows-1256, ISO-8859-6) and the columns (English, French or Arabic names) are told by
    content. Texts are raw: bytes decoded, byte-order mark dropped, nothing else changed; of a page or document, the
    text that is taken out of it. Repeated texts go through and are remarked on.

    Args:
        path: A file or a folder.
        columns: Our column names to the file's, where they are not recognised: `{"text": "Body of the story"}`.
        encoding: The file's encoding, where it is not recognised.

    Returns:
        One row per article with the columns of `schema.ARTICLES`, then the file's other columns; one that is called
        like ours but not taken for it is called `file_…`. A cell that is empty in the file is missing.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.

    Warns:
        ToolkitWarning: Rows were set aside; `check_articles` lists them all.

    Examples:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder, "articles.csv")
        ...     _ = file.write_text("id,العنوان,النص\n007,خبر,قال الوزير\n", encoding="utf-8")
        ...     read_articles(file)[["article_id", "title", "text"]].to_dict("records")
        [{'article_id': '007', 'title': 'خبر', 'text': 'قال الوزير'}]
    """
    table, reading = articles_and_reading(path, columns=columns, encoding=encoding)
    _warn(reading)
    return table


def articles_and_reading(
    path: str | os.PathLike[str], *, columns: Mapping[str, str] | None = None, encoding: str | None = None
) -> tuple[pd.DataFrame, Reading]:
    """What `read_articles` and `check_articles` give, from one reading and without a warning.

    Args:
        path: A file or a folder.
        columns: Our column names to the file's.
        encoding: The file's encoding.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.
    """
    intake = Intake(Path(path), columns, encoding)
    table = _table(list(intake.articles()))
    return table, intake.reading()


def iter_articles(
    path: str | os.PathLike[str],
    *,
    size: int = 1000,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Iterator[pd.DataFrame]:
    """The articles in tables of `size` rows, for files that memory does not hold.

    Args:
        path: A file or a folder.
        size: Rows per table.
        columns: Our column names to the file's.
        encoding: The file's encoding.

    Raises:
        ReadError: At the end, if nothing could be read as Arabic articles.

    Warns:
        ToolkitWarning: At the end, if rows were set aside.

    Examples:
        >>> from toolkit.articles.datasets import dataset_path
        >>> [len(table) for table in iter_articles(dataset_path("sample") / "articles.jsonl", size=50)]
        [50, 22]
    """
    if size < 1:
        raise ReadError(f"size is the number of articles per table, at least 1; got {size}")
    intake = Intake(Path(path), columns, encoding)
    articles = intake.articles()
    while batch := list(islice(articles, size)):
        yield _table(batch)
    _warn(intake.reading())


def check_articles(
    path: str | os.PathLike[str], *, columns: Mapping[str, str] | None = None, encoding: str | None = None
) -> Reading:
    """What would be read, set aside, and why.

    Args:
        path: A file or a folder.
        columns: Our column names to the file's.
        encoding: The file's encoding.

    Returns:
        The report; printing it is readable, its `set_aside` and `remarks` are tables.

    Raises:
        ReadError: There is nothing that can be read as Arabic articles.

    Examples:
        >>> from toolkit.articles.datasets import dataset_path
        >>> check_articles(dataset_path("sample") / "articles.jsonl").read
        72
    """
    intake = Intake(Path(path), columns, encoding)
    for _ in intake.articles():
        pass
    return intake.reading()


def _warn(reading: Reading) -> None:
    if len(reading.aside):
        warnings.warn(f"{reading.lost()}\ncheck_articles lists them all", ToolkitWarning, stacklevel=3)


def _table(articles: list[dict[str, Any]]) -> pd.DataFrame:
    names = dict.fromkeys(name for article in articles for name in article)
    return build_table({name: [article.get(name) for article in articles] for name in names}, "articles")
