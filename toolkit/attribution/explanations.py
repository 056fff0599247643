"""The records of an explanation: what could have been a cue in one text, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.attribution.records import Quotation
from toolkit.text.spans import Span

__all__ = ["Explanation", "Form", "Linking", "Place", "Trial"]

PlaceKind = Literal["verb", "participle", "noun", "marker", "colon", "marks"]
Outcome = Literal["relation", "part", "none"]
TrialResult = Literal["made", "fits", "refused", "wrong verb", "no match"]


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word as a form of a reporting verb.

    Attributes:
        lemma: The verb, as the lexicon of reporting verbs has it.
        inflection: In words, such as `perfect, 3rd person feminine singular`.
        verb_class: The class of the verb, such as `say` or `deny`.
        stance: How the verb colours what it introduces.
        risk: How often its forms are something else: `low`, `medium` or `high`.
        weak: Whether this very form is more often something else.
        before: What is written together before it.
        behind: The pronoun written together behind it.
    """

    lemma: str
    inflection: str
    verb_class: str
    stance: str
    risk: str
    weak: bool
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One rule, as it was tried at one place.

    Attributes:
        rule: Its id; `declined` or `nominal` for a whole family of rules.
        pattern: Its token classes; "" for a family.
        result: `made` a relation; `fits` too, but another went before; `refused` by a test although the pattern fits;
            `wrong verb`; `no match` of the pattern.
        why: The result in words.
        expected: The class that did not stand where the pattern wants it; "" where it fits.
        stopped: Where the pattern did not fit: the token, in the raw text; None where it did, or the text ended.
        missing: How many elements of the pattern did not fit.
    """

    rule: str
    pattern: str
    result: TrialResult
    why: str
    expected: str = ""
    stopped: Span | None = None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """One place that could signal an attribution.

    Attributes:
        span: The word or words, the colon, or the quotation marks with what they hold.
        kind: `verb`, `participle`, `noun`, according-to `marker`, `colon`, or quotation `marks`.
        token_class: The class of its first token, by which the rules know it.
        forms: What the word may be; empty for other places.
        outcome: `relation` where it is the cue of one, `part` where it belongs to one, else `none`.
        relation: The place of that relation in `Explanation.quotations`.
        why: Why it became that, in words: the tests that decided.
        trials: The rules that were tried.
    """

    span: Span
    kind: PlaceKind
    token_class: str
    forms: tuple[Form, ...]
    outcome: Outcome
    relation: int | None
    why: tuple[str, ...]
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True, slots=True)
class Linking:
    """How the speaker of one relation was found.

    Attributes:
        how: In words.
        earlier: The relation of this text in which the same speaker spoke last; None for the first.
        features: What the confidence of the relation was computed from.
        choices: Where the source is left out, the likeliest of those who may be meant, and how likely each is.
    """

    how: str
    earlier: int | None
    features: tuple[str, ...]
    choices: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of every place in a text that could signal an attribution.

    Printed, it reads as plain text, with control characters escaped.

    Attributes:
        raw: The text.
        quotations: What `quotations` gives for it.
        linkings: How the speaker of each was found.
        places: The places, in the order of the text; no two begin at one token.
    """

    raw: str
    quotations: tuple[Quotation, ...]
    linkings: tuple[Linking, ...]
    places: tuple[Place, ...]

    def __str__(self) -> str:
        from toolkit.attribution.explained_text import explained_text  # noqa: PLC0415 - it imports these records

        return explained_text(self)
