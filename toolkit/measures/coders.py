"""What two or more coders made of the same articles, as units that `agreement` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.errors import TableError
from toolkit.measures.matching import LABELS, matched
from toolkit.measures.naming import same_name
from toolkit.measures.outcomes import annotation_records
from toolkit.measures.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.measures.outcomes import Annotation

    Relation = Mapping[str, Any]

__all__ = ["coded_units"]

_COLUMNS = ("article_id", "variable", "unit", "coder", "value")
_GENDERED = ("person", "unnamed")


def coded_units(articles: pd.DataFrame, codings: Mapping[str, Annotation]) -> pd.DataFrame:
    """The codings of several coders, unit by unit, for `agreement(…, by="variable", cluster="article_id")`.

    Compared are the articles that every coder coded. Two questions are kept apart: whether coders see the same
    quotations, and whether they describe them alike.

    - `cue` and `content`: each word of an article is a unit, and stands in a cue (in a content) or does not.
    - `kind`, `complement`, `type`, `sector`, `gender`, `speaker`: each relation is a unit; the relations of coders are
      one where `validate_quotations` would say so. A coder who did not see it has no value. Names are one speaker where
      `naming.same_name` says so; gender is of persons and unnamed speakers, and unmarked is a value.

    With more than two coders, relations are held against those of the coders before, in the order given.

    Args:
        articles: The articles; `article_id` and `text` are needed.
        codings: The annotation of each coder by the coder's name, in any form that `validate_quotations` takes.

    Returns:
        One row per coding: `article_id`, `variable`, `unit`, `coder`, `value`.

    Raises:
        TableError: There are fewer than two coders, or no article that all coded.

    Examples:
        >>> from toolkit.articles.annotations import read_standoff
        >>> from toolkit.articles.datasets import dataset_path, load_dataset
        >>> from toolkit.measures.agreement import agreement
        >>> gold = read_standoff(dataset_path("sample") / "gold.jsonl")
        >>> units = coded_units(load_dataset("sample"), {"first": gold, "second": gold})
        >>> agreement(units, by="variable", cluster="article_id").set_index("variable")["alpha"].to_dict()["kind"]
        1.0
    """
    if len(codings) < 2:
        raise TableError(f"agreement needs two coders, got {len(codings)}: {{'first': …, 'second': …}}")
    records = {
        coder: {record["id"]: record["ars"] for record in annotation_records(articles, coding, name=coder)}
        for coder, coding in codings.items()
    }
    rows: list[tuple[Any, ...]] = []
    for name, text in zip(articles["article_id"], articles["text"], strict=True):
        sides = {coder: own[name] for coder, own in records.items() if name in own}
        if len(sides) == len(codings):
            wording = Wording(text)
            rows.extend((name, *row) for row in _words(wording, sides))
            rows.extend((name, *row) for row in _relations(wording, sides))
    if not rows:
        raise TableError(f"no article was coded by all of {', '.join(codings)}; give codings of the same articles")
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.assign(unit=table["article_id"] + ":" + table["unit"].astype("str"))


def _words(wording: Wording, sides: Mapping[str, Sequence[Relation]]) -> Iterator[tuple[str, int, str, str]]:
    """Whether each word stands in a cue or a content."""
    for coder, relations in sides.items():
        spans = {
            "cue": [relation["cue"] for relation in relations if relation.get("cue")],
            "content": [span for relation in relations for span in relation["contents"]],
        }
        for variable, own in spans.items():
            inside = {word for first, last in wording.words(own) for word in range(first, last)}
            for word in range(wording.size):
                yield variable, word, coder, "inside" if word in inside else "outside"


def _relations(wording: Wording, sides: Mapping[str, Sequence[Relation]]) -> Iterator[tuple[str, int, str, str]]:
    """The labels of each relation that any coder saw."""
    seen: list[Relation] = []
    names: list[list[str]] = []  # of each relation, as the coders before called its speaker
    for coder, relations in sides.items():
        partner = {other: place for place, other in matched(wording, seen, relations)}
        for other, relation in enumerate(relations):
            if other not in partner:
                partner[other] = len(seen)
                seen.append(relation)
                names.append([])
            unit = partner[other]
            for variable in (*LABELS, "complement"):
                value = relation.get(variable)
                if variable == "gender" and relation.get("type") in _GENDERED:
                    value = value or "unmarked"
                if value is not None:
                    yield variable, unit, coder, value
            name = relation.get("speaker")
            if name:
                person = relation.get("type") == "person"
                known = next((each for each in names[unit] if same_name(each, name, person=person)), name)
                names[unit].append(known)
                yield "speaker", unit, coder, known
