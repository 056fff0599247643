"""What gold does not say of a relation: via, affiliation, stance, verb, parent, how it is declined; and the rest again.

The marks are `tests/cases/attributes.tsv`, its card says how they were made. They name articles by id and cues by
offset, so the articles in the shared folder are needed. Accuracy is over the marked relations that the engine finds;
of fields that are mostly absent it is also given where the marks have a value (`where marked`) and where the engine
gives one (`where given`).
"""

from __future__ import annotations

import csv
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from measured import ROOT, Outcome, table

from toolkit import quotation_table, read_articles
from toolkit.lexicons import load_lexicon
from toolkit.measures.intervals import wilson
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

MARKS = ROOT / "tests" / "cases" / "attributes.tsv"
FIELDS = (
    *("via", "affiliation", "stance", "verb", "parent", "declined_as", "unnamed_as"),
    *("speaker", "type", "sector", "gender"),
)
SPARSE = ("via", "affiliation", "parent", "declined_as", "unnamed_as")
HALVES = ("read", "kept")
"""Errors of the articles in the first half were read while the engine was improved, of those in the second never."""


@dataclass(frozen=True)
class Judged:
    """A marked relation and what the engine says of it; None where it finds none there."""

    marks: Mapping[str, str]
    found: Mapping[str, Any] | None

    @property
    def half(self) -> str:
        """Which half the article belongs to, by the hash of its id."""
        return HALVES[int(hashlib.sha256(self.marks["article_id"].encode()).hexdigest(), 16) % 2]

    @property
    def is_relation(self) -> bool:
        """Whether there is a relation at all; a part of the drawn rows turned out to be none."""
        return self.marks["relation"] == "yes"

    def marked(self, field: str) -> list[str]:
        """The values of a field that are right; empty where it is not marked, "-" for absent."""
        return [value for value in self.marks[field].split("/") if value != "."]

    def right(self, field: str) -> bool:
        """Whether the engine gives one of the right values."""
        given = self.found[field] if self.found is not None else None
        if given is None:
            return bool({"-", "unknown"} & set(self.marked(field)))
        same = SAME.get(field, str.__eq__)
        return any(value != "-" and same(value, given) for value in self.marked(field))


def measure(shared: Path, outcome: Outcome) -> None:
    """Says how often each field is right, for both halves, or what is missing for that."""
    outcome.say("## Attributes of relations that gold does not mark")
    articles = shared / "articles" / "real_news.jsonl.gz"
    if not articles.is_file():
        outcome.say("Not measured: the marked articles lie in the shared folder, which is not there.")
        return
    judged = judge(articles)
    rows = [one for one in judged if one.is_relation]
    none = [one for one in judged if not one.is_relation]
    outcome.say(
        f"{len(rows)} relations in articles that no gold annotates, marked by hand; the engine finds "
        f"{sum(one.found is not None for one in rows)} of them. It still gives "
        f"{sum(one.found is not None for one in none)} of the {len(none)} drawn rows that are no relation. Intervals "
        "are Wilson's at 95 %. Rare values were drawn more often than they are: these are no shares of the news."
    )
    found = [one for one in rows if one.found is not None]
    parts = {"all": found, **{half: [one for one in found if one.half == half] for half in HALVES}}
    shown = [[field, *(_share(part, field) for part in parts.values())] for field in FIELDS]
    outcome.say(table(["accuracy", *parts], shown))
    sparse = [
        [
            field,
            _share([one for one in found if "-" not in one.marked(field)], field),
            _share([one for one in found if one.found is not None and one.found[field] is not None], field),
        ]
        for field in SPARSE
    ]
    outcome.say(table(["accuracy", "where marked", "where given"], sparse))
    declined = [one for one in rows if one.marked("declined_as") not in ([], ["-"])]
    outcome.say(
        table(
            ["non-answers", "marked", "found", "right"],
            [[name, *_counts([one for one in declined if name in one.marked("declined_as")])] for name in DECLINED],
        )
    )


DECLINED = ("refused", "no_response", "not_specified", "sought")


def _counts(rows: Sequence[Judged]) -> tuple[str, str, str]:
    found = [one for one in rows if one.found is not None]
    return str(len(rows)), str(len(found)), str(sum(one.right("declined_as") for one in found))


def _share(rows: Iterable[Judged], field: str) -> str:
    scored = [one for one in rows if one.marked(field)]
    if not scored:
        return "–"
    right = sum(one.right(field) for one in scored)
    low, high = wilson(right, len(scored))
    return f"{right / len(scored):.2f} [{float(low):.2f}, {float(high):.2f}] of {len(scored)}"


def judge(articles: Path) -> list[Judged]:
    """Every marked row beside the relation whose cue overlaps its own."""
    with MARKS.open(encoding="utf-8", newline="") as file:
        marks = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    read = read_articles(articles)
    wanted = {row["article_id"] for row in marks}
    quotations = quotation_table(read[read["article_id"].isin(wanted)].reset_index(drop=True))
    given: list[dict[str, Any]] = quotations.astype(object).where(quotations.notna(), None).to_dict("records")
    by_id = {row["quotation_id"]: row for row in given}
    by_field: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in given:
        parent = by_id.get(row["parent"])
        row["parent"] = None if parent is None else f"{parent['cue_start']}:{parent['cue_end']}"
        by_field.setdefault((row["article_id"], row["field"]), []).append(row)
    return [Judged(row, _beside(row, by_field.get((row["article_id"], row["field"]), ()))) for row in marks]


def _beside(marks: Mapping[str, str], given: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    start, end = int(marks["cue_start"]), int(marks["cue_end"])
    overlapping = (r for r in given if r["cue_start"] is not None and r["cue_start"] < end and start < r["cue_end"])
    return next(overlapping, None)


def _alike(one: str, other: str) -> bool:
    """Whether the words of one name, folded, are all in the other."""
    first, second = _words(one), _words(other)
    return bool(first and second) and (first <= second or second <= first)


def _words(name: str) -> set[str]:
    return {word.removeprefix("ال") for word in re.findall(r"[\w%.]+", normalize(name, profile="search"))}


def _same_body(one: str, other: str) -> bool:
    """The same body, or the same country: روسيا, الروسي."""
    return _alike(one, other) or bool(_countries(one) & _countries(other))


def _countries(name: str) -> frozenset[str]:
    words = name.split()
    key = normalize(words[0], profile="search").removeprefix("ال") if len(words) == 1 else ""
    return _iso().get(key, frozenset())


@cache
def _iso() -> dict[str, frozenset[str]]:
    codes: dict[str, set[str]] = {}
    for lexicon in ("nisba", "places"):
        for row in load_lexicon(lexicon).rows:
            codes.setdefault(normalize(row["form"], profile="search").removeprefix("ال"), set()).add(row["iso"][:2])
    return {form: frozenset(values) for form, values in codes.items()}


def _same_verb(one: str, other: str) -> bool:
    return normalize(one) == normalize(other)


def _overlap(one: str, other: str) -> bool:
    (a, b), (c, d) = (map(int, span.split(":")) for span in (one, other))
    return a < d and c < b


SAME: dict[str, Callable[[str, str], bool]] = {
    "speaker": _alike,
    "via": _alike,
    "affiliation": _same_body,
    "verb": _same_verb,
    "parent": _overlap,
}
