"""What the operating system must offer: packages, a browser, disk, a free port."""

import os
import shutil
import socket
import subprocess

from . import layout
from .progress import Failure, quietly, say, step

BROWSERS = (
    "google-chrome",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
)  # those Odoo looks for
NEEDED_GB = 4


def browser():
    """Return the browser that Odoo's tests would use, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def has_chinese_font():
    """Tell whether PDF documents can show Chinese."""
    if not shutil.which("fc-list"):
        return False
    return bool(
        subprocess.run(
            ["fc-list", ":lang=zh-cn"], capture_output=True, text=True
        ).stdout.strip()
    )


def missing_packages(for_tests):
    """Return the missing Debian packages: those that are needed, those of use."""
    needed = [] if shutil.which("wkhtmltopdf") else ["wkhtmltopdf"]
    if not has_chinese_font():
        needed += ["fontconfig", "fonts-noto-cjk"]
    if not for_tests:
        return [], needed
    return needed + ([] if browser() else ["chromium"]), []


def ensure_packages(for_tests):
    """Install missing packages as root on Debian; else say what to install."""
    required, useful = missing_packages(for_tests)
    missing = required + useful
    if not missing:
        return
    if not os.geteuid() and shutil.which("apt-get"):
        install(missing)
        required, useful = missing_packages(for_tests)
    command = "sudo apt-get install --no-install-recommends " + " ".join(
        required + useful
    )
    if required:
        raise Failure(
            f"Missing on this machine: {', '.join(required)}. The tests need a browser "
            f"and PDF documents. On Debian:\n  {command}"
        )
    if useful:
        say(f"PDF documents need {', '.join(useful)}. On Debian: {command}")


def install(names):
    """Install Debian packages (root only)."""
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with step(f"system packages: {' '.join(names)}"):
        quietly(["apt-get", "update"], "Reading the package lists", env=env)
        quietly(
            ["apt-get", "install", "-y", "--no-install-recommends", *names],
            "Installing packages",
            env=env,
        )


def check_disk(free=None):
    """Refuse to begin what would end half-way."""
    folder = next(path for path in (layout.HOME, *layout.HOME.parents) if path.exists())
    free = shutil.disk_usage(folder).free if free is None else free
    if free < NEEDED_GB * 1024**3:
        raise Failure(
            f"{folder} has {free / 1024**3:.1f} GB left and a first set-up needs "
            f"{NEEDED_GB}. Free some space, or let BRANCH_DEV_HOME name a folder on a "
            "larger disk."
        )


def check_port(port):
    """Refuse a port that somebody listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Failure(
                f"Port {port} is taken ({error.strerror}). `./dev stop` ends a server "
                f"of this checkout; or choose another: ./dev run --port {port + 1}"
            ) from None
