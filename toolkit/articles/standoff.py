"""Quotations and frames as the codebook's section 8 writes them: one line per article, spans into its raw text."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from toolkit.articles.schema import check_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

__all__ = ["frame_standoff", "standoff", "standoff_relation", "write_frame_standoff", "write_standoff"]

_SCORED = ("speaker", "via", "kind", "complement")
_FURTHER = ("verb", "stance", "declined_as", "unnamed_as", "affiliation", "rule", "flags", "confidence")


def standoff(articles: pd.DataFrame, quotations: pd.DataFrame) -> list[dict[str, Any]]:
    """One record per article, in the order of `articles`, with the relations of its text (not of its title).

    Args:
        articles: A table of articles.
        quotations: What `quotation_table` gives for it.

    Returns:
        `{"id", "ars"}`; `parent` is a place in `ars`; a sector that is missing is `unknown`, as the codebook has it.

    Raises:
        TableError: A column is missing.
    """
    check_table(articles, "articles")
    check_table(quotations, "quotations")
    in_text = quotations[quotations["field"] == "text"].sort_values("position", kind="stable")
    columns = {str(name): in_text[name].tolist() for name in in_text}
    gone = {str(name): in_text[name].isna().tolist() for name in in_text}
    by_article: dict[str, list[dict[str, Any]]] = {}
    for place, article_id in enumerate(columns["article_id"]):
        row = {name: None if gone[name][place] else cells[place] for name, cells in columns.items()}
        by_article.setdefault(article_id, []).append(row)
    return [{"id": own, "ars": _relations(by_article.get(own, []))} for own in articles["article_id"]]


def _relations(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    places = {row["quotation_id"]: place for place, row in enumerate(rows)}
    return [standoff_relation(row) | {"parent": places.get(row["parent"])} for row in rows]


def standoff_relation(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a quotations table, None where a cell is missing, in the codebook's form.

    Args:
        row: The row.

    Returns:
        The relation; `parent`, which depends on the other rows, is None.
    """
    return {
        "cue": _span(row, "cue"),
        "source": _span(row, "source"),
        **{name: row.get(name) for name in _SCORED},
        "contents": [list(map(int, span)) for span in row["contents"]],
        "type": row["type"],
        "sector": row.get("sector") or "unknown",
        "gender": row.get("gender"),
        "parent": None,
        **{
            name: list(row[name]) if name == "flags" and row.get(name) is not None else row.get(name)
            for name in _FURTHER
        },
    }


def _span(row: Mapping[str, Any], part: str) -> list[int] | None:
    start, end = row.get(f"{part}_start"), row.get(f"{part}_end")
    return None if start is None or end is None else [int(start), int(end)]


def write_standoff(articles: pd.DataFrame, quotations: pd.DataFrame, stream: IO[bytes]) -> None:
    """Writes what `standoff` gives, one JSON object a line.

    Args:
        articles: A table of articles.
        quotations: What `quotation_table` gives for it.
        stream: Where to.
    """
    _write(standoff(articles, quotations), stream)


def frame_standoff(articles: pd.DataFrame, frames: pd.DataFrame) -> list[dict[str, Any]]:
    """One record per article, in the order of `articles`, with its frames, the strongest first.

    Args:
        articles: A table of articles.
        frames: What `frame_table` gives for it.

    Returns:
        `{"id", "frames", "primary_frame"}`; the primary frame is None where no frame is present.

    Raises:
        TableError: A column is missing.
    """
    check_table(articles, "articles")
    having = frames[frames["present"].astype("bool")].sort_values("score", ascending=False, kind="stable")
    by_article = having.groupby("article_id")["frame"].agg(list).to_dict()
    first = having[having["primary"].astype("bool")].set_index("article_id")["frame"].to_dict()
    return [
        {"id": own, "frames": by_article.get(own, []), "primary_frame": first.get(own)}
        for own in articles["article_id"]
    ]


def write_frame_standoff(articles: pd.DataFrame, frames: pd.DataFrame, stream: IO[bytes]) -> None:
    """Writes what `frame_standoff` gives, one JSON object a line.

    Args:
        articles: A table of articles.
        frames: What `frame_table` gives for it.
        stream: Where to.
    """
    _write(frame_standoff(articles, frames), stream)


def _write(records: Iterable[dict[str, Any]], stream: IO[bytes]) -> None:
    for record in records:
        stream.write(f"{json.dumps(record, ensure_ascii=False)}\n".encode())
