"""The command for keyword in context."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli_output import ARTICLES, TABLES, chosen_format, destination, read, say, write_table

if TYPE_CHECKING:
    import argparse

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it nowhere else

__all__ = ["add_concordance"]

_WIDEST = 60  # letters of a context that is printed


def add_concordance(commands: Commands) -> None:
    """Adds `concordance`.

    Args:
        commands: What argparse collects commands in.
    """
    command = commands.add_parser("concordance", help="every place where a word stands, with what is around it")
    command.add_argument("articles", metavar="ARTICLES", type=Path, help=ARTICLES)
    command.add_argument("term", metavar="TERM", nargs="+", help="a word, or a phrase in quotation marks; or several")
    command.add_argument(
        "--match",
        choices=("word", "lemma", "exact"),
        default="word",
        help="whatever stands before it (the default), in any form, or as written",
    )
    command.add_argument("--width", metavar="N", type=int, default=8, help="words of each context (default: 8)")
    command.add_argument("--sort", choices=("right", "left", "keyword"), help="by the words at that side")
    command.add_argument("--outlet", metavar="NAME", action="append", help="only this outlet; may be given again")
    command.add_argument("--since", metavar="DAY", help="the first day, such as 2024-05-01")
    command.add_argument("--until", metavar="DAY", help="the last day")
    command.add_argument(
        "--limit", metavar="N", type=int, default=1000, help="lines at most (default: 1000); 0 for all"
    )
    command.add_argument(
        "--format", choices=(*TABLES, "text"), help="by the ending of --out, else csv; text is lines to read"
    )
    command.add_argument("--out", metavar="FILE", type=Path, help="file to write to; else standard output")
    command.set_defaults(run=_concordance, parser=command)


def _concordance(call: argparse.Namespace) -> None:
    wanted = chosen_format(call)
    with destination(call.out) as stream:
        from toolkit.measures.concordance import concordance  # noqa: PLC0415

        articles = read(call.articles)
        lines = concordance(
            articles,
            call.term,
            match=call.match,
            width=call.width,
            sort=call.sort,
            outlet=call.outlet,
            dates=(call.since, call.until) if call.since or call.until else None,
            limit=call.limit or None,
        )
        for note in lines["note"].dropna().unique():
            say(note)
        if lines.empty:
            say(f"{', '.join(call.term)}: no place in {len(articles)} articles")
        if wanted == "text":
            from toolkit.reports.display import show  # noqa: PLC0415

            stream.write(f"{show(lines, rows=None, width=_WIDEST)}\n".encode())
        else:
            write_table(articles, lines, wanted, stream, is_file=call.out is not None)
