"""What a source's words say of the speaker: a person, a title, somebody unnamed, a body, a medium, a document."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.affiliations import affiliation_of
from toolkit.attribution.anothers_names import is_anothers_name
from toolkit.attribution.bodies import bodies
from toolkit.attribution.grammar import grammar
from toolkit.attribution.hosts import without_proclitic
from toolkit.attribution.issuing import APPEARED, GIVEN_OUT, MADE_BY
from toolkit.attribution.kinds import MentionKind, is_ours, kind_of
from toolkit.attribution.labels import DESCRIBED, LATIN_BRACKET, aliases_of, unbracketed, unquoted
from toolkit.attribution.lexemes import Tag, Word, conjunction, describes, is_of_poll
from toolkit.attribution.name_keys import name_keys
from toolkit.attribution.named import name_in
from toolkit.attribution.names import AGED
from toolkit.attribution.quantities import LATEST, QUANTITIES
from toolkit.attribution.records import UnnamedAs
from toolkit.attribution.sectors import Telling, told_sector
from toolkit.attribution.unnamed import described_as
from toolkit.attribution.vocabulary import phrases
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.analysis import Analysis

__all__ = [
    "Mention",
    "Outline",
    "complements_of",
    "head_key",
    "is_honorific",
    "is_only_published",
    "issuer_within",
    "mention_of",
    "outline_of",
]

_CHAIN = 4
"""How many nouns may follow the head of a construct chain, of which only the last is definite."""
_NO_LINK = Tag.NAME | Tag.PREPOSITION | Tag.VERB | Tag.COMPLEMENTIZER | Tag.RELATIVE | Tag.NISBA | Tag.CONJUNCTION
_ISSUED = frozenset(normalize("حساب موقع صفحة منصة بيان تقرير").split())


@dataclass(frozen=True, slots=True)
class Mention:
    """One source, read on its own.

    Attributes:
        kind: What speaks.
        label: Its words without a preposition written together with them; of a person, the name alone.
        keys: The telling words of the label.
        head: The key of the head without its article and ending, by which a later short form refers back.
        definite: Whether the head bears the article, so that it may refer back.
        short: Whether the head stands alone.
        gender: `f`, `m` or "" as title or name mark it.
        number: `s` or `p`.
        sector: What the words say of its sector, or let one guess.
        affiliation: The body or country that it says it belongs to, as printed.
        aliases: Other names of it, in marks or brackets.
        issuer: Of a document, who issued it, where its own words say so.
        modified: Whether nothing but adjectives follows the head: الوزير الروسي السابق.
        foreign: Whether one of those says of which country: الروسي.
        annexed: Whether a definite noun follows an indefinite head, which makes the whole definite.
        complements: The words behind the head: of عضو المكتب السياسي, the last two.
        repeats: Whether it says of itself that it is the same: ذات المصدر، نفسه.
        marked: Whether a marker governs it: حسب المصدر.
        title: Of which kind the title is that heads it, as `titles.tsv` has them.
        described_as: How it is described, where nobody is named.
        bare: Whether its head is no word for a body and no place, so that it is called by its name alone: ميتا.
        honorific: Whether it is only a form of address for somebody introduced before: سموه، معاليه.
    """

    kind: MentionKind
    label: str
    keys: tuple[str, ...]
    head: str
    definite: bool
    short: bool
    gender: str
    number: str
    sector: Telling
    affiliation: str | None
    aliases: tuple[str, ...] = ()
    issuer: Mention | None = None
    modified: bool = False
    foreign: bool = False
    annexed: bool = False
    complements: frozenset[str] = frozenset()
    repeats: bool = False
    marked: bool = False
    title: str = ""
    bare: bool = False
    honorific: bool = False
    described_as: UnnamedAs | None = None

    @property
    def office(self) -> bool:
        """Whether a title heads it."""
        return bool(self.title)


_SAME = frozenset(
    normalize(
        "ذات نفس ذاته ذاتها نفسه نفسها نفسهم عينه عينها عينهم المذكور المذكورة الأخير الأخيرة "
        "مصدرنا محدثنا متحدثنا محدثتنا"
    ).split()
)


def _says_same(analysis: Analysis, i: int) -> bool:
    """Whether a word says that somebody is the same as before: ذاته, المذكور; عينه, but no عينة."""
    return analysis.words[i].key in _SAME and not analysis.tokens.texts[i].endswith("عينة")


_HONORIFICS = frozenset(
    normalize("سموه سموها معاليه معاليها سعادته سعادتها فضيلته جلالته فخامته غبطته نيافته سماحته دولته").split()
)


def head_key(word: Word) -> str:
    """The key of a head, by which المسؤولون and مسؤولين, الوزارة and وزارة are one."""
    key = word.bare
    for ending in ("ون", "ين", "ان"):
        if key.endswith(ending) and len(key) > 5:
            key = key[: -len(ending)]
            break
    if is_ours(word):
        key = key.removesuffix("نا")
        key = key[:-1] + "ه" if key.endswith("ت") else key
    return _ONE_OFFICE.get(key, key)


_ONE_OFFICE = {
    "ناطق": "متحدث", "ناطقه": "متحدثه", "صحفي": "صحافي", "صحفيه": "صحافيه", "مندوب": "ممثل", "مندوبه": "ممثله"
}  # fmt: skip
"""Heads that are said of one and the same."""


class Outline(NamedTuple):
    """What a source's words say at first sight, which is enough to tell speakers apart.

    Attributes:
        first: Its first token, marks around the whole of it left out.
        last: The token behind its last.
        at: The token of its head, behind quantities.
        name: The tokens of the personal name in it.
        kind: What speaks.
        label: Its words without a preposition written together with them; of a person, the name alone.
        keys: The telling words of the label.
        head: The key of the head without its article and ending.
        short: Whether the head stands alone.
        gender: `f`, `m` or "" as title or name mark it.
        number: `s` or `p`.
    """

    first: int
    last: int
    at: int
    name: tuple[int, int] | None
    kind: MentionKind
    label: str
    keys: tuple[str, ...]
    head: str
    short: bool
    gender: str
    number: str


_ANNEXING = frozenset(normalize("بحسب حسب وفق برأي رأي تعبير قول وصف زعم لسان نظر عن إلى").split())
"""Markers that no preposition follows, so that the lam behind them is the name's own: بحسب لافروف, but وفقا لكيربي."""


