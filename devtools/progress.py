"""Telling the user what goes on: progress, quiet commands, failures with a way out."""

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
    (
        r"No space left on device|ENOSPC",
        "The disk is full: `./dev clean` removes all that ./dev made.",
    ),
    (
        r"Temporary failure (in name resolution|resolving)|Could not resolve"
        r"|Network is unreachable|NewConnectionError|(Could not|Unable to) connect"
        r"|Connection timed out|EAI_AGAIN|ENOTFOUND|ECONNREFUSED",
        "There seems to be no network. It is needed once; then all works offline.",
    ),
    (
        r"Unable to locate package|has no installation candidate",
        "apt has not heard of it: is there a network, and Debian's archive among its "
        "sources?",
    ),
    (
        r"NO_PUBKEY|is not signed|signatures couldn't be verified",
        "The archive's signature is not known here: update debian-archive-keyring.",
    ),
    (
        r"No matching distribution found",
        "A pinned package is not offered for this Python: use Python 3.11.",
    ),
    (
        r"Permission denied",
        "A file belongs to somebody else: was ./dev started as another user before?",
    ),
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
    return next(
        (advice for pattern, advice in HINTS if re.search(pattern, log_text)), ""
    )


def tail(path, lines=TAIL_LINES):
    """Return the last lines of a text file."""
    return (
        "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
        if path.exists()
        else ""
    )


def quietly(command, what, log=None, **options):
    """Run a command with its output in a log; on failure show its end and raise.

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
            code = subprocess.run(
                words, stdout=output, stderr=subprocess.STDOUT, **options
            ).returncode
    except FileNotFoundError:
        raise Failure(f"{what}: the program {words[0]} is not installed.") from None
    if code:
        printed = log.read_bytes()[begin:].decode(errors="replace")
        print("\n".join(printed.splitlines()[-TAIL_LINES:]), file=sys.stderr)
        lines = (f"{what} failed (exit code {code}).", hint(printed), f"See {log}")
        raise Failure("\n".join(filter(None, lines)))
