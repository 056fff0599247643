"""Why a quotation was found, or was not: each place of a text that could signal one, and the tests that decided.

Nothing is decided here. The engine reads the text while a trace listens; what it took down is brought into records.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.attribution.explain_marks import colons, quotation_marks
from toolkit.attribution.explain_words import words
from toolkit.attribution.explanations import Explanation, Linking
from toolkit.attribution.extract import traced
from toolkit.attribution.reread import Reread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.attribution.analysis import Analysis
    from toolkit.attribution.records import Quotation
    from toolkit.attribution.trace import Seen, Trace

__all__ = ["article_explanations", "explain"]


def explain(raw: str, *, headline: bool = False) -> Explanation:
    """Why the attribution relations of a text were found, and why others were not.

    Every reporting verb form, verbal noun, participle, according-to marker, colon and pair of quotation marks is there
    once: how it was analysed, which rule made a relation of it or which test turned it away, and how far each pattern
    got. The decisions are the engine's own, taken down while it reads the text.

    Args:
        raw: A raw text; it is not changed, and every span counts its code points.
        headline: Whether to read it as a title, where «name: words» is an attribution.

    Returns:
        The relations, as `quotations` gives them, and the places; printed, it reads as plain text.

    Examples:
        >>> explanation = explain("نفذ المشروع وفقا للخطة.")
        >>> [place] = explanation.places
        >>> place.kind, place.outcome, place.why[-1]
        ('marker', 'none', 'the source test: this noun is listed as no source, like a law or a plan')
        >>> found = explain("قالت سلمى نصار إن السد آمن.")
        >>> place = found.places[0]
        >>> place.forms[0].lemma, place.forms[0].inflection, found.quotations[place.relation].rule
        ('قال', 'perfect, 3rd person feminine singular', 'verb-clause')
    """
    title, text = article_explanations(raw, None) if headline else article_explanations(None, raw)
    return title if headline else text


def article_explanations(title: str | None, text: str | None) -> tuple[Explanation, Explanation]:
    """What `explain` gives for an article's title and for its text; speakers are linked across both.

    Raises nothing: a text that is missing has no places.
    """
    of_title, of_text = (_explanation(*field) for field in traced(title or "", text or ""))
    return of_title, of_text


def _explanation(analysis: Analysis, trace: Trace, found: Sequence[tuple[Quotation, tuple[str, ...]]]) -> Explanation:
    read = Reread.of(analysis, trace, [quotation for quotation, _ in found])
    places = {**quotation_marks(read), **colons(read), **words(read)}
    linkings = _linkings(read, [features for _, features in found])
    in_order = tuple(places[token] for token in sorted(places))
    return Explanation(analysis.tokens.raw, read.quotations, linkings, in_order)


def _linkings(read: Reread, features: Sequence[tuple[str, ...]]) -> tuple[Linking, ...]:
    last: dict[int, int] = {}
    linkings = []
    for k, quotation in enumerate(read.quotations):
        who = quotation.speaker_id
        draft = read.trace.drafts[k]
        earlier = None if who is None else last.get(who)
        linkings.append(Linking(draft.how, earlier, features[k], _choices(read.trace.choices.get(id(draft), ()))))
        if who is not None:
            last[who] = k
    return tuple(linkings)


_CHOICES = 3
"""How many of those who may be meant are shown."""


def _choices(seen: Sequence[Seen]) -> tuple[tuple[str, float], ...]:
    likeliest = sorted(seen, key=lambda choice: -choice.likely)[:_CHOICES]
    return tuple((c.who if isinstance(c.who, str) else c.who.label, round(c.likely, 2)) for c in likeliest)
