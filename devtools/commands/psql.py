"""Open psql on the demo database (--test: on the test database)."""

import os

from .shell import choose


def main(arguments):
    bench, database = choose("./dev psql", arguments)
    os.execvpe("psql", ["psql", "-d", database], bench.variables)
