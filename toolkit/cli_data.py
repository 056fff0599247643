"""Commands about the data themselves: `check` and `datasets`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli_output import ARTICLES, TABLES, chosen_format, destination, write_table

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
    commands.add_parser("datasets", help="lists the coverage that comes with the toolkit").set_defaults(run=_datasets)


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


def _datasets(_: argparse.Namespace) -> None:
    from toolkit.articles.datasets import DATASETS, dataset_path  # noqa: PLC0415

    for name, meaning in DATASETS.items():
        print(f"{name}\t{meaning}\t{dataset_path(name)}")
