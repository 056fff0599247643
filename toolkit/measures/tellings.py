"""What each outlet did with one statement: verb, kind, the fragment it kept, the name it gave, or no name at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.articles.linking import linked
from toolkit.articles.schema import check_table
from toolkit.measures.dropped import dropped_words
from toolkit.measures.grouping import group_columns
from toolkit.measures.shared_runs import longest_run
from toolkit.measures.stance import stances
from toolkit.measures.statements import find_statements
from toolkit.words.lemmas import term_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Words", "statement_table", "words_of"]

_RUN = 3  # words in a row that make a fragment
_VERBATIM = {"direct": 0, "mixed": 1}
_TEXTS = ["article_id", "published", "quotation_id", "reference_id", "speaker", "named_as", "attribution"]
_TEXTS += ["kind", "verb", "stance", "field", "content"]


class Words(NamedTuple):
    """The words of a content with their places in the raw field.

    Attributes:
        bases: The words without proclitics, in order.
        starts: Where each begins.
        ends: Where each ends.
    """

    bases: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def words_of(content: str, contents: Sequence[Sequence[int]]) -> Words:
    """The words of what was said, with their places.

    Args:
        content: The texts of the spans, joined by ' … ', as `quotation_table` gives them.
        contents: The spans.
    """
    bases: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for start, end in contents:
        for token in term_tokens(content[place : place + end - start], numbers=True):
            bases.append(token.base)
            starts.append(start + token.start)
            ends.append(start + token.end)
        place += end - start + len(" … ")
    return Words(bases, starts, ends)


def statement_table(
    quotations: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    least: int = 2,
    similarity: float | None = None,
    days: int | None = 3,
    aliases: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """What each outlet did with the statements that several of them told.

    A pooled table of verbs mixes the verb with the speaker and the event; here one statement is compared with itself.
    Its reference is the fullest direct telling, else the fullest mixed one, else the fullest.

    Args:
        quotations: What `quotation_table` gives; with a column `statement_id` (of `find_statements`, or your own), that
            one counts.
        articles: The articles they were made of. Where they are given, articles in which the words of a direct or mixed
            telling (five in a row) stand outside of every relation are rows too: the attribution was dropped, or the
            toolkit missed it (in the sample coverage all three are such misses); read them.
        by: The column whose values are compared.
        least: How many of these must have the statement.
        similarity: As for `find_statements`.
        days: As for `find_statements`.
        aliases: As for `find_statements`.

    Returns:
        One row per telling, the statements in order of `statement_id`, in each the reference first: `statement_id`,
        `by`, `article_id`, `published`, `quotation_id`, `reference_id` (a quotation_id), `speaker` (of the statement),
        `named_as` (here), `attribution` (`named`; `other_name`; `unnamed`, by a description; `none`, no speaker;
        `dropped`), `kind`, `verb`, `stance`, `field`, `content`, `words`, `kept` and `kept_from` (`[start, end]` of the
        longest run of three or more words that this telling and the reference share, in the raw field here and there;
        missing where there is none), `kept_words` (0 then) and `kept_share` (of the reference's words, 0..1).

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.
        ValueError: A limit is out of its range.

    Examples:
        >>> from toolkit.articles.tables import quotation_table
        >>> texts = ["قال سالم حداد: «لن نوقع على رسم واحد قبل الصيف».", "زعم سالم حداد أنه «لن نوقع على رسم واحد».",
        ...          "لن نوقع على رسم واحد. بهذا بدأ اليوم."]
        >>> articles = pd.DataFrame({"article_id": ["1", "2", "3"], "outlet": ["س", "ص", "ع"], "text": texts})
        >>> table = statement_table(quotation_table(articles), articles, days=None)
        >>> table[["outlet", "attribution", "kind", "kept_words"]].values.tolist()
        [['س', 'named', 'direct', 7], ['ص', 'named', 'mixed', 5], ['ع', 'dropped', nan, 5]]
    """
    if least < 1:
        raise ValueError(f"least is a number of outlets, 1 or more, got {least}")
    check_table(quotations, "quotations")
    group_columns(quotations, by)
    table = linked(quotations, aliases=aliases).assign(stance=stances(quotations))
    if "statement_id" not in table:
        found = find_statements(quotations, similarity=similarity, days=days, aliases=aliases)
        table["statement_id"] = found["statement_id"].to_numpy()
    table = table[table["statement_id"].notna() & table["content"].notna()]
    references = _references(table)
    words = {
        own: words_of(content, spans)
        for own, content, spans in references[["content", "contents"]].itertuples(name=None)
    }
    dropped = _dropped(table, references, words, articles, by, days)
    outlets: dict[Any, set[Any]] = {}
    for own, outlet in [*zip(table["statement_id"], table[by], strict=True), *((row[0], row[1]) for row in dropped)]:
        if pd.notna(outlet):
            outlets.setdefault(own, set()).add(outlet)
    several = {own for own, names in outlets.items() if len(names) >= least}
    rows = [_telling(row, references.loc[row["statement_id"]], words[row["statement_id"]], by)
            for row in table[table["statement_id"].isin(several)].to_dict("records")]  # fmt: skip
    rows += [
        _without(row, references.loc[row[0]], by, len(words[row[0]].bases)) for row in dropped if row[0] in several
    ]
    numbers = {"words": "Int64", "kept_words": "int64", "kept_share": "float64"}
    dtypes: dict[str, Any] = {"statement_id": "str", by: quotations[by].dtype} | dict.fromkeys(_TEXTS, "str")
    dtypes |= {"words": "Int64", "kept": "object", "kept_from": "object"} | numbers
    result = pd.DataFrame(rows, columns=list(dtypes)).astype(dtypes)
    chief = result["quotation_id"] != result["reference_id"]
    result = result.assign(chief=chief).sort_values(["statement_id", "chief", by, "article_id", "quotation_id"])
    return result.drop(columns="chief").reset_index(drop=True)


def _references(table: pd.DataFrame) -> pd.DataFrame:
    """The fullest verbatim telling of each statement."""
    rank = table["kind"].map(_VERBATIM).fillna(len(_VERBATIM))
    ordered = table.assign(rank=rank).sort_values(["rank", "words", "quotation_id"], ascending=[True, False, True])
    return ordered.drop_duplicates("statement_id").set_index("statement_id")


def _telling(row: dict[Any, Any], reference: pd.Series[Any], words: Words, by: str) -> dict[str, Any]:
    own = words_of(row["content"], row["contents"])
    run = longest_run(own.bases, words.bases)
    told = {name: row.get(name) for name in ("statement_id", by, *_TEXTS, "words")}
    told |= {"reference_id": reference["quotation_id"], "speaker": reference["source_name"], "named_as": row["speaker"]}
    told["attribution"] = _attribution(row, reference)
    if run is None or run.length < _RUN:
        return told | {"kept": None, "kept_from": None, "kept_words": 0, "kept_share": 0.0}
    return told | {
        "kept": [own.starts[run.start], own.ends[run.start + run.length - 1]],
        "kept_from": [words.starts[run.other], words.ends[run.other + run.length - 1]],
        "kept_words": run.length,
        "kept_share": run.length / len(words.bases),
    }


def _attribution(row: dict[Any, Any], reference: pd.Series[Any]) -> str:
    if not isinstance(row["source_id"], str):
        return "none"
    if row["type"] == "unnamed":
        return "unnamed"
    return "named" if row["source_id"] == reference["source_id"] else "other_name"


def _dropped(
    table: pd.DataFrame,
    references: pd.DataFrame,
    words: dict[Any, Words],
    articles: pd.DataFrame | None,
    by: str,
    days: int | None,
) -> list[tuple[Any, ...]]:
    """Where the words of a reference stand without a relation: statement, outlet, article, day, field, spans, words."""
    if articles is None:
        return []
    check_table(articles, "articles")
    group_columns(articles, by)
    verbatim = references[references["kind"].isin(_VERBATIM)]
    told: dict[str, set[Any]] = {}
    for article, own in zip(table["article_id"], table["statement_id"], strict=True):
        told.setdefault(article, set()).add(own)
    bases = {own: words[own].bases for own in verbatim.index}
    places = {own: (words[own].starts, words[own].ends) for own in verbatim.index}
    return list(dropped_words(articles, bases, table, places=places, told=told, by=by, days=days))


def _without(row: tuple[Any, ...], reference: pd.Series[Any], by: str, size: int) -> dict[str, Any]:
    own, outlet, article, published, field, kept, kept_from, length = row
    known = {"statement_id": own, by: outlet, "article_id": article, "published": published, "field": field}
    known |= {"reference_id": reference["quotation_id"], "speaker": reference["source_name"]}
    known |= dict.fromkeys(("quotation_id", "named_as", "kind", "verb", "stance", "content"))
    share = length / size if size else np.nan
    return known | {"attribution": "dropped", "words": None, "kept": kept, "kept_from": kept_from,
                    "kept_words": length, "kept_share": share}  # fmt: skip
