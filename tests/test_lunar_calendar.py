"""Lunar dates from 1929 to 2100 against the founders' table of lunar months.

Two new moons come within three minutes of midnight, nearer than the Earth's turning can
be foretold: there the library's months begin a day after the table's.
"""

import csv
import datetime

import pytest
from real_data import SHARED

from odoo.addons.branch_relationship.tools import birthday, lunar, occasion
from odoo.addons.branch_relationship.tools.festival import FestivalRule

TABLE = SHARED / "data" / "calendar" / "lunar_months_1900_2100.csv"
FIRST_YEAR = 1929
ONE_DAY = datetime.timedelta(days=1)
#: (year, month) that ends, or begins, with such a new moon.
AT_MIDNIGHT = {(2089, 7), (2089, 8), (2097, 6), (2097, 7)}


@pytest.fixture(scope="module")
def months():
    """Return ``{(year, month, is_leap): (first day, length)}``."""
    if not TABLE.is_file():
        pytest.skip(f"the real data are not there: {TABLE}")
    with open(TABLE, encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        (int(row["lunar_year"]), int(row["lunar_month"]), row["is_leap"] == "1"): (
            datetime.date.fromisoformat(row["first_day"]),
            int(row["days"]),
        )
        for row in rows
        if int(row["lunar_year"]) >= FIRST_YEAR
    }


def days_of(months):
    """Return ``(solar day, year, month, day, is_leap)`` of all days of the table."""
    return [
        (first + ONE_DAY * (day - 1), year, month, day, is_leap)
        for (year, month, is_leap), (first, length) in months.items()
        for day in range(1, length + 1)
    ]


def kept_days(months):
    """Return ``{(year, month, day): solar day}`` on which a lunar day is kept: in the
    ordinary month, and day 30 on day 29 where that is short."""
    return {
        (year, month, day): first + ONE_DAY * (min(day, length) - 1)
        for (year, month, is_leap), (first, length) in months.items()
        if not is_leap
        for day in range(1, 31)
    }


def without_midnight(days):
    return {key: day for key, day in days.items() if key[:2] not in AT_MIDNIGHT}


def test_the_table_is_whole(months):
    assert {year for year, _month, _leap in months} == set(range(FIRST_YEAR, 2101))
    days = [row[0] for row in days_of(months)]
    assert days[0] == datetime.date(1929, 2, 10)
    assert days[-1] == datetime.date(2100, 12, 30)
    assert days == [days[0] + ONE_DAY * number for number in range(len(days))]


def test_every_solar_day_as_lunar_one(months):
    unsure = set()
    for solar, *lunar_day in days_of(months):
        if list(lunar.to_lunar(solar)) != lunar_day:
            unsure.add(tuple(lunar_day[:2]))
    assert unsure == {(2089, 8), (2097, 7)}


def test_every_lunar_day_of_every_year(months):
    for (year, month, day), solar in kept_days(months).items():
        found = lunar.lunar_to_solar(year, month, day)
        assert FestivalRule("lunar", month, day).day_of(year) == found
        if (year, month) in AT_MIDNIGHT:
            assert found - solar in (datetime.timedelta(), ONE_DAY)
        else:
            assert found == solar


def test_eve_of_spring(months):
    """The last day of the lunar year is day 30 of its last month, long or short."""
    spring, eve = FestivalRule("lunar", 1, 1), FestivalRule("lunar", 12, 30)
    for year in range(FIRST_YEAR, 2100):
        first, _length = months[year + 1, 1, False]
        assert spring.day_of(year + 1) == first
        assert eve.day_of(year) == first - ONE_DAY


def test_everybodys_birthday(months):
    """Whoever was born on any day, in leap months too; every fifth one is tried."""
    kept = kept_days(months)
    for solar, year, month, day, _is_leap in days_of(months)[::5]:
        for age in (1, 60):
            key = (year + age, month, day)
            if key in kept and not {key[:2], (year, month)} & AT_MIDNIGHT:
                assert lunar.lunar_birthday(solar, year + age) == kept[key]


def test_every_personal_date(months):
    """A day that matters, first kept in a leap month or on day 30 too; and its lunar
    date as if it were solar, as many an identity card has it."""
    kept = without_midnight(kept_days(months))
    for solar, year, month, day, _is_leap in days_of(months)[::5]:
        keys = birthday.birthday_keys(solar, "lunar")
        for age in (1, 60):
            expected = kept.get((year + age, month, day))
            if expected and (year, month) not in AT_MIDNIGHT:
                assert occasion.occasion_in(keys, year + age) == expected
    for (year, month, day), expected in kept.items():
        if (month, day) == (2, 30):
            continue  # no such solar date can be written
        written = datetime.date(2024, month, day)
        keys = birthday.birthday_keys(written, "lunar_as_written")
        assert occasion.occasion_in(keys, year) == expected
        if day < 29 or month != 2:
            once = occasion.once_occasion(
                written.replace(year=year), "lunar_as_written"
            )
            assert once == expected


def test_leap_day_of_festivals_and_personal_dates():
    leap_day = datetime.date(2024, 2, 29)
    festival = FestivalRule("solar", 2, 29)
    for setting, month, day in (("feb28", 2, 28), ("mar1", 3, 1)):
        for year in range(FIRST_YEAR, 2101):
            is_leap = year % 4 == 0 and year != 2100
            expected = datetime.date(year, *((2, 29) if is_leap else (month, day)))
            keys = birthday.birthday_keys(leap_day, "solar")
            assert occasion.occasion_in(keys, year, setting) == expected
            assert festival.day_of(year, setting) == expected


def test_birthdays_of_every_day(months):
    """Each of the 360 lunar birthdays comes once a lunar year."""
    rows = birthday.birthday_rows(
        datetime.date(1929, 2, 10), datetime.date(2100, 12, 30)
    )
    found = [
        ((year, key // 100, key % 100), day)
        for kind, key, day, year in rows
        if kind == "lunar"
    ]
    assert len(found) == len(dict(found)) == len(kept_days(months))
    assert without_midnight(dict(found)) == without_midnight(kept_days(months))


def test_solar_birthdays_of_every_year():
    """29 February comes every year, every other day on itself."""
    for leap_day, stand_in in (("feb28", 228), ("mar1", 301)):
        solar = [
            (key, day)
            for day in (datetime.date(1929, 1, 1) + ONE_DAY * n for n in range(62822))
            for key in birthday.solar_birthday_keys(day, leap_day)
        ]
        assert solar[-1] == (1231, datetime.date(2100, 12, 31))
        assert len({(key, day.year) for key, day in solar}) == len(solar) == 366 * 172
        for key, day in solar:
            is_common = bool(day.year % 4) or day.year == 2100
            expected = stand_in if key == 229 and is_common else key
            assert day.month * 100 + day.day == expected
