"""Holdings: the first delivery, and the same delivery again."""

import csv
import io

COLUMNS = (
    "ref",
    "customer_ref",
    "product_code",
    "balance",
    "currency",
    "opened_on",
    "matures_on",
)
TYPED = (
    "ref, source, customer_id, product_id, currency_id, company_id, active, balance,"
    " opened_on, matures_on"
)


def run(bench):
    with bench.env() as env:
        delivery = _delivery(env)
        typed = _typed_delivery(env)
    rows = delivery.count(b"\n") - 1

    bench.compare(
        f"holdings feed, first delivery of {rows:,} rows",
        lambda env: _receive(env, delivery, rows),
        lambda env: _copy_and_insert(env, typed),
        reach=2,
    )
    with bench.env(commit=True) as env:
        _receive(env, delivery, rows)
        env.cr.execute("ANALYZE relationship_holding")
    bench.compare(
        "the same delivery again, nothing changed",
        lambda env: _receive(env, delivery, 0),
        lambda env: _copy_and_join(env, delivery),
        reach=1.6,
    )


def _receive(env, delivery, created):
    feed = env["relationship.feed"]._receive(
        "holdings", io.BytesIO(delivery), source="bench.feed"
    )
    if (feed.state, feed.created_count) != ("done", created):
        raise RuntimeError(f"unexpected delivery: {feed.read()}")


def _delivery(env):
    """Return the bank's holdings as one delivery, under keys of their own."""
    env.cr.execute(
        """
        SELECT 'F' || h.ref, p.ref, t.default_code, h.balance, c.name, h.opened_on,
               h.matures_on
          FROM relationship_holding h
          JOIN res_partner p ON p.id = h.customer_id
          JOIN product_template t ON t.id = h.product_id
          JOIN res_currency c ON c.id = h.currency_id
         ORDER BY h.id
        """
    )
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(env.cr.fetchall())
    return text.getvalue().encode()


def _typed_delivery(env):
    """Return the same rows with every reference looked up already."""
    text = io.StringIO()
    env.cr.copy_expert(
        """COPY (SELECT 'F' || ref, 'bench.feed', customer_id, product_id, currency_id,
                        company_id, active, balance, opened_on, matures_on
                   FROM relationship_holding ORDER BY id) TO STDOUT""",
        text,
    )
    return text.getvalue()


def _copy_and_insert(env, typed):
    env.cr.execute(
        "CREATE TEMP TABLE bare (LIKE relationship_holding INCLUDING DEFAULTS)"
        " ON COMMIT DROP"
    )
    env.cr.execute("ALTER TABLE bare ALTER id DROP NOT NULL, ALTER id DROP DEFAULT")
    env.cr.copy_expert(f"COPY bare ({TYPED}) FROM STDIN", io.StringIO(typed))
    env.cr.execute(
        f"INSERT INTO relationship_holding ({TYPED}) SELECT {TYPED} FROM bare"
    )


def _copy_and_join(env, delivery):
    env.cr.execute(
        f"CREATE TEMP TABLE bare ({', '.join(f'{name} text' for name in COLUMNS)})"
        " ON COMMIT DROP"
    )
    env.cr.copy_expert("COPY bare FROM STDIN CSV HEADER", io.BytesIO(delivery))
    env.cr.execute(
        """SELECT count(*) FROM bare JOIN relationship_holding h
               ON h.ref = bare.ref AND h.source = 'bench.feed'"""
    )