_BELONGING = frozenset(("التابع", "التابعه"))
"""With these begins whose a medium is, which is no part of its name."""


def outline_of(analysis: Analysis, first: int, last: int, *, governed: bool = False) -> Outline:
    """The source of the tokens `first` to `last` at first sight; `governed` as in `mention_of`."""
    words = analysis.words
    if not words[first].key and not words[last - 1].key and last - first == 3:
        first, last = first + 1, last - 1  # "خلفان": a name in marks is that name
    if words[first].tags & Tag.DEMONSTRATIVE and last - first > 1:
        first += 1  # هذا التقرير is التقرير
    last = next((i for i in range(first + 1, last) if words[i].key in AGED), last)  # السائق البالغ من العمر 44 عاما
    at = first
    while at < last - 1 and (
        words[at].key in QUANTITIES
        or not words[at].key
        or _says_same(analysis, at)
        or words[at].key == "من"
        or (is_honorific(words[at]) and words[at + 1].tags & Tag.TITLE)
        or (words[at].key in LATEST and words[at + 1].tags & Tag.DOCUMENT)
    ):
        at += 1
    head = words[at]
    if head.tags & Tag.MEDIUM and words[first].key not in QUANTITIES:
        last = next((i for i in range(at + 1, last) if words[i].key in _BELONGING), last)  # قناة «النور» التابعة لهيئة
    if last - at > 1 and words[last - 1].key in APPEARED:
        last -= 1  # بيان صدر (أمس)
    nobody = (last - first == 1 and _names_nobody(head)) or _is_body_by_name(analysis, at, last)
    name = None if nobody else name_in(analysis, first, last)
    if name is not None and is_anothers_name(words, at, name[0]):
        name = None
    kind = "person" if name else kind_of(analysis, at, last)
    label = analysis.text(*name) if name else analysis.text(first, unbracketed(analysis, at, last))
    begins = name[0] if name else first
    label = label.removeprefix(conjunction(words, begins, analysis.tokens.texts[begins]))
    if (
        governed
        and not (first and {words[first - 1].key, words[first - 1].key.removeprefix("و")} & _ANNEXING)
        and (name is None or name[0] == first)
        and (label.startswith("ل") or (label.startswith("ب") and head.proclitics.endswith("ب")))
        and not (head.key == head.base and head.tags)
    ):
        label = without_proclitic(label)
    if kind == "organisation" and name is None:
        label = DESCRIBED.sub("", label)  # كتائب الفجر، الجناح العسكري للحركة
    if kind == "media":
        label = LATIN_BRACKET.sub("", label, count=1)  # صحيفة «لوموند» (Le Monde) الفرنسية
    if last - first <= _EULOGY and {words[first].base, words[last - 1].base} & _OF_GOD:
        kind, label = "person", "الله"
    gender, number = grammar(words, name, at)
    keys = name_keys(label)
    label = unquoted(label[1:] if label[:1] == "و" and label[1:2].isdigit() else label)
    short = last - at == 1 or all(_says_same(analysis, i) for i in range(at + 1, last))
    return Outline(first, last, at, name, kind, label, keys, head_key(head), short, gender, number)


