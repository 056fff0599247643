"""The bodies that a noun phrase names, and the sector of each as its own words tell it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.titles import paired_title
from toolkit.attribution.vocabulary import phrases
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.attribution.analysis import Analysis

__all__ = ["SUBJECTS", "Body", "bodies", "domain_of", "named_sector", "tells_of_body"]


class Body(NamedTuple):
    """A body in a phrase.

    Attributes:
        first: The first token of its lexicon's entry.
        last: The token behind its last.
        kind: What the lexicon says of the entry; `head` where its words told the sector of a weak one.
        sector: The sector.
        short: Whether it is a short form of a body named elsewhere: الحركة.
        told: Whether words behind the entry told the sector.
    """

    first: int
    last: int
    kind: str
    sector: str
    short: bool = False
    told: bool = False


@cache
def _entries() -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """Bodies by their first word (entry, kind, sector), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = defaultdict(list)
    for row in load_lexicon("organisations").rows:
        entry = tuple(normalize(row["form"]).split(" "))
        table[entry[0]].append((entry, row["kind"], row["sector"]))
    return {first: tuple(sorted(rows, key=lambda r: -len(r[0]))) for first, rows in table.items()}


@cache
def _domains(*kinds: str) -> Mapping[str, str]:
    return {normalize(row["form"]): row["sector"] for row in load_lexicon("domains").rows if row["kind"] in kinds}


def domain_of(word: Word, of: str) -> str | None:
    """The sector that a word behind a head tells; `of` is `body`, `source` or `office`."""
    return _domains("any", of).get(word.bare)


_NATIONAL = frozenset(normalize("وطني وطنية").split())


def _entry_at(analysis: Analysis, i: int, last: int) -> Body | None:
    """The longest entry that begins at token `i`, its later words with the article or without (لجنة التحقيق)."""
    word = analysis.words[i]
    for key in (word.base, word.bare) if word.definite else (word.base,):
        for entry, kind, sector in _entries().get(key, ()):
            end = i + len(entry)
            if end > last or not all(
                analysis.words[i + k].key == entry[k] or analysis.words[i + k].bare == entry[k]
                for k in range(1, len(entry))
            ):
                continue
            if len(entry) == 1 and (_is_adjective(analysis, i) or _is_thing(analysis, i, sector)):
                continue
            if (
                sector == "parliament_party"
                and entry[-1] in _NATIONAL
                and end < last
                and analysis.words[end].proclitics.endswith("ل")
            ):
                continue  # الجمعية الوطنية للمتقاعدين is no parliament
            return Body(i, end, kind, sector)
    return None


_CLUBS = frozenset(normalize("نادي ناد فريق فرق منتخب إدارة جماهير لاعب مدرب حارس مهاجم رئيس").split())


def _is_thing(analysis: Analysis, i: int, sector: str) -> bool:
    """Whether what may be a club is only what a body is for: هيئة السد, and not نادي السد."""
    before = analysis.words[i - 1] if i else None
    return (
        sector == "sport_culture"
        and before is not None
        and bool(before.tags & Tag.ORGANISATION)
        and not before.definite
        and before.bare not in _CLUBS
    )


def _is_adjective(analysis: Analysis, i: int) -> bool:
    """Whether a word that may be a body (الخارجية) qualifies the definite noun ahead of it (العلاقات الخارجية)."""
    word, before = analysis.words[i], analysis.words[i - 1] if i else None
    return bool(
        before
        and word.definite
        and word.key.endswith(("يه", "ي"))
        and not word.proclitics
        and before.definite
        and before.key.endswith(("ه", "ات", "ون"))
        and not before.tags & (Tag.TITLE | Tag.PREPOSITION)
    )


_BY_WAY_OF = frozenset(("علي", "عبر"))


def bodies(analysis: Analysis, first: int, last: int, name: tuple[int, int] | None) -> Iterator[Body]:
    """Each known body of a phrase, outside the name of a person; a weak one with the sector that its words tell."""
    words, entries = analysis.words, _entries()
    i = first
    while i < last:
        if words[i].base not in entries and words[i].bare not in entries:
            i += 1  # most words: no entry begins with them
            continue
        if name is not None and name[0] <= i < name[1]:
            i = name[1]
            continue
        body = _entry_at(analysis, i, last)
        if body is not None and body.sector == "business" and i > first and words[i - 1].key in _BY_WAY_OF:
            i = body.last  # ناشطون على فيسبوك
            continue
        medium = analysis.phrase_end(i, phrases("media", "name"), last)
        if body is not None and medium > body.last:
            i = medium  # بي بي سي begins like the company بي بي
            continue
        if body is not None:
            if _is_federation(analysis, body, last):
                body = body._replace(kind="open", sector="civil_society")
            if body.kind in ("open", "weak"):
                body = _told(analysis, body, last, name)
            yield body._replace(short=_is_short(analysis, body, last, name))
        i = body.last if body is not None else i + 1


def named_sector(analysis: Analysis, i: int) -> str | None:
    """The sector of the body known by a name of several words that begins at token `i`; None where none does."""
    body = _entry_at(analysis, i, len(analysis))
    return body.sector if body is not None and body.kind == "name" and body.last - body.first > 1 else None


