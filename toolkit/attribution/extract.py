"""Who said what in one text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from toolkit.attribution.analysis import Analysis, Layer, analyse
from toolkit.attribution.attributes import AGENTLESS, Attributes, attributes_of
from toolkit.attribution.captions import caption_drafts
from toolkit.attribution.confidence import confidence_of, features_of
from toolkit.attribution.cues import drafts
from toolkit.attribution.declined import DECLINED_AS
from toolkit.attribution.extents import Extents
from toolkit.attribution.headlines import headline_draft
from toolkit.attribution.lexemes import Tag
from toolkit.attribution.phrases import without_issuing
from toolkit.attribution.records import Quotation
from toolkit.attribution.relays import printed_medium
from toolkit.attribution.speakers import Speaker, linked
from toolkit.attribution.trace import Trace
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.attribution.drafts import Draft
    from toolkit.attribution.marks import Block

__all__ = ["article_quotations", "explained", "quotations", "traced"]


def quotations(raw: str) -> list[Quotation]:
    """The attribution relations of a text, in reading order.

    Args:
        raw: A raw text; it is not changed, and every span counts its code points.

    Examples:
        >>> raw = "وقالت الوزيرة سلمى نصار إن السد آمن."
        >>> [q] = quotations(raw)
        >>> q.kind, q.cue.of(raw), q.speaker, [s.of(raw) for s in q.contents]
        ('indirect', 'وقالت', 'سلمى نصار', ['السد آمن'])
    """
    return article_quotations(None, raw)[1]


def article_quotations(title: str | None, text: str | None) -> tuple[list[Quotation], list[Quotation]]:
    """The relations of an article's title and of its text; speakers are linked across both.

    Raises nothing: a text that is missing has no relations.
    """
    parts = [[quotation for quotation, _ in part] for part in _explained(analyse(title or ""), analyse(text or ""))]
    return parts[0], parts[1]


def explained(raw: str) -> list[tuple[Quotation, tuple[str, ...]]]:
    """The relations of a text, each with the features that its confidence was computed from."""
    return _explained(analyse(""), analyse(raw))[1]


def traced(title: str, text: str) -> list[tuple[Analysis, Trace, list[tuple[Quotation, tuple[str, ...]]]]]:
    """The same for an article's title and for its text, while a trace takes down what is decided in each."""
    traces = (Trace(), Trace())
    fields = [analyse(raw, trace=trace) for raw, trace in zip((title, text), traces, strict=True)]
    return list(zip(fields, traces, _explained(*fields), strict=True))


def _explained(*fields: Analysis) -> list[list[tuple[Quotation, tuple[str, ...]]]]:
    """The relations of a title and of a text."""
    found = [_drafts(analysis) for analysis in fields]
    headline = headline_draft(fields[0]) if not found[0] else None
    if headline is not None:
        found[0] = [headline]
    for analysis, part in zip(fields, found, strict=True):
        if analysis.trace is not None:
            analysis.trace.drafts = part
    speakers = linked(fields, found)
    known = {k: attributes_of(s) for k, s in {s.id: s for part in speakers for s in part if s is not None}.items()}
    relations: list[list[tuple[Quotation, tuple[str, ...]]]] = []
    for analysis, part, who in zip(fields, found, speakers, strict=True):
        relations.append([])
        for i, (speaker, parent) in enumerate(zip(who, _parents(part), strict=True)):
            features = features_of(part[i], speaker)
            of = known[speaker.id] if speaker else AGENTLESS
            relations[-1].append(
                (_quotation(analysis, part, i, speaker, of, parent, confidence_of(features)), features)
            )
    return relations


def _drafts(analysis: Analysis) -> list[Draft]:
    found = []
    for layer in analysis.layers:
        level = drafts(analysis, layer)
        cues = {draft.cue.first: draft.cue.name for draft in level}
        ahead = {d.cue.first: d.source[0] for d in level if d.source is not None and d.source[1] <= d.cue.first}
        extents = Extents(analysis, layer, cues, ahead)
        for draft in level:
            _measure(analysis, extents, draft)
        _share_contents(level)
        ends = {end: draft for draft in level for start, end in draft.contents if start > draft.cue.first}
        found += [draft for draft in level if _stands(analysis, draft, ends)]
    claimed = {start for draft in found for start, _ in draft.contents}
    found += [draft for draft in caption_drafts(analysis) if draft.contents[0][0] not in claimed]
    found.sort(key=lambda draft: draft.cue.first)
    _join_parted(analysis, found)
    _continue_quotations(analysis, found)
    return found


