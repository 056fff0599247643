"""A researcher's table of names: who is meant by which words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from toolkit.errors import TableError
from toolkit.measures.word_lists import read_word_list
from toolkit.words.occurrences import Match, Phrases

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    Names = pd.DataFrame | str | os.PathLike[str]

__all__ = ["ActorNames", "actor_names"]

_NEEDED = ("actor", "variant")


class ActorNames(NamedTuple):
    """Names that can be looked for.

    Attributes:
        phrases: The variants, compiled.
        actors: The actor of each.
        labels: As what each is counted.
        kept: Which of them count: of spellings of one name the first.
    """

    phrases: Phrases
    actors: list[str]
    labels: list[str]
    kept: list[int]

    def by_actor(self) -> dict[str, dict[str, list[int]]]:
        """For each actor, in the order of the table, the phrases of each label."""
        found: dict[str, dict[str, list[int]]] = {}
        for number in self.kept:
            found.setdefault(self.actors[number], {}).setdefault(self.labels[number], []).append(number)
        return found


def actor_names(names: Names, *, match: Match = "word") -> ActorNames:
    """The names of a table or a CSV file, checked; spellings of one name that `match` does not tell apart are one.

    Args:
        names: `actor`, `variant` (a word or phrase) and, where variants are to be counted as one, `label`.
        match: As for `Phrases`.

    Raises:
        TableError: A column is missing, a cell is no text, or a variant stands for two actors or labels.
        ReadError: The file cannot be read.

    Examples:
        >>> table = pd.DataFrame({"actor": ["البلدية"] * 2, "variant": ["البلدية", "مجلس المدينة"]})
        >>> actor_names(table).by_actor()
        {'البلدية': {'البلدية': [0], 'مجلس المدينة': [1]}}
    """
    table = names if isinstance(names, pd.DataFrame) else read_word_list(names, "names")
    missing = [name for name in _NEEDED if name not in table]
    if missing:
        has = ", ".join(repr(str(name)) for name in table.columns) or "no columns"
        raise TableError(f"names lacks the column {missing[0]!r}; it needs 'actor' and 'variant', it has {has}")
    rows = list(dict.fromkeys(_rows(table)))
    if not rows:
        raise TableError("names has no name to look for; give a row for each: an actor and a variant")
    phrases = Phrases([variant for _, variant, _ in rows], match=match)
    for first, second in phrases.doubles:
        one, other = rows[first], rows[second]
        if one[0] != other[0] or (one[2] != other[2] and "label" in table):
            raise TableError(
                f"names gives {other[1]!r} twice, for {one} and {other}, as far as spelling tells; keep one"
            )
    actors, labels = ([row[place] for row in rows] for place in (0, 2))
    spellings = {second for _, second in phrases.doubles}
    return ActorNames(phrases, actors, labels, [number for number in range(len(rows)) if number not in spellings])


def _rows(table: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    labels = table["label"] if "label" in table else table["variant"]
    for actor, variant, label in zip(table["actor"], table["variant"], labels, strict=True):
        if not isinstance(actor, str) or not isinstance(variant, str) or not actor.strip() or not variant.strip():
            raise TableError(f"names must hold text, got {actor!r} with {variant!r}; remove the row or fill it")
        own = label.strip() if isinstance(label, str) else ""
        yield actor.strip(), variant.strip(), own or variant.strip()
