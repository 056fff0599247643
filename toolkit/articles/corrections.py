"""What a coder may change in a relation: its spans and its labels. Each change gives a new relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from toolkit.attribution.records import COMPLEMENTS, GENDERS, KINDS, SECTORS, TYPES
from toolkit.errors import ToolkitError
from toolkit.text.characters import CLINGING, QUOTATION_MARKS
from toolkit.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    Relation = Mapping[str, Any]

__all__ = ["LABELS", "Part", "chosen_span", "new_relation", "same_relation", "with_label", "with_span", "without_span"]

Part = Literal["cue", "source", "content"]
LABELS: dict[str, tuple[str, ...]] = {
    "kind": KINDS,
    "complement": COMPLEMENTS,
    "type": TYPES,
    "sector": SECTORS,
    "gender": GENDERS,
}
"""The labels and what they may be."""
_NEEDED = ("kind", "type", "sector")
_NAMES = ("speaker", "via")
_SCORED = ("cue", "source", "contents", *_NAMES, *LABELS)
_GENDERED = ("person", "unnamed")
_LONGEST = 300  # characters of a name
# what the toolkit read out of a part, which is not so any more where a coder changes the part
_DEPENDING = {
    "cue": ("verb", "stance", "declined_as"),
    "kind": ("declined_as",),
    "speaker": ("affiliation",),
    "type": ("unnamed_as",),
}


def chosen_span(text: str, span: Span) -> Span | None:
    """What a coder meant by selecting a stretch: without blanks at its ends, with the marks of its last letter.

    Args:
        text: The raw text.
        span: What was selected, in code points.

    Returns:
        That span; None where nothing but blanks was selected.

    Examples:
        >>> chosen_span("قال: نعمْ .", Span(4, 8))
        Span(start=5, end=9)
    """
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    while end < len(text) and text[end] in CLINGING:
        end += 1
    return Span(start, end)


def new_relation(text: str, span: Span) -> dict[str, Any]:
    """A relation whose content a coder has just selected; direct where it stands in quotation marks.

    Args:
        text: The raw text.
        span: The content.

    Examples:
        >>> new_relation("قال: «نعم».", Span(6, 9))["kind"]
        'direct'
    """
    start, end = span
    quoted = start > 0 and end < len(text) and text[start - 1] in QUOTATION_MARKS and text[end] in QUOTATION_MARKS
    empty = dict.fromkeys(("cue", "source", *_NAMES, "gender"))
    labels = {"kind": "direct" if quoted else "indirect", "complement": "clause"}
    return empty | labels | {"contents": [list(span)], "type": "unnamed", "sector": "unknown"}


def with_span(relation: Relation, part: Part, span: Span, *, more: bool = False) -> dict[str, Any]:
    """The relation with another cue, source or content.

    Args:
        relation: The relation.
        part: Which part.
        span: Where it stands.
        more: Whether it is one more part of the content; parts that touch become one.

    Returns:
        The relation; one that was declined is indirect now that it has content.

    Examples:
        >>> with_span({"kind": "direct", "contents": [[5, 9]]}, "content", Span(8, 12), more=True)["contents"]
        [[5, 12]]
    """
    if part != "content":
        return _changed(relation, part, list(span))
    if relation["kind"] == "declined":
        relation = _changed(relation, "kind", "indirect") | {"complement": "clause"}
    spans = sorted([*(relation["contents"] if more else []), list(span)])
    joined = spans[:1]
    for start, end in spans[1:]:
        if start <= joined[-1][1]:
            joined[-1] = [joined[-1][0], max(joined[-1][1], end)]
        else:
            joined.append([start, end])
    return _changed(relation, "contents", joined)


def without_span(relation: Relation, part: Part, place: int = 0) -> dict[str, Any]:
    """The relation without its cue, its source or one part of its content.

    Args:
        relation: The relation.
        part: Which part.
        place: Which part of the content, from 0.

    Raises:
        ToolkitError: It is the only part of the content, or there is no such part.
    """
    if part != "content":
        return _changed(relation, part, None)
    contents = relation["contents"]
    if not 0 <= place < len(contents):
        raise ToolkitError(f"content has {len(contents)} parts, so there is no part {place + 1}")
    if len(contents) == 1:
        raise ToolkitError("only a declined relation has no content; reject the relation, or make it declined")
    return _changed(relation, "contents", [*contents[:place], *contents[place + 1 :]])


def with_label(relation: Relation, name: str, value: str | None) -> dict[str, Any]:
    """The relation with another label or name.

    Args:
        relation: The relation.
        name: `kind`, `complement`, `type`, `sector`, `gender`, `speaker` or `via`.
        value: One of the values that the codebook allows, or the name; None or nothing where it is absent.

    Raises:
        ToolkitError: There is no such label, or it does not take this value.

    Examples:
        >>> with_label({"kind": "direct", "contents": [[5, 9]]}, "kind", "declined")["contents"]
        []
    """
    given = _tidy(value)
    if name in LABELS:
        if given not in LABELS[name] and not (given is None and name not in _NEEDED):
            raise ToolkitError(f"{name} is {given!r}; allowed are {', '.join(LABELS[name])}")
    elif name not in _NAMES:
        raise ToolkitError(f"a relation has no label {name!r}; it has {', '.join((*LABELS, *_NAMES))}")
    changed = _changed(relation, name, given)
    if name == "kind" and given == "declined":
        changed |= {"contents": [], "complement": None}
    if name == "kind" and given != "declined" and not changed["contents"]:
        raise ToolkitError("only a declined relation has no content; select what was said, which makes it indirect")
    if name == "type" and given not in _GENDERED:
        changed["gender"] = None
    return changed


def same_relation(one: Relation, other: Relation) -> bool:
    """Whether two relations say the same in all that the codebook scores.

    Args:
        one: A relation.
        other: Another one.
    """
    return all(one.get(name) == other.get(name) for name in _SCORED)


def _changed(relation: Relation, name: str, value: Any) -> dict[str, Any]:
    changed = dict(relation) | {name: value}
    if relation.get(name) != value:
        changed |= dict.fromkeys(_DEPENDING.get(name, ()))
        changed["confidence"] = None  # it was that of what the toolkit had found
    return changed


def _tidy(value: str | None) -> str | None:
    """A name on one line, of characters that a file can hold."""
    if value is None:
        return None
    words = value.encode("utf-8", "ignore").decode("utf-8").split()
    return " ".join(words)[:_LONGEST] or None
