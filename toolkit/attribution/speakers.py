"""Who speaks: every source of an article brought to one speaker.

A source may be a full name, a surname, a title alone, or nothing at all. Each
is resolved against what the article has said so far, and against the fullest
form of a name anywhere in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.antecedents import goes_on, subject_introduced, subject_of_sentence, subjects_of_verbs
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.mentions import Mention, mention_of
from toolkit.attribution.names import name_key, name_keys
from toolkit.attribution.people import PrintedNames
from toolkit.attribution.voices import DROPPED, Speaker, are_others, bears, compatible, contradicts, is_short_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.people import Printed

__all__ = ["Speaker", "linked", "name_key"]


_REMEMBERED = 200
"""How many speakers and turns back a mention may refer."""
_TURNS = 6
"""How many turns back somebody spoke who may be meant without a name."""
_DOCUMENT_REACH = 16
"""How far behind its verb a document may be named in which somebody speaks."""
_IN = frozenset(("في", "عبر", "وفي"))
_HEARD = re.compile("و?(?:سمعت|رايت|شاهدت|سمعنا|راينا|شاهدنا)(?:ه|ها|هم)")
"""Verbs with the pronoun of who then speaks: سمعته يقول."""
_RANKS = ("office", "academic")
"""Kinds of titles by which a person is called again in other words."""
_ANYBODY = frozenset("متحدث متحدثه ناطق ناطقه مسوول مسووله ذات رجل سيده".split())
"""Titles that a second mention gives to a speaker of any office."""


class _Linker:
    """Brings the sources of one article to speakers, in reading order."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.printed = PrintedNames(analyses)
        self.speakers: list[Speaker] = []
        self.recent: list[Speaker] = []  # in the order of their turns, the outer ones only
        self.issuers: dict[str, Speaker] = {}  # who issued what البيان or التقرير refers back to
        self.offset = 0
        self.said_until = 0  # the token behind the last source or content of the text at hand
        self.nested = False  # whether the source at hand stands inside what another said
        self.how = ""  # in words, how the last speaker was found

    def link(self, analysis: Analysis, drafts: Sequence[Draft]) -> list[Speaker | None]:
        found: list[Speaker | None] = []
        open_until = self.said_until = 0
        for draft in drafts:
            self.nested = draft.cue.first < open_until
            speaker: Speaker | None
            if draft.source is None and draft.cue.reading and draft.cue.reading.slot.startswith("pass"):
                speaker = None  # قيل إن
                self.how = "a passive without an agent: nobody is said to say it"
            elif draft.subject is not None:
                speaker = self._of_source(analysis, draft, *draft.subject)
            elif draft.source is None:
                speaker = self._elided(analysis, draft, found, drafts)
            else:
                speaker = self._of_source(analysis, draft, *draft.source)
            found.append(speaker)
            if analysis.trace is not None:
                analysis.trace.speakers.append(self.how)
            if speaker is not None and not self.nested:
                self.recent.append(speaker)
                if speaker.kind != "document":
                    self._note_document(analysis, draft, speaker)
            if draft.contents:
                open_until = max(open_until, *(end for start, end in draft.contents if start > draft.cue.first), 0)
            self.said_until = max(self.said_until, draft.cue.last, *(end for _, end in draft.contents))
            if draft.source is not None:
                self.said_until = max(self.said_until, draft.source[1])
        self.offset += len(analysis)
        return found

    def _note_document(self, analysis: Analysis, draft: Draft, speaker: Speaker) -> None:
        """Remembers who speaks in a document: قالت الوزارة، في بيان، إن."""
        layer = draft.layer
        first, last = max(layer.start(draft.cue.first), draft.cue.first - 5), draft.cue.last + _DOCUMENT_REACH
        for i in range(first, min(last, layer.end(draft.cue.first)) - 1):
            if analysis.words[i].key in _IN and analysis.words[i + 1].tags & Tag.DOCUMENT:
                if not analysis.words[i + 1].definite:
                    self.issuers[analysis.words[i + 1].bare] = speaker
                return

    def _of_source(self, analysis: Analysis, draft: Draft, first: int, last: int) -> Speaker:
        mention = mention_of(analysis, first, last, governed=draft.cue.name == "MARKER" or draft.kind == "declined")
        speaker = self._speaker(mention, self.offset + first)
        reading = draft.cue.reading
        named_alone = mention.bare and mention.kind == "organisation"
        if (mention.kind in ("person", "title") or named_alone) and mention.number == "s":
            speaker.weigh(mention.gender, 1 if named_alone else 3)
            if reading is not None and draft.cue.last <= first:
                speaker.weigh(reading.gender, 2 if reading.gender == "f" else 1)
        elif not speaker.genders:
            speaker.weigh(mention.gender, 1)
        return speaker

    def _speaker(self, mention: Mention, at: int) -> Speaker:
        if mention.issuer is not None:
            issuer = self._speaker(mention.issuer, at)
            self.issuers[mention.head] = issuer
            self.how = "a document: its own words say who issued it"
            return issuer
        if mention.kind == "person":
            speaker = self._person(mention.label, mention.keys)
        else:
            speaker = self._referred(mention, at) or self._described(mention)
        speaker.mentions.append(mention)
        if mention.office or mention.kind != "person":
            speaker.heads.add(mention.head)
        if mention.kind == "media":
            speaker.keys.update(mention.keys[1:2])  # صحيفة هآرتس is هآرتس later on
        if speaker.kind != "person":
            keys = [key for alias in mention.aliases for key in name_keys(alias)[:1]]
            speaker.keys.update(keys)
            speaker.short.update(keys)
            if mention.head in DROPPED:
                speaker.short.update(mention.keys[1:2])
        return speaker

    def _person(self, label: str, keys: tuple[str, ...], at: int = 0) -> Speaker:
        self.printed.add(label, at)
        full = self.printed.fullest(keys, label)
        full_keys = set(name_keys(full))
        for speaker in self._known():
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
        return self._new(full, "person", full_keys)

    def _new(self, label: str, kind: str, keys: set[str]) -> Speaker:
        speaker = Speaker(len(self.speakers), label, kind, keys)
        self.speakers.append(speaker)
        return speaker

    def _referred(self, mention: Mention, at: int) -> Speaker | None:
        """Who a description refers back to: المدير، المتحدث ذاته، الوزارة، الرمضان، سموه، عضو المكتب السياسي."""
        if mention.honorific or (mention.head == "اخير" and mention.short):
            return self._just_named(mention, at)
        named = self.printed.named_body(mention.head, mention.complements) if mention.kind == "organisation" else None
        if named is not None:
            return self._body(mention, named.text)
        short = mention.short or mention.repeats
        if not (short or (mention.kind == "title" and mention.modified)):
            return self._office_holder(mention, at) or self._redescribed(mention)
        by_name = self._by_surname(mention)
        if by_name is not None or not (mention.definite or mention.repeats):
            return by_name
        if mention.kind == "document" and mention.head in self.issuers:
            self.how = "a document: who spoke in it, or issued it, before"
            return self.issuers[mention.head]
        for speaker in self._lately():
            if are_others(mention, speaker):
                continue
            if mention.head in speaker.heads and (
                short or speaker.label == mention.label or any(bears(m, mention) for m in speaker.mentions[:9])
            ):
                self.how = "a short form: the last speaker who was described so"
                return speaker
        if mention.kind == "title" or (mention.repeats and mention.office):
            return (None if mention.repeats else self._office_holder(mention, at)) or self._addressed(mention)
        if mention.kind != "organisation":
            return None
        body = self.printed.body(mention.head, at)
        bare = self._bare_body(mention) if body is None or not self._has_spoken(body) else None
        return bare if bare is not None or body is None else self._body(mention, body.text)

    def _just_named(self, mention: Mention, at: int) -> Speaker | None:
        """Whom سموه or الأخير means."""
        self.how = "a form of address: the last person to speak"
        spoke = next((s for s in self._lately() if s.kind == "person"), None) if mention.honorific else None
        return spoke or self._named_last(at)

    def _office_holder(self, mention: Mention, at: int) -> Speaker | None:
        """Who bears this office elsewhere in the article, with all of its complements."""
        if not mention.office or mention.number == "p" or not (mention.definite or mention.annexed):
            return None
        for speaker in self._known():
            if speaker.kind == "person" and any(bears(m, mention) for m in speaker.mentions[:9]):
                self.how = "an office: who was introduced with it"
                return speaker
        printed = self.printed.titled(mention.head, mention.complements, at)
        if printed is None and mention.complements:
            printed = self.printed.described(mention.head, mention.complements, at)
            specific = mention.annexed or (mention.foreign and mention.sector.sector == "government")
            if printed is not None and specific and not printed.complements:
                printed = None  # the French president is not «the president» of whom the text speaks
        return self._printed(printed, "an office: who bears it elsewhere in the text")

    def _named_last(self, at: int) -> Speaker | None:
        """Who was named last: الأخير."""
        return self._printed(self.printed.last_before(at), "a word for who was named last")

    def _printed(self, printed: Printed | None, how: str) -> Speaker | None:
        """The speaker of a name that the article prints somewhere, and `how` it was found."""
        if printed is None:
            return None
        speaker = self._person(printed.text, printed.keys)
        self.how = how
        return speaker

    def _by_surname(self, mention: Mention) -> Speaker | None:
        """Whose surname a single word with the article is: الرمضان of سلمان آل رمضان."""
        if len(mention.keys) != 1 or not mention.definite:
            return None
        for speaker in self._known():
            if speaker.kind == "person" and mention.keys[0] in speaker.keys:
                self.how = "a surname: of one that spoke before"
                return speaker
        full = self.printed.fullest(mention.keys, mention.label)
        if full != mention.label and mention.kind not in ("document", "media", "unnamed"):
            speaker = self._person(full, name_keys(full))
            self.how = "a surname: of a name that the text prints"
            return speaker
        return None

    def _known(self) -> Iterator[Speaker]:
        """The speakers, the last to appear first; of very many the last, so that a long text takes linear time."""
        return reversed(self.speakers[-_REMEMBERED:])

    def _lately(self) -> Iterator[Speaker]:
        """Those who spoke, the last first."""
        return reversed(self.recent[-_REMEMBERED:])

    def _addressed(self, mention: Mention) -> Speaker | None:
        """Who is called by a title that was not used before: the last person to speak, where the title fits anybody."""
        if self.nested and not mention.repeats:
            return None
        reach = 1 if mention.foreign and not mention.repeats else 8
        for speaker in reversed(self.recent[-reach:]):
            named = speaker.kind in ("person", "title") or (mention.repeats and speaker.kind == "unnamed")
            fits = named and speaker.gender in ("", mention.gender)
            if fits and mention.number == "s" and (mention.repeats or mention.head in _ANYBODY or not speaker.heads):
                self.how = "a title that was not used before: the last speaker whom it fits"
                return speaker
        last = self.recent[-1] if self.recent else None
        if last is None or last.kind != "person" or mention.kind != "title" or mention.number != "s":
            return None
        told = mention.sector.sector
        sectors = {m.sector.sector for m in last.mentions[-9:]} - {"unknown"}
        known = told != "unknown" and (not mention.short or not sectors or told in sectors)
        bearer = self.printed.titled(mention.head, frozenset(), 0)
        borne = bearer is not None and not last.keys.issuperset(bearer.keys)
        if not known or borne or last.gender not in ("", mention.gender):
            return None
        self.how = "a title that the article gives nobody: the last person to speak"
        return last

    def _redescribed(self, mention: Mention) -> Speaker | None:
        """The one person who has spoken, called by an office that the article gives nobody: زعيم حزب الاستقلال."""
        last = self.recent[-1] if self.recent else None
        if last is None or last.kind != "person" or self.nested or mention.number != "s":
            return None
        if mention.title not in _RANKS:
            return None
        definite = mention.annexed or (mention.definite and mention.kind == "title")
        alone = all(speaker is last for speaker in self._lately() if speaker.kind in ("person", "title"))
        if not definite or not alone or last.gender not in ("", mention.gender):
            return None
        sectors = {m.sector.sector for m in last.mentions[-9:]} - {"unknown"}
        fits = not sectors or mention.sector.sector in sectors
        if fits and self.printed.titled(mention.head, frozenset(), 0) is None:
            self.how = "an office that the article gives nobody: the one person who speaks"
            return last
        return None

    def _has_spoken(self, body: Printed) -> bool:
        """Whether a body that the text prints in full is among the speakers."""
        return any(speaker.label == body.text for speaker in self._known())

    def _bare_body(self, mention: Mention) -> Speaker | None:
        """The last body to speak that was called by its name alone: الشركة of ميتا."""
        if mention.sector.sector in ("government", "unknown"):
            return None
        for speaker in reversed(self.recent[-_TURNS:]):
            called = speaker.mentions[-1] if speaker.mentions else None
            if called is None or speaker.kind != "organisation" or not called.bare:
                continue
            if called.sector.sector in ("unknown", mention.sector.sector):
                self.how = "a short form: the last body that was called by its name alone"
                return speaker
        return None

    def _body(self, mention: Mention, label: str) -> Speaker:
        self.how = "a short form: of a body that the text prints in full"
        for speaker in self._known():
            if speaker.kind == "organisation" and mention.head in speaker.heads and speaker.label == label:
                return speaker
        speaker = self._new(label, "organisation", {mention.head})
        speaker.heads.add(mention.head)
        return speaker

    def _described(self, mention: Mention) -> Speaker:
        for speaker in self._known():
            if speaker.kind == "person" or are_others(mention, speaker):
                continue
            if is_short_form(mention, speaker):
                self.how = "a short form: of a body that spoke before"
                return speaker
            if mention.head in speaker.keys and compatible(mention.label, speaker.label):
                fuller = len(mention.keys) > len(name_keys(speaker.label))
                if fuller and sum(m.label == speaker.label for m in speaker.mentions[:9]) < 2:
                    speaker.label = mention.label  # what was said twice is the name
                self.how = "a description: one that spoke before was described so"
                return speaker
        self.how = "a description, of nobody who spoke before"
        return self._new(mention.label, mention.kind, {mention.head})

    def _elided(
        self, analysis: Analysis, draft: Draft, found: Sequence[Speaker | None], drafts: Sequence[Draft]
    ) -> Speaker | None:
        reading = draft.cue.reading
        gender, number = (reading.gender, reading.number) if reading else ("", "")
        subject = self._subject(analysis, draft, found, drafts)
        if subject is not None:
            return subject
        if self.nested and _HEARD.fullmatch(analysis.words[draft.cue.first - 1].key):
            self.how = "elided: whom the speaker heard, and does not name"
            return None
        if draft.cue.name == "HAL" and self.recent and not contradicts(self.recent[-1], gender):
            self.how = "elided: a participle hangs on what the last speaker said"
            return self.recent[-1]
        for speaker in reversed(self.recent[-_TURNS:]):
            plural = speaker.number == "p"
            if plural == (number == "p") and (not gender or not speaker.gender or speaker.gender == gender):
                if reading is not None and speaker.kind == "person":
                    speaker.weigh(reading.gender, 1)
                self.how = "elided: the last speaker who agrees with the cue in gender and number"
                return speaker
        if self.recent:
            self.how = "elided: the last speaker, although gender or number disagree"
            draft.flags.append("antecedent_disagrees")
            return self.recent[-1]
        draft.flags.append("antecedent_guessed")
        self.how = "elided: nobody has spoken or is named who could be meant"
        return self._printed(self.printed.first_person(), "elided, and nobody has spoken: the first person named")

    def _subject(
        self, analysis: Analysis, draft: Draft, found: Sequence[Speaker | None], drafts: Sequence[Draft]
    ) -> Speaker | None:
        """Who is subject of the clause that the cue goes on with, though he has said nothing in it."""
        if draft.cue.name == "HAL" or goes_on(draft):
            before = [other for other, speaker in _lately(drafts, found) if speaker is not None]
            phrase = subject_of_sentence(analysis, draft, before)
            mention = mention_of(analysis, *phrase) if phrase is not None else None
            if phrase is not None and mention is not None and _agrees(mention, draft):
                speaker = self._speaker(mention, self.offset + phrase[0])
                self.how = "elided: the subject of its sentence, whose own verb reports nothing"
                return speaker
        if draft.cue.name == "VERB" and draft.cue.reading is not None and draft.cue.reading.number == "p":
            plural = self._plural_subject(analysis, draft)
            if plural is not None:
                return plural
        phrase = subject_introduced(analysis, draft, self.said_until)
        if phrase is None:
            return None
        mention = mention_of(analysis, *phrase)
        if not _agrees(mention, draft) or mention.number != "s":
            return None
        speaker = self._speaker(mention, self.offset + phrase[0])
        self.how = "elided: the person with whom this sentence or the one before began"
        return speaker

    def _plural_subject(self, analysis: Analysis, draft: Draft) -> Speaker | None:
        """The people of whom an earlier verb of the sentence tells: تناقل ناشطون مقطعا يدعون أنه حديث."""
        for phrase in subjects_of_verbs(analysis, draft):
            mention = mention_of(analysis, *phrase)
            if mention.number == "p":
                speaker = self._speaker(mention, self.offset + phrase[0])
                self.how = "elided: the plural subject of an earlier verb of its sentence"
                return speaker
        return None


