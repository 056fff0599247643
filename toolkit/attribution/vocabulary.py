"""What the lexicons know of each word, looked up once a form.

A `Word` is everything that the rules need to know of a printed form without
its neighbours. Texts repeat their words, so each form is analysed once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import Reading, Tag, Title, Word
from toolkit.attribution.name_letters import is_ordinary
from toolkit.attribution.verb_forms import finite_reading, is_verbal_noun, nominal_reading, participle_reading
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.words.clitics import POSSESSIVES_BY_LETTER, conjoined, endings, noun_hosts
from toolkit.words.counts import printed_counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["FUNCTION_CLASSES", "NEVER_VERBS", "bears_possessor", "is_mine", "phrases", "surnames", "word"]


_LISTS = (
    ("organisations", Tag.ORGANISATION),
    ("media", Tag.MEDIUM),
    ("documents", Tag.DOCUMENT),
    ("sources_unnamed", Tag.UNNAMED),
    ("settings", Tag.SETTING),
    ("places", Tag.PLACE),
    ("nisba", Tag.NISBA),
    ("first_names", Tag.NAME),
    ("relationals", Tag.RELATIONAL),
    ("common_nouns", Tag.COMMON),
)
_PARTICLES = {
    "complementizer": Tag.COMPLEMENTIZER,
    "complementizer_pronoun": Tag.COMPLEMENTIZER | Tag.PRONOUN_COMPLEMENTIZER,
    "question_complementizer": Tag.QUESTION,
    "relative": Tag.RELATIVE,
    "contrast": Tag.CONTRAST,
    "negation": Tag.NEGATION,
    "auxiliary": Tag.AUXILIARY,
    "preposition": Tag.PREPOSITION,
    "demonstrative": Tag.DEMONSTRATIVE,
    "pronoun": Tag.PRONOUN,
    "conjunction": Tag.CONJUNCTION,
    "name_part": Tag.NAME_PART,
    "clause_noun": Tag.CLAUSE_NOUN,
    "named_noun": Tag.NAMED_NOUN,
}
_TIMES = {"time": Tag.TIME, "weekday": Tag.TIME, "month": Tag.MONTH, "qualifier": Tag.QUALIFIER}
_FUNCTION = Tag.COMPLEMENTIZER | Tag.RELATIVE | Tag.NEGATION | Tag.AUXILIARY | Tag.PREPOSITION | Tag.PRONOUN


@cache
def _tagged() -> tuple[Mapping[str, int], Mapping[str, Title]]:
    """Tags of each one-word form, and the titles."""
    tags: dict[str, int] = defaultdict(int)
    for row in load_lexicon("particles").rows:
        tags[normalize(row["form"])] |= _PARTICLES[row["kind"]]
    for name, tag in _LISTS:
        for row in load_lexicon(name).rows:
            tags[normalize(row["form"])] |= tag
    for row in load_lexicon("circumstances").rows:
        tags[normalize(row["form"])] |= _TIMES.get(row["kind"], 0)
    for row in load_lexicon("common_verbs").rows:
        if not row["noun"]:
            tags[normalize(row["form"])] |= Tag.VERB
    titles: dict[str, Title] = {}
    for row in load_lexicon("titles").rows:
        form = normalize(row["form"])
        tags[form] |= Tag.TITLE
        titles.setdefault(form, Title(row["kind"], row["sector"], row["gender"], row["number"]))
    return dict(tags), titles


@cache
def phrases(name: str, *kinds: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The entries of a lexicon of phrases by their first word, longest first, folded.

    Args:
        name: A lexicon with the column `form`.
        kinds: Only the lines whose `kind` is one of these; all where none is given.
    """
    table: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in load_lexicon(name).rows:
        if not kinds or row["kind"] in kinds:
            entry = tuple(normalize(row["form"]).split(" "))
            table[entry[0]].append(entry)
    return {first: tuple(sorted(set(entries), key=lambda e: (-len(e), e))) for first, entries in table.items()}


