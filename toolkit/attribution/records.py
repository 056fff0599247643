"""The record that attribution yields: one attribution relation as the codebook defines it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from toolkit.text.spans import Span

__all__ = [
    "COMPLEMENTS",
    "DECLINED_AS",
    "GENDERS",
    "KINDS",
    "SECTORS",
    "TYPES",
    "UNNAMED_AS",
    "Complement",
    "DeclinedAs",
    "Gender",
    "Kind",
    "Quotation",
    "Sector",
    "SpeakerType",
    "UnnamedAs",
]

Kind = Literal["direct", "indirect", "mixed", "declined"]
Complement = Literal["clause", "nominal"]
SpeakerType = Literal["person", "unnamed", "organisation", "media", "document"]
Sector = Literal[
    "government",
    "parliament_party",
    "military_security",
    "judiciary",
    "international",
    "armed_group",
    "business",
    "expert",
    "civil_society",
    "media",
    "sport_culture",
    "citizen",
    "unknown",
]
Gender = Literal["f", "m"]
DeclinedAs = Literal["refused", "no_response", "not_specified", "sought"]
UnnamedAs = Literal["office", "anonymous", "group", "agentless"]

KINDS: tuple[str, ...] = get_args(Kind)
COMPLEMENTS: tuple[str, ...] = get_args(Complement)
TYPES: tuple[str, ...] = get_args(SpeakerType)
SECTORS: tuple[str, ...] = get_args(Sector)
GENDERS: tuple[str, ...] = get_args(Gender)
DECLINED_AS: tuple[str, ...] = get_args(DeclinedAs)
UNNAMED_AS: tuple[str, ...] = get_args(UnnamedAs)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody other than the author is reported to have said something, or to have declined to.

    All spans are half-open, in code points of the raw text.

    Attributes:
        kind: `direct`, `indirect`, `mixed` or `declined`.
        cue: The words that signal the attribution, or None in a bare headline «name: words».
        source: The noun phrase that says who spoke; None where it is elided or only a suffix.
        contents: What was said, one or more spans; empty where `kind` is `declined`.
        complement: `clause` or `nominal`; None where `kind` is `declined`.
        speaker: Who that is: the fullest name or description in the article.
        speaker_id: The same for every quotation of this speaker within the text, counted from 0.
        via: The medium that relays the words.
        type: What kind of speaker.
        sector: Which part of society the speaker belongs to.
        gender: `f` or `m` for a person as the text marks it.
        affiliation: The country or body that the speaker belongs to, as printed.
        verb: The lemma of the cue, as in the lexicon of reporting verbs.
        stance: How the verb colours the words, from the closed vocabulary of that lexicon.
        parent: The place in the list of the quotation inside whose content this one's cue lies.
        declined_as: How the speaker declined.
        unnamed_as: How an unnamed speaker is described.
        rule: The id of the rule that found it.
        flags: Where the engine had to guess.
        confidence: An estimate of the probability that content (by half), speaker and kind are all right.
    """

    kind: Kind
    cue: Span | None
    source: Span | None
    contents: tuple[Span, ...]
    complement: Complement | None = None
    speaker: str | None = None
    speaker_id: int | None = None
    via: str | None = None
    type: SpeakerType = "unnamed"
    sector: Sector = "unknown"
    gender: Gender | None = None
    affiliation: str | None = None
    verb: str | None = None
    stance: str | None = None
    parent: int | None = None
    declined_as: DeclinedAs | None = None
    unnamed_as: UnnamedAs | None = None
    rule: str = ""
    flags: tuple[str, ...] = ()
    confidence: float = 0.0
