"""Official days off and make-up working days: of a file, or of ``chinesecalendar``.

A file has the shape of holiday-cn: JSON, an object whose ``days`` each have ``date``
(2026-10-01), ``isOffDay`` (true or false) and, if known, ``name``. The library is
optional; without it no year is known.
"""

import datetime
import json

# No environment here: what is said is translated where it is shown.
# pylint: disable=prefer-env-translation
from odoo.tools.translate import LazyTranslate

try:
    from chinese_calendar import constants
except ImportError:
    constants = None

_lt = LazyTranslate(__name__)

SIZE_LIMIT = 1_000_000


class CalendarRefused(Exception):
    """Nothing of the file is taken; the argument says why, lazily."""


def read_calendar(data):
    """Return ``{date: (name, is_working)}`` of a file.

    :raise CalendarRefused: with the first thing that is wrong
    """
    content = _read_content(data)
    days = {}
    for number, entry in enumerate(content["days"], start=1):
        day, values = _read_entry(number, entry)
        if days.setdefault(day, values) != values:
            raise CalendarRefused(
                _lt("%(day)s is twice in the list, and not alike.", day=str(day))
            )
        _check_year(day, content.get("year"))
    return days


def _read_content(data):
    if len(data) > SIZE_LIMIT:
        raise CalendarRefused(_lt("The file is too large to be a calendar."))
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CalendarRefused(_lt("The file is not UTF-8 text.")) from None
    except json.JSONDecodeError as error:
        raise CalendarRefused(
            _lt("The file is not JSON: see line %(line)s.", line=error.lineno)
        ) from None
    except RecursionError:
        raise CalendarRefused(_lt("The file is not a calendar.")) from None
    entries = content.get("days") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise CalendarRefused(_lt("The file has no list “days”."))
    if not entries:
        raise CalendarRefused(
            _lt("The file has no days yet: its year has not been published.")
        )
    return content


def _check_year(day, year):
    """A year's notice may say something of the days before and after it."""
    if isinstance(year, int) and abs(day.year - year) > 1:
        raise CalendarRefused(
            _lt("%(day)s is not of the year %(year)s.", day=str(day), year=year)
        )


def _read_entry(number, entry):
    if not isinstance(entry, dict):
        raise CalendarRefused(_lt("Day %(number)s is no object.", number=number))
    text, is_off, name = (entry.get(key) for key in ("date", "isOffDay", "name"))
    try:
        day = datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except (TypeError, ValueError):
        raise CalendarRefused(
            _lt(
                "Day %(number)s: “%(text)s” is no date such as 2026-10-01.",
                number=number,
                text=text,
            )
        ) from None
    if not isinstance(is_off, bool):
        raise CalendarRefused(
            _lt("%(day)s: “isOffDay” is neither true nor false.", day=text)
        )
    return day, (name if isinstance(name, str) else "", not is_off)


def known_days(year, in_chinese=False):
    """Return ``{date: (name, is_working)}`` of a year, empty where it is not known."""
    if not constants:
        return {}
    names = {
        holiday.value: holiday.chinese if in_chinese else holiday.value
        for holiday in constants.Holiday
    }
    return {
        day: (names.get(name, name), is_working)
        for days, is_working in (
            (constants.holidays, False),
            (constants.workdays, True),
        )
        for day, name in days.items()
        if day.year == year
    }
