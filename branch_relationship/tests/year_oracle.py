"""What a year of nights should bring, in plain Python over the raw rows.

It imports nothing of the addon, so that a mistake there is none here: its own days off,
its own birthdays, its own contact intervals.
"""

from calendar import isleap
from datetime import date, timedelta

from borax.calendars.lunardate import LCalendars, LunarDate

from .year_oracle_moves import MoveOracle

#: Contacts that come before a day off, not after it.
BEFORE = {"birthday", "festival", "payment_due", "personal_date", "maturity"}
#: What the bank tells may come late: it is due when it can be told.
TOLD_ON_THE_DAY = {"income_paid"}

#: Festivals from the almanac, by the end of their XML id.
ALMANAC = {
    "new_year": ["2026-01-01", "2027-01-01"],
    "spring": ["2026-02-17", "2027-02-06"],
    "lantern": ["2026-03-03", "2027-02-20"],
    "women": ["2026-03-08", "2027-03-08"],
    "dragon_boat": ["2026-06-19"],
    "mid_autumn": ["2026-09-25"],
    "national": ["2026-10-01"],
    "double_ninth": ["2026-10-18"],
}


class Days:
    """Working days: the week, less ``off``, and ``made_up``."""

    def __init__(self, off, made_up):
        self.off, self.made_up = set(off), set(made_up)

    def is_working(self, day):
        if day in self.off:
            return False
        return day in self.made_up or day.isoweekday() <= 5

    def move(self, day, is_before):
        while not self.is_working(day):
            day += timedelta(days=-1 if is_before else 1)
        return day


def get_anniversaries(born, kind, years):
    """Return the days of these years, by the calendar in which they are kept."""
    if not born:
        return []
    if kind in (None, "solar"):
        return [_solar(born, year) for year in years]
    month, day = born.month, born.day
    if kind == "lunar":
        lunar = LunarDate.from_solar_date(born.year, born.month, born.day)
        month, day = lunar.month, lunar.day
    lunar_years = range(min(years) - 1, max(years) + 1)
    return [_lunar(year, month, day) for year in lunar_years]


def _solar(born, year):
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return born.replace(year=year)


def _lunar(year, month, day):
    last = LCalendars.ndays(year, month, 0)
    return LunarDate(year, month, min(day, last)).to_solar_date()


def is_greeted(customer, festival, day):
    """Women on Women's Day, who is 60 on Double Ninth, everybody on other festivals."""
    if festival == "women":
        return customer["gender"] == "female"
    if festival == "double_ninth":
        born = customer["birthdate"]
        return bool(born) and (born.year + 60, born.month, born.day) <= (
            day.year,
            day.month,
            day.day,
        )
    return True


def add_year(day):
    return day.replace(year=day.year + 1)


class Oracle(MoveOracle):
    """The occasions of a bank of whose rows only prices and savings change.

    :param rows: dict of the raw rows of ``contents``, ``customers``, ``holdings``,
        ``personal_dates``, ``funds``, ``news`` and ``interests``; ``assets`` by
        customer; the deliveries of ``prices`` and ``balances``
    """

    def __init__(self, rows, days, first, last):
        self.rows, self.days = rows, days
        self.first, self.last = first, last

    def get_expected(self):
        """Return {(content, customer, what, due day): day of the contact}; what is the
        id of the holding, product or day that matters."""
        expected = {}
        for content in self.rows["contents"]:
            for customer_id, source, due in (
                *self._get_dues(content),
                *self._get_told(content),
            ):
                if self._suits(content, self.rows["customers"][customer_id]):
                    key = content["id"], customer_id, source, due
                    expected[key] = self.days.move(due, self._is_before(content))
        return expected

    def _get_dues(self, content):
        """Return what comes on days that are known beforehand."""
        occasions = getattr(self, f"_get_{content['trigger']}", None)
        for customer_id, source, day in occasions(content) if occasions else ():
            due = day - timedelta(days=content["lead_days"])
            moved = self.days.move(due, self._is_before(content))
            if self._is_made(content, due, moved):
                is_told = content["trigger"] in TOLD_ON_THE_DAY
                yield customer_id, source, moved if is_told else due

    def _get_told(self, content):
        """Return what was told on the first night on which it was near enough."""
        for customer_id, source, landed, holds in self.get_moves(content):
            night = max(landed, self.first)
            while (self.days.move(night, False) - night).days > content["notice_days"]:
                night += timedelta(days=1)
            if night <= self.last and holds(night):
                yield customer_id, source, night

    def _is_before(self, content):
        return content["trigger"] in BEFORE and content["lead_days"] >= 0

    def _is_made(self, content, due, moved):
        """The first night knows no day before it; the last looks its notice ahead."""
        is_past = due < self.first and (self._is_before(content) or moved < self.first)
        return not is_past and moved <= self.last + timedelta(
            days=content["notice_days"]
        )

    def _suits(self, content, customer):
        if not content["is_service_notice"] and customer["stage"] != "established":
            return False
        if content["orientations"] and customer["orientation"]:
            if customer["orientation"] not in content["orientations"]:
                return False
        return not content["segments"] or customer["segment"] in content["segments"]

    def _get_years(self):
        return range(self.first.year, self.last.year + 2)

    def _get_birthday(self, content):
        for customer_id, row in self.rows["customers"].items():
            for day in get_anniversaries(
                row["birthdate"], row["birthday_calendar"], self._get_years()
            ):
                yield customer_id, None, day

    def _get_personal_date(self, content):
        for row in self.rows["personal_dates"]:
            day, kind = row["date"], row["calendar"]
            if row["is_yearly"]:
                days = get_anniversaries(day, kind, self._get_years())
            elif kind == "lunar_as_written":
                days = [LunarDate(day.year, day.month, day.day).to_solar_date()]
            else:
                days = [day]
            for each in days:
                yield row["customer_id"], row["id"], each

    def _get_festival(self, content):
        for festival in content["festivals"]:
            for text in ALMANAC[festival]:
                day = date.fromisoformat(text)
                for customer_id, customer in self.rows["customers"].items():
                    if is_greeted(customer, festival, day):
                        yield customer_id, None, day

    def _get_maturity(self, content):
        return self._get_holding_days("matures_on")

    def _get_payment_due(self, content):
        return self._get_holding_days("next_payment_on")

    def _get_income_paid(self, content):
        return self._get_holding_days("income_on")

    def _get_holding_days(self, column):
        for holding in self.rows["holdings"]:
            if holding[column]:
                yield holding["customer_id"], holding["id"], holding[column]

    def _get_risk_test_expiring(self, content):
        for customer_id, customer in self.rows["customers"].items():
            if customer["risk_assessed_on"]:
                yield customer_id, None, add_year(customer["risk_assessed_on"])