def _lexical(key: str, hosts: Sequence[tuple[str, str]]) -> tuple[str, str, int, Title | None]:
    """(proclitics, base, tags, title): the reading with fewest proclitics that a lexicon knows."""
    tags, titles = _tagged()
    if len(key) < 3 and key in tags:
        return "", key, tags[key], titles.get(key)
    for proclitics, host in hosts:
        article = host.startswith("ال") and len(host) > 3
        found = tags.get(host, 0)
        if article:
            found |= tags.get(host[2:], 0) & ~(_FUNCTION | Tag.NAME | Tag.NAME_PART)
        if proclitics.strip("وف"):
            # prepositions stand before nouns
            found &= ~(Tag.VERB | _FUNCTION)
        if proclitics.endswith("ك") and not found & ~Tag.NAME:
            continue  # like so-and-so is rarely said of a person: كانيل is a name of its own
        if found:
            title = titles.get(host) or (titles.get(host[2:]) if article else None)
            return proclitics, host, found, title
    for proclitics, host in hosts:
        if host.startswith("ال") and len(host) > 4 and not _PARENT.fullmatch(key):
            return proclitics, host, 0, None
    return "", key, 0, None


_PARENT = re.compile("والدت?(?:ها|هم|هما|هن|نا|ه|ي|ك)")
"""Whose father or mother it is, which looks like «and the»: والدها, والدته."""


_KEPT = Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.UNNAMED
"""What a noun is with its possessor behind it, too: محاميه، وزارته."""


def _possessed(key: str, hosts: Sequence[tuple[str, str]], form: str) -> tuple[int, Title | None]:
    """What a noun with a possessive pronoun is, and its title; 0 where the lexicons do not know it without one."""
    tags, titles = _tagged()
    pronouns = endings(key, POSSESSIVES_BY_LETTER)
    for _, host in hosts if pronouns else ():
        for pronoun in pronouns:
            if len(host) - len(pronoun) < 3 or (pronoun == "ه" and form.endswith("ة")):
                continue
            stem = host[: -len(pronoun)]
            found = tags.get(stem, 0) | (tags.get(stem[:-1] + "ه", 0) if stem.endswith("ت") else 0)
            if found & (_KEPT | Tag.COMMON) or is_verbal_noun(stem):
                feminine = titles.get(stem[:-1] + "ه") if stem.endswith("ت") else None
                return (found & _KEPT) or Tag.POSSESSED, titles.get(stem) or feminine
    return 0, None


def bears_possessor(word: Word) -> bool:
    """Whether a title without the article says with a pronoun whose it is: رئيسها, محاميه, but not محامية."""
    return bool(word.tags & Tag.TITLE) and _tagged()[1].get(word.base) != word.title


def is_mine(word: Word) -> bool:
    """Whether the form is a noun with «my», which a name behind a name is no more than by its letters: أنصاري."""
    if not word.key.endswith("ي"):
        return False
    titles = _tagged()[1]
    return bool(word.tags & Tag.POSSESSED) or (word.base[:-1] in titles and word.base not in titles)


def _is_accusative(key: str, form: str) -> bool:
    """Whether the form is an indefinite accusative, which is no subject: قرارا، مقنعاً."""
    if form.endswith(("\u064b", "\u064bا")):
        return True
    tagged = _tagged()[0]
    if key.endswith("ها") and tagged.get(key[:-2]):
        return False  # رئيسها: her chief, and no رئيسة, which takes no letter more
    known = tagged.get(key[:-1], 0) if key.endswith("ا") and len(key) > 3 else 0
    wanted = Tag.COMMON | Tag.RELATIONAL if len(key) > 4 or not tagged.get(key) else Tag.TITLE  # خطرا, but not دانا
    return bool(known & wanted) and not known & Tag.NAME


FUNCTION_CLASSES = (
    (Tag.COMPLEMENTIZER, "C"),
    (Tag.RELATIVE, "R"),
    (Tag.NEGATION, "L"),
    (Tag.QUESTION, "I"),
    (Tag.CONTRAST, "K"),
    (Tag.AUXILIARY, "X"),
    (Tag.PREPOSITION, "p"),
)
"""The class of a function word, the first that fits."""
_DECIDING = reduce(or_, (tag for tag, _ in FUNCTION_CLASSES))
NEVER_VERBS = Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM | Tag.NAME | Tag.PLACE | Tag.NISBA