def _agrees(mention: Mention, draft: Draft) -> bool:
    """Whether somebody may be the subject of a cue, as far as gender tells."""
    return draft.cue.reading is None or not draft.cue.reading.gender or mention.gender in ("", draft.cue.reading.gender)


def _lately(drafts: Sequence[Draft], found: Sequence[Speaker | None]) -> Iterator[tuple[Draft, Speaker | None]]:
    """The drafts whose speakers are known, as many as may matter, the last last."""
    first = max(0, len(found) - _REMEMBERED)
    return zip(drafts[first : len(found)], found[first:], strict=True)


def linked(analyses: Sequence[Analysis], drafts: Sequence[Sequence[Draft]]) -> list[list[Speaker | None]]:
    """The speaker of each draft, for the title's drafts and then the text's; speakers are shared by both."""
    linker = _Linker(analyses)
    found = [linker.link(analysis, part) for analysis, part in zip(analyses, drafts, strict=True)]
    for speaker in linker.speakers:
        shorts = {m.sector.of for m in speaker.mentions} - {""}
        speaker.bodies = {head: sector for head in shorts if (sector := linker.printed.body_sector(head))}
        if speaker.kind == "person":
            keys = name_keys(speaker.label)
            speaker.sector = linker.printed.sector_of(keys)
            speaker.affiliation = linker.printed.affiliation_of(keys)
            if told := linker.printed.body_sector(speaker.sector.of) if speaker.sector.of else None:
                speaker.bodies[speaker.sector.of] = told
    return found
