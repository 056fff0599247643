"""Finds the cues of a text and tries the rules on each."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.agreement import describes_another
from toolkit.attribution.ahead import subject_before
from toolkit.attribution.bare import bare_draft
from toolkit.attribution.circumstances import bears_pronoun, begins_prepositional
from toolkit.attribution.declined import declined_draft, refusing_cue
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.embedded import seen_through
from toolkit.attribution.government import governed
from toolkit.attribution.heads import is_head
from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.markers import marker_cues, may_mark, stands_within, with_marked_source
from toolkit.attribution.names import SAME, is_name_like, looks_verbal
from toolkit.attribution.nominal import asks, nominal_draft
from toolkit.attribution.phrases import source_between, with_apposition
from toolkit.attribution.relays import relayed_before
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.statements import done_draft, is_done, is_statement, statement_draft
from toolkit.attribution.trace import PATTERNS
from toolkit.attribution.verb_forms import is_pretext, verbs
from toolkit.attribution.verbs import has_object, with_particle, with_subject
from toolkit.attribution.vocabulary import phrases, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Reading, Verb, Word

__all__ = ["admits", "drafts", "rules_for"]


@cache
def rules_for(cue: str) -> tuple[Rule, ...]:
    """The rules for a class of cues, in order of preference."""
    return tuple(rule for rule in load_rules() if rule.cue == cue)


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
    best = _best_match(analysis, layer, cue, layer.classes, backwards, layer.first)
    if best is not None and _reports_noun(analysis, layer, cue, best):
        analysis.attempt("nominal")
        nominal = nominal_draft(analysis, layer, cue)
        if nominal is not None:
            return nominal
    draft = _with_match(analysis, layer, cue, best) if best is not None else None
    if draft is None and cue.name in ("VERB", "HAL"):
        analysis.attempt("nominal")
        draft = nominal_draft(analysis, layer, cue)
    if draft is None and best is None and cue.name == "VERB":
        classes = seen_through(analysis, layer, cue)
        if classes is not None:
            best = _best_match(analysis, layer, cue, classes, classes[::-1], cue.first)
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
_AIMS = frozenset("ضروره اهميه عدم محاوله تقديم شن ضم".split())


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
    if cue.name == "NOUN" and draft.source is not None:
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


_LAST_RESORT = "according-first-verb"
"""Without a comma a verb may also describe the source, so that a rule that sees a comma or a particle goes before."""


def _best_match(analysis: Analysis, layer: Layer, cue: Cue, classes: str, backwards: str, shift: int) -> Match | None:
    """The match whose content is nearest; what stands behind the cue goes before what stands ahead of it.

    `classes` are those of the layer, or what the cue sees of them, from token `shift` on.
    """
    best: Match | None = None
    for rule in _admitting(cue.name, cue.reading.verb.key if cue.reading is not None else ""):
        if rule.id == _LAST_RESORT and best is not None:
            continue
        match = rule.match(classes, backwards, cue.first - shift, cue.last - shift)
        match = _moved(match, shift) if match is not None else None
        if match is None or not _holds(analysis, layer, cue, match):
            continue
        if best is None or (not rule.looks_back and not best.rule.looks_back and match.gap[1] < best.gap[1]):
            best = match
    return best


def _moved(match: Match, by: int) -> Match:
    """A match in the tokens of the text, where its classes begin at token `by`."""
    first, last = match.gap
    return replace(match, gap=(first + by, last + by), content=match.content + by, end=match.end + by)


def admits(rule: Rule, cue: Cue) -> bool:
    """Whether a rule holds for the verb of the cue."""
    return rule in _admitting(cue.name, cue.reading.verb.key if cue.reading is not None else "")


@cache
def _admitting(cue: str, key: str) -> tuple[Rule, ...]:
    """The rules for a class of cues that hold for the verb of this key; all of them where the cue has none."""
    if not key:
        return rules_for(cue)
    verb = verbs()[key]
    return tuple(
        rule
        for rule in rules_for(cue)
        if (not rule.takes or rule.takes in verb.takes) and (not rule.groups or verb.group in rule.groups)
    )


def _is_informing(cue: Cue, noun: Word, i: int) -> bool:
    """Whether the noun at token `i` before أن is who says so: أفادت المعلومات أن, and not أكدت المعلومات."""
    reading = cue.reading
    speaks = reading is not None and reading.gender == "f" and reading.verb.group in ("inform", "state", "say", "point")
    return speaks and i == cue.last and noun.key in _INFORMING


_INFORMING = frozenset(("المعلومات", "الانباء", "المعطيات", "المصادر", "التقديرات", "الشائعات"))


def _is_loose(analysis: Analysis, verb: Verb, i: int) -> bool:
    """Whether a verb of saying stands with إلى أن at token `i`, like أشار, as careless texts have it: وأضاف إلى أن."""
    beside = analysis.words[i - 1].key in _BESIDES
    return analysis.words[i].key == "الي" and verb.group in _LOOSE and verb.risk != "high" and not beside


_LOOSE = frozenset(("add", "assert", "state", "explain", "inform"))
_BESIDES = frozenset(("بالاضافه", "اضافه", "وبالاضافه", "واضافه", "نسبه", "بالنسبه"))


def _holds(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool:
    """Whether the complementizer is the cue's own."""
    if match.rule.id.startswith("verb-saying") and cue.reading is not None and cue.reading.verb.group in _JUDGING:
        return _is_plain(analysis, layer, match)
    asked = _own_condition(analysis, layer, cue, match)
    if asked is not None:
        return asked
    if match.rule.content != "CLAUSE" or cue.name not in ("VERB", "HAL", "NOUN"):
        return True
    comp = match.content - 1
    if comp - 1 < cue.last:
        return True
    before, rule = analysis.words[comp - 1], match.rule.id
    if layer.cls(comp - 1) == "p" and not bears_pronoun(analysis, layer, comp - 1):
        verb = cue.reading.verb if cue.reading is not None else None
        governed = verb is not None and (before.key in verb.particles or _is_loose(analysis, verb, comp - 1))
        return governed or analysis.refuse("the complementizer hangs on a preposition of its own", rule=rule)
    if before.tags & Tag.CLAUSE_NOUN and layer.cls(comp - 1) != "t" and not _is_informing(cue, before, comp - 1):
        return analysis.refuse("the complementizer hangs on the noun before it", rule=rule)
    return True


