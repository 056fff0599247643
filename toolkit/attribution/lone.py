"""A surname alone that is the subject of a verb, right ahead of its object: نفى هارغيفز مزاعم, دعا هارغيفز إيران إلى.

Where a name goes on, no lexicon can tell of a foreign surname. But an article names in full whom it then calls by
his surname, and a country, an office or what bears the article goes on no such name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Tag, is_unknown
from toolkit.attribution.names import is_name_like, looks_verbal, may_be_surname
from toolkit.attribution.vocabulary import surnames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Verb, Word

__all__ = ["UNLIKE_NAMES", "families_of", "is_lone_name", "lone_end"]

UNLIKE_NAMES = re.compile(
    "ف.*|.*(?:ات|ين|ون|ها|هم|هن|كم|نا|ه)|تمت?.*|(?:ال)?(?:ت..ي.|تفا.|ا.?ت?.ا.|ان..ا.|است..ا.|م.ا..ه)"
)
"""What an unknown word is sooner than a surname: one with a clitic, a plural, a verbal noun."""
_NAME = 4
"""How many words a name may have from which its surname is learned."""


def families_of(words: Sequence[Word]) -> frozenset[str]:
    """The surnames that stand in a text behind a given name or, two unknown words in a row, behind an office.

    With the article also those that are in the news so often that they need no other name: السيسي.
    """
    known = surnames()
    found = {word.key for word in words if word.definite and word.key in known and not word.proclitics}
    begins = Tag.NAME | Tag.TITLE
    for i in [i for i, word in enumerate(words[:-1]) if word.tags & begins]:  # few words of an article
        word = words[i]
        given = word.tags & Tag.NAME and not word.definite
        if not given and not (word.tags & Tag.TITLE and is_name_like(words[i + 1])):
            continue
        last = i + 1
        while last < min(len(words), i + _NAME) and is_name_like(words[last]) and not words[last].proclitics:
            last += 1
        behind = words[last] if given and last + 1 < len(words) else None
        if behind is not None and not behind.definite and may_be_surname(words, last, last + _NAME):
            found.add(behind.key)  # صلاح الدين غزالي
        elif last - i > (1 if given else 2):
            found.add(words[last - 1].key)
        elif given and words[last].definite and not words[last].tags & ~(Tag.NISBA | Tag.NAME):
            found.add(words[last].key)  # سالم النعيمي
    return frozenset(found)


_BODIES = Tag.ORGANISATION | Tag.TITLE | Tag.UNNAMED | Tag.MEDIUM | Tag.DOCUMENT
_OTHERS = _BODIES | Tag.DEMONSTRATIVE | Tag.POSSESSED | Tag.PLACE | Tag.ACCUSATIVE


def lone_end(analysis: Analysis, layer: Layer, i: int, last: int) -> int:
    """Past a surname alone at token `i`, right behind its verb and ahead of what continues no name; `i` where none is.

    دعا هارغيفز إيران إلى الحوار; انتقد هارغيفز القرار; أبلغ هارغيفز نظيره أن.
    """
    if i + 1 >= last or layer.cls(i) != "w" or not _is_verb(analysis, layer, i - 1):
        return i
    word, behind = analysis.words[i : i + 2]
    known = word.key in analysis.families
    if word.proclitics or not (known or _may_be_surname(word)) or behind.proclitics or not behind.key:
        return i
    if behind.tags & Tag.NAME:
        another = i + 2 < last and (is_name_like(analysis.words[i + 2]) or analysis.words[i + 2].definite)
        return i + 1 if known and another and not behind.definite else i  # دعا هارغيفز سالم النعيمي
    if behind.definite and not behind.tags & (Tag.COMMON | _BODIES | Tag.PLACE):
        return i + 1 if known and not behind.tags & Tag.NISBA else i
    return i + 1 if behind.tags & _OTHERS or (behind.definite and behind.tags & Tag.COMMON) else i


def _is_verb(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether token `i` is a reporting verb, or a noun as well with whose subject a sentence may begin: وشكر فلان."""
    return layer.cls(i) == "V" or (layer.cls(i) == "w" and i >= 0 and analysis.words[i].finite is not None)


def _may_be_surname(word: Word) -> bool:
    """Whether a word that no lexicon knows looks like a foreign surname."""
    alone = is_unknown(word) and not word.definite and len(word.key) >= _SHORTEST and not word.key.startswith("و")
    return alone and is_name_like(word) and not UNLIKE_NAMES.fullmatch(word.key)


_SHORTEST = 4


def is_lone_name(analysis: Analysis, layer: Layer, verb: Verb, i: int, end: int) -> bool:
    """A surname that no lexicon knows, with the noun behind it that is reported: نفى هارغيفز مزاعم."""
    word = analysis.words[i]
    if i + 1 >= end or layer.cls(i) != "w" or layer.cls(i + 1) not in "wV" or word.proclitics:
        return False
    behind = analysis.words[i + 1]
    if layer.cls(i - 1) == "V" and word.key.startswith("و"):
        return False  # تنكر وتجرم حقنا: another verb
    if behind.tags & Tag.ACCUSATIVE and not (word.definite or _may_be_object(word) or behind.definite):
        return layer.cls(i - 1) == "V"  # انتقد عمور نقاطا: nothing else may bear that ending there
    unknown = not word.tags and word.finite is None and word.noun is None and len(word.key) >= _SHORTEST
    if unknown and word.definite and word.key.endswith(("ه", "ي")) and behind.tags & Tag.POSSESSED:
        return True  # جدد الدبيبة تمسكه
    governed = word.key[:1] in verb.particles or (word.key[:1] in "بل" and verb.risk != "low")
    if not unknown or governed or UNLIKE_NAMES.fullmatch(word.key) or layer.cls(i - 1) != "V":
        return False
    noun = bool(behind.tags & _OBJECTS) or behind.noun is not None or looks_verbal(behind)
    return noun and not behind.definite and not behind.proclitics


def _may_be_object(word: Word) -> bool:
    return word.is_masdar or word.noun is not None or bool(looks_verbal(word) or word.tags & Tag.POSSESSED)


_OBJECTS = Tag.COMMON | Tag.POSSESSED | Tag.ACCUSATIVE
"""What a noun that is the object of a verb bears, behind a subject that no lexicon knows."""
