"""What stands in a short text that may be a date: dates, times, days of the week, and what is none of these."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from hijridate import Hijri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.words.date_tokens import Piece

__all__ = ["Doubt", "Found", "Reading"]

_FIRST, _LAST = 1583, 2100  # the first whole year of the Gregorian calendar; beyond the last no news is dated
_HIJRI_YEARS = range(1400, 1461)  # in numbers alone: 1979 to 2038, where no Gregorian year can be meant

# Patterns over the letters of pieces, which `date_tokens` lists. Each run in them is bounded, or of a letter that
# nothing else in its pattern takes.
_MONTH = r"m(?:[/\-(,]?m\)?)*"
_DAY = "[do]f*"
_DATES = {
    name: re.compile(pattern)
    for name, pattern in {
        "hijri": rf"{_DAY}[/\-.,]?hf*[/\-.,]?f*ya?",
        "day, month, year": rf"{_DAY}[/\-.,]?{_MONTH}f*[/\-.,]{{0,2}}f*y",
        "month, day, year": r"m\.?[do]f*,?y",
        "month, day, time, year": r"md(?:d:d:d)z?y",
        "year, month, day": r"y[/\-.,]?m[/\-.,]?d",
        "numbers": r"d([/\-.])d\1ya?",
        "year first": r"y([/\-.])d\1da?",
        "digits": r"[cn]",
    }.items()
}
_NUMBERS = {"numbers", "year first"}
_AFTER = r"(?![./\-:mhfd])"  # so that 14:30 - 5 May is no offset of five hours
_OFFSET = rf"[+\-](?:d:d|y|d){_AFTER}"
_TIME = re.compile(rf"(?:H*T?d:d(?::d(?:[.,][dnyc])?)?|T[ny]|H*dqd?{_AFTER}|H(?:d\.d|d|e){_AFTER})(?:Z|z?{_OFFSET})?")
_ZONE = re.compile(rf"z(?:{_OFFSET})?")
_YEARLESS = re.compile(rf"{_DAY}[/\-.,]?{_MONTH}L?")
_RELATIVE = re.compile("p[dk]?[sj]k?|p[dk]v|pS|[dk][sjv]P|R|wL")  # some days ago is none
_SKIPPED = frozenset("ljxgHU,;:|·•-/()[].\"'\n")
_SEPARATORS = frozenset(",;:|·•-()[]\n")
_STAMP = re.compile("((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2}))?")
_UNLISTED = 6  # words that no list has, beside a whole date: a place, a byline, a section


class Doubt(Exception):  # noqa: N818 - no error: it ends a reading with None
    """The text is no date, or not one date alone."""


class Found(NamedTuple):
    """A date met on the way.

    Attributes:
        name: Which of the patterns it fits.
        hijri: Whether it is of that calendar.
        days: The days that it can mean, the day before the month first.
        start: The place of its first piece.
        end: The place behind its last.
    """

    name: str
    hijri: bool
    days: tuple[date, ...]
    start: int
    end: int


class Reading:
    """What stands in a text, piece by piece.

    Args:
        pieces: The pieces of the text.

    Attributes:
        dates: The dates with their year.
        yearless: Days with their month, and no year.
        relative: Such as two days ago.
        weekdays: The place of each and which it is, from Monday, 0.

    Raises:
        Doubt: There is something else, such as a number that belongs to no date, or a day that no month has.
    """

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.kinds = "".join(piece.kind for piece in pieces)
        self.dates: list[Found] = []
        self.weekdays: list[tuple[int, int]] = []
        self.relative: list[Sequence[Piece]] = []
        self.yearless: list[Sequence[Piece]] = []
        self._unlisted: list[int] = []
        at = 0
        while at < len(pieces):
            at = self._step(at)
        self._check_beside()

    def _step(self, at: int) -> int:
        """Takes what begins at a piece; gives the place behind it."""
        for name, pattern in _DATES.items():
            match = pattern.match(self.kinds, at)
            if match:
                pieces = self.pieces[at : match.end()]
                hijri = name == "hijri" or (name in _NUMBERS and _is_hijri(pieces))
                self.dates.append(Found(name, hijri, _days(name, pieces, hijri=hijri), at, match.end()))
                return match.end()
        match = _TIME.match(self.kinds, at)
        if match:
            _check_time(self.pieces[at : match.end()])
            return match.end()
        for pattern, met in ((_YEARLESS, self.yearless), (_RELATIVE, self.relative)):
            match = pattern.match(self.kinds, at)
            if match:
                met.append(self.pieces[at : match.end()])
                return match.end()
        match = _ZONE.match(self.kinds, at)
        if match:
            return match.end()
        kind = self.kinds[at]
        if kind in "wW":
            self.weekdays.append((at, int(self.pieces[at].value)))
        elif kind in "uqTZ":
            self._unlisted.append(at)
        elif kind not in _SKIPPED:
            raise Doubt
        return at + 1

    def _check_beside(self) -> None:
        """Other words may stand beside a date whose month is named, if a sign or line break parts them from it."""
        if not self._unlisted:
            return
        named = not any(found.name in _NUMBERS or found.name == "digits" for found in self.dates)
        if not self.dates or not named or len(self._unlisted) > _UNLISTED:
            raise Doubt
        for found in self.dates:
            for step, at in ((-1, found.start - 1), (1, found.end)):
                while 0 <= at < len(self.kinds) and self.kinds[at] not in _SEPARATORS:
                    if at in self._unlisted:
                        raise Doubt
                    at += step  # noqa: PLW2901 - walks away from the date

    def order(self) -> str | None:
        """In which order the first date of three numbers, the year last, can be read: `day`, `month` or `either`."""
        found = next((found for found in self.dates if found.name == "numbers" and not found.hijri), None)
        if found is None:
            return None
        first, second = (int(piece.value) for piece in self.pieces[found.start : found.end] if piece.kind == "d")
        return "either" if len(found.days) > 1 else "day" if first > 12 else "month" if second > 12 else None

    def is_update(self, found: Found) -> bool:
        """Whether a word before a date says that the article was changed then."""
        before = self.kinds[: found.start].rstrip("wWlj,:-(\n")
        return before.endswith("U")


def _check_time(pieces: Sequence[Piece]) -> None:
    numbers = [int(piece.value) for piece in pieces if piece.kind == "d"]
    if any(number > most for number, most in zip(numbers, (24, 59, 60), strict=False)):
        raise Doubt


def _is_hijri(pieces: Sequence[Piece]) -> bool:
    years = [int(piece.value) for piece in pieces if piece.kind == "y"]
    return pieces[-1].kind == "a" or years[0] in _HIJRI_YEARS


def _days(name: str, pieces: Sequence[Piece], *, hijri: bool) -> tuple[date, ...]:
    if name == "digits":
        return (_stamped(pieces[0].value),)
    numbers = [int(piece.value) for piece in pieces if piece.kind in "doy"]
    if name in _NUMBERS:
        return _from_numbers(numbers, hijri=hijri, year_first=name == "year first")
    months = {int(piece.value) for piece in pieces if piece.kind in "mh"}
    if len(months) > 1:
        raise Doubt
    if name.startswith("year"):
        numbers.reverse()
    make = _hijri if hijri else _gregorian
    return (make(numbers[-1], months.pop(), numbers[0]),)


def _from_numbers(numbers: list[int], *, hijri: bool, year_first: bool) -> tuple[date, ...]:
    one, other, year = reversed(numbers) if year_first else numbers
    if hijri:
        return (_hijri(year, other, one),)
    if year_first or one == other:
        return (_gregorian(year, other, one),)
    days = tuple(_gregorian(year, month, day) for day, month in ((one, other), (other, one)) if month <= 12)
    if not days:
        raise Doubt
    return days


def _gregorian(year: int, month: int, day: int) -> date:
    if not _FIRST <= year <= _LAST:
        raise Doubt
    try:
        return date(year, month, day)
    except ValueError:
        raise Doubt from None


def _hijri(year: int, month: int, day: int) -> date:
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        raise Doubt from None
    return date(found.year, found.month, found.day)


def _stamped(digits: str) -> date:
    """20230905 or 20230905143000, as databases export it."""
    match = _STAMP.fullmatch(digits)
    if not match:
        raise Doubt
    year, month, day, hour, minute, second = (int(number or 0) for number in match.groups())
    if hour > 24 or minute > 59 or second > 60:
        raise Doubt
    return _gregorian(year, month, day)
