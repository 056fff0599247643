"""The coverage that comes with the toolkit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.articles.readers import read_articles
from toolkit.errors import ReadError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DATASETS", "dataset_path", "load_dataset"]

DATASETS = {"sample": "synthetic coverage of one event by several invented outlets, with gold annotation"}


def load_dataset(name: str) -> pd.DataFrame:
    """A table of articles that comes with the toolkit.

    Args:
        name: `sample`.

    Raises:
        ReadError: There is no such dataset.

    Examples:
        >>> "text" in load_dataset("sample")
        True
    """
    return read_articles(dataset_path(name) / "articles.jsonl")


def dataset_path(name: str) -> Path:
    """The folder of a dataset: in a checkout under `datasets`, else inside the installed package.

    Args:
        name: `sample`.

    Raises:
        ReadError: There is no such dataset.
    """
    if name not in DATASETS:
        raise ReadError(f"there is no dataset {name!r}; there are {', '.join(DATASETS)}")
    package = Path(__file__).parents[1]
    places = [package.parent / "datasets" / name, package / "articles" / "data" / name]
    for place in places:
        if (place / "articles.jsonl").is_file():
            return place
    raise ReadError(
        f"the dataset {name!r} is not where it should be: {places[0]} or {places[1]}; install the toolkit again"
    )
