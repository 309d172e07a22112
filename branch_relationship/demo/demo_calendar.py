"""Days off in the demo calendar: computed, without the moved working days that the
authorities announce each year."""

from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate, TermUtils

NEW_YEAR, SPRING, QINGMING, LABOUR = "元旦", "春节", "清明节", "劳动节"
DRAGON_BOAT, MID_AUTUMN, NATIONAL = "端午节", "中秋节", "国庆节"


def get_days_off(year):
    """Return ``{date: name}`` of this solar year."""
    spring = LunarDate(year, 1, 1).to_solar_date()
    spans = [
        (MID_AUTUMN, LunarDate(year, 8, 15).to_solar_date(), 1),
        (NEW_YEAR, date(year, 1, 1), 1),
        (SPRING, spring - timedelta(days=1), 8),
        (QINGMING, _get_qingming(year), 1),
        (LABOUR, date(year, 5, 1), 5),
        (DRAGON_BOAT, LunarDate(year, 5, 5).to_solar_date(), 1),
        (NATIONAL, date(year, 10, 1), 7),
    ]
    return {
        first + timedelta(days=number): name
        for name, first, length in spans
        for number in range(length)
    }


def _get_qingming(year):
    return TermUtils.nth_term_day(year, 6)
