"""Whether a verbal noun is a cue where it stands: قوله إن, إعلان الوزير أن."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.clauses_behind import before_complementizer, clause_behind, tells_speaker
from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.names import is_name_like
from toolkit.attribution.theses import says_thesis
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.lexemes import Reading, Word

__all__ = ["ANSWERS", "SAYINGS", "brings_quotation", "no_noun"]

_AUTHORS_OWN = frozenset(
    "يمكن ويمكن يمكننا ويمكننا يمكنني ويمكنني نستطيع ونستطيع استطيع واستطيع خلاصه وخلاصه صفوه نافله".split()
)
"""Before القول these make it the author's own: يمكن القول إن, خلاصة القول إن."""


def no_noun(words: list[Word], i: int) -> str:
    """Why the verbal noun at `i` is no cue; "" where it is: قوله، بقولها, before a complementizer إعلانه، القول."""
    reading = words[i].noun
    if says_thesis(words, i):
        return ""
    if reading is None or reading.slot != "masdar" or "clause" not in reading.verb.takes:
        return "a participle as a noun, or the verbal noun of a verb that takes no clause"
    at_once = before_complementizer(words, i) or (
        i + 2 < len(words) and words[i + 1].key in reading.verb.particles and before_complementizer(words, i + 1)
    )
    if reading.pronoun in THIRD:
        near = at_once or (reading.verb.group in _DECLARING and _before_occasion(words, i))
        if reading.verb.key == "qala" or (near and reading.verb.risk != "high"):
            return ""
        return "a verbal noun with its speaker, and no complementizer follows at once"
    if brings_quotation(words, i):
        return ""
    declares = reading.verb.group in _DECLARING and not reading.weak and reading.verb.risk != "high"
    bare = not words[i].definite and not reading.pronoun and not words[i].tags & Tag.NAME and words[i].finite is None
    clause = clause_behind(words, i + 1) if bare else None
    if clause is not None and ((declares and tells_speaker(words[i + 1])) or _belongs(words, i, clause, reading)):
        return ""
    says = reading.verb.key == "qala" or (declares and _said_again(words, i))
    if not at_once or not says or not words[i].definite:
        return "a verbal noun without the pronoun of a speaker"
    own = i > 0 and (words[i - 1].key in _AUTHORS_OWN or (words[i - 1].key == "من" and words[i - 2].key == "بد"))
    return "the author's own saying" if own else ""


SAYINGS = frozenset(("قول", "جواب", "رد"))
ANSWERS = frozenset(("رد",))
"""Nouns and verbs alike: an answer, and to answer."""
_SAYING_REACH = 12


def brings_quotation(words: list[Word], i: int) -> bool:
    """Whether whose saying it is follows, and then a colon and marks: قول الشاعر: «…», كان رد المدير حازما: «…»."""
    if words[i].bare not in SAYINGS or words[i].definite or i + 1 >= len(words):
        return False
    if words[i].key in ANSWERS and not (i and words[i - 1].tags & Tag.AUXILIARY):
        return False  # رد المدير: «…» has a verb
    behind = words[i + 1]
    if not (behind.definite or tells_speaker(behind) or is_name_like(behind)) or behind.proclitics:
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


def _belongs(words: list[Word], noun: int, clause: int, reading: Reading) -> bool:
    """Whether a clause with the particle of a verb is that of its noun: تحذير خبراء من أن; اتهام الوزير بأن."""
    if reading.weak or reading.verb.group not in _STATING or reading.verb.risk == "high":
        return False
    many = words[noun].base.endswith("ات") or words[noun].base in _MANY
    behind = words[noun + 1]
    known = tells_speaker(behind) and not (many and not behind.definite and behind.base.endswith("يه"))
    if behind.key == "اخر" or not (known or (behind.definite if many else is_name_like(behind))):
        return False  # إنذار آخر من, تصريحات صحفية, طمأنة الناس إلى أن; but مخاوف الناس من أن
    if words[clause].key == "بان":
        return True  # but اتهام روسيا بأنها, وصف تصريحات الوزير بأنها
    return words[clause - 1].key in reading.verb.particles
