"""Who may be meant where a cue leaves its subject out: whom its sentence and those before it speak of.

What is found here is how somebody is called there; who that is, is for `speakers`, and who is meant for `ranking`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.circumstances import bears_pronoun, skip_opening
from toolkit.attribution.lexemes import AND_HE, THIRD, Tag
from toolkit.attribution.mentions import Outline, outline_of
from toolkit.attribution.names import is_name_like, looks_verbal
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.subjects import subject_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.lexemes import Word

__all__ = ["Phrase", "Sentences"]

_REACH = 120
"""How far before a cue somebody may be named who is meant, in tokens, so that a long sentence takes linear time."""
_SENTENCES = 2
"""In how many sentences, that of the cue among them; a participle hangs on something in its own."""
_SPEAKS = Tag.TITLE | Tag.NAME | Tag.UNNAMED | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.LATIN
_AS_SUBJECT = Tag.PLACE | Tag.NISBA
_ANY = _SPEAKS | _AS_SUBJECT
_DEPENDENT = ("governed", "annexed")
_BESIDE = 3
"""Within so many tokens a phrase may stand right before a cue."""
_NO_WORDS = frozenset(",-)mR")
"""Classes that may stand between: marks and a relative pronoun."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase before a cue.

    Attributes:
        mention: How somebody is called there, at first sight.
        at: The token at which it begins.
        place: What it is in its clause: `topic` with which a sentence begins, `subject` behind a verb, `object` where
            the sentence has a topic, `perhaps` behind what may be a verb, `governed` by a preposition, `annexed` to a
            noun, or `other`.
        sentences: How many sentences before the cue that is.
        beside: Whether nothing but marks and a relative pronoun stands between it and the cue.
        known: Whether a lexicon knows its first word as one of somebody who may speak.
    """

    mention: Outline
    at: int
    place: str
    sentences: int
    beside: bool
    known: bool


class Sentences:
    """The noun phrases of a text's sentences, each sentence read once for all the cues that follow it."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._read: dict[tuple[int, int, int, bool], list[_Found]] = {}

    def phrases_before(self, draft: Draft) -> Iterator[Phrase]:
        """The noun phrases that may speak in the sentence of a cue, up to it, and in the sentences before it."""
        layer, cue = draft.layer, draft.cue.first
        least = max(layer.first, cue - _REACH)
        start, end = max(layer.start(cue), least), cue
        for back in range(1 if draft.cue.name == "HAL" else _SENTENCES):
            for found in self._phrases(layer, start, end, here=not back):
                beside = not back and _is_beside(layer, found.last, end)
                known = bool(self._analysis.words[found.at].tags & _ANY)
                yield Phrase(found.mention, found.at, found.place, back, beside, known)
            before = start - 1
            while before >= least and layer.start(before) == before:
                before -= 1  # a break behind a full stop is no sentence
            if before < least:
                return
            start, end = max(layer.start(before), least), before + 1

    def _phrases(self, layer: Layer, start: int, end: int, *, here: bool) -> list[_Found]:
        key = id(layer), start, end, here
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = list(_in_sentence(self._analysis, layer, start, end, here=here))
        return found


def _is_beside(layer: Layer, last: int, cue: int) -> bool:
    return cue - last <= _BESIDE and set(layer.classes[last - layer.first : cue - layer.first]) <= _NO_WORDS


class _Found(NamedTuple):
    """A noun phrase of a sentence: how somebody is called, where it begins and ends, and what it is in its clause."""

    mention: Outline
    at: int
    last: int
    place: str


def _in_sentence(analysis: Analysis, layer: Layer, start: int, end: int, *, here: bool) -> Iterator[_Found]:
    """The phrases of a sentence; where it is not that of the cue, none that hangs on a noun or a preposition."""
    start = _past_dateline(analysis, layer, start, end, here=here)
    topic = skip_opening(analysis, layer, start, end)
    i, opened, subject = start, False, -1  # the token behind the last subject
    words, classes, shift = analysis.words, layer.classes, layer.first
    while i < end:
        if classes[i - shift] != "w":
            i += 1
            continue
        known = words[i].tags & _ANY or i == topic or classes[i - 1 - shift] in "vVp" or _are_several(words[i])
        if not known or (i == topic and _opens_with_verb(analysis, layer, i)):
            i += 1
            continue
        place = "topic" if i == topic else _place(analysis, layer, i)
        if not here and place in _DEPENDENT:
            while i < end and classes[i - shift] == "w":
                i += 1
            continue
        last = None if _asks(analysis, i) or words[i - 1].key in AND_HE else _end(analysis, layer, i, end, place)
        if last is None:
            i += 1
            continue
        if (place == "subject" and opened) or (place == "other" and i == subject):
            place = "object"  # الوزير، الذي زار المدينة، حمل الحكومة المسؤولية; التقى الوزير فلان السفير فلانا
        opened = opened or place == "topic"
        subject = last if place in ("subject", "perhaps") else -1
        yield _Found(outline_of(analysis, i, last, governed=place == "governed"), i, last, place)
        i = last


_DATELINE = 9
"""So many tokens has the line at most that says where a report was written."""


