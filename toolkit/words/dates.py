"""The day that a date names, in any of the ways in which Arabic news writes dates; None where that is in doubt."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from toolkit.words.date_reading import Doubt, Reading
from toolkit.words.date_tokens import LONGEST, date_pieces
from toolkit.words.relative_dates import relative_day, yearless_day

if TYPE_CHECKING:
    from toolkit.words.date_reading import Found

__all__ = ["day_and_order", "parse_date"]

_DAY = timedelta(days=1)


def parse_date(text: object, *, reference: date | None = None, day_first: bool | None = True) -> date | None:
    """The one day that a text names, or None where it names none, several, or it is in doubt which.

    The text is what stands on a page where a date is expected: a date alone, or with the day of the week, the time,
    words such as نشر في or الموافق, a place or a byline parted from it by a sign. It is no sentence: a number that
    belongs to no date makes it None.

    Months have the names of Egypt and the Gulf, the Levant, Iraq, Algeria and Tunisia, Morocco and Mauritania, two
    names at once (أيلول/سبتمبر), Hijri, English and French names; the lexicon `months` lists them.
    Hamza, ta marbuta, vowels and the kind of digits make no difference. Days are digits or ordinals (الخامس من مايو).

    A time says nothing on the day: of `2026-05-01T23:30-05:00` the day is the one that is written, at that place. A day
    of the week that contradicts the date gives None; it decides between two readings of numbers. Years have four
    digits, 1583 to 2100. In numbers alone the years 1400 to 1460 are Hijri. Hijri days follow the Umm al-Qura calendar;
    where moon-sighting differs by one day, the day of the week decides.

    Args:
        text: The text; what is no text, or is longer than 200 characters, gives None.
        reference: The day of writing, to which أمس and قبل يومين are relative, and to which a date without a year is
            nearest (at most three months away). With a time, hours are counted back from it. Without it, such texts
            give None.
        day_first: How 05/09/2023 is read: True, the 5th of September; False, the 9th of May; None, not at all. What can
            be read in one way alone (25/09/2023, 09/25/2023) is.

    Raises:
        TypeError: `reference` is no date.

    References:
        Umm al-Qura calendar as tabulated by the package hijridate.

    Examples:
        >>> parse_date("الثلاثاء، 05 أيلول/سبتمبر 2023 - 14:30")
        datetime.date(2023, 9, 5)
        >>> parse_date("٢٠ صفر ١٤٤٥هـ"), parse_date("5/9/2023", day_first=None), parse_date("31 أيلول 2023")
        (datetime.date(2023, 9, 5), None, None)
        >>> from datetime import date
        >>> parse_date("قبل يومين"), parse_date("قبل يومين", reference=date(2023, 9, 5))
        (None, datetime.date(2023, 9, 3))
    """
    if reference is not None and not isinstance(reference, date):
        raise TypeError(f"reference is a datetime.date or datetime, got {reference!r} ({type(reference).__name__})")
    if reference is not None and reference != reference:  # noqa: PLR0124 - what pandas has for no time at all
        reference = None
    return day_and_order(text, reference=reference, day_first=day_first)[0]


def day_and_order(
    text: object, *, reference: date | None = None, day_first: bool | None = True
) -> tuple[date | None, str | None]:
    """What `parse_date` gives, and in which order a date of three numbers, the year last, can be read.

    Args:
        text: The text.
        reference: As for `parse_date`.
        day_first: Likewise.

    Returns:
        The day, and `day` first, `month` first or `either`; None where there is no such date, or both orders give the
        same day.

    Examples:
        >>> [day_and_order(text)[1] for text in ("25/09/2023", "09/25/2023", "05/09/2023", "2023-09-05")]
        ['day', 'month', 'either', None]
    """
    if not isinstance(text, str) or len(text) > LONGEST:
        return None, None
    order = None
    try:
        reading = Reading(date_pieces(text))
        order = reading.order()
        if reading.dates:
            return _dated(reading, day_first=day_first), order
        return None if reference is None else _related(reading, reference), order
    except (Doubt, OverflowError):  # the day after the last that there is
        return None, order


def _dated(reading: Reading, *, day_first: bool | None) -> date:
    """The day on which all dates of the text agree."""
    if any(pieces[0].kind != "R" for pieces in reading.relative):  # since the day 5 May 2026
        raise Doubt
    dates = [found for found in reading.dates if not reading.is_update(found)] or reading.dates
    named: dict[int, int] = {}
    for at, weekday in reading.weekdays:  # each belongs to the date behind it, the last to the one before
        owner = next((place for place, found in enumerate(reading.dates) if found.start > at), len(reading.dates) - 1)
        if named.setdefault(reading.dates[owner].start, weekday) != weekday:
            raise Doubt
    gregorian = {_chosen(found, named, day_first) for found in dates if not found.hijri}
    hijri = {_sighted(found, named) for found in dates if found.hijri}
    if len(gregorian) > 1 or len(hijri) > 1:
        raise Doubt
    if gregorian and hijri and abs(min(gregorian) - min(hijri)) > 2 * _DAY:
        raise Doubt
    return (gregorian or hijri).pop()


def _chosen(found: Found, named: dict[int, int], day_first: bool | None) -> date:  # noqa: FBT001 - as in parse_date
    weekday = named.get(found.start)
    days = [day for day in found.days if weekday is None or day.weekday() == weekday]
    if not days or (len(days) > 1 and day_first is None):
        raise Doubt
    return days[-1 if day_first is False else 0]


def _sighted(found: Found, named: dict[int, int]) -> date:
    """A Hijri day; sightings of the moon differ by a day, and then the day of the week is right."""
    weekday = named.get(found.start)
    for shift in (0, -1, 1):
        day = found.days[0] + shift * _DAY
        if weekday is None or day.weekday() == weekday:
            return day
    raise Doubt


def _related(reading: Reading, reference: date) -> date:
    """The day that is meant seen from the reference."""
    weekdays = {weekday for _, weekday in reading.weekdays}
    moment = reference if isinstance(reference, datetime) else None
    today = moment.date() if moment else reference
    if len(weekdays) > 1 or len(reading.yearless) > 1:
        raise Doubt
    weekday = weekdays.pop() if weekdays else None
    days = {relative_day(pieces, today, moment) for pieces in reading.relative}
    if not reading.yearless:
        alone = not days and all(reading.kinds[at] == "w" for at, _ in reading.weekdays)
        return _agreed(days or ({_latest(weekday, today)} if weekday is not None and alone else set()), weekday)
    day = yearless_day(reading.yearless[0], today, weekday)
    if any(abs(day - other) > _DAY for other in days):
        raise Doubt
    return day


def _latest(weekday: int, today: date) -> date:
    """A day of the week alone: what is dated so has been."""
    return today - ((today.weekday() - weekday) % 7) * _DAY


def _agreed(days: set[date], weekday: int | None) -> date:
    """The one day, or the one beside it whose name is written: before midnight, and published after it."""
    if len(days) != 1:
        raise Doubt
    day = days.pop()
    for shift in (0, -1, 1):
        if weekday is None or (day + shift * _DAY).weekday() == weekday:
            return day + shift * _DAY
    raise Doubt
