"""The class of each token, by which rules know it.

A word's class is what the lexicons say, corrected by its neighbours where they
decide: بين before a complementizer is a verb, else a preposition.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.lexemes import FROM_HIM, THIRD, Tag, somebody_before
from toolkit.attribution.light_verbs import is_light, light_noun
from toolkit.attribution.names import QUANTITIES, is_name_like
from toolkit.attribution.vocabulary import FUNCTION_CLASSES, NEVER_VERBS
from toolkit.text.characters import DOUBLED_MARKS
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Reading, Word
    from toolkit.text.segment import Tokens

__all__ = ["CLASSES", "IMAGINED", "class_of", "mark_class", "why_no_cue"]

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
_HYPOTHETICAL = frozenset({"ان", "لن", "كي", "لكي", "حتي", "سوف", "وسوف", "قد"})
"""Before an imperfect these make its speech wished for, future or imagined."""
IMAGINED = frozenset({"اذا", "لو", "واذا", "ولو", "كانه", "كانها", "كانهم", "وكانه", "وكانها", "وكانهم"})
_BEFORE_NOUNS = frozenset(
    (
        "عدم بعدم لعدم وعدم دون بدون محاوله اي ايه باي لاي حق حول بشان احد احدي بعض كل جميع الي علي عن من في مع خلال "
        "بين منذ عقب اثر"
    ).split()
)
"""Behind these stands a noun, never a verb: عدم ذكر اسمه، أحد كتبه، إلى توقع."""
_SHOWN_BY = frozenset({"مما", "ومما"})
"""Behind these a verb has a fact for its subject: مما يشير إلى أن."""
_SAYING = frozenset({"بالقول", "وبالقول", "بقوله", "بقولها", "بقولهم"})
_AUTHORS_OWN = frozenset(
    "يمكن ويمكن يمكننا ويمكننا يمكنني ويمكنني نستطيع ونستطيع استطيع واستطيع خلاصه وخلاصه صفوه نافله".split()
)
"""Before القول these make it the author's own: يمكن القول إن, خلاصة القول إن."""
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
    if found.key in _SAYINGS and found.noun is not None and _brings_quotation(words, i):
        return "N"  # فكان رد المدير حازما: «…»
    if found.finite is not None and (_follows_marker(words, i) or not _no_verb(words, i)):
        return "V"
    if _says(found):
        return "G"
    if found.noun is not None and not _no_noun(words, i):
        return "N"
    return "H" if found.hal is not None and not _no_participle(words, i) else ""


def _follows_marker(words: list[Word], i: int) -> bool:
    """Whether a marker makes a verb of what may be a noun too: وفقا لما نقله التلفزيون."""
    return i > 1 and words[i - 1].key in ("ما", "لما") and bool(words[i - 2].tags & Tag.MARKS)


def why_no_cue(words: list[Word], i: int) -> list[str]:
    """Why a form of a reporting verb has not the class of a cue at token `i`: one answer for each of its readings."""
    found = words[i]
    if any(found.tags & tag for tag, _ in FUNCTION_CLASSES):
        return ["a function word here, as its neighbours show"]
    answers = (
        found.finite is not None and _no_verb(words, i),
        found.noun is not None and _no_noun(words, i),
        found.hal is not None and _no_participle(words, i),
    )
    return [why for why in answers if why]


def _before_complementizer(words: list[Word], i: int) -> bool:
    """بين أن: read as a verb where a complementizer comes at once."""
    following = words[i + 1] if i + 1 < len(words) else None
    return following is not None and bool(following.tags & Tag.COMPLEMENTIZER) and not following.proclitics


def _governs_clause(words: list[Word], i: int) -> bool:
    """بين أن, وبين المدير فلان أن, وعبر المدير عن: what a preposition does not stand before, and its verb does."""
    if _before_complementizer(words, i):
        return True
    reading = words[i].finite
    if i + 1 >= len(words) or reading is None:
        return False
    about = reading.verb.particles & _ABOUT
    if about and not _opens_clause(words, i):
        return False  # أعلن عبر المتحدث عن
    if about and words[i + 1].key in about:
        return True  # وعبر عن أمله
    if i + 3 < len(words) and words[i + 2].key in about and _is_his(words[i + 3]):
        return True  # وعبر كيلي عن أمله
    if words[i].key == "وبين" and words[i + 1].key in _WITHIN and _is_own(words, i + 2):
        return _governs_behind(words, i, about)  # وبين في حديثه للإذاعة أن
    return _is_speaker(words[i + 1]) and _governs_behind(words, i, about)


