"""Build the browser's bundles once: otherwise every browser test would build its own and throw it away."""

env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821
env.cr.commit()  # noqa: F821