REFUSING = frozenset(
    (
        *("refusing", "sparing", "silencing", "staying", "evading", "contacting", "unreached", "unsaid_noun"),
        *("unanswered_verb", "uncommented_verb", "unissued_verb", "unsaid_verb", "untold_verb", "unannounced_verb"),
        *("unmentioning_verb", "unnamed_verb", "unwilling_verb", "unobtained_verb"),
    )
)
"""Kinds of words of the lexicon of refusals with which a non-answer may begin; the others only stand behind one."""


@cache
def _beginnings() -> Mapping[str, int]:
    """The first words of phrases, with the bit that says of which lexicon."""
    firsts: dict[str, int] = defaultdict(int)
    for name, tag in (("markers", Tag.MARKS), ("circumstances", Tag.CIRCUMSTANCE), ("refusals", Tag.DECLINES)):
        for row in load_lexicon(name).rows:
            if tag != Tag.DECLINES or row["kind"] in REFUSING:
                firsts[normalize(row["form"]).split(" ")[0]] |= tag
            if row.get("kind") == "anonymity":
                firsts[normalize(row["form"])] |= Tag.ANONYMITY
    return dict(firsts)


def _phrase_bits(key: str, base: str) -> int:
    firsts = _beginnings()
    return firsts.get(key, 0) | firsts.get(base, 0) | (firsts.get(key[1:], 0) if key[:1] in ("و", "ف") else 0)


def _plain(tags: int, *, definite: bool, reports: bool, finite: bool) -> str:
    """The class of a word that has one whatever stands beside it; `reports`: it may be a form of a reporting verb."""
    if tags & _DECIDING:
        if tags & Tag.PREPOSITION and finite:
            return ""
        for tag, name in FUNCTION_CLASSES:
            if tags & tag:
                return name
    if reports:
        return ""
    if tags & Tag.VERB and not definite and not tags & NEVER_VERBS:
        return "v"
    return "" if tags & (Tag.TIME | Tag.MONTH) else "w"


@cache
def surnames() -> frozenset[str]:
    """The keys of surnames that look like other words."""
    return frozenset(normalize(row["form"]) for row in load_lexicon("surnames").rows)


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(row["form"] for row in load_lexicon("adjectives").rows)


def _inflected_verb(key: str) -> int:
    """The tag of a verb, where a form that the lexicon has only bears a letter more: سيسافر، سارعت، مازال."""
    known = _tagged()[0]
    future = key.startswith(("سي", "ست")) and len(key) > 5 and not key.endswith("ي")
    stems = (
        key[1:] if future else "",
        key[:-1] if key.endswith("ت") else "",
        key[2:] if key.startswith("ما") else "",
    )
    return Tag.VERB if any(len(stem) > 2 and known.get(stem, 0) & Tag.VERB for stem in stems) else 0


_GOVERNED_MASDAR = re.compile("[بلك]ا(?:ست..|ن..|.[تطد].|ت.)ا.ه?")
"""A verbal noun of the augmented stems behind a preposition, which no name looks like: بارتكاب، باستهداف."""


def _begins_like_article(finite: Reading | None, tags: int, form: str) -> bool:
    """Whether the verb itself begins with the letters of the article: ألقى، التمس, التقى."""
    if finite is None and tags & Tag.VERB and not tags & NEVER_VERBS:
        known = _tagged()[0].get(normalize(form).removeprefix("و"), 0) & Tag.VERB
        return bool(known) and (not tags & Tag.COMMON or form.endswith("ى"))  # التهم is both
    return finite is not None and not tags & ~Tag.VERB and finite.verb.lemma[:2] in ("أل", "ال")


def _as_printed(form: str, key: str, base: str, tags: int) -> int:
    """The tags of a word, corrected where folding took away what tells two words apart."""
    if key.removeprefix("و") == "علي":
        # the preposition and the name differ by the dots of their last letter
        return Tag.NAME if form.endswith("ي") else Tag.PREPOSITION
    if key == "مني" and form.endswith("ي"):
        return Tag.PREPOSITION
    if form in ("آن", "آنا"):
        return Tag.NAME  # آن هيدالغو: no particle and no pronoun bears the madda
    return tags | Tag.NAME if base.startswith("عبدال") and len(base) > len("عبدال") + 1 else tags


