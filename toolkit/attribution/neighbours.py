"""What the words beside a word tell of its class: a verb that is a noun here, a participle that is counted."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.names import is_name_like
from toolkit.attribution.verb_forms import finite_reading
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.words.clitics import conjoined

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Word

__all__ = ["hide_anonymity", "retag"]


@cache
def _refusals(kind: str) -> frozenset[str]:
    return frozenset(normalize(row["form"]) for row in load_lexicon("refusals").rows if row["kind"] == kind)


def hide_anonymity(words: list[Word], plain: list[str], notes: dict[int, str]) -> None:
    """طلب عدم كشف هويته beside a source is no cue of its own, and does not end the source's clause."""
    for i in [i for i, found in enumerate(words) if found.tags & Tag.ANONYMITY]:
        if words[i].key not in _refusals("anonymity"):
            continue
        for k in range(i - 1, max(i - 8, -1), -1):
            if words[k].key in _refusals("unnaming"):
                plain[k : i + 1] = ["v", *"w" * (i - k)]
                notes.update(dict.fromkeys(range(k, i + 1), "a wish of the source not to be named"))
                break


def retag(words: list[Word], plain: list[str], notes: dict[int, str]) -> None:
    """Corrects what a word's neighbours tell of it, and notes where it takes the class of a cue away."""
    verb = -9
    for i in [i for i, name in enumerate(plain) if name == "N"]:
        if _repeats_saying(words, plain, i):
            plain[i] = "G"  # وأضاف فلان قوله: «…»
        elif _says_where(words, plain, i):
            plain[i] = "w"
            notes[i] = "it says in what the verb before it was said"
    for i, name in enumerate(plain):
        if name == "w":  # most words: nothing can change but القول
            if words[i].noun is not None and words[i].definite and i and _introduces(words, plain, i):
                plain[i] = "G"  # دفع الوزير إلى القول: «…»
            continue
        if name == "V" and words[i].key in _REPLIES and plain[i + 1 : i + 2] == ["w"] and _is_somebody(words[i + 1]):
            words[i] = _answers(words[i])
        if not i:
            if name == "H" and _opens_sentence(words, i):
                plain[i] = "w"
            continue
        if name == "V" and i - verb <= _SAYING_REACH and _goes_on_saying(words[i]):
            name = plain[i] = "G"  # noqa: PLW2901 - وتابع فلان يقول
        verb = i if name == "V" else -9
        note = _no_cue(words, plain, i) if name in "vVH" else ""
        if note:
            plain[i] = "t" if note == _REMARK else "w"
            notes[i] = note
        elif name in "vV" and plain[i - 1] == "V":
            reading = words[i].finite
            if reading is not None and reading.verb.key == "qala" and not reading.proclitics:
                plain[i] = "G"  # وتابع يقول
        elif name == "C" and not words[i].proclitics and _is_aside(words, plain, i):
            plain[i - 1] = plain[i] = "v"  # وقال دون أن يسمي أحدا: a clause of its own, and no content of the cue
        elif name == "V" and _describes(words, i):
            plain[i] = "v"  # في تصريحات نقلتها مواقع
            notes[i] = "the verb only says whose the statement before it is"
        elif name == "p" and words[i].key == "لي" and plain[i - 1] == "w" and not words[i - 1].definite:
            plain[i] = "w"  # بيرنرز لي: no verb before it, so a name
        elif name == "t" and words[i].proclitics and words[i - 1].tags & Tag.NAME:
            plain[i] = "w"  # مريم بليل


_WITHIN = frozenset(("في", "خلال", "ضمن"))


