"""Export the addons' terms to i18n/*.pot and bring i18n/zh_CN.po in step with them.

Translations that exist are kept, terms that are gone are dropped, and what still needs
a translation is printed.
"""

import argparse
import subprocess

from .. import layout, templates
from ..progress import step
from ..workbench import Workbench, locked


def main(arguments):
    argparse.ArgumentParser("./dev i18n", description=__doc__).parse_args(arguments)
    names = layout.installed_addons()
    with locked(layout.LOCAL, "test", "a test run of this checkout"):
        bench = Workbench()
        database = templates.upgraded_test_database(bench)
        with step("exporting terms"):
            bench.odoo.script(
                database, "export_terms.py", BRANCH_ADDONS=",".join(names)
            )
    merge = [
        bench.venv.python,
        layout.SCRIPTS / "merge_translations.py",
        layout.LANGUAGE,
    ]
    return subprocess.run([*merge, *(layout.ROOT / name for name in names)]).returncode
