import io
from datetime import date

from odoo.tools import SQL

from .common_ledger import LedgerCase
from .feed_common import FeedCase
from .year_bank import (
    BALANCES,
    CAT_LOVER,
    CUSTOMERS,
    FUND_HOLDINGS,
    FUNDS,
    HOLDINGS,
    MADE_UP,
    NEWS,
    OFF,
    PERSONAL_DATES,
    PET_LOVERS,
    get_prices,
    get_savings,
)

#: Own thresholds of products and holdings, in the order of the bank's rows.
THRESHOLDS = ("price_move_percent", "take_profit_percent", "stop_loss_percent")


class YearCase(FeedCase, LedgerCase):
    """The branch of ``year_bank`` on the day before its year, and its deliveries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        (cls.routine | cls.urgent).active = False
        cls.ledger = cls.env["relationship.touchpoint"]
        cls.contents = cls.env["relationship.care.content"]
        cls.contents.with_context(active_test=False).search(
            [("trigger", "=", "payment_due")]
        ).active = True
        cls.env["relationship.calendar.day"].search([]).unlink()
        cls.env["relationship.calendar.day"].create(
            [{"date": day, "is_working": False} for day in OFF]
            + [{"date": day, "is_working": True} for day in MADE_UP]
        )
        cls.rm.daily_capacity = cls.colleague.daily_capacity = 3
        with cls.shanghai("2026-02-01 12:00"):
            cls.customers = [cls._create(*values) for values in enumerate(CUSTOMERS)]
            cls._create_holdings()
            cls._create_funds()
            cls._create_personal_dates()
            cls._create_news()
            cls._start_deliveries()
        cls.starts, cls.capped = {}, set()

    @classmethod
    def _create(cls, number, values):
        birthdate, calendar, interval, contact, orientation, stage, test = values
        orientation = orientation and cls.env["relationship.orientation"].search(
            [("code", "=", orientation)]
        )
        segments = cls.high_high + cls.low_high + cls.high_low + cls.low_low
        customer = cls._create_customer(
            f"Year {number}",
            ref=f"C{number}",
            birthdate=birthdate,
            birthday_calendar=calendar,
            own_contact_interval=interval,
            orientation_id=orientation and orientation.id,
            relationship_stage=stage,
            risk_tolerance=test and "C3",
            risk_assessed_on=test,
            gender="female" if number % 3 == 0 else "male",
            segment_id=segments[number % 4].id,
            user_id=(cls.rm, cls.colleague)[number % 2].id,
        )
        if contact:
            customer._record_contact(date.fromisoformat(contact))
        return customer

    @classmethod
    def _create_holdings(cls):
        for number, (customer, matures, payment, income) in enumerate(HOLDINGS):
            cls._create_holding(
                cls.customers[customer],
                cls.deposit,
                f"Y{number}",
                balance=10_000,
                matures_on=matures,
                next_payment_on=payment,
                payment_amount=payment and 500,
                income_on=income,
                income_amount=income and 70,
            )

    @classmethod
    def _create_funds(cls):
        cls.funds = {
            code: cls._create_product(
                "fund", code, **dict(zip(THRESHOLDS, own, strict=True))
            )
            for code, own in FUNDS.items()
        }
        for number, values in enumerate(FUND_HOLDINGS):
            customer, code, quantity, cost, opened, own = values
            cls._create_holding(
                cls.customers[customer],
                cls.funds[code],
                f"F{number}",
                quantity=quantity,
                cost_amount=cost,
                opened_on=opened,
                **dict(zip(THRESHOLDS, own, strict=True)),
            )

    @classmethod
    def _create_personal_dates(cls):
        names = ("name", "relation", "date", "calendar", "is_yearly")
        cls.personal_dates = cls.env["relationship.personal.date"].create(
            [
                {
                    "customer_id": cls.customers[customer].id,
                    **dict(zip(names, values, strict=True)),
                }
                for customer, *values in PERSONAL_DATES
            ]
        )

    @classmethod
    def _create_news(cls):
        pets = cls.env.ref("branch_relationship.res_partner_category_interest_pet")
        cats = pets.create({"name": "Cats", "parent_id": pets.id})
        for number in PET_LOVERS:
            cls.customers[number].category_id = pets
        cls.customers[CAT_LOVER].category_id = cats
        cls.news = cls.env["relationship.news"].create(
            [
                {
                    "name": f"News of {first}",
                    "is_financial": bool(code),
                    "product_ids": cls.funds[code].ids if code else [],
                    "interest_ids": [] if code else pets.ids,
                    "branch_id": False,
                    "date_from": first,
                    "date_until": last,
                }
                for code, first, last in NEWS
            ]
        )

    @classmethod
    def _start_deliveries(cls):
        """Deliver savings and prices for the first time, long before: in transactions
        of their own."""
        cls.prices = {}
        for row in get_prices():
            cls.prices.setdefault(row[0], []).append(row[1:])
        cls.balances = {}
        for day, *row in BALANCES:
            cls.balances.setdefault(date.fromisoformat(day), []).append(row)
        cls._deliver_balances(
            (number, get_savings(number)) for number in range(len(CUSTOMERS))
        )
        cls._deliver_prices(cls.prices.pop(min(cls.prices)))
        cls.env.flush_all()
        for table in ("relationship_holding", "relationship_product_price"):
            cls.env.cr.execute(
                SQL(
                    "UPDATE %s SET create_date = create_date - interval '1 d'",
                    SQL.identifier(table),
                )
            )
        cls.env.invalidate_all()

    @classmethod
    def _deliver_balances(cls, rows):
        lines = [f"S{number},C{number},DEPOSIT,{amount}" for number, amount in rows]
        cls._deliver("holdings", "ref,customer_ref,product_code,balance", lines)

    @classmethod
    def _deliver_prices(cls, rows):
        lines = [",".join(map(str, row)) for row in rows]
        cls._deliver("prices", "product_code,date,unit_value,dividend", lines)

    @classmethod
    def _deliver(cls, kind, header, lines):
        data = "".join(f"{line}\n" for line in (header, *lines)).encode()
        feed = cls.feeds._receive(kind, io.BytesIO(data))
        if (feed.state, feed.reject_count) != ("done", 0):
            raise AssertionError(feed.message)
