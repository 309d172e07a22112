"""On which days an occasion of every year comes, by the policy of birthdays."""

from datetime import timedelta

from .birthday import birthday_keys, solar_day
from .lunar import lunar_to_solar, to_lunar


def occasion_in(keys, year, leap_day="feb28"):
    """Return the day on which an occasion comes in this year of its own calendar.

    :param keys: its solar and its lunar key (``birthday_keys``), one of them 0
    """
    solar, lunar = keys
    if lunar:
        return lunar_to_solar(year, *divmod(lunar, 100))
    return solar_day(year, *divmod(solar, 100), leap_day)


def coming_occasion(keys, start, leap_day="feb28"):
    """Return the first day from ``start`` on on which an occasion comes."""
    year = to_lunar(start)[0] if keys[1] else start.year
    days = (occasion_in(keys, each, leap_day) for each in (year, year + 1))
    return min(day for day in days if day >= start)


def once_occasion(date, calendar):
    """Return the solar day of what comes once; as written, its year is lunar too."""
    is_lunar = calendar == "lunar_as_written" and date.day <= 30
    if not is_lunar or not 1900 <= date.year <= 2100:
        return date
    return lunar_to_solar(date.year, date.month, date.day)


def without_year(date, calendar, today):
    """Return the first date from today on that has the same keys: it says the day of
    the year, and no longer the year."""
    keys = birthday_keys(date, calendar)
    day = today
    while birthday_keys(day, calendar) != keys:
        day += timedelta(days=1)
    return day
