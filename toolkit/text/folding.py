"""The steps of a profile as one table, and the plain way to apply it to a text.

`charmap` applies the table to one text, `kernel` to many. What neither can tell without neighbours is done here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text.charmap import engine
from toolkit.text.composition import COMPOSITIONS, Composition
from toolkit.text.contexts import elongation
from toolkit.text.places import Places
from toolkit.text.spans import AlignedText
from toolkit.text.steps import STEPS, Step, steps_of

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Fold", "fold_of"]

_NOTHING = r"[^\s\S]"


class Fold:
    """One profile, ready to be applied.

    Attributes:
        steps: Its steps, in order.
        table: What becomes of each character, whatever stands beside it.
        dropped: The characters that the table drops.
        longer: Those that become several.
        collapses: Whether a run of blanks becomes one.
        composes: Whether canonical composition is one of the steps.
        keeps_marks: Whether the table drops no combining mark.
        elongates: Whether elongation is.
        triggers: Strings of which one must be in a raw text for the steps that look at neighbours to change anything,
            composition and elongation apart.
        tabled: What the table alone gives for a text.
        quickest: `text` for most texts; raises UnicodeEncodeError for the others.
    """

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        merged: dict[str, str] = {}
        for step in steps:
            merged.update(step.table)
        # what one step makes, another folds again: ﻷ is لأ and then لا
        self.table: Mapping[str, str] = {old: _settled(new, merged) for old, new in merged.items()}
        self.dropped = frozenset(old for old, new in self.table.items() if not new)
        self.longer = frozenset(old for old, new in self.table.items() if len(new) > 1)
        names = {step.name for step in steps}
        self.collapses = "spaces" in names
        self.composes = "compose" in names
        self._composition = Composition(self.table)
        self.keeps_marks = not any(map(unicodedata.combining, self.dropped))
        self.elongates = "elongation" in names
        self.triggers = tuple({trigger for step in steps for trigger in step.triggers})

        self.tabled, self._quick = engine(self)
        # whether a text without a character that a step watches for may still need one
        self._doubtful = self.elongates or any(len(trigger) > 1 for trigger in self.triggers)
        self._doubtful |= self.composes and not all(map(self.indifferent, ch.CLINGING))
        # the quickest way to the text: it raises UnicodeEncodeError where `text` has to be asked
        self.quickest = self.text if self._doubtful else self._quick
        self._blanks = frozenset({" ", *STEPS["spaces"].table})

    @cached_property
    def _moved(self) -> re.Pattern[str]:
        """What the table does not replace one to one, runs of blanks apart."""
        return re.compile(_class(self.dropped | self.longer))

    @cached_property
    def _runs(self) -> re.Pattern[str]:
        """The same with runs of blanks, whatever is dropped within them."""
        blank, any_of = _class(self._blanks), _class(self._blanks | self.dropped)
        return re.compile(f"{blank}{any_of}+|{_class(self.dropped)}{any_of}*|{_class(self.longer)}")

    def settles(self, raw: str, text: str) -> bool:
        """Whether no step that looks at neighbours changes a raw text, or what the table gives for it."""
        if any(trigger in raw for trigger in self.triggers):
            return False
        if self.composes and not unicodedata.is_normalized("NFC", text):
            return False
        if self.composes and not unicodedata.is_normalized("NFC", raw):
            # vowels out of order are dropped in any order
            rest = self._indifferent.sub("", raw)
            if not unicodedata.is_normalized("NFC", rest):
                return False
        return not self.elongates or next(elongation(text), None) is None

    @cached_property
    def _indifferent(self) -> re.Pattern[str]:
        return re.compile(_class({c for c in self.dropped if unicodedata.combining(c) and self.indifferent(c)}) + "+")

    def indifferent(self, character: str) -> bool:
        """Whether composition before the table or after it, or none, gives the same around an Arabic character."""
        if not self.composes or not unicodedata.combining(character):
            return True
        return character in self.dropped and all(
            self.table.get(one, one) == self.table.get(letter, letter)
            for letter, one in COMPOSITIONS.get(character, ())
        )

    def text(self, raw: str) -> str:
        """The text in this spelling."""
        try:
            text = self._quick(raw)
        except UnicodeEncodeError:
            text = self.tabled(raw)
        else:
            if not self._doubtful:
                return text
        return text if self.settles(raw, text) else self._steps_taken(raw).text

    def aligned(self, raw: str) -> AlignedText:
        """The text in this spelling with its map."""
        text = self.tabled(raw)
        if self.settles(raw, text):
            return AlignedText(raw, text, self._table_places(raw, len(text)))
        return self._steps_taken(raw)

    def _table_places(self, raw: str, size: int) -> Places:
        """Where the table moves what follows; `size` is the length of what it gives."""
        at = [match.start() for match in self._moved.finditer(raw)]
        grown = [(index, len(self.table[raw[place]])) for index, place in enumerate(at) if raw[place] in self.longer]
        if size != len(raw) - len(at) + sum(length for _, length in grown):
            at, grown = self._places_with_blanks(raw)
        if not grown:
            return Places.packed(at)
        lengths = [0] * len(at)
        for index, length in grown:
            lengths[index] = length
        return Places.packed(at, (), lengths)

    def _places_with_blanks(self, raw: str) -> tuple[list[int], list[tuple[int, int]]]:
        at: list[int] = []
        grown: list[tuple[int, int]] = []
        for match in self._runs.finditer(raw):
            start, end = match.span()
            if match[0] in self.longer:
                grown.append((len(at), len(self.table[match[0]])))
                at.append(start)
                continue
            blank = False
            for place in range(start, end):
                keeps = not blank and raw[place] not in self.dropped
                blank = blank or keeps
                if not keeps:
                    at.append(place)
        return at, grown

    def _steps_taken(self, raw: str) -> AlignedText:
        """Every step, again and again until nothing changes: each pass shortens the text or is the last but one."""
        text, places = raw, Places()
        while True:
            before = text
            text, places = self._looked(text, places, late=False)
            new = self.tabled(text)
            if new != text:
                text, places = new, places.then(self._table_places(text, len(new)))
            text, places = self._looked(text, places, late=True)
            if text == before:
                return AlignedText(raw, text, places)

    def _looked(self, text: str, places: Places, *, late: bool) -> tuple[str, Places]:
        """What the steps that look at neighbours make of a text."""
        for step in self.steps:
            if step.name == "compose" and not late:
                text, more = self._composition.applied(text)
                places = places.then(more)
            if not step.edits or step.late != late:
                continue
            if step.triggers and not any(trigger in text for trigger in step.triggers):
                continue
            edits = list(step.edits(text))
            if edits:
                view = AlignedText.edited(text, edits)
                text, places = view.text, places.then(view._places)  # noqa: SLF001 - the map is this package's own
        return text, places


def _class(characters: frozenset[str] | set[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(characters))) + "]" if characters else _NOTHING


def _settled(text: str, table: Mapping[str, str]) -> str:
    while (folded := "".join(table.get(c, c) for c in text)) != text:
        text = folded
    return text


@lru_cache(maxsize=256)
def fold_of(profile: str | tuple[str, ...]) -> Fold:
    """The fold of a profile or a choice of steps.

    Raises:
        ValueError: A name is unknown, or the steps contradict each other.
    """
    return Fold(steps_of(profile))
