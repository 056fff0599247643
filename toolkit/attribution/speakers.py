"""Who speaks: every source of an article brought to one speaker.

A source may be a full name, a surname, a title alone, or nothing at all. Each
is resolved against what the article has said so far, and against the fullest
form of a name anywhere in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.attribution.analysis import Analysis
from toolkit.attribution.drafts import Draft
from toolkit.attribution.names import is_name_like, name_in, name_key, name_keys, name_run
from toolkit.attribution.phrases import noun_phrase, skip_circumstances
from toolkit.attribution.vocabulary import Tag, Word

__all__ = ["Speaker", "linked", "name_key"]

_SAME = frozenset("ذات نفس ذاته ذاتها نفسه نفسها نفسهم المذكور المذكوره الاخير الاخيره".split())


@dataclass(slots=True)
class Speaker:
    """One speaker of one article.

    Attributes:
        id: Counted from 0 in the order of first appearance.
        label: The fullest name or description.
        named: Whether it is a personal name.
        keys: The telling words of every name and of the head of every description.
        mentions: The token spans of its sources, in order.
        gender: The gender its verbs take: `f`, `m` or "".
        number: `s` or `p`.
    """

    id: int
    label: str
    named: bool
    keys: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    mentions: list[tuple[Analysis, int, int]] = field(default_factory=list)
    gender: str = ""
    number: str = "s"


class _Names:
    """The full personal names that an article prints anywhere, found by any of their words."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self._by_key: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for analysis in analyses:
            self._collect(analysis)

    def _collect(self, analysis: Analysis) -> None:
        words = analysis.words
        i = 0
        while i < len(words):
            word = words[i]
            start = i
            if word.tags & Tag.TITLE and not word.tags & Tag.NAME:
                found = self._behind_title(analysis, i)
            elif word.tags & Tag.NAME and not word.proclitics.strip("ول"):
                stop = name_run(analysis, i, min(len(words), i + 5))
                found = (i, stop) if stop - i >= 2 else None
            else:
                found = None
            if found:
                self.add(analysis.text(*found))
                i = found[1]
            i = max(i, start + 1)

    @staticmethod
    def _behind_title(analysis: Analysis, i: int) -> tuple[int, int] | None:
        """A name of two words or more behind a title and its complements: وزير الدفاع الروسي سيرغي شويغو."""
        words = analysis.words
        j = i + 1
        while j < min(len(words), i + 8) and words[j].key and (words[j].definite or words[j].tags & (Tag.ORGANISATION | Tag.PLACE | Tag.NISBA | Tag.TITLE)) and not words[j].tags & Tag.NAME:
            j += 1
        if j >= len(words) or not is_name_like(words[j]) or words[j].proclitics:
            return None
        stop = name_run(analysis, j, min(len(words), j + 4))
        return (j, stop) if stop - j >= 2 else None

    def add(self, name: str) -> None:
        keys = name_keys(name)
        entry = (name, keys)
        for key in set(keys):
            if entry not in self._by_key[key][-8:]:
                self._by_key[key].append(entry)

    def fullest(self, name: str) -> str:
        """The longest form of a name that holds every word of this one, at most four words."""
        keys = name_keys(name)
        if not keys:
            return name
        best = name
        for full, full_keys in self._by_key.get(keys[-1], ()):
            if len(full_keys) > len(name_keys(best)) and set(keys) <= set(full_keys) and len(full_keys) <= 5:
                best = full
        return best


def _grammar(word: Word) -> tuple[str, str]:
    """Gender and number that a verb takes with this head; non-human plurals take the feminine singular."""
    if word.title is not None:
        return word.title.gender, "p" if word.title.number == "p" else "s"
    if word.tags & Tag.UNNAMED and word.key.endswith(("ون", "ين")):
        return "m", "p"
    feminine = word.key.endswith("ه") or bool(word.tags & Tag.PLACE) or word.bare in ("مصادر", "سلطات", "قوات", "انباء", "تقارير")
    return ("f" if feminine else "m"), "s"


