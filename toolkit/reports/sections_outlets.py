"""Sections that compare outlets: whom they quote and how, their key terms, their frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.lexicons import load_lexicon
from toolkit.reports.markup import MISSING, cell, number, percent, shortened, table
from toolkit.reports.parts import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.reports.parts import Parts

__all__ = ["SHOWN_TERMS", "frames", "outlets", "shown_terms", "terms"]

SHOWN_TERMS = 12
_SURE = 0.05


def outlets(parts: Parts) -> str:
    """By whom: the same measures for each outlet."""
    counts = parts.findings.table("outlet_counts")
    if counts is None:
        return ""
    frequent = parts.findings.space["outlet_frequency"].sort_values("rank", kind="stable")
    rows = [_outlet(parts, row, frequent) for row in counts.to_dict("records")]
    heads = ["outlet:end", "articles:num", "quotations:num", "direct:num", "indirect:num", "first_sources:end"]
    figures = {name: parts.findings.space.get(f"figure_{name}") for name in ("outlets", "outlet_type", "outlet_stance")}
    captions = {"outlets": "kinds", "outlet_type": "type", "outlet_stance": "stance"}
    return parts.section(
        "outlets",
        table(parts.heads(heads), rows),
        f"<p>{parts.say('outlets.lead')}</p>",
        *(
            parts.figure(figure, name, parts.say(f"outlets.caption_{captions[name]}"))
            for name, figure in figures.items()
        ),
        f"<p>{parts.say('outlets.files')}</p>",
    )


def _outlet(parts: Parts, row: Mapping[Any, Any], frequent: pd.DataFrame) -> list[str]:
    outlet = row["outlet"] if isinstance(row["outlet"], str) else None
    here = frequent[frequent["outlet"].isna() if outlet is None else frequent["outlet"].eq(outlet)]
    first = [isolated(name, 40) for name in here["speaker"].dropna().head(3)]
    total = int(row["total"])
    read = parts.findings.space["articles"]["outlet"]
    articles = int((read.isna() if outlet is None else read.eq(outlet)).sum())
    kinds = [
        parts.evidence.quotations(int(row[kind]), {"outlet": outlet, "kind": kind, "outer": True})
        + f" ({percent(row[kind] / total if total else 0.0)})"
        for kind in ("direct", "indirect")
    ]
    return [
        cell(outlet or MISSING, attributes="class=end"),
        parts.number(parts.evidence.articles(articles, {"outlet": outlet})),
        parts.number(parts.evidence.quotations(total, {"outlet": outlet, "spoken": True})),
        *map(parts.number, kinds),
        f'<td dir="rtl">{"، ".join(first)}</td>',
    ]


def shown_terms(keyness: pd.DataFrame, outlet: str) -> pd.DataFrame:
    """The terms of an outlet that the report lists: those that are surely more frequent there, the surest first."""
    sure = (keyness["outlet"] == outlet) & (keyness["more_in"] == "target") & (keyness["p_adjusted"] < _SURE)
    return keyness[sure].head(SHOWN_TERMS)


def terms(parts: Parts) -> str:
    """The key terms of each outlet against all others."""
    keyness = parts.findings.table("keyness")
    if keyness is None:
        if not parts.findings.outlets():
            return ""
        why = "no_terms" if "terms" in parts.findings.space else "too_few"
        return parts.section("terms", f"<p>{parts.say(f'terms.{why}')}</p>")
    made = [f"<p>{parts.say('terms.lead')}</p>"]
    for place, outlet in enumerate(parts.findings.space["outlets"], start=1):
        made.append(f"<h3>{isolated(outlet)}</h3>")
        found = shown_terms(keyness, outlet)
        if found.empty:
            made.append(f"<p>{parts.say('terms.none')}</p>")
        else:
            heads = ["term:end", "log_ratio:num", "here:num", "elsewhere:num"]
            made.append(table(parts.heads(heads), [_term(parts, row) for row in found.to_dict("records")]))
        figure = parts.findings.space["figure_keyness"].get(outlet)
        caption = parts.say("terms.caption", {"outlet": shortened(outlet, 60)})
        made.append(parts.figure(figure, f"keyness-{place}", caption))
    return parts.section("terms", *made, f"<p>{parts.say('terms.files')}</p>")


def _term(parts: Parts, row: Mapping[Any, Any]) -> list[str]:
    ratio = f"{row['log_ratio']:.1f}"
    if not pd.isna(row["log_ratio_low"]):
        ratio += f" ({row['log_ratio_low']:.1f}–{row['log_ratio_high']:.1f})"
    here = parts.evidence.sentences(int(row["count_target"]), f"{row['outlet']}\0{row['term']}")
    return [
        cell(row["term"], attributes='class="end name"'),
        parts.number(ratio),
        parts.number(here),
        number(int(row["count_reference"])),
    ]


def frames(parts: Parts) -> str:
    """In how many articles the vocabulary of each frame is present, and where it stands."""
    shares = parts.findings.table("frame_shares")
    if shares is None:
        return ""
    labels = load_lexicon("policy_frames").card["frames"]
    rows = []
    for row in shares.sort_values("count", ascending=False, kind="stable").to_dict("records"):
        frame = row["frame"]
        name = labels.get(frame, {}).get("label") if parts.words.lang == "ar" else None
        opened = parts.evidence.articles(int(row["count"]), {"set": f"frame:{frame}"}) if row["count"] else "0"
        places = parts.evidence.totals.get(f"frame:{frame}", 0)
        said = [parts.number(parts.evidence.sentences(places, f"frame:{frame}"))] if parts.findings.readable else []
        rows.append([cell(name or frame.replace("_", " ")), parts.number(opened), parts.share(row), *said])
    heads = ["frame", "articles:num", "share_interval:num", *(["places:num"] if parts.findings.readable else [])]
    return parts.section(
        "frames",
        f"<p>{parts.say('frames.lead')}</p>",
        table(parts.heads(heads), rows),
        parts.figure(parts.findings.space.get("figure_frames"), "frames", parts.say("frames.caption")),
        f"<p>{parts.say('frames.files')}</p>",
    )
