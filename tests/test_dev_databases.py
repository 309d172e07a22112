"""A database is dropped whoever is connected."""

import os
import subprocess
import time

from devtools import layout

NAME = layout.database_name("busy")


def test_drop_ends_who_is_connected(databases):
    databases.drop(NAME)
    databases.query(f"CREATE DATABASE {NAME}")
    session = subprocess.Popen(
        ["psql", "-d", NAME, "-c", "SELECT pg_sleep(60)"],
        env=os.environ,
        stderr=subprocess.DEVNULL,
    )
    connected = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{NAME}'"
    while not databases.query(connected):
        assert session.poll() is None
        time.sleep(0.05)
    databases.drop(NAME)
    assert not databases.exists(NAME)
    assert session.wait(10) != 0
