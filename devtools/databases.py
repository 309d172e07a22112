"""Databases with their filestores: make, copy, drop, and know what each is made of."""

import os
import shutil
import subprocess

from .progress import Failure


class Databases:
    """The databases of one server.

    What a database was made from is kept as its comment, so that it can never outlive
    or precede the database.
    """

    def __init__(self, variables, filestore):
        self.variables = variables
        self.filestore = filestore

    def query(self, sql, database="postgres"):
        """Return the rows of a statement, each a list of texts."""
        command = ["psql", "-d", database, "-v", "ON_ERROR_STOP=1", "-AtXqc", sql]
        done = subprocess.run(
            command, env=self.variables, capture_output=True, text=True
        )
        if done.returncode:
            raise Failure(f"PostgreSQL does not do as told: {done.stderr.strip()}")
        return [line.split("|") for line in done.stdout.splitlines()]

    def names(self, prefix=""):
        """Return the names of the databases that begin with a text."""
        known = "SELECT datname FROM pg_database"
        return [
            row[0]
            for row in self.query(f"{known} WHERE starts_with(datname, '{prefix}')")
        ]

    def exists(self, name):
        return bool(self.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def stamp(self, name):
        """Return what a database was made from; an empty text if that is unknown."""
        comment = "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
        return "".join(
            row[0] for row in self.query(f"{comment} WHERE datname = '{name}'")
        )

    def set_stamp(self, name, value):
        self.query(f"COMMENT ON DATABASE \"{name}\" IS '{value}'")

    def drop(self, name):
        """Drop a database with its filestore, whoever is connected.

        Not with --force, which fails where PostgreSQL is just vacuuming there: only a
        superuser may end that. Without, PostgreSQL ends it itself.
        """
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        self.query(f"{ended} WHERE datname = '{name}' AND usename = current_user")
        self._call("dropdb", "--if-exists", name)
        shutil.rmtree(self.filestore / name, ignore_errors=True)

    def clone(self, template, name):
        """Make a database (anew) as a copy of one that nobody is connected to."""
        self.drop(name)
        self._call("createdb", "-T", template, name)
        if (self.filestore / template).exists():
            # Files are named after their content and never change: links will do.
            shutil.copytree(
                self.filestore / template, self.filestore / name, copy_function=os.link
            )

    def rename(self, old, new):
        self.drop(new)
        self.query(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
        if (self.filestore / old).exists():
            (self.filestore / old).rename(self.filestore / new)

    def _call(self, *command):
        done = subprocess.run(
            command, env=self.variables, capture_output=True, text=True
        )
        if done.returncode:
            raise Failure(f"{' '.join(command)} failed: {done.stderr.strip()}")
