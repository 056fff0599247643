"""The main job: how long the report takes on a coverage, and how large it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from measured import MEGABYTE, SAMPLE, Outcome, run, table

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ("coverage", "seconds", "MB of memory", "MB of index.html", "MB in all", "files")


def measure(shared: Path, out: Path, outcome: Outcome) -> None:
    """Runs `toolkit report` on every coverage that is there."""
    articles = shared / "articles"
    known = {
        "real news": articles / "real_news.jsonl.gz",
        "korea": articles / "korea.txt",
        "sample": SAMPLE / "articles.jsonl",
    }
    rows = []
    for name, path in known.items():
        if not path.is_file():
            continue
        folder = out / f"report-{name.replace(' ', '-')}"
        done = run("-m", "toolkit", "report", str(path), "--out", str(folder))
        page = folder / "index.html"
        if done.status or not page.is_file():
            outcome.fail(f"the report on {name} ended with {done.status}: {done.err[-500:]}")
            continue
        sizes = [file.stat().st_size for file in folder.rglob("*") if file.is_file()]
        megabytes = [done.megabytes, page.stat().st_size / MEGABYTE, sum(sizes) / MEGABYTE]
        rows.append([name, f"{done.seconds:.1f}", *(f"{number:.1f}" for number in megabytes), str(len(sizes))])
    outcome.say("## The report\n\n`toolkit report`, start of Python included.")
    outcome.say(table(HEAD, rows))
