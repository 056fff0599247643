"""Whether what looks like a report with a noun phrase as its content is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.agreement import is_feminine
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import THEREIN, Tag, Verb
from toolkit.attribution.named import name_in
from toolkit.attribution.names import is_name_like
from toolkit.attribution.quantities import QUANTITIES
from toolkit.attribution.subjects import fixed_end
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Verb

__all__ = [
    "SPOKEN",
    "goes_on",
    "has_subject",
    "is_described",
    "is_in_document",
    "is_likely",
    "is_object",
    "is_other",
    "is_person",
    "opens_with_person",
]

SPOKEN = frozenset("taalaba abbara ittahama itarafa nabbaha awsa ihtajja khalasa".split())
"""Verbs that with their preposition mean nothing but speech: أصوات تطالب بالإصلاح."""


def has_subject(analysis: Analysis, cue: Cue) -> bool:
    """Whether somebody without the article follows a form that is mostly a noun: ووعد مسؤولون ب."""
    behind = analysis.words[cue.last] if cue.last < len(analysis) else None
    if behind is None or behind.proclitics or not analysis.words[cue.first].key.startswith("و"):
        return False
    doubled = analysis.words[cue.first].key.startswith("وو")
    if doubled and behind.tags & (Tag.NAME | Tag.ORGANISATION) and not behind.definite:
        return True  # ووعد سالم ب, ووعد حزب الخضر ب
    if behind.definite:
        return False
    return bool(behind.tags & Tag.TITLE) and behind.title is not None and behind.title.number == "p"


_HELD_IN_PUBLIC = ("office", "honorific", "spokesperson", "academic", "religious")
"""Kinds of titles of those who say in public what they refuse or promise; a driver who refuses does something else."""


def opens_with_person(analysis: Analysis, layer: Layer, cue: Cue) -> bool:
    """Whether a sentence opens with a form that is mostly a noun, and who holds an office behind it: وعد الوزير ب."""
    behind = analysis.words[cue.last]
    title = behind.title if not behind.proclitics else None
    office = title is not None and title.number == "s" and title.kind in _HELD_IN_PUBLIC
    of = analysis.words[cue.last + 1]
    whose = behind.definite or of.definite or is_head(of)  # وزير التجارة, but not عدد كبير جدا
    return office and whose and layer.cls(cue.first - 1) in "SB"


def is_other(analysis: Analysis, draft: Draft, verb: Verb) -> str:
    """Why what looks like a report is something else, as its subject tells; "" where it is one."""
    if verb.key == "hajama" and draft.source is not None and _is_armed(analysis, draft.source[0]):
        return "they attack with weapons"  # هاجم مسلحون الموقع
    if verb.key == "tahaddatha" and _is_topic(analysis, draft.match.content):
        return "only the topic: it tells of nothing that happened"  # تحدث عن المتحف, but تحدث عن وجود خلافات
    if verb.key == "jaddada" and analysis.words[draft.match.content].bare.removesuffix("ها") in _RENEWED:
        return "it renews a thing, and nothing that is said"  # جدد النادي الثقة
    if _is_construct(analysis, draft):
        return "a noun with its genitive: as a verb it would be feminine like its subject"
    return ""


_RENEWED = frozenset(normalize("ثقة عقوبات عقد عقود مكتب عضوية ولاية رخصة ترخيص اشتراك اتفاقية").split())
"""What is renewed by an act, and not by saying so again."""


def _is_topic(analysis: Analysis, content: int) -> bool:
    """Whether the content only names a thing or somebody: the article stands at its head, or a name."""
    skipped = content + (analysis.words[content].key == "عن")
    head = analysis.words[min(skipped, len(analysis) - 1)]
    return (head.definite and not head.tags & Tag.POSSESSED) or bool(head.tags & (Tag.NAME | Tag.PLACE | Tag.TITLE))


def _is_armed(analysis: Analysis, head: int) -> bool:
    title = analysis.words[head].title
    return title is not None and title.kind == "military"


def _is_construct(analysis: Analysis, draft: Draft) -> bool:
    """Whether a form that is a noun too stands before a feminine one, which its verb would agree with: طلب المعارضة."""
    word, source = analysis.words[draft.cue.first], draft.source
    if word.noun is None or source is None or source[0] != draft.cue.last or word.finite is None:
        return False
    head = analysis.words[source[0]]
    return (
        word.finite.gender == "m"
        and head.definite
        and head.base.endswith("ه")
        and is_feminine(head)
        and not head.tags & Tag.NAME
    )


_GOING_ON = frozenset(("كما", "وقد", "فقد", "كذلك", "وكذلك", "وكان", "وكانت"))


def goes_on(analysis: Analysis, layer: Layer, cue: Cue) -> bool:
    """Whether the verb may leave its subject out, joined to what was said before: وأكد، كما أكد."""
    if cue.reading is not None and cue.reading.proclitics:
        return True
    before = layer.cls(cue.first - 1)
    return before == "K" or (before in "Xwp" and analysis.words[cue.first - 1].key in _GOING_ON)


def is_in_document(analysis: Analysis, cue: Cue) -> bool:
    """Whether a verb describes in what somebody said something: أصدرت بيانا نفت فيه القصف."""
    before, words = analysis.words[cue.first - 1], analysis.words
    said = before.tags & (Tag.DOCUMENT | Tag.SETTING | Tag.ACCUSATIVE) and not before.definite
    return bool(said) and cue.last < len(analysis) and words[cue.last].key in THEREIN


def is_object(analysis: Analysis, layer: Layer, draft: Draft, end: int) -> bool:
    """Whether the noun behind the verb is sure to be its object: كما أكد وصول السفن, but كما أكدت وسائل إعلام."""
    i = draft.match.content
    if i >= end:
        return False
    word = analysis.words[i]
    known = bool(word.tags & (Tag.COMMON | Tag.POSSESSED)) or word.noun is not None
    return known and layer.cls(i) == "w" and not is_head(word) and fixed_end(analysis, i, end) == i


def is_person(analysis: Analysis, draft: Draft) -> bool:
    """Whether the head of a relative clause is somebody: المقرر الذي حذر من, السكان الذين طالبوا ب."""
    if draft.source is None or analysis.words[draft.cue.first - 1].key.endswith("ما"):
        return False
    plural = draft.cue.reading is not None and draft.cue.reading.stands_alone
    return plural or bool(analysis.words[draft.source[0]].tags & (Tag.TITLE | Tag.NAME | Tag.UNNAMED))


def is_described(analysis: Analysis, draft: Draft) -> bool:
    """محتوى وصف بالإساءة: a passive that describes the thing before it."""
    if draft.source is None:
        return False
    return not is_head(analysis.words[draft.source[0]]) and name_in(analysis, *draft.source) is None


def is_likely(analysis: Analysis, draft: Draft) -> bool:
    """Whether a verb that is often something else reports here, as who speaks and what stands around it tell."""
    reading = draft.cue.reading
    if draft.source is None:
        return _is_likely_alone(analysis, draft)
    first, last = draft.source
    perfect = reading is not None and reading.slot.startswith("pf")
    word = analysis.words[first]
    if perfect and last - first == 1 and (is_name_like(word) or (word.definite and not word.tags)):
        return True
    if analysis.words[first].definite and analysis.words[first].bare in QUANTITIES:
        return True  # وأبدى الجميع
    while first < last - 1 and analysis.words[first].key in QUANTITIES:
        first += 1
    if fixed_end(analysis, first, last) > first:
        return True  # وتتهم الولايات المتحدة
    if any(is_head(analysis.words[i]) for i in range(first, min(last, first + 2))):
        return True
    opens = last == draft.cue.first and draft.layer.cls(first - 1) in "SB"  # ترامب يهدد بإغلاق الطريق
    certain = (
        perfect
        or opens
        or (reading is not None and reading.verb.risk == "low")
        or analysis.words[first].tags & Tag.NAME
    )
    return bool(certain) and name_in(analysis, first, last) is not None


def _is_likely_alone(analysis: Analysis, draft: Draft) -> bool:
    """Whether a verb that leaves its subject out reports."""
    reading, cue = draft.cue.reading, draft.cue
    if reading is None:
        return False
    if not reading.slot.startswith("pf"):
        demands = reading.verb.stance == "directing" and reading.verb.risk != "high"
        beside = cue.last - cue.first > 1 or draft.match.content == cue.last
        governs = reading.verb.risk == "low" and draft.match.rule.id == "verb-particle-nominal" and beside
        return reading.proclitics == "و" and (demands or governs)  # ويدعون إلى ضرورة الحوار
    if is_in_document(analysis, cue):
        return True
    if not goes_on(analysis, draft.layer, cue):
        return False
    his, governs = analysis.words[cue.first - 1], cue.last - cue.first > 1
    own = bool(his.tags & Tag.CONTRAST) and his.key.endswith(("ه", "ها", "هم"))  # لكنه نبه إلى وجود منظومة
    beside = governs and (own or reading.verb.group in ("express", "announce"))
    return reading.verb.risk != "high" or beside  # وعبر عن أمله
