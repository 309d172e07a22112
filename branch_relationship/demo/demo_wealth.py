"""Invents what the demo customers own and owe, and since when."""

from datetime import timedelta

#: kind of customer -> (product code, share of the assets)
ALLOCATIONS = {
    "rich_rising": [
        [("D01", 0.15), ("D02", 0.25), ("W02", 0.35), ("F01", 0.15), ("M01", 0.10)],
        [("D01", 0.20), ("W01", 0.30), ("W03", 0.30), ("I01", 0.20)],
        [("D03", 0.40), ("W01", 0.25), ("F02", 0.20), ("M01", 0.15)],
    ],
    "rising": [
        [("D01", 0.40), ("F02", 0.35), ("F03", 0.25)],
        [("D01", 0.50), ("W01", 0.50)],
        [("D01", 0.70), ("I02", 0.30)],
    ],
    "saver": [
        [("D02", 0.60), ("D03", 0.40)],
        [("D01", 0.10), ("D02", 0.90)],
        [("D03", 0.70), ("D01", 0.30)],
    ],
    "ordinary": [
        [("D01", 1.0)],
        [("D01", 0.60), ("D02", 0.40)],
        [("D01", 0.50), ("W01", 0.50)],
    ],
}
TERM_DAYS = {"D02": 365, "D03": 1095, "W01": 180, "W02": 365, "W03": 540}


def make_holdings(rng, person, today):
    """Return the values of the holdings, each with ``opened_on``.

    Growing customers opened their largest holding last month; the ones who shrink
    closed theirs four months ago.
    """
    lines = [
        _make_asset(rng, person, index, code, share, today)
        for index, (code, share) in enumerate(rng.choice(ALLOCATIONS[person.kind]))
    ]
    if person.is_growing:
        lines.append(_make_line(person, 7, "W02", 600_000, today - timedelta(days=30)))
        lines[-1]["matures_on"] = today + timedelta(days=335)
    if person.is_shrinking:
        for line in lines:
            line["balance"] = round(line["balance"] * 0.2)
        closed = _make_line(
            person, 8, "D02", person.assets, today - timedelta(days=480)
        )
        lines.append({**closed, "closed_on": today - timedelta(days=120)})
    return lines + _make_debts(rng, person, today)


def _make_asset(rng, person, index, code, share, today):
    age = rng.randint(220, 700)
    line = _make_line(
        person,
        index,
        code,
        round(person.assets * share, -2),
        today - timedelta(days=age),
    )
    term = TERM_DAYS.get(code)
    if term:
        line["matures_on"] = _choose_maturity(rng, person, index, today)
        line["opened_on"] = min(line["matures_on"], today) - timedelta(days=term)
    if code.startswith("W") and person.place % 4 == 1:
        line["income_on"] = today - timedelta(days=person.place // 4 % 3)
        line["income_amount"] = round(line["balance"] * 0.012)
    if code.startswith(("F", "W")):
        line["cost_amount"] = round(line["balance"] * rng.uniform(0.88, 1.06))
    return line


def _choose_maturity(rng, person, index, today):
    """One in five sees something fall due today or within a week."""
    if person.place % 5 == 0 and index <= 2:
        return today + timedelta(days=(0, 1, 7, 3)[(person.place // 5) % 4])
    return today + timedelta(days=rng.randint(15, 360))


def _make_debts(rng, person, today):
    lines = []
    if person.place % 20 == 3 or rng.random() < 0.15:
        code = "L02" if person.values["job_level"] == "owner" else "L01"
        opened = today - timedelta(days=rng.randint(400, 1500))
        loan = _make_line(person, 9, code, -rng.randint(80, 900) * 1000, opened)
        loan["next_payment_on"] = today + timedelta(days=rng.randint(1, 28))
        loan["payment_amount"] = round(-loan["balance"] / 180)
        if person.place % 20 == 3:
            loan["overdue_amount"] = loan["payment_amount"]
            loan["next_payment_on"] = today - timedelta(days=rng.randint(1, 9))
            loan["overdue_since"] = loan["next_payment_on"]
        lines.append(loan)
    if rng.random() < 0.5:
        code = "C02" if person.assets > 500_000 else "C01"
        opened = today - timedelta(days=rng.randint(300, 1200))
        lines.append(_make_line(person, 6, code, -rng.randint(0, 90) * 100, opened))
    return lines


def _make_line(person, index, code, balance, opened_on):
    return {
        "ref": f"H{person.number:06d}{index}",
        "source": "demo",
        "account_mask": f"6200 **** {person.number:04d}",
        "code": code,
        "balance": balance,
        "opened_on": opened_on,
    }
