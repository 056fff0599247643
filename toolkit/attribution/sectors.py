"""Which part of society the words of a source speak of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.bodies import SUBJECTS, Body, domain_of
from toolkit.attribution.lexemes import Tag, Title, Word
from toolkit.attribution.private import private_sector
from toolkit.attribution.quantities import ONE_OF, QUANTITIES
from toolkit.attribution.titles import paired_title
from toolkit.attribution.vocabulary import phrases
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.attribution.analysis import Analysis

__all__ = ["UNTOLD", "Telling", "told_sector"]


class Telling(NamedTuple):
    """The sector that words tell.

    Attributes:
        sector: The sector.
        weak: Whether they only let one guess it (a doctorate, a committee).
        of: The short form of a body that tells it, which the article may name in full: حركه.
    """

    sector: str
    weak: bool = False
    of: str = ""


_BODIES = "*"
"""Says, until it is known which, that a body told a sector."""
UNTOLD = Telling("unknown", weak=True)


@cache
def _unnamed() -> Mapping[str, str]:
    return {normalize(row["form"]): row["sector"] for row in load_lexicon("sources_unnamed").rows}


def told_sector(
    analysis: Analysis, first: int, last: int, kind: str, *, name: tuple[int, int] | None, found: list[Body]
) -> Telling:
    """The sector that a noun phrase names: a known body before the kind of title, a title before a generic body.

    Args:
        analysis: The text.
        first: The first token of the phrase.
        last: The token behind its last.
        kind: What kind of mention it is.
        name: The tokens of the person's name in it, which tell nothing.
        found: The bodies in it.
    """
    if kind == "media":
        return Telling("media")
    told = _told_by(analysis, first, last, kind, name, found)
    if told == UNTOLD and _is_share(analysis, first, last):
        return Telling("citizen")
    if told == UNTOLD and kind == "person" and name is not None:
        return Telling(private_sector(analysis, first, name) or "unknown", weak=True)
    if told.of != _BODIES:
        return told
    short = next((body.first for body in found if body.short), None)
    return told._replace(of="" if short is None else analysis.words[short].bare)


_PER_CENT = frozenset(normalize("مئة مائة مية").split())


def _is_share(analysis: Analysis, first: int, last: int) -> bool:
    """Whether some of those who were asked speak: 46%, 88.8% من عينة الدراسة, 14 في المئة من الأفغان."""
    if analysis.tokens.kinds[first] != "number":
        return False
    return "%" in analysis.tokens.texts[first : min(last, first + 2)] or any(
        analysis.words[i].bare in _PER_CENT for i in range(first + 1, min(last, first + 3))
    )


def _told_by(
    analysis: Analysis, first: int, last: int, kind: str, name: tuple[int, int] | None, found: list[Body]
) -> Telling:
    """The sector by the bodies of a phrase and the titles in it."""
    if kind in ("person", "title", "unnamed"):
        return _personal_sector(analysis, first, last, kind, name, found)
    named, firm, weak = _sectors_of(analysis, found)
    found = [body for body in found if body.first == first or analysis.words[body.first - 1].key != _AT]
    if found and analysis.words[found[0].first].bare == _MINISTRY:
        return Telling("government")
    if len(found) > 1 and analysis.words[found[0].first].bare in _PARTS and found[-1].sector != "unknown":
        return Telling(found[-1].sector, of=_BODIES)  # قسم الوظيفة العمومية باتحاد العمال
    for choice in (named, firm):
        if choice:
            return Telling(choice[0], of=_BODIES)
    if weak:
        return Telling(weak[0], weak=True, of=_BODIES)
    state = (
        analysis.words[first].tags & (Tag.PLACE | Tag.NISBA)
        or analysis.phrase_end(first, phrases("places"), last) > first
    )
    return Telling("government" if state else _of_document(analysis, first, last))


_MINISTRY = normalize("وزارة")
_AT = normalize("لدى")
"""Behind this stands where a mission was sent: بعثة البلاد لدى الأمم المتحدة."""
_PARTS = frozenset(normalize("قسم شعبة فرع إدارة").split())
"""What a body is made of."""


def _sectors_of(analysis: Analysis, found: list[Body]) -> tuple[list[str], list[str], list[str]]:
    """The sectors of bodies known by name, of those whose head or words tell it, and of those that it is guessed of."""
    named = [body.sector for body in found if body.kind == "name"]
    firm = [body.sector for body in found if body.kind in ("head", "open")]
    if firm[:1] == ["military_security"] and "armed_group" in firm:
        named, firm = [], ["armed_group"]  # قوات, which are an army's or what is said of them next
    if firm and "parliament_party" in firm[1:] and analysis.words[found[0].first].bare == _COMMITTEE:
        firm = ["parliament_party"]  # لجنة الدفاع في البرلمان
    return named, firm, [body.sector for body in found if body.kind == "weak" and body.sector != "unknown"]


_COMMITTEE = normalize("لجنة")
_LAWS = frozenset(normalize("قانون مرسوم دستور ظهير لائحة مادة فصل نظام").split())
_STUDIES = frozenset(
    normalize("دراسة دراسات دراستان دراستين أبحاث مسح تحليل بحث أبحاث بحوث مراجعة مراجعات ورقة أطروحة").split()
)


def _of_document(analysis: Analysis, first: int, last: int) -> str:
    """What a document without an issuer speaks for: a law for the state, a study for those who know."""
    first = _head(analysis, first, last)
    head = analysis.words[first]
    if head.bare in _LAWS:
        return "government"
    if head.bare in _STUDIES:
        return "expert"
    told = domain_of(analysis.words[first + 1], "source") if first + 1 < last else None
    return told or "unknown"


_AMONG = ONE_OF | {"من"}
"""Behind these the many are whom somebody is one of: فلان، من محللي الشركة."""
_ALWAYS = ("military", "religious")
"""Kinds of title that decide the sector whatever body stands beside them."""
_FIRST = ("witness", "kin")
"""Kinds of title that do so only where no other stands before them: شاهد عيان, but not الصحافي الزميل."""
_BOUND = ("judiciary", "military_security")
"""Sectors of titles of two words that a body in them does not change: رئيس المحكمة, محافظ الشرطة."""
_RANKED = frozenset(normalize("أول ركن").split())
_DEPUTISING = frozenset(normalize("نائب نائبة مساعد مساعدة معاون").split())
_COLLEAGUES = frozenset(normalize("زميل زميلة صديق صديقة").split())
"""Who is more than that where another title tells what: زميله فلان، مدافع الفريق."""
_LEADERS = frozenset(normalize("قائد قائدة القائد").split())
"""Who leads the body that is named, be it an army or a team."""


_ADDRESSES = frozenset(normalize("أستاذ أستاذة").split())
"""What teaches at a university behind no name, and is a form of address right before one."""


def _is_unionist(analysis: Analysis, i: int, last: int) -> bool:
    """Whether نقيب is no captain but the head of a union: نقيب الصحفيين."""
    words = analysis.words
    return words[i].bare == "نقيب" and not words[i].definite and i + 1 < last and words[i + 1].definite


def _telling_titles(analysis: Analysis, first: int, last: int, name: tuple[int, int] | None) -> list[tuple[int, Title]]:
    """The titles that the speaker bears, in order, with their tokens.

    Of جمعية القضاة the members are no title of its chairwoman, nor is what a title is qualified by (الخبير الصناعي),
    nor a word of the speaker's name, nor what an indefinite noun is of (كأس العالم، على فريق القادسية).
    """
    words = analysis.words
    found: list[tuple[int, Title]] = []
    for i in range(first, last):
        title = words[i].title
        if title is None or not words[i].tags & Tag.TITLE or words[i].tags & Tag.NAME_PART:
            continue
        if name is not None and name[0] <= i < name[1]:
            continue
        before, behind = words[i - 1] if i > first else None, words[i + 1] if i + 1 < last else None
        demands = words[i].finite is not None and behind and behind.tags & Tag.TITLE  # طالب الدكتور فلان
        if (words[i].bare == "كاتب" and behind and behind.bare == "عام") or demands:
            continue
        if title.number == "p" and name is not None and not (before and before.key in _AMONG):
            continue
        if (
            words[i].bare in _ADDRESSES
            and name is not None
            and (i + 1 == name[0] or (behind and behind.tags & Tag.TITLE))
        ):
            continue
        if found and before and (title.number == "p" or before.tags & Tag.ORGANISATION) and before.key != "باسم":
            continue
        if words[i].bare in _DEPUTISING and behind and behind.tags & Tag.TITLE and behind.title and behind.title.sector:
            continue  # مساعد المدعي العام
        trade = before and before.tags & Tag.TITLE and words[i].key.endswith("ي") and title.kind == "profession"
        if trade and before and before.bare not in _DEPUTISING:
            continue
        if before and found and found[-1][0] == i - 1 and paired_title(before, words[i]) is not None:
            continue  # قائد الفريق is one title
        if before and found and _governs(before, words[i]):
            continue
        if words[i].bare == "فريق" and not words[i].definite and not (behind and behind.key in _RANKED):
            continue  # فريق من الباحثين, and no general
        paired = paired_title(words[i], behind) if behind else None
        body = behind is not None and behind.tags & Tag.ORGANISATION and behind.bare != "دوله"  # كاتب الدولة
        if paired is not None and body and paired.sector not in _BOUND:
            paired = None  # رئيس الاتحاد is told by what follows
        found.append((i, paired or title))
    return found


def _governs(before: Word, word: Word) -> bool:
    """Whether `word` is what an indefinite noun that is no title is of: كأس العالم."""
    other = Tag.TITLE | Tag.PREPOSITION | Tag.NAME | Tag.NAME_PART | Tag.CONJUNCTION | Tag.PLACE
    return (
        bool(before.key) and word.definite and not word.proclitics and not before.definite and not before.tags & other
    )


def _personal_sector(
    analysis: Analysis,
    first: int,
    last: int,
    kind: str,
    name: tuple[int, int] | None,
    found: list[Body],
) -> Telling:
    words = analysis.words
    named, firm, weak = _sectors_of(analysis, found)
    titles = _telling_titles(analysis, first, last, name)
    if titles and words[titles[0][0]].bare in _MINISTERS:
        return Telling("government")  # وزير الاتصالات, whatever he is in charge of
    telling = [(i, t) for i, t in titles if t.sector not in ("", "unknown") and t.kind != "honorific"]
    strong = [
        t.sector
        for i, t in telling
        if (
            t.kind in _ALWAYS
            and not (named + firm and words[i].bare in _LEADERS)
            and not _is_unionist(analysis, i, last)
        )
        or (t.kind in _FIRST and t is titles[0][1] and not (words[i].base[:4] in _COLLEAGUES and len(telling) > 1))
    ]
    spokesman = any(t.kind == "spokesperson" for _, t in titles)
    voice = _spoken_for(analysis, first, last, found) if spokesman else []
    members = [b.sector for b in found if titles and titles[0][1].number == "p" and b.first == titles[0][0] + 2]
    members = members if titles and words[min(titles[0][0] + 1, last - 1)].key == "من" else []  # محققون من المنظمة
    outside = [i for i in range(first, last) if name is None or not name[0] <= i < name[1]]
    envoy = [_sent_by(analysis, i, found) for i in outside if words[i].bare in _ENVOYS or _is_permanent(words, i, last)]
    deputy = ["parliament_party"] if any(_is_deputy(analysis, i, last) for i in outside) else []
    executive = ["business"] if any(words[i].bare == "تنفيذي" for i in outside) else []
    clubs = [t.sector for i, t in telling if t.sector == "sport_culture" and any(b.first == i + 1 for b in found)]
    field = [told for i, t in titles if (told := _field(analysis, i, t, last)) is not None]
    roles = [
        t.sector
        for i, t in telling
        if t.kind not in _ALWAYS
        and t.kind not in _FIRST
        and not (t.kind == "academic" and words[i].bare in _DEGREES)
        and words[i].bare not in _LAWYERS
        and not (firm and words[i].bare in _OFFICIALS)  # مسؤول في الشرطة
        and not (firm and t.sector == "government" and words[i].bare in _AGENTS)  # وكيل الشركة
        and not (t.sector == "business" and firm and firm[-1] not in ("business", "unknown"))  # مجلس إدارة النادي
    ]
    court = [t.sector for _, t in telling if t.sector == "judiciary"] if named[:1] == ["international"] else []
    unions = ["civil_society"] if any(_is_unionist(analysis, i, last) for i, _ in titles) else []
    counsel = ["judiciary"] if any(words[i].bare in _LAWYERS for i, _ in titles) else []
    retained = counsel if any(words[i].bare in _LAWYERS and not words[i].definite for i, _ in titles) else []
    if any(words[i].bare in _WRITERS for i, _ in titles[:1]) and set(roles) - {"media"}:
        roles = [sector for sector in roles if sector != "media"]  # الكاتبة والناشطة, الكاتب والخبير
    trades = [sector for sector in roles if sector == "citizen"]
    roles = [sector for sector in roles if sector != "citizen"]
    learned = [t.sector for i, t in telling if words[i].bare in _DEGREES]
    unnamed = (
        _unnamed_sector(analysis, first, last)
        if kind != "person" and not any(t.sector not in ("", "unknown") for _, t in titles[:1])
        else None
    )
    lawyer = any(words[i].bare in _LAWYERS for i in outside)
    of_firm = ["judiciary"] if firm and lawyer else []  # المحامي فلان، وكيل الشركة
    bodies = (named, firm if spokesman else [], unions, field, roles, of_firm, firm, trades)
    for choice in (voice, members, strong, envoy, clubs, deputy, court, retained, *bodies):
        if choice:
            return Telling(choice[0], of=_BODIES if choice is firm else "")
    if unnamed is not None:
        return Telling(unnamed)
    for choice in (executive if not weak else [], counsel, learned, weak):
        if choice:
            return Telling(choice[0], weak=True, of=_BODIES if choice is weak else "")
    if not any(t.kind == "office" for _, t in titles):
        return Telling("citizen", weak=True) if name is not None and words[name[0]].key == _MOTHER else UNTOLD
    return Telling("government", weak=not any(words[i].bare in _HEADS_OF_STATE for i, _ in titles))


_MINISTERS = frozenset(normalize("وزير وزيرة وزيرا وزراء الوزير الوزيرة الوزراء").split())
_WRITERS = frozenset(normalize("كاتب كاتبة").split())
"""Who is what else he is called besides."""
_MOTHER = normalize("أم")
"""By whose child a woman without any office is called: أم محمد."""
_ENVOYS = frozenset(normalize("سفير سفيرة مندوب مندوبة قنصل مبعوث").split())
"""Who speaks for a state, whatever body the state sent them to."""


def _spoken_for(analysis: Analysis, first: int, last: int, found: list[Body]) -> list[str]:
    """The sector of those in whose name somebody speaks, which his own rank does not change: المتحدث باسم المسلحين."""
    at = next((i + 1 for i in range(first, last - 1) if analysis.words[i].key == "باسم"), None)
    if at is None:
        return []
    body = next((body for body in found if body.first == at), None)
    if body is not None:
        return [body.sector] if body.sector == "armed_group" else []
    title = analysis.words[at].title
    told = domain_of(analysis.words[at], "source") or (
        title.sector if title is not None and title.number == "p" else ""
    )
    return [told] if told and told != "unknown" else []


def _sent_by(analysis: Analysis, i: int, found: list[Body]) -> str:
    """For whom an envoy speaks: for a state, unless the body that sent him is of many: مبعوث الأمم المتحدة."""
    body = next((body for body in found if body.first == i + 1), None)
    if body is not None and body.sector == "international":
        return "international"
    told = domain_of(analysis.words[i + 1], "office") if i + 1 < len(analysis) else None
    return "international" if told == "international" else "government"


def _is_permanent(words: Sequence[Word], i: int, last: int) -> bool:
    """Whether the word is a state's permanent representative: الممثل الدائم لروسيا, ممثل الصين الدائم."""
    return words[i].bare == "ممثل" and any(word.bare == "دايم" for word in words[i + 1 : min(last, i + 3)])


