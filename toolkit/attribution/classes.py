"""The class of each token, by which rules know it.

A word's class is what the lexicons say, corrected by its neighbours where they
decide: بين before a complementizer is a verb, else a preposition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.clauses_behind import before_complementizer
from toolkit.attribution.lexemes import THEREIN, THIRD, Tag
from toolkit.attribution.names import is_name_like
from toolkit.attribution.noun_cues import SAYINGS, brings_quotation, no_noun
from toolkit.attribution.participle_cues import no_participle
from toolkit.attribution.quantities import QUANTITIES
from toolkit.attribution.verb_cues import no_verb
from toolkit.attribution.vocabulary import FUNCTION_CLASSES, NEVER_VERBS
from toolkit.text.characters import DOUBLED_MARKS

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Word
    from toolkit.text.segment import Tokens

__all__ = ["CLASSES", "class_of", "mark_class", "why_no_cue"]

CLASSES = {
    "VERB": "V",  # a finite reporting verb
    "HAL": "H",  # a participle of one in the accusative: مضيفا
    "SAY": "G",  # one of saying, which may follow another cue: قائلا، بالقول
    "NOUN": "N",  # the verbal noun of one with its speaker behind it: قوله
    "MARKER": "A",  # an according-to marker that a noun phrase follows
    "ASMARKER": "M",  # one that a reporting verb follows: حسبما
    "COMP": "C",  # a complementizer: إن أن بأن
    "ASK": "I",  # one of a question: عما إذا، كيف
    "REL": "R",  # a relative pronoun
    "CONTRAST": "K",  # what begins another clause: لكن، فيما، حيث
    "NEG": "L",
    "AUX": "X",
    "PREP": "p",
    "OTHERVERB": "v",  # a finite verb that reports nothing
    "TIME": "t",
    "WORD": "w",
    "NUMBER": "n",
    "COLON": ":",
    "COMMA": ",",
    "STOP": "S",
    "BREAK": "B",
    "QUOTE": "Q",  # the opening mark of speech
    "INSIDE": "q",  # what follows it, up to the closing mark
    "MARK": "m",  # a mark around a name, a title or a scare quote
    "OPEN": "(",
    "CLOSE": ")",
    "DASH": "-",
    "DOTS": "e",
}

_PUNCTUATION = {
    ":": ":", "،": ",", ",": ",", "؛": ",", ";": ",", ".": "S", "؟": "S", "?": "S", "!": "S",
    "(": "(", "[": "(", "{": "(", ")": ")", "]": ")", "}": ")",
    "-": "-", "\u0640": "-", "–": "-", "—": "-", "―": "-", "/": "-", "|": "-", "…": "e", "*": "B",
}  # fmt: skip
_ABBREVIATIONS = frozenset({"د", "م", "أ", "ا", "ص", "ق", "ج", "ت", "ف"})
"""Letters behind which a full stop ends no sentence: د. سلمى."""
_PARTED = frozenset({"د", "أ"})
"""The titles among them, whose full stop may stand apart."""
_LETTERS = frozenset(
    (
        "إيه ايه أيه بي سي دي إي اي إف اف أف جي إتش اتش أي جيه جاي كيه كي إل ال إم ام إن أو او كيو آر ار إس اس أس "
        "تي يو في دبليو إكس اكس واي زد"
    ).split()
)
"""The names of Latin letters, behind which a full stop mostly ends no sentence: لورا إيه. كولانجيلو."""
_DOMAINS = frozenset(("نت", "كوم", "أورغ", "اورج", "net", "com", "org", "tv", "ma", "info"))
"""What follows the full stop in the name of a site: العربية.نت."""
_SAYING = frozenset({"بالقول", "وبالقول", "بقوله", "بقولها", "بقولهم"})
_BESIDE_MONTHS = frozenset(
    ["شهر", "شهري", "اول", "منتصف", "اوايل", "اواخر", "نهايه", "مطلع", "بدايه", "في", "من", "الي", "ماضي"]
)


def class_of(tokens: Tokens, words: list[Word], i: int) -> str:
    """The class of token `i`, one of the values of `CLASSES`."""
    if words[i].plain:
        return words[i].plain
    if tokens.kinds[i] == "word":
        return _word_class(words, i)
    return "m" if tokens.texts[i] == "." and _abbreviates(tokens, i) else _end_of_sentence(tokens, i)


def _end_of_sentence(tokens: Tokens, i: int) -> str:
    """The class of a mark that may end a sentence; «?» joined to a number is a per cent sign that was lost: 8.7?."""
    if tokens.texts[i] != "?":
        return "S"
    joined = i > 0 and tokens.ends[i - 1] == tokens.starts[i] and tokens.kinds[i - 1] == "number"
    ahead = i + 1 < len(tokens) and tokens.starts[i + 1] == tokens.ends[i] and tokens.kinds[i + 1] == "number"
    return "n" if joined or ahead else "S"


def mark_class(text: str, kind: str) -> str:
    """The class of a token that is no word; "" for a full stop or «?», which may end no sentence."""
    if kind == "number":
        return "n"
    if kind == "line":
        return "B"
    if kind == "marks" and text not in DOUBLED_MARKS:
        return "" if text == "." else "e"
    if text == "?":
        return ""
    return _PUNCTUATION.get(text, "m")


def _abbreviates(tokens: Tokens, i: int) -> bool:
    if not i:
        return False
    if tokens.ends[i - 1] != tokens.starts[i]:
        return tokens.texts[i - 1] in _PARTED  # د . سلمى
    if i + 1 < len(tokens) and tokens.starts[i + 1] == tokens.ends[i] and tokens.texts[i + 1] in _DOMAINS:
        return True
    before = tokens.texts[i - 1]
    joined = i + 1 < len(tokens) and tokens.starts[i + 1] == tokens.ends[i] and tokens.kinds[i + 1] == "word"
    if joined and (len(tokens.texts[i + 1]) == 1 or (before in _LETTERS and tokens.texts[i + 1] in _LETTERS)):
        return True  # د.ب.أ, سعاد.ب, بي.جي.سي
    if i > 1 and tokens.texts[i - 2] == "." and tokens.ends[i - 2] == tokens.starts[i - 1] and len(before) == 1:
        return True  # ن.ن. كول
    if before in _LETTERS and i > 1 and tokens.kinds[i - 2] == "word" and i + 1 < len(tokens):
        return tokens.kinds[i + 1] == "word"  # لورا إيه. كولانجيلو
    return before in _ABBREVIATIONS or (len(before) == 1 and before.isascii() and before.isalpha())


def _word_class(words: list[Word], i: int) -> str:
    found = words[i]
    if (
        found.tags & Tag.PREPOSITION
        and found.finite is not None
        and (not found.finite.weak or _governs_clause(words, i))
    ):
        return "V"
    for tag, name in FUNCTION_CLASSES:
        if found.tags & tag:
            return name
    return _cue_class(words, i) or ("v" if _is_other_verb(found) else "t" if _is_time(words, i) else "w")


def _cue_class(words: list[Word], i: int) -> str:
    """The class of a word that may be a cue; "" where it is none."""
    found = words[i]
    if found.key in SAYINGS and found.noun is not None and brings_quotation(words, i):
        return "N"  # فكان رد المدير حازما: «…»
    if found.finite is not None and (_follows_marker(words, i) or not no_verb(words, i)):
        return "V"
    if _says(found):
        return "G"
    if found.noun is not None and not no_noun(words, i):
        return "N"
    return "H" if found.hal is not None and not no_participle(words, i) else ""


def _follows_marker(words: list[Word], i: int) -> bool:
    """Whether a marker makes a verb of what may be a noun too: وفقا لما نقله التلفزيون."""
    return i > 1 and words[i - 1].key in ("ما", "لما") and bool(words[i - 2].tags & Tag.MARKS)


def why_no_cue(words: list[Word], i: int) -> list[str]:
    """Why a form of a reporting verb has not the class of a cue at token `i`: one answer for each of its readings."""
    found = words[i]
    if any(found.tags & tag for tag, _ in FUNCTION_CLASSES):
        return ["a function word here, as its neighbours show"]
    answers = (
        found.finite is not None and no_verb(words, i),
        found.noun is not None and no_noun(words, i),
        found.hal is not None and no_participle(words, i),
    )
    return [why for why in answers if why]


def _governs_clause(words: list[Word], i: int) -> bool:
    """بين أن, وبين المدير فلان أن, وعبر المدير عن: what a preposition does not stand before, and its verb does."""
    if before_complementizer(words, i):
        return True
    reading = words[i].finite
    if i + 1 >= len(words) or reading is None:
        return False
    about = reading.verb.particles & _ABOUT
    if about and words[i + 1].key in _ABOUT_IT:
        return True  # عبر عن أمله: no preposition stands before another
    if about and (words[i + 1].key in _WITHIN or words[i + 1].key in THEREIN) and _governs_behind(words, i, about):
        return True  # عبر في حديثه عن أمله, كلمة عبر فيها عن أمله
    if about and not _opens_clause(words, i):
        return False  # أعلن عبر المتحدث عن
    if i + 3 < len(words) and words[i + 2].key in about and _is_his(words[i + 3]):
        return True  # وعبر كيلي عن أمله
    if words[i].key == "وبين" and words[i + 1].key in _WITHIN and _is_own(words, i + 2):
        return _governs_behind(words, i, about)  # وبين في حديثه للإذاعة أن
    tells = _is_speaker(words[i + 1]) or (words[i + 1].tags & Tag.DOCUMENT and _reports(words, i))
    return bool(tells) and _governs_behind(words, i, about)


_WITHIN = frozenset(("في", "خلال"))


def _is_own(words: list[Word], i: int) -> bool:
    """Whether what somebody says bears his pronoun: حديثه."""
    word = words[i] if i < len(words) else None
    return word is not None and bool(word.tags & Tag.SETTING) and word.key.endswith(THIRD)


def _is_his(noun: Word) -> bool:
    """Whether a noun bears the pronoun of somebody: أمله."""
    return bool(noun.tags & Tag.POSSESSED) and noun.key.endswith(THIRD)


_ABOUT = frozenset(("عن",))
_ABOUT_IT = _ABOUT | {"عنه", "عنها", "عنهم", "عنهما"}
_REACH = 12
"""How far behind a verb that looks like a preposition its content may begin."""


def _governs_behind(words: list[Word], i: int, about: frozenset[str]) -> bool:
    """Whether its content, and no second member of a pair, follows a verb and its subject: بين الوزير ونظيره."""
    for k in range(i + 2, min(len(words), i + _REACH)):
        word = words[k]
        if about and word.key in about:
            return k + 1 >= len(words) or words[k + 1].key != "طريق"
        if word.tags & Tag.COMPLEMENTIZER and word.proclitics in ("", "ب"):
            return not about
        marked = bool(about) and k + 1 < len(words) and words[k + 1].key in about  # عبر المحتجون "عن امتعاضهم"
        if (_is_joined(word) and not about) or (not word.key and word.plain != "," and not marked):
            return False
        if word.tags & (Tag.VERB | Tag.RELATIVE) or (word.finite is not None and not word.finite.weak):
            return False
    return False


def _reports(words: list[Word], i: int) -> bool:
    """Whether a clause begins with the verb at `i` and a document: وبين التقرير أن; no pair: بينهم وبين الكتب."""
    singular = not (words[i + 1].proclitics or words[i + 1].key.endswith(("ين", "ات", "تان")))
    return singular and _opens_clause(words, i) and not (i and words[i - 1].key.startswith("بين"))


def _is_joined(word: Word) -> bool:
    """Whether «and» may begin the word, as of a second member of a pair: ونظيره, but not وزارة."""
    return word.key.startswith("و") and not (word.tags & _NOUNS and word.base == word.key != "والي")  # وإلى


_NOUNS = Tag.TITLE | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.PLACE | Tag.NISBA | Tag.NAME | Tag.COMMON


def _is_speaker(word: Word) -> bool:
    """Whether the subject of a masculine verb begins with the word, one who speaks or how many of them."""
    if word.proclitics or (word.key.endswith("ه") and not word.tags & (Tag.NAME | Tag.UNNAMED)):
        return False
    known = Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.UNNAMED
    return bool(word.tags & known) or word.key in QUANTITIES or (is_name_like(word) and not word.tags)


_OPENING = frozenset(
    ("كما", "فيما", "وقد", "فقد", "قد", "كان", "وكان", "حيث", "بدوره", "وبدوره", "جانبه", "جهته", "لطالما", "ولطالما")
)


def _opens_clause(words: list[Word], i: int) -> bool:
    """Whether a clause begins with the word at `i`: behind a mark, or joined by «and»."""
    before = words[i - 1] if i else None
    if before is None or not before.key or words[i].key[:1] in "وف":
        return True
    return before.key in _OPENING or bool(before.tags & Tag.CONTRAST)


def _says(word: Word) -> bool:
    if word.hal is not None and word.hal.verb.key == "qala":
        return True
    return word.noun is not None and word.noun.verb.key == "qala" and word.key in _SAYING


def _is_other_verb(word: Word) -> bool:
    if word.definite:
        return False
    if word.finite is not None and not word.finite.weak:
        return True
    return bool(word.tags & Tag.VERB) and not word.tags & NEVER_VERBS


def _is_time(words: list[Word], i: int) -> bool:
    """A month counts only beside a number or the word for month: مايو and رمضان are names as well."""
    tags = words[i].tags
    if tags & Tag.TIME:
        return not tags & (Tag.TITLE | Tag.ORGANISATION | Tag.NAME)
    if not tags & Tag.MONTH:
        return False
    near = [words[k].key for k in (i - 1, i + 1, i + 2) if 0 <= k < len(words)]
    return any(not key or key in _BESIDE_MONTHS for key in near[:2]) and not (tags & Tag.NAME and near[0])