_WITHIN = frozenset(("في", "خلال"))


def _is_own(words: list[Word], i: int) -> bool:
    """Whether what somebody says bears his pronoun: حديثه."""
    word = words[i] if i < len(words) else None
    return word is not None and bool(word.tags & Tag.SETTING) and word.key.endswith(THIRD)


def _is_his(noun: Word) -> bool:
    """Whether a noun bears the pronoun of somebody: أمله."""
    return bool(noun.tags & Tag.POSSESSED) and noun.key.endswith(THIRD)


_ABOUT = frozenset(("عن",))
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
        if (word.key.startswith("و") and not about) or (not word.key and word.plain != ","):
            return False
        if word.tags & (Tag.VERB | Tag.RELATIVE) or (word.finite is not None and not word.finite.weak):
            return False
    return False


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


def _no_participle(words: list[Word], i: int) -> str:
    """Why the participle at `i` hangs on no clause: an adjective (حراسة مشددة) or كان متوقعا; "" where it does."""
    reading = words[i].hal
    adjective = "an adjective of the noun before it, no participle that hangs on a clause"
    predicate = "behind an auxiliary a participle is the predicate"
    before = words[i - 1] if i else None
    if reading is None:
        return "no participle"
    feminine = reading.slot.endswith("fs")
    if feminine and reading.verb.key in _DEMANDED and before is not None and before.key and not reading.proclitics:
        return "behind its subject a participle is the predicate"  # البنوك مطالبة بالشفافية
    if feminine and not reading.proclitics and before is not None and _is_thing(before):
        return adjective  # مصادر مطلعة أن
    if before is not None and (before.base in _MEASURES or _gives(before, reading)):
        return "a measure, or the object, of what stands before it"  # الأكثر قلقا, لم يقدم مبررا مقنعا
    if _before_complementizer(words, i):
        return predicate if before is not None and before.tags & Tag.AUXILIARY else ""
    if reading.weak or (feminine and _bears_words(words, i, reading)):
        return "a form that is more often something else, and no complementizer follows at once"
    if before is None or not before.key:
        return ""
    if before.tags & Tag.AUXILIARY:
        return predicate
    noun = before.key.endswith("ه") and not before.definite and before.finite is None
    return adjective if feminine and noun else ""


def _gives(before: Word, reading: Reading) -> bool:
    """Whether the verb before a participle gives a thing that is called like it: لم يقدم مبررا مقنعا."""
    return before.key.removeprefix("و") in _GIVES and reading.verb.key in _GIVEN


def _bears_words(words: list[Word], i: int, reading: Reading) -> bool:
    """Whether the form is a thing that bears words, as what its verb governs does not follow: لافتة تحمل أسماء."""
    behind = words[i + 1].key if i + 1 < len(words) else ""
    return bool(words[i].tags & Tag.DOCUMENT) and behind not in reading.verb.particles


_DEMANDED = frozenset(("taalaba", "talaba"))
_GIVES = frozenset("قدم قدمت قدموا يقدم تقدم يقدموا اعطي اعطت يعطي تعطي وجد وجدت يجد تجد يجدوا".split())
_GIVEN = frozenset(("barrara",))
"""Verbs whose participle is also a thing that somebody gives: مبرر."""
_MEASURES = frozenset(("اكثر", "الاكثر", "اشد", "الاشد", "اقل", "الاقل"))


def _is_thing(word: Word) -> bool:
    """Whether an adjective may follow the word: an indefinite noun that is no name."""
    return bool(word.key) and not word.definite and word.finite is None and not is_name_like(word)


