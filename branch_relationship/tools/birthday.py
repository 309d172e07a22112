"""Which birthdays a day brings. A birthday is kept as month * 100 + day."""

from calendar import isleap
from datetime import date, timedelta

from .lunar import lunar_birthday_keys, to_lunar

LEAP_BIRTHDAY = 229
STAND_INS = {"feb28": (2, 28), "mar1": (3, 1)}


def solar_day(year, month, day, leap_day="feb28"):
    """Return this day of the year.

    :param leap_day: when 29 February is kept in common years, ``feb28`` or ``mar1``
    """
    if (month, day) == (2, 29) and not isleap(year):
        month, day = STAND_INS[leap_day]
    return date(year, month, day)


def birthday_keys(birthdate, calendar):
    """Return the solar and the lunar key of a birth; the one not kept is 0.

    :param calendar: ``solar``, ``lunar`` (the solar birthdate is converted) or
        ``lunar_as_written`` (month and day are lunar already). A birth that the lunar
        calendar does not know is kept as solar.
    """
    written = birthdate.month * 100 + birthdate.day
    if calendar == "lunar_as_written" and birthdate.day <= 30:
        return 0, written
    if calendar == "lunar":
        try:
            _year, month, day, _is_leap = to_lunar(birthdate)
        except ValueError:
            return written, 0
        return 0, month * 100 + day
    return written, 0


def solar_birthday_keys(day, leap_day="feb28"):
    """Return the solar birthdays that fall on this day."""
    keys = [day.month * 100 + day.day]
    if not isleap(day.year) and day == solar_day(day.year, 2, 29, leap_day):
        keys.append(LEAP_BIRTHDAY)
    return keys


def birthday_rows(start, end, leap_day="feb28"):
    """Return ``(kind, key, occasion, year)`` of all birthdays from start to end.

    :return: kind is ``solar`` or ``lunar``; the year is that of the same calendar, so
        that a lunar birthday that comes twice in a solar year comes twice
    """
    rows = []
    for offset in range((end - start).days + 1):
        day = start + timedelta(days=offset)
        rows += [
            ("solar", key, day, day.year) for key in solar_birthday_keys(day, leap_day)
        ]
        lunar_year, keys = lunar_birthday_keys(day)
        rows += [("lunar", key, day, lunar_year) for key in keys]
    return rows
