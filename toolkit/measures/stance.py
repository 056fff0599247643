"""The attribution verb as a framing device: whom an outlet lets state, stress, claim or deny."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.lexicons import load_lexicon
from toolkit.measures.association import adjusted_p
from toolkit.measures.crosstab import category_table
from toolkit.measures.grouping import group_columns, groups, measured_with_and_without
from toolkit.text.normalize import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["stance_table", "stances"]

_SUFFIXES = ("هما", "هم", "هن", "ها", "نا", "ه", "ي")


def stance_table(
    quotations: pd.DataFrame,
    *,
    by: str = "outlet",
    within: str | None = "type",
    story: str | None = None,
    copies: str | None = None,
) -> pd.DataFrame:
    """With which verbs each outlet lets each kind of speaker speak: shares of the stances, and how outlets differ.

    A table of verbs over all speakers mixes the verb with who speaks and what happened: an outlet that quotes more
    ministers has more of the verbs of ministers. So outlets are compared within each kind of speaker; for the same
    speakers, see `matched.matched_stance_table`. Counted are outer relations in which the speaker did speak: each has a
    verb of its own, of however many a turn is made.

    Args:
        quotations: What `quotation_table` gives.
        by: The column whose values are compared.
        within: The column within whose values they are: type, sector, affiliation …; None compares over all.
        story: As for `category_table`.
        copies: As for `category_table`.

    Returns:
        One row per value of `within`, value of `by` and stance: these, then the columns of `category_table`, where
        `expected`, `residual` and each p compare within one value of `within`, and the adjusted p are adjusted over the
        whole table. The stances are defined in the card of the lexicon `stances`, with a test question each.

    Raises:
        TableError: A column is missing.

    Examples:
        >>> from toolkit.articles.datasets import load_dataset
        >>> from toolkit.articles.tables import quotation_table
        >>> table = stance_table(quotation_table(load_dataset("sample")))
        >>> list(table.columns[:4]), table["stance"].nunique() > 5
        (['type', 'outlet', 'stance', 'count'], True)
    """
    check_table(quotations, "quotations")
    table = quotations.assign(stance=stances(quotations))
    names = group_columns(table, within)
    group_columns(table, by)
    if by in names:
        raise TableError(f"by={by!r} and within={within!r} are one column; compare outlets within a kind of speaker")
    return measured_with_and_without(lambda part: _within(part, names, by, story), table, copies)


def _within(table: pd.DataFrame, names: list[str], by: str, story: str | None) -> pd.DataFrame:
    parts = []
    for values, group in groups(table, names):
        part = category_table(group, by=by, category="stance", unit="relations", story=story)
        for name, value in zip(names, values, strict=True):
            part.insert(0, name, pd.Series([value] * len(part), dtype=table[name].dtype))
        parts.append(part)
    if not parts:
        parts = [category_table(table, by=[*names, by], category="stance", unit="relations")]
    found = pd.concat(parts, ignore_index=True)
    return found.assign(
        p_adjusted=adjusted_p(found["p"]), p_articles_adjusted=adjusted_p(found["p_articles"].to_numpy(dtype=float))
    )


def stances(quotations: pd.DataFrame) -> pd.Series[str]:
    """The stance of each relation: its verb's; else its according-to marker's; of light verbs, the noun's behind.

    Args:
        quotations: What `quotation_table` gives.

    Returns:
        One of the stances in the card of the lexicon `stances`; missing where neither a verb nor a marker stands, as in
        colon speech.

    Examples:
        >>> from toolkit.articles.tables import quotation_table
        >>> text = "أعرب الوزير عن رفضه للقرار. وقالت اللجنة إن القرار نهائي، على حد تعبيرها."
        >>> stances(quotation_table(pd.DataFrame({"article_id": ["1"], "text": [text]}))).tolist()
        ['denying', 'neutral']
    """
    listed = _listed()
    none = pd.Series([None] * len(quotations), index=quotations.index, dtype="str")
    columns = [quotations.get(name, none) for name in ("stance", "verb", "cue", "complement", "content")]
    found = [_stance(listed, *(_text(cell) for cell in row)) for row in zip(*columns, strict=True)]
    return pd.Series(found, index=quotations.index, dtype="str")


def _stance(
    listed: Mapping[str, Mapping[str, str]], stance: str, verb: str, cue: str, complement: str, content: str
) -> str | None:
    if not stance:
        marker = normalize(cue, profile="search")
        return listed["marker"].get(marker) or listed["marker"].get(marker[1:] if marker[:1] in {"و", "ف"} else "")
    if complement != "nominal" or normalize(verb, profile="search") not in listed["light"]:
        return stance
    first = normalize(content, profile="search").split(" ", 1)[0].strip(".,:،؛«»\"'“”()")
    return next((listed["noun"][noun] for noun in _bare(first) if noun in listed["noun"]), stance)


def _bare(word: str) -> Iterator[str]:
    """A noun as it stands, then without the article, then without each pronoun that it may bear."""
    yield word
    yield word.removeprefix("ال")
    for suffix in _SUFFIXES:
        if word.endswith(suffix):
            stem = word.removesuffix(suffix)
            yield stem
            if stem.endswith("ت"):
                yield f"{stem[:-1]}ه"  # ta marbuta is written open before a pronoun


@cache
def _listed() -> dict[str, dict[str, str]]:
    """For markers, nouns and light verbs, in the spelling of `search`, their stance."""
    found: dict[str, dict[str, str]] = {"marker": {}, "noun": {}, "light": {}}
    for row in load_lexicon("stances").rows:
        form = normalize(row["form"], profile="search")
        # a marker that ends in a preposition has it written together with the next word, outside the cue
        found[row["kind"]] |= {form: row["stance"], form.removesuffix(" ل"): row["stance"]}
    return found


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""
