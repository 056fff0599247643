"""An explanation as plain text for a terminal, and as plain values for JSON.

Every line begins with an English label and holds at most one stretch of the text, at its end: so it reads the same in
a terminal that orders Arabic and in one that does not. What the text holds is foreign: control characters, and those
that turn the direction, are shown by their escapes.
"""

from __future__ import annotations

import unicodedata
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.attribution.explanations import Explanation, Form, Place
    from toolkit.attribution.records import Quotation
    from toolkit.text.spans import Span

__all__ = ["explained_record", "explained_text"]

_WIDTH = 100
"""The longest stretch of the text that is printed, in characters."""
_MISSES = 4
"""How many patterns that did not fit are printed for a place, the nearest first; the record has all."""


def explained_record(explanation: Explanation) -> dict[str, Any]:
    """An explanation as what JSON can hold: spans as `[start, end]`, in code points of the text.

    Examples:
        >>> from toolkit.attribution.explain import explain
        >>> explained_record(explain("«نعم»"))["places"][0]["kind"]
        'marks'
    """
    return asdict(explanation)


def explained_text(explanation: Explanation) -> str:
    """An explanation as lines to read, each place with its outcome first.

    Examples:
        >>> from toolkit.attribution.explain import explain
        >>> print(explained_text(explain("نفذ المشروع وفقا للخطة.")))
        relations: 0; places that could signal one: 1 (a word that is none of them is in no lexicon of cues)
        <BLANKLINE>
        marker [12:16] makes no relation: وفقا
          class     WORD
          why       it bears no pronoun of a speaker
          why       the source test: this noun is listed as no source, like a law or a plan
          rule      according-within refused
          rule      according refused
          rule      according-parting no match: COMP is expected, but STOP stands there [22:23]: .
          rule      according-topic no match: ACT is expected, but STOP stands there [22:23]: .
    """
    counts = f"relations: {len(explanation.quotations)}; places that could signal one: {len(explanation.places)}"
    head = f"{counts} (a word that is none of them is in no lexicon of cues)"
    return "\n\n".join([head, *("\n".join(_place(explanation, place)) for place in explanation.places)])


def _place(explanation: Explanation, place: Place) -> Iterator[str]:
    outcome = {
        "relation": f"makes relation {place.relation}",
        "part": f"is part of relation {place.relation}",
        "none": "makes no relation",
    }[place.outcome]
    yield f"{place.kind} {_printed(explanation.raw, place.span, label=outcome)}"
    for form in place.forms:
        yield from _form(form)
    yield _line("class", place.token_class)
    for why in place.why:
        yield _line("why", why)
    if place.outcome == "relation" and place.relation is not None:
        yield from _relation(explanation, place.relation)
    elif place.outcome == "none":
        yield from _trials(explanation, place)


def _form(form: Form) -> Iterator[str]:
    weak = ", this form more often something else" if form.weak else ""
    yield _line("form", f"{form.inflection}; class {form.verb_class}, {form.stance}, risk {form.risk}{weak}")
    yield _line("lemma", form.lemma)
    for label, clitic in (("before it", form.before), ("behind it", form.behind)):
        if clitic:
            yield _line(label, clitic)


def _relation(explanation: Explanation, k: int) -> Iterator[str]:
    raw, quotation, linking = explanation.raw, explanation.quotations[k], explanation.linkings[k]
    yield _line("kind", ", ".join(filter(None, (quotation.kind, quotation.complement, quotation.declined_as))))
    for label, spans in (("cue", [quotation.cue]), ("source", [quotation.source]), ("content", quotation.contents)):
        for span in spans:
            yield _line(label, _printed(raw, span) if span is not None else "none")
    if quotation.via:
        yield _line("via", visible(quotation.via))
    yield _line("linked", linking.how + (f"; as in relation {linking.earlier}" if linking.earlier is not None else ""))
    if linking.choices:
        yield _line("meant", ", or ".join(f"{visible(who)} ({likely:.2f})" for who, likely in linking.choices))
    yield _line("speaker", _who(quotation))
    yield _line("flags", ", ".join(quotation.flags) or "none")
    yield _line("confident", f"{quotation.confidence:.2f}")


def _who(quotation: Quotation) -> str:
    if quotation.speaker is None:
        return "none"
    return f"{quotation.speaker_id}, {quotation.type}, {quotation.gender or 'no gender'}: {visible(quotation.speaker)}"


def _trials(explanation: Explanation, place: Place) -> Iterator[str]:
    fitting = [trial for trial in place.trials if trial.result in ("fits", "refused")]
    misses = sorted((t for t in place.trials if t.result == "no match"), key=lambda trial: trial.missing)
    # beside a pattern that fits, one that did not is of interest only where it was near
    near = [trial for trial in misses if trial.missing == 1] if any(t.pattern for t in fitting) else misses
    for trial in fitting + near[:_MISSES]:
        if not trial.pattern and trial.why in place.why:
            continue  # a family of rules, whose reason stands above
        why = "" if trial.why in place.why else f": {trial.why}"
        at = f" {_printed(explanation.raw, trial.stopped)}" if trial.stopped else ""
        yield _line("rule", f"{trial.rule} {trial.result}{why}{at}")


def _line(label: str, text: str) -> str:
    return f"  {label:<9} {text}"


def _printed(raw: str, span: Span, *, label: str = "") -> str:
    text = span.of(raw)
    cut = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
    return f"[{span.start}:{span.end}]{' ' if label else ''}{label}: {visible(cut)}"


def visible(text: str) -> str:
    r"""A text in which no character can steer a terminal or turn the direction of a line.

    Examples:
        >>> print(visible("قال\x1b[2J\n\u202eنعم"))
        قال\x1b[2J\n\u202eنعم
    """
    return "".join(_escape(c) if unicodedata.category(c) in _STEERING else c for c in text)


_STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
