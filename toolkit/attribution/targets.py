"""What a verb speaks of, and to whom: وصف فلان القرار بأنه; أبلغ فلان الصحفيين أن."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import disagrees
from toolkit.attribution.ahead import subject_before
from toolkit.attribution.government import stands_at
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.lone import lone_end
from toolkit.attribution.settings import past_settings
from toolkit.attribution.subjects import fixed_end, subject_end

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue, Draft
    from toolkit.attribution.lexemes import Reading, Verb, Word

__all__ = ["is_joined", "is_only_object", "part_object"]


def part_object(analysis: Analysis, draft: Draft, verb: Verb) -> None:
    """وصف فلان القرار بأنه: what is described belongs to the content, whom it was said to belongs nowhere."""
    if draft.source is None or draft.source[0] < draft.cue.last:
        return
    first, last = draft.source
    if verb.object != "none" and (
        is_only_object(analysis, draft.layer, draft.cue, first) or _is_object(analysis, draft)
    ):
        draft.source, draft.relative = subject_before(analysis, draft.layer, draft.cue.first)
        if verb.object == "target" and draft.match.rule.content == "CLAUSE":
            draft.match = replace(draft.match, content=first)
        return
    if draft.match.rule.content != "CLAUSE" and verb.object == "target":
        return
    if verb.object == "target" and (_has_subject_ahead(analysis, draft) or _is_meant(analysis, draft)):
        draft.source, draft.relative = subject_before(analysis, draft.layer, draft.cue.first)
        draft.match = replace(draft.match, content=first)
        return
    if verb.object == "addressee" and last - first == 1 and _are_addressed(analysis.words[first]):
        draft.source = None  # وأخبرت الصحفيين أن: to whom it was said
        return
    subject = subject_end(analysis, draft.layer, first, last)
    if subject == last == draft.match.content - 1 and _is_described(analysis, draft):
        _leave_described(analysis, draft, first)
        return
    office = analysis.words[subject].tags & Tag.TITLE
    apposed = office and not analysis.words[subject].definite and analysis.words[subject - 1].tags & Tag.NAME
    apposed = apposed and lone_end(analysis, draft.layer, first, last) == first  # وصف عباس رئيس الحكومة بأنه
    if verb.object == "target" and (
        apposed or _thinks_that(analysis, draft) or (office and not _bears_pronoun(analysis, draft))
    ):
        return  # اعتبر فلان رئيس البلدية أن: without a pronoun the clause is about nothing before it
    behind = draft.match.content - 1
    at = _described_at(analysis, draft, last, behind)
    if subject == last and verb.object == "target" and stands_at(analysis, draft.layer, at, behind):
        draft.match = replace(draft.match, content=at)  # وصف فلان، في مؤتمر صحفي، هذه الخطوة بأنها
    elif subject < last:
        draft.source = (first, subject)
        if verb.object == "target":
            behind = subject + (draft.layer.cls(subject) == ",")
            draft.match = replace(draft.match, content=behind)


_SPEAKS = (
    Tag.TITLE
    | Tag.NAME
    | Tag.ORGANISATION
    | Tag.UNNAMED
    | Tag.MEDIUM
    | Tag.PLACE
    | Tag.LATIN
    | Tag.NAME_PART
    | Tag.NISBA
)


def _is_object(analysis: Analysis, draft: Draft) -> bool:
    """Whether the only noun behind a verb is whom or what it is about: وحذرت السكان من أن; وانتقدت القرار: «…»."""
    reading, source = draft.cue.reading, draft.source
    if reading is None or source is None:
        return False
    head = analysis.words[source[0]]
    alone = subject_end(analysis, draft.layer, *source) == source[1]
    if alone and is_joined(analysis, draft.cue) and disagrees(head, reading):
        return True
    thing = bool(head.tags & (Tag.COMMON | Tag.DOCUMENT)) and not head.tags & _SPEAKS
    return draft.match.rule.content != "CLAUSE" and reading.verb.object == "target" and thing


def _are_addressed(word: Word) -> bool:
    """Whether a word has the ending of several who are no subject: الصحفيين; but الصين and بوتين may speak."""
    one = word.title is not None and word.title.number == "s"  # الأمين
    return (
        word.definite and word.key.endswith("ين") and not (one or word.tags & (Tag.NAME | Tag.PLACE | Tag.ORGANISATION))
    )


_DESCRIBING = frozenset(("wasafa", "naata"))
_BY_ITS_PRONOUN = frozenset(("بانه", "بانها", "بانهم", "بانهما"))


def _is_described(analysis: Analysis, draft: Draft) -> bool:
    """Whether what stands between a verb of describing and بأنه is what it describes, as no other noun is there."""
    reading = draft.cue.reading
    described = reading is not None and reading.verb.key in _DESCRIBING and not reading.pronoun
    return described and analysis.words[draft.match.content - 1].key in _BY_ITS_PRONOUN


def _leave_described(analysis: Analysis, draft: Draft, noun: int) -> None:
    """ووصف الحكم بأنه منحاز: the only noun is what is described; where nothing goes before, nobody says it."""
    draft.source, draft.relative = subject_before(analysis, draft.layer, draft.cue.first)
    draft.match = replace(draft.match, content=noun)
    reading = draft.cue.reading
    opens = draft.layer.cls(draft.cue.first - 1) in "SB"
    if draft.source is None and reading is not None and not reading.proclitics and opens:
        draft.cue = draft.cue.as_passive()


def _described_at(analysis: Analysis, draft: Draft, last: int, end: int) -> int:
    """Where what is described begins, behind circumstances: وصف فلان، في مؤتمر صحفي، الهجوم بأنه."""
    reading = draft.cue.reading
    if reading is None or reading.verb.key not in _DESCRIBING or not _bears_pronoun(analysis, draft):
        return last
    at = past_settings(analysis, draft.layer, last, end)
    word = analysis.words[at]
    return at if word.definite or word.tags & (Tag.NAME | Tag.DEMONSTRATIVE) else last


def is_joined(analysis: Analysis, cue: Cue) -> bool:
    """Whether «and» joins the verb to what was said before, so that its subject is often left out: ودعا، كما دعا."""
    joined = cue.reading is not None and cue.reading.proclitics.startswith("و")
    return joined or analysis.words[cue.first - 1].key == "كما"


def is_only_object(analysis: Analysis, layer: Layer, cue: Cue, noun: int) -> bool:
    """Whether the noun behind a verb cannot be its subject, as its own ending or a pronoun before the verb tells.

    قالت الشركة إنها حذرت السكان; ودعت المتمردين; وأخبر أعضاءه.
    """
    word, reading = analysis.words[noun], cue.reading
    if reading is None:
        return False
    if reading.verb.object == "addressee" and noun == cue.last and word.definite and disagrees(word, reading):
        return True  # عندما أخبر الجمعية العمومية أن
    body = word.tags & (Tag.ORGANISATION | Tag.PLACE) and not word.tags & (Tag.NISBA | Tag.UNNAMED)  # الكرملين
    if word.definite and word.key.endswith("ين") and not (word.proclitics or body):
        title = word.title
        if word.tags & (Tag.UNNAMED | Tag.NISBA) or (title is not None and title.number == "p"):
            return True
        if word.bare.endswith("تين") and len(word.bare) > _PAIR:
            return True  # ناشدت الأمتين
    if analysis.tokens.texts[noun].endswith(("ءه", "ءها", "ءهم")):
        return True
    before = cue.first - 1
    while layer.cls(before) in "XL":
        before -= 1  # إنها كانت قد حذرت
    ahead = analysis.words[before]
    if layer.cls(before) != "C" or not ahead.tags & Tag.PRONOUN_COMPLEMENTIZER:
        return False
    if ahead.key.endswith("هم"):
        return reading.number == "p"
    return reading.gender == ("f" if ahead.key.endswith("ها") else "m") and ahead.key.endswith(("ه", "ها"))


_PAIR = 4
"""So many letters has a noun that names no two: التين."""


def _bears_pronoun(analysis: Analysis, draft: Draft) -> bool:
    """Whether the particle before the content is about what stands before it: بأنه، أنها."""
    return bool(analysis.words[draft.match.content - 1].tags & Tag.PRONOUN_COMPLEMENTIZER)


def _thinks_that(analysis: Analysis, draft: Draft) -> bool:
    """Whether a bare أن follows a verb of thinking, so that all before it is who thinks: اعتبر فلان، عضو المجلس، أن."""
    reading, at = draft.cue.reading, draft.match.content - 1
    word, behind = analysis.words[at], analysis.words[at + 1]
    empty = word.key == "انه" and behind.key in _OF_NOBODY  # أنه يجب
    bare = (word.key == "ان" or empty) and draft.layer.cls(at - 1) != "p"
    perfect = reading is not None and reading.slot.startswith("pf") and not reading.pronoun
    return bare and perfect and reading is not None and reading.verb.group == "opine"


_OF_NOBODY = frozenset("اذا يجب ينبغي يمكن من".split())
"""What follows a pronoun that stands for nothing."""
_SOMEBODY = Tag.NAME | Tag.UNNAMED | Tag.NISBA | Tag.PLACE | Tag.LATIN


def _has_subject_ahead(analysis: Analysis, draft: Draft) -> bool:
    """Whether who speaks stands before the verb: الكاتب وصف الموقف بأنه; الوزير الذي وصف الزيارة بأنها."""
    reading, words = draft.cue.reading, analysis.words
    ahead, relative = subject_before(analysis, draft.layer, draft.cue.first)
    if reading is None or reading.pronoun or ahead is None or not is_head(words[ahead[0]]):
        return False
    thing = words[draft.source[0]] if draft.source is not None else None
    if thing is None or thing.tags & (_SOMEBODY | Tag.TITLE):
        return False
    return not relative or (bool(words[ahead[0]].tags & Tag.TITLE) and _may_agree(words[ahead[0]], reading))


def _may_agree(head: Word, reading: Reading) -> bool:
    return head.title is None or head.title.gender in ("", reading.gender)


def _is_meant(analysis: Analysis, draft: Draft) -> bool:
    """Whether the only noun behind the verb is what it speaks of, as gender tells: ووصفت القرار بأنه إنجاز."""
    reading, source = draft.cue.reading, draft.source
    if reading is None or source is None:
        return False
    head = analysis.words[source[0]]
    if head.tags & Tag.DEMONSTRATIVE:  # ووصفت تلك العلاقات بأنها, but not واعتبرت هذه الدول أن
        return _bears_pronoun(analysis, draft) or not is_head(analysis.words[source[0] + 1])
    feminine = head.bare.endswith("ه") or analysis.tokens.texts[source[0]].endswith(("ى", "اء"))
    if not head.definite or head.tags & (_SOMEBODY | Tag.TITLE):
        return False
    if reading.gender == "m" and feminine:
        return source[0] == draft.cue.last  # right behind its verb a subject agrees: ووصف الشراكة بأنها
    thing = head.tags & Tag.COMMON and not is_head(head) and fixed_end(analysis, *source) == source[0]
    if thing and reading.gender == "m" and is_joined(analysis, draft.cue) and _bears_pronoun(analysis, draft):
        return True  # ووصف التدخل الأجنبي في هذه المسألة بأنه
    masculine = analysis.words[source[1]].key.endswith(("بانه", "انه"))
    near = source[1] - source[0] <= 2 and draft.layer.cls(source[1]) == "C"
    return reading.gender == "f" and not feminine and (bool(head.tags & Tag.DOCUMENT) or (masculine and near))
