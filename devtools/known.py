"""Lists of what is known and accepted, each entry with its reason.

A list is a text file: one regular expression per line, the comment above it says why it
is accepted. An entry without a reason is refused.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Known:
    """One accepted thing."""

    pattern: re.Pattern
    reason: str


def read(path):
    """Return the entries of a list; an empty list if there is no such file."""
    entries, reason = [], []
    for line in path.read_text().splitlines() if path.exists() else []:
        text = line.strip()
        if text.startswith("#"):
            reason.append(text.lstrip("# "))
        elif not text:
            reason = []
        elif not reason:
            raise ValueError(
                f"{path.name}: “{text}” needs a comment above it that gives a reason"
            )
        else:
            entries.append(Known(re.compile(text), " ".join(reason)))
    return entries


def unlisted(texts, entries):
    """Return the texts that no entry covers."""
    return [
        text
        for text in texts
        if not any(entry.pattern.search(text) for entry in entries)
    ]
