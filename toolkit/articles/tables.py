"""From articles to quotations, on as many cores as there are."""

from __future__ import annotations

import multiprocessing
import os
import warnings
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from toolkit.articles.linking import linked, source_table
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.rows import Article, Failure, rows_of_chunk
from toolkit.articles.schema import QUOTATIONS, build_table, check_table
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

__all__ = ["linked", "quotation_table", "source_table"]

_CHUNK = 32
_FEW = 128  # below, starting processes costs more than it saves


def quotation_table(articles: pd.DataFrame, *, jobs: int = 1, progress: bool = False) -> pd.DataFrame:
    """Who said what in each article: one row per attribution relation, in title and text.

    Args:
        articles: A table of articles; `article_id` and `text` are needed, `title`, `outlet`, `published` are used.
        jobs: Processes; 0 or -1 takes every core. The result does not depend on it.
        progress: Shows a bar on standard error, where that is a terminal and the work takes longer than 2 seconds.

    Returns:
        The columns of `schema.QUOTATIONS`, in the order of the articles and, within one, of the text. Offsets are
        code points of the raw field, half-open. Absent is missing.

    Raises:
        TableError: `articles` lacks a column, or its `article_id` is no unique text.

    Warns:
        ToolkitWarning: The engine failed at an article, which then has no rows.

    Examples:
        >>> import pandas as pd
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["قال الوزير سالم حداد إن الطريق مغلق."]})
        >>> quotation_table(articles)[["quotation_id", "cue", "kind"]].to_dict("records")
        [{'quotation_id': '1:text:0', 'cue': 'قال', 'kind': 'indirect'}]
    """
    check_table(articles, "articles")
    rows: list[dict[str, Any]] = []
    failures: list[Failure] = []
    work = _articles(articles)
    with tqdm(total=len(work), unit=" articles", delay=2, disable=None if progress else True) as bar:
        for result in _results(work, _processes(jobs)):
            bar.update()
            if isinstance(result, Failure):
                failures.append(result)
            else:
                rows.extend(result)
    if failures:
        first = failures[0]
        warnings.warn(
            f"{len(failures)} of {len(work)} articles have no rows because the engine failed; the first is "
            f"{first.article_id!r} ({first.reason}). Please report it with the article's text",
            ToolkitWarning,
            stacklevel=2,
        )
    return build_table({column.name: [row[column.name] for row in rows] for column in QUOTATIONS}, "quotations")


def _articles(table: pd.DataFrame) -> list[Article]:
    def cells(name: str) -> list[str | None]:
        if name not in table:
            return [None] * len(table)
        return [cell if isinstance(cell, str) else None for cell in table[name]]

    ids = [str(own) for own in table["article_id"]]
    others = (cells(name) for name in ("outlet", "published", "title", "text"))
    return [Article(*values) for values in zip(ids, *others, strict=True)]


def _processes(jobs: int) -> int:
    if jobs < -1:
        raise ToolkitError(f"jobs is the number of processes, 0 or -1 for every core; got {jobs}")
    if jobs > 0:
        return jobs
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _results(work: Sequence[Article], processes: int) -> Iterator[list[dict[str, Any]] | Failure]:
    """The result of each article in the order of the articles, however many processes there are."""
    chunks = [work[start : start + _CHUNK] for start in range(0, len(work), _CHUNK)]
    if processes == 1 or len(work) < _FEW:
        for article in work:
            yield from rows_of_chunk([article])
        return
    # A forked child could hang on a lock that one of pandas' or Arrow's threads held: children start afresh.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(processes, len(chunks)), mp_context=context)
    try:
        for results in pool.map(rows_of_chunk, chunks):
            yield from results
    except BrokenProcessPool as error:
        raise ToolkitError(
            "a worker process ended by itself, perhaps for want of memory, or because a script calls this without "
            "if __name__ == '__main__'; use jobs=1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
