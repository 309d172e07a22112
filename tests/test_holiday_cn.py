"""The founders' files of official days off, and the library that fills the calendar."""

import json

import pytest
from real_data import SHARED

from odoo.addons.branch_relationship.tools.official_calendar import (
    CalendarRefused,
    known_days,
    read_calendar,
)

FOLDER = SHARED / "data" / "calendar" / "holiday-cn"


def read(year):
    path = FOLDER / f"{year}.json"
    if not path.is_file():
        pytest.skip(f"the real data are not there: {path}")
    return path.read_bytes()


@pytest.mark.parametrize(("year", "count"), [(2024, 36), (2025, 33), (2026, 39)])
def test_published_years(year, count):
    data = read(year)
    days = read_calendar(data)
    assert len(days) == count
    for entry in json.loads(data)["days"]:
        [(name, is_working)] = [days[day] for day in days if str(day) == entry["date"]]
        assert (name, is_working) == (entry["name"], not entry["isOffDay"])
    known = {day: is_working for day, (_name, is_working) in known_days(year).items()}
    assert known == {day: is_working for day, (_name, is_working) in days.items()}


def test_year_that_is_not_published():
    data = read(2027)
    with pytest.raises(CalendarRefused) as caught:
        read_calendar(data)
    assert "has not been published" in caught.value.args[0]._translate("en_US")
