"""Birthdays kept by the Chinese lunar calendar.

The conversion of a day is borax's, right from 1929 on. (Which day the new moons at
midnight of September 2089 and August 2097 will belong to, nobody can tell yet.) The
policy is ours: who was born in a leap month keeps the ordinary month of that number,
and who was born on day 30 keeps day 29 in a short month.
"""

from borax.calendars.lunardate import LCalendars, LunarDate

FIRST_SOLAR = (1900, 1, 31)
LAST_SOLAR = (2100, 12, 31)


def lunar_birthday(birthdate, lunar_year):
    """Return the solar date in ``lunar_year`` of the birthday of this (solar) birth.

    :raise ValueError: the birth or the year is outside 1900-2100
    """
    _year, month, day, _is_leap = to_lunar(birthdate)
    return lunar_to_solar(lunar_year, month, day)


def lunar_to_solar(lunar_year, month, day):
    """Return the solar date of this day of an ordinary lunar month."""
    length = LCalendars.ndays(lunar_year, month, 0)
    return LunarDate(lunar_year, month, min(day, length)).to_solar_date()


def to_lunar(date):
    """Return year, month, day and whether the month is a leap month.

    :raise ValueError: the date is outside 1900-2100
    """
    if not FIRST_SOLAR <= (date.year, date.month, date.day) <= LAST_SOLAR:
        raise ValueError(f"{date} is outside the lunar calendar")
    lunar = LunarDate.from_solar_date(date.year, date.month, date.day)
    return lunar.year, lunar.month, lunar.day, bool(lunar.leap)


def lunar_birthday_keys(date):
    """Return the lunar year of this date and which birthdays (month * 100 + day) fall
    on it: none in a leap month, two on the last day of a short month.
    """
    year, month, day, is_leap = to_lunar(date)
    if is_leap:
        return year, []
    keys = [month * 100 + day]
    if day == 29 and LCalendars.ndays(year, month, 0) == 29:
        keys.append(month * 100 + 30)
    return year, keys
