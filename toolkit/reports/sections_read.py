"""Sections on the coverage: what was read and set aside, what a check found, what is a copy of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.articles.days import Days
from toolkit.reports.markup import cell, escaped, number, percent, shortened, table
from toolkit.reports.parts import isolated

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.reports.parts import Parts

__all__ = ["quality", "syndication"]

_REASONS, _GROUPS = 20, 15


def quality(parts: Parts) -> str:
    """What was set aside, read with a remark, and found by the check."""
    coverage = parts.findings.coverage
    made = []
    if coverage.set_aside is not None and len(coverage.set_aside):
        rows = parts.words.many("row", len(coverage.set_aside))
        made.append(f"<p>{parts.say('quality.aside', {'rows': rows})}</p>")
        made.append(_tally(parts, coverage.set_aside["reason"], "reason", "rows"))
        made.append(f"<p>{parts.say('quality.each_aside', {'file': 'set_aside.csv'})}</p>")
    elif coverage.set_aside is not None:
        made.append(f"<p>{parts.say('quality.none_aside')}</p>")
    if coverage.remarks is not None and len(coverage.remarks):
        made.append(f"<p>{parts.say('quality.remarks')}</p>")
        made.append(_tally(parts, coverage.remarks["remark"], "remark", "articles"))
    days = Days()
    for published in coverage.articles.get("published", ()):
        days.meet(published)
    # the notice names examples in English
    made += [f'<p lang="en" dir="ltr">{escaped(days.notice)}.</p>'] if days.notice else []
    return parts.section("quality", *made, _checks(parts))


def _checks(parts: Parts) -> str:
    found = parts.findings.table("quality")
    if found is None:
        return f"<p>{parts.say('quality.clean')}</p>"
    rows = []
    for row in found[found["outlet"].isna()].to_dict("records"):
        arabic = parts.words.texts.get("check", {}).get(row["check"], {})
        rows.append(
            [
                cell(arabic.get("name", row["check"].replace("_", " "))),
                parts.name(row["severity"]),
                parts.number(parts.evidence.articles(int(row["n"]), {"set": f"check:{row['check']}"})),
                number(row["share"], share=True),
                cell(arabic.get("effect", row["effect"])),
                cell(arabic.get("remedy", row["remedy"])),
            ]
        )
    heads = parts.heads(["check", "severity", "articles:num", "share:num", "effect", "remedy"])
    return f"<p>{parts.say('quality.checks')}</p>\n{table(heads, rows)}\n<p>{parts.say('quality.file')}</p>"


def _tally(parts: Parts, column: pd.Series[str], what: str, unit: str) -> str:
    tally = column.value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable")
    rows = [[cell(shortened(str(text), 160)), number(int(count))] for text, count in tally.head(_REASONS).items()]
    return table(parts.heads([what, f"{unit}:num"]), rows)


def syndication(parts: Parts) -> str:
    """Which articles are copies of each other."""
    copies = parts.findings.space["copies"]
    count = int(copies["is_copy"].sum())
    if not count:
        return parts.section("syndication", f"<p>{parts.say('syndication.none')}</p>")
    groups = copies[copies["group_size"] > 1].drop_duplicates("group_id")
    counted = parts.evidence.articles(count, {"set": "copies"})
    text = parts.words.many("article", count).replace(f"{count:,}", counted)
    lead = parts.say("syndication.lead", {"copies": text, "groups": parts.words.many("group", len(groups))})
    places = {article["article_id"]: place for place, article in enumerate(parts.shelf.articles)}
    rows = []
    for row in groups.sort_values("group_size", ascending=False, kind="stable").head(_GROUPS).to_dict("records"):
        place = places[row["group_id"]]
        outlet = parts.shelf.articles[place].get("outlet")
        opened = parts.evidence.articles(int(row["group_size"]), {"set": f"group:{row['group_id']}"})
        rows.append([parts.shelf.entry(place), cell(outlet or "—", attributes="class=end"), parts.number(opened)])
    share = percent(count / len(copies))
    return parts.section(
        "syndication",
        f"<p>{lead} {isolated(share)}</p>",
        f"<h3>{parts.say('syndication.largest')}</h3>",
        table(parts.heads(["group:end", "outlet:end", "articles:num"]), rows),
        f"<p>{parts.say('syndication.files')}</p>",
    )
