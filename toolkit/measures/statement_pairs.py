"""Which relations may tell one statement: by their speaker, their day and their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from toolkit.measures.likeness import Alike, alike_pairs, cosines, day_numbers, near_pairs
from toolkit.measures.shared_runs import longest_run
from toolkit.measures.terms import stop_words_of
from toolkit.words.lemmas import term_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Contents", "said_alike", "usual_likeness"]

Array = np.ndarray[Any, np.dtype[Any]]
_A_DAY = 0.95  # what a day between two leaves of their similarity
_COMMON = 2  # words that a paraphrase must share
_SURE = 0.5  # so alike, the words are the same, however often they are told
# of other speakers: what is left of the similarity; common words, and words in a row; two persons; 0.5 after some days
_OTHER_NAME, _WORDS, _TWO_PERSONS, _LOWEST = 0.6, 4, 0.8, 0.36
_FEWEST, _LEAST, _MOST, _QUANTILE = 200, 0.1, 0.4, 0.95


class Contents(NamedTuple):
    """Relations as sets of words.

    Attributes:
        weights: Relations by lemmas, rows of length 1; what is common to two weighs √(ln(1 + n / d)) in both.
        bases: The words of each as printed, without proclitics, in order.
    """

    weights: sparse.csr_array[Any]
    bases: Sequence[Sequence[str]]

    @classmethod
    def of(cls, contents: Sequence[object]) -> Contents:
        """The words of contents; stop words count in `bases` alone.

        Args:
            contents: What was said, one a relation; what is no text has no words.
        """
        stop = stop_words_of("stop_words")
        known: dict[str, int] = {}
        rows, columns, bases = [], [], []
        for row, content in enumerate(contents):
            tokens = term_tokens(content, numbers=True) if isinstance(content, str) else []
            bases.append([token.base for token in tokens])
            own = {token.lemma for token in tokens if token.base not in stop and token.lemma not in stop}
            rows += [row] * len(own)
            columns += [known.setdefault(lemma, len(known)) for lemma in sorted(own)]
        having = np.bincount(np.array(columns, dtype=np.int64), minlength=len(known))
        rarity = np.log(1 + len(bases) / np.maximum(having, 1))
        squares = rarity[np.array(columns, dtype=np.int64)]
        whole = np.bincount(np.array(rows, dtype=np.int64), weights=squares, minlength=len(bases))
        values = np.sqrt(squares / whole[np.array(rows, dtype=np.int64)])
        weights = sparse.csr_array((values, (rows, columns)), shape=(len(bases), max(len(known), 1)))
        weights.sort_indices()
        return cls(weights, bases)


def usual_likeness(contents: Contents, table: pd.DataFrame) -> float | None:
    """How alike different statements of one speaker are at most in 95 of 100 cases, from 0.1 to 0.4.

    What one article lets a speaker say in several relations are different statements in the main: so their words show
    what statements of a speaker have in common in this coverage without being one.

    Args:
        contents: The words of each relation.
        table: The relations, with `article_id`, `source_id` and `field`.

    Returns:
        None where there are fewer than 200 such pairs.
    """
    inside = (table["field"] == "text") & table["source_id"].notna()
    keys = (table["article_id"] + "\n" + table["source_id"]).where(inside)
    codes = pd.factorize(keys)[0]
    rows = np.flatnonzero(codes >= 0)
    pairs = list(near_pairs(rows, codes[rows], np.zeros(len(table)), window=None))
    if sum(len(one) for one, _ in pairs) < _FEWEST:
        return None
    found = np.concatenate([cosines(contents.weights, one, other) for one, other in pairs])
    return float(np.clip(np.quantile(found, _QUANTILE), _LEAST, _MOST))


def said_alike(contents: Contents, table: pd.DataFrame, *, window: int | None, limit: float) -> Alike:
    """Pairs of relations of two articles that may be one statement, with their similarity, 0..1.

    Similarity is the share of common words, each as heavy as it is rare: Σ common ln(1 + n / d) / √(Σ one · Σ other),
    less a twentieth for each day between. Of one named speaker, two relations pair where each is the other's nearest
    in its article, they share two words at least, and the similarity reaches the limit; or 0.5, the nearest or not.
    Where the speakers differ, or have no name, the words must be the same: 0.5 before days count (0.8 where both are
    persons, who may condole in one formula), four of them common, and four in a row (two, where the speakers are
    described alike); 0.6 of the similarity is left.

    Args:
        contents: The words of each relation.
        table: The relations, with `article_id`, `field`, `published`, `type`, `source_id` and `named`, whether that is
            a name.
        window: Within how many days a statement is told; None for any time.
        limit: The lowest similarity of a pair.
    """
    day = day_numbers(table)
    speaker = pd.factorize(table["source_id"].where(table["named"]))[0]
    rows = np.flatnonzero(speaker >= 0)
    parts = list(near_pairs(rows, speaker[rows], day, window=window))
    strict = alike_pairs(contents.weights, day, window=window, least=_LOWEST)
    one, other = (np.concatenate([np.empty(0, dtype=np.int64), *cells]) for cells in (
        [part[0] for part in parts] + [strict.one], [part[1] for part in parts] + [strict.other]))  # fmt: skip
    low, high = np.minimum(one, other), np.maximum(one, other)
    one, other = (cells.astype(np.int64) for cells in np.unique(np.stack([low, high]), axis=1))
    article, title = pd.factorize(table["article_id"])[0], (table["field"] == "title").to_numpy()
    # within an article a headline may repeat what the text says
    apart = (article[one] != article[other]) | (title[one] != title[other])
    one, other = one[apart], other[apart]
    cosine = cosines(contents.weights, one, other)
    same = (speaker[one] == speaker[other]) & (speaker[one] >= 0)
    present = contents.weights.astype(bool).astype(np.int64)
    common = np.asarray(present[one].multiply(present[other]).sum(axis=1)).ravel()
    person = (table["type"] == "person").to_numpy()
    least = np.where(person[one] & person[other], _TWO_PERSONS, _SURE)
    described = pd.factorize(table["source_id"])[0]
    words = np.where((described[one] == described[other]) & (described[one] >= 0), _COMMON, _WORDS)
    kept = np.where(same, cosine > 0, (cosine >= least) & (common >= words))
    for place in np.flatnonzero(kept & ~same):
        run = longest_run(contents.bases[one[place]], contents.bases[other[place]])
        kept[place] = run is not None and run.length >= words[place]
    one, other, cosine, same, common = (cells[kept] for cells in (one, other, cosine, same, common))
    gap = np.abs(day[one] - day[other])
    decay = 1.0 if window is None else _A_DAY ** np.where(np.isnan(gap), window, gap)
    similarity = np.minimum(cosine, 1.0) * np.where(same, 1.0, _OTHER_NAME) * decay
    nearest = _nearest(one, other, similarity, article)
    good = (similarity >= _SURE) | (nearest & (common >= _COMMON) & (similarity >= limit))
    return Alike(one[good], other[good], similarity[good])


def _nearest(one: Array, other: Array, similarity: Array, article: Array) -> Array:
    """Whether each of a pair is the other's nearest in its article; of equals, the first in the text."""
    best = np.ones(len(one), dtype=bool)
    for here, there in ((one, other), (other, one)):
        order = np.lexsort((there, -similarity.round(9), article[there], here))
        first = np.ones(len(order), dtype=bool)
        own, far = here[order], article[there][order]
        first[1:] = (own[1:] != own[:-1]) | (far[1:] != far[:-1])
        chosen = np.zeros(len(order), dtype=bool)
        chosen[order[first]] = True
        best &= chosen
    return best
