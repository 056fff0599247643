"""Commands about the data themselves: `check` and `datasets`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli_output import ARTICLES, TABLES, chosen_format, destination, write_table
from toolkit.errors import LicenceError, ReadError

if TYPE_CHECKING:
    import argparse

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it nowhere else

__all__ = ["add_check", "add_datasets"]


def add_check(commands: Commands) -> None:
    """Adds `check`.

    Args:
        commands: The commands.
    """
    check = commands.add_parser("check", help="what is read, what set aside and why, and what is wrong with it")
    check.add_argument("articles", metavar="ARTICLES", type=Path, help=ARTICLES)
    check.add_argument("--format", choices=TABLES, help="of --out; by its ending where left out")
    check.add_argument("--out", metavar="FILE", type=Path, help="file for the table of findings, outlet by outlet")
    check.add_argument(
        "--boilerplate", metavar="FILE", type=Path, help="CSV file for the lines that belong to the page, as spans"
    )
    check.set_defaults(run=_check, parser=check)


def add_datasets(commands: Commands) -> None:
    """Adds `datasets`.

    Args:
        commands: The commands.
    """
    datasets = commands.add_parser("datasets", help="coverage to study: the sample, and public corpora to fetch")
    datasets.set_defaults(run=_list)
    actions = datasets.add_subparsers(title="actions", metavar="ACTION")
    actions.add_parser("list", help="what there is, one a line").set_defaults(run=_list)
    show = actions.add_parser("show", help="licence, citation, columns and files of one")
    show.add_argument("name", metavar="NAME", help="as in the list")
    show.set_defaults(run=_show)
    fetch = actions.add_parser(
        "fetch", help="fetches a public corpus, once its licence is accepted, and says where it is"
    )
    fetch.add_argument("name", metavar="NAME", help="as in the list")
    fetch.add_argument("--accept-licence", action="store_true", help="accepts the licence without being asked")
    fetch.add_argument(
        "--folder",
        metavar="DIR",
        type=Path,
        help="where corpora are kept (default: $TOOLKIT_DATA, else the user's cache)",
    )
    fetch.set_defaults(run=_fetch)


def _check(call: argparse.Namespace) -> None:
    from toolkit.articles.boilerplate import boilerplate_table  # noqa: PLC0415
    from toolkit.articles.cleaning import check  # noqa: PLC0415
    from toolkit.articles.findings import findings_text  # noqa: PLC0415
    from toolkit.articles.readers import articles_and_reading  # noqa: PLC0415

    wanted = chosen_format(call)
    articles, reading = articles_and_reading(call.articles)
    print(reading)
    findings = check(articles, progress=True)
    print(f"\n{findings_text(findings)}")
    if call.out is not None:
        with destination(call.out) as stream:
            write_table(articles, findings, wanted, stream, is_file=True)
    if call.boilerplate is not None:
        with destination(call.boilerplate) as stream:
            write_table(articles, boilerplate_table(articles), "csv", stream, is_file=True)


def _list(_: argparse.Namespace) -> None:
    from toolkit.articles.datasets import DATASETS, dataset_path  # noqa: PLC0415
    from toolkit.articles.registry import registry  # noqa: PLC0415

    for name, meaning in DATASETS.items():
        print(f"{name}\t{meaning}\t{dataset_path(name)}")
    for corpus in registry().values():
        print(f"{corpus.name}\t{corpus.about}\t{corpus.licence}")


def _show(call: argparse.Namespace) -> None:
    from toolkit.articles.datasets import DATASETS, dataset_path  # noqa: PLC0415
    from toolkit.articles.registry import registry  # noqa: PLC0415

    if call.name in DATASETS:
        print(f"{call.name}: {DATASETS[call.name]}\n  licence: CC BY 4.0\n  folder: {dataset_path(call.name)}")
    elif call.name in registry():
        print(registry()[call.name])
    else:
        raise _unknown(call.name)


def _fetch(call: argparse.Namespace) -> None:
    from toolkit.articles.datasets import DATASETS, dataset_path, fetch_dataset  # noqa: PLC0415
    from toolkit.articles.registry import registry  # noqa: PLC0415

    if call.name in DATASETS:
        print(dataset_path(call.name) / "articles.jsonl")
        return
    try:
        path = fetch_dataset(call.name, folder=call.folder, progress=True)
    except LicenceError:
        corpus = registry()[call.name]
        print(corpus, file=sys.stderr)  # only the data goes to standard output
        if not call.accept_licence and not _accepts(corpus.licence):
            raise LicenceError(
                f"{call.name}: its licence was not accepted; read it above, and say --accept-licence if you accept it"
            ) from None
        path = fetch_dataset(call.name, accept_licence=True, folder=call.folder, progress=True)
    print(path)


def _accepts(licence: str) -> bool:
    """Asks, where somebody is there to answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    print(f"\nDo you accept the licence {licence}? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _unknown(name: str) -> ReadError:
    from toolkit.articles.datasets import DATASETS  # noqa: PLC0415
    from toolkit.articles.registry import registry  # noqa: PLC0415

    return ReadError(f"there is no dataset {name!r}; there are {', '.join([*DATASETS, *registry()])}")
