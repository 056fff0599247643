"""What the words beside a word tell of its class: a verb that is a noun here, a participle that is counted."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.corrections import CORRECTED_BY_KEY, retag_named_by_time
from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.names import is_name_like
from toolkit.attribution.sayings import (
    SAYING_REACH,
    answered,
    comments,
    goes_on_saying,
    introduces,
    repeats_assertion,
    repeats_saying,
    says_how,
    says_where,
)
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

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
    _retag_nouns(words, plain, notes)
    retag_named_by_time(words, plain)
    present = {word.key for word in words}
    for keys, correct in CORRECTED_BY_KEY:
        if not keys.isdisjoint(present):  # in most texts none of them stands
            correct(words, plain)
    verb = -9
    for i, name in enumerate(plain):
        if name == "w":  # most words: nothing can change but القول
            if words[i].noun is not None and words[i].definite and i and introduces(words, plain, i):
                plain[i] = "G"  # دفع الوزير إلى القول: «…»
            elif words[i].hal is not None and plain[i + 1 : i + 2] == [":"] and i and says_how(words, plain, i):
                plain[i] = "t"  # واسترسل الوزير شارحا: «…»
            continue
        if name == "V":
            words[i] = answered(words, plain, i)
        if not i:
            if name == "H" and _opens_sentence(words, i):
                plain[i] = "w"
            continue
        if name == "V" and i - verb <= SAYING_REACH and goes_on_saying(words[i]):
            name = plain[i] = "G"  # noqa: PLW2901 - وتابع فلان يقول
        verb = i if name == "V" else -9
        note = _no_cue(words, plain, i) if name in "vVH" else ""
        if note:
            plain[i] = "t" if note in (_REMARK, _MANNER) else "w"
            notes[i] = note
        elif name in "vVCpt":
            _retag_beside(words, plain, notes, i)


def _retag_nouns(words: list[Word], plain: list[str], notes: dict[int, str]) -> None:
    """The same for verbal nouns that belong to the verb of speech before them."""
    for i in [i for i, name in enumerate(plain) if name == "N"]:
        if repeats_saying(words, plain, i):
            plain[i] = "G"  # وأضاف فلان قوله: «…»
        elif says_where(words, plain, i):
            plain[i] = "w"
            notes[i] = "it says in what the verb before it was said"
        elif repeats_assertion(words, plain, i):
            plain[i] = "w"
            notes[i] = "what the verb before it renews: جدد فلان التأكيد على أن"


def _retag_beside(words: list[Word], plain: list[str], notes: dict[int, str], i: int) -> None:
    """The same for what is no cue, or stays one."""
    name, before = plain[i], words[i - 1]
    if name in "vV" and plain[i - 1] == "V":
        reading = words[i].finite
        if reading is not None and reading.verb.key == "qala" and not reading.proclitics:
            plain[i] = "G"  # وتابع يقول
    elif name == "C" and _is_before(words, plain, i):
        first = i - 1 if words[i - 1].base == _BEFORE else i - 2
        plain[first : i + 1] = "X" * (i + 1 - first)  # فلان سبق أن قال, سبق له أن قال
    elif name == "C" and words[i].proclitics in ("", "و") and _is_aside(words, plain, i):
        plain[i - 1] = plain[i] = "v"  # وقال دون أن يسمي أحدا: a clause of its own, and no content of the cue
    elif name == "V" and _is_received(words, i):
        plain[i] = "v"  # بلاغ توصلت به الجريدة
        notes[i] = "who received it, and found nothing"
    elif name == "V" and _describes(words, i):
        plain[i] = "v"  # في تصريحات نقلتها مواقع
        notes[i] = "the verb only says whose the statement before it is"
    elif name == "p" and words[i].key == "لي" and plain[i - 1] == "w" and not before.definite:
        plain[i] = "w"  # بيرنرز لي: no verb before it, so a name
    elif name == "t" and words[i].proclitics and before.tags & Tag.NAME:
        plain[i] = "w"  # مريم بليل


_RECEIVER = 6
"""Within so many tokens behind the verb stands what was received."""
_RECEIVED = frozenset(("به", "بها", "بهم", "بهما"))


def _is_received(words: list[Word], i: int) -> bool:
    """Whether the verb only says who received a document: بلاغ توصلت به الجريدة, توصلت الجريدة بنسخة منه."""
    reading = words[i].finite
    if reading is None or reading.verb.key != "tawassala_find":
        return False
    for word in words[i + 1 : i + _RECEIVER]:
        if word.key in _RECEIVED:
            return True
        if word.proclitics == "ب" and (word.tags & Tag.DOCUMENT or word.bare == "نسخه"):
            return True
        if not word.key or word.tags & Tag.PREPOSITION:
            return False
    return False


_BEFORE = "سبق"


def _is_before(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the particle joins سبق, which says when, to a verb: سبق أن قال, سبق له أن أكد."""
    said = plain[i + 1 : i + 2] == ["V"] and words[i].key == "ان"
    return said and (words[i - 1].base == _BEFORE or (words[i - 2].base == _BEFORE and words[i - 1].key in _HIM))


