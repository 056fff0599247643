"""Where a noun phrase that may speak begins and ends, and what stands around it.

The words between a reporting verb and what was said hold the source, but also
when, where and to whom it was said, in any order. These functions tell them
apart.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import is_made_of
from toolkit.attribution.circumstances import (
    EDGES,
    bears_pronoun,
    begins_prepositional,
    bracket_end,
    circumstance_end,
    is_addressee,
    is_occasion,
    skip_circumstances,
    skip_prepositional,
)
from toolkit.attribution.given import is_called, is_honoured
from toolkit.attribution.lexemes import THEREIN, THIRD, WHO_IS, Tag, Word
from toolkit.attribution.named import AGED, YEARS, aged_end
from toolkit.attribution.names import (
    NUMBERS,
    ONE_OF,
    SAME,
    SECOND_HALVES,
    counts,
    is_name_like,
    looks_verbal,
    name_run,
)
from toolkit.attribution.subjects import SIDES
from toolkit.attribution.vocabulary import phrases, word

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = [
    "ISSUED",
    "ISSUING",
    "head_at",
    "is_head",
    "noun_phrase",
    "source_between",
    "trimmed",
    "with_apposition",
    "without_issuing",
]

_PERSON = Tag.TITLE | Tag.NAME | Tag.UNNAMED
_HEAD = _PERSON | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.PLACE | Tag.NISBA | Tag.LATIN
ISSUED = frozenset(("صادر", "صادره", "الصادر", "الصادره"))
ISSUING = ISSUED | frozenset(
    "صدر صدرت ورد وردت اجرته اجراه اصدرته اصدره نشرته نشره اعدته اعده اجرتها اصدرتها نشرتها".split()
)
"""Verbs between a document and who issued it, which do not end its noun phrase."""

_WHOLE = frozenset(("كافه", "اي", "جميع", "كل", "بعض", "معظم"))


def is_head(word: Word) -> bool:
    """Whether the lexicons know the word as something that speaks."""
    return bool(word.tags & _HEAD)


def head_at(layer: Layer, first: int) -> int:
    """The token of the head of a phrase that may stand in marks: «حركة النور»."""
    return first + (layer.cls(first) == "m" and first + 1 < layer.last)


def source_between(analysis: Analysis, layer: Layer, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase between a cue and what was said; None where there are only circumstances."""
    i = start
    if i < end and layer.cls(i) == "t" and analysis.words[i].hal is not None and analysis.words[i].key != _AGAIN:
        return None  # غردت محذرة المستخدمين: whom she warned
    while i < end:
        i = skip_circumstances(analysis, layer, i, end)
        if i >= end:
            return None
        if begins_prepositional(analysis, layer, i):
            i = skip_prepositional(analysis, layer, i, end)
        elif layer.cls(i) in "wnm" and not analysis.words[i].tags & Tag.PRONOUN:
            return noun_phrase(analysis, layer, i, end)
        elif layer.cls(i) == "e" or analysis.words[i].tags & Tag.PRONOUN:
            i += 1
        else:
            return None
    return None


def noun_phrase(
    analysis: Analysis, layer: Layer, first: int, end: int, *, accusative: bool = False
) -> tuple[int, int] | None:
    """The noun phrase that begins at token `first` and reaches to `end` at most; None where nothing there can speak.

    Behind أن and لكن (`accusative`) who speaks stands in the accusative: لكن مصدرا أمنيا قال.
    """
    if first >= end or layer.cls(first) not in "wnmpt":
        return None
    tags = analysis.words[first].tags
    owned = 0 if tags & (Tag.TITLE | Tag.UNNAMED) else Tag.POSSESSED  # رئيسها speaks, and دعوته does not
    barred = owned if accusative else owned | Tag.ACCUSATIVE
    if analysis.words[first].bare == "حاجه" and first + 1 < end and analysis.words[first + 1].key == "الي":
        return None  # a need, and not a pilgrim
    if (
        analysis.words[first].key == "اي"
        or (tags & barred and not (_is_foreign_name(analysis, first, end) or _are_two(analysis, layer, first, end)))
        or (tags & Tag.DEMONSTRATIVE and (first + 1 == end or _is_alone(analysis, first)))
        or analysis.words[first].key in _NOBODY
    ):
        return None
    last = _phrase_end(analysis, layer, first, end, accusative=accusative)
    if last - first > 1 and layer.cls(last - 1) == "p" and analysis.words[last - 1].key in _GOVERNING:
        last -= 1  # وأعلنت الوزيرة عن «استحداث شهادة»
    return trimmed(layer, first, _to_name(analysis, layer, first, last, end))


