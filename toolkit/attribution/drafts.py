"""What the rules make before contents are measured and speakers known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from toolkit.attribution.analysis import Layer
from toolkit.attribution.lexemes import Reading
from toolkit.attribution.records import Complement, Kind
from toolkit.attribution.rules import Match

__all__ = ["Cue", "Draft"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that may signal an attribution.

    Attributes:
        name: Its class, as rules call it.
        first: Its first token.
        last: The token behind its last.
        reading: The verb that it is a form of.
    """

    name: str
    first: int
    last: int
    reading: Reading | None = None

    def as_passive(self) -> Cue:
        """The same as a passive, of which nobody asks who spoke."""
        return self if self.reading is None else replace(self, reading=self.reading.as_passive())


@dataclass(slots=True)
class Draft:
    """An attribution whose content is not yet measured and whose speaker is not yet known.

    Attributes:
        layer: The level at which it was found.
        cue: Its cue.
        match: Where the rule holds, in tokens of the text.
        source: The tokens of the source.
        contents: The tokens of what was said.
        kind: As the codebook defines it.
        complement: As the codebook defines it.
        relative: Whether the cue stands in a relative clause, so that its source is the head of that clause.
        subject: The tokens of who speaks where another verb of the sentence names him, and the source is left out.
        via: The tokens of the medium that relays the words.
        flags: Where something had to be guessed.
        how: In words, how its speaker was found.
        sure: How likely that speaker is the one meant, where the source is left out.
    """

    layer: Layer
    cue: Cue
    match: Match
    source: tuple[int, int] | None = None
    contents: list[tuple[int, int]] = field(default_factory=list)
    kind: Kind = "indirect"
    complement: Complement | None = "clause"
    relative: bool = False
    subject: tuple[int, int] | None = None
    via: tuple[int, int] | None = None
    flags: list[str] = field(default_factory=list)
    how: str = ""
    sure: float = 1.0
