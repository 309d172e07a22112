"""A small bank for nights: three branches and customers without one, with the contacts
of six weeks ago still open, so that every step finds something to do."""

from datetime import timedelta

from odoo.fields import Command

RM = "branch_relationship.branch_relationship_group_rm"
HEAD = "branch_relationship.branch_relationship_group_head"
BRANCHES = ("N1", "N2", "N3")
CUSTOMERS = 25  # of each branch, and without one
CAPACITY = 6
RISEN = 70  # holdings that have grown since
PAST_DAYS = 42
DELIVERED, BATCHES = 40, 4  # customers of a delivery in the background


def build(env, today):
    """Fill the database of ``env``."""
    env.company.relationship_daily_capacity = CAPACITY
    env.company.partner_id.tz = "Asia/Shanghai"
    product = _create_product(env)
    for number, code in enumerate((*BRANCHES, None)):
        branch = _create_branch(env, code) if code else env["crm.team"]
        customers = _create_customers(env, branch, number, today)
        _create_holdings(env, customers, product, today)
    env["res.partner"]._classify()
    past = today - timedelta(days=PAST_DAYS)
    env["relationship.touchpoint"]._generate(past)
    env["relationship.touchpoint"]._dispatch(past)
    env["relationship.holding"].search([], limit=RISEN).balance = 900_000


def _create_product(env):
    category = env["product.category"].create(
        {"name": "Deposit", "holding_kind": "deposit"}
    )
    return env["product.template"].create(
        {"name": "Deposit", "default_code": "NIGHT", "categ_id": category.id}
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


def _create_customers(env, branch, number, today):
    members = branch.member_ids
    return env["res.partner"].create(
        [
            {
                "name": f"Customer {number} {place}",
                "ref": f"NIGHT-{number}-{place}",
                "company_id": env.company.id,
                "branch_id": branch.id,
                "user_id": members[place % len(members)].id if members else False,
                "relationship_stage": ("established", "prospect")[place % 5 == 4],
                "birthdate": today - timedelta(days=365 * 40 + 10 - place),
                "last_contact_date": place % 3
                and today - timedelta(days=PAST_DAYS + 3 * place),
            }
            for place in range(CUSTOMERS)
        ]
    )


def _create_holdings(env, customers, product, today):
    env["relationship.holding"].create(
        [
            {
                "ref": customer.ref,
                "customer_id": customer.id,
                "product_id": product.id,
                "balance": 60_000 * place,
                "currency_id": env.company.currency_id.id,
                "company_id": env.company.id,
                "matures_on": today + timedelta(days=3 * place - PAST_DAYS),
            }
            for place, customer in enumerate(customers)
        ]
    )
