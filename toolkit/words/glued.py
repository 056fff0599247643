"""Words that lost the space between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text.normalize import align
from toolkit.text.spans import AlignedText, Edit, Span
from toolkit.words.joins import best_cut

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Glued", "glued_cues", "glued_words", "with_spaces"]

# each branch begins with its letter, so that a search looks at no other; what stands before it is asked behind it
_CUE = re.compile(
    r"(?:و(?<=[\u0621-\u064a]{3}و)(?:فق[\u064b]?ا[\u064b]?|قال(?:ت|وا)?|أضاف(?:ت|وا)?|أكد(?:ت|وا)?|أوضح(?:ت|وا)?|أشار(?:ت|وا)?|بحسب)"
    r"|ب(?<=[\u0621-\u064a]{3}ب)حسب)"
    r"(?![\w\u064b-\u0652])"
)
# What may be a cue and the word behind it, or before it; whether it is, the words tell: مبيناأن, صرحتالهيئة, ماقاله
_LETTERS = f"[\u0621-\u063a\u0641-\u064a{ch.CLINGING}]"
_SAID = "(?:قال|ذكر|صرّ?ح|أ(?:كد|ضاف|وضح|شار|علن|ظهر)|ي(?:قدر|قول|ؤكد|رى)|ت(?:قول|رى))"
_LIKE_CUE = re.compile(
    f"(?<![\\w@#.])(?:{_LETTERS}{{3,40}}[أإ]ن(?:ه|ها|هم)?"
    f"|[وف]?{_SAID}ت?ال{_LETTERS}{{3,40}}"
    f"|[وفل]?ك?ما[يتأقذصن]{_LETTERS}{{3,40}})(?![\\w@])"
)
# Where one may be, each by what a search finds fast; most of the time of a search for all of it at once is lost on أ
_IN_CUES = (
    *(re.compile(rf"{that}(?<=[\u0621-\u0652]{{3}}..)(?:ه|ها|هم)?(?![\w@])") for that in ("أن", "إن")),
    re.compile(f"{_SAID}ت?ال"),
    re.compile(f"ما[يتأقذصن]{_LETTERS}{{3}}"),
)
_LETTER = re.compile(_LETTERS)
_LONGEST = 48
"""So many letters of a word are looked at."""
# Arabic letters with their marks, not part of a word in another alphabet or of an address
_WORD = re.compile(
    f"(?<![\\w@#.])[\u0621-\u063a\u0641-\u064a][\u0621-\u063a\u0641-\u064a{ch.CLINGING}]{{4,63}}(?![\\w@])"
)


def glued_cues(raw: str) -> list[int]:
    """Where a reporting cue begins that is written together with the word before it, or the word behind it.

    No other Arabic word ends like some of these, so three letters before them are the end of another word; of others
    the words decide, as in `glued_words`.

    Examples:
        >>> glued_cues("ضد أوكرانياوفقا للحكومة")
        [11]
        >>> glued_cues("مبيناأن الطريق مغلق، وفق ماقاله")
        [5, 27]
    """
    sure = {match.start() for match in _CUE.finditer(raw)}
    return sorted(sure.union(one.at for one in _glued(raw, _like_cues(raw))))


def _like_cues(raw: str) -> Iterator[re.Match[str]]:
    """The words that may be a cue and another word."""
    starts = {_start(raw, match.start()) for part in _IN_CUES for match in part.finditer(raw)}
    return filter(None, (_LIKE_CUE.match(raw, start) for start in sorted(starts)))


def _start(raw: str, at: int) -> int:
    """Where the word begins of which the letter at `at` is one."""
    least = max(0, at - _LONGEST)
    while at > least and _LETTER.match(raw[at - 1]):
        at -= 1
    return at


@dataclass(frozen=True, slots=True)
class Glued:
    """Two words written as one.

    Attributes:
        span: Where they stand in the raw text.
        at: Where the second begins.
        first: The first, as printed.
        second: The second, as printed.
        score: The log odds that these are two words: the higher, the surer.
    """

    span: Span
    at: int
    first: str
    second: str
    score: float


def glued_words(raw: str) -> list[Glued]:
    """The places where two words are written as one, in order; nothing where one word is as likely.

    One word and all pairs of words that the letters may be are weighed against each other (`toolkit.words.joins`).
    About three of four joins are found; `make bench` says how many, and how many of the cuts are right.

    Args:
        raw: A raw text.

    Examples:
        >>> [(one.first, one.second) for one in glued_words("اندلعت في أوكرانياوفقا للحكومةالجديدة")]
        [('أوكرانيا', 'وفقا'), ('للحكومة', 'الجديدة')]
    """
    return list(_glued(raw, _WORD.finditer(raw)))


def _glued(raw: str, words: Iterator[re.Match[str]]) -> Iterator[Glued]:
    """The same among some words."""
    for match in words:
        start, end = match.span()
        view = align(match[0], profile=("marks", "tatweel")) if not match[0].isalpha() else None
        cut = best_cut(view.text if view else match[0])
        if cut:
            at = start + (view.raw_span(0, cut.at).end if view else cut.at)
            yield Glued(Span(start, end), at, raw[start:at], raw[at:end], cut.score)


def with_spaces(raw: str) -> AlignedText:
    """The text with a space between glued words, and the map back to the raw text.

    Examples:
        >>> view = with_spaces("للحكومةالجديدة")
        >>> view.text, view.raw_span(8, 15)
        ('للحكومة الجديدة', Span(start=7, end=14))
    """
    return AlignedText.edited(raw, (Edit(one.at, one.at, " ") for one in glued_words(raw)))
