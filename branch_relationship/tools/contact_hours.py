"""The hours in which customers may be called. No database here."""

import re
from datetime import time

HOURS = re.compile(r"(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)")


def parse_hours(text):
    """Return ``[(start, end)]`` of a text like "09:00-12:00, 14:00-20:00".

    :raise ValueError: if the text is none, or a window ends before it begins
    """
    windows = []
    for part in re.split(r"[,，;；、]", text or ""):
        if not part.strip():
            continue
        found = HOURS.fullmatch(part.strip())
        if not found:
            raise ValueError(part)
        hour, minute, end_hour, end_minute = map(int, found.groups())
        start, end = time(hour, minute), time(end_hour, end_minute)
        if start >= end:
            raise ValueError(part)
        windows.append((start, end))
    return windows


def is_contact_hour(moment, text):
    """Tell whether customers may be called at this time of day; no hours are all."""
    windows = parse_hours(text)
    return not windows or any(start <= moment < end for start, end in windows)
