"""Which words stand near a term, counted by article: in a window of words, or in its sentences."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
from scipy import sparse

from toolkit.measures.searched import texts_of
from toolkit.text.segment import tokenize
from toolkit.words.lemmas import base_and_lemma

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.words.occurrences import Phrases

__all__ = ["Vicinity", "Words", "around", "vicinity", "words_of"]

Array = np.ndarray[Any, np.dtype[Any]]
Sparse = sparse.csr_array
_ENDS = frozenset(".!?؟…")
_SIDES: tuple[Literal["left"], Literal["right"]] = "left", "right"


class Vicinity(NamedTuple):
    """Counts by article; what is counted are words, or sentences.

    Attributes:
        words: The lemmas that stand near the term often enough, which are the columns.
        near: How often each stands near it, articles by words.
        all: How often each stands anywhere but in the term itself.
        places: How often the term stands in each article.
        near_size: How much of each article is near the term.
        size: How long each article is, without the term itself.
    """

    words: list[str]
    near: Sparse
    all: Sparse
    places: Array
    near_size: Array
    size: Array

    def part(self, rows: Array, columns: Array) -> Vicinity:
        """Some of its articles and words.

        Args:
            rows: Places of articles.
            columns: Places of words.
        """
        words = [self.words[place] for place in columns]
        near, everywhere = (Sparse(own[rows][:, columns]) for own in (self.near, self.all))
        return Vicinity(words, near, everywhere, self.places[rows], self.near_size[rows], self.size[rows])

    def joined(self, clusters: Array) -> Vicinity:
        """The sums over clusters of articles.

        Args:
            clusters: That of each article, from 0.
        """
        ones, shape = np.ones(len(clusters)), (int(clusters.max(initial=-1)) + 1, len(clusters))
        to = sparse.coo_array((ones, (clusters, np.arange(len(clusters)))), shape=shape).tocsr()
        near, everywhere = Sparse(to @ self.near), Sparse(to @ self.all)
        return Vicinity(self.words, near, everywhere, to @ self.places, to @ self.near_size, to @ self.size)


class Words(NamedTuple):
    """Every word of every article, in order, and where the term stands.

    Attributes:
        lemmas: All lemmas.
        word: The lemma of each word, as its place among these.
        sentence: The sentence of each, counted on from article to article.
        article: The article of each.
        firsts: The first word of each place of the term.
        lasts: The word behind its last.
        articles: How many articles there are.
    """

    lemmas: list[str]
    word: Array
    sentence: Array
    article: Array
    firsts: Array
    lasts: Array
    articles: int


def vicinity(
    articles: pd.DataFrame, phrases: Phrases, *, window: int | None, least: int, stop: frozenset[str] = frozenset()
) -> Vicinity:
    """Counts the words near a term.

    Args:
        articles: The articles.
        phrases: The term, by any number of names.
        window: So many words on each side, within the sentence; None: the whole sentence, and sentences are counted.
        least: How often a word must stand near it in all.
        stop: Lemmas that are no columns, though they are words of their articles.
    """
    return around(words_of(articles, phrases), window=window, least=least, stop=stop)


def around(read: Words, *, window: int | None, least: int, stop: frozenset[str] = frozenset()) -> Vicinity:
    """Counts the words near places.

    Args:
        read: The words, and the places.
        window: As for `vicinity`.
        least: As for `vicinity`.
        stop: As for `vicinity`.
    """
    is_term = _covered(read.firsts, read.lasts, len(read.word))
    n = read.articles
    if window is None:
        counted = _once_a_sentence(read, np.flatnonzero(~is_term))
        sentences = np.unique(read.sentence[read.firsts])
        near = counted & np.isin(read.sentence, sentences)
        size, near_size = (_articles_of(read, which, n) for which in (np.unique(read.sentence), sentences))
        places = near_size
    else:
        counted = ~is_term
        starts, ends = (np.searchsorted(read.sentence, read.sentence[read.firsts], side=side) for side in _SIDES)
        first, last = np.maximum(read.firsts - window, starts), np.minimum(read.lasts + window, ends)
        near = counted & _covered(first, last, len(read.word))
        size, near_size = (np.bincount(read.article[which], minlength=n) for which in (counted, near))
        places = np.bincount(read.article[read.firsts], minlength=n)
    frequent = np.flatnonzero(np.bincount(read.word[near], minlength=len(read.lemmas)) >= least)
    kept = np.array([number for number in frequent.tolist() if read.lemmas[number] not in stop], dtype=int)
    column = np.full(len(read.lemmas) + 1, -1)
    column[kept] = np.arange(len(kept))

    def counts(which: Array) -> Sparse:
        columns, rows = column[read.word[which]], read.article[which]
        there = columns >= 0
        cells = np.ones(int(there.sum()))
        table = sparse.coo_array((cells, (rows[there], columns[there])), shape=(n, len(kept))).tocsr()
        table.sum_duplicates()
        return table

    words = [read.lemmas[place] for place in kept]
    return Vicinity(words, counts(near), counts(counted), *(own.astype(float) for own in (places, near_size, size)))


def words_of(articles: pd.DataFrame, phrases: Phrases) -> Words:
    """The words of titles and texts, numbers left out but where they belong to the term.

    Args:
        articles: The articles.
        phrases: The term.
    """
    numbers: dict[str, int] = {}  # of each form that of its lemma
    lemmas: dict[str, int] = {}
    columns = {name: array("i") for name in ("word", "sentence", "article", "first", "last")}
    sentence = 0
    for row, _, text in texts_of(articles):
        tokens = tokenize(text)
        found = {one.first: one.last for one in phrases.found(tokens)}
        behind = -1  # the token behind the term that is being read
        for place, (form, kind) in enumerate(zip(tokens.texts, tokens.kinds, strict=True)):
            if kind != "word":
                sentence += kind == "line" or form[0] in _ENDS
                if place not in found and place >= behind:
                    continue
            if place in found:
                behind = found[place]
                columns["first"].append(len(columns["word"]))
                columns["last"].append(len(columns["word"]))
            number = numbers.get(form)
            if number is None:
                number = numbers[form] = _number(form, lemmas)
            columns["word"].append(number)
            columns["sentence"].append(sentence)
            columns["article"].append(row)
            if place < behind:
                columns["last"][-1] = len(columns["word"])
        sentence += 1
    word, sentences, article, firsts, lasts = (np.array(column, dtype=np.int32) for column in columns.values())
    return Words(list(lemmas), word, sentences, article, firsts, lasts, len(articles))


def _number(form: str, lemmas: dict[str, int]) -> int:
    lemma = base_and_lemma(form)[1]
    return lemmas.setdefault(lemma, len(lemmas))


def _covered(firsts: Array, lasts: Array, length: int) -> Array:
    """Which places lie in any of the ranges."""
    steps = np.bincount(firsts, minlength=length + 1) - np.bincount(lasts, minlength=length + 1)
    covered: Array = np.cumsum(steps)[:length] > 0
    return covered


def _once_a_sentence(read: Words, places: Array) -> Array:
    """Of these words, the first of each lemma in each sentence."""
    keys = read.sentence[places].astype(np.int64) * max(len(read.lemmas), 1) + read.word[places]
    _, first = np.unique(keys, return_index=True)
    counted = np.zeros(len(read.word), dtype=bool)
    counted[places[first]] = True
    return counted


def _articles_of(read: Words, sentences: Array, n: int) -> Array:
    """How many of these sentences each article has."""
    return np.bincount(read.article[np.searchsorted(read.sentence, sentences)], minlength=n)