_AGAIN = "مجددا"
_FIELD = 16
"""How many tokens may say of what an office is, before the name of who holds it."""
_ELSEWHERE = Tag.SETTING | Tag.TIME | Tag.MONTH | Tag.COMPLEMENTIZER
_WITH_OTHERS = frozenset(("مع", "خلال", "اثناء", "بعد", "قبل", "عقب", "امام", "عبر", "بحضور", "برفقه", "رفقه"))


def _to_name(analysis: Analysis, layer: Layer, first: int, last: int, end: int) -> int:
    """To the name behind what an office is of, where that begins like something else; `last` where none follows.

    المفوض العام لوكالة الغوث (الأونروا)، فلان الفلاني، أن; قائد الشرطة في إقليم «الواحات» فلان الفلاني إن.
    """
    words = analysis.words
    title = words[head_at(layer, first)].title
    if last >= end or title is None or title.number != "s" or title.kind in ("kin", "witness", "generic"):
        return last
    if any(word.tags & Tag.NAME and not word.definite for word in words[first + 1 : last]):
        return last
    for i in range(last, min(end, last + _FIELD)):
        word = words[i]
        if layer.cls(i) == ",":
            stop = name_run(analysis, i + 1, min(end, i + 8))
            closed = stop == end or (stop < end and layer.cls(stop) in ",-(")
            return stop if stop >= i + 3 and closed and not words[i + 1].definite else last
        given = word.tags & Tag.NAME and not (word.proclitics or word.definite) and i > last
        there = words[i - 2].key == "في" and (words[i - 1].tags & Tag.PLACE or not words[i - 1].tags)
        beside = given and (words[i - 1].definite or not words[i - 1].key or there) and layer.cls(end) in "C:QV"
        if beside and i + 1 < end == name_run(analysis, i, end):
            return end
        once = word.tags & Tag.CIRCUMSTANCE and layer.cls(i + 1) == ","  # رئيس الأركان سابقا، فلان
        told = word.proclitics.endswith("ل") and word.tags & _PERSON  # قال الوزير لمراسل الصحيفة، فلان
        elsewhere = (word.tags & _ELSEWHERE and not word.tags & Tag.MEDIUM) or word.key in _WITH_OTHERS or told
        if layer.cls(i) not in "wpnm()" + "t" * bool(once) or (elsewhere and not once):
            return last
    return last


_NOBODY = frozenset("ولو لو دون بل غير لان كلا كلتا كلي علانيه بدون حد".split())
"""Words of which no noun phrase that speaks begins."""


def _is_alone(analysis: Analysis, i: int) -> bool:
    """Whether «this» stands for itself, as no noun with the article follows: مضيفة ذلك دون."""
    behind = analysis.words[i + 1]
    return not (behind.definite or behind.tags & _HEAD)


_GOVERNING = frozenset(("عن", "الي", "علي", "من"))
"""Prepositions that a quotation may follow, as what their verb governs."""


def with_apposition(analysis: Analysis, layer: Layer, source: tuple[int, int], end: int) -> tuple[int, int]:
    """A source with the name or the office behind the comma at its end: مديرة الغابات، صبرينة حكار."""
    last = source[1]
    if not last < end - 1 or layer.cls(last) != ",":
        return source
    titled = analysis.words[last + 1].tags & Tag.TITLE
    named = name_run(analysis, last + 1, end) >= last + 3
    whole = noun_phrase(analysis, layer, source[0], end) if named or titled else None
    return whole or source


