"""Numbers in place of the names of citizens, in titles, texts and tables, with every offset moved along."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.linking import linked, source_table
from toolkit.text.normalize import normalize
from toolkit.text.segment import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Edited", "Names", "citizens", "edited", "pseudonymised"]

# what stands before a name as part of its first word, and what is no name by itself
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_PARTICLES = frozenset(
    normalize(word) for word in ("بن", "ابن", "بنت", "أبو", "أبي", "أم", "آل", "عبد", "الله", "الدين")
)
_LONGEST = 8  # words of a name
_OTHERS = ("article_id", "outlet", "published", "text_sha", "section", "url")


@dataclass(slots=True)
class Names:
    """Names by their first word, each with what takes its place."""

    by_first: dict[str, dict[tuple[str, ...], str]] = field(default_factory=dict)

    def add(self, words: Sequence[str], pseudonym: str) -> None:
        """Adds a name; a longer one wins over a shorter one, the first over later ones."""
        if words:
            self.by_first.setdefault(words[0], {}).setdefault(tuple(words), pseudonym)

    def longest(self, words: Sequence[str], place: int) -> tuple[int, str, int] | None:
        """How many words at a place are a name, what takes its place, and how long a prefix stands before it."""
        for prefix in _PREFIXES:
            first = words[place]
            if not first.startswith(prefix) or len(first) == len(prefix):
                continue
            known = self.by_first.get(first[len(prefix) :])
            for length in range(min(_LONGEST, len(words) - place), 0, -1) if known else ():
                key = (first[len(prefix) :], *words[place + 1 : place + length])
                if key in known:  # type: ignore[operator] # there is one
                    return length, known[key], len(prefix)  # type: ignore[index]
        return None


@dataclass(frozen=True, slots=True)
class Edited:
    """A text in which stretches were replaced.

    Attributes:
        text: The new text.
        edits: What was replaced: start, end, new start, new end; in order.
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the old text stands in the new one; a replaced name is in it whole or not at all."""
        return self._at(start, ends=False), self._at(end, ends=True)

    def _at(self, offset: int, *, ends: bool) -> int:
        place = bisect_right(self.edits, (offset, -1, -1, -1) if ends else (offset, 1 << 60, 0, 0)) - 1
        if place < 0:
            return offset
        _, old_end, new_start, new_end = self.edits[place]
        if offset < old_end:
            return new_end if ends else new_start
        return offset - old_end + new_end


def edited(text: str, names: Iterable[Names]) -> Edited:
    """A text with each name replaced, the longest first; a conjunction or preposition before it stays.

    Args:
        text: Any text.
        names: Those of this text first, then those of all.

    Examples:
        >>> own = Names()
        >>> own.add(("سالم", "حداد"), "مواطن 1")
        >>> found = edited("قال الرجل لسالم حدّاد: نعم", [own])
        >>> found.text, found.moved(11, 21)
        ('قال الرجل لمواطن 1: نعم', (11, 18))
    """
    tokens = tokenize(text)
    words = [normalize(word) if kind == "word" else "\0" for word, kind in zip(tokens.texts, tokens.kinds, strict=True)]
    parts, edits, done, length, place = [], [], 0, 0, 0
    lists = list(names)
    while place < len(words):
        found = None
        for known in lists:
            candidate = known.longest(words, place)
            if candidate and (found is None or candidate[0] > found[0]):
                found = candidate
        if found is None:
            place += 1
            continue
        count, pseudonym, prefix = found
        start = _behind(text, tokens.starts[place], prefix)
        end = tokens.ends[place + count - 1]
        parts += [text[done:start], pseudonym]
        length += start - done
        edits.append((start, end, length, length + len(pseudonym)))
        length += len(pseudonym)
        done, place = end, place + count
    return Edited("".join([*parts, text[done:]]), tuple(edits))


def _behind(text: str, start: int, letters: int) -> int:
    """The place behind so many letters, and their marks."""
    place = start
    while letters and place < len(text):
        letters -= bool(normalize(text[place]))
        place += 1
    while letters == 0 and place > start and place < len(text) and not normalize(text[place]).strip():
        place += 1
    return place


def citizens(quotations: pd.DataFrame) -> dict[str, str]:
    """What takes the place of each citizen's name: `source_id` to pseudonym, numbered as they first speak.

    Args:
        quotations: The quotations, with `source_id`.
    """
    sources = source_table(quotations).set_index("source_id")
    those = sources.index[sources["sector"].eq("citizen") & sources["type"].eq("person")]
    met = quotations.loc[quotations["source_id"].isin(those), "source_id"].drop_duplicates()
    return {
        source: f"{'مواطنة' if sources['gender'].get(source) == 'f' else 'مواطن'} {number}"
        for number, source in enumerate(met, start=1)
    }


def pseudonymised(articles: pd.DataFrame, quotations: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles and quotations in which citizens have numbers.

    A name is replaced where it stands whole, in any article; in an article in which the person speaks, parts of it are
    replaced too, unless they are another speaker's.

    Args:
        articles: The articles; their addresses, which lead to the names, are dropped.
        quotations: Their quotations.

    Returns:
        Both tables, the offsets and slices of the quotations those of the new texts.
    """
    quotations = linked(quotations.reset_index(drop=True))
    names = citizens(quotations)
    everywhere, of_article = _names(quotations, names)
    kept = articles.drop(columns=["url"], errors="ignore").copy()
    fields: dict[tuple[str, str], Edited] = {}
    for column in [name for name in kept.columns if name not in _OTHERS]:
        cells = []
        for article, cell in zip(kept["article_id"], kept[column], strict=True):
            if not isinstance(cell, str):
                cells.append(cell)
                continue
            new = edited(cell, [*of_article.get(article, []), everywhere])
            fields[article, column] = new
            cells.append(new.text)
        kept[column] = pd.Series(cells, index=kept.index, dtype=kept[column].dtype)
    rows = [
        _row(row, names, fields, [*of_article.get(row["article_id"], []), everywhere]) for row in _records(quotations)
    ]
    table = pd.DataFrame(rows, columns=quotations.columns, index=quotations.index).astype(quotations.dtypes.to_dict())
    return kept, table.drop(columns=["source_id", "source_name"])


