"""The subject that stands ahead of its verb, with or without a relative clause between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.agreement import agrees_with_relative, disagrees
from toolkit.attribution.circumstances import (
    begins_prepositional,
    circumstance_end,
    is_occasion,
    skip_circumstances,
    skip_opening,
)
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import AND_HE, THEREIN, THIRD, Tag
from toolkit.attribution.named import name_in
from toolkit.attribution.names import is_name_like
from toolkit.attribution.phrases import noun_phrase, trimmed
from toolkit.attribution.quantities import QUANTITIES
from toolkit.attribution.subjects import fixed_end, is_family_name, subject_end

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Cue

__all__ = ["speaker_ahead", "subject_before"]

_HEADLESS = frozenset(("ما", "مما", "بما", "وما", "فيما", "عما"))
"""Relative pronouns that have no noun before them."""
_TIMES = frozenset(("وقت", "حين", "يوم", "لحظه", "فتره", "مرحله", "عام", "شهر", "سنه", "اسبوع"))


def subject_before(analysis: Analysis, layer: Layer, verb: int) -> tuple[tuple[int, int] | None, bool]:
    """The subject that stands before its verb, and whether the verb is in a relative clause of that subject."""
    last = verb
    while layer.cls(last - 1) in "XL":
        last -= 1
    reading = analysis.words[verb].finite
    if layer.cls(last - 1) == "R":
        headless = analysis.words[last - 1].key in _HEADLESS  # قليلا جدا ما يؤكد أن
        called = reading is not None and reading.calls_it  # الأخبار التي وصفها بـ
        return None if headless or called else _head_of_relative(analysis, layer, last - 1), True
    if reading is not None and reading.proclitics.startswith("و"):
        return None, False
    before = layer.cls(last - 1) == ","
    certain = _share_before(analysis, layer, last) or _whose_statement(analysis, layer, verb)
    if certain is not None:
        return certain, False
    topic = _topic_with_relative(analysis, layer, last - before, verb, closed=before or last < verb)
    if topic is not None:
        return topic, False
    first = _clause_start(analysis, layer, last)
    i = skip_opening(analysis, layer, first, last)
    while i < last and analysis.words[i].key in _PARTICLES:
        i += 1  # خاصة وأن فلان سبق أن
    raised = layer.cls(first - 1) in "CK" or analysis.words[i - 1].key in _PARTICLES
    found = noun_phrase(analysis, layer, i, last, accusative=raised) if i < last else None
    if found is not None and found[1] < last:
        found = _with_place(analysis, layer, found, last)
    if found is not None and _is_remark(analysis, layer, found[1], last):
        return found, False
    if found is None or skip_circumstances(analysis, layer, found[1], last) < last:
        described = _described(analysis, layer, last - 1) if before and last == verb else None
        return described or _topic_with_clause(analysis, layer, verb) or _narrator(analysis, layer, verb), False
    pronoun = analysis.words[found[0]]
    if pronoun.key in AND_HE or (found[1] - found[0] == 1 and pronoun.tags & Tag.PRONOUN):
        return None, False  # وهو يؤكد; لقاء مع فلان، وهو صاحب المتجر، أوضح
    found = _without_document(analysis, found, last)
    if before and (_is_somebodys(analysis, found[0]) or _received(analysis, layer, found[0])):
        return _topic_with_clause(analysis, layer, verb), False
    return found, False


def speaker_ahead(analysis: Analysis, layer: Layer, cue: Cue) -> tuple[int, int] | None:
    """The subject before a verb without «and», where it is something that speaks: الوزارة ناشدت المواطنين."""
    reading, words = cue.reading, analysis.words
    office = words[cue.first].tags & Tag.TITLE and layer.cls(cue.first - 1) == ","
    if reading is None or reading.proclitics.startswith("و") or office:
        return None
    found, _ = subject_before(analysis, layer, cue.first)
    if found is None:
        return None
    head, before = words[found[0]], layer.cls(cue.first - 1)
    if head.tags & Tag.PLACE and before == "-":
        return None  # a dateline
    alone = found[1] - found[0] == 1 and found[1] == cue.first - 1
    unknown = not (head.definite or head.tags & Tag.NAME)
    if before == "," and unknown and (alone or _speaks_behind(layer, cue)):
        return None
    counted = head.key in QUANTITIES and found[1] - found[0] > 1
    surname = found[1] - found[0] == 1 and is_family_name(head) and layer.cls(found[0] - 1) in "KX"  # لكن النعيمي نفى
    speaks = is_head(head) or counted or surname or fixed_end(analysis, *found) > found[0]
    return found if speaks else None


def _speaks_behind(layer: Layer, cue: Cue) -> bool:
    """Whether a verb between commas only tells of who speaks behind it: سمسار عمالة، اشترط ألا ننشر صورته، أقر بأن."""
    end = min(layer.last, cue.last + _CLAUSE_REACH) - layer.first
    comma = layer.classes.find(",", cue.last - layer.first, end) + layer.first
    return comma >= cue.last and layer.cls(comma + 1) == "V" and layer.cls(comma + 2) in "Cp"


def _share_before(analysis: Analysis, layer: Layer, last: int) -> tuple[int, int] | None:
    """A share of those who were asked, right before a verb: 13% اعتقدوا أن."""
    return (last - 2, last) if _is_share(analysis, layer, last - 2) else None


_STATEMENT_REACH = 25


def _whose_statement(analysis: Analysis, layer: Layer, verb: int) -> tuple[int, int] | None:
    """Who made the statement in which the verb says something: بعد تصريح للمدير فلان، قال فيه إن."""
    words = analysis.words
    if verb + 1 >= len(analysis) or words[verb + 1].key not in THEREIN:
        return None
    for i in range(verb - 2, max(layer.start(verb), verb - _STATEMENT_REACH), -1):
        said = words[i - 1].tags & (Tag.SETTING | Tag.DOCUMENT) and not words[i - 1].definite
        if said and words[i].proclitics.endswith("ل") and is_head(words[i]):
            found = noun_phrase(analysis, layer, i, verb)
            whole = found is not None and skip_circumstances(analysis, layer, found[1], verb) >= verb
            return found if whole else None
        if layer.cls(i) in "vVCRK":
            return None
    return None


def _clause_start(analysis: Analysis, layer: Layer, last: int) -> int:
    """Where what may be the subject and its circumstances begins, that ends at token `last`."""
    first = last
    while (
        first > layer.first
        and last - first < _SUBJECT_REACH
        and (layer.cls(first - 1) in "wnmpt()-," or _is_eulogy(analysis, layer, first - 1, last))
    ):
        if layer.cls(first - 1) == layer.cls(first - 2) == "-" or _closes_dateline(analysis, layer, first - 1):
            break  # القاهرة (CNN) --, طرابلس (وكالات)
        first -= 1
    return first


_PARTICLES = frozenset(("ان", "وان", "بان", "لان"))


def _closes_dateline(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether token `i` closes the bracket in which an article names the agency it is from."""
    agency = analysis.words[i - 1]
    known = agency.bare == "وكالات" or agency.tags & (Tag.MEDIUM | Tag.LATIN)
    return layer.cls(i) == ")" and bool(known) and layer.cls(i - 2) == "(" and i - 3 <= layer.first + _DATELINE


