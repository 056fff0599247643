"""What the lexicons know of each word, looked up once a form.

A `Word` is everything that the rules need to know of a printed form without
its neighbours. Texts repeat their words, so each form is analysed once.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize
from toolkit.words.clitics import POSSESSIVES, noun_hosts, verb_hosts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FUNCTION_CLASSES", "NEVER_VERBS", "Reading", "Tag", "Title", "Verb", "Word", "phrases", "verbs", "word"]


class Tag:
    """What a word may be: plain bits, since `enum.Flag` is ten times slower and every token is tested.

    The last four say that a phrase of a lexicon may begin with the word.
    """

    COMPLEMENTIZER = 1 << 0
    PRONOUN_COMPLEMENTIZER = 1 << 1
    QUESTION = 1 << 2
    RELATIVE = 1 << 3
    CONTRAST = 1 << 4
    NEGATION = 1 << 5
    AUXILIARY = 1 << 6
    PREPOSITION = 1 << 7
    DEMONSTRATIVE = 1 << 8
    PRONOUN = 1 << 9
    CONJUNCTION = 1 << 10
    NAME_PART = 1 << 11
    CLAUSE_NOUN = 1 << 12
    VERB = 1 << 13
    TITLE = 1 << 14
    ORGANISATION = 1 << 15
    MEDIUM = 1 << 16
    DOCUMENT = 1 << 17
    UNNAMED = 1 << 18
    SETTING = 1 << 19
    TIME = 1 << 20
    PLACE = 1 << 21
    NISBA = 1 << 22
    NAME = 1 << 23
    RELATIONAL = 1 << 24
    LATIN = 1 << 25
    MONTH = 1 << 26
    QUALIFIER = 1 << 27
    MARKS = 1 << 28
    DECLINES = 1 << 29
    COMMON = 1 << 32
    ACCUSATIVE = 1 << 33
    POSSESSED = 1 << 34
    NAMED_NOUN = 1 << 35
    ANONYMITY = 1 << 30
    CIRCUMSTANCE = 1 << 31


@dataclass(frozen=True, slots=True)
class Verb:
    """A lemma of the lexicon of reporting verbs."""

    key: str
    lemma: str
    group: str
    stance: str
    takes: frozenset[str]
    object: str
    risk: str
    continues: bool
    particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """A form read as a form of a reporting verb.

    Attributes:
        verb: Which verb.
        slot: Which form of it, such as `pf.3ms`, `hal.fs` or `masdar`.
        weak: Whether the written form is more often something else.
        proclitics: What is written together before it.
        pronoun: What is written together behind it.
    """

    verb: Verb
    slot: str
    weak: bool
    proclitics: str
    pronoun: str

    @property
    def gender(self) -> str:
        """`f` or `m`, as the form shows it; "" for a first person or a verbal noun."""
        person = self.slot.rpartition(".")[2]
        return {"f": "f", "m": "m"}.get(person[-2:-1] if len(person) > 1 else "", "")

    @property
    def number(self) -> str:
        """`s`, `d` or `p`; a verb before its subject is singular even where the subject is not."""
        return self.slot[-1] if self.slot != "masdar" else ""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says of the person who bears it."""

    kind: str
    sector: str
    gender: str
    number: str


@dataclass(frozen=True, slots=True)
class Word:
    """A printed form and what it may be.

    Attributes:
        key: The folded form.
        base: The same without the proclitics that the lexicons see on it.
        proclitics: Those.
        tags: What it may be.
        finite: It read as a finite reporting verb.
        hal: It read as a participle of one in the accusative (مضيفا).
        noun: It read as the verbal noun or participle of one (قول).
        title: What its title says.
        definite: Whether it bears the article.
        plain: Its class where that needs no neighbours; "" where it does.
    """

    key: str
    base: str
    proclitics: str
    tags: int
    finite: Reading | None = None
    hal: Reading | None = None
    noun: Reading | None = None
    title: Title | None = None
    definite: bool = False
    plain: str = ""

    @property
    def bare(self) -> str:
        """The base without its article."""
        return self.base[2:] if self.definite else self.base


@cache
def verbs() -> Mapping[str, Verb]:
    """The reporting verbs by their key."""
    return {
        row["key"]: Verb(
            row["key"],
            row["lemma"],
            row["class"],
            row["stance"],
            frozenset(row["takes"].split(",")),
            row["object"],
            row["risk"],
            bool(row["continues"]),
            frozenset(normalize(row["particles"]).split()),
        )
        for row in load_lexicon("reporting_verbs").rows
    }


