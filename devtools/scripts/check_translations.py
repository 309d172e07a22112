"""Check that catalogues are complete and keep placeholders.

Usage: check_translations.py FILE...
"""

import re
import sys
from collections import Counter

import polib

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\$\{?\w+\}?|\{\w*\}|</?\w+", re.ASCII)


def problems(catalogue):
    """Return a line for each entry that is not translated or lost a placeholder."""
    for entry in catalogue:
        if entry.obsolete:
            continue
        if not entry.msgstr:
            yield f"not translated: {entry.msgid!r}"
        elif "fuzzy" in entry.flags:
            yield f"fuzzy: {entry.msgid!r}"
        elif Counter(PLACEHOLDER.findall(entry.msgid)) != Counter(
            PLACEHOLDER.findall(entry.msgstr)
        ):
            yield f"placeholders differ: {entry.msgid!r} and {entry.msgstr!r}"


def main(*paths):
    """Print the problems of all files; return the exit code."""
    lines = [
        f"{path}: {line}" for path in paths for line in problems(polib.pofile(path))
    ]
    print("\n".join(lines))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
