"""According-to markers: where they stand, and whether what stands behind them is a source."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolkit.attribution.drafts import Cue
from toolkit.attribution.heads import head_at, is_head
from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.named import name_in
from toolkit.attribution.names import is_name_like
from toolkit.attribution.phrases import noun_phrase, source_between, with_apposition
from toolkit.attribution.quantities import LATEST, NUMBERS, QUANTITIES, is_governed_quantity
from toolkit.attribution.relays import relayed_between
from toolkit.attribution.subjects import fixed_end
from toolkit.attribution.vocabulary import phrases
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.lexemes import Reading, Word

__all__ = ["FIRST_COMMA", "PARTING", "marker_cues", "may_mark", "stands_within", "with_marked_source"]


@cache
def _markers(kind: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return phrases("markers", kind)


@cache
def _governing_markers(kind: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Those that end with ل, by their first word."""
    found = {first: tuple(e for e in entries if e[-1] == "ل") for first, entries in _markers(kind).items()}
    return {first: entries for first, entries in found.items() if entries}


@cache
def _not_sources() -> frozenset[str]:
    return frozenset(normalize(row["form"]) for row in load_lexicon("not_sources").rows)


@cache
def _second_words() -> Mapping[str, frozenset[str]]:
    """The words behind the first of each marker; "" where there is none, or where it begins with ل."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in ("clause", "noun"):
        for first, entries in _markers(kind).items():
            found[first] |= {"" if entry[1:] in ((), ("ل",)) else entry[1] for entry in entries}
    return {first: frozenset(seconds) for first, seconds in found.items()}


def may_mark(analysis: Analysis, i: int) -> bool:
    """Whether the word behind token `i` may belong to a marker that begins there: for most of في and من it does not."""
    second = analysis.words[i + 1].key if i + 1 < len(analysis) else ""
    candidates = [_second_words().get(first) for first in analysis.words[i].firsts]
    return any(seconds and ("" in seconds or second in seconds) for seconds in candidates)


def _says(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether the verb of a marker stands here: حسبما ذكر."""
    reading = analysis.words[i].finite if i < layer.last else None
    return reading is not None and layer.cls(i) == "V" and not reading.slot.startswith("juss")  # على ما يجب أن


def marker_cues(analysis: Analysis, layer: Layer, i: int) -> Iterator[Cue]:
    """The marker that begins at token `i`, as a cue: one a verb follows (حسبما ذكر), or one a noun phrase follows."""
    if analysis.words[i].key == "فحسب" and layer.cls(i - 1) not in "SB,-":
        return  # ليست ساذجة فحسب: only
    for name, kind in (("ASMARKER", "clause"), ("MARKER", "noun")):
        last = _marker_end(analysis, layer, i, kind, layer.last)
        if last > i:
            if name == "MARKER":
                yield Cue(name, i, last)
                shorter = _marker_end(analysis, layer, i, kind, last - 1)
                if i < shorter < last:
                    yield Cue(name, i, shorter)  # وبحسب تصريحات أدلى بها: the noun is the source
            elif (
                _says(analysis, layer, last)
                and not (analysis.words[i].key == "كما" and layer.cls(i - 1) in "SB")
                and not (analysis.words[i].key == "علي" and _calls_it(analysis.words[last]))
            ):
                yield Cue(name, i, last, analysis.words[last].finite)  # at the beginning كما is «and also»
            else:
                continue
            return


def _calls_it(verb: Word) -> bool:
    """Whether a verb calls something by a name, so that ما is that thing: الرقابة على ما وصفته بـ."""
    return verb.finite is not None and verb.finite.calls_it


def _marker_end(analysis: Analysis, layer: Layer, i: int, kind: str, end: int) -> int:
    """Where the longest marker ends that begins at token `i` and ends at `end` at the latest; `i` where none does."""
    last = analysis.phrase_end(i, _markers(kind), end)
    return last if last > i else _governing(analysis, layer, i, kind)


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


