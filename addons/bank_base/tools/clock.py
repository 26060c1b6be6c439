# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Terms in working hours, working days, calendar days and months. Plain Python.

This is the definition, one moment at a time; ``clock_columns`` computes the same
for millions. Moments are naive and in UTC, as a database keeps them; days are those
of the calendar's time zone.

A term in days begins on the day after the event and ends with its last day (Civil
Code of Russia, articles 191 and 194); a term in months ends on the same day of the
last month, or on its last day where there is no such day (article 192); where the
term says so, an end on a day off moves to the next working day (article 193).

A pause takes out of a term in hours the working time in it, and out of a term in
days the days that ended while it lasted.
"""

from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOURS, WORKING_DAYS = "hours", "working_days"
CALENDAR_DAYS, MONTHS = "calendar_days", "months"
UNITS = (HOURS, WORKING_DAYS, CALENDAR_DAYS, MONTHS)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
# further than this nobody plans: the calendar has no working time
MAX_DAYS = 40 * 366


class NoWorkingTimeError(ValueError):
    """A term cannot end: the calendar has no working time within forty years."""


@dataclass(frozen=True)
class WeekLine:
    """Working time of one weekday.

    :param weekday: 0 is Monday
    :param start, end: minutes from midnight, up to 1440
    :param week: None for every week, 0 or 1 for every second one
    """

    weekday: int
    start: int
    end: int
    week: int | None = None


@dataclass(frozen=True)
class Term:
    """How long: ``amount`` hours, working_days, calendar_days or months.

    :param is_rolled: an end on a day off moves to the next working day
    """

    unit: str
    amount: int
    is_rolled: bool = False

    def __post_init__(self):
        if self.unit not in UNITS or self.amount < 0:
            raise ValueError("A term has a known unit and an amount from zero up.")

    @property
    def is_hours(self):
        return self.unit == HOURS


def add_months(day, months, keeps_end=False):
    """Return the same day some months on, or the last one of a shorter month.

    :param keeps_end: from the last day of a month to the last day of a month

    >>> add_months(date(2026, 1, 31), 1), add_months(date(2024, 1, 31), 1)
    (datetime.date(2026, 2, 28), datetime.date(2024, 2, 29))
    >>> add_months(date(2026, 2, 28), 1), add_months(date(2026, 2, 28), 1, True)
    (datetime.date(2026, 3, 28), datetime.date(2026, 3, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if keeps_end and is_end else min(day.day, last))


class WorkCalendar:
    """Working time of a week with days off and transferred working days.

    :param str timezone: name of a zone, with its changes of the clocks
    :param lines: WeekLine of the ordinary week
    :param off: pairs of moments (UTC) without work
    :param extra: pairs of moments (UTC) with work in spite of week and days off
    """

    def __init__(self, timezone, lines, off=(), extra=()):
        self.timezone = timezone
        self.zone = ZoneInfo(timezone)
        self.lines = tuple(lines)
        self.off = merge_intervals(off)
        self.extra = merge_intervals(extra)
        self._intervals = {}

    # ------------------------------------------------------------
    # Days
    # ------------------------------------------------------------

    def get_day_start(self, day):
        """Return the moment at which a day begins in the zone of the calendar."""
        return self.get_moment(day, 0)

    def get_day_end(self, day):
        """Return the last second of a day."""
        return self.get_day_start(day + DAY) - SECOND

    def get_moment(self, day, minutes):
        """Return the moment of a local time; one that the clocks skip is moved on."""
        local = datetime.combine(day, time()) + timedelta(minutes=minutes)
        return local.replace(tzinfo=self.zone).astimezone(UTC).replace(tzinfo=None)

    def get_day(self, moment):
        """Return the day to which a moment belongs."""
        day = moment.replace(tzinfo=UTC).astimezone(self.zone).date()
        # where the clocks go back over midnight, a day begins at the first one
        return day + DAY if moment >= self.get_day_start(day + DAY) else day

    def get_intervals(self, day):
        """Return the working time of a day as pairs of moments in order."""
        if day not in self._intervals:
            week = (day.toordinal() - 1) // 7 % 2
            planned = [
                (self.get_moment(day, line.start), self.get_moment(day, line.end))
                for line in self.lines
                if line.weekday == day.weekday() and line.week in (None, week)
            ]
            bounds = self.get_day_start(day), self.get_day_start(day + DAY)
            extra = [_clip(interval, *bounds) for interval in self.extra]
            holes = self.off[
                bisect_left(
                    self.off, bounds[0], key=lambda hole: hole[1]
                ) : bisect_left(self.off, bounds[1], key=lambda hole: hole[0])
            ]
            working = _subtract(merge_intervals(planned), holes)
            self._intervals[day] = merge_intervals([*working, *extra])
        return self._intervals[day]

    def is_working(self, day):
        return bool(self.get_intervals(day))

    # ------------------------------------------------------------
    # Working time
    # ------------------------------------------------------------

    def get_work(self, start, end):
        """Return the working seconds between two moments, negative if backwards."""
        if end < start:
            return -self.get_work(end, start)
        seconds, day = 0, self.get_day(start)
        while self.get_day_start(day) < end:
            for first, last in self.get_intervals(day):
                overlap = min(last, end) - max(first, start)
                seconds += max(int(overlap.total_seconds()), 0)
            day += DAY
        return seconds

    def add_work(self, start, seconds):
        """Return the moment at which some working seconds have passed."""
        if seconds <= 0:
            return start
        day = self.get_day(start)
        for _step in range(MAX_DAYS):
            for first, last in self.get_intervals(day):
                first = max(first, start)
                length = int((last - first).total_seconds())
                if length >= seconds:
                    return first + timedelta(seconds=seconds)
                seconds -= max(length, 0)
            day += DAY
        raise NoWorkingTimeError

    def count_days(self, first, last):
        """Return the number of working days from one day to another, both included."""
        days = range((last - first).days + 1)
        return sum(self.is_working(first + number * DAY) for number in days)

    def add_days(self, day, number):
        """Return the n-th working day after a day."""
        for _step in range(MAX_DAYS):
            if number <= 0:
                return day
            day += DAY
            number -= self.is_working(day)
        raise NoWorkingTimeError

    def roll(self, day):
        """Return the day, or the next working day if it is off."""
        for _step in range(MAX_DAYS):
            if self.is_working(day):
                return day
            day += DAY
        raise NoWorkingTimeError

    # ------------------------------------------------------------
    # Terms
    # ------------------------------------------------------------

    def get_due(self, term, start, pauses=()):
        """Return the last moment of a term.

        :param pauses: closed pairs of moments, in order and apart from each other
        """
        if term.is_hours:
            return self.get_due_moment(term.amount * 3600, start, pauses)
        return self.get_day_end(self.get_due_day(term, self.get_day(start), pauses))

    def get_mark(self, term, start, fraction, pauses=()):
        """Return the moment at which a fraction (0..1) of a term has passed."""
        if term.is_hours:
            return self.get_due_moment(
                int(term.amount * 3600 * fraction), start, pauses
            )
        day, unit, amount = self.get_day(start), term.unit, term.amount
        if unit == MONTHS:
            unit, amount = CALENDAR_DAYS, (add_months(day, amount) - day).days
        part = Term(unit, int(amount * fraction))
        return self.get_day_end(self.get_due_day(part, day, pauses))

    def get_due_moment(self, seconds, start, pauses):
        for paused, resumed in pauses:
            worked = max(self.get_work(start, paused), 0)
            if worked >= seconds:
                break
            seconds -= worked
            start = max(start, resumed)
        return self.add_work(start, seconds)

    def get_due_day(self, term, day, pauses):
        spans = [(self.get_day(paused), self.get_day(end)) for paused, end in pauses]
        if term.unit == WORKING_DAYS:
            due = self.get_due_working_day(term.amount, day, spans)
        else:
            due = day + term.amount * DAY
            if term.unit == MONTHS:
                due = add_months(day, term.amount)
            for paused, resumed in spans:
                if paused <= due and resumed > day:
                    due += resumed - min(max(paused, day + DAY), resumed)
        return self.roll(due) if term.is_rolled else due

    def get_due_working_day(self, number, day, spans):
        for paused, resumed in spans:
            if resumed <= max(paused, day + DAY):
                continue
            counted = self.count_days(day + DAY, paused - DAY)
            if counted >= number:
                break
            number -= counted
            day = resumed - DAY
        return self.add_days(day, number)


def merge_intervals(intervals):
    """Return intervals in order, joined where they touch, without empty ones.

    >>> merge_intervals([(5, 7), (1, 3), (3, 4), (6, 6)])
    [(1, 4), (5, 7)]
    """
    merged = []
    for start, end in sorted(pair for pair in intervals if pair[0] < pair[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


def _clip(interval, first, last):
    return max(interval[0], first), min(interval[1], last)


def _subtract(intervals, holes):
    """Return what is left of intervals without the holes; both are merged."""
    for hole_start, hole_end in holes:
        intervals = [
            part
            for start, end in intervals
            for part in ((start, min(end, hole_start)), (max(start, hole_end), end))
            if part[0] < part[1]
        ]
    return intervals
