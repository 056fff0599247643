"""The sections of the report, each from its tables to HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.articles.days import Days
from toolkit.reports.figures import plot_kinds, plot_sources
from toolkit.reports.highlight import legend_html
from toolkit.reports.markup import MISSING, cell, escaped, number, percent, shortened, table
from toolkit.reports.page import figure_html
from toolkit.reports.sources_html import sources_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from toolkit.reports.articles_html import Shelf
    from toolkit.reports.findings import Findings

__all__ = ["body_html"]

KINDS = {
    "direct": "the speaker's own words, in quotation marks or after a colon",
    "mixed": "a paraphrase in which a fragment stands in quotation marks",
    "indirect": "a paraphrase",
    "declined": "reported as not saying: no comment, no answer, no details",
}
_NOTES = (
    (
        "A quotation is an attribution relation: a cue, the source that the text names, and what was said. Rules "
        "and word lists find them; the name of the rule stands beside each."
    ),
    "Counted are outer relations; a quotation inside another’s words is marked and not counted.",
    (
        "The extraction makes errors: it misses quotations, ends some too early or too late, and takes some for "
        "another speaker’s. Read the evidence before a number is cited."
    ),
    (
        "Names are linked across articles by their spelling; two people of one name become one, one person under "
        "two names stays two unless an alias table says so."
    ),
    (
        "Intervals are at 95 %, over articles taken as independent: wire copy printed by several outlets "
        "makes them too narrow, and they do not contain the errors of the extraction."
    ),
)
_ORDER = (
    "<p>Sources are ordered by the number of articles in which they speak. A turn is a run of quotations of one source "
    "with nobody else between; words are those of the content.</p>"
)
_FILES = (
    '<p>The whole table is <a href="source_frequency.csv">source_frequency.csv</a>; the spellings of each are in '
    '<a href="sources.csv">sources.csv</a>. All quotations are in <a href="quotations.csv">quotations.csv</a> and, with'
    ' the types of the columns, in <a href="quotations.parquet">quotations.parquet</a>.</p>'
)
_TOP_DRAWN, _TOP_LISTED, _OUTLETS_DRAWN, _MOST_QUOTED, _REASONS = 15, 50, 25, 10, 20


def body_html(findings: Findings, shelf: Shelf, facts: dict[str, str]) -> str:
    """The body of the report's main page.

    Args:
        findings: What was read, found and measured.
        shelf: The articles with their quotations.
        facts: The lines of its provenance.
    """
    several = findings.outlets() > 1
    names = {"read": "Read", "kinds": "Kinds", "sources": "Sources", "outlets": "Outlets", "articles": "Articles"}
    names |= {"method": "Method and limits", "provenance": "Provenance"}
    links = "".join(f'<a href="#{key}">{name}</a>' for key, name in names.items() if several or key != "outlets")
    sections = [_read(findings), _kinds(findings), _sources(findings, shelf)]
    sections += [_outlets(findings)] if several else []
    sections += [_articles(shelf), _method(findings)]
    return (
        f'<header class="masthead">{_masthead(findings)}<nav>{links}</nav>{_numbers(findings)}</header>\n'
        f"<main>{_lines(sections)}</main>\n<footer>{_provenance(facts)}</footer>"
    )


def _masthead(findings: Findings) -> str:
    return (
        '<p class="eyebrow">Quotations in Arabic news</p>'
        f"<h1>Who is quoted in {_isolated(shortened(findings.name, 80))}</h1>"
    )


def _numbers(findings: Findings) -> str:
    outer = int(findings.counts["total"].sum())
    facts = {"articles": len(findings.articles)}
    facts |= {"outlets": findings.outlets()} if findings.outlets() else {}
    facts |= {"quotations": outer, "sources": len(findings.frequency)}
    facts |= {"set aside": len(findings.set_aside)} if findings.set_aside is not None else {}
    items = "".join(f"<div><dt>{name}</dt><dd>{count:,}</dd></div>" for name, count in facts.items())
    return f'<dl class="numbers">{items}</dl>'


def _read(findings: Findings) -> str:
    articles = findings.articles
    quoting = findings.quotations["article_id"].nunique()
    text = f"{_many(len(articles), 'article')} read" + (
        f" from {_many(findings.outlets(), 'outlet')}" if findings.outlets() else ""
    )
    parts = [f"<p>{text}; {quoting:,} of them hold at least one quotation.</p>"]
    if findings.set_aside is not None and len(findings.set_aside):
        parts.append(f"<p>{_many(len(findings.set_aside), 'row')} of the input set aside:</p>")
        parts.append(_tally(findings.set_aside["reason"], "reason", "rows"))
        parts.append('<p>Each of them stands in <a href="set_aside.csv">set_aside.csv</a>.</p>')
    elif findings.set_aside is not None:
        parts.append("<p>Nothing was set aside.</p>")
    if findings.remarks is not None and len(findings.remarks):
        parts.append("<p>Read with a remark:</p>")
        parts.append(_tally(findings.remarks["remark"], "remark", "articles"))
    days = Days()
    for published in articles.get("published", ()):
        days.meet(published)
    if days.notice:
        parts.append(f"<p>{escaped(days.notice)}.</p>")
    return _section("read", "What was read", *parts)


def _tally(column: pd.Series[str], what: str, unit: str) -> str:
    tally = column.value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable")
    rows = [[cell(shortened(str(text), 160)), number(int(count))] for text, count in tally.head(_REASONS).items()]
    return table({what: "", unit: "num"}, rows)


def _kinds(findings: Findings) -> str:
    counts, total = findings.counts, int(findings.counts["total"].sum())
    relations = sum(int(counts[kind].sum()) for kind in KINDS)
    rows = []
    for kind, meaning in KINDS.items():
        count = int(counts[kind].sum())
        share = number(count / relations if relations else 0.0, share=True)
        rows.append([cell(kind), cell(meaning), number(count), share])
    heads = {"kind": "", "what it is": "", "relations": "num", "share": "num"}
    several = findings.outlets() > 1
    shown = findings.outlet_counts.sort_values("total", ascending=False, kind="stable").head(_OUTLETS_DRAWN)
    drawn = plot_kinds(shown, unit="share", title="") if several else plot_kinds(counts, title="")
    which = " in each outlet, those with the most quotations first" if several else ""
    nested = int(findings.quotations["parent"].notna().sum())
    note = f"<p>{nested:,} more inside another quotation’s words: marked in the articles, not counted.</p>"
    return _section(
        "kinds",
        "How they are quoted",
        f"<p>{_many(total, 'quotation')} with {int(counts['words'].sum()):,} words of content.</p>",
        table(heads, rows),
        note if nested else "",
        figure_html(drawn, name="figure-kinds", caption=f"The four kinds{which}.") if relations else "",
        '<p>By outlet: <a href="quotation_counts.csv">quotation_counts.csv</a>.</p>',
    )


def _sources(findings: Findings, shelf: Shelf) -> str:
    frequency = findings.frequency
    if frequency.empty:
        return _section("sources", "Who is quoted", "<p>No source was found.</p>")
    figure = plot_sources(frequency, top=_TOP_DRAWN, title="")
    base = int(frequency["n_articles"].max())
    drawn = "The source" if len(frequency) == 1 else f"The {min(_TOP_DRAWN, len(frequency))} most frequent sources"
    caption = (
        f"{drawn}, by their share of the {_many(base, 'article')} in which anybody speaks. "
        "The thin line is the 95 % interval over articles; where none is drawn, none holds."
    )
    listed = f"The first {_TOP_LISTED} of {len(frequency):,} sources" if len(frequency) > _TOP_LISTED else "All sources"
    return _section(
        "sources",
        "Who is quoted",
        _ORDER,
        figure_html(figure, name="figure-sources", caption=caption),
        f"<h3>{listed}</h3><p>Unfold a line to read what was counted.</p>",
        sources_html(frequency, shelf, top=_TOP_LISTED),
        _FILES,
    )


def _outlets(findings: Findings) -> str:
    frequent = findings.outlet_frequency.sort_values("rank", kind="stable")
    counts = findings.outlet_counts.sort_values("total", ascending=False, kind="stable")
    read = findings.articles["outlet"].value_counts(dropna=False)
    rows = []
    for row in counts.to_dict("records"):
        outlet = row["outlet"]
        named = isinstance(outlet, str)
        here = frequent[frequent["outlet"].eq(outlet) if named else frequent["outlet"].isna()]
        first = [_isolated(shortened(name, 40)) for name in here["speaker"].dropna().head(3)]
        total = int(row["total"])
        numbers = [number(int(read[outlet]) if named else int(findings.articles["outlet"].isna().sum())), number(total)]
        numbers += [number(row[kind] / total if total else 0.0, share=True) for kind in ("direct", "indirect")]
        rows.append(
            [
                cell(outlet if named else MISSING, attributes="class=end"),
                *numbers,
                f'<td dir="rtl">{"، ".join(first)}</td>',
            ]
        )
    heads = {"outlet": "end", "articles": "num", "quotations": "num", "direct": "num", "indirect": "num"}
    return _section("outlets", "By outlet", table(heads | {"most frequent sources": "end"}, rows))


def _articles(shelf: Shelf) -> str:
    legend = legend_html(inline_styles=False)
    how = (
        "<p>What was said is tinted and underlined by kind, the cue is bold, the source is boxed. The small number "
        "after a cue is that of the quotation in the table beneath the article.</p>"
    )
    if not shelf.paged:
        articles = "\n".join(shelf.foldable(place, opened=place == 0) for place in range(len(shelf.articles)))
        return _section("articles", "The articles", how, legend, articles)
    articles = "\n".join(shelf.foldable(place, opened=False) for place in shelf.most_quoted(_MOST_QUOTED))
    return _section(
        "articles",
        "The articles",
        how,
        '<p>They stand on pages of their own: <a href="articles/index.html">a list of all</a>, or by number:</p>',
        shelf.page_links(),
        f"<h3>The {_MOST_QUOTED} articles with the most quotations</h3>",
        legend,
        articles,
    )


def _method(findings: Findings) -> str:
    quotations = findings.quotations
    notes = list(_NOTES)
    if len(quotations):
        sure = percent(float(quotations["confidence"].mean()))
        guessed = percent(float(quotations["flags"].map(len).gt(0).mean()))
        notes.insert(
            3,
            "Confidence estimates the chance that the content (by half), the speaker and the kind are all right. Its "
            f"mean here is {sure}; {guessed} of the relations carry a flag that says what was guessed.",
        )
    items = "".join(f"<li>{note}</li>" for note in notes)
    return _section("method", "Method and limits", f'<ul class="notes">{items}</ul>')


def _provenance(facts: dict[str, str]) -> str:
    lines = "".join(f"<dt>{escaped(name)}</dt><dd><bdi>{escaped(value)}</bdi></dd>" for name, value in facts.items())
    return _section("provenance", "Provenance", f'<dl class="facts">{lines}</dl>')


def _section(key: str, title: str, *parts: str) -> str:
    return f'<section id="{key}"><h2>{title}</h2>\n{_lines(parts)}</section>'


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts)


def _isolated(text: str) -> str:
    return f"<bdi>{escaped(text)}</bdi>"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