def _as_surname(form: str, key: str, read: tuple[str, str, int]) -> tuple[str, str, int]:
    """Proclitics, base and tags of a word, as those of a surname where it is one: بايدن, بركاني, but not بيانا."""
    proclitics, base, tags = read
    if key in surnames():
        known = _tagged()[0].get(key, 0)
        if proclitics in ("ب", "ل", "ك", "ف") or tags == Tag.POSSESSED:
            proclitics, base, tags = "", key, Tag.NAME  # بايدن, بركاني
        elif not key.startswith("ال") and known in (0, Tag.COMMON):
            proclitics, base, tags = "", key, 0  # كاميرون, سوناك: no more than a name that no lexicon knows
    if proclitics in ("ب", "ل", "ك") and tags & Tag.NAME and _is_accusative(key, form):
        return "", key, 0
    return proclitics, base, tags


_PREPOSITIONS = frozenset("بل")
"""Those that are looked for where no lexicon knows the noun behind them."""


def _split(form: str, key: str) -> tuple[str, str]:
    """The preposition that an ordinary word bears of whose noun no lexicon knows anything, and that noun: لزملائه.

    News prints the noun alone more often than with it.
    """
    printed = printed_counts()
    alone = printed.get(form[1:], 0) > printed.get(form, 0)
    return (key[0], key[1:]) if alone and form[0] == key[0] else ("", key)


@lru_cache(maxsize=200_000)
def word(form: str) -> Word:
    """What the lexicons know of a printed form.

    Examples:
        >>> w = word("وأضافت")
        >>> w.finite.verb.lemma, w.finite.slot, w.finite.proclitics
        ('أضاف', 'pf.3fs', 'و')
        >>> bool(word("للوزيرة").tags & Tag.TITLE)
        True
    """
    key = normalize(form)
    hosts = noun_hosts(key)
    proclitics, base, tags, title = _lexical(key, hosts)
    tags = _as_printed(form, key, base, tags)
    if not tags:
        tags, title = _possessed(key, hosts, form)
    elif title is not None and title.gender == "f" and form.endswith("ه") and not base.startswith("ال"):
        title = _tagged()[1].get(base[:-1], title)  # محاميه: his lawyer, and no محامية
    if not tags and _GOVERNED_MASDAR.fullmatch(key):
        proclitics, base, tags = key[0], key[1:], Tag.COMMON
    proclitics, base, tags = _as_surname(form, key, (proclitics, base, tags))
    if not tags & (Tag.NAME | Tag.PLACE) and _is_accusative(key, form):
        tags |= Tag.ACCUSATIVE | (_tagged()[0].get(key[:-1], 0) & Tag.UNNAMED)  # لكن رجلا قال
    if key[:1].isascii() and key[:1].isalpha():
        tags |= Tag.LATIN
    if not tags:
        tags |= _inflected_verb(key)
    if not tags & _FUNCTION:
        known = _tagged()[0]
        for _, rest in conjoined(key):
            tags |= known.get(rest, 0) & Tag.VERB
    finite, hal, noun = finite_reading(key, form), participle_reading(key), nominal_reading(key, hosts)
    if key in surnames() or (finite is not None and tags & Tag.NAME and finite.slot.startswith("pass")):
        finite = None  # فيدان, يوسف
    definite = base.startswith("ال") and len(base) > 3 and not _begins_like_article(finite, tags, form)
    definite = definite and not (noun is not None and base == key and noun.verb.lemma[:2] in ("أل", "ال"))  # التزام
    if definite:
        tags &= ~Tag.VERB  # الآثار is no form of «aroused»
    tags |= _phrase_bits(key, base)
    reports = finite is not None or hal is not None or noun is not None
    adjective = (base[2:] if definite else base) in _adjectives()
    ordinary = not (tags or definite) and key not in surnames() and is_ordinary(key)
    if ordinary and not proclitics and key[0] in _PREPOSITIONS:
        proclitics, base = _split(form, key)
    plain = _plain(tags, definite=definite, reports=reports, finite=finite is not None)
    return Word(key, base, proclitics, tags, finite, hal, noun, title, definite, plain, ordinary, adjective)
