"""Surnames that look like other words, learned from the article itself.

هيكل, خياط and بليل are a temple, a tailor and "by night". Where an article prints
such a word behind a given name, and elsewhere lets it speak, it is a surname.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolkit.attribution.lexemes import Tag, Word, is_unknown
from toolkit.attribution.names import SECOND_HALVES
from toolkit.attribution.vocabulary import surnames
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

__all__ = ["with_surnames"]

_NEVER = (
    Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.UNNAMED | Tag.COMPLEMENTIZER | Tag.PREPOSITION | Tag.RELATIVE
    | Tag.CONTRAST | Tag.NEGATION | Tag.AUXILIARY | Tag.PRONOUN | Tag.DEMONSTRATIVE | Tag.CONJUNCTION | Tag.NAME_PART
    | Tag.QUALIFIER | Tag.PLACE | Tag.POSSESSED
)  # fmt: skip


def _may_be_surname(word: Word) -> bool:
    """Whether only the article can tell that the word is a surname."""
    hidden = word.proclitics or word.tags or word.noun is not None
    return bool(
        hidden
        and word.key
        and not (word.definite and word.key[:1] not in "كب")
        and not word.tags & _NEVER & ~Tag.PLACE
        and (word.proclitics or not word.tags & Tag.NAME)
        and word.finite is None
        and word.hal is None
        and (word.proclitics or not word.tags & (Tag.TIME | Tag.MONTH))
        and not (word.tags & Tag.NISBA and (word.proclitics or word.key.endswith(("ون", "ين"))))
        and word.proclitics in ("", "ب", "ل", "ك")
    )


def _may_be_family_name(word: Word) -> bool:
    """Whether a word with the article may be a surname: الأسد, النعيمي; no title and no body is one."""
    other = (_NEVER & ~Tag.NISBA & ~Tag.QUALIFIER) | Tag.TITLE | Tag.TIME | Tag.MONTH | Tag.SETTING
    return word.definite and not word.proclitics.strip("وف") and not word.tags & other


def _is_verb(word: Word) -> bool:
    """Whether a form of a reporting verb is seldom anything else."""
    return word.finite is not None and not word.finite.weak


def _is_given_name(word: Word) -> bool:
    return bool(word.tags & Tag.NAME) and not word.definite and not word.proclitics.strip("وف")


def _speaks(words: Sequence[Word], i: int) -> bool:
    """Whether the word at `i` stands alone between a reporting verb and what it reports: وأضاف هيكل أن.

    It may stand in marks: يقول "هيكل". A place is a woman's in Arabic, and no surname where its verb is: أعلنت مالي.
    """
    marked = i > 1 and not words[i - 1].key and i + 1 < len(words) and not words[i + 1].key
    verb = words[i - 1 - marked]
    before = verb.finite
    if before is None or (before.weak and before.verb.risk == "high") or verb.tags & (Tag.PREPOSITION | Tag.NAME):
        return False
    behind = words[i + 1 + marked] if i + 1 + marked < len(words) else None
    if words[i].tags & Tag.PLACE:
        told = behind is not None and behind.tags & Tag.COMPLEMENTIZER and before.verb.object != "addressee"
        return bool(told) and before.slot.endswith("3ms")
    if behind is None or not behind.key or behind.proclitics.endswith(("ل", "ب")):
        return True
    return behind.key in _TOO or bool(behind.tags & (Tag.COMPLEMENTIZER | Tag.PREPOSITION | Tag.TIME))


_TOO = frozenset(("ايضا", "كذلك", "بدوره", "بدورها"))


def _is_cited(words: Sequence[Word], i: int) -> bool:
    """Whether the word at `i` stands alone behind a marker, or before its verb: وبحسب الرماحي، فإن; والرماحي قال إن."""
    behind = words[i + 1] if i + 1 < len(words) else None
    if words[i - 1].tags & Tag.MARKS:
        return behind is None or not behind.key
    if words[i - 1].key or behind is None or behind.finite is None or behind.finite.weak or i + 2 >= len(words):
        return False
    return bool(words[i + 2].tags & Tag.COMPLEMENTIZER)


def with_surnames(words: list[Word]) -> list[Word]:
    """The words of an article with its own surnames read as names, in one pass for each kind of evidence.

    Args:
        words: The words of a text, in order.

    Returns:
        As many words.

    Examples:
        >>> from toolkit.attribution.vocabulary import word
        >>> text = "وصل رامي هيكل أمس وقال هيكل إن الطريق مغلق"
        >>> words = [word(form) for form in text.split()]
        >>> [bool(w.tags & Tag.NAME) for w in (words[5], with_surnames(words)[5])]
        [False, True]
    """
    present = {word.key for word in words}  # most articles have nothing that most of the steps look for
    offices = [i for i, word in enumerate(words) if word.tags & Tag.TITLE]
    for step in _STEPS:
        words = step(words, present)
    words = _without_mentioned(_with_introduced(words, offices), present)
    # a family name has the article and a given name has none, so that the first step leaves these places as they are
    behind_given = [i for i, word in enumerate(words[:-1], 1) if word.tags & Tag.NAME and _is_given_name(word)]
    words = _with_double_surnames(words, behind_given)
    words = _with_plain_surnames(_with_unknown_names(words), behind_given)
    words = _with_family_names(words, behind_given, offices)
    behind_names = {i for i in behind_given if _may_be_surname(words[i])}
    candidates = {words[i].key for i in behind_names}
    if not candidates:
        return words
    speaking = {
        i
        for i, word in enumerate(words)
        if i and word.key in candidates and _may_be_surname(word) and _speaks(words, i)
    }
    surnames = {words[i].key for i in speaking}
    # بايدن only looks like ب and a name: nobody is said to act «with» somebody right behind his given name
    surnames |= {words[i].key for i in behind_names if words[i].proclitics == "ب" and words[i].tags & Tag.NAME}
    surnames |= {words[i].key for i in behind_names if words[i].proclitics == "ب" and _stands_alone(words, i)}
    if not surnames:
        return words
    found = list(words)
    for i in behind_names | speaking:
        word = words[i]
        if word.key in surnames:
            found[i] = replace(
                word,
                base=word.key,
                proclitics="",
                tags=Tag.NAME,
                hal=None,
                noun=None,
                title=None,
                plain="w",
                definite=False,
            )
    return found


_WITH_AND = 5
"""So many letters has a word at least of which the first may be «and»."""


def _with_conjunctions(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same where «and» is written with a name that no lexicon knows and the article has without it: ونتنياهو."""
    joined = {key for key in present if key[:1] == "و" and len(key) >= _WITH_AND and key[1:] in present}
    if not joined:
        return words
    found = list(words)
    for i in [i for i, word in enumerate(words) if word.key in joined]:
        word = words[i]
        if not word.tags and not word.proclitics and word.finite is None:
            found[i] = replace(word, base=word.key[1:], proclitics="و")
    return found


