"""Finds the cues of a text and tries the rules on each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import bears_pronoun
from toolkit.attribution.declined import declined_draft, refusing_cue
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.names import QUANTITIES, is_name_like, name_run
from toolkit.attribution.nominal import nominal_draft
from toolkit.attribution.phrases import is_head, noun_phrase, source_between
from toolkit.attribution.relays import relayed_before, relayed_between
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.trace import PATTERNS
from toolkit.attribution.verb_forms import verbs
from toolkit.attribution.verbs import has_object, with_particle, with_subject
from toolkit.attribution.vocabulary import phrases, word
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.lexemes import Reading

__all__ = ["admits", "drafts", "rules_for"]


@cache
def rules_for(cue: str) -> tuple[Rule, ...]:
    """The rules for a class of cues, in order of preference."""
    return tuple(rule for rule in load_rules() if rule.cue == cue)


@cache
def _markers(kind: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("markers", kind)


@cache
def _governing_markers(kind: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Those that end with ل, by their first word."""
    found = {first: tuple(e for e in entries if e[-1] == "ل") for first, entries in _markers(kind).items()}
    return {first: entries for first, entries in found.items() if entries}


@cache
def _backgrounds() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("backgrounds", "formula")


@cache
def _not_sources() -> frozenset[str]:
    return frozenset(normalize(row["form"]) for row in load_lexicon("not_sources").rows)


def drafts(analysis: Analysis, layer: Layer) -> list[Draft]:
    """The attributions of one layer, in the order of their cues; no token is cue twice."""
    backwards = layer.classes[::-1]
    found: list[Draft] = []
    behind = layer.first
    trace = analysis.trace
    for cue in _cues(analysis, layer):
        if cue.first < behind or (found and _within_gap(found[-1], cue)):
            if trace is not None:
                trace.begin(layer, cue, within=found[-1])
            continue
        if trace is not None:
            trace.begin(layer, cue)
        draft = _draft(analysis, layer, backwards, cue)
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


def _within_gap(draft: Draft, cue: Cue) -> bool:
    """Whether a marker only says by whom the subject of a verb spoke: أعلنت الشركة على لسان مديرها أن."""
    return cue.name == "MARKER" and draft.cue.name == "VERB" and draft.match.gap[0] <= cue.first < draft.match.gap[1]


def _cues(analysis: Analysis, layer: Layer) -> Iterator[Cue]:
    words = analysis.words[layer.first : layer.last]
    for i in [i for i, found in enumerate(words, layer.first) if found.opens]:
        name, found = layer.cls(i), analysis.words[i]
        if found.tags & Tag.MARKS and name in "wpKRtv" and _may_mark(analysis, i):
            yield from _marker_cues(analysis, layer, i)
        if found.tags & Tag.DECLINES and name not in "VqQ":
            declining = refusing_cue(analysis, layer, i)
            if declining is not None:
                yield declining
        if name == "V":
            yield Cue("VERB", i, i + 1, _as_reply(analysis, layer, i) or found.finite)
        elif name in "HG":
            yield Cue("HAL", i, i + 1, found.hal or found.noun)
        elif name == "w" and found.finite is not None and found.finite.weak and _evident(analysis, layer, i):
            yield Cue("VERB", i, i + 1, found.finite)
        elif name == "w" and found.hal is not None and layer.cls(i + 1) == ":" and layer.cls(i + 2) == "Q":
            yield Cue("HAL", i, i + 1, found.hal)
        elif name == "N":
            yield Cue("NOUN", i, i + 1, found.noun)


_THIRD = ("ه", "ها", "هم", "هما", "هن")


_REPLIES = frozenset(("ورد", "وردت", "وردوا"))


def _as_reply(analysis: Analysis, layer: Layer, i: int) -> Reading | None:
    """ورد فلان is و and رد, and not the verb ورد, where somebody follows and no document."""
    key = analysis.words[i].key
    behind = analysis.words[i + 1] if i + 1 < layer.last else None
    if key not in _REPLIES or behind is None or layer.cls(i + 1) != "w" or behind.proclitics:
        return None
    known = behind.tags & (Tag.TITLE | Tag.NAME | Tag.ORGANISATION | Tag.PLACE)
    if not known and not is_name_like(behind) and not (behind.definite and not behind.tags):
        return None
    reading = word(key[1:]).finite
    return replace(reading, proclitics="و") if reading is not None else None


