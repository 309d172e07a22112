"""Days of contact: working days, and the start-up spreading. No database here."""

from bisect import bisect_right
from datetime import timedelta


def is_working_day(date, calendar):
    """Tell whether contacts are made on this day.

    :param calendar: ``{date: is_working}``; a day it does not know follows the week
    """
    return calendar.get(date, date.weekday() < 5)


def working_day(date, calendar, direction=1):
    """Return the date itself or the next working day after (1) or before (-1) it."""
    while not is_working_day(date, calendar):
        date += timedelta(days=direction)
    return date


def working_days_after(date, today, calendar):
    """Return how many working days have begun after this date, today included."""
    days = (date + timedelta(days=n) for n in range(1, (today - date).days + 1))
    return sum(is_working_day(day, calendar) for day in days)


def shift_days(start, end, calendar):
    """Return ``(day, before, after)`` of every day off from start to end."""
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [
        (day, working_day(day, calendar, -1), working_day(day, calendar, 1))
        for day in days
        if not is_working_day(day, calendar)
    ]


def with_days_off(dates, calendar):
    """Return these days and the days off that join them on either side."""
    joined = set(dates)
    for date in dates:
        for direction in (-1, 1):
            day = date + timedelta(days=direction)
            while not is_working_day(day, calendar):
                joined.add(day)
                day += timedelta(days=direction)
    return joined


def working_days(start, count, calendar):
    """Return the first working days from start on."""
    days = []
    while len(days) < count:
        start = working_day(start, calendar)
        days.append(start)
        start += timedelta(days=1)
    return days


class FreeDays:
    """The working days of one relationship manager and what still fits into each."""

    def __init__(self, days, load, capacity):
        self.days = days
        self.free = [capacity - load.get(day, 0) for day in days]
        self.next_free = list(range(len(days) + 1))
        for index, free in enumerate(self.free):
            if free <= 0:
                self.next_free[index] = index + 1

    def find(self, index):
        """Return the first index from this one on that has room, or len(days)."""
        root = index
        while self.next_free[root] != root:
            root = self.next_free[root]
        while self.next_free[index] != root:
            self.next_free[index], index = root, self.next_free[index]
        return root

    def take(self, ideal, window):
        """Take one place near the ideal index: from there to the window's end, else
        before it within the window, else on the first free day after the window.
        """
        index = self.find(ideal)
        if index >= window:
            index = min(index, self.find(0))
        if index == len(self.days):
            return self.days[-1]
        self.free[index] -= 1
        if self.free[index] <= 0:
            self.next_free[index] = index + 1
        return self.days[index]


def spread(classes, days, load, capacity):
    """Spread customers of one relationship manager evenly, each class over its own
    interval, within what each day still takes.

    :param classes: ``[(interval, customer_ids)]``, the most valuable class first: it
        chooses first. Whoever finds the interval full waits for the next free day.
    :param days: ascending working days, the first being today or the next one
    :param load: ``{day: contacts that are due already}``
    :param capacity: contacts per day; 0 is without limit
    :return: ``{customer_id: day}``
    """
    unlimited = len(load) + sum(len(ids) for _interval, ids in classes)
    free_days = FreeDays(days, load if capacity else {}, capacity or unlimited)
    result = {}
    for interval, customer_ids in classes:
        window = bisect_right(days, days[0] + timedelta(days=interval))
        for position, customer_id in enumerate(customer_ids):
            ideal = position * window // len(customer_ids)
            result[customer_id] = free_days.take(ideal, window)
    return result
