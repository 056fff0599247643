"""Days that are named by their distance from another: yesterday, two days ago, last Tuesday, 5 May of this year."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from toolkit.words.date_reading import Doubt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.words.date_tokens import Piece

__all__ = ["relative_day", "yearless_day"]

_DAY = timedelta(days=1)
_NEAR = 92 * _DAY  # three months: further away it is in doubt which year is meant
_MOST = 366  # days; who counts more is not exact


def relative_day(pieces: Sequence[Piece], today: date, moment: datetime | None) -> date:
    """The day of a relative expression.

    Args:
        pieces: Its pieces.
        today: The day from which it is seen.
        moment: The time, where it is known; hours and minutes need it.

    Raises:
        Doubt: It is not exact: the days of a month, hours without the time.
    """
    kinds = "".join(piece.kind for piece in pieces)
    values = {piece.kind: piece.value for piece in pieces}
    if "R" in kinds:
        return today + int(values["R"]) * _DAY
    if "L" in kinds:
        return _turn(int(values["w"]), int(values["L"]), today)
    sign = int(values.get("p") or values["P"])
    if "S" in kinds:
        unit, number = values["S"], 2 if values["S"] in {"hour", "minute"} else 1
    else:
        unit = values.get("s") or values.get("v") or values["j"]
        number = int(values.get("d") or values.get("k") or 1)
    if unit in {"hour", "minute"}:
        if moment is None:
            raise Doubt
        return (moment + sign * number * timedelta(**{f"{unit}s": 1})).date()
    if number * int(unit) > _MOST:
        raise Doubt
    return today + sign * number * int(unit) * _DAY


def _turn(weekday: int, turn: int, today: date) -> date:
    """Last or next Tuesday: never today."""
    away = (weekday - today.weekday()) % 7
    if turn == 0:  # this Tuesday: of which week, is not said
        raise Doubt
    return today + (away or 7) * _DAY if turn > 0 else today - ((-away) % 7 or 7) * _DAY


def yearless_day(pieces: Sequence[Piece], today: date, weekday: int | None) -> date:
    """The day of a month without its year: the nearest, the last, the next, or the one in this month.

    Args:
        pieces: Its pieces.
        today: The day from which it is seen.
        weekday: The day of the week that is written with it.

    Raises:
        Doubt: There is no such day, or it is too far away.
    """
    numbers = [int(piece.value) for piece in pieces if piece.kind in "do"]
    months = {int(piece.value) for piece in pieces if piece.kind == "m"}
    turns = [int(piece.value) for piece in pieces if piece.kind == "L"]
    if len(months) > 1:
        raise Doubt
    (month,) = months
    days = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            day = date(year, month, numbers[0])
        except ValueError:
            continue
        if weekday is None or day.weekday() == weekday:
            days.append(day)
    if turns:
        return _turned(days, turns[0], today)
    near = [day for day in days if abs(day - today) <= _NEAR]
    if len(near) != 1:
        raise Doubt
    return near[0]


def _turned(days: Sequence[date], turn: int, today: date) -> date:
    if turn == 0:
        fitting = [day for day in days if (day.year, day.month) == (today.year, today.month)]
    elif turn < 0:
        fitting = [day for day in days if day < today][-1:]
    else:
        fitting = [day for day in days if day > today][:1]
    if not fitting:
        raise Doubt
    return fitting[0]
