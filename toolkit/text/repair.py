"""Damage that text takes on its way, undone where that is sure, and every change reported with its place.

Repair is a step of its own and in no profile: a normalized text is another spelling of the raw one, a repaired text
says that the raw one was wrong. What is doubtful stays as it is. Words written together are told by a word list and
parted in `toolkit.words.glued`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.text.mojibake import misread
from toolkit.text.spans import AlignedText, Edit, Span
from toolkit.text.visual import as_read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["REPAIRS", "Change", "Repaired", "repair"]

REPAIRS = ("mojibake", "visual_order", "spaces")
"""What `repair` looks for: wrong decodings; lines stored as they look; a space missing after punctuation."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place that was repaired.

    Attributes:
        span: Where it stands in the raw text.
        kind: One of `REPAIRS`.
        damage: What had happened, such as `UTF-8 read as cp1256`.
        old: What the raw text has there.
        new: What stands there now.
    """

    span: Span
    kind: str
    damage: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text with its map and what was done to it.

    Attributes:
        view: The text, with the way back to the raw one.
        changes: Each change, in order.
    """

    view: AlignedText
    changes: tuple[Change, ...]

    @property
    def text(self) -> str:
        """The repaired text."""
        return self.view.text


def repair(raw: str, *, kinds: Collection[str] = REPAIRS) -> Repaired:
    """The text without the damage that can be told for sure.

    Args:
        raw: Any text.
        kinds: Which of `REPAIRS` to look for.

    Raises:
        ValueError: There is no such repair.

    Examples:
        >>> done = repair("ظ‚ط§ظ„طھ ط§ظ„ظˆط²ظٹط±ط©")
        >>> done.text, done.changes[0].damage
        ('قالت الوزيرة', 'UTF-8 read as cp1256')
        >>> repair("انتهى.وقال آخرون").text
        'انتهى. وقال آخرون'
        >>> repair("قالت الوزيرة").changes
        ()
    """
    for kind in kinds:
        if kind not in REPAIRS:
            raise ValueError(f"there is no repair {kind!r}; there are {', '.join(REPAIRS)}")
    edits: list[Edit] = []
    changes: list[Change] = []
    whole = misread(raw) if "mojibake" in kinds else None
    for start, end in _lines(raw):
        line = raw[start:end]
        if whole:
            found = [edit for edit in whole[1] if start <= edit.start < end]
            damage = whole[0].name
        else:
            found, damage = _of_line(line, start, kinds)
        if found:
            kind = "mojibake" if damage.rpartition(" ")[0].endswith("read as") else "visual_order"
            changes.append(_change(raw, found, kind, damage))
            edits += found
        elif "spaces" in kinds:
            spaces = [Edit(start + at, start + at, " ") for at in _missing_spaces(line)]
            changes += (_change(raw, [edit], "spaces", "no space after punctuation") for edit in spaces)
            edits += spaces
    return Repaired(AlignedText.edited(raw, edits), tuple(changes))


def _of_line(line: str, start: int, kinds: Collection[str]) -> tuple[list[Edit], str]:
    misread_line = misread(line) if "mojibake" in kinds else None
    if misread_line:
        reading, edits = misread_line
        return [Edit(start + edit.start, start + edit.end, edit.new) for edit in edits], reading.name
    turned = as_read(line) if "visual_order" in kinds else None
    if turned:
        return [Edit(start, start + len(line), turned[1])], turned[0]
    return [], ""


def _change(raw: str, edits: list[Edit], kind: str, damage: str) -> Change:
    first, last = edits[0].start, edits[-1].end
    new = AlignedText.edited(
        raw[first:last], (Edit(edit.start - first, edit.end - first, edit.new) for edit in edits)
    ).text
    return Change(Span(first, last), kind, damage, raw[first:last], new)


def _lines(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"[\n\r]+|\Z", raw):
        if start < match.start():
            yield start, match.start()
        start = match.end()


_LETTER = "\u0621-\u063a\u0641-\u064a"
_MARKS = "\u064b-\u0652\u0670"
# words of three letters and two at least, and no chain of points: ص.ب and إف.بي.آي are abbreviations
_GLUED = re.compile(
    f"(?<![{_LETTER}][.])(?<![{_LETTER}{_MARKS}])[{_LETTER}][{_LETTER}{_MARKS}]{{2,}}+(?P<mark>[.،؛؟!:»])"
    f"(?=[{_LETTER}]{{2}}[{_LETTER}{_MARKS}]*+(?![.][{_LETTER}]))"
)
_ADDRESS = re.compile(r"\S+")
_IN_ADDRESS = ("://", "www.", "@")


def _missing_spaces(line: str) -> list[int]:
    """Where punctuation stands between two Arabic words without a space; in addresses it may."""
    addresses: list[tuple[int, int]] = []
    if any(part in line for part in _IN_ADDRESS):
        found_words = _ADDRESS.finditer(line)
        addresses = [word.span() for word in found_words if any(part in word[0] for part in _IN_ADDRESS)]
    found = []
    for match in _GLUED.finditer(line):
        at = match.end()
        # some print » where a quotation opens
        opened = match["mark"] != "»" or line.count("«", 0, at) == line.count("»", 0, at)
        if opened and not any(start < at < end for start, end in addresses):
            found.append(at)
    return found
