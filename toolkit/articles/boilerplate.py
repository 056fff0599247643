"""What pages carry around and between the words of an article: marked as spans, never cut from the raw text."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.articles.pieces import Piece, compared_by, is_telling, parts, pieces, signed_word
from toolkit.articles.schema import check_table
from toolkit.articles.syndication import find_syndicated
from toolkit.errors import TableError
from toolkit.lexicons import load_lexicon
from toolkit.text.segment import count_words
from toolkit.words.dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["boilerplate_table"]

_TIMES = 5  # how many times the stories a line of fewer letters must recur in: س and ج mark who speaks in an interview
_PASSAGE = 12  # words, numbers not counted, from which on what recurs is a passage and no line
_LIST, _HEADLINE = 12, 14  # headlines that one announcement may have, and the words of one
_FORMULA = 14  # words of the longest line that a formula may begin
_DATELINE = 12  # words of the longest line that is read as a date
_BYLINE, _OFTEN = 8, 2  # words of the longest byline, and how many times the stories a part of it must recur in


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
        lexicon (`links` with the headlines below, `comments`, `contact`, `end`, `rights`, `share`, `advertisement`);
        `line` for what recurs as a line of its own; `sentence` within one; `date`, `byline` and an address (`contact`)
        among the first and last three lines, where a part of a byline, between dashes or slashes, recurs twice as often
        or its first word is one of the lexicon; and `passage` from 12 words on, numbers not counted. A passage is often
        the outlet's own wording of what it reports: read them before you leave them out. What stands before the first
        sentence on its line is no piece of its own.

        In 5,537 articles of 43 outlets 388 of 396 pieces that were judged by hand belonged to the page; 4 passages and
        4 lines did not (`make bench`). Of short lines of the page at the beginning or end of 400 articles about two in
        three are marked; most of those missed are names that stand alone.

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
    found, keys = pieces(texts)
    counter = _Counter(outlets, stories, least, share)
    counts = counter.counts([piece.row for piece in found], keys)
    recurs = [
        count >= counter.limits[outlets[piece.row]] * (1 if is_telling(key) else _TIMES)
        for piece, key, count in zip(found, keys, counts, strict=True)
    ]
    kinds = [
        (_formula(key) or (_recurring(piece, key) if again else None)) if key else None
        for piece, key, again in zip(found, keys, recurs, strict=True)
    ]
    _add_edges(kinds, found, texts, counter)
    ids = articles["article_id"].tolist()
    rows: list[tuple[Any, ...]] = []
    for place, kind in _marked(found, keys, kinds, texts):
        piece = found[place]
        text = texts[piece.row][piece.start : piece.end]
        rows.append((ids[piece.row], outlets[piece.row] or None, piece.start, piece.end, kind, text, counts[place]))
    return _table(rows)


class _Counter:
    """In how many stories of its outlet something stands.

    Attributes:
        limits: For each outlet, how many are called often.
    """

    def __init__(self, outlets: Sequence[str], stories: Sequence[Any], least: int, share: float) -> None:
        self._outlets, self._stories = outlets, stories
        sizes: dict[str, set[Any]] = defaultdict(set)
        for outlet, story in zip(outlets, stories, strict=True):
            sizes[outlet].add(story)
        self.limits = {outlet: max(least, share * len(those)) for outlet, those in sizes.items()}

    def counts(self, rows: Sequence[int], keys: Sequence[str]) -> list[int]:
        """The stories of each key in the outlet of its row."""
        seen: dict[tuple[str, str], set[Any]] = defaultdict(set)
        for row, key in zip(rows, keys, strict=True):
            seen[self._outlets[row], key].add(self._stories[row])
        return [len(seen[self._outlets[row], key]) for row, key in zip(rows, keys, strict=True)]

    def often(self, row: int, count: int) -> bool:
        """Whether that many stories are often enough for a part of a line."""
        return count >= _OFTEN * self.limits[self._outlets[row]]


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


def _add_edges(kinds: list[str | None], found: Sequence[Piece], texts: Sequence[str], counter: _Counter) -> None:
    """Finds dates and bylines among the first and last lines; one may stand once: «name – outlet» has its part."""
    rows: list[int] = []
    cut: list[str] = []
    owners: list[int] = []
    for place, piece in enumerate(found):
        if not piece.edge or kinds[place]:
            continue
        line = texts[piece.row][piece.start : piece.end]
        words = count_words(line)
        if words <= _DATELINE and any(map(str.isdecimal, line)) and parse_date(line):
            kinds[place] = "date"
        elif (word := signed_word(line)) == "@":
            kinds[place] = "contact"
        elif words <= _BYLINE and word and compared_by([word])[0] in _formulas()["signed"]:
            kinds[place] = "byline"
        elif words <= _BYLINE:
            own = parts(line)
            rows += [piece.row] * len(own)
            owners += [place] * len(own)
            cut += own
    keys = compared_by(cut)
    for place, row, key, count in zip(owners, rows, keys, counter.counts(rows, keys), strict=True):
        if is_telling(key) and counter.often(row, count):
            kinds[place] = "byline"


def _marked(
    found: Sequence[Piece], keys: Sequence[str], kinds: Sequence[str | None], texts: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """The places of the pieces that are marked, and their kinds; a sentence of a line that is marked is not."""
    row, end, headlines = -1, 0, 0
    for place, (piece, kind) in enumerate(zip(found, kinds, strict=True)):
        if piece.row != row:
            row, end, headlines = piece.row, 0, 0
        if piece.end <= end:
            continue
        if not piece.inner:
            if kind == "links" and keys[place] in _formulas()["start"]:
                headlines = _LIST
            elif headlines and _is_headline(piece, texts[piece.row]):
                kind, headlines = kind or "links", headlines - 1  # noqa: PLW2901 - one that recurs keeps its kind
            else:
                headlines = 0
        if kind:
            end = piece.end
            yield place, kind


def _is_headline(piece: Piece, text: str) -> bool:
    """Whether a line below an announcement of links is one of them."""
    return text[piece.end - 1] != "." and count_words(text[piece.start : piece.end]) <= _HEADLINE


def _recurring(piece: Piece, key: str) -> str:
    if key.count(" ") + 1 - key.split(" ").count("0") >= _PASSAGE:
        return "passage"
    return "sentence" if piece.inner else "line"


def _formula(key: str) -> str | None:
    """The kind of the formula that a piece is or begins with."""
    whole, start = _formulas()["whole"], _formulas()["start"]
    if key in whole:
        return whole[key]
    words = key.split(" ", _FORMULA)
    if len(words) > _FORMULA:
        return None
    return next((start[head] for size in range(len(words), 0, -1) if (head := " ".join(words[:size])) in start), None)


@cache
def _formulas() -> Mapping[str, Mapping[str, str]]:
    """The kind of each formula by its key: of those that are a line, and of those that begin one."""
    rows = [(row["match"], row["kind"], row["form"]) for row in load_lexicon("boilerplate").rows]
    rows += [("start", "links", row["form"]) for row in load_lexicon("backgrounds").rows if row["kind"] == "links"]
    keys = compared_by(form for _, _, form in rows)
    found: dict[str, dict[str, str]] = {"whole": {}, "start": {}, "signed": {}}
    for (match, kind, _), key in zip(rows, keys, strict=True):
        found[match][key] = kind
    return found


def _cell(value: object) -> str:
    return value if isinstance(value, str) else ""
