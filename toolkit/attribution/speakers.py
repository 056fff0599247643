"""Who speaks: every source of an article brought to one speaker.

A source may be a full name, a surname, a title alone, or nothing at all. Each
is resolved against what the article has said so far, and against the fullest
form of a name anywhere in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import is_feminine
from toolkit.attribution.candidates import Sentences
from toolkit.attribution.issuers import document_nouns, introduced_documents, issuer_behind, issuer_of_document
from toolkit.attribution.memory import Memory
from toolkit.attribution.mentions import mention_of
from toolkit.attribution.name_keys import name_key, name_keys
from toolkit.attribution.ranking import Choice, Cues, Turn, adds, choices, probabilities
from toolkit.attribution.referents import described, referred
from toolkit.attribution.relays import is_relayed
from toolkit.attribution.theses import holds_view, is_thesis
from toolkit.attribution.trace import Seen
from toolkit.attribution.verb_forms import is_pretext
from toolkit.attribution.voices import DROPPED, Speaker, contradicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.mentions import Mention

__all__ = ["Speaker", "linked", "name_key"]


_REPORT = "تقرير"
_FULL_NAME = 2
"""How many words a name has by which somebody is introduced."""
_TURNS = 12
"""How many relations back somebody spoke who may be meant without a name."""
_GUESSED = 0.5
"""Below this probability of who is meant, the choice is a guess."""
_OFFICES = ("office", "academic", "military", "profession")
"""Kinds of titles by which somebody may be introduced before his name."""
_DOCUMENT_REACH = 16
"""How far behind its verb a document may be named in which somebody speaks."""
_FRONTED = 30
"""So many tokens may stand between the document with which a sentence begins and the verb of who speaks in it."""
_IN = frozenset(("في", "عبر", "وفي"))
_MASCULINE_MEDIA = frozenset("موقع تلفزيون راديو اعلام مراسل".split())
_SOURCES = "مصادر"
_HEARD = re.compile("و?(?:سمعت|رايت|شاهدت|سمعنا|راينا|شاهدنا)(?:ه|ها|هم)")
"""Verbs with the pronoun of who then speaks: سمعته يقول."""


class _Linker:
    """Brings the sources of one article to speakers, in reading order."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.memory = Memory(analyses)
        self.turns: list[Turn] = []
        self.offset = 0
        self.said_until = 0  # the token behind the last source or content of the text at hand
        self.relayed: Draft | None = None  # the last relation, where a medium relays it

    def link(self, analysis: Analysis, drafts: Sequence[Draft]) -> list[Speaker | None]:
        found: list[Speaker | None] = []
        self.sentences = Sentences(analysis)
        self.documents: Mapping[str, list[int]] | None = None
        self.relayed = None
        open_until = self.said_until = 0
        for draft in drafts:
            self.memory.nested = draft.cue.first < open_until
            speaker: Speaker | None
            if draft.source is None and draft.cue.reading and draft.cue.reading.slot.startswith("pass"):
                speaker = None  # قيل إن
                self.memory.how = "a passive without an agent: nobody is said to say it"
            elif draft.subject is not None:
                speaker = self._of_source(analysis, draft, *draft.subject)
            elif draft.source is None:
                speaker = self._elided(analysis, draft)
            else:
                speaker = self._of_source(analysis, draft, *draft.source)
            found.append(speaker)
            draft.how = self.memory.how
            thesis = draft.source is not None and is_thesis(draft.cue)
            if speaker is not None and not thesis:  # nobody goes on behind a thesis
                inner = draft.cue.first < self.said_until
                self.turns.append(Turn(speaker, self.offset + draft.cue.first, draft.source is not None, inner))
            if speaker is not None and not self.memory.nested and not thesis:
                self.relayed = draft if is_relayed(analysis, draft) else None
                self.memory.recent.append(speaker)
                if speaker.kind != "document":
                    self._note_document(analysis, draft, speaker)
            if draft.contents:
                open_until = max(open_until, *(end for start, end in draft.contents if start > draft.cue.first), 0)
            self.said_until = max(self.said_until, draft.cue.last, *(end for _, end in draft.contents))
            if draft.source is not None:
                self.said_until = max(self.said_until, draft.source[1])
            self.memory.said_until = self.offset + self.said_until
        self.offset += len(analysis)
        return found

    def _note_document(self, analysis: Analysis, draft: Draft, speaker: Speaker) -> None:
        """Remembers who speaks in a document: قالت الوزارة، في بيان، إن; في بيان توصلت به الجريدة، نددت النقابة ب."""
        layer, words = draft.layer, analysis.words
        start = layer.start(draft.cue.first)
        first, last = max(start, draft.cue.first - 5), draft.cue.last + _DOCUMENT_REACH
        if draft.cue.first - start < _FRONTED and words[start].key in _IN:
            first = start
        for i in range(first, min(last, layer.end(draft.cue.first)) - 1):
            if words[i].key in _IN and (nouns := document_nouns(words[i + 1])):
                self.memory.issuers.update(dict.fromkeys(nouns, speaker))
                return

    def _of_source(self, analysis: Analysis, draft: Draft, first: int, last: int) -> Speaker:
        mention = mention_of(analysis, first, last, governed=_is_governed(analysis, draft, first))
        if is_thesis(draft.cue) and not holds_view(analysis.words, first):
            mention = replace(mention, kind="unnamed", issuer=None)
        if mention.kind == "document" and mention.issuer is None:
            issuer = issuer_behind(analysis, last) or self._issuer_before(analysis, mention, first)
            mention = replace(mention, issuer=issuer)
        speaker = self._speaker(mention, self.offset + first)
        reading = draft.cue.reading
        named_alone = mention.bare and mention.kind == "organisation"
        if (mention.kind in ("person", "title") or named_alone) and mention.number == "s":
            speaker.weigh(mention.gender, 1 if named_alone else 3)
            if reading is not None and draft.cue.last <= first:
                speaker.weigh(reading.gender, 2 if reading.gender == "f" else 1)
        elif not speaker.genders:
            speaker.weigh((mention.issuer or mention).gender, 1)  # دراسة لفلان is a woman in grammar alone
        return speaker

    def _issuer_before(self, analysis: Analysis, mention: Mention, first: int) -> Mention | None:
        """Who issued what is only called البيان, where the text introduced it without letting it speak."""
        if not (mention.definite and (mention.short or mention.repeats)) or mention.head in self.memory.issuers:
            return None
        if self.documents is None:
            self.documents = introduced_documents(analysis)
        places = self.documents.get(mention.head, ())
        k = bisect_left(places, first) - 1
        return issuer_of_document(analysis, places[k]) if k >= 0 else None

    def _speaker(self, mention: Mention, at: int) -> Speaker:
        if mention.issuer is not None:
            issuer = self._speaker(mention.issuer, at)
            if mention.kind == issuer.kind == "media":
                issuer.heads.add(mention.head)  # موقع أكسيوس is الموقع later on
            self.memory.issuers[mention.head] = issuer
            self.memory.how = "a document: its own words say who issued it"
            return issuer
        if mention.kind == "media" and (speaker := self._announced(mention)) is not None:
            return speaker
        if self._is_surname(mention):
            mention = replace(mention, kind="person", described_as=None)
        if mention.kind == "person":
            speaker = self._introduced(mention) or self.memory.person(mention.label, mention.keys)
        else:
            speaker = referred(self.memory, mention, at) or described(self.memory, mention)
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

    def _announced(self, mention: Mention) -> Speaker | None:
        """The report of which was said only that it is one, now that its medium speaks: وفق تقرير. وذكرت صحيفة."""
        last = self.memory.recent[-1] if len(self.memory.recent) == 1 else None
        if last is None or last.kind != "document" or last.label != _REPORT:
            return None
        self.memory.how = "the report of which the text spoke first"
        last.kind, last.label, last.keys = "media", mention.label, last.keys | set(mention.keys)
        last.mentions.append(mention)
        last.heads.add(mention.head)
        return last

    def _is_surname(self, mention: Mention) -> bool:
        """Whether a word that describes people elsewhere is a surname here: سعيد ميرزا, later on وأضاف ميرزا."""
        alone = mention.short and not (mention.definite or mention.repeats) and len(mention.keys) == 1
        return alone and mention.kind in ("unnamed", "title") and self.memory.printed.is_surname(mention.keys[0])

    def _introduced(self, mention: Mention) -> Speaker | None:
        """Who spoke last by his office alone, where a name that the article gives no office follows him.

        قال الرئيس التنفيذي للجنة إن … وقال أليكسي سوروكين إن: the name in the second sentence is his.
        """
        last = self.memory.recent[-1] if self.memory.recent else None
        if last is None or self.memory.nested or mention.office or len(mention.keys) < _FULL_NAME:
            return None
        called = last.mentions[-1] if last.mentions else None
        if called is None or last.kind not in ("title", "unnamed") or called.title not in _OFFICES:
            return None
        if called.described_as != "office" or not (called.definite or called.annexed):
            return None
        others = any(set(mention.keys) & speaker.keys for speaker in self.memory.known() if speaker.kind == "person")
        agrees = not mention.gender or not last.gender or mention.gender == last.gender
        if called.number != "s" or others or not agrees or self.memory.printed.has_office(mention.keys):
            return None
        self.memory.how = "a name without an office, right behind who spoke by his office alone"
        last.kind, last.label, last.keys = "person", mention.label, last.keys | set(mention.keys)
        return last

    def _elided(self, analysis: Analysis, draft: Draft) -> Speaker | None:
        """Who is meant where the cue leaves its subject out; None where nobody is named."""
        if self.memory.nested and _HEARD.fullmatch(analysis.words[draft.cue.first - 1].key):
            self.memory.how = "elided: whom the speaker heard, and does not name"
            return None
        inner = draft.cue.first < self.said_until
        outer = next((turn.speaker for turn in reversed(self.turns) if not turn.inner), None)
        if outer is not None and draft.cue.reading is not None and draft.cue.reading.slot == "pf.1s" and inner:
            self.memory.how = "elided: the first person, in what a speaker says"
            return outer
        medium = self._relayer(analysis, draft) if not inner else None
        if medium is not None:
            return medium
        phrases = () if self.turns and adds(draft) else self.sentences.phrases_before(draft)
        pretext = is_pretext(analysis.words[draft.cue.first])
        found = choices(Cues(draft, self.turns[-_TURNS:], self.offset, self.said_until, inner, pretext), phrases)
        if not found:
            draft.flags.append("antecedent_guessed")
            self.memory.how = "elided: nobody has spoken or is named who could be meant"
            return self.memory.of_printed(
                self.memory.printed.first_person(), "elided, and nobody has spoken: the first person named"
            )
        odds = probabilities(found)
        if analysis.trace is not None:
            analysis.trace.choices[id(draft)] = [self._seen(*both) for both in zip(found, odds, strict=True)]
        draft.sure = max(odds)
        chosen = found[odds.index(draft.sure)]
        speaker = chosen.speaker
        if speaker is None:
            phrase = chosen.phrases[0]
            named = mention_of(analysis, phrase.mention.first, phrase.mention.last, governed=phrase.place == "governed")
            speaker = self._speaker(named, self.offset + phrase.at)
            self.memory.how = "elided: somebody of whom its sentence speaks, or one before it"
        else:
            last = bool(self.memory.recent) and speaker is self.memory.recent[-1]
            self.memory.how = "elided: the last speaker" if last else "elided: one who spoke before"
        if not self.turns or draft.sure < _GUESSED:
            draft.flags.append("antecedent_guessed")
        reading = draft.cue.reading
        if reading is not None and speaker.kind == "person":
            if not pretext and contradicts(speaker, reading.gender):
                draft.flags.append("antecedent_disagrees")
            speaker.weigh("" if pretext else reading.gender, 1)
        return speaker

    def _relayer(self, analysis: Analysis, draft: Draft) -> Speaker | None:
        """The medium that relayed the last relation, where the verb agrees with it and not with whom it relayed.

        نقلت صحيفة عن المسؤول قوله إن … وأضافت أن.
        """
        relayed, reading, last = self.relayed, draft.cue.reading, self.memory.recent[-1:]
        if relayed is None or relayed.via is None or reading is None or draft.cue.name != "VERB" or not last:
            return None
        called = last[0].mentions[-1] if last[0].mentions else None
        medium = analysis.words[relayed.via[0]]
        gender = "f" if is_feminine(medium) else "m" if medium.bare in _MASCULINE_MEDIA else ""
        if called is None or reading.number != "s" or reading.gender != gender:
            return None
        other = called.number == "p" or (called.gender and called.gender != gender)
        plural = called.head == _SOURCES  # things: وأضافت المصادر
        if not other or (plural and gender == "f"):
            return None
        speaker = self._speaker(mention_of(analysis, *relayed.via), self.offset + relayed.via[0])
        self.memory.how = "elided: the medium that relayed the last relation, as the verb agrees with it"
        return speaker

    def _seen(self, choice: Choice, likely: float) -> Seen:
        """A choice as a trace keeps it."""
        mention = choice.phrases[0].mention if choice.speaker is None else None
        who = choice.speaker or (self.memory.printed.fullest(mention.keys, mention.label) if mention else "")
        return Seen(who, choice.features, likely)