def stands_within(analysis: Analysis, layer: Layer, cue: Cue) -> bool:
    """Whether a marker with the pronoun of who speaks parts a clause: ويمارس بحسبها سياسة; المعطيات - حسبه - كافية."""
    if analysis.words[cue.first].key not in _ACCORDING_TO_HIM:
        return analysis.refuse("it bears no pronoun of a speaker", rule="according-within")
    parted = layer.cls(cue.first - 1) == layer.cls(cue.last) == "-" or layer.cls(cue.last) not in "SB,-"
    return parted or analysis.refuse("it stands at the end of its clause", rule="according-within")


def with_marked_source(analysis: Analysis, draft: Draft) -> Draft | None:
    """The draft of an according-to marker, whose noun phrase must be something that speaks."""
    layer, cue = draft.layer, draft.cue
    if cue.name == "ASMARKER" and cue.reading is not None and cue.reading.verb.key in ("jaa", "warada"):
        return _as_in_document(analysis, draft)
    if cue.name == "ASMARKER":
        draft.source = _with_description(analysis, draft, source_between(analysis, layer, *draft.match.gap))
        relay = cue.reading is not None and cue.reading.verb.group == "relay"
        relayed = relayed_between(analysis, layer, *draft.match.gap, relay=relay)
        if relayed is not None:
            draft.via, draft.source = draft.source, relayed
        if relayed is not None and analysis.words[relayed[0] - 2].key == "نقلا":
            draft.cue = replace(cue, first=relayed[0] - 2, last=relayed[0])  # وفق ما ذكرت وكالة نقلا عن مصدر
        else:
            draft.cue = replace(cue, last=cue.last + 1)
            draft.source = _past_apposition(analysis, draft, draft.source)
        return draft if _compares_speech(analysis, draft) else None
    first, last = draft.match.gap
    if first == last:
        suffixed = analysis.words[cue.last - 1].key.endswith(THIRD)
        if analysis.words[cue.first].key in _SUFFICES and layer.cls(cue.first - 1) not in ",-":
            return analysis.refuse("in the flow of a clause it is «enough for him»") or None
        return draft if suffixed or analysis.refuse("no source behind the marker") else None
    if analysis.words[first].key in _TO_HIM and analysis.words[cue.first].key.endswith("وفقا"):
        draft.cue = replace(cue, last=first + 1)  # ووفقا له، فإن
        return draft
    draft.source = _with_description(analysis, draft, noun_phrase(analysis, layer, first, last))
    ended = draft.source[1] if draft.source is not None and draft.match.rule.id == "according-first-comma" else last
    if ended != last and _begins_with_verb(analysis, layer, ended):
        draft.match = replace(draft.match, content=ended)  # وبحسب الجمارك ضبط المفتشون الشحنة، ثم
    draft.source = _past_apposition(analysis, draft, draft.source)
    behind_comma = draft.match.rule.id == "according" and layer.cls(cue.first - 1) == ","
    if draft.source is None:
        return analysis.refuse("nothing behind the marker can be a source") or None
    if draft.match.rule.id in PARTING and not _goes_on_behind(analysis, draft, draft.source):
        return analysis.refuse("the clause does not go on behind it") or None
    if _is_title_alone(layer, cue, draft.source):
        return draft
    return draft if _can_speak(analysis, layer, draft.source, lenient=behind_comma) else None


FIRST_COMMA = ("according-first-comma", "as-verb-first-comma")
"""Rules by which what was said begins behind the comma that ends the source."""
PARTING = ("according-parting", "according-topic")
"""The rules of markers in the flow of a clause."""


def _goes_on_behind(analysis: Analysis, draft: Draft, source: tuple[int, int]) -> bool:
    """Whether the clause that a marker parts goes on right behind its source: with أن, or with the verb of its topic.

    A verb behind an indefinite source describes that: وفق دراسات تستند إلى.
    """
    layer, (first, last) = draft.layer, source
    if last != draft.match.gap[1]:
        return False
    if draft.match.rule.id == "according-parting":
        return True
    begins = layer.start(draft.cue.first)
    verbs = any(layer.cls(i) in "vVQq" for i in range(begins, draft.cue.first))
    known = analysis.words[first].definite or analysis.words[first].tags & (Tag.NAME | Tag.PLACE)
    return bool(known) and not verbs