def _past_dateline(analysis: Analysis, layer: Layer, start: int, end: int, *, here: bool) -> int:
    """Past where a report was written, with which its first paragraph begins: دبي، الإمارات (CNN) -- قالت.

    Past the whole line where nothing but who wrote it follows: جدة - سالم نصار.
    """
    if layer.cls(start - 1) != "B" or not analysis.words[start].tags & Tag.PLACE:
        return start
    line = range(start + 1, min(end, start + _DATELINE))
    dash = next((i for i in line if layer.cls(i) not in "wn,()"), start)
    if layer.cls(dash) != "-":
        return start
    tells = here or not set(layer.classes[dash - layer.first : end - layer.first]).isdisjoint("vV")
    return dash + 1 if tells else end


def _asks(analysis: Analysis, i: int) -> bool:
    """Whether token `i` is with whom somebody speaks, and so is not who: وفي مقابلة مع إعلام دولي قال.

    وفي لقاء مع فلان، قال: a person may be the one who is asked.
    """
    words = analysis.words
    if words[i].tags & Tag.NAME and not words[i].definite:
        return False
    return words[i - 1].key == "مع" and any(word.tags & Tag.SETTING for word in words[max(0, i - 4) : i - 1])


def _place(analysis: Analysis, layer: Layer, i: int) -> str:
    before = layer.cls(i - 1)
    word, ahead = analysis.words[i], analysis.words[i - 1]
    if word.proclitics.strip("وف"):
        return "governed"
    if before in "vV" or (layer.cls(i - 2) in "vV" and bears_pronoun(analysis, layer, i - 1)):
        return "subject"
    if before == "p":
        return "governed"
    if before == "w" and (_bears_object(ahead) or (word.definite and word.key.endswith("ون"))):
        return "subject"  # رفضها الأمير, ورفع المحتجون
    if before == "w" and not (ahead.definite or ahead.tags & (Tag.NAME | Tag.TITLE)):
        if _opens_with_verb(analysis, layer, i - 1):
            return "subject"
        return "perhaps" if _may_be_verb(ahead) else "annexed"
    return "other"


def _opens_with_verb(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a clause begins with «and» and what may be a verb, as somebody with the article follows: وعقد الوزير."""
    word, behind = analysis.words[i], analysis.words[min(i + 1, len(analysis) - 1)]
    opens = layer.cls(i - 1) in "SB," and word.key.startswith("و") and word.base != word.key
    known = behind.definite and not behind.proclitics and behind.tags & (Tag.TITLE | Tag.ORGANISATION)
    form = word.finite is not None and word.finite.slot.startswith("pf")
    short = len(word.base) == _SHORT and not word.tags & (Tag.NAME | Tag.TITLE | Tag.ORGANISATION)
    return bool(opens and known and (form or short or _may_be_verb(word)))


def _bears_object(word: Word) -> bool:
    """Whether a verb that looks like a noun bears its object: رفضها الأمير."""
    return word.finite is not None and bool(word.finite.pronoun) and word.key.endswith(THIRD)


def _are_several(word: Word) -> bool:
    """Whether a plural with the article names people, though no lexicon knows them: المصلين."""
    if not word.definite or word.tags or word.proclitics:
        return False
    return word.key.endswith(("ون", "ين")) and len(word.key) > _PEOPLE


_PEOPLE = 6
"""So many letters has the shortest word of which that holds."""
_SHORT = 3
"""A noun of so many letters may be a verb as well: قدم، طلب."""


def _may_be_verb(word: Word) -> bool:
    """Whether a word that no lexicon knows as a verb may be one."""
    if word.tags & ~(Tag.CIRCUMSTANCE | Tag.MARKS | Tag.DECLINES | Tag.COMMON) or word.noun is not None:
        return False
    if word.tags & Tag.COMMON and len(word.base) > _SHORT:
        return False
    return not looks_verbal(word) and not word.key.endswith(("ه", "ات"))


def _bears_suffix(word: Word) -> bool:
    """Whether a word ends like a verb or a noun with a pronoun, so that it is no name and no source: اتصلنا، صورته."""
    return word.key.endswith(("نا", "ته", "ها", "هم", "وا", "ني"))


def _end(analysis: Analysis, layer: Layer, i: int, end: int, place: str) -> int | None:
    """Where the phrase that begins at token `i` ends; None where none begins that may speak."""
    word = analysis.words[i]
    if layer.cls(i) != "w" or word.tags & (Tag.PRONOUN | Tag.POSSESSED):
        return None
    subject = place in ("topic", "subject")
    known = bool(word.tags & (_SPEAKS | _AS_SUBJECT if subject else _SPEAKS)) or _are_several(word)
    if (not known or word.tags & Tag.DOCUMENT) and _bears_suffix(word):
        return None
    if not known and not (subject and is_name_like(word) and not word.tags and word.key != "عدم"):
        return None
    phrase = noun_phrase(analysis, layer, i, end)
    if phrase is None:
        return None
    last = subject_end(analysis, layer, *phrase) if place != "topic" else phrase[1]
    nobody = last - i == 1 and word.key in _NOBODY
    return last if last > i and not nobody else None


_NOBODY = frozenset(("احد", "احدا"))
"""What alone means nobody: ولم يصب أحد."""
