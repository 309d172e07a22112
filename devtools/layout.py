"""Where everything lies.

Two folders, usually the same one:

* HOME holds what is heavy and may be shared by several checkouts on one machine:
  packages, Odoo, the PostgreSQL cluster and the filestores. Set BRANCH_DEV_HOME to
  share it.
* LOCAL holds what belongs to this checkout alone: configuration files, logs, notes
  about running servers.
"""

import hashlib
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".dev"
HOME = Path(os.environ.get("BRANCH_DEV_HOME") or LOCAL).resolve()

REQUIREMENTS = ROOT / "devtools" / "requirements"
SCRIPTS = ROOT / "devtools" / "scripts"
SETUP_LOG = LOCAL / "setup.log"
DATA_DIR = HOME / "data"
FILESTORE = DATA_DIR / "filestore"

ADDONS = ("branch_relationship", "branch_relationship_reports")
CORE_MODULES = ("crm", "event_crm", "privacy_lookup", "product", "survey")
LANGUAGE = "zh_CN"


def is_home_shared():
    """Tell whether other checkouts may use HOME too."""
    return HOME != LOCAL


def installed_addons():
    """Return the addons that this checkout holds: an early branch may lack one."""
    return [name for name in ADDONS if (ROOT / name / "__manifest__.py").is_file()]


def database_prefix(root=ROOT):
    """Return what this checkout's database names begin with.

    The path is part of it, so that two checkouts on one PostgreSQL never touch each
    other's databases.
    """
    own = os.environ.get("BRANCH_DB_PREFIX")
    if own:
        return own
    name = re.sub(r"[^a-z0-9]+", "_", root.name.lower()).strip("_")
    return f"{name[:24]}_{digest(root)[:4]}"


def database_name(kind):
    """Return this checkout's database of a kind: demo, test, addons (a template)."""
    return f"{database_prefix()}_{kind}"


def digest(*parts):
    """Return one short hash over paths' contents (Path of a file) and plain values."""
    total = hashlib.sha256()
    for part in parts:
        content = (
            part.read_bytes()
            if isinstance(part, Path) and part.is_file()
            else str(part).encode()
        )
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()[:16]
