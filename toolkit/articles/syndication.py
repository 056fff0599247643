"""Articles that are one text: wire copy, edited or cut, and what an outlet published twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from tqdm import tqdm

from toolkit.articles.days import published_days
from toolkit.articles.schema import check_table
from toolkit.articles.shingles import Shingles, candidates, shingled
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["find_syndicated"]

_SHORT, _OF_SHORT = 30, (0.8, 0.0)
_OF_OTHER_DAYS = (0.5, 0.8)


def find_syndicated(
    articles: pd.DataFrame,
    *,
    containment: float = 0.65,
    jaccard: float = 0.2,
    days: int | None = 7,
    progress: bool = False,
) -> pd.DataFrame:
    """Which articles are copies of each other: the same wire text, edited, cut, or under another headline or dateline.

    Texts are compared by their sets of three-word shingles A and B, in the `search` spelling. Two are near-duplicates
    where containment |A∩B| / min(|A|, |B|) and Jaccard similarity |A∩B| / |A∪B| reach both limits. Formulas, as in
    reports of the weather, make short texts and those of other days alike: so texts of fewer than 30 shingles must have
    a Jaccard similarity of 0.8, and two that were published more than `days` days apart a containment of 0.8 and a
    Jaccard similarity of 0.5. Every article of a group is a near-duplicate of the group's representative, the one with
    the most near-duplicates, so that a chain of resemblances makes no group.

    A page of several short news is one article with each of them where it is not five times as long; a formula used
    twice in few days can pass for a copy; a paraphrase is none.

    Args:
        articles: A table of articles; `article_id` and `text` are needed, `outlet` and `published` tell the
            likely original.
        containment: Share of the shorter text's shingles that must stand in the longer one, 0..1.
        jaccard: Share of all shingles of both that must be common, 0.1..1; 0.5 asks for copies of the same length.
        days: Within how many days a text is copied and edited; None for any. Without two dates it does not matter.
        progress: Shows a bar on standard error, where that is a terminal and the work takes longer than 2 seconds.

    Returns:
        One row per article, in their order: `article_id`; `group_id`, the article_id of the likely original of its
        group, its own where it is alone; `group_size` (articles); `is_copy`, whether it is in a group and not the
        likely original; `representative` (article_id), and `jaccard` and `containment` with that (0..1; 1 for the
        representative itself, missing where a text has no words). The likely original is a news agency's (lexicon
        `agencies`) on the first day, else the earliest published, else the longest. The groups do not depend on the
        order of the rows. Join it to the quotations, and measures count with wire copies and without, and by story:

            quotations = quotations.merge(find_syndicated(articles)[["article_id", "group_id", "is_copy"]])
            source_frequency(quotations, copies="is_copy", story="group_id")

    Raises:
        TableError: `articles` lacks a column, or its `article_id` is no unique text.
        ValueError: A limit is out of its range.

    References:
        Broder, A. Z. (1997). On the resemblance and containment of documents. Compression and Complexity of Sequences.
        Aslam, J. A., Pelekhov, E., Rus, D. (2004). The star clustering algorithm for static and dynamic information
        organization. Journal of Graph Algorithms and Applications 8, 95-129.

    Examples:
        >>> wire = "قال وزير الري سالم حداد إن بوابات السد ستفتح غدا أمام الزوار بعد أعمال صيانة دامت شهرين كاملين"
        >>> rest = " وأضاف أن القرى المجاورة ستعود إليها المياه تباعا خلال أسبوع، وأن فرق الطوارئ باقية في مواقعها."
        >>> copy = "الوادي - " + (wire + rest).replace("إليها", "اليها")
        >>> articles = pd.DataFrame({"article_id": ["1", "2"], "published": ["2026-05-02", "2026-05-01"],
        ...                          "text": [copy, wire + rest]})
        >>> find_syndicated(articles)[["group_id", "is_copy"]].values.tolist()
        [['2', True], ['2', False]]
    """
    check_table(articles, "articles")
    for name, value, least in (("containment", containment, 0.0), ("jaccard", jaccard, 0.1)):
        if not least <= value <= 1:
            raise ValueError(f"{name} is a share from {least} to 1, got {value!r}")
    if days is not None and days < 0:
        raise ValueError(f"days is a number of days from 0, or None, got {days!r}")
    ids = articles["article_id"].tolist()
    # in the order of the ids, so that the order of the rows decides nothing
    order = sorted(range(len(ids)), key=ids.__getitem__)
    texts = map(_cell, articles["text"].iloc[order])
    with tqdm(total=len(ids), unit=" articles", delay=2, disable=None if progress else True) as bar:
        shingles = shingled(texts, bar=bar)
    dates = [_cell(cell) for cell in articles["published"].iloc[order]] if "published" in articles else [""] * len(ids)
    published = published_days(dates)
    comparison = _Comparison(shingles, published.tolist(), containment, jaccard, days)
    groups = _stars(comparison, _near_duplicates(comparison))
    originality = _originality(articles.iloc[order], shingles, dates, published.tolist())
    rows: list[tuple[Any, ...]] = [()] * len(ids)
    for leader, members in groups.items():
        original = min(members, key=originality.__getitem__)
        for member, similarity in members.items():
            names = (ids[order[place]] for place in (member, original, leader))
            rows[order[member]] = (*names, len(members), member != original, *similarity)
    return _table(rows)


def _table(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    dtypes = {
        "article_id": "str",
        "group_id": "str",
        "representative": "str",
        "group_size": "int64",
        "is_copy": "bool",
        "jaccard": "float64",
        "containment": "float64",
    }
    table = pd.DataFrame(list(rows), columns=list(dtypes)).astype(dtypes)
    return table[["article_id", "group_id", "group_size", "is_copy", "representative", "jaccard", "containment"]]


class _Comparison(NamedTuple):
    """What tells whether two texts are one."""

    shingles: Shingles
    published: Sequence[Any]
    containment: float
    jaccard: float
    days: int | None

    def similarity(self, one: int, other: int) -> tuple[float, float]:
        """Jaccard similarity and containment; not a number where one has no words."""
        sizes = self.shingles.size(one), self.shingles.size(other)
        if not all(sizes):
            return float("nan"), float("nan")
        common = sizes[0] if one == other else self.shingles.common(one, other)
        return common / (sum(sizes) - common), common / min(sizes)

    def is_copy(self, one: int, other: int) -> bool:
        """Whether Jaccard similarity and containment reach the limits, stricter ones for what is short or far apart."""
        limits = [(self.jaccard, self.containment)]
        if min(self.shingles.size(one), self.shingles.size(other)) < _SHORT:
            limits.append(_OF_SHORT)
        if self._far_apart(one, other):
            limits.append(_OF_OTHER_DAYS)
        jaccard, containment = self.similarity(one, other)
        return all(jaccard >= least and containment >= share for least, share in limits)

    def _far_apart(self, one: int, other: int) -> bool:
        first, second = self.published[one], self.published[other]
        if self.days is None or pd.isna(first) or pd.isna(second):
            return False
        return bool(abs((first - second).days) > self.days)


def _near_duplicates(comparison: _Comparison) -> dict[int, list[int]]:
    """For each text that has any, its near-duplicates."""
    alike: dict[int, list[int]] = {}
    for one, other in candidates(comparison.shingles, least=comparison.jaccard).tolist():
        if comparison.is_copy(one, other):
            alike.setdefault(one, []).append(other)
            alike.setdefault(other, []).append(one)
    return alike


def _stars(comparison: _Comparison, alike: Mapping[int, list[int]]) -> dict[int, dict[int, tuple[float, float]]]:
    """Each representative's group, with the similarity of every member to it.

    The text with the most near-duplicates takes them first, then theirs where they are its own near-duplicates too,
    which finds those that the signatures missed. Each text is taken once, so the work grows with the number of pairs.
    """
    groups: dict[int, dict[int, tuple[float, float]]] = {}
    taken: set[int] = set()
    for leader in sorted(range(len(comparison.published)), key=lambda place: (-len(alike.get(place, ())), place)):
        if leader in taken:
            continue
        members = groups[leader] = {leader: comparison.similarity(leader, leader)}
        met, reached = {leader}, [leader]
        for place in reached:
            for other in alike.get(place, ()):
                if other in met or other in taken:
                    continue
                met.add(other)
                if comparison.is_copy(leader, other):
                    members[other] = comparison.similarity(leader, other)
                    reached.append(other)
        taken.update(members)
    return groups


def _originality(
    articles: pd.DataFrame, shingles: Shingles, dates: Sequence[str], published: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """What to sort by so that the likely original of a group comes first."""
    agencies = set(_keys(row["form"] for row in load_lexicon("agencies").rows))
    outlets = _keys(articles.get("outlet", [""] * len(articles)))
    keys: list[tuple[Any, ...]] = []
    for place, (day, outlet, date) in enumerate(zip(published, outlets, dates, strict=True)):
        undated = bool(pd.isna(day))  # after all others
        when = ("", "") if undated else (str(day), date)
        keys.append((undated, when[0], outlet not in agencies, when[1], -shingles.size(place), place))
    return keys


def _keys(names: Iterable[object]) -> list[str]:
    return [name.casefold() for name in normalize_all(map(_cell, names), profile="search")]


def _cell(value: object) -> str:
    return value if isinstance(value, str) else ""