def _no_noun(words: list[Word], i: int) -> str:
    """Why the verbal noun at `i` is no cue; "" where it is: قوله، بقولها, before a complementizer إعلانه، القول."""
    reading = words[i].noun
    if reading is None or reading.slot != "masdar" or "clause" not in reading.verb.takes:
        return "a participle as a noun, or the verbal noun of a verb that takes no clause"
    at_once = _before_complementizer(words, i) or (
        i + 2 < len(words) and words[i + 1].key in reading.verb.particles and _before_complementizer(words, i + 1)
    )
    if reading.pronoun in THIRD:
        near = at_once or (reading.verb.group in _DECLARING and _before_occasion(words, i))
        if reading.verb.key == "qala" or (near and reading.verb.risk != "high"):
            return ""
        return "a verbal noun with its speaker, and no complementizer follows at once"
    if _brings_quotation(words, i):
        return ""
    declares = reading.verb.group in _DECLARING and not reading.weak and reading.verb.risk != "high"
    bare = not words[i].definite and not reading.pronoun and not words[i].tags & Tag.NAME and words[i].finite is None
    clause = _clause_behind(words, i + 1) if bare else None
    if clause is not None and ((declares and _tells_speaker(words[i + 1])) or _belongs(words, i, clause, reading)):
        return ""
    says = reading.verb.key == "qala" or (declares and _said_again(words, i))
    if not at_once or not says or not words[i].definite:
        return "a verbal noun without the pronoun of a speaker"
    own = i > 0 and (words[i - 1].key in _AUTHORS_OWN or (words[i - 1].key == "من" and words[i - 2].key == "بد"))
    return "the author's own saying" if own else ""


_SAYINGS = frozenset(("قول", "جواب", "رد"))
_ANSWERS = frozenset(("رد",))
_SAYING_REACH = 12


def _brings_quotation(words: list[Word], i: int) -> bool:
    """Whether whose saying it is follows, and then a colon and marks: قول الشاعر: «…», كان رد المدير حازما: «…»."""
    if words[i].bare not in _SAYINGS or words[i].definite or i + 1 >= len(words):
        return False
    if words[i].key in _ANSWERS and not (i and words[i - 1].tags & Tag.AUXILIARY):
        return False  # رد المدير: «…» has a verb
    behind = words[i + 1]
    if not (behind.definite or _tells_speaker(behind) or is_name_like(behind)) or behind.proclitics:
        return False
    for k in range(i + 2, min(len(words) - 1, i + _SAYING_REACH)):
        word = words[k]
        if word.plain == ":":
            return words[k + 1].plain == "m"
        if (not word.key and word.plain not in "mn()") or word.tags & (Tag.VERB | Tag.RELATIVE | Tag.COMPLEMENTIZER):
            return False
        if word.finite is not None and not word.finite.weak:
            return False
    return False


def _is_from_him(words: list[Word], i: int) -> bool:
    """ونقل عنه الموقع: with somebody's pronoun behind it the noun is a verb."""
    finite = words[i].finite
    relays = finite is not None and finite.verb.group == "relay" and finite.slot.startswith("pf")
    return relays and i + 1 < len(words) and words[i + 1].key in FROM_HIM


_OCCASION_REACH = 7


def _before_occasion(words: list[Word], i: int) -> bool:
    """Whether nothing but an occasion stands between the noun and its complementizer: إعلانه في بيان أن."""
    if i + 1 >= len(words) or (not words[i + 1].tags & Tag.PREPOSITION and words[i + 1].key not in _BEFORE_WHOM):
        return False
    for word in words[i + 2 : i + _OCCASION_REACH]:
        if word.tags & Tag.COMPLEMENTIZER:
            return not word.proclitics
        if not word.key or word.tags & (Tag.VERB | Tag.RELATIVE | Tag.CONTRAST | Tag.PREPOSITION):
            return False
        if word.finite is not None and not word.finite.weak:
            return False
    return False


_BEFORE_WHOM = frozenset(("امام", "خلال", "قبل", "اثناء", "امس", "اليوم"))
_DECLARING = frozenset(("announce", "assert", "admit", "claim", "opine"))
"""The classes of verbs whose verbal noun, with who speaks behind it, brings a clause: إعلان الوزارة أن."""
_STATING = _DECLARING | frozenset("warn accuse expect promise threaten deny state say express criticise".split())
"""Those whose verbal noun may do so with the particle of its verb; not those that inform somebody: إبلاغ الناس بأن."""
_MANY = frozenset(normalize("مزاعم مخاوف أقوال وعود شكاوى").split())
"""Plurals of such nouns, which stand before whoever says so and not before whom it is said to."""
_SPEAKS = Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.PLACE | Tag.UNNAMED | Tag.MEDIUM
_NOUN_REACH = 14


def _tells_speaker(word: Word) -> bool:
    """Whether a word alone tells of somebody who speaks."""
    return bool(word.tags & _SPEAKS) or word.key in QUANTITIES


