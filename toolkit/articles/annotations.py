"""Standoff annotation, read back: gold that was coded by hand, or what any tool found."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.articles.decoding import text_lines
from toolkit.articles.notices import ToolkitWarning
from toolkit.articles.rows import Article, relation_rows
from toolkit.articles.schema import QUOTATIONS, build_table, check_table
from toolkit.attribution.records import KINDS, Quotation
from toolkit.errors import ReadError, TableError
from toolkit.text.spans import Span

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    Record = Mapping[str, Any]

__all__ = ["annotated", "annotation_table", "checked_annotations", "read_standoff", "relation_fault", "relation_place"]

_COPIED = ("speaker", "via", "complement", "type", "sector", "gender", "affiliation", "verb", "stance")
_FURTHER = ("declined_as", "unnamed_as")


def read_standoff(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """The annotation of each article, as the codebook's section 8 writes it: one JSON object a line.

    Args:
        path: A file of JSON lines, gzipped or not.

    Returns:
        `{"id", "ars", …}` per article, in the order of the file.

    Raises:
        ReadError: There is no such file, or no line of it is an annotation.

    Warns:
        ToolkitWarning: Lines were set aside: no JSON, no `id` and `ars`, or an id that stands in an earlier line.

    Examples:
        >>> from toolkit.articles.datasets import dataset_path
        >>> records = read_standoff(dataset_path("sample") / "gold.jsonl")
        >>> len(records), records[0]["id"]
        (72, 'sample-001')
    """
    records: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for number, line in enumerate(text_lines(Path(path)), 1):
        if not line.strip():
            continue
        record = _record(line)
        if record is None:
            faults.append(f'line {number} is no object with a text "id" and a list "ars"')
        elif record["id"] in records:
            faults.append(f"line {number}: the id {record['id']!r} stands in an earlier line")
        else:
            records[record["id"]] = record
    if not records:
        what = faults[0] if faults else "it is empty"
        raise ReadError(f'{path}: no annotation in it ({what}); give JSON lines like {{"id": "…", "ars": […]}}')
    _tell(faults, f"{path}: {len(faults)} lines were set aside")
    return list(records.values())


def _record(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(record, dict) or not isinstance(record.get("ars"), list):
        return None
    return record if isinstance(record.get("id"), str) else None


def checked_annotations(articles: pd.DataFrame, records: Iterable[Record], *, name: str) -> list[dict[str, Any]]:
    """The annotations without what cannot be: unknown articles, unknown kinds, spans outside the text.

    Args:
        articles: A table of articles.
        records: What `read_standoff` gives.
        name: What the annotations are, for the messages.

    Raises:
        TableError: A column is missing, or no record is of any of the articles.

    Warns:
        ToolkitWarning: Something was set aside.
    """
    check_table(articles, "articles")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    kept: list[dict[str, Any]] = []
    faults: list[str] = []
    strangers = 0
    for record in records:
        text = texts.get(record["id"])
        if not isinstance(text, str):
            strangers += 1
            faults.append(f"no article has the id {record['id']!r}")
            continue
        fitting = []
        for place, relation in enumerate(record["ars"]):
            fault = relation_fault(relation, len(text))
            if fault is None:
                fitting.append({**relation, "contents": relation.get("contents") or []})
            else:
                faults.append(f"{record['id']!r}, relation {place}: {fault}")
        kept.append({**record, "ars": fitting})
    if strangers and not kept:
        raise TableError(f"{name}: none of its articles is in the table ({faults[0]}); give the articles it annotates")
    _tell(faults, f"{name}: {len(faults)} articles or relations were set aside")
    return kept


def _tell(faults: Sequence[str], what: str) -> None:
    if faults:
        warnings.warn(f"{what}; the first: {faults[0]}", ToolkitWarning, stacklevel=3)


def relation_fault(relation: Any, size: int) -> str | None:
    """What of a relation cannot be, if anything.

    Args:
        relation: What should be a relation in the codebook's form.
        size: How many characters its text has.
    """
    if not isinstance(relation, dict):
        return f"no object: {relation!r:.80}"
    if relation.get("kind") not in KINDS:
        return f"the kind {relation.get('kind')!r}; allowed are {', '.join(KINDS)}"
    contents = relation.get("contents") or []
    if not isinstance(contents, list):
        return f"contents {contents!r:.80} is no list of spans"
    for span in (*contents, *(relation[part] for part in ("cue", "source") if relation.get(part) is not None)):
        if not _is_span(span, size):
            return f"the span {span!r:.80} is not within the text of {size} characters"
    wrong = next((name for name in _COPIED if not isinstance(relation.get(name), str | None)), None)
    return f"{wrong} {relation[wrong]!r:.80} is no text" if wrong else None


def _is_span(span: Any, size: int) -> bool:
    return (
        isinstance(span, list | tuple)
        and len(span) == 2
        and all(isinstance(end, int) and not isinstance(end, bool) for end in span)
        and 0 <= span[0] < span[1] <= size
    )


def annotation_table(articles: pd.DataFrame, records: Iterable[Record]) -> pd.DataFrame:
    """Annotations as the table that `quotation_table` gives, so that every measure takes gold too.

    What annotation does not say is missing: `rule`, `confidence`, mostly `verb` and `stance`. A relation whose cue lies
    in the content of another has that one as `parent`. Names that are equal within an article are one speaker.

    Args:
        articles: A table of articles.
        records: What `read_standoff` gives; those of other articles are set aside.

    Raises:
        TableError: A column is missing, or no record is of any of the articles.

    Warns:
        ToolkitWarning: Something was set aside.

    Examples:
        >>> from toolkit.articles.datasets import dataset_path, load_dataset
        >>> gold = annotation_table(load_dataset("sample"), read_standoff(dataset_path("sample") / "gold.jsonl"))
        >>> gold[["quotation_id", "cue", "speaker"]].head(1).to_dict("records")
        [{'quotation_id': 'sample-001:text:226', 'cue': 'وأكدت', 'speaker': 'منيرة الهيلوني'}]
    """
    by_id = {record["id"]: record["ars"] for record in checked_annotations(articles, records, name="the annotation")}
    rows: list[dict[str, Any]] = []
    for article in articles.to_dict("records"):
        relations = by_id.get(article["article_id"])
        if relations:
            outlet, published, title = (
                cell if isinstance(cell, str) else None for cell in map(article.get, ("outlet", "published", "title"))
            )
            own = Article(article["article_id"], outlet, published, title, article["text"])
            rows.extend(_rows(own, sorted(relations, key=relation_place)))
    return build_table({column.name: [row[column.name] for row in rows] for column in QUOTATIONS}, "quotations")


def relation_place(relation: Record) -> tuple[int, int]:
    """Where a relation begins and ends that begins with its cue, else with its content: the order of reading."""
    spans = [relation["cue"]] if relation.get("cue") else sorted(relation["contents"]) or [[0, 0]]
    return spans[0][0], spans[0][1]


def _rows(article: Article, relations: Sequence[Record]) -> list[dict[str, Any]]:
    rows = relation_rows(article, [], annotated(relations))
    for row, relation in zip(rows, relations, strict=True):
        row["confidence"] = relation.get("confidence")
        row["rule"] = relation.get("rule")
    return rows


def annotated(relations: Sequence[Record]) -> list[Quotation]:
    """Relations of one text as records; each has the one as parent in whose content its cue lies.

    Args:
        relations: Relations in the codebook's form, in reading order. Those with the same name are of one speaker.
    """
    speakers: dict[str, int] = {}
    parents = _parents(relations)
    copied: list[dict[str, Any]] = [
        {name: relation.get(name) for name in (*_COPIED, *_FURTHER)} for relation in relations
    ]
    return [
        Quotation(
            kind=relation["kind"],
            cue=Span(*relation["cue"]) if relation.get("cue") else None,
            source=Span(*relation["source"]) if relation.get("source") else None,
            contents=tuple(Span(*span) for span in sorted(relation["contents"])),
            speaker_id=speakers.setdefault(relation["speaker"], len(speakers)) if relation.get("speaker") else None,
            parent=parents[place],
            **copied[place],
        )
        for place, relation in enumerate(relations)
    ]


def _parents(relations: Sequence[Record]) -> list[int | None]:
    """For each relation the one whose content holds its cue, the shortest of several."""
    spans = sorted((start, -end, place) for place, each in enumerate(relations) for start, end in each["contents"])
    parents: list[int | None] = []
    around: list[tuple[int, int]] = []  # ends and places of the content spans that are not over yet, outermost first
    following = 0
    for place, relation in enumerate(relations):
        start, end = relation_place(relation)
        while following < len(spans) and spans[following][0] <= start:
            around.append((-spans[following][1], spans[following][2]))
            following += 1
        around = [each for each in around if each[0] > start]
        holding = [each for each in around if each[0] >= end and each[1] != place] if relation.get("cue") else []
        parents.append(min(holding)[1] if holding else None)
    return parents