def _is_title_alone(layer: Layer, cue: Cue, source: tuple[int, int]) -> bool:
    """Whether marks enclose one word behind a marker that is parted off: ارتفعت الأسعار، بحسب «الأفق»."""
    first, last = source
    marked = layer.cls(first) == layer.cls(last - 1) == "m" and last - first == _TITLE
    return marked and layer.cls(cue.first - 1) in "SB,-" and layer.cls(last) in "SB,-C"


_TITLE = 3
"""How many tokens one word and the marks around it are."""


def _begins_with_verb(analysis: Analysis, layer: Layer, i: int) -> bool:
    """Whether a clause begins with the verb at `i`, and no relative clause on what stands before it."""
    verb = analysis.words[i]
    return layer.cls(i) in "vV" and not verb.key.endswith(THIRD) and bool(analysis.words[i - 1].definite)


_TO_HIM = frozenset(("له", "لها", "لهم", "لهما"))
_SUFFICES = frozenset(("حسبه", "حسبها"))


_ACCORDING_TO_HIM = _SUFFICES | frozenset(("بحسبه", "بحسبها", "بحسبهم"))


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
    return with_apposition(analysis, layer, source, end)


def _past_apposition(analysis: Analysis, draft: Draft, source: tuple[int, int] | None) -> tuple[int, int] | None:
    """The same where what was said stands behind the source, and its second comma: وبحسب المدير، فلان، فإن."""
    layer, cue = draft.layer, draft.cue
    if source is None or draft.match.rule.id not in FIRST_COMMA or source[1] != draft.match.gap[1]:
        return source
    whole = with_apposition(analysis, layer, source, layer.end(cue.first))
    content = whole[1] + (layer.cls(whole[1]) == ",")
    if whole == source or layer.cls(whole[1]) not in ",C" or content >= layer.end(cue.first):
        return source
    if layer.cls(content) == "C":
        content += 1
    elif not any(word.tags & Tag.NAME for word in analysis.words[source[0] : whole[1]]):
        return source  # no particle, no name: what was said begins behind the first comma
    draft.match = replace(draft.match, content=content)
    return whole


def _compares_speech(analysis: Analysis, draft: Draft) -> bool:
    """كما also means «and also»: it marks a source only with a verb of saying that has no content of its own."""
    reading = draft.cue.reading
    if not analysis.words[draft.cue.first].key.endswith("كما"):
        named = draft.source is not None or (reading is not None and reading.verb.risk == "low")
        return named or analysis.refuse("the verb behind the marker has no source, and is often something else")
    if reading is None or not (reading.verb.group in _COMPARED or _tells_view(reading, draft)):
        return analysis.refuse("«and also»: no verb of saying follows")
    if draft.match.rule.content != "BEFORE" or "clause" not in reading.verb.takes or reading.verb.key in _SHOWING:
        return analysis.refuse("«and also»: the verb has a content of its own behind it")
    if any(_governs_content(analysis, reading, i) for i in range(*draft.match.gap)):
        return analysis.refuse("«and also»: the preposition that the verb governs has its content behind it")
    at = draft.cue.first - 1
    quoted = draft.layer.cls(at - 1 if draft.layer.cls(at) == "," else at) == "q"  # «…»، كما يقول فلان
    alone = draft.match.gap[1] == draft.match.gap[0] or (
        draft.source is not None
        and (draft.source[1] >= draft.match.gap[1] - 1 or draft.layer.cls(draft.source[1]) in "pR")
        and (quoted or _may_compare(analysis, draft.source, reading.verb.risk))
    )
    return alone or analysis.refuse("«and also»: more than a source stands behind the verb")


