"""Finds the cues of a text and tries the rules on each."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import describes_another
from toolkit.attribution.ahead import subject_before
from toolkit.attribution.bare import bare_draft
from toolkit.attribution.declined import declined_draft, refusing_cue
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.embedded import seen_through
from toolkit.attribution.government import governed
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.markers import marker_cues, may_mark, with_marked_source
from toolkit.attribution.matches import best_match
from toolkit.attribution.names import is_name_like, looks_verbal
from toolkit.attribution.nominal import asks, nominal_draft
from toolkit.attribution.nominal_subjects import names_deed
from toolkit.attribution.phrases import source_between, with_apposition
from toolkit.attribution.quantities import SAME
from toolkit.attribution.relays import relayed_before
from toolkit.attribution.rules import Match
from toolkit.attribution.statements import done_draft, is_done, is_statement, statement_draft
from toolkit.attribution.theses import is_thesis, thesis_before
from toolkit.attribution.trace import PATTERNS
from toolkit.attribution.verb_forms import is_pretext
from toolkit.attribution.verbs import has_object, with_particle, with_subject
from toolkit.attribution.vocabulary import phrases, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Reading, Word

__all__ = ["drafts"]


@cache
def _backgrounds() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("backgrounds", "formula")


def drafts(analysis: Analysis, layer: Layer) -> list[Draft]:
    """The attributions of one layer, in the order of their cues; no token is cue twice."""
    backwards = layer.classes[::-1]
    found: list[Draft] = []
    behind = layer.first
    trace = analysis.trace
    for cue in _cues(analysis, layer):
        if cue.first < behind or (found and (_within_gap(found[-1], cue) or _is_reported(found[-1], cue))):
            if trace is not None:
                trace.begin(layer, cue, within=found[-1])
            continue
        if trace is not None:
            trace.begin(layer, cue)
        draft = _draft(analysis, layer, backwards, cue)
        if draft is not None and found and _describes_source(found[-1], draft):
            draft = analysis.refuse("it tells of who speaks, whose clause follows") or None
        if draft is not None:
            if trace is not None:
                trace.attempts[-1].draft = draft
            found.append(draft)
            behind = max(draft.cue.last, _saying(layer, draft), draft.match.gap[1] if draft.via else 0)
    return found


def _saying(layer: Layer, draft: Draft) -> int:
    """Past the second part of a two-part cue (وأردف … قائلا), which is one attribution with its verb."""
    gap_end = draft.match.gap[1]
    return gap_end + 1 if layer.cls(gap_end) == "G" else draft.cue.last


def _is_reported(draft: Draft, cue: Cue) -> bool:
    """Whether a verbal noun is what the verb before it reports: أعرب عن اعتقاده أن، أعلن رفضه أن."""
    noun = cue.name == "NOUN" or (cue.reading is not None and cue.reading.pronoun and cue.reading.weak)
    return bool(noun) and draft.complement == "nominal" and cue.first == draft.match.content


def _describes_source(outer: Draft, draft: Draft) -> bool:
    """Whether a verb only describes the subject of the verb before it: قال السكان الذين رفضوا ذكر أسمائهم إن."""
    layer, first = draft.layer, draft.cue.first
    inner = layer.cls(first - 1) == "R" or layer.cls(first) in "VGH"
    same = draft.match.content == outer.match.content or draft.match.end == outer.match.end
    within = outer.match.gap[0] < first or (outer.match.gap[0] == first and layer.cls(first) == "G")
    return inner and within and same  # وأضاف قائلا في هذا السياق: «…»


def _within_gap(draft: Draft, cue: Cue) -> bool:
    """Whether a marker only says by whom the subject of a verb spoke: أعلنت الشركة على لسان مديرها أن."""
    match = draft.match
    end = match.gap[1] if match.rule.looks_back else max(match.gap[1], match.content)
    return cue.name == "MARKER" and draft.cue.name == "VERB" and match.gap[0] <= cue.first < end


def _cues(analysis: Analysis, layer: Layer) -> Iterator[Cue]:
    words = analysis.words[layer.first : layer.last]
    for i in [i for i, found in enumerate(words, layer.first) if found.opens]:
        name, found = layer.cls(i), analysis.words[i]
        if found.tags & Tag.MARKS and name in "wpKRtv" and may_mark(analysis, i):
            yield from marker_cues(analysis, layer, i)
        if found.tags & Tag.DECLINES and name not in "VqQ":
            declining = refusing_cue(analysis, layer, i)
            if declining is not None:
                yield declining
        if name == "V":
            yield Cue("VERB", i, i + 1, found.finite)
        elif name in "HG":
            yield Cue("HAL", i, i + 1, found.hal or found.noun)
        elif name in "wv" and found.finite is not None and found.finite.weak and _evident(analysis, layer, i):
            yield Cue("VERB", i, i + 1, found.finite)
        elif (name == "w" and _hangs(analysis, layer, i)) or (name in "wt" and _tells_own(analysis, layer, i)):
            yield Cue("HAL", i, i + 1, found.hal)
        elif name == "N":
            yield Cue("NOUN", i, i + 1, found.noun)
        elif name == "w" and is_done(analysis, layer, i):
            yield Cue("DONE", i - 1, i + 1, found.noun)
        elif name == "w" and is_statement(analysis, layer, i):
            yield Cue("STATEMENT", i, i + 1, found.noun)


def _hangs(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a form that is mostly a noun is a participle, as what follows tells: طالبا منه، خالصة إلى أن."""
    hal = analysis.words[i].hal
    if hal is None:
        return False
    if (layer.cls(i + 1) == ":" and layer.cls(i + 2) == "Q") or asks(analysis, hal, i):
        return True
    behind = i + 1
    behind += layer.cls(behind) == "p" and behind < layer.last and analysis.words[behind].key in hal.verb.particles
    parted = layer.cls(i - 1) == "," or (hal.verb.risk == "low" and describes_another(analysis.words[i - 1], hal))
    return parted and layer.cls(behind) == "C" and not analysis.words[i].definite


