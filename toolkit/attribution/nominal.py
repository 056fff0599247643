"""Attributions whose content is a noun phrase: دعا إلى وقف القتال، نفى الاتهامات، حذر من التصعيد.

Here no complementizer says where the source ends and the content begins: the
preposition that the verb governs does, or the end of the noun phrase that is
the subject.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import begins_prepositional, skip_circumstances
from toolkit.attribution.drafts import Cue, Draft
from toolkit.attribution.lexemes import Reading, Tag, Verb, Word
from toolkit.attribution.names import is_name_like, name_in
from toolkit.attribution.phrases import is_head, noun_phrase, source_between, subject_before
from toolkit.attribution.rules import Match, Rule, load_rules
from toolkit.attribution.vocabulary import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.attribution.analysis import Analysis, Layer

__all__ = ["nominal_draft", "subject_end"]

_REACH = 30
"""How many tokens may stand between the verb and the preposition it governs."""


def nominal_draft(analysis: Analysis, layer: Layer, cue: Cue) -> Draft | None:
    """The attribution with a nominal content that `cue` opens; None where it opens none."""
    reading = cue.reading
    if reading is None or "nominal" not in reading.verb.takes or reading.slot.startswith(("pass", "juss")):
        return analysis.refuse("no noun phrase is its content: not of this verb, nor of a passive or jussive") or None
    if layer.block is not None or layer.cls(cue.first - 1) == "L" or (reading.pronoun and cue.name != "VERB"):
        # what a speaker himself reports inside marks is left to clauses
        return analysis.refuse("inside quotation marks, negated, or with an object pronoun") or None
    if reading.verb.group == "opine" and reading.slot.startswith("impf"):
        # يعتبر القطاع
        return analysis.refuse("«is considered», more often than «considers»") or None
    if cue.name == "HAL":
        if layer.cls(cue.first - 1) in "Vv" and reading.gender == "f":
            # قالت مدعية المحكمة
            return analysis.refuse("the subject of the verb before it, and no participle") or None
        if reading.verb.risk == "high" and layer.cls(cue.first - 1) != ",":
            return analysis.refuse("mostly something else, and no comma stands before it") or None
        return _of_participle(analysis, layer, cue, reading.verb)
    return _of_verb(analysis, layer, cue, reading.verb)


def _rule(name: str) -> Rule:
    return next(rule for rule in load_rules("nominal") if rule.id == name)


def _draft(layer: Layer, cue: Cue, rule: str, content: int, source: tuple[int, int] | None = None) -> Draft:
    draft = Draft(layer, cue, Match(_rule(rule), (cue.last, cue.last), content, content), source)
    draft.complement = "nominal"
    return draft


def _governed(analysis: Analysis, layer: Layer, start: int, end: int, verb: Verb) -> tuple[int, int] | None:
    """The preposition the verb governs: (its token, the first of the content); ب and ل belong to the content."""
    for i in range(start, min(end, start + _REACH)):
        word = analysis.words[i]
        if layer.cls(i) in "VHGvCRSBK:Q":
            return None
        if layer.cls(i) == "p" and word.key in verb.particles:
            return i, i + 1
        clitic = word.proclitics[-1:] or _unknown_clitic(word, first=i == start)
        if clitic and clitic in verb.particles and not word.tags & Tag.SETTING and not word.tags & Tag.TIME:
            return i, i
    return None


def _unknown_clitic(word: Word, *, first: bool) -> str:
    """ب or ل on a word that no lexicon knows: باغلاق."""
    unknown = not word.tags and not first and len(word.key) >= 5 and not word.definite
    return word.key[0] if unknown and word.key[0] in "بل" else ""


def _of_participle(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb) -> Draft | None:
    end = layer.end(cue.first)
    start = skip_circumstances(analysis, layer, cue.last, end)
    found = _governed(analysis, layer, start, min(end, start + 8), verb) if verb.particles else None
    if found is None and not verb.transitive:
        return analysis.refuse("the preposition that the verb governs does not follow") or None
    if found is not None:
        particle, content = found
        last = particle + 1 if particle == cue.last and content > particle else cue.last
        return _draft(layer, Cue(cue.name, cue.first, last, cue.reading), "hal-particle-nominal", content)
    if start >= end or layer.cls(start) not in "wnm" or begins_prepositional(analysis, layer, start):
        return analysis.refuse("no noun phrase follows that could be its content") or None
    return _draft(layer, cue, "hal-nominal", start)


def _of_verb(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb) -> Draft | None:
    end = layer.end(cue.first)
    reading = cue.reading
    if reading is None or (verb.risk == "high" and (layer.cls(cue.first) != "V" or not reading.slot.startswith("pf"))):
        return analysis.refuse("mostly something else, unless it is a plain perfect") or None
    if layer.cls(cue.first - 1) == "R" and (verb.risk != "low" or reading.slot.startswith("impf")):
        return analysis.refuse("in a relative clause, and often something else there") or None
    draft = _with_particle(analysis, layer, cue, verb, end) if verb.particles else None
    if draft is None and verb.transitive:
        draft = _with_object(analysis, layer, cue, verb, end)
    if draft is None:
        return analysis.refuse("neither the preposition it governs nor an object behind its subject follows") or None
    if draft.source is None:
        draft.source, draft.relative = subject_before(analysis, layer, cue.first)
        if verb.object == "target" and not reading.pronoun and _is_described(analysis, draft):
            return analysis.refuse("a passive that describes the thing before it") or None
    analysis.attempt(draft.match.rule.id)
    if draft.source is None and draft.match.rule.id == "verb-object-nominal" and not reading.proclitics:
        # أعلنت كل من
        return analysis.refuse("its subject was not understood, and without «and» it is not elided") or None
    if (verb.risk != "low" or reading.slot.startswith("impf")) and not _is_likely(analysis, draft):
        return analysis.refuse("often something else, and no source that speaks makes it likely here") or None
    return draft


def _is_described(analysis: Analysis, draft: Draft) -> bool:
    """محتوى وصف بالإساءة: a passive that describes the thing before it."""
    if draft.source is None:
        return False
    return not is_head(analysis.words[draft.source[0]]) and name_in(analysis, *draft.source) is None


def _is_likely(analysis: Analysis, draft: Draft) -> bool:
    reading = draft.cue.reading
    if draft.source is None:
        return (
            reading is not None
            and bool(reading.proclitics)
            and reading.verb.risk != "high"
            and reading.slot.startswith("pf")
        )
    first, last = draft.source
    perfect = reading is not None and reading.slot.startswith("pf")
    if perfect and last - first == 1 and is_name_like(analysis.words[first]):
        return True
    return any(is_head(analysis.words[i]) for i in range(first, min(last, first + 2)))


def _with_particle(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb, end: int) -> Draft | None:
    found = _governed(analysis, layer, cue.last, end, verb)
    if found is None:
        return None
    particle, content = found
    source = source_between(analysis, layer, cue.last, particle)
    if source is not None and verb.object != "none" and cue.reading is not None and not cue.reading.pronoun:
        subject = subject_end(analysis, layer, *source)
        ahead = _subject_ahead(analysis, layer, cue)
        if ahead is not None:
            # السلطات طمأنت المواطنين إلى: the subject stands before the verb, its object behind it
            if verb.object == "target":
                content = source[0]
            source = ahead
        elif subject < source[1]:
            if verb.object == "target":
                content = subject
            source = (source[0], subject)
        elif not _is_subject(analysis, cue.reading, source):
            # only one noun phrase: it is the object, the subject is elided
            if verb.object == "target":
                content = source[0]
            source = None
    last = particle + 1 if particle == cue.last and content > particle else cue.last
    return _draft(layer, Cue(cue.name, cue.first, last, cue.reading), "verb-particle-nominal", content, source)


def _subject_ahead(analysis: Analysis, layer: Layer, cue: Cue) -> tuple[int, int] | None:
    """The subject before a verb without و, where it is something that speaks."""
    if cue.reading is None or cue.reading.proclitics:
        return None
    found, _ = subject_before(analysis, layer, cue.first)
    return found if found is not None and is_head(analysis.words[found[0]]) else None


def _is_subject(analysis: Analysis, reading: Reading, phrase: tuple[int, int]) -> bool:
    """Whether the only noun phrase behind a verb is its subject: ودعا الوزير إلى, but ودعا الحكومة إلى.

    Without و a verb brings its subject; with it the subject is often left out, and agreement tells.
    """
    word = analysis.words[phrase[0]]
    if is_name_like(word) and phrase[1] - phrase[0] == 1:
        return True  # a surname: وحذر كيلي من
    if not is_head(word):
        return False
    if not reading.proclitics.startswith("و") or name_in(analysis, *phrase):
        return True
    feminine = word.bare.endswith("ه") or (word.title is not None and word.title.gender == "f")
    return (
        bool(word.tags & (Tag.TITLE | Tag.ORGANISATION))
        and feminine == (reading.gender == "f")
        and not word.key.endswith("ين")
    )


def _with_object(analysis: Analysis, layer: Layer, cue: Cue, verb: Verb, end: int) -> Draft | None:
    start = skip_circumstances(analysis, layer, cue.last, end)
    if cue.reading is not None and cue.reading.pronoun:
        return None
    if start >= end or layer.cls(start) not in "wnm" or begins_prepositional(analysis, layer, start):
        return None
    if not is_head(analysis.words[start]) and not name_in(analysis, start, min(end, start + 2)):
        return _draft(layer, cue, "verb-object-nominal", start) if verb.risk == "low" else None
    phrase = noun_phrase(analysis, layer, start, end)
    if phrase is None:
        return None
    subject = subject_end(analysis, layer, *phrase)
    content = skip_circumstances(analysis, layer, subject, end)
    for _ in range(2):
        if content < end and begins_prepositional(analysis, layer, content):
            content = skip_circumstances(analysis, layer, _past_complement(analysis, layer, content, end), end)
    if content >= end or begins_prepositional(analysis, layer, content):
        return None
    if layer.cls(content) not in "wnm" and analysis.words[content].key != "ما":
        return None
    return _draft(layer, cue, "verb-object-nominal", content, (start, subject))


@cache
def _bodies() -> tuple[Mapping[str, tuple[tuple[str, ...], ...]], ...]:
    return tuple(phrases(name) for name in ("organisations", "media", "sources_unnamed"))


def _fixed_end(analysis: Analysis, first: int, last: int) -> int:
    """Past a name of several words that a lexicon knows: وسائل إعلام."""
    return max(analysis.phrase_end(first, table, last) for table in _bodies())


def _short_name_end(words: Sequence[Word], first: int, last: int) -> int:
    """Where a name ends whose object may follow at once: behind its first surname."""
    i = first + 1
    while i < last and (words[i].tags & (Tag.NAME | Tag.NAME_PART) or words[i - 1].tags & Tag.NAME_PART):
        i += 1
    # a second given name serves as surname; a lone surname is not followed by another with the article
    alone = i == first + 1 and i < last and (not words[i].definite or bool(words[first].tags & Tag.NAME))
    unknown = i < last and not words[i].tags and words[i].noun is None and not words[i].definite
    return i + 1 if alone or unknown else i


def _past_complement(analysis: Analysis, layer: Layer, i: int, end: int) -> int:
    """Past a preposition and its noun, with the adjectives of that noun."""
    j = i + 1 if layer.cls(i) == "p" else i
    j += 1
    while (
        j < end
        and layer.cls(j) in "wm"
        and (analysis.words[j].tags & (Tag.NISBA | Tag.RELATIONAL) or analysis.words[j - 1].tags & Tag.SETTING)
    ):
        j += 1
    return j


def subject_end(analysis: Analysis, layer: Layer, first: int, last: int) -> int:
    """Where the subject ends that begins at token `first`, when its object follows without a preposition.

    A name ends it; else a definite head and its adjectives, or an indefinite one with the noun it is joined to.
    """
    words = analysis.words
    name = name_in(analysis, first, last)
    if name is not None:
        return _short_name_end(words, *name)
    i = max(first + 1, _fixed_end(analysis, first, last))
    if not words[first].definite and i == first + 1:
        body = bool(words[first].tags & Tag.ORGANISATION)
        while (
            i < last
            and not words[i].definite
            and not words[i].proclitics
            and (words[i].tags & (Tag.ORGANISATION | Tag.TITLE) or (body and words[i].noun is None))
            and not words[i].tags & Tag.NISBA
        ):
            i += 1  # هيئة سكك الجنوب
        if i < last and (words[i].definite or words[i].tags & Tag.PLACE) and not words[first].tags & Tag.PLACE:
            i += 1
    while i < last and words[i].tags & (Tag.NISBA | Tag.RELATIONAL) and words[i].definite == words[i - 1].definite:
        i += 1
    if i < last and layer.cls(i) == "p" and words[i].key in ("في", "من", "لدي") and words[first].tags & Tag.TITLE:
        i = min(last, i + 2)
    return i
