"""Whom a description means: المدير, المتحدث ذاته, الوزارة, سموه, عضو المكتب السياسي; and when it is somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.addressed import addressed, redescribed
from toolkit.attribution.documents_meant import (
    FINDINGS,
    issued_before,
    last_source,
    source_marked,
    spoken_for,
    whose_findings,
)
from toolkit.attribution.memory import TURNS
from toolkit.attribution.name_keys import name_keys
from toolkit.attribution.voices import DROPPED, are_others, bears, compatible, is_short_form

if TYPE_CHECKING:
    from toolkit.attribution.memory import Memory
    from toolkit.attribution.mentions import Mention
    from toolkit.attribution.people import Printed
    from toolkit.attribution.voices import Speaker

__all__ = ["described", "referred"]

_OFFICES = ("office", "role", "spokesperson", "academic", "military", "profession", "generic")
"""Kinds of titles by which somebody may be introduced whom the article names elsewhere."""


def _is_the_body(mention: Mention) -> bool:
    """Whether a body is only described by adjectives: الشركة الرائدة في مجال الأمن."""
    plain = mention.kind == "organisation" and mention.definite and not (mention.short or mention.repeats)
    return plain and not (mention.foreign or mention.aliases)


def _is_called_for(mention: Mention) -> bool:
    """Whether a body says for whom it is, so that it is no other of its kind: الاتحاد العام لمقاولات المغرب."""
    belongs = _BELONGING & mention.complements  # المفوضية التابعة للأمم المتحدة: whose it is
    return mention.kind == "organisation" and not belongs and any(key.startswith("ل") for key in mention.keys[1:])


_BODIES = frozenset("شركه منظمه موسسه جمعيه جماعه مجموعه منصه حركه".split())
"""Words by which a body is called that was called by its name alone before."""
_BELONGING = frozenset(("تابعه", "تابع"))


def _only_one_of_country(memory: Memory, mention: Mention) -> Speaker | None:
    """The only body or medium of its kind to speak, called again by its country: صحيفة «لوموند», الصحيفة الفرنسية."""
    if mention.kind not in ("organisation", "media") or not (mention.definite and mention.modified and mention.foreign):
        return None
    if mention.repeats or mention.number != "s":
        return None
    found = {speaker.id: speaker for speaker in memory.lately() if mention.head in speaker.heads}
    if len(found) != 1:
        return None
    speaker = next(iter(found.values()))
    called = speaker.mentions[:9]
    if speaker.label == mention.label or any(m.foreign for m in called):
        return None
    if all(m.short and m.head == mention.head for m in called):
        return None
    memory.how = "a body or medium called again by its country: the only one of its kind to speak"
    return speaker


def referred(memory: Memory, mention: Mention, at: int) -> Speaker | None:
    """Who a description refers back to: المدير، المتحدث ذاته، الوزارة، الرمضان، سموه، عضو المكتب السياسي."""
    if mention.honorific or (mention.head == "اخير" and mention.short):
        return _just_named(memory, mention, at)
    latter = _latter_woman(memory) if mention.head == "اخيره" and mention.short else None
    if latter is not None:
        return latter
    titled = source_marked(memory, mention) or _surname_behind_title(memory, mention)
    return titled or _described_before(memory, mention, at) or _named_elsewhere(memory, mention)


def _named_elsewhere(memory: Memory, mention: Mention) -> Speaker | None:
    """Who bears the office by the name that the article prints with it in other words: مستشار للرئيس."""
    if mention.title not in _OFFICES or mention.number != "s" or not mention.complements or mention.repeats:
        return None
    printed = memory.printed.in_other_words(mention.head, mention.complements)
    if printed is None and (mention.definite or mention.annexed):
        only = memory.printed.only_bearer(mention.head, mention.complements)
        last = memory.recent[-1] if memory.recent else None
        if only is not None and last is not None and last.kind == "person" and last.keys.issuperset(only.keys):
            printed = only
    return memory.of_printed(printed, "an office: who bears it elsewhere in the text, in other words")


def _described_before(memory: Memory, mention: Mention, at: int) -> Speaker | None:
    named = memory.printed.named_body(mention.head, mention.complements) if mention.kind == "organisation" else None
    if named is not None:
        return memory.body(mention, named.text)
    of_country = _only_one_of_country(memory, mention)
    if of_country is not None:
        return of_country
    described_body = _is_the_body(mention)
    short = mention.short or mention.repeats or described_body
    if not (short or (mention.kind == "title" and mention.modified)):
        told = mention.head in _BODIES and mention.definite and mention.modified  # الشركة الأمريكية of غوغل
        bare = _bare_body(memory, mention) if told else None
        return bare or _office_holder(memory, mention, at) or redescribed(memory, mention)
    by_name = _by_surname(memory, mention)
    if by_name is not None or not (mention.definite or mention.repeats):
        annexed = mention.head in FINDINGS and mention.annexed  # نتائج الدراسة
        return by_name or (whose_findings(memory, mention) if annexed else spoken_for(memory, mention))
    found = (
        issued_before(memory, mention)
        or _named_since(memory, mention, at)
        or _called_so(memory, mention, short=short)
        or last_source(memory, mention)
    )
    if found is not None:
        return found
    if mention.kind == "title" or (mention.repeats and mention.office):
        return (None if mention.repeats else _office_holder(memory, mention, at)) or addressed(memory, mention)
    if mention.kind == "media":
        return _printed_medium(memory, mention, at)
    if mention.kind != "organisation" or described_body:
        told = described_body and mention.head in _BODIES and mention.modified  # المنظمة الحقوقية of هيومن رايتس ووتش
        return _bare_body(memory, mention) if told else None
    body = memory.printed.body(mention.head, at)
    bare = _bare_body(memory, mention) if body is None or not _has_spoken(memory, body) else None
    return bare if bare is not None or body is None else memory.body(mention, body.text)


def _named_since(memory: Memory, mention: Mention, at: int) -> Speaker | None:
    """The medium that the text named in full since the last relation ended: وفي صحيفة «الغد» مقال. وقالت الصحيفة."""
    if mention.kind != "media" or not mention.short or memory.nested:
        return None
    printed = memory.printed.last_body(mention.head, memory.said_until, at)
    if printed is None:
        return None
    memory.how = "a medium: the one that the text named since the last relation"
    return memory.body(mention, printed.text)


def _printed_medium(memory: Memory, mention: Mention, at: int) -> Speaker | None:
    """The medium that the text named before it spoke: انطلقت صحيفة «هآرتس» من الحادثة. وأكدت الصحيفة."""
    printed = memory.printed.named_body(mention.head, frozenset()) or memory.printed.body(mention.head, at)
    if printed is None or printed.at >= at:
        return None
    memory.how = "a medium: the one that the text names ahead"
    return memory.body(mention, printed.text)


def _called_so(memory: Memory, mention: Mention, *, short: bool) -> Speaker | None:
    """The last speaker of this description, or of one that the mention is a short form of."""
    for speaker in memory.lately():
        if mention.head not in speaker.heads or are_others(mention, speaker):
            continue
        if mention.number == "p" and speaker.kind == "person":
            continue  # الوزيران
        alike = speaker.label == mention.label or any(bears(m, mention) for m in speaker.mentions[:9])
        if alike or (short and not _is_called_for(mention)):
            memory.how = "a short form: the last speaker who was described so"
            return speaker
    return None


def _just_named(memory: Memory, mention: Mention, at: int) -> Speaker | None:
    """Whom سموه or الأخير means."""
    memory.how = "a form of address: the last person to speak"
    spoke = next((s for s in memory.lately() if s.kind == "person"), None) if mention.honorific else None
    return spoke or _named_last(memory, at)


def _latter_woman(memory: Memory) -> Speaker | None:
    """Whom الأخيرة means, a woman or a body: of those who spoke, for the name printed last may be a man's."""
    found = next((speaker for speaker in memory.lately() if speaker.gender == "f"), None)
    if found is not None:
        memory.how = "a word for who was named last"
    return found