def _tells_own(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a form that is mostly something else is a participle, as the speaker's own noun follows: مجددا دعوته."""
    hal = analysis.words[i].hal
    cue = Cue("HAL", i, i + 1, hal)
    return hal is not None and layer.cls(i - 1) == "," and i + 1 < layer.last and _is_own(analysis, layer, cue, i + 1)


def _evident(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a form that is mostly something else must be a verb here: a complementizer or speech comes at once."""
    word = analysis.words[i]
    reading = word.finite
    if reading is None or ".1" in reading.slot or reading.slot.startswith("juss") or word.definite:
        return False
    before = analysis.words[i - 1] if i > layer.first else None
    if word.tags & Tag.CIRCUMSTANCE or (before is not None and (before.tags & Tag.NAME_PART or _is_prayed_for(before))):
        return False  # هناك, أبو زيد, صلى الله عليه وسلم
    if layer.cls(i) == "v":
        return _shows(analysis, layer, i)
    following = layer.cls(i + 1)
    if following == "C" or (following == ":" and layer.cls(i + 2) == "Q"):
        return not word.tags & (Tag.TITLE | Tag.CLAUSE_NOUN | Tag.NAMED_NOUN)
    behind = analysis.words[i + 1] if i + 1 < layer.last else None
    if behind is None or behind.proclitics:
        return False
    return _shows(analysis, layer, i) or (layer.cls(i - 1) in "SBK," and _is_spoken(analysis, layer, i, reading))


_SPOKEN = 20
_OBJECT = 6
"""So many words may stand between who speaks and the particle of what he says."""
_COLON = re.compile("w{1,6}[:,]Q")
_CLAUSE = re.compile("w{0,4}(?:,[wpnt]{1,12},)?C")
"""What follows a verb that is mostly another word where somebody speaks: وأبرز البنك، في مذكرة، أن."""


def _is_spoken(analysis: Analysis, layer: Layer, i: int, reading: Reading) -> bool:
    """Whether somebody who speaks stands behind such a form at the beginning of a clause, and mostly what he says."""
    word, behind = analysis.words[i : i + 2]
    ahead = layer.classes[i + 1 - layer.first : i + 1 - layer.first + _SPOKEN]
    if _COLON.match(ahead) and not looks_verbal(behind):
        return True  # وأبرز صانع المحتوى: «…»
    clause = _CLAUSE.match(ahead) is not None
    if word.tags & Tag.NAMED_NOUN == 0 and behind.tags & (Tag.ORGANISATION | Tag.UNNAMED):
        reach = analysis.words[i + 2 : i + 2 + _OBJECT]
        if any(later.key in reading.verb.particles for later in reach) and reading.slot.startswith("pf"):
            return True  # وشكر حزب النور الحكومة على
    if word.tags & Tag.NAMED_NOUN:  # مسؤول يدعى فلان, but يدعي الباحثون أن
        return clause and behind.definite and bool(behind.tags & (Tag.TITLE | Tag.UNNAMED))
    if behind.definite and not behind.tags and layer.cls(i + 2) == "C":
        return True  # وأبرز اللبار أن
    if word.key.startswith("وو") and behind.tags & Tag.ORGANISATION and not behind.definite:
        return True  # ووعد حزب الخضر ب
    if (
        behind.key in analysis.families
        or behind.tags & (Tag.TITLE | Tag.NAME)
        or (reading.verb.group == "relay" and behind.tags & Tag.MEDIUM)
    ):
        return True
    return clause and ((bool(behind.tags & Tag.ORGANISATION) and behind.definite) or is_name_like(behind))


def _shows(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether documents show something: تظهر الدراسات أن, وتخلص الدراسة إلى أن, وثائق تبين أن."""
    reading = analysis.words[i].finite
    if reading is None or i + 1 >= layer.last:
        return False
    shows = reading.verb.group in ("document", "explain")
    if shows and layer.cls(i + 1) == "C" and layer.cls(i - 1) not in "XRL":
        ahead, _ = subject_before(analysis, layer, i)
        return ahead is not None and bool(analysis.words[ahead[0]].tags & Tag.DOCUMENT)
    if not analysis.words[i + 1].tags & Tag.DOCUMENT:
        return False
    brings = layer.classes[i + 1 - layer.first : i + 6 - layer.first].lstrip("w")[:2]
    return brings == "pC" or (shows and brings[:1] == "C")


def _is_prayed_for(word: Word) -> bool:
    """Whether a prayer may go on with a verb behind this word: صلى الله عليه وسلم."""
    return word.base in ("عليه", "واله")


def _draft(analysis: Analysis, layer: Layer, backwards: str, cue: Cue) -> Draft | None:
    if cue.name == "VERB" and _is_background(analysis, layer, cue):
        return analysis.refuse("a background formula of the outlet, which names no source") or None
    if cue.name == "DONE":
        analysis.attempt("nominal")
        return done_draft(analysis, layer, cue)
    if cue.name == "STATEMENT":
        analysis.attempt("nominal")
        return statement_draft(analysis, layer, cue)
    analysis.attempt("declined")
    declined = declined_draft(analysis, layer, cue)
    if declined is not None or (cue.name == "NOUN" and cue.reading is None):
        return declined
    analysis.attempt(PATTERNS)
    best = best_match(analysis, layer, cue, layer.classes, backwards, layer.first)
    if best is not None and _reports_noun(analysis, layer, cue, best):
        analysis.attempt("nominal")
        nominal = nominal_draft(analysis, layer, cue)
        if nominal is not None:
            return nominal
    draft = _with_match(analysis, layer, cue, best) if best is not None else None
    if draft is not None and _quotes_within(draft):
        nominal = nominal_draft(analysis, layer, cue)
        return nominal if nominal is not None and _opens_ahead(analysis, nominal, draft) else draft
    if draft is None and cue.name in ("VERB", "HAL"):
        analysis.attempt("nominal")
        draft = nominal_draft(analysis, layer, cue)
    if draft is None and best is None and cue.name == "VERB":
        classes = seen_through(analysis, layer, cue)
        if classes is not None:
            best = best_match(analysis, layer, cue, classes, classes[::-1], cue.first)
        draft = _with_match(analysis, layer, cue, best) if best is not None else bare_draft(analysis, layer, cue)
    if draft is None and cue.name == "VERB" and is_statement(analysis, layer, cue.first):
        return statement_draft(analysis, layer, Cue("STATEMENT", cue.first, cue.last, analysis.words[cue.first].noun))
    return draft


def _reports_noun(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool:
    """Whether the clause belongs to a noun that the verb governs and reports: طالب بتأجيل الزيادة التي تقرر أن."""
    reading, words = cue.reading, analysis.words
    if cue.name != "VERB" or match.rule.content != "CLAUSE" or match.rule.looks_back or reading is None:
        return False
    if "nominal" not in reading.verb.takes or layer.cls(match.content - 1) != "C":
        return False
    if reading.verb.object == "none" and _is_own(analysis, layer, cue, match.content - 2):
        return True
    found = governed(analysis, layer, cue, cue.last, match.content - 1, reading.verb)
    if found is None or match.content - 1 - found[1] < _REPORTED:
        return False
    noun = words[found[1]]
    key = noun.bare[found[1] == found[0] and not noun.proclitics :]
    return noun.is_masdar or looks_verbal(word(key)) or key in _AIMS


def _quotes_within(draft: Draft) -> bool:
    """Whether a quotation behind other words than the subject may be a part of what a verb reports."""
    match, reading = draft.match, draft.cue.reading
    if match.rule.id != "verb-quote" or reading is None or "nominal" not in reading.verb.takes:
        return False
    return match.gap[1] - match.gap[0] > 1 and draft.layer.cls(match.content - 1) not in ",-"


def _opens_ahead(analysis: Analysis, nominal: Draft, quoting: Draft) -> bool:
    """Whether a noun that is reported opens ahead of the quotation, and runs on into it: طالب بوضع «حد للتطاول»."""
    first, layer = nominal.match.content, nominal.layer
    if not first < quoting.match.content or any(layer.cls(i) in ",-:;()" for i in range(first, quoting.match.content)):
        return False
    if nominal.match.rule.id == "verb-object-nominal" and not _is_deed(analysis, layer, first):
        return False
    return nominal.source is not None or quoting.source is None


def _is_deed(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether the noun at token `i`, no preposition's, says what somebody does or did: وجود, رفضه, قرارها."""
    word = analysis.words[i]
    if word.definite or word.proclitics or word.tags & Tag.DOCUMENT or layer.cls(i - 1) == "p":
        return False  # تسيبراس في مقابلة مع إذاعة «كوكينو»
    return names_deed(word) or word.key in _AIMS or bool(word.tags & Tag.POSSESSED and word.key.endswith(THIRD))


def _is_own(analysis: Analysis, layer: Layer, cue: Cue, i: int) -> bool:
    """Whether the clause hangs on a noun with the speaker's pronoun, behind who speaks: أعلن الوزير رفضه أن.

    Behind an occasion it is none that is reported: أكد الوزير خلال زيارته أن; nor is who else speaks: ونظيره.
    """
    noun, before = analysis.words[i], analysis.words[i - 1]
    own = noun.tags & Tag.POSSESSED and not noun.proclitics and noun.key.endswith(THIRD) and noun.base not in SAME
    plain = layer.cls(i) == "w" or (layer.cls(i) in "vN" and noun.noun is not None)  # دعوته is a verb as well
    if not own or i < cue.last or not plain or is_head(noun) or noun.tags & _OCCASIONS:
        return False
    reading = cue.reading
    if layer.cls(i - 1) == "p" and reading is not None:
        return before.key in reading.verb.particles  # أعرب عن أمله أن
    return i == cue.last or before.definite or bool(before.tags & Tag.NAME) or is_name_like(before)


_OCCASIONS = Tag.SETTING | Tag.DOCUMENT | Tag.TIME | Tag.CIRCUMSTANCE
_REPORTED = 4
"""So many words has a noun at least that is reported with the clause behind it."""
_AIMS = frozenset("ضروره اهميه عدم وجود محاوله تقديم شن ضم".split())


def _with_match(analysis: Analysis, layer: Layer, cue: Cue, best: Match) -> Draft | None:
    analysis.attempt(best.rule.id)
    draft = Draft(layer, cue, best)
    if cue.name in ("MARKER", "ASMARKER"):
        return with_marked_source(analysis, draft)
    draft.source = source_between(analysis, layer, *best.gap)
    if cue.name == "VERB":
        if draft.source is not None and best.rule.content == "QUOTE" and best.rule.looks_back:
            draft.source = with_apposition(analysis, layer, draft.source, layer.end(cue.first))
        return with_subject(analysis, draft)
    if cue.name == "HAL":
        if layer.block is not None and is_pretext(analysis.words[cue.first]):
            return analysis.refuse("whoever acts under a pretext, the speaker judges it himself") or None
        if draft.source is not None and analysis.words[draft.source[0]].key in _PRAYED_TO:
            return analysis.refuse("a prayer, which tells nobody anything") or None  # سائلين المولى أن
        if cue.reading is not None and has_object(analysis, draft, cue.reading.verb):
            return analysis.refuse("the quotation belongs to a noun that is reported") or None
        with_particle(analysis, draft)
        _part_object(draft)
    if is_thesis(cue):
        draft.source = thesis_before(analysis, layer, cue.first)
    elif cue.name == "NOUN" and draft.source is not None:
        draft.source = _without_another(analysis, draft.source)
    elif cue.name == "NOUN":
        draft.source, draft.via = relayed_before(analysis, layer, cue.first)
    return draft


def _without_another(analysis: Analysis, source: tuple[int, int]) -> tuple[int, int]:
    """Who speaks without what else he is said to say: مزاعم الحركة وادعاءاتها بأن."""
    first, last = source
    word, text = analysis.words[last - 1], analysis.tokens.texts[last - 1]
    another = last - first > 1 and word.key.startswith("و") and text.endswith(THIRD) and not word.tags & Tag.NAME
    return (first, last - 1) if another else source


_PRAYED_TO = frozenset(("الله", "المولي", "الباري", "العلي"))


def _part_object(draft: Draft) -> None:
    """واصفا القرار بأنه: what stands behind a participle is its object; whom it is hung on stands before it."""
    reading, layer = draft.cue.reading, draft.layer
    if draft.source is None or reading is None or reading.verb.object == "none":
        return
    if reading.verb.object == "target" and layer.cls(draft.match.content - 1) == "C":
        draft.match = replace(draft.match, content=draft.source[0])
    draft.source = None


def _is_background(analysis: Analysis, layer: Layer, cue: Cue) -> bool:
    """The outlet's own formula: يذكر أن, with nobody between verb and particle; والجدير ذكره أن."""
    last = analysis.phrase_end(cue.first, _backgrounds(), layer.last)
    if last > cue.first:
        return layer.cls(last) in "C,p:" and layer.cls(cue.first - 1) in "SB,K(R"
    return analysis.phrase_end(max(0, cue.first - 1), _backgrounds(), layer.last) == cue.last