def _is_governed(analysis: Analysis, draft: Draft, first: int) -> bool:
    """Whether a preposition may be written together with a source: وفقا لكيربي, دراسة لفلان يقرر فيها, بالرأي."""
    ahead = first < draft.cue.first and analysis.words[first].proclitics == "ل"
    return draft.cue.name == "MARKER" or draft.kind == "declined" or ahead or is_thesis(draft.cue)


def linked(analyses: Sequence[Analysis], drafts: Sequence[Sequence[Draft]]) -> list[list[Speaker | None]]:
    """The speaker of each draft, for the title's drafts and then the text's; speakers are shared by both."""
    linker = _Linker(analyses)
    found = [linker.link(analysis, part) for analysis, part in zip(analyses, drafts, strict=True)]
    for speaker in linker.memory.speakers:
        shorts = {m.sector.of for m in speaker.mentions} - {""}
        speaker.bodies = {head: sector for head in shorts if (sector := linker.memory.printed.body_sector(head))}
        if speaker.kind == "person":
            keys = name_keys(speaker.label)
            speaker.sector = linker.memory.printed.sector_of(keys)
            speaker.affiliation = linker.memory.printed.affiliation_of(keys)
            if told := linker.memory.printed.body_sector(speaker.sector.of) if speaker.sector.of else None:
                speaker.bodies[speaker.sector.of] = told
    return found
