"""What may be known of a word: bits, and the records of verbs, readings and titles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AND_HE",
    "EXCEPT",
    "FROM_HIM",
    "GOING_ON",
    "THEREIN",
    "THIRD",
    "WHO_IS",
    "Reading",
    "Tag",
    "Title",
    "Verb",
    "Word",
    "conjunction",
    "describes",
    "is_of_poll",
    "is_unknown",
    "somebody_before",
]


EXCEPT = frozenset(("الا", "غير", "بيد"))
"""Words before أن with which a clause turns against the one before it: إلا أنها ترى."""
FROM_HIM = frozenset(("عنه", "عنها", "عنهم"))
"""The preposition of a relay with the pronoun of who spoke: نقلت عنه الصحيفة."""
GOING_ON = frozenset(("add", "continue", "conclude"))
"""Groups of verbs that say that somebody who spoke goes on: أضاف، تابع، ختم."""
THEREIN = frozenset(("فيه", "فيها", "خلاله", "خلالها"))
"""Prepositions with the pronoun of the document or occasion in which something is said: بيانا نفت فيه."""
THIRD = ("ه", "ها", "هم", "هما", "هن")
"""The pronouns of the third person as they are written together with a word."""
AND_HE = frozenset(("وهو", "وهي"))
"""Behind these stands what somebody is, or does, who was named before."""
WHO_IS = AND_HE | {"وهم", "وهما"}
"""Pronouns with which a remark on somebody begins: المدير، وهو عضو في البرلمان، إن."""


class Tag:
    """What a word may be: plain bits, since `enum.Flag` is ten times slower and every token is tested.

    The last four say that a phrase of a lexicon may begin with the word.
    """

    COMPLEMENTIZER: Final = 1 << 0
    PRONOUN_COMPLEMENTIZER: Final = 1 << 1
    QUESTION: Final = 1 << 2
    RELATIVE: Final = 1 << 3
    CONTRAST: Final = 1 << 4
    NEGATION: Final = 1 << 5
    AUXILIARY: Final = 1 << 6
    PREPOSITION: Final = 1 << 7
    DEMONSTRATIVE: Final = 1 << 8
    PRONOUN: Final = 1 << 9
    CONJUNCTION: Final = 1 << 10
    NAME_PART: Final = 1 << 11
    CLAUSE_NOUN: Final = 1 << 12
    VERB: Final = 1 << 13
    TITLE: Final = 1 << 14
    ORGANISATION: Final = 1 << 15
    MEDIUM: Final = 1 << 16
    DOCUMENT: Final = 1 << 17
    UNNAMED: Final = 1 << 18
    SETTING: Final = 1 << 19
    TIME: Final = 1 << 20
    PLACE: Final = 1 << 21
    NISBA: Final = 1 << 22
    NAME: Final = 1 << 23
    RELATIONAL: Final = 1 << 24
    LATIN: Final = 1 << 25
    MONTH: Final = 1 << 26
    QUALIFIER: Final = 1 << 27
    MARKS: Final = 1 << 28
    DECLINES: Final = 1 << 29
    COMMON: Final = 1 << 32
    ACCUSATIVE: Final = 1 << 33
    POSSESSED: Final = 1 << 34
    NAMED_NOUN: Final = 1 << 35
    ANONYMITY: Final = 1 << 30
    CIRCUMSTANCE: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Verb:
    """A lemma of the lexicon of reporting verbs.

    Of the fields that the lexicon does not explain, `transitive` says that it also takes its content without a
    particle, and `light` that its imperfect is active only with a fatha (يَعتقد): a printed damma makes it passive.
    """

    key: str
    lemma: str
    group: str
    stance: str
    takes: frozenset[str]
    object: str
    risk: str
    particles: frozenset[str]
    transitive: bool
    light: bool


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

    @property
    def stands_alone(self) -> bool:
        """Whether no subject stands behind the form, as before one a verb is singular: قالوا, but قال المسؤولون."""
        return self.slot.endswith(".3mp")

    @property
    def calls_it(self) -> bool:
        """Whether the form says how its pronoun is called, so that it stands for what is spoken of: وصفته بـ."""
        return bool(self.pronoun) and self.verb.object == "target"

    def as_passive(self) -> Reading:
        """The same as a passive, of which nobody asks who spoke."""
        return replace(self, slot="pass." + self.slot)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says of the person who bears it."""

    kind: str
    sector: str
    gender: str
    number: str


