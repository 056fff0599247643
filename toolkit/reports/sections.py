"""The body of the report's main page: masthead, contents, overview, and the sections in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.articles.days import published_days
from toolkit.reports.markup import percent
from toolkit.reports.parts import isolated
from toolkit.reports.sections_method import articles, method, provenance
from toolkit.reports.sections_outlets import frames, outlets, terms
from toolkit.reports.sections_quoted import kinds, sources
from toolkit.reports.sections_read import quality, syndication

if TYPE_CHECKING:
    from toolkit.reports.parts import Parts

__all__ = ["body_html"]

_FIRST = 3


def body_html(parts: Parts, facts: dict[str, str]) -> str:
    """The body of the report's main page.

    Args:
        parts: What the sections are made from.
        facts: The lines of its provenance, as HTML.
    """
    makers = {
        "overview": _overview,
        "quality": quality,
        "sources": sources,
        "kinds": kinds,
        "outlets": outlets,
        "frames": frames,
        "terms": terms,
        "syndication": syndication,
        "articles": articles,
        "method": method,
    }
    made = {name: text for name, make in makers.items() if (text := make(parts))}
    links = "".join(f'<li><a href="#{name}">{parts.say(f"nav.{name}")}</a></li>' for name in [*made, "provenance"])
    return (
        f'<header class="masthead"><p class="eyebrow">{parts.say("page.eyebrow")}</p>\n<h1>{title_html(parts)}</h1>\n'
        f'{_numbers(parts)}\n<nav aria-label="{parts.say("page.contents")}"><ol>{links}</ol></nav>\n'
        f'<p class="hint">{parts.say("page.number_hint")}</p>\n'
        f'<noscript><p class="hint">{parts.say("page.no_script")}</p></noscript></header>\n'
        f"<main>{chr(10).join(made.values())}</main>\n<footer>{provenance(parts, facts)}</footer>"
    )


def title_html(parts: Parts) -> str:
    """The title of the report, with the coverage's name isolated."""
    name = parts.findings.coverage.name
    return parts.say("page.title", {"name": isolated(name, 80) if name else parts.say("page.sample")})


def _numbers(parts: Parts) -> str:
    findings, evidence = parts.findings, parts.evidence
    outer = int(findings.space["counts"]["total"].sum())
    facts = {"articles": evidence.articles(len(parts.shelf.articles), {})}
    if findings.outlets():
        facts["outlets"] = f"{findings.outlets():,}"
    facts |= {
        "quotations": evidence.quotations(outer, {"spoken": True}),
        "sources": f"{len(findings.space['frequency']):,}",
    }
    aside = findings.coverage.set_aside
    if aside is not None:
        facts["aside"] = f'<a class="n" href="#quality">{len(aside):,}</a>' if len(aside) else "0"
    items = "".join(
        f"<div><dt>{parts.say(f'count.{name}')}</dt><dd>{count}</dd></div>" for name, count in facts.items()
    )
    return f'<dl class="numbers">{items}</dl>'


def _overview(parts: Parts) -> str:
    findings, words, evidence = parts.findings, parts.words, parts.evidence
    table = findings.space["articles"]
    quoting = int(findings.quotations["article_id"].nunique())
    named = findings.outlets()
    outlets_read = words.many("from_outlet", named) if named else parts.say("overview.no_outlets")
    lines = [
        parts.say(
            "overview.read",
            {"articles": words.many("article", len(table)), "outlets": outlets_read, "quoting": f"{quoting:,}"},
        )
    ]
    days = published_days(table.get("published", ())).dropna()
    if len(days):
        first, last = (isolated(str(day)[:10]) for day in (min(days), max(days)))
        lines.append(parts.say("overview.dates", {"first": first, "last": last}))
    frequency = findings.table("frequency")
    if frequency is not None:
        rows = frequency.sort_values(["articles", "share"], ascending=False, kind="stable").head(_FIRST)
        items = []
        for row in rows.to_dict("records"):
            count = evidence.quotations(
                int(row["articles"]), {"source_id": row["source_id"], "spoken": True}, unit="articles"
            )
            items.append(f"{isolated(row['speaker'])} ({count})")
        lines.append(parts.say("overview.first_sources", {"sources": parts.say("provenance.comma").join(items)}))
    lines += _shares(parts)
    copies = int(table["is_copy"].sum())
    if copies:
        counted = evidence.articles(copies, {"set": "copies"})
        text = words.many("article", copies).replace(f"{copies:,}", counted)
        lines.append(parts.say("overview.copies", {"copies": text, "share": percent(copies / len(table))}))
    return parts.section("overview", f'<ul class="notes">{"".join(f"<li>{line}</li>" for line in lines)}</ul>')


def _shares(parts: Parts) -> list[str]:
    """What share is direct, without a name, of women."""
    findings, words, evidence = parts.findings, parts.words, parts.evidence
    lines = []
    counts = findings.space["counts"]
    total, direct = int(counts["total"].sum()), int(counts["direct"].sum())
    if total:
        said = evidence.quotations(direct, {"kind": "direct", "outer": True})
        values = {"quotations": words.many("quotation", total), "direct": said, "share": percent(direct / total)}
        lines.append(parts.say("overview.direct", values))
    for key, category, value in (("unnamed", "named", "unnamed"), ("women", "gender", "f")):
        table = findings.table(f"by_{category}")
        row = None if table is None else table[table[category] == value]
        if table is None or row is None:
            continue
        count, whole = int(row["count"].sum()), int(table["total"].iloc[0])
        where: dict[str, object] = {category: value, "spoken": True}
        if category == "gender":
            where["named"] = "named"
        said = evidence.quotations(count, where, unit="turns")
        values = {"turns": words.many("turn", whole), key: said, "share": percent(count / whole)}
        lines.append(parts.say(f"overview.{key}", values))
    return lines
