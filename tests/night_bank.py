"""A small bank for nights: three branches and customers without one, with the contacts
of six weeks ago still open, so that every step finds something to do, and deliveries in
which something of every trigger falls due."""

import csv
import io
from datetime import date, timedelta

from odoo.fields import Command

RM = "branch_relationship.branch_relationship_group_rm"
HEAD = "branch_relationship.branch_relationship_group_head"
BRANCHES = ("N1", "N2", "N3")
CUSTOMERS = 25  # of each branch, and without one
CAPACITY = 12
RISEN = 70  # holdings that have grown since
PAST_DAYS = 42
FIRST = date(2026, 9, 23)  # the first night; built PAST_DAYS before
SAVINGS = 200_000
#: The day's price of each fund, and its dividend; each was 1.
PRICES = {"FALL": (0.85, 0), "RISE": (1.25, 0.02)}
DELIVERED, BATCHES = 40, 4  # customers of a delivery in the background


def build(env, past):
    """Fill the database of ``env``."""
    env.company.relationship_daily_capacity = CAPACITY
    env.company.partner_id.tz = "Asia/Shanghai"
    env.ref("branch_relationship.relationship_care_content_payment_due").active = True
    env.ref("branch_relationship.relationship_care_content_personal_date").write(
        {"delivery": "batch", "priority": "3"}
    )
    product = _create_product(env, "NIGHT", "deposit")
    for code in PRICES:
        _create_product(env, code, "fund")
    for number, code in enumerate((*BRANCHES, None)):
        branch = _create_branch(env, code) if code else env["crm.team"]
        customers = _create_customers(env, branch, number)
        _create_holdings(env, customers, product)
        _create_personal_dates(env, customers)
    deliver(env, "holdings", [*_get_savings(past), *_get_funds()])
    deliver(env, "prices", _get_prices(past, is_moved=False))
    env["res.partner"]._classify()
    env["relationship.touchpoint"]._generate(past)
    env["relationship.touchpoint"]._dispatch(past)
    env["relationship.holding"].search([], limit=RISEN).balance = 900_000


def land(env, day):
    """Deliver what this day brings: money, prices, payments and news."""
    deliver(env, "holdings", [*_get_savings(day), *_get_payments(day)])
    deliver(env, "prices", _get_prices(day, is_moved=True))
    env["relationship.news"].create(
        {
            "name": f"News of {day}",
            "is_financial": True,
            "product_ids": env["product.template"]
            .search([("default_code", "=", "FALL")])
            .ids,
            "date_from": day,
            "date_until": day + timedelta(days=7),
        }
    )


def get_disturbance(branch, number):
    """Return deliveries, (kind, rows), of every customer, holding and price of a branch
    that the night reads; nothing falls due by them, and number 0 puts back what they
    change."""
    refs = [_ref(*place) for place in _get_places() if place[0] == branch]
    customers = [{"ref": ref, "phone": f"555-{number}"} for ref in refs]
    holdings = [
        {"ref": row["ref"], "account_mask": f"*{number}"}
        for row in _get_funds()
        if row["customer_ref"] in refs
    ]
    prices = _get_prices(FIRST - timedelta(days=PAST_DAYS), is_moved=False)
    for row in prices:
        row["unit_value"] += number / 1_000_000
    return [("customers", customers), ("holdings", holdings), ("prices", prices)]