_OF_GOD = frozenset(normalize("تعالى سبحانه").split())
"""Formulas by which God is meant, with his name or without: قال تعالى."""
_EULOGY = 3


def _is_body_by_name(analysis: Analysis, at: int, last: int) -> bool:
    """Whether a phrase of several words is a body's name in a lexicon, however like a person's: هيومن رايتس ووتش."""
    return last - at > 1 and analysis.phrase_end(at, phrases("organisations", "name"), last) == last


def _names_nobody(word: Word) -> bool:
    """Whether a word alone cannot be a name: الوزير، المصادر."""
    return bool(word.tags & (Tag.TITLE | Tag.ORGANISATION | Tag.UNNAMED | Tag.DOCUMENT)) and not word.tags & (
        Tag.NAME | Tag.NAME_PART
    )


_SAME_BODY = {normalize("حكومة"): normalize("وزراء")}
"""Words by which one office is called as well: رئيس الحكومة is رئيس الوزراء."""


def complements_of(head: Word, behind: Sequence[Word]) -> frozenset[str]:
    """The words behind the head of a title, in one form."""
    alike = _SAME_BODY if head_key(head).startswith("رييس") else {}
    return frozenset(alike.get(w.bare, w.bare) for w in behind if w.key and not is_honorific(w))


def mention_of(analysis: Analysis, first: int, last: int, *, governed: bool = False) -> Mention:
    """The source of the tokens `first` to `last`, read on its own.

    Args:
        analysis: The text.
        first: Its first token.
        last: The token behind its last.
        governed: Whether a preposition of the cue may be written together with it: وفقا لكيربي.
    """
    found = outline_of(analysis, first, last, governed=governed)
    first, last, at, name, kind = found[:5]
    words = analysis.words
    head = words[at]
    within = list(bodies(analysis, first, last, name)) if kind != "media" else []
    return Mention(
        kind=kind,
        label=found.label,
        keys=found.keys,
        head=found.head,
        definite=head.definite or is_ours(head),
        short=found.short,
        gender=found.gender,
        number=found.number,
        sector=told_sector(analysis, first, last, kind, name=name, found=within),
        affiliation=affiliation_of(analysis, first, last, kind, name=name, found=within),
        aliases=aliases_of(analysis, at, last),
        issuer=issuer_within(analysis, at, last)
        if kind == "document" or (head.bare in _ISSUED and kind != "person")
        else None,
        modified=_is_modified(words, at, last),
        foreign=any(w.tags & Tag.NISBA for w in words[at + 1 : last]),
        annexed=_is_annexed(words, at, last),
        complements=complements_of(head, words[at + 1 : last]),
        repeats=any(_says_same(analysis, i) for i in range(first, min(last, first + 4))),
        marked=governed,
        title=head.title.kind if head.tags & Tag.TITLE and head.title is not None else "",
        bare=_is_bare(head, alone=last - at == 1),
        honorific=head.key in _HONORIFICS,
        described_as=described_as(analysis, first, at, last) if kind in ("title", "unnamed") else None,
    )


def is_honorific(word: Word) -> bool:
    """معالي الوزير, السيد الوزير: the office is what it is known by."""
    return bool(word.tags & Tag.TITLE) and word.title is not None and word.title.kind == "honorific"


def _is_modified(words: list[Word], at: int, last: int) -> bool:
    behind = words[at + 1 : last]
    if any(not a.tags and not b.tags and a.definite and b.definite for a, b in pairwise(behind)):
        return False  # الصحافي المختر الهنائي: two words that no lexicon knows are a name
    return bool(behind) and all(_modifies(before, word) for before, word in pairwise(words[at:last]))


def _modifies(before: Word, word: Word) -> bool:
    """Whether the word is an adjective with the article, or what an adjective governs: المثير للجدل."""
    if word.proclitics:
        return word.proclitics in ("ل", "ب") and before.definite and not before.tags
    known = describes(word) or word.tags & Tag.QUALIFIER
    return word.definite and bool(known or not word.tags)