_Form = tuple[Verb, str, bool]
"""A verb, the slot, and whether the form is more often something else."""
_PREFERENCE = {"pf.3": 0, "impf.3": 1, "pass": 2, "juss": 3, "hal": 0, "masdar": 1, "part": 2}


def _rank(reading: _Form) -> tuple[bool, int, int]:
    verb, slot, weak = reading
    order = next((rank for start, rank in _PREFERENCE.items() if slot.startswith(start)), 9)
    return weak, order, ("low", "medium", "high").index(verb.risk)


@cache
def _forms() -> tuple[Mapping[str, _Form], ...]:
    """Finite, hal and nominal forms of the reporting verbs, each form with its likeliest reading."""
    tables: tuple[dict[str, _Form], ...] = ({}, {}, {})
    for row in load_lexicon("reporting_forms").rows:
        slot = row["slot"]
        table = tables[1] if slot.startswith("hal") else tables[2] if slot.startswith(("masdar", "part")) else tables[0]
        reading = (verbs()[row["key"]], slot, bool(row["noun"]))
        form = normalize(row["form"])
        if form not in table or _rank(reading) < _rank(table[form]):
            table[form] = reading
    return tables


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


def _finite(key: str, form: str) -> Reading | None:
    """The likeliest finite reading.

    A final ta marbuta, folded to ha, is no object pronoun, and a printed hamza tells أعتقد, I think, from اعتقد.
    """
    feminine = form.endswith("ة")
    hamza = form.lstrip("وف").startswith("أ")
    forms = _forms()[0]
    best: tuple[tuple[bool, int, int], int, Reading] | None = None
    for order, (proclitics, host, pronoun) in enumerate(verb_hosts(key)):
        found = forms.get(host)
        if found is None or (pronoun == "ه" and feminine) or (pronoun and host.startswith("ال")):
            continue
        verb, slot, weak = found
        if pronoun == "نا" and slot.startswith("pf") and verb.object != "addressee":
            continue  # أثبتنا: we, not us
        if hamza and slot.startswith("pf") and not verb.lemma.startswith("أ") and host.startswith("ا"):
            continue
        if slot.endswith("3md") and form.endswith(("\u064b", "\u064bا")):
            continue  # مازحًا: an adverb, as its tanwin shows
        weak = weak or (slot.startswith("pass") and verb.risk == "high")
        if proclitics.endswith("س") and not slot.startswith("impf"):
            continue
        if proclitics.endswith("ل") and not slot.startswith(("impf", "juss")):
            continue
        candidate = (_rank((verb, slot, weak)), order, Reading(verb, slot, weak, proclitics, pronoun))
        if best is None or candidate[:2] < best[:2]:
            best = candidate
    return best[2] if best else None


def _participle(key: str) -> Reading | None:
    for conjunction in ("", "و", "ف"):
        found = _forms()[1].get(key[len(conjunction) :]) if key.startswith(conjunction) else None
        if found:
            return Reading(*found, conjunction, "")
    return None


def _verbal_noun(key: str) -> Reading | None:
    nouns = _forms()[2]
    for proclitics, host in noun_hosts(key):
        for base in (host, host[2:] if host.startswith("ال") else ""):
            if base in nouns:
                return Reading(*nouns[base], proclitics, "")
        for pronoun in POSSESSIVES:
            if host.endswith(pronoun) and len(host) - len(pronoun) >= 3:
                stem = host[: -len(pronoun)]
                for base in (stem, stem[:-1] + "ه" if stem.endswith("ت") else stem):
                    if base in nouns:
                        return Reading(*nouns[base], proclitics, pronoun)
    return None


def _lexical(key: str) -> tuple[str, str, int, Title | None]:
    """(proclitics, base, tags, title): the reading with fewest proclitics that a lexicon knows."""
    tags, titles = _tagged()
    if len(key) < 3 and key in tags:
        return "", key, tags[key], titles.get(key)
    for proclitics, host in noun_hosts(key):
        article = host.startswith("ال") and len(host) > 3
        found = tags.get(host, 0)
        if article:
            found |= tags.get(host[2:], 0) & ~(_FUNCTION | Tag.NAME | Tag.NAME_PART)
        if proclitics.strip("وف"):
            # prepositions stand before nouns
            found &= ~(Tag.VERB | _FUNCTION)
        if found:
            title = titles.get(host) or (titles.get(host[2:]) if article else None)
            return proclitics, host, found, title
    for proclitics, host in noun_hosts(key):
        if host.startswith("ال") and len(host) > 4:
            return proclitics, host, 0, None
    return "", key, 0, None


