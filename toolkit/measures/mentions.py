"""Who is named without speaking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from toolkit.articles.linking import linked, source_table
from toolkit.articles.schema import check_table
from toolkit.attribution.name_keys import name_keys, word_key
from toolkit.measures.grouping import group_columns, groups
from toolkit.measures.intervals import clustered_shares
from toolkit.measures.units import clusters_of
from toolkit.text.normalize import normalize_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["mention_table", "names_in"]

_NAMED = frozenset({"person", "organisation", "media"})
_ENDS = ".:,;!?؟،؛)]"
_CLITICS = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل")
_SHORTEST = 3  # letters that a clitic leaves of a word
_TEXTS = ["source_id", "speaker", "type", "sector", "note"]
_COUNTS = ["articles", "speaks", "silent"]
_SHARES = ["silent_share", "silent_share_low", "silent_share_high", "design_effect"]


class _Names:
    """Finds many names in texts in one pass: what a text costs does not depend on how many names there are.

    A dictionary from the first word of a name to how many words the names that begin so have, and one of all names.
    """

    def __init__(self, names: Mapping[tuple[str, ...], int]) -> None:
        self._names = names
        self._lengths: dict[str, list[int]] = {}
        for name in names:
            lengths = self._lengths.setdefault(name[0], [])
            if len(name) not in lengths:
                lengths.append(len(name))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)
        self._known: dict[str, tuple[str, bool, list[str]]] = {}

    def _word(self, word: str) -> tuple[str, bool, list[str]]:
        """The key of a word, whether a phrase ends with it, and the first words of names that it may be."""
        known = self._known.get(word)
        if known is None:
            bare = word.strip("\"'" + _ENDS + "([")
            key = word_key(bare) if bare else ""
            firsts = [key, *map(word_key, _without_clitics(bare))]
            ends = word.rstrip("\"'").endswith(tuple(_ENDS))
            known = key, ends, [own for own in dict.fromkeys(firsts) if own in self._lengths]
            self._known[word] = known
        return known

    def found(self, text: str) -> set[int]:
        """Whose names stand in a normalized text; of names that overlap the longest that begins first."""
        words = [self._word(word) for word in text.replace("عبد ال", "عبدال").split()]
        found: set[int] = set()
        place = 0
        while place < len(words):
            place += self._at(words, place, found) if words[place][2] else 1
        return found

    def _at(self, words: Sequence[tuple[str, bool, list[str]]], place: int, found: set[int]) -> int:
        longest = 1
        for first in words[place][2]:
            for length in self._lengths[first]:
                behind = words[place + 1 : place + length]
                name = (first, *(word[0] for word in behind))
                ended = any(word[1] for word in words[place : place + length - 1])
                if name in self._names and not ended:
                    found.add(self._names[name])
                    longest = max(longest, length)
                    break
            else:
                continue
            break
        return longest


def _without_clitics(word: str) -> Iterator[str]:
    for clitic in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST:
            yield word[len(clitic) :]
    for clitic in ("لل", "ولل", "فلل"):
        if word.startswith(clitic) and len(word) - len(clitic) >= _SHORTEST:
            yield "ال" + word[len(clitic) :]


def names_in(texts: Iterable[str], names: Mapping[str, int]) -> list[set[int]]:
    """Whose names stand in each text, by the folded spelling by which speakers are linked.

    A name may have a clitic before it (وبيسكوف، للكرملين); of names that overlap, the longest that begins first counts;
    no name goes over the end of a phrase. The time grows with the texts and with the names, not with their product.

    Args:
        texts: Any texts.
        names: Each name and whose it is.

    Examples:
        >>> names_in(["وقابل ديمتري بيسكوف مسؤولا", "قال: بيسكوف. سالم"], {"ديمتري بيسكوف": 1, "بيسكوف سالم": 2})
        [{1}, set()]
    """
    keys = ((name_keys(name), whose) for name, whose in names.items())
    finder = _Names({key: whose for key, whose in keys if key})
    return [finder.found(text) for text in normalize_all([text.replace("\n", " . ") for text in texts])]


def mention_table(
    articles: pd.DataFrame,
    quotations: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    aliases: pd.DataFrame | None = None,
    story: str | None = None,
) -> pd.DataFrame:
    """How often those who speak somewhere are named without speaking.

    A speaker is silent in an article that has one of the names under which they speak anywhere (see `names_in`), but no
    relation of theirs, not even a declined or nested one. Looked for are organisations, media, and persons under names
    of two words or more: who is called by one word everywhere is not in the table, for it may be another word, and who
    is named by the surname alone is not found.

    Args:
        articles: The articles; titles and texts are searched.
        quotations: What `quotation_table` gives for them.
        by: A column of `articles`, or several, within whose values to count.
        aliases: A researcher's corrections: `alias` (a name as found) and `speaker` (who that is).
        story: A column of `articles` that says which are of one story.

    Returns:
        One row per speaker and group, those named most often first: the columns of `by`, `source_id`, `speaker`,
        `type`, `sector`, `articles` (that name them, or in which they have a relation), `speaks` (those in which they
        speak), `silent` (without a relation of theirs), `silent_share` (`silent` / `articles`, 0..1) with its 95 %
        interval `silent_share_low` and `silent_share_high`, `design_effect` and `note` (see
        `intervals.clustered_shares`).

    Raises:
        TableError: A column is missing, or an alias stands for two speakers.

    Examples:
        >>> from toolkit.articles.tables import quotation_table
        >>> texts = ["قالت الوزيرة سلمى نصار إن السد آمن.", "زارت سلمى نصار السد."]
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "text": texts})
        >>> table = mention_table(articles, quotation_table(articles))
        >>> table[["speaker", "articles", "speaks", "silent"]].head(1).to_dict("records")
        [{'speaker': 'سلمى نصار', 'articles': 2, 'speaks': 1, 'silent': 1}]
    """
    check_table(articles, "articles")
    names = group_columns(articles, by)
    group_columns(articles, story, name="story")
    sources = source_table(quotations, aliases=aliases)
    sources = sources[sources["type"].isin(_NAMED)]
    telling = [_telling(own, kind) for own, kind in zip(sources["names"], sources["type"], strict=True)]
    sources = sources.assign(names=pd.Series(telling, index=sources.index, dtype="object"))
    sources = sources[sources["names"].map(len) > 0].reset_index(drop=True)
    spellings = {name: place for place, own in reversed(list(enumerate(sources["names"]))) for name in own}
    pairs = _pairs(articles, linked(quotations, aliases=aliases), sources, spellings)
    known = articles.reset_index(drop=True)
    known = known.assign(place=range(len(known)), cluster=clusters_of(known, story))
    rows = []
    for values, group in groups(known, names):
        rows.append(_rows(group, sources, pairs, dict(zip(names, values, strict=True))))
    columns = [*names, *_TEXTS[:-1], *_COUNTS, *_SHARES, _TEXTS[-1]]
    dtypes = {name: known[name].dtype for name in names} | dict.fromkeys(_COUNTS, "int64")
    dtypes |= dict.fromkeys(_SHARES, "float64") | dict.fromkeys(_TEXTS, "str")
    table = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)
    return table.reindex(columns=columns).astype(dtypes)


def _telling(names: Sequence[str], kind: str) -> list[str]:
    """The names by which a source can be looked for: what a person is called in one word may be another word."""
    return [name for name in names if kind != "person" or len(name_keys(name)) > 1]


def _pairs(
    articles: pd.DataFrame, table: pd.DataFrame, sources: pd.DataFrame, spellings: Mapping[str, int]
) -> pd.DataFrame:
    """Which articles name a source or have a relation of theirs: whether they speak there, or are silent."""
    texts = [
        "\n".join(cell for cell in cells if isinstance(cell, str))
        for cells in zip(*(articles[name] for name in ("title", "text") if name in articles), strict=True)
    ]
    named = [(place, source) for place, found in enumerate(names_in(texts, spellings)) for source in sorted(found)]
    named_table = pd.DataFrame(named, columns=["place", "source"], dtype="int64")
    related = pd.DataFrame(
        {
            "place": pd.Index(articles["article_id"]).get_indexer(pd.Index(table["article_id"])),
            "source": pd.Index(sources["source_id"]).get_indexer(pd.Index(table["source_id"])),
            "speaks": (table["kind"] != "declined").to_numpy(),
        }
    )
    related = related[(related["place"] >= 0) & (related["source"] >= 0)]
    related = related.groupby(["place", "source"])["speaks"].any().reset_index()
    pairs = named_table.merge(related, on=["place", "source"], how="outer")
    return pairs.assign(silent=pairs["speaks"].isna(), speaks=pairs["speaks"].eq(other=True))


def _rows(group: pd.DataFrame, sources: pd.DataFrame, pairs: pd.DataFrame, values: dict[str, Any]) -> pd.DataFrame:
    """One group's rows."""
    here = pairs.merge(group[["place", "cluster"]], on="place")
    counts = here.groupby("source").agg(articles=("place", "size"), speaks=("speaks", "sum"), silent=("silent", "sum"))
    per_cluster = here.groupby(["source", "cluster"])["silent"].agg(["sum", "size"])
    known: dict[bytes, pd.DataFrame] = {}  # most sources are in one article or two: few cases differ
    shares = []
    for _, own in per_cluster.groupby(level=0):
        cells = np.sort(own["size"].to_numpy() * 1j + own["sum"].to_numpy())
        if cells.tobytes() not in known:
            known[cells.tobytes()] = clustered_shares(cells.real[:, None], cells.imag)
        shares.append(known[cells.tobytes()])
    measured = pd.concat(shares, ignore_index=True) if shares else clustered_shares(np.zeros((0, 0)), []).head(0)
    counts = counts.join(sources[["source_id", "speaker", "type", "sector"]])
    counts = counts.reset_index(drop=True).assign(
        silent_share=measured["share"],
        silent_share_low=measured["share_low"],
        silent_share_high=measured["share_high"],
        design_effect=measured["design_effect"],
        note=measured["note"],
        **{name: pd.Series([value] * len(counts), dtype=group[name].dtype) for name, value in values.items()},
    )
    return counts.sort_values(["articles", "silent", "speaker", "source_id"], ascending=[False, False, True, True])