class _Linker:
    """Brings the sources of one article to speakers, in reading order."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.names = _Names(analyses)
        self.speakers: list[Speaker] = []
        self.recent: list[Speaker] = []  # in the order of their turns

    def link(self, analysis: Analysis, drafts: Sequence[Draft]) -> list[Speaker | None]:
        found: list[Speaker | None] = []
        open_contents: list[tuple[int, Speaker | None]] = []
        for draft in drafts:
            while open_contents and open_contents[-1][0] <= draft.cue.first:
                open_contents.pop()
            nested = bool(open_contents)
            speaker = self._of_source(analysis, draft) if draft.source else self._elided(analysis, draft, found, drafts)
            found.append(speaker)
            if speaker is not None and not nested:
                self.recent.append(speaker)
            if draft.contents:
                open_contents.append((max(end for _, end in draft.contents), speaker))
        return found

    def _of_source(self, analysis: Analysis, draft: Draft) -> Speaker:
        assert draft.source is not None
        first, last = draft.source
        head = analysis.words[first]
        if draft.cue.name == "MARKER" and last - first == 1 and head.key[0] == "ل" and not head.tags:
            # وفقا لكيربي: a name that no lexicon knows, written with its preposition
            text = _without_proclitic(analysis.text(first, last))
            full = self.names.fullest(text)
            if full != text or not head.definite:
                return self._named(full, analysis, draft)
        name = name_in(analysis, first, last)
        if name is None and last - first == 1 and self._is_known_surname(analysis, first):
            name = (first, last)
        if name is not None:
            speaker = self._named(analysis.text(*name), analysis, draft)
        else:
            speaker = self._described(analysis, first, last)
        speaker.mentions.append((analysis, first, last))
        if head.tags & Tag.TITLE:
            speaker.heads.add(head.bare)
        gender, number = _grammar(head)
        reading = draft.cue.reading
        if name is not None and head.title is None:
            first_name = analysis.words[name[0]]
            gender = "f" if reading and reading.gender == "f" and draft.cue.first < first else ""
            gender = gender or (speaker.gender if speaker.gender else "m")
            del first_name
        if not speaker.gender or (head.title is not None and head.title.number == "s"):
            speaker.gender = gender
        speaker.number = number if len(speaker.mentions) == 1 else speaker.number
        return speaker

    def _is_known_surname(self, analysis: Analysis, i: int) -> bool:
        word = analysis.words[i]
        text = analysis.tokens.texts[i]
        if word.tags & (Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.UNNAMED | Tag.PLACE):
            return False
        if word.tags & Tag.TITLE and not any(name_keys(text)[-1] in s.keys for s in self.speakers if s.named):
            return False
        return self.names.fullest(text) != text

    def _named(self, name: str, analysis: Analysis, draft: Draft) -> Speaker:
        full = self.names.fullest(name)
        keys = set(name_keys(full))
        short = name_keys(name)
        for speaker in reversed(self.speakers):
            if speaker.named and (set(short) <= speaker.keys or keys >= speaker.keys):
                speaker.keys |= keys
                if len(name_keys(full)) > len(name_keys(speaker.label)):
                    speaker.label = full
                return speaker
        return self._new(full, named=True, keys=keys)

    def _new(self, label: str, *, named: bool, keys: set[str]) -> Speaker:
        speaker = Speaker(len(self.speakers), label, named, keys)
        self.speakers.append(speaker)
        return speaker

    def _described(self, analysis: Analysis, first: int, last: int) -> Speaker:
        words = analysis.words
        head = words[first]
        same = any(words[i].key in _SAME for i in range(first, min(last, first + 4)))
        title = head if head.tags & Tag.TITLE else words[first + 1] if head.key in ("ذات", "نفس") and first + 1 < last else head
        if title.tags & Tag.TITLE and title.definite and (last - first <= 2 or same):
            for speaker in reversed(self.recent):
                if title.bare in speaker.heads or (same and speaker.named):
                    return speaker
            for speaker in reversed(self.recent):
                if speaker.named and title.title and title.title.number == "s" and speaker.gender in ("", title.title.gender) and title.title.kind in ("spokesperson", "generic", "office"):
                    return speaker
        label = analysis.text(first, last)
        if head.proclitics.startswith(("ل", "ول")):
            label = _without_proclitic(label)
        key = _stem(head)
        for speaker in reversed(self.speakers):
            if not speaker.named and key in speaker.keys and _compatible(label, speaker.label):
                if len(name_keys(label)) > len(name_keys(speaker.label)):
                    speaker.label = label
                return speaker
        return self._new(label, named=False, keys={key})

    def _elided(self, analysis: Analysis, draft: Draft, found: Sequence[Speaker | None], drafts: Sequence[Draft]) -> Speaker | None:
        reading = draft.cue.reading
        gender, number = (reading.gender, reading.number) if reading else ("", "")
        if draft.cue.name == "HAL":
            subject = self._subject_of_sentence(analysis, draft, found, drafts)
            if subject is not None:
                return subject
        plural = number == "p"
        for speaker in reversed(self.recent[-6:]):
            if (speaker.number == "p") == plural and (not gender or not speaker.gender or speaker.gender == gender):
                return speaker
        draft.flags.append("antecedent_disagrees")
        return self.recent[-1] if self.recent else None

    def _subject_of_sentence(self, analysis: Analysis, draft: Draft, found: Sequence[Speaker | None], drafts: Sequence[Draft]) -> Speaker | None:
        """The subject of the clause that a participle hangs on: that of the cue before it, or of a verb that reports nothing."""
        layer = draft.layer
        start = layer.start(draft.cue.first)
        for other, speaker in zip(reversed(drafts[: len(found)]), reversed(found), strict=True):
            if other.cue.first < start:
                break
            if other.layer is layer and speaker is not None:
                return None
        for i in range(start, draft.cue.first):
            if layer.cls(i) in "vV":
                first = skip_circumstances(analysis, layer, i + 1, draft.cue.first)
                phrase = noun_phrase(analysis, layer, first, draft.cue.first)
                if phrase is None or analysis.words[first].proclitics:
                    return None
                head = analysis.words[first]
                if not head.tags & (Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.PLACE):
                    return None
                name = name_in(analysis, *phrase)
                if name is not None:
                    return self._named(analysis.text(*name), analysis, draft)
                if head.tags & Tag.TITLE:
                    # the object follows the subject: غادرت الوزيرة القاعة
                    return self._described(analysis, first, first + 1)
                return self._described(analysis, *phrase)
        return None


def _stem(word: Word) -> str:
    key = word.bare
    for ending in ("ون", "ين", "ان"):
        if key.endswith(ending) and len(key) > 5:
            return key[: -len(ending)]
    return key


def _without_proclitic(label: str) -> str:
    """للحكومة is الحكومة behind its preposition, لمسؤولين is مسؤولين."""
    rest = label[1:] if label[0] in "وف" and label[1:2] == "ل" else label
    return "ا" + rest[1:] if rest.startswith("لل") else rest[1:]


def _compatible(label: str, other: str) -> bool:
    """Whether two descriptions with one head can be one speaker: the words of one are in the other."""
    a, b = set(map(_plain, name_keys(label))), set(map(_plain, name_keys(other)))
    return a <= b or b <= a


def _plain(key: str) -> str:
    return key[:-2] if key.endswith(("ون", "ين")) and len(key) > 5 else key


def linked(analyses: Sequence[Analysis], drafts: Sequence[Sequence[Draft]]) -> list[list[Speaker | None]]:
    """The speaker of each draft, for the title's drafts and then the text's; speakers are shared by both."""
    linker = _Linker(analyses)
    return [linker.link(analysis, part) for analysis, part in zip(analyses, drafts, strict=True)]
