"""Personal names: where they stand in a noun phrase, and when two spellings are one name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, Word, describes
from toolkit.attribution.quantities import QUANTITIES
from toolkit.attribution.vocabulary import is_mine
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.analysis import Analysis

__all__ = [
    "AGED",
    "FIRST_HALVES",
    "LIKE_NAMES",
    "NOT_NAMES",
    "SECOND_HALVES",
    "SONS",
    "is_family",
    "is_hyphen",
    "is_name_like",
    "is_title",
    "looks_verbal",
    "may_be_name",
    "may_be_surname",
    "name_run",
]

_FUNCTION = (
    Tag.PREPOSITION | Tag.COMPLEMENTIZER | Tag.RELATIVE | Tag.CONTRAST | Tag.NEGATION | Tag.AUXILIARY
    | Tag.PRONOUN | Tag.DEMONSTRATIVE | Tag.CONJUNCTION | Tag.CLAUSE_NOUN
)  # fmt: skip
NOT_NAMES = (
    _FUNCTION | Tag.ORGANISATION | Tag.DOCUMENT | Tag.SETTING | Tag.MEDIUM | Tag.UNNAMED
    | Tag.NISBA | Tag.RELATIONAL | Tag.TIME | Tag.QUALIFIER
)  # fmt: skip
LIKE_NAMES = Tag.NISBA | Tag.RELATIONAL | Tag.PLACE | Tag.TIME | Tag.QUALIFIER | Tag.CLAUSE_NOUN
_LONGEST = 7


_VERBAL_NOUN = re.compile("(?:است..ا.|ان..ا.|ا.ت.ا.|ت..ي.)ه?")


def looks_verbal(word: Word) -> bool:
    """Whether the word has the shape of a verbal noun of the augmented stems: استهداف، انتخاب، تحقيق."""
    return bool(_VERBAL_NOUN.fullmatch(word.key.removeprefix("و")))


_PERFECT = re.compile("(?:ت.{4}|ا(?:ست|ن|.ت).{2,3})ت|[يت](?:[^اوي]ت[^اوي]{2}|ست.{3})")
"""The shapes of forms of the augmented stems that no name has: تمحورت, يحتضن."""
_NO_NAMES = frozenset("عدم مقتل مصرع فقدان لان".split())
"""Words that no lexicon holds, of what one prefers not to do or what is announced: أعلن مقتل جنديين; and «because»."""


def is_name_like(word: Word) -> bool:
    """Whether the word may be part of a foreign or Arabic name: no article, and nothing else that is known."""
    if word.tags & (Tag.NAME | Tag.NAME_PART):
        return not word.proclitics.strip("وف")
    return not word.ordinary and may_be_name(word)


def may_be_name(word: Word) -> bool:
    """Whether nothing that the lexicons know of a word speaks against a name."""
    if not word.key or word.definite or word.tags & (NOT_NAMES | Tag.TITLE | Tag.PLACE | Tag.VERB | Tag.COMMON):
        return False
    if len(word.key) > 4 and word.key.endswith(("ها", "هم", "هما", "تان")):
        return False  # with a pronoun: خلالها، بينهم
    if looks_verbal(word) or _PERFECT.fullmatch(word.key):
        return False
    if (
        word.key.removeprefix("و") in QUANTITIES
        or word.key in _NO_NAMES
        or len(word.key) < 3
        or word.tags & (Tag.ACCUSATIVE | Tag.POSSESSED)
    ):
        return False
    if word.hal is not None or (word.finite is not None and not word.finite.weak):
        return False
    return word.noun is None or word.noun.weak or not word.is_masdar


def _is_surname(word: Word, *, given: bool) -> bool:
    """A word with the article that may end a name: البرادعي; a common noun only behind a given name: هيثم القاضي."""
    if (word.tags & Tag.COMMON and not given) or word.base in AGED:
        return False
    if word.is_masdar and not word.tags & Tag.NAME:
        return False  # جدد كريم بلال التأكيد
    if word.tags & Tag.COMMON and (word.key.endswith(("ه", "ات", "ون", "ين")) or _is_people(word)):
        return False  # صافح سالم كريم الأتراك
    if given and word.tags & Tag.ORGANISATION and word.base.endswith("ي"):
        return word.definite and not word.proclitics  # محمد الحوثي
    return (
        word.definite
        and not word.proclitics
        and not word.tags & (NOT_NAMES & ~Tag.NISBA & ~Tag.RELATIONAL & ~Tag.CLAUSE_NOUN)
    )


def _is_people(word: Word) -> bool:
    """Whether a word is the broken plural of a people: الأتراك."""
    return bool(word.tags & Tag.NISBA) and not word.key.endswith(("ي", "يه"))


AGED = frozenset(("البالغ", "البالغه"))
"""Behind a name these say how old: رونالدو البالغ من العمر."""


def may_be_surname(words: Sequence[Word], i: int, last: int) -> bool:
    """Behind a given name even an adjective or a trade may be a surname: محمد شرفي، سالم حداد."""
    word = words[i]
    beside = words[i - 1].tags & Tag.NAME and not words[i - 2].tags & Tag.NAME  # سامي حداد، but not إيلي نصر مدرب،
    closes = i + 1 == last or (beside and (not words[i + 1].key or words[i + 1].tags & Tag.COMPLEMENTIZER))
    closes = closes or (beside and words[i + 1].tags & Tag.TITLE and not words[i + 1].definite)  # رياض مجاهد أستاذ
    if closes and word.title is not None and (word.title.kind == "profession" or _is_calling(word)):
        if word.key.endswith(("ون", "ين")):
            return False  # محمد معلمين
        employer = i + 1 < len(words) and words[i + 1].tags & (Tag.LATIN | Tag.MEDIUM | Tag.ORGANISATION)
        return not word.definite and not word.proclitics and not employer  # فلان مراسل بي بي سي
    known = word.tags & (Tag.NISBA | Tag.RELATIONAL) and not word.tags & (Tag.ORGANISATION | Tag.PREPOSITION)
    return bool(known) and not words[i - 1].tags & Tag.TITLE and not word.definite and not word.proclitics


def is_title(words: list[Word], i: int, last: int) -> bool:
    """Whether a word that is title and given name is the title here: أمين عام، أمين منطقة الشمال."""
    if not words[i].tags & Tag.TITLE:
        return False
    if not words[i].tags & Tag.NAME:
        return True
    behind = words[i + 1] if i + 1 < last else None
    if behind is None or behind.tags & Tag.NAME_PART:
        return False  # أمير عبد اللهيان
    if behind.tags & (Tag.RELATIONAL | Tag.ORGANISATION) or (behind.tags & Tag.PLACE and words[i].bare in _REIGNING):
        return True  # أمير قطر
    if behind.key == "سر":
        return True  # أمين سر الغرفة
    joined = words[i + 2] if i + 2 < last else None
    place = joined is not None and (joined.definite or bool(joined.tags & Tag.PLACE)) and not joined.proclitics
    return place and bool(behind.tags & Tag.COMMON) and not behind.definite and not behind.proclitics


_REIGNING = frozenset(("امير", "اميره", "ملك", "ملكه", "سلطان"))
_IMPERFECT = re.compile("[يت][^اويه]{3,4}")
"""The shape of an imperfect: behind a surname sooner that than another one."""
SONS = frozenset(("بن", "بنت", "ولد"))
_FATHERS = frozenset(("ابو", "ابي", "ابا"))
FIRST_HALVES = frozenset(("عبد", "ام")) | _FATHERS
"""Words that make one name with the word behind them: عبد الرحمن, أبو بكر."""
SECOND_HALVES = frozenset(("الدين", "الله", "الاسلام", "الرحمن", "العابدين"))
"""Words that make one name with the given name before them: صلاح الدين, نصر الله."""
_FOREIGN = 3
"""How many words that no lexicon knows a name may have: سوتوبو بورو نوجروو."""


def name_run(analysis: Analysis, first: int, last: int) -> int:
    """Where the name that begins at token `first` ends, at `last` at the latest; `first` where none does.

    A name is given names and particles (بن، عبد، أبو), then surnames: words that no lexicon knows, or one with the
    article.
    """
    words = analysis.words
    i, given, surnames = first, 0, 0
    while i < min(last, first + _LONGEST) and (i == first or not words[i].proclitics or _begins_like_so(words, i)):
        word = words[i]
        hyphen = i > first and is_hyphen(analysis, i, last)  # بان كي-مون
        inner = given > 0 and not surnames
        titled = inner and (_is_title_within(words, i, last) or _is_middle_name(words, i, last))
        if not (hyphen or word.key) or (i > first and not titled and _is_no_name(words, i, last)):
            break
        if hyphen:
            i, surnames = i + 1, surnames + 1
        elif titled or _is_bound(words, i, last, given=given if i > first else 0, first=first):
            given += 1
        elif (word.tags & Tag.NAME_PART and surnames == 0) or (i > first and _is_particle(words, i, last)):
            pass
        elif word.tags & Tag.NAME and not is_title(words, i, last) and surnames == 0:
            given += 1
            behind = words[i + 1] if i + 1 < last else None
            ends = i > first or behind is None or behind.tags & ~(Tag.NAME | Tag.NAME_PART)
            if word.definite and ends and (behind is None or not (behind.key in SONS or _is_rare_surname(behind))):
                i += 1 + (given > 1 and _is_second_surname(words, i + 1, last))
                break  # what follows a surname with the article is no name: صافح النعيمي الحضور
        elif given and not surnames and i + 1 < last and words[i + 1].key in SONS and not word.proclitics:
            given += 1  # محمد العيد بن عمر
        elif given and surnames and _IMPERFECT.fullmatch(word.key):
            break  # محمد تايشنت يسلط الضوء
        elif is_name_like(word) and not is_title(words, i, last) and surnames < _FOREIGN - bool(given):
            surnames += 1
        elif (
            i > first
            and surnames < _FOREIGN
            and (_begins_like_so(words, i) or _is_late_surname(words, i, last, given=given > 0))
        ):
            surnames += 1
            if word.definite:
                i += 1 + _is_second_surname(words, i + 1, last)
                break
        else:
            break
        i += 1
    while i > first and words[i - 1].tags & Tag.NAME_PART and not words[i - 1].tags & Tag.NAME:
        i -= 1
    return i


def _is_middle_name(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether a noun stands between a given name and a family's: خالد مرضي الشنكاوي."""
    word = words[i]
    trade = word.title is not None and word.title.number != "p"  # who is one man is no patients
    other = trade or word.tags & NOT_NAMES & ~Tag.UNNAMED or word.is_masdar or word.key.endswith(("ه", "ات"))
    son = i > 1 and words[i - 2].key in SONS  # بن علي, صخر الماطري
    if trade and word.title and word.title.kind == "military" and i + 1 < last and not words[i + 1].tags:
        return not word.definite and not word.proclitics and is_name_like(words[i + 1])  # مولود جاويش أوغلو
    plain = word.tags & Tag.COMMON and not (son or other or word.definite or word.proclitics)
    return bool(plain) and i + 1 < last and is_family(words[i + 1])


