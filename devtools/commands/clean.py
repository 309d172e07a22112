"""Remove all that ./dev made: packages, Odoo, databases, logs."""

import argparse
import shutil

from .. import environment, layout, server
from ..postgres import EmbeddedPostgres
from ..progress import say
from . import stop


def main(arguments):
    argparse.ArgumentParser("./dev clean", description=__doc__).parse_args(arguments)
    server.stop()
    folders = [layout.LOCAL, layout.HOME]
    venv = environment.odoo_environment()
    if venv.python.exists():
        folders.append(EmbeddedPostgres(venv.site_packages).place.state)
        stop.stop_postgres()
    for folder in dict.fromkeys(folders):
        if folder.exists():
            size = sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())
            shutil.rmtree(folder)
            say(f"removed {folder} ({size / 1024**2:.0f} MB)")
