"""What the engine says of its own decisions, where somebody asks why.

The engine decides once. A trace only listens: it stands in `Analysis.trace`, is None in all normal work, and takes
down each cue that was tried, with the words in which a test turned it away. So an explanation cannot disagree with
what `quotations` gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.analysis import Layer
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.marks import Block

if TYPE_CHECKING:
    from toolkit.attribution.voices import Speaker

__all__ = ["PATTERNS", "Attempt", "Refusal", "Seen", "Trace"]

PATTERNS = "patterns"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One test that turned a cue away.

    Attributes:
        rule: The rule that was tried, or its family; "" where none was tried yet.
        why: In words, as the test gives them.
    """

    rule: str
    why: str


@dataclass(slots=True)
class Attempt:
    """One cue, as the engine tried it.

    Attributes:
        layer: The level at which it was read.
        cue: The cue.
        tried: What was tried on it, in order: rules and families of rules, and `PATTERNS` for all that are patterns.
        refusals: What turned it away, in the order of the tests.
        draft: What came of it.
        within: The draft whose words it stands in, so that it was not tried.
    """

    layer: Layer
    cue: Cue
    tried: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    draft: Draft | None = None
    within: Draft | None = None


class Seen(NamedTuple):
    """One who might be meant where a source is left out.

    Attributes:
        who: The speaker, or the fullest name of one who has not spoken.
        features: What the choice was made by.
        likely: How likely it is this one, if it is one of them.
    """

    who: Speaker | str
    features: tuple[str, ...]
    likely: float


@dataclass(slots=True)
class Trace:
    """Everything that the engine decided in one text.

    Attributes:
        attempts: The cues, layer by layer, in the order in which they were tried.
        passed: Of tokens that were not tried, why they have not the class of a cue.
        blocks: The pairs of quotation marks, whether each was judged speech, and why.
        fragments: Short pairs of marks that are no speech, and what is known of each.
        dropped: Why a draft made no relation after all, by its `id`.
        drafts: Those that made one, in reading order.
        choices: Who might be meant by a draft without a source, by its `id`.
    """

    attempts: list[Attempt] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)
    blocks: list[tuple[Block, bool, str]] = field(default_factory=list)
    fragments: list[tuple[Block, tuple[str, ...]]] = field(default_factory=list)
    dropped: dict[int, str] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    choices: dict[int, list[Seen]] = field(default_factory=dict)

    def begin(self, layer: Layer, cue: Cue, *, within: Draft | None = None) -> None:
        """A cue comes up; `within` another's words it will not be tried."""
        self.attempts.append(Attempt(layer, cue, within=within))

    def refuse(self, why: str, *, rule: str | None = None) -> None:
        """A test turns away the cue at hand, by `rule` or else what was tried last."""
        attempt = self.attempts[-1]
        last = attempt.tried[-1] if attempt.tried else ""
        attempt.refusals.append(Refusal(last if rule is None else rule, why))
