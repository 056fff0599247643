"""Lines that were stored as they look: letters in their joined forms, or in the order of the screen, put back.

A guess at the line as it was read is believed only if joining and ordering it again gives exactly what is stored.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.text import characters as ch
from toolkit.text.rendering import in_visual_order, joined_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["as_read"]

_FORMS = {ord(form): letters for form, letters in ch.PRESENTATION_FORMS.items()}
_GLYPH = re.compile("[\ufb50-\ufbb1\ufbd3-\ufbff\ufe70-\ufefc]")
# how a glyph is joined: to the one before it in reading (2), to the one after it (1)
_JOINS = {"<initial>": 1, "<medial>": 3, "<final>": 2, "<isolated>": 0}
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")
_FREQUENT = frozenset(
    "في فى من على إلى الى أن إن ان التي التى الذي الذى هذا هذه ذلك عن قال كان بعد بين قد وقد كما وفي ومن حول خلال "
    "يا هي ما ولا ثم أو أيضا عند إنه أنه أنها لكن حتى منذ الله".split()
)
# bounds, chosen on one half of a sample of news and measured on the other (`make bench`)
_LEAST, _TIMES = 2, 5  # so many signs at least, and so many times those for the order in which the line stands
_STOP_FIRST = re.compile(r"[.،؛؟!:]+ ?[\u0621-\u064a]")
# what a line seldom begins with, and a per cent sign before its number
_UNLIKELY = re.compile(r"^[.،؛؟!:%)\]»]|[(\[«]$|%[0-9٠-٩]")
_MARKS = re.compile(f"[{ch.CLINGING}]+")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def as_read(line: str) -> tuple[str, str] | None:
    """What was done to a line, and the line as it is read; None where nothing was, or where that is not sure.

    Examples:
        >>> as_read("ﺔﻨﻳﺪﻤﻟﺍ")
        ('visual order, joined forms', 'المدينة')
        >>> as_read("المدينة")
    """
    if _GLYPH.search(line):
        letters = line.translate(_FORMS)
        forward, backward = _directions(line)
        if forward and not backward:
            return "joined forms", letters
        if backward and not forward:
            guess = _best(line, joined=True)
            return ("visual order, joined forms", guess) if guess is not None else None
        # no glyph says which way: single letters, or both ways at once
        return ("joined forms", letters) if not backward and joined_forms(letters) == line else None
    if not _backward_evidence(line):
        return None
    guess = _best(line, joined=False)
    return ("visual order", guess) if guess is not None else None


def _best(line: str, *, joined: bool) -> str | None:
    """The likeliest of the guesses that give the line exactly."""
    given = [guess for guess in _guesses(line) if _gives(guess, line, joined=joined)]
    return min(given, key=lambda guess: len(_UNLIKELY.findall(guess)), default=None)


def _directions(line: str) -> tuple[bool, bool]:
    """Whether neighbouring glyphs are joined when read forward, and when read backward."""
    forward = backward = 0
    broken_forward = broken_backward = 0
    for one, two in pairwise(line):
        if not (_GLYPH.match(one) and _GLYPH.match(two)):
            continue
        first, second = _joint(one), _joint(two)
        # a joint has two sides
        forward += first & 1 and second >> 1
        backward += first >> 1 and second & 1
        broken_forward += (first & 1) != second >> 1
        broken_backward += first >> 1 != (second & 1)
    return bool(forward) and not broken_forward, bool(backward) and not broken_backward


def _joint(glyph: str) -> int:
    return _JOINS.get(unicodedata.decomposition(glyph).partition(" ")[0], 0)


def _backward_evidence(line: str) -> bool:
    """Whether words of a line in letters are plainly written backward."""
    forward = backward = articles = 0
    for word in _WORD.findall(_MARKS.sub("", line)):
        forward += _points(word) + _has_article(word)
        backward += _points(word[::-1])
        articles += _has_article(word[::-1])
    # a full stop ends a line, and stands first where the line was turned
    backward += bool(_STOP_FIRST.match(line))
    # what looks like articles may be endings: مقتولا
    return backward >= 1 and backward + articles >= max(_LEAST, _TIMES * forward)


def _points(word: str) -> int:
    """How much of a word can only be read this way: ta marbuta ends words, the article begins them."""
    if word in _FREQUENT:
        return 1
    return len(word) > 2 and word[-1] in "ةى" and not set("ةى") & set(word[:-1])


def _has_article(word: str) -> bool:
    return len(word) > 4 and word.startswith(("ال", "وال", "بال")) and not word.endswith("لا")


def _gives(guess: str, line: str, *, joined: bool) -> bool:
    return any(in_visual_order(guess, joined=joined, base=base) == line for base in (None, "R", "L"))


_NUMBER = r"[0-9٠-٩۰-۹]+(?:[.,:/٫٬-][0-9٠-٩۰-۹]+)*"
_LATIN = "[^\\W_\u0590-\u06ff\ufb1d-\ufdff\ufe70-\ufeff]"
_PHRASE = rf"{_LATIN}(?:[^\n\u0590-\u06ff\ufb1d-\ufdff\ufe70-\ufeff]*{_LATIN})?"
_RUNS = tuple(
    map(
        re.compile,
        (
            rf"{_NUMBER}|{_PHRASE}",
            rf"[$€£+%-]?{_NUMBER}[%$€£]?|{_PHRASE}",
            rf"{_NUMBER}",
            r"[0-9٠-٩۰-۹]+|" + _PHRASE,
            rf"{_LATIN}+(?:[.'’_@&/-]+{_LATIN}+)*",
        ),
    )
)


def _guesses(line: str) -> Iterator[str]:
    """Lines that may have been read as this one looks, likely ones first."""
    seen: set[str] = set()
    for base in ("R", "L", None):
        # ordering is nearly its own inverse; ligatures stay whole while letters are turned
        guess = in_visual_order(line, joined=False, base=base)
        yield from _new(guess, seen)
    turned = line[::-1].translate(_MIRRORED)
    plain = line[::-1]
    for whole in (turned, plain):
        for runs in _RUNS:
            yield from _new(runs.sub(lambda match: _mirrored_back(match[0]), whole), seen)


def _mirrored_back(run: str) -> str:
    return run[::-1].translate(_MIRRORED)


def _new(guess: str, seen: set[str]) -> Iterator[str]:
    if guess not in seen:
        seen.add(guess)
        yield guess.translate(_FORMS)
