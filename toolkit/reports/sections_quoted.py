"""Sections on all quotations: who is quoted, what they are, in which kinds and with which verbs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from toolkit.lexicons import load_lexicon
from toolkit.reports.markup import MISSING, cell, number, shortened, table
from toolkit.reports.parts import interval
from toolkit.text.romanisation import romanise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.reports.parts import Parts

__all__ = ["KINDS", "kinds", "sources"]

KINDS = ("direct", "mixed", "indirect", "declined")
_DRAWN, _LISTED, _VALUES = 15, 50, 20


def sources(parts: Parts) -> str:
    """Who is quoted: the most frequent sources, and what all of them are."""
    frequency = parts.findings.table("frequency")
    if frequency is None:
        return parts.section("sources", f"<p>{parts.say('sources.none')}</p>")
    base = parts.words.many("article", int(frequency["n_articles"].max()))
    key = "caption_one" if len(frequency) == 1 else "caption"
    caption = parts.say(f"sources.{key}", {"n": min(_DRAWN, len(frequency)), "articles": base})
    rows = frequency.sort_values(["articles", "share"], ascending=False, kind="stable").head(_LISTED)
    listed = parts.say("sources.all")
    if len(frequency) > _LISTED:
        listed = parts.say("sources.first", {"n": _LISTED, "all": f"{len(frequency):,}"})
    latin = ["latin"] if parts.latin else []
    heads = [
        "rank:num",
        "source:end",
        *latin,
        "type",
        "sector",
        "articles:num",
        "share_interval:num",
        "turns:num",
        "words:num",
    ]
    return parts.section(
        "sources",
        f"<p>{parts.say('sources.order')}</p>",
        parts.figure(
            parts.findings.space.get("figure_sources"), "sources", f"{caption} {parts.say('sources.interval')}"
        ),
        f"<h3>{listed}</h3>",
        table(parts.heads(heads), [_source(parts, row) for row in rows.to_dict("records")]),
        f"<p>{parts.say('sources.files')}</p>",
        *(
            _category(parts, category, title=f"sources.{category}")
            for category in ("type", "sector", "gender", "named")
        ),
    )


def _source(parts: Parts, row: Mapping[Any, Any]) -> list[str]:
    named = isinstance(row["speaker"], str)
    where = {"source_id": row["source_id"], "spoken": True}
    counted = [
        parts.number(parts.evidence.quotations(int(row[unit]), where, unit=unit))
        for unit in ("articles", "turns", "words")
    ]
    latin = [cell(shortened(romanise(row["speaker"]), 90) if named else MISSING)] if parts.latin else []
    return [
        number(int(row["rank"])),
        cell(shortened(row["speaker"], 90) if named else MISSING, attributes='class="end name"'),
        *latin,
        parts.name(row.get("type")),
        parts.name(row.get("sector")),
        counted[0],
        parts.number(interval(row["share"], row["share_low"], row["share_high"])),
        *counted[1:],
    ]


def kinds(parts: Parts) -> str:
    """How they are quoted: the kinds, the stances of the verbs, the verbs."""
    counts, words = parts.findings.space["counts"], parts.words
    relations = sum(int(counts[kind].sum()) for kind in KINDS)
    rows = []
    for kind in KINDS:
        count = int(counts[kind].sum())
        opened = parts.number(parts.evidence.quotations(count, {"kind": kind, "outer": True}))
        share = number(count / relations if relations else 0.0, share=True)
        rows.append([parts.name(kind), cell(parts.say(f"meaning.{kind}")), opened, share])
    lead = parts.say(
        "kinds.lead",
        {
            "quotations": words.many("quotation", int(counts["total"].sum())),
            "words": words.many("word", int(counts["words"].sum())),
        },
    )
    nested = int(parts.findings.quotations["parent"].notna().sum())
    note = parts.say("kinds.nested", {"n": parts.evidence.quotations(nested, {"outer": False})})
    return parts.section(
        "kinds",
        f"<p>{lead}</p>",
        table(parts.heads(["kind", "meaning", "relations:num", "share:num"]), rows),
        f"<p>{note}</p>" if nested else "",
        parts.figure(parts.findings.space.get("figure_kinds"), "kinds", parts.say("kinds.caption")),
        _category(parts, "stance", title="kinds.stance", lead=parts.say("kinds.stance_lead")),
        _category(parts, "verb", title="kinds.verb"),
        f"<p>{parts.say('kinds.files')}</p>",
    )


def _category(parts: Parts, category: str, *, title: str, lead: str = "") -> str:
    """How turns are shared out among the values of a column."""
    found = parts.findings.table(f"by_{category}")
    if found is None:
        return ""
    where: dict[str, object] = {"spoken": True} | ({"named": "named"} if category == "gender" else {})
    gloss = parts.latin and category == "verb"
    rows = []
    for row in found.head(_VALUES).to_dict("records"):
        value = row[category]
        opened = parts.evidence.quotations(int(row["count"]), where | {category: value}, unit="turns")
        name = cell(value) if category == "verb" else parts.name(value)
        rows.append(
            [name, *([cell(_glosses().get(value, MISSING))] if gloss else []), parts.number(opened), parts.share(row)]
        )
    left_out = parts.say("sources.turns_counted", {"left_out": f"{int(found['left_out'].iloc[0]):,}"})
    heads = parts.heads([category, *(["gloss"] if gloss else []), "turns:num", "share_interval:num"])
    lead = f"<p>{lead}</p>\n" if lead else ""
    return f'<h3>{parts.say(title)}</h3>\n{lead}{table(heads, rows)}\n<p class="meta">{left_out}</p>'


@cache
def _glosses() -> dict[str, str]:
    """What each verb does, in English: its class in the list of reporting verbs."""
    listed = load_lexicon("reporting_verbs").rows
    return {row["lemma"]: row["class"] for row in listed}
