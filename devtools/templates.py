"""The databases that commands start from. Each is made once and copied from then on.

* core, core_demo: Odoo's own modules in two languages, without and with demo data
* <checkout>_addons: core and both addons, what tests run on copies of
* <checkout>_demo: core_demo and both addons with demo data, what `./dev run` serves
"""

from . import layout
from .progress import step
from .workbench import locked

UNRELATED = {
    "tests",
    "readme",
    "__pycache__",
    "description",
}  # folders that change no database


def core(bench, demo=False):
    """Return the name of the template of Odoo's own modules, made when missing."""
    name = f"branch_core{'_demo' if demo else ''}_{bench.core_identity}"
    if is_whole(bench, name):
        return name
    with locked(layout.HOME, "core", "another core template to be made"):
        if not is_whole(bench, name):
            _make_core(bench, name, demo)
    return name


def is_whole(bench, name):
    """Tell whether a database has its filestore: on a server of the user's own it may
    come from another home, or from one that was cleaned since."""
    store = bench.databases.filestore / name
    return bench.databases.exists(name) and store.exists()


def _make_core(bench, name, demo):
    raw = f"{name}_new"
    log = layout.HOME / f"{name}.log"
    log.unlink(missing_ok=True)
    with step(f"core database template{' with demo data' if demo else ''}"):
        bench.databases.drop(raw)
        bench.odoo.install(raw, install=layout.CORE_MODULES, demo=demo, log=log)
        bench.odoo.load_language(raw)
    (layout.LOCAL / f"{raw}.conf").unlink()
    bench.databases.rename(raw, name)


def addons(bench):
    """Return the name of the template with both addons, up to date."""
    name = layout.database_name("addons")
    wanted = state(bench)
    if bench.databases.stamp(name) != wanted or not install_log(name).exists():
        bench.databases.clone(core(bench), name)
        install_log(name).unlink(missing_ok=True)
        bring_up_to_date(bench, name)
        bench.databases.set_stamp(name, wanted)
    return name


def fresh_test_database(bench):
    """Return the name of a new test database."""
    template, name = addons(bench), layout.database_name("test")
    bench.databases.clone(template, name)
    bench.databases.set_stamp(name, state(bench))
    install_log(name).write_bytes(
        install_log(template).read_bytes() if install_log(template).exists() else b""
    )
    return name


def upgraded_test_database(bench):
    """Return the name of the last test database, brought up to date.

    Without the log of its installation the gate would not see the warnings in it.
    """
    name = layout.database_name("test")
    if not bench.databases.stamp(name) or not install_log(name).exists():
        return fresh_test_database(bench)
    _upgrade_if_changed(bench, name)
    return name


def demo(bench):
    """Return the name of the demo database, brought up to date."""
    name = layout.database_name("demo")
    if bench.databases.stamp(name):
        _upgrade_if_changed(bench, name, demo=True)
        return name
    bench.databases.clone(core(bench, demo=True), name)
    bring_up_to_date(bench, name, demo=True)
    bench.databases.set_stamp(name, state(bench))
    return name


def _upgrade_if_changed(bench, name, demo=False):
    wanted = state(bench)
    if bench.databases.stamp(name) != wanted:
        install_log(name).unlink(missing_ok=True)
        bring_up_to_date(bench, name, demo)
        bench.databases.set_stamp(name, wanted)


def bring_up_to_date(bench, name, demo=False):
    """Install and upgrade the addons in a database; build the bundles that changed."""
    present = layout.installed_addons()
    if not present:
        return
    rows = bench.databases.query(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", name
    )
    known = [addon for addon in present if [addon] in rows]
    missing = [addon for addon in present if addon not in known]
    words = [
        f"{verb} {' and '.join(names)}"
        for verb, names in (("install", missing), ("upgrade", known))
        if names
    ]
    with step(f"{', '.join(words)} in {name}"):
        bench.odoo.install(name, missing, known, demo=demo, log=install_log(name))
    with step("browser bundles"):
        bench.odoo.script(name, "pregenerate_assets.py")


def install_log(name):
    """Return the path of what Odoo said while the addons were installed."""
    return layout.LOCAL / f"{name}.install.log"


def state(bench):
    """Return one text for all that a database with the addons is made of."""
    files = [
        path
        for addon in layout.installed_addons()
        for path in addon_files(layout.ROOT / addon)
    ]
    names = [path.relative_to(layout.ROOT) for path in files]
    return layout.digest(bench.core_identity, *names, *files)


def addon_files(folder):
    """Return an addon's files that a database is made from, in order."""
    paths = (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".pyc", ".pot")
    )
    return [
        path for path in paths if not UNRELATED & set(path.relative_to(folder).parts)
    ]
