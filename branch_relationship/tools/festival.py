"""On which day a festival falls, year by year. No database here.

Days of lunar months and of solar terms are borax's (right from 1929 to 2100). Leap
months, day 30 and 29 February are treated as with birthdays (``lunar``, ``birthday``).
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from borax.calendars.lunardate import TermUtils

from .birthday import solar_day
from .lunar import lunar_to_solar

#: The solar terms in the order of the solar year, by their sound.
TERMS = (
    "xiaohan dahan lichun yushui jingzhe chunfen qingming guyu lixia xiaoman mangzhong "
    "xiazhi xiaoshu dashu liqiu chushu bailu qiufen hanlu shuangjiang lidong xiaoxue "
    "daxue dongzhi"
).split()
LAST_WEEK = -1
LAST_YEAR = 2100
A_LEAP_YEAR = 2024


@dataclass(frozen=True)
class FestivalRule:
    """A day that comes every year; ``calendar`` says which of the values count.

    - ``solar`` and ``lunar``: month and day
    - ``term``: the solar term
    - ``weekday``: the week-th (or the last) weekday of the month, 0 is Monday
    """

    calendar: str
    month: int = 0
    day: int = 0
    term: str = ""
    week: int = 0
    weekday: int = 0

    def day_of(self, year, leap_day="feb28"):
        """Return the day in this year, which is a lunar one where the rule is lunar;
        None where the calendar does not reach.

        :param leap_day: when 29 February is kept in common years, ``feb28`` or ``mar1``
        """
        if self.calendar == "solar":
            return solar_day(year, self.month, self.day, leap_day)
        if self.calendar == "weekday":
            return nth_weekday(year, self.month, self.weekday, self.week)
        try:
            if self.calendar == "lunar":
                return lunar_to_solar(year, self.month, self.day)
            return TermUtils.nth_term_day(year, TERMS.index(self.term))
        except ValueError:
            return None

    def occasions(self, start, end, leap_day="feb28"):
        """Return ``(day, year)`` of every time it comes from start to end."""
        days = (
            (self.day_of(year, leap_day), year)
            for year in range(start.year - 1, end.year + 1)  # lunar years begin later
        )
        return [(day, year) for day, year in days if day and start <= day <= end]

    def next_days(self, start, count, leap_day="feb28"):
        """Return the first days from start on, fewer at the end of the calendar."""
        found = []
        for year in range(start.year - 1, LAST_YEAR + 1):
            day = self.day_of(year, leap_day)
            if day and day >= start:
                found.append(day)
            if len(found) == count:
                break
        return found


def nth_weekday(year, month, weekday, week):
    """Return the week-th (1-4) or the last (-1) such weekday of the month."""
    if week == LAST_WEEK:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (week - 1))
