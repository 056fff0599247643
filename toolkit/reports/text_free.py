"""Tables without the words of the articles, for coverage whose licence does not let them go out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["masked", "text_free_articles", "text_free_quotations"]

# what a researcher's own columns hold nobody knows, and addresses spell headlines
_KEPT = ("article_id", "outlet", "published", "author", "section", "text_sha")
_WORDS = ("cue", "source", "content")
_RUN = re.compile(r"[\u0600-\u06ff][\u0600-\u06ff\s\d،.:«»\"-]{20,}")


def text_free_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with their keys alone: no title, no text, no address, no column of the user's own.

    Args:
        articles: The articles table.
    """
    return articles[[name for name in _KEPT if name in articles]]


def text_free_quotations(quotations: pd.DataFrame) -> pd.DataFrame:
    """The quotations with offsets, speakers and verbs, but without what stands at the offsets.

    Args:
        quotations: The quotations table.
    """
    return quotations.drop(columns=[name for name in _WORDS if name in quotations])


def masked(table: pd.DataFrame | None) -> pd.DataFrame | None:
    """A table of remarks on rows, in which runs of Arabic words that a remark cites are left out.

    Args:
        table: What was set aside or remarked in reading.

    Examples:
        >>> import pandas as pd
        >>> masked(pd.DataFrame({"reason": ["no date: 'قال الوزير إن الطريق مغلق منذ أيام'"]}))["reason"][0]
        "no date: '…'"
    """
    if table is None:
        return None
    return table.assign(
        **{
            name: [_RUN.sub("…", cell) if isinstance(cell, str) else cell for cell in table[name]]
            for name in ("reason", "remark")
            if name in table
        }
    )
