"""What became of every gold relation of a set of articles, whatever form gold and predictions come in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.annotations import checked_annotations
from toolkit.articles.coding import read_coding
from toolkit.articles.schema import check_table
from toolkit.articles.standoff import standoff
from toolkit.articles.tables import quotation_table
from toolkit.measures.matching import LABELS, outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Annotation = pd.DataFrame | str | os.PathLike[str] | Iterable[Mapping[str, Any]]

__all__ = ["OF_RELATIONS", "annotation_records", "relation_outcomes"]

OF_RELATIONS = (*LABELS, "complement")
"""What relations, not articles, can be grouped by."""


def annotation_records(articles: pd.DataFrame, annotation: Annotation, *, name: str) -> list[dict[str, Any]]:
    """Any form of annotation as standoff records.

    Args:
        articles: A table of articles.
        annotation: A path, records, or a table of quotations.
        name: What it is, for the messages.

    Raises:
        TableError: A column is missing, or none of its articles is known.
        ReadError: A file cannot be read.
    """
    if isinstance(annotation, pd.DataFrame):
        records: Iterable[Mapping[str, Any]] = standoff(articles, annotation)
    elif isinstance(annotation, str | os.PathLike):
        records = read_coding(annotation, articles)
    else:
        records = annotation
    return checked_annotations(articles, records, name=name)


def relation_outcomes(
    articles: pd.DataFrame,
    gold: Annotation,
    predicted: Annotation | None = None,
    *,
    columns: str | Sequence[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What became of every gold relation, and what else was found: the rows that `validate_quotations` counts.

    Args:
        articles: The articles.
        gold: As for `validate_quotations`.
        predicted: As for `validate_quotations`.
        columns: Columns of `articles` to repeat in each row.

    Returns:
        The relations, as `matching.outcomes` says, with `article_id`; and the coded articles with `right`, whether all
        of it is, and `inclusion`, missing where none is known. Both have the `columns`.
    """
    check_table(articles, "articles")
    golds = annotation_records(articles, gold, name="gold")
    coded = articles[articles["article_id"].isin([record["id"] for record in golds])]
    found = quotation_table(coded, jobs=0) if predicted is None else predicted
    founds = {record["id"]: record["ars"] for record in annotation_records(articles, found, name="predicted")}
    texts = dict(zip(coded["article_id"], coded["text"], strict=True))
    chances = dict(zip(coded["article_id"], coded["inclusion"], strict=True)) if "inclusion" in coded else {}
    rows: list[dict[str, Any]] = []
    wholes: list[dict[str, Any]] = []
    for record in golds:
        name = record["id"]
        own = outcomes(texts[name], record["ars"], founds.get(name, []))
        rows.extend({"article_id": name} | row for row in own)
        chance = record.get("inclusion", chances.get(name))
        wholes.append({"article_id": name, "right": all(map(_wholly_right, own)), "inclusion": chance})
    table = pd.DataFrame(rows or [{"article_id": ""} | row for row in outcomes("", [{"contents": []}], [])])
    table = table if rows else table.head(0)
    asked = [columns] if isinstance(columns, str) else columns or []
    wanted = [name for name in asked if name not in OF_RELATIONS and name in articles]
    known = articles[["article_id", *wanted]]
    per_article = pd.DataFrame(wholes, columns=["article_id", "right", "inclusion"])
    per_article["inclusion"] = pd.to_numeric(per_article["inclusion"], errors="coerce")
    per_article = per_article.merge(known, on="article_id", how="left")
    return table.merge(known, on="article_id", how="left", validate="many_to_one"), per_article


def _wholly_right(row: Mapping[str, Any]) -> bool:
    there = row["gold"] is not None and row["found"] is not None
    return there and all(row[f"{part}_right"] for part in ("content_exact", "source", "named"))
