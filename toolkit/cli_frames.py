"""The command for frames."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli_output import ARTICLES, TABLES, chosen_format, destination, read, say, write_table

if TYPE_CHECKING:
    import argparse

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it nowhere else

__all__ = ["add_frames"]


def add_frames(commands: Commands) -> None:
    """Adds `frames`.

    Args:
        commands: What argparse collects commands in.
    """
    command = commands.add_parser("frames", help="the vocabulary of frames: one row per article and frame")
    command.add_argument("articles", metavar="ARTICLES", type=Path, help=ARTICLES)
    command.add_argument(
        "--lexicon",
        metavar="NAME",
        default="policy_frames",
        help="policy_frames (the default), generic_frames, or a CSV with the columns frame, term and weight",
    )
    told = command.add_mutually_exclusive_group()
    told.add_argument("--shares", metavar="COLUMN", help="the share of articles with each frame by this column instead")
    told.add_argument("--evidence", action="store_true", help="every place with its context instead")
    command.add_argument("--codes", metavar="FILE", type=Path, help="with --shares: coded frames, standoff JSON lines")
    command.add_argument("--story", metavar="COLUMN", help="with --shares: which articles are of one story")
    command.add_argument("--format", choices=(*TABLES, "standoff"), help="by the ending of --out, else csv")
    command.add_argument("--out", metavar="FILE", type=Path, help="file to write to; else standard output")
    command.set_defaults(run=_frames, parser=command)


def _frames(call: argparse.Namespace) -> None:
    wanted = chosen_format(call)
    if wanted == "standoff" and (call.shares or call.evidence):
        call.parser.error("--format standoff is of articles; leave --shares and --evidence out")
    if call.shares is None and (call.codes or call.story):
        call.parser.error("--codes and --story are for shares; say --shares COLUMN, such as outlet")
    with destination(call.out) as stream:
        from toolkit.articles.standoff import write_frame_standoff  # noqa: PLC0415
        from toolkit.measures.frame_shares import frame_shares  # noqa: PLC0415
        from toolkit.measures.frame_validation import validate_frames  # noqa: PLC0415
        from toolkit.measures.frames import frame_evidence, frame_table  # noqa: PLC0415

        articles = read(call.articles)
        if call.evidence:
            found = frame_evidence(articles, lexicon=call.lexicon)
        else:
            is_small = wanted == "standoff" or call.shares is not None
            found = frame_table(articles, lexicon=call.lexicon, evidence=not is_small, progress=True)
        if call.shares is not None:
            agreements = validate_frames(found, call.codes) if call.codes else None
            found = frame_shares(found, by=call.shares, story=call.story, agreements=agreements)
        if call.codes is None:
            say("these are the vocabularies of frames, not frames that a coder found; compare some with --codes")
        if wanted == "standoff":
            write_frame_standoff(articles, found, stream)
        else:
            write_table(articles, found, wanted, stream, is_file=call.out is not None)