_DATELINE = 4
"""How many words may stand before an agency."""


def _without_document(analysis: Analysis, found: tuple[int, int], verb: int) -> tuple[int, int]:
    """A subject without the document or occasion in which the verb says something: أصدرت الوزارة بيانا نفت فيه."""
    words, (first, last) = analysis.words, found
    said = words[last - 1]
    document = said.tags & (Tag.DOCUMENT | Tag.SETTING | Tag.ACCUSATIVE) and not (said.definite or said.tags & Tag.NAME)
    within = verb + 1 < len(analysis) and words[verb + 1].key in ("فيه", "فيها")
    if last != verb or last - first < 2 or not document or not within:
        return found
    return first + (words[first].finite is not None and last - first > 2), last - 1


def _is_remark(analysis: Analysis, layer: Layer, i: int, verb: int) -> bool:
    """Whether nothing but who he is stands between commas up to the verb: لكن فلان، وهو مدير الشركة، قال."""
    behind = analysis.words[i + 1].key if i + 1 < verb else ""
    return behind in ("وهو", "وهي", "وهم") and layer.cls(i) == layer.cls(verb - 1) == ","


def _described(analysis: Analysis, layer: Layer, close: int) -> tuple[int, int] | None:
    """Who is named ahead of a description between commas, of which the second is token `close`, with it.

    ليلامس الألفين.سامي نصار، رئيس الجمعية، قال: where the end of a sentence or a heading runs into it, only the name
    tells where the subject begins.
    """
    words = analysis.words
    for k in range(close - 2, max(layer.start(close), close - _DESCRIBED), -1):
        if layer.cls(k) in "SB:CQKR,":
            break
    else:
        return None
    opens, kin = words[k + 1], analysis.tokens.texts[k + 2].endswith(THIRD)
    titled = opens.tags & Tag.TITLE and not opens.proclitics
    if layer.cls(k) != "," or not (titled or (opens.key in _OF and not kin)):
        return None  # عن فلان، عن أبيه، قال
    reading = words[close + 1].finite
    if titled and reading is not None and reading.gender == "f" and disagrees(opens, reading):
        return None  # صفحات نشرت صورة فلان، لاعب النادي، ادعت أنه
    first = k
    while first > layer.first and k - first < _TITLE_LENGTH and layer.cls(first - 1) == "w":
        first -= 1
    names = (name_in(analysis, i, k) for i in range(first, k - 1))  # حصيلة معدومة سامي نصار، رئيس الجمعية، قال
    name = next((found for found in names if found is not None and found[1] == k and found[0] < k - 1), None)
    if name is None:
        return None
    first = next((i for i in range(first, name[0]) if _heads_name(analysis, layer, i, k)), name[0])
    return first, close


