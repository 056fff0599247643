"""What no longer belongs to a noun phrase that speaks: an occasion, an addressee, a place, an object."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import is_made_of
from toolkit.attribution.circumstances import (
    bears_pronoun,
    circumstance_end,
    is_addressee,
    is_edge,
    is_occasion,
)
from toolkit.attribution.given import is_called, is_honoured
from toolkit.attribution.heads import HEAD
from toolkit.attribution.issuing import ISSUING
from toolkit.attribution.lexemes import THEREIN, THIRD, WHO_IS, Tag, Word, is_unknown
from toolkit.attribution.names import AGED, SECOND_HALVES, is_name_like, looks_verbal
from toolkit.attribution.quantities import NUMBERS, ONE_OF, SAME, counts
from toolkit.attribution.sayings import ASSERTIONS
from toolkit.attribution.subjects import SIDES
from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["ADJECTIVE", "REMARKS", "is_object", "leaves_phrase"]

_WHOLE = frozenset(("كافه", "اي", "جميع", "كل", "بعض", "معظم"))


def is_object(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether what begins at token `i` is an object or a remark, and no longer the source."""
    word, before = analysis.words[i], analysis.words[i - 1]
    if word.key in REMARKS or (word.tags & Tag.ACCUSATIVE and layer.cls(i - 1) == "w"):
        return True  # جنبلاط وهو زعيم الحزب، أصدر الوزير قرارا
    if word.hal is not None and not word.tags and (before.definite or before.tags & Tag.NAME):
        return True  # واسترسل الوزير شارحا
    if layer.cls(i - 1) == "m" and word.tags & Tag.POSSESSED:
        return True  # تابع «فلان» هجومه
    if word.key in _WHOLE and layer.cls(i - 1) != "p":
        return True  # حث الاتحاد كافة الأطراف
    somebody = before.definite or before.tags & Tag.NAME or is_unknown(before) or before.key in analysis.families
    subject = layer.cls(i - 2) == "V" and not before.tags & Tag.COMMON  # وختم ميرزا حديثه
    asserts = word.key in ASSERTIONS and layer.cls(i - 1) in "wnt"
    if asserts or ((somebody or subject) and _is_own(analysis, i)):
        return True  # جدد الوزير التأكيد على أن، وختم فلان حديثه
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


REMARKS = WHO_IS | AGED
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
    other = HEAD | Tag.QUALIFIER | Tag.RELATIONAL | Tag.PREPOSITION | Tag.TIME | Tag.NAME_PART | Tag.SETTING
    if word.tags & other:
        return False
    return bool(looks_verbal(word)) or bool(before.definite and word.tags & (Tag.COMMON | Tag.CLAUSE_NOUN))


_JOINED = SAME | {"غير"}
"""Words without the article that belong to the noun before them: المصدر نفسه، الكسب غير المشروع."""
ADJECTIVE = Tag.NISBA | Tag.RELATIONAL | Tag.QUALIFIER


def leaves_phrase(analysis: Analysis, layer: Layer, i: int, end: int, *, named: bool, person: bool) -> bool:
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
    if is_edge(analysis.words, i) and i + 1 < end and layer.cls(i + 1) == "t":
        return True  # الوزيرة فلانة نهاية أبريل
    if word.key in _YEARS and person and (named or is_name_like(before)) and i + 1 < end and layer.cls(i + 1) == "n":
        return True  # الرئيس أوباما عام 2009
    if word.proclitics == "ب" and word.tags & Tag.DOCUMENT and not (word.definite or before.tags & Tag.RELATIONAL):
        return True  # استشهدت المنظمة بأبحاث
    adverb = circumstance_end(analysis, i, end)
    if adverb == i + 1 and analysis.words[i - 1].tags & Tag.NAME and word.proclitics:
        return False  # a surname that looks like an adverb: مريم بليل
    return adverb > i


_NEVER_WITHIN = frozenset(("بعنوان", "فيما", "عند", "لان"))
_YEARS = frozenset(("عام", "سنه"))
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
    construct = joined is not None and joined.definite and not (behind.definite or joined.tags & ADJECTIVE)
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
    adjective = bool(_PARTICIPLE.fullmatch(word.key)) and not word.tags & (HEAD | Tag.COMMON | Tag.SETTING)
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
        if titled and before.tags & ADJECTIVE and _is_versed(analysis.words[i - 2]) and behind.definite:
            return behind.tags & (Tag.PLACE | Tag.DOCUMENT) != 0  # باحث مغربي في القضايا الثقافية
    if behind.tags & (Tag.PLACE | Tag.ORGANISATION | Tag.MEDIUM):
        return named and analysis.words[i].key == "في"
    if behind.tags & (Tag.SETTING | Tag.TIME):
        return True
    return named or not before.tags & (Tag.TITLE | Tag.RELATIONAL | Tag.UNNAMED)


def _is_versed(word: Word) -> bool:
    """Whether a title is of a trade that is in a field: باحث في, خبير في."""
    return word.title is not None and word.title.kind in ("academic", "profession")
