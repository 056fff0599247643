"""Whether the only noun phrase behind a verb is its subject or what it speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import is_feminine, is_proper, stands_in_nominative
from toolkit.attribution.ahead import subject_before
from toolkit.attribution.drafts import Cue
from toolkit.attribution.government import stands_at
from toolkit.attribution.heads import head_at, is_head
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.named import name_in
from toolkit.attribution.names import is_name_like, looks_verbal
from toolkit.attribution.phrases import noun_phrase
from toolkit.attribution.quantities import NUMBERS, QUANTITIES
from toolkit.attribution.settings import past_settings
from toolkit.attribution.subjects import fixed_end, subject_end
from toolkit.attribution.targets import is_joined, is_only_object
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Word

__all__ = ["names_deed", "parted", "past_charged"]


def names_deed(word: Word) -> bool:
    """Whether a noun is a verbal noun, by its lexicon or by its shape: انتهاء."""
    return word.is_masdar or looks_verbal(word) or _MASDAR.fullmatch(word.bare) is not None


def parted(
    analysis: Analysis,
    layer: Layer,
    cue: Cue,
    source: tuple[int, int],
    particle: int,
    *,
    ahead: tuple[int, int] | None,
) -> tuple[tuple[int, int] | None, int]:
    """The subject of a verb with an object before the particle it governs, and the first token of that object.

    None where the subject is left out; the particle where there is no object. Who speaks may stand `ahead` of the verb,
    as `speaker_ahead` says, or as the head of its relative clause.
    """
    if layer.cls(cue.first - 1) == "R" and not analysis.words[cue.first - 1].key.endswith("ما"):
        ahead, _ = subject_before(analysis, layer, cue.first)
    if ahead is not None:
        return ahead, source[0]  # السلطات طمأنت المواطنين إلى
    subject = subject_end(analysis, layer, *source)
    alone = cue.reading is not None and cue.reading.stands_alone
    if alone or is_only_object(analysis, layer, cue, source[0]):
        return None, source[0]
    thing = past_settings(analysis, layer, min(subject, source[1]), particle)
    if subject < source[1] or stands_at(analysis, layer, thing, particle):
        return (source[0], subject), thing
    return (source, particle) if _is_subject(analysis, layer, cue, source) else (None, source[0])


def past_charged(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past those on whom it is urged, where what they are to do follows: أكد على اللجنة الوزارية سرعة البدء."""
    first = i + (i + 1 < end and analysis.words[i].key in _ALL)
    if first >= end or not is_head(analysis.words[first]):
        return i
    phrase = noun_phrase(analysis, layer, first, end)
    at = subject_end(analysis, layer, *phrase) if phrase is not None else end
    if at >= end or layer.cls(at) != "w":
        return i
    word = analysis.words[at]
    masdar = word.is_masdar or _MASDAR.fullmatch(word.bare) is not None
    aim = masdar or word.key == "عدم" or (bool(word.tags & Tag.COMMON) and not word.definite)
    return at if aim and not word.proclitics and not is_head(word) else i


_ALL = frozenset(("كافه", "جميع", "كل"))
_MASDAR = re.compile("(?:است..ا.|ان..ا.|ا.ت.ا.|ت..ي.|ت.ا..)ه?")
"""The shapes of verbal nouns of the augmented stems."""


def _is_subject(analysis: Analysis, layer: Layer, cue: Cue, phrase: tuple[int, int]) -> bool:
    """Whether the only noun phrase behind a verb is its subject: ودعا الوزير إلى, but ودعا الحكومة إلى.

    Without و a verb brings its subject; with it the subject is often left out, and agreement tells.
    """
    first, reading = head_at(layer, phrase[0]), cue.reading
    if reading is None or reading.verb.group == "accuse":
        return False  # whom one accuses is always named: واتهمت الشركة ب
    word, joined = analysis.words[first], is_joined(analysis, cue)
    if (is_name_like(word) and phrase[1] - first == 1) or stands_in_nominative(word):
        return True  # a surname: وحذر كيلي من; ودعا المجتمعون إلى
    if phrase[1] - first > 1 and (word.key in QUANTITIES or word.key in NUMBERS):
        return _are_subject(analysis, first, joined=joined)
    public = word.definite and word.bare in _PUBLIC and phrase[1] - first == 1
    if joined and public and reading.verb.object == "addressee":
        return False  # وحث الناس على
    agrees = (is_feminine(word) == (reading.gender == "f") or is_proper(word)) and not _are_several(word)
    begins = layer.cls(cue.first - 1) in "SB"
    if not is_head(word):
        known = fixed_end(analysis, *phrase) > phrase[0]
        return known and agrees and (begins or not joined)  # وحذرت الولايات المتحدة من
    if word.title is not None and word.title.number == "s" and {word.title.gender, reading.gender} == {"f", "m"}:
        return False  # وحث الوزيرة على
    annexed = phrase[1] - first > 1 and analysis.words[first + 1].definite
    some = word.tags & Tag.UNNAMED and not (word.definite or annexed)  # ودعت قيادات إلى, but ودعت أهالي القرية إلى
    if not joined or some or name_in(analysis, *phrase):
        return True
    known = bool(word.tags & (Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT))
    return agrees and (known or (begins and bool(word.tags & Tag.PLACE)))


_PUBLIC = frozenset(normalize("ناس سكان أهالي جماهير مواطنون عالم شعب شباب أطراف نساء طلاب جنود").split())
"""Whom everybody addresses, more often than they ask somebody for something."""


def _are_several(word: Word) -> bool:
    """Whether the ending of a plural tells that a noun is no subject: الصحفيين, but الأمين and الكرملين."""
    one = word.title.number == "s" if word.title is not None else word.tags == Tag.ORGANISATION
    return word.key.endswith("ين") and not one


def _are_subject(analysis: Analysis, first: int, *, joined: bool) -> bool:
    """The same for a phrase that says how many: ودعا عدد من النواب إلى, but ودعا جميع الأطراف إلى."""
    word, behind = analysis.words[first], analysis.words[first + 1 : first + 3]
    if word.key in NUMBERS or any(other.key == "من" for other in behind):
        return True
    return is_head(behind[0]) and not (joined and word.key in _ALL)
