"""Relations inside the content of others: who says that somebody said."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import THIRD, Tag

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.drafts import Draft

__all__ = ["leave_to_inner", "parents"]


def parents(drafts: list[Draft]) -> list[int | None]:
    """For each draft, the place of the innermost one inside whose content its cue lies."""
    found: list[int | None] = []
    around: list[tuple[int, int, int]] = []  # contents that may hold what follows: start, end, whose
    for i, draft in enumerate(drafts):
        at = draft.cue.first
        while around and around[-1][1] <= at:
            around.pop()
        found.append(around[-1][2] if around and around[-1][0] <= at else None)
        around += [(start, end, i) for start, end in draft.contents if end > at]
    return found


_NEAR = 8
"""So many relations beside a paraphrase and so many of its marks are looked at: where more nest, time stays linear."""


def leave_to_inner(analysis: Analysis, found: list[Draft]) -> None:
    """Takes marks from a paraphrase that are all of somebody else's words: ذكرت الوكالة أن الوزير قال «…».

    Whoever is asked for by a cue without a source of its own may be the same: الذي وصفه بـ«…». And a marker hands on a
    whole report as it was printed, marks included: وأكد الوزير أن «…»، وفق الوكالة.
    """
    opens = sorted({*analysis.speech_opens, *analysis.fragments})
    for i, draft in enumerate(found):
        if draft.kind != "mixed" or draft.cue.name in ("MARKER", "ASMARKER"):
            continue
        inner = _inner(analysis, found, i)
        if inner and all(_is_of(analysis, inner, mark) for mark in _marks_in(draft, opens)):
            draft.kind = "indirect"


def _marks_in(draft: Draft, opens: list[int]) -> list[int]:
    """The opening marks in the contents of a draft, as many as may matter: contents that nest share theirs."""
    marks: list[int] = []
    for start, end in draft.contents[:_NEAR]:
        first = bisect_left(opens, start)
        marks += opens[first : min(first + _NEAR, bisect_left(opens, end, first))]
    return marks


def _inner(analysis: Analysis, found: list[Draft], i: int) -> list[Draft]:
    """Those of others who are named and speak inside the content of the draft at `i`."""
    start, end = found[i].contents[0][0], found[i].contents[-1][1]
    near = found[max(0, i - _NEAR) : i] + found[i + 1 : i + 1 + _NEAR]
    return [d for d in near if start <= d.cue.first < end and d.source is not None and not _is_own(analysis, d)]


def _is_own(analysis: Analysis, draft: Draft) -> bool:
    """Whether the source is the speaker's own, as its pronoun says: قال الوزير إن بلاده تعتبر."""
    first = draft.source[0] if draft.source is not None else 0
    pronoun = analysis.tokens.texts[first].endswith(THIRD)
    return pronoun and not analysis.words[first].tags & Tag.NAME


def _is_of(analysis: Analysis, inner: list[Draft], mark: int) -> bool:
    """Whether what opens at `mark` is part of what one of `inner` says, and does not tell that he says it."""
    block = analysis.speech.get(mark)
    close = block.close if block is not None else mark
    of = (d for d in inner if not mark < d.cue.first < close)
    return any(start - 1 <= mark < end for d in of for start, end in d.contents)