def _heads_name(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether the title at token `i` heads a noun phrase with the name that ends at token `end`."""
    title = analysis.words[i]
    if not title.tags & Tag.TITLE or title.proclitics.strip("وف"):
        return False
    return noun_phrase(analysis, layer, i, end) == (i, end)


_DESCRIBED = 20
"""The longest description between commas, in tokens."""
_OF = frozenset(("عن", "من", "احد", "احدي"))


def _is_somebodys(analysis: Analysis, i: int) -> bool:
    """Whether a document bears the pronoun of who is meant: سمسار، اشترط ألا ننشر صورته، أقر."""
    return bool(analysis.words[i].tags & Tag.DOCUMENT) and analysis.tokens.texts[i].endswith(THIRD)


def _received(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether what stands at `i` has another verb, of that in which something is said: في بيان توصلت به الجريدة."""
    return layer.cls(i - 1) == "v" and analysis.words[layer.start(i)].key in _FRONTING


_FRONTING = frozenset(("في", "وفي", "عبر", "وعبر"))
"""With these begins in what something is said, whose verb is no verb of who says it."""
_SUBJECT_REACH = 40
"""The longest subject ahead of its verb, with when and where, in tokens."""


def _is_eulogy(analysis: Analysis, layer: Layer, i: int, end: int) -> bool:
    """Whether what looks like a verb is a formula: صلى الله عليه وسلم."""
    return layer.cls(i) == "v" and circumstance_end(analysis, i, end) > i + 1


_PLACE_REACH = 7
"""How many words may say where somebody without a name is from: ربة منزل من حي النخلات."""
_CLAUSE_REACH = 25
"""The longest clause without a pronoun that describes somebody without a name, in tokens."""
_TOPIC_REACH = 120
"""So much of a sentence before a verb is looked at, in tokens, so that a long sentence takes linear time."""


def _with_place(analysis: Analysis, layer: Layer, found: tuple[int, int], last: int) -> tuple[int, int]:
    """The same with the place behind it, where nobody is named and the verb follows: ثلاثة من أهل القرية قالوا."""
    first, end = found
    if analysis.words[end].key not in ("من", "في") or layer.cls(end) != "p" or last - end > _PLACE_REACH:
        return found
    if not set(layer.classes[end - layer.first : last - layer.first]) <= set("wp"):
        return found
    head, reading = analysis.words[first], analysis.words[last].finite
    named = head.definite or any(word.tags & Tag.NAME for word in analysis.words[first:end])
    agrees = reading is not None and (reading.number != "s" or (reading.gender == "f" and head.key.endswith("ه")))
    known = head.tags & (Tag.TITLE | Tag.UNNAMED | Tag.ACCUSATIVE) or (agrees and not head.proclitics)
    return (first, last) if known and not named else found


def _topic_with_clause(analysis: Analysis, layer: Layer, verb: int) -> tuple[int, int] | None:
    """Somebody without a name with whom a sentence begins, where a clause describes him: طبيبة فحصت العينات قالت."""
    reading = analysis.words[verb].finite
    start = max(layer.start(verb), verb - _TOPIC_REACH)
    before = layer.classes[start - layer.first : verb - layer.first]
    particle = max(before.rfind("C"), before.rfind("K"))
    start += particle + 1
    if reading is None or not 1 < verb - start <= _CLAUSE_REACH or layer.cls(verb - 1) == "v":
        return None
    first = skip_circumstances(analysis, layer, start, verb)
    head = analysis.words[first]
    if first >= verb or head.definite or not head.tags & (Tag.TITLE | Tag.UNNAMED) or head.proclitics.strip("و"):
        return None
    found = noun_phrase(analysis, layer, first, verb, accusative=particle >= 0)
    if found is None or found[1] >= verb:
        return None
    behind = found[1] + (layer.cls(found[1]) == ",")
    described = layer.cls(behind) in "vVL" and "R" not in before
    return found if described and head.title is not None and head.title.gender == reading.gender else None


_NARRATOR_REACH = 14


def _narrator(analysis: Analysis, layer: Layer, verb: int) -> tuple[int, int] | None:
    """Who tells a tradition: عن أبي هريرة رضي الله عنه قال."""
    reading = analysis.words[verb].finite
    if reading is None or reading.verb.key != "qala" or reading.proclitics:
        return None
    for i in range(verb - 2, max(layer.first, verb - _NARRATOR_REACH) - 1, -1):
        if layer.cls(i) in "SBvVCQ" and not _is_eulogy(analysis, layer, i, verb):
            return None
        if analysis.words[i].key in ("عن", "فعن", "وعن"):
            found = noun_phrase(analysis, layer, i + 1, verb)
            alone = found is not None and skip_circumstances(analysis, layer, found[1], verb) >= verb
            return found if found is not None and alone and name_in(analysis, *found) is not None else None
    return None


_RELATIVE_REACH = 45
"""The longest relative clause between a subject and its verb, in tokens."""


def _topic_with_relative(
    analysis: Analysis, layer: Layer, end: int, verb: int, *, closed: bool
) -> tuple[int, int] | None:
    """The subject with which a clause begins, where its relative clause ends at token `end`.

    الوزير، الذي زار المدينة أمس، قال إن; وكان الوزير الذي اختتم زيارته، قد صرح بأن. Where neither a comma nor an
    auxiliary has `closed` the relative clause, the verb must agree with its pronoun: اللجنة التي شكلها الوزير أكدت.
    """
    start = max(layer.start(end - 1), end - _RELATIVE_REACH)
    relative = layer.classes.rfind("R", start - layer.first, end - layer.first) + layer.first
    if relative < start or analysis.words[relative].key.endswith("ما"):
        return None
    if set(layer.classes[relative - layer.first : end - layer.first]) & set("CKQ:"):
        return None
    before = layer.classes[start - layer.first : relative - layer.first]
    start += max(before.rfind("C"), before.rfind("K")) + 1
    first = skip_circumstances(analysis, layer, start, relative)
    if first >= relative or begins_prepositional(analysis, layer, first):
        return None
    head = analysis.words[first]
    found = noun_phrase(analysis, layer, first, relative)
    several = head.key in QUANTITIES or _is_share(analysis, layer, first)
    speaks = is_head(head) or head.definite or is_name_like(head) or several
    if found is None or relative - found[1] > 1 or not speaks:
        return None
    if not closed and not (end - relative > 1 and agrees_with_relative(analysis.words[relative], analysis.words[verb])):
        return None
    known = any(layer.cls(i) in "vV" for i in range(relative, end)) or _begins_like_verb(analysis, layer, relative + 1)
    return found if known or not closed else None


def _is_share(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a share begins at token `i`: 70% من السكان."""
    return layer.cls(i) == "n" and analysis.tokens.texts[i + 1 : i + 2] in (["%"], ["٪"])


def _begins_like_verb(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether the word behind a relative pronoun is no noun that a clause begins with: الذي عينه الرئيس."""
    word = analysis.words[i]
    return layer.cls(i) == "w" and not (word.definite or word.proclitics or word.tags & _NOUNS)


_NOUNS = Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.MEDIUM | Tag.DOCUMENT | Tag.PLACE | Tag.TIME


def _head_of_relative(analysis: Analysis, layer: Layer, relative: int) -> tuple[int, int] | None:
    """The noun phrase that a relative pronoun follows: back to where its clause begins, or else the nearest words."""
    last = relative
    while layer.cls(last - 1) in ",-)":
        last -= 1
    reached = range(max(layer.first + 1, last - _CIRCUMSTANCE), last)
    closing = (i for i in reached if circumstance_end(analysis, i, last) == last)
    last = next(closing, last)  # بيان اللجنة بهذا الصدد الذي
    first = last
    while first > layer.first and last - first < 25 and layer.cls(first - 1) in "wnmpt(),-":
        if analysis.words[first - 1].key in _EXCEPT:
            break  # لم يخطب أحد سوى فلان، الذي
        first -= 1
    begin = skip_circumstances(analysis, layer, first, last)
    if begin < last and (analysis.words[last - 1].tags & Tag.TIME or analysis.words[last - 1].bare in _TIMES):
        return None  # في الوقت الذي أكد فيه
    if begin < last and not begins_prepositional(analysis, layer, begin) and is_head(analysis.words[begin]):
        found = noun_phrase(analysis, layer, begin, last)
        if found is not None and found[1] >= last - 1:
            return _behind_subject(analysis, layer, found)
    first = last
    while (
        first > layer.first
        and last - first < 12
        and layer.cls(first - 1) in "wnm"
        and not begins_prepositional(analysis, layer, first)
    ):
        first -= 1
    if layer.cls(first) == "p" or is_occasion(analysis.words[first]) or analysis.words[first].key in _PARTIES:
        first += 1  # وفق فلان، الذي أوضح; من طرف فلان، الذي أوضح
    return trimmed(layer, _with_title_ahead(analysis, layer, first, last), last)


def _behind_subject(analysis: Analysis, layer: Layer, found: tuple[int, int]) -> tuple[int, int]:
    """The object of a verb ahead of its subject, where both look like one phrase: نفى الوزير التقارير التي."""
    first, last = found
    if analysis.words[first].tags & Tag.DOCUMENT or layer.cls(first - 1) not in "vV":
        return found
    end = subject_end(analysis, layer, first, last)
    begins = end < last and analysis.words[end].tags & (Tag.DOCUMENT | Tag.CLAUSE_NOUN)
    return (end, last) if begins else found


_EXCEPT = frozenset(("سوي", "الا"))
_PARTIES = frozenset(("طرف", "لدن"))
"""Behind these, as behind a preposition, stands on whose part something is done."""
_CIRCUMSTANCE = 3
"""The longest circumstance between a relative pronoun and its head, in tokens."""
_TITLE_LENGTH = 9


def _with_title_ahead(analysis: Analysis, layer: Layer, first: int, last: int) -> int:
    """The beginning of a name with the title ahead of its comma: رئيس الوزراء العراقي، نوري المالكي، الذي."""
    if layer.cls(first - 1) != "," or name_in(analysis, first, last) is None:
        return first
    begin = first - 1
    while begin > layer.first and first - begin < _TITLE_LENGTH and layer.cls(begin - 1) == "w":
        begin -= 1
    begin = next((i for i in range(begin, first - 1) if analysis.words[i].tags & Tag.TITLE), first)
    return begin if not analysis.words[begin].proclitics.strip("وفل") else first
