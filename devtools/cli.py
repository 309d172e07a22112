"""The commands of `./dev`."""

import os
import sys
from importlib import import_module

from .progress import Failure

# Each command is a module of devtools.commands with `main(arguments)`; its docstring's
# first line is its help.
COMMANDS = (
    "run",
    "test",
    "lint",
    "i18n",
    "load",
    "bench",
    "shell",
    "psql",
    "stop",
    "clean",
)


def main(arguments):
    """Run one command; return the exit code."""
    name, *rest = arguments or ["--help"]
    if name not in COMMANDS:
        print(usage())
        return 0 if name in ("-h", "--help", "help") else 2
    try:
        return import_module(f"devtools.commands.{name}").main(rest) or 0
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def usage():
    """Return the list of commands."""
    lines = ["usage: ./dev COMMAND [--help] [...]", ""]
    for name in COMMANDS:
        document = import_module(f"devtools.commands.{name}").__doc__
        lines.append(f"  {name:6} {document.splitlines()[0]}")
    return "\n".join(lines)
