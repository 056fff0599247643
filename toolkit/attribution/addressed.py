"""Who is called by a title or a trade that the article gives nobody: the person who spoke last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.attribution.memory import Memory
    from toolkit.attribution.mentions import Mention
    from toolkit.attribution.voices import Speaker

__all__ = ["addressed", "redescribed"]

_RANKS = ("office", "academic", "generic")
"""Kinds of titles by which a person is called again in other words."""
_WOMAN = "مراه"
_ANYBODY = frozenset(("متحدث", "متحدثه", "مسوول", "مسووله", "ذات", "رجل", "سيده", _WOMAN))
"""Titles that a second mention gives to a speaker of any office."""
_STATE = "government"
"""The sector in which an office is one of a country."""


def _is_anothers(mention: Mention, speaker: Speaker) -> bool:
    """Whether a speaker bears the same title of another country, or is under who bears it.

    الرئيس الفرنسي is not الرئيس اليوناني, and نائب الرئيس no president.
    """
    if any(m.office and mention.head in m.complements and m.head != mention.head for m in speaker.mentions[:9]):
        return True
    called = [m for m in speaker.mentions[:9] if m.head == mention.head]
    same = [m.complements for m in called if m.foreign or (m.affiliation and m.sector.sector == _STATE)]
    return mention.foreign and bool(same) and not any(mention.complements & complements for complements in same)


def addressed(memory: Memory, mention: Mention) -> Speaker | None:
    """Who is called by a title that was not used before: the last person to speak, where the title fits anybody."""
    if memory.nested and not mention.repeats:
        return None
    if memory.recent and _is_anothers(mention, memory.recent[-1]):
        return None
    reach = 1 if mention.foreign and not mention.repeats else 8
    for speaker in reversed(memory.recent[-reach:]):
        known = speaker.gender == mention.gender or not (speaker.gender or mention.head == _WOMAN)
        fits = _may_be_addressed(speaker, mention) and known
        if fits and mention.number == "s" and (mention.repeats or mention.head in _ANYBODY or not speaker.heads):
            memory.how = "a title that was not used before: the last speaker whom it fits"
            return speaker
    other = _called_otherwise(memory, mention)
    if other is not None:
        return other
    last = memory.recent[-1] if memory.recent else None
    if last is None or last.kind != "person" or mention.kind != "title" or mention.number != "s":
        return None
    told = mention.sector.sector
    sectors = {m.sector.sector for m in last.mentions[-9:]} - {"unknown"}
    known = told != "unknown" and (not mention.short or not sectors or told in sectors)
    bearer = memory.printed.titled(mention.head, frozenset(), 0)
    borne = bearer is not None and not last.keys.issuperset(bearer.keys)
    if not known or borne or last.gender not in ("", mention.gender):
        return None
    memory.how = "a title that the article gives nobody: the last person to speak"
    return last


def _may_be_addressed(speaker: Speaker, mention: Mention) -> bool:
    """Whether a speaker may be called by a title not used before: a person, or who was called by an office alone."""
    if speaker.kind != "unnamed":
        return speaker.kind in ("person", "title")
    by_office = any(m.office and m.number == "s" for m in speaker.mentions[-1:])
    return mention.repeats or (mention.head in _ANYBODY and by_office)


def _called_otherwise(memory: Memory, mention: Mention) -> Speaker | None:
    """The last person to speak, called by what he does and where he is from: الفنان المغربي; others bear an office."""
    trade = mention.title in _TRADES or mention.head in _ANYBODY
    if not trade or mention.short or not mention.definite or mention.number != "s":
        return None
    for speaker in reversed(memory.recent[-_LATE:]):
        if speaker.kind != "person":
            continue
        bearer = memory.printed.titled(mention.head, frozenset(), 0)
        borne = bearer is not None and not speaker.keys.issuperset(bearer.keys)
        abroad = [m.complements for m in speaker.mentions[:9] if m.foreign]
        elsewhere = mention.foreign and abroad and not any(mention.complements & of for of in abroad)
        if borne or elsewhere or speaker.gender not in ("", mention.gender):
            return None
        memory.how = "a trade and a country: the last person to speak"
        return speaker
    return None


_TRADES = ("profession", "generic", "academic")
_LATE = 3
"""So many turns before, bodies between them, a person may be called again by what he does."""
_POLITICS = frozenset(("government", "parliament_party"))
"""Sectors of which one person may hold offices in both: a governor who leads a party."""


def redescribed(memory: Memory, mention: Mention) -> Speaker | None:
    """The one person who has spoken, called by an office that the article gives nobody: زعيم حزب الاستقلال."""
    last = memory.recent[-1] if memory.recent else None
    if last is None or last.kind != "person" or memory.nested or mention.number != "s":
        return None
    if mention.title not in _RANKS:
        return None
    if _is_anothers(mention, last):
        return None
    definite = mention.annexed or (mention.definite and mention.kind == "title")
    alone = all(speaker is last for speaker in memory.lately() if speaker.kind in ("person", "title"))
    if not definite or not alone or last.gender not in ("", mention.gender):
        return None
    sectors = {m.sector.sector for m in last.mentions[-9:] if not m.sector.weak} - {"unknown"}
    told = mention.sector.sector
    fits = not sectors or mention.sector.weak or told in sectors or (told in _POLITICS and bool(sectors & _POLITICS))
    if fits and memory.printed.titled(mention.head, frozenset(), 0) is None:
        memory.how = "an office that the article gives nobody: the one person who speaks"
        return last
    return None