def _office_holder(memory: Memory, mention: Mention, at: int) -> Speaker | None:
    """Who bears this office elsewhere in the article, with all of its complements."""
    if not mention.office or mention.number == "p" or not (mention.definite or mention.annexed):
        return None
    for speaker in memory.known():
        if speaker.kind == "person" and any(bears(m, mention) for m in speaker.mentions[:9]):
            memory.how = "an office: who was introduced with it"
            return speaker
    printed = memory.printed.titled(mention.head, mention.complements, at)
    if printed is None and mention.complements:
        printed = memory.printed.described(mention.head, mention.complements, at)
        specific = mention.annexed or (mention.foreign and mention.sector.sector == "government")
        if printed is not None and specific and not printed.complements:
            printed = None  # the French president is not «the president» of whom the text speaks
    return memory.of_printed(printed, "an office: who bears it elsewhere in the text")


def _named_last(memory: Memory, at: int) -> Speaker | None:
    """Who was named last: الأخير."""
    return memory.of_printed(memory.printed.last_before(at), "a word for who was named last")


def _by_surname(memory: Memory, mention: Mention) -> Speaker | None:
    """Whose surname a single word with the article is: الرمضان of سلمان آل رمضان."""
    if len(mention.keys) != 1 or not mention.definite:
        return None
    for speaker in memory.known():
        if speaker.kind == "person" and mention.keys[0] in speaker.keys:
            memory.how = "a surname: of one that spoke before"
            return speaker
    full = memory.printed.fullest(mention.keys, mention.label)
    if full != mention.label and mention.kind not in ("document", "media", "unnamed"):
        speaker = memory.person(full, name_keys(full))
        memory.how = "a surname: of a name that the text prints"
        return speaker
    return None