def _join_parted(analysis: Analysis, found: list[Draft]) -> None:
    """Gives the half ahead of the cue to a quotation that its cue parts: «…»، يقول فلان، «…»."""
    closes = {analysis.speech[opened].close: analysis.speech[opened] for opened in analysis.speech_opens}
    claimed = {start for d in found for start, _ in d.contents}
    for draft in found:
        reading = draft.cue.reading
        if draft.match.rule.id == "quote-verb":
            _add_second_half(analysis, draft, claimed)
        if draft.match.rule.id != "verb-quote" or reading is None or reading.proclitics:
            continue  # behind a colon a new answer begins, what stands ahead may be its question
        at = draft.cue.first - 1
        block = closes.get(at - 1) if draft.layer.cls(at) == "," else None
        if block is not None and block.closed and block.depth == 0 and block.open + 1 not in claimed:
            draft.contents.insert(0, (block.open + 1, block.close))


def _add_second_half(analysis: Analysis, draft: Draft, claimed: set[int]) -> None:
    """Gives what follows the source behind a comma to the quotation ahead of the cue: «…»، قال فلان، «…»."""
    at = draft.source[1] if draft.source is not None and draft.source[0] >= draft.cue.last else draft.cue.last
    block = analysis.speech.get(at + 1) if draft.layer.cls(at) == "," else None
    if block is not None and block.depth == 0 and block.open + 1 not in claimed:
        draft.contents.append((block.open + 1, block.close))


def _share_contents(level: list[Draft]) -> None:
    """وهو ما نفاه behind what another said denies those words, and not that they were said."""
    said = {
        draft.contents[-1][1]: draft.contents for draft in level if draft.contents and draft.match.rule.id != "resumed"
    }
    for draft in level:
        if draft.match.rule.id == "resumed" and draft.contents:
            draft.contents = list(said.get(draft.contents[-1][1], draft.contents))


_BETWEEN = frozenset("SBm,")


def _stands_between(analysis: Analysis, i: int) -> bool:
    """Whether token `i` may stand between two blocks of one quotation: «…» و«…»."""
    return (
        analysis.layers[0].cls(i) in _BETWEEN
        or analysis.is_mark(i)
        or (analysis.words[i].key == "و" and analysis.tokens.ends[i] == analysis.tokens.starts[i + 1])
    )


def _continue_quotations(analysis: Analysis, found: list[Draft]) -> None:
    """Gives a block that no cue claims to the quotation that ends right before it: «…». «…»."""
    by_end = {end: d for d in found if d.kind in ("direct", "mixed") for _, end in d.contents}
    claimed = {start for d in found for start, _ in d.contents}
    cues = {d.cue.first for d in found}
    for opened in analysis.speech_opens:
        block = analysis.speech[opened]
        if opened + 1 in claimed or block.depth or block.close + 2 in cues or block.close + 1 in cues:
            continue
        at = opened
        while at > 0 and at not in by_end and _stands_between(analysis, at - 1):
            at -= 1
        draft = by_end.get(at)
        if draft is not None and draft.cue.last <= at:
            draft.contents.append((opened + 1, block.close))
            by_end[block.close] = draft


def _stands(analysis: Analysis, draft: Draft, ends: Mapping[int, Draft]) -> bool:
    """Whether a draft makes a relation, now that its content is measured."""
    if not draft.contents and draft.kind != "declined":
        return analysis.drop(draft, "no content: nothing is left between the cue and the end of its clause")
    if _repeats(analysis, draft, ends):
        return analysis.drop(draft, "a second marker of what another cue reports, with the same source")
    return True


def _repeats(analysis: Analysis, draft: Draft, ends: Mapping[int, Draft]) -> bool:
    """Whether behind the content of another cue a second marker of the same claim stands, which is no relation.

    على حد تعبيره, بحسب البيان; حسب ما نقلت عنه الوكالة, which says besides who passed the words on.
    """
    passed_on = _is_passed_on(analysis, draft)
    marks = draft.cue.name == "MARKER" and (draft.source is None or _is_statement(analysis, *draft.source))
    if not (marks or passed_on):
        return False
    at = draft.cue.first
    while at > draft.layer.first and draft.layer.cls(at - 1) in ",m" and at not in ends:
        at -= 1
    if passed_on and at in ends and ends[at].via is None:
        ends[at].via = draft.source
    return at in ends or (draft.layer.cls(at - 1) == "q" and at - 1 in ends)