_KEPT = Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.UNNAMED
"""What a noun is with its possessor behind it, too: محاميه، وزارته."""


def _possessed(key: str, form: str) -> int:
    """What a noun with a possessive pronoun is; 0 where the lexicons do not know it without one."""
    tags = _tagged()[0]
    for _, host in noun_hosts(key):
        for pronoun in POSSESSIVES:
            if not host.endswith(pronoun) or len(host) - len(pronoun) < 3 or (pronoun == "ه" and form.endswith("ة")):
                continue
            stem = host[: -len(pronoun)]
            found = tags.get(stem, 0) | (tags.get(stem[:-1] + "ه", 0) if stem.endswith("ت") else 0)
            if found & (_KEPT | Tag.COMMON) or stem in _forms()[2]:
                return (found & _KEPT) or Tag.POSSESSED
    return 0


def _is_accusative(key: str, form: str) -> bool:
    """Whether the form is an indefinite accusative, which is no subject: قرارا، مقنعاً."""
    if form.endswith(("\u064b", "\u064bا")):
        return True
    known = _tagged()[0].get(key[:-1], 0) if key.endswith("ا") and len(key) > 4 else 0
    return bool(known & (Tag.COMMON | Tag.RELATIONAL)) and not known & Tag.NAME


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
NEVER_VERBS = Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM | Tag.NAME | Tag.PLACE | Tag.NISBA


@cache
def _beginnings() -> Mapping[str, int]:
    """The first words of phrases, with the bit that says of which lexicon."""
    firsts: dict[str, int] = defaultdict(int)
    for name, tag in (("markers", Tag.MARKS), ("circumstances", Tag.CIRCUMSTANCE), ("refusals", Tag.DECLINES)):
        for row in load_lexicon(name).rows:
            firsts[normalize(row["form"]).split(" ")[0]] |= tag
            if row.get("kind") == "anonymity":
                firsts[normalize(row["form"])] |= Tag.ANONYMITY
    return dict(firsts)


def _phrase_bits(key: str, base: str) -> int:
    firsts = _beginnings()
    return firsts.get(key, 0) | firsts.get(base, 0) | (firsts.get(key[1:], 0) if key[:1] in ("و", "ف") else 0)


def _plain(found: Word) -> str:
    """The class of a word that has one whatever stands beside it."""
    if found.tags & Tag.PREPOSITION and found.finite is not None:
        return ""
    for tag, name in FUNCTION_CLASSES:
        if found.tags & tag:
            return name
    if found.finite is not None or found.hal is not None or found.noun is not None:
        return ""
    if found.tags & Tag.VERB and not found.definite and not found.tags & NEVER_VERBS:
        return "v"
    return "" if found.tags & (Tag.TIME | Tag.MONTH) else "w"


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
    proclitics, base, tags, title = _lexical(key)
    if key.removeprefix("و") == "علي":
        # the preposition and the name differ by the dots of their last letter
        tags = Tag.NAME if form.endswith("ي") else Tag.PREPOSITION
    elif base.startswith("عبدال") and len(base) > 6:
        tags |= Tag.NAME
    if not tags:
        tags = _possessed(key, form)
    if not tags & Tag.NAME and _is_accusative(key, form):
        tags |= Tag.ACCUSATIVE
    if key[:1].isascii() and key[:1].isalpha():
        tags |= Tag.LATIN
    if not tags & _FUNCTION:
        for conjunction in ("", "و", "ف"):
            if key.startswith(conjunction) and _tagged()[0].get(key[len(conjunction) :], 0) & Tag.VERB:
                tags |= Tag.VERB
    found = Word(
        key,
        base,
        proclitics,
        tags | _phrase_bits(key, base),
        _finite(key, form),
        _participle(key),
        _verbal_noun(key),
        title,
        definite=base.startswith("ال") and len(base) > 3,
    )
    return replace(found, plain=_plain(found))
