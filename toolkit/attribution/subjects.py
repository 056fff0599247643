"""Where the subject of a verb ends when its object follows without a preposition."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import are_found_on, ends_alike, is_made_of, is_proper
from toolkit.attribution.circumstances import is_addressee
from toolkit.attribution.lexemes import THIRD, Tag, describes, is_unknown
from toolkit.attribution.lone import UNLIKE_NAMES, lone_end
from toolkit.attribution.named import aged_end, name_in
from toolkit.attribution.names import AGED, is_name_like, looks_verbal, name_run
from toolkit.attribution.quantities import NUMBERS, QUANTITIES, SAME
from toolkit.attribution.vocabulary import phrases
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Word

__all__ = ["SIDES", "fixed_end", "is_called_for", "is_family_name", "subject_end"]


@cache
def _bodies() -> tuple[Mapping[str, tuple[tuple[str, ...], ...]], ...]:
    tables = tuple(phrases(name) for name in ("organisations", "media", "sources_unnamed", "places"))
    documents = {first: tuple(e for e in entries if len(e) > 1) for first, entries in phrases("documents").items()}
    return (*tables, documents)


def fixed_end(analysis: Analysis, first: int, last: int) -> int:
    """Past a name of several words that a lexicon knows: وسائل إعلام."""
    last = min(last, len(analysis))
    if first >= last:
        return first
    return max(analysis.phrase_end(first, table, last) for table in _bodies())


def _short_name_end(words: Sequence[Word], first: int, last: int) -> int:
    """Where a name ends whose object may follow at once: behind its first surname."""
    i = first + 1
    while i < last and (words[i].tags & (Tag.NAME | Tag.NAME_PART) or words[i - 1].tags & Tag.NAME_PART):
        i += 1
    # a second given name serves as surname; a lone surname is not followed by another with the article
    alone = i == first + 1 and i < last and (is_name_like(words[i]) or _may_be_surname(words, i))
    unknown = i < last and not words[i].tags and words[i].noun is None and not words[i].definite
    return i + 1 if alone or unknown or (i < last and is_family_name(words[i])) else i


def _may_be_surname(words: Sequence[Word], i: int) -> bool:
    """Whether a word with the article, or a place, may follow a lone given name: سالم القاضي, not بايدن التزام."""
    word = words[i]
    if word.definite:
        return bool(words[i - 1].tags & Tag.NAME)
    return not (looks_verbal(word) or word.noun is not None or word.tags & (Tag.POSSESSED | Tag.CLAUSE_NOUN))


def _past_office(analysis: Analysis, layer: Layer, i: int, last: int) -> int:
    """Past the office between two commas behind a name: دعا سالم العلي، رئيس البلدية، إلى."""
    if i + 1 >= last or layer.cls(i) != "," or not analysis.words[i + 1].tags & Tag.TITLE:
        return i
    close = next((k for k in range(i + 1, last) if layer.cls(k) == ","), last)
    return close if layer.cls(close) == "," else i


def is_family_name(word: Word) -> bool:
    """Whether a word with the article closes a name sooner than it is its object: عبد الرحمن جابر الهاشمي."""
    other = word.tags & ~(Tag.NISBA | Tag.RELATIONAL | Tag.NAME) or word.noun is not None or word.adjective
    return word.definite and not other and not word.key.endswith(("ين", "ون", "ات", "ه"))


def _is_joined(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether a common noun stands between a title and the noun that ends its name: أمين منطقة الشمال."""
    behind = words[i + 1] if i + 1 < last else None
    joins = behind is not None and not behind.proclitics and (behind.definite or bool(behind.tags & Tag.PLACE))
    return bool(words[i - 1].tags & Tag.TITLE and words[i].tags & Tag.COMMON) and joins


def _name_at(analysis: Analysis, first: int, last: int) -> tuple[int, int] | None:
    head = analysis.words[first]
    if head.tags & (Tag.NAME | Tag.NAME_PART) and not head.tags & Tag.TITLE:
        return first, name_run(analysis, first, last)  # the object stands behind the name: أبو خالد استهداف
    if head.tags & (Tag.ORGANISATION | Tag.PLACE) and not head.tags & Tag.TITLE:
        return None  # دانت الحركة تصريحات الوزير فلان, دعت باريس فلانا
    if head.title is not None and head.title.number == "p" and not head.definite:
        return None  # اعتبر محللون تصرفات الوزير فلان
    if head.definite and head.key.endswith("ون"):
        return None  # انتقد المعارضون فلانا
    return name_in(analysis, first, last)