def _begins_like_so(words: Sequence[Word], i: int) -> bool:
    """Whether behind a given name the letter of «and so» is one of the surname's: مورغان فابر."""
    word, before = words[i], words[i - 1]
    if word.proclitics != "ف" or word.definite or word.tags & ~Tag.COMMON or words[i - 2].tags & Tag.NAME_PART:
        return False  # أبو بكر فجمال
    closed = i + 1 == len(words) or not words[i + 1].key or words[i + 1].tags & (Tag.TITLE | Tag.COMPLEMENTIZER)
    given = before.tags & Tag.NAME and not before.tags & (Tag.TITLE | Tag.PLACE) and not before.definite
    return bool(given and closed)


def is_family(word: Word) -> bool:
    """Whether a word with the article that no lexicon knows ends like a family's name: الشنكاوي."""
    return word.definite and not (word.tags & ~Tag.NAME or word.proclitics) and word.key.endswith("ي")


_WITHIN = frozenset(normalize("الحاج الشيخ السيد الأمير القاضي الملا").split())


def _is_title_within(words: list[Word], i: int, last: int) -> bool:
    """Whether a title is a part of a family's name, as another name follows: خليل الحاج توفيق, أحمد الشيخ علي."""
    behind = words[i + 1] if i + 1 < last else None
    if words[i].key not in _WITHIN or behind is None or behind.proclitics:
        return False
    return bool(behind.tags & Tag.NAME) and not behind.tags & Tag.TITLE


