"""The speakers of one article, and when two mentions can be one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.attribution.mentions import Mention
from toolkit.attribution.name_keys import name_keys
from toolkit.attribution.sectors import UNTOLD, Telling

__all__ = ["DROPPED", "Speaker", "are_others", "bears", "compatible", "contradicts", "is_short_form"]

DROPPED = frozenset("حركه شركه جماعه تنظيم وزاره منصه مجموعه موسسه".split())
"""Heads that a body is also called without: حركة حماس، وزارة الخارجية; but a government is not its country."""


@dataclass(slots=True)
class Speaker:
    """One speaker of one article.

    Attributes:
        id: Counted from 0 in the order of first appearance.
        label: The fullest name or description.
        kind: What speaks, as `Mention.kind`.
        keys: The telling words of its names.
        heads: The heads of its descriptions, by which a title alone refers back to it.
        short: The keys of its short forms: الفاو of منظمة الأغذية (الفاو), حماس of حركة حماس.
        mentions: How it was called, in order.
        genders: What marked its gender, each with a weight.
        sector: What the article says of its sector elsewhere, where its sources say nothing.
        affiliation: And of its affiliation.
        bodies: The sectors of the bodies that its words name by a short form, where the article names them in full.
    """

    id: int
    label: str
    kind: str
    keys: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    genders: dict[str, int] = field(default_factory=dict)
    sector: Telling = UNTOLD
    affiliation: str | None = None
    bodies: dict[str, str] = field(default_factory=dict)

    @property
    def gender(self) -> str:
        """`f`, `m` or "", by the weight of the evidence."""
        return max(self.genders, key=lambda g: self.genders[g], default="")

    @property
    def number(self) -> str:
        """`p` where it was last called in the plural, else `s`."""
        return self.mentions[-1].number if self.mentions else "s"

    def weigh(self, gender: str, weight: int) -> None:
        """Adds evidence of its gender."""
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + weight


def is_short_form(mention: Mention, speaker: Speaker) -> bool:
    """Whether one of the two is the other without its head: حماس, حركة حماس."""
    if len(mention.keys) == 1:
        if mention.affiliation == mention.label and mention.sector.sector == "government":
            return False  # a country is no short form of its ministry
        return mention.kind in ("organisation", "unnamed", "media") and mention.keys[0] in speaker.short
    return mention.head in DROPPED and len(mention.keys) == 2 and speaker.keys == {mention.keys[1]}


def bears(fuller: Mention, mention: Mention) -> bool:
    """Whether somebody called like this before bears the office of the mention, with all of its complements."""
    held = fuller.head == mention.head and fuller.gender in ("", mention.gender)
    return held and bool(mention.complements) and mention.complements <= fuller.complements


def are_others(mention: Mention, speaker: Speaker) -> bool:
    """Whether one of two unnamed groups is joined with more: الخبراء والباحثون are others than الخبراء."""
    unnamed = mention.kind == speaker.kind == "unnamed"
    return unnamed and (" و" in mention.label) != (" و" in speaker.label)


def contradicts(speaker: Speaker, gender: str) -> bool:
    """Whether a participle of this gender cannot hang on a clause of this speaker."""
    return speaker.kind == "person" and bool(gender and speaker.gender) and speaker.gender != gender


def compatible(label: str, other: str) -> bool:
    """Whether two descriptions with one head can be one speaker: the words of one are in the other."""
    a, b = set(map(_plain, name_keys(label))), set(map(_plain, name_keys(other)))
    return a <= b or b <= a


def _plain(key: str) -> str:
    if key == "احتلال":
        return "اسراييلي"  # جيش الاحتلال is الجيش الإسرائيلي
    return key[:-2] if key.endswith(("ون", "ين")) and len(key) > 5 else key
