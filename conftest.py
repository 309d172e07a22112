"""The gate over all tests of the project: see devtools/gate.py."""

pytest_plugins = ["devtools.gate"]