_DEPUTIES = frozenset(normalize("النائب النائبة النواب البرلماني البرلمانية السيناتور").split())
_OF_DEPUTIES = frozenset(normalize("عام أول ثاني ثالث").split())


_HEADS_OF_STATE = frozenset(normalize("رئيس رئيسة").split())
"""Whom no body is named with: الرئيس فلان, رئيس الوزراء."""
_LAWYERS = frozenset(normalize("محامي محام محامية محامون محامين").split())
"""Who speaks for a client, unless for a party or a union that the article names; محامي شركة does whoever follows."""
_AGENTS = frozenset(normalize("وكيل وكيلة وكلاء").split())
"""An office in a ministry, but of a company whoever acts for it."""
_DEGREES = frozenset(normalize("دكتور دكتورة الدكتور الدكتورة بروفيسور بروفسور بروفيسورة بروفسير د").split())
"""What physicians and professors bear, and whoever else has a doctorate: ministers, officers, officials."""


def _is_deputy(analysis: Analysis, i: int, last: int) -> bool:
    """Whether the word is a member of a parliament: النائب فلان, and not النائب العام or النائب الأول."""
    word = analysis.words[i]
    behind = analysis.words[i + 1] if i + 1 < last else None
    return word.base in _DEPUTIES and not (behind and behind.bare in _OF_DEPUTIES)


