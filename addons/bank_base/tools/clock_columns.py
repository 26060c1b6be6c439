# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Terms of ``clock`` for columns of moments (numpy), with the same results.

The working intervals of some years become sorted arrays with the work done before
each; every question is then a binary search. Moments are whole seconds since 1970 in
UTC (int64), days are numbers since 1970-01-01.
"""

from datetime import date, datetime, timedelta

import numpy as np

from .clock import (
    CALENDAR_DAYS,
    MAX_DAYS,
    MONTHS,
    WORKING_DAYS,
    NoWorkingTimeError,
    Term,
)

EPOCH = datetime(1970, 1, 1)
FIRST_DAY = date(1970, 1, 1)
DAY_TYPE, MONTH_TYPE = "datetime64[D]", "datetime64[M]"


def to_seconds(moments):
    """Return whole seconds since 1970 of naive datetimes or datetime64.

    >>> to_seconds([datetime(1970, 1, 2)]).tolist()
    [86400]
    """
    return np.asarray(moments, dtype="datetime64[s]").astype(np.int64)


def to_moments(seconds):
    """Return naive datetimes of seconds since 1970."""
    return np.asarray(seconds).astype("datetime64[s]").astype(object)


def add_months(days, months):
    """As ``clock.add_months``, for days since 1970.

    >>> add_months(np.array([30]), 1).astype(DAY_TYPE)
    array(['1970-02-28'], dtype='datetime64[D]')
    """
    dates = np.asarray(days).astype(DAY_TYPE)
    month = dates.astype(MONTH_TYPE)
    place = (dates - month.astype(DAY_TYPE)).astype(np.int64)
    target = month + months
    first = target.astype(DAY_TYPE).astype(np.int64)
    length = (target + 1).astype(DAY_TYPE).astype(np.int64) - first
    return first + np.minimum(place, length - 1)


class WorkTime:
    """Tables of a :class:`WorkCalendar`, grown as far as the questions reach."""

    def __init__(self, calendar):
        self.calendar = calendar
        self.first = self.last = None

    # ------------------------------------------------------------
    # Tables
    # ------------------------------------------------------------

    def cover(self, seconds):
        """Make the tables reach from the earliest to the latest moment."""
        if len(seconds):
            first, last = int(seconds.min()) // 86_400, int(seconds.max()) // 86_400
            self.cover_days(first - 2, last + 2)

    def cover_days(self, first, last):
        if self.first is None:
            self.first, self.last = first, first - 1
            self.begin_tables()
        if first < self.first:
            first, last, self.first = first, max(last, self.last), None
            return self.cover_days(first, last)
        if last > self.last:
            # a year at once: growing day by day would sort the same tables again
            self.grow(max(last, self.last + 366))
        return None

    def begin_tables(self):
        self.midnights, self.intervals, self.worked_days = [], [], []

    def grow(self, last):
        for number in range(self.last + 1, last + 1):
            day = FIRST_DAY + timedelta(days=number)
            self.midnights.append(_read(self.calendar.get_day_start(day)))
            intervals = self.calendar.get_intervals(day)
            self.intervals += [(_read(start), _read(end)) for start, end in intervals]
            self.worked_days.append(bool(intervals))
        self.last = last
        table = np.array(self.intervals, dtype=np.int64).reshape(-1, 2)
        self.starts, self.ends = table[:, 0], table[:, 1]
        self.done = np.cumsum(self.ends - self.starts)
        self.before = self.done - (self.ends - self.starts)
        self.midnight_table = np.array(self.midnights, dtype=np.int64)
        # number of working days up to and including each day
        self.counted = np.cumsum(np.array(self.worked_days, dtype=np.int64))

    def extend(self):
        """Reach further into the future; there is an end to it."""
        span = self.last - self.first
        if span > MAX_DAYS:
            raise NoWorkingTimeError
        self.grow(self.last + max(span, 366))

    # ------------------------------------------------------------
    # Working time
    # ------------------------------------------------------------

    def get_clock(self, seconds):
        """Return the working seconds from the begin of the tables to each moment."""
        if not len(self.starts):
            return np.zeros(len(seconds), dtype=np.int64)
        place = np.searchsorted(self.starts, seconds, side="right") - 1
        known = np.maximum(place, 0)
        worked = np.minimum(seconds, self.ends[known]) - self.starts[known]
        return np.where(place < 0, 0, self.before[known] + worked)

    def get_work(self, starts, ends):
        """Return the working seconds between moments, negative if backwards."""
        self.cover(starts)
        self.cover(ends)
        return self.get_clock(ends) - self.get_clock(starts)

    def add_work(self, starts, seconds):
        """Return the moments at which some working seconds have passed."""
        self.cover(starts)
        wanted = self.get_clock(starts) + seconds
        is_later = np.broadcast_to(np.asarray(seconds) > 0, starts.shape)
        furthest = wanted[is_later].max(initial=0)
        while is_later.any() and (not len(self.done) or self.done[-1] < furthest):
            self.extend()
        if not len(self.done):
            return starts
        place = np.searchsorted(self.done, wanted, side="left")
        place = np.minimum(place, len(self.done) - 1)
        moments = self.starts[place] + wanted - self.before[place]
        return np.where(is_later, moments, starts)

    # ------------------------------------------------------------
    # Days
    # ------------------------------------------------------------

    def get_days(self, seconds):
        """Return the days to which moments belong."""
        self.cover(seconds)
        place = np.searchsorted(self.midnight_table, seconds, side="right") - 1
        return place + self.first

    def get_day_ends(self, days):
        """Return the last second of each day."""
        if len(days):
            self.cover_days(int(days.min()), int(days.max()) + 1)
        return self.midnight_table[days + 1 - self.first] - 1

    def count_until(self, days):
        """Return the working days from the begin of the tables to each day."""
        return np.where(
            days < self.first, 0, self.counted[np.maximum(days - self.first, 0)]
        )

    def add_days(self, days, numbers):
        """Return the n-th working day after each day."""
        if len(days):
            self.cover_days(int(days.min()), int(days.max()))
        numbers = np.broadcast_to(numbers, days.shape)
        wanted = self.count_until(days) + numbers
        is_later = numbers > 0
        while is_later.any() and self.counted[-1] < wanted[is_later].max():
            self.extend()
        place = np.searchsorted(self.counted, wanted, side="left")
        return np.where(is_later, place + self.first, days)

    def roll(self, days):
        """Return each day, or the next working day if it is off."""
        return self.add_days(days - 1, 1)

    # ------------------------------------------------------------
    # Terms
    # ------------------------------------------------------------

    def get_due(self, term, starts, pauses=()):
        """Return the last moments of a term.

        :param pauses: pairs of columns (paused, resumed) in order; a row without
            that pause has the same moment twice
        """
        if term.is_hours:
            amounts = np.full(len(starts), term.amount * 3600)
            return self.get_due_moments(amounts, starts, pauses)
        return self.get_day_ends(self.get_due_days(term, starts, term.amount, pauses))

    def get_marks(self, term, starts, fraction, pauses=()):
        """Return the moments at which a fraction (0..1) of a term has passed."""
        if term.is_hours:
            amounts = np.full(len(starts), int(term.amount * 3600 * fraction))
            return self.get_due_moments(amounts, starts, pauses)
        unit, amounts = term.unit, int(term.amount * fraction)
        if unit == MONTHS:
            days = self.get_days(starts)
            lengths = add_months(days, term.amount) - days
            unit, amounts = CALENDAR_DAYS, (lengths * fraction).astype(np.int64)
        part = Term(unit, 0)
        return self.get_day_ends(self.get_due_days(part, starts, amounts, pauses))

    def get_due_moments(self, amounts, starts, pauses):
        is_open = np.ones(len(starts), dtype=bool)
        for paused, resumed in pauses:
            worked = np.maximum(self.get_work(starts, paused), 0)
            is_open = is_open & ((worked < amounts) | (paused == resumed))
            is_taken = is_open & (paused != resumed)
            amounts = np.where(is_taken, amounts - worked, amounts)
            starts = np.where(is_taken, np.maximum(starts, resumed), starts)
        return self.add_work(starts, amounts)

    def get_due_days(self, term, starts, amounts, pauses):
        days = self.get_days(starts)
        spans = [(self.get_days(paused), self.get_days(end)) for paused, end in pauses]
        if term.unit == WORKING_DAYS:
            due = self.get_due_working_days(amounts, days, spans)
        else:
            due = days + amounts
            if term.unit == MONTHS:
                due = add_months(days, amounts)
            for paused, resumed in spans:
                shift = resumed - np.minimum(np.maximum(paused, days + 1), resumed)
                due = due + np.where((paused <= due) & (resumed > days), shift, 0)
        return self.roll(due) if term.is_rolled else due

    def get_due_working_days(self, numbers, days, spans):
        numbers = np.broadcast_to(numbers, days.shape)
        is_open = np.ones(len(days), dtype=bool)
        for paused, resumed in spans:
            is_empty = resumed <= np.maximum(paused, days + 1)
            until = self.count_until(np.maximum(paused - 1, days))
            counted = until - self.count_until(days)
            is_open = is_open & ((counted < numbers) | is_empty)
            is_taken = is_open & ~is_empty
            numbers = np.where(is_taken, numbers - counted, numbers)
            days = np.where(is_taken, resumed - 1, days)
        return self.add_days(days, numbers)


def _read(moment):
    return int((moment - EPOCH).total_seconds())