def _is_short(analysis: Analysis, body: Body, last: int, name: tuple[int, int] | None) -> bool:
    """Whether nothing but the article says which body is meant."""
    if body.kind == "name" or body.told or body.last - body.first > 1 or not analysis.words[body.first].definite:
        return False
    behind = analysis.words[body.last] if body.last < last else None
    ends = behind is None or not behind.key or (name is not None and body.last == name[0])
    return ends or bool(behind and (behind.tags & (Tag.TITLE | Tag.PREPOSITION) or behind.proclitics.endswith("ب")))


def _is_federation(analysis: Analysis, body: Body, last: int) -> bool:
    """Whether what mostly is a university is a federation, as in the Maghreb: الجامعة الوطنية للتعليم."""
    words = analysis.words
    return (
        words[body.first].bare == "جامعه"
        and body.last + 1 < last
        and words[body.first].definite
        and any(words[i].proclitics.endswith("ل") for i in range(body.last + 1, min(last, body.last + 3)))
    )


_STATE = frozenset(normalize("وطني وطنية قومي قومية اجتماعي اجتماعية تعليمي تعليمية صحي صحية").split())
"""What weak bodies of the state are often called, and others too."""
_ASSEMBLIES = frozenset(normalize("مجلس مجالس لجنة لجان وفد وفود جهة جهات").split())
"""Weak bodies that the state convenes, and others too."""
SUBJECTS = ("business", "expert", "civil_society", "sport_culture")
_MEMBERS = ("government", "judiciary", "military_security", "parliament_party")
_BEHIND = 4
"""How many words behind a weak body may tell its sector."""


_AUTHORITY = normalize("هيئة")
"""What oversees a trade is of the state."""


def _told(analysis: Analysis, body: Body, last: int, name: tuple[int, int] | None) -> Body:
    """A weak body as the words behind it tell it: اللجنة الأولمبية, مكتب الدراسات."""
    stop = name[0] if name is not None and name[0] >= body.last else last
    oversees = analysis.words[body.first].bare == _AUTHORITY
    guess: Body | None = None
    for i in range(body.last, min(stop, body.last + _BEHIND)):
        word = analysis.words[i]
        if not word.key or word.tags & Tag.PREPOSITION or word.proclitics.endswith(("ب", "ك")):
            break
        sector = _office(analysis, i, stop) if i == body.last else None
        sector = sector or domain_of(word, "body")
        if sector == "business" and oversees:
            sector = "government"  # هيئة الأسواق
        if sector is not None and sector in _excluded(analysis, body):
            continue
        if sector is not None:
            return body._replace(kind="head", sector=sector, told=True)
        if guess is None and body.kind == "weak" and (word.bare in _STATE or _is_country(word)):
            guess = body._replace(sector="government")
        entry = _entry_at(analysis, i, last)
        if entry is not None and entry.sector == "business" and oversees:
            return body._replace(last=entry.last, kind="head", sector="government", told=True)  # هيئة الاتصالات
        if entry is not None:
            break
    return guess or body


def _office(analysis: Analysis, i: int, stop: int) -> str | None:
    """The sector of whose office a body is: مكتب رئيسة الوزراء."""
    word = analysis.words[i]
    if word.title is None or not word.tags & Tag.TITLE or word.title.kind != "office":
        return None
    title = (paired_title(word, analysis.words[i + 1]) if i + 1 < stop else None) or word.title
    return title.sector or None


_UNIONS = frozenset(normalize("اتحاد اتحادات فيدرالية كونفدرالية").split())
"""What those who know something join to stand up for themselves: اتحاد الأطباء."""


def _excluded(analysis: Analysis, body: Body) -> tuple[str, ...]:
    """Sectors that are only what a body deals with: a union of judges is no court, an authority for trade no firm."""
    if body.sector == "expert":
        return ("civil_society", "judiciary", "parliament_party")
    if body.kind == "open":
        learned = ("expert",) if analysis.words[body.first].bare in _UNIONS else ()
        return (*_MEMBERS, *learned) if body.sector == "civil_society" else ()
    if body.sector == "government" and analysis.words[body.first].bare not in _ASSEMBLIES:
        return SUBJECTS
    return ()


def _is_country(word: Word) -> bool:
    """Whether a body is said to be of a country, as bodies of the state mostly are: المركز الصيني للزلازل."""
    return bool(word.tags & Tag.NISBA) and word.definite


def tells_of_body(analysis: Analysis, i: int) -> bool:
    """Whether what the mark at token `i` opens is said of a body known by name, and is no name: حماس «غيرت مطالبها»."""
    within = analysis.words[i + 1]
    if not within.tags & Tag.VERB or within.tags & (Tag.NAME | Tag.ORGANISATION):
        return False
    before = analysis.words[i - 1]
    office = before.tags & Tag.TITLE  # السيد «تود غراي»
    known = (before.definite and not office) or before.tags & (Tag.NAME | Tag.PLACE)
    return bool(known) or analysis.phrase_end(i - 1, phrases("organisations", "name"), i) == i