def _is_bare(head: Word, *, alone: bool) -> bool:
    if alone and head.tags & Tag.ORGANISATION and not (head.definite or head.tags & (Tag.COMMON | Tag.TITLE)):
        return True
    return not head.tags & (Tag.ORGANISATION | Tag.PLACE | Tag.NISBA)


def _is_annexed(words: list[Word], at: int, last: int) -> bool:
    """Whether the last of a chain of nouns makes all of them definite: وزير الدفاع, أستاذ جراحة المخ."""
    if words[at].definite:
        return False
    end = min(last, at + _CHAIN)
    behind = at + 1
    while behind < end and not _annexes(words[behind]) and not words[behind].proclitics:
        if words[behind].tags & _NO_LINK:
            return False
        behind += 1
    return behind < end and _annexes(words[behind])


def _annexes(behind: Word) -> bool:
    return not behind.proclitics and (behind.definite or bool(behind.tags & (Tag.ORGANISATION | Tag.PLACE)))


def issuer_within(analysis: Analysis, at: int, last: int) -> Mention | None:
    """Who stands behind a document, as its own noun phrase says: تقرير صادر عن الوكالة، بيان للوزارة."""
    issued = False
    giving = (i for i in range(at + 1, last - 1) if analysis.words[i].key in GIVEN_OUT)
    for i in range(next(giving, at) + 1, last):  # كلمة سيدات الإقليم ألقتها الناشطة
        word, before = analysis.words[i], analysis.words[i - 1]
        if before.bare in ("تابع", "تابعه") or word.key in _AGAINST:
            return None  # whose it is, and not who says it; دعوى ضد الشركة
        issued = issued or before.key in _AHEAD_OF_ISSUER
        if word.proclitics.strip("وف") not in ("", "ل") or word.key in ("عن", "من") or word.tags & Tag.TIME:
            continue
        if i == at + 1 and not word.proclitics.endswith("ل") and _tells_what_kind(analysis.words, i, last):
            continue  # تقارير صحافية، تقرير اقتصادي
        if is_of_poll(analysis.words, i) and word.bare in ("راي", "اراء"):
            continue  # استطلاع للرأي
        whose = i == at + 1 and word.proclitics.endswith("ل") and word.definite and not word.tags  # بيان للفاف
        if is_only_published(analysis.words, at, i - 1, i):
            return None  # بيان بثته القناة
        known = word.tags & (Tag.ORGANISATION | Tag.MEDIUM | Tag.PLACE | Tag.TITLE)
        if whose or (known and not word.tags & Tag.DOCUMENT):
            return mention_of(analysis, i, _undated(analysis, i, last), governed=word.proclitics.endswith("ل"))
        if issued or analysis.phrase_end(i, phrases("organisations"), last) > i:
            return mention_of(analysis, i, _undated(analysis, i, last), governed=word.key.startswith("لل"))
    return None


def _tells_what_kind(words: list[Word], i: int, last: int) -> bool:
    """Whether a word behind a document is an adjective: تقرير بلدي, but تقرير هيئة محلية، تقرير بلدية الساحل."""
    word, after = words[i], words[i + 1] if i + 1 < last else None
    whose = after is not None and not after.proclitics and (after.definite or bool(after.tags & Tag.PLACE))
    body = word.tags & Tag.ORGANISATION and (whose or not word.tags & Tag.RELATIONAL)
    return word.key.endswith(("يه", "ي")) and not word.definite and not body


def is_only_published(words: list[Word], document: int, verb: int, by: int) -> bool:
    """Whether a medium only published a statement, which is another's: بيان بثته القناة."""
    statement = words[document].bare in _STATEMENTS and words[verb].key in _PUBLISHED
    return statement and by < len(words) and bool(words[by].tags & Tag.MEDIUM)


_AHEAD_OF_ISSUER = MADE_BY | {"عن"}
_AGAINST = frozenset(("ضد", "بحق"))
_STATEMENTS = frozenset(("بيان", "تصريح", "رساله", "خطاب", "كلمه", "بلاغ"))
_PUBLISHED = frozenset(normalize("نشره نشرته بثه بثته نقله نقلته نشرها بثها نقلتها نشرتها أوردته أورده").split())
"""Verbs that say of a statement only where it appeared."""


def _undated(analysis: Analysis, first: int, last: int) -> int:
    """Where the issuer of a document ends, ahead of when it appeared: تقرير للأمم المتحدة صدر."""
    for i in range(first + 1, last):
        if analysis.words[i].key in _AHEAD_OF_ISSUER:
            return i
        if i > first + 1 and analysis.tokens.kinds[i] == "number":
            return i - 1
    return last
