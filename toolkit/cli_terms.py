"""The command for the terms of outlets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli_output import ARTICLES, TABLES, chosen_format, destination, read, say, write_table

if TYPE_CHECKING:
    import argparse

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it nowhere else

__all__ = ["add_keyness"]


def add_keyness(commands: Commands) -> None:
    """Adds `keyness`.

    Args:
        commands: What argparse collects commands in.
    """
    command = commands.add_parser(
        "keyness", help="the terms that one outlet uses more than others, and how sure that is"
    )
    command.add_argument("articles", metavar="ARTICLES", type=Path, help=ARTICLES)
    command.add_argument("--target", metavar="NAME", action="append", required=True, help="outlet; may be given again")
    command.add_argument("--reference", metavar="NAME", action="append", help="outlet to compare with; else all others")
    command.add_argument("--by", metavar="COLUMN", default="outlet", help="the column compared (default: outlet)")
    command.add_argument("--unit", choices=("lemma", "base", "surface"), default="lemma", help="what a word counts as")
    command.add_argument("--ngrams", metavar="N", type=int, default=1, help="words of a term (default: 1)")
    command.add_argument("--story", metavar="COLUMN", help="the column that says which articles are of one story")
    command.add_argument("--more", metavar="MEASURE", action="append", default=[], help="another measure: g2, welch …")
    command.add_argument("--format", choices=TABLES, help="by the ending of --out, else csv")
    command.add_argument("--out", metavar="FILE", type=Path, help="file to write to; else standard output")
    command.set_defaults(run=_keyness, parser=command)


def _keyness(call: argparse.Namespace) -> None:
    wanted = chosen_format(call)
    with destination(call.out) as stream:
        from toolkit.measures.keyness import keyness  # noqa: PLC0415
        from toolkit.measures.terms import term_matrix  # noqa: PLC0415

        articles = read(call.articles)
        found = keyness(
            articles,
            by=call.by,
            target=call.target,
            reference=call.reference,
            terms=term_matrix(articles, unit=call.unit, ngrams=call.ngrams),
            more=call.more,
            story=call.story,
        )
        sure = int((found["p_adjusted"] < 0.05).sum())
        say(f"{len(found)} terms, {sure} at a false discovery rate of 0.05")
        write_table(articles, found, wanted, stream, is_file=call.out is not None)