_HIM = frozenset(("له", "لها", "لهم"))


def _is_aside(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether the particle belongs to دون, or to بعد or قبل right behind a verb and its subject."""
    if words[i - 1].key in ("دون", "بدون", "سبق"):
        return True  # سبق أن زار
    k = i - 2
    while k > i - 7 and k > 0 and plain[k] == "w":
        k -= 1
    after = words[i - 1].key in ("بعد", "قبل") and words[i - 2].key != "فيما"
    return after and plain[k] == "V" and k > i - 7


def _no_cue(words: list[Word], plain: list[str], i: int) -> str:
    """Why what looks like a verb or participle at `i` is a noun, as its neighbours tell; "" where it is none."""
    if words[i - 1].base in _SONS:
        return "behind «son of» stands a name"  # حميد بن ساعد
    if plain[i] == "V" and plain[i - 1] == "w" and i + 1 < len(words) and words[i + 1].key in _FATHERS:
        return "a given name before «father of»"  # عضو اللجنة واصل أبو يوسف
    if plain[i] == "H":
        return _no_participle(words, plain, i)
    if plain[i] == "V" and plain[i - 1] == "n" and words[i].tags & Tag.TITLE:
        return "counted, and no verb"  # 4000 طالب
    other = _tells_nothing(words, i) if plain[i] == "V" else ""
    if other:
        return other
    if _is_adjacent(words, plain, i):
        return "at once behind a verb stands a noun"  # أكد تمكن المجاهدين، يسود تخوف
    if plain[i] == "V" and words[i].tags & Tag.POSSESSED and _is_object(words, plain, i):
        return "a noun with the pronoun of its possessor: the object of the verb before it"  # وأبدى فلان تمسكه
    asked = words[i - 1].key in _WHEN and (_asks_him(words[i]) or words[i].key in _ASKED)
    asked = asked and plain[i - 1] in "Kwt"  # أكدت الوزيرة عندما سألها صحافيون: «…»
    told = plain[i - 2 : i] == ["V", "w"] and _is_somebody(words[i - 1]) and not words[i].proclitics
    if plain[i] == "V" and (asked or told):
        plain[i] = "v"
        return ""
    return _no_verb_but_name(words, plain, i)


def _tells_nothing(words: list[Word], i: int) -> str:
    """Why the word behind a verb tells that it says nothing; "" where it does not: ولفت انتباهي أن, طالب دكتوراه."""
    if words[i + 1 : i + 2] and words[i + 1].key in _DRAWN:
        return "it draws attention, and says nothing"
    return "a student, and no demand" if _is_student(words, i) else ""


_DRAWN = frozenset("انتباهي نظري انتباهنا نظرنا انتباهه انظار".split())
_DEGREES = frozenset("دكتوراه ماجستير جامعي ثانوي طب هندسه قانون دراسات".split())


def _is_student(words: list[Word], i: int) -> bool:
    """Whether «demanded» is «student of», as a field of study follows."""
    return words[i].key in ("طالب", "طالبه") and i + 1 < len(words) and words[i + 1].key in _DEGREES


def _is_somebody(word: Word) -> bool:
    """Whether behind a noun without the article a verb describes who speaks: وقالت سيدة شهدت الحادث, دراسة رصدت."""
    one = word.tags & Tag.DOCUMENT or (word.title is not None and word.title.number == "s")
    return bool(one) and not word.definite and not word.proclitics and not word.tags & Tag.NAME


def _no_participle(words: list[Word], plain: list[str], i: int) -> str:
    """The same for what looks like a participle."""
    before = plain[i - 1]
    if says_how(words, plain, i):
        return _MANNER
    says = "".join(plain[i + 1 : i + 3]).removeprefix("p")[:1] == "C"  # منذ 2005 مؤكدا أن
    if (before == "n" and not says) or comments(words, plain, i):
        return _COUNTED if before == "n" else _REMARK
    if before == "V" and _heads_phrase(words, i):
        return "the subject of the verb before it, and no participle"  # قالت مدعية المحكمة
    return "who speaks, and no participle" if before in "SB" and _opens_sentence(words, i) else ""


def _is_adjacent(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether what looks like a verb stands at once behind one, or behind a participle."""
    reading, before = words[i].finite, plain[i - 1]
    past = reading is None or reading.slot.startswith("pf")
    hal = before == "H" and i > 1 and plain[i - 2] == "," and not words[i].key.startswith("ي")
    adjacent = before == "V" or hal or (before == "v" and plain[i] == "V" and reading is not None)
    return adjacent and past and not words[i].proclitics


def _no_verb_but_name(words: list[Word], plain: list[str], i: int) -> str:
    """The same for a name that looks like a verb; one that no lexicon knows becomes a name."""
    foreign = _is_foreign_surname(words, plain, i)
    if foreign:
        words[i] = replace(words[i], tags=Tag.NAME, finite=None, plain="w")
    named = foreign or (plain[i] == "V" and _is_name(words, plain, i))  # قال المحامي فالح: not ف and ألح
    return "a name within the subject of the verb before it" if named else ""


def _is_foreign_surname(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether what looks like a verb closes a foreign name in the subject of a verb of saying: قال المدير توست تول."""
    given, reading = words[i - 1], words[i].finite
    if plain[i - 1] != "w" or words[i].proclitics or not is_name_like(given) or given.tags:
        return False
    if given.noun is not None or given.finite is not None or len(given.key) < _GIVEN:
        return False
    if not set(plain[i + 1 : i + 2]) & set("pC:,"):
        return False
    if reading is not None and (reading.verb.risk == "low" or plain[i + 1 : i + 2] == ["C"]):
        return False
    k = i - 2
    while k > i - _SUBJECT_REACH and k > 0 and plain[k] == "w":
        k -= 1
    verb = words[k].finite if plain[k] == "V" else None
    titled = any(words[j].tags & Tag.TITLE for j in range(k + 1, i - 1))
    return verb is not None and verb.verb.risk == "low" and titled


_ASKED = frozenset(("سيل", "سيلت", "سيلوا"))
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
_MANNER = "it says how the verb before it spoke, whose words come behind it"
_REMARK = "it only says what the words of the verb before it are about"


_FATHERS = frozenset(("ابو", "بن"))
_SONS = frozenset(("بن", "ابن", "بنت", "ال", "عبد"))


def _heads_phrase(words: list[Word], i: int) -> bool:
    """Whether a feminine participle is a title or joined to the noun behind it: متحدثة باسم الشركة, مدعية المحكمة."""
    reading, behind = words[i].hal, words[i + 1] if i + 1 < len(words) else None
    feminine = reading is not None and reading.gender == "f" and not reading.proclitics
    told = behind is not None and bool(behind.definite or behind.tags & Tag.PLACE) and not behind.proclitics
    if told and reading is not None and reading.verb.object != "none":
        return False  # غردت محذرة المستخدمين: «…»
    if feminine and words[i].tags & Tag.TITLE:
        return True  # قالت متحدثة باسم الشركة
    return feminine and told


def _opens_sentence(words: list[Word], i: int) -> bool:
    """Whether a feminine participle with which a sentence begins is an office: متحدثة باسم الجيش قالت."""
    reading = words[i].hal
    return reading is not None and reading.gender == "f" and not reading.proclitics and bool(words[i].tags & Tag.TITLE)


def _is_object(words: list[Word], plain: list[str], i: int) -> bool:
    """Whether a verbal noun with its possessor, spelt like a verb, is the object of the verb shortly before."""
    k = i - 1
    while k > i - _OBJECT_REACH and k > 0 and plain[k] in "wp":
        k -= 1
    reading = words[k].finite if plain[k] == "V" and k < i - 1 else None
    return reading is not None and "nominal" in reading.verb.takes and not words[i].key.startswith(("و", "ف"))


_OBJECT_REACH = 8
_PUBLISHED = frozenset(("نشرت", "نشر", "صدرت", "صدر"))


_BROADCAST = frozenset("بثت بث نشرت نشر اذيعت اذيع".split())


def _is_within_setting(words: list[Word], i: int) -> bool:
    """Whether a preposition and what was broadcast stand right before its verb: في كلمة متلفزة له بثت."""
    near = range(i - 1, max(0, i - 4), -1)
    at = next((k for k in near if words[k].tags & Tag.SETTING and not words[k].definite), 0)
    return at > 0 and words[at - 1].key in ("في", "خلال", "عبر")


def _describes(words: list[Word], i: int) -> bool:
    """Whether the verb at `i` only says whose a statement is that stands before it: بيان أصدرته اللجنة."""
    reading, before = words[i].finite, words[i - 1]
    behind = words[i + 1] if i + 1 < len(words) else None
    if words[i].key in _PUBLISHED and behind is not None and behind.key.endswith("ها"):
        return any(w.tags & Tag.DOCUMENT and not w.definite for w in words[max(0, i - 3) : i])  # دراسة نشرت نتائجها
    if words[i].key in _BROADCAST and _is_within_setting(words, i):
        return True  # وقال فلان، في كلمة متلفزة له بثت الأحد
    statement = bool(before.tags & (Tag.SETTING | Tag.DOCUMENT)) and not before.definite
    if (
        before.tags & Tag.RELATIVE
        and not before.key.endswith("ما")
        and reading is not None
        and reading.verb.group == "relay"
    ):
        statement = True  # البرنامج الذي تبثه القناة
    return statement and reading is not None and reading.pronoun in THIRD and not reading.proclitics
