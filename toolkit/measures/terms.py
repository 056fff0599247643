"""How often each article has each term: the matrix from which terms are compared."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from scipy import sparse

from toolkit.articles.schema import check_table
from toolkit.errors import TableError
from toolkit.lexicons import load_lexicon
from toolkit.text.segment import tokenize
from toolkit.words.lemmas import base_and_lemma

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

__all__ = [
    "TermMatrix",
    "TermUnit",
    "aligned_terms",
    "article_examples",
    "by_cluster",
    "stop_words_of",
    "term_matrix",
]

TermUnit = Literal["lemma", "base", "surface"]
Array = np.ndarray[Any, np.dtype[Any]]
_EXAMPLES = 3
_LONGEST = 5  # words of an n-gram
_BREAK = -1  # what is no word, over which no n-gram goes


@dataclass(frozen=True, slots=True)
class TermMatrix:
    """Counts of terms in articles.

    Attributes:
        counts: Articles by terms, sparse.
        terms: The term of each column, the most frequent first.
        article_ids: The article of each row.
        words: How many words each article has, those that are no terms too.
        unit: What a word is counted as.
    """

    counts: sparse.csr_array[Any]
    terms: tuple[str, ...]
    article_ids: tuple[str, ...]
    words: Array
    unit: TermUnit


def term_matrix(
    articles: pd.DataFrame,
    *,
    unit: TermUnit = "lemma",
    ngrams: int | Sequence[int] = 1,
    stop: str | Iterable[str] | None = "stop_words",
    least: int = 5,
    least_articles: int = 3,
    only: Iterable[str] | None = None,
) -> TermMatrix:
    """How often each article has each term, proclitics aside.

    Args:
        articles: An articles table; the texts are counted, the titles are not.
        unit: What a word is counted as: its `lemma`, its `base` (without proclitics and marks), or its `surface`.
        ngrams: How many words a term has, 1 to 5, or several such numbers. No term goes over a mark or a line end; none
            of several words begins or ends with a stop word.
        stop: What is no term: the name of a lexicon with a column `form` (its card says where it is from), words, or
            None. A word is left out if its lemma or its base is listed; as a word of its article it counts all the
            same.
        least: How often a term must occur at least.
        least_articles: In how many articles.
        only: Terms that are counted and no others, stop words rare or not, in this order; words of `unit` joined by
            a blank.

    Returns:
        The matrix with its vocabulary and article ids. Where a term stands, `toolkit.words.lemmas.term_tokens` says.

    Raises:
        TableError: A column is missing, or a unit, number or lexicon is not allowed.

    Examples:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"article_id": ["1", "2"], "text": ["قالت الوزيرة إن الوزراء قالوا", "وقال الوزير"]})
        >>> matrix = term_matrix(table, least=2, least_articles=1)
        >>> matrix.terms, matrix.counts.toarray().tolist(), matrix.words.tolist()
        (('قال', 'وزير'), [[2, 1], [1, 1]], [5, 2])
    """
    check_table(articles, "articles")
    if unit not in get_args(TermUnit):
        raise TableError(f"unit={unit!r} is not counted; allowed are {', '.join(get_args(TermUnit))}")
    lengths = [ngrams] if isinstance(ngrams, int) else sorted(set(ngrams))
    if not lengths or not all(isinstance(length, int) and 1 <= length <= _LONGEST for length in lengths):
        raise TableError(f"ngrams={ngrams!r}: a term has 1 to {_LONGEST} words; give one number or several")
    reader = _Reader(unit, frozenset() if only is not None else stop_words_of(stop))
    wanted = None if only is None else {term: place for place, term in enumerate(dict.fromkeys(only))}
    columns: dict[tuple[int, ...], int] = {}
    places, ends, sizes = array("i"), array("l", [0]), array("l")
    for text in articles["text"]:
        words, size = reader.words(text) if isinstance(text, str) else ([], 0)
        sizes.append(size)
        for length in lengths:
            places.extend(columns.setdefault(gram, len(columns)) for gram in reader.grams(words, length))
        ends.append(len(places))
    counts = _matrix(places, ends, len(columns))
    names = [" ".join(reader.names[word] for word in gram) for gram in columns]
    if wanted is not None:
        kept = _picked(names, wanted)
        found = counts @ kept
        terms = list(wanted)
    else:
        total, having = counts.sum(axis=0), np.bincount(counts.indices, minlength=len(columns))
        enough = np.flatnonzero((total >= least) & (having >= least_articles))
        order = sorted(enough.tolist(), key=lambda place: (-int(total[place]), names[place]))
        found, terms = counts[:, order], [names[place] for place in order]
    ids = tuple(map(str, articles["article_id"]))
    return TermMatrix(sparse.csr_array(found), tuple(terms), ids, np.array(sizes, dtype=np.int64), unit)


class _Reader:
    """Turns texts into numbers of words; each word as printed is analysed once."""

    def __init__(self, unit: TermUnit, stop: frozenset[str]) -> None:
        self.names: list[str] = []
        self._unit = unit
        self._stop = stop
        self._stopped: list[bool] = []
        self._numbers: dict[tuple[str, bool], int] = {}
        self._known: dict[str, int] = {}

    def words(self, text: str) -> tuple[list[int], int]:
        """The number of each word, `_BREAK` for what is none, and how many words there are."""
        tokens = tokenize(text)
        known, found = self._known, []
        for word, kind in zip(tokens.texts, tokens.kinds, strict=True):
            number = known.get(word) if kind == "word" else _BREAK
            found.append(self._new(word) if number is None else number)
        return found, len(found) - found.count(_BREAK)

    def _new(self, word: str) -> int:
        base, lemma = base_and_lemma(word)
        number = _BREAK
        if base:  # a tatweel by itself is no word
            stopped = base in self._stop or lemma in self._stop
            name = {"lemma": lemma, "base": base, "surface": word}[self._unit]
            number = self._numbers.setdefault((name, stopped), len(self.names))
            if number == len(self.names):
                self.names.append(name)
                self._stopped.append(stopped)
        self._known[word] = number
        return number

    def grams(self, words: list[int], length: int) -> Iterator[tuple[int, ...]]:
        """The terms of so many words, none of which goes over a break, or begins or ends with a stop word."""
        stopped = self._stopped
        for gram in zip(*(words[place:] for place in range(length)), strict=False):
            if _BREAK not in gram and not stopped[gram[0]] and not stopped[gram[-1]]:
                yield gram


def stop_words_of(stop: str | Iterable[str] | None) -> frozenset[str]:
    """The stop words that are meant.

    Args:
        stop: The name of a lexicon with a column `form`, words, or None for none.

    Raises:
        TableError: The lexicon has no such column.
        LexiconError: There is no such lexicon.
    """
    if stop is None:
        return frozenset()
    if not isinstance(stop, str):
        return frozenset(stop)
    lexicon = load_lexicon(stop)
    if not lexicon.rows or "form" not in lexicon.rows[0]:
        raise TableError(f"stop={stop!r} is a lexicon without a column 'form'; use 'stop_words', or give words")
    return frozenset(row["form"] for row in lexicon.rows)


def _matrix(places: array[int], ends: array[int], width: int) -> sparse.csr_array[Any]:
    ones = np.ones(len(places), dtype=np.int32)
    counts = sparse.csr_array((ones, np.array(places), np.array(ends)), shape=(len(ends) - 1, width))
    counts.sum_duplicates()
    return counts


def _picked(names: list[str], wanted: dict[str, int]) -> sparse.csr_array[Any]:
    """Columns by wanted terms: 1 where a column is that term."""
    rows = [place for place, name in enumerate(names) if name in wanted]
    columns = [wanted[names[place]] for place in rows]
    ones = np.ones(len(rows), dtype=np.int32)
    return sparse.csr_array((ones, (rows, columns)), shape=(len(names), len(wanted)))


def aligned_terms(matrix: TermMatrix, articles: pd.DataFrame) -> TermMatrix:
    """The matrix with the rows in the order of a table.

    Args:
        matrix: What `term_matrix` gives.
        articles: A table of these articles, or of some of them.

    Raises:
        TableError: The matrix lacks an article.
    """
    ids = articles["article_id"].astype(str).tolist()
    if tuple(ids) == matrix.article_ids:
        return matrix
    known = {article: place for place, article in enumerate(matrix.article_ids)}
    missing = [article for article in ids if article not in known]
    if missing:
        raise TableError(
            f"terms has no article {missing[0]!r} ({len(missing)} are missing); make it of the same table: "
            "term_matrix(articles)"
        )
    order = [known[article] for article in ids]
    return TermMatrix(matrix.counts[order], matrix.terms, tuple(ids), matrix.words[order], matrix.unit)


def by_cluster(counts: sparse.csr_array[Any], words: Array, keys: Sequence[Any]) -> tuple[sparse.csr_array[Any], Array]:
    """The counts and the words of articles, summed over those that have one key, in the order of the first of each.

    Args:
        counts: Articles by terms.
        words: The words of each article.
        keys: The key of each article.
    """
    places: dict[Any, int] = {}
    rows = [places.setdefault(key, len(places)) for key in keys]
    ones = np.ones(len(rows), dtype=np.int64)
    joined = sparse.csr_array((ones, (rows, np.arange(len(rows)))), shape=(len(places), len(rows)))
    return sparse.csr_array(joined @ counts), joined @ words


def article_examples(counts: sparse.csr_array[Any], ids: Array) -> list[list[str]]:
    """For each term up to three articles that have most of it.

    Args:
        counts: Articles by terms.
        ids: The id of each article.
    """
    columns = counts.tocsc()
    found = []
    for start, end in zip(columns.indptr[:-1], columns.indptr[1:], strict=True):
        rows, values = columns.indices[start:end], columns.data[start:end]
        found.append(ids[rows[np.lexsort((rows, -values))[:_EXAMPLES]]].tolist())
    return found