def _said_again(words: list[Word], i: int) -> bool:
    """Whether a verb brings the verbal noun at `i` and means that somebody says it: جدد التأكيد, اضطر إلى الاعتراف."""
    for k in range(i - 1, max(i - _AGAIN_REACH, -1), -1):
        if words[k].base in _AGAIN:
            return True
        finite = words[k].finite
        if not words[k].key or (finite is not None and not finite.weak):
            return False
    return False


_AGAIN_REACH = 8
_AGAIN = frozenset(
    normalize(
        "جدد جددت جددوا يجدد تجدد مجددا مجددة أعاد أعادت أعادوا يعيد تعيد معيدا معيدة كرر كررت كرروا يكرر تكرر مكررا "
        "مكررة عاد عادت عادوا حرص حرصت حرصوا حريصا سارع سارعت سارعوا اضطر اضطرت اضطروا اكتفى اكتفت مكتفيا مكتفية ذهب "
        "ذهبت ذاهبا انتهى انتهت استهل استهلت عمد عمدت لجأ لجأت بادر بادرت ختم ختمت اختتم اختتمت"
    ).split()
)
"""Verbs that bring a verbal noun of saying, so that their subject says it."""


def _clause_behind(words: list[Word], first: int) -> int | None:
    """The complementizer behind a phrase at `first` that may be somebody who speaks, with no verb between."""
    if first >= len(words) or words[first].proclitics:
        return None
    if not (_tells_speaker(words[first]) or words[first].definite or is_name_like(words[first])):
        return None
    for i, word in enumerate(words[first + 1 : first + _NOUN_REACH], first + 1):
        if word.tags & Tag.COMPLEMENTIZER:
            return None if word.proclitics else i
        if word.tags & (Tag.VERB | Tag.RELATIVE | Tag.CONTRAST) or (word.finite is not None and not word.finite.weak):
            return None
    return None


def _belongs(words: list[Word], noun: int, clause: int, reading: Reading) -> bool:
    """Whether a clause with the particle of a verb is that of its noun: تحذير خبراء من أن; اتهام الوزير بأن."""
    if reading.weak or reading.verb.group not in _STATING or reading.verb.risk == "high":
        return False
    many = words[noun].base.endswith("ات") or words[noun].base in _MANY
    behind = words[noun + 1]
    known = _tells_speaker(behind) and not (many and not behind.definite and behind.base.endswith("يه"))
    if behind.key == "اخر" or not (known or (behind.definite if many else is_name_like(behind))):
        return False  # إنذار آخر من, تصريحات صحفية, طمأنة الناس إلى أن; but مخاوف الناس من أن
    if words[clause].key == "بان":
        return True  # but اتهام روسيا بأنها, وصف تصريحات الوزير بأنها
    return words[clause - 1].key in reading.verb.particles


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


def _misspelt(words: list[Word], i: int) -> bool:
    """وأعتبر الوزير: the hamza is a slip, since a subject follows."""
    behind = words[i + 1] if i + 1 < len(words) else None
    form = words[i].finite
    if behind is None or form is None or form.slot != "impf.1s" or not form.verb.lemma.startswith("ا"):
        return False
    closes = form.proclitics == "و" and form.verb.group == "conclude"  # وأختتم: «…»
    return closes or (bool(behind.tags & (Tag.TITLE | Tag.NAME | Tag.ORGANISATION)) and not behind.proclitics)


def _said_before(words: list[Word], i: int) -> bool:
    """قلت إن: what a speaker says that he said; the author's own is turned away where nobody speaks."""
    form, behind = words[i].finite, words[i + 1] if i + 1 < len(words) else None
    said = form is not None and form.verb.key == "qala" and form.slot == "pf.1s" and not form.pronoun
    return said and behind is not None and bool(behind.tags & Tag.COMPLEMENTIZER) and not behind.proclitics


_CAME = frozenset(
    normalize(
        "عاد وعاد عادت وعادت يعود ويعود تعود وتعود خرج وخرج خرجت وخرجت ظهر وظهر ظهرت وظهرت انتقل وانتقل انتقلت "
        "مضى ومضى يمضي ويمضي سارع وسارع سارعت وسارعت"
    ).split()
)
"""Verbs of motion behind which «to say» is what was said: عاد ليؤكد أن."""
_CAME_REACH = 9
_THEN_SAID = frozenset(
    normalize("ليجيب لتجيب ليضيف لتضيف ليرد لترد ليقول لتقول ليؤكد لتؤكد ليتابع لتتابع ليستدرك لتستدرك").split()
)
"""Behind a mark these go on with what somebody said."""


