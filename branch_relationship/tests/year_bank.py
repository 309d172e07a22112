"""The branch of ``test_relationship_year``: its customers, what they have, and what the
bank delivers in the course of the year."""

from datetime import date, timedelta
from random import Random

FIRST, LAST = date(2026, 2, 2), date(2027, 1, 31)
#: State Council's notice on the holidays of 2026, and New Year's Day of 2027.
OFF = [
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in (4, 5, 6)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in (19, 20, 21)),
    *(date(2026, 9, day) for day in (25, 26, 27)),
    *(date(2026, 10, day) for day in range(1, 8)),
    date(2027, 1, 1),
]
MADE_UP = [
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
]
#: birthdate, calendar, interval, last contact, orientation, stage, risk test
CUSTOMERS = [
    ("1980-02-17", "solar", 15, "2026-01-20", "relationship", "established", None),
    ("1984-02-29", "solar", 30, "2026-01-25", "value", "established", "2025-05-04"),
    ("1975-10-03", "solar", 45, "2026-01-10", "service", "established", "2025-10-31"),
    ("1990-05-09", None, 90, "2025-12-01", None, "established", "2025-03-02"),
    ("1962-02-05", "lunar", 30, "2026-01-31", "relationship", "established", None),
    ("1955-08-15", "lunar_as_written", 45, "2026-01-05", None, "established", None),
    ("1968-09-30", "lunar_as_written", 15, "2026-02-01", "value", "established", None),
    ("1971-06-20", "lunar", 90, "2025-11-20", "service", "established", "2025-08-14"),
    ("1988-12-31", "solar", 30, None, "value", "established", None),
    ("1979-09-26", "solar", 15, None, None, "established", "2025-07-01"),
    ("1950-01-01", "lunar_as_written", 45, None, "relationship", "established", None),
    ("1993-06-21", "solar", 30, "2026-01-15", "service", "prospect", None),
    ("1966-04-05", "solar", 30, "2025-06-01", None, "dormant", None),
    ("1970-10-10", "solar", 90, "2026-01-30", "value", "established", None),
]
#: customer, matures on, next payment on, income on
HOLDINGS = [
    (0, "2026-02-18", None, None),
    (1, "2026-05-02", None, None),
    (2, "2026-10-05", None, None),
    (3, "2026-03-14", None, "2026-03-14"),
    (4, "2027-01-29", None, None),
    (5, None, "2026-04-05", None),
    (6, None, "2026-07-15", "2026-10-01"),
    (8, "2026-09-20", None, "2026-02-15"),
    (9, "2026-12-31", None, "2026-08-08"),
    (11, "2026-06-19", None, "2026-06-19"),
    (12, "2026-11-28", "2026-10-09", None),
    (13, "2026-02-28", "2027-01-01", "2026-12-25"),
]
#: customer, occasion, whose, date, calendar, every year
PERSONAL_DATES = [
    (0, "Wedding", "customer", "2008-05-04", "solar", True),
    (0, "Birthday", "child", "2014-10-02", "lunar", True),
    (1, "Wedding", "customer", "2010-06-01", "solar", True),
    (3, "Birthday", "child", "2018-06-20", "solar", True),
    (3, "Birthday of the twin", "child", "2018-06-20", "solar", True),
    (4, "Birthday", "parent", "1940-12-30", "lunar_as_written", True),
    (4, "Wedding", "customer", "1988-03-03", "lunar", True),
    (5, "Exam", "grandchild", "2026-06-07", "solar", False),
    (9, "Opening of the shop", "customer", "2020-02-29", "solar", True),
    (9, "Anniversary", "spouse", "2026-07-07", "lunar_as_written", False),
    (10, "Memorial", "parent", "1999-01-15", "lunar_as_written", True),
    (12, "Wedding", "customer", "1995-08-08", "solar", True),
]

