"""How an article introduces somebody: the office before a name, and what describes him behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.analysis import Analysis
from toolkit.attribution.anothers_names import is_of_named
from toolkit.attribution.circumstances import circumstance_end
from toolkit.attribution.lexemes import Tag, Word, is_unknown
from toolkit.attribution.mentions import is_honorific
from toolkit.attribution.name_evidence import UNLIKE_NAMES
from toolkit.attribution.name_keys import word_key
from toolkit.attribution.names import is_name_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "CLAUSAL",
    "FUNCTION",
    "QUOTES",
    "TITLE_REACH",
    "annexes",
    "before_circumstance",
    "description_end",
    "is_another_office",
    "is_apposed",
    "is_degree",
    "is_finite",
    "is_his",
    "is_of_body",
    "is_one_office",
    "is_strange",
    "presented",
    "root",
    "strange_given",
    "strange_pairs",
]

QUOTES = frozenset('«»“”"')
TITLE_REACH = 10
"""How many words a title may have before the name it belongs to."""


def annexes(word: Word) -> bool:
    """Whether a further noun may stand between a body and the definite one that ends its name."""
    other = Tag.NAME | Tag.TITLE | Tag.PREPOSITION | Tag.VERB | Tag.COMPLEMENTIZER | Tag.RELATIVE | Tag.NISBA
    if word.tags & Tag.POSSESSED or word.key.endswith(("ها", "هم")):
        return False  # سوني أرباحها التشغيلية
    return (
        bool(word.key) and not word.definite and not word.proclitics and not word.tags & other and word.finite is None
    )


def is_of_body(word: Word) -> bool:
    """Whether a body is called after the king whose title follows: جامعة الملك خالد, but not نائب الملك."""
    return bool(word.tags & (Tag.ORGANISATION | Tag.COMMON)) and not (word.definite or word.tags & Tag.TITLE)


def is_strange(word: Word) -> bool:
    """Whether no lexicon knows a word, so that behind the noun of a body it is its name."""
    key = word.key
    if len(key) <= 2 or not is_unknown(word):
        return False
    return not (key.endswith(("ها", "هم", "نا")) or (key.endswith("ا") and key.startswith(("م", "و"))))


def strange_pairs(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """Names of two words that no lexicon knows, with the key of the first, as the text prints them."""
    words = analysis.words
    for i, word in enumerate(words[: len(analysis) - 1]):
        if word.tags or not is_strange(word) or not _ends_name(words[i + 1]) or words[i + 1].key.startswith("و"):
            continue
        behind = words[i + 2] if i + 2 < len(analysis) else None
        if behind is None or not behind.key or behind.tags & (Tag.TITLE | Tag.PREPOSITION | Tag.COMPLEMENTIZER):
            yield word_key(word.key), analysis.text(i, i + 2)


def strange_given(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """Words like a name with the word behind each, no lexicon knowing either, and its key: أوندرا كفيتاش of كفيتاش."""
    words = analysis.words
    for i, word in enumerate(words[: len(analysis) - 1]):
        behind = words[i + 1]
        if word.tags or not behind.key or behind.proclitics or behind.tags & (Tag.NAME | Tag.PREPOSITION):
            continue  # كامب ديفيد: a given name alone
        if is_strange(word) and is_name_like(word) and not (UNLIKE_NAMES.fullmatch(word.key) or behind.key == "الله"):
            yield word_key(behind.key), analysis.text(i, i + 2)


def is_apposed(analysis: Analysis, i: int) -> bool:
    """Whether two words that no lexicon knows stand alone between commas, as a name in apposition does."""
    words, texts = analysis.words, analysis.tokens.texts
    behind = i + 2
    return behind < len(analysis) and is_strange(words[i]) and _ends_name(words[i + 1]) and texts[behind] in "،,"


def before_circumstance(analysis: Analysis, first: int, stop: int) -> int:
    """Where a name ends ahead of when or how it was said: سالم صباح اليوم, سالم أيضا."""
    for i in range(first + 1, stop):
        end = circumstance_end(analysis, i, len(analysis))
        dated = end > i and end < len(analysis) and bool(analysis.words[end].tags & Tag.TIME)
        if end > i + bool(analysis.words[i].tags & Tag.NAME) or dated:
            return i
    return stop


def _ends_name(word: Word) -> bool:
    return is_strange(word) or (bool(word.tags & Tag.NAME) and not word.proclitics and not word.definite)


def is_degree(word: Word) -> bool:
    """Whether a title of its own stands before a name, behind the office: الدكتور، المهندس."""
    title = word.title if word.tags & Tag.TITLE and word.definite else None
    return title is not None and title.number == "s" and title.kind in ("academic", "military", "profession")


def description_end(analysis: Analysis, first: int) -> int:
    """Where the description that an office begins ends: at a mark, a clause, a time, or the medium it is told to."""
    words, texts = analysis.words, analysis.tokens.texts
    end = first + 1
    while end < min(len(analysis), first + TITLE_REACH):
        word, before = words[end], words[end - 1]
        clause = word.tags & (Tag.COMPLEMENTIZER | Tag.VERB | Tag.TIME) or (word.finite and not word.finite.weak)
        addressed = word.tags & Tag.MEDIUM and (before.definite or word.proclitics == "ل")
        if clause or addressed or not (word.key or texts[end] in QUOTES):
            break
        end += 1
    return end


def is_another_office(words: Sequence[Word], i: int) -> bool:
    """Whether «and» joins another office to one: رئيس الحزب والناطق باسم الحركة."""
    title = words[i].title if words[i].tags & Tag.TITLE and words[i].proclitics == "و" else None
    return title is not None and title.number == "s"


_IS = frozenset(("وهو", "وهي", "هو", "هي"))
_HOLDS = frozenset("يشغل تشغل شغل شغلت يتولي تتولي تولي تولت يحمل تحمل".split())
_POSITIONS = frozenset("منصب مهام صفه وظيفه".split())


def presented(words: Sequence[Word], i: int) -> int:
    """How many words behind a name only say that an office follows: وهو محلل, هو الوزير, الذي يشغل منصب مدير."""
    keys = [word.key for word in words[i : i + 4]]
    if len(keys) <= 1:
        return 0
    if keys[0] in _IS:
        return 1
    relative = keys[0] in ("الذي", "التي")
    holds = keys[relative:]
    if relative and len(holds) > 1 and holds[0] in _HOLDS:
        return 2 + (holds[1] in _POSITIONS)
    return int(keys[0] in _POSITIONS)  # يشغل فلان منصب مدير الشركة


_KIN = frozenset("زوجه زوج ابن ابنه نجل نجله كريمه شقيق شقيقه والد والده اخ اخت عم خال صهر حفيد حفيده ارمله".split())


def is_his(words: list[Word], first: int, at: int, name: int) -> bool:
    """Whether the title at `at` is of who is named at `name`, and not of whose deputy or wife he is.

    نائب الرئيس فلان is no president, زوجة الرئيس فلانة neither; but رئيس الوزراء وزير الدفاع فلان is both, and
    مدير الشركة المهندس فلان an engineer.
    """
    if is_of_named(words, at, name):
        return False  # محامي فلان
    if at == first:
        return not (first and words[first - 1].bare in _KIN and not words[first - 1].definite)
    if words[at].definite:
        return is_degree(words[at]) or is_honorific(words[at])
    return words[at - 1].definite or is_honorific(words[at - 1])


CLAUSAL = Tag.VERB | Tag.COMPLEMENTIZER | Tag.AUXILIARY


def is_finite(word: Word) -> bool:
    """Whether a word is a form of a reporting verb, and seldom anything else."""
    return word.finite is not None and not word.finite.weak and not word.definite


FUNCTION = frozenset("في من عن علي لدي السابق سابق اسم لسان".split())


def root(word: str) -> str:
    """A word without what makes it an adjective or a country: روسي and روسيا, أممية and أمم."""
    for ending in ("يه", "يا", "ي", "ا", "ه"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def is_one_office(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the complements of a title are those of another, as far as they do not say of which country."""
    a, b = ({word.removesuffix("ه") for word in words - FUNCTION} for words in (one, other))
    held, wanted = ({word for word in words if not word.endswith("ي")} for words in (a, b))
    if not held or not wanted:
        return bool(a & b) and (a <= b or b <= a)
    return bool(held & wanted) and (held <= wanted or wanted <= held)
