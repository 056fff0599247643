"""What a noun itself tells of its part in a clause: which gender its verb has, and whether it can be no object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag
from toolkit.attribution.vocabulary import phrases
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.lexemes import Reading, Word

__all__ = [
    "MASCULINE",
    "agrees_with_relative",
    "are_found_on",
    "describes_another",
    "disagrees",
    "ends_alike",
    "is_feminine",
    "is_made_of",
    "is_proper",
    "stands_in_nominative",
]


def ends_alike(noun: Word, adjective: Word) -> bool:
    """Whether both have the endings of one gender: اللجنة المنظمة, البيانات الرسمية, but not البيان الحكومة."""
    return noun.key.endswith(("ه", "ات")) == adjective.key.endswith("ه")


def agrees_with_relative(relative: Word, verb: Word) -> bool:
    """Whether a verb may have the subject of which a relative pronoun speaks: اللجنة التي … أكدت."""
    reading, key = verb.finite, relative.key.removeprefix("و")
    if reading is None:
        return False
    if key == "الذي":
        return reading.gender == "m" and reading.number == "s"
    return reading.number == "p" if key == "الذين" else reading.gender == "f"


def is_feminine(word: Word) -> bool:
    """Whether a verb before this noun is feminine: الدراسة, الجمعيات, الأحزاب, روسيا."""
    if word.title is not None and word.tags & Tag.TITLE:
        return word.title.gender == "f"
    if word.tags & Tag.PLACE:
        return word.bare not in _MASCULINE_PLACES
    return word.bare.endswith(("ه", "ات")) or word.bare in _PLURALS


_MASCULINE_PLACES = frozenset(normalize("عراق مغرب لبنان أردن سودان يمن كرملين فاتيكان صومال غرب شرق").split())
_PLURALS = frozenset(
    normalize(
        "أحزاب دول ولايات صحف مواقع مصادر تقارير وسائل فصائل كتائب جهات أمم كتل نوادي شركات بنوك محاكم لجان"
    ).split()
)
"""Broken plurals of what is no person, before which a verb is feminine."""


def describes_another(before: Word, hal: Reading) -> bool:
    """Whether a participle hangs on the verb and not on the noun before it, as gender tells: قتيلا مشيرة إلى أن."""
    if not before.key or before.tags & (Tag.NAME | Tag.TITLE | Tag.UNNAMED) or hal.number != "s":
        return False
    return before.key.endswith("ه") != (hal.gender == "f")


def disagrees(word: Word, reading: Reading) -> bool:
    """Whether gender tells that a noun is not the subject of the verb before it: وحذرت السكان من أن."""
    title = word.title if word.tags & Tag.TITLE else None
    if word.tags & (Tag.NAME | Tag.LATIN) or not reading.gender:
        return False
    if title is not None:
        other = "m" if reading.gender == "f" else "f"
        return title.gender == other and (title.number == "s" or (reading.gender == "f" and word.definite))
    if reading.gender == "f":
        return word.bare in MASCULINE
    noun = word.tags & (Tag.ORGANISATION | Tag.DOCUMENT | Tag.MEDIUM) or word.bare in _PLURALS
    return bool(noun) and word.definite and is_feminine(word)


MASCULINE = frozenset(
    normalize(
        "مجتمع جيش اتحاد حزب برلمان مجلس بنك مركز فريق تحالف ائتلاف شعب جمهور عالم مكتب جهاز وفد نادي معهد موقع مصدر "
        "تقرير بيان تحقيق بلاغ كتاب مقال قرار اتفاق مشروع"
    ).split()
)
"""Bodies and documents before which no verb is feminine."""


def stands_in_nominative(word: Word) -> bool:
    """Whether the ending of a plural or of two tells that a noun is the subject: المجتمعون، كثيرون، الطرفان."""
    if word.tags & (Tag.NAME | Tag.PLACE) or word.proclitics:
        return False
    if word.bare.endswith("ون") and len(word.bare) >= _WITH_ENDING:
        return word.definite or bool(word.tags & (Tag.TITLE | Tag.UNNAMED))
    return word.definite and word.bare in _PAIRS


_WITH_ENDING = 6
"""So many letters has a noun at least with the ending of a plural, unlike قانون and ملحون."""
_PAIRS = frozenset(
    normalize("طرفان جانبان بلدان وزيران رئيسان زعيمان دولتان حكومتان حزبان جيشان مسؤولان كاتبان باحثان فريقان").split()
)


def is_proper(word: Word) -> bool:
    """Whether a word alone is the name of a body, to which nothing is joined: حماس, يونيسف."""
    return not word.definite and (word.base,) in phrases("organisations", "name").get(word.base, ())


def is_made_of(words: Sequence[Word], i: int) -> bool:
    """Whether من at token `i` tells of whom a body is made: لجنة من الخبراء."""
    body, people = words[i - 1], words[i + 1]
    several = people.tags & Tag.UNNAMED or (people.title is not None and people.title.number == "p")
    group = body.tags & Tag.ORGANISATION or body.bare in _GROUPS
    return words[i].key == "من" and bool(group) and not body.definite and bool(several)


_GROUPS = frozenset(("فريق", "وفد", "نخبه", "طايفه"))


def are_found_on(words: Sequence[Word], i: int) -> bool:
    """Whether على at token `i` tells on which medium those are found who are not named: ناشطون على فيسبوك."""
    on, people = words[i + 1].tags & (Tag.MEDIUM | Tag.ORGANISATION | Tag.DOCUMENT), words[i - 1]
    return words[i].key == "علي" and bool(on) and bool(people.tags & Tag.UNNAMED) and not people.definite
