"""Write i18n/ADDON.pot of each addon named in BRANCH_ADDONS. Runs in Odoo's shell."""

import os
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tools.translate import trans_export

for addon in os.environ["BRANCH_ADDONS"].split(","):
    path = Path(get_module_path(addon), "i18n", f"{addon}.pot")
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as output:
        trans_export(None, [addon], output, "po", env)  # noqa: F821