def _is_bound(words: list[Word], i: int, last: int, *, given: int, first: int) -> bool:
    """Whether the word makes one name with the one beside it: صلاح الدين, سالم أبو النصر, عبد الرحمن."""
    before = words[i - 1]
    if given > 0 and _is_half(words, i, last):
        return True
    if i == first:
        return words[i].key == "باسم" and i > 1 and not before.key and len(words[i - 2].key) == 1  # د. باسم
    if not before.tags & Tag.NAME_PART:
        return False
    sure = before.key in ("عبد", "بن", "ايت") or (given > 0 and before.key in _FATHERS)
    return sure or not words[i].tags & NOT_NAMES & ~LIKE_NAMES


def _is_second_surname(words: list[Word], i: int, last: int) -> bool:
    """Whether behind a surname with the article stands another, or what ends like one: أحمد التيجاني الهزاوي."""
    return i < last and words[i].definite and (bool(words[i].tags & Tag.NAME) or is_family(words[i]))


def is_hyphen(analysis: Analysis, i: int, last: int) -> bool:
    """Whether a dash joins two halves of one name, as no space stands beside it: جونغ-أون."""
    tokens, words = analysis.tokens, analysis.words
    if tokens.texts[i] not in ("-", "–") or i + 1 >= last or not is_name_like(words[i + 1]) or words[i + 1].proclitics:
        return False
    tight = tokens.ends[i - 1] == tokens.starts[i] and tokens.ends[i] == tokens.starts[i + 1]
    return tight and is_name_like(words[i - 1])


