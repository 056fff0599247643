"""The terms of frames: a lexicon, checked and compiled, and where its terms stand in a text."""

from __future__ import annotations

import math
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from toolkit.errors import TableError
from toolkit.lexicons import Lexicon, lexicon_names, load_lexicon
from toolkit.measures.negation import negation_reader
from toolkit.measures.word_lists import read_word_list
from toolkit.words.occurrences import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.text.segment import Tokens
    from toolkit.words.occurrences import Match, Occurrence

    FrameWords = str | os.PathLike[str] | Lexicon | pd.DataFrame

__all__ = ["FrameTerm", "FrameTerms", "TermPlace", "frame_terms"]


_EXACTEST_FIRST: tuple[Match, ...] = ("exact", "word", "lemma")


class FrameTerm(NamedTuple):
    """One term of one frame.

    Attributes:
        frame: The frame.
        term: The word or phrase.
        weight: How much one mention speaks for the frame; 0: a false friend.
        match: As what it is found, as for `Phrases`.
    """

    frame: str
    term: str
    weight: float
    match: Match


class TermPlace(NamedTuple):
    """Where a term stands.

    Attributes:
        occurrence: Where.
        terms: Whose it is: one term for each frame that has it.
        negated: Whether what stands before it denies it.
    """

    occurrence: Occurrence
    terms: tuple[FrameTerm, ...]
    negated: bool


class FrameTerms:
    """Finds the terms of all frames at once; the time grows with the text, not with the lexicon.

    Args:
        terms: The terms.
        frames: The frames in their order, those without a term too.
    """

    def __init__(self, terms: Sequence[FrameTerm], frames: Sequence[str]) -> None:
        self.frames = tuple(frames)
        self._searches: list[tuple[Phrases, list[tuple[FrameTerm, ...]]]] = []
        for match in _EXACTEST_FIRST:
            own = [term for term in terms if term.match == match]
            if not own:
                continue
            phrases = Phrases([term.term for term in own], match=match)
            meant: list[tuple[FrameTerm, ...]] = [(term,) for term in own]
            for first, second in phrases.doubles:
                meant[first] = _joined(meant[first], (own[second],))
            self._searches.append((phrases, meant))
        self._is_denied = negation_reader()

    def found(self, tokens: Tokens) -> Iterator[TermPlace]:
        """The places of the terms in a text, in order; of those that overlap the first, of these the longest.

        Args:
            tokens: The text.
        """
        places: dict[tuple[int, int], tuple[Occurrence, tuple[FrameTerm, ...]]] = {}
        for phrases, meant in self._searches:
            for one in phrases.found(tokens):
                at = one.first, -one.last
                before = places.get(at)
                terms = meant[one.phrase]
                places[at] = one, terms if before is None else _joined(before[1], terms)
        free = 0
        for (first, last), (occurrence, terms) in sorted(places.items(), key=lambda place: place[0]):
            if first >= free:
                free = -last
                if any(term.weight for term in terms):
                    yield TermPlace(occurrence, terms, self._is_denied(tokens, first))


def _joined(terms: tuple[FrameTerm, ...], others: tuple[FrameTerm, ...]) -> tuple[FrameTerm, ...]:
    """The terms of one place, which speaks once for each frame: the exacter one of two."""
    frames = {term.frame for term in terms}
    return terms + tuple(term for term in others if term.frame not in frames)


def frame_terms(lexicon: FrameWords) -> FrameTerms:
    """The terms of a lexicon, checked and ready to look for.

    Args:
        lexicon: `policy_frames`, `generic_frames` or another list of the toolkit; the path of a CSV or TSV file; or a
            table. Columns: `frame`, `term` and, where they are given, `weight` (a number from 0 on, else 1) and
            `match` (lemma, word or exact, else lemma).

    Raises:
        TableError: A column is missing, or a cell is none that can be meant.
        ReadError: The file cannot be read.

    Examples:
        >>> table = pd.DataFrame({"frame": ["water", "water"], "term": ["ماء", "شح المياه"], "weight": [1, 3]})
        >>> from toolkit.text.segment import tokenize
        >>> [(place.terms[0].term, place.negated) for place in frame_terms(table).found(tokenize("لا ماء وشح للمياه"))]
        [('ماء', True), ('ماء', False)]
    """
    if isinstance(lexicon, str) and lexicon in lexicon_names():
        return _of_list(lexicon)
    return _compiled(*_table_of(lexicon))


