"""What was said: where the content of a draft begins and ends, and whether it is direct, indirect or mixed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from toolkit.attribution.circumstances import is_addressee, is_occasion
from toolkit.attribution.lexemes import THIRD, Tag
from toolkit.attribution.markers import FIRST_COMMA, PARTING
from toolkit.attribution.openers import CONCLUDING
from toolkit.attribution.repeated import is_within
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from toolkit.attribution.analysis import Analysis, Layer
    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.extents import Extents
    from toolkit.attribution.marks import Block

__all__ = ["measure"]


def measure(analysis: Analysis, extents: Extents, draft: Draft) -> None:
    """Gives a draft its contents, as its rule reads them, and its kind."""
    extent, start = draft.match.rule.content, draft.match.content
    if extent == "NONE":
        draft.kind, draft.complement = "declined", None
    elif extent == "QUOTE":
        _measure_quote(analysis, draft, start - draft.match.rule.looks_back)
    elif extent == "SPEECH":
        draft.kind = "direct"
        _add(draft, start, extents.speech_end(start))
    elif extent == "BEFORE":
        end = extents.trimmed(draft.layer.first, start)
        if is_within(draft):
            behind = draft.cue.last + (draft.layer.cls(draft.cue.last) in ",-")
            _add(draft, start, extents.trimmed(start, draft.cue.first))
            _add(draft, behind, extents.clause_end(behind))
        else:
            _add(draft, *extents.content_before(end))
            _add_rest(analysis, extents, draft)
        _mix(analysis, draft)
    else:
        start = _behind_particle(analysis, draft, _behind_description(analysis, draft, start))
        short = draft.relative or _is_fronted(draft) or _is_subordinate(analysis, draft)
        nominal = draft.complement == "nominal" and not short
        end = extents.nominal_end(start) if nominal else extents.clause_end(start, relative=short)
        if draft.cue.name == "NOUN" and draft.cue.reading is not None and not draft.cue.reading.pronoun:
            end = _before_verdict(analysis, start, end)
        if _opens_nominal(analysis, draft):
            end = _before_main_verb(analysis, draft, start, end)
        _add(
            draft, start, min(end, _quotation_end(analysis, draft, start, end), _name_end(analysis, draft, start, end))
        )
        _mix(analysis, draft)


def _before_verdict(analysis: Analysis, start: int, end: int) -> int:
    """Where what is said of a claim begins, whose noun is the subject: مزاعم فلان بأن … لا أساس لها من الصحة."""
    words = analysis.words
    reach = range(start + 1, min(end, start + _CLAIM) - 1)
    return next((i for i in reach if (words[i].key, words[i + 1].bare) in _VERDICTS), end)


_CLAIM = 60
"""So many tokens has a claim at most whose verdict is looked for."""
_VERDICTS = frozenset(
    tuple(normalize(pair).split())
    for pair in (
        "لا أساس",
        "لا صحة",
        "عار عن",
        "عارية عن",
        "عار من",
        "عارية من",
    )
)


def _is_fronted(draft: Draft) -> bool:
    """Whether a statement is told by a noun with which its sentence begins: وعقب إعلان فلان الاستقالة، بث التلفزيون."""
    return draft.cue.name == "STATEMENT" and draft.cue.first - draft.layer.start(draft.cue.first) <= _FRONT


_WHEN = frozenset("عندما وعندما حينما وحينما بعدما وبعدما عندئذ".split())
_WHILE = _WHEN | frozenset(("فيما", "وفيما", "بينما", "وبينما"))


def _is_subordinate(analysis: Analysis, draft: Draft, conjunctions: frozenset[str] = _WHEN) -> bool:
    """Whether the verb stands in a clause of time with which a sentence begins: عندما أعلن ترشحه، لم يهتم به أحد."""
    before = draft.cue.first - 1
    opens = draft.layer.cls(before - 1) in "SB"
    return draft.cue.name == "VERB" and opens and analysis.words[before].key in conjunctions


def _opens_nominal(analysis: Analysis, draft: Draft) -> bool:
    """Whether a noun is the content of a verb in a clause that begins its sentence: وفيما أبدى استعداده، أشار إلى."""
    return draft.complement == "nominal" and _is_subordinate(analysis, draft, _WHILE)


def _before_main_verb(analysis: Analysis, draft: Draft, start: int, end: int) -> int:
    """Where the verb of the sentence begins behind a clause that no comma closes: فيما أبدى تعاطفه معها أشار إلى."""
    for i in range(start + 1, end):
        before = analysis.words[i - 1]
        known = before.definite or before.tags & (Tag.NAME | Tag.PLACE) or before.key.endswith(THIRD)
        if draft.layer.cls(i) == "V" and known and not analysis.words[i].proclitics:
            return i
    return end


_FRONT = 2
"""How many words may stand before such a noun at the beginning of a sentence."""


def _add_rest(analysis: Analysis, extents: Extents, draft: Draft) -> None:
    """What goes on behind a marker in the middle of its clause: من المتوقع أن يشهد العرض، بحسب فلان، مشاركة طائرات."""
    layer, marker = draft.layer, draft.cue.first
    parting = draft.match.rule.id in PARTING
    if draft.source is not None and (parting or layer.cls(marker - 1) not in ",-"):
        if _is_parted(analysis, draft, draft.source[1]):
            joined = analysis.words[marker].proclitics[:1] == "و" or layer.cls(marker - 1) in "SB"
            if parting and (joined or analysis.words[draft.source[1]].key.startswith("فا")):
                draft.contents.clear()  # وفي رأي فلان أن, وحسب فلان فإن: what stands before is another clause
            _begin_behind_particle(analysis, draft)
            _add(draft, draft.source[1], extents.clause_end(draft.source[1]))
        return
    behind = max(draft.match.gap[1], draft.source[1] if draft.source is not None else 0)
    if layer.cls(behind) != layer.cls(marker - 1) or layer.cls(behind) not in ",-" or behind + 2 >= layer.last:
        return
    word = analysis.words[behind + 1]
    joined = word.key[:1] in "وف" or layer.cls(behind + 1) in "RHG" or not draft.contents
    parted = layer.cls(behind) == "-" and bool(draft.contents)  # between dashes a marker parts whatever it stands in
    if word.key == "نقلا":
        return  # whom the marker's own source relays
    speaks = not joined and layer.cls(behind + 1) in "vV" and _is_whole(layer, *draft.contents[0])
    if not parted and (joined or speaks or word.key in _ANOTHER_CLAUSE or _is_of_source(analysis, draft, behind + 1)):
        return
    _add(draft, behind + 1, extents.clause_end(behind + 1))


def _begin_behind_particle(analysis: Analysis, draft: Draft) -> None:
    """Lets what a marker parts begin where its clause does: وأفاد أن ⟨المصادر⟩ بحسب الدراسات ⟨تكفي⟩."""
    if draft.contents:
        start, end = draft.contents[0]
        at = next((i for i in range(end - 1, start - 1, -1) if draft.layer.cls(i) == "C"), None)
        if at is not None and at + 1 < end:
            bears = analysis.words[at].tags & Tag.PRONOUN_COMPLEMENTIZER
            draft.contents[0] = at + (0 if bears else 1), end


def _is_parted(analysis: Analysis, draft: Draft, i: int) -> bool:
    """Whether a clause goes on at token `i`, behind a marker in the flow of it.

    With what was missing from it (ويشكل المصنع وفق الخبراء خطرا, يبدو حسب فلان أن, تعود الأسباب وفق التقرير إلى),
    or with the verb of its topic (المشروع وفق التقرير يكلف).
    """
    if i >= draft.layer.last:
        return False
    word, name = analysis.words[i], draft.layer.cls(i)
    if name in "vVX":
        return bool(draft.contents) and not _is_whole(draft.layer, *draft.contents[0])
    within = i < draft.match.gap[1] and (word.tags & Tag.ACCUSATIVE or word.key == "الي")
    return name == "C" or bool(within)


def _is_of_source(analysis: Analysis, draft: Draft, i: int) -> bool:
    """Whether what stands at token `i` tells more of the source: فلان، عالم الحواسيب; فلان، من معهد."""
    word, behind = analysis.words[i], analysis.words[min(i + 1, len(analysis) - 1)]
    relayed = word.key == "عن" and draft.cue.reading is not None
    employed = word.key == "من" and behind.tags & (Tag.ORGANISATION | Tag.MEDIUM)
    told = relayed or employed or is_addressee(word)
    return bool(told or (word.tags & Tag.TITLE and not word.definite))


_ANOTHER_CLAUSE = frozenset("الا غير بيد لكن لكنه لكنها بينما بعدما عندما حين علما مع رغم بعد قبل اذا لو".split())
"""What begins a clause or a circumstance of its own behind a marker."""


def _is_whole(layer: Layer, start: int, end: int) -> bool:
    """Whether the words before a marker are a clause of their own, as a finite verb in the last part of them tells."""
    comma = max((i for i in range(start, end) if layer.cls(i) == ","), default=start)
    return any(layer.cls(i) in "vVQq" for i in range(comma, end))


def _quotation_end(analysis: Analysis, draft: Draft, start: int, end: int) -> int:
    """Where a clause ends that opens with a quotation and a comma: قال إن «…»، حيث. All of it is in the marks."""
    block = analysis.speech.get(start)
    if block is None or not block.closed or block.close - start <= _QUOTED:
        return end
    behind = block.close + 1
    if behind + 1 >= end or draft.layer.cls(behind) != ",":
        return end
    return end if analysis.words[behind + 1].key in _AND_THAT else behind


def _name_end(analysis: Analysis, draft: Draft, start: int, end: int) -> int:
    """Where what somebody is called ends, that stands in marks; the narrator goes on: وصفه بـ«العابر» في تصريح."""
    reading, layer = draft.cue.reading, draft.layer
    if reading is None or not reading.calls_it or draft.complement != "nominal" or layer.cls(start) not in "mQ":
        return end
    block = analysis.speech.get(start)
    if block is not None:
        return block.close + 1 if block.closed and layer.cls(block.close + 1) != "Q" else end
    close = next((i for i in range(start + 2, min(end, start + _NAME + 1)) if layer.cls(i) == "m"), end)
    return end if close + 1 < end and layer.cls(close + 2) == "m" else close + 1  # «…» و«…»


_NAME = 8
"""The longest name in marks, in tokens."""


_AND_THAT = frozenset(normalize("وأن وأنه وأنها وأنهم وأننا وبأن وبأنه وبأنها وإن وإنه وإنها").split())


_QUOTED = 3
"""Marks around so many words may hold a name with which a clause begins."""


_REMARK = 30
"""The longest remark between a marker's source and the main clause, in tokens."""
_DESCRIPTION = 16
"""The longest description of a marker's source between commas, in tokens."""


