"""What pages carry around and between the words of an article: marked as spans, never cut from the raw text."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from toolkit.articles.schema import check_table
from toolkit.articles.syndication import find_syndicated
from toolkit.errors import TableError
from toolkit.lexicons import load_lexicon
from toolkit.text.normalize import normalize_all
from toolkit.text.segment import count_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["boilerplate_table"]

_CHUNK = 1000
_LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029\x00]+")
# a mark that ends a sentence is followed by a blank; the next piece begins behind it
_END = re.compile(r"[.!؟?…]['\"”»]?\s+")
_NUMBER = re.compile(r"\d+")
_BETWEEN = re.compile(r"[\W_]+")
_LEAST_LETTERS, _LEAST_WORDS = 3, 5  # of a line, and of a sentence inside one
_TIMES = 5  # how many times the stories a line of fewer letters must recur in: س and ج mark who speaks in an interview
_DATE = "0 0 0"  # what a date in numbers is compared by
_PASSAGE = 12  # words, numbers not counted, from which on what recurs is a passage and no line
_LIST, _HEADLINE = 12, 14  # headlines that one announcement may have, and the words of one
_FORMULA = 14  # words of the longest line that a formula may begin


class _Piece(NamedTuple):
    """A line of an article, or a sentence inside one."""

    row: int
    start: int
    end: int
    inner: bool


def boilerplate_table(
    articles: pd.DataFrame, *, least: int = 3, share: float = 0.02, story: str | None = None
) -> pd.DataFrame:
    r"""Lines and sentences that belong to the page rather than to the article.

    Known formulas (lexicons `boilerplate` and `backgrounds`) are marked wherever they stand; anything else where it
    recurs within its outlet. Pieces are compared by their words in the `search` spelling, all numbers alike, so that
    «17/04/2012» and «18/04/2012» are one. What recurs is counted in stories: copies of one text count once, so that an
    article that was published three times makes no boilerplate of its sentences. `toolkit check` shows what was found.

    Args:
        articles: A table of articles; `article_id` and `text` are needed. Without `outlet` all are one outlet's.
        least: In how many stories of its outlet a piece recurs at least, 2 or more.
        share: In which share of its outlet's stories, 0..1. With the defaults 3 stories of up to 150, 20 of 1,000.
        story: The column that names the text that articles are copies of, `group_id` of `find_syndicated`; without it,
            copies are looked for here.

    Returns:
        One row per piece, in the order of the articles: `article_id`, `outlet`, `start` and `end` (code points of the
        raw text), `kind`, `text` (the slice) and `seen`, the stories of the outlet that have it. Kinds are those of the
        lexicon (`links` with the headlines below, `comments`, `contact`, `end`, `rights`, `share`, `advertisement`),
        `line` for what recurs as a line of its own, `sentence` within one, and `passage` from 12 words on, numbers not
        counted. A passage is often the outlet's own wording of what it reports: read them before you leave them out.
        What stands before the first sentence on its line, such as a dateline, is no piece of its own.
        In 5,537 articles of 43 outlets, 122 of 130 different pieces drawn at random belonged to the page (bylines,
        datelines, credits, links); 4 of the other 8 were passages.

    Raises:
        TableError: `articles` lacks a column, or its `article_id` is no unique text.
        ValueError: A threshold is out of its range.

    Examples:
        >>> news = "فتحت الحديقة.", "أغلق الجسر.", "هطل المطر."
        >>> texts = [f"الوادي اليوم - خاص\n{line}\nأضف تعليق" for line in news]
        >>> articles = pd.DataFrame({"article_id": ["a", "b", "c"], "text": texts})
        >>> boilerplate_table(articles)[["article_id", "start", "kind", "text", "seen"]].head(2).values.tolist()
        [['a', 0, 'line', 'الوادي اليوم - خاص', 3], ['a', 33, 'comments', 'أضف تعليق', 3]]
    """
    check_table(articles, "articles")
    _check(articles, least, share, story)
    stories = (find_syndicated(articles)["group_id"] if story is None else articles[story]).tolist()
    outlets = [_cell(name) for name in articles["outlet"]] if "outlet" in articles else [""] * len(articles)
    texts = [_cell(text) for text in articles["text"]]
    pieces, keys = _pieces(texts)
    seen: dict[tuple[str, str], set[Any]] = defaultdict(set)
    for piece, key in zip(pieces, keys, strict=True):
        seen[outlets[piece.row], key].add(stories[piece.row])
    sizes: dict[str, set[Any]] = defaultdict(set)
    for outlet, each in zip(outlets, stories, strict=True):
        sizes[outlet].add(each)
    limits = {outlet: max(least, share * len(each)) for outlet, each in sizes.items()}
    ids = articles["article_id"].tolist()
    counts = [len(seen[outlets[piece.row], key]) for piece, key in zip(pieces, keys, strict=True)]
    recurs = [
        count >= limits[outlets[piece.row]] * (1 if _tells(key) else _TIMES)
        for piece, key, count in zip(pieces, keys, counts, strict=True)
    ]
    rows: list[tuple[Any, ...]] = []
    for place, kind in _marked(pieces, keys, recurs, texts):
        piece = pieces[place]
        text = texts[piece.row][piece.start : piece.end]
        rows.append((ids[piece.row], outlets[piece.row] or None, piece.start, piece.end, kind, text, counts[place]))
    return _table(rows)


def _check(articles: pd.DataFrame, least: int, share: float, story: str | None) -> None:
    if least < 2:
        raise ValueError(f"least is a number of stories from 2, got {least!r}")
    if not 0 <= share <= 1:
        raise ValueError(f"share is a share from 0 to 1, got {share!r}")
    if story is not None and story not in articles:
        raise TableError(
            f"articles has no column {story!r}; join group_id to it: articles.merge(find_syndicated(articles))"
        )


def _table(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    dtypes = {
        "article_id": "str",
        "outlet": "str",
        "start": "int64",
        "end": "int64",
        "kind": "str",
        "text": "str",
        "seen": "int64",
    }
    return pd.DataFrame(list(rows), columns=list(dtypes)).astype(dtypes)


def _pieces(texts: Sequence[str]) -> tuple[list[_Piece], list[str]]:
    """Every line, each followed by its sentences where it has several, and what each is compared by."""
    pieces = [piece for row, text in enumerate(texts) for piece in _of_text(row, text)]
    keys: list[str] = []
    for first in range(0, len(pieces), _CHUNK):
        chunk = pieces[first : first + _CHUNK]
        keys += map(_key, normalize_all((texts[each.row][each.start : each.end] for each in chunk), profile="search"))
    keys = [_compared(key, piece) for key, piece in zip(keys, pieces, strict=True)]
    return pieces, keys


def _of_text(row: int, text: str) -> Iterator[_Piece]:
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start >= end:
            continue
        yield _Piece(row, start, end, inner=False)
        cuts = [cut.end() for cut in _END.finditer(text, start, end)]
        for first, last in zip([start, *cuts], [*cuts, end], strict=True) if cuts else ():
            yield _Piece(row, first, first + len(text[first:last].rstrip()), inner=True)


def _key(text: str) -> str:
    return _BETWEEN.sub(" ", _NUMBER.sub("0", text)).strip()


def _compared(key: str, piece: _Piece) -> str:
    """The key, or nothing where the piece is too short to tell anything."""
    if piece.inner:
        return key if key.count(" ") + 1 >= _LEAST_WORDS else ""
    return "" if key.isdecimal() else key


def _tells(key: str) -> bool:
    """Whether a line has so many letters, or is a date, that it recurs by chance as seldom as others."""
    return len(key) - key.count(" ") - key.count("0") >= _LEAST_LETTERS or key.startswith(_DATE)


def _marked(
    pieces: Sequence[_Piece], keys: Sequence[str], recurs: Sequence[bool], texts: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """The places of the pieces that are marked, and their kinds; a sentence of a line that is marked is not."""
    row, end, headlines = -1, 0, 0
    for place, (piece, key) in enumerate(zip(pieces, keys, strict=True)):
        if piece.row != row:
            row, end, headlines = piece.row, 0, 0
        if piece.end <= end:
            continue
        kind = (_formula(key) or (_recurring(piece, key) if recurs[place] else None)) if key else None
        if not piece.inner:
            if kind == "links" and key in _formulas()[1]:
                headlines = _LIST
            elif headlines and _is_headline(piece, texts[piece.row]):
                kind, headlines = kind or "links", headlines - 1
            else:
                headlines = 0
        if kind:
            end = piece.end
            yield place, kind


def _is_headline(piece: _Piece, text: str) -> bool:
    """Whether a line below an announcement of links is one of them."""
    return text[piece.end - 1] != "." and count_words(text[piece.start : piece.end]) <= _HEADLINE


def _recurring(piece: _Piece, key: str) -> str:
    if key.count(" ") + 1 - key.split(" ").count("0") >= _PASSAGE:
        return "passage"
    return "sentence" if piece.inner else "line"


def _formula(key: str) -> str | None:
    """The kind of the formula that a piece is or begins with."""
    whole, start = _formulas()
    if key in whole:
        return whole[key]
    words = key.split(" ", _FORMULA)
    if len(words) > _FORMULA:
        return None
    return next((start[head] for size in range(len(words), 0, -1) if (head := " ".join(words[:size])) in start), None)


@cache
def _formulas() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Formulas that are a line, and those that begin one, by their key."""
    rows = [(row["match"], row["kind"], row["form"]) for row in load_lexicon("boilerplate").rows]
    rows += [("start", "links", row["form"]) for row in load_lexicon("backgrounds").rows if row["kind"] == "links"]
    keys = list(_keys(form for _, _, form in rows))
    both: dict[str, dict[str, str]] = {"whole": {}, "start": {}}
    for (match, kind, _), key in zip(rows, keys, strict=True):
        both[match][key] = kind
    return both["whole"], both["start"]


def _keys(forms: Iterable[str]) -> Iterable[str]:
    return map(_key, normalize_all(forms, profile="search"))


def _cell(value: object) -> str:
    return value if isinstance(value, str) else ""
