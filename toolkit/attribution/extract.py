"""Who said what in one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.analysis import Analysis, analyse
from toolkit.attribution.attributes import AGENTLESS, Attributes, attributes_of
from toolkit.attribution.captions import caption_drafts
from toolkit.attribution.confidence import Guess, confidence_of, features_of
from toolkit.attribution.contents import measure
from toolkit.attribution.cues import drafts
from toolkit.attribution.declined import DECLINED_AS
from toolkit.attribution.extents import Extents
from toolkit.attribution.fronted import look_ahead
from toolkit.attribution.headlines import headline_draft
from toolkit.attribution.labels import one_line
from toolkit.attribution.lexemes import conjunction
from toolkit.attribution.lines import line_drafts
from toolkit.attribution.nesting import leave_to_inner, parents
from toolkit.attribution.parts import continue_quotations, join_parted, share_contents
from toolkit.attribution.phrases import without_issuing
from toolkit.attribution.records import Quotation
from toolkit.attribution.relays import printed_medium
from toolkit.attribution.repeated import has_own_clause, parts_clause, stands
from toolkit.attribution.speakers import Speaker, linked
from toolkit.attribution.trace import Trace
from toolkit.attribution.verb_forms import is_pretext
from toolkit.text.spans import Span

if TYPE_CHECKING:
    from toolkit.attribution.drafts import Draft

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
    found[1] = sorted([*found[1], *line_drafts(fields[1], found[1])], key=lambda draft: draft.cue.first)
    headline = headline_draft(*fields) if not found[0] else None
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
        for i, (speaker, parent) in enumerate(zip(who, parents(part), strict=True)):
            of = known[speaker.id] if speaker else AGENTLESS
            features = features_of(analysis, Guess(part[i], speaker, of, parent is not None))
            relations[-1].append(
                (_quotation(analysis, part, i, speaker, of, parent, confidence_of(features)), features)
            )
    return relations


def _drafts(analysis: Analysis) -> list[Draft]:
    found = []
    for layer in analysis.layers:
        level = [draft for draft in drafts(analysis, layer) if has_own_clause(analysis, draft)]
        ending = [d for d in level if not (parts_clause(d) or is_pretext(analysis.words[d.cue.first]))]
        cues = {draft.cue.first: draft.cue.name for draft in ending}
        ahead = {d.cue.first: d.source[0] for d in level if d.source is not None and d.source[1] <= d.cue.first}
        extents = Extents(analysis, layer, cues, ahead)
        for draft in level:
            measure(analysis, extents, draft)
        share_contents(level)
        ends = {end: draft for draft in level for start, end in draft.contents if start > draft.cue.first}
        found += [draft for draft in level if stands(analysis, draft, ends)]
    claimed = {start for draft in found for start, _ in draft.contents}
    found += [draft for draft in caption_drafts(analysis) if draft.contents[0][0] not in claimed]
    found.sort(key=lambda draft: draft.cue.first)
    join_parted(analysis, found)
    continue_quotations(analysis, found)
    leave_to_inner(analysis, found)
    look_ahead(analysis, found)
    return found


def _source_span(analysis: Analysis, source: tuple[int, int], draft: Draft) -> Span:
    """The source as it stands in the text, without an «and» that is written together with its first word, or apart.

    Who issued it is left out too, unless the cue is made of both: وجاء في بيان أصدرته اللجنة.
    """
    within = draft.cue.first <= source[0] < draft.cue.last
    first, last = source if within else without_issuing(analysis, *source)
    start, end = analysis.span(first, last)
    start += len(conjunction(analysis.words, first, analysis.tokens.texts[first]))
    while analysis.tokens.raw[start].isspace():
        start += 1
    return Span(start, end)


def _cue_span(analysis: Analysis, draft: Draft) -> Span | None:
    """The cue as it stands in the text, without an «and» that is written apart: و أوضح."""
    if draft.cue.first == draft.cue.last:
        return None
    start, end = analysis.span(draft.cue.first, draft.cue.last)
    apart = analysis.tokens.raw.startswith(_AND_APART, start)
    return Span(start + len(_AND_APART), end) if apart else Span(start, end)


_AND_APART = "\u0648 "


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
        cue=_cue_span(analysis, draft),
        source=_source_span(analysis, draft.source, draft) if draft.source else None,
        contents=tuple(analysis.span(*c) for c in draft.contents),
        complement=draft.complement,
        speaker=one_line(speaker.label if speaker else None),
        speaker_id=speaker.id if speaker else None,
        via=one_line(printed_medium(analysis, draft, part[parent] if parent is not None else None)),
        type=who.type,
        sector=who.sector,
        gender=who.gender,
        affiliation=one_line(who.affiliation),
        unnamed_as=who.unnamed_as,
        verb=reading.verb.lemma if reading else None,
        stance=reading.verb.stance if reading else None,
        parent=parent,
        declined_as=DECLINED_AS.get(draft.match.rule.id),
        rule=draft.match.rule.id,
        flags=tuple(dict.fromkeys(draft.flags)),
        confidence=confidence,
    )