def deliver(env, kind, rows):
    """Let the bank deliver these rows, all of which have the same columns or none."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    stream = io.BytesIO(text.getvalue().encode())
    feed = env["relationship.feed"]._receive(kind, stream)
    assert (feed.state, feed.reject_count) == ("done", 0), feed.message


def _ref(number, place):
    return f"NIGHT-{number}-{place}"


def _get_places():
    return [
        (number, place)
        for number in range(len(BRANCHES) + 1)
        for place in range(CUSTOMERS)
    ]


def _get_savings(day):
    """Return savings that fall or rise far on the first day, others on the second."""
    moved = {FIRST: (0, 1), FIRST + timedelta(days=1): (2, 3)}.get(day, ())
    rows = []
    for number, place in _get_places():
        balance = SAVINGS
        if place % 5 in moved:
            balance = (1_000, 9 * SAVINGS)[place % 5 % 2]
        if place % 5 < 4 and (balance != SAVINGS or day < FIRST):
            rows.append(
                {
                    "ref": f"S-{number}-{place}",
                    "customer_ref": _ref(number, place),
                    "product_code": "NIGHT",
                    "balance": balance,
                }
            )
    return rows


def _get_funds():
    return [
        {
            "ref": f"F-{number}-{place}",
            "customer_ref": _ref(number, place),
            "product_code": list(PRICES)[place % 2],
            "balance": 10_000,
            "quantity": 10_000,
            "cost_amount": 10_000,
        }
        for number, place in _get_places()
        if place % 3
    ]


def _get_payments(day):
    """Return loans to be paid soon or overdue, and holdings that paid a yield."""
    return [
        {
            "ref": f"P-{day}-{number}-{place}",
            "customer_ref": _ref(number, place),
            "product_code": "NIGHT",
            "balance": 0,
            "next_payment_on": day + timedelta(days=4) if place % 8 == 1 else "",
            "payment_amount": 500,
            "overdue_amount": 500 if place % 8 == 2 else 0,
            "income_on": day if place % 8 == 3 else "",
            "income_amount": 70,
        }
        for number, place in _get_places()
        if place % 8 in (1, 2, 3)
    ]


def _get_prices(day, is_moved):
    return [
        {
            "product_code": code,
            "date": day,
            "unit_value": value if is_moved else 1,
            "dividend": dividend if is_moved else 0,
        }
        for code, (value, dividend) in PRICES.items()
    ]


def _create_product(env, code, kind):
    category = env["product.category"].create(
        {"name": f"{code} {kind}", "holding_kind": kind}
    )
    return env["product.template"].create(
        {"name": code, "default_code": code, "categ_id": category.id}
    )


def _create_branch(env, code):
    users = env["res.users"].with_context(no_reset_password=True)
    head, manager, colleague = users.create(
        [
            {
                "name": f"{code} {name}",
                "login": f"{code}.{name}",
                "group_ids": [Command.link(env.ref(group).id)],
            }
            for name, group in (("head", HEAD), ("manager", RM), ("colleague", RM))
        ]
    )
    return env["crm.team"].create(
        {
            "name": code,
            "branch_code": code,
            "tz": "Asia/Shanghai",
            "user_id": head.id,
            "company_id": env.company.id,
            "member_ids": [Command.set((manager | colleague).ids)],
        }
    )


def _create_customers(env, branch, number):
    members = branch.member_ids
    return env["res.partner"].create(
        [
            {
                "name": f"Customer {number} {place}",
                "ref": _ref(number, place),
                "company_id": env.company.id,
                "branch_id": branch.id,
                "user_id": members[place % len(members)].id if members else False,
                "relationship_stage": ("established", "prospect")[place % 5 == 4],
                "birthdate": FIRST - timedelta(days=365 * 40 + 10 - place),
                "risk_assessed_on": FIRST - timedelta(days=365 - 26 - place),
                "last_contact_date": place % 3
                and FIRST - timedelta(days=PAST_DAYS + 3 * place),
            }
            for place in range(CUSTOMERS)
        ]
    )


def _create_holdings(env, customers, product):
    env["relationship.holding"].create(
        [
            {
                "ref": customer.ref,
                "customer_id": customer.id,
                "product_id": product.id,
                "balance": 60_000 * place,
                "currency_id": env.company.currency_id.id,
                "company_id": env.company.id,
                "matures_on": FIRST + timedelta(days=3 * place - PAST_DAYS),
            }
            for place, customer in enumerate(customers)
        ]
    )


def _create_personal_dates(env, customers):
    env["relationship.personal.date"].create(
        [
            {
                "customer_id": customer.id,
                "name": "Wedding",
                "date": FIRST.replace(year=2014, day=FIRST.day + place % 3),
                "calendar": ("solar", "lunar")[place % 2],
            }
            for place, customer in enumerate(customers)
        ]
    )
