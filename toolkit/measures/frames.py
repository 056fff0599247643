"""Which frames an article uses the vocabulary of, and where."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from tqdm import tqdm

from toolkit.articles.schema import ARTICLES, check_table
from toolkit.errors import TableError
from toolkit.measures.concordance import Place, context_lines
from toolkit.measures.frame_terms import frame_terms
from toolkit.measures.searched import texts_of
from toolkit.text.segment import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.measures.frame_terms import FrameTerms, FrameWords, TermPlace
    from toolkit.text.segment import Tokens

__all__ = ["VOCABULARY", "frame_evidence", "frame_table"]

VOCABULARY = "vocabulary of a frame dimension, not validated against codes"
_USUAL, _SHORTEST = 300, 100  # words of an article: as which scores are given, and below which none counts as shorter
_COUNTED = frozenset(("word", "number"))
_KEPT = frozenset(("outlet", "published"))
_NOT_KEPT = frozenset(column.name for column in ARTICLES) - _KEPT
_FIGURES = ("score", "present", "primary", "terms", "count", "negated", "words")


class _Found(NamedTuple):
    """A place, the field it is in, and the words that stand there."""

    field: str
    text: str
    place: TermPlace


def frame_table(
    articles: pd.DataFrame,
    *,
    lexicon: FrameWords = "policy_frames",
    least: float = 5.0,
    within: float = 0.5,
    enough: float = 9.0,
    count_negated: bool = False,
    evidence: bool = True,
    progress: bool = False,
) -> pd.DataFrame:
    """How much of the vocabulary of each frame an article has, whether that is enough, and every place it was found.

    What a lexicon finds is the vocabulary of a frame dimension. That the dimension frames the article is the judgement
    of a coder: compare some articles that you have coded with `validate_frames` before you speak of frames.

    The score of a frame is Σ w (1 + ln n) / √(W / 300) over its terms: w the weight of a term, n how often it stands in
    the article, W the words of the article, at least 100. A term said ten times is not ten times the evidence, and the
    vocabulary of a text grows about as the root of its length (Heaps 1978); an article of 300 words has the sum as its
    score. A frame is `present` where its score is `least` or more and at least `within` of the article's highest; or
    `enough`, for the words of a war must not hide a trial.

    Terms are found with their clitics and in any form of their lemma, in the title and in the text; of those that
    overlap the first counts, of these the longest. Denied ones (لا خطر، ليس عادلا) are shown but not counted.

    Args:
        articles: The articles.
        lexicon: `policy_frames` (the fifteen of the codebook's section 6), `generic_frames` (conflict, human interest,
            economic consequences, morality, responsibility), the path of a CSV, or a table: `frame`, `term` and, where
            given, `weight` (1 where not) and `match` (`lemma`, `word` or `exact`, as for `concordance`).
        least: The score from which a frame is present.
        within: The share of the highest score from which it is, 0..1.
        enough: The score from which it is present whatever the highest.
        count_negated: Whether denied terms count like others.
        evidence: Whether to list every place; without, the table is small.
        progress: Shows a bar on standard error, where that is a terminal and the work takes longer than 2 seconds.

    Returns:
        One row per article and frame, in the order of the articles and of the lexicon: `article_id`, `outlet`,
        `published` and the columns of your own, `frame`, `score` (0 on), `present`, `primary` (the highest score of
        those present; of equal ones the first), `terms` (different ones that count), `count` (places that count),
        `negated` (places denied), `words` (of the article), `evidence` (a list of `field`, `start`, `end`, `text`,
        `term`, `weight`, `negated`; offsets are code points of the raw field, half-open) and `note`. An article without
        a word has no score.

    Raises:
        TableError: A column is missing, the lexicon holds what cannot be meant, or a threshold is out of its range.
        ReadError: The lexicon's file cannot be read.

    References:
        Boydstun, A. E., Card, D., Gross, J., Resnik, P., Smith, N. A. (2014). Tracking the development of media frames
        within and across policy issues.
        Semetko, H. A., Valkenburg, P. M. (2000). Framing European politics. Journal of Communication 50, 93-109.
        Heaps, H. S. (1978). Information Retrieval: Computational and Theoretical Aspects. Academic Press.

    Examples:
        >>> text = "قضت المحكمة بسجن المتهم في قضية رشوة. وقال المحامي إن الحكم غير قانوني."
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": [text]})
        >>> table = frame_table(articles).set_index("frame")
        >>> table.index[table["present"]].tolist(), table.index[table["primary"]].tolist()
        (['legality_jurisprudence', 'crime_punishment'], ['legality_jurisprudence'])
        >>> [place["text"] for place in table.loc["crime_punishment", "evidence"]]
        ['بسجن', 'المتهم', 'رشوة']
    """
    check_table(articles, "articles")
    if not 0 <= within <= 1 or not 0 < least < math.inf or not enough > 0:
        raise TableError(
            f"least and enough are above 0 and within 0 to 1, got least={least!r}, within={within!r}, enough={enough!r}"
        )
    terms = frame_terms(lexicon)
    frames = {frame: place for place, frame in enumerate(terms.frames)}
    shape = (len(articles), len(frames))
    scores, words = np.zeros(shape), np.zeros(len(articles), dtype=np.int64)
    counts = {name: np.zeros(shape, dtype=np.int64) for name in ("terms", "count", "negated")}
    places: list[list[dict[str, Any]]] = [[] for _ in range(shape[0] * shape[1] if evidence else 0)]
    for row, found, size in _searched(articles, terms, progress=progress):
        words[row] += size
        often: dict[tuple[str, str, float], int] = {}
        for own in found:
            for term in own.place.terms:
                at = frames[term.frame]
                if evidence:
                    places[row * len(frames) + at].append(_evidence(own, term.term, term.weight))
                if own.place.negated:
                    counts["negated"][row, at] += 1
                if not own.place.negated or count_negated:
                    counts["count"][row, at] += 1
                    key = term.frame, term.term, term.weight
                    often[key] = often.get(key, 0) + 1
        for (frame, _, weight), n in often.items():
            counts["terms"][row, frames[frame]] += 1
            scores[row, frames[frame]] += weight * (1 + math.log(n))
    scores /= np.sqrt(np.maximum(words, _SHORTEST) / _USUAL)[:, None]
    scores[words == 0] = np.nan
    figures = {"score": scores, **_decided(scores, least, within, enough), **counts}
    return _table(articles, terms.frames, figures, words, places if evidence else None)


def frame_evidence(articles: pd.DataFrame, *, lexicon: FrameWords = "policy_frames", width: int = 8) -> pd.DataFrame:
    """Every place that `frame_table` found, with its context; `show` displays it as a concordance.

    Args:
        articles: As for `frame_table`.
        lexicon: As for `frame_table`.
        width: Words of each context.

    Returns:
        One row per place and frame: `frame`, `term`, `weight`, `negated`, then the columns of `concordance` up to
        `left_context`.

    Raises:
        TableError: A column is missing, or the lexicon holds what cannot be meant.
        ReadError: The lexicon's file cannot be read.

    Examples:
        >>> articles = pd.DataFrame({"article_id": ["1"], "text": ["لا خطر من الفيضان على السكان."]})
        >>> frame_evidence(articles, width=2)[["frame", "keyword", "right_context", "negated"]].values.tolist()
        [['health_safety', 'الفيضان', 'خطر من', False]]
    """
    check_table(articles, "articles")
    places, cells = [], []
    for row, found, _ in _searched(articles, frame_terms(lexicon), progress=False):
        for own in found:
            for term in own.place.terms:
                places.append(Place(row, own.field, own.place.occurrence))
                cells.append((term.frame, term.term, term.weight, own.place.negated))
    head = pd.DataFrame(cells, columns=["frame", "term", "weight", "negated"])
    head = head.astype({"frame": "str", "term": "str", "weight": "float64", "negated": "bool"})
    # a place of two frames is one place of the text: its context is cut once
    once = list(dict.fromkeys(places))
    lines = context_lines(articles, once, width=width)
    order = {place: at for at, place in enumerate(once)}
    return pd.concat([head, lines.iloc[[order[place] for place in places]].reset_index(drop=True)], axis=1)


def _searched(articles: pd.DataFrame, terms: FrameTerms, *, progress: bool) -> Iterator[tuple[int, list[_Found], int]]:
    """For each article that has a text: its row, the places in title and text, and how many words they have."""
    texts = texts_of(articles)
    found: list[_Found] = []
    size = 0
    bar = tqdm(total=len(articles), unit=" articles", delay=2, disable=None if progress else True)
    with bar:
        for at, (row, field, text) in enumerate(texts):
            tokens: Tokens = tokenize(text)
            size += sum(kind in _COUNTED for kind in tokens.kinds)
            found += [
                _Found(field, text[place.occurrence.start : place.occurrence.end], place)
                for place in terms.found(tokens)
            ]
            if at + 1 == len(texts) or texts[at + 1][0] != row:
                yield row, found, size
                bar.update()
                found, size = [], 0


def _evidence(own: _Found, term: str, weight: float) -> dict[str, Any]:
    return {
        "field": own.field,
        "start": own.place.occurrence.start,
        "end": own.place.occurrence.end,
        "text": own.text,
        "term": term,
        "weight": weight,
        "negated": own.place.negated,
    }


def _decided(
    scores: np.ndarray[Any, Any], least: float, within: float, enough: float
) -> dict[str, np.ndarray[Any, Any]]:
    known = np.nan_to_num(scores)
    highest = known.max(axis=1, initial=0.0)[:, None]
    present = (known >= least) & (known >= np.minimum(within * highest, enough))
    primary = np.zeros_like(present)
    some = np.flatnonzero(present.any(axis=1))
    primary[some, np.where(present, known, -1.0)[some].argmax(axis=1)] = True
    return {"present": present, "primary": primary}


def _table(
    articles: pd.DataFrame,
    frames: Sequence[str],
    figures: dict[str, np.ndarray[Any, Any]],
    words: np.ndarray[Any, Any],
    places: list[list[dict[str, Any]]] | None,
) -> pd.DataFrame:
    rows = np.repeat(np.arange(len(articles)), len(frames))
    kept = [name for name in articles.columns if name == "article_id" or name not in _NOT_KEPT]
    clash = next((name for name in kept if name in {"frame", "evidence", "note", *_FIGURES}), None)
    if clash is not None:
        raise TableError(f"articles has a column {clash!r}, which the table of frames has too; rename it first")
    table = articles[kept].iloc[rows].reset_index(drop=True)
    table["frame"] = pd.Series(list(frames) * len(articles), dtype="str")
    for name, values in (figures | {"words": np.repeat(words, len(frames))}).items():
        table[name] = values.ravel()
    if places is not None:
        table["evidence"] = pd.Series(places, dtype="object", index=table.index)
    note = np.where(table["words"].to_numpy() > 0, VOCABULARY, "the article has no word: no score")
    return table.assign(note=pd.Series(note, dtype="str"))