#: Customers who like pets, and the one who likes cats, which are pets.
PET_LOVERS, CAT_LOVER = (0, 1, 3, 11), 10
#: for holders of this fund, or for friends of pets; valid from, valid until
NEWS = [
    ("CALM", "2026-02-19", "2026-03-05"),
    ("BRISK", "2026-05-01", "2026-05-05"),
    ("BRISK", "2026-07-08", "2026-07-20"),
    (None, "2026-10-05", "2026-10-20"),
    (None, "2026-12-25", "2026-12-25"),
]

#: Funds: their own thresholds of price moves, take profit and stop loss.
FUNDS = {"CALM": (0, 0, 0), "BRISK": (8, 12, 6)}
#: customer, fund, quantity, cost, opened on, own thresholds as above
FUND_HOLDINGS = [
    (0, "CALM", 1000, 1000, None, (0, 0, 0)),
    (1, "CALM", 1000, 1000, None, (0, 0, 0)),
    (2, "CALM", 500, 480, None, (0, 8, 4)),
    (3, "BRISK", 800, 820, None, (0, 0, 0)),
    (5, "CALM", 2000, 2100, None, (0, 5, 5)),
    (5, "BRISK", 300, 300, None, (12, 0, 0)),
    (6, "BRISK", 900, 900, None, (3, 25, 0)),
    (7, "CALM", 700, 0, "2026-06-01", (0, 0, 0)),
    (8, "BRISK", 400, 410, None, (0, 5, 3)),
    (9, "BRISK", 1000, 600, None, (0, 0, 0)),
    (12, "BRISK", 1000, 1000, None, (0, 0, 0)),
    (13, "CALM", 100, 98, None, (0, 3, 3)),
]
#: On each of these days a delivery of prices: of the day before, and of the day.
PRICE_DAYS = [FIRST - timedelta(days=1) + timedelta(days=5 * n) for n in range(73)]
#: Of CALM, by delivery; the last two are paid in one month.
DIVIDENDS = {12: 0.04, 30: 0.03, 33: 0.03, 50: 0.05, 51: 0.01}


def get_prices():
    """Return (day of landing, fund, day, unit value, dividend) of the year."""
    steps = Random(2026)
    calm = brisk = 1.0
    rows = []
    for number, day in enumerate(PRICE_DAYS):
        dividend = DIVIDENDS.get(number, 0)
        if number:
            calm = round(calm * (1 + (steps.random() - 0.5) * 0.06) - dividend, 4)
            brisk = round(brisk * (1 + (steps.random() - 0.5) * 0.12), 4)
        rows.append((day, "CALM", day - timedelta(days=1), calm, dividend))
        rows.append((day, "BRISK", day, brisk, 0))
    return rows


#: What every customer has in savings, but customer 13, who has a tenth.
SAVINGS = 1_000_000
#: day of the delivery, customer, savings from then on
BALANCES = [
    ("2026-02-12", 4, 840_000),
    ("2026-03-10", 0, 700_000),
    ("2026-03-14", 0, 1_000_000),
    ("2026-04-04", 3, 600_000),
    ("2026-05-01", 5, 500_000),
    ("2026-05-03", 5, 1_000_000),
    ("2026-05-20", 13, 60_000),
    ("2026-06-15", 8, 1_300_000),
    ("2026-06-16", 8, 1_000_000),
    ("2026-06-30", 8, 1_300_000),
    ("2026-07-10", 8, 900_000),
    ("2026-08-03", 9, 850_000),
    ("2026-08-04", 9, 700_000),
    ("2026-08-21", 12, 100_000),
    ("2026-09-07", 2, 600_000),
    ("2026-09-09", 2, 1_400_000),
    ("2026-10-03", 6, 0),
    ("2026-10-24", 1, 1_500_000),
    ("2026-11-11", 6, 400_000),
]


def get_savings(customer):
    return SAVINGS // 10 if customer == 13 else SAVINGS