def _stands_alone(words: Sequence[Word], i: int) -> bool:
    """Whether a given name and the word at `i` are all between two marks: المتحدث باسم الوزارة، نيد برايس."""
    return i > 1 and not words[i - 2].key and (i + 1 == len(words) or not words[i + 1].key)


_SERVANT = "عبد"


def _with_servants(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for given names of two words: عبد الرحمن, which is one name as عبدالرحمن is."""
    if not any(key.endswith(_SERVANT) for key in present):
        return words
    places = [i for i, word in enumerate(words[:-1]) if word.base == _SERVANT and words[i + 1].key.startswith("ال")]
    if not places:
        return words
    found = list(words)
    for i in places:
        found[i] = replace(words[i], tags=words[i].tags | Tag.NAME)
        found[i + 1] = replace(words[i + 1], tags=Tag.NAME, finite=None, hal=None, noun=None, plain="w")
    return found


def _with_second_halves(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for what makes one name with the given name before it: صلاح الدين, نصر الله."""
    if SECOND_HALVES.isdisjoint(present):
        return words
    places = [i for i, word in enumerate(words) if i and word.key in SECOND_HALVES and _opens_name(words[i - 1], word)]
    if not places:
        return words
    found = list(words)
    for i in places:
        found[i - 1] = replace(words[i - 1], tags=words[i - 1].tags & ~Tag.COMMON | Tag.NAME)
        found[i] = replace(words[i], tags=Tag.NAME)
    return found


_RANKS = frozenset(("شيخ", "سيد", "حاج", "امير"))


_NEGATED = frozenset(("لم", "لن", "ولم", "ولن", "فلم", "فلن", "سوف", "وسوف"))


def _with_negated_verbs(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for unknown words that can only be verbs, as what negates them tells: لم أعرفك."""
    if _NEGATED.isdisjoint(present):
        return words
    places = [i for i, word in enumerate(words) if i and words[i - 1].key in _NEGATED and is_unknown(word)]
    return _corrected(words, places, tags=Tag.VERB, plain="v")


def _corrected(words: list[Word], places: Sequence[int], **what: Any) -> list[Word]:
    """The same words where there are no such places; else others, with what they are there instead."""
    if not places:
        return words
    found = list(words)
    for i in places:
        found[i] = replace(words[i], **what)
    return found


def _with_inner_ranks(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for what is a title elsewhere and stands between two names: خالد شيخ محمد, later on شيخ محمد."""
    if _RANKS.isdisjoint(present):
        return words
    ranks = [i for i, word in enumerate(words[:-1]) if word.key in _RANKS and words[i + 1].tags & Tag.NAME]
    inner = {words[i + 1].key for i in ranks if i and _is_given_name(words[i - 1])}
    if not inner:
        return words
    found = list(words)
    for i in ranks:
        if words[i + 1].key in inner:
            found[i] = replace(words[i], tags=Tag.NAME, title=None)
    return found


_OF_RELIGION = frozenset("خير عز شمس بدر نور سيف فخر ضياء محيي محي تقي زين شهاب صفي ركن".split())


def _opens_name(word: Word, behind: Word) -> bool:
    return _is_given_name(word) or (behind.key == "الدين" and word.base in _OF_RELIGION)


_NAME_LIKE = re.compile("ك.{2,}[^هاكم]|[كب]ال.{2,}|ب.{3,}")
"""No name is like the preposition with a pronoun or a demonstrative: كغيره, كهذا, كذلك."""


def _looks_governed(word: Word) -> bool:
    """Whether a word that bears ك or ب looks like one with a preposition, and may be a surname: كاجر, كالتون, باول."""
    if word.proclitics == "ك":
        return not word.definite or not word.tags
    return (word.definite and not word.tags) or word.key in surnames()


def _with_unknown_names(words: list[Word]) -> list[Word]:
    """The same for names that begin like the preposition ك and are alone between a verb and what it reports: كاجر."""
    looks = {i for i, word in enumerate(words) if i and word.proclitics in ("ك", "ب") and _looks_governed(word)}
    names = {words[i].key for i in looks if _NAME_LIKE.fullmatch(words[i].key) and _speaks(words, i)}
    if not names:
        return words
    found = list(words)
    for i in looks:
        if words[i].key in names:
            found[i] = replace(
                words[i], base=words[i].key, proclitics="", tags=Tag.NAME, hal=None, plain="w", definite=False
            )
    return found


def _with_family_names(words: list[Word], behind_given: Sequence[int], offices: Sequence[int]) -> list[Word]:
    """The same for surnames with the article, which stay what they are and become names besides."""
    behind_names = {i for i in behind_given if _may_be_family_name(words[i])}
    titles = (i for i in offices if words[i].tags & Tag.TITLE and i > 3 and not words[i - 1].key)
    introduced = {i - 2 for i in titles if _is_introduced(words, i - 2) and _may_be_family_name(words[i - 2])}
    behind_names |= introduced
    candidates = {words[i].base for i in behind_names}
    if not candidates:
        return words
    places = [i for i, word in enumerate(words) if i and word.base in candidates and _may_be_family_name(word)]
    family = {i for i in places if _speaks(words, i) or _is_cited(words, i)}
    surnames = {words[i].base for i in family}
    if not surnames:
        return words
    found = list(words)
    for i in places:
        adjective = words[i - 1].definite and i not in behind_names
        if words[i].base in surnames and not adjective:
            found[i] = replace(words[i], tags=words[i].tags | Tag.NAME)
            if i in introduced:
                found[i - 1] = replace(words[i - 1], tags=words[i - 1].tags | Tag.NAME)
    return found


def _with_double_surnames(words: list[Word], behind_given: Sequence[int]) -> list[Word]:
    """The same for surnames of two words: أمنة ماء العينين, and later on وأكدت ماء العينين أن."""
    pairs = {(words[i].key, words[i + 1].key) for i in behind_given if i + 1 < len(words) and _may_be_double(words, i)}
    if not pairs:
        return words
    places = [i for i in range(1, len(words) - 1) if (words[i].key, words[i + 1].key) in pairs]
    speaking = [i for i in places if _is_verb(words[i - 1])]
    if not speaking:
        return words
    names = {(words[i].key, words[i + 1].key) for i in speaking}
    found = list(words)
    for i in [i for i in places if (words[i].key, words[i + 1].key) in names]:
        found[i : i + 2] = [replace(w, tags=Tag.NAME, finite=None, noun=None, plain="w") for w in words[i : i + 2]]
    return found


def _may_be_double(words: Sequence[Word], i: int) -> bool:
    """Whether a noun and one with the article behind it, which are no title and no body, may be a surname."""
    first, second = words[i], words[i + 1]
    other = _NEVER & ~Tag.PLACE | Tag.TITLE | Tag.NAME | Tag.VERB | Tag.NISBA | Tag.RELATIONAL
    plain = first.key and not (first.definite or first.proclitics or first.tags & other) and first.finite is None
    return bool(plain) and second.definite and not (second.proclitics or second.tags & (other & ~Tag.NISBA))


def _with_plain_surnames(words: list[Word], behind_given: Sequence[int]) -> list[Word]:
    """The same for a surname that no lexicon knows, where it stands alone and speaks: روبرت ريكر, ويوصي ريكر ب."""
    surnames = {words[i].key for i in behind_given if is_unknown(words[i])}
    if not surnames:
        return words
    places = [i for i, word in enumerate(words) if word.key in surnames and i and is_unknown(word)]
    places = [i for i in places if not _UNLIKE_NAMES.fullmatch(words[i].key) and _speaks(words, i)]
    return _corrected(words, places, tags=Tag.NAME, plain="w")


_UNLIKE_NAMES = re.compile(".*(?:ات|ين|ون|ها|هم|هن|كم|نا|وا|ه)|[بل](?:ان|ال).*|.{1,2}")
"""What an unknown word is sooner than a name: one with an ending of a plural, a noun or a pronoun."""


_SONS = frozenset(("بن", "بنت"))
_NO_FATHER = (
    Tag.VERB | Tag.TITLE | Tag.PREPOSITION | Tag.COMPLEMENTIZER | Tag.TIME | Tag.NAME | Tag.ORGANISATION | Tag.MEDIUM
    | Tag.DOCUMENT | Tag.UNNAMED | Tag.CONJUNCTION | Tag.PRONOUN | Tag.NEGATION | Tag.AUXILIARY | Tag.RELATIVE
    | Tag.MARKS
)  # fmt: skip


def _with_sons(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for what stands before «son of»: حجي بن سالم, ضيف الله بن ناصر."""
    found = words
    if _SONS.isdisjoint(present):
        return words
    for i in [i for i, word in enumerate(words) if word.key in _SONS and 0 < i < len(words) - 1]:
        first = i - 1 - (words[i - 1].key == "الله" and i > 1)
        if words[first].tags & _NO_FATHER or words[first].proclitics or not words[first].key:
            continue
        if _is_verb(words[first]) or not words[i + 1].key:
            continue
        found = list(found) if found is words else found
        found[first:i] = [
            replace(w, tags=Tag.NAME, finite=None, hal=None, noun=None, plain="w") for w in words[first:i]
        ]
    return found


_WITH_PRONOUN = re.compile(".*(?:ها|هم|هن|كم|نا|وا)|.{1,2}")
"""The same right behind a verb that mostly says."""


def _with_introduced(words: list[Word], offices: Sequence[int]) -> list[Word]:
    """The same for two words that no lexicon knows beside an office: قال رود ريد المدير الفني, المدير، رود ريد، قال.

    They are names wherever the article prints them.
    """
    names: set[str] = set()
    for i in [i for i in offices if words[i].tags & Tag.TITLE and not words[i].proclitics]:
        names |= _before_office(words, i) | _behind_office(words, i) | _at_end_of_office(words, i)
    if not names:
        return words
    return [
        replace(word, tags=Tag.NAME, finite=None, plain="w") if word.key in names and _may_be_given(word) else word
        for word in words
    ]


def _before_office(words: Sequence[Word], i: int) -> set[str]:
    """The two unknown words between a reporting verb and the office at `i`."""
    last = i - 1 if words[i - 1].key else i - 2  # behind a comma or a dash
    before = words[last - 2].finite if last > 1 else None
    if before is None:
        return set()
    sure = before.verb.risk == "low"
    pair, unlike = words[last - 1 : last + 1], _WITH_PRONOUN if sure else _UNLIKE_NAMES
    known = any(not is_unknown(word) or unlike.fullmatch(word.key) for word in pair)
    return set() if known else {word.key for word in pair}


_OFFICE = 14
"""The longest office of which a name between commas tells who holds it, in tokens."""


_CALLED = frozenset(("يدعي", "تدعي", "المدعو", "المدعوه", "اسمه", "اسمها"))


def _without_mentioned(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same without names in what describes who is named only behind it: مواطن أصيل المهدية يدعى فلان."""
    if _CALLED.isdisjoint(present):
        return words
    places = [i for i, word in enumerate(words[:-1]) if word.key in _CALLED and words[i + 1].tags & Tag.NAME]
    if not places:
        return words
    found = list(words)
    for i in places:
        for k in range(i - 1, max(-1, i - _DESCRIBED), -1):
            if not words[k].key or words[k].tags & (Tag.TITLE | Tag.UNNAMED):
                break
            found[k] = replace(words[k], tags=words[k].tags & ~(Tag.NAME | Tag.NAME_PART))
    return found


_DESCRIBED = 5


def _behind_office(words: Sequence[Word], i: int) -> set[str]:
    """The unknown words of two between marks behind the office at `i`: المعلق العسكري في قناة «كان»، روعي شارون، أن."""
    if not _opens_clause(words, i):
        return set()
    for k in range(i + 1, min(i + _OFFICE, len(words) - 3)):
        if _is_verb(words[k]):
            return set()
        pair = words[k + 1 : k + 3]
        if words[k].key or words[k + 3].key or not pair[0].key or not pair[1].key:
            continue
        first, second = pair
        given = _may_be_given(first) or bool(first.tags & Tag.NAME)
        family = is_unknown(second) or bool(second.tags & Tag.NAME) or _is_unknown_family(second)
        unlike = second.key.startswith("و")  # two men: براون وساركوزي
        unlike = unlike or any(_UNLIKE_NAMES.fullmatch(word.key) for word in pair if not word.tags & Tag.NAME)
        if given and family and not unlike:
            return {word.key for word in pair}
    return set()


def _at_end_of_office(words: Sequence[Word], i: int) -> set[str]:
    """Two unknown words between an office and «that»: قال زعيم الحزب في المجلس ميتش ماكونيل إن."""
    if i == 0 or not _is_verb(words[i - 1]):
        return set()
    end = next(
        (k for k in range(i + 2, min(i + _OFFICE, len(words))) if not words[k].key or _ends_office(words[k])), -1
    )
    if end < i + _HELD or not words[end].tags & Tag.COMPLEMENTIZER or not words[end - 3].definite:
        return set()
    first, second = words[end - 2 : end]
    known = is_unknown(second) or bool(second.tags & Tag.NAME)
    if not (is_unknown(first) and known) or any(_UNLIKE_NAMES.fullmatch(word.key) for word in (first, second)):
        return set()
    return {first.key, second.key}


_HELD = 4
"""The least number of words of an office with a name behind it."""


def _ends_office(word: Word) -> bool:
    return bool(word.tags & (Tag.COMPLEMENTIZER | Tag.RELATIVE)) or _is_verb(word)


def _opens_clause(words: Sequence[Word], i: int) -> bool:
    """Whether an office stands behind its verb, or where a clause begins."""
    return i == 0 or not words[i - 1].key or words[i - 1].finite is not None


def _may_be_given(word: Word) -> bool:
    """Whether an unknown word may be a given name, which may look like a verb: روعي."""
    return is_unknown(word) or (word.tags == Tag.VERB and not (word.definite or word.proclitics or word.finite))


def _is_unknown_family(word: Word) -> bool:
    """A word with the article that no lexicon knows: المهري."""
    return word.definite and not (word.tags & ~Tag.NISBA or word.proclitics or word.noun or word.hal)


def _is_introduced(words: Sequence[Word], i: int) -> bool:
    """Whether an unknown word and the one at `i` stand between a verb and an office: كشف امحند العنصر، رئيس الجهة."""
    if i < 2 or i + 2 >= len(words) or words[i + 1].key or not words[i + 2].tags & Tag.TITLE:
        return False
    return is_unknown(words[i - 1]) and words[i - 2].finite is not None


_LETTERS = frozenset(normalize("بي سي إن إي تي دي جي إم إف آر كيو إس إيه أي").split())
"""Latin letters by their names, which spell the names of broadcasters: بي بي سي, إن بي سي."""


_SPELLED = 3


def _with_letters(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for names that are spelled, three letters or more; the particle إن is one of the letters."""
    if _LETTERS.isdisjoint(present):
        return words
    letters = [i for i, word in enumerate(words) if word.key in _LETTERS]
    if len(letters) < _SPELLED:
        return words
    found = words
    for first in (i for i in letters if i == 0 or words[i - 1].key not in _LETTERS):
        last = first
        while last < len(words) and words[last].key in _LETTERS:
            last += 1
        if words[last - 1].key == "ان" and (words[last - 2].key != "ان" or last - first > _SPELLED):
            last -= 1  # وقالت بي بي سي إن, but قالت سي إن إن
        if last - first < _SPELLED:
            continue
        found = list(found) if found is words else found
        found[first:last] = [replace(w, tags=Tag.LATIN, finite=None, plain="w") for w in words[first:last]]
    return found


_LI = "لي"


def _with_li(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same where a name of three words ends like «to me», which then is a surname: كاي فو لي."""
    if _LI not in present:
        return words
    places = [i for i, word in enumerate(words) if word.key == _LI]
    named = any(i > 1 and is_unknown(words[i - 1]) and is_unknown(words[i - 2]) for i in places)
    return _corrected(words, places, tags=Tag.NAME, plain="w") if named else words


_BAN, _KI = "بان", "كي"
"""A name of which each word is a particle too; as particles they do not follow each other: بان كي مون."""


def _with_ban(words: list[Word], present: AbstractSet[str]) -> list[Word]:
    """The same for بان كي مون, and for بان alone behind a verb and before a particle: وأضاف بان أن."""
    if _BAN not in present or _KI not in present:
        return words
    ban = [i for i, word in enumerate(words[:-1]) if word.key == _BAN]
    named = [i for i in ban if words[i + 1].key == _KI]
    if not named:
        return words
    alone = [i for i in ban if i and words[i - 1].finite is not None and words[i + 1].tags & Tag.COMPLEMENTIZER]
    return _corrected(words, [*named, *(i + 1 for i in named), *alone], tags=Tag.NAME, finite=None, plain="w")


_STEPS = (
    _with_negated_verbs, _with_inner_ranks, _with_conjunctions, _with_letters, _with_li, _with_ban, _with_servants,
    _with_second_halves, _with_sons,
)  # fmt: skip
"""What corrects words where the article has certain others, in order; each takes the words and all their keys."""
