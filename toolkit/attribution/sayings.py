"""Verbs and nouns of speech that go on with the verb of speech before them, and are no cues of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.attribution.lexemes import GOING_ON, Tag, Word
from toolkit.attribution.names import is_name_like
from toolkit.attribution.verb_forms import finite_reading
from toolkit.words.clitics import conjoined

__all__ = [
    "ASSERTIONS",
    "SAYING_REACH",
    "answered",
    "comments",
    "goes_on_saying",
    "introduces",
    "repeats_assertion",
    "repeats_saying",
    "says_how",
    "says_where",
]

SAYING_REACH = 6
"""How far behind a verb of speech, in words, another may go on with it."""
_COMMENT_REACH = 14
_HOW_REACH = 7
_WITHIN = frozenset(("في", "خلال", "ضمن"))
_REPLIES = frozenset(("ورد", "وردت", "وردوا"))
_SPEAKING = GOING_ON | {"say", "answer", "comment", "state"}


def answered(words: list[Word], plain: list[str], i: int) -> Word:
    """The word at `i`; ورد is «and answered» where somebody follows, and no verb of what came in a document."""
    if words[i].key not in _REPLIES or plain[i + 1 : i + 2] != ["w"]:
        return words[i]
    to_whom = plain[i + 2 : i + 4] == ["w", "p"] and words[i + 3].key == "علي"  # ورد جيب بوش على
    return _answers(words[i]) if to_whom or _is_somebody(words[i + 1]) else words[i]


def _is_somebody(word: Word) -> bool:
    if word.proclitics:
        return False
    known = word.tags & (Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.PLACE)
    return bool(known) or is_name_like(word) or (word.definite and not word.tags)


def _answers(word: Word) -> Word:
    """Reads ورد فلان as «and answered», and not as the verb of what came in a document."""
    reading = next((rest for conjunction, rest in conjoined(word.key) if conjunction == "و"), "")
    finite = finite_reading(reading, reading)
    return word if finite is None else replace(word, finite=replace(finite, proclitics="و"))


def _verb_before(plain: list[str], i: int, reach: int) -> tuple[int, str]:
    """The last verb of speech within `reach` tokens before `i`, -1 where none is, and the classes between the two."""
    first = max(0, i - reach)
    stretch = "".join(plain[first:i])
    cue = stretch.rfind("V")
    return (first + cue, stretch[cue + 1 :]) if cue >= 0 else (-1, "")


def repeats_saying(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether قوله only goes on with a verb of speech before it and its subject."""
    noun = words[i].noun
    if noun is None or noun.verb.key != "qala" or noun.proclitics or not noun.pronoun:
        return False
    at, between = _verb_before(plain, i, SAYING_REACH)
    verb = words[at].finite if at >= 0 and between and set(between) <= set("wnt") else None
    return verb is not None and verb.verb.group in GOING_ON


_RENEWING = frozenset(("jaddada", "karrara"))
"""Verbs by which somebody says once more what follows: جدد التأكيد على أن."""
ASSERTIONS = frozenset(("التاكيد", "تاكيده", "تاكيدها", "تاكيدهم"))


def repeats_assertion(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether التأكيد or تأكيده only says what a verb before it renews: جدد فلان التأكيد على أن."""
    at, between = _verb_before(plain, i, _COMMENT_REACH) if words[i].key in ASSERTIONS else (-1, "")
    verb = words[at].finite if at >= 0 and set(between) <= set("wnpt") else None
    return verb is not None and verb.verb.key in _RENEWING


def says_where(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether a noun says in what somebody said it, whose verb stands before it: أضافت الوزارة في تصريحها أن."""
    noun = words[i].noun
    if noun is None or not noun.pronoun or words[i - 1].key not in _WITHIN:
        return False
    k = i - 2
    while k > i - SAYING_REACH and k > 0 and plain[k] in "wnp":
        k -= 1
    return k >= 0 and plain[k] == "V"


def says_how(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the participle parts a verb from its own words: قال فلان واصفا المشهد: «…»."""
    at, between = _verb_before(plain, i, _HOW_REACH)
    if at < 0 or not set(between) <= set("wpnt") or (not between and words[i].tags & Tag.TITLE):
        return False  # قالت متحدثة باسم الشركة: who speaks
    verb = words[at].finite
    if words[i].key == _AGAIN:
        return plain[i + 1 : i + 2] == ["C"]
    if not between and plain[i + 1 : i + 2] in (["C"], ["m"]):
        return True  # وأضافت محذرة أن
    behind = "".join(plain[i + 1 : i + 1 + _COMMENT_REACH])
    if not between and re.match("[wnt][wpnt]{0,2}m", behind):
        return True  # غردت محذرة المستخدمين "…"
    parted = "[wpntm]*,?[:GC]" if words[i].key in _TALKING else "[wpntm]*[:G]"
    return verb is not None and verb.verb.group in _SPEAKING and re.match(parted, behind) is not None


_AGAIN = "مجددا"
"""قال فلان مجددا إن: once more."""
_TALKING = frozenset(("متحدثا", "متحدثه"))
"""قال فلان متحدثا إلى الصحفيين إن: only to whom."""


def comments(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the participle only says on what: قال فلان، معلقا على العدوان، إن."""
    reading = words[i].hal
    if reading is None or reading.verb.group not in ("comment", "answer") or plain[i + 1 : i + 2] != ["p"]:
        return False
    at, between = _verb_before(plain, i, _COMMENT_REACH)
    open_cue = at >= 0 and not set(between) & set("CQ:SBH")
    behind = "".join(plain[i + 2 : i + 2 + _COMMENT_REACH])
    return open_cue and re.match("[wpnt]*,?C", behind) is not None


def introduces(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the verbal noun القول stands before a colon or a mark, behind إلى or a source."""
    reading = words[i].noun
    if reading is None or reading.verb.key != "qala" or reading.slot != "masdar" or reading.pronoun:
        return False
    return words[i - 1].key == "الي" and plain[i + 1 : i + 2] in ([":"], ["m"])


def goes_on_saying(word: Word) -> bool:
    """Whether the word is يقول behind another verb of speech: وتابع فلان يقول."""
    reading = word.finite
    return (
        reading is not None
        and reading.verb.key == "qala"
        and not reading.proclitics
        and reading.slot.startswith("impf.3")
    )
