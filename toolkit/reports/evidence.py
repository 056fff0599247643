"""What stands behind the numbers of a report: quotations, articles and sentences, filtered by what a number counts.

A number is a link whose address says which rows it counts; the page's script lists them. So every row is stored once,
however many numbers count it.
"""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.reports.markup import escaped, shortened, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolkit.reports.articles_html import Shelf
    from toolkit.reports.wording import Wording

__all__ = ["CATEGORIES", "Evidence"]

CATEGORIES = ("kind", "type", "sector", "gender", "named", "stance", "verb", "source_id", "outlet")
_WIDTH = 420  # characters of what was said


@dataclass(frozen=True, eq=False)
class Evidence:
    """The rows behind the numbers.

    Attributes:
        shelf: The articles with their quotations.
        words: The words of the report.
        page: The page that lists the rows; "" where it is the report itself.
        codes: For each column that numbers are counted by, its values and their numbers.
        sets: Named sets of articles, by their places.
        lines: Named lists of sentences.
        totals: How many sentences of a name there are, where not all are kept.
    """

    shelf: Shelf
    words: Wording
    page: str
    codes: dict[str, dict[str, int]] = field(default_factory=dict)
    sets: dict[str, list[int]] = field(default_factory=dict)
    lines: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in CATEGORIES:
            met = (row.get(name) for rows in self.shelf.quotations for row in rows)
            self.codes[name] = {value: place for place, value in enumerate(dict.fromkeys(filter(None, met)))}
        for article in self.shelf.articles:
            if article.get("outlet"):
                self.codes["outlet"].setdefault(article["outlet"], len(self.codes["outlet"]))

    def quotations(self, count: int, where: Mapping[str, object], *, unit: str = "quotations") -> str:
        """A number that opens the quotations it counts.

        Args:
            count: The number.
            where: What they have in common: columns of `CATEGORIES`, `spoken` and `outer`.
            unit: What is counted of them: quotations, articles, turns or words.
        """
        parts = [f"{name}={self._code(name, value)}" for name, value in where.items()]
        return self._link(count, ["q", *parts], unit)

    def articles(self, count: int, where: Mapping[str, object]) -> str:
        """A number that opens the articles it counts: those of an `outlet`, or of a named `set`."""
        parts = [
            f"{name}={list(self.sets).index(str(value)) if name == 'set' else self._code(name, value)}"
            for name, value in where.items()
        ]
        return self._link(count, ["a", *parts], "articles")

    def sentences(self, count: int, name: str) -> str:
        """A number that opens the sentences of a name."""
        if name not in self.lines:
            return f"{count:,}"
        return self._link(count, ["s", f"of={list(self.lines).index(name)}"], "sentences")

    def packed(self) -> str:
        """Everything, as base64 of gzip of JSON, the same for the same rows."""
        text = json.dumps(self._payload(), ensure_ascii=False, separators=(",", ":"))
        return base64.b64encode(gzip.compress(text.encode("utf-8", "replace"), 9, mtime=0)).decode()

    def _code(self, name: str, value: object) -> int:
        if name in {"spoken", "outer"}:
            return int(bool(value))
        return -1 if value is None else self.codes[name].get(str(value), -2)

    def _link(self, count: int, parts: Sequence[str], unit: str) -> str:
        if not count:
            return "0"
        address = f"{self.page}#?{'&'.join(parts)}"
        return f'<a class="n" href="{escaped(address)}" data-unit="{unit}" data-n="{count}">{count:,}</a>'

    def _payload(self) -> dict[str, Any]:
        articles = [
            [
                visible(shortened(article["article_id"], 60)),
                -1 if not article.get("outlet") else self.codes["outlet"][article["outlet"]],
                visible(shortened(article.get("published") or "", 25)),
                visible(self.shelf.headline(place, 90)),
                len(self.shelf.quotations[place]),
                self.shelf.address(place) if self.shelf.readable else "",
            ]
            for place, article in enumerate(self.shelf.articles)
        ]
        names = {name: [visible(shortened(value, 90)) for value in codes] for name, codes in self.codes.items()}
        names |= {
            name: [self.words.name(code) for code in self.codes[name]]
            for name in ("kind", "type", "sector", "gender", "named", "stance")
        }
        return {
            "articles": articles,
            "names": names,
            "quotations": [row for place in range(len(articles)) for row in self._rows(place)],
            "columns": ["article", "number", *CATEGORIES, "outer", "spoken", "turn", "words", "field", "start", "end"],
            "sets": list(self.sets.values()),
            "lines": [[list(line) for line in lines] for lines in self.lines.values()],
            "totals": [self.totals.get(name, len(lines)) for name, lines in self.lines.items()],
            "labels": dict(self.words.texts["evidence"]) | {"nouns": self.words.texts["many"], "lang": self.words.lang},
        }

    def _rows(self, place: int) -> Iterable[list[Any]]:
        outlet = self.shelf.articles[place].get("outlet")
        for number, row in enumerate(self.shelf.quotations[place], start=1):
            codes = [self._code(name, outlet if name == "outlet" else row.get(name)) for name in CATEGORIES]
            start, end = _stretch(row)
            said = [
                visible(shortened(row[name], width)) if row.get(name) else ""
                for name, width in (("cue", 60), ("content", _WIDTH), ("speaker", 90))
            ]
            flags = [int(row["outer"]), int(row["spoken"]), row["turn"], row["words"], int(row["field"] == "title")]
            yield [place, number, *codes, *flags, start, end, *said]


def _stretch(row: Mapping[str, Any]) -> tuple[int, int]:
    """From the first to the last letter of a relation: cue, source and contents."""
    contents = row.get("contents")
    ends = [(int(start), int(end)) for start, end in (() if contents is None else contents)]
    ends += [
        (int(row[f"{role}_start"]), int(row[f"{role}_end"]))
        for role in ("cue", "source")
        if row.get(f"{role}_start") is not None
    ]
    return (min(start for start, _ in ends), max(end for _, end in ends)) if ends else (0, 0)