def _bears_object(verb: Word) -> bool:
    """Whether the pronoun of what it is about is written together with a verb: نشرته, but not يشتبه."""
    return bool(verb.finite.pronoun) if verb.finite is not None else verb.key.endswith(THIRD)


def _own_condition(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool | None:
    """Whether what else a rule asks for holds of the place it fits; None for a rule that asks for nothing else."""
    rule, content = match.rule.id, match.content
    if rule == _LAST_RESORT:
        of_it = _bears_object(analysis.words[content]) or bears_pronoun(analysis, layer, content + 1)
        described = of_it and match.gap[0] < match.gap[1]  # تقرير نشرته الصحيفة, تصريحات أدلى بها
        return not described or analysis.refuse("the verb describes the source", rule=rule)
    if rule == "clause-verb":
        return _is_postposed(analysis, layer, cue, match) or analysis.refuse("it closes no sentence", rule=rule)
    if rule == "according-joined":
        return analysis.words[content - 1].key.startswith("فا")
    if rule == "according-within":
        return stands_within(analysis, layer, cue)
    if rule == "resumed":
        return _resumes(analysis, cue) or analysis.refuse("its object is not what was just said", rule=rule)
    return None


def _is_postposed(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool:
    """Whether a verb of the present and who speaks close what he says, or stand in the middle of it: …، يقول فلان."""
    first, last = match.gap
    reading = cue.reading
    if reading is None or reading.slot not in ("impf.3ms", "impf.3fs") or reading.proclitics or first == last:
        return False
    plain = all(layer.cls(i) in "wnm" for i in range(first, last))
    plain = plain and not begins_prepositional(analysis, layer, first)  # …، تطالب برحيله
    parted = layer.cls(cue.first - 1) == layer.cls(last) or layer.cls(last) in "SB"
    return plain and parted and reading.verb.risk != "high" and not reading.pronoun


def _is_plain(analysis: Analysis, layer: Layer, match: Match) -> bool:
    """Whether nothing but a subject stands between the two parts of a cue: وأكد فلان قائلا, but أكد الخبر قائلا."""
    first, last = match.gap
    while last > first and layer.cls(last - 1) == ",":
        last -= 1  # وتساءل فلان، بقوله
    source = source_between(analysis, layer, first, last) if last > first else None
    if source is None or source[1] < last:
        return first == last
    head = analysis.words[source[0]]
    return is_head(head) or is_name_like(head) or (head.definite and not head.tags & Tag.COMMON)


_JUDGING = frozenset(("assert", "warn", "admit", "deny", "claim"))
"""Verbs that are the first part of a two-part cue only with nothing but their subject before the second."""


def _resumes(analysis: Analysis, cue: Cue) -> bool:
    """Whether the object of the verb is what was just said: …، وهو ما نفاه فلان."""
    opening = (analysis.words[cue.first - 2].key, analysis.words[cue.first - 1].key)
    return opening in _RESUMING and cue.reading is not None and cue.reading.pronoun in ("ه", "ته", "ها")


_RESUMING = frozenset((pronoun, "ما") for pronoun in ("وهو", "هو", "وهذا", "وذلك"))


def _is_background(analysis: Analysis, layer: Layer, cue: Cue) -> bool:
    """The outlet's own formula: يذكر أن, with nobody between verb and particle; والجدير ذكره أن."""
    last = analysis.phrase_end(cue.first, _backgrounds(), layer.last)
    if last > cue.first:
        return layer.cls(last) in "C,p:" and layer.cls(cue.first - 1) in "SB,K(R"
    return analysis.phrase_end(max(0, cue.first - 1), _backgrounds(), layer.last) == cue.last