def _is_unknown_surname(word: Word, behind: Word) -> bool:
    """Whether a word that no lexicon knows is the subject before its object: وصف نوغرو الضرر."""
    if word.tags or not is_name_like(word) or UNLIKE_NAMES.fullmatch(word.key):
        return False
    return behind.definite and bool(behind.tags & Tag.COMMON)


def _is_titled_surname(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether behind a title stands a surname that no lexicon knows, and behind it the object: الطبيب ميلر أهمية."""
    title = words[first].title
    if first + 2 >= last or title is None or title.number != "s" or not words[first].definite:
        return False
    name, behind = words[first + 1 : first + 3]
    if name.tags or name.finite is not None or not is_name_like(name) or UNLIKE_NAMES.fullmatch(name.key):
        return False
    return _begins_object(behind)


def _begins_object(word: Word) -> bool:
    """Whether a noun without the article begins what is reported, behind a name: أهمية, مزاعم."""
    noun = bool(word.tags & (Tag.COMMON | Tag.POSSESSED)) or word.noun is not None or looks_verbal(word)
    return noun and not word.definite and not word.proclitics


_JOINED = Tag.TITLE | Tag.UNNAMED | Tag.ORGANISATION
_BEFORE_AGE = 12
"""How many tokens somebody may have of whom behind them is told how old he is."""


def subject_end(analysis: Analysis, layer: Layer, first: int, last: int) -> int:
    """Where the subject ends that begins at token `first`, when its object follows without a preposition.

    A name ends it; else a definite head and its adjectives, or an indefinite one with the noun it is joined to.
    """
    aged = next((i for i in range(first + 1, min(last, first + _BEFORE_AGE)) if analysis.words[i].key in AGED), last)
    if aged < last:
        end = subject_end(analysis, layer, first, aged)
        return aged_end(analysis, end, last) if end == aged else end
    marked = _marked_end(analysis, layer, first, last)
    alone = lone_end(analysis, layer, first, last)
    i = max(marked, alone) if max(marked, alone) > first else _one_subject_end(analysis, layer, first, last)
    word = analysis.words[i] if first < i < last else None
    if word is not None and word.tags & (Tag.TITLE | Tag.NAME) and word.proclitics == "و":
        return subject_end(analysis, layer, i, last)  # الرئيس فلان ورئيسة المفوضية, فلان وفلان
    if word is not None and word.proclitics == "و" and word.tags & Tag.NISBA and _are_two(analysis.words[first]):
        second = name_run(analysis, i + 1, last)
        i = second if second > i + 1 else i  # الرئيسان الأمريكي فلان والروسي فلان
    i = _past_marked_name(analysis, layer, first, i, last)
    return _past_name(analysis, layer, first, i, last)


def _are_two(word: Word) -> bool:
    return word.title is not None and word.title.number == "d"


_SHORT_FORM = 4
"""How many tokens the short name of a body has at most, with its marks."""


def _past_marked_name(analysis: Analysis, layer: Layer, first: int, i: int, last: int) -> int:
    """Past the short name of a body in marks behind its name: حركة المقاومة «حماس», but أعلنت الهيئة «الإضراب»."""
    if i + 1 >= last or layer.cls(i) != "m" or not analysis.words[first].tags & Tag.ORGANISATION:
        return i
    named = analysis.words[i + 1].tags & (Tag.ORGANISATION | Tag.MEDIUM | Tag.LATIN)
    close = next((k for k in range(i + 2, min(last, i + _SHORT_FORM)) if layer.cls(k) == "m"), None)
    return close + 1 if named and close is not None else i


_MARKED = 9
"""How many tokens a name in marks may have, with the mark that closes it."""


def _marked_end(analysis: Analysis, layer: Layer, first: int, last: int) -> int:
    """Past bodies whose whole name stands in marks: «حركة النور» وحركة «الفجر»; `first` where none does."""
    if layer.cls(first) != "m":
        return first
    close = next((k for k in range(first + 2, min(last, first + _MARKED)) if layer.cls(k) == "m"), None)
    if close is None:
        return first
    behind = close + 1
    joined = analysis.words[behind] if behind + 1 < last else None
    if joined is not None and joined.proclitics == "و" and joined.tags & Tag.ORGANISATION:
        return max(behind, _marked_end(analysis, layer, behind + 1, last))
    return behind


def _past_name(analysis: Analysis, layer: Layer, first: int, i: int, last: int) -> int:
    """Past the name between two commas behind an office: مندوب البلاد لدى الهيئة، فلان،."""
    if i + 1 >= last or layer.cls(i) != "," or not analysis.words[first].tags & Tag.TITLE:
        return i
    end = name_run(analysis, i + 1, last)
    closed = end == last or layer.cls(end) == ","
    return end if end > i + 2 and closed else i


def _one_subject_end(analysis: Analysis, layer: Layer, first: int, last: int) -> int:
    words = analysis.words
    name = _name_at(analysis, first, last)
    if name is not None and name[0] < name[1]:
        return _past_office(analysis, layer, _short_name_end(words, *name), last)
    if _is_titled_surname(words, first, last):
        return first + 2
    if first + 1 < last and _is_unknown_surname(words[first], words[first + 1]):
        return first + 1
    if words[first].key in QUANTITIES or (words[first].key in NUMBERS and words[first + 1].key == "من"):
        first = _counted(words, first, last)
    i = max(first + 1, fixed_end(analysis, first, last))
    bears = analysis.tokens.texts[first].endswith(THIRD) and bool(words[first].tags & _JOINED)  # رئيسها
    if not (words[first].definite or bears) and i == first + 1:
        i = _joined_end(analysis, first, last)
    i = _past_unknown_name(words, first, _past_adjectives(words, first, i, last, bears=bears), last)
    if i < last and words[i].key in SAME and words[i - 1].definite:
        return i + 1  # النقابي ذاته
    return _past_what_for(analysis, layer, first, i, last)


def _past_unknown_name(words: Sequence[Word], first: int, i: int, last: int) -> int:
    """Past a name of two words that no lexicon knows, between an office and the object: رئيسة الحكومة هيلفا سترندل."""
    title = words[first].title
    if title is None or title.number != "s" or i + 2 >= last or not words[i - 1].definite:
        return i
    if not all(is_unknown(w) and is_name_like(w) and not UNLIKE_NAMES.fullmatch(w.key) for w in words[i : i + 2]):
        return i
    return i + 2 if _begins_object(words[i + 2]) else i


def _counted(words: Sequence[Word], first: int, last: int) -> int:
    """Where those are told of whom a word says how many: عدد كبير من الخبراء, آلاف المواطنين."""
    of = next((i for i in range(first + 1, min(first + 4, last - 1)) if words[i].key == "من"), None)
    if of is not None:
        return of + 1
    return first + 1 if first + 1 < last and words[first + 1].definite and not words[first + 1].proclitics else first


def _is_field(words: Sequence[Word], first: int, i: int, last: int) -> bool:
    """Whether a noun behind several who speak says of what they are, as another noun or a preposition follows it.

    أكد خبراء اقتصاد ضرورة الحوار, دعا خبراء اقتصاد إلى الحوار.
    """
    title = words[first].title
    if i != first + 1 or i >= last or title is None or title.number != "p" or words[first].key.endswith("ون"):
        return False
    plain = Tag.COMMON | Tag.RELATIONAL | Tag.CLAUSE_NOUN
    noun = (
        words[i].tags & Tag.COMMON and not words[i].tags & ~plain and not words[i].definite and not words[i].proclitics
    )
    behind = words[i + 1] if i + 1 < len(words) else None
    if not noun or behind is None or behind.proclitics.endswith("ل"):
        return bool(noun) and behind is not None
    if behind.definite or behind.proclitics:
        return False
    return i + 1 == last or bool(behind.tags & (Tag.COMMON | Tag.PREPOSITION)) or looks_verbal(behind)


def _is_reported(words: Sequence[Word], i: int) -> bool:
    """Whether a noun behind several who speak is what they speak of: انتقد شهود قرار المحكمة, but سكان مدينة الواحة."""
    title, word = words[i - 1].title, words[i]
    noun = word.tags & (Tag.DOCUMENT | Tag.CLAUSE_NOUN) or word.noun is not None or looks_verbal(word)
    return title is not None and title.number == "p" and bool(noun)


def _joined_end(analysis: Analysis, first: int, last: int) -> int:
    """Past the nouns that an indefinite one is joined to: هيئة سكك الجنوب."""
    words = analysis.words
    place = words[first].tags & Tag.PLACE and not words[first].tags & (Tag.ORGANISATION | Tag.TITLE | Tag.COMMON)
    if (place or is_proper(words[first])) and first + 1 < last and not is_unknown(words[first + 1]):
        return first + 1
    if first + 1 < last and words[first].key.endswith("ون") and words[first].tags & (Tag.TITLE | Tag.UNNAMED):
        return first + 1 + (words[first + 1].proclitics == "ل")  # مؤيدون للتنظيم, but nothing is joined to مواطنون
    i, body = first + 1, bool(words[first].tags & Tag.ORGANISATION)
    while (
        i < last
        and words[i].key
        and not words[i].definite
        and not words[i].proclitics
        and (
            words[i].tags & (Tag.ORGANISATION | Tag.TITLE)
            or (body and words[i].noun is None and not words[i].key.endswith(("ها", "هما")))
            or (body and fixed_end(analysis, i, last) > i + 1)  # قوات حلف شمال الأطلسي
            or (_is_joined(words, i, last) and not _is_reported(words, i))
        )
        and not words[i].tags & (Tag.NISBA | Tag.PLACE)
        and not (words[i].tags & Tag.RELATIONAL and not words[i].tags & Tag.ORGANISATION)
    ):
        i += 1
        known = i < last and not is_unknown(words[i])
        ends = known and (len(words[i].key) > _LETTERS or words[i].tags & Tag.COMMON)
        if body and ends and _is_name_of_body(words[i - 1]):
            return max(i, fixed_end(analysis, first + 1, last))  # شركة غوغل
    if _is_field(words, first, i, last):
        return i + 1
    named = i < last and (words[i].definite or words[i].tags & Tag.PLACE)
    return max(i + 1, fixed_end(analysis, i, last)) if named and not words[first].tags & Tag.PLACE else i


_HIGH = frozenset(("رفيع", "رفيعه", "رفيعي", "رفيعو", "رفيعا"))
SIDES = frozenset(("شرقي", "غربي", "شمالي", "جنوبي", "وسط", "شرق", "غرب", "شمال", "جنوب"))
"""Words of which a place follows: شمال غزة."""
_OTHER = frozenset(("اخر", "اخري", "اخرون", "اخرين"))


_LETTERS = 3
"""So many letters has the name of a letter at most, of which a body may be called: شركة زد تي إيه."""


def _is_name_of_body(word: Word) -> bool:
    """Whether a word without the article behind a body is its whole name, to which nothing is joined: شركة غوغل."""
    return (is_unknown(word) or is_proper(word)) and not word.definite and not word.key.endswith(("ه", "ات"))


def _is_unknown_adjective(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether a word with the article that no lexicon knows describes the noun before it: الدول النامية فقدان."""
    if i + 1 >= last or not words[i].definite or words[i].tags or words[i].noun is not None or words[i].proclitics:
        return False
    behind = words[i + 1]
    noun = bool(behind.tags & (Tag.COMMON | Tag.POSSESSED)) or looks_verbal(behind)
    like = words[i].key.endswith(("ه", "ي")) and words[i - 1].definite and not words[i - 1].tags & Tag.NAME
    return like and noun and not behind.definite and not behind.proclitics


def _past_adjectives(words: Sequence[Word], first: int, i: int, last: int, *, bears: bool) -> int:
    """Past who else is the subject, and past adjectives: الخبراء والاقتصاديين, الولايات المتحدة والمفوضية الأوروبية."""
    while i < last and words[i].proclitics == "و" and words[i].definite and words[i].tags & _JOINED:
        i += 1
    title = words[first].title
    genitive = words[first].key in QUANTITIES or words[first - 1].key == "من"
    plural = title is not None and title.number == "p" and not words[first].key.endswith("ون")
    before = words[i - 1].definite or (bears and i == first + 1) or (i == first + 1 and _is_country(words[first]))
    while i < last and describes(words[i]) and words[i].definite == before:
        agrees = plural or genitive or words[i - 1].key.endswith("ين")
        if words[i].key.endswith("ين") and not agrees:
            break  # أبلغ الوزير الصحفيين, أبلغ الاتحاد الأوروبي المسؤولين
        i, before = i + 1, words[i].definite
    high = next((k for k in (i - 1, i) if k < last and words[k].bare in _HIGH), last)  # مصدر أمني رفيع المستوى
    if high + 1 < last and words[high + 1].key == "المستوي":
        i = high + 2
    if i < last and words[i - 1].key in SIDES and words[i].tags & Tag.PLACE and not words[i].proclitics:
        i += 1  # حاكم منطقة الواحات شرقي البلاد
    if i < last and words[i].key in _OTHER and not words[i - 1].definite:
        i += 1  # مسؤول حكومي آخر
    while i < last and words[i].definite and words[i].key.endswith("ون") and words[i - 1].key.endswith("ون"):
        i += 1  # المتظاهرون المقيمون
    return i + 1 if _is_unknown_adjective(words, i, last) else i


def _is_country(word: Word) -> bool:
    """Whether a place is known without the article, so that nothing without it describes it: فرنسا, not مدينة."""
    return bool(word.tags & Tag.PLACE) and not word.tags & (Tag.ORGANISATION | Tag.TITLE | Tag.COMMON | Tag.NISBA)


def _past_what_for(analysis: Analysis, layer: Layer, first: int, i: int, last: int) -> int:
    """Past for what a body is, what an office is of and the name of it in marks."""
    words = analysis.words
    if i + 1 < last and words[i].key == "باسم" and words[first].tags & Tag.TITLE:
        return subject_end(analysis, layer, i + 1, last)  # المتحدث باسم الجيش
    if i + 1 < last and words[i + 1].proclitics == "ل" and _may_describe(words[i], words[i - 1]):
        i += 2  # المجلس السياسي التابع للجماعة
        if i < last and not words[i - 1].definite and _is_joined_to(words, i - 1):
            i += 1  # اللجنة المنظمة لبطولة الكرة
    elif i < last and words[i - 1].adjective and words[i].proclitics == "ل" and not is_addressee(words[i]):
        i += 1  # الصحافي المغربي المثير للجدل
    if i < last and is_called_for(analysis, first, i):
        while i < last and is_called_for(analysis, first, i):
            i = _named_for_end(words, i, last)  # المكتب التنفيذي للنقابة الوطنية للصحة
    elif i < last and words[first].tags & Tag.TITLE and words[first].definite and words[i].proclitics == "ل":
        i = max(_body_end(words, i, last), fixed_end(analysis, i, last))
    if i < last and layer.cls(i) == "m" and not words[i - 1].definite:
        i = next((k + 1 for k in range(i + 1, min(last, i + 9)) if layer.cls(k) == "m"), i)  # زعيم حزب «السنبلة»
    return _behind_preposition(analysis, layer, first, i, last)


def _may_describe(word: Word, noun: Word) -> bool:
    """Whether a word with the article describes the noun before it; one that may speak only where both end alike."""
    speaks = word.tags & (_JOINED | Tag.DOCUMENT)
    return word.definite and noun.definite and (not speaks or ends_alike(noun, word))


_REPRESENTING = frozenset("برلماني نايب برلمانيه نايبه مرشح مرشحه مستشار عضو سناتور سيناتور".split())


_PLACE_NAMES = Tag.NAME_PART | Tag.NAME | Tag.PLACE | Tag.TITLE


def _constituency_end(words: Sequence[Word], i: int, last: int) -> int:
    """Past whom or what somebody represents: البرلماني عن دائرة سيدي إفني."""
    i = min(last, i + 1)
    if i < last and words[i].definite and not words[i - 1].definite and not words[i].proclitics:
        return i + 1  # دائرة الواحات
    while i < last and not (words[i].definite or words[i].proclitics or words[i].tags & ~_PLACE_NAMES):
        i += 1
    return i


_CALLED_FOR = frozenset(
    normalize(
        "مجلس مرصد هيئة جمعية اتحاد منظمة رابطة لجنة مركز معهد صندوق شبكة نقابة مؤسسة مكتب جامعة فدرالية كونفدرالية "
        "ائتلاف تجمع منتدى مفوضية غرفة بنك مديرية مندوبية مجمع نادي وكالة أمانة كتابة إدارة رئاسة تنسيقية حركة مبادرة "
        "برنامج مشروع حملة"
    ).split()
)
"""Bodies whose names say for what or whom they are: المرصد الليبي للهجرة."""


def is_called_for(analysis: Analysis, first: int, i: int) -> bool:
    """Whether token `i` says for what the body is that begins at `first`, and no addressee and no aim."""
    words, word = analysis.words, analysis.words[i]
    if word.proclitics != "ل" or word.tags & (Tag.TIME | Tag.CIRCUMSTANCE):
        return False
    near = range(i - 1, max(first, i - _ADJECTIVES) - 1, -1)
    body = next((k for k in near if words[k].bare in _CALLED_FOR), None)
    if body is None or any(not words[k].definite for k in range(body + 1, i)):
        return False
    head = words[body]
    known = word.definite or word.key.startswith("لل") or bool(word.tags & Tag.ORGANISATION) or _is_joined_to(words, i)
    described = i - body >= _ADJECTIVE
    if not head.definite:  # منظمة الشفق لحقوق الإنسان
        return known and described and not word.tags & _SOMEBODY
    told = is_addressee(word) and not described  # النقابة الوطنية للصحافة, but أبلغت النقابة للصحافة
    return known and not told and (described or not looks_verbal(word))


_SOMEBODY = Tag.TITLE | Tag.UNNAMED | Tag.PLACE | Tag.NAME


def _is_joined_to(words: Sequence[Word], i: int) -> bool:
    """Whether the noun at `i` is joined to the definite one behind it: لحقوق الإنسان."""
    behind = words[i + 1] if i + 1 < len(words) else None
    return behind is not None and behind.definite and not behind.proclitics


_ADJECTIVE, _ADJECTIVES = 2, 3


def _named_for_end(words: Sequence[Word], i: int, last: int) -> int:
    """Past what a body is for: للهجرة, لحركة الإصلاح, للبحوث الزراعية."""
    definite = words[i].definite or words[i].key.startswith("لل")
    i += 1
    known = Tag.ORGANISATION | Tag.PLACE
    if not definite and i < last and (words[i].definite or words[i].tags & known or not words[i].tags):
        i += 1  # لحركة فتح
    while i < last and words[i].definite and describes(words[i]):
        if words[i].key.endswith("ين"):
            break  # أبلغت النقابة الوطنية للصحافة المسؤولين
        i += 1
    return i


def _body_end(words: Sequence[Word], i: int, last: int) -> int:
    """Past the body that an office is of: المدير العام لشركة النور."""
    if not words[i].tags & Tag.ORGANISATION or words[i].tags & Tag.MEDIUM:
        return i
    behind = i + 1
    if not words[i].definite and behind < last and not words[behind].proclitics:
        behind += 1
    while behind < last and words[behind].definite and words[behind].tags & Tag.NISBA:
        behind += 1
    return behind


def _behind_preposition(analysis: Analysis, layer: Layer, first: int, i: int, last: int) -> int:
    """Past what a title or a group is of or on: مسؤول في الإدارة الأمريكية, ناشطون على مواقع التواصل."""
    words = analysis.words
    if i < last and words[i].key == "عن" and words[first].bare in _REPRESENTING:
        return _constituency_end(words, i + 1, last)
    several = words[first].tags & Tag.UNNAMED and words[first].key.endswith("ون")  # المشاركون في المسيرة
    several = several or (i < last - 1 and is_made_of(words, i))
    if (
        i < last
        and layer.cls(i) == "p"
        and words[i].key in ("في", "من", "لدي")
        and (words[first].tags & Tag.TITLE or several)
    ):
        i = max(min(last, i + 2), fixed_end(analysis, i + 1, last) if i + 1 < last else last)
        if i < last and not words[i - 1].definite and (words[i].definite or words[i].tags & Tag.PLACE):
            i += 1  # مسيرة الشمال
        while i < last and words[i].definite and describes(words[i]):
            i += 1
    if i + 1 < last and words[first].tags & Tag.UNNAMED and are_found_on(words, i):
        i = max(i + 2, fixed_end(analysis, i + 1, last))
    return i