def _is_foreign_name(analysis: Analysis, first: int, end: int) -> bool:
    """Whether what ends like an accusative is a given name: a word that no lexicon knows follows, and a title."""
    words = analysis.words
    if first + 3 >= end or words[first + 1].tags or not is_name_like(words[first + 1]) or words[first + 2].key:
        return False
    return bool(words[first + 3].tags & Tag.TITLE) and not words[first].proclitics


def _are_two(analysis: Analysis, layer: Layer, first: int, end: int) -> bool:
    """Whether what ends like an accusative are two who bear an office: أعلن وزيرا الدفاع والداخلية."""
    two, behind = analysis.words[first], analysis.words[min(first + 1, end - 1)]
    if layer.cls(first - 1) != "V" or not two.key.endswith("ا") or not behind.definite or behind.proclitics:
        return False
    return bool(word(two.key.removesuffix("ا")).tags & Tag.TITLE)


def without_issuing(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """A source without the clause that says when it appeared or that nobody known made it: تقرير صدر عن الاتحاد.

    Who made it belongs to it where it is a body: تقرير أعدته اللجنة, but تحليل أجراه باحثون.
    """
    words = analysis.words
    for i in range(first + 1, last):
        if words[i].key in ISSUING - ISSUED:
            maker = words[i + 1 : min(last, i + 3)]
            known = words[i].key != "صدر" and any(w.definite or w.tags & Tag.ORGANISATION for w in maker)
            return (first, last) if known else (first, i)
    return first, last


def trimmed(layer: Layer, first: int, last: int) -> tuple[int, int] | None:
    """A phrase without the marks at its end; None where nothing else is in it."""
    while last > first and layer.cls(last - 1) in ",-(e:":
        last -= 1
    return (first, last) if last > first else None


def _phrase_end(analysis: Analysis, layer: Layer, first: int, end: int, *, accusative: bool) -> int:
    """Where the noun phrase that begins at token `first` ends, at `end` at the latest."""
    i = first + 1
    if layer.cls(first) == "m":
        i = _marked_end(layer, first, end)  # «فلان» وصف القرار
    named = is_name_like(analysis.words[first])
    person = named or bool(analysis.words[first].tags & _PERSON)
    while i < end:
        name = layer.cls(i)
        if name == "," or (name == "-" and not _within_word(analysis, i)):
            after = _apposition_end(analysis, layer, i, end)
            if after is None:
                return i
            i = after
            continue
        if name == "(":
            after = bracket_end(layer, i, end)
            if after < end and layer.cls(after) in "wm":
                i = after
                continue
            if not _belongs(analysis, i, after):
                return i
            i = after
            continue
        if name == "m":
            i = _marked_end(layer, i, end)
            continue
        told = _past_what_it_tells(analysis, layer, i, end)
        if told > i:
            i = told
            continue
        raised = accusative and analysis.words[i - 1].tags & Tag.ACCUSATIVE  # مصدرا حكوميا
        if name not in "wnmp-" or (not raised and _is_object(analysis, layer, i)):
            return i
        if _leaves(analysis, layer, i, end, named=named, person=person):
            return i
        named = _is_named(analysis.words[i], named=named)
        i += 1
    return end


def _past_what_it_tells(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past who issued a document, of when figures are or how old somebody is, where token `i` begins that; else `i`."""
    if layer.cls(i) in "vw" and analysis.words[i].key in ISSUING:
        behind = skip_circumstances(analysis, layer, i + 1, end)
        return behind + 1 if behind < end and analysis.words[behind].key in ("عن", "من") else i + 1  # صدر أمس عن
    if layer.cls(i) == "t" and _is_of_period(analysis, i):
        i += 1
        while i < end and layer.cls(i) in "tn":
            i += 1  # بيانات العام الماضي, أرقام شهر مايو
        return i
    return aged_end(analysis, i, end)


_PERIODS = frozenset(("شهر", "عام", "سنه", "ربع", "فصل", "اسبوع", "موسم"))


def _is_of_period(analysis: Analysis, i: int) -> bool:
    """Whether figures are told by their time, which no clause has at this place: بيانات العام الماضي."""
    words = analysis.words
    head = words[i - 1 - (words[i - 1].bare in _PERIODS)]  # بيانات شهر مايو
    figures = head.tags & Tag.DOCUMENT and not head.definite and head.bare.endswith(("ات", "ام", "ايج"))
    return bool(figures) and (words[i].bare in _PERIODS or words[i - 1].bare in _PERIODS)


_MARKED = 8
"""How many words a name in marks may have."""


def _marked_end(layer: Layer, i: int, end: int) -> int:
    """Behind the name in marks that token `i` opens; behind that mark where none closes it: ضيف «صباح الخير»."""
    for k in range(i + 1, min(end, i + _MARKED + 1)):
        if layer.cls(k) == "m":
            return k + 1
        if layer.cls(k) not in "wtnp":
            break
    return i + 1


def _is_object(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether what begins at token `i` is an object or a remark, and no longer the source."""
    word, before = analysis.words[i], analysis.words[i - 1]
    if word.key in _REMARKS or (word.tags & Tag.ACCUSATIVE and layer.cls(i - 1) == "w"):
        return True  # جنبلاط وهو زعيم الحزب، أصدر الوزير قرارا
    if word.hal is not None and not word.tags and (before.definite or before.tags & Tag.NAME):
        return True  # واسترسل الوزير شارحا
    if layer.cls(i - 1) == "m" and word.tags & Tag.POSSESSED:
        return True  # تابع «فلان» هجومه
    if word.key in _WHOLE and layer.cls(i - 1) != "p":
        return True  # حث الاتحاد كافة الأطراف
    if (before.definite or before.tags & Tag.NAME) and _is_own(analysis, i):
        return True  # وختم فلان حديثه
    introduces = before.tags & Tag.TITLE or (before.definite and before.tags & Tag.NISBA)
    if (introduces and _names_bearer(analysis, i)) or before.key in SECOND_HALVES:
        return False  # صلاح الدين غزالي
    if analysis.words[i - 2].tags & Tag.TITLE and is_called(analysis.words, i, len(analysis)):
        return False  # تاجر الحبال نافع الشنكاوي
    named = before.tags & Tag.NAME or analysis.words[i - 2].tags & Tag.NAME_PART
    if named and analysis.words[min(i + 1, len(analysis) - 1)].key == "الله":
        return False  # عبد الرزاق ولي الله
    return _begins_another(word, before)  # أوضحت الوزارة هذا الأمر، أكدت الوزارة ضرورة الحفاظ على


def _is_own(analysis: Analysis, i: int) -> bool:
    """Whether what somebody says or where he says it bears his pronoun: كلمته، تصريحاته."""
    word = analysis.words[i]
    said = word.tags & (Tag.SETTING | Tag.DOCUMENT) and not word.definite and not word.proclitics
    return bool(said) and analysis.tokens.texts[i].endswith(THIRD)


def _names_bearer(analysis: Analysis, i: int) -> bool:
    """Whether a noun behind a title is a foreign given name, as the unknown word behind it tells: الجنرال راي بيرد."""
    words = analysis.words
    if is_honoured(words, i, len(analysis)):
        return True
    if i + 1 >= len(analysis) or words[i].definite or words[i].key.endswith("ه"):
        return False
    noun = words[i].noun
    if noun is not None and noun.verb.risk != "high":
        return False  # أكد الوزير رفض
    surname = words[i + 1]
    return not surname.tags and is_name_like(surname) and not surname.definite and len(surname.key) > 4


_REMARKS = WHO_IS | AGED
"""Words with which a remark on the source begins."""


def _begins_another(word: Word, before: Word) -> bool:
    """Whether a noun phrase begins with the word that is no second description of who speaks.

    Nothing without the article is joined to a noun that bears it, nor a verbal noun to a name.
    """
    if (
        word.tags & Tag.DEMONSTRATIVE
        and word.key not in _JOINED
        and not (word.proclitics or before.tags & Tag.PREPOSITION)
    ):
        return True  # أوضحت الوزارة هذا الأمر
    if word.definite or word.proclitics or word.key in _JOINED or not (before.definite or before.tags & Tag.NAME):
        return False
    if word.tags & Tag.POSSESSED and before.tags & Tag.NAME and not word.key.endswith("ي"):
        return True  # ختم فلان حديثه, but not محمد علي دوراني
    other = _HEAD | Tag.QUALIFIER | Tag.RELATIONAL | Tag.PREPOSITION | Tag.TIME | Tag.NAME_PART | Tag.SETTING
    if word.tags & other:
        return False
    return bool(looks_verbal(word)) or bool(before.definite and word.tags & (Tag.COMMON | Tag.CLAUSE_NOUN))


_JOINED = SAME | {"غير"}
"""Words without the article that belong to the noun before them: المصدر نفسه، الكسب غير المشروع."""


def _is_named(word: Word, *, named: bool) -> bool:
    """Whether a phrase has come to its name, behind which في says where it was said; a title behind it begins anew."""
    return bool(word.tags & Tag.NAME) or (named and not word.tags & Tag.TITLE)


_ADJECTIVE = Tag.NISBA | Tag.RELATIONAL | Tag.QUALIFIER


def _belongs(analysis: Analysis, opened: int, after: int) -> bool:
    """Whether a short form or an age stands in the bracket: (BPPT), (34 عاما)."""
    words, kinds = analysis.words, analysis.tokens.kinds
    if after - opened == 3:
        word = words[opened + 1]
        body = word.tags & (Tag.LATIN | Tag.ORGANISATION | Tag.MEDIUM) and not word.tags & _ADJECTIVE
        return bool(word.key) and (bool(body) or not word.tags)
    if after - opened > 3 and all(word.tags & Tag.LATIN for word in words[opened + 1 : after - 1]):
        return True  # (Financial Times)
    return after - opened == 4 and kinds[opened + 1] == "number" and words[opened + 2].key in YEARS


def _within_word(analysis: Analysis, i: int) -> bool:
    tokens = analysis.tokens
    return (
        0 < i < len(analysis) - 1 and tokens.ends[i - 1] == tokens.starts[i] and tokens.ends[i] == tokens.starts[i + 1]
    )


def _leaves(analysis: Analysis, layer: Layer, i: int, end: int, *, named: bool, person: bool) -> bool:
    """Whether token `i` begins what is no longer the noun phrase: an occasion, a place, an addressee."""
    word = analysis.words[i]
    if analysis.words[i - 1].bare == "استطلاع" or is_honoured(analysis.words, i, end):
        return False  # استطلاع للرأي, الدكتور لي ماتلان
    before, ahead = analysis.words[i - 1], analysis.words[i - 2]
    if ahead.key in ONE_OF and before.definite and before.key.endswith(("ين", "ون", "ات")) and layer.cls(i) == "p":
        return word.key not in _OF_DEED  # أحد القائمين على الدراسة
    if word.key == "علي" and i + 1 < end and analysis.words[i + 1].key == "هامش":
        return True  # قال المشاركون على هامش المؤتمر
    addressee = is_addressee(word) and not (word.key == "لي" and layer.cls(i) == "w")
    if addressee and before.tags & Tag.DOCUMENT and word.tags & Tag.MEDIUM and not before.definite:
        return False  # تقرير لقناة
    if addressee and _is_of_agency(analysis, i):
        return False
    if is_occasion(word) or (addressee and not _is_of_press(analysis, i)):
        # المشرف على، مسؤول عن: a preposition that the title governs
        issued = analysis.words[i - 1].key in ISSUING
        governed = issued or (
            word.key in ("علي", "عن", "الي", "لدي", "مع")
            and bool(before.tags & (Tag.TITLE | Tag.RELATIONAL) and not before.tags & Tag.PLACE)
        )
        governed = governed or (word.key == "مع" and {before.base, ahead.base} & _WITH_WHOM != set())
        return not governed
    if _is_of_quantity(analysis, layer, i, end):
        return False
    if word.key in ("في", "من"):
        return _leaves_behind(analysis, layer, i, end, named=named)
    return _says_how(analysis, layer, i, end, named=named, person=person)


_OF_DEED = frozenset(("علي", "في", "عن"))


def _leaves_behind(analysis: Analysis, layer: Layer, i: int, end: int, *, named: bool) -> bool:
    """The same for في and من."""
    if analysis.words[min(i + 1, len(analysis) - 1)].key in THEREIN:
        return True  # أكد جلالته من خلاله
    discourse = (
        circumstance_end(analysis, i, end) > i  # من جهة أخرى
        if analysis.words[i].key == "من"
        else analysis.phrase_end(i, phrases("circumstances", "discourse"), end) > i  # في الخصوص
    )
    return discourse or _is_outside(analysis, layer, i, end, named=named)


def _says_how(analysis: Analysis, layer: Layer, i: int, end: int, *, named: bool, person: bool) -> bool:
    """The same for any other word."""
    word, before, ahead = analysis.words[i], analysis.words[i - 1], analysis.words[i - 2]
    if (before.tags & Tag.NAME or (before.definite and word.key in THEREIN)) and bears_pronoun(analysis, layer, i):
        return True  # أعربت المنظمة فيه عن, but المفرج عنه
    titled = word.key == "تحت" and i + 1 < end and analysis.words[i + 1].key == "عنوان"  # كتبت الأفق تحت عنوان
    if (named and _says_where(word, before)) or word.key in _NEVER_WITHIN or titled:
        return True  # سالم داخل المجلس, سالم بلهجة حادة
    adjective = before.definite and ahead.definite and not ahead.tags & (Tag.TITLE | Tag.NAME)  # الحزام الأخضر
    if word.proclitics.endswith("ل") and person and is_name_like(before) and not adjective and not _is_kings(ahead):
        return True  # whom he said it to: كارتر لجنود
    if word.proclitics.endswith("ب") and (word.tags & Tag.SETTING or (word.definite and (named or word.noun))):
        return True  # نصحت أندرسون بالتحدث, تقدم رئيس الشركة بالشكر
    if word.bare in EDGES and i + 1 < end and layer.cls(i + 1) == "t":
        return True  # الوزيرة فلانة نهاية أبريل
    if word.proclitics == "ب" and word.tags & Tag.DOCUMENT and not (word.definite or before.tags & Tag.RELATIONAL):
        return True  # استشهدت المنظمة بأبحاث
    adverb = circumstance_end(analysis, i, end)
    if adverb == i + 1 and analysis.words[i - 1].tags & Tag.NAME and word.proclitics:
        return False  # a surname that looks like an adverb: مريم بليل
    return adverb > i


_NEVER_WITHIN = frozenset(("بعنوان", "فيما", "عند", "لان"))
_WHERE = frozenset("داخل تحت قرب قبالة ضد وراء لدي نيابه كذلك".split())
"""Words that say behind a name where, how or against what it was said, and behind an office may be part of it."""


def _says_where(word: Word, before: Word) -> bool:
    """Whether a word behind a name says where or how it was said, and is no surname."""
    name = bool(before.tags & Tag.NAME) or not before.tags
    return word.key in _WHERE or (word.proclitics == "ب" and bool(word.tags & Tag.COMMON) and name)


_WITH_WHOM = frozenset(("المفاوضات", "مفاوضات", "المباحثات", "المحادثات", "محادثات", "العلاقات", "الحدود", "التعاون"))
"""What is with somebody: لجنة المفاوضات الروسية مع أوكرانيا."""


def _is_of_quantity(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether a preposition belongs to a number or a quantity: 44 في المئة، عدد من الخبراء، 41% من السكان."""
    key, before = analysis.words[i].key, analysis.words[i - 1]
    if key == "في":
        return (layer.cls(i - 1) == "n" or before.key in NUMBERS) and analysis.words[
            min(i + 1, end - 1)
        ].key in _PERCENT
    return key == "من" and (counts(analysis.words, i - 1) or _counts(analysis, layer, i - 1))


def _is_kings(word: Word) -> bool:
    """Whether the word before a name is a king's title, after whom bodies are called: مدينة الملك خالد للطاقة."""
    return word.base in ("الملك", "الملكه", "الامير", "الاميره", "السلطان")


_PRESS = frozenset(("صحافه", "اعلام"))


def _is_of_press(analysis: Analysis, i: int) -> bool:
    """Whether the press is what a body is for, and not to whom it was said: الهيئة الوطنية للصحافة."""
    words = analysis.words
    if words[i].bare not in _PRESS or not (words[i - 1].definite and words[i - 1].tags & (Tag.NISBA | Tag.RELATIONAL)):
        return False
    return bool(words[i - 2].tags & (Tag.ORGANISATION | Tag.MEDIUM))


_NEWS = frozenset(("انباء", "اخبار", "صحافه"))


def _is_of_agency(analysis: Analysis, i: int) -> bool:
    """Whether an agency is what an office is of, and no news agency: المفوض العام لوكالة غوث اللاجئين."""
    words = analysis.words
    behind = words[i + 1] if i + 1 < len(analysis) else None
    if words[i].bare != _AGENCY or behind is None or not behind.key or behind.bare in _NEWS:
        return False
    joined = words[i + 2] if i + 2 < len(analysis) else None
    construct = joined is not None and joined.definite and not (behind.definite or joined.tags & _ADJECTIVE)
    office = words[i - 1].tags & Tag.TITLE or (words[i - 1].definite and words[i - 2].tags & Tag.TITLE)
    return bool(office) and not behind.tags & Tag.MEDIUM and (construct or bool(behind.tags & Tag.COMMON))


_AGENCY = "وكاله"
_PERCENT = frozenset(("بالمايه", "بالميه", "المايه", "الميه"))


def _counts(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a number, or the per cent behind one, is token `i`."""
    return layer.cls(i) == "n" or analysis.tokens.texts[i] in ("%", "٪") or analysis.words[i].key in _PERCENT


_PARTICIPLE = re.compile("ال(?:م.{3,5}|.ا..)ه?")


def _may_govern(noun: Word, word: Word) -> bool:
    """Whether the word is an adjective of the noun that may govern في: الحزب المشارك، الشركة الرائدة."""
    adjective = bool(_PARTICIPLE.fullmatch(word.key)) and not word.tags & (_HEAD | Tag.COMMON | Tag.SETTING)
    return noun.definite and adjective


def _is_outside(analysis: Analysis, layer: Layer, i: int, end: int, *, named: bool) -> bool:
    """Whether في or من at token `i` says where it was said, and not of what body or place the speaker is."""
    if i + 1 >= end or layer.cls(i + 1) in "tn":
        return True
    behind, before = analysis.words[i + 1], analysis.words[i - 1]
    if analysis.words[i].key == "في" and behind.key in SIDES and i + 2 < end and analysis.words[i + 2].tags & Tag.PLACE:
        behind = analysis.words[i + 2]  # المراسل في شمال غزة
    if before.key in ISSUING or is_made_of(analysis.words, i):
        return False  # بيان صدر من الوزارة
    if analysis.words[i].key == "في" and before.definite and before.tags & Tag.UNNAMED and before.key.endswith("ون"):
        return False  # المشاركون في المسيرة
    own = behind.tags & (Tag.POSSESSED | Tag.DOCUMENT) and analysis.tokens.texts[i + 1].endswith(THIRD)
    if own and not behind.tags & (Tag.ORGANISATION | Tag.PLACE | Tag.MEDIUM):
        return True  # الكاتب في مقدمته، الوزيرة في تصريحها
    if analysis.words[i].key == "في" and not behind.tags & (Tag.SETTING | Tag.TIME):
        titled = not named and bool(analysis.words[i - 2].tags & Tag.TITLE)
        if _may_govern(analysis.words[i - 2], before) or (titled and is_name_like(behind)):
            return False  # الشركة الرائدة في مجال الأمن، مدير البحوث في سيمانتيك
        if titled and before.tags & _ADJECTIVE and _is_versed(analysis.words[i - 2]) and behind.definite:
            return behind.tags & (Tag.PLACE | Tag.DOCUMENT) != 0  # باحث مغربي في القضايا الثقافية
    if behind.tags & (Tag.PLACE | Tag.ORGANISATION | Tag.MEDIUM):
        return named and analysis.words[i].key == "في"
    if behind.tags & (Tag.SETTING | Tag.TIME):
        return True
    return named or not before.tags & (Tag.TITLE | Tag.RELATIONAL | Tag.UNNAMED)


def _is_versed(word: Word) -> bool:
    """Whether a title is of a trade that is in a field: باحث في, خبير في."""
    return word.title is not None and word.title.kind in ("academic", "profession")


def _employs(word: Word) -> bool:
    """Whether the body or the trade follows that somebody named before is of: فلان، من شركة النور, من محللي السوق."""
    trade = word.title is not None and word.title.number == "p" and word.title.kind in ("profession", "academic")
    return not (word.proclitics or word.definite) and (trade or bool(word.tags & Tag.ORGANISATION))


def _employer_end(layer: Layer, first: int, end: int) -> int | None:
    """Behind the body that somebody is of, which a comma, a particle or a colon closes."""
    last = first
    while last < end and last - first < _EMPLOYER and layer.cls(last) in "wnm":
        last += 1
    return last if last >= end or layer.cls(last) in ",:CQ" else None


_EMPLOYER = 8
"""How many words the body may have that somebody is of."""


def _is_called_basim(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether the name باسم and a surname stand at token `i`, and nothing else: المتحدث، باسم العوادي،."""
    if i + 2 > end or analysis.words[i].key != "باسم" or not analysis.words[i + 1].definite:
        return False
    return i + 2 == end or layer.cls(i + 2) in ",C:"


def _may_appose(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether a second description of a source may begin with token `i`."""
    word = analysis.words[i]
    if layer.cls(i) not in "wm" or begins_prepositional(analysis, layer, i) or word.tags & Tag.ACCUSATIVE:
        return False  # رفضا للمسار
    if word.finite is not None and word.finite.slot == "pf.3md":
        return False
    goes_on = word.proclitics.startswith("ف")  # what follows the cue: تتابع المتحدثة، فالأسعار
    if goes_on or word.key in ("بما", "مما", "كما", "لما") or looks_verbal(word):
        return False
    if word.noun is not None and word.definite and not word.tags & Tag.TITLE:
        return False  # the object of a light verb: جدد الوزير، التأكيد بأن
    return circumstance_end(analysis, i, end) == i and layer.cls(i) != "t"


def _apposition_end(analysis: Analysis, layer: Layer, comma: int, end: int) -> int | None:
    """Behind the comma a second description of the same source: a title beside a name or the other way round."""
    first = comma + 1
    if first < end and analysis.words[first].key.startswith("و"):
        remark = layer.cls(comma) == "-" or analysis.words[first].key in _REMARKS
        if remark:
            return None  # الشركة -ومقرها المدينة-، فلان، وهو مدير الشركة
    if first < end and circumstance_end(analysis, first, end) > first:
        return None  # الوزير، من جانبه، إن
    if first + 1 < end and analysis.words[first].key == "من" and _employs(analysis.words[first + 1]):
        return _employer_end(layer, first + 1, end)
    if _is_called_basim(analysis, layer, first, end):
        return first + 2
    if first >= end or not _may_appose(analysis, layer, first, end):
        return None
    last = first
    named = not analysis.words[first].tags & Tag.TITLE
    while last < end and layer.cls(last) not in ",:" and last - first < 16:
        if layer.cls(last) not in "wnmp-" or (
            last > first and _leaves(analysis, layer, last, end, named=named, person=True)
        ):
            break
        named = _is_named(analysis.words[last], named=named)
        last += 1
    if last == first:
        return None
    told = last < end and named and last - first > 1 and analysis.words[last].proclitics == "ل"  # فلان للمتظاهرين
    closes = told or last >= end or layer.cls(last) in ",:C-pt(" or circumstance_end(analysis, last, end) > last
    return last if (closes and is_head(analysis.words[first])) or (closes and last - first <= 4) else None