_OFFICIALS = frozenset(normalize("مسؤولان مسئولان مسؤول مسؤولة مسؤولون مسؤولين مسئول مسئولة مسئولون مسئولين").split())


def _field(analysis: Analysis, i: int, title: Title, last: int) -> str | None:
    """The field of an office that has none of its own: مسؤول أمني, مستشار قانوني."""
    behind = analysis.words[i + 1] if i + 1 < last else None
    told = domain_of(behind, "office") if behind is not None else None
    if analysis.words[i].bare in _OFFICIALS:
        return told if told not in SUBJECTS else None  # an official for oil is one of the state
    return told if title.kind in ("office", "generic", "spokesperson") and title.sector in ("", "unknown") else None


_OWNERS = frozenset(normalize("صاحب صاحبة أصحاب").split())


def _is_generic(head: Word) -> bool:
    """Whether a noun leaves open who it is: مصدر, أوساط."""
    if head.title is not None:
        return head.title.kind == "generic"
    return bool(head.tags & Tag.UNNAMED) or head.bare in _OWNERS


def _head(analysis: Analysis, first: int, last: int) -> int:
    """The token of whoever is meant, behind how many they are: عدد من الخبراء, تلك المصادر."""
    words = analysis.words
    while first + 1 < last and (
        words[first].key in QUANTITIES or words[first].tags & Tag.DEMONSTRATIVE or words[first].key == "من"
    ):
        first += 1
    return first


def _unnamed_sector(analysis: Analysis, first: int, last: int) -> str | None:
    """The sector of somebody unnamed: by the noun with its adjective (مصدر أمني), or by the noun alone."""
    words = analysis.words
    first = _head(analysis, first, last)
    head = words[first]
    pair = f"{head.bare} {words[first + 1].bare}" if first + 1 < last else ""
    found = _unnamed().get(pair)
    if found is None and first + 1 < last:
        near = [i for i in (first + 1, first + 2) if i < last and words[first + 1].proclitics != "و"]
        told = next((t for i in near if (t := domain_of(words[i], "source"))), None)
        found = told if _unnamed().get(head.bare) in (None, "unknown") and _is_generic(head) else None
    if found is None and not (first + 1 < last and words[first + 1].tags & Tag.TITLE):
        found = _unnamed().get(head.bare)  # but not of نائب رئيس الشركة
    if found is None and _is_people(head):
        found = "citizen"
    return found if found != "unknown" else None


def _is_people(word: Word) -> bool:
    """Whether the people of a country are meant: الليبيون, الأفغانيين."""
    return bool(word.tags & Tag.NISBA) and word.definite and word.key.endswith(("ون", "ين"))
