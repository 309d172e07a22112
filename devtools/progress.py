"""Telling the user what goes on: progress lines, quiet commands, failures with a way out."""

import contextlib
import re
import subprocess
import sys
import time

from . import layout

STARTED = time.monotonic()
TAIL_LINES = 25

# What an unlucky log says, and what its reader can do about it. The first match wins.
HINTS = (
    (r"No space left on device|ENOSPC", "The disk is full: free some space (`./dev clean` removes all that ./dev made)."),
    (
        r"Temporary failure (in name resolution|resolving)|Could not resolve|Network is unreachable"
        r"|NewConnectionError|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|Could not connect|Connection timed out",
        "There seems to be no network. Connect the machine once: afterwards everything works offline.",
    ),
    (
        r"NO_PUBKEY|is not signed|signatures couldn't be verified",
        "The package archive's signature is not known here: update the keyring (debian-archive-keyring), or use "
        "your own Odoo with ODOO_SOURCE=checkout.",
    ),
    (r"No matching distribution found", "A pinned package is not offered for this Python: use Python 3.11."),
    (r"Permission denied", "A file belongs to somebody else: was ./dev started as another user before?"),
)


class Failure(Exception):
    """Something the user can mend; its text says what happened and what to do."""


def say(text):
    """Print one progress line with the seconds since the start."""
    print(f"[{time.monotonic() - STARTED:6.1f}s] {text}", flush=True)


@contextlib.contextmanager
def step(text):
    """Announce a step that takes a while, and how long it took."""
    say(text)
    begun = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - begun:.1f} s")


def hint(log_text):
    """Return the way out for what a log says, or an empty text."""
    return next((advice for pattern, advice in HINTS if re.search(pattern, log_text)), "")


def tail(path, lines=TAIL_LINES):
    """Return the last lines of a text file."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


def quietly(command, what, log=None, **options):
    """Run a command with its output in a log; on failure show the log's end and raise Failure.

    :param what: what was tried, in words, for the message
    :param log: the log file; the set-up log if none is given, which is appended to
    """
    log = log or layout.SETUP_LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    words = [str(word) for word in command]
    if "input" not in options:
        options["stdin"] = subprocess.DEVNULL
    try:
        with log.open("ab") as output:
            output.write(f"$ {' '.join(words)}\n".encode())
            output.flush()
            begin = output.tell()
            code = subprocess.run(words, stdout=output, stderr=subprocess.STDOUT, **options).returncode
    except FileNotFoundError:
        raise Failure(f"{what}: the program {words[0]} is not installed.") from None
    if code:
        printed = log.read_bytes()[begin:].decode(errors="replace")
        print("\n".join(printed.splitlines()[-TAIL_LINES:]), file=sys.stderr)
        raise Failure(f"{what} failed (exit code {code}). {hint(printed)}\nWhole log: {log}".replace(" \n", "\n"))
