"""The command line: the same functions, on files.

Exit status: 0 done, 1 the work failed, 2 the call was wrong, 130 interrupted.
Standard output carries only the data; what was set aside is said on standard
error. Each command imports what it needs, so that --help is quick.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.cli_coding import add_sample, add_validate
from toolkit.cli_concordance import add_concordance
from toolkit.cli_data import add_check, add_datasets
from toolkit.cli_frames import add_frames
from toolkit.cli_output import ARTICLES, TABLES, chosen_format, destination, read, say, write_table
from toolkit.cli_terms import add_keyness
from toolkit.errors import ReadError, ToolkitError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_PROFILES = ("reading", "matching", "search")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: The words after the program's name; those of this process where left out.

    Returns:
        The exit status.
    """
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)  # whatever the locale says
    try:
        call = _parser().parse_args(arguments)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", UserWarning)
            try:
                call.run(call)
                sys.stdout.flush()
            finally:
                for warning in caught:
                    say(str(warning.message))
    except SystemExit as stop:  # argparse has said what is wrong
        return stop.code if isinstance(stop.code, int) else 2
    except ToolkitError as error:
        say(" ".join(str(error).splitlines()))
        return 1
    except BrokenPipeError:
        # The reader, such as head, has what it wanted; Python would complain once more while it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="toolkit",
        description="Media analysis in Arabic: who is quoted, how often, in whose words, with which verbs.",
        epilog="Exit status: 0 done, 1 the work failed, 2 the call was wrong.",
    )
    parser.add_argument("--version", action="version", version=f"toolkit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_report(commands)
    _add_tables(commands)
    add_concordance(commands)
    add_keyness(commands)
    add_frames(commands)
    _add_normalize(commands)
    _add_explain(commands)
    add_sample(commands)
    add_validate(commands)
    add_check(commands)
    commands.add_parser("lab", help="opens JupyterLab on the notebooks").set_defaults(run=_lab)
    add_datasets(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it nowhere else


def _add_report(commands: Commands) -> None:
    report = commands.add_parser("report", help="the report on a coverage; without ARTICLES, on the sample coverage")
    report.add_argument("articles", metavar="ARTICLES", type=Path, nargs="?", help=ARTICLES)
    report.add_argument("--out", metavar="DIR", type=Path, required=True, help="folder to write to")
    report.add_argument("--lang", choices=("en", "ar"), default="en", help="language of the report (default: en)")
    report.add_argument("--latin", action="store_true", help="names also in Latin letters, verbs also in English")
    report.add_argument("--svg", action="store_true", help="figures as SVG too, drawn by a browser on this machine")
    report.add_argument("--without-text", action="store_true", help="no sentence of an article in any file")
    report.add_argument("--pseudonymise", action="store_true", help="numbers in place of the names of citizens")
    _add_jobs(report)
    report.set_defaults(run=_report)


def _add_tables(commands: Commands) -> None:
    for name, formats, help_ in (
        ("quotations", (*TABLES, "standoff"), "who said what: one row per attribution relation"),
        ("sources", TABLES, "who is quoted: one row per speaker"),
    ):
        command = commands.add_parser(name, help=help_)
        command.add_argument("articles", metavar="ARTICLES", type=Path, help=ARTICLES)
        command.add_argument("--format", choices=formats, help="by the ending of --out, else csv")
        command.add_argument(
            "--out", metavar="FILE", type=Path, help="file to write to, for Excel too; else standard output"
        )
        _add_jobs(command)
        command.set_defaults(run=_table, command=name, parser=command)


def _add_jobs(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jobs", metavar="N", type=_jobs, default=0, help="processes; 0, the default, takes every core"
    )


def _jobs(word: str) -> int:
    jobs = int(word) if word.lstrip("-").isdecimal() else -2
    if jobs < -1:
        raise argparse.ArgumentTypeError(
            f"{word!r} is no number of processes; allowed are 1, 2, …, and 0 for every core"
        )
    return jobs


def _add_normalize(commands: Commands) -> None:
    normalize = commands.add_parser("normalize", help="the lines of a text in one spelling")
    normalize.add_argument("file", metavar="FILE", nargs="?", default="-", help="a text; - or nothing: standard input")
    normalize.add_argument(
        "--profile", choices=_PROFILES, default="matching", help="how much to fold (default: matching)"
    )
    normalize.set_defaults(run=_normalize)


def _add_explain(commands: Commands) -> None:
    explain = commands.add_parser("explain", help="for one text, which rules found what in it, and why not more")
    given = explain.add_mutually_exclusive_group(required=True)
    given.add_argument("text", metavar="TEXT", nargs="?", help="the text itself; - for standard input")
    given.add_argument("--file", metavar="FILE", type=Path, help="a file that holds the text")
    explain.add_argument("--id", metavar="ID", help="which article of FILE, a coverage: its title, then its text")
    explain.add_argument("--headline", action="store_true", help="read it as a title: «name: words» is an attribution")
    explain.add_argument("--format", choices=("text", "json"), default="text", help="lines to read, or one JSON object")
    explain.set_defaults(run=_explain, parser=explain)


def _report(call: argparse.Namespace) -> None:
    from toolkit.reports.report import Options, write_report  # noqa: PLC0415

    articles = None if call.articles is None else str(call.articles)
    options = Options(
        lang=call.lang,
        latin=call.latin,
        svg=call.svg,
        text=not call.without_text,
        pseudonymise=call.pseudonymise,
        jobs=call.jobs,
    )
    print(write_report(articles, call.out, options=options))


def _table(call: argparse.Namespace) -> None:
    wanted = chosen_format(call)
    # The file is opened first: a folder that is not there should not cost the whole work.
    with destination(call.out) as stream:
        from toolkit.articles.tables import quotation_table, source_table  # noqa: PLC0415

        articles = read(call.articles)
        table = quotation_table(articles, jobs=call.jobs, progress=True)
        if call.command == "sources":
            table = source_table(table)
        write_table(articles, table, wanted, stream, is_file=call.out is not None)


def _normalize(call: argparse.Namespace) -> None:
    from toolkit.articles.decoding import text_lines  # noqa: PLC0415
    from toolkit.text.normalize import normalize  # noqa: PLC0415

    for line in text_lines(sys.stdin.buffer if call.file == "-" else Path(call.file)):
        text = line.rstrip("\r\n")
        sys.stdout.buffer.write((normalize(text, profile=call.profile) + line[len(text) :]).encode())


def _explain(call: argparse.Namespace) -> None:
    from toolkit.attribution.explain import article_explanations, explain  # noqa: PLC0415
    from toolkit.attribution.explained_text import explained_record  # noqa: PLC0415

    if call.id is None:
        found = {"": explain(_text_of(call), headline=call.headline)}
    elif call.file is None or call.headline:
        call.parser.error("--id is for an article of --file, whose title is explained without --headline")
    else:
        found = dict(zip(("title", "text"), article_explanations(*_article(call.file, call.id)), strict=True))
    if call.format == "json":
        records = {name: explained_record(explanation) for name, explanation in found.items()}
        print(json.dumps(records.get("", records), ensure_ascii=False))
    else:
        print("\n\n".join(f"{name}\n{explanation}".lstrip() for name, explanation in found.items()))


def _article(path: Path, wanted: str) -> tuple[str | None, str]:
    """The title and the text of one article of a coverage."""
    from toolkit.articles.readers import articles_and_reading  # noqa: PLC0415

    articles, _ = articles_and_reading(path)
    found = articles[articles["article_id"] == wanted]
    if found.empty:
        some = ", ".join(map(repr, articles["article_id"].head(3)))
        raise ReadError(f"{path}: no article has the id {wanted!r}; there are {len(articles)}, such as {some}")
    [row] = found.head(1).to_dict("records")
    title = row.get("title")
    return (title if isinstance(title, str) else None), row["text"]


def _text_of(call: argparse.Namespace) -> str:
    from toolkit.articles.decoding import lone_surrogate, text_lines  # noqa: PLC0415

    if call.file is not None or call.text == "-":
        return "".join(text_lines(sys.stdin.buffer if call.file is None else call.file))
    place = lone_surrogate(call.text)
    if place is not None:
        raise ReadError(f"TEXT: character {place + 1} is not UTF-8; put the text into a file and give --file FILE")
    return str(call.text)


def _lab(_: argparse.Namespace) -> None:
    from toolkit.reports.lab import start  # noqa: PLC0415

    raise SystemExit(start())