@cache
def _of_list(name: str) -> FrameTerms:
    return _compiled(*_table_of(load_lexicon(name)))


def _compiled(name: str, table: pd.DataFrame, frames: Sequence[str]) -> FrameTerms:
    missing = [column for column in ("frame", "term") if column not in table]
    if missing:
        has = ", ".join(repr(str(column)) for column in table.columns) or "no columns"
        raise TableError(f"{name} lacks the column {missing[0]!r}; it needs 'frame' and 'term', it has {has}")
    terms = list(dict.fromkeys(_terms(table, name)))
    if not terms:
        raise TableError(f"{name} has no term to look for; give a row for each: a frame and a term")
    known: dict[tuple[str, str, Match], FrameTerm] = {}
    for term in terms:
        other = known.setdefault((term.frame, term.term, term.match), term)
        if other.weight != term.weight:
            raise TableError(
                f"{name} gives {term.term!r} of {term.frame!r} two weights, {other.weight:g} and {term.weight:g}; "
                "keep one"
            )
    return FrameTerms(terms, list(dict.fromkeys([*frames, *(term.frame for term in terms)])))


def _table_of(lexicon: FrameWords) -> tuple[str, pd.DataFrame, list[str]]:
    """What the lexicon is called, its rows, and the frames that its card names in order."""
    if isinstance(lexicon, pd.DataFrame):
        return "the lexicon", lexicon, []
    if isinstance(lexicon, Lexicon):
        return f"the lexicon {lexicon.name!r}", pd.DataFrame(list(lexicon.rows)), list(lexicon.card.get("frames", ()))
    if not isinstance(lexicon, str | os.PathLike):
        raise TableError(
            f"lexicon={lexicon!r:.80} ({type(lexicon).__name__}) is none; give a name, the path of a CSV, or a table"
        )
    if not Path(lexicon).exists():
        raise TableError(
            f"lexicon={os.fspath(lexicon)!r} is no file and no list of the toolkit's; give 'policy_frames', "
            "'generic_frames', the path of a CSV, or a table"
        )
    return os.fspath(lexicon), read_word_list(lexicon, "terms"), []


def _terms(table: pd.DataFrame, name: str) -> Iterator[FrameTerm]:
    weights = table["weight"] if "weight" in table else [1.0] * len(table)
    matches = table["match"] if "match" in table else [None] * len(table)
    for frame, term, weight, match in zip(table["frame"], table["term"], weights, matches, strict=True):
        if not all(isinstance(cell, str) and cell.strip() for cell in (frame, term)):
            raise TableError(f"{name} must hold text, got {frame!r} with {term!r}; remove the row or fill it")
        wanted = match.strip() if isinstance(match, str) and match.strip() else "lemma"
        found = next((own for own in _EXACTEST_FIRST if own == wanted), None)
        if found is None:
            raise TableError(
                f"{name}: match={match!r} of {term!r} is unknown; allowed are {', '.join(_EXACTEST_FIRST)}"
            )
        yield FrameTerm(frame.strip(), term.strip(), _weight(weight, term, name), found)


def _weight(cell: Any, term: str, name: str) -> float:
    if cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
        return 1.0
    try:
        weight = float(cell)
    except (TypeError, ValueError):
        weight = math.nan
    if not 0 <= weight < math.inf:
        raise TableError(f"{name}: the weight {cell!r} of {term!r} is no number from 0 on; a usual one is 1")
    return weight
