"""Build the browser's bundles once: each browser test would build its own otherwise."""

env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821
env.cr.commit()  # noqa: F821
