"""Whom a description means: المدير, المتحدث ذاته, الوزارة, سموه, عضو المكتب السياسي; and when it is somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.memory import TURNS
from toolkit.attribution.names import name_keys
from toolkit.attribution.voices import DROPPED, are_others, bears, compatible, is_short_form
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.memory import Memory
    from toolkit.attribution.mentions import Mention
    from toolkit.attribution.people import Printed
    from toolkit.attribution.voices import Speaker

__all__ = ["described", "referred"]

_RANKS = ("office", "academic", "generic")
"""Kinds of titles by which a person is called again in other words."""
_OFFICES = ("office", "role", "spokesperson", "academic", "military", "profession", "generic")
"""Kinds of titles by which somebody may be introduced whom the article names elsewhere."""
_WOMAN = "مراه"
_ANYBODY = frozenset(("متحدث", "متحدثه", "مسوول", "مسووله", "ذات", "رجل", "سيده", _WOMAN))
"""Titles that a second mention gives to a speaker of any office."""


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


_ANY_DOCUMENT = frozenset(("وثيقه", "ورقه", "مقال", "نص"))
"""Words by which a document is called again, whatever it was called before."""


def referred(memory: Memory, mention: Mention, at: int) -> Speaker | None:
    """Who a description refers back to: المدير، المتحدث ذاته، الوزارة، الرمضان، سموه، عضو المكتب السياسي."""
    if mention.honorific or (mention.head == "اخير" and mention.short):
        return _just_named(memory, mention, at)
    latter = _latter_woman(memory) if mention.head == "اخيره" and mention.short else None
    if latter is not None:
        return latter
    return (
        _source_marked(memory, mention) or _described_before(memory, mention, at) or _named_elsewhere(memory, mention)
    )


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
        return bare or _office_holder(memory, mention, at) or _redescribed(memory, mention)
    by_name = _by_surname(memory, mention)
    if by_name is not None or not (mention.definite or mention.repeats):
        annexed = mention.head in _FINDINGS and mention.annexed  # نتائج الدراسة
        return by_name or (_whose_findings(memory, mention) if annexed else _spoken_for(memory, mention))
    found = (
        _issued_before(memory, mention)
        or _named_since(memory, mention, at)
        or _called_so(memory, mention, short=short)
        or _last_source(memory, mention)
    )
    if found is not None:
        return found
    if mention.kind == "title" or (mention.repeats and mention.office):
        return (None if mention.repeats else _office_holder(memory, mention, at)) or _addressed(memory, mention)
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


def _issued_before(memory: Memory, mention: Mention) -> Speaker | None:
    """Who spoke in a document, or issued it."""
    if mention.kind != "document":
        return None
    if mention.head in _FINDINGS and (found := _whose_findings(memory, mention)) is not None:
        return found
    if mention.head in memory.issuers:
        memory.how = "a document: who spoke in it, or issued it, before"
        return memory.issuers[mention.head]
    if memory.issuers and (mention.repeats or mention.head in _ANY_DOCUMENT):
        memory.how = "a document in other words: who issued the last one"
        return list(memory.issuers.values())[-1]
    return _spoken_for(memory, mention)


_FINDINGS = frozenset(("نتايج", "خلاصات", "توصيات"))


def _whose_findings(memory: Memory, mention: Mention) -> Speaker | None:
    """Whose the findings are that speak: نتائج الدراسة, النتائج."""
    memory.how = "what a document found: who issued it, or the document"
    issued = next((memory.issuers[noun] for noun in mention.complements if noun in memory.issuers), None)
    if issued is not None:
        return issued
    documents = (speaker for speaker in memory.lately() if speaker.kind == "document")
    return next((d for d in documents if mention.short or d.heads & mention.complements), None)


_STATEMENTS = frozenset(normalize("بيان بلاغ").split())


def _spoken_for(memory: Memory, mention: Mention) -> Speaker | None:
    """Whose statement is meant of which nobody said whose it is: the body that spoke last.

    قالت المؤسسة إن … وأوضح بلاغ توصلت به الجريدة أن.
    """
    if mention.kind != "document" or mention.head not in _STATEMENTS or memory.nested or not memory.recent:
        return None
    last = memory.recent[-1]
    if last.kind != "organisation":
        return None
    memory.how = "a statement of which nobody said whose it is: who spoke last"
    return last


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


_SOURCES = ("مصدر", "مصادر")
_THE_SOURCES = "المصادر"


def _last_source(memory: Memory, mention: Mention) -> Speaker | None:
    """Whom المصدر ذاته means where nobody was called a source; المصادر are several, or a medium."""
    if mention.head not in _SOURCES or not mention.definite or not (mention.short or mention.repeats):
        return None
    if not memory.recent:
        return None
    if mention.head == _SOURCES[1]:
        last = memory.recent[-1]
        same = last.kind == "media" or (last.kind == "unnamed" and (mention.repeats or _SOURCES[1] in last.heads))
        if not same or not mention.label.startswith(_THE_SOURCES):
            return None
        memory.how = "the sources: the medium or the sources that spoke last"
        return last
    memory.how = "the source: who spoke last, since no other source did"
    return memory.recent[-1]


def _source_marked(memory: Memory, mention: Mention) -> Speaker | None:
    """What حسب المصدر means where a medium or a document has spoken: that one, whoever spoke in it since."""
    plain = mention.definite and (mention.short or mention.repeats)  # حسب المصدر الأمني says which
    if not (mention.marked and plain) or mention.head != "مصدر":
        return None
    for speaker in memory.recent[: -TURNS - 1 : -1]:
        if speaker.kind in ("media", "document", "unnamed"):
            memory.how = "the source behind a marker: the last medium, document or unnamed source"
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


def _addressed(memory: Memory, mention: Mention) -> Speaker | None:
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


def _redescribed(memory: Memory, mention: Mention) -> Speaker | None:
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
