"""What a text has said so far of who speaks: its speakers, their turns, and the names it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.name_keys import name_keys
from toolkit.attribution.people import PrintedNames
from toolkit.attribution.voices import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.mentions import Mention
    from toolkit.attribution.people import Printed

__all__ = ["REMEMBERED", "TURNS", "Memory"]

REMEMBERED = 200
"""How many speakers and turns back a mention may refer."""
TURNS = 6
"""How many turns back somebody spoke who may be meant without a name."""


class Memory:
    """The speakers of one article, in reading order.

    Attributes:
        printed: The names and bodies that the article prints anywhere.
        speakers: In the order of their first appearance.
        recent: In the order of their turns, the outer ones only.
        issuers: Who issued what البيان or التقرير refers back to.
        nested: Whether the source at hand stands inside what another said.
        said_until: The token behind the last source or content, counted over title and text.
        how: In words, how the last speaker was found.
    """

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.printed = PrintedNames(analyses)
        self.speakers: list[Speaker] = []
        self.recent: list[Speaker] = []
        self.issuers: dict[str, Speaker] = {}
        self.nested = False
        self.said_until = 0
        self.how = ""

    def new(self, label: str, kind: str, keys: set[str]) -> Speaker:
        """Somebody who has not spoken before."""
        speaker = Speaker(len(self.speakers), label, kind, keys)
        self.speakers.append(speaker)
        return speaker

    def known(self) -> Iterator[Speaker]:
        """The speakers, the last to appear first; of very many the last, so that a long text takes linear time."""
        return reversed(self.speakers[-REMEMBERED:])

    def lately(self) -> Iterator[Speaker]:
        """Those who spoke, the last first."""
        return reversed(self.recent[-REMEMBERED:])

    def person(self, label: str, keys: tuple[str, ...], at: int = 0) -> Speaker:
        """Who bears a name, under the fullest form of it that the article prints."""
        self.printed.add(label, at)
        full = self.printed.fullest(keys, label)
        if full == label and len(keys) == 1 and (named := self.printed.of_surname(keys[0])) is not None:
            full = named
        full_keys = set(name_keys(full))
        for speaker in self.known():
            if speaker.kind != "person" and not (len(keys) == 1 and keys[0] in speaker.keys):
                continue
            if set(keys) <= speaker.keys or full_keys >= speaker.keys:
                if speaker.kind == "person":
                    speaker.keys |= full_keys
                    if len(full_keys) > len(name_keys(speaker.label)):
                        speaker.label = full
                self.how = "a name: one that spoke before bears it"
                return speaker
        self.how = "a name, in the fullest form that the text prints"
        return self.new(full, "person", full_keys)

    def of_printed(self, printed: Printed | None, how: str) -> Speaker | None:
        """The speaker of a name that the article prints somewhere, and `how` it was found."""
        if printed is None:
            return None
        speaker = self.person(printed.text, printed.keys)
        self.how = how
        return speaker

    def body(self, mention: Mention, label: str) -> Speaker:
        """The body or medium of this label, which a short form means: الوزارة of وزارة الصحة."""
        self.how = "a short form: of a body that the text prints in full"
        for speaker in self.known():
            if speaker.kind == mention.kind and mention.head in speaker.heads and speaker.label == label:
                return speaker
        speaker = self.new(label, mention.kind, {mention.head})
        speaker.heads.add(mention.head)
        return speaker
