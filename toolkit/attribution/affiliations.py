"""To which body or country a source belongs, as its own words say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.hosts import without_proclitic
from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.vocabulary import phrases
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.bodies import Body

__all__ = ["affiliation_of"]

_REACH = 8
"""How many words the name of a body may have."""
_OPENING, _CLOSING = frozenset("«“\"(”'"), frozenset("»”\")“'")
_WITHIN = frozenset(normalize("في من على إلى لدى عن مع").split())
_FIELDS = frozenset(normalize("وزير وزيرة وزراء").split())
"""What they are of is a field, and no body that they belong to: وزير الداخلية."""


def affiliation_of(
    analysis: Analysis, first: int, last: int, kind: str, *, name: tuple[int, int] | None, found: list[Body]
) -> str | None:
    """The body that an office is in, else the country: by nisba, or as what the head is of.

    Args:
        analysis: The text.
        first: The first token of the source.
        last: The token behind its last.
        kind: What kind of mention it is; what is a body itself belongs to a country only.
        name: The tokens of the person's name in it.
        found: The bodies in it.
    """
    if kind in ("person", "title", "unnamed"):
        belonging = [body for body in found if body.first > first and _belongs(analysis, body)]
        if belonging:
            body = _whole(analysis, belonging)
            return _printed(analysis, body.first, _end(analysis, body, last, name))
    return _country(analysis, first, last, name, kind)


_PARTS = frozenset(normalize("قسم إدارة دائرة فرع وحدة شعبة مكتب لجنة قطاع").split())


def _whole(analysis: Analysis, found: list[Body]) -> Body:
    """The body that a part of one is in: قسم القلب في مستشفى النور."""
    words = analysis.words
    body = found[0]
    for other in found[1:]:
        within = words[other.first].proclitics.endswith("ب") or words[other.first - 1].key == "في"
        if words[body.first].bare not in _PARTS or not within:
            break
        body = other
    return body


def _belongs(analysis: Analysis, body: Body) -> bool:
    """Whether a body is one that somebody is in: not the field of a minister, not where an envoy is sent, not طرف."""
    before = analysis.words[body.first - 1]
    return before.bare not in _FIELDS and before.key != "لدي" and body.sector != "unknown"


def _end(analysis: Analysis, body: Body, last: int, name: tuple[int, int] | None) -> int:
    """Where the name of a body ends: ahead of a person, a title, a verb, a preposition, a mark that opens nothing."""
    words, texts = analysis.words, analysis.tokens.texts
    stop = min(last, body.first + _REACH)
    if name is not None and name[0] > body.first:
        stop = min(stop, name[0])
    quoted = False
    for i in range(body.last, stop):
        word = words[i]
        if not word.key:
            if quoted:
                return i + 1 if texts[i] in _CLOSING else i
            if texts[i] not in _OPENING:
                return i
            quoted = True
        elif quoted:
            continue
        elif _ends(word):
            return i
    return stop if not quoted else body.last


def _ends(word: Word) -> bool:
    """Whether a word stands behind the name of a body and not in it."""
    tags = Tag.COMPLEMENTIZER | Tag.RELATIVE | Tag.DEMONSTRATIVE
    return bool(
        word.key in _WITHIN
        or word.tags & tags
        or (word.tags & Tag.VERB and not word.definite)
        or (word.tags & Tag.TITLE and not _qualifies(word))
        or word.proclitics.endswith(("ب", "ك"))
        or (word.proclitics.startswith("و") and not word.definite)
    )


def _qualifies(word: Word) -> bool:
    """Whether a title is the adjective or the members of a body: المكتب السياسي, نقابة الأطباء."""
    return word.title is not None and (word.title.number == "p" or word.key.endswith(("ي", "يه")))


def _printed(analysis: Analysis, first: int, last: int) -> str:
    """The words without a preposition written together with the first."""
    text, proclitics = analysis.text(first, last), analysis.words[first].proclitics
    if proclitics[-1:] not in ("ل", "ب") or not text.startswith(proclitics):
        return text
    return without_proclitic(text[len(proclitics) - 1 :])


@cache
def _nisbas() -> frozenset[str]:
    """The adjectives of countries and their parts, not of regions and communities (عربي, غربي, إسلامي)."""
    return frozenset(normalize(row["form"]) for row in load_lexicon("nisba").rows if len(row["iso"].split("-")[0]) == 2)


def _country(analysis: Analysis, first: int, last: int, name: tuple[int, int] | None, kind: str) -> str | None:
    """A country by its adjective; else one that is spoken for, or that the word ahead of it is of: سلطات قطر.

    A body is of the place that it is in, a person is not; of a medium the places in it are its name (الشرق الأوسط).
    """
    words = analysis.words
    outside = [i for i in range(first, last) if name is None or not name[0] <= i < name[1]]
    for i in outside:
        surname = i > first and words[i].tags & Tag.NAME and words[i - 1].tags & Tag.NAME
        if words[i].tags & Tag.NISBA and words[i].bare in _nisbas() and not surname:
            return analysis.tokens.texts[i]
    for i in outside if kind != "media" else ():
        end = analysis.phrase_end(i, phrases("places"), last)
        within = words[i].proclitics.strip("ول") or (i > first and words[i - 1].key in _WITHIN)
        if end > i and (kind == "organisation" or not within) and not words[i].tags & (Tag.NAME | Tag.ORGANISATION):
            return _printed(analysis, i, end)
    return None
