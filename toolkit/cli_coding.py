"""The commands for coding by hand: a sample to code, and what comes of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.cli_output import ARTICLES, TABLES, chosen_format, destination, read, write_table

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse names it nowhere else

__all__ = ["add_sample", "add_validate"]

_CODED = "what a coder made of it: a coding sheet (.xlsx, .csv), a review or standoff JSON lines"


def add_sample(commands: Commands) -> None:
    """Adds `toolkit sample`.

    Args:
        commands: The commands of the program.
    """
    command = commands.add_parser("sample", help="draws articles at random and writes the sheet to code them by hand")
    command.add_argument("articles", metavar="ARTICLES", type=Path, help=ARTICLES)
    command.add_argument("--size", metavar="N", type=int, required=True, help="how many articles")
    command.add_argument(
        "--by", metavar="COLUMN", nargs="+", default=[], help="strata: outlet, week, or any columns of the articles"
    )
    command.add_argument(
        "--sizes", choices=("proportional", "equal"), default="proportional", help="per stratum (default: proportional)"
    )
    command.add_argument("--seed", metavar="N", type=int, default=0, help="another seed draws other articles")
    command.add_argument(
        "--prefilled", action="store_true", help="shows the coder what the toolkit found, which biases the coder"
    )
    command.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        action="append",
        required=True,
        help="the sheet, .xlsx, .csv or .jsonl; may be given again for another one",
    )
    command.set_defaults(run=_sample)


def _sample(call: argparse.Namespace) -> None:
    from toolkit.articles.coding_sheet import write_coding_sheet  # noqa: PLC0415
    from toolkit.articles.export import write_csv  # noqa: PLC0415
    from toolkit.articles.sampling import SAMPLED, sample_articles  # noqa: PLC0415
    from toolkit.articles.tables import quotation_table  # noqa: PLC0415

    drawn = sample_articles(read(call.articles), call.size, by=call.by, sizes=call.sizes, seed=call.seed)
    found = quotation_table(drawn, jobs=0) if call.prefilled else None
    for path in call.out:
        write_coding_sheet(drawn, path, prefilled=found)
    strata = drawn[list(SAMPLED)].drop_duplicates().sort_values("stratum")
    write_csv(strata, sys.stdout.buffer, mark=False)


def add_validate(commands: Commands) -> None:
    """Adds `toolkit validate`.

    Args:
        commands: The commands of the program.
    """
    command = commands.add_parser(
        "validate", help="how far what was found is what a coder found; or how far coders agree"
    )
    command.add_argument("articles", metavar="ARTICLES", type=Path, help=ARTICLES)
    command.add_argument("gold", metavar="GOLD", type=Path, help=_CODED)
    command.add_argument(
        "predicted", metavar="PREDICTED", type=Path, nargs="?", help="what was found; else the toolkit looks for it"
    )
    command.add_argument("--by", metavar="COLUMN", nargs="+", help="outlet, kind, sector, …: each value for itself")
    command.add_argument(
        "--nominal", choices=("optional", "counted"), default="optional", help="relations with a nominal complement"
    )
    command.add_argument(
        "--weighted", action="store_true", help="figures of the coverage that toolkit sample drew from, by each chance"
    )
    asked = command.add_mutually_exclusive_group()
    asked.add_argument(
        "--bias",
        choices=("type", "sector", "gender", "kind", "speaker"),
        help="instead: shares as found beside shares as coded",
    )
    asked.add_argument(
        "--coder2", metavar="FILE", type=Path, help="instead: Krippendorff's alpha of GOLD's coder and this"
    )
    command.add_argument("--format", choices=TABLES, help="by the ending of --out, else csv")
    command.add_argument("--out", metavar="FILE", type=Path, help="file to write to; else standard output")
    command.set_defaults(run=_validate, parser=command)


def _validate(call: argparse.Namespace) -> None:
    wanted = chosen_format(call)
    if call.coder2 is not None and (call.predicted is not None or call.by):
        call.parser.error("--coder2 compares two coders: leave PREDICTED and --by out")
    if call.bias is not None and call.by:
        call.parser.error("--bias says by what shares are compared: leave --by out")
    if call.weighted and (call.bias is not None or call.coder2 is not None):
        call.parser.error("--weighted weighs precision, recall and F1: leave it out with --bias and --coder2")
    with destination(call.out) as stream:
        articles = read(call.articles)
        write_table(articles, _validated(call, articles), wanted, stream, is_file=call.out is not None)


def _validated(call: argparse.Namespace, articles: pd.DataFrame) -> pd.DataFrame:
    if call.coder2 is not None:
        from toolkit.measures.agreement import agreement  # noqa: PLC0415
        from toolkit.measures.coders import coded_units  # noqa: PLC0415

        units = coded_units(articles, {"first": call.gold, "second": call.coder2})
        return agreement(units, by="variable", cluster="article_id")
    if call.bias is not None:
        from toolkit.measures.bias import source_bias  # noqa: PLC0415

        return source_bias(articles, call.gold, call.predicted, by=call.bias)
    from toolkit.measures.validation import validate_quotations  # noqa: PLC0415

    options = {"by": call.by, "nominal": call.nominal, "weighted": call.weighted}
    return validate_quotations(articles, call.gold, call.predicted, **options)
