"""Take one delivery of data as the administrator and print what came of it.

Runs in Odoo's shell. BRANCH_FEED_KIND, BRANCH_FEED_FILE, BRANCH_FEED_SOURCE and
BRANCH_FEED_FULL say what is delivered, BRANCH_FEED_RESULT is the file to answer in.
"""

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


source = Path(os.environ["BRANCH_FEED_FILE"])
feed = deliver(env, source)  # noqa: F821
env.cr.commit()  # noqa: F821
lines = [f"{name:10} {feed[f'{name}_count']}" for name in COUNTS]
lines += [f"{name:10} {feed[name] or ''}" for name in ("state", "message")]
if feed.reject_ids:
    rejects = source.with_name(f"{source.name}.rejects.csv")
    # corrected, it is a delivery again
    rejects.write_bytes(feed._get_reject_csv())
    lines.append(f"rejects in {rejects}")
Path(os.environ["BRANCH_FEED_RESULT"]).write_text("\n".join(lines))