@dataclass(slots=True)
class Word:
    """A printed form and what it may be; nobody changes one, since all texts share it.

    (Not frozen, because to set an attribute of a frozen record costs several times as much, and each form has one.)

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
        ordinary: Whether it is no name although no lexicon knows it.
        adjective: Whether it is counted as an adjective: الكريم, المتحدة.
        bare: The base without its article.
        opens: Whether a cue may begin with it: a form of a reporting verb, or the first word of a marker or a refusal.
        firsts: What the first word of a phrase that begins with it may be, each once: key, base, key without و or ف.
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
    ordinary: bool = False
    adjective: bool = False
    bare: str = field(init=False, repr=False, compare=False)
    opens: bool = field(init=False, repr=False, compare=False)
    firsts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # asked for at every second token, so computed once a form, and here, so that `replace` keeps them in step
        key, base = self.key, self.base
        firsts: tuple[str, ...] = (key,) if key == base else (key, base)
        if key[:1] in ("و", "ف") and key[1:] != base:
            firsts += (key[1:],)
        if self.definite and "لل" in key[:3]:
            firsts += ("ال" + base.removeprefix("ال"),)  # للأمم المتحدة
        reports = self.finite is not None or self.hal is not None or self.noun is not None
        self.opens = reports or bool(self.tags & (Tag.MARKS | Tag.DECLINES))
        self.firsts = firsts
        self.bare = base[2:] if self.definite else base

    @property
    def is_masdar(self) -> bool:
        """Whether it is read as the verbal noun of a reporting verb: تأكيد."""
        return self.noun is not None and self.noun.slot == "masdar"


def conjunction(words: Sequence[Word], i: int, text: str) -> str:
    """The «and» that is written together with the word at `i`, as printed: و of والوزير; "" where there is none.

    Behind a verb that reports a subject has none: وأضاف ويمين.
    """
    first = words[i].proclitics[:1]
    joined = first in ("و", "ف") and len(text) > 1 and text.startswith(first)
    return first if joined and not (i and words[i - 1].finite is not None) else ""


_THERE_IS = frozenset(("هناك", "وهناك", "فهناك", "ثمه", "وثمه"))
_NONE = ("ليس", "ليست", "يكن")


def is_of_poll(words: Sequence[Word], i: int) -> bool:
    """Whether a poll stands before token `i`, or before its adjective: استطلاع للرأي, استطلاع حديث للرأي."""
    return any(word.bare.startswith("استطلاع") for word in words[max(0, i - 2) : i])


def is_unknown(word: Word) -> bool:
    """Whether no lexicon knows a word, as a noun, a verb or with something written together with it."""
    known = word.tags or word.definite or word.proclitics or word.noun is not None or word.hal is not None
    return bool(word.key) and not known and not word.ordinary and word.finite is None


def describes(word: Word) -> bool:
    """Whether a word is an adjective: of a nation, of a title or of anything else."""
    return word.adjective or bool(word.tags & (Tag.NISBA | Tag.RELATIONAL))


def somebody_before(words: Sequence[Word], i: int) -> bool:
    """Whether the subject of the verb at `i` is somebody who is not named: هناك من يرى أن."""
    if i < 2 or words[i - 1].key != "من" or words[i - 2].key not in _THERE_IS:
        return False
    return i == 2 or not words[i - 3].key.endswith(_NONE)  # ليس هناك من يرى أن