def _governs_content(analysis: Analysis, reading: Reading, i: int) -> bool:
    """Whether the preposition that the verb governs stands here with a noun: كما أشار الوزير إلى توقعات.

    Not so where it points back, كما أشار إلى ذلك الوزير, or belongs to who speaks, كما أكد المشرف على الحملة.
    """
    word, behind = analysis.words[i], analysis.words[i + 1]
    if word.key not in _PARTED & reading.verb.particles or behind.tags & Tag.DEMONSTRATIVE:
        return False
    return not (analysis.words[i - 1].definite and _IN_CHARGE.fullmatch(analysis.words[i - 1].bare))


_PARTED = frozenset(("الي", "علي", "عن"))
_IN_CHARGE = re.compile("(?:مشرف|مسوول|قايم|مطلع)(?:ه|ون|ين|ات)?")
"""Who is over something or knows of it, behind which the preposition belongs to him."""


def _tells_view(reading: Reading, draft: Draft) -> bool:
    """Whether كما tells whose view it is, or who went on: كما يرى المحلل, كما يضيف; but كما أضاف is «and also»."""
    view = reading.verb.key in _VIEWS and draft.source is not None
    return view or (reading.verb.group == "add" and reading.slot.startswith("impf"))


_VIEWS = frozenset(("raa",))
"""Verbs of thinking behind which كما tells whose view it is: كما يرى المحلل; but كما يعتقد البعض, who are wrong."""
_COMPARED = frozenset(("say", "write", "state", "explain", "inform", "announce", "assert", "relay", "claim"))


def _may_compare(analysis: Analysis, source: tuple[int, int], risk: str) -> bool:
    """Whether who stands behind كما قال is sure to speak: somebody known, or a name."""
    head = analysis.words[source[0] if risk == "high" else _who_at(analysis, *source)]
    known = is_head(head) or fixed_end(analysis, *source) > source[0]  # كما قالت وسائل إعلام
    return known or name_in(analysis, *source) is not None


_SHOWING = frozenset(("nashara", "baththa"))
"""Verbs of media that show things as well: كما نشرت مشاهد."""


_BODIES = frozenset(("موقع", "مصلحه"))
_SITE = "الموقع"
"""The one in the news is a medium, وبحسب الموقع; its own is where it stands, حسب موقعها."""
_BEFORE_NOUNS = QUANTITIES | LATEST | NUMBERS | {"من", "نفس", "ذات"}
"""What stands before the noun that tells who it is: حسب نفس المسؤول، حسب عدد من الخبراء."""


def _who_at(analysis: Analysis, first: int, last: int) -> int:
    """The noun that tells who it is, of the noun phrase of the tokens `first` to `last`: عدد من الخبراء."""
    words = analysis.words
    while first < last - 1 and (
        words[first].key in _BEFORE_NOUNS or words[first].tags & Tag.DEMONSTRATIVE or is_governed_quantity(words, first)
    ):
        first += 1
    return first


def _can_speak(analysis: Analysis, layer: Layer, source: tuple[int, int], *, lenient: bool) -> bool:
    """The source test of according-to: a law or a plan is none."""
    first, last = _who_at(analysis, head_at(layer, source[0]), source[1]), source[1]
    word = analysis.words[first]
    fixed = fixed_end(analysis, first, last)
    if fixed > first + 1 or (fixed > first and (word.bare in _BODIES or word.bare not in _not_sources())):
        return True  # وفقا لوسائل إعلام, وفق شرطة المدينة; but برنامج and نظام are more often no body
    if word.base in analysis.families and first == last - 1:
        return True  # وفقا للنعيمي, who was named in full
    own = next((word.base[: -len(end)] for end in THIRD if word.key.endswith(end)), "")  # أحكامه
    if word.base != _SITE and {word.bare, word.key, own} & _not_sources():
        return analysis.refuse("the source test: this noun is listed as no source, like a law or a plan")
    if is_head(word) or (lenient and not (word.definite or word.key.endswith(THIRD))):
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
        is_name_like(w) or w.definite or w.tags & Tag.NAME_PART for w in analysis.words[first:last]
    )
    return named or analysis.refuse("the source test: neither one that speaks nor like a name")
