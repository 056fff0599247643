"""Speakers across articles: which names are one source, and a row for each source."""

from __future__ import annotations

import hashlib
from collections import Counter

import pandas as pd

from toolkit.articles.aliases import Linker
from toolkit.articles.schema import build_table, check_table

__all__ = ["is_speech", "linked", "source_table", "spoken_counts"]

_TRAITS = ("type", "sector", "gender", "affiliation")


def linked(quotations: pd.DataFrame, *, aliases: pd.DataFrame | None = None) -> pd.DataFrame:
    """The quotations with the source that each speaker is across articles.

    Spellings of one name are one source, whatever its type; unnamed speakers are one source per description, and never
    one with a name. What only refers back within its article (الوزير، البيان) is a source of that article alone, unless
    an alias says who it is. A relation without a speaker has no source.

    Args:
        quotations: What `quotation_table` gives.
        aliases: A researcher's corrections, honoured first: `alias` (a name as found) and `speaker` (who that is).

    Returns:
        A copy with `source_id` (10 hex digits) and `source_name` at the end; missing where there is no speaker.

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.
    """
    check_table(quotations, "quotations")
    linker = Linker(aliases)
    rows = zip(quotations["speaker"], quotations["type"], quotations["article_id"], strict=True)
    keys = [linker.key(name, kind, article=article) if isinstance(name, str) else None for name, kind, article in rows]
    names = _fullest_names(quotations, keys) | linker.chosen
    ids = {key: hashlib.sha256(key.encode()).hexdigest()[:10] for key in keys if key is not None}
    return quotations.assign(
        source_id=pd.Series([ids.get(key or "") for key in keys], index=quotations.index, dtype="str"),
        source_name=pd.Series([names.get(key or "") for key in keys], index=quotations.index, dtype="str"),
    )


def _fullest_names(quotations: pd.DataFrame, keys: list[str | None]) -> dict[str, str]:
    """For each key the name used in most articles; of several, the one with the most words, then letters."""
    counts: dict[str, Counter[str]] = {}
    for key, name, _ in dict.fromkeys(zip(keys, quotations["speaker"], quotations["article_id"], strict=True)):
        if key is not None:
            counts.setdefault(key, Counter())[name] += 1
    return {
        key: min(names, key=lambda name: (-names[name], -len(name.split()), -len(name), name))
        for key, names in counts.items()
    }


def is_speech(quotations: pd.DataFrame) -> pd.Series[bool]:
    """Whether a relation counts: it is outer, and the speaker did speak.

    Args:
        quotations: What `quotation_table` gives.
    """
    return quotations["parent"].isna() & (quotations["kind"] != "declined")


def source_table(quotations: pd.DataFrame, *, aliases: pd.DataFrame | None = None) -> pd.DataFrame:
    """The speakers across articles, those in most articles first.

    Articles, outlets, relations and words count outer relations in which the speaker did speak, as `source_frequency`
    does; `declined` and `nested` say how many others there are.

    Args:
        quotations: What `quotation_table` gives.
        aliases: A researcher's corrections, honoured first: `alias` (a name as found) and `speaker` (who that is).

    Returns:
        One row per source with the columns of `schema.SOURCES`.

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> sources = source_table(quotation_table(load_dataset("sample").head(2)))
        >>> list(sources.columns[:3]), bool((sources["articles"] <= 2).all())
        (['source_id', 'speaker', 'type'], True)
    """
    table = linked(quotations, aliases=aliases)
    table = table[table["source_id"].notna()]
    by_source = table.groupby("source_id")
    sources = pd.DataFrame({"speaker": by_source["source_name"].first()})
    for trait in _TRAITS:
        sources[trait] = _most_common(table, trait)
    sources["names"] = by_source["speaker"].agg(lambda names: sorted(set(names))) if len(table) else []
    sources = sources.join(spoken_counts(table)).join(_silent_counts(table))
    sources = sources.reset_index().sort_values(
        ["articles", "relations", "speaker", "source_id"], ascending=[False, False, True, True]
    )
    cells = sources.astype("object").where(sources.notna(), None)
    return build_table({str(name): cells[name].tolist() for name in cells}, "sources")


def spoken_counts(table: pd.DataFrame) -> pd.DataFrame:
    """For each source that the table has: articles, outlets, relations and words of outer speech.

    Args:
        table: What `linked` gives.
    """
    spoken = table[is_speech(table)]
    by_source = spoken.assign(outlet=spoken.get("outlet")).groupby("source_id")
    counts = by_source.agg(
        articles=("article_id", "nunique"),
        outlets=("outlet", "nunique"),
        relations=("article_id", "size"),
        words=("words", "sum"),
    )
    return counts.reindex(table["source_id"].dropna().unique(), fill_value=0).rename_axis("source_id").astype("int64")


def _silent_counts(table: pd.DataFrame) -> pd.DataFrame:
    outer = table["parent"].isna()
    silent = table.assign(declined=outer & (table["kind"] == "declined"), nested=~outer)
    return silent.groupby("source_id")[["declined", "nested"]].sum().astype("int64")


def _most_common(table: pd.DataFrame, trait: str) -> pd.Series[str]:
    """The value each source has most often, the first by alphabet of several; `unnamed` where there is no other."""
    if trait not in table:
        return pd.Series(dtype="str")
    counts = table.groupby(["source_id", trait]).size().rename("count").reset_index()
    counts = counts.assign(vague=counts[trait] == "unnamed")
    counts = counts.sort_values(["vague", "count", trait], ascending=[True, False, True], kind="stable")
    return counts.drop_duplicates("source_id").set_index("source_id")[trait]