def _is_no_name(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether a name certainly ends before the word at `i`: two men, a quantity, a verb."""
    verb = not words[i].tags and _PERFECT.fullmatch(words[i].key) is not None  # كريم جودي تمحورت
    other = words[i].key in _NO_NAMES or words[i].key.removeprefix("و") in QUANTITIES
    return verb or other or _tells(words, i, last) or _lists(words, i, last) or _is_office(words, i, last)


def _tells(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether a verb that is a name as well has an object that is none: سالم يحيي ذكرى والده."""
    if not words[i].tags & Tag.VERB or i + 1 >= last:
        return False
    behind = words[i + 1]
    return bool(behind.tags & (Tag.SETTING | Tag.DOCUMENT)) and not behind.definite


def _is_office(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether the office of who is named begins behind the name, as its complement follows: سالم عفيفي مسؤول الشركة."""
    word, behind = words[i], words[i + 1] if i + 1 < last else None
    if behind is None or not behind.key or word.definite or word.proclitics or is_mine(word):
        return False
    if behind.tags & Tag.COMPLEMENTIZER:
        return False  # سامي حداد إن
    if words[i - 1].tags & Tag.NAME_PART or behind.key == "الله" or is_family(behind):
        return False  # علي بن طالب الهنائي, خالد مرضي الشنكاوي
    alone = words[i - 1].tags & Tag.NAME and not words[i - 2].tags & Tag.NAME
    called = _CALLED if alone else _CALLED - {"profession"}
    if word.title and word.title.kind in called and behind.tags & Tag.TITLE and not behind.definite:
        return False  # ماتلان شيخ عميد الكلية, نجيبة حداد وكيلة الوزارة
    return bool(word.tags & Tag.TITLE) and not (word.tags | behind.tags) & (Tag.NAME | Tag.NAME_PART)


_CALLED = frozenset(("honorific", "religious", "profession"))


def _lists(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether two words in a row begin with what can only be «and»: أوباما وبراون وساركوزي."""
    return i + 1 < last and all(not word.tags and word.key.startswith("و") for word in words[i : i + 2])


def _is_rare_surname(word: Word) -> bool:
    """Whether behind a given name with the article a word can only be a surname: محمد المهدي بيضون."""
    known = word.tags or word.definite or word.proclitics or word.noun is not None or word.hal is not None
    return not known and word.finite is None and len(word.key) > 4 and not looks_verbal(word)


_OF_GOD = frozenset(("رضي", "رضوان", "رسول", "رحم", "رحمه", "حفظ", "صلي"))
"""Words that make no name with God's: معاذ رضي الله عنه, نهى رسول الله."""


def _is_half(words: list[Word], i: int, last: int) -> bool:
    """Whether the word makes one name with the one beside it: نور الدين, نصر الله, عبد الرزاق ولي الله."""
    if words[i].key in SECOND_HALVES:
        return True
    return i + 1 < last and words[i + 1].key == "الله" and not words[i].definite and words[i].key not in _OF_GOD


def _is_particle(words: list[Word], i: int, last: int) -> bool:
    """Whether two letters that no lexicon knows stand between two parts of a foreign name: آندرس فو راسموسن."""
    if len(words[i].key) != _PARTICLE or words[i].tags or i + 1 >= last or words[i + 1].tags & Tag.TITLE:
        return False
    return is_name_like(words[i - 1]) and is_name_like(words[i + 1]) and not words[i + 1].proclitics


_PARTICLE = 2


def _is_late_surname(words: list[Word], i: int, last: int, *, given: bool) -> bool:
    """Whether the word at `i` is a surname that looks like something else: البرادعي، شرفي، لي."""
    word = words[i]
    named = bool(words[i - 1].tags & Tag.NAME) or words[i - 2].key == "عبد"  # سالم الحاج, عبد الله الحاج
    beside = named or words[i - 1].tags & Tag.NAME_PART or word.base.endswith("ي")
    if word.tags & Tag.COMMON and word.definite and i + 1 < len(words) and _describes(words[i + 1]):
        return False  # كيري المجتمع الدولي
    whole = words[i - 2].tags & Tag.NAME and word.base in _ADDRESSED  # حسين حمودة الأستاذ
    ends = i + 1 >= len(words) or _ends_name(words[i + 1])
    closes = given and named and _is_trade(word) and ends and not whole
    if _is_surname(word, given=given and bool(beside)) or (closes and word.definite and not word.proclitics):
        office = i + 1 < last and words[i + 1].tags & Tag.TITLE and not words[i + 1].definite
        return not (word.tags & Tag.TITLE and i + 1 < last) or closes or (given and bool(office))  # فوزي الباشا رئيس
    if given and is_mine(word) and not word.proclitics:
        return True  # محمد علي دوراني: no «my rotation»; علي أنصاري: no «my followers»
    return word.key == "لي" or (given and (may_be_surname(words, i, last) or _closes_name(words, i, last)))


def _describes(word: Word) -> bool:
    """Whether a word is an adjective with the article."""
    return word.definite and not word.proclitics and describes(word)


_ADDRESSED = frozenset("الاستاذ المحامي الدكتور المهندس الكاتب الصحافي الصحفي الشاعر الفنان الباحث".split())
"""Trades that are said of who is named, and by which hardly a family is called."""
_TRADES = frozenset(("profession", "witness", "honorific", "religious", "military"))


def _is_trade(word: Word) -> bool:
    """Whether a title is one that families are called by: الحداد, الشاهد, الحاج, الخطيب."""
    return word.title is not None and word.title.number == "s" and word.title.kind in _TRADES


def _is_calling(word: Word) -> bool:
    """The same without the article, where a form of address is none: خطيب, قسيس, شيخ, but جلالة."""
    return _is_trade(word) and (word.title is None or word.title.kind != "honorific" or word.key in _ELDERS)


_ELDERS = frozenset(("شيخ", "حاج", "اغا", "باشا"))


def _ends_name(word: Word) -> bool:
    """Whether a word behind a name is no part of it: a mark, a particle, a preposition, an indefinite noun."""
    function = Tag.COMPLEMENTIZER | Tag.PREPOSITION | Tag.RELATIVE | Tag.TIME | Tag.CLAUSE_NOUN
    return not word.key or bool(word.tags & function) or (not word.definite and not word.tags & (Tag.TITLE | Tag.NAME))


def _closes_name(words: list[Word], i: int, last: int) -> bool:
    """Behind a given name any noun or place is a surname where the phrase ends with it: سوزان رايس، خالد حمص."""
    word, foreign = words[i], _is_given_and_unknown(words, i - 2) and i + 1 < len(words)
    short = foreign and not words[i + 1].key and len(word.key) <= _SHORT and not word.key.endswith("ه")
    sure = foreign and bool(words[i + 1].tags & Tag.COMPLEMENTIZER)
    beside = words[i - 1].tags & Tag.NAME or sure or short  # عيسى زارع بور
    if word.definite or word.proclitics or not beside or word.tags & (NOT_NAMES & ~LIKE_NAMES):
        return False
    if words[i - 1].tags & Tag.SETTING:
        return False  # ذكرى اغتيال رفيق الحريري
    if word.tags & (Tag.ACCUSATIVE | Tag.POSSESSED | Tag.TIME | Tag.TITLE | Tag.VERB) or word.finite is not None:
        return False
    if i + 1 == last or not words[i + 1].key:
        return True
    return not word.key.endswith("ه") and bool(words[i + 1].tags & (Tag.TITLE | Tag.PREPOSITION | Tag.COMPLEMENTIZER))


_SHORT = 4
"""So many letters has a noun at most that ends a foreign name before a mark."""


def _is_given_and_unknown(words: Sequence[Word], i: int) -> bool:
    """Whether a given name and a word that no lexicon knows begin at `i`."""
    if i < 0 or not words[i].tags & Tag.NAME or words[i].definite:
        return False
    surname = words[i + 1]
    return not (surname.tags or surname.proclitics or surname.definite or surname.finite is not None)
