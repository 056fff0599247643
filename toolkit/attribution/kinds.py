"""What speaks: somebody with a title, somebody unnamed, a body, a medium, a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from toolkit.attribution.bodies import domain_of, named_sector
from toolkit.attribution.lexemes import Tag, Word
from toolkit.attribution.names import is_name_like
from toolkit.attribution.titles import paired_title
from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis

__all__ = ["MentionKind", "is_ours", "kind_of"]

MentionKind = Literal["person", "title", "unnamed", "organisation", "media", "document"]


def kind_of(analysis: Analysis, at: int, last: int) -> MentionKind:
    """What a noun phrase without a personal name speaks as, its head being token `at`."""
    words = analysis.words
    head = words[at]
    behind = words[at + 1] if at + 1 < last else None
    if _is_medium(analysis, at, last):
        return "media"
    named = analysis.phrase_end(at, phrases("organisations", "name"), last) > at + 1  # هيومن رايتس ووتش
    if named or (
        head.tags & Tag.ORGANISATION and not (head.tags & Tag.TITLE and head.title and head.title.kind != "generic")
    ):
        return "organisation"
    if head.tags & Tag.DOCUMENT and not head.tags & Tag.TITLE:
        return "document"
    if behind is not None and not head.tags & Tag.TITLE and paired_title(head, behind) is not None:
        return "title" if head.definite and at + 2 == last else "unnamed"  # القائم بالأعمال
    if head.tags & (Tag.TITLE | Tag.UNNAMED) or head.key == _WOMAN:
        plural = head.title is not None and head.title.number == "p"
        known = (head.definite and head.tags & Tag.TITLE) or is_ours(head) or head.key == _WOMAN
        return "title" if known and not plural else "unnamed"
    if analysis.phrase_end(at, phrases("places"), last) > at + 1:
        return "organisation"  # تل أبيب
    if head.definite and behind is None and not head.tags & (Tag.COMMON | Tag.PLACE) and not _is_plural(head):
        return "person"  # a surname: قال القحطاني
    several = head.key.endswith(("ون", "ين"))
    people = several and ((head.definite and not head.tags) or bool(head.tags & Tag.NISBA))  # المناهضون, مصريون
    body = head.tags & (Tag.PLACE | Tag.NISBA | Tag.ORGANISATION | Tag.LATIN) or head.definite
    if not people and (body or (behind is not None and behind.tags & (Tag.ORGANISATION | Tag.PLACE))):
        return "organisation"
    return "person" if behind is None and is_name_like(head) else "unnamed"


_WOMAN = "المراه"
"""A woman, and in most places all women, so that no lexicon of who speaks has her with the article."""


def is_ours(head: Word) -> bool:
    """Whether somebody is the outlet's own, and so known as with an article: مراسلنا، موفدتنا."""
    return head.title is not None and head.key.endswith("نا") and head.title.sector == "media"


def _is_plural(word: Word) -> bool:
    return word.key.endswith(("ون", "ين", "ات")) or bool(word.tags & Tag.NISBA and word.key.endswith("ه"))


def _is_news(word: Word | None) -> bool:
    return word is not None and (
        not word.key or bool(word.tags & (Tag.MEDIUM | Tag.LATIN)) or word.bare in ("انباء", "صحافه", "اخبار")
    )


_AGENCIES = frozenset(("وكاله", "وكالات"))


def _is_of_members(word: Word) -> bool:
    """Whether a network is one of bodies or of those who stand up for something: شبكة المنظمات, الشبكة … من أجل."""
    bodies = bool(word.tags & Tag.ORGANISATION) and not word.tags & Tag.MEDIUM and not word.tags & Tag.NISBA
    return bodies or word.bare in ("اجل", "نشطاء", "حقوقيين", "باحثين", "الباحثين")


def _is_medium(analysis: Analysis, at: int, last: int) -> bool:
    """Whether a medium speaks, by its name or its noun, or its reports: رويترز, صحيفة, تقارير صحافية."""
    head = analysis.words[at]
    behind = analysis.words[at + 1] if at + 1 < last else None
    if analysis.phrase_end(at, phrases("media"), last) > at + 1:
        return True  # وول ستريت جورنال، وسائل إعلام
    if named_sector(analysis, at) not in (None, "media"):
        return False  # برنامج الأغذية العالمي
    if head.bare == "شبكه" and any(_is_of_members(word) for word in analysis.words[at + 1 : min(last, at + 4)]):
        return False  # شبكة المنظمات الأهلية, الشبكة المغربية من أجل
    if head.tags & Tag.MEDIUM and not (head.bare in _AGENCIES and not _is_news(behind)):
        return True
    reports = head.tags & Tag.DOCUMENT and not head.tags & (Tag.TITLE | Tag.ORGANISATION)
    return bool(reports and behind is not None and domain_of(behind, "source") == "media")
