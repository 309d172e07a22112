"""Odoo 19 itself: your own checkout (ODOO_SOURCE), or the package of the Debian
archive, unpacked privately.

The archive is the one that this machine's apt already uses; nothing is installed into
the system and apt's own lists stay as they are. The package is only in Debian's
development suite, which moves: hence the check of the release, and the way out that
each failure names.
"""

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

from . import layout, system
from .progress import Failure, quietly, step

SERIES = "19.0"
SUITE = "sid"
PACKAGES = (
    "odoo-19",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-montserrat",
    "fonts-roboto-unhinted",
    "fonts-inconsolata",
    "fonts-ocr-b",
)
STABLE_PACKAGES = (
    "fonts-font-awesome",
)  # Odoo uses version 4, which the development suite no longer has
# Left out by Debian, though Odoo's own bundle names it: the browser's error about it
# would fail every test.
MISSING_SCRIPT = (
    "odoo/addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
)
WAY_OUT = (
    f"You can use your own Odoo: get branch {SERIES} of github.com/odoo/odoo "
    f"(git clone --depth 1 --branch {SERIES}) and set ODOO_SOURCE to its folder."
)
CONSOLE_SCRIPT = """#!{python} -Wignore
import sys

from odoo.cli import main

sys.exit(main())
"""


def ensure(environment):
    """Make the module and the program `odoo` work; return the source's folder."""
    folder = own_source() or debian_source()
    check_release(folder)
    pointer = environment.site_packages / "odoo-source.pth"
    if not pointer.exists() or pointer.read_text().strip() != str(folder):
        pointer.write_text(f"{folder}\n")
    script = environment.folder / "bin" / "odoo"
    if not script.exists():
        # A script, because `python -m odoo` cannot start its own helper processes.
        script.write_text(CONSOLE_SCRIPT.format(python=environment.python))
        script.chmod(script.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return folder


def own_source():
    """Return the user's own checkout, if one is named."""
    named = os.environ.get("ODOO_SOURCE")
    if not named:
        return None
    folder = Path(named).resolve()
    if not (folder / "odoo" / "release.py").is_file():
        raise Failure(
            f"ODOO_SOURCE={named} is no checkout of Odoo: it holds no "
            f"odoo/release.py. {WAY_OUT}"
        )
    return folder


def check_release(folder):
    """Refuse any Odoo but the one that the addons are written for."""
    text = (folder / "odoo" / "release.py").read_text()
    found = re.search(r"^version_info = \((\d+), (\d+)", text, re.MULTILINE)
    series = ".".join(found.groups()) if found else "of an unknown version"
    if series != SERIES:
        raise Failure(
            f"{folder} is Odoo {series}, and these addons are for {SERIES}. {WAY_OUT}"
        )


def identity(folder):
    """Return a text that changes with the source: for templates built from it."""
    version = folder / ".version"
    if version.exists():
        return version.read_text()
    head = subprocess.run(
        ["git", "-C", folder, "rev-parse", "HEAD"], capture_output=True, text=True
    )
    return f"{folder} {head.stdout}"


def debian_source():
    """Fetch and unpack Debian's package once; return its folder."""
    prefix = layout.HOME / "odoo"
    folder = prefix / "usr" / "lib" / "python3" / "dist-packages"
    if (folder / ".version").exists():
        return folder
    if not shutil.which("apt-get"):
        raise Failure(f"Odoo can be fetched by itself on Debian only. {WAY_OUT}")
    system.check_disk()
    work = layout.HOME / "odoo.work"
    with step("Odoo 19 from the Debian archive (140 MB)"):
        try:
            names = download(work)
            unpack(work, prefix)
        except Failure as failure:
            raise Failure(f"{failure}\n{WAY_OUT}") from None
        mend(folder)
        (folder / ".version").write_text(" ".join(names))
        shutil.rmtree(work)
    return folder


def download(work):
    """Download the packages with lists of their own; return the files' names."""
    debs = work / "debs"
    shutil.rmtree(debs, ignore_errors=True)
    for folder in (
        work / "lists/partial",
        work / "cache/archives/partial",
        work / "etc",
        debs,
    ):
        folder.mkdir(parents=True, exist_ok=True)
    stable = codename()
    sources = work / "etc" / "odoo.sources"
    sources.write_text(
        f"Types: deb\nURIs: {mirror()}\nSuites: {stable} {SUITE}\nComponents: main\n"
        "Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n"
    )
    apt = private_apt(work, sources)
    quietly([*apt, "update"], "Reading the Debian archive's lists")
    wanted = [f"{name}/{SUITE}" for name in PACKAGES] + [
        f"{name}/{stable}" for name in STABLE_PACKAGES
    ]
    quietly([*apt, "download", *wanted], "Downloading Odoo", cwd=debs)
    return sorted(path.name for path in debs.glob("*.deb"))


def private_apt(work, sources):
    """Return apt-get with everything it reads and writes below one folder."""
    options = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State::Lists": work / "lists",
        "Dir::Cache": work / "cache",
        "Acquire::Languages": "none",
        "APT::Update::Error-Mode": "any",  # else a missing network is a warning
        "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled": "false",
        "APT::Sandbox::User": subprocess.check_output(["id", "-un"], text=True).strip(),
        "Debug::NoLocking": "true",
    }
    return [
        "apt-get",
        "-q",
        *(
            word
            for name, value in options.items()
            for word in ("-o", f"{name}={value}")
        ),
    ]


def mirror():
    """Return the address of the Debian archive that this machine's apt uses."""
    fields = "$(ORIGIN)|$(LABEL)|$(CREATED_BY)|$(REPO_URI)"
    printed = subprocess.run(
        ["apt-get", "indextargets", "--format", fields], capture_output=True, text=True
    ).stdout
    targets = [line.split("|") for line in printed.splitlines()]
    packages = [
        target for target in targets if len(target) == 4 and target[2] == "Packages"
    ]
    known = [target[3] for target in packages if target[:2] == ["Debian", "Debian"]]
    # Before the first `apt-get update` a machine knows the addresses of its sources,
    # but not who offers them.
    unread = [
        target[3]
        for target in packages
        if not target[0] and "security" not in target[3]
    ]
    if os_release().get("ID") != "debian" or not known + unread:
        raise Failure("This machine's apt knows no Debian archive.")
    return (known + unread)[0]


def codename():
    """Return the name of this machine's own Debian release."""
    return os_release().get("VERSION_CODENAME", "stable")


def os_release():
    """Return what the system says about itself."""
    path = Path("/etc/os-release")
    lines = path.read_text().splitlines() if path.exists() else []
    return {
        name: value.strip('"')
        for name, _, value in (line.partition("=") for line in lines)
    }


def unpack(work, prefix):
    """Unpack the packages beside the prefix, and put them in place as a whole."""
    half_way = prefix.with_name("odoo.new")
    shutil.rmtree(half_way, ignore_errors=True)
    half_way.mkdir()
    for deb in sorted((work / "debs").glob("*.deb")):
        quietly(["dpkg-deb", "-x", deb, half_way], "Unpacking Odoo")
    shutil.rmtree(prefix, ignore_errors=True)
    half_way.rename(prefix)


def mend(folder):
    """Make good what Debian's package lacks."""
    script = folder / MISSING_SCRIPT
    script.parent.mkdir(parents=True, exist_ok=True)
    script.touch()
