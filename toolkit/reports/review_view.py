"""An article as the quotation reviewer shows it: lines cut into segments over which the same relations hold.

Nothing here is HTML. Each segment is a text that the view puts into an element as text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.articles.corrections import LABELS
from toolkit.articles.reviewing import in_order
from toolkit.reports.markup import direction, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolkit.articles.reviewing import Item

__all__ = ["shown_article"]

_LINES = re.compile(r"[^\r\n]+|[\r\n]+")
_ROLES = ("content", "source", "cue")


def shown_article(row: Mapping[Any, Any], texts: tuple[str, str], items: Iterable[Item]) -> dict[str, Any]:
    """An article and its relations as plain values.

    Args:
        row: Its row in the articles table.
        texts: Its title and its text.
        items: Its relations.

    Returns:
        `article` (`id`, `outlet`, `published`), `fields` (of `title` and `text`: `name`, and `pieces`: lines with `dir`
        and `segments`, or what breaks them), `items` in reading order with their number, and `speakers`, the names to
        choose from. A segment has `text`, `of` (pairs of number and role) and `look` (names of classes). Texts have the
        length of the raw ones, so that offsets in the view are offsets in the raw text.
    """
    ordered = in_order(items)
    fields = dict(zip(("title", "text"), texts, strict=True))
    return {
        "article": {name: _cell(row.get(key)) for name, key in _ABOUT.items()},
        "fields": [
            {"name": name, "pieces": list(_pieces(text, list(_marks(ordered, name))))}
            for name, text in fields.items()
            if text
        ],
        "items": [_shown(number, item, fields[item.field]) for number, item in enumerate(ordered, 1)],
        "speakers": list(dict.fromkeys(visible(item.relation["speaker"]) for item in ordered if _speaker(item))),
    }


_ABOUT = {"id": "article_id", "outlet": "outlet", "published": "published"}


def _speaker(item: Item) -> bool:
    return bool(item.relation.get("speaker"))


def _cell(value: Any) -> str:
    return visible(value) if isinstance(value, str) else ""


def _shown(number: int, item: Item, text: str) -> dict[str, Any]:
    relation = item.relation

    def words(span: Any) -> str | None:
        return None if span is None else visible(text[span[0] : span[1]])

    confidence = relation.get("confidence")
    return {
        "id": item.quotation_id,
        "number": number,
        "field": item.field,
        "verdict": item.verdict,
        "found": item.found is not None,
        "cue": words(relation.get("cue")),
        "source": words(relation.get("source")),
        "contents": [words(span) for span in relation.get("contents") or []],
        **{name: _cell(relation.get(name)) for name in ("speaker", "via", *LABELS, "rule")},
        "flags": [_cell(flag) for flag in relation.get("flags") or []],
        "confidence": f"{confidence:.2f}" if isinstance(confidence, float) else "",
    }


class _Mark(NamedTuple):
    """A stretch that a relation marks; the kind of one that was rejected is empty, so that it has no look."""

    start: int
    end: int
    number: int
    role: str
    kind: str


def _marks(items: list[Item], field: str) -> Iterator[_Mark]:
    for number, item in enumerate(items, 1):
        if item.field == field:
            kind = "" if item.verdict == "rejected" else item.relation["kind"]
            for span in item.relation.get("contents") or []:
                yield _Mark(span[0], span[1], number, "content", kind)
            for role in _ROLES[1:]:
                span = item.relation.get(role)
                if span is not None:
                    yield _Mark(span[0], span[1], number, role, kind)


def _pieces(text: str, marks: list[_Mark]) -> Iterator[dict[str, Any]]:
    """The lines of a text with their segments, and the breaks between them, in one pass from left to right."""
    starting = sorted(marks)
    following = 0
    active: list[_Mark] = []
    ends = sorted({end for mark in marks for end in (mark.start, mark.end)})
    cut = 0
    for line in _LINES.finditer(text):
        if line.group()[0] in "\r\n":
            yield {"break": line.group()}
            continue
        while cut < len(ends) and ends[cut] <= line.start():
            cut += 1
        inside = []
        while cut < len(ends) and ends[cut] < line.end():
            inside.append(ends[cut])
            cut += 1
        segments = []
        for start, end in pairwise([line.start(), *inside, line.end()]):
            active = [mark for mark in active if mark.end > start]
            while following < len(starting) and starting[following].start <= start:
                if starting[following].end > start:
                    active.append(starting[following])
                following += 1
            segments.append(_segment(text[start:end], end, active))
        yield {"dir": direction(line.group()), "segments": segments}


def _segment(words: str, end: int, active: list[_Mark]) -> dict[str, Any]:
    segment: dict[str, Any] = {"text": visible(words)}
    if active:
        segment["of"] = [[mark.number, mark.role] for mark in active]
        look = _look([mark for mark in active if mark.kind])
        if look:
            segment["look"] = look
        closing = [mark.number for mark in active if mark.end == end and mark.role == "cue"]
        if closing:
            segment["number"] = closing[0]
    return segment


def _look(active: list[_Mark]) -> str:
    """The classes of the style sheet: the kind of the innermost content, then cue and source."""
    contents = sorted((mark.end - mark.start, mark.number, mark.kind) for mark in active if mark.role == "content")
    roles = {mark.role for mark in active}
    declined = any(mark.kind == "declined" for mark in active)
    kind = [f"tk-{contents[0][2]}"] if contents else ["tk-declined"] if declined else []
    nested = ["tk-nested"] if len(contents) > 1 else []
    return " ".join([*kind, *nested, *(f"tk-{role}" for role in _ROLES[1:] if role in roles)])
