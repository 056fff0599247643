"""Whether a finite form of a reporting verb may report where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.clauses_behind import before_complementizer, clause_behind, tells_speaker
from toolkit.attribution.lexemes import FROM_HIM, THIRD, Tag, somebody_before
from toolkit.attribution.light_verbs import is_light, light_noun
from toolkit.attribution.vocabulary import NEVER_VERBS
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Reading, Word

__all__ = ["IMAGINED", "no_verb"]

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


def _is_from_him(words: list[Word], i: int) -> bool:
    """ونقل عنه الموقع: with somebody's pronoun behind it the noun is a verb."""
    finite = words[i].finite
    relays = finite is not None and finite.verb.group == "relay" and finite.slot.startswith("pf")
    return relays and i + 1 < len(words) and words[i + 1].key in FROM_HIM


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
    if not words[i].key.startswith("ل") or not before_complementizer(words, i):
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
    clause = clause_behind(words, i + 1)
    if clause is None or not (tells_speaker(words[i + 1]) or words[i + 1].tags & Tag.DOCUMENT):
        return False
    governing = words[clause - 1].key in reading.verb.particles
    return governing or (not reading.verb.particles and not words[clause - 1].tags & Tag.PREPOSITION)


NAMING = frozenset(("asmaa", "sammaa"))
"""Verbs that give a name, which is somebody's words where it stands in marks: ما أسماه الوزير «مؤامرة»."""


def _names_so(words: list[Word], i: int, reading: Reading) -> bool:
    """Whether a verb says what somebody calls that of which the text speaks: ما أسماه, من أسماهم."""
    return reading.verb.key in NAMING and reading.pronoun in THIRD and words[i - 1].key.endswith(("ما", "من"))


def no_verb(words: list[Word], i: int) -> str:
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
    named = words[i].tags & Tag.NAMED_NOUN and clause_behind(words, i + 1) is None  # تدعى فلانة, but تدعي الوثائق أن
    if words[i].definite or named or (reading.weak and words[i].tags & NEVER_VERBS):
        return "a noun: it bears the article, or is listed as a title, name, place or body, or announces a name"
    if is_light(reading.verb.key):
        alone = light_noun(words, reading.verb.key, i + 1) is None
        return "reports only with a noun of speech, which does not follow" if alone else ""
    shown = _is_from_him(words, i) or _brings_clause(words, i, reading) or _is_said_in(words, i, reading)
    rare = reading.weak and reading.verb.risk != "low" and not shown
    if reading.verb.key in NAMING:
        rare = not _names_so(words, i, reading)  # الجسر الذي يسميه السكان «العتيق» is called so by many
    return "a form that is more often something else, and nothing beside it shows that it reports" if rare else ""
