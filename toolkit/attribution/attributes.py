"""What is known of a speaker: type, sector, gender, affiliation, and how an unnamed one is described."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.name_keys import name_keys
from toolkit.attribution.sectors import Telling

if TYPE_CHECKING:
    from toolkit.attribution.records import Gender, Sector, SpeakerType, UnnamedAs
    from toolkit.attribution.speakers import Speaker

__all__ = ["AGENTLESS", "Attributes", "attributes_of"]


class Attributes(NamedTuple):
    """The attributes of one speaker, as the codebook defines them."""

    type: SpeakerType
    sector: Sector
    gender: Gender | None
    affiliation: str | None
    unnamed_as: UnnamedAs | None


_TYPES: dict[str, SpeakerType] = {
    "person": "person",
    "title": "unnamed",
    "unnamed": "unnamed",
    "organisation": "organisation",
    "media": "media",
    "document": "document",
}


AGENTLESS = Attributes("unnamed", "unknown", None, None, "agentless")
"""Of a relation that names nobody: يعتقد أن."""


def attributes_of(speaker: Speaker) -> Attributes:
    """Type, sector, gender and affiliation of a speaker, from every way the article calls it."""
    kind = _TYPES[speaker.kind]
    return Attributes(kind, _sector(speaker), _gender(speaker), _affiliation(speaker), _unnamed_as(speaker))


def _sector(speaker: Speaker) -> Sector:
    """The sector its mentions tell most often, the fullest between equals; what they only let one guess comes last."""
    votes: Counter[Telling] = Counter()
    family = name_keys(speaker.label)[1:][-1:] if speaker.kind == "person" else ()
    mentions = [
        m for m in speaker.mentions if not family or name_keys(m.head) != family or m.complements
    ]  # سالم القاضي is no judge
    for mention in mentions:
        votes[_in_full(mention.sector, speaker)] += 1
    votes[_in_full(speaker.sector, speaker)] += 1
    size: dict[Telling, int] = defaultdict(int)
    for mention in mentions:
        told = _in_full(mention.sector, speaker)
        size[told] = max(size[told], len(mention.keys) + len(mention.complements))
    return min(votes, key=lambda t: (t.sector == "unknown", t.weak, -votes[t], -size[t])).sector  # type: ignore[return-value]


def _in_full(told: Telling, speaker: Speaker) -> Telling:
    """What a short form tells, by the body that the article names in full: للحركة, of حركة حماس."""
    sector = speaker.bodies.get(told.of)
    return Telling(sector) if sector is not None else told._replace(of="")


def _gender(speaker: Speaker) -> Gender | None:
    """The gender of a person; that of a group or a source (مصدر) is only grammatical."""
    if speaker.kind == "person" or (
        speaker.kind in ("title", "unnamed") and any(m.office and m.number == "s" for m in speaker.mentions)
    ):
        return speaker.gender or None  # type: ignore[return-value]
    return None


def _affiliation(speaker: Speaker) -> str | None:
    found = (m.affiliation for m in sorted(speaker.mentions, key=lambda m: -len(m.keys)) if m.affiliation)
    return next(found, speaker.affiliation)


def _unnamed_as(speaker: Speaker) -> UnnamedAs | None:
    """How the fullest mention describes somebody whom the article does not name."""
    if speaker.kind not in ("title", "unnamed"):
        return None
    found = (m.described_as for m in sorted(speaker.mentions, key=lambda m: -len(m.keys)) if m.described_as)
    return next(found, "office" if speaker.kind == "title" else "anonymous")