def _behind_description(analysis: Analysis, draft: Draft, start: int) -> int:
    """Behind what describes the source of a marker between commas: وحسب التقرير، الذي يصدره البنك، تواجه.

    With فإن a main clause begins, whatever stands between the commas: وفق المجلس، وهو مركز أبحاث، فإن.
    """
    layer = draft.layer
    end = min(layer.last, start + _DESCRIPTION)
    concluding = _concluding(analysis, layer, start) if draft.match.rule.id in FIRST_COMMA else None
    if concluding is not None:
        return concluding
    if draft.cue.name != "MARKER":
        return start
    while start < layer.last and (layer.cls(start) == "R" or is_occasion(analysis.words[start])):
        comma = next((i for i in range(start, min(layer.end(start), end)) if layer.cls(i) == ","), None)
        if comma is None:
            break
        start = comma + 1
    return start


def _concluding(analysis: Analysis, layer: Layer, start: int) -> int | None:
    """Where فإن begins a main clause behind the remark at token `start`, which reports and quotes nothing."""
    words = analysis.words
    if words[start].key in _BEGINS_MAIN:
        return None
    reached = range(start, min(layer.end(start), start + _REMARK))
    comma = next((i for i in reached if layer.cls(i) == "," and words[i + 1].key in _BEGINS_MAIN), None)
    if comma is None or any(layer.cls(i) in "VHGQK" for i in range(start, comma)):
        return None
    return comma + 1


