"""Take one delivery of data as the administrator and print what came of it.

Runs in Odoo's shell. BRANCH_FEED_KIND, BRANCH_FEED_FILE, BRANCH_FEED_SOURCE and
BRANCH_FEED_FULL say what is delivered, BRANCH_FEED_RESULT is the file to answer in.
"""

import csv
import json
import os
from pathlib import Path

COUNTS = ("row", "created", "updated", "unchanged", "closed", "reject")


def deliver(env, path):
    """Return the record of the delivery."""
    administrator = env.ref("base.user_admin")
    with path.open("rb") as stream:
        return (
            env["relationship.feed"]
            .with_user(administrator)
            ._receive(
                os.environ["BRANCH_FEED_KIND"],
                stream,
                source=os.environ["BRANCH_FEED_SOURCE"],
                full=os.environ["BRANCH_FEED_FULL"] == "1",
            )
        )


def write_rejects(feed, path):
    """Write the rows that were not taken beside the delivered file."""
    with path.open("w", newline="", encoding="utf-8") as output:
        writer = csv.writer(output)
        writer.writerow(["row", "column", "reason", "values"])
        for reject in feed.reject_ids:
            values = json.dumps(reject.values, ensure_ascii=False)
            writer.writerow([reject.row, reject.column or "", reject.reason, values])


source = Path(os.environ["BRANCH_FEED_FILE"])
feed = deliver(env, source)  # noqa: F821
env.cr.commit()  # noqa: F821
lines = [f"{name:10} {feed[f'{name}_count']}" for name in COUNTS]
lines += [f"{name:10} {feed[name] or ''}" for name in ("state", "message")]
if feed.reject_ids:
    rejects = source.with_name(f"{source.name}.rejects.csv")
    write_rejects(feed, rejects)
    lines.append(f"rejects in {rejects}")
Path(os.environ["BRANCH_FEED_RESULT"]).write_text("\n".join(lines))
