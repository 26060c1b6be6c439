# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The production calendar of a year as a list of days: reading and spans. Plain Python.

A year is a text with a line a day that differs from the ordinary week, ``date;kind``
and, if wanted, ``;name``. A day off given to another one may be a working day and a
short one at once: it has two lines then.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

OFF, WORK, SHORT = "off", "work", "short"
# as the year is kept in files of Russian offices, and as it is kept here
KINDS = {
    OFF: OFF,
    WORK: WORK,
    SHORT: SHORT,
    "выходной": OFF,
    "нерабочий": OFF,
    "праздник": OFF,
    "праздничный": OFF,
    "рабочий": WORK,
    "сокращенный": SHORT,
    "предпраздничный": SHORT,
}
FORMATS = ("%Y-%m-%d", "%d.%m.%Y")
# an eve of a holiday is shorter by an hour: Labour Code of Russia, article 95
SHORTER_MINUTES = 60


@dataclass(frozen=True, order=True)
class Day:
    """A day that differs from the ordinary week.

    :param kind: ``off``, ``work`` or ``short``
    """

    date: date
    kind: str
    name: str = ""


def read_days(text, year):
    """Return ``(days in order, problems)``; a problem is ``(line number, code, text)``.

    Codes: ``date``, ``kind``, ``year`` (the day is of another one), ``twice``,
    ``clash`` (off and working at once). A first line without a date is a heading.

    >>> read_days("01.11.2025;рабочий\\n2025-11-03,off", 2025)[0][1].kind
    'off'
    >>> read_days("2026-01-01;holiday", 2026)[1]
    [(1, 'kind', 'holiday')]
    """
    days, problems = {}, []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        cells = _split(line)
        if not any(cells) or (number == 1 and not any(map(str.isdigit, cells[0]))):
            continue
        day, problem = _read_line(cells, year)
        if not problem and (day.date, day.kind) in days:
            problem = "twice", cells[0]
        if not problem and _is_clash(day, days):
            problem = "clash", cells[0]
        if problem:
            problems.append((number, *problem))
        else:
            days[day.date, day.kind] = day
    return sorted(days.values()), problems


def _split(line):
    for separator in (";", "\t", ","):
        if separator in line:
            return [cell.strip().strip('"') for cell in line.split(separator)]
    return [line.strip()]


def _read_line(cells, year):
    day = _read_date(cells[0])
    if day is None:
        return None, ("date", cells[0])
    word = (cells[1] if len(cells) > 1 else "").lower().replace("ё", "е")
    kind = KINDS.get(word.removesuffix(" день"))
    if kind is None:
        return None, ("kind", word)
    if day.year != year:
        return None, ("year", cells[0])
    return Day(day, kind, cells[2] if len(cells) > 2 else ""), None


def _read_date(text):
    for pattern in FORMATS:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    return None


def _is_clash(day, days):
    others = (WORK, SHORT) if day.kind == OFF else (OFF,)
    return any((day.date, kind) in days for kind in others)


def write_days(days):
    """Return the text that :func:`read_days` reads.

    >>> write_days([Day(date(2026, 1, 1), "off"), Day(date(2026, 4, 30), "short", "x")])
    '2026-01-01;off\\n2026-04-30;short;x\\n'
    """
    return "".join(
        ";".join([day.date.isoformat(), day.kind, *([day.name] if day.name else [])])
        + "\n"
        for day in days
    )


def get_spans(days, calendar):
    """Return ``[(day, moment from, moment to)]``: what is off, or worked after all.

    A working day has the hours of the first weekday that has any; a short one ends an
    hour before the calendar says.

    :param calendar: ``clock.WorkCalendar`` of the ordinary week
    :return: moments in UTC; a whole day off ends at 23:59:59, as Odoo has it
    """
    short = {day.date for day in days if day.kind == SHORT}
    work = {day.date for day in days if day.kind == WORK}
    spans = []
    for day in days:
        if day.kind == OFF:
            spans.append(
                (day, calendar.get_day_start(day.date), calendar.get_day_end(day.date))
            )
        elif day.kind == WORK:
            spans += _get_work_spans(day, calendar, day.date in short)
        elif day.date not in work:
            spans += _get_short_span(day, calendar)
    return spans


def _get_hours(calendar, weekday):
    return sorted(
        (line.start, line.end)
        for line in calendar.lines
        if line.weekday == weekday and line.week in (None, 0)
    )


def _cut(hours):
    """Return working hours that end an hour earlier."""
    end = max(last for _first, last in hours) - SHORTER_MINUTES
    return [(first, min(last, end)) for first, last in hours if first < end]


def _get_work_spans(day, calendar, is_short):
    weekdays = sorted({line.weekday for line in calendar.lines})
    hours = _get_hours(calendar, weekdays[0]) if weekdays else []
    if is_short and hours:
        hours = _cut(hours)
    return [
        (day, calendar.get_moment(day.date, first), calendar.get_moment(day.date, last))
        for first, last in hours
    ]


def _get_short_span(day, calendar):
    hours = _get_hours(calendar, day.date.weekday())
    if not hours:
        return []
    end = max(last for _first, last in hours)
    start = calendar.get_moment(day.date, end - SHORTER_MINUTES)
    return [(day, start, start + timedelta(minutes=SHORTER_MINUTES))]
