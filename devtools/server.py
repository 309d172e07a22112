"""The server that `./dev run` started from this checkout: which it is, ending it."""

import contextlib
import os
import signal
import subprocess
import time

from . import layout

NOTE = layout.LOCAL / "server.pid"
PATIENCE = 10  # seconds a server may take to end


def note(process):
    """Remember the server's process."""
    NOTE.parent.mkdir(parents=True, exist_ok=True)
    NOTE.write_text(str(process))


def running():
    """Return the server's process, or None: its number may be another's by now."""
    if not NOTE.exists():
        return None
    process = int(NOTE.read_text())
    shown = subprocess.run(
        ["ps", "-ww", "-o", "args=", "-p", str(process)], capture_output=True, text=True
    ).stdout
    return process if str(layout.LOCAL) in shown else None


def stop():
    """End the server; tell whether one ran."""
    process = running()
    NOTE.unlink(missing_ok=True)
    if not process:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            os.kill(process, 0)
            time.sleep(0.2)
        os.kill(process, signal.SIGKILL)
    return True