def _is_passed_on(analysis: Analysis, draft: Draft) -> bool:
    """Whether a marker only adds the medium to what somebody said: حسب ما نقلت عنه وكالة."""
    relays = draft.cue.name == "ASMARKER" and draft.cue.reading is not None and draft.cue.reading.verb.group == "relay"
    return relays and draft.cue.last < len(analysis.words) and analysis.words[draft.cue.last].key in _FROM_HIM


_FROM_HIM = frozenset(("عنه", "عنها", "عنهم"))


def _is_statement(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a source is only البيان, which somebody issued who was named before."""
    word = analysis.words[first]
    return last - first == 1 and word.bare in ("بيان", "تصريح", "رساله")


def _measure(analysis: Analysis, extents: Extents, draft: Draft) -> None:
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
        _add(draft, *extents.content_before(end))
        _mix(analysis, draft)
    else:
        start = _behind_particle(analysis, draft, start)
        nominal = draft.complement == "nominal" and not draft.relative
        end = extents.nominal_end(start) if nominal else extents.clause_end(start, relative=draft.relative)
        _add(draft, start, min(end, _quotation_end(analysis, draft, start, end)))
        _mix(analysis, draft)


def _quotation_end(analysis: Analysis, draft: Draft, start: int, end: int) -> int:
    """Where a clause ends that opens with a quotation and a comma: قال إن «…»، حيث. All of it is in the marks."""
    block = analysis.speech.get(start)
    if block is None or not block.closed or block.close - start <= _QUOTED:
        return end
    behind = block.close + 1
    if behind + 1 >= end or draft.layer.cls(behind) != ",":
        return end
    return end if analysis.words[behind + 1].key in _AND_THAT else behind


_AND_THAT = frozenset(normalize("وأن وأنه وأنها وأنهم وأننا وبأن وبأنه وبأنها وإن وإنه وإنها").split())
_QUOTED = 3
"""Marks around so many words may hold a name with which a clause begins."""


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
        _add(draft, block.open + 1, block.close)
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
        if last - first == 1 and block.open == start and block.close >= end - 1:
            draft.kind = "direct"
            draft.contents = [(start + 1, block.close)]
            return


def _parents(drafts: list[Draft]) -> list[int | None]:
    """For each draft, the place of the innermost one inside whose content its cue lies."""
    parents: list[int | None] = []
    around: list[tuple[int, int, int]] = []  # contents that may hold what follows: start, end, whose
    for i, draft in enumerate(drafts):
        at = draft.cue.first
        while around and around[-1][1] <= at:
            around.pop()
        parents.append(around[-1][2] if around and around[-1][0] <= at else None)
        around += [(start, end, i) for start, end in draft.contents if end > at]
    return parents


def _printed_source(analysis: Analysis, source: tuple[int, int], draft: Draft) -> tuple[int, int]:
    """The source without who issued it, unless the cue is made of both: وجاء في بيان أصدرته اللجنة."""
    within = draft.cue.first <= source[0] < draft.cue.last
    return source if within else without_issuing(analysis, *source)


def _quotation(
    analysis: Analysis,
    part: list[Draft],
    i: int,
    speaker: Speaker | None,
    who: Attributes,
    parent: int | None,
    confidence: float,
) -> Quotation:
    draft = part[i]
    reading = draft.cue.reading
    return Quotation(
        kind=draft.kind,
        cue=analysis.span(draft.cue.first, draft.cue.last) if draft.cue.first < draft.cue.last else None,
        source=analysis.span(*_printed_source(analysis, draft.source, draft)) if draft.source else None,
        contents=tuple(analysis.span(*c) for c in draft.contents),
        complement=draft.complement,
        speaker=speaker.label if speaker else None,
        speaker_id=speaker.id if speaker else None,
        via=printed_medium(analysis, draft, part[parent] if parent is not None else None),
        type=who.type,
        sector=who.sector,
        gender=who.gender,
        affiliation=who.affiliation,
        unnamed_as=who.unnamed_as,
        verb=reading.verb.lemma if reading else None,
        stance=reading.verb.stance if reading else None,
        parent=parent,
        declined_as=DECLINED_AS.get(draft.match.rule.id),
        rule=draft.match.rule.id,
        flags=tuple(dict.fromkeys(draft.flags)),
        confidence=confidence,
    )
