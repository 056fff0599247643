"""Who is meant where a sentence begins with what he said, and names him only with its main verb.

وردا على الاغتيال، الذي وصفته بالجبان، أعلنت الحركة الإضراب.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import begins_prepositional

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.drafts import Draft

__all__ = ["look_ahead"]

_NEXT = 2
"""How many relations may stand between one whose subject is left out and the one that names him."""
_IN_REPLY = frozenset(("وردا", "وتعليقا", "وخلال", "وعقب", "وبعد", "وفي"))
_WHEN = frozenset("فيما وفيما بعدما وبعدما عندما وعندما حينما وحينما وبينما".split())


def look_ahead(analysis: Analysis, found: list[Draft]) -> None:
    """Gives the subject of the main verb to those in the phrase or clause before it that leave theirs out."""
    for i, draft in enumerate(found):
        if draft.source is not None or draft.subject is not None or not _is_fronted(analysis, found, i):
            continue
        main = next((d for d in found[i + 1 : i + 1 + _NEXT] if _is_main(draft, d)), None)
        if main is not None:
            draft.subject = main.source


def _is_fronted(analysis: Analysis, found: list[Draft], i: int) -> bool:
    """Whether the sentence begins with a phrase or clause of when, where or why, and nobody has spoken in it yet."""
    draft = found[i]
    reading = draft.cue.reading
    if draft.cue.name != "VERB" or reading is None or reading.slot.startswith("pass"):
        return False
    first = draft.layer.start(draft.cue.first)
    if i and found[i - 1].cue.first >= first and found[i - 1].layer is draft.layer:
        return False
    inside = draft.layer.cls(draft.cue.first - 1) in "RK" or reading.pronoun
    word = analysis.words[first]
    opens = begins_prepositional(analysis, draft.layer, first) or word.key in _WHEN or word.key in _IN_REPLY
    return bool(inside and opens)


def _is_main(draft: Draft, other: Draft) -> bool:
    """Whether a comma parts the main verb from the phrase before it, and who speaks with it agrees."""
    reading, own = other.cue.reading, draft.cue.reading
    same = other.layer is draft.layer and draft.layer.start(other.cue.first) == draft.layer.start(draft.cue.first)
    if not same or reading is None or own is None or other.source is None or other.source[0] < other.cue.last:
        return False
    return draft.layer.cls(other.cue.first - 1) == "," and own.gender == reading.gender and other.cue.name == "VERB"