def _evident(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a form that is mostly something else must be a verb here: a complementizer or speech comes at once."""
    word = analysis.words[i]
    reading = word.finite
    if reading is None or ".1" in reading.slot or reading.slot.startswith("juss") or word.definite:
        return False
    if word.tags & Tag.CIRCUMSTANCE or (i > layer.first and analysis.words[i - 1].tags & Tag.NAME_PART):
        return False  # هناك, أبو زيد
    following = layer.cls(i + 1)
    if following == "C" or (following == ":" and layer.cls(i + 2) == "Q"):
        return not word.tags & (Tag.TITLE | Tag.CLAUSE_NOUN | Tag.NAMED_NOUN)
    behind = analysis.words[i + 1] if i + 1 < layer.last else None
    if behind is None or behind.proclitics:
        return False
    stretch = layer.classes[i + 1 - layer.first : i + 6 - layer.first]
    if reading.verb.group == "document" and behind.tags & Tag.DOCUMENT and stretch.lstrip("w")[:1] == "C":
        return True  # تظهر الدراسات أن
    if layer.cls(i - 1) not in "SBK,":
        return False
    if word.tags & Tag.NAMED_NOUN:
        return False  # مسؤول يدعى فلان
    if behind.tags & (Tag.TITLE | Tag.NAME):
        return True
    return is_name_like(behind) and stretch.lstrip("w")[:1] == "C"


@cache
def _second_words() -> Mapping[str, frozenset[str]]:
    """The words behind the first of each marker; "" where there is none, or where it begins with ل."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in ("clause", "noun"):
        for first, entries in _markers(kind).items():
            found[first] |= {"" if entry[1:] in ((), ("ل",)) else entry[1] for entry in entries}
    return {first: frozenset(seconds) for first, seconds in found.items()}


def _may_mark(analysis: Analysis, i: int) -> bool:
    """Whether the word behind token `i` may belong to a marker that begins there: for most of في and من it does not."""
    second = analysis.words[i + 1].key if i + 1 < len(analysis) else ""
    candidates = [_second_words().get(first) for first in analysis.words[i].firsts]
    return any(seconds and ("" in seconds or second in seconds) for seconds in candidates)


def _marker_cues(analysis: Analysis, layer: Layer, i: int) -> Iterator[Cue]:
    for name, kind in (("ASMARKER", "clause"), ("MARKER", "noun")):
        last = analysis.phrase_end(i, _markers(kind), layer.last)
        if last == i:
            last = _governing(analysis, layer, i, kind)
        if last > i:
            if name == "MARKER":
                yield Cue(name, i, last)
            elif layer.cls(last) == "V":
                yield Cue(name, i, last, analysis.words[last].finite)
            else:
                continue
            return


def _governing(analysis: Analysis, layer: Layer, i: int, kind: str) -> int:
    """The same for a marker that governs ل, which is written with the next word: وفقا لمسؤولين."""
    key, governing = analysis.words[i].key, _governing_markers(kind)
    for first in (key, key[1:] if key[:1] in "وف" else ""):
        for entry in governing.get(first, ()):
            last = i + len(entry) - 1
            if last >= layer.last:
                continue
            if all(analysis.words[i + k].key == entry[k] for k in range(1, len(entry) - 1)):
                following = analysis.words[last]
                if following.key.startswith("ل"):
                    return last
    return i


def _draft(analysis: Analysis, layer: Layer, backwards: str, cue: Cue) -> Draft | None:
    if cue.name == "VERB" and _is_background(analysis, layer, cue):
        return analysis.refuse("a background formula of the outlet, which names no source") or None
    analysis.attempt("declined")
    declined = declined_draft(analysis, layer, cue)
    if declined is not None:
        return declined
    analysis.attempt(PATTERNS)
    best = _best_match(analysis, layer, backwards, cue)
    draft = _with_match(analysis, layer, cue, best) if best is not None else None
    if draft is None and cue.name in ("VERB", "HAL"):
        analysis.attempt("nominal")
        return nominal_draft(analysis, layer, cue)
    return draft


def _with_match(analysis: Analysis, layer: Layer, cue: Cue, best: Match) -> Draft | None:
    analysis.attempt(best.rule.id)
    draft = Draft(layer, cue, best)
    if cue.name in ("MARKER", "ASMARKER"):
        return _with_marked_source(analysis, draft)
    draft.source = source_between(analysis, layer, *best.gap)
    if cue.name == "VERB":
        return with_subject(analysis, draft)
    if cue.name == "HAL":
        if draft.source is not None and analysis.words[draft.source[0]].key in _PRAYED_TO:
            return analysis.refuse("a prayer, which tells nobody anything") or None  # سائلين المولى أن
        if cue.reading is not None and has_object(analysis, draft, cue.reading.verb):
            return analysis.refuse("the quotation belongs to a noun that is reported") or None
        with_particle(analysis, draft)
        _part_object(draft)
    if cue.name == "NOUN" and draft.source is None:
        draft.source, draft.via = relayed_before(analysis, layer, cue.first)
    return draft


_PRAYED_TO = frozenset(("الله", "المولي", "الباري", "العلي"))


def _part_object(draft: Draft) -> None:
    """واصفا القرار بأنه: what stands behind a participle is its object; whom it is hung on stands before it."""
    reading, layer = draft.cue.reading, draft.layer
    if draft.source is None or reading is None or reading.verb.object == "none":
        return
    if reading.verb.object == "target" and layer.cls(draft.match.content - 1) == "C":
        draft.match = replace(draft.match, content=draft.source[0])
    draft.source = None


def _best_match(analysis: Analysis, layer: Layer, backwards: str, cue: Cue) -> Match | None:
    """The match whose content is nearest; what stands behind the cue goes before what stands ahead of it."""
    best: Match | None = None
    shift = layer.first
    for rule in _admitting(cue.name, cue.reading.verb.key if cue.reading is not None else ""):
        match = rule.match(layer.classes, backwards, cue.first - shift, cue.last - shift)
        if match is None or not _holds(analysis, layer, cue, match):
            continue
        if best is None or (not rule.looks_back and not best.rule.looks_back and match.gap[1] < best.gap[1]):
            best = match
    if best is None:
        return None
    first, last = best.gap
    return replace(best, gap=(first + shift, last + shift), content=best.content + shift, end=best.end + shift)


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


def _holds(analysis: Analysis, layer: Layer, cue: Cue, match: Match) -> bool:
    """Whether the complementizer is the cue's own."""
    if match.rule.id.startswith("verb-saying") and cue.reading is not None and cue.reading.verb.group in _JUDGING:
        return _is_plain(analysis, layer, match)
    if match.rule.id == "resumed":
        return _resumes(analysis, cue) or analysis.refuse("its object is not what was just said", rule="resumed")
    if match.rule.content != "CLAUSE" or cue.name not in ("VERB", "HAL", "NOUN"):
        return True
    comp = match.content - 1 + layer.first
    if comp - 1 < cue.last:
        return True
    before, rule = analysis.words[comp - 1], match.rule.id
    if layer.cls(comp - 1) == "p" and not bears_pronoun(analysis, layer, comp - 1):
        governed = cue.reading is not None and before.key in cue.reading.verb.particles
        return governed or analysis.refuse("the complementizer hangs on a preposition of its own", rule=rule)
    if before.tags & Tag.CLAUSE_NOUN:
        return analysis.refuse("the complementizer hangs on the noun before it", rule=rule)
    return True


def _is_plain(analysis: Analysis, layer: Layer, match: Match) -> bool:
    """Whether nothing but a subject stands between the two parts of a cue: وأكد فلان قائلا, but أكد الخبر قائلا."""
    first, last = match.gap[0] + layer.first, match.gap[1] + layer.first
    source = source_between(analysis, layer, first, last) if last > first else None
    if source is None or source[1] < last:
        return first == last
    head = analysis.words[source[0]]
    return is_head(head) or is_name_like(head) or (head.definite and not head.tags & Tag.COMMON)


_JUDGING = frozenset(("assert", "warn", "admit", "deny", "claim", "ask"))
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


def _with_marked_source(analysis: Analysis, draft: Draft) -> Draft | None:
    """The draft of an according-to marker, whose noun phrase must be something that speaks."""
    layer, cue = draft.layer, draft.cue
    if cue.name == "ASMARKER" and cue.reading is not None and cue.reading.verb.key in ("jaa", "warada"):
        return _as_in_document(analysis, draft)
    if cue.name == "ASMARKER":
        draft.source = _with_description(analysis, draft, source_between(analysis, layer, *draft.match.gap))
        relay = cue.reading is not None and cue.reading.verb.group == "relay"
        relayed = relayed_between(analysis, layer, *draft.match.gap, relay=relay)
        if relayed is not None and analysis.words[relayed[0] - 2].key == "نقلا":
            return analysis.refuse("a marker of its own follows") or None
        if relayed is not None:
            draft.via, draft.source = draft.source, relayed
        draft.cue = replace(cue, last=cue.last + 1)
        return draft if _compares_speech(analysis, draft) else None
    first, last = draft.match.gap
    if first == last:
        suffixed = analysis.words[cue.last - 1].key.endswith(_THIRD)
        return draft if suffixed or analysis.refuse("no source behind the marker") else None
    draft.source = _with_description(analysis, draft, noun_phrase(analysis, layer, first, last))
    behind_comma = draft.match.rule.id == "according" and layer.cls(cue.first - 1) == ","
    if draft.source is None:
        return analysis.refuse("nothing behind the marker can be a source") or None
    return draft if _can_speak(analysis, draft.source, lenient=behind_comma) else None


def _as_in_document(analysis: Analysis, draft: Draft) -> Draft | None:
    """وفقا لما ورد في رسالة الرئيس: the document stands behind the preposition."""
    layer, first = draft.layer, draft.match.gap[0]
    draft.cue = replace(draft.cue, last=draft.cue.last + 1)
    if layer.cls(first) != "p" or analysis.words[first].key != "في":
        return draft if draft.match.gap[0] == draft.match.gap[1] else None
    draft.source = noun_phrase(analysis, layer, first + 1, draft.match.gap[1])
    return draft if draft.source is not None else None


def _with_description(analysis: Analysis, draft: Draft, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """The source of a marker with what stands behind its comma, where what was said stands before the marker.

    That is a second description of the source (وفق مديرة الغابات، صبرينة حكار), or the source itself behind when or
    where it was said (حسبما أفادت، اليوم، مديرة الغابات).
    """
    layer, last = draft.layer, draft.match.gap[1]
    end = layer.end(draft.cue.first)
    if draft.match.rule.content != "BEFORE" or not last < end - 1 or layer.cls(last) != ",":
        return source
    if source is None and not analysis.words[draft.cue.first].key.endswith("كما"):
        return source_between(analysis, layer, draft.match.gap[0], end)
    if source is None or source[1] != last:
        return source
    titled = analysis.words[last + 1].tags & Tag.TITLE
    named = name_run(analysis, last + 1, end) >= last + 3
    return noun_phrase(analysis, layer, source[0], end) if named or titled else source


def _compares_speech(analysis: Analysis, draft: Draft) -> bool:
    """كما also means «and also»: it marks a source only with a verb of saying that has no content of its own."""
    reading = draft.cue.reading
    if not analysis.words[draft.cue.first].key.endswith("كما"):
        named = draft.source is not None or (reading is not None and reading.verb.risk == "low")
        return named or analysis.refuse("the verb behind the marker has no source, and is often something else")
    if reading is None or reading.verb.group not in (
        "say",
        "state",
        "explain",
        "inform",
        "announce",
        "assert",
        "relay",
    ):
        return analysis.refuse("«and also»: no verb of saying follows")
    if draft.match.rule.content != "BEFORE" or "clause" not in reading.verb.takes:
        return analysis.refuse("«and also»: the verb has a content of its own behind it")
    at = draft.cue.first - 1
    quoted = draft.layer.cls(at - 1 if draft.layer.cls(at) == "," else at) == "q"  # «…»، كما يقول فلان
    alone = draft.match.gap[1] == draft.match.gap[0] or (
        draft.source is not None
        and draft.source[1] >= draft.match.gap[1] - 1
        and (quoted or is_head(analysis.words[draft.source[0]]))
    )
    return alone or analysis.refuse("«and also»: more than a source stands behind the verb")


def _can_speak(analysis: Analysis, source: tuple[int, int], *, lenient: bool) -> bool:
    """The source test of according-to: a law or a plan is none."""
    first, last = source
    while first < last - 1 and analysis.words[first].key in QUANTITIES:
        first += 1
    word = analysis.words[first]
    if word.bare in _not_sources() or word.key in _not_sources():
        return analysis.refuse("the source test: this noun is listed as no source, like a law or a plan")
    if is_head(word) or (lenient and not word.definite and not word.key.endswith(_THIRD)):
        return True
    if word.definite:
        near = range(first, min(last, first + 2))
        if any(analysis.words[i].tags & (Tag.NISBA | Tag.ORGANISATION) for i in near):
            return True
        return analysis.refuse("the source test: a definite noun that no lexicon knows as one that speaks")
    # a name that no lexicon knows
    if word.key.endswith(("هم", "ها", "هما")):
        return analysis.refuse("the source test: a noun with a possessive")  # حسب أهوائهم
    named = last - first <= 3 and all(
        is_name_like(analysis.words[i]) or analysis.words[i].definite for i in range(first, last)
    )
    return named or analysis.refuse("the source test: neither one that speaks nor like a name")