def _names(quotations: pd.DataFrame, names: dict[str, str]) -> tuple[Names, dict[str, list[Names]]]:
    """The whole names, and for each article the parts of the names of those who speak in it."""
    everywhere, of_article = Names(), {}
    own: dict[str, list[tuple[list[str], str]]] = {}
    others: dict[str, set[str]] = {}
    columns = [quotations[name] for name in ("article_id", "speaker", "source", "source_id", "type")]
    for article, speaker, source, key, kind in zip(*columns, strict=True):
        words = _words(speaker)
        if key not in names:
            others.setdefault(article, set()).update(words if kind == "person" else ())
            continue
        if len(words) > 1:
            everywhere.add(words, names[key])
        own.setdefault(article, []).append((words, names[key]))
        if set(_words(source)) <= set(words):
            own[article].append((_words(source), names[key]))
    for article, known in own.items():
        of_article[article] = [Names()]
        for words, pseudonym in known:
            for part in _stretches(words):
                if len(part) > 1 or (part[0] not in _PARTICLES and part[0] not in others.get(article, ())):
                    of_article[article][0].add(part, pseudonym)
    return everywhere, of_article


def _stretches(words: list[str]) -> Iterator[list[str]]:
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            yield words[start:end]


def _words(name: object) -> list[str]:
    return [normalize(word) for word in tokenize(name).texts][:_LONGEST] if isinstance(name, str) else []


def _records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for values in zip(*(table[name].tolist() for name in table.columns), strict=True):
        yield dict(zip(table.columns, values, strict=True))


def _row(
    row: dict[str, Any], names: dict[str, str], fields: dict[tuple[str, str], Edited], known: list[Names]
) -> dict[str, Any]:
    """A quotation with its offsets, slices and names in the new text."""
    new = fields[row["article_id"], row["field"]]
    moved = dict(row)
    for role in ("cue", "source"):
        start, end = row[f"{role}_start"], row[f"{role}_end"]
        if not pd.isna(start):
            moved[f"{role}_start"], moved[f"{role}_end"] = new.moved(int(start), int(end))
            moved[role] = new.text[moved[f"{role}_start"] : moved[f"{role}_end"]]
    if row["contents"] is not None and len(row["contents"]):
        moved["contents"] = [list(new.moved(int(start), int(end))) for start, end in row["contents"]]
        moved["content"] = " … ".join(new.text[start:end] for start, end in moved["contents"])
    for name in ("speaker", "via", "affiliation"):
        if isinstance(row[name], str):
            moved[name] = edited(row[name], known).text
    if row["source_id"] in names:
        moved["speaker"] = names[row["source_id"]]
    return moved