_BEGINS_MAIN = CONCLUDING | {"فانه", "فانها", "فانهم"}


def _behind_particle(analysis: Analysis, draft: Draft, start: int) -> int:
    """Where a clause begins: at the particle where it bears a pronoun (أنه), behind it where it is bare."""
    layer = draft.layer
    ahead = analysis.words[start - 1].tags & Tag.PRONOUN_COMPLEMENTIZER
    if draft.match.rule.content == "CLAUSE" and layer.cls(start - 1) == "C" and ahead:
        return start - 1
    bare = layer.cls(start) == "C" and not analysis.words[start].tags & Tag.PRONOUN_COMPLEMENTIZER
    return start + 1 if bare else start


def _add(draft: Draft, start: int, end: int) -> None:
    if start < end:
        draft.contents.append((start, end))


def _measure_quote(analysis: Analysis, draft: Draft, i: int) -> None:
    draft.kind = "direct"
    block = _block_around(analysis, draft.layer, i)
    if block is not None:
        _add_cut_off(analysis, draft)
        doubled = analysis.tokens.texts[block.open : block.open + 2] == ["(", "("]  # ((…)) are marks of one kind
        _add(draft, block.open + 1 + doubled, block.close - doubled)
        if not block.closed:
            draft.flags.append("unclosed")


def _block_around(analysis: Analysis, layer: Layer, i: int) -> Block | None:
    """The speech block that token `i` stands in."""
    k = bisect_right(analysis.speech_opens, i) - 1
    if k < 0:
        return None
    block = analysis.speech[analysis.speech_opens[k]]
    return block if i <= block.close and block.open >= layer.first else None


def _add_cut_off(analysis: Analysis, draft: Draft) -> None:
    """Speech ahead of the cue that lost its closing mark belongs to the same speaker: “…، وأضاف: “…”."""
    i = draft.cue.first - 1
    while i > draft.layer.first and draft.layer.cls(i) == ",":
        i -= 1
    block = _block_around(analysis, draft.layer, i)
    opened_by_cue = block is not None and draft.layer.cls(block.open - 1) in ":VC"
    if block is not None and not block.closed and i < block.close and not opened_by_cue:
        _add(draft, block.open + 1, block.close)
        draft.flags.append("unclosed")


def _mix(analysis: Analysis, draft: Draft) -> None:
    """Sets the kind of a paraphrase by the speech blocks within it."""
    opens = analysis.speech_opens
    for start, end in draft.contents:
        first, last = bisect_left(opens, start), bisect_left(opens, end)
        if first == last:
            if bisect_left(analysis.fragments, start) < bisect_left(analysis.fragments, end):
                draft.kind = "mixed"
            continue
        draft.kind = "mixed"
        block = analysis.speech[opens[first]]
        if len(draft.contents) == 1 and last - first == 1 and block.open == start and block.close >= end - 1:
            draft.kind = "direct"
            draft.contents = [(start + 1, block.close)]
            return
