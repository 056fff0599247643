"""The pages of a report: the main one, the articles', and the one that lists what numbers count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.reports.articles_html import Shelf
from toolkit.reports.evidence import Evidence
from toolkit.reports.markup import escaped, shortened
from toolkit.reports.page import page_html
from toolkit.reports.parts import Parts
from toolkit.reports.provenance import facts
from toolkit.reports.sections import body_html
from toolkit.reports.sentences import frame_lines, term_lines
from toolkit.reports.wording import wording

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.reports.findings import Findings

__all__ = ["write_pages"]

_LINES, _LINES_PAGED = 500, 60  # sentences of a term that are kept


def write_pages(
    findings: Findings, folder: Path, lang: str, *, latin: bool, command: str, progress: bool = False
) -> None:
    """Writes the pages.

    Args:
        findings: What was read and found.
        folder: Where to.
        lang: The language of the report.
        latin: Whether names are also given in Latin letters.
        command: How it was called.
        progress: Whether long work shows a bar.
    """
    words = wording(lang)
    shelf = Shelf.of(findings.space["articles"], findings.counted(), words)
    evidence = Evidence(shelf, words, "evidence.html" if shelf.paged else "")
    _fill(evidence, findings)
    parts = Parts(findings, shelf, evidence, words, latin=latin)
    body = body_html(parts, facts(parts, command))
    name = findings.coverage.name
    title = words.say("page.title", {"name": shortened(name, 80) if name else words.say("page.sample")})
    kinds = escaped(" ".join(evidence.codes["kind"]))
    look = f'data-kinds="{kinds}"'
    if shelf.paged:
        if shelf.readable:
            (folder / "articles").mkdir()
            for file, page in shelf.pages(progress=progress):
                _write(folder / "articles" / file, page)
        listing = words.say("page.evidence_title")
        back = f'<nav><a href="index.html">{words.say("page.the_report")}</a></nav>'
        box = f'<div class="masthead"><h1>{listing}</h1>{back}</div>\n<main><div id="evidence-box"></div></main>'
        _write(
            folder / "evidence.html", page_html(listing, box, words=words, evidence=evidence.packed(), attributes=look)
        )
        _write(folder / "index.html", page_html(title, body, words=words, figures=True))
        return
    box = '<dialog id="evidence-box"></dialog>'
    look += ' data-inside="1"'
    page = page_html(title, f"{body}\n{box}", words=words, figures=True, evidence=evidence.packed(), attributes=look)
    _write(folder / "index.html", page)


def _fill(evidence: Evidence, findings: Findings) -> None:
    """The sets of articles and the sentences that numbers of the report open."""
    articles = findings.space["articles"]
    places = {name: place for place, name in enumerate(articles["article_id"])}
    evidence.sets["copies"] = [place for place, copy in enumerate(articles["is_copy"]) if copy]
    groups: dict[str, list[int]] = {}
    for place, group in enumerate(articles["group_id"]):
        groups.setdefault(group, []).append(place)
    evidence.sets.update({f"group:{group}": those for group, those in groups.items() if len(those) > 1})
    quality = findings.space["quality"]
    for row in quality[quality["outlet"].isna()].to_dict("records"):
        evidence.sets[f"check:{row['check']}"] = [places[name] for name in row["examples"] if name in places]
    _fill_frames(evidence, findings, places)
    keyness = findings.table("keyness")
    if keyness is not None and findings.readable:
        most = _LINES_PAGED if evidence.shelf.paged else _LINES
        lines, totals = term_lines(articles, keyness, findings.space["terms"], most=most)
        evidence.lines.update(lines)
        evidence.totals.update(totals)


def _fill_frames(evidence: Evidence, findings: Findings, places: dict[str, int]) -> None:
    """The articles in which a frame's vocabulary is present, and the sentences with it."""
    frames = findings.table("frames")
    if frames is None:
        return
    present = frames[frames["present"].fillna(value=False).astype(bool)]
    for frame, rows in present.groupby("frame", sort=False):
        evidence.sets[f"frame:{frame}"] = [places[name] for name in rows["article_id"]]
    if findings.readable:
        most = _LINES_PAGED if evidence.shelf.paged else _LINES
        lines, totals = frame_lines(findings.space["articles"], present, most=most)
        evidence.lines.update(lines)
        evidence.totals.update(totals)


def _write(path: Path, page: str) -> None:
    # no newline is translated: carriage returns of an article are its own
    path.write_text(page, encoding="utf-8", newline="")
