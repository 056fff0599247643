"""Verbs and nouns of speech that go on with the verb of speech before them, and are no cues of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.names import is_name_like
from toolkit.attribution.verb_forms import finite_reading
from toolkit.words.clitics import conjoined

__all__ = [
    "SAYING_REACH",
    "answered",
    "comments",
    "goes_on_saying",
    "introduces",
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
_SPEAKING = frozenset(("say", "add", "continue", "conclude", "answer", "comment", "state"))


def answered(words: list[Word], plain: list[str], i: int) -> Word:
    """The word at `i`; ورد is «and answered» where somebody follows, and no verb of what came in a document."""
    if words[i].key in _REPLIES and plain[i + 1 : i + 2] == ["w"] and _is_somebody(words[i + 1]):
        return _answers(words[i])
    return words[i]


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


def repeats_saying(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether قوله only goes on with a verb of speech before it and its subject."""
    noun = words[i].noun
    if noun is None or noun.verb.key != "qala" or noun.proclitics or not noun.pronoun:
        return False
    stretch = "".join(plain[max(0, i - SAYING_REACH) : i])
    cue = stretch.rfind("V")
    verb = words[i - len(stretch) + cue].finite if cue >= 0 and set(stretch[cue + 1 :]) <= set("wnt") else None
    return verb is not None and verb.verb.group in ("add", "continue", "conclude") and cue < len(stretch) - 1


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
    stretch = "".join(plain[max(0, i - _HOW_REACH) : i])
    cue = stretch.rfind("V")
    if cue < 0 or not set(stretch[cue + 1 :]) <= set("wpnt"):
        return False
    verb = words[i - len(stretch) + cue].finite
    behind = "".join(plain[i + 1 : i + 1 + _COMMENT_REACH])
    return verb is not None and verb.verb.group in _SPEAKING and re.match("[wpntm]*[:G]", behind) is not None


def comments(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the participle only says on what: قال فلان، معلقا على العدوان، إن."""
    reading = words[i].hal
    if reading is None or reading.verb.group not in ("comment", "answer") or plain[i + 1 : i + 2] != ["p"]:
        return False
    stretch = "".join(plain[max(0, i - _COMMENT_REACH) : i])
    cue = stretch.rfind("V")
    open_cue = cue >= 0 and not set(stretch[cue:]) & set("CQ:SBH")
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
