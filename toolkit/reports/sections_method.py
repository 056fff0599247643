"""The last sections: the articles themselves, the method and its limits, where all of it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.reports.highlight import legend_html
from toolkit.reports.markup import percent

if TYPE_CHECKING:
    from toolkit.reports.parts import Parts

__all__ = ["articles", "method", "provenance"]

_MOST_QUOTED = 10


def articles(parts: Parts) -> str:
    """Every article with its quotations marked, or where it stands."""
    shelf = parts.shelf
    if not shelf.readable:
        return parts.section("articles", f"<p>{parts.say('articles.without')}</p>")
    legend = legend_html(words=parts.words, inline_styles=False)
    how = f"<p>{parts.say('articles.how')}</p>"
    if not shelf.paged:
        made = "\n".join(shelf.foldable(place, opened=place == 0) for place in range(len(shelf.articles)))
        return parts.section("articles", how, legend, made)
    made = "\n".join(shelf.foldable(place, opened=False) for place in shelf.most_quoted(_MOST_QUOTED))
    return parts.section(
        "articles",
        how,
        f"<p>{parts.say('articles.paged')}</p>",
        shelf.page_links(),
        f"<h3>{parts.say('articles.most', {'n': _MOST_QUOTED})}</h3>",
        legend,
        made,
    )


def method(parts: Parts) -> str:
    """How the numbers came about, and what they do not say."""
    quotations = parts.findings.quotations
    notes = [parts.say(f"method.{key}") for key in ("relation", "outer", "errors")]
    if len(quotations):
        values = {
            "mean": percent(float(quotations["confidence"].mean())),
            "flagged": percent(float(quotations["flags"].map(len).gt(0).mean())),
        }
        notes.append(parts.say("method.confidence", values))
    notes += [parts.say(f"method.{key}") for key in ("names", "intervals", "stances")]
    notes += [parts.say("method.pseudonyms")] if parts.findings.pseudonymised else []
    notes.append(parts.say("method.notebook"))
    return parts.section("method", f'<ul class="notes">{"".join(f"<li>{note}</li>" for note in notes)}</ul>')


def provenance(parts: Parts, facts: dict[str, str]) -> str:
    """What was read, with what, and how to make the report again."""
    lines = "".join(f"<dt>{parts.say(f'provenance.{name}')}</dt><dd>{value}</dd>" for name, value in facts.items())
    return parts.section("provenance", f'<dl class="facts">{lines}</dl>')