def _says_where(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether a noun says in what somebody said it, whose verb stands before it: أضافت الوزارة في تصريحها أن."""
    noun = words[i].noun
    if noun is None or not noun.pronoun or words[i - 1].key not in _WITHIN:
        return False
    k = i - 2
    while k > i - _SAYING_REACH and k > 0 and plain[k] in "wnp":
        k -= 1
    return k >= 0 and plain[k] == "V"


def _is_aside(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the particle belongs to دون, or to بعد or قبل right behind a verb and its subject."""
    if words[i - 1].key in ("دون", "بدون"):
        return True
    k = i - 2
    while k > i - 7 and k > 0 and plain[k] == "w":
        k -= 1
    return words[i - 1].key in ("بعد", "قبل") and plain[k] == "V" and k > i - 7


def _no_cue(words: list[Word], plain: list[str], i: int) -> str:
    """Why what looks like a verb or participle at `i` is a noun, as its neighbours tell; "" where it is none."""
    name, before = plain[i], plain[i - 1]
    if words[i - 1].base in _SONS:
        return "behind «son of» stands a name"  # حميد بن ساعد
    if name == "H":
        if _says_how(words, plain, i):
            return "it says how the verb before it spoke, whose words come behind it"
        if before == "n" or _comments(words, plain, i):
            return _COUNTED if before == "n" else _REMARK
        if before == "V" and _heads_phrase(words, i):
            return "the subject of the verb before it, and no participle"  # قالت مدعية المحكمة
        return "who speaks, and no participle" if before in "SB" and _opens_sentence(words, i) else ""
    reading = words[i].finite
    if name == "V" and before == "n" and words[i].tags & Tag.TITLE:
        return "counted, and no verb"  # 4000 طالب
    past = reading is None or reading.slot.startswith("pf")
    hal = before == "H" and i > 1 and plain[i - 2] == "," and not words[i].key.startswith("ي")
    adjacent = before == "V" or hal or (before == "v" and name == "V" and reading is not None)
    if adjacent and past and not words[i].proclitics:
        return "at once behind a verb stands a noun"  # أكد تمكن المجاهدين، يسود تخوف
    if name == "V" and words[i].tags & Tag.POSSESSED and _is_object(words, plain, i):
        return "a noun with the pronoun of its possessor: the object of the verb before it"  # وأبدى فلان تمسكه
    if name == "V" and before in "Kw" and words[i - 1].key in _WHEN and _asks_him(words[i]):
        plain[i] = "v"
        return ""  # أكدت الوزيرة عندما سألها صحافيون: «…»
    if _is_foreign_surname(words, plain, i):
        words[i] = replace(words[i], tags=Tag.NAME, finite=None, plain="w")
        return "a name within the subject of the verb before it"
    if name == "V" and _is_name(words, plain, i):
        return "a name within the subject of the verb before it"  # قال المحامي فالح: not ف and ألح
    return ""


def _is_foreign_surname(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether what looks like a verb closes a foreign name in the subject of a verb of saying: قال المدير توست تول إن."""
    given, reading = words[i - 1], words[i].finite
    if plain[i - 1] != "w" or words[i].proclitics or not is_name_like(given) or given.tags:
        return False
    if given.noun is not None or given.finite is not None or len(given.key) < _GIVEN or not set(plain[i + 1 : i + 2]) & set("pC:,"):
        return False
    if reading is not None and (reading.verb.risk == "low" or plain[i + 1 : i + 2] == ["C"]):
        return False
    k = i - 2
    while k > i - _SUBJECT_REACH and k > 0 and plain[k] == "w":
        k -= 1
    verb = words[k].finite if plain[k] == "V" else None
    titled = any(words[j].tags & Tag.TITLE for j in range(k + 1, i - 1))
    return verb is not None and verb.verb.risk == "low" and titled


_WHEN = frozenset(("عندما", "حين", "حينما", "لما", "بعدما"))


def _asks_him(word: Word) -> bool:
    reading = word.finite
    return reading is not None and reading.verb.group == "ask" and reading.pronoun in THIRD


_GIVEN = 4
"""The fewest letters of a given name that no lexicon knows, before what looks like a verb."""
_SUBJECT_REACH = 8


def _is_name(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether a form that may be a verb is a name behind a title or a name, within the subject of a verb of saying."""
    before, reading = words[i - 1], words[i].finite
    if plain[i - 1] != "w" or reading is None or words[i].key.startswith("و"):
        return False
    if words[i].tags & Tag.NAME and before.tags & (Tag.TITLE | Tag.NAME) and not before.proclitics:
        return True
    k = i - 1
    while k > i - 5 and k > 0 and plain[k] == "w":
        k -= 1
    verb = words[k].finite if plain[k] == "V" else None
    unlikely = reading.verb.risk != "low" and not reading.pronoun and is_name_like(before)
    return verb is not None and verb.verb.group in ("say", "add", "state") and unlikely


_COUNTED = "what is counted"  # 15 متهما
_REMARK = "it only says what the words of the verb before it are about"
_COMMENT_REACH = 14


def _comments(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the participle only says on what: قال فلان، معلقا على العدوان، إن."""
    reading = words[i].hal
    if reading is None or reading.verb.group not in ("comment", "answer") or plain[i + 1 : i + 2] != ["p"]:
        return False
    stretch = "".join(plain[max(0, i - _COMMENT_REACH) : i])
    cue = stretch.rfind("V")
    open_cue = cue >= 0 and not set(stretch[cue:]) & set("CQ:SBH")
    behind = "".join(plain[i + 2 : i + 2 + _COMMENT_REACH])
    return open_cue and re.match("[wpnt]*,?C", behind) is not None


_REPLIES = frozenset(("ورد", "وردت", "وردوا"))


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


def _repeats_saying(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether قوله only goes on with a verb of speech before it and its subject."""
    noun = words[i].noun
    if noun is None or noun.verb.key != "qala" or noun.proclitics or not noun.pronoun:
        return False
    stretch = "".join(plain[max(0, i - _SAYING_REACH) : i])
    cue = stretch.rfind("V")
    verb = words[i - len(stretch) + cue].finite if cue >= 0 and set(stretch[cue + 1 :]) <= set("wnt") else None
    return verb is not None and verb.verb.group in ("add", "continue", "conclude") and cue < len(stretch) - 1


_HOW_REACH = 7
_SPEAKING = frozenset(("say", "add", "continue", "conclude", "answer", "comment", "state"))


def _says_how(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the participle parts a verb from its own words: قال فلان واصفا المشهد: «…»; رد مدافعا عن القرار بالقول."""
    stretch = "".join(plain[max(0, i - _HOW_REACH) : i])
    cue = stretch.rfind("V")
    if cue < 0 or not set(stretch[cue + 1 :]) <= set("wpnt"):
        return False
    verb = words[i - len(stretch) + cue].finite
    behind = "".join(plain[i + 1 : i + 1 + _COMMENT_REACH])
    return verb is not None and verb.verb.group in _SPEAKING and re.match("[wpntm]*[:G]", behind) is not None


_SONS = frozenset(("بن", "ابن", "بنت", "ال", "عبد"))


def _heads_phrase(words: list[Word], i: int) -> bool:
    """Whether a feminine participle is a title or joined to the noun behind it: متحدثة باسم الشركة, مدعية المحكمة."""
    reading, behind = words[i].hal, words[i + 1] if i + 1 < len(words) else None
    feminine = reading is not None and reading.gender == "f" and not reading.proclitics
    if feminine and words[i].tags & Tag.TITLE:
        return True  # قالت متحدثة باسم الشركة
    return feminine and behind is not None and behind.definite and not behind.proclitics


def _opens_sentence(words: list[Word], i: int) -> bool:
    """Whether a feminine participle with which a sentence begins is an office: متحدثة باسم الجيش قالت."""
    reading = words[i].hal
    return reading is not None and reading.gender == "f" and not reading.proclitics and bool(words[i].tags & Tag.TITLE)


_SAYING_REACH = 6


def _introduces(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the verbal noun القول stands before a colon or a mark, behind إلى or a source."""
    reading = words[i].noun
    if reading is None or reading.verb.key != "qala" or reading.slot != "masdar" or reading.pronoun:
        return False
    return words[i - 1].key == "الي" and plain[i + 1 : i + 2] in ([":"], ["m"])


def _is_object(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether a verbal noun with its possessor, spelt like a verb, is the object of the verb shortly before."""
    k = i - 1
    while k > i - 5 and k > 0 and plain[k] == "w":
        k -= 1
    reading = words[k].finite if plain[k] == "V" and k < i - 1 else None
    return reading is not None and "nominal" in reading.verb.takes and not words[i].key.startswith(("و", "ف"))


def _goes_on_saying(word: Word) -> bool:
    reading = word.finite
    return (
        reading is not None
        and reading.verb.key == "qala"
        and not reading.proclitics
        and reading.slot.startswith("impf.3")
    )


def _describes(words: list[Word], i: int) -> bool:
    """Whether the verb at `i` only says whose a statement is that stands before it: بيان أصدرته اللجنة."""
    reading, before = words[i].finite, words[i - 1]
    statement = before.tags & (Tag.SETTING | Tag.DOCUMENT) and not before.definite
    return bool(statement) and reading is not None and reading.pronoun in THIRD and not reading.proclitics