def _came_to_say(words: list[Word], i: int) -> bool:
    """Whether a verb with «to» tells what somebody came to say, and said: خرج الوزير إلى الشرفة ليعلن أن."""
    if words[i].key in _THEN_SAID and (not i or not words[i - 1].key):
        return True  # كيف ينظر معاليكم للأمر؟ ليجيب الشيخ: «…»
    if not words[i].key.startswith("ل") or not _before_complementizer(words, i):
        return False
    for word in words[max(0, i - _CAME_REACH) : i][::-1]:
        if word.key in _CAME:
            return True
        if not word.key or word.tags & (Tag.COMPLEMENTIZER | Tag.CONTRAST):
            return False
    return False


_SPEECHES = frozenset(
    normalize("تصريح تصريحات حديث بيان مقابلة حوار مؤتمر كلمة تدوينة تغريدة اتصال خطاب مداخلة منشور رسالة").split()
)
_SAID_IN_REACH = 7


def _is_said_in(words: list[Word], i: int, reading: Reading) -> bool:
    """Whether what looks like a noun is the verb of a sentence and it tells in what: ورفض فلان، في بيان، ما."""
    before = words[i - 1] if i else None
    opens = before is None or not before.key
    if not opens or not reading.slot.startswith("pf") or "nominal" not in reading.verb.takes:
        return False
    if i + 1 >= len(words) or words[i + 1].proclitics or not words[i + 1].key:
        return False
    for k in range(i + 2, min(len(words) - 1, i + _SAID_IN_REACH)):
        if words[k].key == "في" and words[k + 1].bare in _SPEECHES:
            return not words[k + 1].definite
        if words[k].tags & (Tag.VERB | Tag.RELATIVE | Tag.COMPLEMENTIZER):
            return False
    return False


def _brings_clause(words: list[Word], i: int, reading: Reading) -> bool:
    """Whether a form of the present brings a clause as its verb does: تدعي الوثائق أن, يجمع الخبراء على أن."""
    if not reading.slot.startswith("impf.3") or "clause" not in reading.verb.takes or reading.pronoun:
        return False
    clause = _clause_behind(words, i + 1)
    if clause is None or not (_tells_speaker(words[i + 1]) or words[i + 1].tags & Tag.DOCUMENT):
        return False
    governing = words[clause - 1].key in reading.verb.particles
    return governing or (not reading.verb.particles and not words[clause - 1].tags & Tag.PREPOSITION)


def _no_verb(words: list[Word], i: int) -> str:
    """Why the finite form at `i` cannot report; "" where it may: third person, past or present, and real."""
    reading = words[i].finite
    before = words[i - 1].key if i else ""
    if reading is None or (reading.slot.startswith("pass") and reading.pronoun in ("ك", "كم")):
        return "no finite form"  # يشارك is no passive with an object
    if ".1" in reading.slot and not (_misspelt(words, i) or _said_before(words, i)):
        return "a first person: the words of a speaker or the author"
    if reading.proclitics[-1:] in ("س", "ل") and not _came_to_say(words, i):
        return "future or wished for, as its first letter says"
    shown = before in _SHOWN_BY and not (reading.pronoun and reading.verb.group == "opine")  # مما اعتبروه إهانة
    if (before in _BEFORE_NOUNS and not somebody_before(words, i)) or shown:
        return "behind this word stands a noun, or the verb says what a fact shows"
    if reading.slot.startswith("juss"):
        return "" if before in ("لم", "ولم", "فلم") else "a jussive without its negation"
    if before in IMAGINED or (reading.slot.startswith("impf") and before in _HYPOTHETICAL):
        return "imagined, wished for or future, as the particle before it says"
    named = words[i].tags & Tag.NAMED_NOUN and _clause_behind(words, i + 1) is None  # تدعى فلانة, but تدعي الوثائق أن
    if words[i].definite or named or (reading.weak and words[i].tags & NEVER_VERBS):
        return "a noun: it bears the article, or is listed as a title, name, place or body, or announces a name"
    if is_light(reading.verb.key):
        alone = light_noun(words, reading.verb.key, i + 1) is None
        return "reports only with a noun of speech, which does not follow" if alone else ""
    shown = _is_from_him(words, i) or _brings_clause(words, i, reading) or _is_said_in(words, i, reading)
    rare = reading.weak and reading.verb.risk != "low" and not shown
    return "a form that is more often something else, and nothing beside it shows that it reports" if rare else ""