def _surname_behind_title(memory: Memory, mention: Mention) -> Speaker | None:
    """Who spoke before whose surname, like another word, stands behind a title: المهندس المخرج of رائد المخرج."""
    if mention.kind not in ("title", "unnamed") or mention.number != "s" or mention.modified:
        return None
    if not mention.title or (mention.title == "kin" and mention.head != "ابن"):
        return None  # والد صبري
    behind = mention.keys[1:3] if mention.keys[1:2] in _GRADES else mention.keys[1:2]
    for speaker in memory.known() if behind else ():
        known = name_keys(speaker.label) if speaker.kind == "person" else ()
        if len(known) > 1 and known[-1] == behind[-1]:
            memory.how = "a title and the surname of one that spoke before"
            return speaker
    return None


_GRADES = (("اول",), ("ثان",), ("ثاني",))


def _has_spoken(memory: Memory, body: Printed) -> bool:
    """Whether a body that the text prints in full is among the speakers."""
    return any(speaker.label == body.text for speaker in memory.known())


def _bare_body(memory: Memory, mention: Mention) -> Speaker | None:
    """The last body to speak that was called by its name alone: الشركة of ميتا."""
    if mention.sector.sector in ("government", "unknown"):
        return None
    for speaker in reversed(memory.recent[-TURNS:]):
        called = speaker.mentions[-1] if speaker.mentions else None
        if called is None or speaker.kind != "organisation" or not called.bare:
            continue
        if called.sector.sector in ("unknown", mention.sector.sector):
            memory.how = "a short form: the last body that was called by its name alone"
            return speaker
    return None


def described(memory: Memory, mention: Mention) -> Speaker:
    """Who was described so before; else somebody new."""
    for speaker in memory.known():
        if speaker.kind == "person" or are_others(mention, speaker):
            continue
        if is_short_form(mention, speaker):
            memory.how = "a short form: of a body that spoke before"
            return speaker
        if mention.head in speaker.keys and compatible(mention.label, speaker.label):
            fuller = len(mention.keys) > len(name_keys(speaker.label))
            if fuller and sum(m.label == speaker.label for m in speaker.mentions[:9]) < 2:
                speaker.label = mention.label  # what was said twice is the name
            memory.how = "a description: one that spoke before was described so"
            return speaker
    called = mention.repeats or (mention.head == "هييه" and mention.modified)  # الهيئة النقابية of النقابة
    if called and (again := _same_body(memory, mention)) is not None:
        return again
    memory.how = "a description, of nobody who spoke before"
    whole = memory.printed.with_head(name_keys(mention.label), _HEADS) if mention.kind == "organisation" else None
    return memory.new(whole or mention.label, mention.kind, {mention.head})


_HEADS = DROPPED | frozenset("جبهه حزب منظمه نادي هييه".split())
"""Heads without which a body is called too, where the article prints it with one of them."""


def _same_body(memory: Memory, mention: Mention) -> Speaker | None:
    """The last body to speak, called by another noun that says that it is the same: الهيئة ذاتها of المنتدى."""
    last = next((s for s in reversed(memory.recent[-TURNS:]) if s.kind in ("organisation", "media")), None)
    if last is None or mention.kind != "organisation" or mention.number != "s":
        return None
    memory.how = "«the same» body, by another noun: the last body to speak"
    return last
